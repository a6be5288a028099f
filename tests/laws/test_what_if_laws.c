/* test_what_if_laws.c - what is promised of another figure is what scoring that figure gives, and
 * no smaller change does; on random cards with every step of a total. */
#include <stdio.h>

#include "../unit/chance.h"
#include "../unit/score_items.h"

enum { ITEMS = 3, CELLS = 6, TEXT = 8192, CARDS = 400 };

typedef struct writer {
    char text[TEXT];
    size_t n;
    uint64_t seed;
} writer;

static int64_t pick(writer *w, int64_t least, int64_t most)
{
    return least + (int64_t)(chance(&w->seed) % (uint64_t)(most - least + 1));
}

#define PUT(w, ...)                                                                                \
    ((w)->n += (size_t)snprintf((w)->text + (w)->n, sizeof(w)->text - (w)->n, __VA_ARGS__))

/* ---- Cards ---------------------------------------------------------------------------------- */

static void put_proportion(writer *w)
{
    PUT(w, "{\"type\":\"proportion\",\"cap\":%d}", (int)pick(w, 60, 300));
}

/* Bounds are whole parts of `unit`; points go up and down as they like. */
static void put_steps(writer *w, double unit)
{
    int64_t bound = pick(w, 0, 3), n = pick(w, 1, 4);
    int pieces = pick(w, 0, 1) != 0;
    PUT(w, "{\"type\":\"%s\",\"bands\":[", pieces ? "pieces" : "steps");
    for (int64_t i = 0; i < n; i++, bound += pick(w, 1, 5)) {
        int64_t to = bound + pick(w, 1, 6);
        PUT(w, "{\"%s\":%.2f,\"%s\":%.2f,\"points\":", pick(w, 0, 1) ? "at_least" : "above",
            (double)bound * unit, pick(w, 0, 1) ? "at_most" : "below", (double)to * unit);
        if (pieces && pick(w, 0, 2))
            PUT(w, "[%d,%d]},", (int)pick(w, -20, 120), (int)pick(w, -20, 120));
        else
            PUT(w, "%d},", (int)pick(w, -20, 120));
    }
    PUT(w, "{\"points\":%d}]}", (int)pick(w, 0, 80));
}

static void put_linear(writer *w, double unit)
{
    int64_t at = pick(w, 0, 4), n = pick(w, 2, 4);
    PUT(w, "{\"type\":\"linear\",\"points\":[");
    for (int64_t i = 0; i < n; i++, at += pick(w, 1, 6))
        PUT(w, "%s[%.2f,%d]", i ? "," : "", (double)at * unit, (int)pick(w, -20, 120));
    PUT(w, "],\"below\":\"%s\",\"above\":\"%s\"}", pick(w, 0, 1) ? "level" : "extend",
        pick(w, 0, 1) ? "level" : "extend");
}

static void put_deduct(writer *w, double unit)
{
    static const char *const rounds[] = {"up", "down", "nearest", "exact"};
    PUT(w,
        "{\"type\":\"deduct\",\"from\":%.2f,\"per\":%.2f,\"points\":%d,\"start\":%d,"
        "\"round\":\"%s\"",
        (double)pick(w, 0, 12) * unit, (double)pick(w, 1, 3) * unit / 2, (int)pick(w, 1, 20),
        (int)pick(w, 50, 110), rounds[pick(w, 0, 3)]);
    if (pick(w, 0, 1))
        PUT(w, ",\"least\":0");
    PUT(w, "}");
}

static void put_zones(writer *w, double unit)
{
    int64_t at = pick(w, 1, 3);
    double bounds[4];
    for (int i = 0; i < 4; i++, at += pick(w, 1, 3))
        bounds[i] = (double)at * unit;
    PUT(w, "{\"type\":\"zones\",\"bounds\":[%.2f,%.2f,%.2f,%.2f],\"points\":[0,60,100,50,%d]}",
        bounds[0], bounds[1], bounds[2], bounds[3], (int)pick(w, 0, 40));
}

static void put_curve(writer *w, double unit, int middle)
{
    if (middle) {
        put_zones(w, unit);
        return;
    }
    switch (pick(w, 0, 3)) {
    case 0:
        put_linear(w, unit);
        break;
    case 1:
        put_deduct(w, unit);
        break;
    default:
        put_steps(w, unit);
    }
}

static void put_limits(writer *w, int bonus)
{
    static const char *const fails[] = {"item", "section", "card"};
    if (!pick(w, 0, 3))
        PUT(w, "\"least\":%d,", (int)pick(w, -10, 30));
    if (!pick(w, 0, 3))
        PUT(w, "\"most\":%d,", (int)pick(w, 60, 110));
    if (!pick(w, 0, 2))
        PUT(w, "\"fail\":{\"below\":%d,\"fails\":\"%s\"},", (int)pick(w, -10, 60),
            fails[pick(w, 0, bonus ? 1 : 2)]);
}

