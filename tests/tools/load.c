/* load.c - loads examples/plugin_fcr from files with Chinese names, as cross.sh builds it on other
 * systems, and lets a formula call it. Prints "N passed, N failed". */
#include <kefu.h>
#include <stdio.h>
#include <string.h>

static int passed, failed;

static void check(int right, const char *what, const kefu_error *error)
{
    passed += right;
    failed += !right;
    if (!right)
        printf("FAILED: %s: %s\n", what, error->message);
}

/* Day 1, day 3 and day 20 of one buyer: of the two that are judged the second was not followed. */
static void formula_calls_it(const kefu_registry *registry, const char *path)
{
    static const int64_t buyers[] = {7, 7, 7};
    static const int64_t times[] = {86400, 3 * 86400, 20 * 86400};
    const kefu_column buyer = {
        .struct_size = sizeof buyer, .name = "buyer", .type = KEFU_COLUMN_I64, .data = buyers};
    const kefu_column at = {
        .struct_size = sizeof at, .name = "at", .type = KEFU_COLUMN_I64, .data = times};
    const kefu_column *const columns[] = {&buyer, &at};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 3, .n_columns = 2, .columns = columns};
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "f"};
    kefu_error error = {0};
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_value v = {0};
    check(!kefu_tally_new(registry, NULL, &tally, &error) &&
              !kefu_tally_add(tally, &info, "fcr(buyer, at)", &error) &&
              !kefu_tally_update(tally, &batch, &error) &&
              !kefu_tally_frame(tally, &frame, &error) && !kefu_frame_value(frame, 0, 0, &v) &&
              v.num == 1 && v.den == 2,
          path, &error);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

int main(void)
{
    static const char *const good[] = {"插件/首次解决率.dll", "插件/首次", "./插件/../插件/首次"};
    static const char *const bad[] = {"插件/没有.dll", "插件/说明.txt", "插件", "\xB2\xE5\xBC\xFE"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        kefu_registry *registry = NULL;
        kefu_error error = {0};
        check(!kefu_registry_new(NULL, &registry, &error) &&
                  !kefu_registry_load(registry, good[i], &error),
              good[i], &error);
        kefu_registry_freeze(registry);
        formula_calls_it(registry, good[i]);
        kefu_registry_free(registry);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kefu_registry *registry = NULL;
        kefu_error error = {0};
        check(!kefu_registry_new(NULL, &registry, &error) &&
                  kefu_registry_load(registry, bad[i], &error) &&
                  (error.code == KEFU_E_PLUGIN || error.code == KEFU_E_ENCODING),
              bad[i], &error);
        printf("%s\n", error.message);
        kefu_registry_free(registry);
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
