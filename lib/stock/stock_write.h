/* stock_write.h - what CSV and JSON of a stock-take share: its counts, named. */
#ifndef KF_STOCK_WRITE_H
#define KF_STOCK_WRITE_H

#include "stock/stock.h"

typedef struct kf_stock_name {
    int32_t count; /* KF_STOCK_... */
    const char *key, *zh;
} kf_stock_name;

enum { KF_STOCK_NAMES = KF_STOCK_KEY }; /* all counts but the last */
extern const kf_stock_name kf_stock_names[KF_STOCK_NAMES];

/* Both stock-takes, or one and NULL, in order and fit to be written. */
kefu_status kf_stock_ready(kefu_stock *stock, const kefu_stock *before, const kefu_sink *sink,
                           kefu_sink *to, kefu_error *error);
#endif
