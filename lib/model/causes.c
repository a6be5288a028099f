/* causes.c - what reviews blame or praise: the pinned table of causes and who answers for them. */
#include <string.h>

#include "base/fail.h"
#include "model/model.h"

typedef struct cause_owner {
    const char *key, *zh;
} cause_owner;

static const cause_owner owner_agent = {"agent", "客服"},
                         owner_after_sales = {"after_sales", "售后"},
                         owner_carrier = {"carrier", "快递"},
                         owner_warehouse = {"warehouse", "仓库"},
                         owner_product = {"product", "商品"},
                         owner_listing = {"listing", "商品页面"},
                         owner_operations = {"operations", "运营"},
                         owner_customer = {"customer", "买家"},
                         owner_platform = {"platform", "平台"}, owner_appeal = {"appeal", "申诉"},
                         owner_nobody = {"", ""};

typedef struct cause_row {
    const char *key, *zh, *en;
    const cause_owner *owner;
    int32_t group;
    int32_t red_line, decided;
} cause_row;

static const cause_row cause_rows[KF_CAUSES] = {
    [KEFU_CAUSE_AGENT_ATTITUDE] = {"agent_attitude", "客服态度", "agent attitude", &owner_agent,
                                   KEFU_GROUP_SERVICE, 0, 0},
    [KEFU_CAUSE_AGENT_SLOW] = {"agent_slow", "客服响应慢", "agent response", &owner_agent,
                               KEFU_GROUP_SERVICE, 0, 0},
    [KEFU_CAUSE_AGENT_WRONG] = {"agent_wrong", "客服误导、不专业", "agent competence", &owner_agent,
                                KEFU_GROUP_SERVICE, 0, 0},
    [KEFU_CAUSE_AGENT_STALL] = {"agent_stall", "推诿", "stalling", &owner_agent, KEFU_GROUP_SERVICE,
                                1, 1},
    [KEFU_CAUSE_AGENT_PROMISE] = {"agent_promise", "承诺未兑现", "broken promise", &owner_agent,
                                  KEFU_GROUP_SERVICE, 1, 1},
    [KEFU_CAUSE_AFTER_SALES] = {"after_sales", "售后退换", "returns and after-sales",
                                &owner_after_sales, KEFU_GROUP_SERVICE, 0, 0},
    [KEFU_CAUSE_LOGISTICS] = {"logistics", "物流", "delivery", &owner_carrier, KEFU_GROUP_LOGISTICS,
                              0, 0},
    [KEFU_CAUSE_PACKAGING] = {"packaging", "包装", "packaging", &owner_warehouse,
                              KEFU_GROUP_LOGISTICS, 0, 0},
    [KEFU_CAUSE_MISSING_WRONG] = {"missing_wrong", "少发错发", "missing or wrong item",
                                  &owner_warehouse, KEFU_GROUP_LOGISTICS, 0, 0},
    [KEFU_CAUSE_QUALITY] = {"quality", "商品质量", "product quality", &owner_product,
                            KEFU_GROUP_PRODUCT, 0, 0},
    [KEFU_CAUSE_MISMATCH] = {"mismatch", "描述不符", "not as described", &owner_listing,
                             KEFU_GROUP_PRODUCT, 0, 0},
    [KEFU_CAUSE_FAKE] = {"fake", "真伪", "authenticity", &owner_product, KEFU_GROUP_PRODUCT, 0, 0},
    [KEFU_CAUSE_PRICE] = {"price", "价格促销", "price and promotion", &owner_operations,
                          KEFU_GROUP_NONE, 0, 0},
    [KEFU_CAUSE_GIFT] = {"gift", "赠品", "gifts", &owner_operations, KEFU_GROUP_NONE, 0, 0},
    [KEFU_CAUSE_FIT_SIZE] = {"fit_size", "尺码规格", "size and fit", &owner_customer,
                             KEFU_GROUP_PRODUCT, 0, 0},
    [KEFU_CAUSE_EXPERIENCE] = {"experience", "使用体验", "use, smell, taste, effect",
                               &owner_product, KEFU_GROUP_PRODUCT, 0, 0},
    [KEFU_CAUSE_PLATFORM] = {"platform", "平台支付", "platform and payment", &owner_platform,
                             KEFU_GROUP_NONE, 0, 0},
    [KEFU_CAUSE_MALICIOUS] = {"malicious", "恶意", "malicious, blackmail", &owner_appeal,
                              KEFU_GROUP_NONE, 0, 1},
    [KEFU_CAUSE_OVERALL] = {"overall", "泛评", "overall only", &owner_nobody, KEFU_GROUP_NONE, 0,
                            0},
    [KEFU_CAUSE_NONE] = {"none", "无内容", "empty or system default", &owner_nobody,
                         KEFU_GROUP_NONE, 0, 0},
    [KEFU_CAUSE_SERVICE] = {"service", "服务（未细分）", "service, unsplit", &owner_nobody,
                            KEFU_GROUP_SERVICE, 0, 0},
};

int32_t KEFU_CALL kefu_cause_count(void) { return KF_CAUSES - 1; }

kefu_status KEFU_CALL kefu_cause(int32_t cause, kefu_cause_info *out)
{
    if (!out || cause < 1 || cause >= KF_CAUSES)
        return KEFU_E_ARGUMENT;
    const cause_row *row = &cause_rows[cause];
    const kefu_cause_info info = {.struct_size = sizeof info,
                                  .key = row->key,
                                  .label_zh = row->zh,
                                  .label_en = row->en,
                                  .owner = row->owner->key,
                                  .owner_zh = row->owner->zh,
                                  .red_line = row->red_line,
                                  .decided = row->decided,
                                  .group = row->group};
    return kf_give(out, &info, sizeof info);
}

kefu_status KEFU_CALL kefu_cause_find(const char *key, int32_t *cause, kefu_error *error)
{
    kf_near near;
    if (!key || !cause)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_cause_find: 'key' or 'cause' is NULL");
    for (int32_t i = 1; i < KF_CAUSES; i++)
        if (strcmp(cause_rows[i].key, key) == 0) {
            *cause = i;
            return KEFU_OK;
        }
    kf_near_init(&near, key, strlen(key));
    for (int32_t i = 1; i < KF_CAUSES; i++)
        kf_near_add(&near, cause_rows[i].key);
    return kf_fail(error, KEFU_E_NAME, "cause '%s' is not known%s", key, kf_near_text(&near));
}
