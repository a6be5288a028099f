/* agree_why.c - why there is no number, or what to think of it, in words. */
#include "agree/agree.h"

static const char *const why_texts[][2] = {
    [KEFU_AGREE_FINE] = {[KEFU_ZH] = "", [KEFU_EN] = ""},
    [KEFU_AGREE_NO_PAIRS] = {[KEFU_ZH] = "样本一致性无法判断:没有任何会话被两人以上评过分",
                             [KEFU_EN] = "no agreement to speak of: no unit has two marks"},
    [KEFU_AGREE_ONE_CATEGORY] =
        {[KEFU_ZH] = "样本一致性无法判断:所有评分都在同一档",
         [KEFU_EN] = "all marks are in one category: real agreement cannot be told from chance"},
    [KEFU_AGREE_RATERS] = {[KEFU_ZH] = "Cohen kappa 只能比较两位质检员,这里不是两位",
                           [KEFU_EN] =
                               "Cohen's kappa compares two inspectors, and here are not two"},
    [KEFU_AGREE_UNEVEN] =
        {[KEFU_ZH] = "Fleiss kappa 要求每个会话的评分个数相同,这里有多有少,可改用 alpha",
         [KEFU_EN] = "Fleiss' kappa wants equally many marks on each unit, and here they differ: "
                     "alpha does not"},
};

const char *KEFU_CALL kefu_agree_why_text(int32_t why, int32_t language)
{
    if (why < KEFU_AGREE_FINE || why > KEFU_AGREE_UNEVEN)
        return language == KEFU_ZH ? "未知" : "unknown";
    return why_texts[why][language == KEFU_ZH ? KEFU_ZH : KEFU_EN];
}
