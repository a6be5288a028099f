/* stats.h - words and structs of kefu/stats.h. */

WORDS(interval, WORD(KEFU_INTERVAL_, WILSON, "wilson"),
      WORD(KEFU_INTERVAL_, CLOPPER_PEARSON, "clopper_pearson"));

/* Rates, probabilities and risks are billionths in C, decimals elsewhere. */
enum { KB_RATE = 9 };

/* What kefu_rate_interval gives by two pointers. */
typedef struct kb_interval {
    int64_t low;
    int64_t high;
} kb_interval;

static const kb_field interval_fields[] = {
    FIELD_SCALED(kb_interval, low, KB_RATE),
    FIELD_SCALED(kb_interval, high, KB_RATE),
};
STRUCT_FROZEN(interval, kb_interval, "What a rate lies between.");

static const kb_field acceptance_fields[] = {
    FIELD(kefu_acceptance, n, INT64),
    FIELD(kefu_acceptance, accept, INT64),
    FIELD_SCALED(kefu_acceptance, pass_good, KB_RATE),
    FIELD_SCALED(kefu_acceptance, pass_bad, KB_RATE),
};
STRUCT_OF(acceptance, kefu_acceptance, "Inspect n, pass if at most `accept` of them are bad.");

static const kb_field acceptance_options_fields[] = {
    FIELD_SCALED(kefu_acceptance_options, good, KB_RATE),
    FIELD_SCALED(kefu_acceptance_options, good_risk, KB_RATE),
    FIELD_SCALED(kefu_acceptance_options, bad, KB_RATE),
    FIELD_SCALED(kefu_acceptance_options, bad_risk, KB_RATE),
    FIELD(kefu_acceptance_options, population, INT64),
    FIELD(kefu_acceptance_options, most, INT64),
    FIELD(kefu_acceptance_options, accept, INT64),
    FIELD(kefu_acceptance_options, has_accept, BOOL),
};
STRUCT_OF(acceptance_options, kefu_acceptance_options,
          "A good rate that should pass, a bad one that should fail, and the risks of either.");
