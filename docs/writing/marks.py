"""Put generated parts into pages that are otherwise written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_PART = re.compile(
    r"(?P<begin><!-- generated: (?P<name>[a-z ]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL
)


def fill(page: str, parts: Mapping[str, Callable[[], list[str]]]) -> str:
    """Write every generated part of a page anew.

    Parameters
    ----------
    page
        With ``<!-- generated: NAME -->`` and ``<!-- end -->`` around each such part.
    parts
        What gives the lines of each, by name.

    Returns
    -------
    str
        The page; whatever stands outside of the marks is as it was.

    Raises
    ------
    LookupError
        A part is not known, a page has none, or a mark has no end.
    """
    names = [found["name"] for found in _PART.finditer(page)]
    unknown = [name for name in names if name not in parts]
    if unknown or not names or page.count("<!-- generated:") != len(names):
        raise LookupError(
            f"parts {', '.join(names) or 'none'}; unknown: {', '.join(unknown) or 'none'}. "
            f"Known: {', '.join(parts)}; each begins with its mark and ends with <!-- end -->."
        )

    def write(found: re.Match[str]) -> str:
        lines = "\n".join(parts[found["name"]]())
        return f"{found['begin']}\n{lines}\n\n{found['end']}"

    return _PART.sub(write, page)


def tabulate(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out a Markdown table, a line a row."""
    ruled = ["---"] * len(columns)
    cells = [columns, ruled, *rows]
    return [f"| {' | '.join(_escape(one) for one in row)} |" for row in cells]


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
