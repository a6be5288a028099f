/* labels.c - the labels of a set's rows, head by head. */
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

enum { NOT_SAID = -1 };

/* ---- Cells ---- */

/* The next part of a cell up to `mark`, which is taken off it; 0 at the end. */
static int next_part(kefu_text *cell_left, char mark, kefu_text *part)
{
    const char *end;
    if (!cell_left->size)
        return 0;
    end = memchr(cell_left->data, mark, cell_left->size);
    part->data = cell_left->data;
    part->size = end ? (size_t)(end - cell_left->data) : cell_left->size;
    cell_left->data += part->size + (end != NULL);
    cell_left->size -= part->size + (end != NULL);
    return 1;
}

static int is_word(kefu_text text, const char *word)
{
    return text.size == strlen(word) && !memcmp(text.data, word, text.size);
}

/* -1, 0, 1 as they are written; 2 for anything else. */
static int sign_of(kefu_text text)
{
    return is_word(text, "1") ? 1 : is_word(text, "0") ? 0 : is_word(text, "-1") ? -1 : 2;
}

/* Behind the last `mark`. */
static kefu_text last_part(kefu_text text, char mark)
{
    kefu_text part = text, left = text;
    while (next_part(&left, mark, &part))
        ;
    return part;
}

/* 1 or 0 if every part has that polarity, else not said. */
static int8_t agreed(kefu_text cell_text, char mark)
{
    int seen = 2;
    kefu_text part;
    while (next_part(&cell_text, ';', &part)) {
        const int sign = sign_of(last_part(part, mark));
        if (sign != 1 && sign != -1)
            return NOT_SAID;
        if (seen != 2 && sign != seen)
            return NOT_SAID;
        seen = sign;
    }
    return (int8_t)(seen == 2 ? NOT_SAID : seen == 1);
}

/* ---- Kinds of sets ---- */

static void label_binary(const recipe *r, kefu_text text, int8_t *labels)
{
    const int sign = sign_of(text);
    (void)r;
    labels[0] = (int8_t)(sign == 1 || sign == 0 ? sign : NOT_SAID);
}

static void label_three(const recipe *r, kefu_text text, int8_t *labels)
{
    static const char *const keys[] = {"negative", "neutral", "positive"};
    const int sign = sign_of(text);
    if (sign == 2)
        return;
    labels[0] = (int8_t)(sign == 0 ? NOT_SAID : sign == 1);
    for (int h = 1; h < r->n_heads; h++)
        for (int k = 0; k < 3; k++)
            if (!strcmp(r->heads[h].key, keys[k]))
                labels[h] = k - 1 == sign;
}

static void label_aspects(const recipe *r, kefu_text text, int8_t *labels)
{
    kefu_text part, word;
    labels[0] = agreed(text, ':');
    for (int h = 1; h < r->n_heads; h++)
        labels[h] = r->heads[h].word ? 0 : NOT_SAID;
    while (next_part(&text, ';', &part) && next_part(&part, ':', &word))
        for (int h = 1; h < r->n_heads; h++)
            if (r->heads[h].word && is_word(word, r->heads[h].word))
                labels[h] = 1;
}

static void label_opinions(const recipe *r, kefu_text text, int8_t *labels)
{
    (void)r;
    labels[0] = agreed(text, '|');
}

static void label_marks(const recipe *r, kefu_text text, int8_t *labels)
{
    (void)r;
    labels[0] = agreed(text, ':');
}

/* Of negative texts with a reason: `word` lists the reasons of a head, parted by bars. */
static void label_reasons(const recipe *r, kefu_text text, int8_t *labels)
{
    if (!text.size || is_word(text, "Can't Tell"))
        return;
    for (int h = 1; h < r->n_heads; h++) {
        kefu_text words, word;
        if (!r->heads[h].word)
            continue;
        labels[h] = 0;
        words = (kefu_text){r->heads[h].word, strlen(r->heads[h].word)};
        while (next_part(&words, '|', &word))
            if (word.size == text.size && !memcmp(word.data, text.data, text.size))
                labels[h] = 1;
    }
}

static const struct kind {
    const char *column;
    void (*label)(const recipe *r, kefu_text text, int8_t *labels);
} kinds[] = {
    [SET_BINARY] = {"label", label_binary},     [SET_THREE] = {"label", label_three},
    [SET_ASPECTS] = {"aspects", label_aspects}, [SET_OPINIONS] = {"triplets", label_opinions},
    [SET_MARKS] = {"aspects", label_marks},     [SET_REASONS] = {"reason", label_reasons}};

/* ---- A set ---- */

static void label_row(const recipe *r, const set *s, labelled *l, int column, int64_t row)
{
    int8_t *labels = l->labels + row * r->n_heads;
    memset(labels, NOT_SAID, (size_t)r->n_heads);
    kinds[s->labels].label(r, cell(&l->file, column, row), labels);
    if (!s->polarity)
        labels[0] = NOT_SAID;
    l->weights[row] = labels[0] == 1 ? s->yes : s->no;
}

labelled read_set(const char *data, const recipe *r, const set *s, const char *part)
{
    char *path = path_of(data, s->folder, part);
    labelled l = {.file = read_rows(path, 0), .folder = s->folder};
    const int text = need_column(&l.file, "text");
    const int column = need_column(&l.file, kinds[s->labels].column);
    l.n = l.file.batch->rows;
    l.column = column;
    l.later = s->labels == SET_THREE;
    l.category = find_column(&l.file, "cat");
    l.texts = grow(NULL, (size_t)l.n * sizeof *l.texts);
    l.weights = grow(NULL, (size_t)l.n * sizeof *l.weights);
    l.labels = grow(NULL, (size_t)l.n * (size_t)r->n_heads);
    for (int64_t i = 0; i < l.n; i++) {
        l.texts[i] = cell(&l.file, text, i);
        label_row(r, s, &l, column, i);
    }
    free(path);
    return l;
}

void free_set(labelled *l)
{
    free(l->texts);
    free(l->weights);
    free(l->labels);
    free_rows(&l->file);
}
