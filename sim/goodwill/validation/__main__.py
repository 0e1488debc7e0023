"""Write ``docs/validation.md`` from ``results/validation.json``; nothing is run."""

from __future__ import annotations

import sys
from pathlib import Path

from goodwill.errors import GoodwillError, ResultError
from goodwill.store.folders import write_file
from goodwill.validation.describing import RESULTS_FILE, describe_patterns
from goodwill.validation.page import write_page

PAGE = Path("docs", "validation.md")


def main() -> int:
    """Write the page of the checkout that this package is part of; 1 where that cannot be."""
    root = Path(__file__).parents[3]
    try:
        described = describe_patterns(root / RESULTS_FILE)
        if described is None:
            raise ResultError(f"{RESULTS_FILE}: there is no such file. Run `make validation`.")
        write_file(root / PAGE, write_page(described).encode())
    except GoodwillError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{PAGE}: written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
