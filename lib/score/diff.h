/* diff.h - what became different between two sheets, and why. */
#ifndef KF_DIFF_H
#define KF_DIFF_H

#include "score/sheet.h"

/* A part of either card, or a step. */
typedef struct kf_diff_part {
    int32_t kind, step; /* KEFU_PART_... or 0; KEFU_REASON_CARD_FAILED ... or 0 */
    int32_t index[2];   /* in the card of the earlier sheet and of the later one; -1 = not there */
    int32_t same_rule;  /* 1: both cards score it alike, but for its weight */
    const char *id;
    kf_label label;
} kf_diff_part;

/* What a hit that counts only once people confirmed it has become. */
enum { KF_DIFF_NONE, KF_DIFF_COUNTS, KF_DIFF_DOES_NOT };

typedef struct kf_change {
    const char *person, *name;
    int32_t code;
    uint32_t why;
    const kf_diff_part *part; /* NULL: of none */
    int64_t before, after;
    kf_label grades[2]; /* of KEFU_CHANGE_GRADE and _TIER; NULL where there is none */
    int32_t turn;       /* KF_TURN_... */
} kf_change;

struct kefu_diff {
    kf_memory memory;
    kf_arena arena; /* names, ids, labels, parts */
    kf_change *changes;
    size_t n, capacity;
};

/* ---- diff_parts.c ---- */

/* What one part is to a person in one sheet. */
typedef struct kf_diff_side {
    int32_t there; /* 1: a reason is about it */
    int32_t is_excluded;
    int64_t points;
    kefu_reason reason;
    const kf_hit *hit; /* or NULL */
    int32_t holds;     /* of a badge or streak */
} kf_diff_side;

/* Comparing two sheets, [0] the earlier and [1] the later. */
typedef struct kf_diffing {
    kefu_diff *diff;
    const kefu_sheet *sheets[2];
    kf_diff_part *parts; /* in the arena of diff; NULL: not made yet */
    size_t n_parts;
    int32_t *numbers[2]; /* of the parts and steps of each card: which of diff->parts */
    size_t n_numbers[2];
    kf_diff_side *sides[2]; /* a part each, room for n_sides */
    size_t n_sides;
    kefu_error *error;
} kf_diffing;

/* The parts of both cards, in the order of the steps of the later one, then those that only the
 * earlier one has. */
kefu_status kf_diff_make_parts(kf_diffing *d);
/* What each part is to the person of a row. */
void kf_diff_read(kf_diffing *d, int32_t which, int64_t row);
/* KEFU_WHY_... of a part whose points are different; of another those that matter all the same. */
uint32_t kf_diff_why(const kf_diffing *d, size_t part);
int32_t kf_diff_turn(const kf_diffing *d, size_t part);

/* ---- diff.c ---- */

kefu_status kf_diff_push(kf_diffing *d, const kf_change *change);
/* A change of code from before to after, if it is one. */
kefu_status kf_diff_numbers(kf_diffing *d, kf_change *change, int32_t code, int64_t before,
                            int64_t after);

/* ---- diff_states.c ---- */

/* What a person has besides points: grade; tier, flags, badges and streaks. */
kefu_status kf_diff_grades(kf_diffing *d, kf_change change, const kf_line *const lines[2]);
kefu_status kf_diff_states(kf_diffing *d, kf_change change, const kf_line *const lines[2]);

/* ---- diff_rules.c ---- */

/* 1 if both cards say the same of the part that both have. */
int32_t kf_diff_same_rule(const kefu_card *before, const kefu_card *after,
                          const kf_diff_part *part);

#endif
