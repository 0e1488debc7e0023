"""Test that only the named columns of a sound CSV file are kept, and nobody's personal data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading import columns, rows
from goodwill.loading.columns import Columns, Kind, read_columns

MAPPING = {"lead": "id", "contacted": "when", "origin": "from", "value": "worth"}
KINDS = {"lead": "id", "contacted": "date", "origin": "word", "value": "number"}
HEADER = "id,when,from,worth"
ROW = "a1,2018-02-01,social,3.5"


def read(tmp_path: Path, content: str | bytes, **options: object) -> Columns:
    """Write a file and read its columns."""
    path = tmp_path / "x.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_columns(path, MAPPING, KINDS, **options)  # type: ignore[arg-type]


def refuse(tmp_path: Path, content: str | bytes, **options: object) -> str:
    """Write a file that is to be refused, and give the sentence without the folder."""
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, content, **options)
    return str(caught.value).replace(f"{tmp_path}{os.sep}", "")


def test_named_columns_are_read_as_their_kinds(tmp_path: Path) -> None:
    text = f"secret,{HEADER}\r\nJane,{ROW}\r\nJoe,a2,2018-02-26 19:58:54,,-1e3\r\n"
    table = read(tmp_path, text, fill={"origin": "unknown"})
    assert table.n_rows == 2
    assert table.ids("lead") == ["a1", "a2"]
    assert table.words("origin") == ["social", "unknown"]
    assert table.numbers("value") == [3.5, -1000.0]
    assert table.dates("contacted") == [
        dt.datetime(2018, 2, 1, tzinfo=dt.UTC),
        dt.datetime(2018, 2, 26, 19, 58, 54, tzinfo=dt.UTC),
    ]
    assert "Jane" not in repr(vars(table))


def test_an_optional_cell_may_be_empty(tmp_path: Path) -> None:
    table = read(tmp_path, f"{HEADER}\na1,, ,", optional=["contacted", "origin", "value"])
    assert table.dates("contacted") == table.words("origin") == table.numbers("value") == [None]


def test_quoted_cells_may_hold_separators_and_lines(tmp_path: Path) -> None:
    text = f'note,{HEADER}\n"a, b\nc",{ROW}\n\nx,a1,2018-02-01,social,1\n'
    said = refuse(tmp_path, text)
    assert said == "x.csv:5: id: id 'a1' is already in line 2. Each may be there once."


def test_a_byte_order_mark_and_another_separator_are_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}".replace(",", ";").encode()
    assert read(tmp_path, content, separator=";").ids("lead") == ["a1"]


# What is in the file, and the sentence that refuses it.
STRUCTURE: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "x.csv:1: the file is empty."),
    "blank lines": ("\n\n", "x.csv:1: the file is empty."),
    "a header alone": (HEADER + "\n", "x.csv:1: the file has a header and no rows."),
    "a misspelt column": ("id,wen,from,worth\n", "no column 'when'. Did you mean 'wen'?"),
    "a repeated column": (f"{HEADER},id\n", "x.csv:1: column 'id' is there 2 times."),
    "a short row": (f"{HEADER}\n{ROW}\na2,1\n", "x.csv:3: the row has 2 cells. The header has 4."),
    "a long row": (f"{HEADER}\n{ROW},1\n", "x.csv:2: the row has 5 cells."),
    "semicolons": (HEADER.replace(",", ";"), "separated by ';', not by ','"),
    "quoted semicolons": ('"id";"when"\n', "x.csv:1: a quotation mark stands inside a cell"),
    "an open quote": (f'{HEADER}\n"a', "x.csv:2: a quotation mark is not closed"),
    "a quote without end": (f'{HEADER}\n"' + "a\n" * 99_999, "x.csv:2: a cell is very long"),
    "a quote inside": (f'{HEADER}\n"a"b,', "x.csv:2: a quotation mark stands inside a cell"),
    "a very long line": (f"{HEADER}\n{'a' * 1_000_001}", "x.csv:2: a row is longer than 1000000"),
    "CR alone": (f"{HEADER}\r{ROW}\r", "x.csv:1: lines end with CR alone"),
    "NUL": (f"{HEADER}\na\0,1,2,3", "x.csv:2: the line has a NUL"),
    "UTF-16": (HEADER.encode("utf-16"), "x.csv:1: the file is written in UTF-16"),
    "Latin-1": (f"{HEADER}\n{ROW}\n\u00e9".encode("latin-1"), "x.csv:3:1: byte 0xe9 is not UTF-8"),
    "a spreadsheet": (b"PK\x03\x04rest", "x.csv:1: this is a spreadsheet or an archive"),
    "no header": ("jane@example.org,2018-02-01", "x.csv:1: the line holds data."),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_what_is_no_table_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    content, said = STRUCTURE[name]
    message = refuse(tmp_path, content)
    assert said in message
    assert message.startswith("x.csv:")
    assert len(message.splitlines()) == 1
    assert "jane" not in message


CELLS = [
    ("a 1,2018-02-01,social,1", "id: the cell is no id: an id must be pseudonymous."),
    ("Jane Doe,2018-02-01,social,1", "id: the cell is no id: an id must be pseudonymous."),
    (
        "j@example.org,2018-02-01,social,1",
        "id: the cell holds an e-mail address or a phone number.",
    ),
    ("+31612345678,2018-02-01,social,1", "id: the cell holds an e-mail address or a phone number."),
    (",2018-02-01,social,1", "id: the cell is empty."),
    ("=1+1,2018-02-01,social,1", "id: the cell begins like a spreadsheet formula, with '='."),
    ("a1,01/02/2018,social,1", "when: '01/02/2018' is no date. Write '2018-02-26'"),
    ("a1,2018-02-30,social,1", "when: '2018-02-30' is no date."),
    ("a1,0001-01-01 00:00+14:00,social,1", "when: '0001-01-01 00:00+14:00' is no date."),
    ("a1,Jane,social,1", "when: the cell is no date."),
    ("a1,,social,1", "when: the cell is empty."),
    ("a1,2018-02-01,,1", "from: the cell is empty. Fill the cell, or say which word"),
    ("a1,2018-02-01,=cmd|' /C calc'!A0,1", "from: the cell begins like a spreadsheet formula"),
    ("a1,2018-02-01,@SUM(A1),1", "from: the cell begins like a spreadsheet formula"),
    ("a1,2018-02-01,-a,1", "from: the cell begins like a spreadsheet formula"),
    ("a1,2018-02-01,\tx,1", "from: the cell begins like a spreadsheet formula"),
    ("a1,2018-02-01,call 06 12345678,1", "from: the cell holds an e-mail address"),
    ("a1,2018-02-01,ask +31 6 1234 5678,1", "from: the cell holds an e-mail address"),
    ("a1,2018-02-01,(415) 555-2671,1", "from: the cell holds an e-mail address"),
    ("a1,2018-02-01,mail Jane <j@example.org>,1", "from: the cell holds an e-mail address"),
    ("a1,2018-02-01," + "x" * 101 + ",1", "from: the cell is no category."),
    ('a1,2018-02-01,social,"1,234"', "worth: '1,234' is no finite number."),
    ("a1,2018-02-01,social,nan", "worth: the cell is no finite number."),
    ("a1,2018-02-01,social,1e999", "worth: the cell is no finite number."),
    ("a1,2018-02-01,social,+1-2", "worth: the cell begins like a spreadsheet formula"),
    ("a1,2018-02-01,social,-5", ""),
    ("31612345678,2018-02-01,social,+5", ""),
    ("0f-2018-000123,2018-02-01T10:00:00Z,paid_search,.5", ""),
]


@pytest.mark.parametrize(("row", "said"), CELLS)
def test_a_doubtful_cell_is_refused_without_repeating_personal_data(
    row: str, said: str, tmp_path: Path
) -> None:
    text = f"{HEADER}\n{row}\n"
    if not said:
        assert read(tmp_path, text).n_rows == 1
        return
    message = refuse(tmp_path, text)
    assert message.startswith(f"x.csv:2: {said}")
    assert not any(
        secret in message for secret in ("Jane", "example.org", "1234 5678", "12345678", "555")
    )


def test_all_faulty_cells_are_named_up_to_twenty(tmp_path: Path) -> None:
    said = refuse(tmp_path, HEADER + "\n" + "a b,x,,y\n" * 9).splitlines()
    assert len(said) == 21
    assert said[0].startswith("x.csv:2: from: ")
    assert said[-1] == "x.csv:7: reading stopped after 20 faults."


def test_a_repeated_id_is_found_after_a_ragged_row(tmp_path: Path) -> None:
    said = refuse(tmp_path, f"{HEADER}\nx\n{ROW}\n{ROW}").splitlines()
    assert said[1] == "x.csv:4: id: id 'a1' is already in line 3. Each may be there once."


def test_free_text_is_not_taken_for_categories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "MAX_WORDS", 2)
    text = HEADER + "".join(f"\na{n},2018-02-01,word{n},1" for n in range(3))
    assert "x.csv:4: from: the column has more than 2 different words" in refuse(tmp_path, text)


def test_too_many_rows_or_bytes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HEADER + "".join(f"\na{n},2018-02-01,word,1" for n in range(3))
    monkeypatch.setattr(rows, "MAX_ROWS", 2)
    assert refuse(tmp_path, text) == "x.csv:4: the file has more than 2 rows."
    monkeypatch.setattr(rows, "MAX_BYTES", 10)
    assert "the file has" in refuse(tmp_path, text)


@pytest.mark.parametrize(
    ("mapping", "kinds", "options", "said"),
    [
        ({"a": "id"}, {}, {}, "column 'a' has no kind"),
        ({"a": "id"}, {"a": "wrod"}, {}, "unknown kind 'wrod'. Did you mean 'word'?"),
        ({"a": "id"}, {"a": "id", "b": "id"}, {}, "column 'b' is not in the mapping"),
        ({"a": "id"}, {"a": "id"}, {"fill": {"b": "x"}}, "column 'b' is not in the mapping"),
        ({"a": "id"}, {"a": "number"}, {"fill": {"a": "0"}}, "Only words are filled"),
        ({"a": "id"}, {"a": "id"}, {"optional": ["a"]}, "An id cannot be left out"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    mapping: dict[str, str], kinds: dict[str, str], options: dict[str, object], said: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_columns("never opened", mapping, kinds, **options)  # type: ignore[arg-type]
    assert said in str(caught.value)


def test_a_column_of_another_kind_is_not_given(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"no column 'origin' of kind id. Known: lead\."):
        read(tmp_path, f"{HEADER}\n{ROW}").ids("origin")


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(
            st.sampled_from(f'id,|when,|from,|worth|\n|"|{ROW}|a2,|=1|\r|\0|,'.split("|"))
        ).map(lambda pieces: "".join(pieces).encode()),
    )
)
def test_any_bytes_give_columns_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(raw)
    try:
        said = read_columns(path, MAPPING, KINDS).file
    except ScenarioError as error:
        said = str(error)
    assert said.startswith(str(path))


CATEGORY = st.from_regex(r'[a-z]([a-z ,"]{0,8}[a-z])?', fullmatch=True)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(CATEGORY, st.floats(-1e9, 1e9)), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, float]]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(
        [HEADER.split(","), *[(f"a{n}", "2018-02-01", *pair) for n, pair in enumerate(drawn)]]
    )
    table = read(tmp_path_factory.getbasetemp(), written.getvalue())
    assert list(zip(table.words("origin"), table.numbers("value"), strict=True)) == drawn


DATA = Path(os.environ.get("GOODWILL_DATA", "no such folder"))
LEADS = DATA / "olist_marketing_qualified_leads_dataset.csv"
DEALS = DATA / "olist_closed_deals_dataset.csv"


@pytest.mark.skipif(not LEADS.exists(), reason="GOODWILL_DATA does not hold the leads")
def test_real_leads_are_read_with_their_empty_origins_filled() -> None:
    mapping = {"lead": "mql_id", "contacted": "first_contact_date", "origin": "origin"}
    kinds = {"lead": Kind.ID, "contacted": Kind.DATE, "origin": Kind.WORD}
    table = read_columns(LEADS, mapping, kinds, fill={"origin": "not recorded"})
    assert table.n_rows == len(set(table.ids("lead"))) == 8_000
    assert table.words("origin").count("not recorded") == 60
    assert table.dates("contacted")[0] == dt.datetime(2018, 2, 1, tzinfo=dt.UTC)
    with pytest.raises(ScenarioError, match="origin: the cell is empty"):
        read_columns(LEADS, mapping, kinds)


@pytest.mark.skipif(not DEALS.exists(), reason="GOODWILL_DATA does not hold the deals")
def test_real_deals_are_read_with_their_moments() -> None:
    table = read_columns(
        DEALS, {"lead": "mql_id", "won": "won_date"}, {"lead": Kind.ID, "won": Kind.DATE}
    )
    assert table.n_rows == 842
    assert table.dates("won")[0] == dt.datetime(2018, 2, 26, 19, 58, 54, tzinfo=dt.UTC)
