/* estimates_csv.c - estimates as CSV: a line a key, all of them first. */
#include <string.h>

#include "estimate/estimates.h"
#include "table/csv_lines.h"

typedef struct estimates_csv {
    const kefu_estimates *e;
    kf_csv_lines csv;
    int32_t l; /* 0 Chinese, 1 English */
} estimates_csv;

/* Between the key and the flags: all are values of a kefu_estimated, at a scale each. */
enum { FIGURES_CSV = 6 };
static const struct figure_csv {
    const char *heading[2];
    size_t at;
} figures_csv[FIGURES_CSV] = {
    {{"未校正", "naive"}, offsetof(kefu_estimated, naive)},
    {{"校正后", "estimate"}, offsetof(kefu_estimated, estimate)},
    {{"标准误", "error"}, offsetof(kefu_estimated, error)},
    {{"下限", "low"}, offsetof(kefu_estimated, low)},
    {{"上限", "high"}, offsetof(kefu_estimated, high)},
    {{"总数", "population"}, offsetof(kefu_estimated, population)},
};
static const char *const counts_csv[][2] = {
    {"评分数", "marked"}, {"抽检数", "sampled"}, {"有效样本量", "effective_n"}, {"说明", "flags"}};

static void estimates_csv_value(estimates_csv *w, const kefu_value *value)
{
    kf_csv_value(&w->csv, value, kf_estimate_digits(value));
}

static void estimates_csv_heading(estimates_csv *w)
{
    const char *by = w->e->info.by;
    kf_csv_text(&w->csv, *by ? by : w->l ? "key" : "对象");
    for (size_t i = 0; i < FIGURES_CSV; i++)
        kf_csv_text(&w->csv, figures_csv[i].heading[w->l]);
    for (size_t i = 0; i < sizeof counts_csv / sizeof *counts_csv; i++)
        kf_csv_text(&w->csv, counts_csv[i][w->l]);
    kf_csv_end_row(&w->csv);
}

static void estimates_csv_flags(estimates_csv *w, uint32_t flags)
{
    char text[KF_ESTIMATED_FLAGS_TEXT];
    (void)kefu_estimated_flags_text(flags, w->l ? KEFU_EN : KEFU_ZH, text, sizeof text, NULL);
    kf_csv_text(&w->csv, text);
}

static void estimates_csv_item(estimates_csv *w, size_t i)
{
    const kefu_estimated *item = &w->e->items[i];
    const kefu_value effective = kf_estimated_effective(item);
    if (!i)
        kf_csv_text(&w->csv, w->l ? "all" : "全部");
    else
        kf_csv_id_bytes(&w->csv, item->key);
    for (size_t k = 0; k < FIGURES_CSV; k++) {
        kefu_value value;
        memcpy(&value, (const char *)item + figures_csv[k].at, sizeof value);
        estimates_csv_value(w, &value);
    }
    kf_csv_whole(&w->csv, item->marked);
    kf_csv_whole(&w->csv, item->sampled);
    estimates_csv_value(w, &effective);
    estimates_csv_flags(w, item->flags);
    kf_csv_end_row(&w->csv);
}

kefu_status KEFU_CALL kefu_estimates_csv(const kefu_estimates *estimates,
                                         const kefu_estimates_write_options *options,
                                         const kefu_sink *sink, kefu_error *error)
{
    kefu_estimates_write_options ours;
    kefu_sink taken;
    kefu_status status = kf_estimates_writer(estimates, options, sink, &ours, &taken, error);
    if (status)
        return status;
    estimates_csv w = {.e = estimates, .l = ours.language == KEFU_EN};
    const uint32_t excel = ours.flags & KEFU_ESTIMATES_EXCEL ? KEFU_CSV_EXCEL : 0;
    kf_csv_begin(&w.csv, &estimates->memory, &taken, excel, error);
    estimates_csv_heading(&w);
    for (size_t i = 0; i < estimates->n && !w.csv.status; i++)
        estimates_csv_item(&w, i);
    return kf_csv_done(&w.csv);
}
