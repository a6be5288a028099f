/* reason_hit_text.c - the reason of an adjustment or a red line as a sentence. */
#include "score/reason_text.h"

/* "(上报 3 次)", where not all that was reported counts; "(上报 3 次,其中 1 次改派给小王、1
 * 次申诉成立)" */
static void hit_text_reported(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit)
{
    int32_t plain = kf_fate_is_plain(hit);
    if (plain && hit->counted == hit->reported)
        return;
    kf_show_either(show, "(上报 ", " (");
    kf_show_count(show, hit->reported + hit->got);
    kf_show_either(show, " 次", " reported");
    if (!plain) {
        kf_show_either(show, ",其中 ", ": ");
        (void)kf_text_fate(show, sheet, hit, 0);
    }
    kf_show_either(show, ")", ")");
}

/* "点名差评 1 次待复核,不计": hits of which none counts */
static void hit_text_idle(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit)
{
    kf_show_format(show, "%s ", kf_label_in(&hit->extra->label, show->language));
    (void)kf_text_fate(show, sheet, hit, 1);
    kf_show_either(show, ",不计", ": not counted");
}

/* "点名好评 3 次 × 2 分 = +6.00 分" */
static void hit_text_adjustment(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit,
                                const kefu_reason *r)
{
    kf_show_format(show, "%s ", kf_label_in(&hit->extra->label, show->language));
    kf_show_count(show, hit->counted);
    kf_show_either(show, " 次", "");
    hit_text_reported(show, sheet, hit);
    kf_show_put(show, " × ", sizeof " × " - 1);
    kf_show_curve(show, hit->extra->points);
    kf_show_either(show, " 分", "");
    if (hit->extra->per > 1) {
        kf_show_either(show, "/", " per ");
        kf_show_count(show, hit->extra->per);
        kf_show_either(show, " 次", "");
    }
    kf_show_either(show, hit->capped ? ",封顶 " : " = ", hit->capped ? ", capped at " : " = ");
    kf_show_gain(show, r->points);
    kf_show_either(show, " 分", "");
}

static void hit_text_pending(kf_show *show, const kf_hit *hit)
{
    if (!hit->pending)
        return;
    kf_show_either(show, ";另 ", "; ");
    kf_show_count(show, hit->pending);
    kf_show_either(show, " 次待复核", hit->pending == 1 ? " more waits" : " more wait");
    kf_show_either(show, "", " for a decision");
}

static void hit_text_red_line(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit,
                              const kefu_reason *r)
{
    const char *label = kf_label_in(&hit->extra->label, show->language);
    if (show->language == KEFU_EN)
        kf_show_format(show, "Red line '%s' ", label);
    else
        kf_show_format(show, "高压线「%s」", label);
    if (!hit->counted) {
        kf_show_either(show, "上报 ", "");
        kf_show_count(show, hit->reported + hit->got);
        if (!kf_fate_is_plain(hit)) {
            kf_show_either(show, " 次,其中 ", " reported: ");
            (void)kf_text_fate(show, sheet, hit, 1);
            kf_show_either(show, hit->pending ? ",暂不计" : ",不计",
                           hit->pending ? ": does not count yet" : ": does not count");
        } else if (r->code == KEFU_REASON_RED_PENDING)
            kf_show_either(show, " 次,待复核,暂不计",
                           " reported, not confirmed: does not count yet");
        else
            kf_show_either(show, " 次,已驳回,不计", " reported, rejected: does not count");
        return;
    }
    kf_show_count(show, hit->counted);
    kf_show_either(show, " 次", "");
    hit_text_reported(show, sheet, hit);
    kf_text_effect(show, sheet, hit, r);
    hit_text_pending(show, hit);
}

static void hit_text(kf_show *show, const kefu_sheet *sheet, const kf_hit *hit,
                     const kefu_reason *r)
{
    if (hit->kind == KEFU_PART_RED_LINE) {
        hit_text_red_line(show, sheet, hit, r);
    } else if (!hit->counted) {
        hit_text_idle(show, sheet, hit);
    } else {
        hit_text_adjustment(show, sheet, hit, r);
        hit_text_pending(show, hit);
    }
}

/* ---- Public --------------------------------------------------------------------------------- */

kefu_status KEFU_CALL kefu_sheet_reason_text(const kefu_sheet *sheet, int64_t row, int32_t index,
                                             int32_t language, char *out, size_t capacity,
                                             size_t *need)
{
    kf_show show = {out, capacity, 0, language, 0};
    const kf_line *line = kf_sheet_line(sheet, row);
    kefu_reason r;
    kf_reason_of of;
    size_t took;
    kefu_status status = kf_reason(sheet, row, index, &r);
    if (status)
        return status;
    if ((capacity && !out) || (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    of = kf_reason_find(sheet, line, index);
    if (of.item >= 0)
        kf_text_item(&show, sheet, line, &r);
    else if (of.step.code)
        kf_text_step(&show, sheet, &r);
    else
        hit_text(&show, sheet, of.hit, &r);
    if (*r.evidence) {
        kf_show_either(&show, ";凭证:", "; evidence: ");
        kf_show_format(&show, "%s", r.evidence);
    }
    took = kf_show_end(&show);
    if (need)
        *need = took;
    return KEFU_OK;
}
