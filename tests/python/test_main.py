"""python -m kefu beside the C programs of examples/: the same files give the same bytes, and what
people get wrong is told in one line."""

import json
import os
import re
import subprocess
import sys

import pytest

import shop_month
from shop_month import PROGRAMS, ROOT, SHOP

KEPT = ROOT / "tests" / "examples"
needs_programs = pytest.mark.skipif(not (PROGRAMS / "month_end").exists(),
                                    reason="make builds the examples")


def run(*arguments, stdin=b"", code=0, cwd=ROOT, **environment):
    """What a command prints; standard error is that of run.error."""
    made = subprocess.run([sys.executable, "-m", "kefu", *map(str, arguments)], input=stdin, cwd=cwd,
                          capture_output=True, env={**os.environ, "PYTHONUTF8": "1", **environment})
    run.error = made.stderr.decode()
    assert made.returncode == code, run.error
    return made.stdout.decode()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return shop_month.files(tmp_path_factory.mktemp("shop"))


def month(data, *options, **keywords):
    """The command that says what examples/shop/month.sh says to the C program."""
    shop = SHOP.relative_to(ROOT)
    return run(data / "monthly.csv", data / "exam.csv", "--card", shop / "card.json", "--by", "客服",
               "--events", data / "daily.csv", "--metrics", shop / "metrics.txt", "--skip", "合计",
               "--cell", "出勤天数=number:over 应出勤天数", "--roster", data / "roster.csv",
               "--day", "2026-09-30", "--period", "2026-09", "--decisions", data / "decisions.csv",
               *options, **keywords)


def month_in_c(data, *options):
    made = subprocess.run(["sh", "examples/shop/month.sh", PROGRAMS / "month_end", data, *options],
                          cwd=ROOT, check=True, capture_output=True)
    return made.stdout.decode()


# ---- The month -------------------------------------------------------------------------------


@needs_programs
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_month_is_printed_as_the_c_program_prints_it(data, language):
    assert month(data, "--lang", language) == month_in_c(data, "--lang", language)


@needs_programs
def test_notes_are_listed_where_they_are_asked_for(data):
    assert month(data, "--lint", "all") == month_in_c(data, "--lint", "all")


@needs_programs
@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_month_as_json_and_csv_has_the_same_bytes(data, form):
    assert month(data, f"--{form}", "-") == month_in_c(data, f"--{form}")


@needs_programs
def test_the_page_has_the_same_bytes(data, tmp_path):
    month(data, "--html", tmp_path / "py.html")
    month_in_c(data, "--html", tmp_path / "c.html")
    assert (tmp_path / "py.html").read_bytes() == (tmp_path / "c.html").read_bytes()


@needs_programs
@pytest.mark.parametrize("language", ["zh", "en"])
def test_slips_are_those_that_people_have_read(data, language):
    people = [word for who in ("K04", "K05", "K07", "K12") for word in ("--slip", who)]
    said = month(data, "--pay", SHOP / "pay.json", "--items", data / "items.csv",
                 "--awards", SHOP / "awards.json", *people, "--lang", language)
    assert said == (KEPT / f"slips_shop_{language}.txt").read_text("utf-8")


@needs_programs
def test_who_is_meant_by_name_or_the_end_of_an_id(data):
    assert "孙佳怡 (K04)" in month(data, "--slip", "孙佳怡")
    assert "孙佳怡 (K04)" in month(data, "--slip", "04")
    month(data, "--slip", "小王", code=1)
    assert run.error == ("kefu: --slip 小王: there is nobody of this name; there are 林晓燕, 陈一鸣, "
                         "周雨桐, 何嘉俊, 吴思琪, 孙佳怡, 黄诗涵, 赵明轩 ...\n")


REASONS = KEPT / "reasons"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_badge_and_streak(language):
    said = run(REASONS / "month.csv", "--card", REASONS / "card.json", "--cell", "转化率=number:over 询单",
               "--roster", REASONS / "roster.csv", "--day", "2026-09-30", "--period", "2026-09",
               "--decisions", REASONS / "decisions.csv", "--slip", "all", "--lang", language)
    assert said == (KEPT / f"slips_reasons_{language}.txt").read_text("utf-8")


