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
# # The trap of the naive analyst
#
# A sender mails by engagement, as senders are advised to: whoever gave a sign of life within four
# weeks gets a mail a week, whoever did not is left alone. An analyst asks the log: do more mails
# make people read more? Here the truth can be looked up.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import linregress

import goodwill as gw
from goodwill.analysis.numerals import write_number
from goodwill.eventlog import Kind
from goodwill.figures.style import find_colour
from goodwill.validation.counting import select
from goodwill.validation.experiments import estimate_values
from goodwill.validation.rows import engagement_mailing as mailing
from goodwill.validation.windows import Moments

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir()
)
scenario = gw.load_scenario(ROOT / "scenarios" / "patterns" / "engagement_mailing.yaml")
plt.rcParams.update({"axes.spines.right": False, "axes.spines.top": False})

print(scenario.question)
for name, definition in scenario.strategies.items():
    print(f"- {name}: {definition.description}")

# %% [markdown]
# ## What the log says
#
# For every person and every four weeks: how many mails, and did the person come to read something,
# of its own accord, in the four weeks after? Then the usual regression.

# %%
usual = gw.run(scenario, "mail_readers", engine="compiled")
mails, read = mailing.observe_windows(usual)
fit = linregress(mails, 100 * read)
margin = 1.96 * fit.stderr
print(f"{len(mails):,} observations of {len(select(usual, Kind.REGISTERED)):,} people.")
print(
    f"Slope: {fit.slope:+.1f} points per mail, 95 % interval {fit.slope - margin:.1f} to "
    f"{fit.slope + margin:.1f}, p = {fit.pvalue:.1g}."
)

# %%
LEAST = 30  # observations; a share of fewer says little
figure, ax = plt.subplots(figsize=(7, 3.2), layout="constrained")
counts = np.arange(mails.max() + 1)
numbers = np.array([(mails == count).sum() for count in counts])
shown = numbers >= LEAST
shares = np.array([100 * read[mails == count].mean() for count in counts[shown]])
errors = 1.96 * np.sqrt(shares * (100 - shares) / numbers[shown])
ax.errorbar(counts[shown], shares, errors, fmt="o", color=find_colour(0), label="log")
ax.plot(counts, fit.intercept + fit.slope * counts, color=find_colour(1), label="regression")
ax.set(xlabel="mails in four weeks", ylabel="came to read in\nthe next four, %", ylim=(0, 100))
ax.set_xticks(counts)
ax.set_title(f"In the log a mail more goes with {fit.slope:+.1f} points of readers", loc="left")
ax.legend(frameon=False)
plt.show()

# %% [markdown]
# A careful analyst takes into account what the log knows of a person: how often it read and clicked
# in the same four weeks.


