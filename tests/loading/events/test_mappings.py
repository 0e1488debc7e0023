"""Test that mappings are read strictly, and found by what a header says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.loading.events.reading_text import MAPPING, parse_mapping

from goodwill.errors import ScenarioError
from goodwill.loading.events import EventKind, find_mapping, shipped_mappings
from goodwill.loading.events.headers import Header, make_header
from goodwill.loading.events.recognising import recognise
from goodwill.loading.positions import Position


def header(*names: str) -> Header:
    return make_header(Position("x.csv", 1), names)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("surprise: 1\n", "surprise: unknown key 'surprise'"),
        ("times: {format: iso8601}\n", "unknown value 'iso8601'. Did you mean 'iso'?"),
        ("times: {zone: Amsterdam}\n", "unknown time zone 'Amsterdam'. Did you mean"),
        ("channel: mail\n", "unknown value 'mail'. Did you mean 'email'?"),
        ("may_be_missing: [who]\n", "'who' says who it is about. It cannot be missing."),
        ("machine: {within: 5}\n", "has no unit"),
        ("leave_out: [{}]\n", "at least 1"),
        ("sentiment: {column: s, words: {good: happy}}\n", "unknown value 'happy'"),
    ],
)
def test_a_mapping_with_a_fault_is_refused_where_it_stands(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_mapping(MAPPING + text)
    assert str(caught.value).startswith("own.yaml:6:")
    assert said in str(caught.value)


def test_an_event_is_of_one_kind_or_of_a_columns() -> None:
    with pytest.raises(
        ScenarioError, match=r"own.yaml:5:.*: events.0: 'kind' and 'kinds' is given"
    ):
        parse_mapping(MAPPING.replace("time: when,", "time: when, kind: sent,"))


def test_words_are_ignored_of_columns_that_are_asked() -> None:
    asking = MAPPING + "  - {time: when, when: {stage: won}, kind: won}\n"
    assert parse_mapping(asking + "ignored: {stage: [lost, open]}\n").ignored is not None
    with pytest.raises(ScenarioError, match=r"own.yaml:7:.*no 'when' asks for 'stag'.*'stage'\?"):
        parse_mapping(asking + "ignored: {stag: lost}\n")


def test_a_word_has_one_meaning_whatever_its_capitals() -> None:
    with pytest.raises(ScenarioError, match="has 'mail' twice"):
        parse_mapping(MAPPING.replace("ignored: [noise]", "ignored: [MAIL]"))


def test_one_word_stands_for_a_list_of_one() -> None:
    mapping = parse_mapping()
    assert mapping.person.column == ("who",)
    assert mapping.events[0].kinds is not None
    assert mapping.events[0].kinds.words["mail"] == (EventKind.SENT,)


def test_a_mapping_is_found_by_name_or_by_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(MAPPING)
    assert find_mapping(path).mapping == "own"
    assert find_mapping("sendgrid") is shipped_mappings()["sendgrid"]
    with pytest.raises(ScenarioError, match=r"no such mapping. Did you mean 'sendgrid'"):
        find_mapping("sendgird")
    with pytest.raises(ScenarioError, match="there is no such file"):
        find_mapping(tmp_path / "own.yml")


def test_each_shipped_mapping_is_recognised_by_its_own_header() -> None:
    for name, mapping in shipped_mappings().items():
        assert recognise(header(*mapping.header)).mapping == name


def test_a_header_that_fits_two_exports_equally_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"the header fits plain and salesloft. Say which"):
        recognise(header("person", "time", "kind", "person_id", "occurred_at", "type"))


def test_an_unknown_header_is_listed_beside_what_is_known() -> None:
    with pytest.raises(ScenarioError) as caught:
        recognise(header("who", "", "w" * 100))
    said = str(caught.value)
    assert "x.csv:1: no known export has these columns: who, (without a name), wwww" in said
    assert all(name in said for name in shipped_mappings())
    assert "w" * 61 not in said


def test_capitals_blanks_and_marks_in_a_header_make_no_difference() -> None:
    found = header("Delivered At", "e-mail")
    assert found.find(["delivered_at"]) == 0
    assert found.find(["phone", "Email"]) == 1
    assert found.find(["phone"], ["phone"]) == -1


def test_of_two_columns_that_read_alike_the_exact_one_is_taken() -> None:
    found = header("E-Mail", "email", "Time", "TIME")
    assert found.find(["email"]) == 1
    with pytest.raises(ScenarioError, match="column 'time' is there 2 times"):
        found.find(["time"])


@pytest.mark.parametrize("name", ["\x1b[2J", "=HYPERLINK()", "x" * 201, "a\u202eb"])
def test_a_name_that_cannot_be_shown_safely_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match=r"x.csv:1: column 2 has a name that is") as caught:
        header("person", name)
    assert name not in str(caught.value)


def test_a_line_break_within_a_name_is_a_blank() -> None:
    assert header("Email\nAddress").names == ("Email Address",)
