"""Reviews read from Python: the same verdicts as the rows of tests/unit/pairs.inc want, and the same
tables and stock-takes as the unit tests of kefu/review.h and kefu/stock.h count by hand."""

import datetime
import json
import pathlib

import pytest

import kefu

MODELS = pathlib.Path(__file__).resolve().parents[2] / "lib" / "models"


def read_model(language):
    return kefu.Model.from_bytes((MODELS / f"kefu_model_{language}.bin").read_bytes())


@pytest.fixture(scope="module")
def model():
    return read_model("zh")


@pytest.fixture(scope="module")
def reviewer(model):
    return kefu.Reviewer(model=model)


def roles(verdict, opinion="main"):
    return {found.cause: found.role for found in verdict.causes(opinion)}


# ---- What a review says: rows of tests/unit/pairs.inc ------------------------------------------

PAIRS = [
    # text, polarity, roles that must be so, causes that must not be blamed
    ("质量很满意", "positive", {"quality": "praised"}, ()),
    ("质量很不满意", "negative", {"quality": "primary"}, ()),
    ("客服不耐烦", "negative", {"agent_attitude": "primary"}, ()),
    ("客服没有不耐烦", None, {}, ("agent_attitude",)),
    ("这个价格太贵", "negative", {"price": "primary"}, ()),
    ("这个价格不算贵", None, {}, ("price",)),
    ("洗了几次都没掉色", None, {}, ("quality",)),
    ("客服态度很好,就是质量差", None, {"quality": "primary", "agent_attitude": "praised"}, ()),
    ("虽然物流慢,但是质量很好", "positive", {"logistics": "primary", "quality": "praised"}, ()),
    ("除了物流慢,其他都很满意", "positive", {"logistics": "primary"}, ()),
    ("希望发货不要慢", None, {}, ("logistics",)),
    ("到现在还不发货", "negative", {"logistics": "primary"}, ()),
    ("是不是假货?", None, {}, ("fake",)),
    ("就是假货!", "negative", {"fake": "primary"}, ()),
]


@pytest.mark.parametrize("text, polarity, wanted, free", PAIRS)
def test_pairs(reviewer, text, polarity, wanted, free):
    verdict = reviewer.read(text)
    (opinion,) = verdict.opinions
    if polarity:
        assert opinion.polarity == polarity
    found = roles(verdict)
    assert {cause: found.get(cause) for cause in wanted} == wanted
    assert not {cause for cause in free if found.get(cause) in ("primary", "contributing")}
    assert opinion.causes == len(found)


def test_service_is_mentioned_not_blamed(reviewer):
    verdict = reviewer.read("客服态度很好,就是质量差")
    assert verdict.opinions[0].service == "mentioned"
    assert verdict.opinions[0].primary == "quality"
    assert verdict.route.owner == "product"


MARKS = [
    ("加我微信", "agent", "contact", None),
    ("不能加微信", "agent", "contact", "negated"),
    ("您发来的“加微信详谈”是诈骗信息", "agent", "contact", "quoted"),
    ("给您补发一个可以吗?", "agent", "promise_send", "asked"),
    ("这款不保价的", "agent", "promise_price", "negated"),
    ("用着过敏", "buyer", "injury", None),
    ("少发了请补上", "buyer", "request", None),
]


@pytest.mark.parametrize("text, by, category, why_not", MARKS)
def test_marks(reviewer, text, by, category, why_not):
    verdict = reviewer.read(text, by=by)
    assert (category, why_not) in [(mark.category, mark.why_not) for mark in verdict.marks()]
    for mark in verdict.marks():
        assert mark.list == kefu.category(mark.category).list
        assert len(mark.id) == 16
        span = verdict.spans()[mark.span]
        assert span.kind == "mark"
        assert verdict.marks()[span.of].id == mark.id


def test_spans_are_places_of_the_text(reviewer):
    text = "😊 客服态度很好,就是质量差,加微信"
    verdict = reviewer.read(text, stars=3)
    spans = verdict.spans()
    assert spans
    for span in spans:  # characters and bytes are the same place
        assert text.encode()[span.begin : span.stop].decode() == text[span.first : span.last]
    said = {
        kefu.causes()[span.of - 1].key: text[span.first : span.last]
        for span in spans
        if span.kind == "cause"
    }
    assert "质量" in said["quality"]


