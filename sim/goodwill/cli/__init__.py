"""The command line: ``goodwill --help`` says all.

Exit codes: 0 fine; 1 a fault of goodwill itself, a guardrail is broken, or a pattern is outside its
range; 2 something given is wrong, one sentence each on standard error; 3 a guardrail or a pattern
is undecided, a calibration failed its check, or none could be picked yet; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

from typing import Annotated

import typer

from goodwill.cli.apportioning import apportion_difference
from goodwill.cli.calibrating import calibrate_scenario
from goodwill.cli.casing import study_real_case
from goodwill.cli.checking import lint_files, write_schemas
from goodwill.cli.comparing import compare_strategies
from goodwill.cli.demonstrating import demonstrate
from goodwill.cli.guarding import check_guardrails
from goodwill.cli.listing import list_things
from goodwill.cli.manners import PoliteGroup, write_examples
from goodwill.cli.picking import pick_strategy
from goodwill.cli.receiving import receive_events
from goodwill.cli.running_once import run_once
from goodwill.cli.telling import tell
from goodwill.cli.validating import validate_patterns

__all__ = ["app"]

app = typer.Typer(
    name="goodwill",
    cls=PoliteGroup,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=write_examples(
        "goodwill demo",
        "goodwill compare scenarios/aggressive_vs_nurture.yaml --out results/comparison",
        "goodwill run scenarios/bobby.yaml --strategy silence_aware",
        "goodwill story scenarios/bobby.yaml --person bobby --figure bobby.svg",
        "goodwill list strategies",
    ),
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from goodwill import __version__

        typer.echo(f"goodwill {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which it is."),
    ] = False,
) -> None:
    """Simulate outreach strategies on the same synthetic people."""


app.command(
    "demo",
    epilog=write_examples("goodwill demo", "goodwill demo --replications 20"),
)(demonstrate)
app.command(
    "compare",
    epilog=write_examples(
        "goodwill compare scenarios/aggressive_vs_nurture.yaml --out results/comparison",
        "goodwill compare aggressive_vs_nurture --price 200000 --precision 50000",
        "goodwill compare bobby --replications 20 --json",
    ),
)(compare_strategies)
app.command(
    "pick",
    epilog=write_examples(
        "goodwill pick scenarios/aggressive_vs_nurture.yaml",
        "goodwill pick aggressive_vs_nurture --smallest 50000 --replications 400",
        "goodwill pick bobby --smallest 150000 --json",
    ),
)(pick_strategy)
app.command(
    "sensitivity",
    epilog=write_examples(
        "goodwill sensitivity scenarios/aggressive_vs_nurture.yaml",
        "goodwill sensitivity aggressive_vs_nurture --strategy aggressive_pursuit --other nurture",
        "goodwill sensitivity bobby --points 16 --most-parameters 3 --worlds 2 --json",
    ),
)(apportion_difference)
app.command(
    "run",
    epilog=write_examples(
        "goodwill run scenarios/bobby.yaml",
        "goodwill run bobby --strategy silence_aware --replication 3 --out results/bobby",
        "goodwill run scenarios/olist.yaml --data data/ --json",
    ),
)(run_once)
app.command(
    "story",
    epilog=write_examples(
        "goodwill story scenarios/bobby.yaml --person bobby",
        "goodwill story bobby --person bobby --strategy formula_pursuit --strategy nurture --json",
        "goodwill story matt --person matt --figure matt.svg --days 14",
        "goodwill story bobby --person bobby --endings 20",
    ),
)(tell)
app.command(
    "list",
    epilog=write_examples("goodwill list scenarios", "goodwill list strategies --json"),
)(list_things)
app.command(
    "lint",
    epilog=write_examples(
        "goodwill lint scenarios/bobby.yaml", "goodwill lint scenarios/strategies/*.yaml"
    ),
)(lint_files)
app.command(
    "check",
    epilog=write_examples(
        "goodwill check scenarios/aggressive_vs_nurture.yaml",
        "goodwill check aggressive_vs_nurture --replications 60 --json",
    ),
)(check_guardrails)
app.command(
    "case",
    epilog=write_examples(
        "goodwill case bank --data data/",
        "goodwill case olist --data data/ --out results/cases --json",
    ),
)(study_real_case)
app.command(
    "validate",
    epilog=write_examples(
        "goodwill validate",
        "goodwill validate --row 1 --row 12",
        "goodwill validate --out results/validation --json",
    ),
)(validate_patterns)
app.command(
    "events",
    epilog=write_examples(
        "goodwill events events.csv",
        "goodwill events recipients.csv activity.csv unsubscribes.csv --out events.parquet",
        "goodwill events export.csv --mapping my_mapping.yaml --key project.key --json",
    ),
)(receive_events)
app.command(
    "calibrate",
    epilog=write_examples(
        "goodwill calibrate aggressive_vs_nurture --data events.csv --out results/calibration",
        "goodwill calibrate my_market.yaml --data sent.csv --data answers.csv --strategy nurture",
        "goodwill compare my_market.yaml --parameters results/calibration/posterior.yaml",
    ),
)(calibrate_scenario)
app.command(
    "schema",
    epilog=write_examples("goodwill schema --out docs/schemas"),
)(write_schemas)
