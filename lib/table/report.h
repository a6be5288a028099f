/* report.h - the inside of a kefu_report, for report.c and report_read.c only. */
#ifndef KF_REPORT_H
#define KF_REPORT_H

#include "table/frame.h"

/* A metric and the columns that it is read from; over and count may be NULL. */
typedef struct kf_report_metric {
    kefu_metric_info info;
    const char *value, *over, *count;
    kefu_cell cell;
} kf_report_metric;

struct kefu_report {
    kf_memory memory;
    kf_arena arena; /* all text */
    kefu_limits limits;
    const char **keys;
    size_t n_keys, keys_capacity;
    kf_key *skips;
    size_t n_skips, skips_capacity;
    kf_report_metric *metrics;
    size_t n_metrics, metrics_capacity;
};

#endif
