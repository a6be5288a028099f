/* totals.c - rows that are no people: 合计, 均值; and keys to skip that no table has. */
#include <string.h>

#include "month_end.h"

static int begins_or_ends(const char *text, size_t size, const char *word)
{
    const size_t n = strlen(word);
    return size >= n && (memcmp(text, word, n) == 0 || memcmp(text + size - n, word, n) == 0);
}

static int is_word(const char *text, size_t size, const char *word)
{
    if (size != strlen(word))
        return 0;
    for (size_t i = 0; i < size; i++)
        if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]) != word[i])
            return 0;
    return 1;
}

static int is_total(const char *text, size_t size)
{
    static const char *const chinese[] = {"合计", "总计", "小计", "均值", "平均", "汇总"};
    static const char *const english[] = {"total", "average"};
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
        if (begins_or_ends(text, size, chinese[i]))
            return 1;
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        if (is_word(text, size, english[i]))
            return 1;
    return 0;
}

/* Which --skip names this key; -1 if none. */
static int skip_of(const settings *o, kefu_text key)
{
    for (int i = 0; i < o->skips.n; i++)
        if (strlen(o->skips.items[i]) == key.size &&
            memcmp(o->skips.items[i], key.data, key.size) == 0)
            return i;
    return -1;
}

static void warn_unused(const month *m, const char *skip)
{
    const char *before = "; these look like totals: ";
    fprintf(stderr, "month_end: warning: --skip %s: no table has this key", skip);
    for (int t = 0; t < m->o->tables.n; t++) {
        const csv_rows *file = &m->files[t];
        const int32_t by = rows_column(file, m->o->by);
        for (int64_t i = 0; i < file->n; i++) {
            const kefu_text key = rows_text(file, i, by);
            if (!key.data || !is_total(key.data, key.size))
                continue;
            fprintf(stderr, "%s%.*s (%s:%d)", before, (int)key.size, key.data, file->path,
                    file->lines[i]);
            before = ", ";
        }
    }
    fputc('\n', stderr);
}

void warn_totals(const month *m)
{
    for (int s = 0; s < m->o->skips.n; s++) {
        int used = 0;
        for (int t = 0; t < m->o->tables.n; t++) {
            const int32_t by = rows_column(&m->files[t], m->o->by);
            for (int64_t i = 0; i < m->files[t].n && !used; i++) {
                const kefu_text key = rows_text(&m->files[t], i, by);
                used = key.data && skip_of(m->o, key) == s;
            }
        }
        if (!used)
            warn_unused(m, m->o->skips.items[s]);
    }
    for (int t = 0; t < m->o->tables.n; t++) {
        const csv_rows *file = &m->files[t];
        const int32_t by = rows_column(file, m->o->by);
        for (int64_t i = 0; i < file->n; i++) {
            const kefu_text key = rows_text(file, i, by);
            if (key.data && is_total(key.data, key.size) && skip_of(m->o, key) < 0)
                fprintf(stderr,
                        "month_end: %s:%d: warning: %.*s is counted as a person; leave it out "
                        "with --skip %.*s\n",
                        file->path, file->lines[i], (int)key.size, key.data, (int)key.size,
                        key.data);
        }
    }
}

void warn_event_totals(const month *m)
{
    for (int64_t i = 0; m->events && i < kefu_frame_rows(m->events); i++) {
        kefu_text key;
        if (!kefu_frame_key(m->events, i, 0, &key) && is_total(key.data, key.size))
            fprintf(stderr,
                    "month_end: %s: warning: %s is counted as a person; leave it out with "
                    "--where \"%s != '%s'\"\n",
                    m->o->events, key.data, m->o->by, key.data);
    }
}
