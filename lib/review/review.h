/* review.h - how a review is read: phrases and names in it (sights), clauses, what turns a meaning,
 * what is blamed. Positions are units of the folded text; opinions of clauses and evidence of
 * causes are 2^-16ths of a logit, below 0 is bad. */
#ifndef KF_REVIEW_H
#define KF_REVIEW_H

#include "base/hash.h"
#include "kefu/review.h"
#include "lexicon/lexicon.h"
#include "model/model.h"

enum {
    KF_MOST_NAMED = 64, /* people of one opinion */
    KF_LOGIT = 65536,
    KF_MOST_CLAUSES = 65536, /* what follows stays in the last one */
    KF_NEGATOR_REACH = 4,    /* units between a negator and what it turns */
    KF_NAME_REACH = 8,       /* units between a name and a word for agents */
    KF_MOST_POLARITY_SPANS = 8
};

/* ---- Reviewer ------------------------------------------------------------------------------- */

/* What a phrase does in a sentence. */
enum {
    KF_SAID_NOTHING = 0, /* a cause, a mark */
    KF_SAID_NEGATOR,
    KF_SAID_DOUBLE, /* a negator of a negator, or what only looks like one */
    KF_SAID_CONTRAST,
    KF_SAID_CONDITION,
    KF_SAID_QUESTION,
    KF_SAID_QUOTE,
    KF_SAID_AGENT,
    KF_SAID_PRAISE,
    KF_SAID_BLAME,
    KF_SAID_NAME, /* of a person of the roster */
    KF_SAIDS
};

/* What one number of the matcher stands for. */
typedef struct kf_wording {
    const char *text; /* as written */
    int32_t category;
    int32_t cause;   /* KEFU_CAUSE_..., or _UNKNOWN */
    int32_t lexicon; /* of a name -1 */
    int32_t person;  /* of a name: index of `people` */
    int8_t list;     /* KEFU_LIST_...; 0 of a name */
    int8_t said;     /* KF_SAID_... */
    int8_t says;     /* of causes, praise and blame: -1, 0, 1 */
    int8_t severity, scope;
    int8_t fixed;    /* no negator turns it */
    int8_t ordinary; /* a name that is a word, too */
    int8_t excused;  /* KF_EXCUSED_...: a mark that does not count there */
    int8_t shape;    /* KF_SHAPE_... */
    uint8_t tail;    /* units of the last of several parts; 0 of one */
} kf_wording;

/* What excuses a mark besides a negator and quotation marks. */
enum { KF_EXCUSED_IF = 1, KF_EXCUSED_ASKED = 2 };

/* Contrasts and conditions come in kinds that a lexicon does not tell apart. */
enum {
    KF_SHAPE_PLAIN = 0,
    KF_SHAPE_CONCEDES, /* 虽然: what it opens weighs less */
    KF_SHAPE_EXCEPT,   /* 除了: the rest is otherwise */
    KF_SHAPE_IF,       /* 如果: what follows from it is supposed, too */
    KF_SHAPE_RHETORIC  /* 为什么: not a question, a complaint */
};

typedef struct kf_review_lexicon {
    char hash[33];
    const char *id;
} kf_review_lexicon;

struct kefu_reviewer {
    kf_memory memory;
    kf_arena arena; /* texts of phrases and people */
    kf_matcher *matcher;
    kf_wording *wordings;
    size_t n_wordings, wordings_capacity;
    const char **people; /* keys */
    size_t n_people;
    kf_review_lexicon *lexicons;
    int32_t n_lexicons;
    int32_t encoding, invalid, certain, right;
    int64_t text_bytes; /* of one review */
    kf_panel panel;
    char id[33], counts_id[33];
};

/* Phrases and names of the reviewer (reviewer_wordings.c, reviewer_names.c). */
kefu_status kf_reviewer_lexicon(kefu_reviewer *reviewer, const kefu_lexicon *lexicon,
                                int32_t number, const char *platform, kefu_error *error);
kefu_status kf_reviewer_wording(kefu_reviewer *reviewer, const kf_wording *wording,
                                const kf_entry *entry, kefu_error *error);
kefu_status kf_reviewer_roster(kefu_reviewer *reviewer, const kefu_roster *roster,
                               kefu_error *error);
