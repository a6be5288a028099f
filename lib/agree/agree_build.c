/* agree_build.c - sorted rows to criteria: categories, classes of units, counts. */
#include <string.h>

#include "agree/agree.h"
#include "base/fail.h"
#include "table/group.h"

typedef struct agree_building {
    kefu_agree *agree;
    kf_agree_rows *rows;
    uint32_t ranks[KF_AGREE_CATEGORIES]; /* of the categories of a criterion */
    uint64_t *met;                       /* a rater each: 1 + twice the criterion last met in, 2 +
                                            that of its pairs */
    uint64_t cells;                      /* of all agree_numbers */
} agree_building;

static kf_agree_row *agree_at(const agree_building *b, size_t i) { return &b->rows->rows[i]; }

/* Where the rows of a criterion that begin at `from` end. */
static size_t agree_end(const agree_building *b, uint32_t criterion, size_t from)
{
    while (from < b->rows->n && agree_at(b, from)->key[KF_AGREE_CRITERION] == criterion)
        from++;
    return from;
}

/* One for each category of a criterion, 0. Categories that occur are no more than the rows; listed
 * ones may be many times as many. */
static kefu_status agree_numbers(agree_building *b, const kf_criterion *c, int64_t **out)
{
    const size_t n = (size_t)c->n_categories;
    b->cells += n;
    if (b->cells > KF_AGREE_CELLS && b->cells / 64 > b->rows->n)
        return kf_fail(
            b->rows->error, KEFU_E_LIMIT,
            "marks: %d criteria of %d listed categories are too many to be counted; list "
            "fewer, or the criteria of a batch apart",
            (int32_t)b->agree->n_criteria, c->n_categories);
    *out = kf_arena_alloc(&b->agree->arena, n * sizeof **out);
    if (!*out)
        return kf_no_memory(b->rows->error);
    if (n)
        memset(*out, 0, n * sizeof **out);
    return KEFU_OK;
}

/* ---- Categories ----------------------------------------------------------------------------- */

/* As numbers, from the lowest on. */
static kefu_status agree_values(agree_building *b, kf_criterion *c)
{
    const kf_groups *groups = b->rows->groups[KF_AGREE_CATEGORY];
    int64_t low = INT64_MAX;
    kefu_status status = agree_numbers(b, c, &c->numbers);
    if (status)
        return status;
    for (int32_t i = 0; i < c->n_categories; i++) {
        const kf_key *key = kf_groups_key(groups, b->rows->by_rank[1][b->ranks[i]]);
        c->has_text |= key->text.data != NULL;
        c->numbers[i] = key->number;
        low = key->number < low ? key->number : low;
    }
    for (int32_t i = 0; i < c->n_categories; i++) {
        uint64_t above = (uint64_t)c->numbers[i] - (uint64_t)low;
        c->is_far |= above > KF_AGREE_SPREAD;
        c->numbers[i] = c->is_far ? 0 : (int64_t)above;
    }
    return KEFU_OK;
}

/* Those that occur, and each row's is its place among them; rows are sorted by it. */
static kefu_status agree_occurring(agree_building *b, kf_criterion *c, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        uint32_t *category = &agree_at(b, i)->key[KF_AGREE_CATEGORY];
        if (!c->n_categories || b->ranks[c->n_categories - 1] != *category) {
            if (c->n_categories == KF_AGREE_CATEGORIES)
                return kf_fail(b->rows->error, KEFU_E_LIMIT,
                               "marks: criterion '%s' has more than %d categories", c->name,
                               KF_AGREE_CATEGORIES);
            b->ranks[c->n_categories++] = *category;
        }
        *category = (uint32_t)c->n_categories - 1;
    }
    return KEFU_OK;
}

static void agree_listed(agree_building *b, kf_criterion *c)
{
    c->n_categories = b->rows->options->n_categories;
    for (int32_t i = 0; i < c->n_categories; i++)
        b->ranks[i] = (uint32_t)i;
}

