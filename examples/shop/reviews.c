/* reviews.c - what buyers of the invented shop wrote in August and September 2026, and by which
 * nicknames they know its people. The reviews that name somebody are those that the month's
 * decisions are about. All of it is invented. */
#include <string.h>

#include "shop.h"

enum { AUGUST = 8, SEPTEMBER = 9, A_MONTH = 150, TEXT_ROOM = 512 };

typedef struct product {
    const char *name;
    int is_key;
} product;

static const product products[] = {{"星野X1手机", 1},
                                   {"星野X1青春版", 1},
                                   {"星野耳机Pro", 0},
                                   {"30W充电器", 0},
                                   {"钢化膜两片装", 0}};
enum { PHONE, LITE, EARPHONES, CHARGER, FILM, PRODUCTS, ANY };

/* What is written about a product, with the stars given and what some add a week later. Weights are
 * of August and September: the new battery of the X1 came in September, and so did another courier.
 */
typedef struct kind {
    int product, stars, august, september;
    const char *text, *follow_up;
} kind;

/* clang-format off */
static const kind kinds[] = {
    {PHONE, 5, 6, 3, "屏幕细腻,拍照清楚,系统也流畅,物流第二天就到了,很满意", ""},
    {PHONE, 5, 5, 3, "给爸爸买的,字大声音响,操作简单,他很喜欢", ""},
    {PHONE, 5, 4, 2, "手感不错,续航比上一台强多了,包装也严实", "用了一周,没有卡顿,好评"},
    {PHONE, 5, 3, 2, "正品,官网能查到序列号,发货快,客服也热情", ""},
    {PHONE, 4, 2, 2, "整体满意,就是充电头要另外买", ""},
    {PHONE, 3, 2, 2, "还行吧,中规中矩", ""},
    {PHONE, 2, 1, 5, "刚开始挺好,用了十来天电池就不行了,一天要充三次", ""},
    {PHONE, 1, 1, 4, "发热严重,打会儿游戏就烫手,还自动关机,质量太差", ""},
    {PHONE, 5, 1, 3, "手机收到了,外观漂亮,先给好评", "用了半个月开始死机,电池鼓包,申请退款"},
    {PHONE, 1, 1, 3, "充电的时候手机壳都烫得变形了,差点烧伤手,太危险", ""},
    {PHONE, 2, 1, 3, "刚买完第三天就降价两百,申请价保说不支持", ""},
    {PHONE, 3, 2, 1, "如果能送个充电头就好了", ""},
    {LITE, 5, 6, 5, "性价比高,学生用足够了", ""},
    {LITE, 5, 5, 5, "颜色好看,轻薄,女朋友很喜欢,物流也快", ""},
    {LITE, 4, 3, 3, "价格实惠,拍照一般,对得起这个价", ""},
    {LITE, 2, 2, 2, "和图片颜色不一样,图上是天蓝,收到的是灰蓝,色差太大", ""},
    {LITE, 1, 1, 2, "收到的是翻新机吧,边框有划痕,激活时间还是去年的", ""},
    {LITE, 2, 1, 1, "内存比描述的少,宣传128G,实际只有64G", ""},
    {LITE, 5, 2, 2, "没有毛病,老人用正好", ""},
    {LITE, 3, 2, 1, "不好不坏,将就用", ""},
    {EARPHONES, 5, 5, 5, "音质清晰,降噪效果好,戴着舒服", ""},
    {EARPHONES, 5, 3, 3, "开盖就连,低音很足,充一次能用一个星期", ""},
    {EARPHONES, 2, 1, 1, "右耳没声音,联系客服半天不回,问一句等一个小时", ""},
    {EARPHONES, 2, 1, 2, "戴久了耳朵疼,偏大,容易掉", ""},
    {EARPHONES, 1, 1, 2, "东西还可以,但客服态度太差,问两句就不耐烦,再也不来了", ""},
    {EARPHONES, 4, 2, 2, "客服态度很好,就是音质一般", ""},
    {EARPHONES, 1, 1, 1, "让我找厂家,厂家又让我找你们,踢皮球", ""},
    {CHARGER, 5, 4, 4, "充电快,小巧,带出门方便", ""},
    {CHARGER, 5, 3, 2, "担心是假货,收到一看是正品,放心了", ""},
    {CHARGER, 1, 1, 3, "用了三天就坏了,插上没反应", ""},
    {CHARGER, 2, 1, 3, "少发了一根线,找客服补发,说补,一直没补", ""},
    {CHARGER, 2, 1, 2, "说好送的数据线没有送", ""},
    {CHARGER, 5, 1, 1, "东西不错,请问能开发票吗?", ""},
    {FILM, 5, 4, 4, "贴合,没有气泡,还送了工具", ""},
    {FILM, 4, 2, 2, "便宜实用", ""},
    {FILM, 2, 1, 2, "尺寸不对,两边都露出来,偏小", ""},
    {FILM, 1, 1, 2, "收到就碎了,包装太简陋,一层薄袋子", ""},
    {ANY, 2, 2, 7, "等了八天才到,快递一直不动,物流太慢", ""},
    {ANY, 1, 1, 4, "快递不送上门,放驿站也不打电话,体验很差", ""},
    {ANY, 3, 1, 3, "东西可以,物流太慢了", ""},
    {ANY, 5, 3, 3, "很好", ""},
    {ANY, 5, 3, 3, "此用户没有填写评价。", ""},
    {ANY, 5, 2, 2, "不错不错,下次还来", ""},
    {ANY, 5, 1, 1, "宝贝非常好,质量非常好,服务非常好,物流非常好,强烈推荐大家购买,加微信 xy8866 领红包", ""},
    {ANY, 1, 0, 1, "给我转50块钱我就改好评,不然天天给你差评", ""},
    {ANY, 1, 0, 1, "已经打12315投诉,等着吧", ""},
    {ANY, 5, 1, 1, "用着挺好", "又买了一台送家人,还是一样好"}};

