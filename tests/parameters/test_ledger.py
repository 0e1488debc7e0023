"""The ledger is complete, agrees with the groups' types, and is read strictly."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import pytest

from goodwill.errors import ParameterError
from goodwill.parameters import Entry, Parameters, ledger, read_ledger
from goodwill.parameters.axes import AXES, find_axes
from goodwill.parameters.bounds import BOUNDS
from goodwill.parameters.ledger import LEDGER_FILE
from goodwill.parameters.values import each_number, find_shape

RANKS = {float: 0, tuple[float, ...]: 1, tuple[tuple[float, ...], ...]: 2}
ENTRIES = {entry.key: entry for entry in ledger()}
BURN = next(
    line for line in LEDGER_FILE.read_text("utf-8").splitlines() if line.startswith("burn = ")
)


def read_changed(folder: Path, old: str, new: str) -> tuple[Entry, ...]:
    """Read a copy of the ledger in which one piece of text is another."""
    text = LEDGER_FILE.read_text("utf-8")
    assert text.count(old) == 1
    copy = folder / "ledger.toml"
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return read_ledger(copy)


def test_entries_and_fields_are_the_same_in_the_same_order() -> None:
    fields = [
        f"{group}.{name}"
        for group, kind in get_type_hints(Parameters).items()
        for name in kind._fields
    ]
    assert list(ENTRIES) == fields


def test_every_value_has_the_rank_of_its_type_and_the_lengths_of_its_axes() -> None:
    for group, fields in get_type_hints(Parameters).items():
        for name, kind in get_type_hints(fields).items():
            entry = ENTRIES[f"{group}.{name}"]
            assert len(find_shape(entry.value)) == RANKS[kind]
            assert find_shape(entry.value) == tuple(map(len, find_axes(entry.key)))


def test_every_axis_belongs_to_an_entry() -> None:
    assert set(AXES) <= set(ENTRIES)


def test_every_unit_that_has_a_bound_is_used() -> None:
    assert set(BOUNDS) == {entry.unit for entry in ledger()}


def test_every_entry_says_what_it_means_and_where_it_comes_from() -> None:
    for entry in ledger():
        assert entry.meaning.strip(), entry.key
        assert entry.source.strip(), entry.key


def test_defaults_lie_in_their_ranges() -> None:
    assert [entry.key for entry in ledger() if not entry.holds(entry.value)] == []


@pytest.mark.parametrize("entry", ledger(), ids=lambda entry: entry.key)
def test_only_what_is_fixed_by_construction_has_no_range(entry: Entry) -> None:
    wide = any(
        low < high
        for low, high in zip(each_number(entry.lowest), each_number(entry.highest), strict=True)
    )
    assert wide is (entry.distribution != "fixed")
    assert (entry.source == "by construction") is (entry.distribution == "fixed")


def test_what_is_assumed_outright_claims_no_confidence() -> None:
    bare = [entry for entry in ledger() if entry.source == "assumed"]
    assert bare
    assert {entry.confidence for entry in bare} == {"assumed"}


def test_what_is_only_recalled_has_low_confidence() -> None:
    recalled = [entry for entry in ledger() if "recalled" in entry.source]
    assert ENTRIES["vendor.rep_hour_cost"] in recalled
    assert {entry.confidence for entry in recalled} == {"low"}


@pytest.mark.parametrize("key", ["answering.irritation", "memory.burn"])
def test_effects_of_irritation_on_behaviour_may_be_none(key: str) -> None:
    entry = ENTRIES[key]
    for low, high in zip(each_number(entry.lowest), each_number(entry.highest), strict=True):
        assert low <= 0.0 <= high


@pytest.mark.parametrize("key", ["answering.gap", "answering.relevance", "memory.gap_weight"])
def test_effects_that_nobody_has_measured_may_be_none(key: str) -> None:
    entry = ENTRIES[key]
    for low, high in zip(each_number(entry.lowest), each_number(entry.highest), strict=True):
        assert low <= 0.0 <= high


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("noticing.connect", [0.0517, 0.0718, 1 / 18, 0.28, 0.53]),
        ("noticing.bounce", [0.0007, 0.004, 0.0086]),
        ("noticing.human_open", [0.1506, 0.2271, 0.2627, 0.145, 0.2964]),
        ("noticing.reputation_prior", [0.00005, 0.00012, 0.0003, 0.0004, 0.0006]),
        ("living.read_hours", [28.7, 31.2]),
        ("memory.familiarity_days", [14.0, 84.0]),
        ("delays.live_minutes", [0.6, 2.03, 3.0, 12.5]),
        ("delays.reply_hours", [47 / 60]),
        ("vendor.rep_hour_cost", [45.0, 70.0]),
    ],
)
def test_ranges_hold_what_was_published(key: str, published: list[float]) -> None:
    assert [figure for figure in published if not ENTRIES[key].holds(figure)] == []


def test_a_range_of_offsets_is_around_each_default() -> None:
    entry = ENTRIES["answering.tone"]
    assert isinstance(entry.low, float)
    assert list(each_number(entry.lowest)) == [
        number + entry.low for number in each_number(entry.value)
    ]
    assert find_shape(entry.highest) == find_shape(entry.value)


def test_what_never_happens_stays_so_in_a_dirichlet_range() -> None:
    entry = ENTRIES["living.inbound_mix"]
    for share, most in zip(each_number(entry.value), each_number(entry.highest), strict=True):
        assert most == (1.0 if share > 0.0 else 0.0)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (BURN, "burnt" + BURN[4:], "memory.burnt: unknown entry. Did you mean 'burn'?"),
        (BURN, "", "memory.burn: the entry is missing."),
        (BURN, "burn = 0.02", "memory.burn: the entry is missing. An inline table"),
        (BURN, BURN.replace("low =", "least ="), "unknown key 'least'."),
        (BURN, BURN.replace("low = 0.0, ", ""), "the key 'low' is missing."),
        (BURN, BURN.replace("value = 0.02", "value = 0.3"), "value 0.3 lies outside [0.0, 0.2]"),
        (BURN, BURN.replace("value = 0.02", "value = [0.08]"), "value is 1 numbers. Needed: one"),
        (BURN, BURN.replace("value = 0.02", "value = true"), "not a number, True."),
        (BURN, BURN.replace("value = 0.02", 'value = "0.08"'), "not a number, '0.08'."),
        (BURN, BURN.replace("high = 0.2", "high = [0.2]"), "high is 1 numbers."),
        (BURN, BURN.replace("high = 0.2", "high = inf"), "high has inf goodwill per"),
        (BURN, BURN.replace("low = 0.0", "low = -0.1"), "Accepted: finite numbers from 0 on."),
        (BURN, BURN.replace("goodwill per plain e-mail", "goodwil"), "Did you mean 'goodwill'?"),
        (BURN, BURN.replace('"low"', '"lwo"'), "confidence is 'lwo'. Did you mean 'low'?"),
        (BURN, BURN.replace(', confidence = "low"', "").replace("assumed", "seen"), "confidence"),
        (BURN, BURN.replace("unit =", 'distribution = "normal", unit ='), "distribution is 'norm"),
        (BURN, BURN.replace("unit =", 'distribution = "log-uniform", unit ='), "low is 0.0."),
        (BURN, BURN.replace("unit =", 'distribution = "fixed", unit ='), "Needed for 'fixed'"),
        (BURN, BURN.replace("unit =", 'distribution = "dirichlet", unit ='), "for 'dirichlet'"),
        (BURN, BURN.replace("meaning =", 'calibrates = "", meaning ='), "calibrates is ''."),
        ("[memory]", "[memry]", "memry: unknown group. Did you mean 'memory'?"),
        ("[vendor]", "", "traits.rep_hour_cost: unknown entry."),
        ("[levels]", "[levels", "cannot be read as TOML"),
    ],
)
def test_a_ledger_that_is_not_as_it_must_be_is_refused(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(ParameterError) as refusal:
        read_changed(tmp_path, old, new)
    assert str(refusal.value).startswith(str(tmp_path / "ledger.toml"))
    assert complaint in str(refusal.value)


def test_a_refusal_names_file_line_and_entry(tmp_path: Path) -> None:
    line = LEDGER_FILE.read_text("utf-8").splitlines().index(BURN) + 1
    with pytest.raises(ParameterError) as refusal:
        read_changed(tmp_path, BURN, BURN.replace("low =", "least ="))
    assert str(refusal.value).startswith(f"{tmp_path / 'ledger.toml'}:{line}: memory.burn: ")


def test_a_ledger_without_a_group_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "ledger.toml"
    copy.write_text(LEDGER_FILE.read_text("utf-8").partition("[vendor]")[0], encoding="utf-8")
    with pytest.raises(ParameterError, match="vendor: the group is missing"):
        read_ledger(copy)


def test_a_ledger_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="cannot be read"):
        read_ledger(tmp_path / "none.toml")


def test_the_ledger_is_read_once() -> None:
    assert ledger() is ledger()
