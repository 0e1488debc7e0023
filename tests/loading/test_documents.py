"""Test that only plain, unambiguous YAML is read, and that every node knows its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading import nodes
from goodwill.loading.documents import MAX_BYTES, parse_document, read_document

# What is written, and a piece of the sentence that refuses it.
HOSTILE = {
    "an integer of a megabyte": ("a: " + "9" * 999_000, "longer than 10000 characters"),
    "a hexadecimal megabyte": ("a: 0x" + "f" * 990_000, "longer than 10000 characters"),
    "300 kB of sexagesimal": ("a: " + "1:" * 150_000 + "1", "longer than 10000 characters"),
    "nested brackets": ("a: " + "[" * 400_000, "nested deeper than 32"),
    "nested dashes": ("- " * 400_000, "nested deeper than 32"),
    "nested braces": ("a: " + "{a: " * 200_000, "nested deeper than 32"),
    "an alias bomb": (
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9)),
        "alias",
    ),
    "many aliases": ("a: &a [x]\nb: [" + "*a," * 200_000 + "]", "anchors"),
    "a merge": ("a: {b: 1}\nc:\n  <<: {d: 1}", "merge keys"),
    "a Python tag": ("a: !!python/object/apply:os.system ['true']", "tags are not accepted"),
    "a local tag": ("a: !secret x", "tags are not accepted"),
    "a non-specific tag": ("a: ! 12", "tags are not accepted"),
    "a directive": ("%YAML 1.1\n---\na: 1", "directives"),
    "a second document": ("a: 1\n---\nb: 2", "second document"),
    "too many values": ("a: [" + "1," * 200_001 + "]", "more than 200000 values"),
    "too long": ("a: " + "x" * MAX_BYTES, "longer than 1000000 bytes"),
    "a repeated key": ("seed: 1\nSeed: 2", "already in line 1, as 'seed'"),
    "a key outside ASCII": ("s\u0435ed: 1", "outside ASCII"),
    "a boolean key": ("true: 1", "is not text"),
    "a key that was a boolean": ("no: 1", "in quotes: 'no'"),
    "a number as key": ("1: a", "is not text"),
    "an empty key": ("'': a", "key is empty"),
    "a list as key": ("? [a]\n: b", "a key must be text"),
    "an alias as key": ("a: &x b\n? *x\n: 1", "a key must be text"),
    "a leading zero": ("a: 012", "begins with 0"),
    "a leading zero before a point": ("a: 00.5", "begins with 0"),
    "hexadecimal": ("a: 0x1F", "another base"),
    "octal": ("a: 0o17", "another base"),
    "19 digits": ("a: 1234567890123456789", "has 19 digits"),
    "19 digits after the point": ("a: 0.123456789012345678", "has 19 digits"),
    "infinity": ("a: -.inf", "not a finite number"),
    "not a number": ("a: .NaN", "not a finite number"),
    "an overflow": ("a: 1e999", "too large"),
    "an underflow": ("a: 1e-999", "too small"),
    "a control character": ('a: "\x1b[2J"', "U+001B"),
    "a hidden reversal": ("a: '\u202e'", "U+202E"),
    "a line break of YAML 1.1": ("a: x\u2028b: y", "U+2028"),
    "an escaped control character": ('a: "\\e[2J"', "U+001B"),
    "an escaped surrogate": ('a: "\\ud800"', "not"),
    "an unpaired surrogate": ("a: '\ud800'", "U+D800"),
    "a tab": ("a:\n\tb: 1", "not YAML"),
    "two colons": ("a: b: c", "Put quotes around"),
    "an open quote": ('a: "b', "not YAML"),
    "nothing": ("", "the file is empty"),
    "a comment alone": ("# nothing", "the file is empty"),
    "a list": ("- a", "the file holds a list"),
    "a word": ("a", "the file holds a single value"),
}
PARSERS = [yaml.SafeLoader, *filter(None, [getattr(yaml, "CSafeLoader", None)])]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with the parser in Python and with the one in C, where there is one."""
    monkeypatch.setattr(nodes, "PARSER", request.param)


