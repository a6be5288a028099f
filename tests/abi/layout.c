/* layout.c - where every field of every public struct is, on 64-bit machines. A line here changes
 * only with an ABI break; a new field adds a line, and its struct a new size. */
#include <stddef.h>
#include <stdint.h>

#include "kefu.h"

#define PIN(type, field, offset)                                                                   \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field " has moved")
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has another size")

/* Frozen everywhere, 32 bits too. */
SIZE(kefu_error, 256);
SIZE(kefu_value, 32);
SIZE(kefu_place, 32);

#if UINTPTR_MAX == UINT64_MAX

PIN(kefu_error, code, 0);
PIN(kefu_error, line, 4);
PIN(kefu_error, column, 8);
PIN(kefu_error, reserved, 12);
PIN(kefu_error, row, 16);
PIN(kefu_error, offset, 24);
PIN(kefu_error, message, 32);

SIZE(kefu_allocator, 40);
PIN(kefu_allocator, struct_size, 0);
PIN(kefu_allocator, allocate, 8);
PIN(kefu_allocator, reallocate, 16);
PIN(kefu_allocator, release, 24);
PIN(kefu_allocator, user, 32);

SIZE(kefu_limits, 64);
PIN(kefu_limits, struct_size, 0);
PIN(kefu_limits, text_bytes, 8);
PIN(kefu_limits, cell_bytes, 16);
PIN(kefu_limits, row_bytes, 24);
PIN(kefu_limits, groups, 32);
PIN(kefu_limits, state_bytes, 40);
PIN(kefu_limits, depth, 48);
PIN(kefu_limits, nodes, 52);
PIN(kefu_limits, columns, 56);
PIN(kefu_limits, reserved0, 60);

SIZE(kefu_text, 16);
PIN(kefu_text, data, 0);
PIN(kefu_text, size, 8);

SIZE(kefu_sink, 24);
PIN(kefu_sink, struct_size, 0);
PIN(kefu_sink, write, 8);
PIN(kefu_sink, user, 16);

PIN(kefu_value, num, 0);
PIN(kefu_value, den, 8);
PIN(kefu_value, n, 16);
PIN(kefu_value, status, 24);
PIN(kefu_value, flags, 28);

SIZE(kefu_column, 96);
PIN(kefu_column, struct_size, 0);
PIN(kefu_column, name, 8);
PIN(kefu_column, type, 16);
PIN(kefu_column, scale, 20);
PIN(kefu_column, encoding, 24);
PIN(kefu_column, flags, 28);
PIN(kefu_column, data, 32);
PIN(kefu_column, heap, 40);
PIN(kefu_column, heap_bytes, 48);
PIN(kefu_column, stride, 56);
PIN(kefu_column, width, 64);
PIN(kefu_column, validity, 72);
PIN(kefu_column, validity_offset, 80);
PIN(kefu_column, states, 88);

SIZE(kefu_batch, 40);
PIN(kefu_batch, struct_size, 0);
PIN(kefu_batch, rows, 8);
PIN(kefu_batch, first_row, 16);
PIN(kefu_batch, n_columns, 24);
PIN(kefu_batch, reserved0, 28);
PIN(kefu_batch, columns, 32);

SIZE(kefu_cell, 40);
PIN(kefu_cell, struct_size, 0);
PIN(kefu_cell, column, 8);
PIN(kefu_cell, as, 16);
PIN(kefu_cell, kind, 24);
PIN(kefu_cell, scale, 28);
PIN(kefu_cell, offset, 32);
PIN(kefu_cell, flags, 36);

SIZE(kefu_csv_options, 80);
PIN(kefu_csv_options, struct_size, 0);
PIN(kefu_csv_options, allocator, 8);
PIN(kefu_csv_options, limits, 16);
PIN(kefu_csv_options, encoding, 24);
PIN(kefu_csv_options, delimiter, 28);
PIN(kefu_csv_options, bad_rows, 32);
PIN(kefu_csv_options, batch_rows, 36);
PIN(kefu_csv_options, skip_lines, 40);
PIN(kefu_csv_options, only_cells, 44);
PIN(kefu_csv_options, on_batch, 48);
PIN(kefu_csv_options, on_bad_row, 56);
PIN(kefu_csv_options, user, 64);
PIN(kefu_csv_options, no_quotes, 72);
PIN(kefu_csv_options, reserved0, 76);

SIZE(kefu_person, 64);
PIN(kefu_person, struct_size, 0);
PIN(kefu_person, person, 8);
PIN(kefu_person, name, 16);
PIN(kefu_person, team, 24);
PIN(kefu_person, role, 32);
PIN(kefu_person, cohort, 40);
PIN(kefu_person, hired, 48);
PIN(kefu_person, left, 52);
PIN(kefu_person, stage, 56);

SIZE(kefu_metric_info, 64);
PIN(kefu_metric_info, struct_size, 0);
PIN(kefu_metric_info, name, 8);
PIN(kefu_metric_info, label_zh, 16);
PIN(kefu_metric_info, label_en, 24);
PIN(kefu_metric_info, unit, 32);
PIN(kefu_metric_info, scale, 40);
PIN(kefu_metric_info, direction, 44);
PIN(kefu_metric_info, min_n, 48);
PIN(kefu_metric_info, definition, 56);

SIZE(kefu_report_columns, 40);
PIN(kefu_report_columns, struct_size, 0);
PIN(kefu_report_columns, value, 8);
PIN(kefu_report_columns, over, 16);
PIN(kefu_report_columns, count, 24);
PIN(kefu_report_columns, cell, 32);
PIN(kefu_report_columns, cell_flags, 36);

SIZE(kefu_unmatched, 24);
PIN(kefu_unmatched, struct_size, 0);
PIN(kefu_unmatched, key, 8);
PIN(kefu_unmatched, side, 16);
PIN(kefu_unmatched, metrics, 20);

