/* read.c - a review read: its texts one after the other, each in the order of review.h. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "review/review.h"

/* ---- Rooms ---------------------------------------------------------------------------------- */

static const size_t reading_items[KF_ROOMS] = {
    [KF_ROOM_TEXT] = 1,
    [KF_ROOM_UNITS] = sizeof(uint16_t),
    [KF_ROOM_STARTS] = sizeof(uint32_t),
    [KF_ROOM_FOUND] = sizeof(kf_found),
    [KF_ROOM_SIGHTS] = sizeof(kf_sight),
    [KF_ROOM_ENDS] = sizeof(uint32_t),
    [KF_ROOM_CLAUSES] = sizeof(kf_clause),
    [KF_ROOM_SCORES] = sizeof(kf_scores),
    [KF_ROOM_OWN_SCORES] = sizeof(kf_scores),
    [KF_ROOM_MARKS] = sizeof(kf_marked),
    [KF_ROOM_NAMES] = sizeof(kf_naming),
    [KF_ROOM_SPANS] = sizeof(kefu_span),
    [KF_ROOM_HITS] = sizeof(kf_text_hit),
    [KF_ROOM_WEIGHTS] = sizeof(int64_t),
    [KF_ROOM_CHARACTERS] = sizeof(uint32_t),
    [KF_ROOM_PARTS] = sizeof(kf_clause),
};

void *kf_reading_room(kf_reading *r, int32_t kind, size_t need)
{
    kf_room *room = &r->rooms[kind];
    void *grown =
        kf_reserve(r->memory, room->items, &room->capacity, need ? need : 1, reading_items[kind]);
    if (grown)
        room->items = grown;
    return grown;
}

void kf_reading_drop(kf_reading *r)
{
    for (int32_t i = 0; i < KF_ROOMS; i++)
        kf_free_array(r->memory, r->rooms[i].items, r->rooms[i].capacity, reading_items[i]);
}

/* What was read is forgotten, its memory kept. */
static void reading_clear(kf_reading *r, const kf_memory *memory)
{
    kf_reading empty = {.memory = memory};
    memcpy(empty.rooms, r->rooms, sizeof empty.rooms);
    *r = empty;
}

/* ---- One text ------------------------------------------------------------------------------- */

static kefu_status reading_keep(kf_reading *r, const kefu_text *text, kefu_error *error)
{
    char *kept = kf_reading_room(r, KF_ROOM_TEXT, text->size + 1);
    if (!kept)
        return kf_no_memory(error);
    if (text->size)
        memcpy(kept, text->data, text->size);
    kept[text->size] = 0;
    r->text = (kefu_text){kept, text->size};
    return KEFU_OK;
}

/* Which of the texts is not what it was declared to be. */
static void reading_name_text(const kefu_reviewer *reviewer, int32_t which, kefu_error *error)
{
    const int64_t offset = error->offset;
    (void)kf_fail(error, KEFU_E_ENCODING, "kefu_review.%s: byte %i is not %s",
                  which == KEFU_MAIN ? "text" : "follow_up", offset,
                  reviewer->encoding == KEFU_UTF8 ? "UTF-8" : "GB18030");
    error->offset = offset;
}

static kefu_status reading_fold(kf_reading *r, int32_t which, kefu_error *error)
{
    const kefu_reviewer *reviewer = r->reviewer;
    const size_t room = kf_fold_room(r->text.size);
    uint16_t *units = kf_reading_room(r, KF_ROOM_UNITS, room);
    uint32_t *starts = kf_reading_room(r, KF_ROOM_STARTS, room);
    kefu_status status;
    if (!units || !starts)
        return kf_no_memory(error);
    status = kf_fold_on(reviewer->panel.base->table.cpu, r->text.data, r->text.size,
                        reviewer->encoding, reviewer->invalid, units, starts, &r->count, error);
    if (status == KEFU_E_ENCODING && error)
        reading_name_text(reviewer, which, error);
    if (!status && r->count > KF_MOST_UNITS)
        return kf_fail(error, KEFU_E_LIMIT, "a text of %i characters is longer than %d",
                       (int64_t)r->count, KF_MOST_UNITS);
    r->units = units + KF_FOLD_BEFORE + 1;
    r->starts = starts + KF_FOLD_BEFORE + 1;
    return status;
}

static kefu_status reading_read(kf_reading *r, const kefu_review *review, int32_t which,
                                kefu_error *error)
{
    const kefu_text *text = which == KEFU_FOLLOW_UP ? &review->follow_up : &review->text;
    const int32_t stars = which == KEFU_MAIN ? review->stars : 0;
    kefu_status status = reading_keep(r, text, error);
    r->day = which == KEFU_FOLLOW_UP && review->follow_up_day ? review->follow_up_day : review->day;
    r->by = review->by ? review->by : KEFU_BY_BUYER;
    if (!status)
        status = reading_fold(r, which, error);
    if (!status)
        status = kf_read_clauses(r, error);
    if (!status)
        status = kf_read_sights(r, error);
    if (!status)
        status = kf_cut_clauses(r, error);
    if (status)
        return status;
    kf_read_turns(r);
    status = kf_read_opinion(r, stars, error);
    if (status)
        return status;
    kf_read_causes(r);
    status = kf_read_marks(r, &review->id, which, error);
    if (!status)
        status = kf_read_names(r, error);
    if (!status)
        kf_read_suspect(r);
    return status;
}

