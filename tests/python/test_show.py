"""How things print and show: tables that line up as the C programs print them, and pieces of HTML in
which everything is escaped and nothing is loaded."""

import json
import re
from html.parser import HTMLParser

import pytest

import kefu
import shop_month
from kefu import _grid, _html, _words

needs_programs = pytest.mark.skipif(not (shop_month.PROGRAMS / "month_end").exists(),
                                    reason="make builds the examples")
TAG = "<script>alert('1')</script>&\""
EVIL = TAG + "\n\x1b[31m"

# ---- Widths: UAX #11, emoji modifiers and marks as terminals show them ------------------------


@pytest.mark.parametrize("text, columns", [
    ("", 0), ("kefu", 4), ("客服", 4), ("客服 K01", 8), ("Ａ", 2), ("ｶﾅ", 2), ("¥3,000", 6), ("…", 1),
    ("é", 1), ("e\u0301", 1), ("\u200b", 0), ("👍", 2), ("👍🏻", 2), ("한글", 4), ("、", 2), ("Ⅳ", 1)])
def test_width(text, columns):
    assert _grid.width(text) == columns


@pytest.mark.parametrize("text, columns, cut", [
    ("客服考核", 8, "客服考核"), ("客服考核", 7, "客服考…"), ("客服考核", 6, "客服…"), ("abcdef", 4, "abc…"),
    ("a客b服", 3, "a…")])
def test_cut(text, columns, cut):
    assert _grid.cut(text, columns) == cut
    assert _grid.width(cut) <= columns


def test_columns_line_up_whatever_is_in_them():
    rows = [["林晓燕", "1"], ["a", "1,234"], ["👍🏻 好", "-"]]
    lines = _grid.grid(["谁", "几次"], rows, {1})
    assert len({_grid.width(line) for line in lines}) == 1


def test_what_moves_the_cursor_is_blank():
    assert _grid.clean("a\x1b[2J\r\n\tb\u202ec") == "a [2J   b c"


def test_points():
    assert [_words.points(p) for p in ("79.245", "79.244999", "-0.005", None)] == [
        "79.25", "79.24", "-0.01", "-"]


# ---- Tables ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    if not (shop_month.PROGRAMS / "month_end").exists():
        pytest.skip("make builds the examples")
    return shop_month.month(shop_month.files(tmp_path_factory.mktemp("shop")))


def sheet_of(rows, **card):
    """A small sheet, of {person: rate}."""
    card = {"format": 1, "id": "t/1", "label": "售前", "sections": [{
        "id": "s", "label": "销售", "weight": 100, "items": [{
            "id": "c", "label": "转化率", "metric": "转化率", "weight": 100, "unit": "ratio", "scale": 2,
            "direction": "higher", "curve": {"type": "steps", "bands": [
                {"at_least": "45%", "points": 80}, {"points": 60}]}}]}], **card}
    frame = kefu.frame({"客服": list(rows), "转化率": list(rows.values())})
    return kefu.CardBook.read(card).score(frame)


def test_a_sheet_prints_as_the_readme_shows_it(month):
    """README.md, held to what the C program prints by tests/run.sh."""
    readme = (shop_month.ROOT / "README.md").read_text("utf-8")
    shown = readme[readme.index("手机店售前月度考核  2026-09\n"):readme.index("\n\n等待复核")]
    assert repr(month.sheet).splitlines() == [line.rstrip() for line in shown.splitlines()]
    assert str(month.sheet) == repr(month.sheet)


def test_a_long_sheet_is_cut():
    sheet = sheet_of({f"K{i:03}": "46%" for i in range(30)})
    assert repr(sheet).splitlines()[-1] == "… 10 more"


def test_a_frame():
    frame = kefu.frame({"客服": ["小林", "阿杰"], "转化率": ["45.23%", "-"], "销售额": ["¥1,200.5", "¥800"]})
    assert repr(frame) == ("kefu.Frame, 2 × 2\n客服  转化率  销售额\n小林  45.23%  ¥1,200.5\n"
                           "阿杰       -    ¥800.0").replace("转化率  销售额", "转化率    销售额")


def test_a_long_frame_is_cut():
    frame = kefu.tally({"k": list(range(50)), "n": [1] * 50}, by="k", metrics={"n": "sum(n)"}).frame()
    assert len(repr(frame).splitlines()) == 23 and repr(frame).endswith("… 30 more rows")


def test_a_frame_without_keys_or_rows():
    assert repr(kefu.tally({"n": [1, 2]}, metrics={"n": "sum(n)"}).frame()) == "kefu.Frame, 1 × 1\nn\n3"
    empty = kefu.tally({"k": [], "n": []}, by="k", metrics={"n": "sum(n)"})
    assert repr(empty.frame()) == "kefu.Frame, 0 × 1\nk  n"


def test_a_payroll(month):
    """Amounts of tests/examples/slips_shop_zh.txt."""
    lines = repr(month.payroll).splitlines()
    assert lines[0] == "绩效工资  2026-09"
    assert lines[1].split() == ["客服", "绩效", "提成", "精英奖", "推诿扣款", "责任赔付", "应发"]
    amounts = {line.split()[0]: line.split()[1:] for line in lines[2:]}
    assert amounts["孙佳怡"] == ["1,600.00", "4,434.05", "0.00", "0.00", "0.00", "6,034.05"]
    assert len({_grid.width(line) for line in lines[1:]}) == 1


def test_findings(month):
    """README.md: 4 errors, 2 warnings, 7 notes."""
    lines = repr(month.card.lint(month.frame)).splitlines()
    assert lines[0] == "kefu.Findings, 13"
    assert sum("错误" in line for line in lines) == 4 and sum("提示:" in line for line in lines) == 7


