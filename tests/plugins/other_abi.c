/* other_abi.c - a plugin of a later ABI, of which only the head is known. */
#include <kefu/plugin.h>

static const kefu_plugin later = {.struct_size = sizeof later,
                                  .abi = KEFU_PLUGIN_ABI + 1,
                                  .header_version = 20300,
                                  .name = "later",
                                  .version = "9.1"};

const kefu_plugin *KEFU_CALL kefu_plugin_entry_v1(const kefu_host *host)
{
    (void)host;
    return &later;
}
