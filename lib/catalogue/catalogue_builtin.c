/* catalogue_builtin.c - the built-in definitions as one list, and what their columns hold. */
#include <string.h>

#include "catalogue/catalogue.h"

static const kf_topic *const builtin_topics[] = {
    &kf_topic_sales,   &kf_topic_after_sales, &kf_topic_response, &kf_topic_service,
    &kf_topic_quality, &kf_topic_reviews,     &kf_topic_workload};

enum { BUILTIN_TOPICS = sizeof builtin_topics / sizeof *builtin_topics };

int32_t kf_catalogue_builtins(void)
{
    int32_t n = 0;
    for (int32_t t = 0; t < BUILTIN_TOPICS; t++)
        n += builtin_topics[t]->n;
    return n;
}

const kf_definition *kf_catalogue_builtin(int32_t index, const char **topic)
{
    int32_t t = 0;
    for (; index >= builtin_topics[t]->n; t++)
        index -= builtin_topics[t]->n;
    *topic = builtin_topics[t]->name;
    return &builtin_topics[t]->definitions[index];
}

/* By their names: the same word for the same thing in all definitions. */
static const kf_word builtin_words[] = {
    {"abandoned", {"顾客挂断了", "the caller hung up before an answer"}},
    {"adherent_s", {"按排班工作的秒数", "seconds worked as scheduled"}},
    {"agent", {"客服;没有则为空", "the agent; null if there is none"}},
    {"agent_bad", {"客服原因的差评数", "bad reviews that the agent caused"}},
    {"agent_characters", {"客服消息的字符数", "characters of the agent's messages"}},
    {"agent_messages",
     {"客服消息数,不含自动回复", "messages of the agent, without automatic ones"}},
    {"amount", {"付款金额", "amount paid"}},
    {"answered", {"坐席接起的次数", "how many the agent answered"}},
    {"appealed", {"申诉数", "how many were appealed against"}},
    {"assignees", {"经手的客服数", "agents that the ticket passed through"}},
    {"assist_amount", {"协助的金额", "amount that the agent assisted"}},
    {"assisted", {"协助的买家数", "buyers that the agent assisted"}},
    {"attended", {"出勤天数", "days attended"}},
    {"audit_s", {"审核用时,秒", "seconds until the ticket was audited"}},
    {"bad_reviews", {"差评数", "bad reviews"}},
    {"bot", {"由机器人接待", "a bot answered"}},
    {"business_errors", {"业务关键差错数", "critical errors for the business"}},
    {"buyer", {"买家", "the buyer"}},
    {"buyer_messages", {"买家消息数", "messages of the buyer"}},
    {"closed", {"已完结数", "how many are closed"}},
    {"closed_at", {"闭环时间", "when it was closed"}},
    {"compensation", {"赔付金额", "amount paid in compensation"}},
    {"complaints", {"投诉数", "complaints"}},
    {"compliance_errors", {"合规关键差错数", "critical errors of compliance"}},
    {"consulted", {"咨询买家数", "buyers who wrote, before filters"}},
    {"contacted_at", {"首次联系买家的时间", "when the buyer was first contacted"}},
    {"customer_errors", {"客户关键差错数", "critical errors for the customer"}},
    {"day", {"日期", "the day"}},
    {"disputed", {"平台介入的纠纷数", "disputes that the platform entered"}},
    {"duration_s", {"会话时长,秒", "seconds that the conversation lasted"}},
    {"effort", {"费力度评分", "rating of the effort"}},
    {"eligible", {"应检会话数", "conversations that could be inspected"}},
    {"ended_at", {"会话结束时间", "when the conversation ended"}},
    {"enquired", {"询单买家数", "buyers with a purchase in mind who had not ordered yet"}},
    {"exam", {"考试得分", "points in the exam"}},
    {"expert_mark", {"标准评分", "the mark that an expert gave"}},
    {"fatal_errors", {"致命差错数", "errors that fail the conversation"}},
    {"first_online_s",
     {"当天首次上线,午夜起的秒数", "when first online, in seconds after midnight"}},
    {"first_response_s",
     {"买家首条消息到客服首次回复,秒;没有回复则为空",
      "seconds from the first question to the first reply; null without one"}},
    {"followup", {"是追评", "it is a follow-up"}},
    {"found_at", {"发现评价的时间", "when the review was found"}},
    {"full_mark", {"满分", "the highest mark"}},
    {"handed_over", {"转给了人工", "it went on to an agent"}},
    {"handling_s",
     {"商家处理时长,秒;未完结则为空", "seconds that the seller took; null while it is open"}},
    {"hold_s", {"通话中保持的秒数", "seconds on hold"}},
    {"inspected", {"已检会话数", "conversations inspected"}},
    {"intervened", {"平台介入数", "how many the platform took up"}},
    {"invited", {"邀请了评价", "a rating was asked for"}},
    {"items", {"件数", "items"}},
    {"last_online_s", {"当天最后在线,午夜起的秒数", "when last online, in seconds after midnight"}},
    {"late", {"迟到早退次数", "times late or early"}},
    {"left_messages", {"留言数", "buyers who left a message while nobody was there"}},
    {"left_messages_replied", {"已回复的留言数", "left messages that were answered"}},
    {"liable", {"平台判责数", "cases judged against the shop"}},
    {"lost", {"询单流失", "an enquiry without an order"}},
    {"mark", {"评分", "the mark"}},
    {"mean_response_s",
     {"该会话的平均响应,秒;没有回复则为空",
      "mean seconds to a reply in the conversation; null without one"}},
    {"names_agent", {"点名了客服", "it names the agent"}},
    {"offered", {"进线数", "calls offered"}},
    {"online_s", {"在线秒数", "seconds online"}},
    {"order", {"订单号", "the order"}},
    {"ordered", {"当日或次日下单的买家数", "buyers who ordered on the same or the next day"}},
    {"ordered_same_day", {"当日下单的买家数", "buyers who ordered on the same day"}},
    {"orders", {"订单数", "orders"}},
    {"overturned", {"改判数", "how many were changed"}},
    {"paid", {"最终付款的买家数", "buyers who paid in the end"}},
    {"paid_after_reminder", {"催付后付款的买家数", "buyers who paid after a reminder"}},
    {"paid_next_day", {"当日或次日付款的买家数", "buyers who paid on the same or the next day"}},
    {"paid_same_day", {"当日付款的买家数", "buyers who paid on the same day"}},
    {"passed", {"合格", "it passed"}},
    {"points", {"得分", "points"}},
    {"process_s", {"处理出首个结果的用时,秒", "seconds until the first result"}},
    {"quality_refunds", {"品质原因的退款数", "refunds for quality"}},
    {"rating", {"评分;未评则为空", "the rating; null if there is none"}},
    {"received", {"接待买家数", "buyers received, after filters"}},
    {"recommend",
     {"推荐意愿 0 到 10;未答则为空", "how likely to recommend, 0 to 10; null without an answer"}},
    {"recovered", {"处理成功的差评数", "bad reviews that were turned"}},
    {"red_lines", {"确认的红线次数", "confirmed breaches of red lines"}},
    {"refund", {"退款金额", "amount refunded"}},
    {"refund_only", {"仅退款", "refund without return"}},
    {"refunds", {"退款数", "refunds"}},
    {"refunds_saved", {"挽回的退款数", "refunds withdrawn thanks to the agent"}},
    {"reminded", {"催付的买家数", "unpaid buyers who were reminded"}},
    {"reopened", {"重开数", "how many were opened again"}},
    {"replied", {"已回复数", "how many were replied to"}},
    {"replied_at", {"回复时间", "when it was replied to"}},
    {"requester_wait_s", {"等待客服一侧的秒数", "seconds that the customer waited for the shop"}},
    {"resolution_s", {"从创建到最后解决的秒数", "seconds from creation to the last solution"}},
    {"response_s",
     {"买家提问到客服回复,秒;没有回复则为空",
      "seconds from the question to the reply; null without one"}},
    {"returned", {"买家又来了", "the buyer came back"}},
    {"routed", {"分配的次数", "how many were routed to the agent"}},
    {"scheduled", {"应出勤天数", "days scheduled"}},
    {"scheduled_s", {"排班的秒数", "seconds scheduled"}},
    {"sensitive_words", {"确认的敏感词次数", "confirmed hits of sensitive words"}},
    {"service_rating", {"服务态度评分", "rating of the service"}},
    {"shipped", {"出库的买家数", "buyers whose order was shipped"}},
    {"shipping_wait_s", {"等买家寄回的秒数", "seconds until the buyer sent it back"}},
    {"shop_amount", {"店铺同期付款金额", "amount paid to the whole shop"}},
    {"shop_paid", {"店铺同期付款买家数", "buyers who paid in the whole shop"}},
    {"sla_met", {"达成了服务承诺", "the service level was met"}},
    {"slow_replies", {"慢响应的次数", "replies that came too slowly"}},
    {"slowest_response_s",
     {"当天最慢的一次响应,秒;有未回复则为空",
      "seconds of the slowest reply of the day; null if one is missing"}},
    {"solved", {"问题已解决", "the problem was solved"}},
    {"solved_first", {"首次即解决", "the problem was solved at the first contact"}},
    {"started_at", {"会话开始时间", "when the conversation began"}},
    {"supervisor", {"主管评分", "rating by the supervisor"}},
    {"suspended_s", {"挂起的秒数", "seconds suspended"}},
    {"talk_s", {"通话秒数", "seconds of talk"}},
    {"target", {"销售目标", "the planned amount"}},
    {"tasks", {"布置的任务数", "tasks set"}},
    {"tasks_done", {"完成的任务数", "tasks done"}},
    {"team_received", {"团队同期接待买家数", "buyers received by the whole team"}},
    {"tenure_months", {"工龄,月", "months in the job"}},
    {"to_recover", {"应处理的差评数", "bad reviews to be turned"}},
    {"trainings", {"培训次数", "trainings held"}},
    {"transferred_in", {"转入数", "conversations taken over"}},
    {"transferred_out", {"转出数", "conversations passed on"}},
    {"wait_s", {"等待接听的秒数", "seconds until an answer, or until hanging up"}},
    {"weight", {"评分项权重", "weight of the criterion"}},
    {"wrap_s", {"话后处理的秒数", "seconds of work after the call"}},
};

const kf_word *kf_catalogue_word(const char *name)
{
    const size_t size = strcspn(name, " ");
    size_t low = 0, high = sizeof builtin_words / sizeof *builtin_words;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const char *there = builtin_words[middle].name;
        int order = strncmp(there, name, size);
        if (!order)
            order = there[size] != 0;
        if (!order)
            return &builtin_words[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL; /* a test holds that every column is there */
}
