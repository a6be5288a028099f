/* stock_write.c - names of counts, and what is checked before anything is written. */
#include "stock/stock_write.h"

#include "base/fail.h"

const kf_stock_name kf_stock_names[KF_STOCK_NAMES] = {
    {KF_STOCK_REVIEWS, "reviews", "评价"},
    {KF_STOCK_FOLLOW_UPS, "follow_ups", "追评"},
    {KF_STOCK_GOOD, "good", "好评"},
    {KF_STOCK_NEUTRAL, "neutral", "中评"},
    {KF_STOCK_BAD, "bad", "差评"},
    {KF_STOCK_UNSURE, "unsure", "待判断"},
    {KF_STOCK_FOLLOWUP_BAD, "followup_bad", "追评差评"},
    {KF_STOCK_TURNED_BAD, "turned_bad", "追评转差"},
    {KF_STOCK_UNANSWERED, "unanswered", "未回复"},
    {KF_STOCK_UNANSWERED_BAD, "unanswered_bad", "未回复差评"},
    {KF_STOCK_MARKED, "marked", "有标记"},
    {KF_STOCK_SUSPECT, "suspect", "可疑"}};

kefu_status kf_stock_ready(kefu_stock *stock, const kefu_stock *before, const kefu_sink *sink,
                           kefu_sink *to, kefu_error *error)
{
    kefu_status status = kf_stock_healthy(stock, "stock-take", error);
    if (!status && before)
        status = kf_stock_healthy(before, "stock-take before", error);
    if (!status)
        status = kf_take_sink(to, sink, error);
    return status ? status : kf_stock_sort(stock, error);
}
