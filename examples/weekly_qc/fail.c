/* fail.c - errors, and memory that must be there. */
#include <stdlib.h>

#include "weekly_qc.h"

static hiding *hides;

void fail_hides(hiding *h) { hides = h; }

void complain(const char *what, const char *text)
{
    char *where = hides ? hide_names(hides, what) : NULL;
    char *shown = hides ? hide_names(hides, text) : NULL;
    fflush(stdout);
    fprintf(stderr, "weekly_qc: %s: %s\n", where ? where : what, shown ? shown : text);
    free(where);
    free(shown);
}

void fail_text(const char *what, const char *text)
{
    complain(what, text);
    exit(1);
}

void check_advised(kefu_status status, const char *what, const kefu_error *error,
                   const char *advice)
{
    char where[4200], text[512];
    if (!status)
        return;
    snprintf(text, sizeof text, "%s%s", error->message, advice);
    if (!error->line)
        fail_text(what, text);
    snprintf(where, sizeof where, "%.4096s:%d:%d", what, (int)error->line, (int)error->column);
    fail_text(where, text);
}

void check(kefu_status status, const char *what, const kefu_error *error)
{
    check_advised(status, what, error, "");
}

void *grow(void *block, size_t size)
{
    void *bigger = realloc(block, size ? size : 1);
    if (!bigger) {
        fputs("weekly_qc: there is no memory left\n", stderr);
        exit(1);
    }
    return bigger;
}