/* Named: {month day}-{number} as the decisions have them. */
typedef struct named {
    const char *id, *date;
    int product, stars;
    const char *text;
} named;

static const named names[] = {
    {"R0902-05", "2026-09-02", PHONE, 5, "客服嘉俊讲解很详细,还帮我申请了优惠,手机也好用"},
    {"R0904-19", "2026-09-04", EARPHONES, 5, "客服思思很热情,耳机配对教了我好几遍"},
    {"R0907-11", "2026-09-07", PHONE, 5, "客服小林特别耐心,导数据教了我半个小时,手机很流畅"},
    {"R0911-27", "2026-09-11", LITE, 5, "感谢客服雨桐,推荐的颜色女儿很喜欢"},
    {"R0913-09", "2026-09-13", LITE, 2, "快递太慢了,等了五天,问客服诗诗也说不清楚什么时候到"},
    {"R0915-02", "2026-09-15", CHARGER, 5, "小林客服回复很快,东西也好用"},
    {"R0916-14", "2026-09-16", PHONE, 5, "咨询了好几家,客服嘉俊最专业,回答得清清楚楚,好评"},
    {"R0918-36", "2026-09-18", PHONE, 1, "客服大郑答应当天发货,结果第二天才发,说话不算话,差评"},
    {"R0919-08", "2026-09-19", LITE, 2, "客服嘉俊没有告诉我缺货,白等了一个星期,态度也敷衍"},
    {"R0920-08", "2026-09-20", EARPHONES, 5, "客服一鸣处理售后很快,换货没费一点口舌,服务很好"},
    {"R0922-33", "2026-09-22", LITE, 5, "客服思思服务特别好,半夜问都耐心回答"},
    {"R0925-21", "2026-09-25", PHONE, 5, "东西好,客服嘉俊态度也好,有问必答"},
    {"R0926-17", "2026-09-26", CHARGER, 1, "客服一鸣说已经改好地址,结果还是寄到老地址了,太不专业"},
    {"R0928-40", "2026-09-28", PHONE, 5, "又来买了,还是找的客服小林,服务一如既往地好"}};
/* clang-format on */

