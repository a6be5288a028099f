/* lexicon.h - words, structs and classes of kefu/lexicon.h. */

/* Numbers of categories are pinned by kefu_category: causes below 100, the others from 101 on. */
WORDS(category, WORD(KEFU_CAUSE_, AGENT_ATTITUDE, "agent_attitude"),
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
      WORD(KEFU_CAUSE_, NONE, "none"), WORD(KEFU_CAUSE_, SERVICE, "service"), WORD(, 101, "insult"),
      WORD(, 102, "threat"), WORD(, 103, "contact"), WORD(, 104, "cash_for_praise"),
      WORD(, 105, "refuse_liability"), WORD(, 106, "absolute"), WORD(, 107, "privacy"),
      WORD(, 108, "discrimination"), WORD(, 109, "promise_effect"), WORD(, 110, "negative_tone"),
      WORD(, 111, "stalling"), WORD(, 112, "off_platform_deal"), WORD(, 113, "promise_refund"),
      WORD(, 114, "promise_send"), WORD(, 115, "promise_time"), WORD(, 116, "promise_call"),
      WORD(, 117, "promise_gift"), WORD(, 118, "promise_price"), WORD(, 119, "paid"),
      WORD(, 120, "default"), WORD(, 121, "advert"), WORD(, 122, "refund"), WORD(, 123, "injury"),
      WORD(, 124, "media"), WORD(, 125, "law"), WORD(, 126, "request"), WORD(, 127, "blackmail"),
      WORD(, 128, "negator"), WORD(, 129, "double_negator"), WORD(, 130, "contrast"),
      WORD(, 131, "condition"), WORD(, 132, "question"), WORD(, 133, "quote"),
      WORD(, 134, "agent_word"), WORD(, 135, "praise_word"), WORD(, 136, "blame_word"));
WORDS(category_list, WORD(KEFU_LIST_, CAUSE, "cause"), WORD(KEFU_LIST_, RED_LINE, "red_line"),
      WORD(KEFU_LIST_, PROMISE, "promise"), WORD(KEFU_LIST_, SUSPECT, "suspect"),
      WORD(KEFU_LIST_, NEED, "need"), WORD(KEFU_LIST_, GRAMMAR, "grammar"));
WORDS(gravity, WORD(KEFU_, ORDINARY, "ordinary"), WORD(KEFU_, SERIOUS, "serious"),
      WORD(KEFU_, MAJOR, "major"));
WORDS(by, WORD(KEFU_BY_, BUYER, "buyer"), WORD(KEFU_BY_, AGENT, "agent"),
      WORD(KEFU_BY_, BOTH, "both"));
WORDS(says, WORD(KEFU_SAYS_, BAD, "bad"), WORD(KEFU_SAYS_, TOPIC, "topic"),
      WORD(KEFU_SAYS_, GOOD, "good"));

static const kb_field category_fields[] = {
    FIELD(kefu_category_info, key, TEXT),
    FIELD(kefu_category_info, label_zh, TEXT),
    FIELD(kefu_category_info, label_en, TEXT),
    FIELD_OF(kefu_category_info, list, WORD, &category_list_words),
    FIELD_OF(kefu_category_info, severity, WORD, &gravity_words),
    FIELD_OF(kefu_category_info, scope, WORD, &by_words),
    FIELD_OF(kefu_category_info, cause, WORD, &cause_words),
    FIELD(kefu_category_info, category, INT32),
};
STRUCT_OF(category, kefu_category_info, "What the phrases of a category are for.");

static const kb_field lexicon_info_fields[] = {
    FIELD(kefu_lexicon_info, id, TEXT),
    FIELD(kefu_lexicon_info, language, LANGUAGE),
    FIELD(kefu_lexicon_info, entries, INT32),
    FIELD(kefu_lexicon_info, hash, CHARS),
};
STRUCT_OF(lexicon_info, kefu_lexicon_info, "What a lexicon is.");

static const kb_field lexicon_entry_fields[] = {
    FIELD(kefu_lexicon_entry, phrase, TEXT),
    FIELD_OF(kefu_lexicon_entry, category, WORD, &category_words),
    FIELD_OF(kefu_lexicon_entry, says, WORD, &says_words),
    FIELD_OF(kefu_lexicon_entry, severity, WORD, &gravity_words),
    FIELD_OF(kefu_lexicon_entry, scope, WORD, &by_words),
    FIELD_AS(kefu_lexicon_entry, from, "first_day", DAY, &kb_day_ends),
    FIELD_AS(kefu_lexicon_entry, to, "last_day", DAY, &kb_day_ends),
    FIELD(kefu_lexicon_entry, fixed, BOOL),
    FIELD(kefu_lexicon_entry, parts, INT32),
};
STRUCT_OF(lexicon_entry, kefu_lexicon_entry, "A phrase of a lexicon.");

CLASS(lexicon, kefu_lexicon, "Lexicon", KB_SHARED, "entries", NULL,
      "A list of phrases (词表) that reviews are read with.");

static inline kefu_status kb_lexicon_entries(const kefu_lexicon *lexicon, int32_t *count)
{
    kefu_lexicon_info info = {.struct_size = sizeof info};
    const kefu_status status = kefu_lexicon_describe(lexicon, &info);
    *count = info.entries;
    return status;
}
