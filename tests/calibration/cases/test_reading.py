"""Files of public data are read as they are, and refused in a sentence where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodwill.calibration.cases import bank, hillstrom, olist
from goodwill.calibration.cases.curves import Halves
from goodwill.calibration.cases.definition import CASES, load_case
from goodwill.errors import ResultError

DATA = Path(os.environ.get("GOODWILL_DATA") or "nowhere")
NAMES = {name: load_case(name).data for name in CASES}


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not (DATA / name).is_file(), reason=f"{name} is not in GOODWILL_DATA")


def count_people(halves: Halves) -> int:
    return sum(int(curve.trials[0]) for half in (halves.fit, halves.check) for curve in half)


@needs("bank-full.csv")
@pytest.mark.parametrize("read", [bank.read, bank.read_cut])
def test_both_halves_of_the_bank_hold_everybody(read: object) -> None:
    halves = read(DATA, NAMES["bank"])  # type: ignore[operator]
    assert count_people(halves) == 45_211
    assert sum(int(one[0].successes[0]) for one in (halves.fit, halves.check)) == 2_561


@needs("hillstrom.csv")
def test_both_halves_of_the_shop_hold_everybody_once() -> None:
    halves = hillstrom.read(DATA, NAMES["hillstrom"])
    people = sum(int(one.trials.sum()) for half in (halves.fit, halves.check) for one in half)
    visits = sum(int(one.successes.sum()) for half in (halves.fit, halves.check) for one in half)
    assert (people, visits) == (64_000, 9_394)


@needs("olist_closed_deals_dataset.csv")
def test_both_halves_of_the_marketplace_hold_the_requests_of_five_months() -> None:
    halves = olist.read(DATA, NAMES["olist"])
    assert count_people(halves) == 5_998
    closed = sum(int(one.successes.sum()) for half in (halves.fit, halves.check) for one in half)
    assert closed == 736  # 737 within 160 days, but one on record before its request


def test_a_bank_is_counted_call_by_call_and_month_by_month(tmp_path: Path) -> None:
    rows = ["may;1;no", "may;3;yes", "jun;2;yes", "may;1;yes", "jun;40;no"]
    (tmp_path / "bank-full.csv").write_text(
        "\n".join(['"month";"campaign";"y"', *rows]), encoding="utf-8"
    )
    halves = bank.read(tmp_path, NAMES["bank"])
    assert halves.fit[0].trials[:4].tolist() == [3, 1, 1, 0]  # may, and may again
    assert halves.fit[0].successes[:4].tolist() == [1, 0, 1, 0]
    assert halves.check[0].trials[:4].tolist() == [2, 2, 1, 1]
    assert halves.clusters is not None
    assert halves.clusters[0][:, 0].tolist() == [2, 1]
    assert halves.check_clusters is not None
    assert halves.check_clusters[0][:, 0].tolist() == [1, 1]


def test_files_are_read_under_the_names_that_the_case_declares(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("month;campaign;y\nmay;1;yes\n", encoding="utf-8")
    assert bank.read_customers(tmp_path, ("mine.csv",)) == [("may", 1, True)]
    with pytest.raises(ResultError, match=r"a\.csv, b\.csv: 2 files, 1 are needed"):
        bank.read(tmp_path, ("a.csv", "b.csv"))


def test_requests_are_followed_by_origin_from_their_own_day(tmp_path: Path) -> None:
    (tmp_path / "olist_marketing_qualified_leads_dataset.csv").write_text(
        "mql_id,first_contact_date,origin\n"
        "a,2018-01-02,social\nb,2018-01-02,social\nc,2018-04-01,email\nd,2017-12-31,social\n",
        encoding="utf-8",
    )
    (tmp_path / "olist_closed_deals_dataset.csv").write_text(
        "mql_id,won_date\na,2018-01-07 12:00:00\nc,2018-04-30 00:00:00\nd,2018-01-01\n",
        encoding="utf-8",
    )
    halves = olist.read(tmp_path, NAMES["olist"])
    social = next(one for one in halves.fit if one.name == "social")
    assert social.trials.tolist() == [2, 2, 1, 1, 1, 1, 1]  # not by day 3, but by day 7
    assert social.shown.tolist() == [0.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    others = next(one for one in halves.check if one.name == "all others")
    assert others.successes.tolist() == [0, 0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month;y\nmay;no\n", "columns campaign are missing"),
        ("month;campaign;y\nmay;1\n", r"bank-full\.csv:2: this row is too short"),
        ("month;campaign;y\nmay;one;no\n", r"bank-full\.csv:2: campaign: 'one' is no number of"),
        ("month;campaign;y\nmay;0;no\n", "'0' is no number of calls"),
        ("month;campaign;y\nmay;1;maybe\n", "'maybe' is neither 'yes' nor 'no'"),
        (None, "there is no such file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "bank-full.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ResultError, match=said):
        bank.read(tmp_path, NAMES["bank"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,0,Mens E-Mial,1", r"hillstrom\.csv:2: Mens E-Mial: unknown segment. Did you mean"),
        ("1,0,No E-Mail,2", "visit: '2' is neither 0 nor 1"),
    ],
)
def test_customers_of_no_arm_and_no_answer_are_refused(tmp_path: Path, row: str, said: str) -> None:
    text = f"mens,womens,segment,visit\n{row}\n"
    (tmp_path / "hillstrom.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ResultError, match=said):
        hillstrom.read(tmp_path, NAMES["hillstrom"])


def test_a_date_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    for name, header in zip(
        NAMES["olist"], ("mql_id,first_contact_date,origin", "mql_id,won_date"), strict=True
    ):
        (tmp_path / name).write_text(f"{header}\na,soon,social\n", encoding="utf-8")
    with pytest.raises(ResultError, match=r"closed_deals_dataset\.csv:2: 'soon' is no date"):
        olist.read(tmp_path, NAMES["olist"])
