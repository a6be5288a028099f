/* good.c - a plugin of two metrics. */
#include "smallest.h"

static const kefu_metric good_one = SMALLEST("good_one");
static const kefu_metric good_two = SMALLEST("good_two");
static const kefu_metric *const good_metrics[] = {&good_one, &good_two};
static const kefu_plugin good = {.struct_size = sizeof good,
                                 .abi = KEFU_PLUGIN_ABI,
                                 .header_version = KEFU_HEADER_VERSION,
                                 .name = "good",
                                 .version = "1.0",
                                 .metrics = good_metrics,
                                 .n_metrics = 2};

const kefu_plugin *KEFU_CALL kefu_plugin_entry_v1(const kefu_host *host)
{
    return host->abi == KEFU_PLUGIN_ABI && KEFU_HAS(host, fraction) ? &good : NULL;
}