PLAN = {"format": 1, "id": "org.example.qc/1", "label": "抽检", "key": "会话ID", "by": ["客服"],
        "classes": [{"id": "all", "label": "全部", "take": "all"}]}


def sample_of(ids):
    return kefu.sample({"会话ID": ids, "客服": ["小林"] * len(ids)}, PLAN, "2026-W47")


def test_a_sample():
    lines = repr(sample_of(["a", "b"])).splitlines()
    assert lines[0] == "kefu.Sample, 抽检, seed 2026-W47: 2 rows"
    assert lines[1].split() == ["会话ID", "客服", "类别", "概率", "为什么"]
    assert {tuple(line.split()[:4]) for line in lines[2:]} == {("a", "小林", "全部", "1.0000"),
                                                             ("b", "小林", "全部", "1.0000")}


def test_estimates_of_all_are_what_was_marked():
    """Where everything was inspected the mean of 60 and 90 is 75, without an interval to speak of."""
    made = kefu.Estimates.from_sample(sample_of(["a", "b"]), {"会话ID": ["a", "b"], "评分": [60, 90]},
                                      mark="评分", id="会话ID", by="客服", scale=1)
    lines = [line.split() for line in repr(made).splitlines()]
    assert lines[0] == ["kefu.Estimates,", "评分"]
    assert lines[2] == ["全部", "75.0", "75.0", "75.0", "–", "75.0", "2", "2"]
    assert lines[3][0] == "小林"


def test_a_verdict():
    verdict = kefu.reviewer().read("质量很好")
    assert repr(verdict) == f"kefu.Verdict\n{verdict.text()}"
    assert repr(kefu.Verdict()) == "kefu.Verdict, empty"


@pytest.mark.parametrize("make", [lambda: kefu.frame({"客服": ["a"], "n": [1]}),
                                  lambda: sheet_of({"a": "46%"}), lambda: sample_of(["a"])])
def test_what_is_closed_says_so(make):
    made = make()
    made.close()
    assert "closed" in repr(made)


# ---- Notebooks ---------------------------------------------------------------------------------

VOID = {"br", "meta"}


class Page(HTMLParser):
    """Every tag is closed in its order; no scripts, no links, no sources."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.words = [], [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert tag not in ("script", "link", "img", "iframe")
        assert not {name for name, _ in attrs} & {"src", "href", "style"} - {"style"}
        assert not any(name.startswith("on") for name, _ in attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    def text(self):
        return "".join(self.words)


def test_a_sheet_with_reasons_on_click(month):
    page = Page(month.sheet._repr_html_())
    assert sum(tag == "details" for tag, _ in page.tags) == 12
    assert "转化率 44.98%(2,249/5,000)≥ 40% 档" in page.text() and "孙佳怡 (K04)" in page.text()


def test_all_others_show(month):
    for shown in (month.frame, month.payroll, month.card.lint(month.frame), sample_of(["a"])):
        assert Page(shown._repr_html_()).text()
    made = kefu.Estimates.from_sample(sample_of(["a"]), {"会话ID": ["a"], "评分": [60]}, mark="评分",
                                      id="会话ID", by="客服")
    assert "60" in Page(made._repr_html_()).text()


def test_everything_is_escaped():
    sheet = sheet_of({EVIL: "46%"}, label=TAG)
    sample = kefu.sample({"会话ID": [EVIL], "客服": [EVIL]}, {**PLAN, "label": TAG}, TAG)
    frame = kefu.frame({TAG: [EVIL], "n": [1]}, by=TAG)
    for shown in (sheet, sample, frame, kefu.classify([EVIL]), kefu.classify([EVIL])[0]):
        html = shown._repr_html_()
        Page(html)
        assert "<script" not in html and "\x1b" not in html and "alert(&#x27;1&#x27;)" in html


def test_evidence_stands_in_the_text():
    label = kefu.classify(["快递太慢了,客服也不理人"])[0]
    page = Page(label._repr_html_())
    marks = [attrs for tag, attrs in page.tags if tag == "mark"]
    assert marks and all(mark["class"] == "bad" and mark["title"] == "差" for mark in marks)
    assert page.text().strip().startswith("快递太慢了,客服也不理人")


def test_painted_pieces_are_the_text_again():
    for text in ("质量很好,就是快递太慢👍🏻", "", "不能加微信", "客服态度“很好”,才怪"):
        verdict = kefu.reviewer().read(text)
        pieces = _html.painted(text, verdict)
        assert "".join(piece for _, piece in pieces) == text
        assert all(a[0] != b[0] for a, b in zip(pieces, pieces[1:]))


def test_a_follow_up_is_painted_apart():
    labels = kefu.classify({"text": ["质量很好"], "follow_up": ["用了两天就坏了"]})
    classes = [attrs["class"] for tag, attrs in Page(labels[0]._repr_html_()).tags if tag == "mark"]
    assert classes[0] == "good" and classes[-1] == "bad"


def test_many_reviews_open_one_by_one():
    page = Page(kefu.classify(["质量很好"] * 40)._repr_html_())
    assert sum(tag == "details" for tag, _ in page.tags) == 30 and "10 more" in page.text()


def test_json_of_a_label_is_that_of_the_library():
    label = kefu.classify(["质量很好"])[0]
    assert json.loads(label.verdict.json())["opinions"][0]["polarity"] == label.polarity == "positive"


def test_what_prints_is_short():
    assert all(len(line) < 400 for line in re.split("\n", repr(kefu.classify(["好" * 5000]))))
