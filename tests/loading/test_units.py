"""Test that quantities are read exactly, written back exactly, and refused when in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ScenarioError
from goodwill.loading import units
from goodwill.loading.units import (
    MAX_SECONDS,
    Money,
    format_duration,
    format_rate,
    parse_duration,
    parse_money,
    parse_rate,
    parse_share,
    parse_window,
)

DAY = 86_400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3 days", 3 * DAY),
        ("1 day", DAY),
        ("2h", 7_200),
        ("90 minutes", 5_400),
        ("90min", 5_400),
        ("1 week", 7 * DAY),
        ("1d 6h", 108_000),
        ("1w 1d 1h 1min 1s", 7 * DAY + DAY + 3_661),
        ("1.5 days", 129_600),
        ("36525 days", MAX_SECONDS),
    ],
)
def test_a_duration_is_read_as_whole_seconds(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3", "write '3 days' or '3 hours'"),
        ("1_000", "has no unit"),
        ("-3", "has no unit"),
        ("1 month", "'30 days'"),
        ("2 years", "'365 days'"),
        ("6m", "minutes or months"),
        ("180 dayz", "Did you mean 'days'?"),
        ("3 Days", "Did you mean 'days'?"),
        ("-3 days", "must not be negative"),
        ("0 days", "out of range"),
        ("36526 days", "out of range"),
        ("0.3 s", "no whole number of seconds"),
        ("6h 1d", "larger one first"),
        ("1d 1d", "larger one first"),
        ("1d, 6h", "no duration"),
        ("days", "no duration"),
        ("", "no duration"),
        ("\u0663 days", "no duration"),
        ("3 days\n", "no duration"),
        ("9" * 5_000 + " days", "no duration"),
    ],
)
def test_a_doubtful_duration_is_refused(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_duration(text)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 250


def test_no_wait_is_a_duration_only_where_it_makes_sense() -> None:
    assert parse_duration("0 hours", minimum=0) == 0
    with pytest.raises(ScenarioError, match="Accepted: 1 second to 36525 days"):
        parse_duration("0 hours")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (3 * DAY, "3 days"),
        (14 * DAY, "2 weeks"),
        (365 * DAY, "365 days"),
        (5_400, "90 minutes"),
        (108_000, "30 hours"),
        (100 * 3_600, "4d 4h"),
    ],
)
def test_a_duration_is_written_shortly(seconds: int, text: str) -> None:
    assert format_duration(seconds) == text


def test_a_negative_duration_cannot_be_written() -> None:
    with pytest.raises(ScenarioError, match="-1 seconds is no duration"):
        format_duration(-1)


@settings(deadline=None)
@given(st.integers(0, MAX_SECONDS))
def test_a_written_duration_is_read_back(seconds: int) -> None:
    assert parse_duration(format_duration(seconds), minimum=0) == seconds


@pytest.mark.parametrize(
    ("text", "window"),
    [("09:00-17:00", (32_400, 61_200)), ("9:30 - 24:00", (34_200, 86_400)), ("0:00-0:01", (0, 60))],
)
def test_a_window_is_read_as_seconds_of_the_day(text: str, window: tuple[int, int]) -> None:
    assert parse_window(text) == window


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9-17", "no window"),
        ("09:00-25:00", "no window"),
        ("09:60-10:00", "no window"),
        ("24:00-24:00", "no window"),
        ("22:00-06:00", "does not end after"),
        ("09:00-09:00", "does not end after"),
        ("09:00\u201317:00", "'09:00-17:00'"),
    ],
)
def test_a_doubtful_window_is_refused(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(said)):
        parse_window(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [("0.1 %", 0.001), ("20%", 0.2), ("0.2", 0.2), ("1", 1.0), ("100 %", 1.0), ("0", 0.0)],
)
def test_a_share_is_read_exactly(text: str, share: float) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("20", "Did you mean '20 %'?"),
        ("101 %", "more than the whole"),
        ("-1 %", "no share"),
        ("0,2", "no share"),
        ("1e-3", "no share"),
        ("%", "no share"),
        ("nan", "no share"),
    ],
)
def test_what_is_no_share_is_refused(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(said)):
        parse_share(text)


def test_money_has_an_amount_and_a_currency() -> None:
    assert parse_money("1200.50 EUR") == Money(1200.5, "EUR")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("250 usd", "Did you mean '250 USD'?"),
        ("$250", "'250 USD'"),
        ("250", "'250 USD'"),
        ("-1 USD", "no amount"),
        ("1,200 USD", "no amount"),
        ("250 USDT", "no amount"),
    ],
)
def test_doubtful_money_is_refused(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(said)):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("3 per year", 3 / (365 * DAY)),
        ("3/year", 3 / (365 * DAY)),
        ("0.5 per 30 days", 0.5 / (30 * DAY)),
        ("1 per hour", 1 / 3_600),
        ("0 per week", 0.0),
        ("1e-3 per second", 0.001),
    ],
)
def test_a_rate_is_read_per_second(text: str, rate: float) -> None:
    assert parse_rate(text) == pytest.approx(rate, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3", "no rate"),
        ("-3 per year", "no rate"),
        ("3 per month", "'30 days'"),
        ("3 per dais", "Did you mean 'days'?"),
        ("3 per yeers", "Did you mean 'years'?"),
        ("3 per 0 days", "per nothing"),
        ("3 a year", "no rate"),
    ],
)
def test_a_doubtful_rate_is_refused(text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(said)):
        parse_rate(text)


@settings(deadline=None)
@given(st.floats(1e-12, 1e9))
def test_a_written_rate_is_read_back_to_the_last_bit(rate: float) -> None:
    assert parse_rate(format_rate(rate)) == rate


PARSERS = [parse_duration, parse_window, parse_share, parse_money, parse_rate]
PIECES = st.sampled_from(
    [
        *(
            "1",
            "0",
            "-",
            ".",
            "e9",
            " ",
            "%",
            ":",
            "09:00",
            "-17:00",
            "per ",
            "/",
            "d",
            "day",
            "days",
        ),
        *("USD", "$", "month", "m", "\n", "\u0663", "9" * 13, "inf", "nan", "_", ","),
    ]
)


@pytest.mark.parametrize("parse", PARSERS)
@settings(deadline=None, max_examples=300)
@given(text=st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map("".join)))
def test_any_text_gives_a_value_or_a_sentence(parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except ScenarioError as error:
        said = str(error)
    else:
        said = "A value."
    assert said.endswith((".", "?"))


@pytest.mark.parametrize(
    ("parse", "pattern"),
    [
        (parse_duration, units.DURATION_PATTERN),
        (parse_window, units.WINDOW_PATTERN),
        (parse_share, units.SHARE_PATTERN),
        (parse_money, units.MONEY_PATTERN),
        (parse_rate, units.RATE_PATTERN),
    ],
)
@settings(deadline=None, max_examples=300)
@given(text=st.lists(PIECES, max_size=8).map("".join))
def test_what_is_read_follows_the_pattern_that_editors_use(
    parse: Callable[[str], object], pattern: str, text: str
) -> None:
    try:
        parse(text)
    except ScenarioError:
        return
    assert re.search(pattern, text)
