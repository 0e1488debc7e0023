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
# # Quickstart
#
# Two strategies, the same people, the same luck. First one person, then the totals.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import goodwill as gw

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "scenarios").is_dir()
)
scenario = gw.load_scenario(ROOT / "scenarios" / "bobby.yaml")
print(scenario.question)
{name: definition.description for name, definition in scenario.strategies.items()}

# %% [markdown]
# ## Run two strategies

# %%
pursuit = gw.run(scenario, "formula_pursuit")
listening = gw.run(scenario, "silence_aware")
pursuit.log_sha256[:12], listening.log_sha256[:12]

# %% [markdown]
# ## One person
#
# Bobby downloaded a paper because he wanted to read it. Each entry says what happened and who did
# it; his vendor sees only a part of that.

# %%
bobby = gw.tell_story(pursuit, "bobby")
pd.DataFrame(bobby.to_json()["timeline"])[["day", "actor", "event", "touch", "detail"]]

# %%
other = gw.tell_story(listening, "bobby")
pd.DataFrame(
    {
        story.strategy: {
            "goodwill at the start": story.goodwill_start,
            "goodwill at the end": story.goodwill_end,
            "visits": story.visits,
            "people told": story.told,
        }
        for story in (bobby, other)
    }
).round(2)

# %% [markdown]
# ## The totals
#
# `metrics` has every figure of one run, with its unit and meaning in `gw.METRICS`. One run is one
# year of a small market: what differs here may be luck. Do not decide on it.

# %%
shown = [
    "conversions",
    "meetings_held",
    "opt_outs",
    "angry_replies",
    "told_bad",
    "visits",
    "brand_net",
]
pd.DataFrame(
    {
        "unit": [gw.METRICS[name].unit for name in shown],
        "formula_pursuit": [pursuit.metrics[name] for name in shown],
        "silence_aware": [listening.metrics[name] for name in shown],
    },
    index=shown,
).round(2)

# %% [markdown]
# ## The tables
#
# `touches`, `people` and `daily` are pandas tables; their columns and units are documented in
# `Result`.

# %%
figure, ax = plt.subplots(figsize=(8, 3))
for result in (pursuit, listening):
    ax.plot(result.daily["visits"].cumsum().to_numpy(), label=result.strategy)
ax.set(xlabel="day", ylabel="visits so far", title="Who comes back of themselves")
ax.legend(frameon=False)
figure.tight_layout()

# %% [markdown]
# ## A strategy of your own
#
# Observations in, moves out: it never sees what anybody thinks or wants. Requests and replies are
# answered as the strategy named by `base` does.


# %%
class OneLetter:
    """Send one useful mail a month after the first visit, and nothing else."""

    name = "one_letter"

    def decide(self, observation: gw.Observation) -> gw.Move:
        """Say what to do next about one person."""
        if observation.total_touches > 0:
            return gw.Move.stop()
        if observation.waited < 30 * 86_400:
            return gw.Move.wait("30 days")
        return gw.Move.send("monthly_digest")


mine = gw.run(scenario, gw.PythonStrategy(OneLetter(), base="holdout"))
mine.metrics["touches"], mine.metrics["visits"]
