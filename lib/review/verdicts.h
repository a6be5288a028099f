/* verdicts.h - verdicts as rows of two batches. */
#ifndef KF_VERDICTS_H
#define KF_VERDICTS_H

#include "review/review.h"

/* A column of a batch, in the order of its table. */
typedef struct kf_verdict_column {
    const char *name;
    int32_t type; /* KEFU_COLUMN_... */
} kf_verdict_column;

/* Cells one after the other: a fault sticks, and the end of the row tells. */
typedef struct kf_verdict_row {
    kefu_builder *rows;
    kefu_error *error;
    kefu_status status;
    int32_t column;
} kf_verdict_row;

void kf_row_text(kf_verdict_row *row, const char *text, size_t size); /* size 0: null */
void kf_row_word(kf_verdict_row *row, const char *word);              /* with NUL; "": null */
void kf_row_number(kf_verdict_row *row, int64_t number);
void kf_row_null(kf_verdict_row *row);
kefu_status kf_row_end(kf_verdict_row *row);

/* How often a text came before. */
typedef struct kf_copies {
    const kf_memory *memory;
    struct kf_copy *slots; /* 2^bits of them */
    size_t n, capacity;
} kf_copies;

void kf_copies_free(kf_copies *copies);
/* How many texts before were the same; 0 of short ones. What is counted is counted by
 * kf_copies_add alone, after which nothing can fail. */
kefu_status kf_copies_find(kf_copies *copies, const kf_reading *r, int32_t *before,
                           kefu_error *error);
void kf_copies_add(kf_copies *copies, const kf_reading *r);

struct kefu_verdicts {
    kf_memory memory;
    kefu_builder *rows, *hits;
    kf_copies copies;
    kf_buffer evidence; /* of one hit */
    int32_t poisoned;
    int32_t reserved;
};

/* The hits of a verdict as rows. */
kefu_status kf_verdict_hits(kefu_verdicts *to, const kefu_verdict *v, kefu_error *error);
/* Columns of the hits. */
enum { KF_HIT_COLUMNS = 9 };
extern const kf_verdict_column kf_hit_columns[KF_HIT_COLUMNS];

#endif
