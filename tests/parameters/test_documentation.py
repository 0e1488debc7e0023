"""The page of the numbers says what the ledger says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodwill.errors import ParameterError
from goodwill.parameters import Parameters, ledger
from goodwill.parameters.__main__ import main
from goodwill.parameters.documentation import SUPPORTS, find_support, write_page
from goodwill.parameters.values import each_number

PAGE = Path(__file__).parents[2] / "docs" / "parameters.md"
ENTRIES = {entry.key: entry for entry in ledger()}


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == write_page(ledger()), "run `make docs`"


def test_every_entry_has_one_row_with_its_source_and_unit() -> None:
    page = write_page(ledger())
    for entry in ledger():
        section = page.split(f"\n## {entry.group}\n")[1].split("\n## ")[0]
        rows = [line for line in section.splitlines() if line.startswith(f"| `{entry.name}` |")]
        assert len(rows) == 1, entry.key
        cells = rows[0].strip("| ").split(" | ")
        assert entry.unit in cells
        assert entry.source in cells


def test_every_row_of_a_table_has_as_many_cells_as_its_header() -> None:
    for block in write_page(ledger()).split("\n\n"):
        if block.startswith("|"):
            assert len({line.count(" | ") for line in block.splitlines()}) == 1


def test_every_group_has_a_section() -> None:
    assert (
        tuple(re.findall(r"^## (\w+)$", write_page(ledger()), re.MULTILINE)) == Parameters._fields
    )


def test_the_opening_counts_what_there_is() -> None:
    opening = write_page(ledger()).split("\n\n")[1]
    n_numbers = sum(len(list(each_number(entry.value))) for entry in ledger())
    assert opening.startswith(f"The model has {len(ledger())} parameters, {n_numbers} numbers")
    counted = {find_support(entry) for entry in ledger()}
    numbers = map(int, re.findall(r"(\d+) (?:rests?|are|is) ", opening))
    assert sum(numbers) == len(ledger())
    assert counted == set(SUPPORTS)


def test_the_opening_depends_on_the_entries() -> None:
    entries = [entry._replace(source="assumed", confidence="assumed") for entry in ledger()[:3]]
    assert "3 are assumed outright" in write_page(entries)
    assert "1 is assumed outright" in write_page(entries[:1])


@pytest.mark.parametrize(
    ("key", "support"),
    [
        ("noticing.bounce", "published"),
        ("memory.burn", "nearby"),
        ("vendor.rep_hour_cost", "recalled"),
        ("memory.goodwill_days", "assumed"),
        ("living.candidates_per_year", "fixed"),
    ],
)
def test_support_is_told_from_the_source(key: str, support: str) -> None:
    assert find_support(ENTRIES[key]) == support


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    page = write_page([ENTRIES["memory.burn"]._replace(meaning="this | that")])
    assert "this \\| that" in page


def test_a_page_without_entries_is_refused() -> None:
    with pytest.raises(ParameterError, match="no entries"):
        write_page(())


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    assert main([str(path)]) == 0
    assert path.read_bytes() == PAGE.read_bytes()
    assert main([str(path), "--check"]) == 0


def test_the_command_checks_the_page_of_the_project() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("old", ["something else\n", None])
def test_the_command_finds_an_old_page_and_leaves_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str | None
) -> None:
    path = tmp_path / "page.md"
    if old is not None:
        path.write_text(old, encoding="utf-8")
    assert main([str(path), "--check"]) == 1
    assert f"{path}: not what the ledger says." in capsys.readouterr().err
    assert path.exists() is (old is not None)
    assert old is None or path.read_text("utf-8") == old


def test_a_page_that_cannot_be_written_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere" / "page.md")]) == 1
    assert "nowhere" in capsys.readouterr().err
