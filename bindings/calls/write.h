/* write.h - words and structs of kefu/write.h. */

FLAGS(write_flag, WORD(KEFU_WRITE_, EXCEL, "excel"));

static const kb_field write_fields[] = {
    FIELD_OF(kefu_write_options, findings, HANDLE, &findings_class),
    FIELD_AS(kefu_write_options, language, "lang", LANGUAGE, NULL),
    FIELD_OF(kefu_write_options, flags, FLAGS, &write_flag_words),
};
STRUCT_OF(write, kefu_write_options,
          "How to write: findings to show with it, the language, 'excel' of CSV.");
