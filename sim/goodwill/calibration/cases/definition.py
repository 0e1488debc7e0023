"""Read what a real case is: its scenario, its files of data, and the numbers in doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import product
from math import exp, log
from pathlib import Path
from typing import Literal, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pydantic
from pydantic import Field

from goodwill.errors import ParameterError, ScenarioError, UnknownNameError, hint
from goodwill.loading.fields import Name
from goodwill.loading.findings import Findings
from goodwill.loading.parts import Part, RelativePath, Sentence
from goodwill.loading.trees import find_inside, find_tree
from goodwill.parameters import Parameters, Value, find_value
from goodwill.parameters.axes import find_axes
from goodwill.parameters.values import each_number, find_shape
from goodwill.scenario import Scenario, load_scenario

Floats = npt.NDArray[np.float64]

CASES = ("bank", "hillstrom", "olist")
"""By name."""

_FOLDER = Path("scenarios", "cases", "priors")


class NumberPart(Part):
    """One number that is not certain."""

    low: float = Field(description="The least that is plausible.")
    high: float = Field(description="The most.")
    distribution: Literal["uniform", "log-uniform"] = Field(
        "uniform", description="Of the number between the two."
    )
    why: Sentence = Field(description="Where the range is from.")

    @pydantic.model_validator(mode="after")
    def _check_range(self) -> Self:
        least = 0.0 if self.distribution == "log-uniform" else -np.inf
        if not least < self.low < self.high:
            raise ValueError(f"{self.low:g} to {self.high:g} is no {self.distribution} range.")
        return self


class CasePart(Part):
    """A real case."""

    case: Name = Field(description="Its name.")
    question: Sentence = Field(description="What it is to answer.")
    scenario: Name = Field(description="A scenario, by its file in the folder above this one.")
    data: tuple[RelativePath, ...] = Field(min_length=1, description="Files in the data folder.")
    credit: Sentence = Field(description="Whose data they are.")
    numbers: dict[str, NumberPart] = Field(
        min_length=1, max_length=100, description="By full name, or names of the case's own."
    )


class Number(NamedTuple):
    """One number that is not certain, and where it may lie."""

    name: str  # answering.base[click], or one of the case's own such as intents.buying
    low: float
    high: float
    distribution: str
    why: str

    def place(self, share: float) -> float:
        """Give the number that a share of its prior lies below."""
        if self.distribution == "log-uniform":
            return exp(log(self.low) + share * log(self.high / self.low))
        return self.low + share * (self.high - self.low)


class Case(NamedTuple):
    """A real case, as declared."""

    name: str
    question: str
    scenario: Scenario
    data: tuple[str, ...]
    credit: str
    numbers: tuple[Number, ...]
    sha256: str  # of the declaration and its scenario

    def place(self, shares: Sequence[float] | Floats) -> tuple[Scenario, dict[str, float]]:
        """Give the scenario under some numbers, and those numbers that are the case's own.

        Parameters
        ----------
        shares
            Of each number's prior, in order.
        """
        values = {
            number.name: number.place(float(share))
            for number, share in zip(self.numbers, shares, strict=True)
        }
        own = {name: value for name, value in values.items() if not _in_ledger(name)}
        rest = {name: value for name, value in values.items() if name not in own}
        overrides = make_overrides(rest, self.scenario.parameters)
        return self.scenario.with_parameters(overrides), own


def load_case(name: str, folder: Path | None = None) -> Case:
    """Load a real case.

    Parameters
    ----------
    name
        One of :data:`CASES`.
    folder
        Of the declarations; None: of the working directory or one above it, or the checkout's.

    Raises
    ------
    UnknownNameError
        There is no such case, or no folder.
    ScenarioError
        Its files are not what they have to be.
    """
    if name not in CASES:
        raise UnknownNameError(f"{name}: there is no such case. {hint(name, CASES)}")
    path = (folder or _find_folder()) / f"{name}.yaml"
    findings = Findings()
    source = findings.read(CasePart, path)
    findings.refuse()
    assert source is not None  # noqa: S101 - or something had been found
    part = source.part
    tree = find_tree(path)
    place = find_inside(tree, path.parents[1], part.scenario)
    # The made-up leads of cases are those of patterns, wherever GOODWILL_DATA says that data are.
    scenario = load_scenario(place, data=tree / "patterns")
    numbers = tuple(
        Number(key, one.low, one.high, one.distribution, one.why)
        for key, one in part.numbers.items()
    )
    known = {one.name: one.low for one in numbers if _in_ledger(one.name)}
    try:
        make_overrides(known, scenario.parameters)
    except ParameterError as error:
        raise ScenarioError(f"{path}: {error}") from error
    digest = hashlib.sha256(path.read_bytes() + scenario.sha256.encode())
    return Case(
        part.case, part.question, scenario, part.data, part.credit, numbers, digest.hexdigest()
    )


def _find_folder() -> Path:
    here = Path.cwd()
    for parent in (here, *here.parents, Path(__file__).parents[4]):
        if (parent / _FOLDER).is_dir():
            return parent / _FOLDER
    raise UnknownNameError(
        f"{here}: there is no folder {_FOLDER.as_posix()!r} here or above. "
        "Go to where goodwill's scenarios are."
    )


def _in_ledger(name: str) -> bool:
    return name.partition(".")[0] in Parameters._fields


def make_overrides(numbers: Mapping[str, float], parameters: Parameters) -> dict[str, Value]:
    """Put single numbers into the rows and tables that they belong to.

    Parameters
    ----------
    numbers
        By full name: ``memory.burn``, ``answering.base[click]``.
    parameters
        Which the others are taken from.

    Raises
    ------
    ParameterError
        There is no such number.

    Examples
    --------
    >>> from goodwill.parameters import defaults
    >>> make_overrides({"memory.tone_taste[plain]": 0.5}, defaults())
    {'memory.tone_taste': (0.5, 1.0, 1.0, 0.0, 0.0)}
    """
    overrides: dict[str, Value] = {}
    for name, number in numbers.items():
        key, _, rest = name.partition("[")
        value = overrides.get(key, find_value(parameters, key))
        labels = [", ".join(words) for words in product(*find_axes(key))]
        label = rest.removesuffix("]")
        if label not in labels:
            raise ParameterError(f"{name}: there is no such number. {hint(label, labels)}")
        values = list(each_number(value))
        values[labels.index(label)] = number
        overrides[key] = _give_shape(find_shape(value), values)
    return overrides


def _give_shape(shape: tuple[int, ...], numbers: Sequence[float]) -> Value:
    if not shape:
        return numbers[0]
    if len(shape) == 1:
        return tuple(numbers)
    width = shape[1]
    return tuple(tuple(numbers[at : at + width]) for at in range(0, len(numbers), width))