CARD = {"format": 1, "id": "t/1", "label": "售前", "sections": [{
    "id": "s", "label": "销售", "weight": 100, "items": [{
        "id": "c", "label": "转化率", "metric": "转化率", "weight": 100, "unit": "ratio", "scale": 2,
        "direction": "higher", "curve": {"type": "steps", "bands": [
            {"at_least": "45%", "points": 80}, {"points": 60}]}}]}]}


@pytest.fixture
def files(tmp_path):
    """A card, a report in two encodings, and a folder with a book."""
    (tmp_path / "card.json").write_text(json.dumps(CARD), "utf-8")
    report = "客服,转化率\n小林,46%\n阿杰,38.5%\n"
    (tmp_path / "month.csv").write_text(report, "utf-8")
    (tmp_path / "gb.csv").write_bytes(report.encode("gb18030"))
    (tmp_path / "days.csv").write_text("客服,询单,付款\n小林,2,1\n阿杰,5,1\n小林,2,1\n", "utf-8")
    (tmp_path / "team.csv").write_text("客服,岗位\n小林,售前\n阿杰,售后\n", "utf-8")
    book = tmp_path / "cards"
    book.mkdir()
    for name in ("pre", "after"):
        (book / f"{name}.json").write_text(json.dumps({**CARD, "id": f"{name}/1"}), "utf-8")
    (book / "book.json").write_text(json.dumps(
        {"format": 1, "id": "b/1", "label": "方案册",
         "rules": [{"role": ["售前"], "card": "pre/1"}, {"role": ["售后"], "card": "after/1"}]}), "utf-8")
    return tmp_path


@needs_programs
def test_the_smallest_month(files):
    said = subprocess.run([PROGRAMS / "month_end", "--card", "card.json", "--table", "month.csv", "--by", "客服"],
                          cwd=files, check=True, capture_output=True)
    assert run("month.csv", "--card", "card.json", cwd=files) == said.stdout.decode()


def test_without_a_card_there_are_figures(files):
    assert run("month.csv", cwd=files) == "客服  转化率\n小林  46.00%\n阿杰  38.50%\n"
    assert run("month.csv", "--csv", "-", cwd=files) == "客服,转化率\n小林,0.460000000\n阿杰,0.385000000\n"
    assert run("--events", "days.csv", "--metric", "转化率=ratio(付款, 询单)", cwd=files) == (
        "客服  转化率\n小林     0.5\n阿杰     0.2\n")


def test_a_definition_in_place_of_a_formula(files):
    (files / "chats.csv").write_text("客服,received,replied\n小林,41,41\n阿杰,40,39\n", "utf-8")
    assert run("--events", "chats.csv", "--define", "回复率", cwd=files) == (
        "客服  reply_rate\n小林     100.00%\n阿杰      97.50%\n")


