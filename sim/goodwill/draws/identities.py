"""Turn seeds, keys and pairs into the numbers that a draw is addressed by."""

from __future__ import annotations

from hashlib import blake2b

from goodwill.errors import ParameterError

# BLAKE2b's "person" field keeps the three uses apart: the same bytes never give the same number.
_KEY, _PERSON, _PAIR = b"goodwill-key", b"goodwill-person", b"goodwill-pair"
_WORD_BYTES = 8


def seed_key(seed: int) -> int:
    """Return the 64-bit key under which all luck of a scenario is drawn.

    Neighbouring seeds give unrelated keys.

    Parameters
    ----------
    seed
        From 0 to 2**64 - 1.

    Raises
    ------
    ParameterError
        If the seed is out of range.

    Examples
    --------
    >>> hex(seed_key(1))
    '0xebf4713560ed569c'
    """
    if not 0 <= seed < 1 << 64:
        raise ParameterError(f"seed: {seed} is out of range. Accepted: 0 to 2**64 - 1.")
    return _hash(seed.to_bytes(_WORD_BYTES, "little"), _KEY)


def person_id(text: str) -> int:
    """Return the 63-bit number of the person with this stable key.

    Parameters
    ----------
    text
        What names the person for ever (a row's key, a pseudonym), not its place in a list.
        Two of a million people share a number with probability 5e-8.

    Raises
    ------
    ParameterError
        If the key is empty.
    """
    if not text:
        raise ParameterError("person: the key is empty. Give each person a key of its own.")
    return _hash(text.encode(), _PERSON) >> 1


def pair_id(first: int, second: int) -> int:
    """Return the 63-bit number of an ordered pair of people: luck that belongs to both.

    Parameters
    ----------
    first, second
        Person ids (63 bits). The pair (a, b) is not the pair (b, a).

    Raises
    ------
    ParameterError
        If an id is out of range.
    """
    for person in (first, second):
        if not 0 <= person < 1 << 63:
            raise ParameterError(f"person: {person} is out of range. Accepted: 0 to 2**63 - 1.")
    words = first.to_bytes(_WORD_BYTES, "little") + second.to_bytes(_WORD_BYTES, "little")
    return _hash(words, _PAIR) >> 1


def _hash(content: bytes, use: bytes) -> int:
    digest = blake2b(content, digest_size=_WORD_BYTES, person=use).digest()
    return int.from_bytes(digest, "little")
