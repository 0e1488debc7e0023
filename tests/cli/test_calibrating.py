"""``goodwill calibrate`` lets nobody's name into what it says and writes."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import typer
import yaml
from pyarrow import parquet
from tests.calibration.market import live, write_market
from tests.cli.calling import Call
from tests.loading.events.personal import find_personal

from goodwill.cli.calibrating import calibrate_scenario
from goodwill.loading.events import EventKind, Events, make_key, read_events
from goodwill.loading.events.recognising import read_mapping
from goodwill.scenario import load_scenario
from goodwill.vocabulary import Channel

KEY_TEXT = "the key of this test, long enough to be one"
N_ROWS = 100_000
# Of everybody: the name, the address, the number, the id and the notes; and the key.
PERSONAL = ("Quirin", "query.example", "5550 01", "crm-quirin", "likes opera", KEY_TEXT)
HEADER = (
    "Contact",
    "Full name",
    "Phone",
    "CRM id",
    "When",
    "What",
    "How",
    "Mail",
    "Money",
    "Notes",
)


def write_mapping(path: Path) -> Path:
    """Write what the columns mean."""
    channels = {channel.name.lower(): channel.name.lower() for channel in Channel}
    kinds = {kind.name.lower(): kind.name.lower() for kind in EventKind}
    mapping = {
        "mapping": "crm",
        "description": "Somebody's CRM.",
        "person": {"column": "Contact", "holds": "email"},
        "channels": {"column": "How", "words": channels},
        "events": [{"time": "When", "kinds": {"column": "What", "words": kinds}}],
        "message": "Mail",
        "amount": "Money",
        "machine": {"within": "0 seconds"},
        "drop": ["Notes"],
    }
    path.write_text(yaml.safe_dump(mapping), encoding="utf-8")
    return path


def write_export(path: Path, events: Events, n_rows: int) -> None:
    """Write events as a tool would that knows everybody's name; again for others up to so many."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in range(n_rows):
            copy, at = divmod(row, len(events))
            who = f"{events.person[at]}.{copy}"
            amount = events.amount[at]
            writer.writerow(
                (
                    f"Quirin.{who}@query.example",
                    f"Quirin Query {who}",
                    f"+31 6 5550 01{events.person[at]:02d}",
                    f"crm-quirin-{who}",
                    (events.start + dt.timedelta(seconds=int(events.second[at]))).isoformat(),
                    EventKind(events.kind[at]).name.lower(),
                    Channel(events.channel[at]).name.lower() if events.channel[at] >= 0 else "",
                    f"{who}-{events.touch[at]}" if events.touch[at] else "",
                    "" if np.isnan(amount) else f"{amount}",
                    f"Quirin {who} likes opera",
                )
            )


def read_outputs(folder: Path) -> list[bytes]:
    """Give all that lies in a folder, as it is and, where it is compressed, unpacked."""
    contents = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        contents += [path.name.encode(), path.read_bytes()]
        if path.suffix == ".npz":
            with np.load(path) as arrays:
                contents += [f"{name} {arrays[name].tolist()}".encode() for name in arrays]
        if path.suffix == ".parquet":
            table = parquet.read_table(path)
            contents += [table.to_pandas().to_csv().encode(), f"{table.schema}".encode()]
    return contents


def calibrate(folder: Path, *, n_draws: int, n_rows: int | None = None) -> tuple[list[str], int]:
    """Run the whole command in a folder; give the pseudonyms, and how many rows it read.

    It is called as a function: the command line takes no fewer than 200 draws.
    """
    scenario = write_market(folder)
    text = scenario.read_text(encoding="utf-8")
    small = text.replace("horizon: 120 days", "horizon: 45 days").replace(": 40", ": 25")
    scenario.write_text(small, encoding="utf-8")
    lived = live(load_scenario(scenario))
    export, key = folder / "crm.csv", folder / "project.key"
    write_export(export, lived, n_rows or len(lived))
    key.write_text(KEY_TEXT, encoding="utf-8")
    key.chmod(0o600)
    mapping = write_mapping(folder / "crm.yaml")
    with pytest.raises(typer.Exit):
        calibrate_scenario(
            str(scenario),
            data=[export],
            mapping=str(mapping),
            key=key,
            out=folder / "out",
            draws=n_draws,
            valued=0,
            workers=1,
        )
    received = read_events(export, read_mapping(mapping), make_key(KEY_TEXT.encode()))
    return list(received.events.people), received.reception.n_rows


def test_nobody_is_named_in_what_a_calibration_says_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, n_rows = calibrate(tmp_path, n_draws=80)
    said = capsys.readouterr()
    assert f"crm.csv: {n_rows} rows, read by mapping crm" in said.out
    assert "dropped columns: Full name, Phone, CRM id, Notes" in said.out
    assert {"posterior.yaml", "calibration.json", "predicted_1.svg", "simulated"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }
    contents = [said.out.encode(), said.err.encode(), *read_outputs(tmp_path / "out")]
    assert find_personal([*PERSONAL, *people[:3]], contents) == []
    assert set(find_personal(PERSONAL[:5], read_outputs(tmp_path))) == set(PERSONAL[:5])


@pytest.mark.verify
def test_nobody_of_a_long_file_is_named_in_what_a_calibration_says_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, n_rows = calibrate(tmp_path, n_draws=200, n_rows=N_ROWS)
    said = capsys.readouterr()
    assert (n_rows, len(people) > 5_000) == (N_ROWS, True)
    contents = [said.out.encode(), said.err.encode(), *read_outputs(tmp_path / "out")]
    assert find_personal([*PERSONAL, *people[:3]], contents) == []


def test_too_few_draws_for_valuing_are_refused_before_anything_is_read(call: Call) -> None:
    done = call("calibrate", "bobby", "--data", "none.csv", "--valued", 5)
    assert done.exit_code == 2
    assert "valued: 5 draws. Accepted: 0, or 20 or more." in done.stderr
