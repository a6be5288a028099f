/* sheet.h - a scored sheet: people in rows, items in columns, what is needed to explain both. */
#ifndef KF_SHEET_H
#define KF_SHEET_H

#include "card/curve.h"
#include "score/cells.h"
#include "score/ledger.h"

/* What became of an item for a person. */
enum {
    KF_SCORED = 0, /* from its figure */
    KF_SCORED_ZERO = 1,
    KF_LEFT_OUT = 2,
    KF_SCORED_MEAN = 3,
    KF_REQUIRED = 4,
    KF_NOT_APPLIED = 5 /* left out: a condition of the item does not hold */
};

enum { KF_NO_BASIS = -1 };
#define KF_NO_MEAN INT64_MIN /* nobody in the group was scored */

/* A column of the sheet; n rows in the order of the frame. */
typedef struct kf_column_scores {
    kf_cells cells;
    int64_t *points;   /* millionths */
    int64_t *basis;    /* NULL, or place, or percentile × 2 × counted[group]; KF_NO_BASIS */
    int64_t *counted;  /* NULL, or a group: how many stand in the percentile or place */
    int64_t *mean;     /* NULL, or a group: mean of the curve, millionths; KF_NO_MEAN */
    kf_cells made;     /* completions, ratios and differences, den 0 where there is none ... */
    kf_cells against;  /* ... of what; both without rows (num NULL) where no rule needs them */
    uint8_t *outcomes; /* KF_SCORED ... */
    uint8_t *flags;    /* NULL: none in the column; KEFU_REASON_SMALL, _FAILED ... of each row */
    int32_t *rests;    /* NULL: none, or what rounding left of each; see kf_scored */
} kf_column_scores;

/* Hits of a person that were given to another, or that another's became. */
typedef struct kf_move {
    size_t row, other; /* lines */
    int32_t part;      /* adjustments, then red lines */
    int32_t gave;      /* 1: to the other; 0: got from there */
    int64_t n;
} kf_move;

/* Hits of an adjustment or red line against a person; kept only where some were reported or got.
 * Those that are left (reported + got - given) count, were upheld or rejected, or are pending. */
typedef struct kf_hit {
    size_t row;
    const kf_extra *extra;
    int32_t kind, part;
    int64_t reported, got, given, upheld, rejected, counted, pending;
    size_t first_move; /* in moves */
    int32_t n_moves;
    int64_t points; /* what it added to the total */
    int32_t capped;
    const char *evidence;
} kf_hit;

/* An item whose figure people excluded, or (item = n_items of the card) a floor. */
typedef struct kf_excluded {
    size_t row;
    int32_t item;
    const char *evidence; /* "" if none */
} kf_excluded;

/* A decision that was read about the person of a row, or that gave hits to that person. */
typedef struct kf_said {
    size_t row;
    kf_ledger_entry entry;
} kf_said;

typedef struct kf_line {
    const char *person, *name, *team;
    int64_t total, items, adjustments, coverage;
    int64_t over;     /* millionths of weight that 100 points were shared out over */
    int64_t printed;  /* its row in the order to print */
    size_t first_hit; /* in hits */
    int32_t n_hits;
    int32_t group, grade, tier; /* numbers; grade and tier -1: none */
    int32_t status;
    uint32_t flags;
    kefu_place place;
} kf_line;

/* A step that changed points, or says why (KEFU_REASON_SECTION_CUT ...). */
typedef struct kf_step {
    int32_t code, part; /* part: of a section, its number */
    int32_t at;         /* its number among the reasons of the row */
    int64_t a, b;       /* as the reason says: millionths, or how many failed */
    int64_t points;     /* what it added to the total */
} kf_step;

/* What a line has besides where the card has_steps. */
typedef struct kf_line_more {
    int64_t team_part, bonus;
    int64_t team;      /* millionths: the points that were blended in */
    size_t first_step; /* in steps */
    int32_t n_steps, blended;
} kf_line_more;

/* Whether a badge or streak holds, and what its first condition that fails saw. */
typedef struct kf_holding {
    int32_t failing, ago;       /* number of the condition, -1: it holds; periods ago */
    int32_t item;               /* of better_than_mean: whose figure; -1 = of none */
    int64_t num, den;           /* the number that it saw; den 0: none */
    int64_t mean_num, mean_den; /* of better_than_mean: the group's */
    const char *word;           /* the grade or tier that it saw; "" if none */
} kf_holding;

