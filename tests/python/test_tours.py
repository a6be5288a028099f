"""The examples in examples/python give what the C programs give."""

import importlib.util
import pathlib
import re
import sys
from decimal import Decimal
from statistics import NormalDist

import pytest

import shop_month

FOLDER = shop_month.ROOT / "examples" / "python"
pytest.importorskip("matplotlib")


def tour(name):
    spec = importlib.util.spec_from_file_location("tour_" + name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    if not (shop_month.PROGRAMS / "shop").exists():
        pytest.skip("the shop's exports are written by build/examples/shop: make demo")
    return shop_month.files(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def c_says(data):
    return shop_month.printed(data, "--why", "赵明轩", "--why", "林晓燕")


def run(tour, data, picture, capsys):
    tour.main(data, picture)
    return capsys.readouterr().out


def pay_of(text):
    """Of the table of pay: each person's parts, and what is paid out."""
    heads, *rows = [line.split() for line in
                    re.search(r"^客服 .*应发.*(\n.+){12}", text, flags=re.M)[0].splitlines()]
    return {row[0]: [*row[1:6], row[heads.index("应发")]] for row in rows}


@pytest.mark.parametrize("frames", ["polars", "pandas"])
def test_the_month_is_that_of_the_c_program(frames, data, c_says, tmp_path, capsys, monkeypatch):
    pytest.importorskip(frames)
    if frames == "pandas":
        monkeypatch.setitem(sys.modules, "polars", None)
    said = run(tour("month_end"), data, tmp_path / "month.png", capsys)
    table = c_says.split("\n\n等待复核")[0]
    assert table.count("\n") == 28 and said.startswith(table + "\n\n")
    for line in c_says[c_says.index("\n赵明轩 (K02)  总分"):].strip().splitlines():
        assert line in said.splitlines() or not line
    assert pay_of(said) == pay_of(c_says)
    prizes = [line.strip() for line in c_says.splitlines() if re.match(r"  \S+之星第", line)]
    assert len(prizes) == 7 and "\n".join(prizes) in said
    shown = re.search(r"^```\n(  .*?)^```$", (FOLDER / "README.md").read_text("utf-8"), re.M | re.S)[1]
    assert shown in said
    assert (tmp_path / "month.png").read_bytes().startswith(b"\x89PNG")


def wilson(x, n):
    """Both ends of the 95% interval, from the textbook, in floats."""
    z, p = NormalDist().inv_cdf(0.975), x / n
    middle, half = p + z * z / 2 / n, z * (p * (1 - p) / n + z * z / 4 / n / n) ** 0.5
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def test_ranges_by_hand(data):
    """Bands of conversion: 55% 100, 50% 90, 45% 80, 40% 65, else 50 points, of which 15% count. 黄诗涵
    lacks DSR, whose 10% go to the other 90."""
    month_end = tour("month_end")
    frame, sheet = month_end.month(data)
    found = {row.name: (low, high, best, worst)
             for row, low, high, best, worst in month_end.ranges(frame, sheet)}
    bands = [(0.55, 100), (0.5, 90), (0.45, 80), (0.4, 65), (0, 50)]
    for name, share in (("赵明轩", "0.15"), ("周雨桐", "0.15"), ("何嘉俊", "0.15"), ("陈一鸣", "0.15")):
        rate = frame.value(sheet.person[sheet.name.index(name)], "转化率")
        total = sheet.total[sheet.name.index(name)]
        points = [next(p for least, p in bands if at >= least)
                  for at in (rate.num / rate.den, *wilson(rate.num, rate.den))]
        changed = [total + Decimal(share) * (p - points[0]) for p in points]
        assert found[name][:2] == (min(changed), max(changed))
    assert found["赵明轩"] == (Decimal("76.23"), Decimal("78.48"), 7, 8)
    assert found["林晓燕"][2:] == (1, 1) and found["周雨桐"][2:] == found["何嘉俊"][2:] == (3, 4)
    assert "沈梦洁" not in found  # too few enquiries to be ranked


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_without_chinese_fonts(data, tmp_path, ending):
    month_end = tour("month_end")
    month_end.FONTS = ()
    frame, sheet = month_end.month(data)
    picture = tmp_path / f"month.{ending}"
    month_end.draw(month_end.ranges(frame, sheet), sheet.label(), picture)
    assert picture.stat().st_size > 5000
