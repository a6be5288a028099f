/* awards.h - who won what, with what it takes to say so; and the steps there. */
#ifndef KF_AWARDS_H
#define KF_AWARDS_H

#include "award/award_plan.h"
#include "base/alloc.h"

typedef struct kf_won {
    int32_t prize, terms;
    const char *person, *name, *team, *within;
    kefu_place place;
    kefu_value value;
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
    kf_arena arena;        /* texts and units */
    kefu_award_plan *plan; /* its own */
    const char *period;
    int32_t n_periods;
    kf_prize_unit *units; /* a prize each */
    kf_won *won;
    size_t n, capacity;
    int64_t people;
    kf_prize_count *counts; /* a prize each, then all of them */
};

/* Somebody in the sheets, from the latest period's sheet that has them; text is the sheet's. */
typedef struct kf_entrant {
    const char *person, *name, *team, *group;
    int32_t sheet;
    int64_t row, frame_row;
    int64_t sum, best; /* totals of all periods, millionths */
    int32_t n_totals;
    int32_t took_part, won; /* 1: in any prize */
} kf_entrant;

typedef struct kf_awarding {
    kf_memory memory;
    kefu_awards *awards;
    const kefu_award_plan *plan; /* the awards' own */
    const kefu_sheet *const *sheets;
    int32_t n_sheets;
    const kefu_frame *frame;
    const int32_t *periods;
    const kefu_batch *history;
    kf_entrant *people; /* in the order to print */
    size_t n_people, people_capacity;
    uint32_t *by_person; /* people in the order of their ids */
    uint8_t *met;        /* n_prizes a person: 1 = the conditions hold */
    int32_t *terms;      /* n_prizes a person: periods before this one, running */
    int32_t *columns;    /* of the frame, a prize each; -1 = none */
    kf_arena arena;      /* what only the giving needs */
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

#endif
