"""A unit is called as a function is: it gives what it gives, and raises what it raises."""

from __future__ import annotations

import llvmlite.binding
import numba
import pytest

from goodwill.engines.compiled.units import UNITS, find_address, unit
from goodwill.errors import ParameterError
from goodwill.kernels import FLAGS


@unit
def halve(number: int) -> int:
    """Halve a number; refuse an odd one."""
    if number % 2 == 1:
        raise ParameterError("halve: the number is odd.")
    return number // 2


_HALVE = UNITS.pop(halve)  # it is none of the engine's


def _call(number: int) -> int:
    return halve(number) + 1


def test_what_a_unit_raises_reaches_its_caller() -> None:
    ready = numba.cfunc(_HALVE.signature, **FLAGS)(halve)
    llvmlite.binding.add_symbol(_HALVE.symbol, find_address(ready))
    call = numba.njit("int64(int64)", **FLAGS)(_call)
    assert call(8) == 5
    with pytest.raises(ParameterError, match="the number is odd"):
        call(7)
