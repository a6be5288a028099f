"""What kefu adds to the classes of the library: one call from a table to figures, sheets, samples and
verdicts; and files."""

import io
import json
from decimal import Decimal
from fractions import Fraction

import pytest

import kefu
import shop_month

SHOP = shop_month.SHOP
CARD = {"format": 1, "id": "t/1", "label": {"zh": "售前", "en": "Pre-sales"}, "sections": [{
    "id": "s", "label": "销售", "weight": 100, "items": [{
        "id": "c", "label": "转化率", "metric": "转化率", "weight": 100, "unit": "ratio", "scale": 2,
        "direction": "higher", "curve": {"type": "steps", "bands": [
            {"at_least": "45%", "points": 80}, {"points": 60}]}}]}]}
REPORT = {"客服": ["小林", "阿杰"], "转化率": ["45.23%", "-"], "平均响应": ["1分5秒", "27.4秒"],
          "订单": [12, 7], "备注": ["新人", ""], "在岗": [True, False]}

# ---- frame ------------------------------------------------------------------------------------


def figure(frame, who, metric):
    return frame.value(who, metric).fraction


def test_a_report_has_its_number_columns_as_metrics():
    frame = kefu.frame(REPORT)
    assert [(m.name, m.unit) for m in frame.metrics] == [("转化率", "ratio"), ("平均响应", "s"), ("订单", "count")]
    assert figure(frame, "小林", "转化率") == Fraction(4523, 10000)
    assert figure(frame, "小林", "平均响应") == 65 and figure(frame, "阿杰", "平均响应") == Fraction(274, 10)
    assert frame.value("阿杰", "转化率").status == "no_data"


CSV = "客服,转化率,平均响应,订单,备注\n小林,45.23%,1分5秒,12,新人\n阿杰,-,27.4秒,7,\n"


