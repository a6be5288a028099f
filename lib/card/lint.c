/* lint.c - the faults of a card, in the order of the card. */
#include "card/lint.h"

#include <string.h>

#include "base/format.h"

/* ---- Collecting ----------------------------------------------------------------------------- */

static void lint_open(kf_lint *lint, int32_t code, int32_t severity, const kf_json_node *node)
{
    lint->open.code = code;
    lint->open.severity = severity;
    lint->open.at = node->at;
    lint->path = (kf_show){lint->path_text, sizeof lint->path_text, 0, KEFU_EN, 0};
    lint->zh = (kf_show){lint->zh_text, sizeof lint->zh_text, 0, KEFU_ZH, 0};
    lint->en = (kf_show){lint->en_text, sizeof lint->en_text, 0, KEFU_EN, 0};
}

void kf_lint_begin(kf_lint *lint, int32_t code, int32_t severity, const kf_json_node *node,
                   const char *path, ...)
{
    va_list args;
    lint_open(lint, code, severity, node);
    va_start(args, path);
    kf_format(kf_show_put, &lint->path, path, args);
    va_end(args);
}

void kf_lint_begin_item(kf_lint *lint, int32_t code, int32_t severity, const kf_json_node *node,
                        const kf_item *item, const char *tail)
{
    int32_t index = (int32_t)(item - lint->card->items);
    kf_lint_begin(lint, code, severity, node, "/sections/%d/items/%d%s", item->section,
                  index - lint->card->sections[item->section].first, tail);
}

void kf_lint_say(kf_lint *lint, const char *zh, const char *en)
{
    kf_show_format(&lint->zh, "%s", zh);
    kf_show_format(&lint->en, "%s", en);
}

static const char *lint_keep(kf_lint *lint, kf_show *show)
{
    const char *copy;
    (void)kf_show_end(show);
    copy = kf_arena_text(&lint->findings->arena, show->out, strlen(show->out));
    if (!copy)
        lint->failed = 1;
    return copy;
}

void kf_lint_end(kf_lint *lint)
{
    kefu_findings *f = lint->findings;
    kf_lint_found *items;
    lint->open.path = lint_keep(lint, &lint->path);
    lint->open.zh = lint_keep(lint, &lint->zh);
    lint->open.en = lint_keep(lint, &lint->en);
    items = kf_reserve(&f->memory, f->items, &f->capacity, f->n + 1, sizeof *items);
    if (!items) {
        lint->failed = 1;
        return;
    }
    f->items = items;
    items[f->n++] = lint->open;
}

/* ---- Adjustments and red lines -------------------------------------------------------------- */

static void lint_extras(kf_lint *lint, const kf_extra *extras, int32_t n, const char *key)
{
    for (int32_t i = 0; i < n; i++) {
        if (!extras[i].reported)
            continue;
        kf_lint_begin(lint, KEFU_LINT_UNCONFIRMED, KEFU_SEVERITY_WARNING,
                      kf_json_get(extras[i].node, "counts"), "/%s/%d/counts", key, i);
        kf_lint_say(lint, "「", "'");
        kf_lint_say(lint, extras[i].label.zh, extras[i].label.en);
        kf_lint_say(lint, "」未经人工复核就计入得分", "' counts before a person confirms it");
        kf_lint_end(lint);
    }
}

/* ---- Frame ---------------------------------------------------------------------------------- */

/* Metrics that conditions read; of an item, a badge or a streak. */
static void lint_conditions(kf_lint *lint, const kf_conditions *all, const char *path,
                            int32_t index, const char *key)
{
    for (int32_t i = 0; i < all->n; i++) {
        const kf_condition *c = &all->list[i];
        if (c->what != KF_WHEN_METRIC || kf_lint_find_metric(lint, c->name) >= 0)
            continue;
        kf_lint_begin(lint, KEFU_LINT_NO_METRIC, KEFU_SEVERITY_ERROR,
                      kf_json_get(c->node, "metric"), path, index);
        kf_show_format(&lint->path, "/%s/%d/metric", key, i);
        kf_lint_no_metric(lint, c->name);
    }
}

static void lint_item_reads(kf_lint *lint, const kf_item *item)
{
    const kefu_card *card = lint->card;
    const kf_section *section = &card->sections[item->section];
    const kf_json_node *target = kf_json_get(item->node, "target");
    int32_t index = (int32_t)(item - card->items) - section->first;
    kf_show path = {.out = lint->place, .capacity = sizeof lint->place, .language = KEFU_EN};
    kf_show_format(&path, "/sections/%d/items/%%d", item->section);
    (void)kf_show_end(&path);
    lint_conditions(lint, &item->applies, lint->place, index, "applies");
    if (!item->target.metric || kf_lint_find_metric(lint, item->target.metric) >= 0)
        return;
    kf_lint_begin_item(lint, KEFU_LINT_NO_METRIC, KEFU_SEVERITY_ERROR, target, item, "/target");
    kf_lint_no_metric(lint, item->target.metric);
}

static void lint_awards(kf_lint *lint, const kf_award *awards, int32_t n, const char *path)
{
    for (int32_t i = 0; i < n; i++)
        lint_conditions(lint, &awards[i].all, path, i, "all");
}

