/* time.h - civil dates and times, proleptic Gregorian, years 1..9999. The environment's zone is
 * never read. */
#ifndef KF_TIME_H
#define KF_TIME_H

#include "kefu/base.h"

enum { KF_NO_DAY = INT32_MIN };

/* Days since 1970-01-01; 1 if the date exists, else 0. */
int32_t kf_days_of(int32_t year, int32_t month, int32_t day, int32_t *days);
/* 1 if `days` is within years 1..9999. */
int32_t kf_civil_of(int32_t days, int32_t *year, int32_t *month, int32_t *day);
/* A date as kefu_date_parse takes it; 1 or 0. *days is written only on success, here and below. */
int32_t kf_parse_date(const char *text, size_t size, int32_t *days);
/* A date, then one space, several, or T, then [h]h:mm[:ss[.f{1,6}]], then nothing, Z, or ±hh[:]mm:
 * microseconds UTC. Without a zone `offset` seconds east of UTC hold. A bare date is its midnight.
 * No leap seconds; the instant must be within years 1..9999 of UTC. 1 or 0. */
int32_t kf_parse_time(const char *text, size_t size, int32_t offset, int64_t *microseconds);

#endif
