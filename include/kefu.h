/* kefu.h - the one include for callers of kefu, a library for service-team metrics.
 *
 * It turns what a service team did into figures that people accept:
 *
 *   reports, event rows ──► batch ──► tally ──► frame ──► sheet ──► ranks, grades, reasons
 *                          (columns) (metrics)  (people   (card)
 *                                               × metrics)
 *
 * Words:
 *   agent 客服 · team 团队 · turn 轮次 · session 会话 · dialect 口径 · attribution 业绩归属 · metric 指标 ·
 *   tally 统计 · frame 指标表 · card 考核方案 · indicator 考核项 · points 得分 · sheet 成绩单 ·
 *   reason 得分说明 · adjustment 加减分 · floor 最低标准 · red line 高压线 · grade 等级 · decision 复核 ·
 *   ledger 复核记录 · plan 抽检方案 · sample 抽检 · mark 评分 · verdict 判定建议 · cause 原因 ·
 *   route 处理方式 · provisional 延迟统计
 */
#ifndef KEFU_H
#define KEFU_H

#include "kefu/base.h"
#include "kefu/table.h"
#include "kefu/expr.h"
#include "kefu/plugin.h"
#include "kefu/metric.h"
#include "kefu/rank.h"
#include "kefu/score.h"

#endif
