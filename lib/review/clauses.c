/* clauses.c - where clauses end: at punctuation, emoji, line breaks and blanks; then before
 * contrasts, and between things that are spoken of one after the other. */
#include "base/fail.h"
#include "base/gb18030.h"
#include "review/review.h"

/* ---- Characters ----------------------------------------------------------------------------- */

/* Bytes of a character of UTF-8, or of the part of one that malformed bytes are (WHATWG). */
static size_t clause_utf8(const unsigned char *p, size_t left)
{
    const size_t length = p[0] < 0xC2 || p[0] > 0xF4 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    const unsigned from = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    const unsigned to = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    size_t n = 1;
    for (; n < length && n < left; n++)
        if (p[n] < (n == 1 ? from : 0x80) || p[n] > (n == 1 ? to : 0xBF))
            break;
    return n;
}

/* The same of GB18030: what the decoder of the Encoding Standard does not give back. */
static size_t clause_gb18030(const unsigned char *p, size_t left)
{
    uint32_t code;
    const int32_t length = p[0] < 0x80 ? 1 : kf_gb18030_decode(p, left, &code);
    if (length > 0)
        return (size_t)length;
    if (p[0] == 0xFF || left == 1)
        return 1;
    if (p[1] < '0' || p[1] > '9')
        return p[1] < 0x80 ? 1 : 2;
    if (left == 2)
        return 2;
    if (p[2] < 0x81 || p[2] > 0xFE)
        return 1;
    if (left == 3)
        return 3;
    return p[3] < '0' || p[3] > '9' ? 1 : 4;
}

size_t kf_character(const kf_reading *r, size_t at)
{
    const unsigned char *p = (const unsigned char *)r->text.data + at;
    const size_t left = r->text.size - at;
    return r->reviewer->encoding == KEFU_UTF8 ? clause_utf8(p, left) : clause_gb18030(p, left);
}

/* ---- Ends ----------------------------------------------------------------------------------- */

/* What stands at a unit or behind it, strongest last. */
enum { CLAUSE_GOES_ON, CLAUSE_BLANK, CLAUSE_ENDS, CLAUSE_SENTENCE };

typedef struct clause_cutter {
    kf_reading *r;
    kf_clause *clauses;
    size_t n, room;
    uint32_t begin; /* of the clause that is open */
    uint32_t sentence;
    uint32_t last;    /* cut or blank before `pending` */
    uint32_t pending; /* a blank that is a cut if enough follows; 0: none */
    int32_t list;     /* 1: what opens goes on with a list */
} clause_cutter;

enum { CLAUSE_BETWEEN_BLANKS = 3 }; /* units; fewer are words of one clause */

static int32_t clause_is_word(uint16_t unit)
{
    const int32_t kind = kf_unit_kind(unit);
    return kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT;
}

/* 3.5 and 1,000 and a.b are not ended by what is in them. */
static int32_t clause_is_inside_word(const kf_reading *r, size_t i)
{
    return clause_is_word(r->units[(ptrdiff_t)i - 1]) && clause_is_word(r->units[i + 1]) &&
           r->starts[i + 1] == r->starts[i] + kf_character(r, r->starts[i]);
}

static int32_t clause_of_unit(const kf_reading *r, size_t i)
{
    const uint16_t unit = r->units[i];
    switch (unit) {
    case '.':
    case ',':
        if (clause_is_inside_word(r, i))
            return CLAUSE_GOES_ON;
        return unit == '.' ? CLAUSE_SENTENCE : CLAUSE_ENDS;
    case '!':
    case '?':
    case KF_UNIT_LINE:
        return CLAUSE_SENTENCE;
    case ';':
    case '~':
        return CLAUSE_ENDS;
    default:
        return kf_unit_kind(unit) == KF_KIND_EMOJI ? CLAUSE_ENDS : CLAUSE_GOES_ON;
    }
}

/* A blank that people set words apart with: of ASCII, U+00A0 or U+3000. */
static int32_t clause_is_blank_at(const kf_reading *r, const unsigned char *p, size_t n)
{
    const int32_t utf8 = r->reviewer->encoding == KEFU_UTF8;
    switch (n) {
    case 1:
        return p[0] == ' ' || p[0] == '\t';
    case 2:
        return utf8 ? p[0] == 0xC2 && p[1] == 0xA0 : p[0] == 0xA1 && p[1] == 0xA1;
    case 3:
        return p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80;
    default:
        return p[0] == 0x81 && p[1] == 0x30 && p[2] == 0x84 && p[3] == 0x32;
    }
}

