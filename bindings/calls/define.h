/* define.h - defines every call: the function that makes it, and its description. */
#include "all.h"

#define CALL(class, call, kind, params, gives, text, ...)                                          \
    static kefu_status class##_##call##_run(kb_call *c) { return (__VA_ARGS__); }                  \
    static const kb_info class##_##call##_info = {                                                 \
        #class, #call, KB_##kind, params, gives, class##_##call##_run, text, #__VA_ARGS__};
#include "all.inc"
#undef CALL
