/* cell_number.c - numbers and percentages as people export them: 1,234.5元, ¥12, 1.2万, 45.23%. */
#include <string.h>

#include "base/decimal.h"
#include "table/cell.h"

/* ---- Digits --------------------------------------------------------------------------------- */

static int32_t cell_is_digit(char c) { return c >= '0' && c <= '9'; }

/* The whole part, with or without separators; gives the bytes read. */
static size_t cell_scan_whole(const char *text, size_t size, kf_cell_digits *out)
{
    size_t i = 0, run = 0;
    int32_t grouped = 0;
    for (; i < size; i++) {
        if (cell_is_digit(text[i])) {
            out->plain[out->size++] = text[i];
            run++;
            continue;
        }
        if (text[i] != ',')
            break;
        /* 0,123 is a decimal comma of other countries, not 123 */
        if (grouped ? run != 3 : run < 1 || run > 3 || text[0] == '0')
            out->bad_groups = 1;
        grouped = 1;
        run = 0;
    }
    if (grouped && run != 3)
        out->bad_groups = 1;
    return i;
}

static size_t cell_scan_exponent(const char *text, size_t size, kf_cell_digits *out)
{
    size_t i = 1;
    if (size < 2 || (text[0] != 'e' && text[0] != 'E'))
        return 0;
    if (text[1] == '+' || text[1] == '-')
        i++;
    if (i == size || !cell_is_digit(text[i]))
        return 0;
    while (i < size && cell_is_digit(text[i]))
        i++;
    memcpy(out->plain + out->size, text, i);
    out->size += i;
    out->has_exponent = 1;
    return i;
}

size_t kf_cell_scan(const char *text, size_t size, int32_t negative, kf_cell_digits *out)
{
    size_t i, digits;
    out->size = 0;
    out->has_exponent = out->bad_groups = 0;
    if (negative)
        out->plain[out->size++] = '-';
    digits = out->size;
    i = cell_scan_whole(text, size, out);
    digits = out->size - digits;
    if (i < size && text[i] == '.') {
        out->plain[out->size++] = text[i++];
        for (; i < size && cell_is_digit(text[i]); digits++)
            out->plain[out->size++] = text[i++];
    }
    return digits ? i + cell_scan_exponent(text + i, size - i, out) : 0;
}

void kf_cell_shift(kf_cell_digits *digits, int32_t exponent)
{
    char *end = digits->plain + digits->size;
    if (!exponent)
        return;
    *end++ = 'e';
    if (exponent < 0) {
        *end++ = '-';
        exponent = -exponent;
    }
    if (exponent >= 10)
        *end++ = (char)('0' + exponent / 10);
    *end++ = (char)('0' + exponent % 10);
    digits->size = (size_t)(end - digits->plain);
}

/* ---- Units ---------------------------------------------------------------------------------- */

static const char *const cell_currencies[] = {"\xC2\xA5", "\xEF\xBF\xA5", "$"}; /* ¥ ￥ $ */

/* What may follow the digits, in this order, each at most once; longer words before shorter. */
enum { CELL_MAGNITUDE = 1, CELL_UNIT = 2, CELL_PERCENT_SIGN = 3 };

static const struct cell_suffix {
    const char *text;
    int32_t kind;
    int32_t exponent; /* of ten */
} cell_suffixes[] = {
    {"万亿", CELL_MAGNITUDE, 12}, {"万", CELL_MAGNITUDE, 4},    {"亿", CELL_MAGNITUDE, 8},
    {"元", CELL_UNIT, 0},         {"次", CELL_UNIT, 0},         {"人", CELL_UNIT, 0},
    {"件", CELL_UNIT, 0},         {"单", CELL_UNIT, 0},         {"个", CELL_UNIT, 0},
    {"条", CELL_UNIT, 0},         {"天", CELL_UNIT, 0},         {"分", CELL_UNIT, 0},
    {"笔", CELL_UNIT, 0},         {"%", CELL_PERCENT_SIGN, -2},
};

/* A number taken apart. */
typedef struct cell_parts {
    int32_t negative, percent;
    int32_t currency; /* 1: a currency sign stood before the digits */
    int32_t unit;     /* 1: a magnitude or unit stood after them */
    int32_t exponent;
    kf_cell_digits digits;
} cell_parts;

