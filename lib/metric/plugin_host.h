/* plugin_host.h - what the library does for metrics: the table of services in kefu/plugin.h. */
#ifndef KF_PLUGIN_HOST_H
#define KF_PLUGIN_HOST_H

#include "kefu/plugin.h"

extern const kefu_host kf_host;

#endif
