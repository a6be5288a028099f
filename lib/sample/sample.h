/* sample.h - the rows that were drawn, by cell, and what was replaced. */
#ifndef KF_SAMPLE_H
#define KF_SAMPLE_H

#include "base/show.h"
#include "sample/quota.h"
#include "table/group.h"

/* A row that is to be inspected. */
typedef struct kf_sample_row {
    kefu_text id;         /* with NUL */
    kefu_text instead_of; /* that was drawn in its place at first; "" = none */
    int64_t row, place;
    uint32_t cell;
    int32_t why; /* KEFU_WHY_... */
} kf_sample_row;

typedef struct kf_sample_cell {
    kefu_cell_quota quota;
    const kefu_text *keys; /* as text with NUL, one a column of "by" */
    size_t first;          /* row of the sample */
    int64_t n, unsuitable;
} kf_sample_cell;

typedef struct kf_replacement {
    kefu_text id, instead;
    kefu_text first; /* that was drawn in this place at first: id, or what id came in for */
    const char *reason, *by;
    uint32_t cell;
} kf_replacement;

struct kefu_sample {
    kf_memory memory;
    kf_arena arena; /* texts, and all that is below */
    kefu_quotas *quotas;
    const kefu_plan *plan; /* that of the quotas */
    const char *seed;
    char excluded_ids[33]; /* hash of the draw's list of ids */
    kefu_draw_counts counts;
    int64_t *excluded; /* an exclusion each */
    size_t n_excluded;
    kf_sample_cell *cells; /* by class, then by keys */
    size_t n_cells;
    kf_sample_row *rows; /* by cell, then place */
    size_t n_rows;
    kf_replacement *replacements; /* by cell, then place */
    size_t n_replacements;
    kf_groups *ids;     /* the number of an id is that of its row */
    kf_groups *out_ids; /* of those taken out: that of its replacement */
};

/* KEFU_WHY_... as one word. */
const char *kf_sample_why_word(int32_t why);
/* Why a row was chosen, in words (sample_text.c). */
void kf_sample_why(kf_show *show, const kefu_sample *sample, size_t row);

/* ---- Writing (sample_write.c) ---- */

/* Checks the arguments of a writer, over copies of the options and of the sink. */
kefu_status kf_sample_options(const kefu_sample *sample, const kefu_sample_write_options *options,
                              kefu_sample_write_options *ours, kefu_error *error);
/* A column that we write: what it is called in English and in Chinese. */
typedef struct kf_sample_heading {
    const char *en, *zh;
} kf_sample_heading;
/* Those of CSV: before the columns of "by", and behind. */
enum { KF_SAMPLE_BEFORE = 2, KF_SAMPLE_HEADINGS = 9 };
extern const kf_sample_heading kf_sample_headings[];
/* The name of a column of "by" that no other column has, with NUL, until `room` is used again; NULL
 * when there is no memory. */
const char *kf_sample_by_name(const kefu_plan *plan, int32_t by, kf_buffer *room);
/* Why a row was chosen, with NUL, until `room` is used again; {NULL, 0} when there is no memory. */
kefu_text kf_sample_why_text(const kefu_sample *sample, size_t row, int32_t language,
                             kf_buffer *room);

/* Inclusion probability of the rows of a cell. */
kefu_value kf_sample_chance(const kf_sample_cell *cell);
/* The row of an id; -1 if it is not in the sample. O(1) */
int64_t kf_sample_row_of(const kefu_sample *sample, const kf_key *id);

#endif
