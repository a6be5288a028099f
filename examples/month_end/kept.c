/* kept.c - sheets in files: those of other months in, those of this month out. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- In ------------------------------------------------------------------------------------- */

static int kept_add(kept_sheets *kept, const char *option, const char *path)
{
    kefu_error error;
    size_t size;
    kefu_sheet *sheet = NULL;
    char *bytes = read_text(path, &size);
    if (!bytes)
        return 1;
    const kefu_status status = kefu_sheet_load(NULL, NULL, bytes, size, &sheet, &error);
    free(bytes);
    if (status) {
        complain(path, &error);
        fprintf(stderr, "    (%s takes a file that --save-sheet wrote, as it was)\n", option);
        return 1;
    }
    kept->at = grow(kept->at, ((size_t)kept->n + 1) * sizeof *kept->at);
    kept->at[kept->n++] = sheet;
    return 0;
}

int kept_read(month *m)
{
    const settings *o = m->o;
    for (int i = 0; i < o->earlier.n; i++)
        if (kept_add(&m->earlier, "--earlier", o->earlier.items[i]))
            return 1;
    for (int i = 0; i < o->diffs.n; i++)
        if (kept_add(&m->before, "--diff", o->diffs.items[i]))
            return 1;
    for (int i = 0; i < o->awards_over.n; i++)
        if (kept_add(&m->award_sheets, "--awards-over", o->awards_over.items[i]))
            return 1;
    return o->team_sheet ? kept_add(&m->team, "--team-sheet", o->team_sheet) : 0;
}

void kept_free(kept_sheets *kept)
{
    for (int i = 0; i < kept->n; i++)
        kefu_sheet_free(kept->at[i]);
    free(kept->at);
}

/* ---- Out ------------------------------------------------------------------------------------ */

char *numbered_path(const char *path, int index, int n)
{
    const size_t length = strlen(path);
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    const size_t stem =
        dot && (!slash || dot > slash + 1) && dot > path ? (size_t)(dot - path) : length;
    char *out = grow(NULL, length + 16);
    if (n < 2)
        strcpy(out, path);
    else
        sprintf(out, "%.*s-%d%s", (int)stem, path, index + 1, path + stem);
    return out;
}

static kefu_status save_one(const month *m, const void *what, const kefu_sink *sink,
                            kefu_error *error)
{
    (void)m;
    return kefu_sheet_save(what, sink, error);
}

int kept_write(const month *m)
{
    int failed = 0;
    for (int i = 0; m->o->save_sheet && i < m->scored.n && !failed; i++) {
        char *path = numbered_path(m->o->save_sheet, i, m->scored.n);
        failed = write_path(m, path, save_one, m->scored.at[i]);
        free(path);
    }
    return failed;
}
