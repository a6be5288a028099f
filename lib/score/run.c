/* run.c - kefu_score_book: people to their cards, and a sheet for each card that somebody has. */
#include <string.h>

#include "base/fail.h"
#include "card/book.h"
#include "score/run.h"
#include "table/frame.h"

typedef struct run_state {
    const kefu_book *book;
    const kefu_frame *frame;
    kefu_score_options options;
    kefu_run *run;
    size_t n;         /* rows of the frame */
    int32_t *cards;   /* of each row; KF_BOOK_NO_CARD, KF_BOOK_NO_RULE */
    int64_t *rows;    /* of the card at hand */
    int32_t *decided; /* cards of decisions; KF_BOOK_NO_RULE: not read */
    int32_t *periods; /* of the earlier sheets */
    kefu_ledger own;  /* decisions of the card at hand, borrowed */
    char ledger_id[33];
    kefu_error *error;
} run_state;

/* ---- Whose card is which -------------------------------------------------------------------- */

static int32_t run_card_of(const run_state *r, const char *key)
{
    const kefu_roster *roster = r->options.roster;
    kefu_person person = {.struct_size = sizeof person};
    int64_t index = 0;
    if (kefu_roster_find(roster, key, strlen(key), r->options.day, &index) ||
        kefu_roster_person(roster, index, r->options.day, &person)) {
        person.person = key;
        person.team = person.role = person.stage = person.cohort = "";
    }
    return kf_book_card_of(r->book, &person, r->options.day);
}

static kefu_status run_forget(run_state *r, const char *key)
{
    kefu_run *run = r->run;
    const char **unscored = kf_reserve(&run->memory, run->unscored, &run->unscored_capacity,
                                       run->n_unscored + 1, sizeof *unscored);
    if (!unscored)
        return kf_no_memory(r->error);
    run->unscored = unscored;
    unscored[run->n_unscored] = kf_arena_text(&run->arena, key, strlen(key));
    return unscored[run->n_unscored++] ? KEFU_OK : kf_no_memory(r->error);
}

static const char *run_key(const run_state *r, size_t row)
{
    kefu_text key = {"", 0};
    (void)kefu_frame_key(r->frame, (int64_t)row, 0, &key);
    return key.data;
}

static kefu_status run_people(run_state *r)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < r->n && !status; i++) {
        const char *key = run_key(r, i);
        int32_t card = r->cards[i] = run_card_of(r, key);
        if (card == KF_BOOK_NO_RULE)
            status = run_forget(r, key);
        else if (card >= 0 && !r->book->cards[card])
            status =
                kf_fail(r->error, KEFU_E_STATE, "book '%s': the card '%s' of '%s' was not added",
                        r->book->scheme.id, r->book->card_ids[card], key);
    }
    return status;
}

/* A decision about somebody who has no card. */
static kefu_status run_leave(run_state *r, size_t number)
{
    kefu_run *run = r->run;
    int64_t *unread = kf_reserve(&run->memory, run->unread, &run->unread_capacity,
                                 run->n_unread + 1, sizeof *unread);
    if (!unread)
        return kf_no_memory(r->error);
    run->unread = unread;
    unread[run->n_unread++] = (int64_t)number;
    return KEFU_OK;
}

/* ---- Decisions ------------------------------------------------------------------------------ */

static kefu_status run_card_of_decision(const run_state *r, const char *person, int32_t *card)
{
    kefu_text key = {person, strlen(person)};
    int64_t row = 0;
    kefu_status status = kefu_frame_find(r->frame, &key, 1, &row, r->error);
    if (status)
        return status;
    *card = r->cards[row];
    return KEFU_OK;
}

/* Everybody who gets hits has a card, and hits stay on it; decisions about those who have none are
 * listed. */
