/* progress.c - how far a large file has been read, on a terminal only. */
#include "month_end.h"

#if defined(_WIN32)
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

enum { STANDARD_ERROR = 2, WORTH_SHOWING = 4 * 1024 * 1024, STEP = 1024 * 1024 };

void progress_begin(progress *p, const char *path, FILE *file)
{
    *p = (progress){.path = path};
    if (!isatty(STANDARD_ERROR) || fseek(file, 0, SEEK_END) != 0)
        return;
    p->size = ftell(file);
    rewind(file);
    p->on = p->size >= WORTH_SHOWING;
}

void progress_add(progress *p, size_t bytes)
{
    p->done += (long long)bytes;
    if (!p->on || p->done - p->shown < STEP)
        return;
    p->shown = p->done;
    fprintf(stderr, "\r%s: %lld of %lld MB (%lld%%)", p->path, p->done / STEP, p->size / STEP,
            p->done * 100 / p->size);
}

void progress_end(progress *p)
{
    if (p->on && p->shown)
        fprintf(stderr, "\r\033[K");
}
