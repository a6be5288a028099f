/* fold_put.h - where units go while a text is read: blanks wait for what comes after them, repeats
 * are dropped. Small functions that the loop of each encoding has inside it. */
#ifndef KF_FOLD_PUT_H
#define KF_FOLD_PUT_H

#include "fold/fold.h"

typedef struct fold_put {
    uint16_t *next;    /* of the units */
    uint32_t *start;   /* beside it, or NULL */
    uint32_t last;     /* unit; the edge at first */
    uint32_t before;   /* the unit before that */
    uint32_t blank;    /* units of blanks that wait, or'ed: 0x20, 0x0A; 0 = none */
    uint32_t blank_at; /* where the first of them begins */
} fold_put;

/* The unit that stands for blanks between two units; 0: none. */
static inline uint32_t fold_blank_between(uint32_t blank, uint32_t left, uint32_t right)
{
    const int32_t a = kf_unit_kind((uint16_t)left), b = kf_unit_kind((uint16_t)right);
    if ((a == KF_KIND_LETTER || a == KF_KIND_DIGIT) && (b == KF_KIND_LETTER || b == KF_KIND_DIGIT))
        return 0x20;
    if (!(blank & ~0x20u & KF_UNIT_LINE) || a == KF_KIND_MARK || a == KF_KIND_EDGE)
        return 0;
    return b == KF_KIND_MARK ? 0 : KF_UNIT_LINE;
}

static inline void fold_push(fold_put *put, uint32_t unit, size_t at)
{
    *put->next++ = (uint16_t)unit;
    if (put->start)
        *put->start++ = (uint32_t)at;
    put->before = put->last;
    put->last = unit;
}

/* What comes after blanks decides what they are. */
static inline void fold_push_blank(fold_put *put, uint32_t unit)
{
    const uint32_t between = fold_blank_between(put->blank, put->last, unit);
    if (between)
        fold_push(put, between, put->blank_at);
    put->blank = 0;
}

/* The unit of a character at `at`, as the table has it. */
static inline void fold_put_unit(fold_put *put, uint32_t unit, size_t at)
{
    if (unit <= 0x20) {
        if (unit && !put->blank)
            put->blank_at = (uint32_t)at;
        put->blank |= unit;
        return;
    }
    if (put->blank)
        fold_push_blank(put, unit);
    if (unit == put->last && unit == put->before && unit - '0' > 9u)
        return;
    fold_push(put, unit, at);
}

/* Reads a whole text; the offset of the first malformed byte, or `size`. With `replace` it goes on
 * after those and returns `size`. */
size_t kf_fold_utf8(fold_put *put, const unsigned char *text, size_t size, int replace);
size_t kf_fold_gb18030(fold_put *put, const unsigned char *text, size_t size, int replace);

#endif
