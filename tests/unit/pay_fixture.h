/* pay_fixture.h - plans, and people who are paid by them, from a few lines of text. */
#ifndef TESTS_PAY_FIXTURE_H
#define TESTS_PAY_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/pay.h"
#include "table/frame.h"

/* A card with one item that gives its figure as points; grades A from 90, B from 80, C below. */
#define PAY_CARD_WITH(more)                                                                        \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\","           \
    "\"metric\":\"points\",\"weight\":100,\"unit\":\"points\",\"direction\":\"higher\","           \
    "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}]}],"                            \
    "\"grades\":[{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"from\":80,\"below\":90},"              \
    "{\"id\":\"C\",\"below\":80}]" more "}"
#define PAY_CARD PAY_CARD_WITH("")

/* A plan in fen, or in other units of other currencies, with these parts. */
#define PLAN_IN(currency, exponent, parts, more)                                                   \
    "{\"format\":1,\"id\":\"t.pay/1\",\"currency\":\"" currency "\",\"exponent\":" exponent        \
    ",\"parts\":[" parts "]" more "}"
#define PLAN(parts)            PLAN_IN("CNY", "2", parts, "")
#define PLAN_MORE(parts, more) PLAN_IN("CNY", "2", parts, more)

static inline kefu_pay_plan *plan_of(const char *text)
{
    kefu_pay_plan *plan = NULL;
    kefu_error error = {0};
    if (kefu_pay_plan_from_json(NULL, NULL, text, strlen(text), &plan, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    return plan;
}

static inline kefu_card *pay_card_of(const char *text)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    if (kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    return card;
}

enum { PAY_MOST_METRICS = 4, PAY_MOST_PEOPLE = 24 };

/* Values of people: the first metric is "points", which the card reads. */
typedef struct pay_people {
    const char *metrics[PAY_MOST_METRICS];
    const char *units[PAY_MOST_METRICS]; /* NULL: count */
    struct {
        const char *person;
        kefu_value values[PAY_MOST_METRICS];
    } people[PAY_MOST_PEOPLE];
} pay_people;

static inline kefu_frame *pay_frame(const kefu_allocator *allocator, const pay_people *of)
{
    static const char *const key_names[] = {"person"};
    kf_memory memory;
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    if (kf_memory_init(&memory, allocator, NULL) ||
        kf_frame_maker_new(&memory, NULL, key_names, 1, &maker, NULL))
        return NULL;
    kefu_status status = KEFU_OK;
    for (int i = 0; i < PAY_MOST_PEOPLE && of->people[i].person && !status; i++) {
        kf_key key = kf_key_of(of->people[i].person, strlen(of->people[i].person));
        status = kf_frame_maker_row(maker, &key, NULL);
    }
    for (int m = 0; m < PAY_MOST_METRICS && of->metrics[m] && !status; m++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = of->metrics[m]};
        int32_t metric;
        info.unit = of->units[m] ? of->units[m] : "count";
        status = kf_frame_maker_metric(maker, &info, &metric, NULL);
        for (int i = 0; i < PAY_MOST_PEOPLE && of->people[i].person && !status; i++)
            kf_frame_maker_set(maker, i, metric, &of->people[i].values[m]);
    }
    if (status) {
        kf_frame_maker_free(maker);
        return NULL;
    }
    return kf_frame_maker_done(maker, &frame, NULL) ? NULL : frame;
}

typedef struct paid {
    kefu_pay_plan *plan;
    kefu_card *card;
    kefu_frame *frame;
    kefu_sheet *sheet;
    kefu_payroll *roll;
    kefu_error error;
    kefu_status status; /* of kefu_pay */
} paid;

static inline void paid_free(paid *p)
{
    kefu_payroll_free(p->roll);
    kefu_sheet_free(p->sheet);
    kefu_frame_free(p->frame);
    kefu_card_free(p->card);
    kefu_pay_plan_free(p->plan);
    memset(p, 0, sizeof *p);
}

/* Pays people by the plan and the card; `status` says how that went. */
static inline paid pay_with(const char *plan, const char *card, const pay_people *people,
                            const kefu_score_options *scoring, const kefu_batch *items)
{
    paid p = {.plan = plan_of(plan), .card = pay_card_of(card), .frame = pay_frame(NULL, people)};
    kefu_pay_options options = {.struct_size = sizeof options, .items = items};
    assert_non_null(p.frame);
    if (kefu_score(p.card, p.frame, scoring, &p.sheet, &p.error))
        fail_msg("%s", p.error.message);
    const kefu_sheet *sheets[] = {p.sheet};
    p.status = kefu_pay(p.plan, sheets, 1, p.frame, &options, &p.roll, &p.error);
    return p;
}

static inline paid pay_people_by(const char *plan, const pay_people *people)
{
    paid p = pay_with(plan, PAY_CARD, people, NULL, NULL);
    if (p.status)
        fail_msg("%s", p.error.message);
    return p;
}

static inline kefu_pay_amount paid_part(const paid *p, const char *person, int32_t part)
{
    kefu_pay_amount out = {.struct_size = sizeof out};
    int64_t row = -1;
    assert_int_equal(kefu_payroll_find(p->roll, person, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_payroll_amount(p->roll, row, part, &out), KEFU_OK);
    return out;
}

static inline kefu_pay_row paid_row(const paid *p, const char *person)
{
    kefu_pay_row out = {.struct_size = sizeof out};
    int64_t row = -1;
    assert_int_equal(kefu_payroll_find(p->roll, person, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_payroll_row(p->roll, row, &out), KEFU_OK);
    return out;
}

/* 123.45 yuan, and 90 points, as figures */
#define YUAN(fen)                                                                                  \
    {                                                                                              \
        fen, 100, -1, KEFU_VALUE_OK, 0                                                             \
    }
#define NUMBER(n)                                                                                  \
    {                                                                                              \
        n, 1, -1, KEFU_VALUE_OK, 0                                                                 \
    }

#endif