def refuse(text: str) -> str:
    """Read a text that is to be refused, and give the sentence."""
    with pytest.raises(ScenarioError) as caught:
        parse_document(text, "x.yaml")
    return str(caught.value)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_in_a_sentence_with_a_place(name: str) -> None:
    text, said = HOSTILE[name]
    message = refuse(text)
    assert said in message
    assert message.startswith("x.yaml:")
    assert len(message.splitlines()[0]) < 400


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("name", [name for name, (text, _) in HOSTILE.items() if len(text) < 1_000])
def test_both_parsers_refuse_the_same(name: str) -> None:
    text, said = HOSTILE[name]
    assert said in refuse(text)


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("NO", "NO"),
        ("true", True),
        ("false", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1e3", 1000.0),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("0e0", 0.0),
        ("1:30", "1:30"),
        ("2026-01-05", "2026-01-05"),
        ("1_000", "1_000"),
        ("3 days", "3 days"),
        ("'012'", "012"),
        ('"true"', "true"),
        ("'\u00e9t\u00e9'", "\u00e9t\u00e9"),
        ("inf", "inf"),
        ("=", "="),
        ("|\n  1\n  2\n", "1\n2\n"),
        ("[1, {b: 2}]", [1, {"b": 2}]),
        ("{}", {}),
    ],
)
def test_a_plain_word_is_what_yaml_1_2_says(written: str, value: object) -> None:
    found = parse_document(f"a: {written}").values["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.usefixtures("_parser")
def test_every_node_knows_where_it_was_written() -> None:
    document = parse_document("a: 1\nb:\n  - c: 2\n  - {d: [3, 44]}\n", "x.yaml")
    assert str(document.locate(("b", 1, "d", 1))) == "x.yaml:4:13"
    assert str(document.locate(("b", 1, "d"), key=True)) == "x.yaml:4:6"
    assert str(document.locate(("b", 0, "c"))) == "x.yaml:3:8"
    assert str(document.locate(("b",), key=True)) == "x.yaml:2:1"
    assert str(document.locate(())) == "x.yaml:1:1"


def test_a_missing_node_is_at_the_nearest_around_it() -> None:
    document = parse_document("a:\n  b: {c: 1}\n", "x.yaml")
    assert str(document.locate(("a", "b", "d", 3))) == "x.yaml:2:3"
    assert str(document.locate(("z",))) == "x.yaml:1:1"


@pytest.mark.usefixtures("_parser")
def test_an_empty_value_at_the_end_stands_on_the_last_line() -> None:
    document = parse_document("? a", "x.yaml")
    fault = document.fault(("a",), "is empty.")
    assert fault.position.line == 1
    assert fault.source == "? a"


def test_all_faults_are_named_sorted_by_line() -> None:
    message = refuse("a: 012\nb: &x 1\na: 0x1\nc: 'open")
    sentences = [line for line in message.splitlines() if line.startswith("x.yaml:")]
    lines = [int(sentence.split(":")[1]) for sentence in sentences]
    assert lines == sorted(lines)
    assert [sum(f":{line}:" in s[:9] for s in sentences) for line in (1, 2, 3, 4)] == [1, 1, 2, 1]


def test_the_caret_stands_below_the_fault() -> None:
    sentence, source, caret = refuse("first: 1\nsecond: [1, 012]").splitlines()
    assert sentence.startswith("x.yaml:2:13: second.1: ")
    assert source.index("012") == caret.index("^")


def test_the_limit_of_depth_is_exact() -> None:
    assert parse_document("a: " + "[" * 31 + "]" * 31).values
    assert "nested deeper than 32" in refuse("a: " + "[" * 32 + "]" * 32)


def test_no_more_than_fifty_faults_are_collected() -> None:
    assert refuse("a: 1\n" * 90_000).count("x.yaml:") == 50


def test_lines_are_counted_alike_for_every_line_break() -> None:
    for line_break in ("\n", "\r\n", "\r"):
        text = line_break.join(["a: 1", "b: 2", "c: 012"])
        assert refuse(text).startswith("x.yaml:3:4: c: ")


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: bobby\n")
    document = read_document(path)
    assert document.values == {"name": "bobby"}
    assert str(document.locate(("name",), key=True)) == f"{path}:1:1"


FRAGMENTS = st.sampled_from(
    [
        *(
            "a",
            "b",
            ": ",
            ":",
            "\n",
            "\n  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&x ",
            "*x",
            "!t ",
            "<<: ",
        ),
        *("'", '"', "|\n", ">-\n", "? ", "# ", "%", "---\n", "...\n", "\t", "\r", "012", "0x1"),
        *("1e999", ".inf", "no", "true", "~", "\ufeff", "\x85", "\u2028", "\0", "\ud800", "\u00e9"),
    ]
)


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=30).map("".join)))
@example("a: 1\n\ufeffb: 2")
@example("? ")
@example("? ;")
@example("a: *x")
def test_any_text_gives_values_or_a_sentence(text: str) -> None:
    try:
        document = parse_document(text, "x.yaml")
    except ScenarioError as error:
        places = [str(error)]
    else:
        assert isinstance(document.values, dict)
        places = [str(document.locate(location)) for location in document.marks]
    n_lines = text.count("\n") + text.count("\r") + 1
    for place in places:
        assert place.startswith("x.yaml:")
        assert 1 <= int(place.split(":")[1]) <= n_lines


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=80))
def test_any_bytes_give_values_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(raw)
    try:
        said = read_document(path).file
    except ScenarioError as error:
        said = str(error)
    assert said.startswith(str(path))


WORDS = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**18) + 1, 10**18 - 1),
        st.floats(-1e9, 1e9).map(lambda number: round(number, 6)),
        st.text("abc XYZ:-#'\"0123456789\u00e9", max_size=20),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(WORDS, VALUES, max_size=4), st.sampled_from([None, 2]))
def test_json_is_read_as_what_it_is(values: dict[str, object], indent: int | None) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=indent)
    assert parse_document(text).values == values