struct kefu_sheet {
    kf_memory memory;
    kf_arena arena; /* names, teams, groups, evidence */
    kefu_card *card;
    const char *period;
    size_t n;
    kf_line *lines; /* in the order of the frame */
    int64_t *order; /* lines in the order to print */
    char *keys;     /* the persons' ids, one after the other with NUL */
    size_t keys_size;
    kf_column_scores *columns; /* an item each */
    const char **groups;
    int32_t n_groups;
    kf_cells days; /* share of days on duty; without rows (num NULL) where the card has no days */
    kf_cells ramp; /* share of the target by the ramp; likewise */
    kf_hit *hits;  /* by row, adjustments before red lines */
    size_t n_hits, hits_capacity;
    kf_line_more *more; /* NULL: the card has no steps; else a line each */
    kf_step *steps;     /* by line, in the order of the reasons */
    size_t n_steps, steps_capacity;
    kf_cells *kept;   /* figures of card->kept, n_kept */
    kf_holding *held; /* badges, then streaks, of the first line, then of the next; or NULL */
    kf_move *moves;   /* by row and part, given before got, by the other's row */
    size_t n_moves, moves_capacity;
    kf_excluded *excluded; /* by row and item */
    size_t n_excluded;
    kf_said *said; /* by row, day and entry */
    size_t n_said;
    char roster_id[33], ledger_id[33]; /* "" without one */
    int32_t as_of;                     /* 0 = not given */
};

/* A sheet with lines for the frame's rows, with nothing in them but their ids. */
kefu_status kf_sheet_new(const kf_memory *memory, const kefu_card *card, const kefu_frame *frame,
                         const char *period, kefu_sheet **out, kefu_error *error);
/* How many entries `held` has. */
size_t kf_sheet_held(const kefu_sheet *sheet);
/* Lines, their order, columns of points and outcomes for sheet->n rows; 0 without memory. */
int32_t kf_sheet_allocate(kefu_sheet *sheet);
/* The line at a row as printed; NULL if there is none. */
const kf_line *kf_sheet_line(const kefu_sheet *sheet, int64_t row);

/* Days on duty over those of the period, of a line in the order of the frame; or no data. */
kefu_value kf_share_of_days(const kefu_sheet *sheet, size_t line);

/* 1 and the number of the person's line (in the order of the frame), or 0. */
int32_t kf_sheet_find_line(const kefu_sheet *sheet, const char *person, size_t *line);

/* By row, day and entry: -1, 0 or 1. */
int32_t kf_said_compare(const kf_said *a, const kf_said *b);

/* The exclusion of an item of a line, or NULL. O(log) */
const kf_excluded *kf_sheet_excluded(const kefu_sheet *sheet, size_t row, int32_t item);

/* The status that makes an item's figure less than full: KEFU_VALUE_OK or why not. */
int32_t kf_item_cause(const kf_item *item, const kefu_value *value);
/* 1 if it is full: only such a figure fails an item, or is below its floor. */
static inline int32_t kf_item_is_full(const kf_item *item, const kefu_value *value)
{
    return kf_item_cause(item, value) == KEFU_VALUE_OK;
}
/* What enters the curve of the rule that the figure falls under; den 0 if there is none. */
kefu_value kf_item_basis(const kefu_sheet *sheet, int32_t item, size_t row);
/* What the basis was set against: the target or the peers' mean; den 0 if nothing. */
kefu_value kf_item_against(const kefu_sheet *sheet, int32_t item, size_t row);
/* 1 if the item was scored from its figure, and failed. */
int32_t kf_item_failed(const kefu_sheet *sheet, int32_t item, size_t row);
/* 1 if the figure counts among its peers: it has a number that is not of low volume. */
int32_t kf_item_counts(const kf_item *item, const kefu_value *value);
/* 1 if the figure is full and worse than the item's floor. */
int32_t kf_item_is_below(const kf_item *item, const kefu_value *value);
/* The weights that the item's was shared out over: a bonus item's stands outside. */
int64_t kf_item_over(const kf_item *item, const kf_line *line);
/* 1 if the points of the curve, within the item's least and most, are fewer than it may have. */
int32_t kf_rule_fails(const kf_item *item, const kf_rule *rule, const kefu_value *basis);
/* Points of the rule's curve for a basis, within the item's least and most, times the factor. */
int64_t kf_rule_points(const kf_item *item, const kf_rule *rule, const kefu_value *basis,
                       kf_factor factor);
kf_scored kf_rule_scored(const kf_item *item, const kf_rule *rule, const kefu_value *basis,
                         kf_factor factor);
/* The rule that an item's figure in a row falls under. */
const kf_rule *kf_item_rule_at(const kefu_sheet *sheet, int32_t item, size_t row);
/* What rounding added to the sum of a line's items, of a card without steps (score_rounding.c). */
int64_t kf_line_rounding(const kefu_sheet *sheet, const kf_line *line);
/* The rests of all columns anew; 0 without memory (score_rounding.c). */
int32_t kf_find_rests(kefu_sheet *sheet);
/* Keeps what rounding left of a row's points; 0 without memory. */
int32_t kf_keep_rest(kefu_sheet *sheet, int32_t item, size_t row, int32_t rest);

#endif