static uint32_t throw_dice(uint32_t month, uint32_t number, uint32_t what)
{
    const uint32_t key[2] = {2026, 66};
    const uint32_t counter[4] = {month, number, what, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return out[0];
}

static int weight_of(const kind *k, int month)
{
    return month == AUGUST ? k->august : k->september;
}

static const kind *draw_kind(int month, uint32_t number)
{
    const kind *end = kinds + sizeof kinds / sizeof *kinds;
    int all = 0;
    for (const kind *k = kinds; k < end; k++)
        all += weight_of(k, month);
    int left = (int)(throw_dice((uint32_t)month, number, 1) % (uint32_t)all);
    const kind *k = kinds;
    for (; left >= weight_of(k, month); k++)
        left -= weight_of(k, month);
    return k;
}

static void put_text(FILE *f, const char *text)
{
    fprintf(f, strchr(text, ',') ? "\"%s\"" : "%s", text);
}

static void put_review(FILE *f, const char *id, const char *date, int product_number, int stars,
                       const char *agent, const char *text, const char *follow_up, uint32_t chance)
{
    const product *p = &products[product_number];
    fprintf(f, "%s,%s,%s,%s,%d,", id, date, p->name, agent, stars);
    put_text(f, text);
    putc(',', f);
    put_text(f, follow_up);
    const int answered = chance % 10 < (stars < 4 ? 5 : 8),
              pictures = stars == 5 && chance / 16 % 3 == 0;
    fprintf(f, ",%s,%s,%s\n", pictures ? "是" : "", answered ? "是" : "", p->is_key ? "是" : "");
}

static void put_month(FILE *f, int month)
{
    fputs("评价ID,日期,商品,客服,星级,评价,追评,有图,已回复,重点商品\n", f);
    for (uint32_t i = 0; i < A_MONTH; i++) {
        const uint32_t number = throw_dice((uint32_t)month, i, 2), day = 1 + number % 30;
        const kind *k = draw_kind(month, i);
        char id[32], date[16];
        snprintf(id, sizeof id, "R%02d%02u-%02u", month, day, 50 + i);
        snprintf(date, sizeof date, "2026-%02d-%02u", month, day);
        put_review(f, id, date, k->product == ANY ? (int)(number / 64 % PRODUCTS) : k->product,
                   k->stars, people[number / 1024 % PEOPLE].id, k->text, k->follow_up, number >> 8);
    }
    for (size_t i = 0; month == SEPTEMBER && i < sizeof names / sizeof *names; i++)
        put_review(f, names[i].id, names[i].date, names[i].product, names[i].stars, "",
                   names[i].text, "", throw_dice(0, (uint32_t)i, 3));
}

void write_reviews_before(FILE *f) { put_month(f, AUGUST); }
void write_reviews(FILE *f) { put_month(f, SEPTEMBER); }

/* What the service manager decided about what the review desk found, by review; nobody has looked
 * at the promises yet. */
void write_decided(FILE *f)
{
    static const struct {
        const char *person, *part, *review, *action, *reason, *to;
    } rows[] = {
        {"K08", "named_praise", "R0902-05", "confirm", "评价点名且属实", ""},
        {"K06", "named_praise", "R0904-19", "confirm", "评价点名且属实", ""},
        {"K01", "named_praise", "R0907-11", "confirm", "评价点名且属实", ""},
        {"K12", "agent_stall", "R0908-60", "reject", "厂家保修,已按流程转接", ""},
        {"K03", "named_praise", "R0911-27", "confirm", "评价点名且属实", ""},
        {"K09", "named_complaint", "R0913-09", "reject", "差评针对物流", ""},
        {"K01", "named_praise", "R0915-02", "confirm", "评价点名且属实", ""},
        {"K08", "named_praise", "R0916-14", "confirm", "评价点名且属实", ""},
        {"K07", "named_complaint", "R0918-36", "confirm", "承诺当天发货,次日才发", ""},
        {"K07", "agent_promise", "R0918-36", "confirm", "承诺当天发货,次日才发", ""},
        {"K08", "named_complaint", "R0919-08", "uphold", "录屏显示已告知缺货", ""},
        {"K05", "named_praise", "R0920-08", "confirm", "评价点名且属实", ""},
        {"K06", "named_praise", "R0922-33", "confirm", "评价点名且属实", ""},
        {"K08", "named_praise", "R0925-21", "confirm", "评价点名且属实", ""},
        {"K05", "named_complaint", "R0926-17", "reassign", "会话已转给郑博文后出的差错", "K07"},
        {"K02", "agent_stall", "R0903-150", "confirm", "会话核实:两次让买家自己找厂家", ""},
        {"K01", "named_praise", "R0928-40", "confirm", "评价点名且属实", ""}};
    fputs("person,part,review,action,by,day,reason,to\n", f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fprintf(f, "%s,%s,%s,%s,唐主管,2026-09-30,", rows[i].person, rows[i].part, rows[i].review,
                rows[i].action);
        put_text(f, rows[i].reason);
        fprintf(f, ",%s\n", rows[i].to);
    }
}

/* The nickname is what stands behind the colon of the account. */
void write_nicknames(FILE *f)
{
    fputs("客服,别名,姓名\n", f);
    for (const person *p = people; p < people + PEOPLE; p++)
        fprintf(f, "%s,%s,%s\n", p->id, strchr(p->account, ':') + 1, p->name);
}
