/* load.h - what loading asks of the system: one file each for POSIX and for Windows. */
#ifndef KF_LOAD_H
#define KF_LOAD_H

#include "base/alloc.h"
#include "kefu/plugin.h"

typedef const kefu_plugin *(KEFU_CALL *kf_plugin_entry)(const kefu_host *host);

/* Loads the file for the rest of the program. KEFU_E_PLUGIN with what the system says, without the
 * path. */
kefu_status kf_load_open(const kf_memory *memory, const char *path, void **library,
                         kefu_error *error);
/* A function that the file exports; NULL if there is none. */
kf_plugin_entry kf_load_entry(void *library, const char *name);

#endif
