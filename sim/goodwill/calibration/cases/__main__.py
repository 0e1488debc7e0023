"""``python -m goodwill.calibration.cases``: write docs/cases.md from results/cases."""

from __future__ import annotations

from pathlib import Path

from goodwill.calibration.cases.page import write_page

if __name__ == "__main__":
    write_page(Path(__file__).parents[4])
