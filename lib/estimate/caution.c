/* caution.c - what keeps a few marks that happen to be alike from looking sure: rates are then
 * not surer than if all cells had the same rate (Kish 1965), and the variance of a mean takes each
 * cell's marks together with some that differ as marks of the domain do. */
#include "base/decimal.h"
#include "estimate/domain.h"

/* Marks that each cell is lent. With four, 95 % intervals of means of agents and of all cover 95 to
 * 97 in 100 where most cells have no bad mark and 75 and 91 without; with two, 93 and 94.5; of
 * cells that do not differ they are hardly wider (tests/oracle/coverage.py). */
enum { CAUTION_LENT = 4 };

/* ---- Degrees of freedom --------------------------------------------------------------------- */

void kf_freedom_add(kf_freedom *freedom, kf_real variance, int64_t marked)
{
    kf_real square = kf_real_mul(variance, variance);
    if (marked > 2)
        square = kf_real_div(square, kf_real_of(marked - 1));
    freedom->sum = kf_real_add(freedom->sum, variance);
    freedom->squares = kf_real_add(freedom->squares, square);
}

kf_real kf_freedom_of(const kf_freedom *freedom)
{
    if (!freedom->squares.sign)
        return kf_real_of(0);
    return kf_real_div(kf_real_mul(freedom->sum, freedom->sum), freedom->squares);
}

/* ---- Of one cell ---------------------------------------------------------------------------- */

static kf_real caution_weight(const kf_domain *d, const kf_domain_part *part)
{
    kf_nat weight;
    kf_design_weight(d->design, part, &weight);
    return kf_real_div(kf_nat_real(&weight), kf_nat_real(&d->design->weight_unit));
}

static kf_real caution_unseen(const kf_design_cell *cell)
{
    kf_nat top, bottom;
    kf_design_unseen(cell, &top, &bottom);
    return kf_real_div(kf_nat_real(&top), kf_nat_real(&bottom));
}

/* Cells that add something: not those that have no mark, are whole, or known not to differ. */
static int32_t caution_counts(const kf_domain *d, const kf_domain_part *part)
{
    const kf_design_cell *cell = &d->design->cells[part->cell];
    if (!part->marked || kf_design_is_whole(cell))
        return 0;
    return d->design->lonely != KEFU_LONELY_CERTAIN || !kf_design_is_lonely(cell);
}

/* n × sum of squares - sum², never negative. */
static kf_real caution_distances(const kf_domain_part *part)
{
    kf_integer n, sum, squares;
    kf_integer_of(&n, part->marked);
    kf_integer_of_sum(&sum, part->sum);
    kf_integer_of_squares(&squares, part->squares);
    kf_integer_mul(&squares, &squares, &n);
    kf_integer_mul(&sum, &sum, &sum);
    kf_integer_sub(&squares, &squares, &sum);
    return kf_nat_real(&squares.size);
}

/* (marks - 1) × variance of the marks. */
static kf_real caution_squares(const kf_domain_part *part)
{
    return kf_real_div(caution_distances(part), kf_real_of(part->marked));
}

/* ---- Of the domain -------------------------------------------------------------------------- */

static kf_real caution_all(const kf_domain *d)
{
    return kf_real_div(kf_nat_real(&d->all.weight.size), kf_nat_real(&d->design->weight_unit));
}

/* W Q - A² over W², for weights W and weighted sums of marks A and squares Q. */
static void caution_spread(kf_domain *d)
{
    kf_integer spread, more;
    kf_integer_mul(&spread, &d->all.weight, &d->all.squares);
    kf_integer_mul(&more, &d->all.sum, &d->all.sum);
    kf_integer_sub(&spread, &spread, &more);
    kf_nat_times(&more.size, &d->all.weight.size, &d->all.weight.size);
    d->spread = kf_real_div(kf_nat_real(&spread.size), kf_nat_real(&more.size));
}

/* Rows² / sum of weight² × (1 - n / rows) × rows / (rows - 1), the last two of each cell: of one
 * cell n × (rows - 1) / (rows - n), from p (1 - p) / the variance of p in a simple sample. */
static void caution_kish(kf_domain *d)
{
    kf_real sum = kf_real_of(0), all = caution_all(d);
    for (size_t i = 0; i < d->n; i++) {
        const kf_domain_part *part = &d->parts[i];
        const int64_t rows = d->design->cells[part->cell].rows;
        if (!caution_counts(d, part))
            continue;
        kf_real weight = caution_weight(d, part), more = kf_real_mul(weight, weight);
        more = kf_real_mul(more, kf_real_of(part->marked));
        more = kf_real_mul(more, caution_unseen(&d->design->cells[part->cell]));
        if (rows > 1)
            more = kf_real_mul(more, kf_real_quotient(rows, rows - 1));
        sum = kf_real_add(sum, more);
    }
    if (!sum.sign)
        return;
    d->kish = kf_real_div(kf_real_mul(all, all), sum);
    d->alike = kf_real_div(d->spread, d->kish);
    if (d->design->kind == KEFU_ESTIMATE_TOTAL)
        d->alike = kf_real_mul(d->alike, kf_real_mul(all, all));
}

/* 1 if the marks of a cell that was not inspected whole may spread less than its rows do: they are
 * all the same or, of a rate, of different chances, so that few of them count most. */
static int32_t caution_cell_hides(const kf_domain *d, size_t from, size_t to)
{
    const kf_domain_part *marked = NULL;
    if (kf_design_is_lonely(&d->design->cells[d->parts[from].cell]))
        return 0;
    for (size_t i = from; i < to; i++) {
        if (!caution_counts(d, &d->parts[i]))
            continue;
        if (marked)
            return d->design->kind == KEFU_ESTIMATE_RATE; /* parts of a cell differ by chance */
        marked = &d->parts[i];
    }
    return marked && !caution_distances(marked).sign;
}

static int32_t caution_hides(const kf_domain *d)
{
    for (size_t from = 0, to; from < d->n; from = to) {
        to = kf_domain_next_cell(d, from);
        if (caution_cell_hides(d, from, to))
            return 1;
    }
    return 0;
}

/* Variance of marks within cells, each counting as many rows as its marks stand for. */
static kf_real caution_within(const kf_domain *d)
{
    kf_real sum = kf_real_of(0), rows = kf_real_of(0);
    for (size_t i = 0; i < d->n; i++) {
        const kf_domain_part *part = &d->parts[i];
        if (part->marked < 2)
            continue;
        kf_real of = kf_real_mul(caution_weight(d, part), kf_real_of(part->marked));
        kf_real variance = kf_real_div(caution_squares(part), kf_real_of(part->marked - 1));
        sum = kf_real_add(sum, kf_real_mul(of, variance));
        rows = kf_real_add(rows, of);
    }
    return rows.sign ? kf_real_div(sum, rows) : sum;
}

/* Of the mean, what a cell adds when its variance is that of its marks and the lent ones. */
static kf_real caution_cell(const kf_domain *d, const kf_domain_part *part, kf_real within)
{
    kf_real part_of_all = kf_real_div(caution_weight(d, part), caution_all(d));
    kf_real sum = kf_real_mul(within, kf_real_of(CAUTION_LENT));
    if (part->marked > 1)
        sum = kf_real_add(sum, caution_squares(part));
    sum = kf_real_div(sum, kf_real_of(part->marked - 1 + CAUTION_LENT));
    sum = kf_real_mul(sum, kf_real_mul(part_of_all, part_of_all));
    sum = kf_real_mul(sum, kf_real_of(part->marked));
    return kf_real_mul(sum, caution_unseen(&d->design->cells[part->cell]));
}

static int32_t caution_has_chances(const kf_domain *d)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->parts[i].chance)
            return 1;
    return 0;
}

/* The variance of a cell with one mark is all lent: it has the degrees of freedom of the others. */
static void caution_least(kf_domain *d)
{
    kf_freedom freedom = {.sum = kf_real_of(0), .squares = kf_real_of(0)};
    kf_real sum = kf_real_of(0);
    const kf_real within = caution_within(d);
    for (size_t i = 0; i < d->n; i++) {
        if (!caution_counts(d, &d->parts[i]))
            continue;
        kf_real more = caution_cell(d, &d->parts[i], within);
        sum = kf_real_add(sum, more);
        if (d->parts[i].marked > 1)
            kf_freedom_add(&freedom, more, d->parts[i].marked);
    }
    d->least = sum;
    d->least_df = kf_freedom_of(&freedom);
    if (d->design->kind == KEFU_ESTIMATE_TOTAL)
        d->least = kf_real_mul(sum, kf_real_mul(caution_all(d), caution_all(d)));
}

/* Chances that differ are larger where more depends on it, so rows of one cell need not be alike:
 * no marks are lent. */
void kf_domain_caution(kf_domain *d)
{
    d->least = d->least_df = d->spread = d->alike = d->kish = kf_real_of(0);
    d->hides = 0;
    if (!d->all.marked)
        return;
    caution_spread(d);
    caution_kish(d);
    d->hides = caution_hides(d);
    if (d->design->kind != KEFU_ESTIMATE_RATE && !caution_has_chances(d))
        caution_least(d);
}
