/* run.c - runs the golden vectors of a folder: `run tests/golden`; see README.md beside it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static const golden_line *const tables[] = {
    base_lines,      rows_lines,     tally_lines, rank_lines,  sheet_lines,
    catalogue_lines, pick_lines,     stats_lines, agree_lines, peer_lines,
    sample_lines,    estimate_lines, train_lines};

static void run_clear(void)
{
    forget_tally();
    forget_agree();
    forget_peers();
    forget_rows();
}

static const golden_line *line_of(const char *word)
{
    static const golden_line clear = {"clear", run_clear};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const golden_line *line = tables[i]; line->word; line++)
            if (!strcmp(line->word, word))
                return line;
    return strcmp(word, clear.word) ? NULL : &clear;
}

static void run_line(char *line)
{
    const golden_line *known;
    line[strcspn(line, "\r\n")] = 0;
    if (!*line || *line == '#')
        return;
    for (fields = 0; fields < MOST_FIELDS && line; fields++) {
        char *tab = strchr(line, '\t');
        field[fields] = line;
        if (tab)
            *tab++ = 0;
        line = tab;
    }
    known = line_of(field[0]);
    if (known)
        known->run();
    else
        check(0, "a known word", field[0]);
}

static void run_file(const char *name)
{
    char path[1024];
    static char line[MOST_LINE];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(1);
    }
    file_name = name;
    for (line_number = 1; fgets(line, sizeof line, file); line_number++)
        run_line(line);
    fclose(file);
    run_clear();
    forget_estimates();
    forget_sample();
}

int main(int argc, char **argv)
{
    static const char *const files[] = {
        "base.txt",  "expr.txt",      "tally.txt",    "state.txt",   "format_1.txt", "rank.txt",
        "sheet.txt", "catalogue.txt", "pick.txt",     "pick_id.txt", "stats.txt",    "agree.txt",
        "peer.txt",  "sample.txt",    "estimate.txt", "train.txt"};
    folder = argc > 1 ? argv[1] : "tests/golden";
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        run_file(files[i]);
    forget_report();
    printf("%d passed, %d failed\n", passed, failed);
    return failed ? 1 : 0;
}
