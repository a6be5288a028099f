/* show.h - sentences with numbers as people read them, written to the caller's buffer in either
 * language. */
#ifndef KF_BASE_SHOW_H
#define KF_BASE_SHOW_H

#include "kefu/base.h"

typedef struct kf_show {
    char *out;
    size_t capacity, need; /* need: bytes so far, whether they fitted or not */
    int32_t language;
    char last; /* the last byte written */
} kf_show;

/* For kf_format: `to` is a kf_show. */
void kf_show_put(void *to, const char *bytes, size_t size);
/* The verbs of kf_fail. */
void kf_show_format(kf_show *show, const char *format, ...);
/* The text of the show's language. */
void kf_show_either(kf_show *show, const char *zh, const char *en);
/* Ends with NUL, cut at a character; the bytes it takes with the NUL. */
size_t kf_show_end(kf_show *show);

/* value × 10^-scale with thousands in groups and at least `digits` after the point. */
void kf_show_decimal(kf_show *show, int64_t value, int32_t scale, int32_t digits);
void kf_show_count(kf_show *show, int64_t value);
/* A share × 10^scale, rounded half away from zero; but what lies between 0 and 1 becomes neither:
 * 99.96 % is 99.9 with one digit, 0.04 % is 0.1. Fails as kefu_value_round. */
kefu_status kf_share_round(const kefu_value *share, int32_t scale, int64_t *out);
/* In Chinese a space between a Latin letter, digit or sign and the character that follows. */
void kf_show_space(kf_show *show);

#endif
