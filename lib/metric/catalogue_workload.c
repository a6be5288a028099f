/* catalogue_workload.c - built-in definitions: attendance, tasks and the team. */
#include "metric/catalogue.h"

static const kf_definition workload_definitions[] = {
    {KF_ID("attendance_rate", "1"), "出勤率", "Attendance", "ratio", 4, KF_UP, "any", 'C',
     "schemes of shops", "ratio(attended, scheduled)", .columns = "attended scheduled"},
    {KF_ID("late_cnt", "1"), "迟到早退次数", "Late or early", "count", 0, KF_DOWN, "any", 'C',
     "schemes of shops", "sum(late)", .columns = "late"},
    {KF_ID("online_hours", "1"), "在线时长", "Online time", "h", 2, KF_FLAT, "any", 'A',
     "Taobao open platform", "sum(online_s) / 3600", .columns = "online_s"},
    {KF_ID("suspend_hours", "1"), "挂起时长", "Suspended time", "h", 2, KF_DOWN, "any", 'A',
     "Taobao message types", "sum(suspended_s) / 3600", .columns = "suspended_s"},
    {KF_ID("schedule_adherence", "1"), "排班遵守率", "Schedule adherence", "ratio", 4, KF_UP, "any",
     'B', "contact-centre glossaries", "sum(adherent_s) / sum(scheduled_s)",
     .columns = "adherent_s scheduled_s"},
    {KF_ID("exam_score", "1"), "月度考试", "Exam score", "points", 2, KF_UP, "any", 'C',
     "schemes of shops", "mean(exam)", .columns = "exam"},
    {KF_ID("daily_task_rate", "1"), "日常工作完成率", "Daily tasks", "ratio", 4, KF_UP, "any", 'C',
     "schemes of shops", "ratio(tasks_done, tasks)", .columns = "tasks_done tasks"},
    {KF_ID("training_cnt", "1"), "培训次数", "Trainings held", "count", 0, KF_UP, "any", 'C',
     "schemes of shops", "sum(trainings)", .columns = "trainings"},
    {KF_ID("share_of_traffic", "1"), "分流占比", "Share of assigned chats", "ratio", 4, KF_FLAT,
     "any", 'D', "kefu", "ratio(received, team_received)", .columns = "received team_received",
     .note_zh = "每行带团队同期接待数",
     .note_en = "Each row has the receptions of the team in its time"},
    {KF_ID("team_target_rate", "1"), "团队目标完成率", "Team target", "ratio", 4, KF_UP, "any", 'C',
     "schemes of shops", "sum(amount) / sum(target)", .columns = "amount target",
     .note_zh = "按团队统计", .note_en = "Tally it by team"},
    {KF_ID("veteran_share", "1"), "工龄≥2年占比", "Share with two years or more", "ratio", 4, KF_UP,
     "person", 'C', "schemes of shops", "share(tenure_months >= 24)", .columns = "tenure_months"},
    {KF_ID("team_gap", "1"), "末尾与TOP差距", "Gap between last and top", "points", 2, KF_FLAT,
     "person", 'C', "schemes of shops", "max(points) - min(points)", .columns = "points",
     .note_zh = "一行一人的得分,按团队统计",
     .note_en = "A row has the points of a person; tally it by team"},
};

const kf_topic kf_topic_workload = {
    "workload", workload_definitions,
    (int32_t)(sizeof workload_definitions / sizeof *workload_definitions)};
