/* columns_double.c - the caller's doubles for curves over billionths.
 *
 * A double enters as its shortest decimal, rounded at nine. That never falls where the doubles
 * rise, so that "the decimal has reached this bound" is "the double has reached that one": which
 * one is found once, by the rule itself, and from then on a step is a comparison of doubles. */
#include <string.h>

#include "base/decimal.h"
#include "score/columns.h"

enum { DOUBLE_SCALE = 9, DOUBLE_RUN = 64 };

#define DOUBLE_MAGIC 0x1.8p52

/* ---- Bounds --------------------------------------------------------------------------------- */

/* Doubles by number, so that the next number is the next double; of both zeros 0. */
static int64_t double_number(double x)
{
    uint64_t image;
    memcpy(&image, &x, sizeof image);
    return image >> 63 ? -(int64_t)(image & (uint64_t)INT64_MAX) : (int64_t)image;
}

static double double_numbered(int64_t number)
{
    uint64_t image = number < 0 ? (uint64_t)-number | (uint64_t)1 << 63 : (uint64_t)number;
    double x;
    memcpy(&x, &image, sizeof x);
    return x;
}

static int32_t double_reaches(double x, int64_t billionths)
{
    int64_t entered;
    if (kf_from_double(x, DOUBLE_SCALE, &entered) == KF_TOO_BIG)
        return x > 0;
    return entered >= billionths;
}

/* The least double that enters as so many billionths or more; their size is below 2^51, so all who
 * might be are within one billionth of the quotient. */
static int32_t double_bound(double billionths, double *out)
{
    int64_t at = (int64_t)billionths;
    int64_t below = double_number((billionths - 1) / 1e9),
            reached = double_number(billionths / 1e9);
    if (double_reaches(double_numbered(below), at) || !double_reaches(double_numbered(reached), at))
        return 0;
    while (reached - below > 1) {
        int64_t middle = below + (reached - below) / 2;
        if (double_reaches(double_numbered(middle), at))
            reached = middle;
        else
            below = middle;
    }
    *out = double_numbered(reached);
    return 1;
}

int32_t kf_exact_bounds(kf_exact_curve *curve)
{
    if (curve->lines)
        return 0;
    for (int32_t i = 0; i < curve->steps; i++)
        if (!double_bound(curve->at[i], &curve->at[i]))
            return 0;
    return 1;
}

/* ---- Billionths ----------------------------------------------------------------------------- */

static int32_t double_entry_end(double billionths, double *out)
{
    int64_t entered;
    *out = billionths / 1e9;
    return kf_from_double(*out, DOUBLE_SCALE, &entered) == KF_EXACT &&
           (double)entered == billionths;
}

int32_t kf_exact_entry_make(const kf_exact_curve *curve, kf_exact_entry *out)
{
    double size = curve->most > -curve->least ? curve->most : -curve->least;
    if (!double_entry_end(curve->least, &out->least) ||
        !double_entry_end(curve->most, &out->most) || size + 1 >= KF_DOUBLE_SAFE)
        return 0;
    out->sure = 0.5 - (size + 1) * KF_DOUBLE_SLACK;
    return 1;
}

static inline double double_kept(double x, double least, double most)
{
    x = x > least ? x : least;
    return x < most ? x : most;
}

/* The rule of decimal.h in a loop without branches; 0 if a rounding is in doubt. */
static int32_t double_enter_run(const kf_exact_entry *entry, const double *restrict x,
                                int32_t count, double *restrict v)
{
    const double least = entry->least, most = entry->most, sure = entry->sure;
    int64_t doubts = 0;
    for (int32_t i = 0; i < count; i++) {
        double product = double_kept(x[i], least, most) * 1e9;
        double whole = product + DOUBLE_MAGIC - DOUBLE_MAGIC;
        double off = product - whole;
        v[i] = whole;
        doubts |= -(int64_t)(off >= sure) | -(int64_t)(off <= -sure);
    }
    return !doubts;
}

/* One by one. */
static void double_enter_all(const kf_exact_entry *entry, const double *x, int32_t count, double *v)
{
    for (int32_t i = 0; i < count; i++) {
        int64_t entered = 0;
        (void)kf_from_double(double_kept(x[i], entry->least, entry->most), DOUBLE_SCALE, &entered);
        v[i] = (double)entered;
    }
}

void kf_exact_enter(const kf_exact_entry *entry, const double *x, int32_t count, double *v)
{
    for (int32_t i = 0; i < count; i += DOUBLE_RUN) {
        int32_t run = count - i < DOUBLE_RUN ? count - i : DOUBLE_RUN;
        if (!double_enter_run(entry, x + i, run, v + i))
            double_enter_all(entry, x + i, run, v + i);
    }
}
