/* quota.h - how many rows of each cell are drawn: bounds, sharing out, and what clashes. */
#ifndef KF_QUOTA_H
#define KF_QUOTA_H

#include "sample/plan.h"
#include "table/key.h"

/* A cell that rows came to: rows >= 1. */
typedef struct kf_cell_count {
    int32_t class_index;
    const kf_key *keys; /* one a column of "by", canonical; borrowed */
    int64_t rows;
} kf_cell_count;

/* Order of cells: by class, then by keys (kf_draw_order): -1, 0 or 1. */
int32_t kf_cell_compare(const kf_cell_count *a, const kf_cell_count *b, int32_t n_by);

typedef struct kf_quota_cell {
    int32_t class_index;
    uint32_t agent;   /* index in agents; 0 if the plan has none */
    kefu_text *texts; /* of its keys, with NUL */
    int64_t rows;
    int64_t least, most, extra, share; /* as of kefu_cell_quota; extra is its `agent` */
    int64_t spread;                    /* millionths; -1 = none */
} kf_quota_cell;

/* An agent, or all rows where the plan has none. */
typedef struct kf_quota_agent {
    kefu_text text;           /* with NUL */
    uint32_t first, n;        /* in by_agent */
    int64_t least, most;      /* what its cells give at least, and may give */
    int64_t need, may, given; /* what it is to give at least and at most; what it gives so far */
} kf_quota_agent;

typedef struct kf_quota_clash {
    int32_t code; /* KEFU_CLASH_... */
    int64_t cell; /* -1 = none */
    int64_t agent;
    int64_t need, have;
} kf_quota_clash;

struct kefu_quotas {
    kf_memory memory;
    kf_arena arena; /* texts */
    kefu_plan *plan;
    kf_quota_cell *cells;
    kf_quota_agent *agents;
    uint32_t *by_agent; /* numbers of cells, agent by agent, each in order */
    size_t n_cells, n_agents;
    int64_t population;
    int64_t total; /* rows asked for; -1 = none */
    kf_quota_clash *clashes;
    size_t n_clashes, clashes_capacity;
};

/* Quotas of cells in order, all different. spreads[n] are millionths, -1 = that of the class; NULL:
 * all are. Everything else of the plan decides. O((n + total) log n) */
kefu_status kf_quotas_make(const kf_memory *memory, const kefu_plan *plan,
                           const kf_cell_count *cells, size_t n, const int64_t *spreads,
                           kefu_quotas **out, kefu_error *error);

/* The same for the cells of a draw, with the caller's options; NULL: none. */
kefu_status kf_quotas_from(const kf_memory *memory, const kefu_draw *draw,
                           const kefu_quota_options *options, kefu_quotas **out, kefu_error *error);

/* ---- Steps ---- */

/* What each cell and agent is to give by its own rules (quota_bounds.c); fills clashes. */
kefu_status kf_quota_bounds(kefu_quotas *quotas, kefu_error *error);
/* Shares out what agents and the total ask for more, where nothing clashes (quota_share.c). */
kefu_status kf_quota_share(kefu_quotas *quotas, kefu_error *error);
/* The spreads of a batch by cell, to spreads[n] (quota_spread.c). */
kefu_status kf_quota_spreads(const kf_memory *memory, const kefu_plan *plan,
                             const kf_cell_count *cells, size_t n, const kefu_batch *batch,
                             int64_t *spreads, kefu_error *error);

#endif
