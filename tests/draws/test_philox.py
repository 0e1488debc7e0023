"""Plain Python and compiled code draw the same published and frozen numbers."""

from pathlib import Path
from typing import NamedTuple

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from goodwill.draws import Decision, draw, draw_many, philox, seed_key
from goodwill.errors import ParameterError
from goodwill.kernels import FLAGS, register_kernels

Words = tuple[int, int, int, int]
KAT = Path(__file__).parents[1] / "data" / "philox_kat.txt"
MASK = 2**32 - 1
ALMOST_NEVER = 6.8e-6  # two-sided probability beyond 4.5 standard errors


class Address(NamedTuple):
    """Where a draw lives."""

    key: int
    person: int
    decision: int
    vendor: int
    occurrence: int
    replication: int


# The obvious twin: the paper's formulas on Python's unbounded integers.


def encrypt(counter: Words, key: int) -> Words:
    word_0, word_1, word_2, word_3 = counter
    for turn in range(10):
        key_0 = ((key & MASK) + turn * 0x9E3779B9) & MASK
        key_1 = ((key >> 32) + turn * 0xBB67AE85) & MASK
        product_0, product_1 = 0xD2511F53 * word_0, 0xCD9E8D57 * word_2
        word_0, word_1 = (product_1 >> 32) ^ word_1 ^ key_0, product_1 & MASK
        word_2, word_3 = (product_0 >> 32) ^ word_3 ^ key_1, product_0 & MASK
    return word_0, word_1, word_2, word_3


def decrypt(output: Words, key: int) -> Words:
    word_0, word_1, word_2, word_3 = output
    for turn in reversed(range(10)):
        key_0 = ((key & MASK) + turn * 0x9E3779B9) & MASK
        key_1 = ((key >> 32) + turn * 0xBB67AE85) & MASK
        before_0 = word_3 * pow(0xD2511F53, -1, 2**32) & MASK
        before_2 = word_1 * pow(0xCD9E8D57, -1, 2**32) & MASK
        word_1 = word_0 ^ (0xCD9E8D57 * before_2 >> 32) ^ key_0
        word_3 = word_2 ^ (0xD2511F53 * before_0 >> 32) ^ key_1
        word_0, word_2 = before_0, before_2
    return word_0, word_1, word_2, word_3


def pack(address: Address) -> Words:
    place = address.decision << 24 | address.vendor << 20 | address.occurrence
    return address.person & MASK, address.person >> 32, place, address.replication


def unpack(counter: Words, key: int) -> Address:
    low, high, place, replication = counter
    return Address(
        key, high << 32 | low, place >> 24, place >> 20 & 15, place & 0xFFFFF, replication
    )


def plain_draw(address: Address) -> float:
    word_0, word_1, _, _ = encrypt(pack(address), address.key)
    return ((word_0 << 32 | word_1) >> 12) * 2.0**-52 + 2.0**-53


def read_known_answers() -> list[tuple[Words, int, Words]]:
    rows = []
    for line in KAT.read_text(encoding="utf-8").splitlines():
        if line.startswith("philox4x32 10 "):
            numbers = [int(word, 16) for word in line.split()[2:]]
            counter, expected = tuple(numbers[:4]), tuple(numbers[6:])
            rows.append((counter, numbers[5] << 32 | numbers[4], expected))
    return rows


KNOWN_ANSWERS = read_known_answers()

# Computed by the twin; whoever changes one of them changes every result there ever was.
FROZEN = [
    (Address(0, 0, 0, 0, 0, 0), "0x1.989fa35785a72p-2"),
    (Address(0xEBF4713560ED569C, 1, 2, 1, 3, 4), "0x1.061591d1a9915p-1"),
    (
        Address(0x1234567812345678, 0x7FFFFFFFFFFFFFFF, 255, 15, 1048575, 4294967295),
        "0x1.dfa5c91cb8a89p-1",
    ),
    (Address(0xFFFFFFFFFFFFFFFF, 0x80000000, 128, 8, 524288, 2147483648), "0x1.15b13b70eb78cp-3"),
    (Address(0xDEADBEEF12345678, 0x7EDCBA9876543210, 72, 0, 1, 999), "0x1.56f7da58cc865p-1"),
]

addresses = st.builds(
    Address,
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**63 - 1),
    st.integers(0, 255),
    st.integers(0, 15),
    st.integers(0, 2**20 - 1),
    st.integers(0, 2**32 - 1),
)


@numba.njit(**FLAGS)
def encrypt_compiled(
    counter: tuple[np.uint64, ...], key_0: np.uint64, key_1: np.uint64
) -> tuple[np.uint64, ...]:
    return philox._encrypt(counter, key_0, key_1)  # noqa: SLF001 (published vectors have no address)


@pytest.fixture(scope="module", autouse=True)
def _kernels_are_registered() -> None:
    register_kernels()


def test_there_are_three_published_vectors() -> None:
    assert len(KNOWN_ANSWERS) == 3


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_plain_python_gives_the_published_words(counter: Words, key: int, expected: Words) -> None:
    assert encrypt(counter, key) == expected
    assert decrypt(expected, key) == counter


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_numba_gives_the_published_words(counter: Words, key: int, expected: Words) -> None:
    words = tuple(np.uint64(word) for word in counter)
    given_words = encrypt_compiled(words, np.uint64(key & MASK), np.uint64(key >> 32))
    assert tuple(int(word) for word in given_words) == expected