/* Blanks that folding left out behind unit i: bytes that the next unit does not begin with. */
static int32_t clause_is_blank(const kf_reading *r, size_t from, size_t to)
{
    const unsigned char *p = (const unsigned char *)r->text.data;
    while (from < to) {
        const size_t n = kf_character(r, from);
        if (clause_is_blank_at(r, p + from, n))
            return 1;
        from += n;
    }
    return 0;
}

static int32_t clause_gap(const kf_reading *r, size_t i)
{
    const size_t end = r->starts[i] + kf_character(r, r->starts[i]);
    if (end >= r->starts[i + 1])
        return CLAUSE_GOES_ON;
    return clause_is_blank(r, end, r->starts[i + 1]) ? CLAUSE_BLANK : CLAUSE_GOES_ON;
}

/* "、": the next clause goes on with a list. */
static int32_t clause_lists(const kf_reading *r, size_t i)
{
    const unsigned char *p = (const unsigned char *)r->text.data + r->starts[i];
    const size_t n = kf_character(r, r->starts[i]);
    if (r->units[i] != ',')
        return 0;
    return r->reviewer->encoding == KEFU_UTF8
               ? n == 3 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x81
               : n == 2 && p[0] == 0xA1 && p[1] == 0xA2;
}

static void clause_close(clause_cutter *c, uint32_t end)
{
    const uint32_t begin = c->begin;
    if (end <= begin || (c->n >= KF_MOST_CLAUSES - 1 && end < c->r->count))
        return;
    c->clauses[c->n++] = (kf_clause){.begin = begin,
                                     .end = end,
                                     .whole = begin,
                                     .sentence = c->sentence,
                                     .weight = 1000,
                                     .list = (int8_t)c->list};
    c->begin = end;
    c->list = 0;
}

static void clause_settle(clause_cutter *c, uint32_t at)
{
    if (c->pending && at - c->pending >= CLAUSE_BETWEEN_BLANKS)
        clause_close(c, c->pending);
    c->pending = 0;
}

static void clause_blank(clause_cutter *c, uint32_t at)
{
    clause_settle(c, at);
    if (at - c->last >= CLAUSE_BETWEEN_BLANKS)
        c->pending = at;
    c->last = at;
}

/* Punctuation that follows punctuation belongs to the same end. */
static uint32_t clause_end(clause_cutter *c, uint32_t at, int32_t *how)
{
    const kf_reading *r = c->r;
    int32_t list = clause_lists(r, at);
    uint32_t end = at + 1;
    for (; end < r->count; end++) {
        const int32_t next = clause_of_unit(r, end);
        if (next < CLAUSE_ENDS)
            break;
        *how = next > *how ? next : *how;
        list = 0;
    }
    clause_settle(c, at);
    clause_close(c, end);
    c->list = list;
    c->last = end;
    if (*how == CLAUSE_SENTENCE)
        c->sentence++;
    return end;
}

static void clause_walk(clause_cutter *c)
{
    const kf_reading *r = c->r;
    for (uint32_t i = 0; i < r->count;) {
        int32_t how = clause_of_unit(r, i);
        if (how >= CLAUSE_ENDS) {
            i = clause_end(c, i, &how);
            continue;
        }
        i++;
        if (i < r->count && clause_gap(r, i - 1) == CLAUSE_BLANK)
            clause_blank(c, i);
    }
    clause_settle(c, (uint32_t)r->count);
    clause_close(c, (uint32_t)r->count);
}

static size_t clause_most(const kf_reading *r)
{
    return r->count < KF_MOST_CLAUSES ? r->count + 1 : KF_MOST_CLAUSES;
}

kefu_status kf_read_clauses(kf_reading *r, kefu_error *error)
{
    clause_cutter c = {.r = r};
    uint32_t *ends;
    c.clauses = kf_reading_room(r, KF_ROOM_CLAUSES, clause_most(r));
    ends = kf_reading_room(r, KF_ROOM_ENDS, clause_most(r));
    if (!c.clauses || !ends)
        return kf_no_memory(error);
    clause_walk(&c);
    r->clauses = c.clauses;
    r->n_clauses = c.n;
    for (size_t i = 0; i < c.n; i++)
        ends[i] = c.clauses[i].end;
    return KEFU_OK;
}
