/* roster.h - who is who, as the layers above and roster_read.c see it. */
#ifndef KF_ROSTER_H
#define KF_ROSTER_H

#include "table/group.h"

enum {
    KF_ROSTER_NAME,
    KF_ROSTER_TEAM,
    KF_ROSTER_ROLE,
    KF_ROSTER_COHORT,
    KF_ROSTER_STAGE,
    KF_ROSTER_TEXTS
};

/* What one row of the file says about a person from a day to a day, both inclusive. */
typedef struct kf_roster_row {
    int64_t row;                        /* in its source; for messages */
    const char *alias;                  /* "" = none */
    const char *texts[KF_ROSTER_TEXTS]; /* "" = not given */
    uint32_t person;
    int32_t from, to;    /* INT32_MIN, INT32_MAX = open */
    int32_t hired, left; /* INT32_MIN, INT32_MAX = not given */
} kf_roster_row;

/* An alias of one person; those of one alias never overlap. */
typedef struct kf_roster_span {
    int64_t row;
    uint32_t alias; /* number in `aliases` */
    uint32_t person;
    int32_t from, to;
} kf_roster_span;

struct kefu_roster {
    kf_memory memory;
    kf_arena arena; /* texts */
    size_t n_people;
    kf_groups *people;   /* in order of first sight, as the uint32_t of rows while reading */
    uint32_t *order;     /* the people in order of their ids: number in `people` of index i */
    const char **ids;    /* of index i */
    kf_roster_row *rows; /* by index of the person, then from */
    size_t n_rows;
    size_t *first_row; /* of index i; n_people + 1 */
    kf_groups *aliases;
    kf_roster_span *spans; /* by alias, then from; persons are indexes */
    size_t n_spans, spans_capacity;
    size_t *first_span; /* of alias i; aliases + 1 */
    char id[33];        /* of the rows, whatever their order */
};

/* Index of the person with this alias on this day, -1 if there is none. O(log spans of the alias)
 */
int64_t kf_roster_index(const kefu_roster *roster, const kf_key *alias, int32_t day);
/* The hash of the rows, once they are there (roster_id.c). */
kefu_status kf_roster_make_id(kefu_roster *roster, kefu_error *error);
/* The id of a person as a key. */
kf_key kf_roster_key(const kefu_roster *roster, int64_t index);

#endif
