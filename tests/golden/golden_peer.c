/* golden_peer.c - lines of who inspects whom. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static char *bans_text, *history_text;

void forget_peers(void)
{
    free(bans_text);
    free(history_text);
    bans_text = history_text = NULL;
}

static void run_bans(void)
{
    free(bans_text);
    bans_text = kept(text_of(1));
}

static void run_history(void)
{
    free(history_text);
    history_text = kept(text_of(1));
}

static void peer_cell(kefu_builder *b, int32_t column, const char *text, size_t size)
{
    kefu_error e = {0};
    if (size)
        need(kefu_builder_set_text(b, column, text, size, &e), &e);
}

/* "A>B C<>D" and "A>B/period": a row a pair, with 1 or the period in the third column. */
static kefu_builder *pairs_of(const char *text, const char *third)
{
    const char *const names[] = {"inspector", "inspected", third};
    kefu_builder *b;
    kefu_error e = {0};
    if (!text)
        return NULL;
    need(kefu_builder_new(NULL, NULL, &b, &e), &e);
    for (int32_t i = 0; i < 3; i++)
        need(kefu_builder_add(b, names[i], KEFU_COLUMN_TEXT, 0, 0, NULL, &e), &e);
    for (size_t size; (size = strcspn(text, " ")) != 0; text += size + (text[size] == ' ')) {
        size_t first = strcspn(text, "<>"), second = first + strcspn(text + first, ">") + 1;
        size_t end = second + strcspn(text + second, " /");
        peer_cell(b, 0, text, first);
        peer_cell(b, 1, text + second, end - second);
        if (text[first] == '<')
            peer_cell(b, 2, "1", 1);
        else if (end < size)
            peer_cell(b, 2, text + end + 1, size - end - 1);
        need(kefu_builder_end_row(b, &e), &e);
    }
    return b;
}

static void check_peers(const kefu_peers *peers)
{
    kefu_peer_loads loads = {.struct_size = sizeof loads};
    kefu_error e = {0};
    size_t size = 0;
    list_clear();
    for (int64_t i = 0; i < kefu_peers_count(peers); i++) {
        kefu_peer at = {.struct_size = sizeof at};
        need(kefu_peers_at(peers, i, &at), &e);
        size += (size_t)snprintf(listed + size, sizeof listed - size, "%s%s>%s%s", i ? " " : "",
                                 at.inspector, at.inspected, at.again ? "!" : "");
    }
    check_text(text_of(6), listed);
    need(kefu_peers_loads(peers, &loads), &e);
    check_i64(text_of(7), loads.least);
    check_i64(text_of(8), loads.most);
    check_i64(text_of(9), loads.again);
}

static void run_peers(void)
{
    kefu_peer_options options = {.struct_size = sizeof options};
    kefu_builder *bans = pairs_of(bans_text, "both"), *history = pairs_of(history_text, "period");
    kefu_peers *peers = NULL;
    kefu_error e = {0};
    options.seed = text_of(1);
    options.period = number_of(2);
    options.each = (int32_t)number_of(3);
    options.team_rule = (int32_t)number_of(4);
    options.mutual = (int32_t)number_of(5);
    options.bans = kefu_builder_batch(bans);
    options.history = kefu_builder_batch(history);
    kefu_status status = kefu_peers_new(batch_now(), &options, &peers, &e);
    if (expects_error(text_of(6), status, &e))
        check_text(text_of(7), e.message);
    else
        check_peers(peers);
    kefu_peers_free(peers);
    kefu_builder_free(bans);
    kefu_builder_free(history);
}

const golden_line peer_lines[] = {
    {"bans", run_bans}, {"history", run_history}, {"peers", run_peers}, {NULL, NULL}};
