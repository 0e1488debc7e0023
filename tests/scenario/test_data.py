"""Real leads are found and read, and what is left out of them is said."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from tests.scenario.copies import SHIPPED, change, refusal

from goodwill.population import Lead
from goodwill.scenario import inspect_files, load_scenario
from goodwill.scenario.data import DATA_VARIABLE
from goodwill.vocabulary import Inbound


def test_leads_come_from_their_file() -> None:
    leads = load_scenario(SHIPPED / "leads.yaml")
    by_name = {lead.name: lead for lead in leads.leads}
    assert set(by_name) == {"a1", "b2", "c3"}
    usual, paid = (0.5, 0.3, 0.2, 0.0, 0.0, 0.0), (0.0, 0.4, 0.6, 0.0, 0.0, 0.0)
    a1, b2 = by_name["a1"], by_name["b2"]
    assert a1[2:] == ("paid_search", 0, paid, Inbound.DEMO_REQUEST)
    assert isinstance(a1, Lead)
    assert b2[2:] == ("missing", 0, usual, Inbound.CONTENT_DOWNLOAD)
    assert [(deal.lead, deal.second // 86_400) for deal in leads.deals] == [("a1", 56)]
    assert {"leads.csv", "deals.csv"} < {file.name for file in leads.files}


def test_the_data_folder_goes_before_the_environment_and_both_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("given", "environment"):
        (folder.parent / name).mkdir()
        lead = f"key,first_seen,origin\n{name},2018-01-02,mail\n"
        (folder.parent / name / "leads.csv").write_text(lead, encoding="utf-8")
    path = folder / "leads.yaml"
    assert len(load_scenario(path).leads) == 3
    monkeypatch.setenv("GOODWILL_DATA", str(folder.parent / "environment"))
    assert [lead.name for lead in load_scenario(path).leads] == ["environment"]
    given_folder = folder.parent / "given"
    assert [lead.name for lead in load_scenario(path, data=given_folder).leads] == ["given"]


def test_missing_data_are_refused_with_how_to_name_the_folder(folder: Path) -> None:
    (folder / "leads.csv").unlink()
    message = refusal(folder / "leads.yaml", data=folder.parent)
    assert "leads.file: there is no file" in message
    assert "Name the folder where it is in GOODWILL_DATA, or by --data DIR" in message


def test_faulty_data_are_refused_with_file_and_line(folder: Path) -> None:
    change(folder / "leads.csv", "c3,2018-01-20", "c3,yesterday")
    assert f"{folder / 'leads.csv'}:4" in refusal(folder / "leads.yaml")


def test_the_real_leads_come_in_where_they_are_at_hand(folder: Path) -> None:
    data = Path(os.environ.get(DATA_VARIABLE, "") or "nowhere")
    if not (data / "olist_marketing_qualified_leads_dataset.csv").is_file():
        pytest.skip(f"{DATA_VARIABLE} does not hold the leads")
    path = folder / "leads.yaml"
    change(path, "file: leads.csv", "file: olist_marketing_qualified_leads_dataset.csv")
    change(path, "id: key, date: first_seen", "id: mql_id, date: first_contact_date")
    change(path, "file: deals.csv", "file: olist_closed_deals_dataset.csv")
    change(path, "id: key, date: won}", "id: mql_id, date: won_date}")
    scenario = load_scenario(path, data=data)
    with (data / "olist_marketing_qualified_leads_dataset.csv").open(encoding="utf-8") as stream:
        dates = [row["first_contact_date"] for row in csv.DictReader(stream)]
    days = [sum("2018-01-01" <= date <= f"2018-01-{last}" for date in dates) for last in (29, 30)]
    assert days[0] < len(scenario.leads) <= days[1]  # the last local day ends beyond the horizon
    assert 0 < len(scenario.deals) < len(scenario.leads)


def test_leads_outside_the_horizon_and_their_deals_are_noted_with_file_and_line(
    folder: Path,
) -> None:
    path = folder / "leads.yaml"
    leads, deals = load_scenario(path).notes
    assert leads == (
        f"{path}:10:9: leads.file: left out of 5 leads: "
        "1 before the start, 2018-01-01; 1 after the horizon of 30 days."
    )
    assert deals.endswith("left out of 2 deals: 1 without a lead within the horizon.")
    assert inspect_files([path, path]) == ([], [leads, deals], [])


def test_where_nothing_is_left_out_nothing_is_noted(folder: Path) -> None:
    path = folder / "leads.yaml"
    change(path, "start: 2018-01-01", "start: 2017-12-01")
    change(path, "horizon: 30 days", "horizon: 300 days")
    assert load_scenario(path).notes == ()
    assert inspect_files([path]) == ([], [], [])


def test_leads_that_are_not_at_hand_are_not_said_to_be_left_out(folder: Path) -> None:
    (folder / "leads.csv").unlink()
    assert inspect_files([folder / "leads.yaml"]) == ([], [], [])