static kefu_status agree_categories(agree_building *b)
{
    static const int32_t keys[] = {KF_AGREE_CRITERION, KF_AGREE_CATEGORY};
    kefu_status status = kf_agree_sort(b->rows, keys, 2);
    size_t from = 0, end;
    for (uint32_t i = 0; i < b->agree->n_criteria && !status; i++, from = end) {
        kf_criterion *c = &b->agree->criteria[i];
        end = agree_end(b, i, from);
        if (b->rows->options->categories)
            agree_listed(b, c);
        else
            status = agree_occurring(b, c, from, end);
        if (!status)
            status = agree_values(b, c);
    }
    return status;
}

/* ---- Classes of units ----------------------------------------------------------------------- */

static void agree_count_rater(agree_building *b, kf_criterion *c, uint32_t rater, int32_t paired)
{
    const uint64_t met = 2 * (uint64_t)(c - b->agree->criteria) + 1;
    if (b->met[rater] < met)
        c->all.raters++;
    if (paired && b->met[rater] < met + 1)
        c->pairs.raters++;
    if (b->met[rater] < met + (uint64_t)paired)
        b->met[rater] = met + (uint64_t)paired;
}

/* Equal marks on a unit stand together: the i-th of them adds a pair with each before, both ways.
 */
static void agree_count_unit(kf_agree_class *of, const kf_agree_mark *marks)
{
    int64_t run = 0;
    for (int64_t i = 0; i < of->size; i++) {
        run = i && marks[i].category == marks[i - 1].category ? run + 1 : 0;
        of->same += 2 * run;
        of->counts[marks[i].category]++;
    }
    of->units++;
}

static void agree_count_class(agree_building *b, kf_criterion *c, kf_agree_class *of, int64_t marks)
{
    const int32_t paired = of->size > 1;
    for (int64_t i = 0; i < marks; i += of->size)
        agree_count_unit(of, of->marks + i);
    for (int64_t i = 0; i < marks; i++)
        agree_count_rater(b, c, of->marks[i].rater, paired);
    for (int32_t k = 0; k < c->n_categories && paired; k++)
        c->counts[k] += of->counts[k];
    c->all.units += of->units;
    c->all.marks += marks;
    if (paired) {
        c->pairs.units += of->units;
        c->pairs.marks += marks;
    }
}

static int32_t agree_count_sizes(const agree_building *b, size_t from, size_t end)
{
    int32_t n = from < end;
    for (size_t i = from + 1; i < end; i++)
        n += agree_at(b, i)->key[KF_AGREE_SIZE] != agree_at(b, i - 1)->key[KF_AGREE_SIZE];
    return n;
}

/* Rows from..end-1 are a criterion's, by size, unit and category. */
static kefu_status agree_classes(agree_building *b, kf_criterion *c, size_t from, size_t end)
{
    c->n_classes = agree_count_sizes(b, from, end);
    c->classes = kf_arena_alloc(&b->agree->arena, (size_t)c->n_classes * sizeof *c->classes);
    if (!c->classes)
        return kf_no_memory(b->rows->error);
    for (int32_t i = 0; i < c->n_classes; i++) {
        const size_t first = from;
        const uint32_t size = agree_at(b, first)->key[KF_AGREE_SIZE];
        kf_agree_class *of = &c->classes[i];
        *of = (kf_agree_class){.size = size, .marks = b->agree->marks + first};
        kefu_status status = agree_numbers(b, c, &of->counts);
        if (status)
            return status;
        for (; from < end && agree_at(b, from)->key[KF_AGREE_SIZE] == size; from++) {
            const uint32_t *key = agree_at(b, from)->key;
            b->agree->marks[from] = (kf_agree_mark){key[KF_AGREE_CATEGORY], key[KF_AGREE_RATER]};
        }
        agree_count_class(b, c, of, (int64_t)(from - first));
        c->paired += size == 1;
    }
    return KEFU_OK;
}

