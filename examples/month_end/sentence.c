/* sentence.c - the library's sentences, which may be as long as their evidence. */
#include "month_end.h"

enum { FIRST_TRY = 512 };

char *sentence_text(const sentence *s)
{
    size_t need = 0;
    char *text = grow(NULL, FIRST_TRY);
    *text = '\0';
    if (s->make(s, text, FIRST_TRY, &need) == KEFU_OK && need > FIRST_TRY) {
        text = grow(text, need);
        (void)s->make(s, text, need, &need);
    }
    return text;
}

static kefu_status make_reason(const sentence *s, char *out, size_t capacity, size_t *need)
{
    return kefu_sheet_reason_text(s->of, s->row, s->index, s->language, out, capacity, need);
}

char *reason_sentence(const kefu_sheet *sheet, int64_t row, int32_t index, int language)
{
    const sentence s = {
        .make = make_reason, .of = sheet, .row = row, .index = index, .language = language};
    return sentence_text(&s);
}

static kefu_status make_holds(const sentence *s, char *out, size_t capacity, size_t *need)
{
    return kefu_sheet_holds_text(s->of, s->row, s->kind, s->index, s->language, out, capacity,
                                 need);
}

char *holds_sentence(const kefu_sheet *sheet, int64_t row, int32_t kind, int32_t index,
                     int language)
{
    const sentence s = {.make = make_holds,
                        .of = sheet,
                        .row = row,
                        .kind = kind,
                        .index = index,
                        .language = language};
    return sentence_text(&s);
}

static kefu_status make_what_if(const sentence *s, char *out, size_t capacity, size_t *need)
{
    return kefu_sheet_what_if_text(s->of, s->row, s->what, s->language, out, capacity, need);
}

char *what_if_sentence(const kefu_sheet *sheet, int64_t row, const kefu_what_if *what, int language)
{
    const sentence s = {
        .make = make_what_if, .of = sheet, .row = row, .what = what, .language = language};
    return sentence_text(&s);
}

static kefu_status make_change(const sentence *s, char *out, size_t capacity, size_t *need)
{
    return kefu_diff_text(s->of, s->row, s->language, out, capacity, need);
}

char *change_sentence(const kefu_diff *diff, int64_t index, int language)
{
    const sentence s = {.make = make_change, .of = diff, .row = index, .language = language};
    return sentence_text(&s);
}

static kefu_status make_pay(const sentence *s, char *out, size_t capacity, size_t *need)
{
    return kefu_payroll_text(s->of, s->row, s->index, s->language, out, capacity, need);
}

char *pay_sentence(const kefu_payroll *payroll, int64_t row, int32_t part, int language)
{
    const sentence s = {
        .make = make_pay, .of = payroll, .row = row, .index = part, .language = language};
    return sentence_text(&s);
}

static kefu_status make_award(const sentence *s, char *out, size_t capacity, size_t *need)
{
    return kefu_awards_text(s->of, s->row, s->language, out, capacity, need);
}

char *award_sentence(const kefu_awards *awards, int64_t index, int language)
{
    const sentence s = {.make = make_award, .of = awards, .row = index, .language = language};
    return sentence_text(&s);
}
