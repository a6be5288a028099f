/* awards.h - who won what and who did not, with what it takes to say so; and the steps there. */
#ifndef KF_AWARDS_H
#define KF_AWARDS_H

#include "award/award_plan.h"
#include "base/alloc.h"
#include "card/show.h"

/* Somebody in the sheets, from the latest period's sheet that has them. */
typedef struct kf_awarded {
    const char *person, *name, *team, *group;
} kf_awarded;

/* How somebody stands for a prize. */
typedef struct kf_stood {
    uint32_t person; /* in kefu_awards.people */
    int32_t why, number;
    const char *within;
    kefu_place place;
    kefu_value value;
} kf_stood;

typedef struct kf_won {
    int32_t prize, terms;
    uint32_t flags;
    kf_stood as;
    int64_t amount;
} kf_won;

/* How a prize's figure is shown. */
typedef struct kf_prize_unit {
    const char *unit, *label_zh;
    int32_t scale;
} kf_prize_unit;

typedef struct kf_prize_count {
    int64_t took_part, winners, amount;
} kf_prize_count;

struct kefu_awards {
    kf_memory memory;
    kf_arena arena;        /* texts, units, people, standings */
    kefu_award_plan *plan; /* its own */
    const char *period;
    int32_t n_periods, seq;
    kf_prize_unit *units; /* a prize each */
    kf_awarded *people;
    size_t n_people;
    kf_stood *stood; /* n_people a prize: those on places, then the others */
    kf_won *won;
    size_t n, capacity;
    kf_prize_count *counts; /* a prize each, then all of them */
};

/* What the giving needs of a person, text is the sheet's. */
typedef struct kf_entrant {
    kf_awarded is;
    int32_t sheet, period, has_total; /* of the latest sheet */
    int64_t total;                    /* of the latest sheet, millionths */
    int64_t row, frame_row;
    int64_t sum, best; /* totals of all periods, millionths */
    int32_t n_totals;
    int32_t open;      /* 1: one of the totals may still change */
    uint32_t id_order; /* in the order of ids */
    int32_t took_part; /* 1: in any prize */
    int32_t won;       /* the first prize won, -1 = none */
} kf_entrant;

/* What conditions say of a person and a prize. */
typedef struct kf_admitted {
    int32_t failing; /* number of the first condition that does not hold, -1 = all do */
    int16_t of_plan; /* 1: it is one of "enter" */
    int16_t open;    /* 1: a figure that was looked at may still change */
} kf_admitted;

typedef struct kf_awarding {
    kf_memory memory;
    kefu_awards *awards;
    const kefu_award_plan *plan; /* the awards' own */
    const kefu_sheet *const *sheets;
    int32_t n_sheets;
    const kefu_frame *frame;
    const int32_t *periods;
    const kefu_batch *history;
    kf_entrant *people; /* those of one sheet together */
    size_t n_people;
    uint32_t *by_person;   /* people in the order of their ids */
    uint32_t *printed;     /* people in the order to print */
    kf_admitted *admitted; /* n_prizes a person */
    int32_t *terms;        /* n_prizes a person: periods before this one, running */
    int32_t *columns;      /* of the frame, a prize each; -1 = none */
    kf_arena arena;        /* what only the giving needs */
    kefu_error *error;
} kf_awarding;

static inline size_t kf_award_at(const kf_awarding *a, size_t person, int32_t prize)
{
    return person * (size_t)a->plan->n_prizes + (size_t)prize;
}

/* ---- Steps ---- */

/* Everybody in the sheets, each once a period, with their totals (award_people.c). */
kefu_status kf_award_people(kf_awarding *a);
/* The number of a person, or -1. */
int64_t kf_award_find(const kf_awarding *a, const char *person);
/* Columns of the frame and how they are shown, and everybody's row (award_frame.c). */
kefu_status kf_award_frame(kf_awarding *a);
/* For whom the conditions hold (award_when.c). */
kefu_status kf_award_when(kf_awarding *a);
/* Who has won what how many periods running (award_history.c). */
kefu_status kf_award_history(kf_awarding *a);
/* Places, winners and amounts (award_give.c). */
kefu_status kf_award_give(kf_awarding *a);

/* Why somebody does not take part in a prize, or cannot win it; KEFU_OUT_NONE: stands on a place.
 * The figure, the number and what `within` says are set in any case (award_enter.c). */
void kf_award_enter(const kf_awarding *a, int32_t prize, size_t person, kf_stood *out);
/* 1 if what somebody won a prize by may still change. */
int32_t kf_award_is_open(const kf_awarding *a, int32_t prize, size_t person,
                         const kefu_value *value);

/* ---- Writing ---- */

/* Checks the arguments of a writer, over copies (awards_csv.c). */
kefu_status kf_award_sink(const kefu_awards *awards, const kefu_write_options *options,
                          const kefu_sink *sink, kefu_write_options *with, kefu_sink *taken,
                          kefu_error *error);

/* ---- Words (awards_text.c) ---- */

/* " 平均 88.67 分": a prize's figure with what it is. */
void kf_show_prize_figure(kf_show *show, const kefu_awards *awards, int32_t prize,
                          const kefu_value *value);

#endif
