/* hypergeometric.c - the tails of drawing without putting back.
 *
 * A table of two by two: bad ones drawn, bad ones left, good ones drawn, good ones left; moving the
 * first by one moves the others by one up or down. The tail away from the mean is summed term by
 * term, or, where its terms would be many (a standard deviation above 4096), integrated: the sum of
 * f(k) for k <= x is the integral of f up to x + 1/2 less f'(x + 1/2) / 24 and what is below 10^-16
 * (Euler and Maclaurin). */
#include "base/fail.h"
#include "stats/tail.h"

enum { HYPER_CELLS = 4, HYPER_FAR = 40 };

/* +1 for cells that grow with the first, -1 for those that shrink. */
static const int32_t hyper_way[HYPER_CELLS] = {1, -1, -1, 1};

typedef struct hyper_table {
    int64_t cell[HYPER_CELLS];
    kf_real expected[HYPER_CELLS];
    kf_real apart; /* cell - expected, times hyper_way the same for all */
    kf_real margins;
    kf_real deviation; /* standard, of the first cell */
} hyper_table;

static kf_real hyper_share(int64_t a, int64_t b, int64_t N)
{
    return kf_real_wide_quotient(kf_i128_mul(a, b), kf_i128_of(N));
}

static hyper_table hyper_of(int64_t x, int64_t n, int64_t bad, int64_t N)
{
    hyper_table table = {{x, bad - x, n - x, N - bad - n + x},
                         {hyper_share(bad, n, N), hyper_share(bad, N - n, N),
                          hyper_share(N - bad, n, N), hyper_share(N - bad, N - n, N)},
                         {0, 0, 0},
                         {0, 0, 0},
                         {0, 0, 0}};
    const int64_t margins[HYPER_CELLS] = {bad, N - bad, n, N - n};
    kf_i128 apart = kf_i128_add(kf_i128_mul(x, N), kf_i128_neg(kf_i128_mul(bad, n)));
    table.apart = kf_real_wide_quotient(apart, kf_i128_of(N));
    table.margins = kf_real_neg(kf_factorial_rest(kf_real_of(N)));
    for (int32_t i = 0; i < HYPER_CELLS; i++)
        table.margins = kf_real_add(table.margins, kf_factorial_rest(kf_real_of(margins[i])));
    table.deviation = kf_real_sqrt(
        kf_real_mul(table.expected[0],
                    kf_real_wide_quotient(kf_i128_mul(N - bad, N - n), kf_i128_mul(N, N - 1))));
    return table;
}

/* P(X = x + by), by a real number */
static kf_real hyper_density(const hyper_table *table, kf_real by)
{
    kf_real power = table->margins, apart = kf_real_add(table->apart, by);
    for (int32_t i = 0; i < HYPER_CELLS; i++) {
        int32_t grows = hyper_way[i] > 0;
        kf_real cell = kf_real_add(kf_real_of(table->cell[i]), grows ? by : kf_real_neg(by));
        power = kf_real_sub(power, kf_factorial_rest(cell));
        power = kf_real_sub(
            power, kf_deviance(cell, table->expected[i], grows ? apart : kf_real_neg(apart)));
    }
    return kf_real_exp(power);
}

/* ---- Term by term --------------------------------------------------------------------------- */

/* P(X <= x) (way -1) or P(X >= x) (way 1): cells that shrink are multiplied away, cells that grow
 * divide. So far out that the first term is 0, so are all others. */
static kf_real hyper_sum(const hyper_table *table, int32_t way)
{
    const int64_t *cell = table->cell;
    int64_t less[2] = {cell[way > 0 ? 1 : 0], cell[way > 0 ? 2 : 3]};
    int64_t more[2] = {cell[way > 0 ? 0 : 1], cell[way > 0 ? 3 : 2]};
    kf_real term = hyper_density(table, kf_real_of(0)), sum = term;
    for (; term.sign && less[0] > 0 && less[1] > 0; less[0]--, less[1]--) {
        more[0]++;
        more[1]++;
        term = kf_real_mul(term, kf_real_wide_quotient(kf_i128_mul(less[0], less[1]),
                                                       kf_i128_mul(more[0], more[1])));
        sum = kf_real_add(sum, term);
        if (kf_real_compare(term, kf_real_shift(sum, -70)) < 0)
            break;
    }
    return sum;
}

/* ---- By integration ------------------------------------------------------------------------- */

/* Nodes and weights of Gauss and Legendre, 12 points, the positive half. */
static const struct {
    kf_real node, weight;
} hyper_gauss[] = {
    {{0x803D2FC7B18720A2u, -66, 1}, {0xFF206736A7812B65u, -66, 1}}, /* 0.12523341 0.24914705 */
    {{0xBC546905458CE963u, -65, 1}, {0xEF18AAE12B55A8E1u, -66, 1}}, /* 0.36783150 0.23349254 */
    {{0x965A782E03BFC56Fu, -64, 1}, {0xD00B1F358D5B8F21u, -66, 1}}, /* 0.58731795 0.20316743 */
    {{0xC5185776C479AF9Bu, -64, 1}, {0xA3EB92C7916C7984u, -66, 1}}, /* 0.76990267 0.16007833 */
    {{0xE7743A7FDC459C3Fu, -64, 1}, {0xDB03015E730C0A7Du, -67, 1}}, /* 0.90411726 0.10693933 */
    {{0xFB478EC721740884u, -64, 1}, {0xC13AECEF536C775Au, -68, 1}}, /* 0.98156063 0.04717534 */
};
enum { HYPER_NODES = sizeof hyper_gauss / sizeof *hyper_gauss };

