/* print.c - figures on a terminal. */
#include <string.h>

#include "train_reviews.h"

/* What is measured, in Chinese: the longest that the name ends with. */
static const char *const words[][2] = {{"right of the surest 90 %", "最有把握的九成里答对"},
                                       {"right of the surest 80 %", "最有把握的八成里答对"},
                                       {"covered at 95 % right", "按95%正确率能判的占比"},
                                       {"accuracy of three", "三类准确率"},
                                       {"macro-F1 of three", "三类宏平均F1"},
                                       {"macro-F1 of heads", "各类宏平均F1"},
                                       {"calibration error", "校准误差"},
                                       {"accuracy of all", "全部准确率"},
                                       {"micro-F1", "微平均F1"},
                                       {"macro-F1", "宏平均F1"},
                                       {"accuracy", "准确率"}};

static int columns_of(const char *text)
{
    int n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if ((*p & 0xC0) != 0x80)
            n += *p >= 0xE3 ? 2 : 1;
    return n;
}

static void print_name(const settings *s, const char *name)
{
    char shown[160];
    snprintf(shown, sizeof shown, "%s", name);
    for (size_t i = 0; s->language == KEFU_ZH && i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(name, words[i][0]);
        if (!at || strlen(at) != strlen(words[i][0]))
            continue;
        snprintf(shown, sizeof shown, "%.*s%s", (int)(at - name), name, words[i][1]);
        break;
    }
    printf("%s%*s", shown, 48 - columns_of(shown) > 1 ? 48 - columns_of(shown) : 1, "");
}

static void print_share(int64_t value)
{
    const int64_t shown = (value + 50) / 100;
    printf("%3lld.%02lld%%", (long long)(shown / 100), (long long)(shown % 100));
}

static int figure_missed(const figure *f)
{
    if (!f->goal)
        return 0;
    return f->goal->most ? f->value > f->goal->wanted : f->value < f->goal->wanted;
}

void print_figures(const settings *s, const figures *f)
{
    for (int i = 0; i < f->n; i++) {
        const figure *at = &f->at[i];
        print_name(s, at->name);
        print_share(at->value);
        printf("  n %lld", (long long)at->n);
        if (at->low || at->high) {
            printf("  (");
            print_share(at->low);
            printf(" -");
            print_share(at->high);
            printf(")");
        }
        if (at->goal) {
            printf("  %s %s", say(s, "目标", "goal"), at->goal->most ? "<=" : ">=");
            print_share(at->goal->wanted);
            printf(" %s", figure_missed(at) ? say(s, "未达到", "missed") : say(s, "达到", "met"));
        }
        putchar('\n');
    }
}

int figures_missed(const figures *f)
{
    int missed = 0;
    for (int i = 0; i < f->n; i++)
        missed += figure_missed(&f->at[i]);
    return missed;
}

/* ---- A shop's own ---- */

static void print_value(kefu_value value)
{
    char text[48] = "-";
    kefu_value percent = value;
    percent.num *= 100;
    (void)kefu_value_format(&percent, 1, text, sizeof text);
    printf("%9s", text);
}

void print_own(const settings *s, const kefu_train_figures *f, const head *heads, int n)
{
    printf(
        "%s\n",
        say(s,
            "在五分之一没有参加训练的评论上(%):标签数、准确率及其95%区间、查准、查全、F1、校准误差",
            "On the fifth of the texts that nothing was fitted on (%): labels, accuracy and its "
            "95 % interval, precision, recall, F1, calibration error"));
    for (int h = 0; h < n; h++) {
        printf("%-20s%8lld", heads[h].key, (long long)f[h].labels);
        print_value(f[h].accuracy);
        print_value(f[h].low);
        print_value(f[h].high);
        print_value(f[h].precision);
        print_value(f[h].recall);
        print_value(f[h].f1);
        print_value(f[h].calibration);
        putchar('\n');
    }
}
