# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Write your own strategy
#
# Once as a file, once in Python, and both beside a shipped one: on the same people, with the same
# luck.
#
# Files may only name files below the nearest folder that is called `scenarios` (else below their
# own). So this notebook works in a copy of `scenarios/`; you would simply add files there.

# %%
import shutil
import tempfile
from pathlib import Path

import pandas as pd
from IPython.display import Image

import goodwill as gw
from goodwill.analysis import read_study
from goodwill.analysis.deciding import decide
from goodwill.analysis.sentences import write_verdict
from goodwill.figures import tradeoff
from goodwill.figures.preparing import prepare_trade_off
from goodwill.figures.style import render_figure

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir()
)
workshop = tempfile.TemporaryDirectory()
scenarios = Path(shutil.copytree(ROOT / "scenarios", Path(workshop.name) / "scenarios"))

# %% [markdown]
# ## As a file
#
# A strategy says who is put into which cadence, what the steps are, and what breaks a cadence off.
# This one sends what a visitor came for, then a piece a month, and takes two pieces in a row
# without a visit, a click or a reply for "no, thank you".

# %%
own = scenarios / "strategies" / "while_it_is_read.yaml"
own.write_text(
    """\
strategy: while_it_is_read
description: Sends a piece a month for as long as somebody shows that it is read.
touches: [../touches/content.yaml, ../touches/replies.yaml]
enrol:
  - when: [triggers >= 1, since_trigger <= 1 day]
    into: reading
    again_after: 60 days
cadences:
  reading:
    steps:
      - {wait: 10 minutes, touch: thank_you_resources}
      - {wait: 30 days, touch: more_on_your_subject, window: 08:00-18:00, days: weekdays}
      - {wait: 30 days, touch: monthly_digest, window: 08:00-18:00, days: weekdays}
    repeat: true
    switches:
      - {when: [silent_touches >= 2, since_touch >= 14 days], to: out}
replies:
  angry_reply: {action: apologise, touch: apology, after: 2 hours}
  not_interested: stop
  neutral_reply: {action: answer, touch: answer_question, after: 4 hours}
answers_requests_with: call_back
nightly: true
""",
    encoding="utf-8",
)
gw.lint([own])

# %% [markdown]
# An empty list: nothing is wrong with it. The commands say the same:
# `goodwill lint scenarios/strategies/while_it_is_read.yaml`.
#
# ## What a mistake looks like
#
# Mistakes are named together, with file, line and what was probably meant. Nothing is run until
# they are gone.

# %%
text = own.read_text(encoding="utf-8")
mistaken = own.with_name("mistaken.yaml")


def show_faults(mistakes: dict[str, str]) -> None:
    """Put mistakes into the file, and print what is said about them."""
    wrong = text
    for right, mistake in mistakes.items():
        wrong = wrong.replace(right, mistake, 1)
    mistaken.write_text(wrong, encoding="utf-8")
    for fault in gw.lint([mistaken]):
        print(fault.replace(workshop.name + "/", ""), end="\n\n")


show_faults({"wait: 30 days": "wait: 30", ">= 2,": ">= two,", "nightly: true": "nightlty: true"})

# %% [markdown]
# Names are looked up once a file can be read.

# %%
show_faults({"touch: monthly_digest": "touch: montly_digest", "into: reading": "into: readings"})

# %% [markdown]
# ## A scenario to try it in
#
# A scenario is a question, a market and the strategies that are held against one another. This one
# is small, so that the notebook is quick.

# %%
question = scenarios / "my_question.yaml"
question.write_text(
    """\
scenario: my_question
question: Is it enough to write to those who read?
start: 2026-01-05
horizon: 365 days
seed: 20260901
vendor: {name: Inbound Automation, preaches_inbound: 0.5, quota: 10}
regions:
  east: {share: 100 %, zone: America/New_York}
market:
  accounts: 30
  people_per_account: 5
  sizes: {small: 60 %, medium: 30 %, large: 10 %}
  incumbents: 30 %
  front_desks: 80 %
  aware: 70 %
  intents: {learning: 45 %, exploring: 15 %, buying: 8 %, loyal_elsewhere: 20 %, outsider: 12 %}
reps:
  - {name: floor, count: 2, hours: 09:00-17:00, zone: America/New_York, days: weekdays, professionalism: 0.5, retort: 0.3, speed: 1.0}
score: {auc: 0.72}
strategies:
  - strategies/while_it_is_read.yaml
  - strategies/scorched_earth.yaml
  - strategies/holdout.yaml
""",  # noqa: E501 - YAML
    encoding="utf-8",
)
scenario = gw.load_scenario(question)
print(scenario.question, *scenario.strategies, sep="\n- ")

# %% [markdown]
# ## In Python
#
# What no file can say, Python can: here the wait doubles with every piece that is met with silence.
# A decision depends on the observation alone. The observation holds what a vendor can know, and
# nothing of what a person thinks or wants:

# %%
print(*gw.Observation._fields, sep=", ")


# %%
class BacksOff:
    """Write less and less to those who keep silent."""

    name = "backs_off"

    def decide(self, observation: gw.Observation) -> gw.Move:
        """Wait five days, twice as long after each silent touch, and stop after four."""
        if observation.silent_touches >= 4:  # noqa: PLR2004
            return gw.Move.stop()
        days = 5 * 2**observation.silent_touches
        if observation.waited < days * 86_400:
            return gw.Move.wait(f"{days} days")
        return gw.Move.send("more_on_your_subject")


backs_off = gw.PythonStrategy(BacksOff(), base="while_it_is_read")

# %% [markdown]
# A mistake in Python is said when it is made, in the same manner.


# %%
class Misspelt(BacksOff):
    """Send something that there is not."""

    def decide(self, observation: gw.Observation) -> gw.Move:
        """Send it as soon as somebody comes by."""
        return gw.Move.send("more_on_your_subjects" if observation.triggers else "")


try:
    gw.run(scenario, gw.PythonStrategy(Misspelt(), base="while_it_is_read"))
except gw.GoodwillError as error:
    print(error)

# %% [markdown]
# ## Side by side
#
# Every strategy lives through the same worlds. Strategies in files run on the compiled engine,
# those in Python on the readable one; the two give the same results.

# %%
N_WORLDS = 6
figures = pd.concat(
    [
        gw.run_many(scenario, [*scenario.strategies], N_WORLDS, workers=1, engine="compiled"),
        gw.run_many(scenario, [backs_off], N_WORLDS, workers=1),
    ],
    ignore_index=True,
)
shown = ["conversions", "touches", "visits", "opt_outs", "angry_replies", "brand_net"]
figures[figures["metric"].isin(shown)].pivot_table(
    index="metric", columns="strategy", values="value", sort=False
).loc[shown].round(1).assign(unit=[gw.METRICS[name].unit for name in shown])

# %% [markdown]
# Means of so few worlds are no verdict. This is one: what the intervals support, all of them
# together, and no more.

# %%
decision = decide(read_study(figures, "holdout"), price=0.0)
for sentence in write_verdict(decision):
    print("-", sentence.text)

# %%
Image(render_figure(tradeoff.draw(prepare_trade_off(decision)), ".png"))

# %% [markdown]
# To be surer, run more worlds. For strategies in files `goodwill compare` does that by itself,
# until the answer is as precise as asked.

# %%
workshop.cleanup()