/* The integral over middle - half .. middle + half. */
static kf_real hyper_panel(const hyper_table *table, kf_real middle, kf_real half)
{
    kf_real sum = kf_real_of(0);
    for (int32_t i = 0; i < HYPER_NODES; i++) {
        kf_real step = kf_real_mul(half, hyper_gauss[i].node);
        kf_real pair = kf_real_add(hyper_density(table, kf_real_add(middle, step)),
                                   hyper_density(table, kf_real_sub(middle, step)));
        sum = kf_real_add(sum, kf_real_mul(hyper_gauss[i].weight, pair));
    }
    return kf_real_mul(sum, half);
}

/* By how much the integral up to x + 1/2 is more than the sum. */
static kf_real hyper_edge(const hyper_table *table)
{
    kf_real f[4];
    for (int32_t i = 0; i < 4; i++)
        f[i] = hyper_density(table, kf_real_of(i - 1));
    kf_real first = kf_real_sub(f[2], f[1]);
    kf_real third = kf_real_sub(kf_real_sub(f[3], f[0]), kf_real_mul(kf_real_of(3), first));
    return kf_real_sub(kf_real_div(first, kf_real_of(24)),
                       kf_real_mul(kf_real_quotient(17, 5760), third));
}

/* From x + 1/2 away from the mean, in panels of a standard deviation. */
static kf_real hyper_integral(const hyper_table *table, int32_t way)
{
    kf_real half = kf_real_shift(table->deviation, -1), width = table->deviation;
    kf_real middle, sum = kf_real_of(0);
    if (way < 0)
        width = kf_real_neg(width);
    middle = kf_real_add(kf_real_quotient(1, 2), kf_real_shift(width, -1));
    for (int32_t panel = 0; panel < HYPER_FAR; panel++) {
        kf_real part = hyper_panel(table, middle, half);
        sum = kf_real_add(sum, part);
        if (kf_real_compare(part, kf_real_shift(sum, -70)) < 0)
            break;
        middle = kf_real_add(middle, width);
    }
    kf_real edge = hyper_edge(table);
    return way < 0 ? kf_real_sub(sum, edge) : kf_real_add(sum, edge);
}

/* ---- Tails ---------------------------------------------------------------------------------- */

static int32_t hyper_is_wide(const hyper_table *table)
{
    return kf_real_compare(table->deviation, kf_real_of(1024)) > 0;
}

/* The tail away from the mean of a wide one: beyond 40 deviations it is below e^-400. */
static kf_real hyper_far(const hyper_table *table, int32_t way)
{
    kf_real size = table->apart;
    size.sign = size.sign ? 1 : 0;
    if (kf_real_compare(size, kf_real_mul(table->deviation, kf_real_of(HYPER_FAR))) > 0)
        return kf_real_of(0);
    return hyper_integral(table, way);
}

kf_tails kf_hypergeometric_tails(int64_t x, int64_t n, int64_t bad, int64_t N)
{
    const kf_real one = kf_real_of(1), zero = kf_real_of(0);
    int64_t least = n + bad - N > 0 ? n + bad - N : 0, most = n < bad ? n : bad;
    kf_tails tails = {x >= most ? one : zero, x >= most ? zero : one};
    if (x < least || x >= most)
        return tails;
    hyper_table table = hyper_of(x, n, bad, N);
    int32_t wide = hyper_is_wide(&table);
    if (table.apart.sign <= 0) {
        tails.below = wide ? hyper_far(&table, -1) : hyper_sum(&table, -1);
        tails.above = kf_real_sub(one, tails.below);
        return tails;
    }
    if (!wide)
        table = hyper_of(x + 1, n, bad, N);
    tails.above = wide ? hyper_far(&table, 1) : hyper_sum(&table, 1);
    tails.below = kf_real_sub(one, tails.above);
    return tails;
}

kf_real kf_hypergeometric_at(int64_t x, int64_t n, int64_t bad, int64_t N)
{
    hyper_table table = hyper_of(x, n, bad, N);
    return hyper_density(&table, kf_real_of(0));
}

kefu_status kefu_hypergeometric_below(int64_t x, int64_t n, int64_t bad, int64_t N, int64_t *p,
                                      kefu_error *error)
{
    if (!p)
        return kf_fail(error, KEFU_E_ARGUMENT, "p: NULL");
    if (N < 0 || N > KF_MOST_COUNT)
        return kf_fail(error, KEFU_E_ARGUMENT, "N: %i is not within 0..2^40", N);
    if (n < 0 || n > N)
        return kf_fail(error, KEFU_E_ARGUMENT, "n: %i is not within 0..N (%i)", n, N);
    if (bad < 0 || bad > N)
        return kf_fail(error, KEFU_E_ARGUMENT, "bad: %i is not within 0..N (%i)", bad, N);
    if (!kf_real_round(kf_hypergeometric_tails(x, n, bad, N).below, 9, p))
        return kf_fail(error, KEFU_E_INTERNAL, "hypergeometric tail: no result");
    return KEFU_OK;
}
