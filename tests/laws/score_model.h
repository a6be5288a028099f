/* score_model.h - random cards and figures, as plain structs and as the text that kefu reads. */
#ifndef TESTS_SCORE_MODEL_H
#define TESTS_SCORE_MODEL_H

#include "score_frames.h"

#include <stdio.h>

enum { MOST_PEOPLE = 12, FIGURES = 4, HITS = 2, METRICS = FIGURES + HITS };
enum { MOST_ITEMS = 6, MOST_BANDS = 5, MOST_GRADES = 3 };

/* Numbers of the cards are thousandths, points and weights millionths, as they are written. */
typedef struct band {
    int has_low, has_high, low_in, high_in;
    int64_t low, high, points;
} band;

typedef struct item {
    int figure, higher, basis; /* 0 value, 1 percentile, 2 place */
    int curve;                 /* 0 steps, 1 linear, 2 places; the last of places is `else` */
    int no_data, low_volume, provisional;
    int n;
    int64_t weight, min_n;
    band bands[MOST_BANDS];
} item;

typedef struct extra {
    int red, reported;
    int64_t points, per, cap; /* cap -1: none */
} extra;

typedef struct model {
    int n_items, people, n_grades, ties, grouped, has_floor;
    item items[MOST_ITEMS];
    extra extras[HITS]; /* an adjustment, then a red line */
    int64_t grades[MOST_GRADES][2], floor;
    int64_t confirmed[MOST_PEOPLE][HITS], rejected[MOST_PEOPLE][HITS];
    int team[MOST_PEOPLE];
    kefu_value cells[MOST_PEOPLE * METRICS];
} model;

enum { SCORE, ZERO, RENORMALISE, MEAN, REQUIRE };
static const char *const policies[] = {"score", "zero", "renormalise", "mean", "require"};
static const char *const bases[] = {"value", "percentile", "place"};
static const char *const ties[] = {"competition", "dense", "modified", "fractional", "ordinal"};
static const char *const metrics[METRICS] = {"f0", "f1", "f2", "f3", "h0", "h1"};
static const char *const people[MOST_PEOPLE] = {"-7",  "3",   "20",  "100", "007", "ann",
                                                "bob", "cat", "小A", "小B", "小C", "小D"};
static const char *const teams[] = {"a", "b", ""};

/* ---- Dice ----------------------------------------------------------------------------------- */

static uint32_t dice_seed, dice_turn;