SIZE(kefu_arrow_options, 48);
PIN(kefu_arrow_options, struct_size, 0);
PIN(kefu_arrow_options, allocator, 8);
PIN(kefu_arrow_options, limits, 16);
PIN(kefu_arrow_options, columns, 24);
PIN(kefu_arrow_options, n_columns, 32);
PIN(kefu_arrow_options, offset, 36);
PIN(kefu_arrow_options, batch_rows, 40);
PIN(kefu_arrow_options, flags, 44);

SIZE(kefu_expr_options, 32);
PIN(kefu_expr_options, struct_size, 0);
PIN(kefu_expr_options, allocator, 8);
PIN(kefu_expr_options, limits, 16);
PIN(kefu_expr_options, scale, 24);
PIN(kefu_expr_options, reserved0, 28);

SIZE(kefu_port, 32);
PIN(kefu_port, struct_size, 0);
PIN(kefu_port, name, 8);
PIN(kefu_port, type, 16);
PIN(kefu_port, scale, 20);
PIN(kefu_port, flags, 24);
PIN(kefu_port, reserved0, 28);

SIZE(kefu_param, 48);
PIN(kefu_param, struct_size, 0);
PIN(kefu_param, name, 8);
PIN(kefu_param, scale, 16);
PIN(kefu_param, flags, 20);
PIN(kefu_param, least, 24);
PIN(kefu_param, most, 32);
PIN(kefu_param, usual, 40);

SIZE(kefu_vector, 24);
PIN(kefu_vector, values, 0);
PIN(kefu_vector, texts, 8);
PIN(kefu_vector, states, 16);

SIZE(kefu_args, 32);
PIN(kefu_args, struct_size, 0);
PIN(kefu_args, rows, 8);
PIN(kefu_args, vectors, 16);
PIN(kefu_args, n_vectors, 24);
PIN(kefu_args, reserved0, 28);

SIZE(kefu_context, 56);
PIN(kefu_context, struct_size, 0);
PIN(kefu_context, user, 8);
PIN(kefu_context, host, 16);
PIN(kefu_context, allocator, 24);
PIN(kefu_context, params, 32);
PIN(kefu_context, n_params, 40);
PIN(kefu_context, n_args, 44);
PIN(kefu_context, scale, 48);
PIN(kefu_context, round, 52);

SIZE(kefu_metric, 168);
PIN(kefu_metric, struct_size, 0);
PIN(kefu_metric, flags, 8);
PIN(kefu_metric, state_format, 12);
PIN(kefu_metric, id, 16);
PIN(kefu_metric, name, 24);
PIN(kefu_metric, label_zh, 32);
PIN(kefu_metric, label_en, 40);
PIN(kefu_metric, aliases, 48);
PIN(kefu_metric, ports, 56);
PIN(kefu_metric, params, 64);
PIN(kefu_metric, n_ports, 72);
PIN(kefu_metric, n_required, 76);
PIN(kefu_metric, n_params, 80);
PIN(kefu_metric, reserved0, 84);
PIN(kefu_metric, state_size, 88);
PIN(kefu_metric, state_align, 96);
PIN(kefu_metric, check, 104);
PIN(kefu_metric, init, 112);
PIN(kefu_metric, update, 120);
PIN(kefu_metric, merge, 128);
PIN(kefu_metric, save, 136);
PIN(kefu_metric, load, 144);
PIN(kefu_metric, finalize, 152);
PIN(kefu_metric, destroy, 160);

SIZE(kefu_plugin, 72);
PIN(kefu_plugin, struct_size, 0);
PIN(kefu_plugin, abi, 8);
PIN(kefu_plugin, header_version, 12);
PIN(kefu_plugin, name, 16);
PIN(kefu_plugin, version, 24);
PIN(kefu_plugin, licence, 32);
PIN(kefu_plugin, metrics, 40);
PIN(kefu_plugin, n_metrics, 48);
PIN(kefu_plugin, reserved0, 52);
PIN(kefu_plugin, user_new, 56);
PIN(kefu_plugin, user_free, 64);

SIZE(kefu_host, 48);
PIN(kefu_host, struct_size, 0);
PIN(kefu_host, abi, 8);
PIN(kefu_host, version, 12);
PIN(kefu_host, set_error, 16);
PIN(kefu_host, hash, 24);
PIN(kefu_host, hash_key, 32);
PIN(kefu_host, fraction, 40);

SIZE(kefu_check_options, 40);
PIN(kefu_check_options, struct_size, 0);
PIN(kefu_check_options, allocator, 8);
PIN(kefu_check_options, rows, 16);
PIN(kefu_check_options, seed, 24);
PIN(kefu_check_options, first_round, 32);
PIN(kefu_check_options, rounds, 36);

SIZE(kefu_tally_options, 56);
PIN(kefu_tally_options, struct_size, 0);
PIN(kefu_tally_options, allocator, 8);
PIN(kefu_tally_options, limits, 16);
PIN(kefu_tally_options, where, 24);
PIN(kefu_tally_options, roster, 32);
PIN(kefu_tally_options, roster_day, 40);
PIN(kefu_tally_options, scale, 44);
PIN(kefu_tally_options, readings, 48);
PIN(kefu_tally_options, reserved0, 52);

SIZE(kefu_definition, 136);
PIN(kefu_definition, struct_size, 0);
PIN(kefu_definition, id, 8);
PIN(kefu_definition, name, 16);
PIN(kefu_definition, label_zh, 24);
PIN(kefu_definition, label_en, 32);
PIN(kefu_definition, topic, 40);
PIN(kefu_definition, row, 48);
PIN(kefu_definition, formula, 56);
PIN(kefu_definition, unit, 64);
PIN(kefu_definition, source, 72);
PIN(kefu_definition, note_zh, 80);
PIN(kefu_definition, note_en, 88);
PIN(kefu_definition, min_n, 96);
PIN(kefu_definition, revision, 104);
PIN(kefu_definition, scale, 108);
PIN(kefu_definition, direction, 112);
PIN(kefu_definition, grade, 116);
PIN(kefu_definition, from, 120);
PIN(kefu_definition, to, 124);
PIN(kefu_definition, n_columns, 128);
PIN(kefu_definition, n_aliases, 132);

