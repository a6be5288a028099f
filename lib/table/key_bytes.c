/* key_bytes.c - keys as bytes; see key.h. */
#include "table/key.h"

enum { KEY_INTEGER = 1, KEY_TEXT = 2 };

void kf_key_put(const kf_key *key, kf_saved_writer *w)
{
    kf_saved_put_u8(w, key->text.data ? KEY_TEXT : KEY_INTEGER);
    if (key->text.data)
        kf_saved_put_text(w, key->text.data, key->text.size);
    else
        kf_saved_put_zigzag(w, key->number);
}

kf_key kf_key_take(kf_saved_reader *r)
{
    uint8_t kind = kf_saved_take_u8(r);
    kefu_text text;
    kf_key key;
    if (kind == KEY_INTEGER)
        return kf_key_of_number(kf_saved_take_zigzag(r));
    text = kf_saved_take_text(r);
    key = kf_key_of(text.data, text.size);
    if (kind != KEY_TEXT)
        kf_saved_bad(r, "a key is neither a number nor a text");
    else if (!key.text.data)
        kf_saved_bad(r, "a number is kept as a text");
    return key;
}
