"""Write the generated parts of the pages anew, or check that they are up to date."""

from __future__ import annotations

import argparse
import sys

from docs.writing import odd, stress, trace
from docs.writing.marks import fill
from docs.writing.sources import ROOT

PAGES = {
    "docs/odd.md": odd.PARTS,
    "docs/stress_des.md": stress.PARTS,
    "docs/trace.md": trace.PARTS,
}
"""What generates the parts of each page."""


def main() -> int:
    """Write all pages, or compare them with what would be written."""
    parser = argparse.ArgumentParser(prog="python -m docs.writing", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    stale = []
    for name, parts in PAGES.items():
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = fill(before, parts)
        if after != before:
            stale.append(name)
        if not check:
            path.write_text(after, encoding="utf-8", newline="\n")
    if check and stale:
        sys.stderr.write(f"{', '.join(stale)}: not what the code says. Run `make docs`.\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
