/* daily.c - a service team's days, counted one at a time, and months of any days.
 *
 *   daily count DATE DAY.csv DAY.state    what a cron job calls after midnight
 *   daily month DAY.state ...             merges the days, each once, and prints the month
 *   daily check DAY.csv ... -- DAY.state ...   1 if both count the same, to the byte
 *
 * A file of a day has the columns 客服, 买家, 金额, 响应秒, 已付款 (0 or 1). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kefu.h>

static const struct {
    const char *name, *formula, *unit;
    int32_t scale;
} metrics[] = {
    {"咨询", "count(*)", "count", 0},
    {"买家", "distinct(买家)", "count", 0},
    {"转化率", "distinct(买家 where 已付款 = 1) / distinct(买家)", "ratio", 4},
    {"销售额", "sum(金额 where 已付款 = 1)", "yuan", 2},
    {"响应中位", "median(响应秒)", "s", 1},
};
enum { METRICS = sizeof metrics / sizeof *metrics };

static const char *const numbers[] = {"金额", "响应秒", "已付款"};

static void need(kefu_status status, const kefu_error *error, const char *file)
{
    if (!status)
        return;
    fprintf(stderr, "daily: %s:", file);
    if (error->line)
        fprintf(stderr, "%d:%d:", (int)error->line, (int)error->column);
    else if (error->code && error->row >= 0)
        fprintf(stderr, " data row %lld:", (long long)error->row + 1);
    fprintf(stderr, " %s: %s\n", kefu_status_name(status), error->message);
    exit(1);
}

static int usage(void)
{
    fputs("daily count DATE DAY.csv DAY.state\n"
          "daily month DAY.state ...\n"
          "daily check DAY.csv ... -- DAY.state ...\n",
          stderr);
    return 2;
}

static FILE *need_file(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

/* ---- Counting ------------------------------------------------------------------------------- */

static kefu_tally *new_tally(void)
{
    kefu_error error = {0};
    kefu_tally *tally = NULL;
    need(kefu_tally_new(NULL, NULL, &tally, &error), &error, "tally");
    need(kefu_tally_by(tally, "客服", &error), &error, "tally");
    for (int i = 0; i < METRICS; i++) {
        kefu_metric_info info = {.struct_size = sizeof info,
                                 .name = metrics[i].name,
                                 .unit = metrics[i].unit,
                                 .scale = metrics[i].scale};
        need(kefu_tally_add(tally, &info, metrics[i].formula, &error), &error, metrics[i].name);
    }
    return tally;
}

static kefu_status KEFU_CALL count_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_tally_update(user, batch, error);
}

static void count_file(kefu_tally *tally, const char *path)
{
    kefu_csv_options options = {
        .struct_size = sizeof options, .on_batch = count_batch, .user = tally};
    kefu_csv_reader *reader = NULL;
    kefu_error error = {0};
    static char piece[1 << 16];
    FILE *file = need_file(path, "rb");
    need(kefu_csv_reader_new(&options, &reader, &error), &error, path);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        kefu_cell cell = {
            .struct_size = sizeof cell, .column = numbers[i], .kind = KEFU_CELL_NUMBER, .scale = 6};
        need(kefu_csv_reader_cell(reader, &cell, &error), &error, path);
    }
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        need(kefu_csv_reader_feed(reader, piece, n, &error), &error, path);
    need(kefu_csv_reader_finish(reader, &error), &error, path);
    kefu_csv_reader_free(reader);
    fclose(file);
}

/* ---- States --------------------------------------------------------------------------------- */

static kefu_status KEFU_CALL write_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

/* Under another name first, so that a day is there whole or not at all. */
static void save_day(const kefu_tally *tally, const char *date, const char *path)
{
    char part[1024];
    kefu_error error = {0};
    kefu_save_options options = {.struct_size = sizeof options, .tag = date};
    snprintf(part, sizeof part, "%s.part", path);
    FILE *file = need_file(part, "wb");
    kefu_sink sink = {sizeof sink, write_file, file};
    need(kefu_tally_save(tally, &options, &sink, &error), &error, path);
    if (fclose(file) || rename(part, path)) {
        perror(path);
        exit(1);
    }
}

typedef struct day {
    const char *path;
    char date[256];
} day;

static void read_date(day *d, const char *bytes, size_t size)
{
    kefu_state_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    need(kefu_state_inspect(bytes, size, &info, &error), &error, d->path);
    memcpy(d->date, info.tag.data, info.tag.size);
}