def test_a_follow_up_is_an_opinion_of_its_own(reviewer):
    """kefu/review.h: nothing of one is mixed into the other; stars are of the main text."""
    verdict = reviewer.read("质量很满意", follow_up="物流太慢", stars=5)
    main, later = verdict.opinions
    assert (main.polarity, later.polarity) == ("positive", "negative")
    assert main.three == "positive"
    assert "logistics" not in roles(verdict)
    assert roles(verdict, "follow_up")["logistics"] == "primary"
    assert verdict.route.opinion == "follow_up"
    assert verdict.route.key == "call"
    with pytest.raises(kefu.Error):
        reviewer.read("质量很满意").causes("follow_up")


def test_nothing_written(reviewer):
    """The first line of the table of routes."""
    verdict = reviewer.read("")
    (opinion,) = verdict.opinions
    assert opinion.nothing and opinion.polarity is None and opinion.primary is None
    assert verdict.route.key == verdict.route.route == "ignore"
    assert verdict.route.severity is None


NAMES = [  # of tests/unit/test_review_marks.c
    ("客服小林耐心", "lin", "positive"),
    ("小林客服爱理不理", "lin", "negative"),
    ("小林耐心", None, None),  # two characters are a word, too
    ("橙子姐姐耐心", "orange", "positive"),
]


@pytest.mark.parametrize("text, person, polarity", NAMES)
def test_named(model, text, person, polarity):
    roster = kefu.Roster.from_rows({"person": ["lin", "orange"], "alias": ["小林", "橙子姐姐"]})
    verdict = kefu.Reviewer(model=model, roster=roster).read(text)
    if person is None:
        assert verdict.named == []
        return
    (named,) = verdict.named
    assert (named.person, named.polarity, named.opinion) == (person, polarity, "main")
    assert not named.ambiguous
    assert verdict.spans()[named.span].kind == "name"


def test_written(reviewer):
    """As tests/unit/test_review_verdict.c wants it."""
    verdict = reviewer.read("质量很差,但是客服态度很好", id="R1", day="2026-01-15", stars=2)
    assert "主因:商品质量" in verdict.text()
    assert "Mainly: product quality" in verdict.text("en")
    whole = json.loads(verdict.json())
    assert (whole["review"], whole["day"], whole["stars"]) == ("R1", "2026-01-15", 2)
    assert whole["reviewer"] == reviewer.id
    assert whole["opinions"][0]["primary"] == "quality"
    assert whole["route"]["key"] == verdict.route.key


def test_gb18030(model):
    """The same verdict, with places in its own bytes: tests/unit/test_review_verdict.c."""
    text = "质量差，但是客服态度好"
    own = kefu.Reviewer(model=model, encoding="gb18030").read(text.encode("gb18030"))
    assert own.opinions[0].primary == "quality"
    for span in own.spans():
        assert text.encode("gb18030")[span.begin : span.stop].decode("gb18030") == (
            text[span.first : span.last]
        )


def test_english():
    reviewer = kefu.Reviewer(model=read_model("en"), lexicons=[kefu.Lexicon.starter("en")])
    verdict = reviewer.read("the delivery was late and the box was broken")
    assert verdict.opinions[0].polarity == "negative"
    assert "logistics" in roles(verdict)


# ---- Reviewers and verdicts as objects ---------------------------------------------------------


def test_a_verdict_is_read_into_again(reviewer, model):
    verdict = kefu.Verdict()
    assert verdict.opinions == []
    verdict.read(reviewer, "质量很满意")
    assert roles(verdict) == {"quality": "praised"}
    verdict.read(kefu.Reviewer(model=model, right="0.99"), "物流太慢", stars=1)
    assert verdict.opinions[0].primary == "logistics"
    with pytest.raises(kefu.Error):
        verdict.read(reviewer, b"\xe5\xa5\xbd\xff")
    assert verdict.opinions == []  # empty after a failure


