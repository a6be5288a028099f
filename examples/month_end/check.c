/* check.c - --check: cards, books, pay plans and prizes by themselves, before a month is paid by
 * them. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* What a text is, by the key that only it has. */
static const struct scheme {
    const char *key;
    const char *zh, *en;
    const char *option, *is;
} schemes[] = {{"\"sections\"", "考核方案", "card", "--card", "a card"},
               {"\"rules\"", "方案册", "book of cards", "--book", "a book of cards"},
               {"\"parts\"", "工资方案", "pay plan", "--pay", "a pay plan"},
               {"\"prizes\"", "评优方案", "award plan", "--awards", "an award plan"}};
enum { SCHEME_CARD, SCHEME_BOOK, SCHEME_PAY, SCHEME_AWARDS, SCHEMES };

/* -1: none of them. */
static int scheme_of(const char *text)
{
    int kind = -1;
    for (int i = SCHEMES - 1; i >= 0; i--)
        if (strstr(text, schemes[i].key))
            kind = i;
    return kind;
}

int complain_scheme(const char *path, const char *text, const char *option, const kefu_error *error)
{
    const int kind = scheme_of(text);
    complain(path, error);
    if (kind >= 0 && strcmp(schemes[kind].option, option) != 0)
        fprintf(stderr, "    (this is %s: %s takes it, and %s another file)\n", schemes[kind].is,
                schemes[kind].option, option);
    return 1;
}

static kefu_status check_card(const char *text, size_t size, kefu_findings **findings,
                              kefu_error *error)
{
    kefu_card *card = NULL;
    kefu_status status = kefu_card_from_json(NULL, NULL, text, size, &card, error);
    if (!status)
        status = kefu_card_lint(card, NULL, findings, error);
    kefu_card_free(card);
    return status;
}

static kefu_status check_pay(const char *text, size_t size, kefu_findings **findings,
                             kefu_error *error)
{
    kefu_pay_plan *plan = NULL;
    kefu_status status = kefu_pay_plan_from_json(NULL, NULL, text, size, &plan, error);
    if (!status)
        status = kefu_pay_plan_lint(plan, NULL, findings, error);
    kefu_pay_plan_free(plan);
    return status;
}

static kefu_status check_awards(const char *text, size_t size, kefu_findings **findings,
                                kefu_error *error)
{
    kefu_award_plan *plan = NULL;
    kefu_status status = kefu_award_plan_from_json(NULL, NULL, text, size, &plan, error);
    if (!status)
        status = kefu_award_plan_lint(plan, NULL, findings, error);
    kefu_award_plan_free(plan);
    return status;
}

static kefu_status check_book(const char *text, size_t size, kefu_findings **findings,
                              kefu_error *error)
{
    kefu_book *book = NULL;
    kefu_status status = kefu_book_from_json(NULL, NULL, text, size, &book, error);
    (void)findings; /* of its rules: with its cards, --book */
    kefu_book_free(book);
    return status;
}

static int check_file(const month *m, const char *path)
{
    static kefu_status (*const checks[])(const char *, size_t, kefu_findings **, kefu_error *) = {
        check_card, check_book, check_pay, check_awards};
    kefu_findings *findings = NULL;
    kefu_error error;
    size_t size;
    char *text = read_text(path, &size);
    if (!text)
        return 1;
    const int which = scheme_of(text), kind = which < 0 ? SCHEME_CARD : which;
    int failed = checks[kind](text, size, &findings, &error) ? complain(path, &error) : 0;
    found_list all = {0};
    found_add(m, &all, findings, path);
    if (!failed && !all.n)
        printf("\n%s: %s\n", path, say(m->o, "没有发现问题", "nothing found"));
    else if (!failed)
        print_finding_list(m, &all, schemes[kind].zh, schemes[kind].en);
    failed |= found_count(&all, KEFU_SEVERITY_ERROR) > 0;
    found_free(&all);
    free(text);
    return failed;
}

int check_schemes(const month *m)
{
    int failed = 0;
    for (int i = 0; i < m->o->checks.n; i++)
        failed |= check_file(m, m->o->checks.items[i]);
    return failed;
}
