/* conversations.c - a week of the invented shop's conversations, 21 to 27 September 2026: who
 * answered whom, how the buyer rated it, and a line of the chat with what such lines hold: phone
 * numbers, addresses, order numbers, names. All of it is invented. */
#include <string.h>

#include "shop.h"

enum { WEEK_DAYS = 7, FIRST_DAY = 21, PART_OF_MONTH = 12, TEXT_SIZE = 400 };

/* What one conversation is. */
typedef struct chat {
    int64_t id;
    const person *agent;
    int day, satisfaction, refund; /* satisfaction 0: not rated */
    long long seconds;
    const char *channel, *address;
    char buyer[64], phone[32], order[32];
} chat;

static const char *const channels[] = {"旺旺", "抖音", "京东"};
static const char *const nick_a[] = {"爱吃橘子", "半山听雨", "奔跑中", "云边小卖部",
                                     "夏天",     "北方以北", "六月",   "不加糖"};
static const char *const nick_b[] = {"的猫", "的鲸鱼", "小熊", "阿姨",
                                     "的风", "同学",   "大叔", "果茶"};
static const char *const addresses[] = {"广东省深圳市南山区科苑路18号创新大厦3栋1204室",
                                        "浙江省杭州市余杭区文一西路969号2幢601",
                                        "北京市朝阳区望京街10号院5号楼802室",
                                        "四川省成都市武侯区天府大道中段88号7单元1503",
                                        "湖北省武汉市洪山区珞喻路152号桂苑3栋",
                                        "江苏省苏州市工业园区星湖街328号B座411室"};
/* {p} phone, {a} address, {o} order, {b} buyer, {c} agent */
static const char *const lines[] = {"客服{c}您好，我手机{p}，麻烦改一下地址：{a}",
                                    "订单号{o}什么时候发货？打我电话{p}",
                                    "我是{b}，订单{o}要退款，寄回{a}可以吗",
                                    "{c}你之前说送钢化膜的，订单{o}里没有",
                                    "收货人电话{p}，地址{a}，不要放驿站",
                                    "这款支持双卡吗？拍照跟上一代比怎么样",
                                    "谢谢{c}，问题解决了",
                                    "我是{b}，微信同号{p}，能加急吗"};

