/* sheet_format.c - what of a sheet is kept, as tables: every member of its structs is in one. */
#include "score/sheet_format.h"

#include <stddef.h>
#include <string.h>

const kf_saved_kind kf_saved_sheet = {KF_SAVED_SHEET, 1, "saved sheet", "sheet"};

typedef char format_id[33];

/* ---- Members: X(struct, C type, name, how it is kept, least, most)
 * ----------------------------------- */

#define FORMAT_POINTS I64, -KF_SHEET_MOST, KF_SHEET_MOST
#define FORMAT_COUNT  I64, 0, INT64_MAX
#define FORMAT_PEOPLE I64, 0, 2 * (int64_t)UINT32_MAX
#define FORMAT_ANY    I64, INT64_MIN, INT64_MAX
#define FORMAT_ROW    SIZE, 0, UINT32_MAX
#define FORMAT_FLAG   I32, 0, 1
#define FORMAT_FROM_0 I32, 0, INT32_MAX
#define FORMAT_TEXT   TEXT, 0, 0
#define FORMAT_NONE   DERIVED, 0, 0

#define FORMAT_LINE(X, S)                                                                          \
    X(S, const char *, person, FORMAT_TEXT)                                                        \
    X(S, const char *, name, FORMAT_TEXT)                                                          \
    X(S, const char *, team, FORMAT_TEXT)                                                          \
    X(S, int64_t, total, FORMAT_POINTS)                                                            \
    X(S, int64_t, items, FORMAT_POINTS)                                                            \
    X(S, int64_t, adjustments, FORMAT_POINTS)                                                      \
    X(S, int64_t, coverage, I64, 0, KEFU_POINT)                                                    \
    X(S, int64_t, over, I64, 1, KF_SHEET_MOST)                                                     \
    X(S, int64_t, printed, FORMAT_COUNT)                                                           \
    X(S, size_t, first_hit, FORMAT_NONE)                                                           \
    X(S, int32_t, n_hits, FORMAT_NONE)                                                             \
    X(S, int32_t, group, FORMAT_FROM_0)                                                            \
    X(S, int32_t, grade, I32, -1, INT32_MAX)                                                       \
    X(S, int32_t, tier, I32, -1, INT32_MAX)                                                        \
    X(S, int32_t, status, I32, KEFU_VALUE_OK, KEFU_VALUE_NO_DATA)                                  \
    X(S, uint32_t, flags, U32, 0, 511)                                                             \
    X(S, kefu_place, place, FORMAT_NONE)

#define FORMAT_PLACE(X, S)                                                                         \
    X(S, int64_t, twice, FORMAT_PEOPLE)                                                            \
    X(S, int64_t, tied, FORMAT_PEOPLE)                                                             \
    X(S, int64_t, ranked, FORMAT_PEOPLE)                                                           \
    X(S, int32_t, group, FORMAT_NONE)                                                              \
    X(S, int32_t, state, I32, KEFU_PLACE_RANKED, KEFU_PLACE_NO_VALUE)

#define FORMAT_HIT(X, S)                                                                           \
    X(S, size_t, row, FORMAT_ROW)                                                                  \
    X(S, const kf_extra *, extra, FORMAT_NONE)                                                     \
    X(S, int32_t, kind, I32, KEFU_PART_ADJUSTMENT, KEFU_PART_RED_LINE)                             \
    X(S, int32_t, part, FORMAT_FROM_0)                                                             \
    X(S, int64_t, reported, FORMAT_COUNT)                                                          \
    X(S, int64_t, got, FORMAT_COUNT)                                                               \
    X(S, int64_t, given, FORMAT_COUNT)                                                             \
    X(S, int64_t, upheld, FORMAT_COUNT)                                                            \
    X(S, int64_t, rejected, FORMAT_COUNT)                                                          \
    X(S, int64_t, counted, FORMAT_COUNT)                                                           \
    X(S, int64_t, pending, FORMAT_COUNT)                                                           \
    X(S, size_t, first_move, FORMAT_NONE)                                                          \
    X(S, int32_t, n_moves, FORMAT_NONE)                                                            \
    X(S, int64_t, points, FORMAT_POINTS)                                                           \
    X(S, int32_t, capped, FORMAT_FLAG)                                                             \
    X(S, const char *, evidence, FORMAT_TEXT)

#define FORMAT_MOVE(X, S)                                                                          \
    X(S, size_t, row, FORMAT_ROW)                                                                  \
    X(S, size_t, other, FORMAT_ROW)                                                                \
    X(S, int32_t, part, FORMAT_FROM_0)                                                             \
    X(S, int32_t, gave, FORMAT_FLAG)                                                               \
    X(S, int64_t, n, I64, 1, INT64_MAX)

