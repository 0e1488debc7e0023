"""Generate the tables of the STRESS-DES page."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from docs.writing.marks import tabulate
from docs.writing.sources import ROOT

from goodwill.measuring import METRICS
from goodwill.parameters import ledger
from goodwill.parameters.documentation import SUPPORTS, find_support

_PREFIXES, _SUFFIX = ("withheld_", "luck_"), "_compensated"


def list_outputs() -> list[str]:
    """Tabulate the figures of merit of a run, but for those that are made of others."""
    rows = [
        (f"`{name}`", metric.unit, metric.meaning, metric.better)
        for name, metric in METRICS.items()
        if not name.startswith(_PREFIXES) and not name.endswith(_SUFFIX)
    ]
    more = (
        f"{len(METRICS) - len(rows)} more are made of these and the log: `withheld_*` by reason, "
        "`luck_*` (how much more often something came out than was to be expected) and "
        "`*_compensated` (a count less that luck). `goodwill list metrics` has them all."
    )
    return [*tabulate(("output", "unit", "meaning", "better"), rows), "", more]


def list_supports() -> list[str]:
    """Count the parameters by what they rest on."""
    counts = Counter(find_support(entry) for entry in ledger())
    rows = [(str(counts[support]), words) for support, words in SUPPORTS.items()]
    return tabulate(("parameters", "which"), [*rows, (str(counts.total()), "in all")])


def list_software() -> list[str]:
    """Tabulate what the package needs, in the versions that are tested together."""
    pinned = _read_pins(ROOT / "constraints.txt")
    rows = [(name, pinned[name]) for name in sorted(_read_dependencies())]
    return tabulate(("package", "version tested"), rows)


def _read_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [one.partition(">")[0] for one in project["dependencies"]]


def _read_pins(path: Path) -> dict[str, str]:
    """Give versions by package; where they differ by Python's version, all of them."""
    pins: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        pin, _, marker = line.partition(" ;")
        name, equals, version = pin.partition("==")
        if not equals:
            continue
        where = marker.replace("python_full_version", "Python").replace("'", "").strip()
        told = f"{version.strip()} ({where})" if where else version.strip()
        pins[name] = f"{pins[name]}, {told}" if name in pins else told
    return pins


PARTS = {"outputs": list_outputs, "support": list_supports, "software": list_software}
"""What generates each part, by name."""
