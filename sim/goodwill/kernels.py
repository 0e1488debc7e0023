"""Mark the functions that are compiled, and hold the compiler's flags in one place.

A *kernel* is plain Python on numbers and small tuples. The reference engine calls it as it is; the
compiled engine calls :func:`register_kernels` once and then uses the very same functions. This
module does not import Numba until something is really compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

KERNELS: dict[Callable[..., Any], Callable[..., Any]] = {}
"""What compiled code uses in place of each kernel (mostly itself), in the order of definition."""

# fastmath is absent on purpose: it changes the last bit, and the two engines would part company.
# What C would call is not made for each kernel: it takes a third of compiling.
FLAGS: dict[str, Any] = {"error_model": "numpy", "nogil": True, "no_cfunc_wrapper": True}

_registered: set[Callable[..., Any]] = set()


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Add a function to those that may be compiled, and leave it as it is.

    Parameters
    ----------
    function
        Takes and returns numbers, tuples, NamedTuples and arrays; calls other kernels and
        ``math.exp``, ``log``, ``sqrt`` only, whose bits agree in Python and Numba. Those of
        ``x ** 2`` and ``0.5 ** x`` do not, as LLVM rewrites a power that it knows a part of:
        write ``x * x`` and ``exp(-x * log(2))``.

    Returns
    -------
    callable
        The same object.
    """
    KERNELS[function] = function
    return function


def kernel_compiled_as(
    body: Callable[Parameters, Result],
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Mark a function as a kernel for which compiled code uses another body.

    For a function that is already fast when Python calls it, because it calls machine code.

    Parameters
    ----------
    body
        What Numba compiles wherever compiled code calls the marked function. Same result.
    """

    def mark(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        KERNELS[function] = body
        return function

    return mark


def register_kernels() -> None:
    """Make every kernel callable from compiled code, under the project's flags.

    Python goes on calling the plain functions. May be called again after more modules with
    kernels were imported: only new ones are added.
    """
    import numba.extending

    # Numba's own annotations refuse a mapping of flags.
    overload: Any = numba.extending.overload
    options = FLAGS | {"forceinline": True}  # the compiler by itself is shy of long functions
    for function, body in KERNELS.items():
        if function not in _registered:
            overload(function, jit_options=options, strict=False)(_use(body))
            _registered.add(function)


def _use(body: Callable[..., Any]) -> Callable[..., Any]:
    """Answer Numba's question, for whatever types, which body to compile."""

    def choose_body(*_: object) -> Callable[..., Any]:
        return body

    return choose_body


def compiled(
    function: Callable[Parameters, Result], signature: Any = None
) -> Callable[Parameters, Result]:
    """Compile a function under the project's flags; keep the machine code between runs.

    Parameters
    ----------
    function
        A kernel, or a function that calls kernels (then call :func:`register_kernels` first).
    signature
        Of Numba, or in text such as ``"float64(uint64, int64)"``: compiled now, arguments
        converted to these types. Without it every new combination of types is compiled at its
        first call.

    Returns
    -------
    callable
        Numba's dispatcher: callable from Python and from other compiled functions.

    Notes
    -----
    Machine code is kept until the file that holds `function` changes. Numba does not look at the
    files of the kernels that it calls: after a change there, remove its ``__pycache__`` folder.
    """
    import numba

    # Numba's own annotations refuse a mapping of flags.
    njit: Any = numba.njit
    signatures = [] if signature is None else [signature]
    try:
        dispatcher = njit(*signatures, cache=True, **FLAGS)(function)
    except RuntimeError as error:
        # No folder to keep machine code in (read-only installation, code without a file).
        if "cannot cache" not in str(error):
            raise
        dispatcher = njit(*signatures, **FLAGS)(function)
    return cast("Callable[Parameters, Result]", dispatcher)
