/* args.c - the options. */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

static const char usage[] =
    "usage: train_reviews LABELS.csv --heads KEY,KEY --out FILE [OPTION ...]   a shop's own "
    "labels\n"
    "       train_reviews --zh|--en DATA OUT [--left-out FILE]                the library's "
    "models\n"
    "       train_reviews --check DATA MODEL [--left-out FILE]\n"
    "       train_reviews --leave-out DATA\n"
    "\n"
    "  LABELS.csv       a review a row; columns of labels hold 1, 0 or nothing: polarity (1 is\n"
    "                   positive) and those of --heads\n"
    "  --heads KEYS     causes (logistics, agent_attitude ...), heads of the base, or all of\n"
    "                   negative,neutral,positive\n"
    "  --text COLUMN    the text (default 正文)\n"
    "  --day COLUMN     the day of the labels: of two of one text the later stands\n"
    "  --out FILE       the model, or with --base what is added to it\n"
    "  --base FILE      the model it is made on\n"
    "  --enough N       labels from which a head of a base learns words (default 200)\n"
    "  --id ID          of the model (default local.reviews/1)\n"
    "  --card FILE      JSON that is kept in the model\n"
    "  --bits N         2^N buckets (default 15, with --base 12)\n"
    "  --lang zh|en     of the texts\n"
    "\n"
    "  --zh, --en       fits the sets in DATA (see build.sh), with their card, to OUT\n"
    "  --check          figures of a model on dev: goals met, and the card true?\n"
    "  --leave-out      accuracy on categories that a model did not see; a line each, for\n"
    "  --left-out FILE  which has them for the card\n";

const char *say(const settings *s, const char *zh, const char *en)
{
    return s->language == KEFU_EN ? en : zh;
}

static long number_of(const char *name, const char *value, long least, long most)
{
    char *end, text[64];
    const long n = strtol(value, &end, 10);
    snprintf(text, sizeof text, "expected a number from %ld to %ld", least, most);
    if (*end || end == value || n < least || n > most)
        fail_text(name, text);
    return n;
}

static const struct option {
    const char *name;
    size_t field;
} options[] = {
    {"--heads", offsetof(settings, heads)}, {"--text", offsetof(settings, text)},
    {"--day", offsetof(settings, day)},     {"--out", offsetof(settings, out)},
    {"--base", offsetof(settings, base)},   {"--id", offsetof(settings, id)},
    {"--card", offsetof(settings, card)},   {"--left-out", offsetof(settings, left_out)}};

static int take_option(settings *s, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i].name, name))
            continue;
        if (!value)
            fail_text(name, "expected a value after it");
        *(const char **)((char *)s + options[i].field) = value;
        return 1;
    }
    return 0;
}

static int take_number(settings *s, const char *name, const char *value)
{
    if (!value || (strcmp(name, "--bits") && strcmp(name, "--enough") && strcmp(name, "--lang")))
        return 0;
    if (!strcmp(name, "--bits"))
        s->bits = (int)number_of(name, value, 10, 18);
    else if (!strcmp(name, "--enough"))
        s->enough = number_of(name, value, 1, 1000000);
    else if (strcmp(value, "zh") && strcmp(value, "en"))
        fail_text("--lang", "expected zh or en");
    else
        s->language = strcmp(value, "en") ? KEFU_ZH : KEFU_EN;
    return 1;
}

static const struct action {
    const char *name;
    int action, language, files;
} actions[] = {{"--zh", DO_BUILD, KEFU_ZH, 2},
               {"--en", DO_BUILD, KEFU_EN, 2},
               {"--check", DO_CHECK, KEFU_ZH, 2},
               {"--leave-out", DO_LEAVE_OUT, KEFU_ZH, 1}};

/* How many arguments it took, 0 if it is none. */
static int take_action(settings *s, char **argv, int left)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        const struct action *a = &actions[i];
        if (strcmp(argv[0], a->name))
            continue;
        if (left <= a->files)
            fail_text(a->name, a->files == 2 ? "expected a folder and a file after it"
                                             : "expected a folder after it");
        s->action = a->action;
        s->language = a->language;
        s->data = argv[1];
        if (a->files == 2)
            s->out = s->model = argv[2];
        return 1 + a->files;
    }
    return 0;
}

static void check_settings(const settings *s)
{
    if (s->action != DO_OWN)
        return;
    if (!s->data || !s->out)
        fail_text("options", "LABELS.csv and --out are needed; see --help");
}

int read_settings(settings *s, int argc, char **argv)
{
    *s = (settings){.text = "正文", .id = "local.reviews/1"};
    if (argc == 1)
        return fputs(usage, stderr), 3;
    for (int i = 1; i < argc;) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        const int took = take_action(s, argv + i, argc - i);
        if (!strcmp(argv[i], "--help"))
            return fputs(usage, stdout), 1;
        if (took)
            i += took;
        else if (take_number(s, argv[i], value) || take_option(s, argv[i], value))
            i += 2;
        else if (argv[i][0] == '-' || s->data)
            fail_text(argv[i], "unknown option, or a value is missing; see --help");
        else
            s->data = argv[i++];
    }
    check_settings(s);
    return 0;
}
