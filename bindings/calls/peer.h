/* peer.h - words, structs and classes of kefu/peer.h. */

WORDS(team_rule, WORD(KEFU_PEERS_, ANY_TEAM, "any_team"),
      WORD(KEFU_PEERS_, OTHER_TEAM, "other_team"), WORD(KEFU_PEERS_, OWN_TEAM, "own_team"));

static const kb_field peer_options_fields[] = {
    FIELD_OF(kefu_peer_options, limits, DICT, &limits_struct),
    FIELD(kefu_peer_options, seed, TEXT),
    FIELD(kefu_peer_options, period, INT64),
    FIELD(kefu_peer_options, each, INT32),
    FIELD_OF(kefu_peer_options, team_rule, WORD, &team_rule_words),
    FIELD(kefu_peer_options, bans, BATCH),
    FIELD(kefu_peer_options, history, BATCH),
    FIELD(kefu_peer_options, mutual, BOOL),
};
STRUCT_OF(peer_options, kefu_peer_options,
          "The seed, the number of the period, and which pairs may not be or were before.");

static const kb_field peer_fields[] = {
    FIELD(kefu_peer, inspector, TEXT),
    FIELD(kefu_peer, inspected, TEXT),
    FIELD(kefu_peer, again, BOOL),
};
STRUCT_OF(peer, kefu_peer, "Who inspects whom, and whether so before.");

static const kb_field peer_loads_fields[] = {
    FIELD(kefu_peer_loads, inspectors, INT64), FIELD(kefu_peer_loads, inspected, INT64),
    FIELD(kefu_peer_loads, least, INT64),      FIELD(kefu_peer_loads, most, INT64),
    FIELD(kefu_peer_loads, again, INT64),      FIELD(kefu_peer_loads, proven, BOOL),
};
STRUCT_OF(peer_loads, kefu_peer_loads, "How even the loads of inspectors are.");

CLASS(peers, kefu_peers, "Peers", KB_CONFINED, "pairs", NULL,
      "Who inspects whom (互检): nobody themselves, no two each other, loads even.");