SIZE(kefu_definition_column, 32);
PIN(kefu_definition_column, struct_size, 0);
PIN(kefu_definition_column, name, 8);
PIN(kefu_definition_column, meaning_zh, 16);
PIN(kefu_definition_column, meaning_en, 24);

SIZE(kefu_rank_options, 48);
PIN(kefu_rank_options, struct_size, 0);
PIN(kefu_rank_options, allocator, 8);
PIN(kefu_rank_options, ties, 16);
PIN(kefu_rank_options, lower_first, 20);
PIN(kefu_rank_options, min_n, 24);
PIN(kefu_rank_options, groups, 32);
PIN(kefu_rank_options, ids, 40);

PIN(kefu_place, twice, 0);
PIN(kefu_place, tied, 8);
PIN(kefu_place, ranked, 16);
PIN(kefu_place, group, 24);
PIN(kefu_place, state, 28);

SIZE(kefu_decision, 72);
PIN(kefu_decision, struct_size, 0);
PIN(kefu_decision, person, 8);
PIN(kefu_decision, part, 16);
PIN(kefu_decision, action, 24);
PIN(kefu_decision, day, 28);
PIN(kefu_decision, count, 32);
PIN(kefu_decision, by, 40);
PIN(kefu_decision, reason, 48);
PIN(kefu_decision, evidence, 56);
PIN(kefu_decision, to, 64);

SIZE(kefu_score_options, 88);
PIN(kefu_score_options, struct_size, 0);
PIN(kefu_score_options, allocator, 8);
PIN(kefu_score_options, roster, 16);
PIN(kefu_score_options, ledger, 24);
PIN(kefu_score_options, day, 32);
PIN(kefu_score_options, as_of, 36);
PIN(kefu_score_options, period, 40);
PIN(kefu_score_options, from, 48);
PIN(kefu_score_options, to, 52);
PIN(kefu_score_options, earlier, 56);
PIN(kefu_score_options, n_earlier, 64);
PIN(kefu_score_options, reserved0, 68);
PIN(kefu_score_options, team_sheet, 72);
PIN(kefu_score_options, earlier_periods, 80);

SIZE(kefu_sheet_row, 176);
PIN(kefu_sheet_row, struct_size, 0);
PIN(kefu_sheet_row, person, 8);
PIN(kefu_sheet_row, name, 16);
PIN(kefu_sheet_row, team, 24);
PIN(kefu_sheet_row, group, 32);
PIN(kefu_sheet_row, grade, 40);
PIN(kefu_sheet_row, total, 48);
PIN(kefu_sheet_row, items, 56);
PIN(kefu_sheet_row, adjustments, 64);
PIN(kefu_sheet_row, coverage, 72);
PIN(kefu_sheet_row, status, 80);
PIN(kefu_sheet_row, flags, 84);
PIN(kefu_sheet_row, place, 88);
PIN(kefu_sheet_row, tier, 120);
PIN(kefu_sheet_row, team_part, 128);
PIN(kefu_sheet_row, bonus, 136);
PIN(kefu_sheet_row, share_of_days, 144);

SIZE(kefu_section_row, 32);
PIN(kefu_section_row, struct_size, 0);
PIN(kefu_section_row, points, 8);
PIN(kefu_section_row, items, 16);
PIN(kefu_section_row, failed_items, 24);
PIN(kefu_section_row, failed, 28);

SIZE(kefu_reason, 288);
PIN(kefu_reason, struct_size, 0);
PIN(kefu_reason, code, 8);
PIN(kefu_reason, kind, 12);
PIN(kefu_reason, part, 16);
PIN(kefu_reason, cause, 20);
PIN(kefu_reason, value, 24);
PIN(kefu_reason, basis, 56);
PIN(kefu_reason, a, 88);
PIN(kefu_reason, b, 120);
PIN(kefu_reason, c, 152);
PIN(kefu_reason, d, 184);
PIN(kefu_reason, curve, 216);
PIN(kefu_reason, weight, 224);
PIN(kefu_reason, points, 232);
PIN(kefu_reason, evidence, 240);
PIN(kefu_reason, flags, 248);
PIN(kefu_reason, reserved0, 252);
PIN(kefu_reason, against, 256);

SIZE(kefu_what_if, 88);
PIN(kefu_what_if, struct_size, 0);
PIN(kefu_what_if, item, 8);
PIN(kefu_what_if, found, 12);
PIN(kefu_what_if, steps, 16);
PIN(kefu_what_if, value, 24);
PIN(kefu_what_if, points, 56);
PIN(kefu_what_if, total, 64);
PIN(kefu_what_if, grade, 72);
PIN(kefu_what_if, why_not, 80);
PIN(kefu_what_if, reserved0, 84);

SIZE(kefu_change, 64);
PIN(kefu_change, struct_size, 0);
PIN(kefu_change, person, 8);
PIN(kefu_change, name, 16);
PIN(kefu_change, code, 24);
PIN(kefu_change, why, 28);
PIN(kefu_change, kind, 32);
PIN(kefu_change, step, 36);
PIN(kefu_change, part, 40);
PIN(kefu_change, before, 48);
PIN(kefu_change, after, 56);

SIZE(kefu_agree_options, 72);
PIN(kefu_agree_options, struct_size, 0);
PIN(kefu_agree_options, allocator, 8);
PIN(kefu_agree_options, limits, 16);
PIN(kefu_agree_options, criterion, 24);
PIN(kefu_agree_options, unit, 32);
PIN(kefu_agree_options, rater, 40);
PIN(kefu_agree_options, category, 48);
PIN(kefu_agree_options, categories, 56);
PIN(kefu_agree_options, n_categories, 64);
PIN(kefu_agree_options, reserved0, 68);