#define FORMAT_EXCLUDED(X, S)                                                                      \
    X(S, size_t, row, FORMAT_ROW)                                                                  \
    X(S, int32_t, item, FORMAT_FROM_0)                                                             \
    X(S, const char *, evidence, FORMAT_TEXT)

#define FORMAT_SAID(X, S)                                                                          \
    X(S, size_t, row, FORMAT_ROW)                                                                  \
    X(S, kf_ledger_entry, entry, FORMAT_NONE)

#define FORMAT_ENTRY(X, S)                                                                         \
    X(S, const char *, person, FORMAT_TEXT)                                                        \
    X(S, const char *, part, FORMAT_TEXT)                                                          \
    X(S, const char *, by, FORMAT_TEXT)                                                            \
    X(S, const char *, reason, FORMAT_TEXT)                                                        \
    X(S, const char *, evidence, FORMAT_TEXT)                                                      \
    X(S, const char *, to, FORMAT_TEXT)                                                            \
    X(S, int64_t, count, I64, KEFU_ALL_HITS, INT64_MAX)                                            \
    X(S, int32_t, action, I32, KEFU_CONFIRM, KEFU_UPHOLD)                                          \
    X(S, int32_t, day, I32, INT32_MIN, INT32_MAX)

#define FORMAT_STEP(X, S)                                                                          \
    X(S, int32_t, code, I32, KEFU_REASON_SECTION_CUT, KEFU_REASON_ROUNDING)                        \
    X(S, int32_t, part, FORMAT_FROM_0)                                                             \
    X(S, int32_t, at, FORMAT_FROM_0)                                                               \
    X(S, int64_t, a, FORMAT_POINTS)                                                                \
    X(S, int64_t, b, FORMAT_POINTS)                                                                \
    X(S, int64_t, points, FORMAT_POINTS)

#define FORMAT_MORE(X, S)                                                                          \
    X(S, int64_t, team_part, FORMAT_POINTS)                                                        \
    X(S, int64_t, bonus, FORMAT_POINTS)                                                            \
    X(S, int64_t, team, FORMAT_POINTS)                                                             \
    X(S, size_t, first_step, FORMAT_NONE)                                                          \
    X(S, int32_t, n_steps, FORMAT_FROM_0)                                                          \
    X(S, int32_t, blended, FORMAT_FLAG)

#define FORMAT_HOLDING(X, S)                                                                       \
    X(S, int32_t, failing, I32, -1, INT32_MAX)                                                     \
    X(S, int32_t, ago, FORMAT_FROM_0)                                                              \
    X(S, int32_t, item, I32, -1, INT32_MAX)                                                        \
    X(S, int64_t, num, FORMAT_ANY)                                                                 \
    X(S, int64_t, den, FORMAT_COUNT)                                                               \
    X(S, int64_t, mean_num, FORMAT_ANY)                                                            \
    X(S, int64_t, mean_den, FORMAT_COUNT)                                                          \
    X(S, const char *, word, FORMAT_TEXT)

#define FORMAT_SHEET(X, S)                                                                         \
    X(S, kf_memory, memory, FORMAT_NONE)                                                           \
    X(S, kf_arena, arena, FORMAT_NONE)                                                             \
    X(S, kefu_card *, card, FORMAT_NONE)                                                           \
    X(S, const char *, period, FORMAT_TEXT)                                                        \
    X(S, size_t, n, FORMAT_NONE)                                                                   \
    X(S, kf_line *, lines, FORMAT_NONE)                                                            \
    X(S, int64_t *, order, FORMAT_NONE)                                                            \
    X(S, char *, keys, FORMAT_NONE)                                                                \
    X(S, size_t, keys_size, FORMAT_NONE)                                                           \
    X(S, kf_column_scores *, columns, FORMAT_NONE)                                                 \
    X(S, const char **, groups, FORMAT_NONE)                                                       \
    X(S, int32_t, n_groups, FORMAT_NONE)                                                           \
    X(S, kf_cells, days, FORMAT_NONE)                                                              \
    X(S, kf_cells, ramp, FORMAT_NONE)                                                              \
    X(S, kf_hit *, hits, FORMAT_NONE)                                                              \
    X(S, size_t, n_hits, FORMAT_NONE)                                                              \
    X(S, size_t, hits_capacity, FORMAT_NONE)                                                       \
    X(S, kf_line_more *, more, FORMAT_NONE)                                                        \
    X(S, kf_step *, steps, FORMAT_NONE)                                                            \
    X(S, size_t, n_steps, FORMAT_NONE)                                                             \
    X(S, size_t, steps_capacity, FORMAT_NONE)                                                      \
    X(S, kf_cells *, kept, FORMAT_NONE)                                                            \
    X(S, kf_holding *, held, FORMAT_NONE)                                                          \
    X(S, kf_move *, moves, FORMAT_NONE)                                                            \
    X(S, size_t, n_moves, FORMAT_NONE)                                                             \
    X(S, size_t, moves_capacity, FORMAT_NONE)                                                      \
    X(S, kf_excluded *, excluded, FORMAT_NONE)                                                     \
    X(S, size_t, n_excluded, FORMAT_NONE)                                                          \
    X(S, kf_said *, said, FORMAT_NONE)                                                             \
    X(S, size_t, n_said, FORMAT_NONE)                                                              \
    X(S, format_id, roster_id, ID, 0, 0)                                                           \
    X(S, format_id, ledger_id, ID, 0, 0)                                                           \
    X(S, int32_t, as_of, I32, INT32_MIN, INT32_MAX)

