"""Money against goodwill, each strategy with the region in which both lie together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodwill.figures.frame import SMALL, Heading, Look, add_axes, begin, clean, tidy
from goodwill.figures.style import FAINT, INK, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

_HEIGHT, _ONE = 4.1, 3.4  # inches, of two panels and of one
_BETWEEN = 0.78
_CLOSE = 0.2  # of the farthest: what lies within is shown once more, larger


@dataclass(frozen=True, slots=True)
class Place:
    """Where one strategy lies, above the holdout."""

    strategy: str
    across: float
    along: float
    outline: tuple[tuple[float, float], ...]  # of its region; empty: unknown
    look: Look
    ceiling: bool


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Two figures of every strategy, ready to be drawn; the holdout lies at 0, 0."""

    heading: Heading
    across: str  # axis labels with units
    along: str
    holdout: str
    places: tuple[Place, ...]


def draw(trade_off: TradeOff) -> Figure:
    """Draw regions and names; up and right is better.

    Where some lie close to the holdout and others far off, a second panel shows the close ones.
    """
    close = _find_close(trade_off.places)
    with apply_style():
        figure, top = begin(trade_off.heading, _HEIGHT if close else _ONE)
        ceiling = top * figure.get_figheight() - (0.25 if close else 0.05)
        if not close:
            axes = add_axes(figure, 0.8, 0.52, 0.2, ceiling)
            _draw_panel(axes, trade_off, trade_off.places, holdout=True)
            return figure
        panel = (ceiling - 0.52 - _BETWEEN) / 2
        upper = add_axes(figure, 0.8, 0.52 + panel + _BETWEEN, 0.2, ceiling)
        lower = add_axes(figure, 0.8, 0.52, 0.2, 0.52 + panel)
        far = [one for one in trade_off.places if one not in close]
        _draw_panel(lower, trade_off, close, holdout=True)
        _draw_panel(upper, trade_off, far, holdout=False, faint=close)
        upper.set_title("all", loc="left", fontsize=9)
        upper.set_xlabel("")
        lower.set_title(f"those close to {clean(trade_off.holdout)}", loc="left", fontsize=9)
        _frame(upper, lower)
    return figure


def _find_close(places: Sequence[Place]) -> list[Place]:
    """Find those that lie so close to the holdout that nobody could tell them apart."""
    reach = max((abs(one.across) for one in places), default=0.0)
    close = [one for one in places if abs(one.across) < _CLOSE * reach]
    return close if len(close) > 1 else []


def _frame(upper: Axes, lower: Axes) -> None:
    """Mark in the upper panel what the lower one shows."""
    from matplotlib.patches import Rectangle

    (x, wide), (y, high) = ((low, end - low) for low, end in (lower.get_xlim(), lower.get_ylim()))
    upper.add_patch(Rectangle((x, y), wide, high, fill=False, edgecolor=FAINT, linewidth=0.8))
    upper.annotate(
        "see below",
        (x, y + high),
        xytext=(-3, 0),
        textcoords="offset points",
        ha="right",
        va="top",
        fontsize=SMALL,
        color="#555555",
    )


def _draw_panel(
    axes: Axes,
    trade_off: TradeOff,
    named: Sequence[Place],
    *,
    holdout: bool,
    faint: Sequence[Place] = (),
) -> None:
    """Draw places with their names, and others without."""
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    for place in (*faint, *named):
        _draw_place(axes, place)
    axes.plot([0], [0], "+", color=INK, markersize=9, markeredgewidth=1.5)
    axes.margins(0.16)
    axes.set_xlabel(trade_off.across, fontsize=9)
    axes.set_ylabel(trade_off.along, fontsize=9)
    axes.locator_params(nbins=5)
    tidy(axes)
    axes.ticklabel_format(useOffset=False, style="plain")
    names = [(clean(one.strategy), (one.across, one.along), one.look.text_colour) for one in named]
    if holdout:
        names.append((clean(trade_off.holdout), (0.0, 0.0), INK))
    _write_names(axes, names, named)


def _draw_place(axes: Axes, place: Place) -> None:
    if place.outline:
        across, along = zip(*place.outline, place.outline[0], strict=True)
        axes.fill(across, along, color=place.look.colour, alpha=0.22, linewidth=0)
        axes.plot(across, along, color=place.look.colour, linewidth=0.9)
    axes.plot(
        [place.across],
        [place.along],
        "o",
        color=place.look.colour,
        markerfacecolor="white" if place.ceiling else place.look.colour,
        markersize=5,
    )


def _write_names(
    axes: Axes,
    names: Sequence[tuple[str, tuple[float, float], str]],
    places: Sequence[Place],
) -> None:
    """Write each name near its point, where there is room: over no region and no other name."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    axes.autoscale_view()
    renderer: Any = FigureCanvasAgg(axes.get_figure(root=True)).get_renderer()  # type: ignore[no-untyped-call]
    taken = [_box_around(axes, [at]) for _, at, _ in names]
    taken += [_box_around(axes, one.outline) for one in places if one.outline]
    inside = axes.get_window_extent()
    taken += _box_lines(axes, inside)
    for name, at, colour in names:
        text = axes.annotate(
            name, at, fontsize=SMALL, color=colour, textcoords="offset points", xytext=(0, 0)
        )
        text.set(ha="left", va="center")
        start = text.get_window_extent(renderer)
        scale = axes.figure.dpi / 72.0
        for right, down in (*_OFFSETS, (6, 9)):
            # Its size is the same everywhere; to lay it out anew each time would take seconds.
            shift = right * scale - (start.width if right < 0 else 0.0)
            box = start.translated(shift, down * scale)
            within = inside.x0 <= box.x0 and box.x1 <= inside.x1
            within &= inside.y0 <= box.y0 and box.y1 <= inside.y1
            if within and not any(box.overlaps(other) for other in taken):
                break
        text.set(ha="right" if right < 0 else "left", position=(right, down))
        taken.append(box)
        if max(map(abs, text.get_position())) > _NEAR:
            axes.annotate(
                "",
                at,
                xytext=text.get_position(),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5},
            )


_NEAR = 14
# Points right of and above a spot, the nearest first.
_OFFSETS = sorted(
    (
        (side * right, down)
        for right in (6, 14, 24, 36, 50)
        for down in range(-72, 73, 9)
        for side in (1, -1)
        if right > 6 or abs(down) <= 18  # noqa: PLR2004 - no name hangs straight over its spot
    ),
    key=lambda one: (one[0] ** 2 + one[1] ** 2, -one[0], -one[1]),
)


def _box_lines(axes: Axes, inside: Bbox) -> list[Bbox]:
    """Give the boxes of the lines at 0: a name over one would look struck out."""
    from matplotlib.transforms import Bbox

    x, y = axes.transData.transform((0.0, 0.0))
    across = Bbox.from_extents(inside.x0, y - 1, inside.x1, y + 1)
    return [across, Bbox.from_extents(x - 1, inside.y0, x + 1, inside.y1)]


def _box_around(axes: Axes, corners: Sequence[tuple[float, float]]) -> Bbox:
    from matplotlib.transforms import Bbox

    spots = axes.transData.transform(corners)
    (left, low), (right, high) = spots.min(axis=0), spots.max(axis=0)
    return Bbox.from_extents(left - 3, low - 3, right + 3, high + 3)
