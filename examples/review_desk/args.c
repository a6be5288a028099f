/* args.c - the options. */
#include <stdlib.h>
#include <string.h>
#if defined(_WIN32)
#include <io.h>
#define isatty _isatty
#else
#include <unistd.h>
#endif

#include "desk.h"

static const char usage[] =
    "usage: review_desk [OPTION ...] [FILE]\n"
    "\n"
    "  FILE                  .csv, .tsv (no quotes), or a review a line; standard input if left "
    "out\n"
    "  --as csv|tsv|lines    whatever the name says\n"
    "  --column FIELD=NAME   which column holds what; known without it are\n"
    "                        评价 追评 评价ID 商品 客服 日期 星级 有图 已回复 追评已回复 会员 "
    "重点商品 追评日期\n"
    "                        text follow_up review product agent day stars pictures answered\n"
    "                        answered_follow_up vip key_product follow_up_day\n"
    "  --gb18030             the file is GB18030, not UTF-8\n"
    "  --replace             bytes that are neither are read as U+FFFD; without it they are "
    "refused\n"
    "\n"
    "  --english             reads English (the built-in English model and lexicon)\n"
    "  --model FILE          another model; --shop FILE your own on top of it (see train_reviews)\n"
    "  --lexicon FILE        your own list of phrases beside the built-in ones; again for more\n"
    "  --roster FILE         CSV of who is who: reviews that name people\n"
    "  --platform NAME       lists of other platforms are left out\n"
    "  --agents              the texts are messages of agents, not of buyers\n"
    "  --right PERCENT       how many of the sure verdicts shall be right (95)\n"
    "  --day YYYY-MM-DD      of reviews without one\n"
    "\n"
    "  --limit N             prints the first N reviews that fit (50); the summary counts all\n"
    "  --route KEY           only those: report appeal person call contact reply targeted thank\n"
    "  --why                 shows what weighed on the polarity, too\n"
    "  --json                one line of JSON a review, and nothing else\n"
    "  --html FILE           a page of the reviews that are printed\n"
    "  --rows FILE           CSV: a row an opinion, for tallies\n"
    "  --hits FILE           CSV: who is named, what was broken; a person fills in what was "
    "decided\n"
    "  --decided FILE        CSV with person part review action by day reason to, such as a hits "
    "file\n"
    "                        that was filled in before: its decisions stand in the hits again\n"
    "  --stock               the stock-take by product\n"
    "  --stock-save FILE     keeps it; --stock-before FILE compares with one that was kept\n"
    "  --lang zh|en          of what is printed\n";

const char *say(const settings *s, const char *zh, const char *en)
{
    return s->language == KEFU_EN ? en : zh;
}

static const char *const fields[FIELDS] = {
    "text", "follow_up",   "review",       "product",  "agent",
    "day",  "stars",       "pictures",     "answered", "answered_follow_up",
    "vip",  "key_product", "follow_up_day"};

static void take_column(settings *s, const char *value)
{
    const char *is = strchr(value, '=');
    for (int i = 0; is && i < FIELDS; i++)
        if (strlen(fields[i]) == (size_t)(is - value) &&
            !strncmp(fields[i], value, strlen(fields[i]))) {
            s->columns[i] = is + 1;
            return;
        }
    fail_text("--column", "expected FIELD=NAME with one of the English names of --help");
}

static void take_route(settings *s, const char *value)
{
    static const char *const keys[] = {"ignore",  "report", "appeal",   "person", "call",
                                       "contact", "reply",  "targeted", "thank"};
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!strcmp(keys[i], value)) {
            s->routes |= 1u << i;
            return;
        }
    fail_text("--route", "expected one of report appeal person call contact reply targeted thank "
                         "ignore");
}

static void take_right(settings *s, const char *value)
{
    char *end;
    const double percent = strtod(value, &end);
    if (end == value || (*end && strcmp(end, "%")) || !(percent >= 50 && percent <= 100))
        fail_text("--right", "expected 50 to 100, in percent");
    s->right = (int)(percent * 10000 + 0.5);
}

static void take_day(settings *s, const char *value)
{
    kefu_error error;
    int32_t day;
    check(kefu_date_parse(value, strlen(value), &day, &error), "--day", &error);
    s->day = day;
}

static void take_as(settings *s, const char *value)
{
    s->form = !strcmp(value, "csv")     ? FORM_CSV
              : !strcmp(value, "tsv")   ? FORM_TSV
              : !strcmp(value, "lines") ? FORM_LINES
                                        : (fail_text("--as", "expected csv, tsv or lines"), 0);
}

