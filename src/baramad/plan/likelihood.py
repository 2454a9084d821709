"""How likely the official series is under given levels of the model, and what it would print next.

The likelihood of a sum of months takes the log of a mean for the mean of logs; within a few months
the two differ by a quarter of a per cent, which is far below the noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lgamma, log, pi

import numpy as np

from baramad.measure.period import Month
from baramad.plan.from_law import Floats
from baramad.plan.noise import (
    FIRMNESS,
    GRID,
    SCALE,
    Noise,
    averaging,
    lasting,
    logs,
    revision_variance,
)
from baramad.plan.observed import Observed, checked

_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class _Fit:
    """A point of the grid for one series: the squared misfit is |ahead - back x|^2 + rest."""

    noise: Noise
    root: Floats  # lower Cholesky factor of the covariance of the prints
    ahead: Floats
    back: Floats
    rest: float
    constant: float  # of the log likelihood

    def misfit(self, means: Floats) -> Floats:
        """Squared standard misfit of levels, a row for each future."""
        off = self.ahead - means @ self.back.T
        found: Floats = np.einsum("ij,ij->i", off, off) + self.rest
        return found


@dataclass(frozen=True)
class Likelihood:
    """A series laid out against the months of a plan."""

    observed: Observed
    zero: Month  # the plan's first month
    seen: Floats  # log of each print's mean month
    months: Floats  # that prints are about, counted from `zero`
    averages: Floats  # (print, month)
    design: Floats  # (print, column of `means`)
    fits: tuple[_Fit, ...]

    @staticmethod
    def of(observed: Observed, zero: Month) -> Likelihood:
        """Layout of a series; RequestError for one that is not sound."""
        checked(observed)
        months, averages = averaging(observed, zero)
        seen, design = logs(observed), _design(observed, zero)
        variance = revision_variance(observed)
        fits = []
        for noise in GRID:
            whole = noise.between(months, months, observed.steps, zero)
            covariance = averages @ whole @ averages.T + np.diag(variance)
            fits.append(_fitted(noise, covariance, seen, design))
        return Likelihood(observed, zero, seen, months, averages, design, tuple(fits))

    @property
    def span(self) -> int:
        """Months of the plan that the series is about; one at least."""
        return max(int(self.months[-1]) + 1, 1)

    def means(self, levels: Floats) -> Floats:
        """Log of the model's mean month for each print within the plan, after its first month.

        `levels` are dollars by future and month. Prints from before the plan share the first.
        """
        columns = [levels[:, 0]]
        for one in self.observed.prints:
            start = max(one.first - self.zero, 0)
            stop = one.last - self.zero + 1
            if stop > 0:
                columns.append(levels[:, start:stop].mean(axis=1))
        return np.log(np.column_stack(columns) / _MILLION)

    def __call__(self, levels: Floats) -> Floats:
        """Log likelihood of each future's levels."""
        return _log_mean(self.by_noise(self.means(levels)))

    def by_noise(self, means: Floats) -> Floats:
        """Log likelihood by future and point of the grid, the scale integrated out."""
        backs, aheads, rests, constants = self._stacked
        off = (aheads - means @ backs).reshape(len(means), len(self.fits), -1)
        misfit = np.einsum("ijk,ijk->ij", off, off) + rests
        count = FIRMNESS + len(self.seen)
        found: Floats = constants - count / 2 * np.log1p(misfit / (FIRMNESS * SCALE**2))
        return found

    @cached_property
    def _stacked(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The whole grid side by side, so that one product of matrices serves all of it."""
        return (
            np.concatenate([one.back for one in self.fits]).T.copy(),
            np.concatenate([one.ahead for one in self.fits]),
            np.array([one.rest for one in self.fits]),
            np.array([one.constant for one in self.fits]),
        )

    def printed(self, levels: Floats, months: Sequence[Month], rng: np.random.Generator) -> Floats:
        """Prints of months that each future would see after the series, USD m.

        They share with what was seen the seasons, what persists and what the model has missed.
        """
        means = self.means(levels)
        chosen = _chosen(self.by_noise(means), rng)
        at = np.array([one - self.zero for one in months], dtype=np.float64)
        inside = np.clip(at.astype(int), 0, levels.shape[1] - 1)
        found = np.log(levels[:, inside] / _MILLION)
        for index, fit in enumerate(self.fits):
            rows = np.flatnonzero(chosen == index)
            if rows.size:
                found[rows] += self._ahead(fit, means[rows], at, rng)
        return np.exp(found)

    def _ahead(self, fit: _Fit, means: Floats, at: Floats, rng: np.random.Generator) -> Floats:
        """Residuals of months to come, given those of the months seen."""
        steps = self.observed.steps
        cross = fit.noise.between(at, self.months, steps, self.zero) @ self.averages.T
        gain = np.linalg.solve(fit.root, cross.T)
        left = fit.noise.between(at, at, steps, self.zero) - gain.T @ gain
        root = np.linalg.cholesky(left + 1e-9 * np.eye(len(at)))
        off = np.linalg.solve(fit.root, (self.seen - means @ self.design.T).T)
        luck = rng.standard_normal((len(means), len(at))) @ root.T
        ahead: Floats = (gain.T @ off).T + self._scale(fit, means, rng)[:, None] * luck
        return ahead

    def replicas(self, levels: Floats, rng: np.random.Generator) -> Floats:
        """Series that each future might have shown instead, USD m in a print's mean month.

        Seasons and breaks are those of the series seen; luck is drawn anew.
        """
        means = self.means(levels)
        chosen = _chosen(self.by_noise(means), rng)
        shared = lasting(self.months, self.months, self.observed.steps, self.zero)
        shared = self.averages @ shared @ self.averages.T
        found = means @ self.design.T
        for index, fit in enumerate(self.fits):
            rows = np.flatnonzero(chosen == index)
            off = np.linalg.solve(fit.root, (self.seen - found[rows]).T)
            gain = np.linalg.solve(fit.root, shared)
            left = shared - gain.T @ gain
            parts = [_root(left), _root(fit.root @ fit.root.T - shared)]
            scale = self._scale(fit, means[rows], rng)[:, None]
            luck = sum(rng.standard_normal((len(rows), len(one))) @ one.T for one in parts)
            found[rows] += (gain.T @ off).T + scale * luck
        return np.exp(found)

    def _scale(self, fit: _Fit, means: Floats, rng: np.random.Generator) -> Floats:
        """Size of a residual, drawn as the misfit has it."""
        rate = (FIRMNESS * SCALE**2 + fit.misfit(means)) / 2
        return np.sqrt(rate / rng.gamma((FIRMNESS + len(self.seen)) / 2, size=len(means)))

    def innovations(self, levels: Floats) -> Floats:
        """Standard surprises of the prints in turn, by future, at each future's likeliest noise."""
        means = self.means(levels)
        best = self.by_noise(means).argmax(axis=1)
        found = np.empty((len(means), len(self.seen)))
        for index, fit in enumerate(self.fits):
            rows = np.flatnonzero(best == index)
            off = (self.seen - means[rows] @ self.design.T).T
            scale = np.sqrt(
                (FIRMNESS * SCALE**2 + fit.misfit(means[rows])) / (FIRMNESS + len(self.seen))
            )
            found[rows] = np.linalg.solve(fit.root, off).T / scale[:, None]
        return found


def _design(observed: Observed, zero: Month) -> Floats:
    """Which column of the means each print looks to: the first before the plan, then its own."""
    inside = [one.last >= zero for one in observed.prints]
    design = np.zeros((len(inside), 1 + sum(inside)))
    column = 0
    for row, is_inside in enumerate(inside):
        column += is_inside
        design[row, column if is_inside else 0] = 1
    return design


def _fitted(noise: Noise, covariance: Floats, seen: Floats, design: Floats) -> _Fit:
    root = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
    white, back = np.linalg.solve(root, seen), np.linalg.solve(root, design)
    turn, triangle = (np.asarray(one, dtype=np.float64) for one in np.linalg.qr(back))
    ahead = turn.T @ white
    rest = float(white @ white - ahead @ ahead)
    count = len(seen)
    constant = (
        lgamma((FIRMNESS + count) / 2)
        - lgamma(FIRMNESS / 2)
        - count / 2 * log(pi * FIRMNESS * SCALE**2)
        - float(np.log(np.diag(root)).sum())
    )
    return _Fit(noise, root, ahead, triangle, max(rest, 0.0), constant)


def _root(covariance: Floats) -> Floats:
    """Root of a covariance that may lack some directions."""
    widths, ways = np.linalg.eigh(covariance)
    found: Floats = ways * np.sqrt(np.maximum(widths, 0))
    return found


def _log_mean(logs_of: Floats) -> Floats:
    top = logs_of.max(axis=1)
    found: Floats = top + np.log(np.exp(logs_of - top[:, None]).mean(axis=1))
    return found


def _chosen(by_noise: Floats, rng: np.random.Generator) -> Floats:
    """A point of the grid for each future, by its weight."""
    weights = np.exp(by_noise - by_noise.max(axis=1)[:, None])
    upto = np.cumsum(weights, axis=1) / weights.sum(axis=1)[:, None]
    chosen: Floats = (rng.random(len(by_noise))[:, None] > upto[:, :-1]).sum(axis=1)
    return chosen
