"""Test that real leads come when the file says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.leads import Deal, LeadRow, read_deals, read_leads
from goodwill.loading.scenarios import DealsPart, LeadsPart
from goodwill.vocabulary import Inbound

DAY = 86_400
START = dt.date(2018, 1, 1)


def part(origin: str | None = "source") -> LeadsPart:
    return LeadsPart.model_validate(
        {
            "file": "leads.csv",
            "columns": {"id": "key", "date": "seen", "origin": origin},
            "event": Inbound.DEMO_REQUEST,
            "intents": {"buying": 1.0},
        }
    )


def write(folder: Path, text: str) -> Path:
    path = folder / "leads.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_leads_come_in_time_and_only_within_the_horizon(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "key,seen,source\nb,2018-01-02 10:00:00,mail\na,2018-01-01 09:00:00,\n"
        "c,2017-12-31 23:59:59,mail\nd,2018-01-11 00:00:01,mail\n",
    )
    rows = read_leads(path, part(), "America/Sao_Paulo", START, 10 * DAY)
    assert rows.rows == (
        LeadRow("a", 9 * 3_600, "missing"),
        LeadRow("b", DAY + 10 * 3_600, "mail"),
    )


def test_leads_outside_the_horizon_are_counted(tmp_path: Path) -> None:
    days = ("2017-12-30", "2017-12-31", "2018-01-01", "2018-01-02", "2018-01-03", "2018-01-04")
    lines = "".join(f"k{day},{day} 00:00:00,mail\n" for day in days)
    path = write(tmp_path, f"key,seen,source\n{lines}")
    leads = read_leads(path, part(), "UTC", START, DAY)
    assert ([row.id for row in leads.rows], leads.n_before, leads.n_after) == (
        ["k2018-01-01"],
        2,
        3,
    )
    assert leads.n_in_all == len(days)


def test_a_file_without_origins_has_leads_of_one(tmp_path: Path) -> None:
    path = write(tmp_path, "key,seen\na,2018-01-01 09:00:00\n")
    assert read_leads(path, part(None), "UTC", START, DAY).rows[0].origin == "missing"


def test_a_lead_with_a_date_alone_comes_at_some_second_of_that_local_day(tmp_path: Path) -> None:
    lines = "".join(f"k{number},2018-01-02,mail\n" for number in range(500))
    rows = read_leads(
        write(tmp_path, f"key,seen,source\n{lines}"), part(), "UTC", START, 9 * DAY
    ).rows
    assert all(DAY <= row.second < 2 * DAY for row in rows)
    assert len({row.second // 3_600 for row in rows}) == 24
    local = read_leads(tmp_path / "leads.csv", part(), "Asia/Tokyo", START, 9 * DAY).rows
    assert {row.id: row.second - 9 * 3_600 for row in rows} == {row.id: row.second for row in local}


def test_that_second_depends_on_the_id_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "key,seen,source\na,2018-01-02,mail\nb,2018-01-03,mail\n")
    both = {row.id: row.second for row in read_leads(path, part(), "UTC", START, 9 * DAY).rows}
    path = write(tmp_path, "key,seen,source\nb,2018-01-03,other\n")
    (alone,) = read_leads(path, part(), "UTC", START, 9 * DAY).rows
    assert alone.second == both["b"]


def test_a_file_without_any_lead_in_the_horizon_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "key,seen,source\na,2019-01-02,mail\n")
    with pytest.raises(ScenarioError, match="They come from 2019-01-02 to 2019-01-02"):
        read_leads(path, part(), "UTC", START, DAY)


def test_deals_may_lie_beyond_the_horizon(tmp_path: Path) -> None:
    path = write(tmp_path, "key,won\nb,2018-02-01 00:00:00\na,2018-01-01 00:01:00\n")
    deals = DealsPart.model_validate({"file": "x.csv", "columns": {"id": "key", "date": "won"}})
    assert read_deals(path, deals, START) == (Deal("a", 60), Deal("b", 31 * DAY))


ADDRESSED = "key,seen,source,email\na,2018-01-02 10:00:00,mail,ann@example.com\n"


def test_a_column_of_addresses_that_nobody_asks_for_is_refused_until_it_is_ignored(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, ADDRESSED)
    with pytest.raises(ScenarioError, match=":1: 'email': the column holds e-mail addresses"):
        read_leads(path, part(), "UTC", START, 9 * DAY)
    ignoring = part().model_copy(update={"ignore_columns": ("email",)})
    rows = read_leads(path, ignoring, "UTC", START, 9 * DAY).rows
    assert [row.id for row in rows] == ["a"]


def test_deals_can_ignore_columns_too(tmp_path: Path) -> None:
    path = write(tmp_path, "key,won,phone\na,2018-02-01,+31 6 5550 0100\n")
    given = {"file": "x.csv", "columns": {"id": "key", "date": "won"}}
    with pytest.raises(ScenarioError, match=":1: 'phone': the column holds"):
        read_deals(path, DealsPart.model_validate(given), START)
    ignoring = DealsPart.model_validate({**given, "ignore_columns": ("phone",)})
    assert read_deals(path, ignoring, START) == (Deal("a", 31 * DAY),)
