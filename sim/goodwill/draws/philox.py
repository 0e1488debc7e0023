"""Draw uniform numbers by encrypting the address of a decision (Philox4x32-10).

References
----------
Salmon, Moraes, Dror, Shaw (2011), "Parallel Random Numbers: As Easy as 1, 2, 3",
doi:10.1145/2063384.2063405.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from goodwill.errors import ParameterError
from goodwill.kernels import compiled, kernel, kernel_compiled_as, register_kernels

# A 32-bit word in a 64-bit box, so that products never overflow. All constants are uint64 too:
# in Numba uint64 with int64 gives float64.
Word = np.uint64
Words = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
_MASK, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_MULTIPLIER_0, _MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_0, _WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_ROUNDS = 10

_DECISION_SHIFT, _VENDOR_SHIFT = np.uint64(24), np.uint64(20)
_LARGEST_PERSON = (1 << 63) - 1  # a bound that both kinds of 64-bit integer can hold
_DECISIONS, _VENDORS, _OCCURRENCES, _REPLICATIONS = 1 << 8, 1 << 4, 1 << 20, 1 << 32

# 52 bits and a half: exact in binary64 and never 0 or 1 (53 bits can round to 1).
_DROPPED_BITS, _TO_UNIT = np.uint64(12), 2.0**-52

_ACCEPTED = (
    "Accepted: key from 0 to 2**64 - 1, person 0 to 2**63 - 1, decision 0 to 255, "
    "vendor 0 to 15, occurrence 0 to 1048575, replication 0 to 2**32 - 1."
)
_OUT_OF_RANGE = "draw: an address is out of range. " + _ACCEPTED


@kernel
def _encrypt(
    counter: tuple[Word, Word, Word, Word], key_0: np.uint64, key_1: np.uint64
) -> tuple[Word, Word, Word, Word]:
    """Encrypt a counter of four words under a key of two."""
    word_0, word_1, word_2, word_3 = counter
    for _ in range(_ROUNDS):
        product_0, product_1 = _MULTIPLIER_0 * word_0, _MULTIPLIER_1 * word_2
        word_0, word_1, word_2, word_3 = (
            (product_1 >> _HALF) ^ word_1 ^ key_0,
            product_1 & _MASK,
            (product_0 >> _HALF) ^ word_3 ^ key_1,
            product_0 & _MASK,
        )
        key_0, key_1 = (key_0 + _WEYL_0) & _MASK, (key_1 + _WEYL_1) & _MASK
    return word_0, word_1, word_2, word_3


def _uniform(
    key: int, person: int, decision: int, vendor: int, occurrence: int, replication: int
) -> float:
    """Return the number at an address; see :func:`draw`."""
    if not (
        0 <= person <= _LARGEST_PERSON
        and 0 <= decision < _DECISIONS
        and 0 <= vendor < _VENDORS
        and 0 <= occurrence < _OCCURRENCES
        and 0 <= replication < _REPLICATIONS
    ):
        raise ParameterError(_OUT_OF_RANGE)
    place = (
        np.uint64(decision) << _DECISION_SHIFT
        | np.uint64(vendor) << _VENDOR_SHIFT
        | np.uint64(occurrence)
    )
    return _find_number(np.uint64(key), np.uint64(person), place, np.uint64(replication))


@kernel
def _find_number(
    key: np.uint64, person: np.uint64, place: np.uint64, replication: np.uint64
) -> float:
    """Return the number at an address in words."""
    counter = (person & _MASK, person >> _HALF, place, replication)
    high, low, _, _ = _encrypt(counter, key & _MASK, key >> _HALF)
    return (float((high << _HALF | low) >> _DROPPED_BITS) + 0.5) * _TO_UNIT


def _fill(
    key: np.uint64, persons: Words, places: Words, replications: Words, uniforms: Floats
) -> None:
    """Fill in the numbers at many addresses in words."""
    for row in range(uniforms.size):
        uniforms[row] = _find_number(key, persons[row], places[row], replications[row])


@cache
def _uniform_compiled() -> Callable[[int, int, int, int, int, int], float]:
    """Compile at the first draw: to load Numba takes a second, and not every command draws."""
    register_kernels()
    # Without a fixed signature Numba takes keys above 2**63 through a path 80 times slower.
    return compiled(_uniform, "float64(uint64, int64, int64, int64, int64, int64)")


@cache
def _fill_compiled() -> Callable[[np.uint64, Words, Words, Words, Floats], None]:
    register_kernels()
    return compiled(_fill, "void(uint64, uint64[::1], uint64[::1], uint64[::1], float64[::1])")


@kernel_compiled_as(_uniform)
def draw(
    key: int, person: int, decision: int, vendor: int, occurrence: int, replication: int
) -> float:
    """Return the uniform number that belongs to this very decision.

    Parameters
    ----------
    key
        From :func:`goodwill.draws.seed_key`; 64 bits.
    person
        Person or pair id; 63 bits.
    decision
        A :class:`goodwill.draws.Decision`; 8 bits.
    vendor
        0 for a person's own life, else the vendor's number; 4 bits.
    occurrence
        How often this decision was taken before for this person and vendor, never the clock;
        20 bits.
    replication
        Number of the replication; 32 bits.

    Returns
    -------
    float
        In the open interval (0, 1), a multiple of 2**-53.

    Raises
    ------
    ParameterError
        If part of the address is out of range.
    """
    try:
        # int(): Numba takes 15 us to recognise an enum's member that comes from Python.
        return _uniform_compiled()(key, person, int(decision), vendor, occurrence, replication)
    except (ParameterError, OverflowError) as error:
        raise ParameterError(
            f"draw: key {key}, person {person}, decision {int(decision)}, vendor {vendor}, "
            f"occurrence {occurrence}, replication {replication}: out of range. {_ACCEPTED}"
        ) from error


def draw_many(
    key: int,
    persons: npt.ArrayLike,
    decision: npt.ArrayLike,
    vendor: npt.ArrayLike,
    occurrences: npt.ArrayLike,
    replication: npt.ArrayLike,
) -> npt.NDArray[np.float64]:
    """Return the numbers of many decisions, each equal to what :func:`draw` returns.

    Parameters
    ----------
    key
        From :func:`goodwill.draws.seed_key`; 64 bits.
    persons, decision, vendor, occurrences, replication
        Integers or arrays of integers, in the ranges of :func:`draw`, broadcast together.

    Returns
    -------
    ndarray of float64
        Of the broadcast shape; in the open interval (0, 1).

    Raises
    ------
    ParameterError
        If part of an address is out of range or no integer.
    """
    person_words = _words(persons, _LARGEST_PERSON + 1, "person")
    place = (
        _words(decision, _DECISIONS, "decision") << _DECISION_SHIFT
        | _words(vendor, _VENDORS, "vendor") << _VENDOR_SHIFT
        | _words(occurrences, _OCCURRENCES, "occurrence")
    )
    replication_words = _words(replication, _REPLICATIONS, "replication")
    shape = np.broadcast_shapes(person_words.shape, place.shape, replication_words.shape)
    if not 0 <= key < 1 << 64:
        raise ParameterError(f"draw_many: key: {key} is out of range. Accepted: 0 to 2**64 - 1.")
    persons_of, places_of, replications_of = (
        np.array(np.broadcast_to(words, shape)).reshape(-1)
        for words in (person_words, place, replication_words)
    )
    uniforms = np.empty(persons_of.size)
    _fill_compiled()(np.uint64(key), persons_of, places_of, replications_of, uniforms)
    return uniforms.reshape(shape)


def _words(values: npt.ArrayLike, limit: int, name: str) -> npt.NDArray[np.uint64]:
    """Check that integers lie in [0, limit), and put them into words."""
    numbers: npt.NDArray[Any] = np.asarray(values)
    if numbers.dtype.kind not in "iu":
        raise ParameterError(f"draw_many: {name} is {numbers.dtype}. Accepted: integers.")
    if numbers.size and not (numbers.min() >= 0 and int(numbers.max()) < limit):
        wrong = int(numbers.min() if numbers.min() < 0 else numbers.max())
        raise ParameterError(
            f"draw_many: {name}: {wrong} is out of range. Accepted: 0 to {limit - 1}."
        )
    return numbers.astype(np.uint64)
