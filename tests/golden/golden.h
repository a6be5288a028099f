/* golden.h - what the lines of golden vectors share: fields of the line, checks, the batch. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "kefu.h"

enum { MOST_FIELDS = 64, MOST_LINE = 8192, MOST_COLUMNS = 16, MOST_ROWS = 60 };

/* A word that lines begin with, and what runs them; a table ends with NULL. */
typedef struct golden_line {
    const char *word;
    void (*run)(void);
} golden_line;

extern const golden_line base_lines[], rows_lines[], tally_lines[], rank_lines[], sheet_lines[],
    catalogue_lines[], pick_lines[], stats_lines[], agree_lines[], peer_lines[], sample_lines[],
    estimate_lines[], train_lines[];

/* What a concept keeps between lines: of one file, or (report) until the end. */
void forget_rows(void);
void forget_tally(void);
void forget_agree(void);
void forget_peers(void);
void forget_sample(void);
void forget_estimates(void);
void forget_report(void);

/* ---- The line that is run ------------------------------------------------------------------- */

extern const char *folder, *file_name;
extern int line_number, passed, failed;
extern char *field[MOST_FIELDS];
extern int fields;

const char *text_of(int index);
int64_t number_of(int index);
kefu_value value_at(int num, int den);
int32_t index_of(const char *name, const char *const *names, int32_t n);

extern const char *const state_names[];
extern const char *const cell_kinds[];

/* ---- Checks --------------------------------------------------------------------------------- */

void check(int good, const char *expected, const char *got);
void check_text(const char *expected, const char *got);
void check_i64(const char *expected, int64_t got);
/* Says where two long texts part, not what all of them is. */
void check_bytes(const char *name, const char *expected, size_t expected_size, const char *got,
                 size_t got_size);
/* The bytes of a file of the folder, without the line ends that it closes with. */
void check_file(const char *name, const char *got, size_t size);
/* 1 if an error was expected: then it is checked and the line is done. */
int expects_error(const char *expected, kefu_status status, const kefu_error *error);
/* Ends the run. */
void need(kefu_status status, const kefu_error *error);

/* ---- Texts, all to be freed ----------------------------------------------------------------- */

char *kept(const char *text);
char *read_file(const char *name, size_t *size);
unsigned char *bytes_of(const char *hex, size_t *size);
char *hex_of(const void *bytes, size_t size);

/* Numbers with what is between them, one after the other. */
extern char listed[MOST_LINE];
void list_clear(void);
void list_add(const char *before, int64_t number);

/* ---- Rows ----------------------------------------------------------------------------------- */

/* Of the columns of the file so far. */
const kefu_batch *batch_now(void);
/* Of a CSV file of the folder, texts but for the cells that fields of the line say from `first` on:
 * "column:kind". To be freed. */
kefu_builder *rows_of(const char *name, int first);

/* The tally of the file, and its frame. */
kefu_tally *tally_now(void);
extern kefu_frame *frame;

/* What was drawn last. */
extern kefu_sample *sample;

#endif
