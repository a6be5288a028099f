/* words.c - what topics, rows and grades mean, and how wide a text is. */
#include <string.h>

#include "catalogue.h"

const word topics[TOPICS] = {{"sales", "售前与销售", "Sales"},
                             {"after_sales", "售后", "After-sales"},
                             {"response", "响应", "Response"},
                             {"service", "会话、评价与电话", "Conversations, ratings, calls"},
                             {"quality", "质检", "Quality inspection"},
                             {"reviews", "商品评价", "Reviews"},
                             {"workload", "出勤、任务与团队", "Attendance, tasks, team"}};

static const word rows[] = {{"any", "可相加的数", "counts that add up"},
                            {"session", "一次会话", "one conversation"},
                            {"reply", "一问一答", "one question and its answer"},
                            {"buyer_day", "一个买家的一天", "one buyer's day"},
                            {"call", "一通电话", "one call"},
                            {"case", "一单售后", "one refund, dispute or ticket"},
                            {"order", "一个订单", "one order"},
                            {"review", "一条评价", "one review"},
                            {"mark", "一次质检", "one inspected conversation"},
                            {"day", "一个客服的一天", "one agent's day"},
                            {"person", "一个人", "one person"}};

static word word_of(const word *words, size_t n, const char *name)
{
    const word own = {name, name, name};
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i].name, name) == 0)
            return words[i];
    return own;
}

word topic_word(const char *name) { return word_of(topics, TOPICS, name); }

word row_word(const char *name) { return word_of(rows, sizeof rows / sizeof *rows, name); }

const char *direction_text(int32_t direction)
{
    return direction == KEFU_HIGHER ? "higher" : direction == KEFU_LOWER ? "lower" : "";
}

const char *grade_text(int32_t grade)
{
    switch (grade) {
    case 'A':
        return "the platform's own rule or interface";
    case 'B':
        return "documentation of a tool or a vendor";
    case 'C':
        return "weakly sourced";
    case 'D':
        return "derived by us";
    default:
        return "not graded";
    }
}

/* The labels hold letters, Chinese, its full-width signs, and arrows that take one column. */
int text_width(const char *text)
{
    int width = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        const int begins = (*at & 0xC0) != 0x80;
        const int wide = *at >= 0xE3 && *at < 0xF0; /* U+3000 and on: two columns */
        width += begins + (begins && wide);
    }
    return width;
}

void print_padded(FILE *out, const char *text, int width)
{
    const int pad = width - text_width(text);
    fprintf(out, "%s%*s", text, pad > 0 ? pad : 0, "");
}
