/* review.h - words, structs and classes of kefu/review.h. */

FLAGS(review_flags, WORD(KEFU_REVIEW_, VIP, "vip"), WORD(KEFU_REVIEW_, PICTURES, "pictures"),
      WORD(KEFU_REVIEW_, ANSWERED, "answered"), WORD(KEFU_REVIEW_, KEY_PRODUCT, "key_product"),
      WORD(KEFU_REVIEW_, ANSWERED_FOLLOW_UP, "answered_follow_up"));
WORDS(opinion, WORD(KEFU_, MAIN, "main"), WORD(KEFU_, FOLLOW_UP, "follow_up"));
WORDS(polarity, WORD(KEFU_, NEGATIVE, "negative"), WORD(KEFU_, NEUTRAL, "neutral"),
      WORD(KEFU_, POSITIVE, "positive"));
WORDS(service, WORD(KEFU_SERVICE_, NONE, "none"), WORD(KEFU_SERVICE_, PRIMARY, "primary"),
      WORD(KEFU_SERVICE_, CONTRIBUTING, "contributing"),
      WORD(KEFU_SERVICE_, MENTIONED, "mentioned"));
FLAGS(suspect, WORD(KEFU_SUSPECT_, CONTACT, "contact"), WORD(KEFU_SUSPECT_, DIGITS, "digits"),
      WORD(KEFU_SUSPECT_, LINK, "link"), WORD(KEFU_SUSPECT_, REPEATS, "repeats"),
      WORD(KEFU_SUSPECT_, PAID, "paid"), WORD(KEFU_SUSPECT_, GENERIC, "generic"),
      WORD(KEFU_SUSPECT_, COPIED, "copied"));
WORDS(role, WORD(KEFU_ROLE_, PRIMARY, "primary"), WORD(KEFU_ROLE_, CONTRIBUTING, "contributing"),
      WORD(KEFU_ROLE_, MENTIONED, "mentioned"), WORD(KEFU_ROLE_, PRAISED, "praised"));
FLAGS(cause_source, WORD(KEFU_FROM_, MODEL, "model"), WORD(KEFU_FROM_, LEXICON, "lexicon"));
WORDS(why_not, WORD(KEFU_, NEGATED, "negated"), WORD(KEFU_, QUOTED, "quoted"),
      WORD(KEFU_, ASKED, "asked"), WORD(KEFU_, OTHER_SCOPE, "other_scope"));
WORDS(span_kind, WORD(KEFU_SPAN_, POLARITY, "polarity"), WORD(KEFU_SPAN_, CAUSE, "cause"),
      WORD(KEFU_SPAN_, MARK, "mark"), WORD(KEFU_SPAN_, NAME, "name"),
      WORD(KEFU_SPAN_, TURN, "turn"));
WORDS(route, WORD(KEFU_ROUTE_, IGNORE, "ignore"), WORD(KEFU_ROUTE_, REPORT, "report"),
      WORD(KEFU_ROUTE_, APPEAL, "appeal"), WORD(KEFU_ROUTE_, PERSON, "person"),
      WORD(KEFU_ROUTE_, CALL, "call"), WORD(KEFU_ROUTE_, CONTACT, "contact"),
      WORD(KEFU_ROUTE_, REPLY, "reply"), WORD(KEFU_ROUTE_, TARGETED, "targeted"),
      WORD(KEFU_ROUTE_, THANK, "thank"));
WORDS(verdict_table, WORD(KEFU_VERDICT_, ROWS, "rows"), WORD(KEFU_VERDICT_, HITS, "hits"));

