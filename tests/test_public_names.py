"""What `import goodwill` gives: few names, all of them there, nothing looked up before its time."""

from __future__ import annotations

import subprocess
import sys

import pytest

import goodwill


def test_there_are_at_most_twelve_names_in_order() -> None:
    names = goodwill.__all__
    assert len(names) <= 12
    constants = [name for name in names if name.isupper()]
    assert constants == sorted(constants)
    classes = [name for name in names if name[0].isupper() and not name.isupper()]
    functions = [name for name in names if name.islower()]
    assert names == constants + sorted(classes) + sorted(functions)


def test_every_name_is_there_and_says_what_it_is() -> None:
    for name in goodwill.__all__:
        assert name in dir(goodwill)
        assert getattr(goodwill, name).__doc__, name
    assert set(goodwill._HOMES) == set(goodwill.__all__)  # noqa: SLF001 - the tables must agree


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'runn'"):
        _ = goodwill.runn
    assert not hasattr(goodwill, "pandas")


def test_an_error_can_be_caught_without_loading_the_simulator() -> None:
    program = "import sys, goodwill; goodwill.GoodwillError; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"simpy", "pandas", "numpy", "pydantic"} & set(done.stdout.split())
