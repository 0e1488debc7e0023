"""Say which aims are met: what was wanted before it was measured."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks import summary
from benchmarks.session import Measured

_GIB = 2**30
_USUAL, _LARGE, _HUGE = 10_000, 1_000_000, 10_000_000  # contacts


class Aim(NamedTuple):
    """One aim and how far it was got."""

    wanted: str
    found: str
    met: bool | None  # None: not measured


def find_aims(measured: Measured) -> list[Aim]:
    """Compare what was measured with what was wanted."""
    return [
        *_find_speeds(measured),
        *_find_readable(measured),
        *_find_sizes(measured),
        *_find_starts(measured),
    ]


def write_aims(measured: Measured) -> str:
    """Write the aims as a table."""
    from benchmarks.page import write_table

    words = {True: "yes", False: "no", None: "not measured"}
    rows = [[aim.wanted, aim.found, words[aim.met]] for aim in find_aims(measured)]
    return write_table([["aim", "measured", "met"], *rows], n_texts=3)


def _find_speeds(measured: Measured) -> list[Aim]:
    aims = []
    for program, least, name in (
        (summary.YARDSTICK, 40.0, "plain SimPy on the yardstick"),
        (summary.READABLE, 100.0, "goodwill's SimPy engine"),
    ):
        ratio = summary.find_ratio(measured, program, summary.OURS, _USUAL)
        wanted = f"{least:.0f} times the touches a second of {name}, at {_USUAL:,} contacts"
        found = "–" if ratio is None else f"{ratio:.1f} times"
        aims.append(Aim(wanted, found, None if ratio is None else ratio >= least))
    return aims


def _find_readable(measured: Measured) -> list[Aim]:
    found = summary.find_readable(measured)
    costs, ratios = [one.cost for one in found], [one.ratio for one in found]
    sizes = f"from {found[0].n_contacts:,} to {found[-1].n_contacts:,} contacts" if found else "–"
    spread = max(costs) / min(costs) if found else 0.0
    return [
        Aim(
            f"the SimPy engine within 10 times plain SimPy's time a touch, {sizes}",
            f"{min(ratios):.1f} to {max(ratios):.1f} times" if found else "–",
            max(ratios) <= 10.0 if found else None,  # noqa: PLR2004
        ),
        Aim(
            f"the SimPy engine's time a touch flat within a factor of 2, {sizes}",
            f"{spread:.2f}" if found else "–",
            spread <= 2.0 if found else None,  # noqa: PLR2004
        ),
    ]


def _find_sizes(measured: Measured) -> list[Aim]:
    growth = {one.n_contacts: one for one in summary.find_growth(measured)}
    small, large, huge = map(growth.get, (_USUAL, _LARGE, _HUGE))
    aims = []
    wanted = f"time a touch at {_LARGE:,} contacts within 2 times that at {_USUAL:,}"
    if small and large and small.full and large.full:
        ratio = large.full / small.full
        aims.append(Aim(wanted, f"{ratio:.2f} times", ratio <= 2.0))  # noqa: PLR2004
    else:
        aims.append(Aim(wanted, "–", None))
    wanted = f"under 400 bytes a person, world and run without log, at {_LARGE:,} contacts"
    if large:
        each = large.run_bytes + large.world_bytes
        aims.append(Aim(wanted, f"{each:,.0f} bytes", each < 400.0))  # noqa: PLR2004
    else:
        aims.append(Aim(wanted, "–", None))
    wanted = f"{_HUGE:,} contacts with the shortest log within 20 GiB"
    if huge:
        most = huge.peak_bytes * _HUGE / _GIB
        aims.append(Aim(wanted, f"{most:.1f} GiB", most <= 20.0))  # noqa: PLR2004
    else:
        guess = large.peak_bytes * _HUGE / _GIB if large else None
        found = "–" if guess is None else f"{guess:.1f} GiB, if as for {_LARGE:,}"
        aims.append(Aim(wanted, found, None))
    return aims


def _find_starts(measured: Measured) -> list[Aim]:
    aims = []
    for what, most, name in (
        ("cold", 30.0, "compiling everything"),
        ("cached", 2.0, "a start with code in cache, to the end of a run of 1,000 contacts"),
        ("import", 0.1, "`import goodwill`"),
    ):
        # Compiling is shared out among processes: their CPU time is not in this one's.
        unit, clock = ("wall_seconds", "by the clock") if what == "cold" else ("seconds", "of CPU")
        seconds = summary.find_start(measured, what, unit)
        wanted = f"{name}: under {most:g} s {clock}"
        if seconds is None:
            aims.append(Aim(wanted, "–", None))
        else:
            aims.append(Aim(wanted, f"{seconds:.2g} s", seconds < most))
    speed_up, same = summary.find_speed_up(measured)
    aims.append(
        Aim(
            "two workers 1.7 times as fast as one, the same bytes",
            f"{speed_up:.2f} times, {'the same' if same else 'other'} bytes",
            same and speed_up >= 1.7,  # noqa: PLR2004
        )
    )
    return aims