@pytest.mark.parametrize(("address", "expected"), FROZEN)
def test_all_implementations_give_the_frozen_numbers(address: Address, expected: str) -> None:
    number = float.fromhex(expected)
    assert plain_draw(address) == number
    assert draw(*address) == number
    assert draw_many(*address) == number


@settings(deadline=None)
@given(addresses)
def test_all_implementations_agree_everywhere(address: Address) -> None:
    assert plain_draw(address) == draw(*address) == draw_many(*address)


def test_compiled_code_draws_the_same_for_a_member_of_the_enum() -> None:
    @numba.njit(**FLAGS)
    def draw_inside(key: int, person: int) -> float:
        return draw(key, person, Decision.RETORT, 1, 5, 7)

    expected = plain_draw(Address(seed_key(3), 17, int(Decision.RETORT), 1, 5, 7))
    assert draw_inside(np.uint64(seed_key(3)), 17) == expected
    assert draw(seed_key(3), 17, Decision.RETORT, 1, 5, 7) == expected


@settings(deadline=None)
@given(addresses)
def test_no_two_addresses_share_a_counter(address: Address) -> None:
    assert unpack(pack(address), address.key) == address


def find_address(high: int, low: int) -> Address:
    """Find who draws these two words, by decrypting them with all sorts of other words."""
    key = seed_key(1)
    counters = (decrypt((high, low, filler, 0), key) for filler in range(100))
    return next(unpack(counter, key) for counter in counters if counter[1] < 2**31)


def test_the_largest_number_lies_below_one() -> None:
    address = find_address(MASK, MASK)
    assert draw(*address) == draw_many(*address) == 1 - 2.0**-53


def test_the_smallest_number_lies_above_zero() -> None:
    address = find_address(0, 0)
    assert draw(*address) == draw_many(*address) == 2.0**-53


def test_arrays_are_broadcast_together() -> None:
    persons = np.arange(5)[:, None]
    occurrences = np.arange(3, dtype=np.uint8)
    table = draw_many(9, persons, Decision.RETORT, 1, occurrences, 4)
    assert table.shape == (5, 3)
    assert table.tolist() == [
        [draw(9, person, Decision.RETORT, 1, n, 4) for n in range(3)] for person in range(5)
    ]


def test_many_draws_do_not_depend_on_what_else_is_drawn_with_them() -> None:
    people = np.arange(20_000)
    together = draw_many(5, people, 1, 0, 0, 0)
    apart = [draw_many(5, part, 1, 0, 0, 0) for part in np.array_split(people, 7)]
    assert np.array_equal(together, np.concatenate(apart))


def test_nobody_draws_nothing() -> None:
    assert draw_many(5, np.array([], dtype=np.int64), 1, 0, 0, 0).shape == (0,)


@pytest.mark.parametrize("limit", [2**64, 2**63, 256, 16, 2**20, 2**32])
@pytest.mark.parametrize("below", [True, False])
def test_an_address_out_of_range_is_refused_with_its_value(limit: int, *, below: bool) -> None:
    place = [2**64, 2**63, 256, 16, 2**20, 2**32].index(limit)
    wrong = -1 if below else limit
    address = [1, 1, 1, 1, 1, 1]
    address[place] = wrong
    with pytest.raises(ParameterError, match=f" {wrong}[:, ].*Accepted: "):
        draw(*address)
    with pytest.raises(ParameterError, match=f": {wrong} is out of range. Accepted: 0 to"):
        draw_many(*address)


def test_compiled_code_refuses_an_address_out_of_range() -> None:
    @numba.njit(**FLAGS)
    def draw_inside(occurrence: int) -> float:
        return draw(1, 2, 3, 4, occurrence, 5)

    assert draw_inside(2**20 - 1) == draw(1, 2, 3, 4, 2**20 - 1, 5)
    with pytest.raises(ParameterError, match=r"Accepted: .* occurrence 0 to 1048575"):
        draw_inside(2**20)


def test_an_array_of_floats_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"person is float64\. Accepted: integers"):
        draw_many(1, np.array([1.0]), 1, 0, 0, 0)


@pytest.mark.parametrize("part", ["key", "person", "decision", "vendor", "occurrence", "replic"])
def test_numbers_are_uniform_along_every_part_of_the_address(part: str) -> None:
    spans = {"vendor": 16, "decision": 256}
    steps = np.arange(spans.get(part, 20_000))
    if part == "key":
        numbers = np.array([draw(seed_key(int(seed)), 1, 2, 3, 4, 5) for seed in steps[:5000]])
    else:
        places = [steps if part == name else 7 for name in ("person", "decision", "vendor")]
        rest = [steps if part == name else 7 for name in ("occurrence", "replic")]
        numbers = draw_many(seed_key(11), places[0], places[1], places[2], rest[0], rest[1])
    assert stats.kstest(numbers, "uniform").pvalue > ALMOST_NEVER


@pytest.mark.parametrize(
    "neighbour",
    [(1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 0, 1)],
)
def test_neighbouring_addresses_are_uncorrelated(neighbour: tuple[int, ...]) -> None:
    people = np.arange(40_000) * 2
    here = draw_many(seed_key(2), people, 8, 2, 6, 4)
    person, decision, vendor, occurrence, replication = neighbour
    there = draw_many(
        seed_key(2), people + person, 8 + decision, 2 + vendor, 6 + occurrence, 4 + replication
    )
    correlation = np.corrcoef(here, there)[0, 1]
    assert abs(correlation) < 4.5 / np.sqrt(people.size)
