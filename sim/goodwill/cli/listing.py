"""``goodwill list``: what there is to choose from."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from goodwill.cli.manners import open_console, print_json
from goodwill.cli.options import JsonOption
from goodwill.cli.places import find_folder

if TYPE_CHECKING:
    import pydantic

    Model = TypeVar("Model", bound=pydantic.BaseModel)

Row = dict[str, Any]

_SYSTEM = re.compile(r"\bS\d+(?:[–-]S?\d+)?\b")
_COMMENT = re.compile(r"^\s*#")


class Listing(StrEnum):
    """What can be listed."""

    STRATEGIES = "strategies"
    TOUCHES = "touches"
    SCENARIOS = "scenarios"
    PARAMETERS = "parameters"
    METRICS = "metrics"
    MAPPINGS = "mappings"


def list_things(
    what: Annotated[Listing, typer.Argument(metavar="|".join(Listing))],
    as_json: JsonOption = False,
) -> None:
    """List what can be chosen, changed and measured.

    Strategies, touches and scenarios of the folder scenarios; the model's parameters; its metrics;
    mappings of exports.
    """
    rows = find_rows(what)
    if as_json:
        print_json(rows)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    shown = _SHOWN[what]
    for name in shown:
        table.add_column(name, overflow="fold", no_wrap=name not in _FLOWING)
    for row in rows:
        table.add_row(*(Text(_write(row[name])) for name in shown))
    open_console().print(table)


_SHOWN = {
    Listing.STRATEGIES: ("strategy", "system", "description"),
    Listing.TOUCHES: ("touch", "channel", "sender", "presumption", "description"),
    Listing.SCENARIOS: ("scenario", "people", "system", "question"),
    Listing.PARAMETERS: ("parameter", "value", "low", "high", "unit", "meaning"),
    Listing.METRICS: ("metric", "unit", "better", "meaning"),
    Listing.MAPPINGS: ("mapping", "description", "columns"),
}
"""What is printed of a row; the JSON has it all."""

_FLOWING = {
    "system",
    "description",
    "question",
    "meaning",
    "unit",
    "value",
    "low",
    "high",
    "columns",
}


def find_rows(what: Listing) -> list[Row]:
    """Give what is listed, by name; parameters, metrics and mappings in their own order.

    Raises
    ------
    ScenarioError
        A file of the folder is not what it should be.
    UnknownNameError
        There is no folder of scenarios.
    """
    if what is Listing.PARAMETERS:
        return _list_parameters()
    if what is Listing.METRICS:
        return _list_metrics()
    if what is Listing.MAPPINGS:
        return _list_mappings()
    folder = find_folder()
    rows = {
        Listing.STRATEGIES: _list_strategies,
        Listing.TOUCHES: _list_touches,
        Listing.SCENARIOS: _list_scenarios,
    }[what](folder)
    if not rows:
        raise_nothing(folder, what)
    return sorted(rows, key=lambda row: str(row[next(iter(row))]))


def raise_nothing(folder: Path, what: Listing) -> None:
    """Refuse to list nothing."""
    from goodwill.errors import UnknownNameError

    raise UnknownNameError(f"{folder}: there are no {what.value} in it. Write some.")


def _write(value: object) -> str:
    if isinstance(value, tuple):
        return f"({len(value)} rows)" if isinstance(value[0], tuple) else " ".join(map(str, value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def _read(model: type[Model], files: list[Path]) -> list[tuple[Path, Model]]:
    """Read files of one kind; name the faults of all of them at once."""
    from goodwill.loading.findings import Findings

    findings = Findings()
    sources = [(file, findings.read(model, file)) for file in files]
    findings.refuse()
    return [(file, source.part) for file, source in sources if source]


def _list_strategies(folder: Path) -> list[Row]:
    from goodwill.loading.strategies import StrategyFile

    return [
        {
            "strategy": part.strategy,
            "system": find_systems(file),
            "description": part.description,
            "file": str(file),
        }
        for file, part in _read(StrategyFile, sorted((folder / "strategies").glob("*.yaml")))
    ]


def _list_touches(folder: Path) -> list[Row]:
    from goodwill.loading.touches import TouchFile

    return [
        {
            "touch": name,
            "channel": touch.channel.name.lower(),
            "sender": touch.sender.name.lower(),
            "presumption": touch.presumption,
            "description": touch.description,
            "file": str(file),
        }
        for file, part in _read(TouchFile, sorted((folder / "touches").glob("*.yaml")))
        for name, touch in part.touches.items()
    ]


def _list_scenarios(folder: Path) -> list[Row]:
    from goodwill.loading.scenarios import ScenarioFile

    return [
        {
            "scenario": part.scenario,
            "system": find_systems(file),
            "question": part.question,
            "people": list(part.people),
            "strategies": [Path(strategy).stem for strategy in part.strategies],
            "file": str(file),
        }
        for file, part in _read(ScenarioFile, sorted(folder.glob("*.yaml")))
    ]


def _list_parameters() -> list[Row]:
    from goodwill.parameters.ledger import ledger

    return [
        {
            "parameter": entry.key,
            "value": entry.value,
            "low": entry.low,
            "high": entry.high,
            "unit": entry.unit,
            "meaning": entry.meaning,
        }
        for entry in ledger()
    ]


def _list_metrics() -> list[Row]:
    from goodwill.metrics import METRICS

    return [{"metric": name, **metric._asdict()} for name, metric in METRICS.items()]


def _list_mappings() -> list[Row]:
    from goodwill.loading.events import shipped_mappings

    return [
        {
            "mapping": name,
            "description": mapping.description,
            "columns": list(mapping.header),
            "may_be_missing": list(mapping.may_be_missing),
        }
        for name, mapping in shipped_mappings().items()
    ]


def find_systems(file: Path) -> list[str]:
    """Find the systems that the comment at the head of a file names, as S4 or S12-S15."""
    head = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not _COMMENT.match(line):
            break
        head.append(line)
    return list(dict.fromkeys(_SYSTEM.findall(" ".join(head))))
