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
# # What is a brand point worth?
#
# Within the horizon, harm already shows as lost revenue. But goodwill outlasts it: what is left at
# the end helps or hurts later. Nobody knows what a point of it is worth in money. So the
# price stays a question, and the answer is a function of it: who is worth the most at which price?
#
# A *point* is one unit of choice utility, averaged over the whole market. Net value is revenue less
# cost, plus the price times the points that are left at the end above those of a vendor that leaves
# people alone.

# %%
import shutil
import tempfile
from pathlib import Path

import pandas as pd
from IPython.display import Image

import goodwill as gw
from goodwill.analysis import read_study
from goodwill.analysis.deciding import decide
from goodwill.analysis.numerals import write_number, write_range
from goodwill.analysis.sentences import write_changes, write_verdict
from goodwill.figures import by_price, tradeoff
from goodwill.figures.preparing import prepare_by_price, prepare_trade_off
from goodwill.figures.style import render_figure

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir()
)

# %% [markdown]
# ## A market in which pressure may pay
#
# Four months instead of a year, half of the people about to buy, few of them aware of the vendor:
# here somebody who is called learns in time that the vendor exists, and most of the harm comes
# later. A sales floor asks whether to contact everyone, to ask for meetings by mail, or to leave
# people alone.

# %%
workshop = tempfile.TemporaryDirectory()
scenarios = Path(shutil.copytree(ROOT / "scenarios", Path(workshop.name) / "scenarios"))
hurry = scenarios / "hurry.yaml"
hurry.write_text(
    """\
scenario: hurry
question: In four months with many buyers, does it pay to contact everyone?
start: 2026-01-05
horizon: 120 days
seed: 20260902
vendor: {name: Inbound Automation, preaches_inbound: 0, quota: 10}
regions:
  east: {share: 100 %, zone: America/New_York}
market:
  accounts: 80
  people_per_account: 5
  sizes: {small: 60 %, medium: 30 %, large: 10 %}
  incumbents: 30 %
  front_desks: 60 %
  aware: 30 %
  intents: {learning: 20 %, exploring: 20 %, buying: 50 %, loyal_elsewhere: 5 %, outsider: 5 %}
reps:
  - {name: floor, count: 3, hours: 09:00-17:00, zone: America/New_York, days: weekdays, professionalism: 0.9, retort: 0.1, speed: 1.0}
score: {auc: 0.7}
strategies:
  - strategies/contact_everyone.yaml
  - strategies/meeting_by_mail.yaml
  - strategies/nurture.yaml
  - strategies/holdout.yaml
""",  # noqa: E501 - YAML
    encoding="utf-8",
)
scenario = gw.load_scenario(hurry)
for name, definition in scenario.strategies.items():
    print(f"- {name}: {definition.description}")

# %%
N_WORLDS = 40
figures = gw.run_many(scenario, None, N_WORLDS, workers=1, engine="compiled")
floor = figures[figures["strategy"] != "nurture"]  # first, what the sales floor asks
decision = decide(read_study(floor, "holdout"), price=0.0)
Image(render_figure(tradeoff.draw(prepare_trade_off(decision)), ".png"))

# %% [markdown]
# Money upwards, goodwill to the right. Who lies to the upper right of somebody else needs no price
# to be the better one. Where one has more money and another one more goodwill, the price decides.
#
# ## Net value by price

# %%
Image(render_figure(by_price.draw(prepare_by_price(decision)), ".png"))

# %% [markdown]
# A line that rises belongs to a strategy that leaves more goodwill than leaving people alone does;
# its height at price 0 is what the four months themselves have brought. The bands say how well that
# is known.
#
# ## Where they break even
#
# For each pair: the price at which both are worth the same, and between which prices it lies, all
# pairs together at 95 %. "Never" means that the same one is better at every price from 0 on.

# %%


def describe_prices(low: float, high: float) -> str:
    """Write a stretch of prices."""
    return f"{write_number(low)} and up" if high == float("inf") else write_range(low, high)


pd.set_option("display.max_colwidth", 90)
pd.DataFrame(
    [
        {
            "pair": f"{one.strategy} or {one.other}",
            "worth the same at, USD": (
                write_number(one.price) if 0 <= one.price < float("inf") else "no price above 0"
            ),
            "may be so anywhere from": "; ".join(describe_prices(*part) for part in one.open_prices)
            or "never",
            "surely better": "; ".join(
                f"{part.winner}: {describe_prices(part.low, part.high)}"
                for part in one.ranges
                if part.winner is not None
            )
            or "none at any price",
        }
        for one in decision.break_evens
    ]
).set_index("pair")

# %% [markdown]
# ## Who wins where
#
# Only where one is surely better than each of the others is it called the winner.

# %%
for stretch in decision.winners:
    winner = stretch.winner or "open"
    print(f"price of a point, {describe_prices(stretch.low, stretch.high)} USD: {winner}")

# %%
for sentence in (*write_verdict(decision), *write_changes(decision)):
    print("-", sentence.text)

# %% [markdown]
# ## The alternative that was not asked about
#
# A price only decides between strategies of which one has more money and the other more goodwill.
# The same worlds, with a strategy that sends useful content and leaves the first move to the
# reader:

# %%
wider = decide(read_study(figures, "holdout"), price=0.0)
Image(render_figure(by_price.draw(prepare_by_price(wider)), ".png"))

# %%
for sentence in write_verdict(wider):
    print("-", sentence.text)

# %% [markdown]
# ## How much is a point, after all?
#
# The model says what goodwill does to a sale: a point is one unit of utility for a buyer who
# chooses. It does not say how many will choose after the horizon. So the price has to come from
# what you know: what would you pay to be thought of no worse than before?

# %%
n_people = len(gw.run(scenario, "holdout", engine="compiled", log="none").world.persons)
pair = next(
    one
    for one in decision.break_evens
    if {one.strategy, one.other} == {"contact_everyone", "holdout"}
)
print(f"This market has {n_people} people. {pair.strategy} and {pair.other} are worth the same at")
for low, high in pair.open_prices:
    print(
        f"{describe_prices(low, high)} USD per point of the mean, so at "
        f"{describe_prices(low / n_people, high / n_people)} USD for one point with one person."
    )

# %%
workshop.cleanup()