def test_a_book_gives_a_sheet_for_each_card(files):
    said = run("month.csv", "--book", "cards", "--roster", "team.csv", "--day", "2026-09-30",
               "--html", "out.html", "--json", "out.json", cwd=files)
    assert said.count("售前\n\n") == 2
    assert json.loads((files / "out-2.json").read_text("utf-8"))["card"]["id"] == "after/1"
    assert (files / "out-1.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("arguments, code, words", [
    ([], 2, "no figures: give a CSV file"),
    (["month.csv", "--crad", "x"], 2, "unrecognized arguments: --crad x"),
    (["--events", "days.csv"], 2, "--events needs --metrics FILE"),
    (["month.csv", "--metric", "a=sum(b)"], 2, "need --events FILE"),
    (["month.csv", "--roster", "team.csv"], 2, "--roster needs --day YYYY-MM-DD"),
    (["month.csv", "--slip", "小林"], 2, "--card FILE is missing"),
    (["month.csv", "--card", "card.json", "--cell", "转化率=%"], 2, "expected number, percent"),
    (["month.csv", "--card", "card.json", "--cell", "转化率"], 2, "expected COLUMN=KIND"),
    (["--events", "days.csv", "--metric", "sum"], 2, "--metric 'sum': expected NAME = FORMULA"),
    (["nope.csv"], 1, "nope.csv: No such file or directory"),
    (["month.csv", "--card", "nope.json"], 1, "nope.json: No such file or directory"),
    (["month.csv", "--card", "month.csv"], 1, "month.csv:1:1: "),
    (["month.csv", "--card", "cards/book.json"], 1, "no card in cards/book.json"),
    (["month.csv", "--by", "客户"], 1, "month.csv: no column '客户'; it has 客服, 转化率"),
    (["gb.csv", "--card", "card.json"], 1, "may need --encoding gb18030"),
    (["days.csv", "--card", "card.json"], 1, "none of the columns that the card names; it has 客服, 询单"),
    (["days.csv"], 1, "goes in with --events"),
    (["--events", "days.csv", "--metric", "转化=sum(付款)", "--card", "card.json"], 1,
     "card.json: metric '转化率': the formulas give 转化; did you mean 转化?"),
    (["--events", "days.csv", "--metric", "a=sum(付)"], 1, "no column '付'; did you mean '付款'?"),
    (["--events", "days.csv", "--metric", "a=sum(付款"], 1, "metric 'a':"),
    (["--events", "days.csv", "--define", "回复绿"], 1, "did you mean '回复率'?"),
    (["month.csv", "--card", "card.json", "--decisions", "team.csv"], 1, "team.csv"),
    (["catalogue", "回复绿"], 1, "did you mean '回复率'?"),
    (["sample", "days.csv", "--seed", "1"], 2, "the following arguments are required: --plan"),
    (["reviews"], 2, "the following arguments are required: FILE"),
    (["reviews", "days.csv"], 1, "no column 评价, 正文 or text; it has 客服, 询单, 付款"),
])
def test_what_is_wrong_is_told_in_one_line(files, arguments, code, words):
    assert run(*arguments, code=code, cwd=files) == ""
    assert words in run.error and run.error.count("\n") == 1
    assert ("--help" in run.error) == (code == 2)


def test_a_file_in_another_encoding(files):
    assert run("gb.csv", "--card", "card.json", "--encoding", "gb18030", cwd=files) == run(
        "month.csv", "--card", "card.json", cwd=files)


def test_a_workbook_is_no_csv(files):
    (files / "book.csv").write_bytes(b"PK\x03\x04....")
    run("book.csv", cwd=files, code=1)
    assert run.error == "kefu: book.csv: this is an Excel workbook (.xlsx): save it as CSV UTF-8\n"


def test_rows_of_sums_are_warned_about(files):
    (files / "month.csv").write_text("客服,转化率\n小林,46%\n合计,46%\n", "utf-8")
    run("month.csv", cwd=files)
    assert run.error == ("kefu: month.csv: warning: 合计 is counted as a person; leave it out with "
                         "--skip 合计\n")
    assert "合计" not in run("month.csv", "--skip", "合计", cwd=files) and not run.error


def test_people_whom_the_roster_does_not_know_are_named(files):
    (files / "team.csv").write_text("客服,姓名\n小林,林晓燕\n", "utf-8")
    run("month.csv", "--roster", "team.csv", "--day", "2026-09-30", cwd=files)
    assert run.error == "kefu: month.csv: not on the roster (add an alias there, or --skip): 阿杰\n"


@pytest.mark.parametrize("command", [[], ["reviews"], ["sample"], ["catalogue"]])
def test_help_has_examples(command):
    assert "examples:\n  python -m kefu" in run(*command, "--help").replace("echo", "python -m kefu", 1)


def test_no_colours_where_nobody_looks(files):
    assert "\x1b" not in run("month.csv", "--card", "card.json", cwd=files)


