/* fold_settle.c - blanks, repeats and what is dropped, once all characters are raw units; see
 * fold_raw.h. Most units stay where they are or move together: four at a time are looked at for
 * whether there is anything to do. */
#include <string.h>

#include "fold/fold_raw.h"

enum { FOLD_BLANKS = 0x20 }; /* raw units up to it are blanks, ends of lines, or none */

static uint64_t fold_four(const uint16_t *units)
{
    uint64_t four;
    memcpy(&four, units, sizeof four);
    return four;
}

/* Not 0 if one of the four 16-bit numbers is below `limit`, each < 2^15 above it or not: exact as
 * to whether there is one (Anderson, Bit Twiddling Hacks, "hasless"). */
static uint64_t fold_any_below(uint64_t four, uint64_t limit)
{
    const uint64_t each = UINT64_C(0x0001000100010001);
    return (four - each * limit) & ~four & each << 15;
}

/* Whether one of four units is a blank or the third of the same. Its two neighbours before may have
 * been written over by the one between, which then only is taken for a repeat too often. */
static int fold_four_has_work(const uint16_t *units)
{
    const uint64_t four = fold_four(units);
    const uint64_t changes = (four ^ fold_four(units - 1)) | (four ^ fold_four(units - 2));
    return (fold_any_below(four, FOLD_BLANKS + 1) | fold_any_below(changes, 1)) != 0;
}

/* The unit that stands for blanks between two units; 0: none. */
static uint32_t fold_blank_between(uint32_t blank, uint16_t left, uint16_t right)
{
    const int32_t a = kf_unit_kind(left), b = kf_unit_kind(right);
    if ((a == KF_KIND_LETTER || a == KF_KIND_DIGIT) && (b == KF_KIND_LETTER || b == KF_KIND_DIGIT))
        return 0x20;
    if (!(blank & KF_UNIT_LINE) || a == KF_KIND_MARK || a == KF_KIND_EDGE || b == KF_KIND_MARK)
        return 0;
    return KF_UNIT_LINE;
}

static void fold_write(fold_settling *s, uint32_t unit, size_t from)
{
    s->units[s->written] = (uint16_t)unit;
    if (s->starts)
        s->starts[s->written] = s->starts[from];
    s->written++;
}

/* A run of units without work moves down together. */
static void fold_move(fold_settling *s, size_t count)
{
    if (count && s->written != s->read) {
        memmove(s->units + s->written, s->units + s->read, count * sizeof *s->units);
        if (s->starts)
            memmove(s->starts + s->written, s->starts + s->read, count * sizeof *s->starts);
    }
    s->written += count;
    s->read += count;
}

static void fold_settle_blank(fold_settling *s, uint16_t next)
{
    const uint16_t *end = s->units + s->written;
    const uint32_t between = fold_blank_between(s->blank, end[-1], next);
    if (between)
        fold_write(s, between, s->blank_at);
    s->blank = 0;
    s->whole = 0;
}

static int fold_is_third(const uint16_t *next, uint16_t unit)
{
    return next[-1] == unit && next[-2] == unit && (unit < '0' || unit > '9');
}

/* One raw unit, whatever it is. */
static void fold_settle_one(fold_settling *s)
{
    const size_t at = s->read++;
    const uint16_t unit = s->units[at];
    if (unit <= FOLD_BLANKS) {
        if (unit && !s->blank)
            s->blank_at = at;
        s->blank |= unit;
        s->whole = 0;
        return;
    }
    if (s->blank)
        fold_settle_blank(s, unit);
    if (fold_is_third(s->units + s->written, unit)) {
        s->whole = 0;
        return;
    }
    fold_write(s, unit, at);
    s->whole += s->whole < 2;
}

static int fold_is_ascii_word(uint16_t unit)
{
    return (uint16_t)(unit - 'a') < 26 || (uint16_t)(unit - '0') < 10;
}

/* ASCII as it stands in most texts: words with one blank between them, and marks that do not come
 * three in a row. Ends before the first unit that is anything else. */
static void fold_settle_ascii(fold_settling *s, size_t count)
{
    const size_t from = s->read;
    while (s->read + 1 < count) {
        const uint16_t *next = s->units + s->read, *end = s->units + s->written;
        if (next[0] == 0x20 ? !fold_is_ascii_word(end[-1]) || !fold_is_ascii_word(next[1])
                            : next[0] < 0x20 || next[0] > 0x7E || fold_is_third(end, next[0]))
            break;
        fold_write(s, next[0], s->read++);
    }
    if (s->read > from + 1)
        s->whole = 2;
}

/* How many units from the first on need no look at each. */
static size_t fold_quiet(const uint16_t *units, size_t count)
{
    size_t n = 0;
    while (n < count && !fold_four_has_work(units + n))
        n += 4;
    return n < count ? n : count;
}

void kf_fold_settle_on(fold_settling *s, size_t count)
{
    while (s->read < count) {
        if (!s->blank)
            fold_settle_ascii(s, count);
        if (s->read < count)
            fold_settle_one(s);
    }
}

size_t kf_fold_settle(uint16_t *units, uint32_t *starts, size_t count)
{
    static const uint16_t behind[3] = {'a', 'b', 'c'}; /* fills up the last four */
    fold_settling s = {.units = units, .starts = starts, .whole = 2};
    memcpy(units + count, behind, sizeof behind);
    while (s.read < count) {
        if (s.whole == 2)
            fold_move(&s, fold_quiet(units + s.read, count - s.read));
        if (!s.blank)
            fold_settle_ascii(&s, count);
        if (s.read < count)
            fold_settle_one(&s);
    }
    return s.written;
}
