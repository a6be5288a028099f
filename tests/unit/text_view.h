/* text_view.h - a row of KEFU_COLUMN_TEXT_VIEW, as the columnar format of Arrow has it. */
#ifndef TESTS_TEXT_VIEW_H
#define TESTS_TEXT_VIEW_H

#include <stdint.h>

typedef union view {
    struct {
        int32_t size;
        char text[12];
    } inside;
    struct {
        int32_t size;
        char prefix[4];
        int32_t buffer, offset;
    } outside;
} view;

#endif
