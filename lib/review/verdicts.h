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

/* What is left of a text once folded; zeros where that is too short to be told apart. */
typedef struct kf_text_hash {
    uint64_t a, b;
} kf_text_hash;

/* How many reviews have a text. */
typedef struct kf_copies {
    const kf_memory *memory;
    struct kf_copy *slots; /* 2^bits of them */
    size_t n, capacity;
} kf_copies;

/* `room` is written over. */
kefu_status kf_copies_hash(const kf_reading *r, kf_buffer *room, kf_text_hash *out,
                           kefu_error *error);
void kf_copies_free(kf_copies *copies);
void kf_copies_clear(kf_copies *copies);
/* Room for so many more texts: kf_copies_add cannot fail then. */
kefu_status kf_copies_room(kf_copies *copies, size_t more, kefu_error *error);
void kf_copies_add(kf_copies *copies, kf_text_hash hash);
int64_t kf_copies_count(const kf_copies *copies, kf_text_hash hash);

struct kefu_verdicts {
    kf_memory memory;
    kefu_builder *rows, *hits;
    size_t n; /* rows; asking the builder for its batch would go through all of them */
    kf_copies copies;
    kf_text_hash *texts; /* of each row; zeros of follow-ups */
    size_t texts_capacity;
    int64_t *suspect; /* of each row, as given out */
    size_t suspect_capacity;
    kf_buffer evidence; /* of one hit */
    kefu_batch shown;   /* the rows with that column in place of their own */
    kefu_column shown_suspect;
    const kefu_column **shown_columns;
    int32_t poisoned;
    int32_t reserved;
};

/* KEFU_E_STATE if it was poisoned; `function` is for the message. */
kefu_status kf_verdicts_healthy(const kefu_verdicts *verdicts, const char *function,
                                kefu_error *error);
/* The hits of a verdict as rows. */
kefu_status kf_verdict_hits(kefu_verdicts *to, const kefu_verdict *v, kefu_error *error);
/* Columns of the hits. */
enum { KF_HIT_COLUMNS = 9 };
extern const kf_verdict_column kf_hit_columns[KF_HIT_COLUMNS];

#endif