def test_a_verdict_keeps_its_reviewer():
    verdict = kefu.Reviewer(model=read_model("zh")).read("物流太慢")
    assert verdict.spans()  # looked for only now, with the model


def test_refused(reviewer, model):
    with pytest.raises(kefu.Error, match="byte 3 is not UTF-8") as caught:
        reviewer.read(b"\xe5\xa5\xbd\xff")
    assert isinstance(caught.value, ValueError)
    with pytest.raises(kefu.Error):
        reviewer.read("好", stars=6)
    with pytest.raises(kefu.Error):
        reviewer.read("好", by="both")
    with pytest.raises(kefu.Error):
        kefu.Reviewer(model=model, shop=model)  # no delta
    with pytest.raises(kefu.Error):
        kefu.Reviewer(model=model, right="0.995")  # more than the model promises
    with pytest.raises(kefu.Error):
        kefu.Reviewer(model=model, lexicons=[kefu.Lexicon.starter("en")])
    with pytest.raises(kefu.Error):
        kefu.Reviewer()
    with pytest.raises(kefu.Error):
        kefu.Model.from_bytes(b"no model")


def test_ids(model):
    one, same = kefu.Reviewer(model=model), kefu.Reviewer(model=model)
    there = kefu.Reviewer(model=model, platform="taobao")
    assert one.id == same.id != there.id
    assert one.counts_id == same.counts_id == there.counts_id


# ---- Tables of words ---------------------------------------------------------------------------


def test_words_are_those_of_the_library():
    causes = kefu.causes()
    assert [cause.key for cause in causes[:2]] == ["agent_attitude", "agent_slow"]
    for number, cause in enumerate(causes, 1):
        assert kefu.cause(cause.key) == cause
        assert kefu.cause_find(cause.key) == number
    for category in kefu.categories():
        assert kefu.category(category.key) == category
        assert kefu.category_find(category.key) == category.category
    with pytest.raises(kefu.Error, match="logistics"):
        kefu.cause_find("logistic")  # near names


def test_models_and_lexicons_describe_themselves(model):
    info = model.describe()
    assert (info.id, info.language, info.is_delta) == ("kefu.zh/1", "zh", False)
    assert info.heads == len(model.heads)
    assert (model.heads[0].key, model.heads[0].kind, model.heads[0].cause) == (
        "polarity",
        "polarity",
        None,
    )
    starter = kefu.Lexicon.starter("zh")
    again = kefu.Lexicon.from_json(starter.json())
    assert again.describe() == starter.describe()
    assert len(starter.entries) == starter.describe().entries == len(starter)
    assert len(starter.describe().hash) == 32


def test_a_lexicon_of_ones_own(model):
    text = json.dumps(
        {
            "format": 1,
            "id": "org.example.red_lines/1",
            "language": "zh",
            "entries": [
                {
                    "phrase": "找我私聊",
                    "category": "contact",
                    "severity": "major",
                    "scope": "agent",
                    "from": "2026-01-01",
                }
            ],
        }
    )
    own = kefu.Lexicon.from_json(text)
    (entry,) = own.entries
    assert (entry.phrase, entry.category, entry.severity, entry.scope) == (
        "找我私聊",
        "contact",
        "major",
        "agent",
    )
    assert (entry.first_day, entry.last_day) == (datetime.date(2026, 1, 1), None)
    reviewer = kefu.Reviewer(model=model, lexicons=[kefu.Lexicon.starter("zh"), own])
    before = reviewer.read("您找我私聊", by="agent", day="2025-12-31")
    (mark,) = reviewer.read("您找我私聊", by="agent", day="2026-01-01").marks()
    assert before.marks() == []
    assert (mark.lexicon, mark.severity, mark.phrase) == (1, "major", "找我私聊")
    with pytest.raises(kefu.Error):
        kefu.Lexicon.from_json(text.replace("contact", "contakt"))


def test_folding():
    """kefu/model.h: width, case and traditional characters make no difference; folding what was
    folded changes nothing."""
    assert kefu.fold_text("ＡＢＣ 質量") == kefu.fold_text("abc 质量")
    folded = kefu.fold_text("客服！！！ＶＸ")
    assert kefu.fold_text(folded) == folded