/* ---- A review ------------------------------------------------------------------------------- */

static kefu_status review_check_text(const kefu_reviewer *reviewer, const kefu_text *text,
                                     const char *name, kefu_error *error)
{
    if (!text->data && text->size)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_review.%s: %i bytes at NULL", name,
                       (int64_t)text->size);
    if (text->size > (uint64_t)reviewer->text_bytes)
        return kf_fail(error, KEFU_E_LIMIT,
                       "kefu_review.%s has %i bytes, more than limits.text_bytes, %i", name,
                       (int64_t)text->size, reviewer->text_bytes);
    return KEFU_OK;
}

/* What is kept beside the texts goes into rows and files. */
static kefu_status review_check_word(const kefu_text *word, const char *name, kefu_error *error)
{
    if (!word->size)
        return KEFU_OK;
    if (kf_utf8_valid(word->data, word->size) != word->size)
        return kf_fail(error, KEFU_E_ENCODING, "kefu_review.%s is not UTF-8", name);
    return memchr(word->data, 0, word->size)
               ? kf_fail(error, KEFU_E_ENCODING, "kefu_review.%s has a NUL", name)
               : KEFU_OK;
}

enum { REVIEW_FLAGS = 31, REVIEW_TEXTS = 2 };

static kefu_status review_check(const kefu_reviewer *reviewer, const kefu_review *review,
                                kefu_error *error)
{
    const struct {
        const kefu_text *text;
        const char *name;
    } texts[] = {{&review->text, "text"},
                 {&review->follow_up, "follow_up"},
                 {&review->id, "id"},
                 {&review->product, "product"},
                 {&review->agent, "agent"}};
    if (review->stars < 0 || review->stars > 5)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_review.stars is %d: not 0 .. 5",
                       review->stars);
    if (review->by && review->by != KEFU_BY_BUYER && review->by != KEFU_BY_AGENT)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_review.by is %d: not KEFU_BY_BUYER or KEFU_BY_AGENT", review->by);
    if (review->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_review.reserved0 is not 0");
    if (review->flags & ~(uint32_t)REVIEW_FLAGS)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_review.flags has an unknown bit");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        kefu_status status = review_check_text(reviewer, texts[i].text, texts[i].name, error);
        if (!status && i >= REVIEW_TEXTS)
            status = review_check_word(texts[i].text, texts[i].name, error);
        if (status)
            return status;
    }
    return KEFU_OK;
}

static kefu_status review_keep(kefu_verdict *v, const kefu_review *review, kefu_error *error)
{
    const kefu_text *const from[] = {&review->id, &review->product, &review->agent};
    kefu_text *const to[] = {&v->id, &v->product, &v->agent};
    size_t at = 0;
    kf_buffer_clear(&v->kept);
    for (size_t i = 0; i < 3; i++) {
        kf_put(&v->kept, from[i]->data, from[i]->size);
        kf_put_char(&v->kept, 0);
    }
    if (v->kept.failed)
        return kf_no_memory(error);
    for (size_t i = 0; i < 3; i++) {
        *to[i] = (kefu_text){v->kept.data + at, from[i]->size};
        at += from[i]->size + 1;
    }
    v->day = review->day;
    v->stars = review->stars;
    v->by = review->by ? review->by : KEFU_BY_BUYER;
    v->flags = review->flags;
    return KEFU_OK;
}

static kefu_status review_read_texts(kefu_verdict *v, const kefu_reviewer *reviewer,
                                     const kefu_review *review, kefu_error *error)
{
    const int32_t n = review->follow_up.data ? 2 : 1;
    for (int32_t i = 0; i < n; i++) {
        kefu_status status;
        reading_clear(&v->readings[i], &v->memory);
        v->readings[i].reviewer = reviewer;
        status = reading_read(&v->readings[i], review, i, error);
        if (status)
            return status;
    }
    v->n = n;
    v->reviewer = reviewer;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_review_read(const kefu_reviewer *reviewer, const kefu_review *review,
                                       kefu_verdict *verdict, kefu_error *error)
{
    kefu_review taken;
    kefu_status status;
    if (!reviewer || !review || !verdict)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_review_read: reviewer, review or verdict is NULL");
    verdict->reviewer = NULL;
    verdict->n = 0;
    status = kf_take(&taken, sizeof taken, review, error);
    if (!status)
        status = review_check(reviewer, &taken, error);
    if (!status)
        status = review_keep(verdict, &taken, error);
    return status ? status : review_read_texts(verdict, reviewer, &taken, error);
}
