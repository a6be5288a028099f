/* html.h - the parts of the HTML page of a sheet: style, sheet, slips. */
#ifndef KF_HTML_H
#define KF_HTML_H

#include "write/write.h"

/* Figures coloured against the peers of the rank group, in fifths; 0 = not compared. */
enum { KF_TONE_NONE = 0, KF_TONE_LOWEST = 1, KF_TONE_MIDDLE = 3, KF_TONE_HIGHEST = 5 };

typedef struct kf_page {
    kf_writer *w;
    int64_t rows;
    int32_t items;
    int32_t extras; /* 1: the card has adjustments or red lines */
    int64_t full;   /* millionths of points that fill a bar of the overview */
    uint8_t *tones; /* rows × items, KF_TONE_... */
} kf_page;

/* The text of the page's language. */
const char *kf_html_say(const kf_page *page, const char *zh, const char *en);
/* Text with everything escaped that means something in HTML, attributes included. */
void kf_html_text(kf_buffer *out, const char *text);
/* A weight with as many decimals; 0 or 2 are enough for one. */
void kf_html_weight(kf_buffer *out, int64_t millionths, int32_t digits);
int32_t kf_html_weight_digits(int64_t millionths);
/* All of the style sheet, without its tags. */
void kf_html_style(kf_buffer *out);
/* The total as a bar of its sections, `width` pixels for `full` millionths of points. */
void kf_html_bar(const kf_page *page, int64_t row, const kefu_sheet_row *of, int64_t full,
                 int32_t width);
/* How much of the weight has a figure behind it, where that is not all. */
void kf_html_coverage(const kf_page *page, int64_t coverage);
/* Id (unless it is the name), team and, if asked for, rank group of a person. */
void kf_html_belongs(const kf_page *page, const kefu_sheet_row *row, int32_t with_group);
/* What a row is marked with, or some of it. */
void kf_html_flags(const kf_page *page, int64_t row, uint32_t flags);
/* What adjustments and red lines of a row come to. */
typedef struct kf_html_extras {
    int32_t n, counting,
        pending; /* parts; of those that count, and of those that await a decision */
    int64_t points;
} kf_html_extras;
void kf_html_add_extra(const kf_page *page, const kefu_reason *reason, kf_html_extras *sum);
/* Of all that is no item, but the rounding of their sum. */
kf_html_extras kf_html_sum_extras(const kf_page *page, int64_t row);
/* 1 for a reason that it counts. */
int32_t kf_html_is_beside(const kefu_reason *reason);
/* NULL, or why hits count for nothing: a decision is pending, or they were rejected. */
const char *kf_html_idle(const kf_page *page, const kefu_reason *reason);
/* What sections outside the 100 are called. */
const char *kf_html_bonus(const kf_page *page);
/* The points of extras, or why there are none. */
void kf_html_extras_points(const kf_page *page, const kf_html_extras *extras);
/* Points of one section in a row. */
int64_t kf_html_section_points(const kf_page *page, int64_t row, const kefu_card_part *section);

/* Fills page->tones. */
kefu_status kf_html_tones(kf_page *page, const kf_memory *memory);
/* The overview of all people, with findings and legend. */
void kf_html_sheet(kf_page *page);
/* The digits, KF_HTML_DIGITS or more, with which the points of a slip add up to what they are shown
 * to add up to; its table; points with so many. */
enum { KF_HTML_DIGITS = 2 };
int32_t kf_html_digits(const kf_page *page, int64_t row, const kefu_sheet_row *of);
void kf_html_lines(kf_page *page, int64_t row, const kefu_sheet_row *of, int32_t digits);
void kf_html_points(kf_buffer *out, int64_t millionths, int32_t digits, int32_t with_sign);
/* Badges and streaks with what is missing; those that hold, as marks. */
void kf_html_awards(const kf_page *page, int64_t row);
void kf_html_held(const kf_page *page, int64_t row);
/* At most three changes that give more. */
void kf_html_next_steps(kf_page *page, int64_t row, const kefu_sheet_row *of);
/* What of a row is below the floor: the total, items. */
void kf_html_below(const kf_page *page, int64_t row, const kefu_sheet_row *of);
/* Everybody for whom an improvement plan is due. */
void kf_html_plan(kf_page *page);
/* The slip of one person: that person's rows and nothing of anybody else. */
void kf_html_slip(kf_page *page, int64_t row);

#endif
