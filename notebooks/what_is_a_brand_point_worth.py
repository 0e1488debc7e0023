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
# the end helps or hurts later. Nobody knows what a point of it is worth in money. So the price
# stays a question, and the answer is a function of it: who is worth the most at which price?
#
# A *point* is one unit of choice utility, averaged over the whole market. Net value is revenue less
# cost, plus the price times the points that are left at the end above those of a vendor that leaves
# people alone.

# %%
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
from IPython.display import Image

import goodwill as gw
from goodwill.analysis.deciding import decide, round_up
from goodwill.analysis.numerals import write_number, write_range
from goodwill.analysis.sentences import write_changes, write_verdict
from goodwill.analysis.sequential import Plan, run_enough
from goodwill.figures import by_price, tradeoff
from goodwill.figures.preparing import prepare_by_price, prepare_trade_off
from goodwill.figures.style import render_figure

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir()
)

# %% [markdown]
# ## A market in which pressure may pay
#
# A trade fair's visitors: nearly everybody is about to buy, and most of the harm done to them comes
# after the deal.

# %%
scenario = gw.load_scenario(ROOT / "scenarios" / "buyers_in_a_hurry.yaml")
print(scenario.question)
for name, definition in scenario.strategies.items():
    print(f"- {name}: {definition.description}")

# %% [markdown]
# Money upwards, goodwill to the right. Who lies to the upper right of somebody else needs no price
# to be the better one. Where one has more money and another one more goodwill, the price decides.

# %%
N_WORLDS = 40
runs = run_enough(scenario, Plan(replications=N_WORLDS, workers=1, engine="compiled"))
decision = decide(runs.study, price=0.0)
Image(render_figure(tradeoff.draw(prepare_trade_off(decision)), ".png"))

# %% [markdown]
# ## Where two break even
#
# For each pair: the price at which both are worth the same, and between which prices it may lie,
# all pairs together at 95 %. "Never" means that the same one is better at every price from 0 on.

# %%


def describe_prices(low: float, high: float) -> str:
    """Write a stretch of prices."""
    return f"{write_number(low)} and up" if math.isinf(high) else write_range(low, high)


pd.set_option("display.max_colwidth", 90)
pd.DataFrame(
    [
        {
            "pair": f"{one.strategy} or {one.other}",
            "the same at, USD": (
                write_number(one.price) if 0 <= one.price < math.inf else "no price above 0"
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
# ## Net value by price
#
# A line that rises belongs to a strategy that leaves more goodwill than leaving people alone does;
# its height at price 0 is what the horizon itself has brought. The bands say how well that is
# known. They are differences to leaving people alone: where they overlap, the direct comparison of
# the two may still be clear. Who is surely worse than another one at every price is left out.

# %%
first, second = decision.ranking[:2]
pair = next(one for one in decision.break_evens if {one.strategy, one.other} == {first, second})
ends = [high for _, high in pair.open_prices if math.isfinite(high)]
top = round_up(max(ends, default=decision.grid[-1].price))
prices = [top * place / 40 for place in range(41)]
beaten = {
    name
    for one in decision.break_evens
    for name in (one.strategy, one.other)
    if len(one.ranges) == 1 and one.ranges[0].winner not in (name, None)
}
picture = prepare_by_price(decide(runs.study, price=0.0, prices=prices))
lines = tuple(line for line in picture.lines if line.strategy not in beaten)
picture = replace(picture, lines=lines or picture.lines)
Image(render_figure(by_price.draw(picture), ".png"))

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
# ## How much is a point, after all?
#
# The model says what goodwill does to a sale: a point is one unit of utility for a buyer who
# chooses. It does not say how many will choose after the horizon. So the price has to come from
# what you know: what would you pay to be thought of no worse than before?

# %%
n_people = len(gw.run(scenario, "holdout", engine="compiled", log="none").world.persons)
print(f"This market has {n_people} people.")
for low, high in pair.open_prices:
    print(
        f"{first} and {second} may be worth the same at {describe_prices(low, high)} USD per point "
        f"of the mean: at {describe_prices(low / n_people, high / n_people)} USD for one point "
        "with one person."
    )
