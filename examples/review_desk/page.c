/* page.c - reviews as a page that stands alone. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

static const char style[] =
    "body{font:15px/1.7 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;margin:2em auto;"
    "max-width:52em;padding:0 1em;color:#222}article{border-top:1px solid #ddd;padding:.8em 0}"
    "h2{font-size:1em;margin:0;color:#666;font-weight:normal}p{margin:.3em 0}"
    ".v{color:#555;font-size:.92em;white-space:pre-line}mark{background:none;border-radius:3px;"
    "padding:0 2px}.bad{background:#ffd7d5}.good{background:#d3f5d8}.mixed{background:#fff0c2}"
    ".name{background:#d6e8ff;font-weight:600}.mark{background:#c62828;color:#fff}"
    ".turn{border-bottom:1px dotted #999}";

static const char *const classes[PAINTS] = {"", "turn", "bad", "mixed", "good", "name", "mark"};

static void put_escaped(FILE *page, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        switch (text[i]) {
        case '<':
            fputs("&lt;", page);
            break;
        case '>':
            fputs("&gt;", page);
            break;
        case '&':
            fputs("&amp;", page);
            break;
        default:
            fputc(text[i], page);
        }
}

void page_begin(desk *d)
{
    d->page = fopen(d->s->html, "wb");
    if (!d->page)
        fail_text(d->s->html, strerror(errno));
    fprintf(d->page,
            "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n"
            "<style>%s</style>\n</head>\n<body>\n<h1>%s</h1>\n",
            say(d->s, "zh-CN", "en"), say(d->s, "评价判定", "Reviews"), style,
            say(d->s, "评价判定", "Reviews"));
}

/* The title says what the paint is for those who cannot tell colours apart. */
static void put_text(const desk *d, int opinion, kefu_text text)
{
    static const char *const titles[PAINTS][2] = {{"", ""},
                                                  {"转折或否定", "turns the meaning"},
                                                  {"差", "bad"},
                                                  {"中性", "neither"},
                                                  {"好", "good"},
                                                  {"点名", "named"},
                                                  {"红线或诉求", "marked"}};
    const unsigned char *painted = paint(d->verdict, opinion, text.size, d->s->why);
    fputs("<p>", d->page);
    for (size_t i = 0, end; i < text.size; i = end) {
        for (end = i + 1; end < text.size && painted[end] == painted[i];)
            end++;
        if (painted[i])
            fprintf(d->page, "<mark class=\"%s\" title=\"%s\">", classes[painted[i]],
                    titles[painted[i]][d->s->language]);
        put_escaped(d->page, text.data + i, end - i);
        if (painted[i])
            fputs("</mark>", d->page);
    }
    fputs("</p>\n", d->page);
}

void page_review(desk *d, const kefu_review *review)
{
    char *text = verdict_text(d);
    fputs("<article>\n<h2>", d->page);
    put_escaped(d->page, review->id.data, review->id.size);
    fputs(" ", d->page);
    put_escaped(d->page, review->product.data, review->product.size);
    fputs("</h2>\n", d->page);
    put_text(d, KEFU_MAIN, review->text);
    if (kefu_verdict_opinions(d->verdict) > 1)
        put_text(d, KEFU_FOLLOW_UP, review->follow_up);
    fputs("<p class=\"v\">", d->page);
    put_escaped(d->page, text, strlen(text));
    fputs("</p>\n</article>\n", d->page);
    free(text);
}

void page_end(desk *d)
{
    fputs("</body>\n</html>\n", d->page);
    if (ferror(d->page) | fclose(d->page))
        fail_text(d->s->html, "cannot be written");
    d->page = NULL;
}
