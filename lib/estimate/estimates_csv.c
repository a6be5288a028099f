/* estimates_csv.c - estimates as CSV: a line a key, all of them first. */
#include <string.h>

#include "estimate/estimates.h"

typedef struct estimates_csv {
    const kefu_estimates *e;
    kefu_csv_writer *csv;
    int32_t l;          /* 0 Chinese, 1 English */
    kefu_status status; /* the first fault sticks */
    kefu_error *error;
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

static void estimates_csv_text(estimates_csv *w, const char *text)
{
    if (!w->status)
        w->status = kefu_csv_writer_text(w->csv, text, strlen(text), w->error);
}

static void estimates_csv_value(estimates_csv *w, const kefu_value *value)
{
    if (!w->status)
        w->status = kefu_csv_writer_value(w->csv, value, kf_estimate_digits(value), w->error);
}

static void estimates_csv_whole(estimates_csv *w, int64_t number)
{
    const kefu_value value = {number, 1, 1, KEFU_VALUE_OK, 0};
    estimates_csv_value(w, &value);
}

static void estimates_csv_end(estimates_csv *w)
{
    if (!w->status)
        w->status = kefu_csv_writer_end_row(w->csv, w->error);
}

static void estimates_csv_heading(estimates_csv *w)
{
    const char *by = w->e->info.by;
    estimates_csv_text(w, *by ? by : w->l ? "key" : "对象");
    for (size_t i = 0; i < FIGURES_CSV; i++)
        estimates_csv_text(w, figures_csv[i].heading[w->l]);
    for (size_t i = 0; i < sizeof counts_csv / sizeof *counts_csv; i++)
        estimates_csv_text(w, counts_csv[i][w->l]);
    estimates_csv_end(w);
}

static void estimates_csv_flags(estimates_csv *w, uint32_t flags)
{
    char text[KF_ESTIMATED_FLAGS_TEXT];
    (void)kefu_estimated_flags_text(flags, w->l ? KEFU_EN : KEFU_ZH, text, sizeof text, NULL);
    estimates_csv_text(w, text);
}

static void estimates_csv_item(estimates_csv *w, size_t i)
{
    const kefu_estimated *item = &w->e->items[i];
    const kefu_value effective = kf_estimated_effective(item);
    if (!i)
        estimates_csv_text(w, w->l ? "all" : "全部");
    else if (!w->status)
        w->status = kefu_csv_writer_id(w->csv, item->key.data, item->key.size, w->error);
    for (size_t k = 0; k < FIGURES_CSV; k++) {
        kefu_value value;
        memcpy(&value, (const char *)item + figures_csv[k].at, sizeof value);
        estimates_csv_value(w, &value);
    }
    estimates_csv_whole(w, item->marked);
    estimates_csv_whole(w, item->sampled);
    estimates_csv_value(w, &effective);
    estimates_csv_flags(w, item->flags);
    estimates_csv_end(w);
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
    estimates_csv w = {.e = estimates, .l = ours.language == KEFU_EN, .error = error};
    const uint32_t excel = ours.flags & KEFU_ESTIMATES_EXCEL ? KEFU_CSV_EXCEL : 0;
    w.status = kefu_csv_writer_new(&estimates->memory.with, &taken, excel, &w.csv, error);
    if (!w.status)
        estimates_csv_heading(&w);
    for (size_t i = 0; i < estimates->n && !w.status; i++)
        estimates_csv_item(&w, i);
    kefu_csv_writer_free(w.csv);
    return w.status;
}
