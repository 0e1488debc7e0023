"""``goodwill events``: what an export holds, checked, and without anybody's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import print_json, say_notes
from goodwill.cli.options import JsonOption
from goodwill.cli.places import check_folder
from goodwill.errors import ResultError

if TYPE_CHECKING:
    from goodwill.loading.events import Key

SUFFIX = ".parquet"

EventsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="EVENTS.csv...", help="Exports that belong together: CSV or JSON."),
]
MappingOption = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help="What the columns mean, or the name of a known export. Default: by the header.",
    ),
]
KeyOption = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="The secret that pseudonyms depend on. Default: your own, made once.",
    ),
]


def receive_events(
    events: EventsArgument,
    *,
    mapping: MappingOption = None,
    key: KeyOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.parquet", help="Write the table of events there."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check exports of real events and put pseudonyms in the place of people; say what came in.

    Addresses, numbers and ids are replaced by keyed hashes before anything is written or said;
    all other columns that the mapping does not name are dropped.
    """
    if out is not None:
        _check_out(out, events)
    from goodwill.loading.events import find_mapping, read_events
    from goodwill.loading.events.keeping import tabulate_events
    from goodwill.store.folders import write_file
    from goodwill.store.tables import write_parquet

    chosen = None if mapping is None else find_mapping(mapping)
    with opening_key(events, key) as opened:
        received = read_events(events, chosen, opened)
    if out is not None:
        write_file(out, write_parquet(tabulate_events(received.events)))
    if as_json:
        print_json({"out": None if out is None else str(out), **received.reception.describe()})
        return
    for line in received.reception.sentences():
        typer.echo(line)
    if out is not None:
        typer.echo(f"Written: {out}")


@contextmanager
def opening_key(events: list[Path], path: Path | None) -> Iterator[Key | None]:
    """Open a key; say where the user's own is when it has just been made.

    One that was made for events which then cannot be read is removed again.

    Parameters
    ----------
    events
        What is to be read. A table that was received before holds pseudonyms already: for that no
        key is opened, and none is made.
    path
        The key's file. None: the user's own.
    """
    from goodwill.loading.events.door import find_own_key, open_key
    from goodwill.loading.events.keeping import kept

    if any(kept(file) for file in events):
        yield None
        return
    own = find_own_key()
    made = path is None and not own.exists()
    key = open_key(path)
    try:
        yield key
    except BaseException:
        if made:
            own.unlink()
        raise
    if made:
        remark = "Keep it secret, and keep it: without it people get other pseudonyms next time."
        say_notes([f"a new key is in {own}. {remark}"])


def _check_out(out: Path, events: list[Path]) -> None:
    if out.suffix != SUFFIX:
        raise ResultError(f"{out}: events are written as Parquet. Name it {out.stem}{SUFFIX}.")
    if out.is_dir() or out in events:
        what = "a folder" if out.is_dir() else "what is to be read"
        raise ResultError(f"{out}: this is {what}. Name another file.")
    check_folder(out.parent)
