/* arrow_format.c - the format strings of Arrow: what can be read, and what the rest is called. */
#include <string.h>

#include "base/decimal.h"
#include "table/arrow_reader.h"

/* ---- Types without parameters ---------------------------------------------------------------- */

static const struct arrow_format {
    const char *format;
    kf_arrow_type type;
} arrow_formats[] = {
    {"n", {KF_ARROW_NOTHING, 0, KEFU_COLUMN_TEXT_FIXED, 0, 0, 0, 0}},
    {"b", {KF_ARROW_BITS, 0, KEFU_COLUMN_BOOL, 0, KF_ARROW_BOOLS, 0, 0}},
    {"c", {KF_ARROW_FIXED, 1, KEFU_COLUMN_I8, 0, 0, 0, 0}},
    {"C", {KF_ARROW_FIXED, 1, KEFU_COLUMN_U8, 0, 0, 0, 0}},
    {"s", {KF_ARROW_FIXED, 2, KEFU_COLUMN_I16, 0, 0, 0, 0}},
    {"S", {KF_ARROW_FIXED, 2, KEFU_COLUMN_U16, 0, 0, 0, 0}},
    {"i", {KF_ARROW_FIXED, 4, KEFU_COLUMN_I32, 0, 0, 0, 0}},
    {"I", {KF_ARROW_FIXED, 4, KEFU_COLUMN_U32, 0, 0, 0, 0}},
    {"l", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 0, 0, 0, 0}},
    {"L", {KF_ARROW_FIXED, 8, KEFU_COLUMN_U64, 0, 0, 0, 0}},
    {"f", {KF_ARROW_FIXED, 4, KEFU_COLUMN_F32, 0, 0, 0, 0}},
    {"g", {KF_ARROW_FIXED, 8, KEFU_COLUMN_F64, 0, 0, 0, 0}},
    {"u", {KF_ARROW_OFFSETS, 4, KEFU_COLUMN_TEXT_32, 0, 0, 0, 0}},
    {"U", {KF_ARROW_OFFSETS, 8, KEFU_COLUMN_TEXT_64, 0, 0, 0, 0}},
    {"vu", {KF_ARROW_VIEWS, 16, KEFU_COLUMN_TEXT_VIEW, 0, 0, 0, 0}},
    {"tdD", {KF_ARROW_FIXED, 4, KEFU_COLUMN_DATE, 0, 0, 0, 0}},
    {"tdm", {KF_ARROW_FIXED, 8, KEFU_COLUMN_DATE, 0, KF_ARROW_DAYS, 0, 0}},
    {"tts", {KF_ARROW_FIXED, 4, KEFU_COLUMN_I32, 0, 0, 0, 0}},
    {"ttm", {KF_ARROW_FIXED, 4, KEFU_COLUMN_I32, 3, 0, 0, 0}},
    {"ttu", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 6, 0, 0, 0}},
    {"ttn", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 9, 0, 0, 0}},
    {"tDs", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 0, 0, 0, 0}},
    {"tDm", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 3, 0, 0, 0}},
    {"tDu", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 6, 0, 0, 0}},
    {"tDn", {KF_ARROW_FIXED, 8, KEFU_COLUMN_I64, 9, 0, 0, 0}},
};

/* ---- Timestamps: tsu:Asia/Shanghai ----------------------------------------------------------- */

static int32_t arrow_timestamp(const char *format, kf_arrow_type *out)
{
    static const struct {
        char unit;
        int32_t digits;
    } units[] = {{'s', 0}, {'m', 3}, {'u', 6}, {'n', 9}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (units[i].unit != format[2] || format[3] != ':')
            continue;
        *out = (kf_arrow_type){.layout = KF_ARROW_FIXED,
                               .width = 8,
                               .column = KEFU_COLUMN_TIME,
                               .convert = units[i].digits == 6 ? KF_ARROW_BORROW : KF_ARROW_TIMES,
                               .digits = units[i].digits,
                               .no_zone = !format[4]};
        return 1;
    }
    return 0;
}

