/* lint_grade.c - totals without a grade, and with two. */
#include "base/decimal.h"
#include "card/lint.h"
#include "card/lint_reach.h"

/* A round total strictly between two others: 90.5 between 90 and 91. They lie at least two
 * millionths apart. */
static int64_t grade_example(int64_t low, int64_t high)
{
    for (int32_t digits = 0; digits < 6; digits++) {
        int64_t step = kf_pow10(6 - digits);
        int64_t first = low / step - (low % step < 0) + 1;
        int64_t last = high / step - (high % step <= 0);
        if (first <= last)
            return (first + (last - first) / 2) * step;
    }
    return low + 1;
}

static void grade_say_total(kf_lint *lint, const char *zh, const char *en, int64_t total)
{
    kf_lint_say(lint, zh, en);
    kf_show_curve(&lint->zh, total);
    kf_show_curve(&lint->en, total);
}

static const kf_json_node *grade_array(const kf_lint *lint)
{
    return kf_json_get(lint->card->scheme.json.root, "grades");
}

/* ---- Overlaps ------------------------------------------------------------------------------- */

static void grade_overlap(kf_lint *lint, int32_t first, int32_t later)
{
    const kf_grade *a = &lint->card->grades[first], *b = &lint->card->grades[later];
    int64_t shared = a->from > b->from ? a->from : b->from;
    if (shared == INT64_MIN)
        shared = a->to < b->to ? a->to : b->to;
    kf_lint_begin(lint, KEFU_LINT_GRADE_OVERLAP, KEFU_SEVERITY_ERROR, b->node, "/grades/%d", later);
    grade_say_total(lint, "总分 ", "a total of ", shared == INT64_MAX ? 0 : shared);
    kf_show_format(&lint->zh, " 分同时属于「%s」和「%s」两个等级;先写的有效", a->label.zh,
                   b->label.zh);
    kf_show_format(&lint->en, " has two grades, '%s' and '%s'; the one written first counts",
                   a->label.en, b->label.en);
    kf_lint_end(lint);
}

static void grade_lint_overlaps(kf_lint *lint)
{
    const kf_grade *grades = lint->card->grades;
    for (int32_t later = 1; later < lint->card->n_grades; later++)
        for (int32_t i = 0; i < later; i++)
            if (grades[i].from <= grades[later].to && grades[later].from <= grades[i].to) {
                grade_overlap(lint, i, later);
                break;
            }
}

/* ---- Gaps ----------------------------------------------------------------------------------- */

/* The lowest grade that begins above `covered`, or -1. */
static int32_t grade_next(const kefu_card *card, int64_t covered)
{
    int32_t next = -1;
    for (int32_t i = 0; i < card->n_grades; i++)
        if (card->grades[i].from > covered &&
            (next < 0 || card->grades[i].from < card->grades[next].from))
            next = i;
    return next;
}

/* How far up the totals from `covered` on are without a hole. */
static int64_t grade_reach(const kefu_card *card, int64_t covered)
{
    for (int32_t i = 0; i < card->n_grades;) {
        const kf_grade *grade = &card->grades[i++];
        if (grade->to <= covered ||
            (grade->from > covered && !(covered != INT64_MIN && grade->from == covered + 1)))
            continue;
        covered = grade->to;
        i = 0;
    }
    return covered;
}

/* The bound that the card wrote: "≥ 70" above a grade "below": 70, "> 69" above one "to": 69. */
static void grade_say_above(kf_lint *lint, int64_t covered)
{
    int32_t below = 0;
    for (int32_t i = 0; i < lint->card->n_grades; i++) {
        const kf_grade *grade = &lint->card->grades[i];
        below |= grade->to == covered && kf_json_get(grade->node, "below") != NULL;
    }
    grade_say_total(lint, below ? "总分 ≥ " : "总分 > ", below ? "totals ≥ " : "totals > ",
                    covered + below);
}

static void grade_gap(kf_lint *lint, int64_t covered, int32_t next)
{
    const kf_grade *above = &lint->card->grades[next];
    kf_lint_begin(lint, KEFU_LINT_GRADE_GAP, KEFU_SEVERITY_ERROR, above->node, "/grades/%d", next);
    grade_say_above(lint, covered);
    grade_say_total(lint, " 且 < ", " and < ", above->from);
    grade_say_total(lint, " 的没有等级,例如 ", " have no grade, for example ",
                    grade_example(covered, above->from));
    kf_lint_end(lint);
}

static void grade_gap_open(kf_lint *lint)
{
    kf_lint_begin(lint, KEFU_LINT_GRADE_GAP, KEFU_SEVERITY_WARNING, grade_array(lint), "/grades");
}

static void grade_gap_done(kf_lint *lint)
{
    kf_lint_say(lint, " 的没有等级", " have no grade");
    kf_lint_end(lint);
}

static void grade_gap_low(kf_lint *lint, int64_t from)
{
    grade_gap_open(lint);
    grade_say_total(lint, "总分 < ", "totals < ", from);
    grade_gap_done(lint);
}

static void grade_gap_high(kf_lint *lint, int64_t covered)
{
    grade_gap_open(lint);
    grade_say_above(lint, covered);
    grade_gap_done(lint);
}

/* ---- What totals there can be --------------------------------------------------------------- */

/* 1 if totals of all items' figures, adjustments and cuts go beyond `end`. */
static int32_t grade_beyond(const kefu_card *card, int64_t end, int32_t highest)
{
    kf_reach reach = kf_reach_of_card(card, 0);
    return highest ? reach.most > end : reach.least < end;
}

void kf_lint_grades(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    int64_t covered = INT64_MIN;
    int32_t next;
    if (!card->n_grades)
        return;
    grade_lint_overlaps(lint);
    covered = grade_reach(card, INT64_MIN);
    next = grade_next(card, covered);
    if (covered == INT64_MIN && next >= 0) {
        int64_t from = card->grades[next].from;
        if (from > 0 || grade_beyond(card, from, 0))
            grade_gap_low(lint, from);
        covered = grade_reach(card, from - 1);
        next = grade_next(card, covered);
    }
    while (next >= 0) {
        grade_gap(lint, covered, next);
        covered = grade_reach(card, card->grades[next].from - 1);
        next = grade_next(card, covered);
    }
    if (covered != INT64_MAX && grade_beyond(card, covered, 1))
        grade_gap_high(lint, covered);
}
