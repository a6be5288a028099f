/* cell.h - cells as people export them: what cell.c and its number and duration readers share. */
#ifndef KF_CELL_H
#define KF_CELL_H

#include "kefu/table.h"

/* Kind, scale, offset and flags of our copy of a kefu_cell. */
kefu_status kf_cell_check(const kefu_cell *cell, kefu_error *error);
/* kefu_cell_parse for a cell that kf_cell_check has passed; not for KEFU_CELL_TEXT. */
kefu_status kf_cell_read(const kefu_cell *cell, const char *text, size_t size, int64_t *value,
                         int32_t *state, kefu_error *error);

/* Bytes of a cell that holds a number, a duration or a date: more is none. */
enum { KF_CELL_MOST = 256 };

/* A cell being read. `text` is trimmed, with full-width forms folded to ASCII. */
typedef struct kf_cell_text {
    const kefu_cell *cell;
    const char *raw; /* trimmed, as in the file; for messages */
    size_t raw_size;
    const char *text;
    size_t size;
    char folded[KF_CELL_MOST];
    kefu_error *error;
} kf_cell_text;

/* A number at the head of a text, made plain for kf_decimal_parse: no separators. */
typedef struct kf_cell_digits {
    char plain[KF_CELL_MOST + 8]; /* room for an exponent to be added */
    size_t size;
    int32_t has_exponent;
    int32_t bad_groups; /* 1: separators not in groups of three */
} kf_cell_digits;

/* The digits behind a sign, already read: bytes read, 0 if there is no digit. */
size_t kf_cell_scan(const char *text, size_t size, int32_t negative, kf_cell_digits *out);
/* Multiplies by 10^exponent (-9..99): 4 is 万, -2 is %. The number has no exponent of its own. */
void kf_cell_shift(kf_cell_digits *digits, int32_t exponent);
/* Drops spaces, also full-width ones, at both ends of a text; or at its head only. */
void kf_cell_trim(const char **text, size_t *size);
void kf_cell_skip(const char **text, size_t *size);
/* 1 and past it if the text begins with `word`. */
int32_t kf_cell_take(const char **text, size_t *size, const char *word);

/* "'12,34' is not a number: thousands are groups of three" */
kefu_status kf_cell_fault(const kf_cell_text *c, const char *what, const char *hint);
/* KEFU_OK for what became of a number (KF_EXACT ...), or its error. */
kefu_status kf_cell_settle(const kf_cell_text *c, int32_t became, const char *what);

kefu_status kf_cell_number(const kf_cell_text *c, int64_t *value);
kefu_status kf_cell_percent(const kf_cell_text *c, int64_t *value);
kefu_status kf_cell_duration(const kf_cell_text *c, int64_t *value);

#endif