static kefu_status run_decision(run_state *r, size_t number)
{
    const kf_ledger_entry *entry = &r->options.ledger->entries[number];
    int32_t card = KF_BOOK_NO_RULE, to = KF_BOOK_NO_RULE;
    kefu_status status = KEFU_OK;
    if (!r->options.as_of || entry->day <= r->options.as_of)
        status = run_card_of_decision(r, entry->person, &card);
    r->decided[number] = card;
    if (status || (r->options.as_of && entry->day > r->options.as_of))
        return status;
    if (card < 0)
        return run_leave(r, number);
    if (!*entry->to)
        return KEFU_OK;
    status = run_card_of_decision(r, entry->to, &to);
    if (!status && to < 0)
        return kf_fail(r->error, KEFU_E_NAME,
                       "hits of '%s' are reassigned to '%s', who has no card in book '%s'",
                       entry->person, entry->to, r->book->scheme.id);
    if (!status && card != to)
        status = kf_fail(r->error, KEFU_E_NAME,
                         "hits of '%s' are reassigned to '%s', who has the card '%s', not '%s'",
                         entry->person, entry->to, r->book->card_ids[to], r->book->card_ids[card]);
    return status;
}

static kefu_status run_decisions(run_state *r)
{
    kefu_status status = KEFU_OK;
    if (!r->options.ledger)
        return KEFU_OK;
    status = kefu_ledger_id(r->options.ledger, r->options.as_of ? r->options.as_of : INT32_MAX,
                            r->ledger_id, r->error);
    for (size_t i = 0; i < r->options.ledger->n && !status; i++)
        status = run_decision(r, i);
    return status;
}

/* Entries are borrowed; scoring looks at nothing else of a ledger. */
static void run_own_decisions(run_state *r, int32_t card)
{
    const kefu_ledger *ledger = r->options.ledger;
    r->own.n = 0;
    for (size_t i = 0; ledger && i < ledger->n; i++)
        if (r->decided[i] == card)
            r->own.entries[r->own.n++] = ledger->entries[i];
}

/* ---- Earlier periods ------------------------------------------------------------------------ */

static int32_t run_is_of(const kefu_sheet *sheet, const char *hash)
{
    return !strcmp(sheet->card->scheme.hash, hash);
}

/* The same text of the period, and no card twice. */
static int32_t run_same_period(const run_state *r, int32_t first, int32_t i)
{
    const kefu_sheet *const *all = r->options.earlier;
    if (strcmp(all[i]->period, all[first]->period) != 0)
        return 0;
    for (int32_t k = first; k < i; k++)
        if (run_is_of(all[k], all[i]->card->scheme.hash))
            return 0;
    return 1;
}

/* How many periods ago each was, where the caller does not say. */
static void run_periods(run_state *r)
{
    int32_t period = 0, first = 0;
    for (int32_t i = 0; i < r->options.n_earlier; i++) {
        if (!i || !run_same_period(r, first, i)) {
            first = i;
            period++;
        }
        r->periods[i] = period;
    }
    if (!r->options.earlier_periods)
        r->options.earlier_periods = r->periods;
}

/* ---- Sheets --------------------------------------------------------------------------------- */

static kefu_status run_keep(run_state *r, kefu_sheet *sheet, int32_t card)
{
    kefu_run *run = r->run;
    int32_t *cards = kf_reserve(&run->memory, run->cards, &run->cards_capacity, run->n_sheets + 1,
                                sizeof *cards);
    kefu_sheet **sheets = kf_reserve(&run->memory, run->sheets, &run->sheets_capacity,
                                     run->n_sheets + 1, sizeof(kefu_sheet *));
    run->cards = cards ? cards : run->cards;
    run->sheets = sheets ? sheets : run->sheets;
    if (!sheets || !cards) {
        kefu_sheet_free(sheet);
        return kf_no_memory(r->error);
    }
    cards[run->n_sheets] = card;
    sheets[run->n_sheets++] = sheet;
    memcpy(sheet->ledger_id, r->ledger_id, sizeof sheet->ledger_id);
    return KEFU_OK;
}

/* What is wrong is wrong with this card; its place stays. */
static kefu_status run_blame(const run_state *r, int32_t card, kefu_status status)
{
    kefu_error was;
    if (!r->error || status == KEFU_E_MEMORY)
        return status;
    was = *r->error;
    (void)kf_fail(r->error, status, "card '%s': %s", r->book->card_ids[card], was.message);
    r->error->row = was.row;
    return status;
}

