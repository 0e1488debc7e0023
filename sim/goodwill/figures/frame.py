"""What the figures of a comparison share: a headline that says it, colours, names at line ends."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from goodwill.figures.panels import shorten
from goodwill.figures.style import FAINT, INK, find_colour, find_line, find_text_colour, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 5.2  # inches, of every figure: it must be read on a phone, and two beside another on paper
SMALL = 8.5  # points: nothing is written smaller
_LETTERS_A_LINE = 50  # of a headline
_HEAD_LINE, _NOTE_LINE = 0.21, 0.165  # inches
_NOTE_LETTERS = 72
_MOST_LINES = 4


class Look(NamedTuple):
    """How a strategy is drawn, in every figure alike."""

    colour: str
    text_colour: str
    line: str


class Line(NamedTuple):
    """What one strategy has above leaving people alone, along an axis, with a band."""

    strategy: str
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    look: Look


ALONE = Look("#6b6b6b", "#555555", "-")
"""How the holdout is drawn."""

_CEILING = Look(INK, INK, ":")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a figure."""

    headline: str  # the finding
    note: str  # what is shown


def find_looks(
    strategies: Sequence[str], holdout: str, ceilings: Sequence[str]
) -> Mapping[str, Look]:
    """Give each strategy its look; the holdout is grey, ceilings are dotted black lines."""
    looks = {holdout: ALONE} | dict.fromkeys(ceilings, _CEILING)
    others = [one for one in strategies if one not in looks]
    return looks | {
        name: Look(find_colour(number), find_text_colour(number), find_line(number))
        for number, name in enumerate(others)
    }


def clean(name: str) -> str:
    r"""Make a name fit for a figure: short, on one line, nothing that cannot be seen.

    Examples
    --------
    >>> clean("a\nb"), len(clean("x" * 10_000))
    ('a b', 23)
    """
    return shorten("".join(letter if letter.isprintable() else " " for letter in name))


def begin(heading: Heading, height: float) -> tuple[Figure, float]:
    """Begin a figure, to be called in the style.

    Parameters
    ----------
    heading
        Of it.
    height
        Of what is to come under the heading, inches.

    Returns
    -------
    tuple of Figure and float
        And what of its height, from 0 to 1, is left under the heading.
    """
    from matplotlib.figure import Figure

    headline = textwrap.wrap(
        heading.headline, _LETTERS_A_LINE, max_lines=_MOST_LINES, placeholder=" …"
    )
    note = textwrap.wrap(heading.note, _NOTE_LETTERS, max_lines=_MOST_LINES, placeholder=" …")
    head = 0.1 + _HEAD_LINE * len(headline)
    whole = height + head + _NOTE_LINE * len(note) + 0.08
    figure = Figure(figsize=(WIDTH, whole))
    figure.text(
        0.012,
        1 - 0.06 / whole,
        "\n".join(headline),
        va="top",
        fontsize=11.5,
        fontweight="bold",
        linespacing=1.25,
    )
    figure.text(
        0.012,
        1 - head / whole,
        "\n".join(note),
        va="top",
        fontsize=SMALL,
        color="#555555",
        linespacing=1.3,
    )
    return figure, height / whole


def add_axes(figure: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Add axes between margins in inches; `top` and `bottom` from the figure's lower edge."""
    width, height = figure.get_size_inches()
    return figure.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, (top - bottom) / height)
    )


def label_ends(
    axes: Axes, ends: Sequence[float], texts: Sequence[str], looks: Sequence[Look]
) -> None:
    """Write a name at the right end of each line, moved apart where they would meet."""
    low, high = axes.get_ylim()
    turned = low > high
    low, high = min(low, high), max(low, high)
    points = axes.get_window_extent().height * 72.0 / axes.figure.dpi
    gap = 12.0 / points * (high - low)
    places = spread(ends, gap, low, high)
    for end, at, text, look in zip(ends, places, texts, looks, strict=True):
        share = (at - low) / (high - low)
        axes.annotate(
            text,
            (axes.get_xlim()[1], end),
            xytext=(1.03, 1 - share if turned else share),
            textcoords="axes fraction",
            va="center",
            fontsize=SMALL,
            color=look.text_colour,
            arrowprops={
                "arrowstyle": "-",
                "color": look.colour,
                "linewidth": 0.6,
                "relpos": (0, 0.5),
                "shrinkA": 1,
                "shrinkB": 0,
            },
            annotation_clip=False,
        )


def tidy(axes: Axes) -> None:
    """Put a faint grid behind what is drawn."""
    axes.grid(visible=True, color="#e6e6e6", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, color=FAINT)
