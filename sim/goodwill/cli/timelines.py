"""Print stories, and how often they end how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from goodwill.analysis.intervals import estimate_share
from goodwill.cli.numbers import UNKNOWN, write_share
from goodwill.figures.telling import count

if TYPE_CHECKING:
    from rich.console import Console

    from goodwill.analysis import Story
    from goodwill.running import Result


def print_story(console: Console, story: Story, result: Result) -> None:
    """Print one timeline: what the vendor saw beside what was true."""
    console.print(Text(f"\n{story.person} under {story.strategy}", style="bold"))
    definition = result.scenario.strategies.get(story.strategy)
    if definition:
        console.print(Text(definition.description, style="italic"))
    console.print(Text(_sum_up(story)))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("day", justify="right", no_wrap=True)
    table.add_column("date", no_wrap=True)
    table.add_column("who", no_wrap=True)
    table.add_column("touch")
    table.add_column("what the vendor saw")
    table.add_column("what was true", style="italic")
    table.add_column("irritation", justify="right", no_wrap=True)
    table.add_column("goodwill", justify="right", no_wrap=True)
    for entry in story.timeline:
        date = result.scenario.start + timedelta(days=entry.day)
        table.add_row(
            f"{entry.day:.2f}",
            date.isoformat(),
            entry.actor,
            Text(entry.touch or ""),
            Text(entry.detail if entry.seen else UNKNOWN),
            Text(entry.truth if entry.seen else _join(entry.detail, entry.truth)),
            f"{entry.irritation:.2f}",
            f"{entry.goodwill:.2f}",
            style=_STYLES.get(entry.event, ""),
        )
    console.print(table)


_STYLES = {"angry_reply": "red", "opted_out": "red", "complained": "red", "told": "magenta"}


def _join(*texts: str) -> str:
    return "; ".join(text for text in texts if text)


def _sum_up(story: Story) -> str:
    intents = story.intent_start.replace("_", " ")
    if story.intent_end != story.intent_start:
        intents += f", at the end {story.intent_end.replace('_', ' ')}"
    parts = [
        f"hidden intent: {intents}",
        count(story.touches, "touch sent", "touches sent"),
        count(story.visits, "visit", "visits"),
        count(story.reads, "read", "reads"),
        count(story.angry_replies, "angry reply", "angry replies"),
        count(story.told, "person told", "people told"),
        f"goodwill {story.goodwill_start:.2f} to {story.goodwill_end:.2f}",
        "bought" if story.won else "did not buy",
    ]
    return "; ".join(parts)


def print_ends(console: Console, person: str, ends: Mapping[str, Mapping[str, int]]) -> None:
    """Print how often each ending came, with the interval that many runs leave open."""
    n_runs = sum(next(iter(ends.values())).values())
    head = f"\nHow {person}'s story ends: {n_runs} lives, luck drawn; Wilson 95 % intervals"
    console.print(Text(head, style="bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("strategy", "ending"):
        table.add_column(name, no_wrap=True)
    for name in ("lives", "share", "95 %"):
        table.add_column(name, justify="right", no_wrap=True)
    for strategy, counts in ends.items():
        for ending, n_lives in counts.items():
            interval = estimate_share(n_lives, n_runs)
            table.add_row(
                Text(strategy),
                ending.replace("_", " "),
                str(n_lives),
                write_share(interval.estimate),
                f"{write_share(interval.low)} to {write_share(interval.high)}",
            )
    console.print(table)