# ---- Verdicts as rows --------------------------------------------------------------------------

COLUMNS = (
    "review opinion product agent day stars polarity sure probability three cause owner service "
    "route severity suspect good neutral bad agent_caused_bad followup_bad answered reviewer"
).split()


def test_rows(reviewer):
    """tests/unit/test_verdicts.c: a row an opinion."""
    verdicts = kefu.Verdicts()
    assert list(verdicts.rows.keys()) == COLUMNS
    verdict = reviewer.read(
        "物流太慢,很差",
        follow_up="质量好,满意",
        id="R7",
        product="P-1",
        agent="K09",
        stars=1,
        day="2026-02-16",
        follow_up_day="2026-02-23",
        flags=["answered_follow_up"],
    )
    verdicts.add(verdict)
    rows = verdicts.rows
    assert rows["review"] == ["R7", "R7"]
    assert rows["opinion"] == ["main", "follow_up"]
    assert rows["day"] == [datetime.date(2026, 2, 16), datetime.date(2026, 2, 23)]
    assert rows["stars"] == [1, None]
    assert rows["polarity"] == [-1, 1]
    assert rows["cause"] == ["logistics", "quality"]
    assert rows["owner"] == ["carrier", "product"]
    assert rows["route"] == ["call", "call"]
    assert rows["good"] == [0, 1] and rows["bad"] == [1, 0]
    assert rows["answered"] == [0, 1]
    assert rows["reviewer"] == [reviewer.id] * 2
    assert verdicts.csv().splitlines()[0] == ",".join(COLUMNS)
    verdicts.clear()
    assert verdicts.rows["review"] == []


def test_a_table_of_reviews(reviewer):
    """Read as a table or one by one, the rows are the same; so are those of parts, merged."""
    texts = [pair[0] for pair in PAIRS]
    ids = [f"R{i}" for i in range(len(texts))]
    whole = kefu.Verdicts()
    whole.read(reviewer, {"评价": texts, "评价ID": ids, "星级": [3] * len(texts)})
    single = kefu.Verdicts()
    for review, text in zip(ids, texts):
        single.add(reviewer.read(text, id=review, stars=3))
    assert whole.csv() == single.csv()
    assert whole.rows.to_dict() == single.rows.to_dict()
    parts = [kefu.Verdicts(), kefu.Verdicts()]
    half = len(texts) // 2
    for part, cut in zip(parts, (slice(0, half), slice(half, None))):
        part.read(reviewer, {"text": texts[cut], "review": ids[cut], "stars": [3] * len(texts[cut])})
    parts[0].merge(parts[1])
    assert parts[0].rows.to_dict() == whole.rows.to_dict()


def test_hits_of_an_agent(reviewer):
    verdicts = kefu.Verdicts()
    verdicts.add(reviewer.read("加我微信", by="agent", agent="K09", id="M1", day="2026-02-16"))
    hits = verdicts.hits
    assert (hits["person"], hits["part"], hits["count"]) == (["K09"], ["contact"], [1])
    assert hits["evidence"][0].startswith("M1: ")
    assert "action" not in hits.keys()
    assert verdicts.csv("hits").splitlines()[0] == ",".join(hits.keys())


# ---- Stock-takes -------------------------------------------------------------------------------

MONTH = [  # of tests/unit/test_stock.c; what is counted here was counted there by hand
    ("质量好,物流好,客服热情", None, "R01", "甲", 5, ["pictures", "answered", "key_product"]),
    ("质量好,物流好", "掉色,差", "R02", "甲", 5, ["pictures", "answered"]),
    ("物流慢,差", None, "R06", "甲", 1, []),
    ("掉色,失望", None, "R08", "10", 1, ["answered"]),
    ("此用户没有填写评价", None, "R10", "9", 5, []),
]


def stock_of(reviewer, reviews):
    stock = kefu.Stock()
    for text, later, review, product, stars, flags in reviews:
        extra = {} if later is None else {"follow_up": later}
        stock.add(
            reviewer.read(text, id=review, product=product, stars=stars, flags=flags, day=20500, **extra)
        )
    return stock


