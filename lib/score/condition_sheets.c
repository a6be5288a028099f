/* condition_sheets.c - see condition_sheets.h. */
#include "score/condition_sheets.h"

#include <string.h>

/* ---- Names ---------------------------------------------------------------------------------- */

static const kf_json_node *asking_element(const kf_json_node *array, int32_t index)
{
    const kf_json_node *node = array->child;
    for (; index > 0; index--)
        node = node->next;
    return node;
}

/* Binds one condition of a list to the card of a sheet; the error has its place in the plan. */
static kefu_status asking_bind(const kf_asking *asking, int32_t sheet, int32_t list, int32_t index,
                               kf_condition *out, kefu_error *error)
{
    const kf_asked_list *asked = &asking->lists[list];
    const kefu_card *card = asking->sheets[sheet]->card;
    kf_json_reading reader = {NULL, "plan", KEFU_E_NAME, NULL, error};
    kf_json_at root = {NULL, NULL, 0, asking->plan}, array, owner = root;
    if (asked->array) {
        array = kf_at_member(&root, kf_json_get(root.node, asked->array));
        owner = kf_at_element(&array, asking_element(array.node, asked->index), asked->index);
    }
    const kf_json_node *node = asked->all->list[index].node;
    kf_json_at all = kf_at_member(&owner, kf_json_get(owner.node, asked->key));
    kf_json_at at = node == all.node ? all : kf_at_element(&all, node, index);
    kefu_frame *frame;
    memcpy(&frame, &asking->frame, sizeof frame); /* which is only read */
    kf_condition_names names = {card, card->n_badges, card->n_streaks, kf_condition_frame_metric,
                                frame};
    *out = asked->all->list[index];
    kf_conditions alone = {out, 1};
    return kf_bind_conditions(&reader, &at, &names, &alone);
}

static kefu_status asking_check(const kf_asking *asking, int32_t list, int32_t index)
{
    kf_condition unused;
    for (int32_t i = 0; i < asking->n_sheets; i++)
        if (!asking_bind(asking, i, list, index, &unused, NULL))
            return KEFU_OK;
    return asking_bind(asking, 0, list, index, &unused, asking->error);
}

/* ---- Asking --------------------------------------------------------------------------------- */

kefu_status kf_asking_begin(kf_asking *asking)
{
    size_t n = 0;
    kefu_status status = KEFU_OK;
    asking->means = (kf_means){NULL, 0};
    asking->first = kf_arena_alloc(asking->arena, (size_t)asking->n_lists * sizeof *asking->first);
    if (!asking->first)
        return kf_no_memory(asking->error);
    for (int32_t i = 0; i < asking->n_lists; i++) {
        asking->first[i] = n;
        n += (size_t)asking->lists[i].all->n;
    }
    asking->bound = kf_arena_alloc(asking->arena, n * sizeof *asking->bound);
    asking->is = kf_arena_alloc(asking->arena, n);
    if (!asking->bound || !asking->is)
        return kf_no_memory(asking->error);
    for (int32_t i = 0; i < asking->n_lists; i++)
        for (int32_t k = 0; k < asking->lists[i].all->n && !status; k++)
            status = asking_check(asking, i, k);
    return status;
}

static int32_t asking_needs_means(const kf_asking *asking)
{
    int32_t needs = 0;
    for (int32_t i = 0; i < asking->n_lists; i++)
        needs |= kf_conditions_need_means(asking->lists[i].all);
    return needs;
}

void kf_asking_end(kf_asking *asking)
{
    if (asking->means.of)
        kf_means_free(&asking->means, asking->memory);
    asking->means = (kf_means){NULL, 0};
}

kefu_status kf_asking_sheet(kf_asking *asking, int32_t sheet)
{
    kf_asking_end(asking);
    asking->subject = (kf_subject){
        .sheet = asking->sheets[sheet], .means = &asking->means, .frame = asking->frame};
    for (int32_t i = 0; i < asking->n_lists; i++)
        for (int32_t k = 0; k < asking->lists[i].all->n; k++) {
            size_t at = asking->first[i] + (size_t)k;
            asking->is[at] = asking_bind(asking, sheet, i, k, &asking->bound[at], NULL) == KEFU_OK;
        }
    if (!asking_needs_means(asking))
        return KEFU_OK;
    return kf_means_make(&asking->means, asking->memory, asking->subject.sheet, asking->error);
}

int32_t kf_asking_failing(kf_asking *asking, int32_t list, int64_t row, int64_t frame_row,
                          int32_t *provisional)
{
    kf_subject *subject = &asking->subject;
    subject->line = (size_t)(kf_sheet_line(subject->sheet, row) - subject->sheet->lines);
    subject->frame_row = frame_row;
    for (int32_t k = 0; k < asking->lists[list].all->n; k++) {
        size_t at = asking->first[list] + (size_t)k;
        kf_seen seen = {.word = ""};
        int32_t met = asking->is[at] && kf_condition_met(subject, &asking->bound[at], &seen);
        if (seen.value.status == KEFU_VALUE_PROVISIONAL ||
            (seen.value.flags & KEFU_VALUE_HAS_PROVISIONAL))
            *provisional = 1;
        if (met)
            continue;
        asking->seen = seen;
        asking->unmet = at;
        return k;
    }
    return -1;
}

void kf_asking_unmet_text(const kf_asking *asking, kf_show *show)
{
    const kf_condition *c = &asking->bound[asking->unmet];
    const kf_holding held = kf_holding_of(&asking->seen, 0, 0);
    if (asking->is[asking->unmet])
        kf_show_unmet(show, asking->subject.sheet->card, c, &held);
    else
        kf_show_either(show, "考核方案里没有这一条件所说的项目",
                       "the card has nothing of what a condition names");
}
