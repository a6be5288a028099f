/* acceptance.c - the smallest plan of inspection that keeps two risks: options, results, and why
 * there is none. */
#include "base/fail.h"
#include "stats/acceptance.h"

enum { ACCEPT_MOST = 1000000, ACCEPT_FINE_PER_UNIT = 1000000 };

/* ---- Options -------------------------------------------------------------------------------- */

static kefu_status accept_check_rates(const kefu_acceptance_options *o, kefu_error *error)
{
    int32_t one_sided = o->good == 0 && o->good_risk == 0;
    if (o->bad <= 0 || o->bad > KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "bad: %i is not above 0 and within 1 (in billionths)", o->bad);
    if (o->bad_risk <= 0 || o->bad_risk >= KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "bad_risk: %i is not between 0 and 1 (in billionths)", o->bad_risk);
    if (o->good < 0 || o->good >= o->bad)
        return kf_fail(error, KEFU_E_ARGUMENT, "good: %i is not within 0 .. below bad (%i)",
                       o->good, o->bad);
    if (!one_sided && (o->good_risk <= 0 || o->good_risk >= KEFU_BILLION))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "good_risk: %i is not between 0 and 1 (in billionths)", o->good_risk);
    return KEFU_OK;
}

static kefu_status accept_check_counts(const kefu_acceptance_options *o, kefu_error *error)
{
    if (o->population < 0 || o->population > KF_MOST_COUNT)
        return kf_fail(error, KEFU_E_ARGUMENT, "population: %i is not within 0..2^40",
                       o->population);
    if (o->accept < 0 || (o->accept && !o->has_accept))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "accept: %i, expected 0, 1 ... together with has_accept", o->accept);
    if (o->most < 0 || o->most > KF_MOST_COUNT)
        return kf_fail(error, KEFU_E_ARGUMENT, "most: %i is not within 0..2^40", o->most);
    return KEFU_OK;
}

/* How many of N a rate is: rounded up for `bad`, down for `good`. */
static int64_t accept_count(int64_t rate, int64_t N, int32_t up)
{
    int64_t count = 0, rest = 0; /* at most N */
    kf_i128_floor_div(kf_i128_mul(rate, N), KEFU_BILLION, &count, &rest);
    return count + (up && rest ? 1 : 0);
}

static kf_accept_search accept_prepare(const kefu_acceptance_options *o)
{
    kf_accept_search search = {
        o->good, o->bad, o->population, o->most ? o->most : ACCEPT_MOST, 0, 0, 0, 0, 0};
    if (o->population) {
        search.good = accept_count(o->good, o->population, 0);
        search.bad = accept_count(o->bad, o->population, 1);
        if (search.most > o->population)
            search.most = o->population;
    }
    search.one_sided = o->good == 0 && o->good_risk == 0;
    search.pass_good = KF_ACCEPT_CERTAIN - o->good_risk * ACCEPT_FINE_PER_UNIT;
    search.pass_bad = o->bad_risk * ACCEPT_FINE_PER_UNIT;
    return search;
}

/* ---- Results -------------------------------------------------------------------------------- */

/* "0.9312" of 10^-15, cut or rounded up away from the limit that it does not reach. */
typedef struct accept_digits {
    char text[8];
} accept_digits;

static accept_digits accept_show(int64_t fine, int32_t up)
{
    const int64_t unit = KF_ACCEPT_CERTAIN / 10000;
    accept_digits digits = {"0.0000"};
    int64_t left = fine / unit + (up && fine % unit ? 1 : 0);
    for (int32_t i = 5; i > 1; i--, left /= 10)
        digits.text[i] = (char)('0' + left % 10);
    digits.text[0] = (char)('0' + left);
    return digits;
}

static kefu_status accept_none(kf_accept_search *search, const kf_accept_found *near,
                               kefu_error *error)
{
    if (near->n <= search->most) {
        accept_digits is = accept_show(near->pass_good, 0),
                      want = accept_show(search->pass_good, 0);
        return kf_fail(error, KEFU_E_INFEASIBLE,
                       "no plan of at most %i: n %i and accept %i come near, but let good ones "
                       "pass with %s, not %s; allow more to inspect or to accept, or set good and "
                       "bad further apart",
                       search->most, near->n, near->accept, is.text, want.text);
    }
    accept_digits is =
        accept_show(kf_accept_fine(search, search->most, near->accept, search->bad), 1);
    accept_digits want = accept_show(search->pass_bad, 0);
    return kf_fail(
        error, KEFU_E_INFEASIBLE,
        "no plan of at most %i: the nearest, n %i and accept %i, lets bad ones pass with "
        "%s, not %s; allow more, or a greater risk",
        search->most, search->most, near->accept, is.text, want.text);
}

static kefu_status accept_give(kf_accept_search *search, const kf_accept_found *found,
                               kefu_acceptance *out, kefu_error *error)
{
    kefu_acceptance plan = {sizeof plan, found->n, found->accept, 0, 0};
    if (!kf_real_round(kf_accept_passes(search, found->n, found->accept, search->good), 9,
                       &plan.pass_good) ||
        !kf_real_round(kf_accept_passes(search, found->n, found->accept, search->bad), 9,
                       &plan.pass_bad))
        return kf_fail(error, KEFU_E_INTERNAL, "acceptance plan: no result");
    kefu_status status = kf_give(out, &plan, sizeof plan);
    return status ? kf_fail(error, status, "out->struct_size: set it to sizeof *out") : KEFU_OK;
}

kefu_status kefu_acceptance_plan(const kefu_acceptance_options *options, kefu_acceptance *out,
                                 kefu_error *error)
{
    kefu_acceptance_options o;
    kf_accept_found found;
    if (!options)
        return kf_fail(error, KEFU_E_ARGUMENT, "options: NULL");
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "out: NULL");
    kefu_status status = kf_take(&o, sizeof o, options, error);
    if (!status && o.reserved0)
        status = kf_fail(error, KEFU_E_UNSUPPORTED, "options: reserved0 is not 0");
    if (status || (status = accept_check_rates(&o, error)) ||
        (status = accept_check_counts(&o, error)))
        return status;
    kf_accept_search search = accept_prepare(&o);
    int32_t is = kf_accept_look(&search, o.accept, o.has_accept != 0, &found);
    if (search.failed)
        return kf_fail(error, KEFU_E_INTERNAL, "acceptance plan: no result");
    if (search.too_long)
        return kf_fail(
            error, KEFU_E_LIMIT,
            "good %i and bad %i: no plan found within the work that is worth while (n %i "
            "and accept %i come near); set them further apart, or a lower most",
            o.good, o.bad, found.n, found.accept);
    return is ? accept_give(&search, &found, out, error) : accept_none(&search, &found, error);
}
