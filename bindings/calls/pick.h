/* pick.h - structs and classes of kefu/pick.h. */

static const kb_field pick_options_fields[] = {
    FIELD_OF(kefu_pick_options, limits, DICT, &limits_struct),
    FIELD(kefu_pick_options, seed, TEXT),
    FIELD(kefu_pick_options, id, TEXT),
    FIELD(kefu_pick_options, by, OPTIONAL_TEXT),
    FIELD(kefu_pick_options, weight, OPTIONAL_TEXT),
    FIELD(kefu_pick_options, k, INT64),
    FIELD(kefu_pick_options, scale, INT32),
};
STRUCT_OF(pick_options, kefu_pick_options,
          "The seed, the columns of ids, groups and weights, and how many rows to draw.");

static const kb_field picked_fields[] = {
    FIELD(kefu_picked, id, VIEW),      FIELD(kefu_picked, group, VIEW),
    FIELD_NUMBER64(kefu_picked, row),  FIELD(kefu_picked, place, INT64),
    FIELD(kefu_picked, rows, INT64),   FIELD(kefu_picked, weight, INT64),
    FIELD(kefu_picked, chance, VALUE),
};
STRUCT_OF(picked, kefu_picked, "One row that was drawn; its weight is × 10^scale.");

static const kb_field pps_options_fields[] = {
    FIELD(kefu_pps_options, seed, TEXT),   FIELD(kefu_pps_options, id, TEXT),
    FIELD(kefu_pps_options, size, TEXT),   FIELD(kefu_pps_options, k, INT64),
    FIELD(kefu_pps_options, scale, INT32),
};
STRUCT_OF(pps_options, kefu_pps_options,
          "The seed, the columns of ids and sizes, and how many rows to draw.");

CLASS(pick, kefu_pick, "Pick", KB_CONFINED, "rows", NULL,
      "k rows (of each group) drawn by the hash of their ids, the same in any order and parts.");
CLASS(reservoir, kefu_reservoir, "Reservoir", KB_CONFINED, NULL, NULL,
      "k rows of a stream of any length, drawn as they come.");