/* Seconds, counted rates, their cases, completions of up to 12 yuan. */
static void put_item(writer *w, int index, int weight)
{
    static const char *const directions[] = {"higher", "lower", "middle"};
    int kind = (int)pick(w, 0, 3);
    int64_t direction = pick(w, 0, kind == 0 ? 2 : 1);
    static const double units[] = {1, 1. / 16, 1, 1. / 8};
    PUT(w,
        "%s{\"id\":\"i%d\",\"metric\":\"m%d\",\"weight\":%d,\"unit\":\"%s\",\"direction\":\"%s\",",
        index ? "," : "", index, index, weight,
        kind == 1 || kind == 2 ? "ratio"
        : kind                 ? "yuan"
                               : "s",
        kind == 3 ? "higher" : directions[direction]);
    if (kind == 2)
        PUT(w, "\"basis\":\"%s\",", pick(w, 0, 1) ? "numerator" : "remainder");
    if (kind == 3)
        PUT(w, "\"basis\":\"completion\",\"target\":{\"value\":\"%d元\"%s%s},", (int)pick(w, 1, 12),
            pick(w, 0, 1) ? ",\"days\":true" : "", pick(w, 0, 1) ? ",\"ramp\":true" : "");
    put_limits(w, index == 2);
    if (kind < 3 && direction < 2 && !pick(w, 0, 3)) {
        PUT(w, "\"small\":{\"at_most\":9,\"curve\":");
        put_curve(w, units[kind == 2 ? 1 : kind], 0);
        PUT(w, "},");
    }
    PUT(w, "\"curve\":");
    if (kind == 3 && pick(w, 0, 1))
        put_proportion(w);
    else
        put_curve(w, units[kind], kind == 0 && direction == 2);
    PUT(w, "}");
}

static void put_extras(writer *w)
{
    PUT(w,
        "],\"adjustments\":[{\"id\":\"h\",\"metric\":\"h\",\"points\":3,\"counts\":\"reported\"}]");
    if (pick(w, 0, 1))
        PUT(w, ",\"adjustments_most\":5,\"least\":%d,\"most\":%d", (int)pick(w, -5, 20),
            (int)pick(w, 60, 110));
    PUT(w, ",\"red_lines\":[{\"id\":\"r\",\"metric\":\"r\",\"counts\":\"reported\",\"effect\":");
    switch (pick(w, 0, 3)) {
    case 0:
        PUT(w, "{\"cap\":%d}", (int)pick(w, 20, 90));
        break;
    case 1:
        PUT(w, "{\"minus_each\":7}");
        break;
    case 2:
        PUT(w, "{\"grade\":\"B\"}");
        break;
    default:
        PUT(w, "\"zero\"");
    }
    PUT(w,
        "}],\"grades\":[{\"id\":\"A\",\"from\":91,\"to\":100},{\"id\":\"B\",\"from\":70,\"to\":90},"
        "{\"id\":\"C\",\"from\":40.5,\"below\":70}]}");
}

static void put_card(writer *w)
{
    w->n = 0;
    PUT(w,
        "{\"format\":1,\"id\":\"t/1\",\"days\":{\"metric\":\"d\",\"of\":22},\"ramp\":"
        "[{\"days_below\":30,\"share\":\"80%%\"}],\"fail\":{\"at\":%d,\"effect\":\"%s\"},"
        "\"sections\":[",
        (int)pick(w, 0, 2), pick(w, 0, 3) ? "zero" : "flag");
    PUT(w, "{\"id\":\"a\",");
    if (!pick(w, 0, 2))
        PUT(w, "\"most\":%d,\"fail_at\":%d,", (int)pick(w, 30, 60), (int)pick(w, 1, 2));
    PUT(w, "\"items\":[");
    put_item(w, 0, 60);
    put_item(w, 1, 40);
    PUT(w, "]},{\"id\":\"b\",\"bonus\":true,\"items\":[");
    w->text[w->n] = '\0';
    size_t before = w->n;
    put_item(w, 2, 10);
    memmove(w->text + before, w->text + before + 1, w->n - before); /* without its comma */
    w->n--;
    PUT(w, "]}");
    put_extras(w);
}

/* Of everyone: hired ten days before the day, a newcomer at 80 % of the targets with a ramp. */
static kefu_score_options newcomer = {.struct_size = sizeof newcomer};

/* ---- Scoring -------------------------------------------------------------------------------- */

/* The person's row where item `item` has the numerator `num`. */
typedef struct told {
    int64_t points, total;
    char grade[8];
    int ok;
} told;

static told score_with(const kefu_card *card, const kefu_value *cells, int32_t item, int64_t num)
{
    static const char *const people[] = {"p"};
    static const char *const metrics[] = {"m0", "m1", "m2", "h", "r", "d"};
    kefu_value changed[CELLS];
    kefu_sheet_row row = {.struct_size = sizeof row};
    kefu_reason reason = {.struct_size = sizeof reason};
    told out = {0, 0, "", 0};
    memcpy(changed, cells, sizeof changed);
    changed[item].num = num;
    kefu_frame *frame = frame_of(people, 1, metrics, CELLS, changed);
    kefu_sheet *sheet = NULL;
    if (!kefu_score(card, frame, &newcomer, &sheet, NULL)) {
        assert_int_equal(kefu_sheet_row_at(sheet, 0, &row), KEFU_OK);
        for (int32_t i = 0; i < kefu_sheet_reasons(sheet, 0); i++) {
            assert_int_equal(kefu_sheet_reason(sheet, 0, i, &reason), KEFU_OK);
            if (reason.kind == KEFU_PART_ITEM && reason.part == item)
                out.points = reason.points;
        }
        out.total = row.total;
        snprintf(out.grade, sizeof out.grade, "%s", row.grade);
        out.ok = row.status == KEFU_VALUE_OK;
    }
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    return out;
}

