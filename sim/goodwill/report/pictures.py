"""Draw a report's pictures, each with words for those who cannot see it."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from goodwill.analysis.deciding import Decision
from goodwill.analysis.numerals import write_number, write_signed
from goodwill.analysis.twins import Twin
from goodwill.analysis.unfolding import FATES, Unfolded
from goodwill.figures import by_price, damage, over_time, preparing, swimlane, tradeoff, who_pays
from goodwill.figures.frame import Heading
from goodwill.figures.style import render_figure
from goodwill.figures.telling import prepare_swim_lane
from goodwill.running import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Picture(NamedTuple):
    """A picture that needs no file of its own."""

    name: str  # of the element
    headline: str
    source: str  # data address
    alt: str
    wide: bool = False


def draw_trade_off(decision: Decision) -> Picture:
    """Draw money against goodwill."""
    prepared = preparing.prepare_trade_off(decision)
    words = [
        f"{one.strategy}: goodwill {write_signed(one.across)}, "
        f"profit {write_signed(one.along)} thousand USD"
        for one in prepared.places
    ]
    return _make("trade-off", prepared.heading, tradeoff.draw(prepared), words)


def draw_over_time(decision: Decision, unfolded: Unfolded) -> Picture:
    """Draw deals won and people lost over the days."""
    prepared = preparing.prepare_over_time(decision, unfolded)
    words = [
        f"{won.strategy}: {write_signed(won.middle[-1])} deals and "
        f"{write_signed(lost.middle[-1])} people lost at the end"
        for won, lost in zip(prepared.won, prepared.lost, strict=True)
    ]
    return _make("over-time", prepared.heading, over_time.draw(prepared), words)


def draw_details(decision: Decision, unfolded: Unfolded) -> list[Picture]:
    """Draw who pays, what harmed the brand, and net value by price."""
    pays = preparing.prepare_who_pays(decision, unfolded)
    words = [
        f"{panel.strategy}, {intent}: "
        + ", ".join(f"{fate} {100 * share:.0f} %" for fate, share in zip(FATES, row, strict=True))
        for panel in pays.panels
        for intent, row in zip(pays.intents, panel.shares, strict=True)
    ]
    found = [_make("who-pays", pays.heading, who_pays.draw(pays), words)]
    ledger = preparing.prepare_damage(decision, unfolded)
    words = [f"{bar.strategy}: {write_number(bar.total)}" for bar in ledger.bars]
    found.append(_make("damage", ledger.heading, damage.draw(ledger), words))
    prices = preparing.prepare_by_price(decision)
    words = [
        f"{line.strategy}: {write_signed(line.middle[0])} USD at a price of 0, "
        f"{write_signed(line.middle[-1])} USD at {write_number(prices.prices[-1])}"
        for line in prices.lines
    ]
    found.append(_make("by-price", prices.heading, by_price.draw(prices), words))
    return found


def draw_twin(number: int, twin: Twin, results: Sequence[Result]) -> Picture:
    """Draw one person under two strategies."""
    lane = prepare_swim_lane(results, twin.person)
    words = [f"{one.strategy}: {', '.join(one.summary)}" for one in lane.lanes]
    heading = Heading(lane.headline, twin.why)
    return _make(f"twin-{number}", heading, swimlane.draw(lane), words)._replace(wide=True)


def _make(name: str, heading: Heading, figure: Figure, words: Sequence[str]) -> Picture:
    with warnings.catch_warnings():
        # A letter that the font does not have is drawn as a box; nobody needs to be told.
        warnings.filterwarnings("ignore", message="Glyph")
        drawn = render_figure(figure, ".svg")
    source = "data:image/svg+xml;base64," + base64.b64encode(drawn).decode()
    alt = f"{heading.headline}. {heading.note} {'; '.join(words)}."
    return Picture(name, heading.headline, source, alt)