static void take_lang(settings *s, const char *value)
{
    if (strcmp(value, "zh") && strcmp(value, "en"))
        fail_text("--lang", "expected zh or en");
    s->language = strcmp(value, "en") ? KEFU_ZH : KEFU_EN;
}

static void take_limit(settings *s, const char *value)
{
    char *end;
    const long n = strtol(value, &end, 10);
    if (end == value || *end || n < 0 || n > 1000000000)
        fail_text("--limit", "expected a number from 0 on");
    s->limit = (int)n;
}

static void take_lexicon(settings *s, const char *value)
{
    if (s->n_lexicons == MOST_FILES)
        fail_text("--lexicon", "too many");
    s->lexicons[s->n_lexicons++] = value;
}

typedef struct option {
    const char *name;
    size_t text;   /* offset of a const char *, */
    size_t number; /* or of an int that becomes `value`, */
    int value;
    void (*take)(settings *s, const char *value); /* or how its value is read */
} option;

#define TEXT(field)        offsetof(settings, field), 0, 0, NULL
#define FLAG(field, value) 0, offsetof(settings, field), value, NULL
#define TAKE(function)     0, 0, 0, function
static const option options[] = {{"--model", TEXT(model)},
                                 {"--shop", TEXT(shop)},
                                 {"--roster", TEXT(roster)},
                                 {"--platform", TEXT(platform)},
                                 {"--html", TEXT(html)},
                                 {"--hits", TEXT(hits)},
                                 {"--decided", TEXT(decided)},
                                 {"--rows", TEXT(rows)},
                                 {"--stock-save", TEXT(stock_save)},
                                 {"--stock-before", TEXT(stock_before)},
                                 {"--gb18030", FLAG(encoding, KEFU_GB18030)},
                                 {"--replace", FLAG(replace, 1)},
                                 {"--english", FLAG(english, 1)},
                                 {"--agents", FLAG(by, KEFU_BY_AGENT)},
                                 {"--json", FLAG(json, 1)},
                                 {"--stock", FLAG(stock, 1)},
                                 {"--why", FLAG(why, 1)},
                                 {"--as", TAKE(take_as)},
                                 {"--column", TAKE(take_column)},
                                 {"--lexicon", TAKE(take_lexicon)},
                                 {"--right", TAKE(take_right)},
                                 {"--day", TAKE(take_day)},
                                 {"--limit", TAKE(take_limit)},
                                 {"--route", TAKE(take_route)},
                                 {"--lang", TAKE(take_lang)}};

/* How many arguments it took, 0 if it is no option. */
static int take_option(settings *s, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const option *o = &options[i];
        if (strcmp(o->name, name))
            continue;
        if (o->number) {
            *(int *)((char *)s + o->number) = o->value;
            return 1;
        }
        if (!value)
            fail_text(name, "expected a value after it");
        if (o->take)
            o->take(s, value);
        else
            *(const char **)((char *)s + o->text) = value;
        return 2;
    }
    return 0;
}

static int ends_in(const char *text, const char *end)
{
    const size_t n = strlen(text), m = strlen(end);
    return n >= m && !strcmp(text + n - m, end);
}

static void complete(settings *s)
{
    if (!s->form)
        s->form = ends_in(s->input, ".csv")                                ? FORM_CSV
                  : ends_in(s->input, ".tsv") || ends_in(s->input, ".txt") ? FORM_TSV
                                                                           : FORM_LINES;
    if (ends_in(s->input, ".txt") && s->form == FORM_TSV)
        s->form = FORM_LINES;
    if (s->stock_save || s->stock_before)
        s->stock = 1;
    if (s->decided && !s->hits)
        fail_text("--decided", "stands beside --hits");
    s->colour = isatty(1) && !getenv("NO_COLOR");
}

int read_settings(settings *s, int argc, char **argv)
{
    *s = (settings){.input = "-", .by = KEFU_BY_BUYER, .limit = 50};
    for (int i = 1; i < argc;) {
        if (!strcmp(argv[i], "--help")) {
            fputs(usage, stdout);
            return 1;
        }
        const int taken = take_option(s, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
        if (!taken && argv[i][0] == '-' && argv[i][1])
            fail_text(argv[i], "no such option; see --help");
        if (!taken)
            s->input = argv[i];
        i += taken ? taken : 1;
    }
    complete(s);
    return 0;
}
