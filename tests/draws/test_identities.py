"""Seeds, keys and pairs give numbers that are stable, apart and in range."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.draws import pair_id, person_id, seed_key
from goodwill.errors import ParameterError

ids = st.integers(min_value=0, max_value=2**63 - 1)


def test_keys_are_frozen() -> None:
    assert [seed_key(0), seed_key(1), seed_key(2**64 - 1)] == [
        0xD415516DAF9E0095,
        0xEBF4713560ED569C,
        0x5C942BEDCB2356E6,
    ]


def test_person_ids_are_frozen() -> None:
    assert [person_id("bobby"), person_id("matt"), person_id("Zoë 3")] == [
        8324157696875906467,
        5375750974241533796,
        1327121571843651864,
    ]


def test_pair_ids_are_frozen() -> None:
    assert [pair_id(1, 2), pair_id(2, 1), pair_id(2**63 - 1, 0)] == [
        2363050024028005850,
        7132617693885426862,
        3705323289698180856,
    ]


@settings(deadline=None)
@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_person_id_fits_a_signed_word(text: str) -> None:
    assert 0 <= person_id(text) < 2**63


@settings(deadline=None)
@given(ids, ids)
def test_a_pair_has_one_number_for_each_direction(first: int, second: int) -> None:
    assert 0 <= pair_id(first, second) < 2**63
    assert (pair_id(first, second) == pair_id(second, first)) == (first == second)


def test_a_hundred_thousand_people_have_numbers_of_their_own() -> None:
    assert len({person_id(f"person {number}") for number in range(100_000)}) == 100_000


def test_neighbouring_seeds_share_about_half_the_bits_of_their_keys() -> None:
    differing = [(seed_key(seed) ^ seed_key(seed + 1)).bit_count() for seed in range(1000)]
    standard_error = 4 / 1000**0.5  # the number of 64 fair bits has standard deviation 4
    assert abs(sum(differing) / 1000 - 32) < 4.5 * standard_error


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_out_of_range_is_refused_with_its_value(seed: int) -> None:
    with pytest.raises(ParameterError, match=f"seed: {seed} is out of range. Accepted: 0 to"):
        seed_key(seed)


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(ParameterError, match="key is empty"):
        person_id("")


@pytest.mark.parametrize("pair", [(-1, 0), (0, 2**63)])
def test_a_pair_of_something_else_than_ids_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ParameterError, match="out of range"):
        pair_id(*pair)