static kefu_status run_card(run_state *r, int32_t card)
{
    kefu_score_options options = r->options;
    kefu_frame *own = NULL;
    kefu_sheet *sheet = NULL;
    int64_t n = 0;
    kefu_status status;
    for (size_t i = 0; i < r->n; i++)
        if (r->cards[i] == card)
            r->rows[n++] = (int64_t)i;
    if (!n)
        return KEFU_OK;
    status = kf_frame_pick(&r->run->memory, r->frame, r->rows, n, &own, r->error);
    run_own_decisions(r, card);
    options.ledger = r->options.ledger ? &r->own : NULL;
    if (!status) {
        status = kefu_score(r->book->cards[card], own, &options, &sheet, r->error);
        if (status)
            status = run_blame(r, card, status);
    }
    kefu_frame_free(own);
    return status ? status : run_keep(r, sheet, card);
}

static kefu_status run_all(run_state *r)
{
    run_periods(r);
    kefu_status status = run_people(r);
    if (!status)
        status = run_decisions(r);
    for (int32_t card = 0; card < r->book->n_cards && !status; card++)
        status = run_card(r, card);
    return status;
}

/* ---- Public --------------------------------------------------------------------------------- */

static kefu_status run_options(run_state *r, const kefu_score_options *options, kefu_error *error)
{
    kefu_status status = kf_take_options(&r->options, sizeof r->options, options, error);
    if (status)
        return status;
    if (!r->options.roster || !r->options.day)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "a book asks the roster whose card is which: set options.roster and day");
    if (kefu_frame_keys(r->frame) != 1)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "the frame has %d keys; a sheet needs one, the person",
                       kefu_frame_keys(r->frame));
    if (r->options.n_earlier < 0 || (r->options.n_earlier && !r->options.earlier))
        return kf_fail(error, KEFU_E_ARGUMENT, "options: n_earlier sheets, and earlier is NULL");
    for (int32_t i = 0; i < r->options.n_earlier; i++)
        if (!r->options.earlier[i])
            return kf_fail(error, KEFU_E_ARGUMENT, "options: earlier[%d] is NULL", i);
    return KEFU_OK;
}

static kefu_status run_begin(run_state *r, kefu_error *error)
{
    const kefu_allocator *with = r->options.allocator;
    kf_memory memory;
    size_t n_own = r->options.ledger ? r->options.ledger->n : 0;
    kefu_status status = kf_memory_init(&memory, with ? with : &r->book->scheme.memory.with, error);
    if (status)
        return status;
    r->run = kf_alloc_zero(&memory, sizeof *r->run);
    if (!r->run)
        return kf_no_memory(error);
    r->run->memory = r->own.memory = memory;
    kf_arena_init(&r->run->arena, &r->run->memory);
    r->n = (size_t)kefu_frame_rows(r->frame);
    r->cards = kf_alloc_array(&memory, r->n, sizeof *r->cards);
    r->rows = kf_alloc_array(&memory, r->n, sizeof *r->rows);
    r->own.entries = kf_alloc_array(&memory, n_own, sizeof *r->own.entries);
    r->decided = kf_alloc_array(&memory, n_own, sizeof *r->decided);
    r->periods = kf_alloc_array(&memory, (size_t)r->options.n_earlier, sizeof *r->periods);
    return r->cards && r->rows && r->own.entries && r->decided && r->periods ? KEFU_OK
                                                                             : kf_no_memory(error);
}

static void run_end(const run_state *r)
{
    const kf_memory *memory = &r->own.memory;
    size_t n_own = r->options.ledger ? r->options.ledger->n : 0;
    kf_free_array(memory, r->cards, r->n, sizeof *r->cards);
    kf_free_array(memory, r->rows, r->n, sizeof *r->rows);
    kf_free_array(memory, r->decided, n_own, sizeof *r->decided);
    kf_free_array(memory, r->periods, (size_t)r->options.n_earlier, sizeof *r->periods);
    kf_free_array(memory, r->own.entries, n_own, sizeof *r->own.entries);
}