def on_terminal(*arguments, cwd, **environment):
    """What a command prints to a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    made = subprocess.Popen([sys.executable, "-m", "kefu", *arguments], cwd=cwd, stdin=subprocess.DEVNULL,
                            stdout=theirs, stderr=theirs,
                            env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "", **environment})
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            piece = b""
        if not piece:
            break
        said += piece
    os.close(ours)
    assert made.wait() == 0
    return said.decode().replace("\r\n", "\n")


def test_colours_on_a_terminal(files):
    said = on_terminal("month.csv", "--card", "card.json", cwd=files)
    assert "\x1b[1m80.00\x1b[0m" in said and "\x1b[2m" in said
    plain = on_terminal("month.csv", "--card", "card.json", cwd=files, NO_COLOR="1")
    assert plain == run("month.csv", "--card", "card.json", cwd=files) == re.sub("\x1b\\[[0-9;]*m", "", said)


def test_progress_on_a_terminal_is_wiped_away(files):
    rows = "".join(f"K{i % 50},{i % 300}\n" for i in range(400_000))
    (files / "big.csv").write_text("客服,n\n" + rows * 6, "utf-8")
    said = on_terminal("--events", "big.csv", "--metric", "n=sum(n)", cwd=files)
    assert said.split("\r\x1b[K")[-1].startswith("客服") and "客服" not in said.split("\r\x1b[K")[0]


# ---- Reviews, samples, definitions -----------------------------------------------------------


@needs_programs
def test_reviews_as_json_are_those_of_the_review_desk(data):
    made = subprocess.run([PROGRAMS / "review_desk", "--json", "--roster", data / "nicknames.csv",
                           data / "reviews.csv"], check=True, capture_output=True)
    said = run("reviews", data / "reviews.csv", "--roster", data / "nicknames.csv", "--json")
    assert said == made.stdout.decode()


@needs_programs
def test_the_summary_counts_as_the_review_desk_does(data):
    """examples/review_desk/README.md: 164, 86, 8, 73, 3."""
    said = run("reviews", data / "reviews.csv", "--limit", "0")
    assert said.splitlines()[:2] == ["评价  好评  中评  差评  待人工判断", " 164    86     8    73           3"]


def test_reviews_from_a_pipe_with_their_evidence():
    said = run("reviews", "-", stdin="快递太慢了,客服也不理人\n质量很好\n".encode())
    assert "#1\n  [-快递]太慢了,客服也[-不理人]\n  差评" in said and "#2\n" in said


def test_english_reviews(tmp_path):
    said = run("reviews", "-", "--english", "--lang", "en", "--html", tmp_path / "page.html",
               stdin=b"Terrible, it <b>broke</b> after two days.\n")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "negative" in said or "bad" in said
    assert "&lt;b&gt;" in page and "<b>" not in page and page.count("<style>") == 2


@needs_programs
def test_a_sample_is_the_one_that_weekly_qc_draws(data, tmp_path):
    """examples/weekly_qc/README.md: 何嘉俊 7 of 21 refunds; 320 of 3651 in all."""
    plan = ROOT / "examples" / "weekly_qc" / "plan.json"
    said = run("sample", data / "conversations.csv", "--plan", plan, "--seed", "2026-W39",
               "--csv", tmp_path / "list.csv", "--limit", "1")
    lines = [line.split() for line in said.splitlines()]
    assert ["何嘉俊", "退款会话", "7", "21"] in lines and ["合计", "320", "3651"] in lines
    assert len((tmp_path / "list.csv").read_text("utf-8").splitlines()) == 321


def test_a_definition():
    """As examples/catalogue prints it."""
    assert run("catalogue", "回复率").splitlines()[:2] == [
        "kefu.reply_rate/1  回复率  Reply rate", "  formula  ratio(replied, received)"]
    assert len(run("catalogue").splitlines()) == 155  # and the heads: tests/run.sh counts 154
    assert json.loads(run("catalogue", "--json"))["format"] == 1