static kefu_tally *load_day(day *d, const char *path)
{
    FILE *file = need_file(path, "rb");
    kefu_error error = {0};
    kefu_tally *tally = NULL;
    long size;
    d->path = path;
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        fprintf(stderr, "daily: %s: cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    read_date(d, bytes, (size_t)size);
    need(kefu_tally_load(NULL, NULL, bytes, (size_t)size, &tally, &error), &error, path);
    free(bytes);
    return tally;
}

/* Counts cannot tell that a day is merged twice; its date can. */
static void need_new(const day *days, int n)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(days[i].date, days[n].date)) {
            fprintf(stderr, "daily: %s: %s is in %s already\n", days[n].path, days[n].date,
                    days[i].path);
            exit(1);
        }
}

/* Into a tally of today: labels, decimals and minimums are those of today for all days. */
static kefu_tally *merge_days(char **paths, int n)
{
    kefu_tally *month = new_tally();
    day *days = calloc((size_t)n, sizeof *days);
    if (!days) {
        fprintf(stderr, "daily: no memory\n");
        exit(1);
    }
    for (int i = 0; i < n; i++) {
        kefu_error error = {0};
        kefu_tally *one = load_day(&days[i], paths[i]);
        need_new(days, i);
        need(kefu_tally_merge(month, one, &error), &error, paths[i]);
        kefu_tally_free(one);
    }
    free(days);
    return month;
}

/* ---- What is printed ------------------------------------------------------------------------ */

enum { COLUMN = 10 };

/* Columns that a text takes on a terminal, where Chinese characters take two. */
static int wide(const char *text)
{
    int n = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        n += *c >= 0xE3 ? 2 : (*c & 0xC0) != 0x80;
    return n;
}

static void print_right(const char *text)
{
    printf("%*s%s", COLUMN > wide(text) ? COLUMN - wide(text) : 1, "", text);
}

static void print_left(const char *text)
{
    printf("%s%*s", text, COLUMN > wide(text) ? COLUMN - wide(text) : 1, "");
}

static kefu_metric_info metric_at(const kefu_frame *frame, int32_t metric)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_error error = {0};
    need(kefu_frame_metric(frame, metric, &info), &error, "month");
    return info;
}

static void print_month(const kefu_tally *month)
{
    kefu_error error = {0};
    kefu_frame *frame = NULL;
    need(kefu_tally_frame(month, &frame, &error), &error, "month");
    print_left("客服");
    for (int32_t m = 0; m < kefu_frame_metrics(frame); m++)
        print_right(metric_at(frame, m).name);
    printf("\n");
    for (int64_t row = 0; row < kefu_frame_rows(frame); row++) {
        kefu_text key;
        need(kefu_frame_key(frame, row, 0, &key), &error, "month");
        print_left(key.data);
        for (int32_t m = 0; m < kefu_frame_metrics(frame); m++) {
            kefu_value value;
            char text[48];
            need(kefu_frame_value(frame, row, m, &value), &error, "month");
            need(kefu_value_format(&value, metric_at(frame, m).scale, text, sizeof text), &error,
                 "month");
            print_right(text);
        }
        printf("\n");
    }
    kefu_frame_free(frame);
}

static kefu_buffer *bytes_of(const kefu_tally *tally)
{
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    need(kefu_buffer_new(NULL, &buffer, &error), &error, "memory");
    need(kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), &error), &error, "state");
    return buffer;
}

static int check(char **words, int n)
{
    kefu_tally *once, *merged;
    kefu_buffer *a, *b;
    size_t in_a, in_b;
    int files = 0, same;
    while (files < n && strcmp(words[files], "--") != 0)
        files++;
    if (!files || files + 1 >= n)
        return usage();
    once = new_tally();
    for (int i = 0; i < files; i++)
        count_file(once, words[i]);
    merged = merge_days(words + files + 1, n - files - 1);
    a = bytes_of(once);
    b = bytes_of(merged);
    const char *x = kefu_buffer_data(a, &in_a), *y = kefu_buffer_data(b, &in_b);
    same = in_a == in_b && memcmp(x, y, in_a) == 0;
    printf("merged days and all rows at once: %s, %zu bytes\n", same ? "equal" : "DIFFERENT", in_a);
    kefu_tally_free(once);
    kefu_tally_free(merged);
    kefu_buffer_free(a);
    kefu_buffer_free(b);
    return !same;
}

int main(int argc, char **argv)
{
    kefu_tally *tally;
    const char *command = argc > 2 ? argv[1] : "";
    if (!strcmp(command, "count") && argc == 5) {
        tally = new_tally();
        count_file(tally, argv[3]);
        save_day(tally, argv[2], argv[4]);
    } else if (!strcmp(command, "month")) {
        tally = merge_days(argv + 2, argc - 2);
        print_month(tally);
    } else if (!strcmp(command, "check")) {
        return check(argv + 2, argc - 2);
    } else {
        return usage();
    }
    kefu_tally_free(tally);
    return 0;
}
