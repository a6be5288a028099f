/* args.c - the options. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static const char usage[] =
    "usage: weekly_qc --conversations FILE.csv --plan FILE.json --seed TEXT [OPTION ...]\n"
    "\n"
    "  --conversations FILE  CSV: 会话ID, 客服, what the plan asks for, and if there are 质检组 "
    "日期 "
    "渠道 买家 引用\n"
    "  --plan FILE           the sampling plan (see kefu/sample.h)\n"
    "  --seed TEXT           of the period, such as 2026-W39: anyone with it draws the same\n"
    "  --number COLUMN       the plan compares it with numbers; known are 满意度 退款 入职天数 "
    "时长\n"
    "  --unsuitable FILE     CSV: 会话ID, 原因, 操作人; not fit for inspection, to be replaced\n"
    "\n"
    "  --inspectors FILE     CSV: 质检员, 质检组; who inspects which pool (empty: all)\n"
    "  --bans FILE           CSV: 质检员, 被检人, 双向; who never inspects whom\n"
    "  --week N              number of the week: other pairs every week (default 0)\n"
    "  --pairs FILE          CSV: 质检员, 被检人, 期间; pairs of before are avoided where "
    "possible,\n"
    "                        those of this week are added\n"
    "  --each N              inspectors of each agent (default 2)\n"
    "  --second N            every N-th conversation is marked twice, for agreement (default 5; 0 "
    "none)\n"
    "\n"
    "  --by COLUMN           scores by this column of the conversations, too, such as a team\n"
    "  --lists DIR           writes DIR/INSPECTOR.csv, the work lists; marks in them stay\n"
    "  --marks               reads them instead: corrected scores, agreement\n"
    "  --invent TEXT         fills the lists with INVENTED marks, to try it out\n"
    "\n"
    "  --anonymous KEY       pseudonyms for people, masks in quoted text\n"
    "  --hide FILE           a name a line: nicknames and accounts that are hidden, too\n"
    "  --html FILE           all tables as one page\n"
    "  --lang zh|en\n";

const char *say(const settings *s, const char *zh, const char *en)
{
    return s->language == KEFU_EN ? en : zh;
}

static int number_of(const char *name, const char *text)
{
    char *end;
    const long n = strtol(text, &end, 10);
    if (*end || end == text || n < 0 || n > 1000000)
        fail_text(name, "expected a number from 0 to 1000000");
    return (int)n;
}

enum { LEAST_KEY = 16 }; /* bytes: short ones are found by trying all */

typedef struct option {
    const char *name;
    size_t text;   /* offset of a const char *, */
    size_t number; /* or of an int */
} option;

#define TEXT(field)   offsetof(settings, field), 0
#define NUMBER(field) 0, offsetof(settings, field)
static const option options[] = {{"--conversations", TEXT(conversations)},
                                 {"--plan", TEXT(plan)},
                                 {"--seed", TEXT(seed)},
                                 {"--inspectors", TEXT(inspectors)},
                                 {"--bans", TEXT(bans)},
                                 {"--pairs", TEXT(pairs)},
                                 {"--unsuitable", TEXT(unsuitable)},
                                 {"--by", TEXT(by)},
                                 {"--lists", TEXT(lists)},
                                 {"--html", TEXT(html)},
                                 {"--invent", TEXT(invent)},
                                 {"--anonymous", TEXT(anonymous)},
                                 {"--hide", TEXT(also)},
                                 {"--week", NUMBER(period)},
                                 {"--each", NUMBER(each)},
                                 {"--second", NUMBER(second)}};

static int take_option(settings *s, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const option *o = &options[i];
        if (strcmp(o->name, name))
            continue;
        if (!value)
            fail_text(name, "expected a value after it");
        if (o->number)
            *(int *)((char *)s + o->number) = number_of(name, value);
        else
            *(const char **)((char *)s + o->text) = value;
        return 1;
    }
    return 0;
}

static void check_settings(const settings *s)
{
    if (!s->conversations || !s->plan || !s->seed)
        fail_text("options", "--conversations, --plan and --seed are needed; see --help");
    if ((s->lists || s->marks || s->pairs || s->bans) && !s->inspectors)
        fail_text(s->lists   ? "--lists"
                  : s->marks ? "--marks"
                  : s->pairs ? "--pairs"
                             : "--bans",
                  "needs --inspectors: who is to do the work");
    if ((s->marks || s->invent) && !s->lists)
        fail_text(s->marks ? "--marks" : "--invent", "needs --lists DIR");
    if (s->by && (!strcmp(s->by, "评分") || !strcmp(s->by, "不合格") || !strcmp(s->by, "会话ID")))
        fail_text("--by", "expected a column of groups, such as teams");
    if (s->inspectors && !s->each)
        fail_text("--each", "expected 1 or more");
    if (s->anonymous && !strcmp(s->anonymous, s->seed))
        fail_text("--anonymous", "the seed is known to everybody: choose another key");
    if (s->anonymous && strlen(s->anonymous) < LEAST_KEY)
        fail_text("--anonymous", "the key must have 16 bytes at least, such as 16 random letters: "
                                 "whoever guesses it finds out who is who");
    if (s->also && !s->anonymous)
        fail_text("--hide", "needs --anonymous KEY");
}

static void add_number(settings *s, const char *column)
{
    if (s->n_numbers == MOST_NUMBERS)
        fail_text("--number", "too many");
    s->numbers[s->n_numbers++] = column;
}

int read_settings(settings *s, int argc, char **argv)
{
    static const char *const known[KNOWN_NUMBERS] = {"满意度", "退款", "入职天数", "时长"};
    *s = (settings){.each = 2, .second = 5};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        add_number(s, known[i]);
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (!strcmp(argv[i], "--help"))
            return fputs(usage, stdout), 1;
        if (!strcmp(argv[i], "--marks"))
            s->marks = 1;
        else if (!strcmp(argv[i], "--number") && value)
            add_number(s, argv[++i]);
        else if (!strcmp(argv[i], "--lang") && value) {
            if (strcmp(value, "zh") && strcmp(value, "en"))
                fail_text("--lang", "expected zh or en");
            s->language = strcmp(argv[++i], "en") ? KEFU_ZH : KEFU_EN;
        } else if (take_option(s, argv[i], value))
            i++;
        else
            fail_text(argv[i], value ? "unknown option; see --help"
                                     : "unknown option, or a value is missing; see --help");
    }
    if (argc == 1)
        return fputs(usage, stderr), 3;
    check_settings(s);
    return 0;
}