static int32_t cell_take_sign(const char **text, size_t *size, int32_t *negative)
{
    if (kf_cell_take(text, size, "+"))
        return 1;
    *negative = kf_cell_take(text, size, "-");
    return *negative;
}

/* A sign may stand before or behind the currency, once: -¥12 and ¥-12. */
static void cell_take_head(const char **text, size_t *size, cell_parts *parts)
{
    int32_t has_sign = cell_take_sign(text, size, &parts->negative);
    for (size_t i = 0; i < sizeof cell_currencies / sizeof *cell_currencies; i++) {
        if (!kf_cell_take(text, size, cell_currencies[i]))
            continue;
        parts->currency = 1;
        kf_cell_skip(text, size);
        if (!has_sign)
            cell_take_sign(text, size, &parts->negative);
        return;
    }
}

static void cell_take_tail(const char **text, size_t *size, cell_parts *parts)
{
    int32_t last = 0;
    kf_cell_skip(text, size);
    for (size_t i = 0; *size && i < sizeof cell_suffixes / sizeof *cell_suffixes; i++) {
        const struct cell_suffix *suffix = &cell_suffixes[i];
        if (suffix->kind <= last || !kf_cell_take(text, size, suffix->text))
            continue;
        last = suffix->kind;
        parts->exponent += suffix->exponent;
        parts->percent |= suffix->kind == CELL_PERCENT_SIGN;
        parts->unit |= suffix->kind != CELL_PERCENT_SIGN;
    }
}

static const char *cell_no_digits(const char *text, size_t size)
{
    if (size && *text == '(')
        return "a negative one is written with '-'";
    return "expected digits like 1,234.5";
}

/* Takes the whole cell apart; a fault names `what` was expected. */
static kefu_status cell_take_parts(const kf_cell_text *c, const char *what, cell_parts *parts)
{
    const char *text = c->text;
    size_t size = c->size, read;
    cell_take_head(&text, &size, parts);
    read = kf_cell_scan(text, size, parts->negative, &parts->digits);
    if (!read)
        return kf_cell_fault(c, what, cell_no_digits(text, size));
    if (parts->digits.bad_groups)
        return kf_cell_fault(c, what, "thousands are groups of three");
    text += read;
    size -= read;
    cell_take_tail(&text, &size, parts);
    if (size)
        return kf_cell_fault(c, what,
                             "only a unit may follow (元 次 人 件 单 个 条 天 分 笔 万 亿 %)");
    if (parts->digits.has_exponent && parts->exponent)
        return kf_cell_fault(c, what, "an exponent and a unit together");
    return KEFU_OK;
}

static kefu_status cell_finish(const kf_cell_text *c, const char *what, cell_parts *parts,
                               int64_t *value)
{
    kf_cell_digits *digits = &parts->digits;
    kf_cell_shift(digits, parts->exponent);
    return kf_cell_settle(c, kf_decimal_parse(digits->plain, digits->size, c->cell->scale, value),
                          what);
}

kefu_status kf_cell_number(const kf_cell_text *c, int64_t *value)
{
    cell_parts parts = {0};
    kefu_status status = cell_take_parts(c, "a number", &parts);
    if (status)
        return status;
    if (parts.percent)
        return kf_cell_fault(c, "a number", "it is a percentage");
    return cell_finish(c, "a number", &parts, value);
}

kefu_status kf_cell_percent(const kf_cell_text *c, int64_t *value)
{
    cell_parts parts = {0};
    kefu_status status = cell_take_parts(c, "a percentage", &parts);
    if (status)
        return status;
    if (parts.unit || parts.currency)
        return kf_cell_fault(c, "a percentage", "it has a unit");
    if (!parts.percent && !(c->cell->flags & (KEFU_CELL_BARE | KEFU_CELL_HUNDREDTHS)))
        return kf_cell_fault(c, "a percentage", "expected a % sign, as in 98.61%");
    if (!parts.percent && c->cell->flags & KEFU_CELL_HUNDREDTHS) {
        if (parts.digits.has_exponent)
            return kf_cell_fault(c, "a percentage", "hundredths with an exponent");
        parts.exponent = -2;
    }
    return cell_finish(c, "a percentage", &parts, value);
}
