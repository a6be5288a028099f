/* write_html.c - a sheet as one self-contained page: overview, then a slip a person. */
#include "write/html.h"
#include "score/sheet.h"

/* A bar is full at the best total, or at 100 points if nobody has more. */
static int64_t html_full(const kf_page *page)
{
    int64_t full = 100 * (int64_t)KEFU_POINT;
    for (int64_t i = 0; i < page->rows; i++) {
        const kefu_sheet_row row = kf_write_row(page->w, i);
        if (row.status == KEFU_VALUE_OK && row.total > full)
            full = row.total;
    }
    return full;
}

static void html_begin(const kf_page *page)
{
    kf_buffer *out = &page->w->out;
    kf_put_format(
        out,
        "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>",
        kf_html_say(page, "zh-CN", "en"));
    kf_html_text(out, kefu_sheet_label(page->w->sheet, page->w->language));
    kf_put_char(out, ' ');
    kf_html_text(out, kefu_sheet_period(page->w->sheet));
    kf_put_text(out, "</title>\n<style>");
    kf_html_style(out);
    kf_put_text(out, "</style></head>\n<body>\n");
}

kefu_status KEFU_CALL kefu_sheet_html(const kefu_sheet *sheet, const kefu_write_options *options,
                                      const kefu_sink *sink, kefu_error *error)
{
    kf_writer w;
    const kefu_status status = kf_writer_begin(&w, sheet, options, sink, error);
    if (status)
        return status;
    const kf_memory *memory = &sheet->memory;
    kf_page page = {
        .w = &w, .rows = kefu_sheet_rows(sheet), .items = kefu_sheet_parts(sheet, KEFU_PART_ITEM)};
    page.extras = sheet->card->has_steps || kefu_sheet_parts(sheet, KEFU_PART_ADJUSTMENT) > 0 ||
                  kefu_sheet_parts(sheet, KEFU_PART_RED_LINE) > 0;
    const size_t rows = (size_t)page.rows, items = (size_t)page.items;
    page.full = html_full(&page);
    page.tones = kf_alloc_array(memory, rows, items);
    w.status = page.tones ? kf_html_tones(&page, memory) : kf_no_memory(error);
    if (!w.status) {
        html_begin(&page);
        kf_html_sheet(&page);
        for (int64_t i = 0; i < page.rows && kf_writer_step(&w); i++)
            kf_html_slip(&page, i);
        kf_put_text(&w.out, "</body></html>\n");
    }
    kf_free_array(memory, page.tones, rows, items);
    return kf_writer_end(&w);
}
