/* sheet_format.h - sheets as bytes. A saved sheet, format 1; numbers, texts, opening and tail as of
 * base/saved.h, kind 2:
 *
 *   card      text, the card as it was read
 *   made      fields of the sheet itself | for each item, adjustment and red line:
 *             text definition of its figures ("" = not said)
 *   groups    varint, how many lines | varint, how many groups | for each group: text
 *   lines     for each, in order of the persons' keys: its fields
 *   columns   for each item, for each cells and array of the column: those
 *   days      cells of the share of days, cells of the ramp
 *   hits      list, by line | list of hits that were moved | list of what was excluded
 *             | list of the decisions that were read, by line and day
 *   steps     uint8 1 if there are any, else 0 | for each line the fields of its kf_line_more |
 *             list of steps, by line
 *   kept      uint8 1 or 0 | for each metric that badges and streaks read: cells
 *   held      uint8 1 or 0 | for each line, for each badge, then each streak: its fields
 *
 * Cells are uint8 1 if they are there, else 0, and for each line a figure: zigzag num, varint den,
 * zigzag n, varint flags × 16 + status. An array is uint8 1 or 0 and a zigzag a line, or a group. A
 * list is a varint, how many, and the fields of each. Fields, cells and arrays are those of the
 * tables in sheet_format.c, in their order; their numbers are zigzag, ids are texts. Nothing that
 * follows from the rest is written, so equal sheets have the same bytes. */
#ifndef KF_SHEET_FORMAT_H
#define KF_SHEET_FORMAT_H

#include "base/saved.h"
#include "score/sheet.h"

/* Points of anything, in millionths, are nearer to 0, so that the difference of two fits. */
#define KF_SHEET_MOST INT64_C(4000000000000000000)

extern const kf_saved_kind kf_saved_sheet;

/* What a member of a struct is in C, and how it is kept. */
enum {
    KF_FIELD_DERIVED,
    KF_FIELD_TEXT,
    KF_FIELD_ID,    /* a char[33]: "" or 32 hexadecimal digits */
    KF_FIELD_CELLS, /* of a column: a kf_cells */
    KF_FIELD_I64,
    KF_FIELD_I32,
    KF_FIELD_U32,
    KF_FIELD_U8,
    KF_FIELD_SIZE
};

typedef struct kf_sheet_field {
    size_t offset;
    int32_t type;      /* KF_FIELD_... */
    int64_t low, high; /* of a number, both inclusive */
} kf_sheet_field;

typedef struct kf_sheet_fields {
    const kf_sheet_field *list;
    size_t n;
} kf_sheet_fields;

/* Of kefu_sheet, kf_line, kf_hit, kf_move, kf_excluded, kf_said, kf_step, kf_line_more and
 * kf_holding. */
extern const kf_sheet_fields kf_sheet_head_fields, kf_sheet_line_fields, kf_sheet_hit_fields,
    kf_sheet_move_fields, kf_sheet_excluded_fields, kf_sheet_said_fields, kf_sheet_step_fields,
    kf_sheet_more_fields, kf_sheet_holding_fields;

/* A pointer to an array, or CELLS. */
typedef struct kf_sheet_array {
    size_t offset;
    int32_t type;      /* KF_FIELD_... of a number */
    int32_t a_group;   /* 1: a number a group, 0: a line */
    int64_t low, high; /* both inclusive */
} kf_sheet_array;

typedef struct kf_sheet_arrays {
    const kf_sheet_array *list;
    size_t n;
} kf_sheet_arrays;

extern const kf_sheet_arrays kf_sheet_column_arrays; /* of kf_column_scores */

/* A number in a member or array; to set, one that fits. */
int64_t kf_sheet_number(const void *at, int32_t type);
void kf_sheet_set_number(void *at, int32_t type, int64_t number);
size_t kf_sheet_number_size(int32_t type);

/* Where the sheet keeps the definition of its figures of item, adjustment or red line number i of
 * all; NULL behind the last. */
const char **kf_sheet_definition(kefu_card *card, int32_t i);

/* Finds what follows from the rest - order, places of hits, moves and steps - and checks all that
 * holds for a sheet that was scored and that what reads sheets relies on: indices, counts, points
 * that add up. What is wrong, or NULL; *line is set to the line that it is about, if to one. */
const char *kf_sheet_check(kefu_sheet *sheet, size_t *line);

#endif
