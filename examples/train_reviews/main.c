/* main.c - trains models of reviews: those of the library, and a shop's own. */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

static void build(const settings *s)
{
    const recipe *r = s->language == KEFU_EN ? &recipe_en : &recipe_zh;
    static figures f;
    kefu_buffer *bytes, *whole;
    kefu_error error = {0};
    size_t size;
    kefu_model *model = fit_recipe(s->data, r, NULL, &bytes);
    dev_figures(s->data, r, model, &f);
    if (s->left_out)
        read_left_out(s->left_out, r, &f);
    char *card = card_of(s->data, r, &f);
    check(kefu_buffer_new(NULL, &whole, &error), s->out, &error);
    check(kefu_model_with_card(model, card, kefu_buffer_sink(whole), &error), "card", &error);
    const char *data = kefu_buffer_data(whole, &size);
    write_bytes(s->out, data, size);
    print_figures(s, &f);
    printf("%s\n%s: %zu %s\n", card, s->out, size, say(s, "字节", "bytes"));
    free(card);
    kefu_model_free(model);
    kefu_buffer_free(bytes);
    kefu_buffer_free(whole);
}

static int look(const settings *s)
{
    static figures f;
    char *bytes;
    kefu_model *model = open_model(s->model, &bytes);
    kefu_model_info info = {.struct_size = sizeof info};
    (void)kefu_model_describe(model, &info);
    const recipe *r = info.language == KEFU_EN ? &recipe_en : &recipe_zh;
    dev_figures(s->data, r, model, &f);
    if (s->left_out)
        read_left_out(s->left_out, r, &f);
    print_figures(s, &f);
    const int agrees = card_agrees(info.card, &f), missed = figures_missed(&f);
    kefu_model_free(model);
    free(bytes);
    printf(
        say(s, "%d 项指标,%d 项未达到;模型卡%s\n", "%d figures, %d goals missed; the card is %s\n"),
        f.n, missed, agrees ? say(s, "属实", "true") : say(s, "不符", "not"));
    return agrees && !missed ? 0 : 1;
}

static int leave_out(const settings *s)
{
    static figures f;
    left_out_figures(s->data, &recipe_zh, &f);
    for (int i = 0; i < f.n; i++)
        printf("%s\t%lld\t%lld\n", f.at[i].name, (long long)f.at[i].value, (long long)f.at[i].n);
    return figures_missed(&f) != 0;
}

int main(int argc, char **argv)
{
    settings s;
    int code = 0;
    const int stop = read_settings(&s, argc, argv);
    if (stop)
        return stop - 1;
    if (s.action == DO_BUILD)
        build(&s);
    else if (s.action == DO_CHECK)
        code = look(&s);
    else if (s.action == DO_LEAVE_OUT)
        code = leave_out(&s);
    else
        train_own(&s);
    if (fflush(stdout))
        fail_text("output", "cannot be written");
    return code;
}
