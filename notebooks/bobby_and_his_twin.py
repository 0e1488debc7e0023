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
# # Bobby and his twin
#
# One person, lived through four times: under three strategies and under none. What is drawn for
# Bobby himself, such as the days on which he might come by, is the same each time. So what differs
# was done by the strategy.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Image

import goodwill as gw
from goodwill.analysis import Entry, Story
from goodwill.figures.style import find_colour, render_figure
from goodwill.figures.swimlane import draw
from goodwill.figures.telling import prepare_swim_lane

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir()
)
scenario = gw.load_scenario(ROOT / "scenarios" / "bobby.yaml")
STRATEGIES = ("formula_pursuit", "silence_aware", "nurture", "holdout")
plt.rcParams.update({"axes.spines.right": False, "axes.spines.top": False})

results = {name: gw.run(scenario, name) for name in STRATEGIES}
stories = {name: gw.tell_story(result, "bobby") for name, result in results.items()}

print(scenario.question)
for name in STRATEGIES:
    print(f"- {name}: {scenario.strategies[name].description}")

# %% [markdown]
# ## Four lives
#
# Above a line what the vendor does, below it what Bobby does. Underneath, what nobody at the vendor
# can see: how well he thinks of it, and how annoyed he is. Irritation fades much sooner than
# goodwill: a peak in the lowest panel passes, what it did to the one above stays longer.

# %%
memory = scenario.parameters.memory
print(f"Half of irritation is gone after {memory.irritation_days:g} days,")
print(f"half of goodwill after {memory.goodwill_days:g}.")

# %%
Image(render_figure(draw(prepare_swim_lane(list(results.values()), "bobby")), ".png"))

# %% [markdown]
# The same in figures.

# %%
pd.DataFrame(
    {
        name: {
            "touches sent": story.touches,
            "visits": story.visits,
            "pieces read": story.reads,
            "angry replies": story.angry_replies,
            "people told": story.told,
            "goodwill at its lowest": min(story.curves.goodwill),
            "goodwill at the end": story.goodwill_end,
            "irritation at its highest": max(story.curves.irritation),
        }
        for name, story in stories.items()
    }
).round(2)

# %% [markdown]
# ## What the vendor saw
#
# Each entry of a story says whether the vendor saw it, and what of it the vendor could not see.
# Here is the pursuit up to the day on which goodwill is at its lowest, entry by entry.

# %%
story = stories["formula_pursuit"]
lowest = story.curves.days[story.curves.goodwill.index(min(story.curves.goodwill))]
until_then = [entry for entry in story.timeline if entry.day <= lowest]
pd.set_option("display.max_colwidth", 70)
pd.DataFrame(
    {
        "day": [f"{entry.day:.1f}" for entry in until_then],
        "touch": [entry.touch or "" for entry in until_then],
        "seen by the vendor": [entry.detail if entry.seen else "" for entry in until_then],
        "not seen": [entry.truth if entry.seen else entry.detail for entry in until_then],
        "goodwill": [f"{entry.goodwill:.2f}" for entry in until_then],
    }
)

# %% [markdown]
# Could the vendor have known before it was too late? Of what it sees, replies, opt-outs and
# complaints are all in which somebody says no.

# %%
rows = {
    "sent": [one.day for one in story.timeline if one.actor == "vendor" and one.touch],
    "seen of Bobby": [one.day for one in story.timeline if one.actor == "person" and one.seen],
    "never seen": [one.day for one in story.timeline if not one.seen],
}
figure, (above, below) = plt.subplots(
    2, 1, figsize=(8, 3.6), sharex=True, height_ratios=(1, 2), layout="constrained"
)
for place, days in enumerate(rows.values()):
    above.plot(days, [-place] * len(days), "|", color=find_colour(place), markersize=11)
above.set_yticks(range(0, -len(rows), -1), [f"{word} ({len(days)})" for word, days in rows.items()])
above.set_ylim(-2.6, 0.6)
above.set_title("Bobby under formula_pursuit, and how much of it his vendor saw", loc="left")
below.axhline(0, color="#8a8a8a", linewidth=0.8)
below.plot(story.curves.days, story.curves.goodwill, color="#222222", linewidth=1.4)
below.set(xlabel="day", ylabel="goodwill\n(units of choice utility)")
plt.show()
# %%
NO = ("angry_reply", "not_interested", "opted_out", "complained")


def find_first_no(told: Story) -> Entry | None:
    """Give the first entry in which somebody says no and the vendor hears it, or None."""
    return next((one for one in told.timeline if one.seen and one.event in NO), None)


first = find_first_no(story)
if first:
    before = [one for one in story.timeline if one.day < first.day]
    n_sent = sum(one.actor == "vendor" and one.touch is not None for one in before)
    worst = min(one.goodwill for one in before)
    print(
        f"The first no came on day {first.day:.0f}: {first.detail}. {n_sent} touches had been sent "
        f"by then, and goodwill had been as low as {worst:.2f} before it."
    )
else:
    print("The vendor never heard a no.")

# %% [markdown]
# ## Was this bad luck?
#
# The scenario fixes at which strain Bobby writes back in anger, so that the story comes out the
# same every time. With `draw_budgets=True` that is drawn, too: other people of his kind, in other
# worlds.

# %%
N_WORLDS = 20
EDGE = {"markersize": 9, "markeredgecolor": "white"}
ends = {
    name: [
        gw.tell_story(
            gw.run(scenario, name, replication=number, draw_budgets=True, engine="compiled"),
            "bobby",
        )
        for number in range(N_WORLDS)
    ]
    for name in ("formula_pursuit", "silence_aware")
}
pairs = list(zip(*ends.values(), strict=True))
figure, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
for pair in pairs:
    ax.plot(range(2), [one.goodwill_end for one in pair], "-", color="#d9d9d9", zorder=1)
for place, found in enumerate(ends.values()):
    for heard, marker in ((False, "o"), (True, "X")):
        values = [one.goodwill_end for one in found if bool(find_first_no(one)) == heard]
        ax.plot([place] * len(values), values, marker, color=find_colour(place), **EDGE)
ax.axhline(0, color="#8a8a8a", linewidth=0.8)
ax.set_xticks(range(2), list(ends))
ax.set_xlim(-0.5, 1.5)
ax.set_ylabel("goodwill at the end")
ax.set_title(f"{N_WORLDS} worlds, a line each; a cross: he said no at least once", loc="left")
plt.show()

# %%
higher = sum(listening.goodwill_end > pursuit.goodwill_end for pursuit, listening in pairs)
print(f"In {higher} of {N_WORLDS} worlds silence_aware left more goodwill than formula_pursuit.")
for name, found in ends.items():
    n_angry = sum(one.angry_replies > 0 for one in found)
    n_no = sum(find_first_no(one) is not None for one in found)
    n_below = sum(one.goodwill_end < 0 for one in found)
    print(
        f"{name}: goodwill ended below zero in {n_below} worlds of {N_WORLDS}. The vendor heard "
        f"a no of any kind in {n_no}, an angry one in {n_angry}."
    )