/* ---- Decimals: d:precision,scale[,bits] ------------------------------------------------------ */

/* Reads an integer of up to four digits and steps over it; 0 if there is none. */
static int32_t arrow_digits(const char **at, int32_t *out)
{
    int32_t negative = **at == '-', n = 0;
    *out = 0;
    *at += negative;
    for (; **at >= '0' && **at <= '9' && n < 4; n++)
        *out = *out * 10 + (*(*at)++ - '0');
    if (negative)
        *out = -*out;
    return n > 0;
}

static int32_t arrow_decimal_parts(const char *format, int32_t *precision, int32_t *scale,
                                   int32_t *bits)
{
    const char *at = format + 2;
    *bits = 128;
    if (!arrow_digits(&at, precision) || *at++ != ',' || !arrow_digits(&at, scale))
        return 0;
    if (*at == ',') {
        at++;
        if (!arrow_digits(&at, bits))
            return 0;
    }
    return !*at;
}

/* With more digits than an int64 has, those before the point are what must fit; beyond the 18
 * digits that one division takes away nothing is kept. */
enum {
    ARROW_I64_DIGITS = 18,
    ARROW_WIDE_SCALE = 9,
    ARROW_MOST_SCALE = ARROW_WIDE_SCALE + KF_SCALE_MAX
};

static int32_t arrow_decimal(const char *format, kf_arrow_type *out)
{
    int32_t precision, digits, bits, most, scale;
    if (!arrow_decimal_parts(format, &precision, &digits, &bits))
        return 0;
    if ((bits != 32 && bits != 64 && bits != 128) || precision < 1 || precision > 38 ||
        digits > ARROW_MOST_SCALE || digits < -KF_SCALE_MAX)
        return 0;
    most = precision > ARROW_I64_DIGITS ? ARROW_WIDE_SCALE : KF_SCALE_MAX;
    scale = digits < 0 ? 0 : digits > most ? most : digits;
    *out = (kf_arrow_type){.layout = KF_ARROW_FIXED,
                           .width = bits / 8,
                           .column = KEFU_COLUMN_I64,
                           .scale = scale,
                           .convert = KF_ARROW_DECIMALS,
                           .digits = digits};
    if (bits == 128 || scale != digits)
        return 1;
    out->column = bits == 64 ? KEFU_COLUMN_I64 : KEFU_COLUMN_I32;
    out->convert = KF_ARROW_BORROW;
    return 1;
}

int32_t kf_arrow_type_of(const char *format, kf_arrow_type *out)
{
    for (size_t i = 0; i < sizeof arrow_formats / sizeof arrow_formats[0]; i++) {
        if (strcmp(arrow_formats[i].format, format) != 0)
            continue;
        *out = arrow_formats[i].type;
        return 1;
    }
    if (format[0] == 't' && format[1] == 's')
        return format[2] && arrow_timestamp(format, out);
    return format[0] == 'd' && format[1] == ':' && arrow_decimal(format, out);
}

/* ---- What cannot be read --------------------------------------------------------------------- */

const char *kf_arrow_type_name(const char *format)
{
    static const struct {
        const char *prefix, *name;
    } names[] = {
        {"e", "half float"},       {"z", "binary"},      {"Z", "large binary"},
        {"vz", "binary view"},     {"w:", "binary"},     {"d:", "decimal"},
        {"ti", "interval"},        {"+l", "list"},       {"+L", "large list"},
        {"+vl", "list view"},      {"+vL", "list view"}, {"+w:", "list"},
        {"+s", "struct"},          {"+m", "map"},        {"+u", "union"},
        {"+r", "run-end encoded"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(format, names[i].prefix, strlen(names[i].prefix)) == 0)
            return names[i].name;
    return "";
}
