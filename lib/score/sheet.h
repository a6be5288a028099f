/* sheet.h - a scored sheet: people in rows, items in columns, what is needed to explain both. */
#ifndef KF_SHEET_H
#define KF_SHEET_H

#include "card/card.h"
#include "score/cells.h"
#include "card/curve.h"
#include "score/ledger.h"

/* What became of an item for a person. */
enum {
    KF_SCORED = 0, /* from its figure */
    KF_SCORED_ZERO = 1,
    KF_LEFT_OUT = 2,
    KF_SCORED_MEAN = 3,
    KF_REQUIRED = 4
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
    uint8_t *outcomes; /* KF_SCORED ... */
} kf_column_scores;

/* Hits of an adjustment or red line against a person; kept only where some were reported. */
typedef struct kf_hit {
    size_t row;
    const kf_extra *extra;
    int32_t kind, part;
    int64_t reported, counted, pending;
    int64_t points; /* what it added to the total */
    int32_t capped;
    const char *evidence;
} kf_hit;

typedef struct kf_line {
    const char *person, *name, *team;
    int64_t total, items, adjustments, coverage;
    int64_t over;     /* millionths of weight that 100 points were shared out over */
    int64_t printed;  /* its row in the order to print */
    size_t first_hit; /* in hits */
    int32_t n_hits;
    int32_t group, grade; /* numbers; grade -1 is none */
    int32_t status;
    uint32_t flags;
    kefu_place place;
} kf_line;

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
    kf_hit *hits; /* by row, adjustments before red lines */
    size_t n_hits, hits_capacity;
};

/* A sheet with lines for the frame's rows, with nothing in them but their ids. */
kefu_status kf_sheet_new(const kf_memory *memory, const kefu_card *card, const kefu_frame *frame,
                         const char *period, kefu_sheet **out, kefu_error *error);
/* The line at a row as printed; NULL if there is none. */
const kf_line *kf_sheet_line(const kefu_sheet *sheet, int64_t row);

/* 1 and the number of the person's line (in the order of the frame), or 0. */
int32_t kf_sheet_find_line(const kefu_sheet *sheet, const char *person, size_t *line);

/* The status that makes an item's figure less than full: KEFU_VALUE_OK or why not. */
int32_t kf_item_cause(const kf_item *item, const kefu_value *value);
/* What enters the curve. */
kefu_value kf_item_basis(const kefu_sheet *sheet, int32_t item, size_t row);

#endif
