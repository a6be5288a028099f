/* catalogue_quality.c - built-in definitions: inspected conversations. */
#include "catalogue/catalogue.h"

static const char *const alias_qc_score[] = {"IQS", NULL};

static const kf_definition quality_definitions[] = {
    {KF_ID("qc_coverage", "1"), "质检覆盖率", "QC coverage", "ratio", 4, KF_UP, "any", 'B',
     "QC tools", "ratio(inspected, eligible)", .columns = "inspected eligible"},
    {KF_ID("qc_score", "1"), "质检得分", "Quality score", "points", 2, KF_UP, "mark", 'B',
     "QC tools", "mean(mark)", .columns = "mark", .aliases = alias_qc_score,
     .note_zh = "每次抽检权重相同", .note_en = "Every inspection has the same weight"},
    {KF_ID("qc_pass_rate", "1"), "质检合格率", "QC pass rate", "ratio", 4, KF_UP, "mark", 'B',
     "QC tools", "share(passed = 1)", .columns = "passed", .note_zh = "合格线随评分表版本",
     .note_en = "The pass line is that of the form's version"},
    {KF_ID("auto_fail_rate", "1"), "致命差错率", "Automatic-fail rate", "ratio", 4, KF_DOWN, "mark",
     'B', "QC tools", "count(where fatal_errors > 0) / count(*)", .columns = "fatal_errors"},
    {KF_ID("customer_critical_accuracy", "1"), "关键差错准确率(客户)",
     "Critical-error accuracy, customer", "ratio", 4, KF_UP, "mark", 'C',
     "contact-centre standards", "share(customer_errors = 0)", .columns = "customer_errors"},
    {KF_ID("business_critical_accuracy", "1"), "关键差错准确率(业务)",
     "Critical-error accuracy, business", "ratio", 4, KF_UP, "mark", 'C',
     "contact-centre standards", "share(business_errors = 0)", .columns = "business_errors"},
    {KF_ID("compliance_critical_accuracy", "1"), "关键差错准确率(合规)",
     "Critical-error accuracy, compliance", "ratio", 4, KF_UP, "mark", 'C',
     "contact-centre standards", "share(compliance_errors = 0)", .columns = "compliance_errors"},
    {KF_ID("red_line_hits", "1"), "红线触犯次数", "Red-line hits", "count", 0, KF_DOWN, "any", 'C',
     "schemes of shops", "sum(red_lines)", .columns = "red_lines", .note_zh = "经人复核确认的",
     .note_en = "Confirmed by a person"},
    {KF_ID("sensitive_word_hits", "1"), "敏感词命中", "Sensitive-word hits", "count", 0, KF_DOWN,
     "any", 'B', "QC tools", "sum(sensitive_words)", .columns = "sensitive_words",
     .note_zh = "经人复核确认的", .note_en = "Confirmed by a person"},
    {KF_ID("qc_dispute_rate", "1"), "申诉率", "Appeal rate", "ratio", 4, KF_FLAT, "any", 'B',
     "QC tools", "ratio(appealed, inspected)", .columns = "appealed inspected"},
    {KF_ID("qc_overturn_rate", "1"), "申诉改判率", "Overturn rate", "ratio", 4, KF_FLAT, "any", 'B',
     "QC tools", "ratio(overturned, appealed)", .columns = "overturned appealed",
     .note_zh = "质检员的质量", .note_en = "The quality of the inspectors"},
    {KF_ID("grader_alignment", "1"), "评分员对齐度", "Grader alignment", "ratio", 4, KF_UP, "mark",
     'B', "QC tools", "weighted_mean(1 - abs(mark - expert_mark) / full_mark, weight)",
     .columns = "mark expert_mark full_mark weight", .note_zh = "一行一个评分项",
     .note_en = "A row is one criterion"},
    {KF_ID("within_tolerance_rate", "1"), "容差一致率", "Within-tolerance agreement", "ratio", 4,
     KF_UP, "mark", 'B', "QC tools", "share(abs(mark - expert_mark) <= 10)",
     .columns = "mark expert_mark", .note_zh = "相差不超过 10 分",
     .note_en = "Not more than 10 points apart"},
};

const kf_topic kf_topic_quality = {
    "quality", quality_definitions,
    (int32_t)(sizeof quality_definitions / sizeof *quality_definitions)};
