"""One look for all figures, and one way to write them: the same bytes every time."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodwill.errors import ResultError, hint
from goodwill.store.folders import write_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg")
"""What a figure can be written as."""

INK = "#222222"
FAINT = "#8a8a8a"
RULE = "#d9d9d9"

# Okabe and Ito (2008), told apart with every common colour blindness; yellow is left out, as it
# cannot be read as text on white.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
LINES = ("-", "--", "-.", ":")

_DARKER = 0.7  # of a colour's light: the palest is then read on white as well (contrast 4.3)
_DOTS_PER_INCH = 150
_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib: the same letters everywhere
    "font.size": 9.0,
    "text.color": INK,
    "text.parse_math": False,  # a strategy may be called $$
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": True,
    "xtick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.color": FAINT,
    "ytick.labelcolor": INK,
    "svg.hashsalt": "goodwill",
    "svg.fonttype": "path",
    "path.simplify": False,
    "savefig.dpi": _DOTS_PER_INCH,
}


def find_colour(number: int) -> str:
    """Give the colour of the series with this number, from 0; after the last comes the first."""
    return COLOURS[number % len(COLOURS)]


def find_text_colour(number: int) -> str:
    """Give the darker shade of that colour that words of the series are written in."""
    colour = find_colour(number)
    shades = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(_DARKER * shade):02x}" for shade in shades)


def find_line(number: int) -> str:
    """Give the line style of the series with this number: another on each round of colours."""
    return LINES[number // len(COLOURS) % len(LINES)]


@contextmanager
def apply_style() -> Iterator[None]:
    """Let matplotlib draw in this style inside a `with`, whatever the user's own settings."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        for name, value in _STYLE.items():
            mpl.rcParams[name] = value  # type: ignore[index]
        yield


def spread(
    wanted: Sequence[float], gap: float, low: float = -math.inf, high: float = math.inf
) -> list[float]:
    """Move positions apart until they are `gap` from each other, as little as needed.

    Parameters
    ----------
    wanted
        Where labels would stand, in any order.
    gap
        What two neighbours must be apart at least, >= 0.
    low, high
        Between which all shall stand; if they are too many for that, from `low` on.

    Returns
    -------
    list of float
        In the order of `wanted`; that order by size is kept, of equals the first comes highest,
        and every group that had to move keeps its mean, where the bounds allow it.

    Examples
    --------
    >>> spread([1.0, 0.0, 5.0], 2.0)
    [1.5, -0.5, 5.0]
    """

    def settle(members: list[int]) -> float:
        middle = sum(wanted[one] for one in members) / len(members)
        lowest = middle - gap * (len(members) - 1) / 2
        return max(low, min(lowest, high - gap * (len(members) - 1)))

    groups: list[tuple[float, list[int]]] = []  # lowest position, members
    for place in sorted(range(len(wanted)), key=lambda place: (wanted[place], -place)):
        members = [place]
        while groups and groups[-1][0] + gap * len(groups[-1][1]) > settle(members):
            members = groups.pop()[1] + members
        groups.append((settle(members), members))
    found = [0.0] * len(wanted)
    for lowest, members in groups:
        for rank, place in enumerate(members):
            found[place] = lowest + gap * rank
    return found


def check_figure_path(path: Path) -> Path:
    """Refuse a file name that no figure can be written to, before any work is done.

    Raises
    ------
    ResultError
        The suffix is not one of :data:`SUFFIXES`, or the folder does not exist.
    """
    if path.suffix.lower() not in SUFFIXES:
        given = path.suffix or path.name
        raise ResultError(f"{path}: no figure can be written as {given!r}. {hint(given, SUFFIXES)}")
    if not path.parent.is_dir():
        raise ResultError(f"{path}: there is no folder {str(path.parent)!r}. Make it first.")
    if path.is_dir():
        raise ResultError(f"{path}: is a folder. Give the name of a file.")
    return path


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure as its suffix says, all of it or nothing.

    The same figure gives the same bytes with the same matplotlib: no date, no random ids.

    Raises
    ------
    ResultError
        See :func:`check_figure_path`.
    """
    suffix = check_figure_path(path).suffix.lower()
    write_file(path, render_figure(figure, suffix))


def render_figure(figure: Figure, suffix: str) -> bytes:
    """Give a figure as the bytes of a file: the same ones with the same matplotlib.

    Parameters
    ----------
    figure
        Drawn in this style.
    suffix
        One of :data:`SUFFIXES`.
    """
    metadata = {"Date": None} if suffix == ".svg" else {"Software": None}
    picture = io.BytesIO()
    _clean_texts(figure)
    with apply_style():
        figure.savefig(picture, format=suffix[1:], metadata=metadata)
    return picture.getvalue()


def _clean_texts(figure: Figure) -> None:
    """Leave out what cannot be seen: an SVG with such a letter is no XML, and is not shown."""
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        written = text.get_text()
        cleaned = "".join(one if one.isprintable() or one == "\n" else " " for one in written)
        if cleaned != written:
            text.set_text(cleaned)
