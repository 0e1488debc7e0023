"""Write ``docs/parameters.md`` from the ledger, or check that it is up to date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from goodwill.errors import GoodwillError, ParameterError
from goodwill.parameters.documentation import write_page
from goodwill.parameters.ledger import ledger

_PAGE = Path("docs", "parameters.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or compare it with what would be written.

    Parameters
    ----------
    arguments
        Those of the command line: a path, if it is not the project's own page; ``--check``.

    Returns
    -------
    int
        0, or 1 where ``--check`` finds another page or none, or the page cannot be written.
    """
    parser = argparse.ArgumentParser(prog="python -m goodwill.parameters", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, help=f"default: the project's {_PAGE}")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    given = parser.parse_args(arguments)
    try:
        path = given.path or _find_page()
        done = _check(path) if given.check else _write(path)
    except (GoodwillError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(done)
    return 0


def _find_page() -> Path:
    """Find the page in the checkout that this package is part of."""
    root = Path(__file__).parents[3]
    if not (root / "pyproject.toml").is_file():
        raise ParameterError(f"{_PAGE}: this is no checkout of goodwill. Give a path.")
    return root / _PAGE


def _write(path: Path) -> str:
    path.write_text(write_page(ledger()), encoding="utf-8", newline="\n")
    return f"{path}: written.\n"


def _check(path: Path) -> str:
    if not path.is_file() or path.read_text(encoding="utf-8") != write_page(ledger()):
        raise ParameterError(
            f"{path}: not what the ledger says. Run `python -m goodwill.parameters {path}`."
        )
    return f"{path}: up to date.\n"


if __name__ == "__main__":
    sys.exit(main())
