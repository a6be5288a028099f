/* roster.c - who is who. */
#include <stdlib.h>

#include "desk.h"

static kefu_status KEFU_CALL keep_people(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_builder_append(user, batch, error);
}

kefu_builder *read_csv(const char *path)
{
    kefu_error error;
    kefu_builder *rows;
    kefu_csv_reader *reader;
    size_t size;
    char *text = read_file(path, &size);
    check(kefu_builder_new(NULL, NULL, &rows, &error), path, &error);
    const kefu_csv_options options = {
        .struct_size = sizeof options, .on_batch = keep_people, .user = rows};
    check(kefu_csv_reader_new(&options, &reader, &error), path, &error);
    check(kefu_csv_reader_feed(reader, text, size, &error), path, &error);
    check(kefu_csv_reader_finish(reader, &error), path, &error);
    kefu_csv_reader_free(reader);
    free(text);
    return rows;
}

kefu_roster *read_roster(const char *path)
{
    kefu_error error;
    kefu_roster *roster;
    kefu_builder *rows = read_csv(path);
    check(kefu_roster_from_batch(NULL, kefu_builder_batch(rows), &roster, &error), path, &error);
    kefu_builder_free(rows);
    return roster;
}