SIZE(kefu_agreement, 136);
PIN(kefu_agreement, struct_size, 0);
PIN(kefu_agreement, criterion, 8);
PIN(kefu_agreement, value, 16);
PIN(kefu_agreement, observed, 48);
PIN(kefu_agreement, expected, 80);
PIN(kefu_agreement, marks, 112);
PIN(kefu_agreement, raters, 120);
PIN(kefu_agreement, categories, 124);
PIN(kefu_agreement, why, 128);
PIN(kefu_agreement, reserved0, 132);

SIZE(kefu_prize, 80);
PIN(kefu_prize, struct_size, 0);
PIN(kefu_prize, id, 8);
PIN(kefu_prize, label_zh, 16);
PIN(kefu_prize, label_en, 24);
PIN(kefu_prize, metric, 32);
PIN(kefu_prize, unit, 40);
PIN(kefu_prize, kind, 48);
PIN(kefu_prize, scale, 52);
PIN(kefu_prize, direction, 56);
PIN(kefu_prize, within, 60);
PIN(kefu_prize, ties, 64);
PIN(kefu_prize, places, 68);
PIN(kefu_prize, n_amounts, 72);
PIN(kefu_prize, max_terms, 76);

SIZE(kefu_award_options, 48);
PIN(kefu_award_options, struct_size, 0);
PIN(kefu_award_options, allocator, 8);
PIN(kefu_award_options, periods, 16);
PIN(kefu_award_options, period, 24);
PIN(kefu_award_options, history, 32);
PIN(kefu_award_options, seq, 40);
PIN(kefu_award_options, reserved0, 44);

SIZE(kefu_winner, 128);
PIN(kefu_winner, struct_size, 0);
PIN(kefu_winner, prize, 8);
PIN(kefu_winner, terms, 12);
PIN(kefu_winner, person, 16);
PIN(kefu_winner, name, 24);
PIN(kefu_winner, team, 32);
PIN(kefu_winner, within, 40);
PIN(kefu_winner, place, 48);
PIN(kefu_winner, value, 80);
PIN(kefu_winner, amount, 112);
PIN(kefu_winner, flags, 120);
PIN(kefu_winner, reserved0, 124);

SIZE(kefu_standing, 104);
PIN(kefu_standing, struct_size, 0);
PIN(kefu_standing, person, 8);
PIN(kefu_standing, name, 16);
PIN(kefu_standing, within, 24);
PIN(kefu_standing, place, 32);
PIN(kefu_standing, value, 64);
PIN(kefu_standing, why, 96);
PIN(kefu_standing, number, 100);

SIZE(kefu_prize_stat, 104);
PIN(kefu_prize_stat, struct_size, 0);
PIN(kefu_prize_stat, people, 8);
PIN(kefu_prize_stat, took_part, 16);
PIN(kefu_prize_stat, winners, 24);
PIN(kefu_prize_stat, amount, 32);
PIN(kefu_prize_stat, participation, 40);
PIN(kefu_prize_stat, prize_coverage, 72);

SIZE(kefu_card_part, 96);
PIN(kefu_card_part, struct_size, 0);
PIN(kefu_card_part, id, 8);
PIN(kefu_card_part, label_zh, 16);
PIN(kefu_card_part, label_en, 24);
PIN(kefu_card_part, metric, 32);
PIN(kefu_card_part, unit, 40);
PIN(kefu_card_part, section_id, 48);
PIN(kefu_card_part, scale, 56);
PIN(kefu_card_part, direction, 60);
PIN(kefu_card_part, weight, 64);
PIN(kefu_card_part, definition, 72);
PIN(kefu_card_part, of, 80);
PIN(kefu_card_part, bonus, 88);
PIN(kefu_card_part, reserved0, 92);

SIZE(kefu_finding, 48);
PIN(kefu_finding, struct_size, 0);
PIN(kefu_finding, code, 8);
PIN(kefu_finding, severity, 12);
PIN(kefu_finding, line, 16);
PIN(kefu_finding, column, 20);
PIN(kefu_finding, path, 24);
PIN(kefu_finding, text_zh, 32);
PIN(kefu_finding, text_en, 40);

SIZE(kefu_estimate_options, 72);
PIN(kefu_estimate_options, struct_size, 0);
PIN(kefu_estimate_options, allocator, 8);
PIN(kefu_estimate_options, limits, 16);
PIN(kefu_estimate_options, mark, 24);
PIN(kefu_estimate_options, id, 32);
PIN(kefu_estimate_options, by, 40);
PIN(kefu_estimate_options, kind, 48);
PIN(kefu_estimate_options, scale, 52);
PIN(kefu_estimate_options, lonely, 56);
PIN(kefu_estimate_options, method, 60);
PIN(kefu_estimate_options, confidence, 64);

SIZE(kefu_estimates_info, 72);
PIN(kefu_estimates_info, struct_size, 0);
PIN(kefu_estimates_info, plan, 8);
PIN(kefu_estimates_info, plan_hash, 16);
PIN(kefu_estimates_info, seed, 24);
PIN(kefu_estimates_info, mark, 32);
PIN(kefu_estimates_info, by, 40);
PIN(kefu_estimates_info, kind, 48);
PIN(kefu_estimates_info, scale, 52);
PIN(kefu_estimates_info, lonely, 56);
PIN(kefu_estimates_info, method, 60);
PIN(kefu_estimates_info, confidence, 64);

SIZE(kefu_estimated, 256);
PIN(kefu_estimated, struct_size, 0);
PIN(kefu_estimated, key, 8);
PIN(kefu_estimated, naive, 24);
PIN(kefu_estimated, estimate, 56);
PIN(kefu_estimated, error, 88);
PIN(kefu_estimated, low, 120);
PIN(kefu_estimated, high, 152);
PIN(kefu_estimated, population, 184);
PIN(kefu_estimated, marked, 216);
PIN(kefu_estimated, sampled, 224);
PIN(kefu_estimated, df, 232);
PIN(kefu_estimated, effective_n, 240);
PIN(kefu_estimated, flags, 248);
PIN(kefu_estimated, reserved0, 252);