/* low .. high */
static int64_t dice(int64_t low, int64_t high)
{
    const uint32_t key[2] = {dice_seed, 7}, counter[4] = {dice_turn++, 0, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return low + (int64_t)(out[0] % (uint64_t)(high - low + 1));
}

static int chance(int of_ten) { return dice(1, 10) <= of_ten; }

/* ---- Random cards --------------------------------------------------------------------------- */

static int64_t random_bound(const item *it)
{
    if (it->basis == 1)
        return dice(0, 1000);
    return it->basis == 2 ? 1000 * dice(0, 8) : dice(-5000, 50000);
}

static void random_curve(item *it)
{
    it->curve = it->basis == 2 ? (int)dice(0, 2) : (int)dice(0, 1);
    it->n = (int)dice(2, MOST_BANDS);
    for (int i = 0; i < it->n; i++) {
        band *b = &it->bands[i];
        b->points = chance(7) ? 1000000 * dice(-20, 120) : dice(-30000000, 120000000);
        b->has_low = chance(7);
        b->has_high = chance(4);
        b->low_in = chance(5);
        b->high_in = chance(5);
        b->low = random_bound(it);
        b->high = b->low + dice(1, 9000);
        if (it->curve == 1)
            b->low = i ? it->bands[i - 1].low + dice(1, 9000) : b->low;
    }
}

static void random_item(item *it)
{
    it->figure = (int)dice(0, FIGURES - 1);
    it->higher = chance(5);
    it->basis = chance(6) ? 0 : (int)dice(1, 2);
    it->weight = chance(6) ? 1000000 * dice(0, 40) : dice(0, 100000000);
    it->min_n = chance(5) ? 0 : dice(1, 40);
    it->no_data = (int)dice(ZERO, REQUIRE);
    it->low_volume = chance(5) ? SCORE : (int)dice(ZERO, REQUIRE);
    it->provisional = chance(5) ? SCORE : (int)dice(ZERO, REQUIRE);
    if (it->no_data == REQUIRE && chance(7))
        it->no_data = RENORMALISE;
    random_curve(it);
}

/* Near a bound of an item that reads the figure as often as not. */
static void random_number(const model *m, int figure, kefu_value *value)
{
    const item *it = &m->items[dice(0, m->n_items - 1)];
    int64_t times = dice(1, 3);
    value->num = dice(-5000, 60000);
    value->den = dice(1, 1000);
    if (it->figure != figure || it->curve == 2 || chance(3))
        return;
    value->num = times * it->bands[dice(0, it->n - 1)].low + dice(-1, 1);
    value->den = times * 1000;
}

static kefu_value random_value(const model *m, int metric)
{
    static const int32_t states[] = {KEFU_VALUE_LOW_VOLUME, KEFU_VALUE_PROVISIONAL,
                                     KEFU_VALUE_NO_DATA, KEFU_VALUE_EXEMPT};
    kefu_value value = {0, 0, 0, chance(7) ? KEFU_VALUE_OK : states[dice(0, 3)], 0};
    if (value.status >= KEFU_VALUE_NO_DATA || (value.status == KEFU_VALUE_PROVISIONAL && chance(3)))
        return value;
    value.n = chance(3) ? -1 : dice(0, 60);
    if (value.status == KEFU_VALUE_PROVISIONAL && chance(3))
        value.flags = KEFU_VALUE_HAS_LOW_VOLUME;
    if (metric < FIGURES) {
        random_number(m, metric, &value);
    } else {
        value.num = chance(5) ? 0 : dice(0, 30);
        value.den = dice(1, 3);
    }
    return value;
}

static void random_model(model *m)
{
    memset(m, 0, sizeof *m);
    m->n_items = (int)dice(1, MOST_ITEMS);
    m->people = (int)dice(0, MOST_PEOPLE);
    m->ties = (int)dice(0, 4);
    m->grouped = chance(4);
    m->has_floor = chance(5);
    m->floor = dice(0, 80000000);
    m->n_grades = (int)dice(0, MOST_GRADES);
    for (int i = 0; i < m->n_items; i++)
        random_item(&m->items[i]);
    for (int i = 0; i < HITS; i++)
        m->extras[i] = (extra){i, chance(5), dice(-9000000, 9000000), dice(1, 4),
                               i || chance(5) ? dice(0, 40000000) : -1};
    for (int i = 0; i < m->n_grades; i++) {
        m->grades[i][0] = dice(-10000000, 90000000);
        m->grades[i][1] = m->grades[i][0] + dice(0, 40000000);
    }
    if (chance(5)) /* totals that a red line cuts lie on an end of a grade, and on the floor */
        m->grades[0][dice(0, 1)] = m->floor = m->extras[1].cap;
    if (m->grades[0][0] > m->grades[0][1])
        m->grades[0][0] = m->grades[0][1];
    for (int p = 0; p < m->people; p++) {
        m->team[p] = m->grouped ? (int)dice(0, 2) : 0;
        for (int k = 0; k < METRICS; k++)
            m->cells[p * METRICS + k] =
                p && chance(3) ? m->cells[(p - 1) * METRICS + k] : random_value(m, k);
        for (int k = 0; k < HITS; k++) {
            m->confirmed[p][k] = chance(5) ? dice(1, 9) : 0;
            m->rejected[p][k] = chance(3) ? dice(1, 9) : 0;
        }
    }
}

/* ---- The same as kefu reads it -------------------------------------------------------------- */

static char card_text[1 << 16];
static size_t card_size;

static void put(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    card_size +=
        (size_t)vsnprintf(card_text + card_size, sizeof card_text - card_size, format, args);
    va_end(args);
    assert_true(card_size < sizeof card_text);
}

/* value × 10^-digits; the sign stands alone, -0.5 has no whole part to carry it. */
static void put_number(const char *before, int64_t value, int digits)
{
    int64_t unit = digits == 3 ? 1000 : 1000000, size = value < 0 ? -value : value;
    put("%s%s%lld.%0*lld", before, value < 0 ? "-" : "", (long long)(size / unit), digits,
        (long long)(size % unit));
}

static void put_band(const item *it, const band *b, int i)
{
    put(i ? "," : "");
    if (it->curve == 1) {
        put_number("[", b->low, 3);
        put_number(",", b->points, 6);
        put("]");
        return;
    }
    put_number("{\"points\":", b->points, 6);
    if (b->has_low)
        put_number(b->low_in ? ",\"at_least\":" : ",\"above\":", b->low, 3);
    if (b->has_high)
        put_number(b->high_in ? ",\"at_most\":" : ",\"below\":", b->high, 3);
    put("}");
}

static void put_curve(const item *it)
{
    static const char *const heads[] = {"\"type\":\"steps\",\"bands\":[",
                                        "\"type\":\"linear\",\"points\":[",
                                        "\"type\":\"places\",\"points\":["};
    put(",\"curve\":{%s", heads[it->curve]);
    for (int i = 0; i < it->n - (it->curve == 2); i++)
        if (it->curve == 2)
            put_number(i ? "," : "", it->bands[i].points, 6);
        else
            put_band(it, &it->bands[i], i);
    put("]");
    if (it->curve == 2)
        put_number(",\"else\":", it->bands[it->n - 1].points, 6);
    put("}}");
}

static void put_item(const item *it, int i)
{
    put("%s{\"id\":\"i%d\",\"metric\":\"%s\",\"unit\":\"points\",\"direction\":\"%s\"",
        i ? "," : "", i, metrics[it->figure], it->higher ? "higher" : "lower");
    put(",\"basis\":\"%s\",\"min_n\":%lld,\"no_data\":\"%s\",\"low_volume\":\"%s\"",
        bases[it->basis], (long long)it->min_n, policies[it->no_data], policies[it->low_volume]);
    put(",\"provisional\":\"%s\"", policies[it->provisional]);
    put_number(",\"weight\":", it->weight, 6);
    put_curve(it);
}

static const char *model_card(const model *m)
{
    const extra *e = m->extras;
    card_size = 0;
    put("{\"format\":1,\"id\":\"law/1\",\"rank\":{\"ties\":\"%s\",\"group\":\"%s\"}", ties[m->ties],
        m->grouped ? "team" : "none");
    put(",\"sections\":[{\"id\":\"s\",\"items\":[");
    for (int i = 0; i < m->n_items; i++)
        put_item(&m->items[i], i);
    put("]}],\"adjustments\":[{\"id\":\"e0\",\"metric\":\"h0\",\"counts\":\"%s\",\"per\":%lld",
        e[0].reported ? "reported" : "confirmed", (long long)e[0].per);
    put_number(",\"points\":", e[0].points, 6);
    if (e[0].cap >= 0)
        put_number(",\"cap\":", e[0].cap, 6);
    put("}],\"red_lines\":[{\"id\":\"e1\",\"metric\":\"h1\",\"counts\":\"%s\",\"effect\":",
        e[1].reported ? "reported" : "confirmed");
    put_number("{\"cap\":", e[1].cap, 6);
    put("}}],\"grades\":[");
    for (int i = 0; i < m->n_grades; i++) {
        put("%s{\"id\":\"g%d\"", i ? "," : "", i);
        put_number(",\"from\":", m->grades[i][0], 6);
        put_number(",\"to\":", m->grades[i][1], 6);
        put("}");
    }
    put("]");
    if (m->has_floor)
        put_number(",\"floor\":", m->floor, 6);
    put("}");
    return card_text;
}

#endif