/* Of a column cells and arrays are kept: a number a line, or a group (1). */
#define FORMAT_COLUMN(X, S)                                                                        \
    X(S, kf_cells, cells, CELLS, 0, 0, 0)                                                          \
    X(S, int64_t *, points, I64, 0, -KF_SHEET_MOST, KF_SHEET_MOST)                                 \
    X(S, int64_t *, basis, I64, 0, KF_NO_BASIS, INT64_MAX)                                         \
    X(S, int64_t *, counted, I64, 1, 0, INT64_MAX)                                                 \
    X(S, int64_t *, mean, I64, 1, INT64_MIN, KF_SHEET_MOST)                                        \
    X(S, kf_cells, made, CELLS, 0, 0, 0)                                                           \
    X(S, kf_cells, against, CELLS, 0, 0, 0)                                                        \
    X(S, uint8_t *, outcomes, U8, 0, KF_SCORED, KF_NOT_APPLIED)                                    \
    X(S, uint8_t *, flags, U8, 0, 0, 15)                                                           \
    X(S, int32_t *, rests, DERIVED, 0, 0, 0)

/* A struct of the members above, in their order, is laid out as the one in sheet.h: a new member
 * there must be given a line here. */
#define FORMAT_MEMBER(S, type, name, ...) type name;
#define FORMAT_PLACED(S, type, name, ...)                                                          \
    _Static_assert(offsetof(S##_twin, name) == offsetof(S, name),                                  \
                   "sheet_format.c does not say how " #name ", or what is before it, is kept");
#define FORMAT_TWIN(list, S)                                                                       \
    typedef struct S##_twin {                                                                      \
        list(FORMAT_MEMBER, S)                                                                     \
    } S##_twin;                                                                                    \
    _Static_assert(sizeof(S##_twin) == sizeof(S),                                                  \
                   "sheet_format.c does not say how all members of " #S " are kept");              \
    list(FORMAT_PLACED, S)

/* clang-format off */
FORMAT_TWIN(FORMAT_SHEET, kefu_sheet)
FORMAT_TWIN(FORMAT_LINE, kf_line)
FORMAT_TWIN(FORMAT_PLACE, kefu_place)
FORMAT_TWIN(FORMAT_HIT, kf_hit)
FORMAT_TWIN(FORMAT_MOVE, kf_move)
FORMAT_TWIN(FORMAT_EXCLUDED, kf_excluded)
FORMAT_TWIN(FORMAT_SAID, kf_said)
FORMAT_TWIN(FORMAT_ENTRY, kf_ledger_entry)
FORMAT_TWIN(FORMAT_COLUMN, kf_column_scores)
FORMAT_TWIN(FORMAT_STEP, kf_step)
FORMAT_TWIN(FORMAT_MORE, kf_line_more)
FORMAT_TWIN(FORMAT_HOLDING, kf_holding)
/* clang-format on */

/* ---- The tables ------------------------------------------------------------------------------ */

#define FORMAT_FIELD(S, type, name, ...) FORMAT_FIELD_OF(offsetof(S, name), __VA_ARGS__)
#define FORMAT_OF_PLACE(S, type, name, ...)                                                        \
    FORMAT_FIELD_OF(offsetof(kf_line, place) + offsetof(S, name), __VA_ARGS__)
#define FORMAT_OF_ENTRY(S, type, name, ...)                                                        \
    FORMAT_FIELD_OF(offsetof(kf_said, entry) + offsetof(S, name), __VA_ARGS__)
#define FORMAT_FIELD_OF(at, kind, least, most)        {at, KF_FIELD_##kind, least, most},
#define FORMAT_ARRAY(S, type, name, ...)              FORMAT_ARRAY_OF(offsetof(S, name), __VA_ARGS__)
#define FORMAT_ARRAY_OF(at, kind, group, least, most) {at, KF_FIELD_##kind, group, least, most},

static const kf_sheet_field format_sheet[] = {FORMAT_SHEET(FORMAT_FIELD, kefu_sheet)};
static const kf_sheet_field format_line[] = {FORMAT_LINE(FORMAT_FIELD, kf_line)
                                                 FORMAT_PLACE(FORMAT_OF_PLACE, kefu_place)};
static const kf_sheet_field format_hit[] = {FORMAT_HIT(FORMAT_FIELD, kf_hit)};
static const kf_sheet_field format_move[] = {FORMAT_MOVE(FORMAT_FIELD, kf_move)};
static const kf_sheet_field format_excluded[] = {FORMAT_EXCLUDED(FORMAT_FIELD, kf_excluded)};
static const kf_sheet_field format_said[] = {FORMAT_SAID(FORMAT_FIELD, kf_said)
                                                 FORMAT_ENTRY(FORMAT_OF_ENTRY, kf_ledger_entry)};
static const kf_sheet_field format_step[] = {FORMAT_STEP(FORMAT_FIELD, kf_step)};
static const kf_sheet_field format_more[] = {FORMAT_MORE(FORMAT_FIELD, kf_line_more)};
static const kf_sheet_field format_holding[] = {FORMAT_HOLDING(FORMAT_FIELD, kf_holding)};
static const kf_sheet_array format_column[] = {FORMAT_COLUMN(FORMAT_ARRAY, kf_column_scores)};

#define FORMAT_COUNT_OF(table) (sizeof(table) / sizeof *(table))

const kf_sheet_fields kf_sheet_head_fields = {format_sheet, FORMAT_COUNT_OF(format_sheet)};
const kf_sheet_fields kf_sheet_line_fields = {format_line, FORMAT_COUNT_OF(format_line)};
const kf_sheet_fields kf_sheet_hit_fields = {format_hit, FORMAT_COUNT_OF(format_hit)};
const kf_sheet_fields kf_sheet_move_fields = {format_move, FORMAT_COUNT_OF(format_move)};
const kf_sheet_fields kf_sheet_excluded_fields = {format_excluded,
                                                  FORMAT_COUNT_OF(format_excluded)};
const kf_sheet_fields kf_sheet_said_fields = {format_said, FORMAT_COUNT_OF(format_said)};
const kf_sheet_fields kf_sheet_step_fields = {format_step, FORMAT_COUNT_OF(format_step)};
const kf_sheet_fields kf_sheet_more_fields = {format_more, FORMAT_COUNT_OF(format_more)};
const kf_sheet_fields kf_sheet_holding_fields = {format_holding, FORMAT_COUNT_OF(format_holding)};
const kf_sheet_arrays kf_sheet_column_arrays = {format_column, FORMAT_COUNT_OF(format_column)};

/* ---- Numbers --------------------------------------------------------------------------------- */

int64_t kf_sheet_number(const void *at, int32_t type)
{
    int64_t i64 = 0;
    int32_t i32 = 0;
    uint32_t u32 = 0;
    size_t size = 0;
    switch (type) {
    case KF_FIELD_I64:
        memcpy(&i64, at, sizeof i64);
        return i64;
    case KF_FIELD_I32:
        memcpy(&i32, at, sizeof i32);
        return i32;
    case KF_FIELD_U32:
        memcpy(&u32, at, sizeof u32);
        return u32;
    case KF_FIELD_SIZE:
        memcpy(&size, at, sizeof size);
        return (int64_t)size;
    default: /* U8 */
        return *(const unsigned char *)at;
    }
}

void kf_sheet_set_number(void *at, int32_t type, int64_t number)
{
    const int32_t i32 = (int32_t)number;
    const uint32_t u32 = (uint32_t)number;
    const uint8_t u8 = (uint8_t)number;
    const size_t size = (size_t)number;
    if (type == KF_FIELD_I64)
        memcpy(at, &number, sizeof number);
    else if (type == KF_FIELD_I32)
        memcpy(at, &i32, sizeof i32);
    else if (type == KF_FIELD_U32)
        memcpy(at, &u32, sizeof u32);
    else if (type == KF_FIELD_SIZE)
        memcpy(at, &size, sizeof size);
    else
        memcpy(at, &u8, sizeof u8);
}

size_t kf_sheet_number_size(int32_t type)
{
    static const size_t sizes[] = {[KF_FIELD_I64] = sizeof(int64_t),
                                   [KF_FIELD_I32] = sizeof(int32_t),
                                   [KF_FIELD_U32] = sizeof(uint32_t),
                                   [KF_FIELD_U8] = sizeof(uint8_t),
                                   [KF_FIELD_SIZE] = sizeof(size_t)};
    return sizes[type];
}

/* ---- Definitions ----------------------------------------------------------------------------- */

const char **kf_sheet_definition(kefu_card *card, int32_t i)
{
    if (i < card->n_items)
        return &card->items[i].definition;
    i -= card->n_items;
    if (i < card->n_adjustments)
        return &card->adjustments[i].definition;
    i -= card->n_adjustments;
    return i < card->n_red_lines ? &card->red_lines[i].definition : NULL;
}
