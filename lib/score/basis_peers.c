/* basis_peers.c - ratios and differences to the mean of one's peers.
 *
 * The mean is sum of num / sum of den (pooled), or that of the figures, each to 18 decimals,
 * rounded once to nine (plain): sums of integers, the same in any order of the rows. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "score/fraction.h"
#include "score/scoring.h"
#include "table/group.h"

enum { PEERS_DIGITS = 18 };

/* pooled: num and den; plain: whole numbers and 10^-18ths behind the point. */
typedef struct peers_sum {
    kf_i128 a, b;
    int64_t n;
} peers_sum;

typedef struct peers_run {
    kf_scoring *s;
    int32_t index;
    const kf_item *item;
    int32_t *sets; /* NULL: all rows are one, or those of the rank group are */
    peers_sum *sums;
    size_t n_sets;
} peers_run;

/* ---- Who is whose peer ---------------------------------------------------------------------- */

enum { PEERS_NONE = -1 }; /* of a person without a team */

static int32_t peers_set(const peers_run *run, size_t row)
{
    switch (run->item->peers.within) {
    case KF_WITHIN_GROUP:
        return run->s->sheet->lines[row].group;
    case KF_WITHIN_TEAM:
        return run->sets[row];
    default:
        return 0;
    }
}

static kefu_status peers_number_teams(peers_run *run, kf_groups *teams)
{
    kf_scoring *s = run->s;
    for (size_t i = 0; i < s->sheet->n; i++) {
        const char *team = s->sheet->lines[i].team;
        kf_key key = kf_key_of(team, strlen(team));
        uint32_t number = 0;
        kefu_status status = *team ? kf_groups_one(teams, &key, &number, s->error) : KEFU_OK;
        if (status)
            return status;
        run->sets[i] = *team ? (int32_t)number : PEERS_NONE;
    }
    run->n_sets = kf_groups_count(teams);
    return KEFU_OK;
}

static kefu_status peers_teams(peers_run *run)
{
    kf_scoring *s = run->s;
    kefu_limits limits = {.struct_size = sizeof limits, .groups = INT32_MAX};
    kf_groups *teams = NULL;
    kefu_status status;
    run->sets = kf_alloc_array(&s->memory, s->sheet->n, sizeof *run->sets);
    if (!run->sets)
        return kf_no_memory(s->error);
    status = kf_groups_new(&s->memory, &limits, 1, &teams, s->error);
    if (!status)
        status = peers_number_teams(run, teams);
    kf_groups_free(teams);
    return status;
}

/* ---- Sums ----------------------------------------------------------------------------------- */

static int32_t peers_counts(const peers_run *run, size_t row, const kefu_value *value)
{
    return run->s->sheet->columns[run->index].outcomes[row] != KF_NOT_APPLIED &&
           kf_item_counts(run->item, value);
}

/* sign -1 takes it away again. */
static void peers_add(const peers_run *run, peers_sum *sum, const kefu_value *value, int32_t sign)
{
    int64_t a = value->num, b = value->den, part = 0;
    if (run->item->peers.plain) {
        a = value->num / value->den;
        (void)kf_i128_round_div(kf_i128_mul(value->num % value->den, kf_pow10(PEERS_DIGITS)),
                                value->den, &part);
        b = part;
    }
    sum->a = kf_i128_add(sum->a, sign < 0 ? kf_i128_neg(kf_i128_of(a)) : kf_i128_of(a));
    sum->b = kf_i128_add(sum->b, sign < 0 ? kf_i128_neg(kf_i128_of(b)) : kf_i128_of(b));
    sum->n += sign;
}

static void peers_sum_up(peers_run *run)
{
    const kf_cells *cells = &run->s->sheet->columns[run->index].cells;
    for (size_t i = 0; i < run->s->sheet->n; i++) {
        kefu_value value = kf_cell(cells, i);
        int32_t set = peers_set(run, i);
        if (set != PEERS_NONE && peers_counts(run, i, &value))
            peers_add(run, &run->sums[set], &value, 1);
    }
}

/* ---- Means ---------------------------------------------------------------------------------- */

/* (whole + parts / 10^18) / n at nine decimals */
static void peers_plain(const peers_sum *sum, kf_ratio *mean)
{
    kf_ratio part, n;
    int64_t rounded = 0;
    kf_ratio_wide(mean, sum->a, kf_i128_of(1));
    kf_ratio_wide(&part, sum->b, kf_i128_of(kf_pow10(PEERS_DIGITS)));
    kf_ratio_add(mean, mean, &part);
    kf_ratio_set(&n, sum->n, 1);
    kf_ratio_div(mean, mean, &n);
    if (kf_ratio_round(mean, 9, &rounded))
        kf_ratio_decimal(mean, rounded, 9);
}