static uint32_t dice(uint32_t who, uint32_t number, uint32_t what)
{
    const uint32_t key[2] = {2026, 39};
    const uint32_t counter[4] = {who, number, what, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return out[0];
}
#define ONE_OF(list, number) ((list)[(number) % (sizeof(list) / sizeof *(list))])

/* Of a hundred conversations six are refunds; buyers who want their money back rate worse. */
static int rating(uint32_t number, int refund)
{
    static const struct {
        uint32_t below;
        int rating;
    } usual[] = {{310, 0}, {325, 1}, {345, 2}, {400, 3}, {560, 4}, {1000, 5}},
      after_refund[] = {{350, 0}, {500, 1}, {620, 2}, {760, 3}, {880, 4}, {1000, 5}};
    size_t i = 0;
    while ((refund ? after_refund : usual)[i].below <= number % 1000)
        i++;
    return (refund ? after_refund : usual)[i].rating;
}

static void make_phone(char out[32], uint32_t n)
{
    static const char *const forms[] = {"1%u%u%08u", "1%u%u-%04u-%04u", "+86 1%u%u %04u %04u"};
    const uint32_t a = 3 + n % 7, b = n / 7 % 10, rest = n / 70 % 100000000;
    if (n % 3 == 0)
        snprintf(out, 32, forms[0], a, b, rest);
    else
        snprintf(out, 32, ONE_OF(forms, 1 + n % 2), a, b, rest / 10000, rest % 10000);
}

static void make_chat(chat *c, uint32_t who, uint32_t number)
{
    memset(c, 0, sizeof *c);
    c->agent = &people[who];
    c->id = 26390000000 + (int64_t)(who * 1000 + number) * 7919 % 100003; /* nobody's by itself */
    c->day = FIRST_DAY + (int)(dice(who, number, 1) % WEEK_DAYS);
    c->refund = dice(who, number, 2) % 100 < 6;
    c->satisfaction = rating(dice(who, number, 3), c->refund);
    c->seconds = 10 + dice(who, number, 4) % 900;
    c->channel = ONE_OF(channels, dice(who, number, 5));
    c->address = ONE_OF(addresses, dice(who, number, 6));
    snprintf(c->buyer, sizeof c->buyer, "%s%s%03u", ONE_OF(nick_a, dice(who, number, 7)),
             ONE_OF(nick_b, dice(who, number, 8)), dice(who, number, 9) % 1000);
    make_phone(c->phone, dice(who, number, 10));
    snprintf(c->order, sizeof c->order, "69%02u%010u", c->day, dice(who, number, 11));
}

static void fill(char out[TEXT_SIZE], const char *line, const chat *c)
{
    size_t n = 0;
    for (const char *p = line; *p && n < TEXT_SIZE - 100; p++) {
        if (*p != '{') {
            out[n++] = *p;
            continue;
        }
        const char *what = p[1] == 'p'   ? c->phone
                           : p[1] == 'a' ? c->address
                           : p[1] == 'o' ? c->order
                           : p[1] == 'b' ? c->buyer
                                         : c->agent->name;
        n += (size_t)snprintf(out + n, TEXT_SIZE - n, "%s", what);
        p += 2;
    }
    out[n] = '\0';
}

/* Days between the hiring date and the last day of the week. */
static int days_here(const person *p)
{
    int32_t hired = 0, now = 0;
    (void)kefu_date_parse(p->hired, strlen(p->hired), &hired, NULL);
    (void)kefu_date_parse("2026-09-27", 10, &now, NULL);
    return now - hired;
}

static void each_chat(FILE *f, void (*put)(FILE *, const chat *, const char *text))
{
    for (uint32_t who = 0; who < PEOPLE; who++) {
        if (people[who].first_day > FIRST_DAY)
            continue;
        for (uint32_t i = 0; i < (uint32_t)(people[who].enquiries / PART_OF_MONTH); i++) {
            chat c;
            char text[TEXT_SIZE];
            make_chat(&c, who, i);
            fill(text, ONE_OF(lines, dice(who, i, 12)), &c);
            put(f, &c, text);
        }
    }
}

static void put_chat(FILE *f, const chat *c, const char *text)
{
    fprintf(f, "%lld,%s,%s,2026-09-%02d,%s,", (long long)c->id, c->agent->name, c->agent->team,
            c->day, c->channel);
    if (c->satisfaction)
        fprintf(f, "%d", c->satisfaction);
    fprintf(f, ",%d,%d,%lld,%s,\"%s\"\n", c->refund, days_here(c->agent), c->seconds, c->buyer,
            text);
}

void write_conversations(FILE *f)
{
    fputs("会话ID,客服,质检组,日期,渠道,满意度,退款,入职天数,时长,买家,引用\n", f);
    each_chat(f, put_chat);
}

/* Each team is inspected by people of the other, and by the service manager. */
void write_inspectors(FILE *f)
{
    fputs("质检员,质检组\n"
          "周雨桐,售前一组\n孙佳怡,售前一组\n吴思琪,售前一组\n唐主管,售前一组\n"
          "林晓燕,售前二组\n陈一鸣,售前二组\n何嘉俊,售前二组\n唐主管,售前二组\n",
          f);
}

void write_bans(FILE *f) { fputs("质检员,被检人,双向\n周雨桐,林晓燕,1\n", f); }

static void put_originals(FILE *f, const chat *c, const char *text)
{
    if (strstr(text, c->phone))
        fprintf(f, "%s\n", c->phone);
    if (strstr(text, c->order))
        fprintf(f, "%s\n", c->order);
    fprintf(f, "%s\n", c->buyer);
}

void write_originals(FILE *f)
{
    for (int i = 0; i < PEOPLE; i++)
        fprintf(f, "%s\n", people[i].name);
    fputs("唐主管\n", f);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        fprintf(f, "%s\n", addresses[i]);
    each_chat(f, put_originals);
}
