/* score_model_sheet.h - the sheet that kefu makes of a random model. */
#ifndef TESTS_SCORE_MODEL_SHEET_H
#define TESTS_SCORE_MODEL_SHEET_H

#include "columns.h"
#include "score_model.h"

static kefu_roster *model_roster(const model *m)
{
    const char *names[MOST_PEOPLE + 1] = {"nobody"}, *in[MOST_PEOPLE + 1] = {""};
    const kefu_column columns[] = {COLUMN_OF("person", KEFU_COLUMN_TEXT_Z, names),
                                   COLUMN_OF("team", KEFU_COLUMN_TEXT_Z, in)};
    const kefu_column *const pointers[] = {&columns[0], &columns[1]};
    const kefu_batch batch = BATCH_OF(m->people + 1, 2, pointers);
    kefu_roster *roster = NULL;
    for (int p = 0; p < m->people; p++) {
        names[p + 1] = people[p];
        in[p + 1] = teams[m->team[p]];
    }
    assert_int_equal(kefu_roster_from_batch(NULL, &batch, &roster, NULL), KEFU_OK);
    return roster;
}

static void decide(kefu_ledger *ledger, int p, int k, int32_t action, int64_t count)
{
    const kefu_decision d = {.struct_size = sizeof d,
                             .person = people[p],
                             .part = k ? "e1" : "e0",
                             .action = action,
                             .count = count,
                             .by = "lead"};
    if (count)
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
}

static kefu_sheet *model_sheet(const model *m)
{
    kefu_card *card = card_of(model_card(m));
    kefu_frame *frame = frame_of(people, m->people, metrics, METRICS, m->cells);
    kefu_roster *roster = model_roster(m);
    kefu_ledger *ledger = NULL;
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int p = 0; p < m->people; p++)
        for (int k = 0; k < HITS; k++) {
            decide(ledger, p, k, KEFU_CONFIRM, m->confirmed[p][k]);
            decide(ledger, p, k, KEFU_REJECT, m->rejected[p][k]);
        }
    const kefu_score_options options = {
        .struct_size = sizeof options, .roster = roster, .ledger = ledger, .day = 1};
    if (kefu_score(card, frame, &options, &sheet, &error))
        fail_msg("seed %u: %s", dice_seed, error.message);
    kefu_ledger_free(ledger);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    kefu_card_free(card);
    return sheet;
}

#endif
