/* score_definition.c - the definitions that the figures were made with: those that the card asks
 * for, kept with the sheet. */
#include <string.h>

#include "base/fail.h"
#include "score/scoring.h"

static kefu_status definition_refuse(const kf_scoring *s, const char *part,
                                     const kefu_metric_info *info, const char *wanted)
{
    if (!*info->definition)
        return kf_fail(s->error, KEFU_E_MISMATCH,
                       "'%s' asks for '%s' by %s, but the frame does not say how it was made", part,
                       info->name, wanted);
    return kf_fail(s->error, KEFU_E_MISMATCH, "'%s' asks for '%s' by %s, but it was made by %s",
                   part, info->name, wanted, info->definition);
}

/* `wanted` may be NULL; *made is set where the frame names a definition. */
static kefu_status definition_of(kf_scoring *s, const char *part, const char *metric,
                                 const char *wanted, const char **made)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    int32_t index = 0;
    kefu_status status = kefu_frame_find_metric(s->frame, metric, &index, s->error);
    if (!status)
        status = kefu_frame_metric(s->frame, index, &info);
    if (status)
        return status;
    if (wanted && strcmp(wanted, info.definition) != 0)
        return definition_refuse(s, part, &info, wanted);
    if (!*info.definition)
        return KEFU_OK;
    *made = kf_arena_text(&s->sheet->arena, info.definition, strlen(info.definition));
    return *made ? KEFU_OK : kf_no_memory(s->error);
}

/* The sheet's card is its own: there `definition` is that of the figures. */
kefu_status kf_score_definitions(kf_scoring *s)
{
    kefu_card *card = s->sheet->card;
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < card->n_items && !status; i++) {
        kf_item *item = &card->items[i];
        status = definition_of(s, item->id, item->metric, item->definition, &item->definition);
    }
    for (int32_t i = 0; i < card->n_adjustments && !status; i++) {
        kf_extra *extra = &card->adjustments[i];
        status = definition_of(s, extra->id, extra->metric, NULL, &extra->definition);
    }
    for (int32_t i = 0; i < card->n_red_lines && !status; i++) {
        kf_extra *extra = &card->red_lines[i];
        status = definition_of(s, extra->id, extra->metric, NULL, &extra->definition);
    }
    return status;
}
