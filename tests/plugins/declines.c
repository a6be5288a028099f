/* declines.c - a plugin that cannot work with the host. */
#include <kefu/plugin.h>

const kefu_plugin *KEFU_CALL kefu_plugin_entry_v1(const kefu_host *host)
{
    (void)host;
    return NULL;
}
