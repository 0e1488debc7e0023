"""Files of public data are read as they are, and refused in a sentence where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodwill.calibration.cases import bank, hillstrom, olist
from goodwill.calibration.cases.curves import Halves
from goodwill.errors import ResultError

DATA = Path(os.environ.get("GOODWILL_DATA") or "nowhere")


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not (DATA / name).is_file(), reason=f"{name} is not in GOODWILL_DATA")


def count_people(halves: Halves) -> int:
    return sum(int(curve.trials[0]) for half in (halves.fit, halves.check) for curve in half)


@needs("bank-full.csv")
@pytest.mark.parametrize("read", [bank.read, bank.read_cut])
def test_both_halves_of_the_bank_hold_everybody(read: object) -> None:
    halves = read(DATA)  # type: ignore[operator]
    assert count_people(halves) == 45_211
    assert sum(int(one[0].successes[0]) for one in (halves.fit, halves.check)) == 2_561


@needs("hillstrom.csv")
def test_both_halves_of_the_shop_hold_everybody_once() -> None:
    halves = hillstrom.read(DATA)
    people = sum(int(one.trials.sum()) for half in (halves.fit, halves.check) for one in half)
    visits = sum(int(one.successes.sum()) for half in (halves.fit, halves.check) for one in half)
    assert (people, visits) == (64_000, 9_394)


@needs("olist_closed_deals_dataset.csv")
def test_both_halves_of_the_marketplace_hold_the_requests_of_five_months() -> None:
    halves = olist.read(DATA)
    assert count_people(halves) == 5_998
    closed = sum(int(one.successes.sum()) for half in (halves.fit, halves.check) for one in half)
    assert closed == 736  # 737 within 160 days, but one on record before its request


def test_a_bank_is_counted_call_by_call_and_month_by_month(tmp_path: Path) -> None:
    rows = ["may;1;no", "may;3;yes", "jun;2;yes", "may;1;yes", "jun;40;no"]
    (tmp_path / "bank-full.csv").write_text(
        "\n".join(['"month";"campaign";"y"', *rows]), encoding="utf-8"
    )
    halves = bank.read(tmp_path)
    assert halves.fit[0].trials[:4].tolist() == [3, 1, 1, 0]  # may, and may again
    assert halves.fit[0].successes[:4].tolist() == [1, 0, 1, 0]
    assert halves.check[0].trials[:4].tolist() == [2, 2, 1, 1]
    assert halves.clusters is not None
    assert halves.clusters[0][:, 0].tolist() == [2, 1]


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
    halves = olist.read(tmp_path)
    social = next(one for one in halves.fit if one.name == "social")
    assert social.trials.tolist() == [2, 2, 1, 1, 1, 1, 1]  # not by day 3, but by day 7
    assert social.shown.tolist() == [0.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    others = next(one for one in halves.check if one.name == "all others")
    assert others.successes.tolist() == [0, 0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month;y\nmay;no\n", "columns campaign are missing"),
        ("month;campaign;y\nmay;1\n", "this row is too short"),
        ("month;campaign;y\nmay;one;no\n", "'one' is no number of calls"),
        (None, "there is no such file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "bank-full.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ResultError, match=said):
        bank.read(tmp_path)
