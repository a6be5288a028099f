/* html_tags.h - whether the tags of a page close in the order they were opened. */
#ifndef TESTS_HTML_TAGS_H
#define TESTS_HTML_TAGS_H

#include <string.h>

static int html_is_void(const char *name)
{
    static const char *const names[] = {"meta", "br", "!doctype"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return 1;
    return 0;
}

static size_t html_name(const char *tag, char out[16])
{
    const size_t n = strcspn(tag, " />\n");
    assert_true(n > 0 && n < 16);
    memcpy(out, tag, n);
    out[n] = '\0';
    return n;
}

static void tags_close(const char *page)
{
    char open[32][16], name[16];
    int depth = 0;
    for (const char *at = strchr(page, '<'); at; at = strchr(at + 1, '<')) {
        const char *end = strchr(at, '>');
        assert_non_null(end);
        if (at[1] == '/') {
            html_name(at + 2, name);
            assert_true(depth > 0);
            assert_string_equal(name, open[--depth]);
            continue;
        }
        html_name(at + 1, name);
        if (html_is_void(name) || end[-1] == '/')
            continue;
        assert_true(depth < 32);
        memcpy(open[depth++], name, sizeof name);
    }
    assert_int_equal(depth, 0);
}

#endif
