/* test_score_laws.c - a sheet is what the card says: random cards over random figures, all of it
 * computed again here from score.h, plainly and in fractions, and equal to the millionth. */
#include "score_model_sheet.h"

enum { SEEDS = 1000 };

__extension__ typedef __int128 wide;

/* ---- What score.h says: figures ------------------------------------------------------------- */

/* num / den, half away from zero; den > 0 */
static int64_t divided(wide num, wide den)
{
    wide size = num < 0 ? -num : num, rounded = (2 * size + den) / (2 * den);
    return (int64_t)(num < 0 ? -rounded : rounded);
}

typedef struct number {
    int64_t num, den; /* den 0: none */
} number;

static int order_of(number a, number b)
{
    wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;
    return (left > right) - (left < right);
}

static const kefu_value *figure_of(const model *m, const item *it, int p)
{
    return &m->cells[p * METRICS + it->figure];
}

static int is_low(const item *it, const kefu_value *v)
{
    return v->status == KEFU_VALUE_LOW_VOLUME || v->flags || (v->n >= 0 && v->n < it->min_n);
}

/* What enters the curve: the figure, or where it stands among the full ones of its group. */
static number basis_of(const model *m, const item *it, int p)
{
    const kefu_value *own = figure_of(m, it, p);
    number x = {own->num, own->den}, none = {0, 0};
    int64_t worse = 0, equal = 0, all = 0;
    if (!it->basis || !x.den)
        return x;
    for (int q = 0; q < m->people; q++) {
        const kefu_value *v = figure_of(m, it, q);
        int order = v->den ? order_of((number){v->num, v->den}, x) : 0;
        if (!v->den || is_low(it, v) || m->team[q] != m->team[p])
            continue;
        all++;
        equal += order == 0;
        worse += it->higher ? order < 0 : order > 0;
    }
    if (!all)
        return none;
    return it->basis == 1 ? (number){2 * worse + equal, 2 * all}
                          : (number){all - worse - equal + 1, 1};
}

/* SCORE or the policy that answers; RENORMALISE also for what is exempt. */
static int answer_of(const item *it, const kefu_value *v, number x)
{
    int provisional = v->status == KEFU_VALUE_PROVISIONAL;
    int answer = SCORE;
    if (v->status == KEFU_VALUE_EXEMPT)
        return RENORMALISE;
    if (v->status == KEFU_VALUE_NO_DATA)
        return it->no_data;
    if (provisional)
        answer = it->provisional;
    if (answer == SCORE && v->den && is_low(it, v))
        answer = it->low_volume;
    return answer == SCORE && !x.den ? it->no_data : answer;
}

/* ---- Curves --------------------------------------------------------------------------------- */

static int in_band(const band *b, number x)
{
    int low = order_of(x, (number){b->low, 1000}), high = order_of(x, (number){b->high, 1000});
    return (!b->has_low || low > 0 || (!low && b->low_in)) &&
           (!b->has_high || high < 0 || (!high && b->high_in));
}

/* What divisions left, summed up: good to 10^-12, and a sum nearer than that to a half is not
 * compared. */
static long double rests;

static int64_t divided_keeping(wide num, wide den)
{
    int64_t whole = divided(num, den);
    rests += (long double)(num - (wide)whole * den) / (long double)den;
    return whole;
}

/* Millionths of curve × weight / over, rounded. */
static int64_t curve_points(const item *it, number x, int64_t weight, int64_t over)
{
    const band *b = it->bands;
    int64_t flat = 0;
    int i = 0;
    if (it->curve == 2) {
        flat = b[x.num < it->n ? x.num - 1 : it->n - 1].points;
    } else if (it->curve == 0) {
        while (i < it->n && !in_band(&b[i], x))
            i++;
        flat = i < it->n ? b[i].points : 0;
    } else {
        while (i < it->n && order_of(x, (number){b[i].low, 1000}) > 0)
            i++;
        if (i > 0 && i < it->n) {
            wide run = (wide)x.den * (b[i].low - b[i - 1].low);
            wide along = (wide)x.num * 1000 - (wide)b[i - 1].low * x.den;
            wide points = b[i - 1].points * run + (b[i].points - b[i - 1].points) * along;
            return divided_keeping(points * weight, run * over);
        }
        flat = b[i < it->n ? i : it->n - 1].points;
    }
    return divided_keeping((wide)flat * weight, over);
}

