"""Make sets of parameters: the ledger's defaults, and what somebody puts in their place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any, NoReturn, cast, get_type_hints

from goodwill.errors import ParameterError, hint
from goodwill.parameters.bounds import find_bound
from goodwill.parameters.groups import Parameters
from goodwill.parameters.ledger import Entry, ledger
from goodwill.parameters.values import (
    Value,
    describe_shape,
    each_number,
    find_shape,
    freeze,
)

_ROUNDING = 1e-9  # by how much shares of 1 may miss it


@cache
def defaults() -> Parameters:
    """Give the ledger's defaults.

    Examples
    --------
    >>> defaults().talking.colleague
    1.5
    """
    values: dict[str, dict[str, Value]] = {}
    for entry in ledger():
        values.setdefault(entry.group, {})[entry.name] = entry.value
    groups: dict[str, Any] = get_type_hints(Parameters)
    parameters = Parameters(**{name: groups[name](**fields) for name, fields in values.items()})
    _check_together(parameters)
    return parameters


def with_overrides(parameters: Parameters, overrides: Mapping[str, object]) -> Parameters:
    """Put other values in place of some.

    Parameters
    ----------
    parameters
        What to start from; stays as it is.
    overrides
        ``{"memory.burn": 0.0, "answering.irritation": [0.0] * 8}``: a number for a number, all
        numbers of a row or table for a row or table. A value outside the ledger's plausible range
        is taken (see :func:`outside_ranges`); 0 switches a weight off.

    Raises
    ------
    ParameterError
        If a name is unknown, a value has another shape than the default, is not finite, makes no
        sense in its unit, or does not go together with the others.

    Examples
    --------
    >>> with_overrides(defaults(), {"memory.burn": 0.0}).memory.burn
    0.0
    """
    changes: dict[str, dict[str, Value]] = {}
    for key, given in overrides.items():
        entry = _entries().get(key) or _refuse_name(key)
        changes.setdefault(entry.group, {})[entry.name] = _check_value(entry, given)
    changed = parameters._replace(
        **{group: getattr(parameters, group)._replace(**new) for group, new in changes.items()}
    )
    _check_together(changed)
    return changed


def outside_ranges(parameters: Parameters) -> tuple[str, ...]:
    """Name the parameters whose values lie outside the ledger's plausible ranges.

    Returns
    -------
    tuple of str
        ``memory.burn`` and the like, in the ledger's order; empty for :func:`defaults`.
    """
    return tuple(
        entry.key for entry in ledger() if not entry.holds(find_value(parameters, entry.key))
    )


def find_value(parameters: Parameters, key: str) -> Value:
    """Give one value by its full name.

    Parameters
    ----------
    parameters
        Where to look.
    key
        ``memory.burn`` and the like.

    Raises
    ------
    ParameterError
        If there is no such parameter.

    Examples
    --------
    >>> find_value(defaults(), "talking.colleague")
    1.5
    """
    entry = _entries().get(key) or _refuse_name(key)
    return cast("Value", getattr(getattr(parameters, entry.group), entry.name))


@cache
def _entries() -> dict[str, Entry]:
    return {entry.key: entry for entry in ledger()}


def _refuse_name(key: object) -> NoReturn:
    """Say what was probably meant, without listing all there is."""
    group, _, name = str(key).partition(".")
    fields = [entry.name for entry in ledger() if entry.group == group]
    if fields:
        raise ParameterError(f"{key}: unknown parameter of {group!r}. {hint(name, fields)}")
    word = name or group
    near = difflib.get_close_matches(word, {entry.name for entry in ledger()}, n=1)
    meant = [repr(entry.key) for entry in ledger() if entry.name in near]
    if meant:
        raise ParameterError(f"{key}: unknown parameter. Did you mean {' or '.join(meant)}?")
    raise ParameterError(f"{key}: unknown group {group!r}. {hint(group, Parameters._fields)}")


def _check_value(entry: Entry, given: object) -> Value:
    try:
        value = freeze(given)
    except ParameterError as error:
        raise ParameterError(f"{entry.key}: {error}") from None
    shape, wanted = find_shape(value), find_shape(entry.value)
    if shape != wanted:
        raise ParameterError(
            f"{entry.key}: {describe_shape(shape)}, {given!r}. Needed: {describe_shape(wanted)}."
        )
    bound = find_bound(entry.unit)
    for number in each_number(value):
        if not bound.admits(number):
            raise ParameterError(
                f"{entry.key}: {number:g} is impossible here ({entry.unit}). Accepted: {bound}."
            )
    return value


def _check_together(parameters: Parameters) -> None:
    """Refuse values that are sound by themselves but not beside one another."""
    living, noticing, traits = parameters.living, parameters.noticing, parameters.traits
    for row in living.inbound_mix:
        if abs(sum(row) - 1.0) > _ROUNDING:
            raise ParameterError(
                f"living.inbound_mix: the row {row} sums to {sum(row):g}. Shares sum to 1."
            )
    if max(living.inbound_per_year) > living.candidates_per_year:
        raise ParameterError(
            f"living.inbound_per_year: {max(living.inbound_per_year):g} is more often than "
            f"living.candidates_per_year, {living.candidates_per_year:g}. Raise that as well."
        )
    rates = noticing.complaint_rates
    if rates[0] != 0.0 or any(one >= other for one, other in pairwise(rates)):
        raise ParameterError(
            f"noticing.complaint_rates: {rates}. Rates that begin with 0 and rise are accepted."
        )
    if traits.reach_least > traits.reach_most:
        raise ParameterError(
            f"traits.reach_least: {traits.reach_least:g} is more than traits.reach_most, "
            f"{traits.reach_most:g}. The least reach may be as large as the most."
        )
