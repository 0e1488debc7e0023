"""Test that a hostile file gives one clear sentence that tells nobody's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loading.events.reading_text import KEY, PLAIN, parse_mapping, receive

from goodwill.errors import ScenarioError
from goodwill.loading.events import read_events

ROW = "p1,2026-01-05 09:00,sent\n"
NAME = "Zoe Zebra"

FAULTS: dict[str, tuple[str | bytes, str]] = {
    "another encoding": (
        (PLAIN + ROW).encode() + b"Zo\xeb,x,sent\n",
        ":3:3: byte 0xeb is not UTF-8",
    ),
    "UTF-16": ((PLAIN + ROW).encode("utf-16"), ":1: the file is written in UTF-16"),
    "mixed dates": (
        PLAIN + ROW + "p1,05/01/2026,sent\np1,06/01/2026,sent\n",
        ":3: time: the date is written as 99/99/9999: whether the day or the month comes first",
    ),
    "a line of 10 MB": (PLAIN + ROW + f"{NAME}{'x' * 10_000_000}\n", ":3: a row is longer than"),
    "a NUL": (PLAIN + f"{NAME}\0,2026-01-05,sent\n", ":2: the line has a NUL character"),
    "an open quotation mark": (PLAIN + ROW + f'"{NAME},2026-01-05,sent\n', ":3: a quotation mark"),
    "a quotation mark within": (PLAIN + '"Zoe" Zebra,2026-01-05,sent\n', ":2: a quotation mark"),
    "a formula": (
        PLAIN + ROW + f'"=CMD(""{NAME}"")",2026-01-05,sent\n',
        ":3: person: the cell begi",
    ),
    "a formula in passing": (
        f"person,time,kind,note\np1,2026-01-05,sent,=1+{NAME}\n",
        ":2: note: the cell begins like a spreadsheet formula",
    ),
    "too few cells": (PLAIN + ROW + f"{NAME},2026-01-05\n", ":3: the row has 2 cells"),
    "too many cells": (PLAIN + "Zebra, Zoe,2026-01-05,sent\n", ":2: the row has 4 cells"),
    "an unknown word": (PLAIN + f"p1,2026-01-05,{NAME}\n", ":2: kind: the word is not in the mapp"),
    "no moment": (PLAIN + f"p1,{NAME},sent\n", ":2: time: the cell is no date"),
    "an empty moment": (PLAIN + "p1,,sent\n", ":2: time: the cell is empty"),
    "an amount in words": (
        f"person,time,kind,amount\np1,2026-01-05,won,{NAME}\n",
        ":2: amount: the cell is no number",
    ),
    "no header": (f"{NAME},2026-01-05,sent\n", ":1: the line holds data"),
    "no header, with addresses": ("zoe@zebra.invalid,x,sent\n", ":1: the line holds data"),
    "a column twice": (
        "person,person,time,kind\n1,2,3,4\n",
        ":1: column 'person' is there 2 times",
    ),
    "nothing": ("", ":1: the file is empty"),
    "a header alone": (PLAIN, ":1: the file has a header and no rows"),
    "a spreadsheet": (b"PK\x03\x04", ":1: this is a spreadsheet or an archive"),
    "bare carriage returns": ((PLAIN + ROW * 3).replace("\n", "\r"), ":1: lines end with CR alone"),
    "an unknown export": (
        "who,when\n",
        ":1: no known export has these columns: who, when. Known: ",
    ),
    "broken JSON": (f'[{{"person": "{NAME}"}},\n{{"person": ]', ":2: the object that begins here"),
    "JSON of something else": ("[1, 2]", ":1: an event must be an object"),
    "JSON that is cut off": (f'[{{"person": "{NAME}"}}', ":1: the list does not end with ']'"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_in_one_sentence_that_names_nobody(tmp_path: Path, fault: str) -> None:
    text, said = FAULTS[fault]
    with pytest.raises(ScenarioError) as caught:
        receive(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'events.csv'}{said}")
    assert "\n" not in message
    assert "zoe" not in message.lower()
    assert "zebra" not in message.lower()


def test_what_is_wrong_in_many_rows_is_said_once_and_counted(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        receive(tmp_path, PLAIN + ROW + "p1,05/01/2026,sent\n" * 1_000 + "p1,2026-01-05,snet\n")
    first, second = str(caught.value).splitlines()
    assert first.endswith(" 999 more rows have the same.")
    assert ":1003: kind: the word is not in the mapping. Did you mean 'sent'?" in second


def test_a_column_that_the_mapping_names_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r":1: there is no column 'who'. Did you mean 'whom'\?"):
        receive(tmp_path, "whom,when,what\nann@example.com,2026-01-05,mail\n", parse_mapping())


def test_what_is_no_address_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r":2: who: the cell is no e-mail address") as caught:
        receive(tmp_path, f"who,when,what\n{NAME},2026-01-05,mail\n", parse_mapping())
    assert NAME not in str(caught.value)


def test_a_file_of_a_later_export_is_said_to_be_wrong_by_its_own_name(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(PLAIN + ROW)
    bad.write_text(PLAIN + "p1,never,sent\n")
    with pytest.raises(ScenarioError) as caught:
        read_events([good, bad], None, KEY)
    assert str(caught.value).startswith(f"{bad}:2: time: ")


@settings(deadline=None, max_examples=100)
@given(
    st.one_of(
        st.binary(max_size=80),
        st.lists(
            st.sampled_from(
                [PLAIN, ROW, "p2,", "2026-01-05,", "sent\n", '"', "\0", "=1,", "[{", "é"]
            )
        ).map(lambda pieces: "".join(pieces).encode()),
        st.lists(st.sampled_from(["[", "]", "{", "}", '"person":', '"x"', ",", "1"])).map(
            lambda pieces: ("[" + "".join(pieces)).encode()
        ),
    )
)
def test_any_bytes_give_events_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        said = receive(folder, raw).reception.sources[0].file
    except ScenarioError as error:
        said = str(error)
    assert said.startswith(str(folder / "events.csv"))


def test_half_a_character_in_json_is_no_fault_of_the_program(tmp_path: Path) -> None:
    row = '{"person": "p1\\ud800\\u0000", "time": "2026-01-05", "kind": "sent"}'
    assert receive(tmp_path, f"[{row}]").events.n_people == 1
    wrong = row.replace("2026-01-05", "Zo\\ud800")
    with pytest.raises(ScenarioError, match="time: the cell is no date"):
        receive(tmp_path, f"[{wrong}]")