/* A hole is worse than every grade above it: what lifts out of it has a higher total. */
static int is_better(const told *now, const told *then, int by_grade)
{
    if (!by_grade)
        return then->points > now->points;
    if (!then->grade[0])
        return 0;
    return now->grade[0] ? then->grade[0] < now->grade[0] : then->total > now->total;
}

static int way_is_open(int32_t direction, int way)
{
    return direction == KEFU_MIDDLE || direction == way;
}

/* All shorter changes that are allowed, in the numerators from 0 to `most`, do not do. */
static void check_shorter(const kefu_card *card, const kefu_value *cells, const kefu_what_if *what,
                          const told *now, int by_grade, int32_t direction, int64_t most)
{
    int64_t num = cells[what->item].num;
    int64_t steps = what->found ? (what->steps < 0 ? -what->steps : what->steps) : most + 1;
    for (int64_t d = 1; d < steps && d <= most; d++)
        for (int way = -1; way < 2; way += 2) {
            int64_t other = num + way * d;
            if (!way_is_open(direction, way) || other < 0 || other > most)
                continue;
            told then = score_with(card, cells, what->item, other);
            if (then.ok && is_better(now, &then, by_grade))
                fail_msg("item %d: %lld is enough, not %lld", what->item, (long long)(way * d),
                         (long long)what->steps);
        }
}

static void check_item(const kefu_card *card, const kefu_sheet *sheet, const kefu_value *cells,
                       int32_t item, int64_t most)
{
    kefu_card_part part = {.struct_size = sizeof part};
    told now = score_with(card, cells, item, cells[item].num);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, item, &part), KEFU_OK);
    for (int by_grade = 0; by_grade < 2; by_grade++) {
        kefu_what_if what = {.struct_size = sizeof what};
        assert_int_equal(by_grade ? kefu_sheet_next_grade(sheet, 0, item, &what)
                                  : kefu_sheet_next_points(sheet, 0, item, &what),
                         KEFU_OK);
        if (what.found) {
            told then = score_with(card, cells, item, cells[item].num + what.steps);
            assert_int_equal(what.value.num, cells[item].num + what.steps);
            assert_true(then.ok);
            assert_int_equal(then.points, what.points);
            assert_int_equal(then.total, what.total);
            assert_string_equal(then.grade, what.grade);
            assert_true(is_better(&now, &then, by_grade));
        }
        check_shorter(card, cells, &what, &now, by_grade, part.direction, most);
    }
}

/* Counted rates of 8, 16 or 24 cases, seconds and yuan in halves. */
static void test_law(void **state)
{
    static const char *const people[] = {"p"};
    static const char *const metrics[] = {"m0", "m1", "m2", "h", "r", "d"};
    static const char *const staff[] = {"person", "hired", "p", "2026-10-10"};
    kefu_roster *roster = item_roster(staff, 2, 2);
    writer w = {.seed = 20261122};
    int found = 0;
    newcomer.roster = roster;
    newcomer.day = item_day("2026-10-20");
    (void)state;
    for (int i = 0; i < CARDS; i++) {
        kefu_value cells[CELLS];
        int64_t most[ITEMS];
        kefu_sheet *sheet = NULL;
        put_card(&w);
        kefu_card *card = card_of(w.text);
        for (int k = 0; k < ITEMS; k++) {
            kefu_card_part part = {.struct_size = sizeof part};
            assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, k, &part), KEFU_OK);
            int rate = strcmp(part.unit, "ratio") == 0;
            int64_t den = rate ? pick(&w, 1, 3) * 8 : 2;
            most[k] = rate ? den : 40;
            cells[k] = (kefu_value){pick(&w, 0, rate ? den : 30), den, rate ? den : pick(&w, 5, 15),
                                    KEFU_VALUE_OK, 0};
        }
        cells[3] = (kefu_value){pick(&w, 0, 3), 1, -1, KEFU_VALUE_OK, 0};
        cells[4] = (kefu_value){pick(&w, 0, 3) == 0, 1, -1, KEFU_VALUE_OK, 0};
        cells[5] = (kefu_value){pick(&w, 1, 26), 1, -1, KEFU_VALUE_OK, 0};
        kefu_frame *frame = frame_of(people, 1, metrics, CELLS, cells);
        if (!kefu_score(card, frame, &newcomer, &sheet, NULL))
            for (int k = 0; k < ITEMS; k++)
                check_item(card, sheet, cells, k, most[k]);
        found += sheet != NULL;
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
        kefu_card_free(card);
    }
    kefu_roster_free(roster);
    assert_true(found > CARDS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_law)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