SIZE(kefu_effect, 152);
PIN(kefu_effect, struct_size, 0);
PIN(kefu_effect, label_zh, 8);
PIN(kefu_effect, label_en, 16);
PIN(kefu_effect, in_marks, 24);
PIN(kefu_effect, in_population, 56);
PIN(kefu_effect, mean, 88);
PIN(kefu_effect, effect, 120);

SIZE(kefu_estimates_write_options, 16);
PIN(kefu_estimates_write_options, struct_size, 0);
PIN(kefu_estimates_write_options, language, 8);
PIN(kefu_estimates_write_options, flags, 12);

SIZE(kefu_category_info, 56);
PIN(kefu_category_info, struct_size, 0);
PIN(kefu_category_info, key, 8);
PIN(kefu_category_info, label_zh, 16);
PIN(kefu_category_info, label_en, 24);
PIN(kefu_category_info, list, 32);
PIN(kefu_category_info, severity, 36);
PIN(kefu_category_info, scope, 40);
PIN(kefu_category_info, cause, 44);
PIN(kefu_category_info, category, 48);
PIN(kefu_category_info, reserved, 52);

SIZE(kefu_lexicon_info, 64);
PIN(kefu_lexicon_info, struct_size, 0);
PIN(kefu_lexicon_info, id, 8);
PIN(kefu_lexicon_info, language, 16);
PIN(kefu_lexicon_info, entries, 20);
PIN(kefu_lexicon_info, hash, 24);
PIN(kefu_lexicon_info, padding, 57);

SIZE(kefu_lexicon_entry, 48);
PIN(kefu_lexicon_entry, struct_size, 0);
PIN(kefu_lexicon_entry, phrase, 8);
PIN(kefu_lexicon_entry, category, 16);
PIN(kefu_lexicon_entry, says, 20);
PIN(kefu_lexicon_entry, severity, 24);
PIN(kefu_lexicon_entry, scope, 28);
PIN(kefu_lexicon_entry, from, 32);
PIN(kefu_lexicon_entry, to, 36);
PIN(kefu_lexicon_entry, fixed, 40);
PIN(kefu_lexicon_entry, parts, 44);

SIZE(kefu_cause_info, 64);
PIN(kefu_cause_info, struct_size, 0);
PIN(kefu_cause_info, key, 8);
PIN(kefu_cause_info, label_zh, 16);
PIN(kefu_cause_info, label_en, 24);
PIN(kefu_cause_info, owner, 32);
PIN(kefu_cause_info, owner_zh, 40);
PIN(kefu_cause_info, red_line, 48);
PIN(kefu_cause_info, decided, 52);
PIN(kefu_cause_info, group, 56);
PIN(kefu_cause_info, reserved, 60);

SIZE(kefu_model_info, 72);
PIN(kefu_model_info, struct_size, 0);
PIN(kefu_model_info, id, 8);
PIN(kefu_model_info, card, 16);
PIN(kefu_model_info, fingerprint, 24);
PIN(kefu_model_info, base, 32);
PIN(kefu_model_info, language, 40);
PIN(kefu_model_info, heads, 44);
PIN(kefu_model_info, is_delta, 48);
PIN(kefu_model_info, promise, 52);
PIN(kefu_model_info, table_bytes, 56);
PIN(kefu_model_info, hot_bytes, 64);

SIZE(kefu_head_info, 40);
PIN(kefu_head_info, struct_size, 0);
PIN(kefu_head_info, key, 8);
PIN(kefu_head_info, kind, 16);
PIN(kefu_head_info, cause, 20);
PIN(kefu_head_info, labels, 24);
PIN(kefu_head_info, yes, 32);

SIZE(kefu_model_scores, 48);
PIN(kefu_model_scores, struct_size, 0);
PIN(kefu_model_scores, polarity, 8);
PIN(kefu_model_scores, positive, 16);
PIN(kefu_model_scores, three, 24);
PIN(kefu_model_scores, aspects, 32);
PIN(kefu_model_scores, z, 40);

SIZE(kefu_pay_part, 56);
PIN(kefu_pay_part, struct_size, 0);
PIN(kefu_pay_part, id, 8);
PIN(kefu_pay_part, label_zh, 16);
PIN(kefu_pay_part, label_en, 24);
PIN(kefu_pay_part, kind, 32);
PIN(kefu_pay_part, metric, 40);
PIN(kefu_pay_part, hits, 48);

SIZE(kefu_pay_options, 24);
PIN(kefu_pay_options, struct_size, 0);
PIN(kefu_pay_options, allocator, 8);
PIN(kefu_pay_options, items, 16);

SIZE(kefu_pay_row, 88);
PIN(kefu_pay_row, struct_size, 0);
PIN(kefu_pay_row, person, 8);
PIN(kefu_pay_row, name, 16);
PIN(kefu_pay_row, team, 24);
PIN(kefu_pay_row, wage, 32);
PIN(kefu_pay_row, earned, 40);
PIN(kefu_pay_row, deducted, 48);
PIN(kefu_pay_row, waived, 56);
PIN(kefu_pay_row, top_up, 64);
PIN(kefu_pay_row, pay, 72);
PIN(kefu_pay_row, status, 80);
PIN(kefu_pay_row, flags, 84);

SIZE(kefu_pay_amount, 136);
PIN(kefu_pay_amount, struct_size, 0);
PIN(kefu_pay_amount, amount, 8);
PIN(kefu_pay_amount, status, 16);
PIN(kefu_pay_amount, cause, 20);
PIN(kefu_pay_amount, figure, 24);
PIN(kefu_pay_amount, factor, 56);
PIN(kefu_pay_amount, of_days, 88);
PIN(kefu_pay_amount, evidence, 120);
PIN(kefu_pay_amount, flags, 128);
PIN(kefu_pay_amount, unmet, 132);

