/* fail.c - messages, memory, files whole. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

void fail_text(const char *what, const char *text)
{
    fflush(stdout);
    fprintf(stderr, "review_desk: %s: %s\n", what, text);
    exit(1);
}

void check(kefu_status status, const char *what, const kefu_error *error)
{
    if (!status)
        return;
    char text[512];
    const char *name = kefu_status_name(status);
    if (error->line > 0)
        snprintf(text, sizeof text, "line %d, column %d: %s (%s)", error->line, error->column,
                 error->message, name);
    else
        snprintf(text, sizeof text, "%s (%s)", error->message, name);
    fail_text(what, text);
}

void *grow(void *block, size_t size)
{
    void *grown = realloc(block, size ? size : 1);
    if (!grown)
        fail_text("memory", "there is not enough");
    return grown;
}

char *read_file(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_text(path, strerror(errno));
    char *text = NULL;
    size_t n = 0, got;
    do {
        text = grow(text, n + 65536 + 1);
        got = fread(text + n, 1, 65536, f);
        n += got;
    } while (got);
    if (ferror(f))
        fail_text(path, "cannot be read");
    fclose(f);
    text[n] = '\0';
    *size = n;
    return text;
}