/* ---- Totals --------------------------------------------------------------------------------- */

typedef struct line {
    int answers[MOST_ITEMS];
    int64_t points[MOST_ITEMS], means[MOST_ITEMS];
    int64_t items, adjustments, total, coverage, twice, tied;
    int32_t ranked, status, grade, near_half;
    uint32_t flags;
} line;

static void expect_answers(const model *m, line *lines)
{
    for (int i = 0; i < m->n_items; i++) {
        const item *it = &m->items[i];
        for (int p = 0; p < m->people; p++)
            lines[p].answers[i] = answer_of(it, figure_of(m, it, p), basis_of(m, it, p));
        for (int p = 0; p < m->people; p++) {
            int64_t sum = 0, n = 0;
            for (int q = 0; q < m->people; q++)
                if (lines[q].answers[i] == SCORE && m->team[q] == m->team[p]) {
                    sum += curve_points(it, basis_of(m, it, q), 1, 1);
                    n++;
                }
            lines[p].means[i] = n ? divided(sum, n) : 0;
            if (!n && lines[p].answers[i] == MEAN)
                lines[p].answers[i] = RENORMALISE;
        }
    }
}

static void expect_items(const model *m, line *l, int p)
{
    int64_t all = 0, left = 0, scored = 0, over = 100 * KEFU_POINT;
    int any_left = 0;
    long double sum;
    l->status = KEFU_VALUE_OK;
    for (int i = 0; i < m->n_items; i++) {
        all += m->items[i].weight;
        scored += l->answers[i] == SCORE ? m->items[i].weight : 0;
        left += l->answers[i] == RENORMALISE ? m->items[i].weight : 0;
        any_left |= l->answers[i] == RENORMALISE;
        if (l->answers[i] == REQUIRE)
            l->status = KEFU_VALUE_NO_DATA;
        if (figure_of(m, &m->items[i], p)->status == KEFU_VALUE_PROVISIONAL)
            l->flags |= KEFU_ROW_PROVISIONAL;
    }
    if (any_left && all == left)
        l->status = KEFU_VALUE_NO_DATA;
    else if (left)
        over = all - left;
    rests = 0;
    for (int i = 0; i < m->n_items; i++) {
        const item *it = &m->items[i];
        if (l->answers[i] == SCORE)
            l->points[i] = curve_points(it, basis_of(m, it, p), it->weight, over);
        else if (l->answers[i] == MEAN)
            l->points[i] = divided_keeping((wide)l->means[i] * it->weight, over);
        l->items += l->points[i];
    }
    sum = (long double)l->items + rests;
    l->items = (int64_t)(sum < 0 ? sum - 0.5L : sum + 0.5L);
    l->near_half =
        sum - (long double)l->items > 0.5L - 1e-9L || (long double)l->items - sum > 0.5L - 1e-9L;
    l->coverage = all ? divided((wide)scored * KEFU_POINT, all) : 0;
    l->total = l->items;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* The adjustment, then the red line. */
static void expect_extra(const model *m, line *l, int p, int k)
{
    const kefu_value *v = &m->cells[p * METRICS + FIGURES + k];
    const extra *e = &m->extras[k];
    int64_t reported = v->den ? v->num / v->den : 0;
    int64_t confirmed = least(m->confirmed[p][k], reported);
    int64_t rejected = least(m->rejected[p][k], reported - confirmed);
    int64_t hits = e->reported ? reported - rejected : confirmed;
    int64_t points = divided((wide)hits * e->points, e->per);
    if (v->status == KEFU_VALUE_PROVISIONAL)
        l->flags |= KEFU_ROW_PROVISIONAL;
    if (!e->reported && confirmed + rejected < reported)
        l->flags |= KEFU_ROW_PENDING;
    if (!e->red) {
        if (e->cap >= 0)
            points = points < -e->cap ? -e->cap : least(points, e->cap);
        l->adjustments = points;
        l->total += points;
    } else if (hits) {
        l->flags |= KEFU_ROW_RED_LINE;
        if (l->total > e->cap && !l->status) {
            l->total = e->cap;
            l->flags |= KEFU_ROW_RED_LINE_CUT;
        }
    }
}

static void expect_judgement(const model *m, line *l)
{
    l->grade = -1;
    if (l->status) {
        l->total = 0;
        return;
    }
    for (int i = 0; i < m->n_grades && l->grade < 0; i++)
        if (l->total >= m->grades[i][0] && l->total <= m->grades[i][1])
            l->grade = i;
    if (m->n_grades && l->grade < 0)
        l->flags |= KEFU_ROW_NO_GRADE;
    if (m->has_floor && l->total < m->floor)
        l->flags |= KEFU_ROW_BELOW_FLOOR;
}

static void expect_place(const model *m, line *lines, int p)
{
    int64_t better = 0, equal = 0, before = 0, levels = 0;
    line *l = &lines[p];
    for (int q = 0; q < m->people; q++) {
        int first = 1;
        if (lines[q].status || m->team[q] != m->team[p])
            continue;
        l->ranked++;
        for (int r = 0; r < q; r++)
            first &=
                lines[r].status || m->team[r] != m->team[p] || lines[r].total != lines[q].total;
        levels += first && lines[q].total > l->total;
        better += lines[q].total > l->total;
        equal += lines[q].total == l->total;
        before += lines[q].total == l->total && q < p;
    }
    if (l->status)
        return;
    const int64_t twice[] = {2 * better + 2, 2 * levels + 2, 2 * (better + equal),
                             2 * better + equal + 1, 2 * (better + before) + 2};
    l->twice = twice[m->ties];
    l->tied = m->ties == KEFU_TIES_ORDINAL ? 1 : equal;
}

/* ---- The law -------------------------------------------------------------------------------- */

static void compare_line(const model *m, const kefu_sheet *sheet, const line *l, int p)
{
    kefu_sheet_row row = {.struct_size = sizeof row};
    char grade[16] = "";
    int64_t at = -1;
    assert_int_equal(kefu_sheet_find(sheet, people[p], &at, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_row_at(sheet, at, &row), KEFU_OK);
    if (l->grade >= 0)
        snprintf(grade, sizeof grade, "g%d", l->grade);
    for (int i = 0; i < m->n_items; i++) {
        kefu_reason reason = {.struct_size = sizeof reason};
        assert_int_equal(kefu_sheet_reason(sheet, at, i, &reason), KEFU_OK);
        if (reason.points != l->points[i])
            fail_msg("seed %u, %s, item %d: %lld, not %lld\n%s", dice_seed, people[p], i,
                     (long long)reason.points, (long long)l->points[i], card_text);
    }
    if (row.total != l->total || row.items != l->items || row.adjustments != l->adjustments ||
        row.coverage != l->coverage || row.status != l->status || row.flags != l->flags ||
        strcmp(row.grade, grade) != 0 || row.place.twice != l->twice || row.place.tied != l->tied ||
        row.place.ranked != l->ranked)
        fail_msg("seed %u, %s: total %lld, not %lld; flags %u, not %u; 2 x place %lld, not %lld",
                 dice_seed, people[p], (long long)row.total, (long long)l->total, row.flags,
                 l->flags, (long long)row.place.twice, (long long)l->twice);
}

static void test_sheet_is_what_the_card_says(void **state)
{
    uint32_t skipped = 0; /* seeds */
    (void)state;
    for (dice_seed = 0; dice_seed < SEEDS; dice_seed++) {
        static model m;
        line lines[MOST_PEOPLE];
        dice_turn = 0;
        memset(lines, 0, sizeof lines);
        random_model(&m);
        kefu_sheet *sheet = model_sheet(&m);
        expect_answers(&m, lines);
        for (int p = 0; p < m.people; p++) {
            expect_items(&m, &lines[p], p);
            for (int k = 0; k < HITS; k++)
                expect_extra(&m, &lines[p], p, k);
            expect_judgement(&m, &lines[p]);
        }
        int near_half = 0;
        for (int p = 0; p < m.people; p++)
            near_half |= lines[p].near_half;
        for (int p = 0; p < m.people && !near_half; p++) {
            expect_place(&m, lines, p);
            compare_line(&m, sheet, &lines[p], p);
        }
        skipped += (uint32_t)(near_half != 0);
        kefu_sheet_free(sheet);
    }
    assert_true(skipped < SEEDS / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sheet_is_what_the_card_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
