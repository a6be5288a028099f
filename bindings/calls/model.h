/* model.h - words, structs and classes of kefu/model.h. */

WORDS(cause, WORD(KEFU_CAUSE_, AGENT_ATTITUDE, "agent_attitude"),
      WORD(KEFU_CAUSE_, AGENT_SLOW, "agent_slow"), WORD(KEFU_CAUSE_, AGENT_WRONG, "agent_wrong"),
      WORD(KEFU_CAUSE_, AGENT_STALL, "agent_stall"),
      WORD(KEFU_CAUSE_, AGENT_PROMISE, "agent_promise"),
      WORD(KEFU_CAUSE_, AFTER_SALES, "after_sales"), WORD(KEFU_CAUSE_, LOGISTICS, "logistics"),
      WORD(KEFU_CAUSE_, PACKAGING, "packaging"), WORD(KEFU_CAUSE_, MISSING_WRONG, "missing_wrong"),
      WORD(KEFU_CAUSE_, QUALITY, "quality"), WORD(KEFU_CAUSE_, MISMATCH, "mismatch"),
      WORD(KEFU_CAUSE_, FAKE, "fake"), WORD(KEFU_CAUSE_, PRICE, "price"),
      WORD(KEFU_CAUSE_, GIFT, "gift"), WORD(KEFU_CAUSE_, FIT_SIZE, "fit_size"),
      WORD(KEFU_CAUSE_, EXPERIENCE, "experience"), WORD(KEFU_CAUSE_, PLATFORM, "platform"),
      WORD(KEFU_CAUSE_, MALICIOUS, "malicious"), WORD(KEFU_CAUSE_, OVERALL, "overall"),
      WORD(KEFU_CAUSE_, NONE, "none"), WORD(KEFU_CAUSE_, SERVICE, "service"));
WORDS(cause_group, WORD(KEFU_GROUP_, SERVICE, "service"), WORD(KEFU_GROUP_, LOGISTICS, "logistics"),
      WORD(KEFU_GROUP_, PRODUCT, "product"));
WORDS(head, WORD(KEFU_HEAD_, POLARITY, "polarity"), WORD(KEFU_HEAD_, CLASS, "class"),
      WORD(KEFU_HEAD_, ASPECT, "aspect"));

static const kb_field cause_fields[] = {
    FIELD(kefu_cause_info, key, TEXT),
    FIELD(kefu_cause_info, label_zh, TEXT),
    FIELD(kefu_cause_info, label_en, TEXT),
    FIELD(kefu_cause_info, owner, TEXT),
    FIELD(kefu_cause_info, owner_zh, TEXT),
    FIELD(kefu_cause_info, red_line, BOOL),
    FIELD(kefu_cause_info, decided, BOOL),
    FIELD_OF(kefu_cause_info, group, WORD, &cause_group_words),
};
STRUCT_OF(cause, kefu_cause_info, "What a review blames or praises, and who answers for it.");

static const kb_field model_info_fields[] = {
    FIELD(kefu_model_info, id, TEXT),           FIELD(kefu_model_info, card, TEXT),
    FIELD(kefu_model_info, fingerprint, TEXT),  FIELD(kefu_model_info, base, TEXT),
    FIELD(kefu_model_info, language, LANGUAGE), FIELD(kefu_model_info, heads, INT32),
    FIELD(kefu_model_info, is_delta, BOOL),     FIELD_SCALED32(kefu_model_info, promise, 6),
    FIELD(kefu_model_info, table_bytes, INT64), FIELD(kefu_model_info, hot_bytes, INT64),
};
STRUCT_OF(model_info, kefu_model_info, "What a model is, what it was made of, what it promises.");

static const kb_field head_fields[] = {
    FIELD(kefu_head_info, key, TEXT),
    FIELD_OF(kefu_head_info, kind, WORD, &head_words),
    FIELD_OF(kefu_head_info, cause, WORD, &cause_words),
    FIELD(kefu_head_info, labels, INT64),
    FIELD(kefu_head_info, yes, INT64),
};
STRUCT_OF(head, kefu_head_info, "A question that a model answers, and the labels behind it.");

CLASS(model, kefu_model, "Model", KB_SHARED, "heads", NULL,
      "A model that reads text: polarity, and what a text speaks of.");

static inline kefu_status kb_model_heads(const kefu_model *model, int32_t *count)
{
    kefu_model_info info = {.struct_size = sizeof info};
    const kefu_status status = kefu_model_describe(model, &info);
    *count = info.heads;
    return status;
}
