/* kefu/models.h - the two models that are built with the library, each in a library of its own:
 * libkefu_model_zh and libkefu_model_en (-lkefu_model_zh), of bytes and nothing else. What they
 * were fitted on, how good they are and where not: kefu_model_info.card. Uses nothing.
 *
 * Their ids are "kefu.zh/1" and "kefu.en/1"; a library with another revision has other bytes. A
 * shop's delta is good for the bytes it was made on and no others: keep them, or train it again.
 */
#ifndef KEFU_MODELS_H
#define KEFU_MODELS_H

#include "kefu/base.h"

/* Not KEFU_API: either library may be static where the other is a DLL. A function that is only
 * called needs no dllimport. */
#if defined(_WIN32) && defined(KEFU_MODELS_BUILD)
#define KEFU_MODELS_API __declspec(dllexport)
#elif !defined(_WIN32) && defined(__GNUC__)
#define KEFU_MODELS_API __attribute__((visibility("default")))
#else
#define KEFU_MODELS_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The bytes for kefu_model_from_bytes with KEFU_MODEL_BORROW, static and aligned to 64; `size` may
 * be NULL. O(1) [pure] Since 0.1 */
KEFU_MODELS_API const void *KEFU_CALL kefu_model_zh_bytes(size_t *size);
KEFU_MODELS_API const void *KEFU_CALL kefu_model_en_bytes(size_t *size);

#ifdef __cplusplus
}
#endif
#endif