kefu_status KEFU_CALL kefu_score_book(const kefu_book *book, const kefu_frame *frame,
                                      const kefu_score_options *options, kefu_run **out,
                                      kefu_error *error)
{
    run_state r;
    kefu_status status;
    if (!book || !frame || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_score_book: book, frame or out is NULL");
    memset(&r, 0, sizeof r);
    r.book = book;
    r.frame = frame;
    r.error = error;
    status = run_options(&r, options, error);
    if (!status)
        status = run_begin(&r, error);
    if (!r.run)
        return status;
    if (!status)
        status = run_all(&r);
    run_end(&r);
    if (status)
        kefu_run_free(r.run);
    else
        *out = r.run;
    return status;
}

void KEFU_CALL kefu_run_free(kefu_run *run)
{
    kf_memory memory;
    if (!run)
        return;
    memory = run->memory;
    for (size_t i = 0; i < run->n_sheets; i++)
        kefu_sheet_free(run->sheets[i]);
    kf_free_array(&memory, run->sheets, run->sheets_capacity, sizeof(kefu_sheet *));
    kf_free_array(&memory, run->cards, run->cards_capacity, sizeof *run->cards);
    kf_free_array(&memory, run->unread, run->unread_capacity, sizeof *run->unread);
    kf_free_array(&memory, run->unscored, run->unscored_capacity, sizeof *run->unscored);
    kf_arena_free(&run->arena);
    kf_free(&memory, run, sizeof *run);
}

int32_t KEFU_CALL kefu_run_sheets(const kefu_run *run) { return run ? (int32_t)run->n_sheets : 0; }

const kefu_sheet *KEFU_CALL kefu_run_sheet(const kefu_run *run, int32_t index)
{
    return index >= 0 && index < kefu_run_sheets(run) ? run->sheets[index] : NULL;
}

int64_t KEFU_CALL kefu_run_unscored(const kefu_run *run)
{
    return run ? (int64_t)run->n_unscored : 0;
}

const char *KEFU_CALL kefu_run_unscored_at(const kefu_run *run, int64_t index)
{
    return index >= 0 && index < kefu_run_unscored(run) ? run->unscored[index] : NULL;
}

int64_t KEFU_CALL kefu_run_unread(const kefu_run *run) { return run ? (int64_t)run->n_unread : 0; }

int64_t KEFU_CALL kefu_run_unread_at(const kefu_run *run, int64_t index)
{
    return index >= 0 && index < kefu_run_unread(run) ? run->unread[index] : -1;
}

int32_t KEFU_CALL kefu_run_card(const kefu_run *run, int32_t index)
{
    return index >= 0 && index < kefu_run_sheets(run) ? run->cards[index] : -1;
}

enum { RUN_NEAR = 10000 }; /* people looked at for near names */

static kefu_status run_no_person(const kefu_run *run, const char *person, kefu_error *error)
{
    kf_near near;
    size_t looked = 0;
    kf_near_init(&near, person, strlen(person));
    for (size_t i = 0; i < run->n_unscored; i++)
        if (!strcmp(run->unscored[i], person))
            return kf_fail(error, KEFU_E_NAME, "no rule of the book fits '%s', who has no sheet",
                           person);
    for (size_t i = 0; i < run->n_sheets; i++)
        for (size_t k = 0; k < run->sheets[i]->n && looked < RUN_NEAR; k++, looked++)
            kf_near_add(&near, run->sheets[i]->lines[k].person);
    return kf_fail(error, KEFU_E_NAME, "there is no '%s' on the sheets%s", person,
                   kf_near_text(&near));
}

kefu_status KEFU_CALL kefu_run_find(const kefu_run *run, const char *person, int32_t *sheet,
                                    int64_t *row, kefu_error *error)
{
    size_t line = 0;
    if (!run || !person || !sheet || !row)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_run_find: run, person, sheet or row is NULL");
    for (size_t i = 0; i < run->n_sheets; i++)
        if (kf_sheet_find_line(run->sheets[i], person, &line)) {
            *sheet = (int32_t)i;
            *row = run->sheets[i]->lines[line].printed;
            return KEFU_OK;
        }
    return run_no_person(run, person, error);
}
