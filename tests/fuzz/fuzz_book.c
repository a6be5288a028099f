/* fuzz_book.c - any bytes as a book: refused with a place, or a book whose rules decide as each of
 * them says, whose findings have places, and which people can be scored by. */
#include <string.h>

#include "card/book.h"
#include "table/frame.h"
#include "kefu/score.h"

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

static const char *const fuzz_words[] = {"a", "b", "售前", "新人", ""};
enum { FUZZ_WORDS = 5, FUZZ_DAYS = 4 };
static const int32_t fuzz_days[FUZZ_DAYS] = {INT32_MIN, 20757, 20758, INT32_MAX};

static kefu_person fuzz_person(uint32_t salt)
{
    kefu_person person = {.struct_size = sizeof person};
    person.person = fuzz_words[salt % FUZZ_WORDS];
    person.team = fuzz_words[salt / 5 % FUZZ_WORDS];
    person.role = fuzz_words[salt / 25 % FUZZ_WORDS];
    person.stage = fuzz_words[salt / 125 % FUZZ_WORDS];
    person.cohort = fuzz_words[salt / 625 % FUZZ_WORDS];
    return person;
}

/* The rule that lint says never decides does not: with it taken away everybody has the same card.
 */
static void fuzz_pick(kefu_book *book, int32_t gone)
{
    kf_book_rule rule = book->rules[gone];
    for (uint32_t salt = 0; salt < 3125; salt += 7) {
        kefu_person person = fuzz_person(salt);
        int32_t day = fuzz_days[salt % FUZZ_DAYS];
        int32_t with = kf_book_card_of(book, &person, day), without;
        book->rules[gone].from = INT32_MAX; /* never holds */
        book->rules[gone].to = INT32_MIN;
        without = kf_book_card_of(book, &person, day);
        book->rules[gone] = rule;
        fuzz_require(with == without);
    }
}

static int32_t fuzz_digits(const char *text)
{
    int32_t n = 0;
    while (*text >= '0' && *text <= '9')
        n = n * 10 + (*text++ - '0');
    return *text ? -1 : n;
}

static void fuzz_lint(kefu_book *book)
{
    kefu_findings *findings = NULL;
    kefu_finding f = {.struct_size = sizeof f};
    fuzz_require(kefu_book_lint(book, &findings, NULL) == KEFU_OK);
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        fuzz_require(kefu_findings_at(findings, i, &f) == KEFU_OK);
        fuzz_require(f.line > 0 && f.column > 0 && *f.text_zh && *f.text_en);
        fuzz_require(!strncmp(f.path, "/rules/", 7));
        if (f.severity == KEFU_SEVERITY_WARNING)
            fuzz_pick(book, fuzz_digits(f.path + 7));
    }
    kefu_findings_free(findings);
}

/* A card of each id that the book names. */
static void fuzz_add(kefu_book *book)
{
    static const char tail[] = "\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\",\"metric\":"
                               "\"a\",\"unit\":\"points\",\"direction\":\"higher\",\"weight\":100,"
                               "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}]}]}";
    for (int32_t i = 0; i < book->n_cards && i < 8; i++) {
        const char *id = kefu_book_card_id(book, i);
        kefu_card *card = NULL;
        char before[33];
        kf_buffer text;
        kf_buffer_init(&text, &book->scheme.memory);
        kf_put_text(&text, "{\"format\":1,\"id\":\"");
        kf_put_text(&text, id);
        kf_put_text(&text, tail);
        memcpy(before, kefu_book_hash(book), sizeof before);
        if (!kefu_card_from_json(NULL, NULL, text.data, text.size, &card, NULL)) {
            fuzz_require(kefu_book_add(book, card, NULL) == KEFU_OK ||
                         strcmp(kefu_card_id(card), id) != 0);
            fuzz_require(!kefu_book_card(book, i) || strcmp(before, kefu_book_hash(book)) != 0);
        }
        kefu_card_free(card);
        kf_buffer_free(&text);
    }
}

static kefu_frame *fuzz_frame(const kf_memory *memory)
{
    static const char *const key_names[] = {"person"};
    static const kefu_value value = {80, 1, 1, KEFU_VALUE_OK, 0};
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    kefu_metric_info info = {.struct_size = sizeof info, .name = "a"};
    int32_t metric;
    fuzz_require(kf_frame_maker_new(memory, NULL, key_names, 1, &maker, NULL) == KEFU_OK);
    for (int i = 0; i < 4; i++) {
        kf_key key = kf_key_of(fuzz_words[i], strlen(fuzz_words[i]));
        fuzz_require(kf_frame_maker_row(maker, &key, NULL) == KEFU_OK);
    }
    fuzz_require(kf_frame_maker_metric(maker, &info, &metric, NULL) == KEFU_OK);
    for (int i = 0; i < 4; i++)
        kf_frame_maker_set(maker, i, metric, &value);
    fuzz_require(kf_frame_maker_done(maker, &frame, NULL) == KEFU_OK);
    return frame;
}

static kefu_roster *fuzz_roster(void)
{
    static const char *const columns[] = {"person", "team", "role", "stage", "cohort"};
    kefu_builder *builder = NULL;
    kefu_roster *roster = NULL;
    fuzz_require(kefu_builder_new(NULL, NULL, &builder, NULL) == KEFU_OK);
    for (int i = 0; i < 5; i++)
        fuzz_require(!kefu_builder_add(builder, columns[i], KEFU_COLUMN_TEXT, 0, 0, NULL, NULL));
    for (int row = 0; row < 3; row++) {
        for (int32_t c = 0; c < 5; c++) {
            const char *word = fuzz_words[c ? (row + c) % FUZZ_WORDS : row];
            fuzz_require(!kefu_builder_set_text(builder, c, word, strlen(word), NULL));
        }
        fuzz_require(!kefu_builder_end_row(builder, NULL));
    }
    fuzz_require(!kefu_roster_from_batch(NULL, kefu_builder_batch(builder), &roster, NULL));
    kefu_builder_free(builder);
    return roster;
}

/* Nobody is lost: on a sheet, unscored, or not to be scored. */
static void fuzz_score(const kefu_book *book)
{
    kefu_frame *frame = fuzz_frame(&book->scheme.memory);
    kefu_roster *roster = fuzz_roster();
    for (int i = 0; i < FUZZ_DAYS; i++) {
        kefu_score_options options = {
            .struct_size = sizeof options, .roster = roster, .day = fuzz_days[i]};
        kefu_run *run = NULL;
        int64_t people = 0;
        kefu_status status = kefu_score_book(book, frame, &options, &run, NULL);
        fuzz_require(status == KEFU_OK || status == KEFU_E_STATE);
        for (int32_t k = 0; k < kefu_run_sheets(run); k++)
            people += kefu_sheet_rows(kefu_run_sheet(run, k));
        fuzz_require(people + kefu_run_unscored(run) <= 4);
        kefu_run_free(run);
    }
    kefu_roster_free(roster);
    kefu_frame_free(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_book *book = NULL;
    kefu_error error;
    if (kefu_book_from_json(NULL, NULL, (const char *)data, size, &book, &error)) {
        fuzz_require(error.line > 0 && error.column > 0);
        return 0;
    }
    fuzz_lint(book);
    fuzz_add(book);
    fuzz_score(book);
    kefu_book_free(book);
    return 0;
}
