/* estimates.h - the inside of kefu_estimates, and how they are made from rows. */
#ifndef KF_ESTIMATES_H
#define KF_ESTIMATES_H

#include "estimate/domain.h"
#include "table/group.h"

/* Decimals of a rate; of marks estimates have so many more. */
enum { KF_ESTIMATE_RATE_SCALE = 9, KF_ESTIMATE_MORE = 3 };

/* A class or cell in both languages, with NUL. */
typedef struct kf_effect_label {
    const char *zh, *en;
} kf_effect_label;

typedef struct kf_class_effect {
    uint32_t label;
    kefu_value in_marks, in_population, mean, effect;
} kf_class_effect;

struct kefu_estimates {
    kf_memory memory;
    kf_arena arena; /* text */
    kefu_estimates_info info;
    int32_t scale;
    int32_t more;   /* decimals of estimates more than of marks as they are kept */
    const char *by; /* name of the key column; NULL: there is none */
    kefu_estimated *items;
    size_t n, room;
    size_t *first_effect; /* of each, and the end: n + 1 */
    kf_class_effect *effects;
    size_t n_effects, effects_capacity;
    kf_effect_label *labels;
    size_t n_labels;
};

/* ---- Rows ----------------------------------------------------------------------------------- */

/* A row of the sample, several that have no mark, or (`there` 0) a cell that is to be spoken of
 * though no row is. */
typedef struct kf_row {
    int64_t chance; /* billionths; 0 = of the cell */
    int64_t mark;
    uint32_t domain, cell; /* domain KF_NO_DOMAIN: known to be of all only */
    int32_t there;         /* rows */
    int32_t is_marked;
} kf_row;

#define KF_NO_DOMAIN UINT32_MAX
/* Rows of a sample, and of looked at ones of a cell. */
#define KF_ESTIMATE_ROWS INT32_MAX

/* What the readers of rows and of samples fill; estimates are made from it. */
typedef struct kf_survey {
    const kf_memory *memory;
    kefu_estimate_options options; /* checked, confidence filled in */
    kefu_limits limits;
    kf_row *rows;
    size_t n_rows, rows_capacity;
    kf_design_cell *cells;
    size_t n_cells, cells_capacity;
    kf_groups *keys; /* of options.by: domain numbers; NULL: none */
    int32_t placed;  /* keys are of the plan's cells, not of the rows that are there */
    kefu_estimates *out;
    kefu_error *error;
} kf_survey;

/* Options, allocator and the empty estimates: `function` opens messages. */
kefu_status kf_survey_begin(kf_survey *survey, const char *function,
                            const kefu_estimate_options *options, const kefu_allocator *allocator,
                            kefu_error *error);
void kf_survey_free(kf_survey *survey); /* also the estimates that were not handed out */
kefu_status kf_survey_add_row(kf_survey *survey, const kf_row *row);
kefu_status kf_survey_add_cell(kf_survey *survey, const kf_design_cell *cell);
/* Labels of effects, n of them, to be filled. */
kefu_status kf_survey_labels(kf_survey *survey, size_t n);
kefu_status kf_survey_text(kf_survey *survey, kefu_text text, const char **out);
/* The same of a text with NUL. */
kefu_status kf_survey_name(kf_survey *survey, const char *name, const char **out);
/* Reckons all, and hands the estimates over. */
kefu_status kf_survey_end(kf_survey *survey, kefu_estimates **out);

/* ---- Reading marks (marks.c) ------------------------------------------------------------------
 */

/* Rows first .. first+count-1 (count <= KF_BLOCK) of the column of marks: 1 or 0 for a rate. */
typedef struct kf_mark_block {
    int64_t marks[KF_BLOCK];
    uint8_t states[KF_BLOCK]; /* KEFU_VALUE_OK: there is a mark */
} kf_mark_block;
kefu_status kf_marks_read(const kf_survey *survey, const kf_column *column, int64_t first,
                          int64_t count, kf_mark_block *out);
/* The column that options name, or else one of the usual names; KEFU_E_NAME if there is none. */
kefu_status kf_marks_column(const kf_survey *survey, const kf_batch *batch, const char *named,
                            const char *en, const char *zh, const kf_column **out);

/* ---- Figures (figures.c, bounds.c, effect.c) ------------------------------------------------
 */

/* Everything of a domain but its key. */
kefu_status kf_estimate_figures(kf_survey *survey, const kf_domain *domain, kefu_text key,
                                kefu_estimated *out);
/* Degrees of freedom of the bounds, in millionths. */
int64_t kf_estimate_df(const kf_domain *domain);
/* The marks of a simple sample that would be as sure; 0 if not known, without end, or of a total.
 */
kf_real kf_estimate_effective(const kf_survey *survey, const kf_domain *domain, int64_t df);
/* Bounds of a mean or total; of a rate. `estimate` is its rounded number. */
kefu_status kf_estimate_bounds(const kf_survey *survey, const kf_domain *domain, kefu_text key,
                               kefu_estimated *out);
/* Adds the effects of a domain to the estimates. */
kefu_status kf_estimate_effects(kf_survey *survey, const kf_domain *domain, kefu_text key);

/* estimate as top / bottom */
void kf_estimate_of(const kf_domain *domain, kf_integer *top, kf_nat *bottom);
/* A number at the scale of the estimates, rounded. */
kefu_value kf_estimate_value(const kf_survey *survey, int64_t num, int64_t n);
kefu_value kf_estimate_none(int64_t n);
kefu_status kf_estimate_too_big(const kf_survey *survey, kefu_text key, const char *what);

/* ---- Writing (estimates_write.c) ------------------------------------------------------------ */

enum { KF_ESTIMATED_FLAGS_TEXT = 400 }; /* bytes of all flags in words */

/* One word of the JSON; NULL if there is no such flag. */
const char *kf_estimated_flag_word(uint32_t flag);
/* Decimals of a value whose denominator is a power of ten. */
int32_t kf_estimate_digits(const kefu_value *value);
kefu_value kf_estimated_effective(const kefu_estimated *item);
/* Checks the arguments of a writer, over copies of the options and of the sink. */
kefu_status kf_estimates_writer(const kefu_estimates *estimates,
                                const kefu_estimates_write_options *options, const kefu_sink *sink,
                                kefu_estimates_write_options *ours, kefu_sink *taken,
                                kefu_error *error);

#endif
