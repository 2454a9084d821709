"""Calibration: what the official series leaves of the ranges, by several runs that must agree.

The plan's first years are run as levers and law were delivered, so that past months inform the
assumptions. Only assumptions that move those months are sampled; the series knows nothing of the
rest, which keep their ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from baramad.plan.calibration import Calibration, Settings
from baramad.plan.ensemble import Plan
from baramad.plan.from_law import Floats
from baramad.plan.history import past
from baramad.plan.kept import Digest, digest_of, found_in, keep
from baramad.plan.likelihood import Likelihood
from baramad.plan.matrices import on_one_processor
from baramad.plan.observed import Observed
from baramad.plan.problem import AUTO, engine_for
from baramad.plan.sampler import Cloud, sample
from baramad.plan.scores import Scores, names_of
from baramad.plan.side_by_side import Progress as Progress  # noqa: PLC0414 - offered to callers
from baramad.plan.side_by_side import Told, side_by_side
from baramad.policy.scenario import Range

_STEPS = 100  # of progress, to a run
_MANY = 1_000_000  # futures: as many model runs as a calibration takes, so the fast engine pays


@dataclass(frozen=True)
class Setup:
    """Everything that a calibration samples from, before it does."""

    plan: Plan
    likelihood: Likelihood
    scores: Scores
    settings: Settings

    @staticmethod
    def of(
        plan: Plan,
        observed: Observed,
        settings: Settings | None = None,
        *,
        months: int = 0,
        ranges: dict[str, Range] | None = None,
        engine: str = AUTO,
    ) -> Setup:
        """Setup for a series, over so many months of the plan or as many as the series has.

        RequestError for a series that is not sound.
        """
        settings = settings or Settings()
        likelihood = Likelihood.of(observed, plan.book.first)
        problem = past(
            plan,
            observed.as_of,
            max(months, likelihood.span),
            engine=engine_for(engine, _MANY),
            seed=settings.seed,
            ranges=ranges,
        )
        return Setup(plan, likelihood, Scores.of(problem), settings)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Assumptions that move the series, which are the ones sampled."""
        return self.scores.moving(self.series, self.likelihood.span, self.settings.seed)

    @property
    def series(self) -> str:
        """The model's result that is observed."""
        return self.likelihood.observed.series

    def levels(self, z: Floats) -> Floats:
        """Months' levels by row of scores of the sampled assumptions."""
        return self.scores.levels(self.rows, z, self.series)

    def score(self, z: Floats) -> Floats:
        """Log likelihood by row of scores."""
        return self.likelihood(self.levels(z))

    def cloud(self, run: int, progress: Callable[[float], None] | None = None) -> Cloud:
        """Particles of one run."""
        seed = self.settings.seed + run
        return sample(self.score, len(self.rows), self.settings.particles, seed, progress)

    def complete(self, z: Floats, rng: np.random.Generator, names: Sequence[str] = ()) -> Floats:
        """Levels with the assumptions that the series does not inform drawn from their ranges.

        `names` are those of a calibration over fewer months, which need not be all that move here.
        """
        known = self.scores.problem.draws.names
        every = np.arange(len(known))
        whole = rng.standard_normal((len(z), len(every)))
        whole[:, [known.index(one) for one in names] if names else self.rows] = z
        return self.scores.levels(every, whole, self.series)


@on_one_processor()
def calibrate(
    plan: Plan,
    observed: Observed,
    settings: Settings | None = None,
    *,
    is_kept: bool = True,
    progress: Progress | None = None,
) -> Calibration:
    """Calibration of a plan to a series; the kept one of the same model, pack and data if any.

    Interrupted, nothing is kept. RequestError for a series that is not sound.
    """
    setup = Setup.of(plan, observed, settings)
    digest = digest_of(setup.scores.problem, observed, setup.settings)
    if is_kept and (kept := found_in(digest, setup.settings)):
        return _made(setup, digest, kept)
    begin = perf_counter()
    clouds = _clouds(setup, progress)
    runs = np.array([one.scores for one in clouds])
    powers = max((one.powers for one in clouds), key=len)
    evaluations = sum(one.evaluations for one in clouds)
    parts = {
        "rows": setup.rows,
        "scores": runs,
        "powers": np.array(powers),
        "evidences": np.array([one.evidence for one in clouds]),
        "cost": np.array([evaluations, perf_counter() - begin]),
    }
    if is_kept:
        keep(digest, parts)
    return _made(setup, digest, parts)


def _clouds(setup: Setup, progress: Progress | None) -> list[Cloud]:
    _ = setup.rows  # worked out before threads would do it twice

    def cloud(run: int, told: Told) -> Cloud:
        return setup.cloud(run, lambda power: told(round(power * _STEPS)))

    tasks = [partial(cloud, run) for run in range(setup.settings.runs)]
    return side_by_side(tasks, _STEPS, progress)


def _made(setup: Setup, digest: Digest, parts: dict[str, Floats]) -> Calibration:
    scores = parts["scores"]
    rows = parts["rows"].astype(np.int64)
    flat = scores.reshape(-1, scores.shape[2])
    observed = setup.likelihood.observed
    return Calibration(
        observed=observed,
        settings=setup.settings,
        digest=digest.whole,
        names=names_of(setup.scores.problem, rows),
        scores=scores,
        values=setup.scores.values(rows, flat).T.copy(),
        before=_before(setup.scores, rows),
        powers=tuple(parts["powers"].tolist()),
        evidences=tuple(parts["evidences"].tolist()),
        evaluations=int(parts["cost"][0]),
        seconds=float(parts["cost"][1]),
    )


def _before(scores: Scores, rows: NDArray[np.int64]) -> Floats:
    """Values of the ranges at one, five and nine of ten, by assumption."""
    tenths = np.array([-1.2815515655446004, 0.0, 1.2815515655446004])
    return scores.values(rows, np.tile(tenths[:, None], (1, len(rows))))
