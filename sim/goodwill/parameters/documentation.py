"""Write the page that prints the evidence ledger: ``docs/parameters.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import get_type_hints

from goodwill.errors import ParameterError
from goodwill.parameters.axes import find_axes
from goodwill.parameters.groups import Parameters
from goodwill.parameters.ledger import Entry
from goodwill.parameters.values import Value, each_number

SUPPORTS = {
    "published": "rest on a published figure",
    "nearby": "are assumed, near something that was published or told",
    "recalled": "are recalled from a source that could not be found again",
    "assumed": "are assumed outright, with wide ranges",
    "fixed": "are fixed by construction",
}
"""How an entry may be supported, best first, in the words of the page."""

_COLUMNS = (
    "name",
    "default",
    "range",
    "unit",
    "meaning",
    "source",
    "confidence",
    "could be narrowed by",
)


def find_support(entry: Entry) -> str:
    """Say what a default rests on.

    Parameters
    ----------
    entry
        Of the ledger.

    Returns
    -------
    str
        A key of :data:`SUPPORTS`.
    """
    if entry.distribution == "fixed":
        return "fixed"
    if entry.source.startswith("recalled"):
        return "recalled"
    if entry.confidence == "assumed":
        return "assumed"
    return "nearby" if entry.source.startswith("assumed") else "published"


def write_page(entries: Sequence[Entry]) -> str:
    """Print a ledger as a Markdown page.

    Parameters
    ----------
    entries
        All of a ledger, in its order.

    Returns
    -------
    str
        With a newline at the end; the same for the same entries.

    Raises
    ------
    ParameterError
        If there are no entries.
    """
    if not entries:
        raise ParameterError("ledger: it has no entries. At least one is needed.")
    blocks = ["# The numbers of the model", *_write_opening(entries)]
    for group, members in groupby(entries, key=lambda entry: entry.group):
        blocks += _write_group(group, tuple(members))
    return "\n\n".join(blocks) + "\n"


def _write_opening(entries: Sequence[Entry]) -> Iterator[str]:
    supports = Counter(find_support(entry) for entry in entries)
    n_numbers = sum(len(list(each_number(entry.value))) for entry in entries)
    confidences = Counter(entry.confidence for entry in entries)
    yield (
        f"The model has {len(entries)} parameters, {n_numbers} numbers in all. "
        f"{_count(supports)}. Confidence is "
        + ", ".join(
            f"{level} for {confidences[level]}"
            for level in ("high", "medium", "low")
            if confidences[level]
        )
        + f"; none is claimed for {confidences['assumed']}."
    )
    yield (
        "A range says what is plausible, not what is possible: a decision has to hold throughout. "
        "Every number of a row or table has a range of its own. Values are spread evenly over it "
        "unless the range says otherwise; *log-uniform* spreads their logarithm evenly. Where "
        "published claims contradict one another the range holds both sides."
    )
    yield (
        "Any of these can be replaced by name in a scenario, such as `memory.burn`; a weight of 0 "
        "switches its mechanism off. This page is made from "
        "[`ledger.toml`](../sim/goodwill/parameters/ledger.toml) by `make docs`."
    )


def _count(supports: Counter[str]) -> str:
    counted = [
        f"{supports[support]} {words if supports[support] != 1 else _singular(words)}"
        for support, words in SUPPORTS.items()
        if supports[support]
    ]
    return "; ".join(counted)


def _singular(words: str) -> str:
    verb, _, rest = words.partition(" ")
    return {"are": "is", "rest": "rests"}[verb] + " " + rest


def _write_group(group: str, entries: Sequence[Entry]) -> Iterator[str]:
    yield f"## {group}"
    yield _find_summary(group)
    yield _write_table(_COLUMNS, [_write_row(entry) for entry in entries])
    for entry in entries:
        axes = find_axes(entry.key)
        if len(axes) > 1:
            yield f"Defaults of `{entry.key}`:"
            yield _write_table(
                ("", *map(_plain, axes[1])),
                [
                    (_plain(word), *(f"{number:g}" for number in each_number(row)))
                    for word, row in zip(axes[0], _rows(entry.value), strict=True)
                ],
            )


def _find_summary(group: str) -> str:
    """Take what a group's type says about itself."""
    fields = get_type_hints(Parameters)[group]
    return (fields.__doc__ or "").partition("\n")[0]


def _write_row(entry: Entry) -> tuple[str, ...]:
    return (
        f"`{entry.name}`",
        _write_default(entry),
        _write_range(entry),
        entry.unit,
        entry.meaning,
        entry.source,
        entry.confidence,
        entry.calibrates,
    )


def _write_default(entry: Entry) -> str:
    axes = find_axes(entry.key)
    if len(axes) > 1:
        return "see below"
    numbers = [f"{number:g}" for number in each_number(entry.value)]
    if not axes:
        return numbers[0]
    return "<br>".join(
        f"{_plain(word)}: {number}" for word, number in zip(axes[0], numbers, strict=True)
    )


def _write_range(entry: Entry) -> str:
    lows, highs = list(each_number(entry.low)), list(each_number(entry.high))
    if entry.distribution == "fixed":
        return "fixed"
    if entry.distribution == "dirichlet":
        return f"each row a Dirichlet variate, parameters {lows[0]:g} times the default"
    if entry.distribution == "offset":
        return f"default {lows[0]:+g} to {highs[0]:+g}"
    ranges = "<br>".join(
        f"{low:g}" if low == high else f"{low:g} to {high:g}"
        for low, high in zip(lows, highs, strict=True)
    )
    return ranges if entry.distribution == "uniform" else f"{ranges}, {entry.distribution}"


def _rows(value: Value) -> Iterator[Value]:
    yield from value if isinstance(value, tuple) else (value,)


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _write_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )
