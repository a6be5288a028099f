/* kefu/models.h - the two models that are built with the library, each in a library of its own:
 * libkefu_model_zh, libkefu_model_en (-lkefu_model_zh). What they were fitted on, how good they are
 * and where not: kefu_model_info.card. Uses nothing.
 */
#ifndef KEFU_MODELS_H
#define KEFU_MODELS_H

#include "kefu/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The bytes for kefu_model_from_bytes, static and aligned. O(1) [pure] Since 0.1 */
KEFU_API const void *KEFU_CALL kefu_model_zh(size_t *size);
KEFU_API const void *KEFU_CALL kefu_model_en(size_t *size);

#ifdef __cplusplus
}
#endif
#endif
