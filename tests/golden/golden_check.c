/* golden_check.c - what lines have in common: fields, files, bytes and what was expected. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

const char *folder;
const char *file_name;
int line_number;
int passed, failed;

char *field[MOST_FIELDS];
int fields;

void check(int good, const char *expected, const char *got)
{
    if (good) {
        passed++;
        return;
    }
    failed++;
    printf("%s:%d: %s: expected %s, got %s\n", file_name, line_number, field[0], expected, got);
}

void check_text(const char *expected, const char *got)
{
    check(!strcmp(expected, got), expected, got);
}

void check_i64(const char *expected, int64_t got)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, got);
    check_text(expected, text);
}

int expects_error(const char *expected, kefu_status status, const kefu_error *error)
{
    if (expected[0] == '!') {
        check_text(expected + 1, kefu_status_name(status));
        return 1;
    }
    if (status) {
        check(0, expected, error->message);
        return 1;
    }
    return 0;
}

void need(kefu_status status, const kefu_error *error)
{
    if (!status)
        return;
    printf("%s:%d: %s: %s: %s\n", file_name, line_number, field[0], kefu_status_name(status),
           error->message);
    failed++;
    printf("%d passed, %d failed\n", passed, failed);
    exit(1);
}

const char *text_of(int index) { return index < fields ? field[index] : ""; }
int64_t number_of(int index) { return strtoll(text_of(index), NULL, 10); }

kefu_value value_at(int num, int den)
{
    kefu_value value = {number_of(num), number_of(den), -1, KEFU_VALUE_OK, 0};
    return value;
}

const char *const state_names[] = {"ok", "low-volume", "provisional", "no-data", "exempt"};

int32_t index_of(const char *name, const char *const *names, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (!strcmp(names[i], name))
            return i;
    printf("%s:%d: unknown word %s\n", file_name, line_number, name);
    exit(1);
}

char *kept(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    return strcpy(copy, text);
}

char *read_file(const char *name, size_t *size)
{
    char path[1024];
    FILE *file;
    char *text;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    text = malloc(1 << 20);
    *size = fread(text, 1, 1 << 20, file);
    fclose(file);
    return text;
}

void check_bytes(const char *name, const char *expected, size_t expected_size, const char *got,
                 size_t got_size)
{
    size_t at = 0;
    while (at < expected_size && at < got_size && expected[at] == got[at])
        at++;
    if (at == expected_size && at == got_size) {
        passed++;
        return;
    }
    failed++;
    at = at > 40 ? at - 40 : 0;
    printf("%s:%d: %s differs after byte %zu: expected ...%.120s, got ...%.120s\n", file_name,
           line_number, name, at, at < expected_size ? expected + at : "",
           at < got_size ? got + at : "");
}

void check_file(const char *name, const char *got, size_t size)
{
    size_t expected_size;
    char *expected = read_file(name, &expected_size);
    while (expected_size && expected[expected_size - 1] == '\n')
        expected_size--;
    check_bytes(name, expected, expected_size, got, size);
    free(expected);
}

unsigned char *bytes_of(const char *hex, size_t *size)
{
    unsigned char *bytes = malloc(strlen(hex) / 2 + 1);
    for (*size = 0; hex[2 * *size]; ++*size) {
        char digits[3] = {hex[2 * *size], hex[2 * *size + 1], 0};
        bytes[*size] = (unsigned char)strtoul(digits, NULL, 16);
    }
    return bytes;
}

char *hex_of(const void *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = malloc(2 * size + 1);
    for (size_t i = 0; i < size; i++) {
        hex[2 * i] = digits[((const unsigned char *)bytes)[i] >> 4];
        hex[2 * i + 1] = digits[((const unsigned char *)bytes)[i] & 15];
    }
    hex[2 * size] = 0;
    return hex;
}

char listed[MOST_LINE];

void list_clear(void) { listed[0] = 0; }

void list_add(const char *before, int64_t number)
{
    size_t size = strlen(listed);
    snprintf(listed + size, sizeof listed - size, "%s%" PRId64, size ? before : "", number);
}
