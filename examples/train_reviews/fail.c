/* fail.c - errors, and memory that must be there. */
#include <stdlib.h>

#include "train_reviews.h"

void fail_text(const char *what, const char *text)
{
    end_progress();
    fflush(stdout);
    fprintf(stderr, "train_reviews: %s: %s\n", what, text);
    exit(1);
}

void check(kefu_status status, const char *what, const kefu_error *error)
{
    char text[320];
    if (!status)
        return;
    if (error->line)
        snprintf(text, sizeof text, "line %d, column %d: %s", (int)error->line, (int)error->column,
                 error->message);
    else if (error->row >= 0)
        snprintf(text, sizeof text, "row %lld: %s", (long long)error->row + 1, error->message);
    else
        snprintf(text, sizeof text, "%s", error->message);
    fail_text(what, text);
}

void *grow(void *block, size_t size)
{
    void *bigger = realloc(block, size ? size : 1);
    if (!bigger) {
        fputs("train_reviews: there is no memory left\n", stderr);
        exit(1);
    }
    return bigger;
}
