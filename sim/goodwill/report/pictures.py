"""Draw a report's pictures, each with words for those who cannot see it."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from goodwill.analysis.deciding import Decision
from goodwill.analysis.doubting import Doubts
from goodwill.analysis.numerals import write_number, write_signed
from goodwill.analysis.twins import Twin
from goodwill.analysis.unfolding import FATES, Unfolded
from goodwill.figures import (
    by_price,
    cadences,
    damage,
    losses,
    over_time,
    portrait,
    tornado,
    tradeoff,
    who_pays,
    years,
)
from goodwill.figures.choosing import prepare_losses, prepare_tornado, prepare_years
from goodwill.figures.frame import Heading
from goodwill.figures.planning import prepare_cadences
from goodwill.figures.preparing import (
    prepare_by_price,
    prepare_damage,
    prepare_over_time,
    prepare_trade_off,
    prepare_who_pays,
)
from goodwill.figures.style import render_figure
from goodwill.figures.telling import Life, join_lives
from goodwill.running.processes import Crew, call_over
from goodwill.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Picture(NamedTuple):
    """A picture that needs no file of its own."""

    name: str  # of the element
    headline: str
    source: str  # data address
    alt: str


class Sketch(NamedTuple):
    """A picture before it is drawn: all that any process needs to draw it."""

    name: str
    heading: Heading
    words: tuple[str, ...]  # what is in it, for those who cannot see it
    draw: Callable[..., Figure]
    prepared: tuple[Any, ...]  # its arguments


def draw_all(sketches: Sequence[Sketch], workers: int | Crew | None) -> dict[str, Picture]:
    """Draw pictures, by name; over a crew's processes, if it has any."""
    drawn = call_over(_draw, [(one,) for one in sketches], workers)
    return {one.name: one for one in drawn}


def sketch_trade_off(decision: Decision) -> Sketch:
    """Sketch money against goodwill."""
    prepared = prepare_trade_off(decision)
    words = [
        f"{one.strategy}: goodwill {write_signed(one.across)}, "
        f"profit {write_signed(one.along)} thousand USD"
        for one in prepared.places
    ]
    return _sketch("trade-off", prepared.heading, words, tradeoff.draw, prepared)


def sketch_over_time(decision: Decision, unfolded: Unfolded) -> Sketch:
    """Sketch deals won and people lost over the days."""
    prepared = prepare_over_time(decision, unfolded)
    words = [
        f"{won.strategy}: {write_signed(won.middle[-1])} deals and "
        f"{write_signed(lost.middle[-1])} people lost at the end"
        for won, lost in zip(prepared.won, prepared.lost, strict=True)
    ]
    return _sketch("over-time", prepared.heading, words, over_time.draw, prepared)


def sketch_who_pays(decision: Decision, unfolded: Unfolded) -> Sketch:
    """Sketch what became of people, by what they were after."""
    prepared = prepare_who_pays(decision, unfolded)
    words = [
        f"{panel.strategy}, {intent}: "
        + ", ".join(f"{fate} {100 * share:.0f} %" for fate, share in zip(FATES, row, strict=True))
        for panel in prepared.panels
        for intent, row in zip(prepared.intents, panel.shares, strict=True)
    ]
    return _sketch("who-pays", prepared.heading, words, who_pays.draw, prepared)


def sketch_damage(decision: Decision, unfolded: Unfolded) -> Sketch:
    """Sketch what harmed the brand."""
    prepared = prepare_damage(decision, unfolded)
    words = [f"{bar.strategy}: {write_number(bar.total)}" for bar in prepared.bars]
    return _sketch("damage", prepared.heading, words, damage.draw, prepared)


def sketch_by_price(decision: Decision) -> Sketch:
    """Sketch net value by the price of a goodwill point."""
    prepared = prepare_by_price(decision)
    top = write_number(prepared.prices[-1])
    words = [
        f"{line.strategy}: {write_signed(line.middle[0])} USD at a price of 0, "
        f"{write_signed(line.middle[-1])} USD at {top}"
        for line in prepared.lines
    ]
    return _sketch("by-price", prepared.heading, words, by_price.draw, prepared)


def sketch_years(decision: Decision) -> Sketch:
    """Sketch what single years brought."""
    prepared = prepare_years(decision)
    words = [f"{row.strategy} against {row.against}: {row.ahead}" for row in prepared.rows]
    return _sketch("years", prepared.heading, words, years.draw, prepared)


def sketch_doubts(decision: Decision, doubts: Doubts) -> list[Sketch]:
    """Sketch what a choice may cost, and what it hangs on, where the parameters are not known.

    What luck alone decided has no picture: it would show who is the best all the same.
    """
    losses_told = [_sketch_losses(decision, doubts)] if doubts.told else []
    return [*losses_told, _sketch_tornado(doubts)]


def _sketch_losses(decision: Decision, doubts: Doubts) -> Sketch:
    curves = prepare_losses(decision, doubts)
    words = [
        f"{line.strategy}: best in {100 * line.chances[0]:.0f} % of the sets at a price of 0, in "
        f"{100 * line.chances[-1]:.0f} % at {write_number(curves.prices[-1])}"
        for line in curves.lines
    ]
    return _sketch("losses", curves.heading, words, losses.draw, curves)


def _sketch_tornado(doubts: Doubts) -> Sketch:
    prepared = prepare_tornado(doubts)
    words = [
        f"{bar.of}: {write_signed(bar.low)} USD if low, {write_signed(bar.high)} USD if high"
        + ("" if bar.clear else ", perhaps by luck")
        for bar in prepared.bars
    ]
    return _sketch("tornado", prepared.heading, words, tornado.draw, prepared)


def sketch_cadences(decision: Decision, scenario: Scenario) -> Sketch:
    """Sketch what strategies plan to send, and when."""
    prepared = prepare_cadences(decision, scenario)
    words = [
        f"{group.strategy}, {row.name}: "
        + ", ".join(f"{mark.sign.replace('_', ' ')} day {mark.day:.3g}" for mark in row.marks)
        for group in prepared.groups
        for row in group.rows
    ]
    return _sketch("cadences", prepared.heading, words, cadences.draw, prepared)


def sketch_twin(number: int, twin: Twin, scenario: Scenario, lives: Sequence[Life]) -> Sketch:
    """Sketch one person under two strategies."""
    lane = join_lives(scenario, lives)
    story = lives[0].story
    words = [f"{one.strategy}: {', '.join(one.summary)}" for one in lane.lanes]
    note = f"{story.person}, at the start {story.intent_start.replace('_', ' ')}; the same luck."
    heading = Heading(lane.headline, f"{twin.why} {note}")
    return _sketch(f"twin-{number}", heading, words, portrait.draw, lane, note)


def _sketch(
    name: str,
    heading: Heading,
    words: Sequence[str],
    draw: Callable[..., Figure],
    *prepared: Any,
) -> Sketch:
    return Sketch(name, heading, tuple(words), draw, prepared)


def _draw(sketch: Sketch) -> Picture:
    with warnings.catch_warnings():
        # A letter that the font does not have is drawn as a box; nobody needs to be told.
        warnings.filterwarnings("ignore", message="Glyph")
        drawn = render_figure(sketch.draw(*sketch.prepared), ".svg")
    source = "data:image/svg+xml;base64," + base64.b64encode(drawn).decode()
    headline, note = sketch.heading.headline, sketch.heading.note
    alt = f"{headline}. {note} {'; '.join(sketch.words)}."
    return Picture(sketch.name, headline, source, alt)
