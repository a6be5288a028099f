/* acceptance_search.c - the least plan that keeps two risks, by an exact search over all of them.
 *
 * accept c goes with the least n(c) that stops bad ones; n(c) rises with c, so that the first c
 * whose plan passes good ones has the least n of all. Two bounds leave out most of them:
 *
 * Near by, n(c + j) is n(c) + j at least (who inspects one more finds one more at most), so that c
 * + j of n(c) + j passes at least as many good ones as the plan of c + j; that rises with j.
 *
 * Far away, if c of n(c) - 1 passes too few good ones, so does every plan up to c. For let c' < c.
 * At most c' of n' bad means that the (c' + 1)-th smallest of n' uniform numbers lies above the
 * rate (without putting back: of n' places drawn from N). The densities of two such order
 * statistics, (c' + 1)-th of n' and (c + 1)-th of n, have a log-concave ratio, so their
 * distributions cross once at most, the second below the first up to there. At `bad` it still is
 * below: n' = n(c') stops bad ones, n = n(c) - 1 does not. So it is at `good`, which comes before:
 * c' of n(c') passes at most as many good ones as c of n(c) - 1. */
#include "stats/acceptance.h"

/* ---- What a plan does ----------------------------------------------------------------------- */

kf_real kf_accept_passes(const kf_accept_search *search, int64_t n, int64_t accept, int64_t rate)
{
    return search->N ? kf_hypergeometric_tails(accept, n, rate, search->N).below
                     : kf_binomial_tails(accept, n, rate).below;
}

int64_t kf_accept_fine(kf_accept_search *search, int64_t n, int64_t accept, int64_t rate)
{
    int64_t fine = KF_ACCEPT_CERTAIN;
    if (!kf_real_round(kf_accept_passes(search, n, accept, rate), KF_ACCEPT_SCALE, &fine))
        search->failed = 1;
    return fine;
}

static int32_t accept_stops_bad(kf_accept_search *search, int64_t n, int64_t accept)
{
    return kf_accept_fine(search, n, accept, search->bad) <= search->pass_bad;
}

static int32_t accept_passes_good(kf_accept_search *search, int64_t n, int64_t accept)
{
    return kf_accept_fine(search, n, accept, search->good) >= search->pass_good;
}

/* ---- The least n for an accept -------------------------------------------------------------- */

/* The least n above `fails` that stops bad ones, or most + 1: passing falls with n. Looks around
 * `n` first. */
static int64_t accept_least(kf_accept_search *search, int64_t fails, int64_t accept, int64_t n)
{
    int64_t stops = search->most + 1, step = 1;
    while (stops - fails > 1) {
        if (n <= fails || n >= stops)
            n = fails + (stops - fails) / 2;
        if (accept_stops_bad(search, n, accept)) {
            stops = n;
            n -= step;
        } else {
            fails = n;
            n += step;
        }
        step *= 2;
    }
    return stops;
}

/* Where n(accept) will be: what is expected bad of it exceeds accept as that of `at` does, in
 * proportion to the root. */
static int64_t accept_guess(const kf_accept_search *search, const kf_accept_found *at,
                            int64_t accept)
{
    int64_t guess = search->most;
    kf_real rate = kf_real_quotient(search->bad, search->N ? search->N : KEFU_BILLION);
    kf_real more = kf_real_sub(kf_real_mul(kf_real_of(at->n), rate), kf_real_of(at->accept));
    kf_real root = kf_real_sqrt(kf_real_quotient(accept + 1, at->accept + 1));
    kf_real bad = kf_real_add(kf_real_of(accept), kf_real_mul(more, root));
    (void)kf_real_round(kf_real_div(bad, rate), 0, &guess);
    return guess < search->most ? guess : search->most;
}

static kf_accept_found accept_plan_of(kf_accept_search *search, const kf_accept_found *from,
                                      int64_t accept)
{
    kf_accept_found plan = {0, accept, -1};
    plan.n = accept_least(search, from->n + (accept - from->accept) - 1, accept,
                          accept_guess(search, from, accept));
    return plan;
}

/* ---- Those that need no look ---------------------------------------------------------------- */

/* Near by: the next accept after one whose plan lets too few good ones pass. */
static int64_t accept_next(kf_accept_search *search, const kf_accept_found *at)
{
    int64_t fails = 0, enough = search->most - at->n + 1, j = 1;
    while (enough - fails > 1) {
        if (j >= enough)
            j = fails + (enough - fails) / 2;
        if (accept_passes_good(search, at->n + j, at->accept + j))
            enough = j;
        else
            fails = j;
        j *= 2;
    }
    return at->accept + enough;
}

static int32_t accept_is_beyond(kf_accept_search *search, const kf_accept_found *plan)
{
    return plan->n > search->most || accept_passes_good(search, plan->n, plan->accept);
}

static int32_t accept_leaves_out(kf_accept_search *search, const kf_accept_found *plan)
{
    return plan->n <= search->most && !accept_passes_good(search, plan->n - 1, plan->accept);
}

/* Far away: *at becomes the last plan found that none before it nor itself does. */
static void accept_leap(kf_accept_search *search, kf_accept_found *at)
{
    kf_accept_found end = *at;
    do {
        kf_accept_found plan = accept_plan_of(search, &end, 2 * end.accept + 1);
        if (accept_leaves_out(search, &plan))
            *at = plan;
        end = plan;
    } while (!search->failed && !accept_is_beyond(search, &end));
    while (!search->failed && end.accept - at->accept > 1) {
        kf_accept_found plan =
            accept_plan_of(search, at, at->accept + (end.accept - at->accept) / 2);
        if (accept_leaves_out(search, &plan))
            *at = plan;
        else
            end = plan;
    }
}

/* ---- The search ----------------------------------------------------------------------------- */

/* A leap costs some hundred tails: first look whether the plan is near. */
static int32_t accept_is_far(int64_t looks) { return looks == 4 || looks == 64 || looks == 1024; }

/* A tail takes some accept^(2/5) steps. */
static int32_t accept_takes_too_long(int64_t looks, int64_t accept)
{
    int32_t bits = 0;
    for (; accept; accept >>= 1)
        bits++;
    return looks > INT64_C(1) << 18 >> 2 * bits / 5;
}

static void accept_note(kf_accept_search *search, kf_accept_found *plan, kf_accept_found *near)
{
    plan->pass_good = search->one_sided
                          ? KF_ACCEPT_CERTAIN
                          : kf_accept_fine(search, plan->n, plan->accept, search->good);
    if (plan->pass_good > near->pass_good)
        *near = *plan;
}

int32_t kf_accept_look(kf_accept_search *search, int64_t accept, int32_t only,
                       kf_accept_found *near)
{
    kf_accept_found at = {search->most + 1, accept, -1};
    *near = at;
    if (accept < search->most)
        at.n = accept_least(search, accept, accept, accept + 1);
    for (int64_t looks = 1; at.n <= search->most && !search->failed; looks++) {
        accept_note(search, &at, near);
        if (at.pass_good >= search->pass_good || only)
            return at.pass_good >= search->pass_good;
        if (accept_takes_too_long(looks, at.accept)) {
            search->too_long = 1;
            return 0;
        }
        if (accept_is_far(looks)) {
            accept_leap(search, &at);
            accept_note(search, &at, near);
        }
        at = accept_plan_of(search, &at, accept_next(search, &at));
    }
    return 0;
}
