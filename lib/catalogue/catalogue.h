/* catalogue.h - definitions as the catalogue keeps them, built in and loaded. */
#ifndef KF_CATALOGUE_H
#define KF_CATALOGUE_H

#include "base/json_fields.h"
#include "kefu/catalogue.h"

/* What a column holds. */
typedef struct kf_word {
    const char *name;
    kf_label meaning;
} kf_word;

/* One revision. A text that is not given is NULL. */
typedef struct kf_definition {
    const char *id, *name;
    const char *zh, *en;
    const char *unit;
    int32_t scale, direction;
    const char *row;
    int32_t grade;
    const char *source;
    const char *formula;
    const char *columns; /* built in: names of kf_catalogue_words, by spaces */
    const char *note_zh, *note_en;
    const char *const *aliases; /* NULL, or ended by NULL */
    int64_t min_n;
    int32_t from, to;     /* days; 0 = open */
    const kf_word *words; /* loaded: n_words columns */
    int32_t n_words;
    const char *topic; /* loaded */
} kf_definition;

/* ---- Built in (catalogue_builtin.c, and a file for each topic) ---- */

enum { KF_UP = KEFU_HIGHER, KF_DOWN = KEFU_LOWER, KF_FLAT = KEFU_NEITHER };

/* The first two fields: "kefu.reply_rate/1" and "reply_rate". */
#define KF_ID(name, revision) "kefu." name "/" revision, name

typedef struct kf_topic {
    const char *name;
    const kf_definition *definitions;
    int32_t n;
} kf_topic;

extern const kf_topic kf_topic_sales, kf_topic_after_sales, kf_topic_response, kf_topic_service,
    kf_topic_quality, kf_topic_reviews, kf_topic_workload;

int32_t kf_catalogue_builtins(void);
/* Built-in definition `index`, and its topic. */
const kf_definition *kf_catalogue_builtin(int32_t index, const char **topic);
/* The meaning of the column that begins at `name`, which a space or NUL ends. */
const kf_word *kf_catalogue_word(const char *name);

/* ---- A catalogue ---- */

/* A text that was loaded; definitions borrow from it. */
typedef struct kf_catalogue_text {
    struct kf_catalogue_text *next;
    kf_json json;
    kf_arena arena;
} kf_catalogue_text;

struct kefu_catalogue {
    kf_memory memory;
    kefu_limits limits;
    kf_catalogue_text *texts; /* the newest first */
    int32_t builtins;         /* how many of them are in it: all or none */
    int32_t n;                /* loaded */
    kf_definition *loaded;
    size_t capacity;
};

/* Index below kefu_catalogue_count; the topic may be NULL. */
const kf_definition *kf_catalogue_get(const kefu_catalogue *catalogue, int32_t index,
                                      const char **topic);
/* As kefu_catalogue_find of arguments that are there. */
kefu_status kf_catalogue_find(const kefu_catalogue *catalogue, const char *asked, int32_t day,
                              int32_t *index, kefu_error *error);
/* How many columns it describes, and one of them. */
int32_t kf_definition_columns(const kf_definition *definition);
const kf_word *kf_definition_column(const kf_definition *definition, int32_t index);
/* 1 if it holds on `day`; 0 is any. */
int32_t kf_definition_holds(const kf_definition *definition, int32_t day);

void kf_catalogue_text_free(const kf_memory *memory, kf_catalogue_text *text);

#endif
