/* score_cards.h - cards that several tests use: two published schemes and one with everything. */
#ifndef TESTS_SCORE_CARDS_H
#define TESTS_SCORE_CARDS_H

/* A published pre-sales scheme: weights 35 25 15 15 10; its conversion and response curves have no
 * lowest band and its grades leave out 90.5. */
#define CARD_PRESALES                                                                                  \
    "{\"format\": 1, \"id\": \"test.presales/1\","                                                     \
    " \"label\": {\"zh\": \"售前考核\", \"en\": \"Pre-sales\"},\n"                                 \
    " \"sections\": [{\"id\": \"all\", \"weight\": 100, \"items\": [\n"                                \
    "  {\"id\": \"conversion\", \"label\": {\"zh\": \"转化率\", \"en\": \"Conversion\"},"           \
    "   \"metric\": \"转化率\", \"weight\": 35, \"unit\": \"ratio\", \"direction\": \"higher\","    \
    "   \"curve\": {\"type\": \"steps\", \"bands\": [{\"at_least\": \"55%\", \"points\": 100},"        \
    "    {\"at_least\": \"50%\", \"points\": 80}, {\"at_least\": 0.45, \"points\": 60}]}},\n"          \
    "  {\"id\": \"spend\", \"label\": {\"zh\": \"客单价比\", \"en\": \"Spend ratio\"},"            \
    "   \"metric\": \"客单价比\", \"weight\": 25, \"unit\": \"ratio\", \"direction\": \"higher\"," \
    "   \"curve\": {\"type\": \"steps\", \"bands\": [{\"at_least\": 1.12, \"points\": 100},"           \
    "    {\"at_least\": 1.08, \"points\": 80}, {\"at_least\": 1.06, \"points\": 60},"                  \
    "    {\"points\": 50}]}},\n"                                                                       \
    "  {\"id\": \"reply\", \"label\": {\"zh\": \"回复率\", \"en\": \"Reply rate\"},"                \
    "   \"metric\": \"回复率\", \"weight\": 15, \"unit\": \"ratio\", \"direction\": \"higher\","    \
    "   \"curve\": {\"type\": \"steps\", \"bands\": [{\"at_least\": \"99%\", \"points\": 100},"        \
    "    {\"at_least\": \"97%\", \"points\": 80}, {\"at_least\": \"95%\", \"points\": 60},"            \
    "    {\"points\": 50}]}},\n"                                                                       \
    "  {\"id\": \"response\", \"label\": {\"zh\": \"平均响应\", \"en\": \"Average response\"},"    \
    "   \"metric\": \"平均响应\", \"weight\": 15, \"unit\": \"s\", \"direction\": \"lower\","      \
    "   \"curve\": {\"type\": \"steps\", \"bands\": [{\"at_most\": \"25s\", \"points\": 100},"         \
    "    {\"at_most\": 30, \"points\": 80}, {\"at_most\": 40, \"points\": 50}]}},\n"                   \
    "  {\"id\": \"supervisor\", \"label\": {\"zh\": \"主管评分\", \"en\": \"Supervisor\"},"        \
    "   \"metric\": \"主管评分\", \"weight\": 10, \"unit\": \"points\", \"direction\": \"higher\"" \
    "   , \"curve\": {\"type\": \"linear\", \"points\": [[0, 0], [100, 100]]}}]}],\n"                  \
    " \"grades\": [{\"id\": \"A\", \"from\": 91, \"to\": 100}, {\"id\": \"B\", \"from\": 86,"          \
    "  \"to\": 90}, {\"id\": \"C\", \"from\": 76, \"to\": 85}, {\"id\": \"D\", \"from\": 65,"          \
    "  \"to\": 75}]}"

/* Two items, a of weight 60 and b of 40, that give their figure as points. */
#define IDENTITY "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}"
#define AB(a_more, b_more, more)                                                                   \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":["                         \
    "{\"id\":\"a\",\"metric\":\"a\",\"weight\":60,\"unit\":\"points\",\"direction\":"              \
    "\"higher\"," a_more IDENTITY "},"                                                             \
    "{\"id\":\"b\",\"metric\":\"b\",\"weight\":40,\"unit\":\"points\",\"direction\":"              \
    "\"higher\"," b_more IDENTITY "}]}]" more "}"

/* Points written as a decimal, in millionths. */
#define P(points) ((int64_t)((points)*1000000.0 + ((points) < 0 ? -0.5 : 0.5)))

#endif
