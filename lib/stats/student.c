/* student.c - tails and quantiles of Student's t: with x = df / (df + t²) the two tails beyond t
 * are the beta distribution's of df / 2 and 1 / 2 below x. */
#include "base/fail.h"
#include "stats/tail.h"

kf_tails kf_t_tails(kf_real t, kf_real df)
{
    const kf_real half = kf_real_quotient(1, 2);
    kf_tails tails = {half, half};
    if (!t.sign)
        return tails;
    kf_real square = kf_real_mul(t, t), whole = kf_real_add(df, square);
    kf_real x = kf_real_div(df, whole), y = kf_real_div(square, whole);
    const kf_beta beta = kf_beta_of(kf_real_shift(df, -1), half);
    /* a y - b x = x (t² - 1) / 2 */
    kf_real apart = kf_real_shift(kf_real_mul(x, kf_real_sub(square, kf_real_of(1))), -1);
    kf_real far = kf_real_shift(kf_beta_tails(&beta, x, y, apart).below, -1);
    kf_real near = kf_real_sub(kf_real_of(1), far);
    tails.below = t.sign < 0 ? far : near;
    tails.above = t.sign < 0 ? near : far;
    return tails;
}

kf_real kf_t_reach(int64_t confidence, kf_real df)
{
    kf_real x, y;
    kf_beta_quantile(kf_real_shift(df, -1), kf_real_quotient(1, 2),
                     kf_billionths(KEFU_BILLION - confidence), kf_billionths(confidence), &x, &y);
    return kf_real_sqrt(kf_real_div(kf_real_mul(df, y), x));
}

static kefu_status student_df(int64_t df, kefu_error *error)
{
    return df > 0 ? KEFU_OK
                  : kf_fail(error, KEFU_E_ARGUMENT, "df: %i millionths, expected more than 0", df);
}

kefu_status kefu_t_below(int64_t t, int64_t df, int64_t *p, kefu_error *error)
{
    if (!p)
        return kf_fail(error, KEFU_E_ARGUMENT, "p: NULL");
    kefu_status status = student_df(df, error);
    if (status)
        return status;
    if (!kf_real_round(kf_t_tails(kf_billionths(t), kf_real_quotient(df, 1000000)).below, 9, p))
        return kf_fail(error, KEFU_E_INTERNAL, "t tail: no result");
    return KEFU_OK;
}

kefu_status kefu_t_quantile(int64_t p, int64_t df, int64_t *t, kefu_error *error)
{
    int64_t size = 0;
    if (!t)
        return kf_fail(error, KEFU_E_ARGUMENT, "t: NULL");
    if (p <= 0 || p >= KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT, "p: %i is not between 0 and 1 (in billionths)", p);
    kefu_status status = student_df(df, error);
    if (status)
        return status;
    int64_t middle = 2 * p - KEFU_BILLION;
    kf_real df_real = kf_real_quotient(df, 1000000);
    if (middle && !kf_real_round(kf_t_reach(middle < 0 ? -middle : middle, df_real), 9, &size))
        return kf_fail(error, KEFU_E_OVERFLOW,
                       "t: beyond 9.2 thousand million with df %i millionths; ask for a p nearer "
                       "to 0.5",
                       df);
    *t = middle < 0 ? -size : size;
    return KEFU_OK;
}