/* Marks names that are ordinary words, once the matcher is ready. */
kefu_status kf_reviewer_ordinary(kefu_reviewer *reviewer, kefu_error *error);

/* ---- What was read -------------------------------------------------------------------------- */

/* A phrase where it stands. */
typedef struct kf_sight {
    uint32_t begin, end; /* units */
    uint32_t wording;
    uint32_t clause;
    int8_t says;    /* with what turns it; 0 if it says nothing */
    int8_t turned;  /* 1: an odd number of negators */
    int8_t only_if; /* 1: feared, hoped, asked */
    int8_t asked;   /* 1: asked, not only supposed */
    int8_t quoted;
    int8_t hidden; /* 1: inside a longer one: it does not stand there */
    int8_t acts;   /* of grammar: it turned something */
    int8_t beside; /* of a topic: only what something is compared with */
} kf_sight;

typedef struct kf_clause {
    uint32_t begin, end;
    uint32_t whole;    /* where the clause began before it was cut between things spoken of */
    uint32_t sentence; /* number */
    uint32_t sight;    /* the first that begins here or later */
    int32_t weight;    /* thousandths */
    int32_t opinion;   /* of lexicon and model */
    int32_t words;     /* of the lexicon alone */
    int32_t model;     /* of the model alone */
    uint32_t causes;   /* bit: it speaks of the cause */
    uint32_t heard;    /* likewise: the model says so */
    int8_t contrast;   /* KF_TURN_... that opens it */
    int8_t asked;
    int8_t list;  /* 1: it goes on with a list (色差、起球) */
    int8_t beset; /* 1: said of a supposed case */
} kf_clause;

enum { KF_TURN_NONE, KF_TURN_CONTRAST, KF_TURN_CONCEDES, KF_TURN_EXCEPT };

typedef struct kf_marked {
    uint32_t sight;
    int32_t why_not;
    int32_t span; /* once spans are there */
    char id[17];
} kf_marked;

typedef struct kf_naming {
    uint32_t sight; /* the first */
    uint32_t last;  /* the last that counted */
    int32_t person;
    int32_t ambiguous;
    int64_t good, bad; /* evidence */
    int32_t span;
} kf_naming;

/* A growing array: of one reading, kept from review to review. */
typedef struct kf_room {
    void *items;
    size_t capacity;
} kf_room;

enum {
    KF_ROOM_TEXT,
    KF_ROOM_UNITS,
    KF_ROOM_STARTS,
    KF_ROOM_FOUND,
    KF_ROOM_SIGHTS,
    KF_ROOM_ENDS,
    KF_ROOM_CLAUSES,
    KF_ROOM_SCORES,
    KF_ROOM_OWN_SCORES,
    KF_ROOM_MARKS,
    KF_ROOM_NAMES,
    KF_ROOM_SPANS,
    KF_ROOM_HITS,
    KF_ROOM_WEIGHTS,
    KF_ROOM_CHARACTERS,
    KF_ROOM_PARTS,
    KF_ROOMS
};

/* One opinion: a text and all that was found in it. Pointers are into `rooms`. */
typedef struct kf_reading {
    kf_room rooms[KF_ROOMS];
    const kf_memory *memory;
    const kefu_reviewer *reviewer;
    int32_t day, by, language;
    int32_t spans_made;    /* 1 once they are */
    kefu_text text;        /* as it came */
    const uint16_t *units; /* the first of the text; an edge before it */
    const uint32_t *starts;
    size_t count;
    kf_sight *sights;
    size_t n_sights;
    kf_clause *clauses;
    size_t n_clauses;
    kf_scores *scores, *own; /* of clauses; own: of the delta */
    kf_scores total, own_total;
    kf_marked *marks;
    size_t n_marks;
    kf_naming *names;
    size_t n_names;
    kefu_span *spans;
    size_t n_spans;
    int32_t out_of_memory; /* while spans were made */
    int32_t is_default;    /* 1: what the platform writes by itself */
    kefu_opinion opinion;
    kefu_found_cause causes[KF_CAUSES];
} kf_reading;

/* The person that a name may mean: key of the roster. */
static inline const char *kf_naming_person(const kf_reading *r, const kf_naming *name)
{
    return r->reviewer->people[name->person];
}

