"""Calibration beside plain importance sampling, and what the whole record costs, in one run.

    python benchmarks/calibrate.py               seconds, effective draws, agreement of means
    python benchmarks/calibrate.py --worlds 200  also recovery of known assumptions in 200 worlds

Importance sampling draws from the ranges and weighs by the likelihood: it needs no tuning, and is
the check on the sampler. Its effective draws melt away as more months inform.
"""

import argparse
import time

import numpy as np

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.plan.backtest import backtest
from baramad.plan.calibrate import Setup, calibrate
from baramad.plan.calibration import Settings
from baramad.plan.ensemble import Plan
from baramad.plan.recovery import LEVELS, recover
from baramad.report.observed_exports import observed_exports
from baramad.report.plan_rivals import rivals
from baramad.track.scores import seasonal_scale

DRAWS = 100_000


def timed(name, work):
    begin = time.perf_counter()
    found = work()
    print(f"{name}: {time.perf_counter() - begin:.1f} s")
    return found


def importance(setup):
    """Means, spreads and effective draws by weighing draws from the ranges."""
    z = np.random.default_rng(9).standard_normal((DRAWS, len(setup.rows)))
    logs = np.concatenate([setup.score(z[at : at + 2_000]) for at in range(0, DRAWS, 2_000)])
    weights = np.exp(logs - logs.max())
    evidence = logs.max() + np.log(weights.mean())
    weights /= weights.sum()
    mean = weights @ z
    return mean, weights @ (z - mean) ** 2, 1 / (weights**2).sum(), evidence


def compared(setup, found):
    mean, variance, effective, evidence = timed(
        f"importance sampling, {DRAWS:,} draws", lambda: importance(setup)
    )
    flat = found.scores.reshape(-1, len(found.names))
    print(f"  effective draws {effective:,.0f}, log evidence {evidence:.2f}")
    print(f"  sampler: effective {found.effective:,.0f}, log evidence "
          f"{np.round(found.evidences, 2).tolist()}, worst agreement {found.agreement:.4f}, "
          f"{found.evaluations:,} likelihoods in {found.seconds:.1f} s")  # fmt: skip
    off = np.abs(flat.mean(axis=0) - mean)
    print(f"  means differ by {off.mean():.3f} spreads of the range, at most {off.max():.3f}")
    print(f"  mean variance gone: {1 - flat.var(axis=0).mean():.3f} and {1 - variance.mean():.3f}")


def recovered(plan, observed, worlds):
    setup = Setup.of(plan, observed, Settings(1, 512, 5))
    found = timed(f"recovery in {worlds} worlds", lambda: recover(setup, worlds, seed=11))
    for level in LEVELS:
        held = found.held(level)
        print(f"  {level}% bands held {held.mean():.1%} over all assumptions, "
              f"{held[-1]:.1%} of the level")  # fmt: skip
    print(f"  ranks: chi square {found.unevenness().mean():.2f} on average, 9 expected")
    order = np.argsort(-found.recovered())[:5]
    told = ", ".join(f"{found.names[at]} {found.recovered()[at]:.2f}" for at in order)
    print(f"  truth and mean correlate: {told}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=0)
    worlds = parser.parse_args().worlds
    strategy = read_pack(folder_of("pk"))
    plan, observed = Plan.of(strategy.folder), observed_exports(strategy)
    calibrate(plan, observed, Settings(1, 100), is_kept=False)  # compiles
    found = timed("calibration", lambda: calibrate(plan, observed, is_kept=False))
    compared(Setup.of(plan, observed), found)
    timed("backtest", lambda: backtest(plan, observed, rivals(), seasonal_scale))
    if worlds:
        recovered(plan, observed, worlds)


if __name__ == "__main__":
    main()
