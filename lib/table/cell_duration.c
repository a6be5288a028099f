/* cell_duration.c - durations as people export them: 2分30秒, 00:01:23, 27.4s, 90. In seconds. */
#include <string.h>

#include "base/decimal.h"
#include "table/cell.h"

static const char cell_a_duration[] = "a duration";

/* Units, largest first within `rank`; longer words before those they begin with. */
static const struct cell_unit {
    const char *text;
    int32_t rank;      /* parts go from low to high */
    int32_t seconds;   /* of one; 0 = a thousandth */
    int32_t in_larger; /* how many make the next larger unit */
} cell_units[] = {
    {"天", 0, 86400, 0}, {"小时", 1, 3600, 24}, {"时", 1, 3600, 24}, {"h", 1, 3600, 24},
    {"分钟", 2, 60, 60}, {"分", 2, 60, 60},     {"min", 2, 60, 60},  {"毫秒", 4, 0, 1000},
    {"ms", 4, 0, 1000},  {"m", 2, 60, 60},      {"秒", 3, 1, 60},    {"s", 3, 1, 60},
};

static const struct cell_unit *cell_take_unit(const char **text, size_t *size)
{
    for (size_t i = 0; i < sizeof cell_units / sizeof *cell_units; i++)
        if (kf_cell_take(text, size, cell_units[i].text))
            return &cell_units[i];
    return NULL;
}

/* A sum of parts at the cell's scale, none negative. */
typedef struct cell_sum {
    const kf_cell_text *c;
    int64_t total;
    int32_t became; /* the worst of KF_EXACT, KF_ROUNDED, KF_TOO_BIG */
} cell_sum;

static void cell_sum_add(cell_sum *sum, int64_t value, int32_t became)
{
    if (became == KF_TOO_BIG || value > INT64_MAX - sum->total) {
        sum->became = KF_TOO_BIG;
        return;
    }
    sum->total += value;
    if (became > sum->became)
        sum->became = became;
}

/* number × seconds at the scale. Seconds and thousandths have no product to lose digits in;
 * a longer unit must be exact in 64 bits before it is multiplied. */
static void cell_sum_part(cell_sum *sum, kf_cell_digits *digits, int32_t seconds)
{
    int32_t scale = sum->c->cell->scale, from = 0, became;
    int64_t value = 0;
    if (seconds <= 1) {
        kf_cell_shift(digits, seconds ? 0 : -3);
        became = kf_decimal_parse(digits->plain, digits->size, scale, &value);
        cell_sum_add(sum, value, became);
        return;
    }
    became = kf_decimal_parse_any(digits->plain, digits->size, &value, &from);
    if (became != KF_EXACT || value > INT64_MAX / seconds)
        became = KF_TOO_BIG;
    else
        became = kf_rescale(value * seconds, from, scale, &value);
    cell_sum_add(sum, value, became);
}

/* The size of a whole number of a few digits; anything longer is large. */
static int32_t cell_small(const kf_cell_digits *digits)
{
    int64_t value = 0;
    if (kf_decimal_parse(digits->plain, digits->size, 0, &value) == KF_TOO_BIG)
        return INT32_MAX;
    return value > INT32_MAX ? INT32_MAX : (int32_t)value;
}

static int32_t cell_is_whole(const kf_cell_digits *digits)
{
    return !digits->has_exponent && !memchr(digits->plain, '.', digits->size);
}

/* In whole numbers below `most`, a fraction counts down: 59.9 is below 60. */
static int32_t cell_is_below(const kf_cell_digits *digits, int32_t most)
{
    kf_cell_digits whole = *digits;
    const char *point = memchr(whole.plain, '.', whole.size);
    if (point)
        whole.size = (size_t)(point - whole.plain);
    return !whole.has_exponent && (!whole.size || cell_small(&whole) < most);
}

/* ---- 1:02:03.5 ------------------------------------------------------------------------------ */

