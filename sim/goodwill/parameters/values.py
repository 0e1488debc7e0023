"""The value of a parameter: one number, a row of numbers, or a table of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from numbers import Real

from goodwill.errors import ParameterError

Value = float | tuple[float, ...] | tuple[tuple[float, ...], ...]
"""What a field of a group holds: hashable, immutable, known to a compiler."""

_DEEPEST = 2


def freeze(given: object) -> Value:
    """Turn numbers, or lists, tuples or arrays of numbers, into a value.

    Parameters
    ----------
    given
        A real number, or an iterable of numbers, or an iterable of such of one length.

    Raises
    ------
    ParameterError
        If it is something else. The message has no place in front: the caller knows it.

    Examples
    --------
    >>> freeze([[1, 2], [3, 4.5]])
    ((1.0, 2.0), (3.0, 4.5))
    """
    value = _freeze(given, _DEEPEST)
    if isinstance(value, tuple):
        shapes = {find_shape(part) for part in value}
        if len(shapes) > 1:
            raise ParameterError(
                f"rows of different shapes, {given!r}. Rows of one length are accepted."
            )
    return value


def _freeze(given: object, levels: int) -> Value:
    if isinstance(given, Real) and not isinstance(given, bool):
        return float(given)
    if levels and isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping):
        parts = tuple(_freeze(part, levels - 1) for part in given)
        if parts:
            return parts  # type: ignore[return-value]  # freeze sees to it that all are alike
    raise ParameterError(f"not a number, {given!r}. Numbers, rows and tables of them are accepted.")


def find_shape(value: Value) -> tuple[int, ...]:
    """Give the number of rows and columns; ``()`` for a single number.

    Examples
    --------
    >>> find_shape(1.0), find_shape((1.0, 2.0)), find_shape(((1.0, 2.0, 3.0),))
    ((), (2,), (1, 3))
    """
    if not isinstance(value, tuple):
        return ()
    return len(value), *find_shape(value[0])


def describe_shape(shape: tuple[int, ...]) -> str:
    """Say a shape in words.

    Examples
    --------
    >>> describe_shape(()), describe_shape((8,)), describe_shape((7, 8))
    ('one number', '8 numbers', '7 rows of 8 numbers')
    """
    if not shape:
        return "one number"
    *rows, columns = shape
    return f"{rows[0]} rows of {columns} numbers" if rows else f"{columns} numbers"


def each_number(value: Value) -> Iterator[float]:
    """Give all numbers of a value, row by row."""
    if isinstance(value, tuple):
        for part in value:
            yield from each_number(part)
    else:
        yield value


def change_each(value: Value, change: Callable[[float], float]) -> Value:
    """Give a value of the same shape in which every number is changed."""
    if isinstance(value, tuple):
        return tuple(change_each(part, change) for part in value)  # type: ignore[return-value]
    return change(value)
