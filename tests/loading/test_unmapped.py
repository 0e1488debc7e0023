"""Test that personal data and formulas are refused in columns that nobody asks for too."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.unmapped import names_address, refuse_unsafe_cells


def write(folder: Path, text: str) -> Path:
    path = folder / "leads.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("jane@example.org", "note: the cell holds an e-mail address or a phone number"),
        ("+31 6 1234 5678", "note: the cell holds an e-mail address or a phone number"),
        ("=HYPERLINK(1)", "note: the cell begins like a spreadsheet formula"),
    ],
)
def test_an_unsafe_cell_of_a_column_that_nobody_asks_for_is_refused(
    tmp_path: Path, cell: str, said: str
) -> None:
    path = write(tmp_path, f"id,note\na1,fine\na2,{cell}\na3,{cell}\n")
    with pytest.raises(ScenarioError) as caught:
        refuse_unsafe_cells(path)
    assert str(caught.value).startswith(f"{path}:3: {said}")
    assert str(caught.value).endswith(" 1 more row has the same.")
    assert cell not in str(caught.value)
    refuse_unsafe_cells(path, ignored=["note"])
    refuse_unsafe_cells(write(tmp_path, "id,note\na1,-5\na2,0.0\n"))


def test_a_column_that_is_named_for_addresses_is_refused_whatever_it_holds(tmp_path: Path) -> None:
    path = write(tmp_path, "id,Work e-mail\na1,hidden\na2,ann@example.com\n")
    with pytest.raises(ScenarioError) as caught:
        refuse_unsafe_cells(path)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{path}:1: 'Work e-mail': the column holds e-mail addresses or phone")
    assert line.endswith("'ignore_columns: [Work e-mail]'.")
    refuse_unsafe_cells(path, ignored=["Work e-mail"])


def test_a_mapped_column_may_be_named_so_but_its_cells_are_checked(tmp_path: Path) -> None:
    refuse_unsafe_cells(write(tmp_path, "email,date\n8d1f,2026-01-05\n"), mapped=["email"])
    path = write(tmp_path, "email,date\nann@example.com,2026-01-05\n")
    with pytest.raises(ScenarioError, match=r":2: email: the cell holds an e-mail address"):
        refuse_unsafe_cells(path, mapped=["email"])


def test_a_column_to_ignore_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "id,email\na1,x\n")
    with pytest.raises(ScenarioError, match=r"no column 'emial' to ignore. Did you mean 'email'"):
        refuse_unsafe_cells(path, ignored=["emial"])


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("email", True),
        ("E-Mail Address", True),
        ("emailAddress", True),
        ("PHONE", True),
        ("mobile_no", True),
        ("Contact phone 2", True),
        ("emails_sent", False),
        ("mobile_visits", False),
        ("email_opened", False),
        ("origin", False),
        ("landing_page_id", False),
        ("", False),
    ],
)
def test_names_of_addresses_are_told_from_names_of_counts(*, name: str, personal: bool) -> None:
    assert names_address(name) is personal
