/* show.c - reviews and their summary on a terminal. */
#include <stdlib.h>
#include <string.h>

#include "desk.h"

/* What stands before and after painted bytes: colours on a terminal, brackets elsewhere. */
static const struct {
    const char *colour, *open, *close;
} paints[PAINTS] = {
    {"", "", ""},           {"\33[4m", "", ""},      {"\33[31m", "[-", "]"},  {"\33[33m", "[", "]"},
    {"\33[32m", "[+", "]"}, {"\33[1;36m", "{", "}"}, {"\33[1;41m", "<!", ">"}};

static void change_paint(const desk *d, int from, int to)
{
    if (from != PAINT_NONE)
        fputs(d->s->colour ? "\33[0m" : paints[from].close, stdout);
    if (to != PAINT_NONE)
        fputs(d->s->colour ? paints[to].colour : paints[to].open, stdout);
}

/* Control characters would move the cursor. */
static void put_byte(char c) { putchar((unsigned char)c < 0x20 || c == 0x7F ? ' ' : c); }

static void show_text(const desk *d, int opinion, kefu_text text)
{
    const unsigned char *painted = paint(d->verdict, opinion, text.size, d->s->why);
    int now = PAINT_NONE;
    fputs("  ", stdout);
    for (size_t i = 0; i < text.size; i++) {
        if (painted[i] != now)
            change_paint(d, now, painted[i]);
        now = painted[i];
        put_byte(text.data[i]);
    }
    change_paint(d, now, PAINT_NONE);
    putchar('\n');
}

/* Every line of the verdict moved in by two. */
static void show_verdict(const desk *d)
{
    char *text = verdict_text(d);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        printf("  %s\n", line);
    free(text);
}

void show_review(const desk *d, const kefu_review *review)
{
    putchar('\n');
    if (review->id.size)
        printf("%.*s", (int)review->id.size, review->id.data);
    else
        printf("#%lld", (long long)d->reviews);
    if (review->product.size)
        printf("  %.*s", (int)review->product.size, review->product.data);
    if (review->stars)
        printf("  %d%s", (int)review->stars,
               say(d->s, "星", review->stars == 1 ? " star" : " stars"));
    putchar('\n');
    show_text(d, KEFU_MAIN, review->text);
    if (kefu_verdict_opinions(d->verdict) > 1)
        show_text(d, KEFU_FOLLOW_UP, review->follow_up);
    show_verdict(d);
}

/* ---- Summary -------------------------------------------------------------------------------- */

static void show_causes(const desk *d)
{
    const char *heads[] = {say(d->s, "原因", "cause"), say(d->s, "差评归因", "blamed"),
                           say(d->s, "好评提到", "praised"), say(d->s, "归属", "owner")};
    table *t = table_new(say(d->s, "原因", "Causes"), 4, heads, "lrrl");
    for (int32_t i = 1; i <= kefu_cause_count(); i++) {
        kefu_cause_info c = {.struct_size = sizeof c};
        if ((!d->blamed[i] && !d->praised[i]) || kefu_cause(i, &c))
            continue;
        table_cell(t, say(d->s, c.label_zh, c.label_en));
        table_count(t, d->blamed[i]);
        table_count(t, d->praised[i]);
        table_cell(t, say(d->s, c.owner_zh, c.owner));
    }
    table_print(t);
}

static void show_routes(const desk *d)
{
    static const char *const labels[][2] = {
        {"无需处理", "nothing to do"}, {"立即上报", "report at once"},
        {"取证申诉", "appeal"},        {"人工判断", "a person looks"},
        {"电话联系", "call"},          {"再次联系后回复", "contact, then reply"},
        {"直接回复", "reply"},         {"针对性回复", "targeted reply"},
        {"模板致谢", "thank"}};
    const char *heads[] = {say(d->s, "处理", "route"), say(d->s, "评价数", "reviews")};
    table *t = table_new(say(d->s, "处理方式", "Routes"), 2, heads, "lr");
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (d->routes[i]) {
            table_cell(t, labels[i][d->s->language]);
            table_count(t, d->routes[i]);
        }
    table_print(t);
}

void show_summary(const desk *d)
{
    const char *heads[] = {say(d->s, "评价", "reviews"), say(d->s, "好评", "good"),
                           say(d->s, "中评", "neutral"), say(d->s, "差评", "bad"),
                           say(d->s, "待人工判断", "unsure")};
    table *t =
        table_new(say(d->s, "汇总(追评单独计)", "In all (follow-ups apart)"), 5, heads, "rrrrr");
    table_count(t, d->reviews);
    table_count(t, d->polarity[2]);
    table_count(t, d->polarity[1]);
    table_count(t, d->polarity[0]);
    table_count(t, d->polarity[3]);
    table_print(t);
    show_causes(d);
    show_routes(d);
    if (d->shown < d->reviews)
        printf("\n%s %lld / %lld\n", say(d->s, "逐条显示", "shown one by one:"),
               (long long)d->shown, (long long)d->reviews);
}