def test_stock(reviewer):
    stock = stock_of(reviewer, MONTH)
    assert [p.product for p in stock.products] == ["9", "10", "甲"]
    assert stock.find("甲") == 2
    shop = stock.products[2]
    assert (shop.reviews, shop.follow_ups, shop.good, shop.bad) == (3, 1, 2, 1)
    assert (shop.followup_bad, shop.turned_bad, shop.unanswered, shop.is_key) == (1, 1, 2, True)
    assert stock.cause("甲", "logistics") == stock.cause(2, "logistics")
    assert stock.cause("甲", "logistics").primary == 1
    assert [pin.review for pin in stock.pins("甲")][0] == "R01"
    with pytest.raises(kefu.Error):
        stock.find("乙")


def test_stock_is_the_same_in_any_order(reviewer):
    whole = stock_of(reviewer, MONTH)
    parts = [stock_of(reviewer, reversed(MONTH[2:])), stock_of(reviewer, MONTH[:2])]
    parts[0].merge(parts[1])
    assert parts[0].save() == whole.save()
    assert kefu.Stock.load(whole.save()).json() == whole.json()
    with pytest.raises(kefu.Error):
        kefu.Stock.load(whole.save(), pins=5)


def test_what_changed(reviewer):
    before, now = stock_of(reviewer, MONTH[:2]), stock_of(reviewer, MONTH)
    change = now.compare("甲", before)
    assert (change.reviews, change.bad, change.is_new, change.same_reader) == (1, 1, False, True)
    assert change.cause == "logistics"
    assert (change.cause_before, change.cause_now) == (0, 1)
    assert now.compare("9", before).is_new
    assert json.loads(now.json(before))["products"]
    assert "甲" in now.csv(before, "en")


# ---- Training ----------------------------------------------------------------------------------

GOOD = ["东西很好", "非常满意", "好用又便宜", "质量很棒", "会再来买"]
BAD = ["东西很差", "非常失望", "难用又昂贵", "质量很烂", "不会再来"]


def labelled():
    texts = [f"{text}第{i}次" for i in range(8) for text in GOOD + BAD]
    return texts, [int(text[: text.index("第")] in GOOD) for text in texts]


def trained(texts, labels, **options):
    trainer = kefu.Trainer(id="org.example.small/1", bits=10, **options)
    trainer.add(texts, labels)
    return trainer


def test_training():
    texts, labels = labelled()
    trainer = trained(texts, labels, card='{"note": "small"}')
    bytes_of = trainer.finish()
    assert trained(texts[::-1], labels[::-1], card='{"note": "small"}').finish() == bytes_of
    model = kefu.Model.from_bytes(bytes_of)
    assert model.describe().id == "org.example.small/1"
    assert json.loads(model.describe().card) == {"note": "small"}
    assert json.loads(kefu.Model.from_bytes(model.with_card("{}")).describe().card) == {}
    (figures,) = model.figures(texts, labels, 1).heads
    assert (figures.labels, figures.yes) == (len(texts), sum(labels))


def test_training_from_rows():
    texts, labels = labelled()
    rows = kefu.Trainer(id="org.example.small/1", bits=10)
    rows.add_rows({"评价": texts, "polarity": labels})
    assert rows.finish() == trained(texts, labels).finish()


def test_training_with_heads():
    trainer = kefu.Trainer(id="org.example.small/1", bits=10)
    trainer.head("logistics", "aspect", "logistics")
    trainer.add(["物流快"] * 2, [1, 1, 1, -1])
    with pytest.raises(kefu.Error, match="labels"):
        trainer.add(["物流快"], [1])
    with pytest.raises(kefu.Error, match="days"):
        trainer.add(["物流快"], [1, 1], days=[1, 2])
    with pytest.raises(kefu.Error):
        trainer.head("price", "aspect", "price")  # after the first row
    with pytest.raises(kefu.Error):
        trainer.figures(2)  # too few labels


def test_training_tells_how_far_it_is():
    texts, labels = labelled()
    seen = []
    trained(texts, labels, progress=seen.append).finish()
    assert seen and seen == sorted(seen) and 0 <= seen[0] and seen[-1] <= 1

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trained(texts, labels, progress=stop).finish()