static const kb_field reviewer_options_fields[] = {
    FIELD_OF(kefu_reviewer_options, limits, DICT, &limits_struct),
    FIELD_KEPT(kefu_reviewer_options, model, &model_class),
    FIELD_KEPT(kefu_reviewer_options, shop, &model_class),
    FIELD_ARRAY(kefu_reviewer_options, lexicons, n_lexicons, HANDLES, &lexicon_class),
    FIELD_OF(kefu_reviewer_options, roster, HANDLE, &roster_class),
    FIELD(kefu_reviewer_options, platform, TEXT),
    FIELD(kefu_reviewer_options, encoding, ENCODING),
    FIELD_OF(kefu_reviewer_options, invalid, WORD, &invalid_words),
    FIELD_SCALED32(kefu_reviewer_options, right, 6),
};
STRUCT_OF(reviewer_options, kefu_reviewer_options,
          "model is required; without lexicons, the starter set of its language is used.");

/* Without `text`, which is a parameter of its own. */
static const kb_field review_fields[] = {
    FIELD(kefu_review, follow_up, VIEW),
    FIELD(kefu_review, id, VIEW),
    FIELD(kefu_review, product, VIEW),
    FIELD(kefu_review, agent, VIEW),
    FIELD(kefu_review, day, DAY),
    FIELD(kefu_review, stars, INT32),
    FIELD_OF(kefu_review, by, WORD, &by_words),
    FIELD_OF(kefu_review, flags, FLAGS, &review_flags_words),
    FIELD_OF(kefu_review, follow_up_day, DAY, &kb_day_zero),
};
STRUCT_OF(review, kefu_review, "What is known of a review, or of a message of a chat.");

static const kb_field opinion_fields[] = {
    FIELD_OF(kefu_opinion, polarity, WORD, &polarity_words),
    FIELD_SCALED32(kefu_opinion, probability, 6),
    FIELD(kefu_opinion, sure, BOOL),
    FIELD_OF(kefu_opinion, three, WORD, &polarity_words),
    FIELD(kefu_opinion, contradicts, BOOL),
    FIELD(kefu_opinion, causes, INT32),
    FIELD(kefu_opinion, marks, INT32),
    FIELD(kefu_opinion, nothing, BOOL),
    FIELD_OF(kefu_opinion, primary, WORD, &cause_words),
    FIELD_OF(kefu_opinion, service, WORD, &service_words),
    FIELD_OF(kefu_opinion, suspect, FLAGS, &suspect_words),
    FIELD_OF(kefu_opinion, severity, WORD, &gravity_words),
    FIELD(kefu_opinion, clauses, INT64),
};
STRUCT_OF(opinion, kefu_opinion, "What the main text, or the follow-up (追评), says.");

static const kb_field found_cause_fields[] = {
    FIELD_OF(kefu_found_cause, cause, WORD, &cause_words),
    FIELD_OF(kefu_found_cause, role, WORD, &role_words),
    FIELD_OF(kefu_found_cause, polarity, WORD, &polarity_words),
    FIELD_SCALED32(kefu_found_cause, blame, 6),
    FIELD_OF(kefu_found_cause, sources, FLAGS, &cause_source_words),
    FIELD(kefu_found_cause, only_if, BOOL),
};
STRUCT_OF(found_cause, kefu_found_cause, "A cause that an opinion speaks of.");

static const kb_field mark_fields[] = {
    FIELD(kefu_mark, id, TEXT),
    FIELD(kefu_mark, phrase, TEXT),
    FIELD_OF(kefu_mark, category, WORD, &category_words),
    FIELD_OF(kefu_mark, list, WORD, &category_list_words),
    FIELD_OF(kefu_mark, severity, WORD, &gravity_words),
    FIELD_OF(kefu_mark, why_not, WORD, &why_not_words),
    FIELD_NUMBER(kefu_mark, span),
    FIELD_NUMBER(kefu_mark, lexicon),
};
STRUCT_OF(mark, kefu_mark,
          "A red line, a promise, a need or a suspicion that the text holds; it counts where "
          "why_not is empty.");