SIZE(kefu_pay_pool, 88);
PIN(kefu_pay_pool, struct_size, 0);
PIN(kefu_pay_pool, within, 8);
PIN(kefu_pay_pool, amount, 16);
PIN(kefu_pay_pool, shared, 24);
PIN(kefu_pay_pool, heads, 32);
PIN(kefu_pay_pool, weights, 40);
PIN(kefu_pay_pool, missing, 72);
PIN(kefu_pay_pool, sheet, 80);
PIN(kefu_pay_pool, cause, 84);

SIZE(kefu_peer_options, 72);
PIN(kefu_peer_options, struct_size, 0);
PIN(kefu_peer_options, allocator, 8);
PIN(kefu_peer_options, limits, 16);
PIN(kefu_peer_options, seed, 24);
PIN(kefu_peer_options, period, 32);
PIN(kefu_peer_options, each, 40);
PIN(kefu_peer_options, team_rule, 44);
PIN(kefu_peer_options, bans, 48);
PIN(kefu_peer_options, history, 56);
PIN(kefu_peer_options, mutual, 64);
PIN(kefu_peer_options, reserved0, 68);

SIZE(kefu_peer, 32);
PIN(kefu_peer, struct_size, 0);
PIN(kefu_peer, inspector, 8);
PIN(kefu_peer, inspected, 16);
PIN(kefu_peer, again, 24);
PIN(kefu_peer, reserved0, 28);

SIZE(kefu_peer_loads, 56);
PIN(kefu_peer_loads, struct_size, 0);
PIN(kefu_peer_loads, inspectors, 8);
PIN(kefu_peer_loads, inspected, 16);
PIN(kefu_peer_loads, least, 24);
PIN(kefu_peer_loads, most, 32);
PIN(kefu_peer_loads, again, 40);
PIN(kefu_peer_loads, proven, 48);
PIN(kefu_peer_loads, reserved0, 52);

SIZE(kefu_pick_options, 72);
PIN(kefu_pick_options, struct_size, 0);
PIN(kefu_pick_options, allocator, 8);
PIN(kefu_pick_options, limits, 16);
PIN(kefu_pick_options, seed, 24);
PIN(kefu_pick_options, id, 32);
PIN(kefu_pick_options, by, 40);
PIN(kefu_pick_options, weight, 48);
PIN(kefu_pick_options, k, 56);
PIN(kefu_pick_options, scale, 64);
PIN(kefu_pick_options, reserved0, 68);

SIZE(kefu_picked, 104);
PIN(kefu_picked, struct_size, 0);
PIN(kefu_picked, id, 8);
PIN(kefu_picked, group, 24);
PIN(kefu_picked, row, 40);
PIN(kefu_picked, place, 48);
PIN(kefu_picked, rows, 56);
PIN(kefu_picked, weight, 64);
PIN(kefu_picked, chance, 72);

SIZE(kefu_pps_options, 56);
PIN(kefu_pps_options, struct_size, 0);
PIN(kefu_pps_options, allocator, 8);
PIN(kefu_pps_options, seed, 16);
PIN(kefu_pps_options, id, 24);
PIN(kefu_pps_options, size, 32);
PIN(kefu_pps_options, k, 40);
PIN(kefu_pps_options, scale, 48);
PIN(kefu_pps_options, reserved0, 52);

SIZE(kefu_reviewer_options, 80);
PIN(kefu_reviewer_options, struct_size, 0);
PIN(kefu_reviewer_options, allocator, 8);
PIN(kefu_reviewer_options, limits, 16);
PIN(kefu_reviewer_options, model, 24);
PIN(kefu_reviewer_options, shop, 32);
PIN(kefu_reviewer_options, lexicons, 40);
PIN(kefu_reviewer_options, roster, 48);
PIN(kefu_reviewer_options, platform, 56);
PIN(kefu_reviewer_options, n_lexicons, 64);
PIN(kefu_reviewer_options, encoding, 68);
PIN(kefu_reviewer_options, invalid, 72);
PIN(kefu_reviewer_options, right, 76);

SIZE(kefu_review, 112);
PIN(kefu_review, struct_size, 0);
PIN(kefu_review, text, 8);
PIN(kefu_review, follow_up, 24);
PIN(kefu_review, id, 40);
PIN(kefu_review, product, 56);
PIN(kefu_review, agent, 72);
PIN(kefu_review, day, 88);
PIN(kefu_review, stars, 92);
PIN(kefu_review, by, 96);
PIN(kefu_review, flags, 100);
PIN(kefu_review, follow_up_day, 104);
PIN(kefu_review, reserved0, 108);

SIZE(kefu_opinion, 64);
PIN(kefu_opinion, struct_size, 0);
PIN(kefu_opinion, polarity, 8);
PIN(kefu_opinion, probability, 12);
PIN(kefu_opinion, sure, 16);
PIN(kefu_opinion, three, 20);
PIN(kefu_opinion, contradicts, 24);
PIN(kefu_opinion, causes, 28);
PIN(kefu_opinion, marks, 32);
PIN(kefu_opinion, nothing, 36);
PIN(kefu_opinion, primary, 40);
PIN(kefu_opinion, service, 44);
PIN(kefu_opinion, suspect, 48);
PIN(kefu_opinion, severity, 52);
PIN(kefu_opinion, clauses, 56);

SIZE(kefu_found_cause, 32);
PIN(kefu_found_cause, struct_size, 0);
PIN(kefu_found_cause, cause, 8);
PIN(kefu_found_cause, role, 12);
PIN(kefu_found_cause, polarity, 16);
PIN(kefu_found_cause, blame, 20);
PIN(kefu_found_cause, sources, 24);
PIN(kefu_found_cause, only_if, 28);

SIZE(kefu_mark, 48);
PIN(kefu_mark, struct_size, 0);
PIN(kefu_mark, id, 8);
PIN(kefu_mark, phrase, 16);
PIN(kefu_mark, category, 24);
PIN(kefu_mark, list, 28);
PIN(kefu_mark, severity, 32);
PIN(kefu_mark, why_not, 36);
PIN(kefu_mark, span, 40);
PIN(kefu_mark, lexicon, 44);

