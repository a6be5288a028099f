/* fuzz_review.c - any bytes as a review, in either encoding: refused with a place within it, or a
 * verdict whose parts agree, with spans that lie in the text, in order, on characters' borders;
 * read once more the same comes out. The first byte chooses encoding, policy and writer. */
#include <stdlib.h>
#include <string.h>

#include "model/model_file.h"
#include "review/review.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

/* ---- A model of nothing but a few weights -----------------------------------------------------
 */

enum { FUZZ_BITS = 8, FUZZ_SLOTS = 2 << FUZZ_BITS };

static uint32_t fuzz_buckets[1 << FUZZ_BITS], fuzz_checks[FUZZ_SLOTS];
static int8_t fuzz_rows[FUZZ_SLOTS * KF_ROW];

/* Weights of any bytes, none of which is sure. */
static void fuzz_fill(void)
{
    for (uint32_t i = 0; i < FUZZ_SLOTS; i++) {
        const uint32_t half = (i * 37 & 0xFF) | (i * 91 & 0xFF) << 8;
        fuzz_buckets[i / 2] = (i % 2 ? fuzz_buckets[i / 2] : 0) | half << 16 * (i % 2);
        fuzz_checks[i] = i; /* none is sure */
        for (uint32_t h = 0; h < 3; h++)
            fuzz_rows[i * KF_ROW + h] = (int8_t)((i * 53 + h * 17) % 255 - 127);
    }
}

static void fuzz_head(kefu_model *m, const char *key, int32_t kind, int32_t cause)
{
    kf_head *head = &m->heads[m->n_heads++];
    memcpy(head->key, key, strlen(key));
    head->kind = kind;
    head->cause = cause;
    head->slope = 65536;
}

static kefu_model *fuzz_model(int32_t language)
{
    static kefu_model models[2];
    kefu_model *m = &models[language];
    fuzz_require(!kf_memory_init(&m->memory, NULL, NULL));
    m->id = "fuzz/1";
    m->card = "{}";
    m->language = language;
    m->table = (kf_table){
        .buckets = fuzz_buckets, .rows = fuzz_rows, .checks = fuzz_checks, .bits = FUZZ_BITS};
    fuzz_fill();
    fuzz_head(m, "polarity", KEFU_HEAD_POLARITY, -1);
    fuzz_head(m, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS);
    fuzz_head(m, "service", KEFU_HEAD_ASPECT, KEFU_CAUSE_SERVICE);
    return m;
}

/* Features of the text are in the table for sure, so that there is something to show. */
static void fuzz_know(const char *text, size_t size)
{
    uint16_t *units = malloc(kf_fold_room(size) * sizeof *units);
    uint32_t hashes[256];
    size_t count, n;
    fuzz_require(units != NULL);
    fuzz_fill();
    if (!kf_fold(text, size, KEFU_UTF8, KEFU_INVALID_REPLACE, units, NULL, &count, NULL)) {
        n = kf_features(0, units + KF_FOLD_BEFORE, count, hashes, 256);
        for (size_t i = 0; i < n && i < 256; i++) {
            const uint32_t slot = (hashes[i] >> (32 - FUZZ_BITS)) * 2, print = hashes[i] >> 16;
            fuzz_checks[slot] = hashes[i];
            fuzz_buckets[slot / 2] = (fuzz_buckets[slot / 2] & ~UINT32_C(0xFF)) | (print & 0xFF);
        }
    }
    free(units);
}

/* One reviewer for each language, encoding and policy. */
static kefu_reviewer *fuzz_reviewer(uint32_t which)
{
    static kefu_reviewer *reviewers[8];
    static kefu_model *made[2];
    const int32_t language = which & 1;
    kefu_reviewer_options o = {
        .struct_size = sizeof o, .encoding = which >> 1 & 1, .invalid = which >> 2 & 1};
    if (!made[language])
        made[language] = fuzz_model(language);
    o.model = made[language];
    if (!reviewers[which])
        fuzz_require(!kefu_reviewer_new(&o, &reviewers[which], NULL));
    return reviewers[which];
}

/* ---- What must hold ---------------------------------------------------------------------------
 */

/* A byte where a character begins, or a part of one that is read as one; or the end. */
static int fuzz_is_border(const kf_reading *r, size_t byte)
{
    size_t at = 0;
    while (at < byte)
        at += kf_character(r, at);
    return at == byte;
}

static void fuzz_spans(const kefu_verdict *v, int32_t opinion, size_t size)
{
    kefu_span s = {.struct_size = sizeof s}, before = s;
    int32_t n;
    fuzz_require(!kefu_verdict_spans(v, opinion, &n));
    for (int32_t i = 0; i < n; i++, before = s) {
        fuzz_require(!kefu_verdict_span(v, opinion, i, &s));
        fuzz_require(s.begin < s.end && s.end <= size && s.first < s.last);
        fuzz_require((int64_t)s.begin >= s.first && s.last - s.first <= (int64_t)(s.end - s.begin));
        if (size < 4096)
            fuzz_require(fuzz_is_border(&v->readings[opinion], s.begin) &&
                         fuzz_is_border(&v->readings[opinion], s.end));
        if (i && before.kind == s.kind)
            fuzz_require(before.contribution > s.contribution ||
                         (before.contribution == s.contribution && before.begin <= s.begin));
        fuzz_require(!i || before.kind <= s.kind);
    }
    fuzz_require(kefu_verdict_span(v, opinion, n, &s) == KEFU_E_ARGUMENT);
}

