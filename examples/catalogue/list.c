/* list.c - a line for each definition that holds, by topics. */
#include <string.h>

#include "catalogue.h"

/* Its newest revision that holds on the day. */
static int is_listed(const kefu_catalogue *catalogue, const kefu_definition *d, int32_t index,
                     int32_t day)
{
    char stem[256];
    int32_t found;
    snprintf(stem, sizeof stem, "%.*s", (int)(strrchr(d->id, '/') - d->id), d->id);
    return !kefu_catalogue_find(catalogue, stem, day, &found, NULL) && found == index;
}

/* The names of the built-in ones are unique: those of others are shown in full. */
static const char *shown_name(const kefu_definition *d)
{
    return strncmp(d->id, "kefu.", 5) == 0 ? d->id + 5 : d->id;
}

typedef struct widths {
    int name, zh, en;
} widths;

static int larger(int width, const char *text)
{
    const int own = text_width(text);
    return own > width ? own : width;
}

static widths widths_of(const kefu_catalogue *catalogue)
{
    widths w = {0, 0, 0};
    for (int32_t i = 0; i < kefu_catalogue_count(catalogue); i++) {
        const kefu_definition d = definition_at(catalogue, i);
        w.name = larger(w.name, shown_name(&d));
        w.zh = larger(w.zh, d.label_zh);
        w.en = larger(w.en, d.label_en);
    }
    return w;
}

static void list_line(const kefu_definition *d, const widths *w)
{
    print_padded(stdout, shown_name(d), w->name + 2);
    print_padded(stdout, d->label_zh, w->zh + 2);
    print_padded(stdout, d->label_en, w->en + 2);
    print_padded(stdout, d->unit, 8);
    print_padded(stdout, direction_text(d->direction), 8);
    printf("%c\n", d->grade ? (char)d->grade : '-');
}

static void list_topic(const kefu_definition *d, const char *before)
{
    const word heading = topic_word(d->topic);
    if (before && strcmp(d->topic, before) == 0)
        return;
    printf(*d->topic ? "%s%s  %s\n" : "%s-%s%s\n", before ? "\n" : "", heading.zh, heading.en);
}

void list_definitions(const kefu_catalogue *catalogue, int32_t day)
{
    const widths w = widths_of(catalogue);
    const int all = (int)kefu_catalogue_count(catalogue);
    const char *topic = NULL;
    int listed = 0;
    for (int32_t i = 0; i < all; i++) {
        const kefu_definition d = definition_at(catalogue, i);
        if (!is_listed(catalogue, &d, i, day))
            continue;
        list_topic(&d, topic);
        topic = d.topic;
        list_line(&d, &w);
        listed++;
    }
    printf("\n共 %d 条,列出 %d 条%s\n%d of %d%s\n", all, listed,
           listed < all ? ";其他版本写作 名称/1" : "", listed, all,
           listed < all ? "; other revisions by name/1" : "");
}

void list_checked(const kefu_catalogue *catalogue, int32_t first)
{
    const widths w = widths_of(catalogue);
    const int n = (int)(kefu_catalogue_count(catalogue) - first);
    for (int32_t i = first; i < kefu_catalogue_count(catalogue); i++) {
        const kefu_definition d = definition_at(catalogue, i);
        list_line(&d, &w);
    }
    printf("%d definition%s checked\n", n, n == 1 ? "" : "s");
}
