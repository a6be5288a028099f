/* desk.c - the model, the lists and the people that reviews are read with. */
#include <stdlib.h>
#include <string.h>

#include <kefu/models.h>

#include "desk.h"

static kefu_model *open_model(const char *path, char **bytes)
{
    kefu_error error;
    kefu_model *model = NULL;
    size_t size;
    *bytes = read_file(path, &size);
    check(kefu_model_from_bytes(NULL, *bytes, size, 0, &model, &error), path, &error);
    return model;
}

static kefu_model *open_built_in(int english)
{
    kefu_error error;
    kefu_model *model = NULL;
    size_t size;
    const void *bytes = english ? kefu_model_en_bytes(&size) : kefu_model_zh_bytes(&size);
    check(kefu_model_from_bytes(NULL, bytes, size, KEFU_MODEL_BORROW, &model, &error),
          "the built-in model", &error);
    return model;
}

static int32_t language_of(const kefu_model *model)
{
    kefu_model_info info = {.struct_size = sizeof info};
    check(kefu_model_describe(model, &info), "model", &(kefu_error){0});
    return info.language;
}

/* The starter set comes first; the shop's own lists stand beside it. */
static void open_lexicons(desk *d)
{
    kefu_error error;
    check(kefu_lexicon_starter(NULL, language_of(d->model), &d->lexicons[d->n_lexicons++], &error),
          "the built-in lexicon", &error);
    for (int i = 0; i < d->s->n_lexicons; i++) {
        size_t size;
        char *json = read_file(d->s->lexicons[i], &size);
        check(kefu_lexicon_from_json(NULL, NULL, json, size, &d->lexicons[d->n_lexicons++], &error),
              d->s->lexicons[i], &error);
        free(json);
    }
}

static void open_reviewer(desk *d)
{
    kefu_error error;
    const settings *s = d->s;
    const kefu_reviewer_options options = {
        .struct_size = sizeof options,
        .model = d->model,
        .shop = d->shop,
        .lexicons = (const kefu_lexicon *const *)d->lexicons,
        .n_lexicons = d->n_lexicons,
        .roster = d->roster,
        .platform = s->platform,
        .encoding = s->form == FORM_LINES ? s->encoding : KEFU_UTF8,
        .invalid = s->replace ? KEFU_INVALID_REPLACE : KEFU_INVALID_REFUSE,
        .right = s->right};
    check(kefu_reviewer_new(&options, &d->reviewer, &error), "reviewer", &error);
    check(kefu_verdict_new(NULL, &d->verdict, &error), "verdict", &error);
}

static int64_t *counts_of_causes(void)
{
    const size_t size = ((size_t)kefu_cause_count() + 1) * sizeof(int64_t);
    return memset(grow(NULL, size), 0, size);
}

void desk_open(desk *d, const settings *s)
{
    kefu_error error;
    memset(d, 0, sizeof *d);
    d->s = s;
    d->model = s->model ? open_model(s->model, &d->model_bytes) : open_built_in(s->english);
    if (s->shop)
        d->shop = open_model(s->shop, &d->shop_bytes);
    if (s->roster)
        d->roster = read_roster(s->roster);
    d->blamed = counts_of_causes();
    d->praised = counts_of_causes();
    open_lexicons(d);
    open_reviewer(d);
    if (s->rows || s->hits)
        check(kefu_verdicts_new(NULL, NULL, &d->verdicts, &error), "verdicts", &error);
    if (s->stock)
        check(kefu_stock_new(NULL, &d->stock, &error), "stock-take", &error);
}

static void write_kept(desk *d)
{
    if (d->s->rows)
        write_batch(kefu_verdicts_rows(d->verdicts), d->s->rows, &(beside){0});
    if (d->s->hits)
        write_hits(kefu_verdicts_hits(d->verdicts), d->s->hits, d->s->decided);
}

void desk_close(desk *d)
{
    write_kept(d);
    kefu_stock_free(d->stock);
    kefu_verdicts_free(d->verdicts);
    kefu_verdict_free(d->verdict);
    kefu_reviewer_free(d->reviewer);
    for (int i = 0; i < d->n_lexicons; i++)
        kefu_lexicon_free(d->lexicons[i]);
    kefu_roster_free(d->roster);
    kefu_model_free(d->shop);
    kefu_model_free(d->model);
    free(d->blamed);
    free(d->praised);
    free(d->model_bytes);
    free(d->shop_bytes);
}

/* ---- One review ----------------------------------------------------------------------------- */

static void count_opinion(desk *d, int opinion)
{
    kefu_opinion o = {.struct_size = sizeof o};
    check(kefu_verdict_opinion(d->verdict, opinion, &o), "opinion", &(kefu_error){0});
    const int32_t is = o.three != KEFU_POLARITY_UNKNOWN ? o.three : o.polarity;
    d->polarity[is == KEFU_POLARITY_UNKNOWN || !o.sure ? 3 : is + 1]++;
    for (int32_t i = 0; i < o.causes; i++) {
        kefu_found_cause c = {.struct_size = sizeof c};
        (void)kefu_verdict_cause(d->verdict, opinion, i, &c);
        d->blamed[c.cause] += c.role == KEFU_ROLE_PRIMARY || c.role == KEFU_ROLE_CONTRIBUTING;
        d->praised[c.cause] += c.role == KEFU_ROLE_PRAISED;
    }
}

static int is_wanted(desk *d)
{
    kefu_route route = {.struct_size = sizeof route};
    check(kefu_verdict_route(d->verdict, &route), "route", &(kefu_error){0});
    d->routes[route.route]++;
    return !d->s->routes || d->s->routes >> route.route & 1;
}

static kefu_status KEFU_CALL to_stdout(void *user, const void *bytes, size_t size)
{
    (void)user;
    return fwrite(bytes, 1, size, stdout) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static void print_json(const desk *d)
{
    kefu_error error;
    const kefu_sink sink = {.struct_size = sizeof sink, .write = to_stdout};
    check(kefu_verdict_json(d->verdict, &sink, &error), "output", &error);
}

void desk_read(desk *d, const kefu_review *review, const char *where)
{
    kefu_error error;
    check(kefu_review_read(d->reviewer, review, d->verdict, &error), where, &error);
    d->reviews++;
    for (int i = 0; i < kefu_verdict_opinions(d->verdict); i++)
        count_opinion(d, i);
    if (d->verdicts)
        check(kefu_verdicts_add(d->verdicts, d->verdict, &error), where, &error);
    if (d->stock)
        check(kefu_stock_add(d->stock, d->verdict, &error), where, &error);
    if (!is_wanted(d))
        return;
    if (d->s->json) {
        print_json(d);
        return;
    }
    if (d->shown == d->s->limit)
        return;
    d->shown++;
    show_review(d, review);
    if (d->page)
        page_review(d, review);
}

char *verdict_text(const desk *d)
{
    size_t need = 0;
    char *text;
    check(kefu_verdict_text(d->verdict, d->s->language, NULL, 0, &need), "verdict",
          &(kefu_error){0});
    text = grow(NULL, need + 1);
    check(kefu_verdict_text(d->verdict, d->s->language, text, need + 1, &need), "verdict",
          &(kefu_error){0});
    return text;
}
