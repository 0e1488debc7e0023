"""Write what was measured as a page: tables, and sentences that the figures make."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import aims, summary
from benchmarks.session import Measured
from goodwill.eventlog import EVENT

_NAMES = {
    "simpy": ("SimPy", "the yardstick, a process a contact"),
    "salabim": ("salabim", "the yardstick, a component a contact"),
    "mesa": ("Mesa", "the yardstick, an agent a contact on its event scheduler"),
    "numpy": ("NumPy", "the yardstick, everybody at once in daily steps"),
    summary.READABLE: (summary.READABLE, "the full model, full log"),
    summary.OURS: (summary.OURS, "the full model, full log, the same bytes"),
}
_LIMIT_NAMES = {
    "blocks": "Philox4x32-10, in words (four a draw)",
    "exp": "exponentials",
    "log": "logarithms",
    "rows": f"rows of the log, {EVENT.itemsize} bytes each, into fresh memory",
}

_HEAD = """\
Written by `make bench`: everything below is computed from what it measured, on the machine that is
described at the end. That machine was shared with others, so that single times say little; ratios
of programs that ran in turn in the same session say more."""


def write_page(measured: Measured) -> str:
    """Write the page.

    Parameters
    ----------
    measured
        By :func:`benchmarks.session.measure`.

    Returns
    -------
    str
        Markdown.
    """
    parts = (
        "# Performance",
        _HEAD,
        write_findings(measured),
        "## Aims",
        aims.write_aims(measured),
        "## Beside other frameworks",
        _write_programs(measured),
        "## The SimPy engine as it grows",
        _write_readable(measured),
        "## The compiled engine as it grows",
        _write_growth(measured),
        "## Starting, and two workers",
        _write_starting(measured),
        "## What is possible",
        _write_limits(measured),
        "## How it was measured",
        _write_method(measured),
    )
    return "\n\n".join(parts) + "\n"


def write_findings(measured: Measured) -> str:
    """Say in sentences how the compiled engine stands beside the others."""
    size = summary.find_main_size(measured)
    findings = []
    for program, (name, _) in _NAMES.items():
        ratio = summary.find_ratio(measured, program, summary.OURS, size)
        if ratio is not None and program != summary.OURS:
            model = "full model" if program == summary.READABLE else "yardstick"
            findings.append(f"- {name} ({model}): {show(ratio)} times as long")
    limits = sum(limit.nanoseconds for limit in summary.find_limits(measured))
    cost = summary.find_cost(measured, summary.OURS, size) or 0.0
    return (
        f"At {size:,} contacts the compiled engine takes {show(cost)} us of CPU per touch, with "
        "everything that goodwill models and the full log in order of time. Beside it, per touch, "
        "median of rounds:\n\n" + ";\n".join(findings) + ".\n\n"
        "The yardstick is a toy that has a small part of the full model. "
        f"The luck, exponentials, logarithms and rows that the full model cannot do without take "
        f"this processor {show(limits / 1000)} us: the engine takes {show(cost * 1000 / limits)} "
        "times that."
    )


def _write_programs(measured: Measured) -> str:
    sizes, main = summary.find_sizes(measured), summary.find_main_size(measured)
    heads = [f"{size:,} contacts" for size in sizes]
    table = [
        ["program", "what it runs", *heads, "with its world", "to SimPy", "mean wait for a rep"]
    ]
    for program, (name, what) in _NAMES.items():
        costs = [summary.find_cost(measured, program, size) for size in sizes]
        ours = program in (summary.OURS, summary.READABLE)
        ratio = summary.find_ratio(measured, program, summary.YARDSTICK, main)
        if ratio is None:
            continue
        world = summary.find_cost(measured, program, main, with_world=True) if ours else None
        wait = summary.find_wait(measured, program, main)
        shown_wait = "–" if wait is None else f"{wait:.2f} h"
        shown = [show(cost) for cost in costs]
        table.append([name, what, *shown, show(world), f"{show(ratio)}×", shown_wait])
    return (
        "Microseconds of CPU per touch. *With its world* adds reading the files and making the "
        f"people, at {main:,} contacts; *to SimPy* is the ratio to plain SimPy there.\n\n"
        + write_table(table, n_texts=2)
        + "\n\nEach yardstick program is checked by a test: touches per contact, positive replies, "
        "conversions, opt-outs and complaints agree within sampling error. Steps of a day have no "
        "place for waits of an hour, which is why NumPy's differ."
    )


def _write_readable(measured: Measured) -> str:
    heads = ("contacts", "us a touch", "touches a second", "bytes a person", "to plain SimPy")
    rows = [
        [
            f"{one.n_contacts:,}",
            show(one.cost),
            f"{1e6 / one.cost:,.0f}",
            show_bytes(one.run_bytes),
            f"{show(one.ratio)}×",
        ]
        for one in summary.find_readable(measured)
    ]
    return "*Bytes* are those of a run and its full log, without its world.\n\n" + write_table(
        [list(heads), *rows]
    )


def _write_growth(measured: Measured) -> str:
    table = [
        [
            *("contacts", "us a touch, full log", "shortest log", "making the world"),
            *("bytes a person: world", "run", "peak, shortest log", "bytes a row of the log"),
        ]
    ]
    table += [
        [
            f"{one.n_contacts:,}",
            *map(show, (one.full, one.short, one.world)),
            *map(show_bytes, (one.world_bytes, one.run_bytes, one.peak_bytes, one.row_bytes)),
        ]
        for one in summary.find_growth(measured)
    ]
    return (
        "The shortest log is that of `log=outcomes`. *World* is what the "
        "people take before they live, *run* what living adds at most, without "
        f"the rows of the log ({EVENT.itemsize} bytes each, held once), *peak* the most at any "
        "time, reading the files included. What the longer log takes more, by row, is more than a "
        "row: those of a day are held twice while they are put in order, and all of a log of many "
        "millions while its parts are joined. Where there are few people, what is there once "
        "weighs on each. More than five million people are drawn as a market, and come of "
        "themselves.\n\n" + write_table(table)
    )


def _write_starting(measured: Measured) -> str:
    table = [["what", "CPU seconds", "seconds by the clock"]]
    for what, name in (
        ("import", "`import goodwill`"),
        ("cached", "process start to the end of a run of 1,000 contacts, code in cache"),
        ("cold", "compiling everything from nothing (CPU: without the processes that help)"),
    ):
        clock = "elapsed" if what == "import" else "wall_seconds"
        times = [summary.find_start(measured, what, unit) for unit in ("seconds", clock)]
        table.append([name, *map(show, times)])
    speed_up, same = summary.find_speed_up(measured)
    n_runs = measured["workers"][0]["n_runs"]
    return (
        write_table(table)
        + f"\n\nTwo workers on {measured['machine']['cores']} cores go through {n_runs} runs of "
        f"the main scenario {show(speed_up)} times as fast as one, starting them included; their "
        f"figures are {'the same bytes' if same else 'NOT the same bytes'}."
    )


def _write_limits(measured: Measured) -> str:
    limits = summary.find_limits(measured)
    table = [["what a touch needs", "how many", "a second, millions", "ns a touch, at least"]]
    table += [
        [
            _LIMIT_NAMES[limit.name],
            show(limit.needed * (4 if limit.name == "blocks" else 1)),
            show(limit.rate / 1e6),
            show(limit.nanoseconds),
        ]
        for limit in limits
    ]
    table.append(["together", "", "", show(sum(limit.nanoseconds for limit in limits))])
    return (
        "Compiled loops that do one thing only, on one core, and how many of them a touch of the "
        "full model needs, counted call by call in the SimPy engine.\n\n" + write_table(table)
    )


def _write_method(measured: Measured) -> str:
    machine, load, n_rounds = measured["machine"], measured["load"], measured["rounds"]
    rounds = "one round" if n_rounds == 1 else f"{n_rounds} rounds"
    versions = ", ".join(f"{name} {number}" for name, number in measured["versions"].items())
    return (
        f"- Machine: {machine['processor']}, {machine['cores']} cores, {machine['memory']}, "
        f"{machine['system']}. Load when it began {load[0]:.1f}, when it ended {load[-1]:.1f} "
        "(this measurement itself is about 1).\n"
        f"- Versions: Python {machine['python']}, {versions}.\n"
        "- Every figure comes from a process of its own, after a small run that loads what has to "
        "be loaded. Times are CPU times of one core, except where the clock is named. Figures are "
        f"medians of {rounds} (largest sizes and cold compiling: one; workers: "
        "three at most), ratios are medians of the ratios within a round; all programs run in "
        "turn.\n"
        "- `python -m benchmarks --help` says how to measure less, or more."
    )


def write_table(rows: Sequence[Sequence[str]], n_texts: int = 1) -> str:
    """Write a table, the first row its head; the first `n_texts` columns are text."""
    head, *body = rows
    rule = ["---"] * n_texts + ["---:"] * (len(head) - n_texts)
    lines = [head, rule, *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def show(figure: float | None) -> str:
    """Show a figure with those of its digits that mean something."""
    if figure is None:
        return "–"
    if figure >= 100:  # noqa: PLR2004
        return f"{figure:,.0f}"
    if figure >= 1:
        return f"{figure:.1f}"
    return f"{figure:.2g}"


def show_bytes(figure: float | None) -> str:
    """Show whole bytes."""
    return "–" if figure is None else f"{figure:,.0f}"
