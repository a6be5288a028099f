/* curve_ready.h - a curve made ready for a column whose figures share one denominator: bounds
 * become integers that a numerator is compared with, lines become one multiplication and one
 * division. */
#ifndef KF_CURVE_READY_H
#define KF_CURVE_READY_H

#include "card/curve.h"

enum { KF_READY_PARTS = 32 };

/* Numerators from[i] .. from[i+1] - 1 give (base + rise × numerator) / below millionths, or
 * `points` where rise is 0 (then base / below is what they were rounded from, or below is 1).
 * from[0] is INT64_MIN. */
typedef struct kf_ready_curve {
    int32_t n;
    int64_t from[KF_READY_PARTS];
    struct kf_ready_part {
        int64_t base, rise, below, points;
        int32_t rest;    /* of points */
        double per_rest; /* of a line: rests are so many of what division leaves */
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

/* What kf_curve_scored gives. The rest of a line comes by one product of doubles, whose errors are
 * far below the KF_REST_ERROR that a rest may have: no rounding hangs on it. */
static inline kf_scored kf_ready_scored(const kf_ready_curve *ready, int64_t num)
{
    int32_t at = 0;
    for (int32_t i = 1; i < ready->n; i++)
        at += num >= ready->from[i];
    const struct kf_ready_part *part = &ready->part[at];
    kf_scored out = {part->points, part->rest};
    if (!part->rise)
        return out;
    int64_t line = part->base + part->rise * num;
    int64_t size = line < 0 ? -line : line;
    uint64_t twice = (uint64_t)(2 * size + part->below), by = (uint64_t)(2 * part->below);
    int64_t points = (int64_t)(twice / by);
    int64_t left = (int64_t)(twice % by) - part->below;
    int32_t rest = (int32_t)((double)left * part->per_rest);
    out.points = line < 0 ? -points : points;
    out.rest = line < 0 ? -rest : rest;
    return out;
}

#endif
