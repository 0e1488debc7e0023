"""Read parameter sets: values that were found out, put in place of the ledger's defaults.

A set is a YAML file, checked as strictly as a scenario. Beside it may lie a Parquet file of joint
draws: what is plausible given the data, number by number (``answering.base[click]``).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from os import PathLike
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from goodwill.errors import ParameterError, ScenarioError
from goodwill.loading.documents import Document, read_document
from goodwill.loading.faults import check
from goodwill.loading.parts import Part, RelativePath, Sentence
from goodwill.loading.positions import refusal
from goodwill.loading.scenarios import Override
from goodwill.parameters import Entry, Value, defaults, find_value, ledger, with_overrides
from goodwill.parameters.axes import find_axes
from goodwill.parameters.bounds import Bound, find_bound
from goodwill.parameters.values import each_number

Floats = npt.NDArray[np.float64]

_MAX_BYTES = 200_000_000


class DrawsPart(Part):
    """Where the joint draws are."""

    file: RelativePath
    sha256: str = Field(
        pattern="^[0-9a-f]{64}$", description="Of the file, so that none is taken for it."
    )


class ParameterSetFile(Part):
    """Values that were found out, and what is known of them."""

    goodwill_parameters: Literal[1] = Field(description="The version of this format.")
    about: Sentence | None = Field(None, description="What it was made of, for people.")
    parameters: dict[str, Override] = Field(
        {}, max_length=1_000, description="Values in place of the ledger's, by full name."
    )
    draws: DrawsPart | None = Field(None, description="Joint draws of uncertain numbers.")
    not_identified: dict[str, Sentence] = Field(
        {}, max_length=10_000, description="Numbers that keep their prior, and why."
    )
    made_from: dict[str, str | int | float] = Field(
        {}, max_length=100, description="What it depends on: hashes and counts; of no effect."
    )


@dataclass(frozen=True, eq=False)
class ParameterSet:
    """Values in place of the ledger's defaults, and how they vary together.

    Attributes
    ----------
    file
        Where it was read.
    sha256
        Of that file.
    values
        By parameter, as ``with_overrides`` takes them.
    names
        Of the numbers of the joint draws; empty: there are none.
    draws
        Shape (draws, numbers), in the parameters' units; all equally plausible.
    not_identified
        Numbers that keep their prior, and why.
    """

    file: Path
    sha256: str
    values: Mapping[str, Value]
    names: tuple[str, ...] = ()
    draws: Floats = field(repr=False, default_factory=lambda: np.empty((0, 0)))
    not_identified: Mapping[str, str] = field(repr=False, default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the parameters that it says something about."""
        drawn = [name.partition("[")[0] for name in self.names]
        return tuple(dict.fromkeys([*self.values, *drawn]))


def read_parameter_set(path: str | PathLike[str]) -> ParameterSet:
    """Read a parameter set, with its draws.

    Raises
    ------
    ScenarioError
        A file cannot be read, is not what it may be, or the draws are not those it was written
        with; all that is wrong with the YAML file at once, each with file and line.
    """
    document = read_document(path)
    part = check(ParameterSetFile, document)
    values = _check_values(document, part)
    _check_names(document, part)
    names: tuple[str, ...] = ()
    draws = np.empty((0, 0))
    if part.draws is not None:
        names, draws = _read_draws(document, part.draws, Path(path).parent)
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    return ParameterSet(Path(path), digest, values, names, draws, dict(part.not_identified))


def name_numbers_of(entry: Entry) -> list[str]:
    """Name all numbers of a parameter, the certain ones as well, row by row."""
    labels = [", ".join(words) for words in product(*find_axes(entry.key))]
    return [f"{entry.key}[{label}]" if label else entry.key for label in labels]


def replace_numbers(entry: Entry, value: Value, numbers: Mapping[str, float]) -> Value:
    """Put other numbers in place of some of a value.

    Parameters
    ----------
    entry
        The parameter.
    value
        Of its shape.
    numbers
        By name; those of other parameters make no difference.
    """
    flat = iter(
        [
            numbers.get(name, number)
            for name, number in zip(name_numbers_of(entry), each_number(value), strict=True)
        ]
    )

    def fill(part: Value) -> Value:
        if isinstance(part, tuple):
            return tuple(fill(one) for one in part)  # type: ignore[return-value]
        return next(flat)

    return fill(value)


def _check_values(document: Document, part: ParameterSetFile) -> dict[str, Value]:
    faults = []
    for name, given in part.parameters.items():
        try:
            with_overrides(defaults(), {name: given})
        except ParameterError as error:
            faults.append(document.fault(("parameters", name), str(error), key=True))
    if faults:
        raise refusal(faults)
    try:
        together = with_overrides(defaults(), part.parameters)
    except ParameterError as error:
        raise refusal([document.fault(("parameters",), str(error), key=True)]) from None
    return {name: find_value(together, name) for name in part.parameters}


def _check_names(document: Document, part: ParameterSetFile) -> None:
    known = _list_names()
    faults = [
        document.fault(
            ("not_identified", name), f"unknown number {name!r} of a parameter.", key=True
        )
        for name in part.not_identified
        if name not in known
    ]
    if faults:
        raise refusal(faults)


def _list_names() -> frozenset[str]:
    return frozenset(name for entry in ledger() for name in name_numbers_of(entry))


def _read_draws(
    document: Document, part: DrawsPart, folder: Path
) -> tuple[tuple[str, ...], Floats]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    def refuse(problem: str) -> ScenarioError:
        return refusal([document.fault(("draws", "file"), problem)])

    if Path(part.file).name != part.file or part.file.startswith("."):
        raise refuse(f"{part.file!r} is not a file beside this one. Give its bare name.")
    path = folder / part.file
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise refuse(f"{part.file!r} is longer than {_MAX_BYTES:,} bytes.")
        content = path.read_bytes()
    except OSError as error:
        raise refuse(f"{part.file!r} cannot be read: {error.strerror}.") from None
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise refuse(
            f"{part.file!r} is not the file that this set was written with: its hash is another. "
            "Keep the two together, or calibrate again."
        )
    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError) as error:
        raise refuse(f"{part.file!r} is no Parquet file: {error}.") from None
    return _check_draws(table.column_names, table, refuse)


def _check_draws(names: Sequence[str], table: Any, refuse: Any) -> tuple[tuple[str, ...], Floats]:
    known = _list_names()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise refuse(f"its draws are of {unknown[0]!r}, which is no number of a parameter.")
    try:
        draws = np.column_stack([table.column(name).to_numpy() for name in names])
        finite = bool(np.isfinite(draws.astype(np.float64)).all())
    except (TypeError, ValueError):
        finite = False
    if not names or not table.num_rows or not finite:
        raise refuse("its draws are none, or not all finite numbers.")
    draws = draws.astype(np.float64)
    units = {entry.key: entry.unit for entry in ledger()}
    for name, column in zip(names, draws.T, strict=True):
        unit = units[name.partition("[")[0]]
        wrong = _find_impossible(column, find_bound(unit))
        if wrong is not None:
            raise refuse(
                f"its draws of {name!r} hold {wrong:g}, which is impossible here ({unit}). "
                f"Accepted: {find_bound(unit)}."
            )
    return tuple(names), draws


def _find_impossible(column: Floats, bound: Bound) -> float | None:
    """Give a number that makes no sense in its unit; None if all do."""
    numbers = [column.min(), column.max()]
    if bound.whole:
        numbers += column[column != np.round(column)].tolist()
    return next((float(number) for number in numbers if not bound.admits(float(number))), None)
