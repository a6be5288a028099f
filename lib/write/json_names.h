/* json_names.h - the words of a sheet's JSON for codes and flags. */
#ifndef KF_JSON_NAMES_H
#define KF_JSON_NAMES_H

#include <stdint.h>

typedef struct kf_json_name {
    int32_t code; /* or the bit of a flag */
    const char *name;
} kf_json_name;

/* Each ends with a name that is NULL. */
extern const kf_json_name kf_json_reasons[];      /* KEFU_REASON_ codes */
extern const kf_json_name kf_json_reason_flags[]; /* KEFU_REASON_ flags */
extern const kf_json_name kf_json_statuses[];     /* KEFU_VALUE_ states */
extern const kf_json_name kf_json_value_flags[];  /* KEFU_VALUE_ flags */
extern const kf_json_name kf_json_lints[];
extern const kf_json_name kf_json_severities[];
extern const kf_json_name kf_json_kinds[]; /* KEFU_PART_ kinds that reasons are about */
extern const kf_json_name kf_json_places[];

#endif
