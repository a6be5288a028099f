/* shop.c - writes the invented phone shop of the examples: a month of exports, always the same
 * bytes. The month's totals of each agent are chosen below; how they fall on the days is random. */
#include <string.h>

#include "shop.h"

enum { DAYS = 30 };

/* Number 0 .. 999 for one day and figure of one person. */
static int64_t chance(uint32_t who, uint32_t day, uint32_t what)
{
    const uint32_t key[2] = {2026, 9};
    const uint32_t counter[4] = {who, day, what, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return (int64_t)(out[0] % 1000);
}

/* Splits `total` over the days in proportion to their weights: the parts add up exactly. */
static void split_by(int64_t total, const int64_t weight[DAYS], int64_t part[DAYS])
{
    int64_t all = 0, before = 0, sum = 0;
    for (int d = 0; d < DAYS; d++)
        all += weight[d];
    for (int d = 0; d < DAYS; d++) {
        sum += weight[d];
        const int64_t now = all ? total * sum / all : 0;
        part[d] = now - before;
        before = now;
    }
}

/* One rest day in five or so, never the last day, and none in a short month. */
static int works(const person *p, uint32_t who, int d)
{
    if (d + 1 < p->first_day)
        return 0;
    return p->first_day > 1 || d == DAYS - 1 || (d + (int)who * 2) % 7 >= 2;
}

/* weight × (1 ± share), so that figures move together but not in step */
static void jitter(uint32_t who, uint32_t what, int64_t share, const int64_t base[DAYS],
                   int64_t out[DAYS])
{
    for (int d = 0; d < DAYS; d++)
        out[d] = base[d] * (1000 - share + chance(who, (uint32_t)d, what) * 2 * share / 1000);
}

typedef struct month {
    int64_t enquiries[DAYS], paid[DAYS], orders[DAYS], sales[DAYS];
    int64_t replies[DAYS], seconds[DAYS], invited[DAYS], satisfied[DAYS];
} month;

static void plan_month(const person *p, uint32_t who, month *m)
{
    int64_t base[DAYS], w[DAYS];
    for (int d = 0; d < DAYS; d++)
        base[d] = works(p, who, d) ? 800 + chance(who, (uint32_t)d, 1) / 2 : 0;
    split_by(p->enquiries, base, m->enquiries);
    jitter(who, 2, p->paid * 5 > p->enquiries * 4 ? 0 : 80, m->enquiries, w);
    split_by(p->paid, w, m->paid);
    split_by(p->orders, m->paid, m->orders);
    jitter(who, 3, 90, m->orders, w);
    split_by(p->sales, w, m->sales);
    jitter(who, 4, 120, m->enquiries, w);
    split_by(p->replies, w, m->replies);
    jitter(who, 5, 150, m->replies, w);
    split_by(p->reply_seconds, w, m->seconds);
    jitter(who, 6, 200, m->enquiries, w);
    split_by(p->invited, w, m->invited);
    split_by(p->satisfied, m->invited, m->satisfied);
}

/* 1234567 fen as "12,345.67", quoted for the comma */
static void put_money(FILE *f, int64_t fen)
{
    const long long yuan = (long long)(fen / 100), cents = (long long)(fen % 100);
    if (yuan >= 1000000)
        fprintf(f, "\"%lld,%03lld,%03lld.%02lld\"", yuan / 1000000, yuan / 1000 % 1000, yuan % 1000,
                cents);
    else if (yuan >= 1000)
        fprintf(f, "\"%lld,%03lld.%02lld\"", yuan / 1000, yuan % 1000, cents);
    else
        fprintf(f, "%lld.%02lld", yuan, cents);
}

static void put_day(FILE *f, const person *p, const month *m, int d)
{
    const char *account = p->second_account[0] && d >= 15 ? p->second_account : p->account;
    fprintf(f, "2026-09-%02d,%s,%lld,", d + 1, account, (long long)m->enquiries[d]);
    if (strcmp(p->id, "K05") == 0 && d == DAYS - 1)
        fputs("延迟统计", f);
    else
        fprintf(f, "%lld", (long long)m->paid[d]);
    fprintf(f, ",%lld,", (long long)m->orders[d]);
    put_money(f, m->sales[d]);
    fprintf(f, ",%lld,%lld,%lld,%lld\n", (long long)m->replies[d], (long long)m->seconds[d],
            (long long)m->invited[d], (long long)m->satisfied[d]);
}

static void write_daily(FILE *f)
{
    static month months[PEOPLE];
    for (uint32_t i = 0; i < PEOPLE; i++)
        plan_month(&people[i], i, &months[i]);
    fputs("日期,客服,询单人数,付款人数,订单数,销售额,响应次数,响应总秒,邀评数,满意数\n", f);
    for (int d = 0; d < DAYS; d++)
        for (uint32_t i = 0; i < PEOPLE; i++)
            if (works(&people[i], i, d))
                put_day(f, &people[i], &months[i], d);
}

static void write_monthly(FILE *f)
{
    fputs("客服,日常任务完成率,出勤天数,应出勤天数,DSR,点名好评,点名差评,推诿\n", f);
    int attended = 0, due = 0, praise = 0, complaints = 0, stalling = 0;
    for (const person *p = people; p < people + PEOPLE; p++) {
        fprintf(f, "%s,%s,%d,%d,%s,%d,%d,%d\n", p->id, p->tasks, p->attended, p->due, p->dsr,
                p->praise, p->complaints, p->stalling);
        attended += p->attended, due += p->due;
        praise += p->praise, complaints += p->complaints, stalling += p->stalling;
    }
    fprintf(f, "合计,-,%d,%d,-,%d,%d,%d\n", attended, due, praise, complaints, stalling);
}

static void write_exam(FILE *f)
{
    fputs("客服,姓名,月考成绩\n", f);
    for (const person *p = people; p < people + PEOPLE; p++)
        if (p->exam[0])
            fprintf(f, "%s,%s,%s\n", p->id, p->name, p->exam);
}

static void write_roster(FILE *f)
{
    fputs("客服,别名,姓名,团队,岗位,批次,入职,离职\n", f);
    for (const person *p = people; p < people + PEOPLE; p++) {
        fprintf(f, "%s,%s,%s,%s,售前,%s,%s,\n", p->id, p->account, p->name, p->team, p->cohort,
                p->hired);
        if (p->second_account[0])
            fprintf(f, "%s,%s,%s,%s,售前,%s,%s,\n", p->id, p->second_account, p->name, p->team,
                    p->cohort, p->hired);
    }
}

/* What the service manager has decided so far; nothing yet about the red line of K04. */
static void write_decisions(FILE *f)
{
    fputs("客服,事项,复核,数量,改派给,复核人,日期,理由,凭证\n"
          "K01,praise,确认,,,唐主管,2026-09-30,评价点名且属实,R0907-11 R0915-02 R0928-40\n"
          "K03,praise,确认,,,唐主管,2026-09-30,评价点名且属实,R0911-27\n"
          "K05,praise,确认,,,唐主管,2026-09-30,评价点名且属实,R0920-08\n"
          "K05,complaint,改派,1,K07,唐主管,2026-09-30,会话已转给郑博文后出的差错,R0926-17\n"
          "K06,praise,确认,,,唐主管,2026-09-30,评价点名且属实,R0904-19 R0922-33\n"
          "K08,praise,确认,,,唐主管,2026-09-30,评价点名且属实,R0902-05 R0916-14 R0925-21\n"
          "K08,complaint,申诉成立,1,,唐主管,2026-09-30,录屏显示已告知缺货,R0919-08\n"
          "K07,complaint,确认,1,,唐主管,2026-09-30,\"承诺当天发货,次日才发\",R0918-36\n"
          "K09,complaint,驳回,1,,唐主管,2026-09-30,差评针对物流,R0913-09\n"
          "K09,stalling,驳回,1,,唐主管,2026-09-30,已按流程转接售后,C0913-0441\n",
          f);
}

/* What the pay plan takes off, by the row. */
static void write_items(FILE *f)
{
    fputs("客服,项目,金额,币种,凭证\n"
          "K02,claims,-36.00,CNY,P0912-07\n"
          "K07,claims,-899.00,CNY,P0918-02\n"
          "K07,claims,-400.00,CNY,P0925-11\n",
          f);
}

static int write_file(const char *dir, const char *name, void (*write)(FILE *))
{
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path) {
        fprintf(stderr, "shop: the directory name is too long\n");
        return 1;
    }
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        return 1;
    }
    write(f);
    const int failed = ferror(f);
    if (fclose(f) != 0 || failed) {
        perror(path);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 2 || argv[1][0] == '-') {
        fprintf(stderr, "usage: shop DIR   writes daily.csv monthly.csv exam.csv roster.csv "
                        "decisions.csv items.csv\n"
                        "            conversations.csv inspectors.csv bans.csv originals.txt "
                        "reviews_before.csv reviews.csv nicknames.csv "
                        "decided.csv into DIR, which must exist\n");
        return 1;
    }
    return write_file(argv[1], "daily.csv", write_daily) |
           write_file(argv[1], "monthly.csv", write_monthly) |
           write_file(argv[1], "exam.csv", write_exam) |
           write_file(argv[1], "roster.csv", write_roster) |
           write_file(argv[1], "decisions.csv", write_decisions) |
           write_file(argv[1], "items.csv", write_items) |
           write_file(argv[1], "conversations.csv", write_conversations) |
           write_file(argv[1], "inspectors.csv", write_inspectors) |
           write_file(argv[1], "bans.csv", write_bans) |
           write_file(argv[1], "originals.txt", write_originals) |
           write_file(argv[1], "reviews_before.csv", write_reviews_before) |
           write_file(argv[1], "reviews.csv", write_reviews) |
           write_file(argv[1], "nicknames.csv", write_nicknames) |
           write_file(argv[1], "decided.csv", write_decided);
}
