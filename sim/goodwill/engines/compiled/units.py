"""Compile the engine in parts that call one another by address.

Numba copies whatever a function calls into it and optimises the copy anew, level by level: the
engine as one piece would take minutes. A *unit* is compiled once, by itself; others call it as
they would call a C function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from types import FunctionType
from typing import Any, NamedTuple, ParamSpec, TypeVar

import llvmlite.binding
import numba
from numba.core import cgutils, types
from numba.core.typing.templates import infer_global, make_concrete_template
from numba.extending import lower_builtin

from goodwill.engines.compiled.layout import HEADER
from goodwill.kernels import FLAGS, KERNELS

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_TYPES = {
    "Record": numba.from_dtype(HEADER),
    "int": types.int64,
    "float": types.float64,
    "bool": types.boolean,
    "None": types.void,
}


class Unit(NamedTuple):
    """A function that is compiled by itself."""

    function: Callable[..., Any]
    symbol: str
    signature: Any


UNITS: dict[Callable[..., Any], Unit] = {}
"""By the function that engine code calls."""


def unit(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Mark a function of the engine to be compiled by itself.

    Its annotations say its types: the header, whole numbers, numbers, truth values, nothing.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    annotations = dict(function.__annotations__)
    result = _TYPES[annotations.pop("return")]
    signature = result(*[_TYPES[annotation] for annotation in annotations.values()])
    symbol = name.replace(".", "_")
    UNITS[function] = Unit(function, symbol, signature)
    _let_call(function, symbol, signature)
    return function


def _let_call(function: Callable[..., Any], symbol: str, signature: Any) -> None:
    """Let compiled code call a unit by its symbol, as it calls its own functions.

    What the unit raises goes on to its caller.
    """
    template = make_concrete_template(symbol, function, [signature])
    infer_global(function, types.Function(template))

    lower: Any = lower_builtin

    @lower(function, *signature.args)  # type: ignore[untyped-decorator]
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        result_type, types_of_arguments = signature.return_type, signature.args
        convention = context.call_conv
        kind = convention.get_function_type(result_type, types_of_arguments)
        callee = cgutils.get_or_insert_function(builder.module, kind, symbol)
        status, result = convention.call_function(
            builder, callee, result_type, types_of_arguments, arguments
        )
        with cgutils.if_unlikely(builder, status.is_error):
            convention.return_status_propagate(builder, status)
        return result


def compile_units() -> Iterator[str]:
    """Compile all units or load what was compiled before, those first that others call.

    Yields
    ------
    str
        The name of each unit, when it is ready.
    """
    order = TopologicalSorter({one: _find_units(one) - {one} for one in UNITS})
    for function in order.static_order():
        one = UNITS[function]
        ready: Any = numba.cfunc(one.signature, cache=True, **FLAGS)(one.function)
        _kept.append(ready)
        llvmlite.binding.add_symbol(one.symbol, find_address(ready))
        yield one.symbol


_kept: list[Any] = []  # machine code lives as long as these


def find_address(ready: Any) -> int:
    """Find the function itself: as a callback for C it is wrapped, which costs time at each call.

    Raises
    ------
    AssertionError
        Numba lays machine code out in another way than it did.
    """
    name = ready.native_name.removeprefix("cfunc.")
    address = int(ready._library.get_pointer_to_function(name))  # noqa: SLF001 - there is no other
    if not address:
        raise AssertionError(f"numba: no machine code of {name}")
    return address


def _find_units(function: Callable[..., Any]) -> set[Callable[..., Any]]:
    """Find the units that a function calls, itself or through kernels."""
    found: set[Callable[..., Any]] = set()
    seen: set[Callable[..., Any]] = set()
    waiting = [function]
    while waiting:
        caller = waiting.pop()
        if caller in seen or not isinstance(caller, FunctionType):
            continue
        seen.add(caller)
        for name in caller.__code__.co_names:
            called = caller.__globals__.get(name)
            if not isinstance(called, FunctionType):
                continue
            if called in UNITS:
                found.add(called)
            elif called in KERNELS:
                waiting.append(KERNELS[called])
    return found
