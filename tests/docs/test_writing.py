"""Generated parts of pages say what the sources say, and leave the rest of a page alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.writing import odd, sources, stress, trace
from docs.writing.__main__ import PAGES
from docs.writing.marks import fill, tabulate

from goodwill.draws.decisions import Decision
from goodwill.parameters import ledger
from goodwill.strategy import Observation

PAGE = "Before.\n\n<!-- generated: a part -->\nold\n<!-- end -->\n\nAfter.\n"


def write_module(folder: Path, text: str) -> Path:
    path = folder / "module.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_part_is_written_anew_and_the_rest_stays() -> None:
    filled = fill(PAGE, {"a part": lambda: ["new", "lines"]})
    assert filled.startswith("Before.\n\n<!-- generated: a part -->\n\nnew\nlines\n\n<!-- end -->")
    assert filled.endswith("\n\nAfter.\n")
    assert fill(filled, {"a part": lambda: ["new", "lines"]}) == filled


@pytest.mark.parametrize(
    "page",
    [
        "nothing is marked",
        PAGE.replace("a part", "another"),
        PAGE + "<!-- generated: a part -->\nwithout an end\n",
    ],
)
def test_a_page_with_wrong_marks_is_refused(page: str) -> None:
    with pytest.raises(LookupError, match="Known: a part"):
        fill(page, {"a part": list})


def test_a_cell_cannot_break_its_table() -> None:
    assert tabulate(("one",), [("a|b\nc",)]) == ["| one |", "| --- |", "| a\\|b c |"]


def test_every_page_has_each_of_its_parts_once() -> None:
    for name, parts in PAGES.items():
        page = (sources.ROOT / name).read_text(encoding="utf-8")
        for part in parts:
            assert page.count(f"<!-- generated: {part} -->") == 1


def test_a_field_is_read_with_the_comment_on_its_line(tmp_path: Path) -> None:
    path = write_module(
        tmp_path,
        'class One:\n    """Say what it is.\n\n    More.\n    """\n\n'
        "    plain: int\n    told: float = 0.0  # what it means\n",
    )
    found = sources.read_class(path, "One")
    assert found.text == "Say what it is"
    assert found.fields == (
        sources.Named("plain", "int", ""),
        sources.Named("told", "float", "what it means"),
    )
    with pytest.raises(LookupError, match="no class 'Two'"):
        sources.read_class(path, "Two")


def test_a_field_that_nothing_explains_is_refused() -> None:
    silent = sources.Described("Unheard", "", (sources.Named("field", "int", ""),))
    with pytest.raises(LookupError, match="Unheard: field"):
        sources.explain(silent)


def test_a_meaning_that_the_source_gives_itself_is_refused() -> None:
    told = sources.Described("Rep", "", (sources.Named("name", "str", "its name"),))
    with pytest.raises(LookupError, match="not both"):
        sources.explain(told)


def test_sections_have_all_members_of_an_enumeration() -> None:
    sections = sources.read_sections(sources.PACKAGE / "draws" / "decisions.py", "Decision")
    assert [one.name for _, members in sections for one in members] == [
        one.name for one in Decision
    ]
    assert len(sections) > 3
    assert all(text for text, _ in sections)


def test_a_body_is_code_without_its_docstring(tmp_path: Path) -> None:
    path = write_module(
        tmp_path, 'def f(x: int) -> int:\n    """Double."""\n    return 2 * x  # twice\n'
    )
    assert sources.read_body(path, "f") == "def f(x):\n    return 2 * x  # twice"
    with pytest.raises(LookupError, match="no documented function 'g'"):
        sources.read_body(path, "g")


def test_roles_and_backquotes_are_taken_out_of_first_lines(tmp_path: Path) -> None:
    path = write_module(
        tmp_path, '@kernel\ndef f():\n    """Draw an :class:`~a.b.Inbound` of `x`."""\n'
    )
    assert sources.read_functions(path, "kernel") == (
        sources.Named("f", "", "Draw an Inbound of x"),
    )


def test_tables_have_a_row_for_each_thing_that_there_is() -> None:
    assert len(odd.list_observables()) == 2 + len(Observation._fields)
    assert odd.list_parameters()[-1].startswith(f"| all | {len(ledger())} |")
    assert stress.list_supports()[-1] == f"| {len(ledger())} | in all |"
    assert any("spending budgets has the law" in row for row in trace.list_theory())


def test_every_part_can_be_written() -> None:
    for parts in PAGES.values():
        for write in parts.values():
            assert any(line.strip() for line in write())
