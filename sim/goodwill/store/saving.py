"""Write results to disk, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodwill.errors import ResultError
from goodwill.measuring import (
    DAILY_COLUMNS,
    PEOPLE_COLUMNS,
    TOUCH_COLUMNS,
    as_json,
    make_lexicon,
)
from goodwill.store.folders import list_contents, replace_folder, write_file
from goodwill.store.reading import FORMAT, FORMAT_VERSION, MANIFEST, read_manifest
from goodwill.store.tables import make_log_table, make_table, write_csv, write_parquet

if TYPE_CHECKING:
    from goodwill.store.result import Result

FILES = ("log.parquet", "people.parquet", "daily.parquet", "metrics.json", MANIFEST)
TABLES = ("touches.csv", "people.csv", "daily.csv")


def save_result(result: Result, folder: str | Path) -> Path:
    """Write a result into a folder of its own.

    The folder appears complete or not at all: everything is written beside it first and renamed at
    the end. An earlier result at the same place is replaced; anything else is left alone.

    Parameters
    ----------
    result
        A finished run.
    folder
        Where to; it and the folders above it are made.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ResultError
        There is something else at that place, or it cannot be written.
    """
    folder = Path(folder)
    _refuse_others(folder)
    replace_folder(folder, lambda place: _write_files(result, place))
    return folder


def _refuse_others(folder: Path) -> None:
    """Refuse to replace what is not a result of ours, or holds more than one."""
    contents = list_contents(folder)
    if not contents:
        return
    if MANIFEST not in contents:
        raise ResultError(
            f"{folder}: there is something else at this place: {', '.join(contents[:3])}. "
            "Name a new folder, or one that holds a result."
        )
    read_manifest(folder)
    others = sorted(set(contents) - set(FILES) - set(TABLES))
    if others:
        raise ResultError(
            f"{folder}: besides an earlier result it holds {', '.join(others[:3])}. "
            "To replace it would delete that too: move it away, or name another folder."
        )


def _write_files(result: Result, place: Path) -> None:
    tables = {
        "log": make_log_table(result.history.events),
        "people": make_table(result.people, PEOPLE_COLUMNS),
        "daily": make_table(result.daily, DAILY_COLUMNS),
    }
    for name, table in tables.items():
        write_file(place / f"{name}.parquet", write_parquet(table))
    write_file(place / "metrics.json", _write_json(as_json(result.metrics)))
    names = make_lexicon(result.world)
    manifest = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "goodwill": version("goodwill"),
        "scenario": result.scenario.name,
        "scenario_sha256": result.scenario.sha256,
        "parameters_sha256": _hash(repr(result.world.parameters).encode()),
        "strategy": result.strategy,
        "seed": result.seed,
        "replication": result.replication,
        "draw_budgets": result.draw_budgets,
        "engine": result.engine,
        "start": result.world.start,
        "horizon_seconds": result.world.horizon,
        "log_sha256": result.log_sha256,
        "rows": {name: table.num_rows for name, table in tables.items()},
        "files_sha256": {
            name: _hash((place / name).read_bytes()) for name in FILES if name != MANIFEST
        },
        "names": {"touches": names.touches, "reps": names.reps, "cadences": names.cadences},
    }
    write_file(place / MANIFEST, _write_json(manifest))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_json(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def save_tables_csv(result: Result, folder: str | Path) -> list[Path]:
    """Write touches, people and days as CSV files that a spreadsheet can open without harm.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.

    Returns
    -------
    list of Path
        touches.csv, people.csv and daily.csv; each is written whole or not at all.

    Raises
    ------
    ResultError
        They cannot be written there.
    """
    frames = (
        (result.touches, TOUCH_COLUMNS),
        (result.people, PEOPLE_COLUMNS),
        (result.daily, DAILY_COLUMNS),
    )
    paths = []
    for name, (frame, columns) in zip(TABLES, frames, strict=True):
        path = Path(folder) / name
        write_file(path, write_csv(frame[list(columns)]))
        paths.append(path)
    return paths
