/* fail.c - errors, and memory that must be there. */
#include <stdlib.h>

#include "weekly_qc.h"

void fail_text(const char *what, const char *text)
{
    fflush(stdout);
    fprintf(stderr, "weekly_qc: %s: %s\n", what, text);
    exit(1);
}

void fail_with(const char *what, const kefu_error *error)
{
    char where[48];
    where[0] = '\0';
    if (error->line)
        snprintf(where, sizeof where, ":%d:%d", (int)error->line, (int)error->column);
    else if (error->row >= 0) /* the heading is line 1 */
        snprintf(where, sizeof where, ":%lld", (long long)error->row + 2);
    fflush(stdout);
    fprintf(stderr, "weekly_qc: %s%s: %s\n", what, where, error->message);
    exit(1);
}

void check(kefu_status status, const char *what, const kefu_error *error)
{
    if (status)
        fail_with(what, error);
}

void *grow(void *block, size_t size)
{
    void *bigger = realloc(block, size ? size : 1);
    if (!bigger)
        fail_text("memory", "there is none left");
    return bigger;
}
