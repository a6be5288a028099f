/* main.c - catalogue: lists the definitions of metrics, shows one, and reads your own. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"

static const char *const usage =
    "usage: catalogue [options] [NAME ...]\n"
    "  lists the definitions, or shows those that are named: reply_rate, reply_rate/1,\n"
    "  kefu.reply_rate, 回复率, \"Reply rate\"\n"
    "  --load FILE    adds the definitions of a JSON file; may be repeated\n"
    "  --day DATE     those that hold on the day, such as 2026-10-31\n"
    "  --plugin FILE  a shared object with metrics that their formulas call; may be repeated\n"
    "  --check        compiles the loaded formulas and looks for the columns they describe\n"
    "  --check-metric CALL   runs a metric, such as fcr, through the laws that it claims\n"
    "  --json         writes the loaded definitions as JSON\n"
    "  --markdown     writes the page of the built-in ones\n"
    "  --help, -h     this\n";

static int complain(const char *what, const char *message)
{
    fprintf(stderr, "catalogue: %s: %s\n", what, message);
    return 1;
}

/* ---- Loading -------------------------------------------------------------------------------- */

enum { MOST_BYTES = 1 << 24 };

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(MOST_BYTES) : NULL;
    if (!text) {
        complain(path, strerror(errno));
    } else {
        *size = fread(text, 1, MOST_BYTES, file);
        if (ferror(file)) {
            complain(path, strerror(errno));
            free(text);
            text = NULL;
        }
    }
    if (file)
        fclose(file);
    return text;
}

static int load(kefu_catalogue *catalogue, const char *path)
{
    kefu_error error;
    size_t size;
    char *text = read_file(path, &size);
    kefu_status status;
    if (!text)
        return 1;
    status = kefu_catalogue_load(catalogue, text, size, &error);
    free(text);
    if (status)
        fprintf(stderr, "%s:%d:%d: %s\n", path, error.line, error.column, error.message);
    return status != KEFU_OK;
}

/* ---- Options -------------------------------------------------------------------------------- */

typedef struct settings {
    int32_t day, built_in;   /* definitions before any was loaded */
    kefu_registry *registry; /* NULL without plugins */
    const char *metric;      /* of --check-metric */
    int check, json, markdown, help, names;
} settings;

static int is(const char *argument, const char *option) { return strcmp(argument, option) == 0; }

static int takes_value(const char *argument)
{
    return is(argument, "--load") || is(argument, "--day") || is(argument, "--plugin") ||
           is(argument, "--check-metric");
}

static int is_option(const char *argument) { return argument[0] == '-' && argument[1]; }

static int load_plugin(settings *s, const char *path)
{
    kefu_error error;
    if ((!s->registry && kefu_registry_new(NULL, &s->registry, &error)) ||
        kefu_registry_load(s->registry, path, &error))
        return complain("--plugin", error.message);
    return 0;
}

static int read_switch(settings *s, const char *option)
{
    const struct {
        const char *option;
        int *on;
    } switches[] = {{"--check", &s->check},
                    {"--json", &s->json},
                    {"--markdown", &s->markdown},
                    {"--help", &s->help},
                    {"-h", &s->help}};
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (is(option, switches[i].option)) {
            *switches[i].on = 1;
            return 0;
        }
    return complain(option, "unknown option; see --help");
}

static int read_option(settings *s, kefu_catalogue *catalogue, const char *option,
                       const char *value)
{
    kefu_error error;
    if (takes_value(option) && !value)
        return complain(option, "a value is missing; see --help");
    if (is(option, "--load"))
        return load(catalogue, value);
    if (is(option, "--plugin"))
        return load_plugin(s, value);
    if (is(option, "--check-metric")) {
        s->metric = value;
        return 0;
    }
    if (is(option, "--day"))
        return kefu_date_parse(value, strlen(value), &s->day, &error)
                   ? complain(option, error.message)
                   : 0;
    return read_switch(s, option);
}

static int read_options(settings *s, kefu_catalogue *catalogue, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!is_option(argv[i])) {
            s->names++;
            continue;
        }
        if (read_option(s, catalogue, argv[i], i + 1 < argc ? argv[i + 1] : NULL))
            return 1;
        i += takes_value(argv[i]);
    }
    return 0;
}

/* ---- The run -------------------------------------------------------------------------------- */

static kefu_status KEFU_CALL write_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static int write_json(const kefu_catalogue *catalogue)
{
    const kefu_sink sink = {sizeof sink, write_file, stdout};
    kefu_error error;
    if (kefu_catalogue_json(catalogue, KEFU_CATALOGUE_LOADED, &sink, &error))
        return complain("standard output", error.message);
    putchar('\n');
    return 0;
}

static int check(const kefu_catalogue *catalogue, const settings *s)
{
    kefu_error error;
    if (kefu_catalogue_count(catalogue) == s->built_in)
        return complain("--check", "needs --load FILE: those to check");
    return kefu_catalogue_check(catalogue, s->registry, &error) ? complain("--check", error.message)
                                                                : 0;
}

static int check_metric(const settings *s)
{
    kefu_error error;
    if (kefu_metric_check(s->registry, s->metric, NULL, &error))
        return complain("--check-metric", error.message);
    printf("%s keeps what it promises\n", s->metric);
    return 0;
}

static int show_named(const kefu_catalogue *catalogue, const settings *s, int argc, char **argv)
{
    int failed = 0, shown = 0;
    for (int i = 1; i < argc; i++) {
        kefu_error error;
        int32_t index;
        if (is_option(argv[i])) {
            i += takes_value(argv[i]);
            continue;
        }
        if (kefu_catalogue_find(catalogue, argv[i], s->day, &index, &error)) {
            fprintf(stderr, "catalogue: %s\n", error.message);
            failed = 1;
            continue;
        }
        if (shown++)
            putchar('\n');
        show_definition(catalogue, index);
    }
    return failed;
}

static int run(kefu_catalogue *catalogue, settings *s, int argc, char **argv)
{
    if (read_options(s, catalogue, argc, argv))
        return 1;
    kefu_registry_freeze(s->registry);
    if (s->help)
        fputs(usage, stdout);
    else if (s->check && check(catalogue, s))
        return 1;
    else if (s->json)
        return write_json(catalogue);
    else if (s->markdown)
        write_markdown(NULL);
    else if (s->names)
        return show_named(catalogue, s, argc, argv);
    else if (s->check)
        list_checked(catalogue, s->built_in);
    else if (!s->metric)
        list_definitions(catalogue, s->day);
    return s->metric && !s->help ? check_metric(s) : 0;
}

int main(int argc, char **argv)
{
    settings s = {.built_in = kefu_catalogue_count(NULL)};
    kefu_catalogue *catalogue = NULL;
    kefu_error error;
    int failed;
    if (kefu_catalogue_new(NULL, NULL, 0, &catalogue, &error))
        return complain("catalogue", error.message);
    failed = run(catalogue, &s, argc, argv);
    kefu_catalogue_free(catalogue);
    kefu_registry_free(s.registry);
    if (fflush(stdout) != 0 || ferror(stdout))
        failed = complain("standard output", strerror(errno));
    return failed;
}