SIZE(kefu_named, 32);
PIN(kefu_named, struct_size, 0);
PIN(kefu_named, person, 8);
PIN(kefu_named, opinion, 16);
PIN(kefu_named, polarity, 20);
PIN(kefu_named, ambiguous, 24);
PIN(kefu_named, span, 28);

SIZE(kefu_span, 56);
PIN(kefu_span, struct_size, 0);
PIN(kefu_span, begin, 8);
PIN(kefu_span, end, 16);
PIN(kefu_span, first, 24);
PIN(kefu_span, last, 32);
PIN(kefu_span, kind, 40);
PIN(kefu_span, of, 44);
PIN(kefu_span, contribution, 48);

SIZE(kefu_route, 88);
PIN(kefu_route, struct_size, 0);
PIN(kefu_route, key, 8);
PIN(kefu_route, label_zh, 16);
PIN(kefu_route, label_en, 24);
PIN(kefu_route, template_key, 32);
PIN(kefu_route, owner, 40);
PIN(kefu_route, route, 48);
PIN(kefu_route, opinion, 52);
PIN(kefu_route, severity, 56);
PIN(kefu_route, first_minutes, 60);
PIN(kefu_route, close_hours, 64);
PIN(kefu_route, pin, 68);
PIN(kefu_route, reason_zh, 72);
PIN(kefu_route, reason_en, 80);

SIZE(kefu_draw_options, 40);
PIN(kefu_draw_options, struct_size, 0);
PIN(kefu_draw_options, allocator, 8);
PIN(kefu_draw_options, limits, 16);
PIN(kefu_draw_options, seed, 24);
PIN(kefu_draw_options, excluded, 32);

SIZE(kefu_draw_info, 104);
PIN(kefu_draw_info, struct_size, 0);
PIN(kefu_draw_info, format, 8);
PIN(kefu_draw_info, reserved0, 12);
PIN(kefu_draw_info, rows, 16);
PIN(kefu_draw_info, population, 24);
PIN(kefu_draw_info, cells, 32);
PIN(kefu_draw_info, plan_id, 40);
PIN(kefu_draw_info, plan_hash, 56);
PIN(kefu_draw_info, seed, 72);
PIN(kefu_draw_info, excluded, 88);

SIZE(kefu_draw_counts, 64);
PIN(kefu_draw_counts, struct_size, 0);
PIN(kefu_draw_counts, rows, 8);
PIN(kefu_draw_counts, outside, 16);
PIN(kefu_draw_counts, excluded, 24);
PIN(kefu_draw_counts, unclassed, 32);
PIN(kefu_draw_counts, listed, 40);
PIN(kefu_draw_counts, population, 48);
PIN(kefu_draw_counts, cells, 56);

SIZE(kefu_quota_options, 16);
PIN(kefu_quota_options, struct_size, 0);
PIN(kefu_quota_options, spreads, 8);

SIZE(kefu_cell_quota, 64);
PIN(kefu_cell_quota, struct_size, 0);
PIN(kefu_cell_quota, class_index, 8);
PIN(kefu_cell_quota, reserved0, 12);
PIN(kefu_cell_quota, rows, 16);
PIN(kefu_cell_quota, least, 24);
PIN(kefu_cell_quota, most, 32);
PIN(kefu_cell_quota, agent, 40);
PIN(kefu_cell_quota, share, 48);
PIN(kefu_cell_quota, n, 56);

SIZE(kefu_clash, 48);
PIN(kefu_clash, struct_size, 0);
PIN(kefu_clash, code, 8);
PIN(kefu_clash, reserved0, 12);
PIN(kefu_clash, cell, 16);
PIN(kefu_clash, agent, 24);
PIN(kefu_clash, need, 32);
PIN(kefu_clash, have, 40);

SIZE(kefu_sample_options, 32);
PIN(kefu_sample_options, struct_size, 0);
PIN(kefu_sample_options, allocator, 8);
PIN(kefu_sample_options, quota_options, 16);
PIN(kefu_sample_options, unsuitable, 24);

SIZE(kefu_sample_row, 104);
PIN(kefu_sample_row, struct_size, 0);
PIN(kefu_sample_row, id, 8);
PIN(kefu_sample_row, row, 24);
PIN(kefu_sample_row, cell, 32);
PIN(kefu_sample_row, place, 40);
PIN(kefu_sample_row, chance, 48);
PIN(kefu_sample_row, why, 80);
PIN(kefu_sample_row, class_index, 84);
PIN(kefu_sample_row, instead_of, 88);

SIZE(kefu_sample_cell, 40);
PIN(kefu_sample_cell, struct_size, 0);
PIN(kefu_sample_cell, class_index, 8);
PIN(kefu_sample_cell, reserved0, 12);
PIN(kefu_sample_cell, rows, 16);
PIN(kefu_sample_cell, n, 24);
PIN(kefu_sample_cell, unsuitable, 32);

SIZE(kefu_replacement, 64);
PIN(kefu_replacement, struct_size, 0);
PIN(kefu_replacement, id, 8);
PIN(kefu_replacement, instead, 24);
PIN(kefu_replacement, reason, 40);
PIN(kefu_replacement, by, 48);
PIN(kefu_replacement, cell, 56);

SIZE(kefu_sample_write_options, 16);
PIN(kefu_sample_write_options, struct_size, 0);
PIN(kefu_sample_write_options, language, 8);
PIN(kefu_sample_write_options, flags, 12);

SIZE(kefu_save_options, 24);
PIN(kefu_save_options, struct_size, 0);
PIN(kefu_save_options, format, 8);
PIN(kefu_save_options, reserved0, 12);
PIN(kefu_save_options, tag, 16);

