"""Kernels stay plain Python, and become machine code where they are asked for."""

import os
import subprocess
import sys
from pathlib import Path
from types import FunctionType
from typing import Any

import numba
import pytest

import goodwill.kernels
from goodwill.draws import draw, lognormal, normal
from goodwill.kernels import (
    FLAGS,
    KERNELS,
    compiled,
    kernel,
    kernel_compiled_as,
    register_kernels,
)

needs_numba = pytest.mark.skipif(
    bool(numba.config.DISABLE_JIT), reason="NUMBA_DISABLE_JIT leaves all functions plain"
)


@pytest.fixture(autouse=True)
def _kernels_defined_by_a_test_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goodwill.kernels, "KERNELS", dict(KERNELS))


def modules_after(statement: str) -> set[str]:
    source = Path(goodwill.kernels.__file__).parents[1]
    code = f"import sys; {statement}; print(*sys.modules)"
    finished = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(finished.stdout.split())


@pytest.mark.parametrize("statement", ["import goodwill.kernels", "import goodwill.draws"])
def test_numba_is_not_loaded_before_something_is_compiled(statement: str) -> None:
    assert "numba" not in modules_after(statement)


def test_the_first_scalar_draw_loads_numba() -> None:
    assert "numba" in modules_after("import goodwill.draws as d; d.draw(1, 2, 3, 4, 5, 6)")


def test_a_kernel_is_left_as_it_is() -> None:
    def double(number: float) -> float:
        return 2 * number

    assert kernel(double) is double
    assert goodwill.kernels.KERNELS[double] is double


def test_the_kernels_of_draws_are_known() -> None:
    assert KERNELS[normal] is normal
    assert isinstance(draw, FunctionType)
    assert KERNELS[draw] is not draw


def test_a_kernel_may_call_another_kernel_in_compiled_code() -> None:
    register_kernels()

    @numba.njit(**FLAGS)
    def middle(median: float) -> float:
        return lognormal(0.5, median, 1.0)

    assert middle(7.0) == lognormal(0.5, 7.0, 1.0) == 7.0


@needs_numba
def test_compiled_code_uses_the_body_that_was_named() -> None:
    def answer_compiled(number: int) -> int:
        return number + 1000

    @kernel_compiled_as(answer_compiled)
    def answer(number: int) -> int:
        return number

    register_kernels()

    @numba.njit(**FLAGS)
    def ask() -> int:
        return answer(1)

    assert answer(1) == 1
    assert ask() == 1001


def test_kernels_that_come_later_are_registered_by_a_second_call() -> None:
    register_kernels()

    @kernel
    def triple(number: int) -> int:
        return 3 * number

    register_kernels()

    @numba.njit(**FLAGS)
    def ask() -> int:
        return triple(14)

    assert ask() == 42


@needs_numba
def test_machine_code_is_kept_for_the_next_run() -> None:
    draw(1, 2, 3, 4, 5, 6)
    dispatcher: Any = goodwill.draws.philox._uniform_compiled()  # noqa: SLF001 (no other is kept)
    kept = dispatcher.stats
    assert sum(kept.cache_hits.values()) + sum(kept.cache_misses.values()) == 1
    assert any(Path(kept.cache_path).glob("philox._uniform-*.nbi"))


def test_code_without_a_file_is_compiled_all_the_same() -> None:
    scope: dict[str, Any] = {}
    exec("def half(number):\n    return number / 2", scope)  # noqa: S102 (code without a file)
    assert compiled(scope["half"], "float64(float64)")(5.0) == 2.5


@needs_numba
def test_division_by_zero_is_infinite_as_in_numpy() -> None:
    def inverse(number: float) -> float:
        return 1 / number

    assert compiled(inverse)(0.0) == float("inf")


def test_the_last_bit_is_never_given_up_for_speed() -> None:
    assert "fastmath" not in FLAGS


def test_any_other_failure_to_compile_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("the compiler is out of order")

    monkeypatch.setattr(numba, "njit", refuse)
    with pytest.raises(RuntimeError, match="out of order"):
        compiled(len)