/* ---- A criterion ---------------------------------------------------------------------------- */

/* Of two inspectors, the marks of the one with the lower number: kappa is the same for either. */
static void agree_first_of_two(kf_criterion *c)
{
    if (c->all.raters != 2 || !c->pairs.units)
        return;
    const kf_agree_class *of = &c->classes[c->paired];
    for (int64_t i = 0; i < 2 * of->units; i += 2) {
        const kf_agree_mark *two = of->marks + i;
        c->first[two[two[0].rater > two[1].rater].category]++;
    }
}

static void agree_ranks_of(kf_criterion *c)
{
    int64_t below = 0; /* at most 2^31 */
    for (int32_t i = 0; i < c->n_categories; i++) {
        c->ranks[i] = 2 * below + c->counts[i];
        below += c->counts[i];
    }
}

static kefu_status agree_criterion(agree_building *b, kf_criterion *c, size_t from, size_t end)
{
    kefu_status status = agree_numbers(b, c, &c->counts);
    if (!status)
        status = agree_numbers(b, c, &c->first);
    if (!status)
        status = agree_numbers(b, c, &c->ranks);
    if (!status)
        status = agree_classes(b, c, from, end);
    if (status)
        return status;
    agree_first_of_two(c);
    agree_ranks_of(c);
    return KEFU_OK;
}

static kefu_status agree_names(agree_building *b)
{
    const kf_groups *groups = b->rows->groups[KF_AGREE_CRITERION];
    for (uint32_t i = 0; i < b->agree->n_criteria; i++) {
        char digits[21];
        kefu_text name = {"", 0};
        if (groups)
            name = kf_key_text(kf_groups_key(groups, b->rows->by_rank[0][i]), digits);
        b->agree->criteria[i].name = kf_arena_text(&b->agree->arena, name.data, name.size);
        if (!b->agree->criteria[i].name)
            return kf_no_memory(b->rows->error);
    }
    return KEFU_OK;
}

static kefu_status agree_criteria(agree_building *b)
{
    static const int32_t keys[] = {KF_AGREE_CRITERION, KF_AGREE_SIZE, KF_AGREE_UNIT,
                                   KF_AGREE_CATEGORY};
    kefu_status status = agree_names(b);
    if (!status)
        status = agree_categories(b);
    if (!status)
        status = kf_agree_sort(b->rows, keys, 4);
    size_t from = 0, end;
    for (uint32_t i = 0; i < b->agree->n_criteria && !status; i++, from = end) {
        end = agree_end(b, i, from);
        status = agree_criterion(b, &b->agree->criteria[i], from, end);
    }
    return status;
}

kefu_status kf_agree_build(kefu_agree *agree, kf_agree_rows *rows)
{
    static const int32_t keys[] = {KF_AGREE_CRITERION, KF_AGREE_UNIT, KF_AGREE_RATER};
    const size_t raters = kf_groups_count(rows->groups[KF_AGREE_RATER]);
    agree_building b = {.agree = agree, .rows = rows};
    agree->n_criteria = rows->n_criteria;
    agree->n_marks = rows->n;
    agree->criteria = kf_alloc_zeros(&agree->memory, agree->n_criteria, sizeof *agree->criteria);
    agree->marks = kf_alloc_array(&agree->memory, agree->n_marks, sizeof *agree->marks);
    b.met = kf_alloc_zeros(&agree->memory, raters, sizeof *b.met);
    kefu_status status =
        agree->criteria && agree->marks && b.met ? KEFU_OK : kf_no_memory(rows->error);
    if (!status)
        status = kf_agree_sort(rows, keys, 3);
    if (!status)
        status = kf_agree_sizes(rows);
    if (!status)
        status = agree_criteria(&b);
    kf_free_array(&agree->memory, b.met, raters, sizeof *b.met);
    return status;
}