SIZE(kefu_state_info, 72);
PIN(kefu_state_info, struct_size, 0);
PIN(kefu_state_info, format, 8);
PIN(kefu_state_info, roster_day, 12);
PIN(kefu_state_info, groups, 16);
PIN(kefu_state_info, keys, 24);
PIN(kefu_state_info, metrics, 28);
PIN(kefu_state_info, aggregates, 32);
PIN(kefu_state_info, reserved0, 36);
PIN(kefu_state_info, fingerprint, 40);
PIN(kefu_state_info, tag, 56);

SIZE(kefu_aggregate_info, 48);
PIN(kefu_aggregate_info, struct_size, 0);
PIN(kefu_aggregate_info, id, 8);
PIN(kefu_aggregate_info, name, 24);
PIN(kefu_aggregate_info, format, 40);
PIN(kefu_aggregate_info, reserved0, 44);

SIZE(kefu_acceptance, 40);
PIN(kefu_acceptance, struct_size, 0);
PIN(kefu_acceptance, n, 8);
PIN(kefu_acceptance, accept, 16);
PIN(kefu_acceptance, pass_good, 24);
PIN(kefu_acceptance, pass_bad, 32);

SIZE(kefu_acceptance_options, 72);
PIN(kefu_acceptance_options, struct_size, 0);
PIN(kefu_acceptance_options, good, 8);
PIN(kefu_acceptance_options, good_risk, 16);
PIN(kefu_acceptance_options, bad, 24);
PIN(kefu_acceptance_options, bad_risk, 32);
PIN(kefu_acceptance_options, population, 40);
PIN(kefu_acceptance_options, most, 48);
PIN(kefu_acceptance_options, accept, 56);
PIN(kefu_acceptance_options, has_accept, 64);
PIN(kefu_acceptance_options, reserved0, 68);

SIZE(kefu_stock_options, 32);
PIN(kefu_stock_options, struct_size, 0);
PIN(kefu_stock_options, allocator, 8);
PIN(kefu_stock_options, limits, 16);
PIN(kefu_stock_options, pins, 24);
PIN(kefu_stock_options, reserved0, 28);

SIZE(kefu_stock_product, 128);
PIN(kefu_stock_product, struct_size, 0);
PIN(kefu_stock_product, product, 8);
PIN(kefu_stock_product, reviews, 24);
PIN(kefu_stock_product, follow_ups, 32);
PIN(kefu_stock_product, good, 40);
PIN(kefu_stock_product, neutral, 48);
PIN(kefu_stock_product, bad, 56);
PIN(kefu_stock_product, unsure, 64);
PIN(kefu_stock_product, followup_bad, 72);
PIN(kefu_stock_product, turned_bad, 80);
PIN(kefu_stock_product, unanswered, 88);
PIN(kefu_stock_product, unanswered_bad, 96);
PIN(kefu_stock_product, marked, 104);
PIN(kefu_stock_product, suspect, 112);
PIN(kefu_stock_product, is_key, 120);
PIN(kefu_stock_product, pins, 124);

SIZE(kefu_stock_cause, 48);
PIN(kefu_stock_cause, struct_size, 0);
PIN(kefu_stock_cause, negative, 8);
PIN(kefu_stock_cause, neutral, 16);
PIN(kefu_stock_cause, positive, 24);
PIN(kefu_stock_cause, primary, 32);
PIN(kefu_stock_cause, contributing, 40);

SIZE(kefu_stock_pin, 40);
PIN(kefu_stock_pin, struct_size, 0);
PIN(kefu_stock_pin, review, 8);
PIN(kefu_stock_pin, probability, 24);
PIN(kefu_stock_pin, praised, 28);
PIN(kefu_stock_pin, day, 32);
PIN(kefu_stock_pin, reserved, 36);

SIZE(kefu_stock_change, 128);
PIN(kefu_stock_change, struct_size, 0);
PIN(kefu_stock_change, reviews, 8);
PIN(kefu_stock_change, bad, 16);
PIN(kefu_stock_change, unanswered, 24);
PIN(kefu_stock_change, bad_rate, 32);
PIN(kefu_stock_change, bad_rate_before, 64);
PIN(kefu_stock_change, cause, 96);
PIN(kefu_stock_change, is_new, 100);
PIN(kefu_stock_change, cause_now, 104);
PIN(kefu_stock_change, cause_before, 112);
PIN(kefu_stock_change, same_reader, 120);
PIN(kefu_stock_change, reserved, 124);

SIZE(kefu_trainer_options, 80);
PIN(kefu_trainer_options, struct_size, 0);
PIN(kefu_trainer_options, allocator, 8);
PIN(kefu_trainer_options, limits, 16);
PIN(kefu_trainer_options, id, 24);
PIN(kefu_trainer_options, card, 32);
PIN(kefu_trainer_options, language, 40);
PIN(kefu_trainer_options, bits, 44);
PIN(kefu_trainer_options, base, 48);
PIN(kefu_trainer_options, enough, 56);
PIN(kefu_trainer_options, progress, 64);
PIN(kefu_trainer_options, user, 72);

SIZE(kefu_train_figures, 344);
PIN(kefu_train_figures, struct_size, 0);
PIN(kefu_train_figures, labels, 8);
PIN(kefu_train_figures, yes, 16);
PIN(kefu_train_figures, accuracy, 24);
PIN(kefu_train_figures, low, 56);
PIN(kefu_train_figures, high, 88);
PIN(kefu_train_figures, precision, 120);
PIN(kefu_train_figures, recall, 152);
PIN(kefu_train_figures, f1, 184);
PIN(kefu_train_figures, macro_f1, 216);
PIN(kefu_train_figures, calibration, 248);
PIN(kefu_train_figures, covered, 280);
PIN(kefu_train_figures, right, 312);

SIZE(kefu_write_options, 24);
PIN(kefu_write_options, struct_size, 0);
PIN(kefu_write_options, findings, 8);
PIN(kefu_write_options, language, 16);
PIN(kefu_write_options, flags, 20);

#endif