def sources():
    """The same report in everything that it may come in."""
    table = {name: REPORT[name] for name in ("客服", "转化率", "平均响应", "订单", "备注")}
    yield "dict", table
    yield "rows", [dict(zip(table, row)) for row in zip(*table.values())]
    yield "kefu.Rows", kefu.rows(table)
    yield "kefu.Table", kefu.rows(table).table()
    yield "file", io.BytesIO(CSV.encode())
    for module, make in (("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "table")):
        try:
            yield module, getattr(__import__(module), make)(table)
        except ImportError:
            continue


@pytest.mark.parametrize("source", [pytest.param(s, id=name) for name, s in sources()])
def test_whatever_holds_the_report(source):
    frame = kefu.frame(source)
    assert [figure(frame, "小林", m.name) for m in frame.metrics] == [Fraction(4523, 10000), 65, 12]


def test_a_report_from_a_file(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV.encode("gb18030"))
    frame = kefu.frame(tmp_path / "a.csv", encoding="gb18030")
    assert repr(frame) == repr(kefu.frame(kefu.read_csv(io.BytesIO(CSV.encode()))))


@pytest.mark.parametrize("cell, text, value", [
    ("number", "1.2万", 12000), ("percent", "98.61%", Fraction(9861, 10000)),
    ("percent100", "98.61", Fraction(9861, 10000)), ("rate", "0.9861", Fraction(9861, 10000)),
    ("duration", "2分30秒", 150), ({"kind": "percent", "hundredths": True}, "5", Fraction(1, 20)),
    ({"kind": "number", "over": "应出勤"}, "21", Fraction(21, 22)),
    ({"over": "应出勤"}, "11", Fraction(1, 2))])
def test_cells(cell, text, value):
    rows = {"客服": ["a"], "x": [text], "应出勤": [22]}
    assert figure(kefu.frame(rows, cells={"x": cell}), "a", "x") == value


def test_how_many_a_figure_is_out_of():
    frame = kefu.frame({"客服": ["a"], "x": ["50%"], "评价": [40]},
                       cells={"x": {"kind": "percent", "count": "评价"}}, metrics=["x"])
    assert frame.value("a", "x").n == 40


def test_metrics_with_what_they_are_called():
    frame = kefu.frame(REPORT, metrics={
        "cvr": {"column": "转化率", "label": "转化", "direction": "higher", "min_n": 5},
        "aht": {"column": "平均响应", "label": {"zh": "响应", "en": "Response"}, "unit": "s"}})
    cvr, aht = frame.metrics
    assert (cvr.name, cvr.label_zh, cvr.label_en, cvr.unit, cvr.direction, cvr.min_n) == (
        "cvr", "转化", "转化", "ratio", "higher", 5)
    assert (aht.label_zh, aht.label_en, aht.unit) == ("响应", "Response", "s")


def test_rows_that_are_left_out_and_people_of_a_roster():
    rows = {"客服": ["星野:小林", "合计"], "n": [1, 1]}
    frame = kefu.frame(rows, skip="合计", roster={"客服": ["K01"], "别名": ["星野:小林"]}, day="2026-09-30")
    assert frame.rows == ["K01"]


def test_several_keys():
    frame = kefu.frame({"客服": ["a", "a"], "日期": ["1", "2"], "n": [1, 2]}, by=["客服", "日期"])
    assert frame.keys == ["客服", "日期"] and figure(frame, ("a", "2"), "n") == 2


@pytest.mark.parametrize("error, words, options", [
    (kefu.NotFoundError, "did you mean '转化率'", {"metrics": ["转化"]}),
    (kefu.NotFoundError, "客户", {"by": "客户"}),
    (ValueError, "a figure is read as number", {"cells": {"转化率": "percentage"}}),
    (TypeError, "a cell has no colour", {"cells": {"转化率": {"kind": "percent", "colour": 1}}}),
    (TypeError, "colour", {"colour": 1}),
    (kefu.DataError, "备注", {"metrics": ["备注"]})])
def test_what_a_report_does_not_have(error, words, options):
    with pytest.raises(error, match=words):
        kefu.frame(REPORT, **options)


# ---- tally ------------------------------------------------------------------------------------

EVENTS = {"客服": ["小林", "阿杰", "小林"], "响应秒": [20, 31, 25], "付款": [1, 0, 1], "询单": [2, 1, 2]}


def test_formulas_by_names_of_ones_own():
    tally = kefu.tally(EVENTS, by="客服", columns={"response_s": "响应秒"}, metrics={
        "p90": {"formula": "quantile(response_s, 0.9)", "label": "响应 P90", "unit": "s", "direction": "lower"},
        "cvr": "ratio(付款, 询单)"})
    frame = tally.frame()
    p90 = frame.metric("p90")
    assert (p90.label_zh, p90.unit, p90.direction) == ("响应 P90", "s", "lower")
    assert figure(frame, "小林", "p90") == Fraction(245, 10)  # 20 + 0.9 × 5
    assert figure(frame, "小林", "cvr") == Fraction(2, 4)


def test_days_that_add_up():
    parts = [kefu.tally({name: [cells[i]] for name, cells in EVENTS.items()}, by="客服",
                        metrics={"n": "sum(付款)"}) for i in range(3)]
    for part in parts[1:]:
        parts[0].merge(part)
    whole = kefu.tally(EVENTS, by="客服", metrics={"n": "sum(付款)"})
    assert parts[0].save() == whole.save()


def test_a_filter_and_two_keys():
    frame = kefu.tally(EVENTS, by=["客服", "付款"], where="响应秒 < 31", metrics={"n": "count()"}).frame()
    assert frame.keys == ["客服", "付款"] and len(frame) == 1


def test_exact_quantiles_in_two_readings():
    rows = {"k": ["a"] * 1001, "x": [(i * 7919) % 1001 for i in range(1001)]}
    exact = kefu.tally(rows, by="k", metrics={"m": "quantile(x, 0.5)"}, readings=2).frame()
    assert figure(exact, "a", "m") == 500  # 0 ... 1000, each once


def test_two_readings_need_rows_that_can_be_read_twice():
    with pytest.raises(kefu.StateError, match="read already"):
        kefu.tally(kefu.rows(iter([{"k": "a", "x": 1}])), by="k", metrics={"m": "quantile(x, 0.5)"},
                   readings=2)


def test_definitions_of_the_catalogue():
    rows = {"客服": ["a"], "received": [4], "replied": [3]}
    assert figure(kefu.tally(rows, by="客服", define="回复率").frame(), "a", "reply_rate") == Fraction(3, 4)
    assert figure(kefu.tally(rows, by="客服", define=["reply_rate"]).frame(), "a", "reply_rate") == Fraction(3, 4)
    named = kefu.tally(rows, by="客服", define={"应答": "回复率"}).frame()
    assert named.metric("应答").definition == "kefu.reply_rate/1"


def test_numbers_of_a_file_are_read_as_numbers(tmp_path):
    (tmp_path / "a.csv").write_text("日期,客服,销售额,备注\n2026-09-01,a,\"¥1,200.5\",好\n"
                                    "2026-09-02,a,1.2万,\n", "utf-8")
    frame = kefu.tally(tmp_path / "a.csv", by="客服", metrics={"额": "sum(销售额)", "n": "count(备注)"},
                       where="日期 >= date('2026-09-01')").frame()
    assert figure(frame, "a", "额") == Fraction(132005, 10)
    frame = kefu.tally(tmp_path / "a.csv", by="客服", cells={"销售额": {"kind": "number", "as": "价"}},
                       metrics={"额": "sum(价)"}).frame()
    assert figure(frame, "a", "额") == Fraction(132005, 10)


def test_an_empty_tally_is_fed_by_hand():
    tally = kefu.tally(by="客服", metrics={"n": "count()"})
    tally.update(EVENTS)
    tally.update(EVENTS)
    assert figure(tally.frame(), "小林", "n") == 4


def test_a_bad_formula_names_its_metric():
    with pytest.raises(kefu.ParseError) as raised:
        kefu.tally(EVENTS, by="客服", metrics={"坏": "sum("})
    assert raised.value.path == "metric '坏'"


# ---- Cards ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    cards = tmp_path / "cards"
    cards.mkdir()
    for name in ("pre", "after"):
        (cards / f"{name}.json").write_text(json.dumps({**CARD, "id": f"{name}/1"}), "utf-8")
    (cards / "book.json").write_text(json.dumps(
        {"format": 1, "id": "b/1", "label": "方案册",
         "rules": [{"role": ["售前"], "card": "pre/1"}, {"role": ["售后"], "card": "after/1"}]}), "utf-8")
    (cards / "notes.txt").write_text("not a card", "utf-8")
    return cards


ROSTER = {"客服": ["小林", "阿杰"], "岗位": ["售前", "售后"]}


def test_a_folder_with_a_book(folder):
    book = kefu.CardBook.read(folder)
    assert sorted(book.cards) == ["after/1", "pre/1"] and book.card is None
    run = book.score(kefu.frame(REPORT), roster=ROSTER, day="2026-09-30")
    assert [sheet.person for sheet in run.sheets] == [["小林"], ["阿杰"]]
    assert repr(book).startswith("kefu.CardBook(方案册: ")


def test_a_card_alone(folder):
    for source in (folder / "pre.json", str(folder / "pre.json"), CARD, json.dumps(CARD)):
        sheet = kefu.CardBook.read(source).score(kefu.frame(REPORT), period="2026-09")
        assert sheet.person == ["小林", "阿杰"] and sheet.period == "2026-09"
        assert sheet.total == [Decimal(80), None]


def test_decisions_from_a_table_or_a_file(tmp_path):
    card = {**CARD, "adjustments": [{"id": "praise", "label": "表扬", "metric": "订单", "points": 2}]}
    frame = kefu.frame(REPORT)
    rows = {"客服": ["小林", "小林"], "事项": ["praise", "praise"], "复核": ["确认", ""], "数量": ["3", "1"],
            "复核人": ["主管", "主管"], "日期": ["2026-09-30", "2026-09-30"]}
    (tmp_path / "d.csv").write_text("\n".join(",".join(line) for line in [list(rows), *zip(*rows.values())]), "utf-8")
    totals = [kefu.CardBook.read(card).score(frame, decisions=source).total[0]
              for source in (rows, tmp_path / "d.csv", kefu.Ledger.read(rows))]
    assert totals == [Decimal(86)] * 3  # 80 + 3 × 2; the row without an action waits


@pytest.mark.parametrize("change, words", [
    (lambda f: (f / "pre.json").unlink(), "the book b/1 names pre/1; there is after/1"),
    (lambda f: (f / "book.json").unlink(), "2 cards without a book"),
    (lambda f: [p.unlink() for p in f.glob("*.json")], "no card in .*: a card is JSON with \"sections\""),
    (lambda f: (f / "book2.json").write_text((f / "book.json").read_text("utf-8"), "utf-8"), "2 books in ")])
def test_folders_that_make_no_book(folder, change, words):
    change(folder)
    with pytest.raises(ValueError, match=words):
        kefu.CardBook.read(folder)


def test_a_pay_plan_is_no_card():
    with pytest.raises(ValueError, match="pay.json is a pay plan"):
        kefu.CardBook.read(SHOP / "pay.json")


def test_a_fault_says_in_which_file(tmp_path):
    (tmp_path / "card.json").write_text('{"format": 1, "sections": 3}', "utf-8")
    with pytest.raises(kefu.CardError) as raised:
        kefu.CardBook.read(tmp_path / "card.json")
    assert raised.value.path == str(tmp_path / "card.json") and raised.value.line == 1


def test_what_a_card_says_of_a_metric():
    book = kefu.CardBook.read(SHOP / "card.json")
    assert book.metric_options("转化率")["unit"] == "ratio" and book.metric_options("转化") == {}
    assert book.names("平均响应") and not book.names("平均")


@pytest.mark.parametrize("kind, path", [("Card", "shop/card.json"), ("PayPlan", "shop/pay.json"),
                                        ("AwardPlan", "shop/awards.json"),
                                        ("Plan", "weekly_qc/plan.json"), ("Lexicon", "review_desk/words.json")])
def test_schemes_from_files(kind, path):
    kind, path = getattr(kefu, kind), shop_month.ROOT / "examples" / path
    made = kind.read(path)
    assert isinstance(made, kind) and isinstance(kind.read(str(path)), kind)
    assert isinstance(kind.read(json.loads(path.read_text("utf-8"))), kind)
    assert kind.read(made) is made
    with pytest.raises(TypeError):
        kind.read(3)


def test_columns_of_a_sheet_and_slips():
    sheet = kefu.CardBook.read(CARD).score(kefu.frame(REPORT))
    assert (sheet.grade, [place.state for place in sheet.place]) == (["", ""], ["ranked", "no_value"])
    assert sheet.slip("小林").splitlines()[2].startswith("小林  总分 80.00")
    assert "total 80.00" in sheet.slip("小林", lang="en")


# ---- Samples ------------------------------------------------------------------------------------

PLAN = {"format": 1, "id": "org.example.qc/1", "label": "抽检", "key": "会话ID", "by": ["客服"],
        "classes": [{"id": "bad", "label": "不满意", "where": "满意度 <= 2", "take": "all"},
                    {"id": "all", "label": "其他", "rate": "50%"}]}
CHATS = {"会话ID": list("abcdefgh"), "客服": ["小林"] * 8, "满意度": [1, 5, 5, 5, 5, 5, 5, 5]}


def test_a_sample_in_one_call():
    picked = kefu.sample(CHATS, PLAN, "2026-W47")
    chances = dict(zip(picked.id, picked.probability))
    assert chances.pop("a") == 1 and len(chances) == 4 and set(chances.values()) == {Fraction(4, 7)}
    assert [CHATS["会话ID"][i] for i in picked.index] == picked.id
    assert picked.reason == [picked.text(i) for i in range(5)] and picked.seed == "2026-W47"


def test_a_sample_is_the_same_whatever_holds_the_rows(tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), "utf-8")
    lines = [",".join(map(str, row)) for row in [list(CHATS), *zip(*CHATS.values())]]
    (tmp_path / "chats.csv").write_text("\n".join(lines), "utf-8")
    expected = kefu.sample(CHATS, PLAN, "s").json()
    assert kefu.sample(tmp_path / "chats.csv", tmp_path / "plan.json", "s").json() == expected
    assert kefu.sample([dict(zip(CHATS, row)) for row in reversed(list(zip(*CHATS.values())))],
                       kefu.Plan.read(PLAN), seed="s").id == kefu.sample(CHATS, PLAN, "s").id


def test_ids_that_may_not_be_drawn():
    picked = kefu.sample(CHATS, PLAN, "s", excluded={"会话ID": ["a", "b"]})
    assert not {"a", "b"} & set(picked.id)


# ---- Reviews ------------------------------------------------------------------------------------

TEXTS = ["客服态度很差,等了半天没人理", "质量很好,发货也快", "", None]


def test_reviews_as_columns():
    labels = kefu.classify(TEXTS)
    assert labels.polarity == ["negative", "positive", None, None]
    assert labels.cause[0] == "agent_attitude" and labels.causes[1] and labels.causes[2] == ["none"]
    assert labels.route == [label.route for label in labels] and len(labels) == 4
    assert labels.sure[:2] == [True, True]
    assert [span.kind for span in labels.spans(0)] == [s.kind for s in labels[0].spans]
    assert len(labels[1:3]) == 2 and labels[-3].text == TEXTS[1]
    with pytest.raises(IndexError):
        labels[4]


def test_a_label_is_what_was_read_in_bulk():
    rows = {"text": TEXTS[:2], "stars": [5, 1], "review": ["r1", "r2"], "flags": [4, 0], "by": [1, 1],
            "follow_up": ["用了两天就坏了", None]}
    labels = kefu.classify(rows)
    said = [json.loads(label.verdict.json()) for label in labels]
    assert [one["review"] for one in said] == ["r1", "r2"] and [one["stars"] for one in said] == [5, 1]
    assert [one["route"]["key"] for one in said] == labels.route
    assert labels[0].follow_up == "用了两天就坏了" and len(labels.rows) == 3


def test_texts_from_pandas_and_polars():
    for module in ("pandas", "polars"):
        frames = pytest.importorskip(module)
        assert kefu.classify(frames.Series([*TEXTS[:2], None])).polarity == ["negative", "positive", None]
        assert kefu.classify(frames.DataFrame({"评价": TEXTS[:2]})).polarity == ["negative", "positive"]
        assert kefu.classify(frames.DataFrame({"内容": TEXTS[:2]}), columns={"text": "内容"}).polarity == [
            "negative", "positive"]


def test_people_who_are_named_give_hits():
    labels = kefu.classify(["客服小林特别耐心"], roster={"客服": ["K01"], "别名": ["小林"]})
    assert labels.hits.to_dict()["person"] == ["K01"]


def test_models_are_read_once():
    assert kefu.models.zh() is kefu.models.zh()
    assert kefu.classify(["It broke after two days, terrible."], kefu.models.en).polarity == ["negative"]


# ---- Names ------------------------------------------------------------------------------------


def test_nothing_of_the_library_is_hidden():
    """What is added to a class was not there: the table of calls has no such method."""
    from kefu import _more
    calls = {(call["class"], call["name"]) for call in kefu._kefu._calls()}
    added = [(kind, name) for table in (_more.COLUMNS, _more.EXTRA) for kind, names in table.items()
             for name in names] + [(kind, "read") for kind in (*_more.SCHEMES, "Model", "Roster", "Ledger")]
    assert added and not calls & set(added)
    public = {name for name in vars(kefu._kefu) if not name.startswith("_")}
    assert public <= set(vars(kefu))
    assert not public & {"frame", "tally", "sample", "classify", "reviewer", "CardBook", "models"}


def test_reviews_of_a_table_whose_column_shops_name_otherwise():
    text = "快递太慢了,等了一个星期"
    for name in "评价", "正文", "评价内容", "text":
        assert kefu.classify({name: [text], "评价日期": ["2026-10-01"]}).polarity == ["negative"]
    with pytest.raises(ValueError, match="no column 评价, 正文 or text; there is 内容"):
        kefu.classify({"内容": [text]})
    assert kefu.classify({"内容": [text]}, columns={"text": "内容"}).polarity == ["negative"]
    with pytest.raises(FileNotFoundError) as raised:
        kefu.classify(text)
    assert "classify([text])" in raised.value.__notes__[0]


def test_a_file_of_chinese_excel_says_how_it_is_read(tmp_path):
    (tmp_path / "report.csv").write_bytes("客服,转化率\n小满,45%\n".encode("gbk"))
    with pytest.raises(kefu.EncodingError, match="report.csv: a byte that is not UTF-8") as raised:
        kefu.frame(tmp_path / "report.csv")
    assert "encoding='gb18030'" in raised.value.__notes__[0] and raised.value.line == 1
    with pytest.raises(kefu.NotFoundError, match="no column '姓名'; there is 客服, 转化率"):
        kefu.frame(tmp_path / "report.csv", by="姓名", encoding="gbk")


def test_places_print_as_sheets_show_them():
    shown = [str(kefu.Place((twice, tied, 9, 0, state))) for twice, tied, state in
             ((2, 1, "ranked"), (6, 2, "ranked"), (5, 2, "ranked"), (0, 0, "low_volume"))]
    assert shown == ["1", "3=", "2.5=", "-"] and f"{kefu.Place((2, 1, 9, 0, 'ranked')):>3}" == "  1"


def test_texts_that_formulas_read_as_numbers_say_what_reads_them():
    rows = {"客服": ["小满"], "日期": ["2026-10-01"], "询单": ["1,200"]}
    said = "column '询单' holds text but is read as numbers: cells={'询单': 'number'}"
    with pytest.raises(kefu.TypeMismatchError, match=said):
        kefu.tally(rows, by="客服", metrics={"询单": "sum(询单)"})
    counted = kefu.tally(rows, by="客服", metrics={"询单": "sum(询单)"}, cells={"询单": "number"})
    assert counted.frame().value("小满", "询单") == 1200


def test_cells_of_no_column_are_refused():
    rows = {"客服": ["小满"], "平均响应": ["1分5秒"], "转化率": ["45%"]}
    with pytest.raises(kefu.NotFoundError, match="cells: no column '平均响英'; did you mean '平均响应'?"):
        kefu.frame(rows, cells={"平均响英": "duration"})
    with pytest.raises(kefu.NotFoundError, match="cells: no column 'x'; there is 客服, 平均响应, 转化率"):
        kefu.frame(rows, cells={"x": "number"})


def test_cards_and_plans_print_what_they_are_called():
    card = kefu.Card.read(shop_month.SHOP / "card.json")
    assert repr(card) == "kefu.Card(手机店售前月度考核, example.phone-shop.presales/1)"
    card.close()
    assert "closed" in repr(card)
