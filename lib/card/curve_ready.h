/* curve_ready.h - a curve made ready for a column whose figures share one denominator: bounds
 * become integers that a numerator is compared with, lines become one multiplication and one
 * division. */
#ifndef KF_CURVE_READY_H
#define KF_CURVE_READY_H

#include "card/curve.h"

enum { KF_READY_PARTS = 32 };

/* Numerators from[i] .. from[i+1] - 1 give (base + rise × numerator) / below millionths, or
 * `points` where rise is 0. from[0] is INT64_MIN. */
typedef struct kf_ready_curve {
    int32_t n;
    int64_t from[KF_READY_PARTS];
    struct kf_ready_part {
        int64_t base, rise, below, points;
    } part[KF_READY_PARTS];
} kf_ready_curve;

/* 1 if the curve × factor can be made ready for figures num/den: of steps without lines, and
 * of knots without ends that go on; not of many parts, nor where numbers could leave 64 bits. */
int32_t kf_curve_make_ready(const kf_curve *curve, int64_t den, kf_factor factor,
                            kf_ready_curve *out);

/* What kf_curve_points gives for num/den. */
static inline int64_t kf_ready_points(const kf_ready_curve *ready, int64_t num)
{
    int32_t at = 0;
    for (int32_t i = 1; i < ready->n; i++)
        at += num >= ready->from[i];
    const struct kf_ready_part *part = &ready->part[at];
    if (!part->rise)
        return part->points;
    int64_t line = part->base + part->rise * num;
    int64_t size = line < 0 ? -line : line;
    int64_t points = (int64_t)((uint64_t)(2 * size + part->below) / (uint64_t)(2 * part->below));
    return line < 0 ? -points : points;
}

#endif
