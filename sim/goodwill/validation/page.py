"""Write what was found for readers: a page in Markdown, made of nothing but the plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from goodwill.validation.patterns import patterns

_TOP = """# Does it match the world?

Written by `goodwill validate --out DIR`; do not edit. Every row is a pattern that is known from
elsewhere. Ranges, their sources, and which rows were used for fitting the defaults (C) and which
were held out (H) were fixed before anything was fitted
([decision 9](decisions/0009-fitting-the-defaults.md), which also explains the rows that fail).
Simulated values have 95 % intervals from the differences between worlds: all of it in the range is
*inside*, none of it *outside*, else *undecided*.
"""
_DIGITS = 3  # that count


def write_page(described: Mapping[str, Any]) -> str:
    """Write a page.

    Parameters
    ----------
    described
        As :func:`goodwill.validation.describing.describe` gives it.
    """
    return "\n".join(
        [
            _TOP,
            f"{_say_what_was_used(described)} {sum_up(described)}",
            "",
            *_tabulate(described),
            "",
            *_pose(described["rows"]),
            "",
            *_list_replaced(described["replaced"]),
            "",
        ]
    )


def _say_what_was_used(described: Mapping[str, Any]) -> str:
    given = ", ".join(f"`{key}`" for key in described["overrides"])
    text = "One set of parameters is used for all rows: the ledger's defaults"
    text += f", with other values of {given}." if given else "."
    text += " Where a scenario sets a parameter itself, that stands; the last table lists it."
    if described["of"] < len(patterns()):
        text += f" Only {described['of']} of {len(patterns())} rows were run."
    if described["fewer_worlds"]:
        text += " There were fewer worlds than usual: intervals are wider."
    return text


def sum_up(described: Mapping[str, Any]) -> str:
    """Say in a sentence or two how many rows hold at once, and name those that do not."""
    rows: Sequence[Mapping[str, Any]] = described["rows"]
    held_out = [one for one in rows if not one["fitted"]]
    inside = sum(one["verdict"] == "inside" for one in held_out)
    text = (
        f"**{described['inside']} of {described['of']} rows are inside all their ranges at once**;"
        f" of the {len(held_out)} held out, {inside}."
    )
    for verdict in ("outside", "undecided"):
        named = [f"{one['row']} ({one['name']})" for one in rows if one["verdict"] == verdict]
        if named:
            text += f" {verdict.capitalize()}: {'; '.join(named)}."
    return text


def write_target(low: float | None, high: float | None) -> str:
    """Write a range as one reads it.

    Examples
    --------
    >>> write_target(2.0, 3.0), write_target(1.0, None), write_target(None, None)
    ('2 to 3', 'at least 1', 'none')
    """
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    return f"at most {high:g}" if high is not None else "none"


def _tabulate(described: Mapping[str, Any]) -> list[str]:
    lines = [
        "| row | | pattern | simulated | 95 % interval | target | verdict | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    findings = sorted([*described["patterns"], *described["reported"]], key=lambda one: one["row"])
    for one in findings:
        ends = f"{_write(one['low'])} to {_write(one['high'])}"
        cells = (
            str(one["row"]),
            "C" if one["fitted"] else "H",
            f"{one['name']}, {one['unit']}",
            _write(one["simulated"]),
            ends,
            write_target(one["target_low"], one["target_high"]),
            one["verdict"],
            one["source"],
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _write(value: float | None) -> str:
    if value is None:
        return "–"
    rounded = float(f"{value:.{_DIGITS}g}")
    return f"{value:,.0f}" if abs(rounded) >= 10.0**_DIGITS else f"{value:.{_DIGITS}g}"


def _pose(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        "## How each row is simulated",
        "",
        "The scenarios lie in `scenarios/patterns/`, what is counted in the package's",
        "`validation/rows/`.",
        "",
        *(f"{one['row']}. {one['name']}: {one['pose']}." for one in rows),
    ]


def _list_replaced(replaced: Sequence[Mapping[str, Any]]) -> list[str]:
    """List what scenarios set themselves, beside the default: people differ from row to row."""
    lines = [
        "## What scenarios set themselves",
        "",
        "| scenario | parameter | value | default | |",
        "|---|---|---|---|---|",
    ]
    for one in replaced:
        beyond = "" if one["plausible"] else "outside the ledger's range"
        cells = (
            f"`{one['scenario']}`",
            f"`{one['parameter']}`",
            _write_value(one["value"]),
            _write_value(one["default"]),
            beyond,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _write_value(value: object) -> str:
    if isinstance(value, Sequence):
        return ", ".join(_write_value(one) for one in value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)