static kefu_value peers_mean(const peers_run *run, const peers_sum *sum, kf_ratio *mean)
{
    kefu_value value = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    if (sum->n <= 0)
        return value;
    if (run->item->peers.plain)
        peers_plain(sum, mean);
    else
        kf_ratio_wide(mean, sum->a, sum->b);
    value = kf_fraction_of_ratio(mean);
    value.n = sum->n;
    if (run->item->peers.plain)
        value.flags |= KEFU_VALUE_ROUNDED;
    return value;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* The mean of a set, kept from row to row where nobody is left out. */
typedef struct peers_last {
    int32_t set;
    kefu_value value;
    kf_ratio exact;
} peers_last;

static void peers_find_mean(const peers_run *run, size_t row, const kefu_value *figure,
                            peers_last *last)
{
    int32_t set = peers_set(run, row);
    int32_t leaves =
        set != PEERS_NONE && run->item->peers.leave_out && peers_counts(run, row, figure);
    peers_sum sum = {{0, 0}, {0, 0}, 0};
    if (set != PEERS_NONE && set == last->set && !leaves)
        return;
    if (set != PEERS_NONE)
        sum = run->sums[set];
    last->set = set;
    if (leaves) {
        peers_add(run, &sum, figure, -1);
        last->set = PEERS_NONE;
    }
    last->value = peers_mean(run, &sum, &last->exact);
}

static kefu_value peers_compare(int32_t basis, const kefu_value *figure, const peers_last *last)
{
    kf_part a = {figure->num, figure->den}, b = {last->value.num, last->value.den};
    kf_ratio wide;
    if (!(last->value.flags & KEFU_VALUE_ROUNDED)) {
        kf_part factors[2] = {a, {b.den, b.num}};
        return basis == KF_BASIS_RATIO ? kf_fraction_product(factors, 2)
                                       : kf_fraction_difference(a, b);
    }
    kf_ratio_set(&wide, a.num, a.den);
    if (basis == KF_BASIS_RATIO)
        kf_ratio_div(&wide, &wide, &last->exact);
    else
        kf_ratio_sub(&wide, &wide, &last->exact);
    return kf_fraction_of_ratio(&wide);
}

static kefu_status peers_row(const peers_run *run, size_t row, peers_last *last, kefu_value *made,
                             kefu_value *against)
{
    static const kefu_value none = {0, 0, -1, KEFU_VALUE_NO_DATA, 0};
    const kf_scoring *s = run->s;
    kefu_value figure = kf_cell(&s->sheet->columns[run->index].cells, row);
    int32_t basis = kf_item_rule(run->item, figure.n)->basis;
    *made = *against = none;
    if (figure.den <= 0 || (basis != KF_BASIS_RATIO && basis != KF_BASIS_DIFFERENCE))
        return KEFU_OK;
    peers_find_mean(run, row, &figure, last);
    if (last->value.status == KEFU_VALUE_NO_DATA)
        return KEFU_OK;
    *against = last->value;
    if (basis == KF_BASIS_RATIO && last->value.den && last->value.num <= 0)
        return KEFU_OK;
    if (last->value.den)
        *made = peers_compare(basis, &figure, last);
    if (made->den)
        return KEFU_OK;
    return kf_fail(s->error, KEFU_E_OVERFLOW,
                   "item '%s' of '%s': compared with the mean of its peers it does not fit 64 bits",
                   run->item->id, s->sheet->lines[row].person);
}

static kefu_status peers_fill(const peers_run *run, kf_basis_block *block)
{
    peers_last last;
    size_t n = run->s->sheet->n;
    kefu_status status = KEFU_OK;
    memset(&last, 0, sizeof last);
    last.set = PEERS_NONE;
    for (size_t first = 0; first < n && !status; first += KF_SCORE_BLOCK) {
        size_t count = n - first < KF_SCORE_BLOCK ? n - first : KF_SCORE_BLOCK;
        for (size_t i = 0; i < count && !status; i++)
            status = peers_row(run, first + i, &last, &block->made[i], &block->against[i]);
        if (!status)
            status = kf_basis_keep(run->s, run->index, first, count, block);
    }
    return status;
}

static kefu_status peers_run_all(peers_run *run)
{
    kf_scoring *s = run->s;
    kf_basis_block *block = kf_alloc_array(&s->memory, 1, sizeof *block);
    kefu_status status = KEFU_OK;
    run->sums = kf_alloc_zeros(&s->memory, run->n_sets, sizeof *run->sums);
    if (!block || !run->sums)
        status = kf_no_memory(s->error);
    if (!status) {
        peers_sum_up(run);
        status = peers_fill(run, block);
    }
    kf_free_array(&s->memory, block, 1, sizeof *block);
    kf_free_array(&s->memory, run->sums, run->n_sets, sizeof *run->sums);
    return status;
}

kefu_status kf_basis_peers(kf_scoring *s, int32_t index)
{
    peers_run run = {s, index, &s->card->items[index], NULL, NULL, 1};
    kefu_status status = KEFU_OK;
    if (run.item->peers.within == KF_WITHIN_GROUP)
        run.n_sets = (size_t)s->sheet->n_groups;
    else if (run.item->peers.within == KF_WITHIN_TEAM)
        status = peers_teams(&run);
    if (!status)
        status = peers_run_all(&run);
    kf_free_array(&s->memory, run.sets, s->sheet->n, sizeof *run.sets);
    return status;
}