static const kb_field named_fields[] = {
    FIELD(kefu_named, person, TEXT),
    FIELD_OF(kefu_named, opinion, WORD, &opinion_words),
    FIELD_OF(kefu_named, polarity, WORD, &polarity_words),
    FIELD(kefu_named, ambiguous, BOOL),
    FIELD_NUMBER(kefu_named, span),
};
STRUCT_OF(named, kefu_named, "An agent that the text names, and how it speaks of them.");

static const kb_field span_fields[] = {
    FIELD_OF(kefu_span, begin, SIZE, &kb_index),
    FIELD_AS(kefu_span, end, "stop", SIZE, NULL), /* end is a word of Lua */
    FIELD_NUMBER64(kefu_span, first),
    FIELD(kefu_span, last, INT64),
    FIELD_OF(kefu_span, kind, WORD, &span_kind_words),
    FIELD(kefu_span, of, INT32),
    FIELD_SCALED(kefu_span, contribution, 6),
};
STRUCT_OF(span, kefu_span,
          "A place of the text: bytes begin .. stop, characters first .. last; `of` is the number "
          "of a cause, from 1, or of a mark or a name, from 0.");

static const kb_field route_fields[] = {
    FIELD(kefu_route, key, TEXT),
    FIELD(kefu_route, label_zh, TEXT),
    FIELD(kefu_route, label_en, TEXT),
    FIELD(kefu_route, template_key, TEXT),
    FIELD(kefu_route, owner, TEXT),
    FIELD_OF(kefu_route, route, WORD, &route_words),
    FIELD_OF(kefu_route, opinion, WORD, &opinion_words),
    FIELD_OF(kefu_route, severity, WORD, &gravity_words),
    FIELD(kefu_route, first_minutes, INT32),
    FIELD(kefu_route, close_hours, INT32),
    FIELD(kefu_route, pin, BOOL),
    FIELD(kefu_route, reason_zh, TEXT),
    FIELD(kefu_route, reason_en, TEXT),
};
STRUCT_OF(route, kefu_route, "What is to be done (处理方式), by when, and why.");

CLASS(reviewer, kefu_reviewer, "Reviewer", KB_SHARED, NULL, NULL,
      "What reviews are read with: a model, lexicons, the names of the roster.");
CLASS(verdict, kefu_verdict, "Verdict", KB_CONFINED, "opinions", NULL,
      "What a review says (评价判定): a suggestion, each part with its place in the text.");
CLASS(verdicts, kefu_verdicts, "Verdicts", KB_CONFINED, NULL, NULL,
      "Many verdicts as two tables: a row an opinion, and a row a hit of a person.");

/* A review whose text is a parameter, as runtimes hand both over. */
static inline const kefu_review *kb_review(const kb_arg *text, void *options)
{
    kefu_review *review = options;
    review->text.data = text->data;
    review->text.size = text->size;
    return review;
}

/* A verdict of its own for a review. */
static inline kefu_status kb_reviewer_read(const kefu_reviewer *reviewer, const kefu_review *review,
                                           kefu_verdict **out, kefu_error *error)
{
    kefu_verdict *verdict = NULL;
    kefu_status status = kefu_verdict_new(NULL, &verdict, error);
    if (!status)
        status = kefu_review_read(reviewer, review, verdict, error);
    if (status)
        kefu_verdict_free(verdict);
    else
        *out = verdict;
    return status;
}

static inline kefu_status kb_verdict_causes(const kefu_verdict *verdict, int32_t opinion,
                                            int32_t *count)
{
    kefu_opinion is = {.struct_size = sizeof is};
    const kefu_status status = kefu_verdict_opinion(verdict, opinion, &is);
    *count = is.causes;
    return status;
}

static inline kefu_status kb_verdict_marks(const kefu_verdict *verdict, int32_t opinion,
                                           int32_t *count)
{
    kefu_opinion is = {.struct_size = sizeof is};
    const kefu_status status = kefu_verdict_opinion(verdict, opinion, &is);
    *count = is.marks;
    return status;
}
