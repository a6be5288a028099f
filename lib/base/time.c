/* time.c - civil dates and times; see time.h. */
#include "base/time.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

enum {
    TIME_FIRST_DAY = -719162, /* 0001-01-01 */
    TIME_LAST_DAY = 2932896,  /* 9999-12-31 */
    TIME_MARCH_0000 = 719468, /* days from 0000-03-01 to 1970-01-01 */
    TIME_DAY_SECONDS = 86400
};

/* ---- Days and civil dates -------------------------------------------------------------------- */

static int32_t time_is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t time_month_days(int32_t year, int32_t month)
{
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && time_is_leap(year));
}

/* Days from 0001-01-01 to the first of January of a year. */
static int32_t time_days_before_year(int32_t year)
{
    int32_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

int32_t kf_days_of(int32_t year, int32_t month, int32_t day, int32_t *days)
{
    int32_t sum;
    if (year < 1 || year > 9999 || month < 1 || month > 12)
        return 0;
    if (day < 1 || day > time_month_days(year, month))
        return 0;
    sum = TIME_FIRST_DAY + time_days_before_year(year) + day - 1;
    for (int32_t m = 1; m < month; m++)
        sum += time_month_days(year, m);
    *days = sum;
    return 1;
}

/* Eras of 400 years that begin on the first of March, so that the leap day is the last of its year
 * (H. Hinnant, chrono-Compatible Low-Level Date Algorithms). */
int32_t kf_civil_of(int32_t days, int32_t *year, int32_t *month, int32_t *day)
{
    int32_t era, day_of_era, year_of_era, day_of_year, shifted;
    if (days < TIME_FIRST_DAY || days > TIME_LAST_DAY)
        return 0;
    days += TIME_MARCH_0000;
    era = days / 146097;
    day_of_era = days % 146097;
    year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    shifted = (5 * day_of_year + 2) / 153;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *year = era * 400 + year_of_era + (*month <= 2);
    return 1;
}

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct time_cursor {
    const char *at;
    size_t left;
} time_cursor;

static void time_skip(time_cursor *c, size_t size)
{
    c->at += size;
    c->left -= size;
}

/* Reads up to `most` digits: how many there were. */
static int32_t time_digits(time_cursor *c, int32_t most, int32_t *value)
{
    int32_t n = 0;
    *value = 0;
    while (n < most && c->left && *c->at >= '0' && *c->at <= '9') {
        *value = *value * 10 + (*c->at - '0');
        time_skip(c, 1);
        n++;
    }
    return n;
}

static int32_t time_literal(time_cursor *c, const char *literal)
{
    size_t size = strlen(literal);
    if (c->left < size || (size && memcmp(c->at, literal, size) != 0))
        return 0;
    time_skip(c, size);
    return 1;
}

/* What follows the year, the month and the day. */
static const char *const time_date_forms[][3] = {
    {"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};

static int32_t time_separated_date(time_cursor *c, int32_t year, int32_t *days)
{
    int32_t month, day;
    for (size_t i = 0; i < sizeof time_date_forms / sizeof *time_date_forms; i++) {
        const char *const *form = time_date_forms[i];
        if (!time_literal(c, form[0]))
            continue;
        return time_digits(c, 2, &month) && time_literal(c, form[1]) && time_digits(c, 2, &day) &&
               time_literal(c, form[2]) && kf_days_of(year, month, day, days);
    }
    return 0;
}

static int32_t time_date(time_cursor *c, int32_t *days)
{
    int32_t value, digits = time_digits(c, 8, &value);
    if (digits == 8)
        return kf_days_of(value / 10000, value / 100 % 100, value % 100, days);
    return digits == 4 && time_separated_date(c, value, days);
}

int32_t kf_parse_date(const char *text, size_t size, int32_t *days)
{
    time_cursor c = {text, size};
    int32_t got;
    if (!time_date(&c, &got) || c.left)
        return 0;
    *days = got;
    return 1;
}

/* The fraction of a second after its point, one to six digits, as microseconds. */
static int32_t time_fraction(time_cursor *c, int32_t *microseconds)
{
    int32_t digits = time_digits(c, 6, microseconds);
    for (int32_t i = digits; i < 6; i++)
        *microseconds *= 10;
    return digits > 0;
}

/* h:mm[:ss[.f]], the hour with one digit or two. */
static int32_t time_clock(time_cursor *c, int64_t *microseconds)
{
    int32_t hour, minute, second = 0, fraction = 0;
    if (!time_digits(c, 2, &hour) || !time_literal(c, ":") || time_digits(c, 2, &minute) != 2)
        return 0;
    if (time_literal(c, ":")) {
        if (time_digits(c, 2, &second) != 2)
            return 0;
        if (time_literal(c, ".") && !time_fraction(c, &fraction))
            return 0;
    }
    if (hour > 23 || minute > 59 || second > 59)
        return 0;
    *microseconds = ((int64_t)hour * 3600 + minute * 60 + second) * 1000000 + fraction;
    return 1;
}

/* Nothing, Z, or hours and minutes with a sign: seconds east of UTC. */
static int32_t time_zone(time_cursor *c, int32_t *offset)
{
    int32_t sign, hour, minute;
    if (!c->left)
        return 1;
    if (time_literal(c, "Z")) {
        *offset = 0;
        return 1;
    }
    sign = time_literal(c, "+") ? 1 : time_literal(c, "-") ? -1 : 0;
    if (!sign || time_digits(c, 2, &hour) != 2)
        return 0;
    time_literal(c, ":");
    if (time_digits(c, 2, &minute) != 2 || hour > 23 || minute > 59)
        return 0;
    *offset = sign * (hour * 3600 + minute * 60);
    return 1;
}

/* One space, several, or T. */
static int32_t time_gap(time_cursor *c)
{
    int32_t spaces = 0;
    if (time_literal(c, "T"))
        return 1;
    while (time_literal(c, " "))
        spaces = 1;
    return spaces;
}

int32_t kf_parse_time(const char *text, size_t size, int32_t offset, int64_t *microseconds)
{
    const int64_t second = 1000000, day = TIME_DAY_SECONDS * second;
    time_cursor c = {text, size};
    int32_t days;
    int64_t clock = 0, at;
    if (!time_date(&c, &days))
        return 0;
    if (c.left && !(time_gap(&c) && time_clock(&c, &clock) && time_zone(&c, &offset) && !c.left))
        return 0;
    at = days * day + clock - offset * second;
    if (at < TIME_FIRST_DAY * day || at >= (TIME_LAST_DAY + 1) * day)
        return 0;
    *microseconds = at;
    return 1;
}

/* ---- Public ---------------------------------------------------------------------------------- */

kefu_status KEFU_CALL kefu_date_parse(const char *text, size_t size, int32_t *days,
                                      kefu_error *error)
{
    if ((!text && size) || !days)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_date_parse: %s is NULL",
                       days ? "text" : "days");
    if (kf_parse_date(text, size, days))
        return KEFU_OK;
    return kf_fail(error, KEFU_E_DATA,
                   "'%t' is not a date: expected one that exists, years 0001 to 9999, such as "
                   "2026-10-31, 2026/10/31, 2026.10.31, 20261031 or 2026年10月31日",
                   text, size > 40 ? kf_utf8_cut(text, size, 40) : size);
}

static void time_put_digits(char *out, int32_t n, int32_t value)
{
    for (; n > 0; n--, value /= 10)
        out[n - 1] = (char)('0' + value % 10);
}

kefu_status KEFU_CALL kefu_date_format(int32_t days, char *out, size_t capacity)
{
    int32_t year, month, day;
    if (!out || capacity < sizeof "2026-10-31" || !kf_civil_of(days, &year, &month, &day))
        return KEFU_E_ARGUMENT;
    time_put_digits(out, 4, year);
    time_put_digits(out + 5, 2, month);
    time_put_digits(out + 8, 2, day);
    out[4] = out[7] = '-';
    out[10] = 0;
    return KEFU_OK;
}