static void lint_frame(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    const kf_json_node *rank = kf_json_get(card->scheme.json.root, "rank");
    if (card->rank.volume)
        kf_lint_metric(lint, card->rank.volume, kf_json_get(rank, "volume"), "/rank/volume", 0);
    kf_lint_groups(lint);
    for (int32_t i = 0; i < card->n_items; i++)
        kf_lint_item_frame(lint, &card->items[i]);
    for (int32_t i = 0; i < card->n_items; i++)
        lint_item_reads(lint, &card->items[i]);
    if (card->days.metric)
        kf_lint_metric(lint, card->days.metric, kf_json_get(card->scheme.json.root, "days"),
                       "/days", 0);
    for (int32_t i = 0; i < card->n_adjustments; i++)
        kf_lint_metric(lint, card->adjustments[i].metric,
                       kf_json_get(card->adjustments[i].node, "metric"), "/adjustments/%d/metric",
                       i);
    for (int32_t i = 0; i < card->n_red_lines; i++)
        kf_lint_metric(lint, card->red_lines[i].metric,
                       kf_json_get(card->red_lines[i].node, "metric"), "/red_lines/%d/metric", i);
    lint_awards(lint, card->badges, card->n_badges, "/badges/%d");
    lint_awards(lint, card->streaks, card->n_streaks, "/streaks/%d");
}

/* ---- Order ---------------------------------------------------------------------------------- */

static int32_t lint_after(const kf_lint_found *a, const kf_lint_found *b)
{
    if (a->at.offset != b->at.offset)
        return a->at.offset > b->at.offset;
    return a->code > b->code;
}

/* By place in the text: shell sort, for there are few and they are nearly in order. */
static void lint_order(kefu_findings *f)
{
    for (size_t gap = f->n / 2; gap; gap /= 2)
        for (size_t i = gap; i < f->n; i++) {
            kf_lint_found found = f->items[i];
            size_t at = i;
            for (; at >= gap && lint_after(&f->items[at - gap], &found); at -= gap)
                f->items[at] = f->items[at - gap];
            f->items[at] = found;
        }
}

/* ---- Public --------------------------------------------------------------------------------- */

static void lint_all(kf_lint *lint)
{
    const kefu_card *card = lint->card;
    kf_lint_weights(lint);
    for (int32_t i = 0; i < card->n_items; i++) {
        kf_lint_curve(lint, &card->items[i]);
        kf_lint_unit(lint, &card->items[i]);
        kf_lint_bare(lint, &card->items[i]);
        kf_lint_cliff(lint, &card->items[i]);
        kf_lint_item_effect(lint, &card->items[i]);
    }
    kf_lint_effects(lint);
    lint_extras(lint, card->adjustments, card->n_adjustments, "adjustments");
    lint_extras(lint, card->red_lines, card->n_red_lines, "red_lines");
    kf_lint_grades(lint);
    kf_lint_tiers(lint);
    if (lint->frame)
        lint_frame(lint);
}

kefu_status kf_lint_open(kf_lint *lint, const kf_memory *memory, kefu_error *error)
{
    kefu_findings *findings = kf_alloc_zero(memory, sizeof *findings);
    if (!findings)
        return kf_no_memory(error);
    findings->memory = *memory;
    kf_arena_init(&findings->arena, &findings->memory);
    memset(lint, 0, sizeof *lint);
    lint->findings = findings;
    return KEFU_OK;
}

kefu_status kf_lint_close(kf_lint *lint, kefu_findings **out, kefu_error *error)
{
    if (lint->failed) {
        kefu_findings_free(lint->findings);
        return kf_no_memory(error);
    }
    lint_order(lint->findings);
    *out = lint->findings;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_card_lint(const kefu_card *card, const kefu_frame *frame,
                                     kefu_findings **out, kefu_error *error)
{
    kf_lint lint;
    if (!card || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_card_lint: card or out is NULL");
    kefu_status status = kf_lint_open(&lint, &card->scheme.memory, error);
    if (status)
        return status;
    lint.card = card;
    lint.frame = frame;
    lint_all(&lint);
    return kf_lint_close(&lint, out, error);
}

void KEFU_CALL kefu_findings_free(kefu_findings *findings)
{
    kf_memory memory;
    if (!findings)
        return;
    memory = findings->memory;
    kf_free_array(&memory, findings->items, findings->capacity, sizeof *findings->items);
    kf_arena_free(&findings->arena);
    kf_free(&memory, findings, sizeof *findings);
}

int32_t KEFU_CALL kefu_findings_count(const kefu_findings *findings)
{
    return findings ? (int32_t)findings->n : 0;
}

kefu_status KEFU_CALL kefu_findings_at(const kefu_findings *findings, int32_t index,
                                       kefu_finding *out)
{
    kefu_finding ours = {.struct_size = sizeof ours};
    const kf_lint_found *found;
    if (index < 0 || index >= kefu_findings_count(findings))
        return KEFU_E_ARGUMENT;
    found = &findings->items[index];
    ours.code = found->code;
    ours.severity = found->severity;
    ours.line = found->at.line;
    ours.column = found->at.column;
    ours.path = found->path;
    ours.text_zh = found->zh;
    ours.text_en = found->en;
    return kf_give(out, &ours, sizeof ours);
}