# %%
def count_in_windows(events: np.ndarray) -> np.ndarray:
    """Count records in the windows in which mails were counted, in the same order."""
    registered = select(usual, Kind.REGISTERED)
    moments, found = Moments(events), []
    for number in range(usual.world.horizon // mailing.WINDOW):
        starts = registered["second"] + number * mailing.WINDOW
        whole = starts + 2 * mailing.WINDOW <= usual.world.horizon
        begin = starts[whole]
        found.append(moments.count(registered["person"][whole], begin, begin + mailing.WINDOW))
    return np.concatenate(found)


seen = [
    count_in_windows(mailing.select_reading(usual)),
    count_in_windows(select(usual, Kind.CLICKED)),
]
design = np.column_stack([np.ones(len(mails)), mails, *seen])
weights, *_ = np.linalg.lstsq(design, 100.0 * read, rcond=None)
left = 100.0 * read - design @ weights
covariance = np.linalg.inv(design.T @ design) * (left @ left) / (len(mails) - design.shape[1])
margin = 1.96 * np.sqrt(covariance[1, 1])
print(
    f"Slope, adjusted for reading and clicks: {weights[1]:+.1f} points per mail, 95 % interval "
    f"{weights[1] - margin:.1f} to {weights[1] + margin:.1f}."
)

# %% [markdown]
# ## What is true
#
# The same people live twice, with the same luck. The second time each of them gets one mail more,
# after the eighth. Whatever differs in the four weeks after was done by that mail.

# %%
N_WORLDS = 6
worlds = [mailing.live({"engagement_mailing": scenario}, world) for world in range(N_WORLDS)]
values = estimate_values(mailing.EXPERIMENT, worlds)
n_people = round(sum(world["people"] for world in worlds))
print(f"{n_people:,} people in {N_WORLDS} worlds; 95 % intervals between worlds.")
pd.DataFrame(
    {name: value._asdict() for name, value in values.items()}, index=["estimate", "low", "high"]
).T.round(2)

# %% [markdown]
# The second line is what the slope pretends to be. The third one counts a click on a mail as
# reading as well: the mail more is itself something to click on.
#
# ## Why
#
# People differ in how much they read, and the sender mails those who read: reading causes mails.
# The log does not hold how much a person reads by nature. The model does.

# %%
registered = select(usual, Kind.REGISTERED)
row_of = {person.id: row for row, person in enumerate(usual.world.persons)}
rows = [row_of[person] for person in registered["person"].tolist()]
activity = np.array([usual.world.persons[row].activity for row in rows])
kind = np.concatenate(
    [
        activity[registered["second"] + (number + 2) * mailing.WINDOW <= usual.world.horizon]
        for number in range(usual.world.horizon // mailing.WINDOW)
    ]
)
fifths = np.searchsorted(np.quantile(kind, (0.2, 0.4, 0.6, 0.8)), kind)
figure, (left_ax, right_ax) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
left_ax.bar(range(5), [mails[fifths == one].mean() for one in range(5)], color="#8a8a8a")
left_ax.set_xticks(range(5), ["least", "", "", "", "most"])
left_ax.set(xlabel="fifth of people, by how much they read", ylabel="mails in four weeks")
left_ax.set_title("Who is mailed, by how much they read by nature", loc="left")
slopes = []
for one in range(5):
    own = fifths == one
    line = linregress(mails[own], 100 * read[own])
    slopes.append(line.slope)
    reach = np.array([0, np.quantile(mails[own], 0.95)])
    right_ax.plot(reach, line.intercept + line.slope * reach, color=find_colour(0))
    right_ax.annotate(
        f" {('least', '2nd', '3rd', '4th', 'most')[one]}: {line.slope:+.1f}",
        (reach[1], line.intercept + line.slope * reach[1]),
        va="center",
        fontsize=8,
    )
right_ax.plot(counts[:5], fit.intercept + fit.slope * counts[:5], "--", color=find_colour(1))
right_ax.set(xlabel="mails in four weeks", ylabel="came to read, %", ylim=(0, 100), xlim=(0, 5.2))
right_ax.set_title("Regressions within fifths, and over all (dashed)", loc="left")
plt.show()
print(
    f"Slope over all {fit.slope:+.1f}; mean within fifths {np.mean(slopes):+.1f} points per mail."
)

# %% [markdown]
# Whether somebody reads *lately* still brings mails within a fifth, and the log does not say why a
# person read.
#
# ## What would have shown it
#
# A coin. Half of the people are mailed by the same rule, the other half not at all: then being
# mailed has nothing to do with how much somebody reads.

# %%
alone = gw.run(scenario, "holdout", engine="compiled")
heads = np.random.default_rng(seed=1).integers(2, size=len(registered)) == 1


def find_shares(result: gw.Result) -> np.ndarray:
    """Give, for each person, in which share of windows it came to read, in points."""
    moments = Moments(mailing.select_reading(result))
    n_windows, n_read = np.zeros(len(registered)), np.zeros(len(registered))
    for number in range(1, result.world.horizon // mailing.WINDOW):
        starts = registered["second"] + number * mailing.WINDOW
        whole = starts + mailing.WINDOW <= result.world.horizon
        came = moments.count(registered["person"], starts, starts + mailing.WINDOW) > 0
        n_windows += whole
        n_read += whole & came
    return 100 * n_read / np.maximum(n_windows, 1)


mailed, unmailed = find_shares(usual)[heads], find_shares(alone)[~heads]
effect = mailed.mean() - unmailed.mean()
margin = 1.96 * np.sqrt(mailed.var(ddof=1) / mailed.size + unmailed.var(ddof=1) / unmailed.size)
promised = fit.slope * mails.mean()
print(
    f"Coin: mailing changes reading by {effect:+.1f} points, 95 % interval {effect - margin:+.1f} "
    f"to {effect + margin:+.1f}."
)
print(f"The regression promised {promised:+.1f}: {fit.slope:.1f} times {mails.mean():.1f} mails.")

# %%
results = {
    "regression on the log,\nper mail": (fit.slope, 1.96 * fit.stderr),
    "true effect\nof one more mail": (
        values["true effect of one more"].estimate,
        values["true effect of one more"].high - values["true effect of one more"].estimate,
    ),
    "promised by the regression,\nall mails": (promised, 1.96 * fit.stderr * mails.mean()),
    "randomised holdout,\nall mails": (effect, margin),
}
figure, ax = plt.subplots(figsize=(8, 2.8), layout="constrained")
for place, (middle, half) in enumerate(results.values()):
    colour = find_colour(1 if place % 2 == 0 else 0)
    ax.errorbar(middle, -place, xerr=half, fmt="o", color=colour, capsize=3)
ax.axvline(0, color="#8a8a8a", linewidth=0.8)
ax.set_yticks(range(0, -len(results), -1), list(results))
ax.set_ylim(-3.5, 0.5)
ax.set_xlabel("points of people who come to read within four weeks")
ax.set_title("What was claimed (orange), and what is so (blue)", loc="left")
plt.show()

# %% [markdown]
# A holdout can only do so where it exists. To see the effect of a single mail takes many people:

# %%
one_more = abs(values["true effect of one more"].estimate)
spread = 100 * read.std()
needed = 2 * ((1.96 + 0.84) * spread / one_more) ** 2
print(
    f"To find {one_more:.2f} points in four experiments out of five takes about "
    f"{write_number(2 * needed)} people in two groups."
)