struct kefu_verdict {
    kf_memory memory;
    const kefu_reviewer *reviewer; /* NULL: empty */
    kf_reading readings[2];
    int32_t n; /* opinions */
    int32_t day, stars, by;
    uint32_t flags;
    kf_buffer kept; /* id, product, agent, each with NUL */
    kefu_text id, product, agent;
};

/* Room for `need` items of a kind; NULL if there is no memory. What was there stays. */
void *kf_reading_room(kf_reading *r, int32_t kind, size_t need);
void kf_reading_drop(kf_reading *r);

/* ---- Reading, in this order; each O(count) --------------------------------------------------- */

/* Ends of clauses at punctuation, line breaks and blanks, to KF_ROOM_ENDS and clauses. */
kefu_status kf_read_clauses(kf_reading *r, kefu_error *error);
/* Phrases and names; those inside longer ones are hidden. */
kefu_status kf_read_sights(kf_reading *r, kefu_error *error);
/* Cuts clauses before contrasts and between things spoken of; gives sights their clauses. */
kefu_status kf_cut_clauses(kf_reading *r, kefu_error *error);
/* Negators, conditions, questions, quotation marks, comparisons. */
void kf_read_turns(kf_reading *r);
/* Scores of the clauses and of the whole, opinions of clauses. */
kefu_status kf_read_opinion(kf_reading *r, int32_t stars, kefu_error *error);
void kf_read_causes(kf_reading *r);
kefu_status kf_read_marks(kf_reading *r, const kefu_text *review, int32_t opinion,
                          kefu_error *error);
kefu_status kf_read_names(kf_reading *r, kefu_error *error);
void kf_read_suspect(kf_reading *r);
/* Spans, when somebody asks for them; of polarity, of aspects (spans_model.c). */
void kf_spans_add(kf_reading *r, uint32_t begin, uint32_t end, int32_t kind, int32_t of,
                  int64_t contribution);
/* The last one moves to its place by begin among those from `from` on. */
void kf_spans_settle(kf_reading *r, size_t from);
kefu_status kf_spans_polarity(kf_reading *r, kefu_error *error);
kefu_status kf_spans_hits(kf_reading *r, size_t *n, kefu_error *error);
void kf_spans_aspects(kf_reading *r, size_t clause, size_t *hit, size_t n_hits);
kefu_status kf_read_spans(kf_reading *r, kefu_error *error);
kefu_status kf_verdict_spans(const kefu_verdict *verdict, int32_t opinion);

/* ---- Shared --------------------------------------------------------------------------------- */

static inline const kf_wording *kf_wording_of(const kf_reading *r, const kf_sight *s)
{
    return &r->reviewer->wordings[s->wording];
}

/* How many of logistics, product and service are praised. */
int32_t kf_reading_praised(const kf_reading *r);
/* 1 if it has a mark of the category (KF_LIST_...) that counts; `by_others`: or would, of another
 * side. */
int32_t kf_reading_has(const kf_reading *r, int32_t category, int32_t by_others);
/* Words and model together: an opinion. */
int32_t kf_opinion_of(int64_t words, int32_t model);
/* What an opinion is counted as: of three classes where they are known, else its polarity. */
static inline int32_t kf_opinion_class(const kefu_opinion *o)
{
    return o->three != KEFU_POLARITY_UNKNOWN ? o->three : o->polarity;
}

/* Bad, neither, good: by evidence for and against. */
int32_t kf_leaning(int64_t good, int64_t bad);
/* Bits of agent_... */
enum { KF_CAUSES_OF_AGENTS = (2 << KEFU_CAUSE_AGENT_PROMISE) - (1 << KEFU_CAUSE_AGENT_ATTITUDE) };
/* 1 if the shop's people answer for the cause: agent_... and service. */
int32_t kf_cause_is_service(int32_t cause);
/* What a clause says of what it speaks of: its own opinion, and half the next one's where that
 * speaks of nothing and does not say the opposite. */
int64_t kf_clause_evidence(const kf_reading *r, size_t clause, int64_t own);
/* The cause that a sight is evidence of, or KEFU_CAUSE_UNKNOWN: "快递员态度差" is the carrier's. */
int32_t kf_sight_cause(const kf_reading *r, size_t sight);
/* Bytes of the character that begins at byte `at`. */
size_t kf_character(const kf_reading *r, size_t at);

#endif
