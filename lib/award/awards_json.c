/* awards_json.c - awards as one JSON object: equal awards give equal bytes. */
#include "award/awards.h"
#include "base/text.h"

enum { AWARD_JSON_PIECE = 64 * 1024 };

typedef struct award_json {
    const kefu_awards *awards;
    kf_buffer out, text;
    kf_json_writer j;
} award_json;

static void award_json_amount(award_json *w, int64_t amount)
{
    kf_json_member_decimal(&w->j, "amount", amount, kefu_award_plan_exponent(w->awards->plan));
}

typedef struct award_json_said {
    const kefu_awards *awards;
    int64_t index;
} award_json_said;

static kefu_status award_json_say(const void *of, int32_t language, char *out, size_t capacity,
                                  size_t *need)
{
    const award_json_said *said = of;
    return kefu_awards_text(said->awards, said->index, language, out, capacity, need);
}

static void award_json_winner(award_json *w, size_t index)
{
    const kf_won *won = &w->awards->won[index];
    const kf_awarded *is = &w->awards->people[won->as.person];
    const award_json_said said = {w->awards, (int64_t)index};
    kf_json_open(&w->j, '{');
    kf_json_member_i64(&w->j, "place", won->as.place.twice / 2);
    kf_json_member_i64(&w->j, "tied", won->as.place.tied);
    kf_json_member_text(&w->j, "person", is->person);
    kf_json_member_text(&w->j, "name", is->name);
    kf_json_member_text(&w->j, "team", is->team);
    kf_json_member_text(&w->j, "within", won->as.within);
    kf_json_member_ratio(&w->j, "figure", &won->as.value);
    award_json_amount(w, won->amount);
    kf_json_member_i64(&w->j, "terms", won->terms);
    kf_json_member_open(&w->j, "flags", '[');
    if (won->flags & KEFU_WIN_PROVISIONAL)
        kf_json_string(&w->j, "provisional");
    kf_json_close(&w->j, ']');
    kf_json_member_said(&w->j, "text", award_json_say, &said, &w->text);
    kf_json_close(&w->j, '}');
}

static void award_json_stat(award_json *w, const char *key, int32_t prize)
{
    kefu_prize_stat stat = {.struct_size = sizeof stat};
    (void)kefu_awards_stat(w->awards, prize, &stat);
    kf_json_member_open(&w->j, key, '{');
    kf_json_member_i64(&w->j, "people", stat.people);
    kf_json_member_i64(&w->j, "took_part", stat.took_part);
    kf_json_member_i64(&w->j, "winners", stat.winners);
    award_json_amount(w, stat.amount);
    kf_json_member_ratio(&w->j, "participation", &stat.participation);
    kf_json_member_ratio(&w->j, "prize_coverage", &stat.prize_coverage);
    kf_json_close(&w->j, '}');
}

static void award_json_plan(award_json *w)
{
    const kefu_award_plan *plan = w->awards->plan;
    kf_json_member_open(&w->j, "plan", '{');
    kf_json_member_text(&w->j, "id", plan->scheme.id);
    kf_json_member_text(&w->j, "hash", plan->scheme.hash);
    kf_json_member_label(&w->j, "label", plan->scheme.label.zh, plan->scheme.label.en);
    kf_json_member_text(&w->j, "currency", kefu_award_plan_currency(plan));
    kf_json_close(&w->j, '}');
    kf_json_member_text(&w->j, "period", w->awards->period);
    kf_json_member_i64(&w->j, "seq", w->awards->seq);
}

/* Winners of one prize stand together; *next is the first that was not written. */
static kefu_status award_json_prize(award_json *w, int32_t prize, size_t *next,
                                    const kefu_sink *sink, kefu_error *error)
{
    const kf_prize_rule *rule = &w->awards->plan->prizes[prize];
    kefu_status status = KEFU_OK;
    kf_json_open(&w->j, '{');
    kf_json_member_text(&w->j, "id", rule->id);
    kf_json_member_label(&w->j, "label", rule->label.zh, rule->label.en);
    kf_json_member_text(&w->j, "kind", rule->kind == KEFU_PRIZE_SINGLE ? "single" : "overall");
    award_json_stat(w, "stat", prize);
    kf_json_member_open(&w->j, "winners", '[');
    for (; *next < w->awards->n && w->awards->won[*next].prize == prize && !status; ++*next) {
        award_json_winner(w, *next);
        if (w->out.failed || w->out.size > AWARD_JSON_PIECE)
            status = kf_buffer_flush(&w->out, sink, error);
    }
    kf_json_close(&w->j, ']');
    kf_json_close(&w->j, '}');
    return status;
}

kefu_status KEFU_CALL kefu_awards_json(const kefu_awards *awards, const kefu_write_options *options,
                                       const kefu_sink *sink, kefu_error *error)
{
    kefu_write_options with;
    kefu_sink taken;
    size_t next = 0;
    kefu_status status = kf_award_sink(awards, options, sink, &with, &taken, error);
    if (status)
        return status;
    award_json w = {.awards = awards};
    kf_buffer_init(&w.out, &awards->memory);
    kf_buffer_init(&w.text, &awards->memory);
    kf_json_writer_init(&w.j, &w.out);
    kf_json_open(&w.j, '{');
    kf_json_member_i64(&w.j, "format", 1);
    award_json_plan(&w);
    award_json_stat(&w, "stat", -1);
    kf_json_member_open(&w.j, "prizes", '[');
    for (int32_t i = 0; i < awards->plan->n_prizes && !status; i++)
        status = award_json_prize(&w, i, &next, &taken, error);
    kf_json_close(&w.j, ']');
    kf_json_close(&w.j, '}');
    if (!status)
        status = kf_buffer_flush(&w.out, &taken, error);
    kf_buffer_free(&w.text);
    kf_buffer_free(&w.out);
    return status;
}
