"""Measure everything and write the page: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path

from benchmarks import page, session
from benchmarks.asking import ROOT
from benchmarks.peers import PEERS

PAGE = ROOT / "docs" / "performance.md"
FIGURES = ROOT / "results" / "benchmarks.json"


def main() -> None:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", action="store_true", help="tiny sizes, a minute; only prints")
    sizes.add_argument("--huge", action="store_true", help="up to 10,000,000 contacts: 20 GiB")
    sizes.add_argument("--again", action="store_true", help=f"no measuring: {FIGURES.name} as page")
    asked = parser.parse_args()
    if asked.again:
        PAGE.write_text(page.write_page(json.loads(FIGURES.read_text("utf-8"))), "utf-8")
        return
    missing = [name for name in PEERS if importlib.util.find_spec(name) is None]
    if missing:
        parser.error(f"{', '.join(missing)}: not installed. pip install -e '.[bench]'")
    if asked.quick:
        sys.stdout.write(page.write_page(session.measure(session.QUICK)))
        return
    measured = session.measure(session.HUGE if asked.huge else session.FULL, _keep)
    PAGE.write_text(page.write_page(measured), "utf-8")
    sys.stdout.write(page.write_findings(measured) + f"\n\nThe page: {_shorten(PAGE)}\n")


def _keep(measured: session.Measured) -> None:
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(json.dumps(measured, indent=1), "utf-8")


def _shorten(path: Path) -> Path:
    return path.relative_to(ROOT)


if __name__ == "__main__":
    main()
