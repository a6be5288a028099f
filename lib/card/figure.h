/* figure.h - a figure as people read it, in few enough bytes for the stack. */
#ifndef KF_FIGURE_H
#define KF_FIGURE_H

#include "kefu/card.h"

/* 19 digits, 6 commas, sign, point, a currency or unit of 3 bytes; or the name of a status. */
enum { KF_FIGURE_SIZE = 96 };

/* What kefu_figure_text gives, with NUL; its length. */
size_t kf_figure_text(const kefu_value *value, const char *unit, int32_t scale, int32_t language,
                      char out[KF_FIGURE_SIZE]);
/* The most digits after the point, up to `scale`, with which the number still fits. */
int32_t kf_figure_scale(const kefu_value *value, int32_t scale);

#endif