static void fuzz_causes(const kefu_verdict *v, int32_t opinion, const kefu_opinion *o)
{
    int64_t blame = 0;
    int32_t primary = 0;
    for (int32_t i = 0; i < o->causes; i++) {
        kefu_found_cause c = {.struct_size = sizeof c};
        fuzz_require(!kefu_verdict_cause(v, opinion, i, &c));
        fuzz_require(c.cause >= 0 && c.cause < KF_CAUSES && c.sources);
        fuzz_require((c.role == KEFU_ROLE_PRIMARY || c.role == KEFU_ROLE_CONTRIBUTING) ==
                     (c.blame > 0));
        fuzz_require(!c.only_if || c.role == KEFU_ROLE_MENTIONED);
        primary += c.role == KEFU_ROLE_PRIMARY;
        blame += c.blame;
    }
    fuzz_require(primary <= 1 && blame <= 1000000 && (!primary || blame > 1000000 - KF_CAUSES));
}

static void fuzz_marks(const kefu_verdict *v, int32_t opinion, const kefu_opinion *o)
{
    for (int32_t i = 0; i < o->marks; i++) {
        kefu_mark m = {.struct_size = sizeof m};
        kefu_span s = {.struct_size = sizeof s};
        fuzz_require(!kefu_verdict_mark(v, opinion, i, &m) && strlen(m.id) == 16);
        fuzz_require(!kefu_verdict_span(v, opinion, m.span, &s));
        fuzz_require(s.kind == KEFU_SPAN_MARK && s.of == i);
    }
}

static void fuzz_clauses(const kf_reading *r)
{
    uint32_t at = 0;
    for (size_t i = 0; i < r->n_clauses; at = r->clauses[i++].end)
        fuzz_require(r->clauses[i].begin == at && r->clauses[i].end > at);
    fuzz_require(at == r->count);
}

static kefu_status KEFU_CALL fuzz_sink(void *user, const void *bytes, size_t size)
{
    *(size_t *)user += size + (bytes ? 0u : 1u);
    return KEFU_OK;
}

static void fuzz_look(const kefu_verdict *v, const kefu_review *review)
{
    kefu_route route = {.struct_size = sizeof route};
    size_t need, written = 0;
    kefu_sink sink = {sizeof sink, fuzz_sink, &written};
    char text[256];
    for (int32_t i = 0; i < kefu_verdict_opinions(v); i++) {
        kefu_opinion o = {.struct_size = sizeof o};
        fuzz_require(!kefu_verdict_opinion(v, i, &o));
        fuzz_require(o.probability == 0 || o.probability >= 500000);
        fuzz_require((o.polarity == KEFU_POLARITY_UNKNOWN) == (o.probability == 0));
        fuzz_clauses(&v->readings[i]);
        fuzz_causes(v, i, &o);
        fuzz_marks(v, i, &o);
        fuzz_spans(v, i, i ? review->follow_up.size : review->text.size);
    }
    fuzz_require(!kefu_verdict_route(v, &route) && route.key && route.reason_en);
    fuzz_require(!kefu_verdict_text(v, KEFU_ZH, text, sizeof text, &need) && need > 1);
    fuzz_require(!kefu_verdict_json(v, &sink, NULL) && written > 100);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static kefu_verdict *verdict;
    kefu_review review = {.struct_size = sizeof review, .day = 20468};
    kefu_opinion first = {.struct_size = sizeof first}, again = first;
    kefu_error error;
    const uint8_t *cut;
    if (!size)
        return 0;
    review.by = data[0] & 8 ? KEFU_BY_AGENT : KEFU_BY_BUYER;
    review.stars = (data[0] >> 4) % 6;
    review.text = (kefu_text){(const char *)data + 1, size - 1};
    cut = memchr(data + 1, 0, size - 1); /* what stands behind a NUL is a follow-up */
    if (cut) {
        review.text.size = (size_t)(cut - data) - 1;
        review.follow_up = (kefu_text){(const char *)cut + 1, size - (size_t)(cut - data) - 1};
    }
    fuzz_know(review.text.data, review.text.size);
    if (!verdict)
        fuzz_require(!kefu_verdict_new(NULL, &verdict, NULL));
    if (kefu_review_read(fuzz_reviewer(data[0] & 7), &review, verdict, &error)) {
        fuzz_require(error.code == KEFU_E_ENCODING && !(data[0] & 4) && error.offset >= 0);
        fuzz_require((size_t)error.offset <
                     (strstr(error.message, "follow_up") ? review.follow_up : review.text).size);
        return 0;
    }
    fuzz_look(verdict, &review);
    fuzz_require(!kefu_verdict_opinion(verdict, KEFU_MAIN, &first));
    fuzz_require(!kefu_review_read(fuzz_reviewer(data[0] & 7), &review, verdict, &error));
    fuzz_require(!kefu_verdict_opinion(verdict, KEFU_MAIN, &again));
    fuzz_require(!memcmp(&first, &again, sizeof first));
    return 0;
}
