# %% [markdown]
# # The plan in a notebook
# Everything that the commands tell comes from these objects. Needs `pip install
# 'baramad[analysis]'`.

# %%
from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.policy.scenario_file import load_scenarios

plan = Plan.of(folder_of("pk"))
scenarios = load_scenarios(folder_of("pk"), plan.book)
sorted(scenarios)

# %% [markdown]
# Futures are an xarray Dataset: results by future and year, assumptions by future. Future 17 is
# the same future in every scenario, so differences between scenarios are theirs alone.

# %%
from baramad.plan.dataset import futures

announced = futures(plan, scenarios["announced"], count=2_000)
delivered = futures(plan, scenarios["as-delivered"], count=2_000)
dict(announced.sizes)

# %%
bands = (announced.ict_total / 1e9).quantile([0.1, 0.5, 0.9], dim="future")
print(bands.round(2).to_pandas().T)

# %% [markdown]
# What the announcement adds to the record's pace, future by future.

# %%
gain = (announced.ict_total - delivered.ict_total).sel(year=2027) / 1e6
print(f"median {float(gain.median()):.0f} million dollars")
print(f"{float((gain > 0).mean()):.0%} of futures gain")

# %% [markdown]
# Contributions that add up, lever by lever.

# %%
from baramad.plan.contribution import contributions
from baramad.plan.terms import Question

question = Question(plan, scenarios["as-delivered"], "ict_total", 2026)
found = contributions(question, draws=50)
means = found.shapley.mean(axis=1) / 1e6
for player, mean in sorted(zip(found.players, means), key=lambda one: -one[1])[:5]:
    print(f"{mean:8.1f}  {', '.join(player)}")
print(f"{means.sum():8.1f}  all of them, {found.difference.mean() / 1e6:.1f} as the difference")

# %% [markdown]
# Which assumptions go with success? No claim about causes: it is what the futures above eight
# billion dollars have in common.

# %%
above = announced.ict_total.sel(year=2029, drop=True) > 8e9
good = announced.isel(future=above.values)
for name in ("retention_pull", "productivity_growth_y", "other_entrants_y"):
    print(f"{name}: {float(announced[name].median()):.3g} in all futures,", end=" ")
    print(f"{float(good[name].median()):.3g} in the {good.sizes['future']} above 8bn")

# %% [markdown]
# What the official series tells, for ArviZ: each run is a chain, each particle a draw. Two small
# runs here; an answer stands on four of 2,048 particles (`baramad plan calibrate`).

# %%
import arviz

from baramad.intake.pack import read_pack
from baramad.plan.calibrate import calibrate
from baramad.plan.calibration import Settings
from baramad.plan.dataset import inference
from baramad.report.observed_exports import observed_exports

observed = observed_exports(read_pack(folder_of("pk")))
calibration = calibrate(plan, observed, Settings(runs=2, particles=300), is_kept=False)
told = inference(calibration)
print(
    dict(told.posterior.sizes), "of", len(told.posterior.data_vars), "numbers that move the series"
)
print(told.observed_data.sizes["print"], "prints of", calibration.observed.series)

# %%
for name in ("retention_pull", "home_delay_months", "centre_worth_ratio"):
    low, high = arviz.hdi(told.posterior[name], hdi_prob=0.8)[name].values
    before = plan.book.assumptions[name]
    print(f"{name}: {before.low} to {before.high} as judged, {low:.1f} to {high:.1f} calibrated")

# %% [markdown]
# Answers on calibrated ranges: the same futures, with `calibration.posterior` among the terms.

# %%
from baramad.plan.terms import Terms

after = futures(plan, scenarios["announced"], count=2_000, results=["ict_total"],
                terms=Terms(posterior=calibration.posterior))  # fmt: skip
bands = (after.ict_total / 1e9).quantile([0.1, 0.5, 0.9], dim="future")
print(bands.round(1).to_pandas().T.loc[2026:2029])
