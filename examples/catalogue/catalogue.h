/* catalogue.h - the parts of the program catalogue: words for what definitions say, and its three
 * ways to show them. */
#ifndef EXAMPLE_CATALOGUE_H
#define EXAMPLE_CATALOGUE_H

#include <kefu.h>
#include <stdio.h>

/* ---- Words (words.c) ---- */

/* A word of the catalogue in two languages. */
typedef struct word {
    const char *name, *zh, *en;
} word;

enum { TOPICS = 7 };
extern const word topics[TOPICS]; /* in the order of the built-in definitions */

/* Of a topic, or of what one row is; the name itself where it is none of the library's. */
word topic_word(const char *name);
word row_word(const char *name);
/* "higher", "lower", "" and what a grade means. */
const char *direction_text(int32_t direction);
const char *grade_text(int32_t grade);

/* Columns that a text takes on a terminal, and that text with spaces up to `width` of them. */
int text_width(const char *text);
void print_padded(FILE *out, const char *text, int width);

/* ---- Definitions (show.c, list.c, markdown.c) ---- */

/* Definition `index`, which is there. */
kefu_definition definition_at(const kefu_catalogue *catalogue, int32_t index);
kefu_definition_column column_at(const kefu_catalogue *catalogue, int32_t index, int32_t column);
/* "2023-03-01", or "" for an open end. */
enum { DAY_SIZE = 11 };
char *day_text(char out[DAY_SIZE], int32_t day);

/* All of one definition. */
void show_definition(const kefu_catalogue *catalogue, int32_t index);
/* A line for each that holds, by topics, and how many there are. */
void list_definitions(const kefu_catalogue *catalogue, int32_t day);
/* A line for each from `first` on, and how many. */
void list_checked(const kefu_catalogue *catalogue, int32_t first);
/* examples/catalogue/README.md */
void write_markdown(const kefu_catalogue *catalogue);

#endif
