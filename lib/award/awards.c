/* awards.c - the accessors of awards. */
#include "award/awards.h"

void KEFU_CALL kefu_awards_free(kefu_awards *awards)
{
    if (!awards)
        return;
    kf_memory memory = awards->memory;
    kf_free_array(&memory, awards->won, awards->capacity, sizeof *awards->won);
    kf_arena_free(&awards->arena);
    kefu_award_plan_free(awards->plan);
    kf_free(&memory, awards, sizeof *awards);
}

int64_t KEFU_CALL kefu_awards_count(const kefu_awards *awards)
{
    return awards ? (int64_t)awards->n : 0;
}

kefu_status KEFU_CALL kefu_awards_at(const kefu_awards *awards, int64_t index, kefu_winner *out)
{
    if (!out || index < 0 || index >= kefu_awards_count(awards))
        return KEFU_E_ARGUMENT;
    const kf_won *won = &awards->won[index];
    const kf_awarded *is = &awards->people[won->as.person];
    kefu_winner winner = {.struct_size = sizeof winner,
                          .prize = won->prize,
                          .terms = won->terms,
                          .person = is->person,
                          .name = is->name,
                          .team = is->team,
                          .within = won->as.within,
                          .place = won->as.place,
                          .value = won->as.value,
                          .amount = won->amount,
                          .flags = won->flags};
    return kf_give(out, &winner, sizeof winner);
}

int64_t KEFU_CALL kefu_awards_standings(const kefu_awards *awards, int32_t prize)
{
    return awards && prize >= 0 && prize < awards->plan->n_prizes ? (int64_t)awards->n_people : 0;
}

kefu_status KEFU_CALL kefu_awards_standing(const kefu_awards *awards, int32_t prize, int64_t index,
                                           kefu_standing *out)
{
    if (!out || index < 0 || index >= kefu_awards_standings(awards, prize))
        return KEFU_E_ARGUMENT;
    const kf_stood *stood = &awards->stood[(size_t)prize * awards->n_people + (size_t)index];
    kefu_standing standing = {.struct_size = sizeof standing,
                              .person = awards->people[stood->person].person,
                              .name = awards->people[stood->person].name,
                              .within = stood->within,
                              .place = stood->place,
                              .value = stood->value,
                              .why = stood->why,
                              .number = stood->number};
    return kf_give(out, &standing, sizeof standing);
}

static kefu_value awards_share(int64_t part, int64_t of)
{
    static const kefu_value none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    return of ? (kefu_value){part, of, of, KEFU_VALUE_OK, 0} : none;
}

kefu_status KEFU_CALL kefu_awards_stat(const kefu_awards *awards, int32_t prize,
                                       kefu_prize_stat *out)
{
    if (!awards || !out || prize < -1 || prize >= awards->plan->n_prizes)
        return KEFU_E_ARGUMENT;
    const kf_prize_count *count = &awards->counts[prize < 0 ? awards->plan->n_prizes : prize];
    kefu_prize_stat stat = {.struct_size = sizeof stat,
                            .people = (int64_t)awards->n_people,
                            .took_part = count->took_part,
                            .winners = count->winners,
                            .amount = count->amount,
                            .participation =
                                awards_share(count->took_part, (int64_t)awards->n_people),
                            .prize_coverage = awards_share(count->winners, count->took_part)};
    return kf_give(out, &stat, sizeof stat);
}

const kefu_award_plan *KEFU_CALL kefu_awards_plan(const kefu_awards *awards)
{
    return awards ? awards->plan : NULL;
}