enum { CELL_CLOCK_FIELDS = 3 };

static int32_t cell_clock_fields(const char *text, size_t size)
{
    int32_t fields = 1;
    for (size_t i = 0; i < size; i++)
        fields += text[i] == ':';
    return fields;
}

static kefu_status cell_clock(cell_sum *sum, const char *text, size_t size, int32_t fields)
{
    int32_t seconds = fields == 2 ? 60 : 3600;
    if (fields > CELL_CLOCK_FIELDS)
        return kf_cell_fault(sum->c, cell_a_duration, "expected at most h:mm:ss");
    for (int32_t i = 0; i < fields; i++, seconds /= 60) {
        kf_cell_digits digits;
        size_t read = kf_cell_scan(text, size, 0, &digits);
        int32_t last = i == fields - 1;
        if (!read || digits.bad_groups || digits.has_exponent || (!last && text[read] != ':') ||
            (last && read != size) || (!last && !cell_is_whole(&digits)))
            return kf_cell_fault(sum->c, cell_a_duration, "expected h:mm:ss or mm:ss");
        if (i && !cell_is_below(&digits, 60))
            return kf_cell_fault(sum->c, cell_a_duration,
                                 "minutes and seconds after a larger field are below 60");
        cell_sum_part(sum, &digits, seconds);
        text += last ? read : read + 1;
        size -= last ? read : read + 1;
    }
    return KEFU_OK;
}

/* ---- 1小时2分3秒, and a bare 90
 * ------------------------------------------------------------------ */

/* One number with its unit; `last` is the rank of the part before, -1 if there is none. */
static kefu_status cell_part(cell_sum *sum, const char **text, size_t *size, int32_t *last)
{
    static const struct cell_unit bare = {"", 9, 1, 0};
    const struct cell_unit *unit;
    kf_cell_digits digits;
    size_t read = kf_cell_scan(*text, *size, 0, &digits);
    if (!read)
        return kf_cell_fault(sum->c, cell_a_duration, "expected one like 2分30秒, 00:01:23 or 90");
    if (digits.bad_groups)
        return kf_cell_fault(sum->c, cell_a_duration, "thousands are groups of three");
    *text += read;
    *size -= read;
    kf_cell_skip(text, size);
    unit = *size || *last >= 0 ? cell_take_unit(text, size) : &bare;
    if (!unit || (unit->seconds == 0 && digits.has_exponent))
        return kf_cell_fault(sum->c, cell_a_duration, "units are 天 小时 分 秒 毫秒, h m s ms");
    if (unit->rank <= *last)
        return kf_cell_fault(sum->c, cell_a_duration, "units go from the largest to the smallest");
    if (*last >= 0 && !cell_is_below(&digits, unit->in_larger))
        return kf_cell_fault(sum->c, cell_a_duration,
                             "hours after days are below 24, minutes and seconds below 60");
    kf_cell_skip(text, size);
    if (*size && !cell_is_whole(&digits))
        return kf_cell_fault(sum->c, cell_a_duration, "only the last part may have decimals");
    *last = unit->rank;
    cell_sum_part(sum, &digits, unit->seconds);
    return KEFU_OK;
}

kefu_status kf_cell_duration(const kf_cell_text *c, int64_t *value)
{
    cell_sum sum = {c, 0, KF_EXACT};
    const char *text = c->text;
    size_t size = c->size;
    int32_t negative = kf_cell_take(&text, &size, "-"), last = -1;
    int32_t fields = cell_clock_fields(text, size);
    kefu_status status = KEFU_OK;
    if (fields > 1)
        status = cell_clock(&sum, text, size, fields);
    else
        do
            status = cell_part(&sum, &text, &size, &last);
        while (!status && size);
    if (!status)
        status = kf_cell_settle(c, sum.became, cell_a_duration);
    if (!status)
        *value = negative ? -sum.total : sum.total;
    return status;
}
