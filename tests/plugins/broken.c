/* broken.c - the second metric has no `finalize`. */
#include "smallest.h"

static const kefu_metric broken_whole = SMALLEST("whole");
static const kefu_metric broken_half = {.struct_size = sizeof broken_half,
                                        .flags = KEFU_METRIC_NO_ARGS,
                                        .id = "org.example.half/1",
                                        .name = "half",
                                        .state_align = 1,
                                        .update = smallest_update};
static const kefu_metric *const broken_metrics[] = {&broken_whole, &broken_half};
static const kefu_plugin broken = {.struct_size = sizeof broken,
                                   .abi = KEFU_PLUGIN_ABI,
                                   .header_version = KEFU_HEADER_VERSION,
                                   .name = "broken",
                                   .version = "0.1",
                                   .metrics = broken_metrics,
                                   .n_metrics = 2};

const kefu_plugin *KEFU_CALL kefu_plugin_entry_v1(const kefu_host *host)
{
    (void)host;
    return &broken;
}
