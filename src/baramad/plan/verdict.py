"""The verdict of a backtest: scores by horizon, and whose forecast may be the headline.

The model's own forecast is shown as long as no rival and no mixture scores better; elsewhere that
which scores best is. How far the difference could be luck is told by drawing
the origins again in blocks as long as the horizon, since origins that overlap err alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from baramad.plan.backtest import LEVELS, MIXTURE, MODEL, Backtest, Past
from baramad.plan.from_law import Floats

_DRAWN_AGAIN = 4_000
_EVERY = 3
_YEAR = 12
_LEAST_BLOCKS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A method's record at a horizon."""

    horizon: str
    method: str
    cases: int
    crps: float
    mase: float | None  # None for totals
    held: tuple[float, ...]  # share of cases that each of `LEVELS` held


@dataclass(frozen=True, slots=True)
class Verdict:
    """The model against its best rival at a horizon."""

    horizon: str
    cases: int
    model: float  # CRPS
    rival: str
    best: float
    mixture: float
    interval: tuple[float, float] | None  # of model less rival, nine tenths; None if too few
    nearer: tuple[str, ...] = ()  # rivals whose median came nearer, by MASE

    @property
    def is_won(self) -> bool:
        """Whether the model's score is no worse than the best rival's."""
        return self.model <= self.best

    @property
    def headline(self) -> str:
        """Whose forecast is shown: of the model, its best rival and the mixture, the best."""
        scores = {MODEL: self.model, MIXTURE: self.mixture, self.rival: self.best}
        return min(scores, key=lambda name: scores[name])


def table(found: Backtest) -> tuple[Row, ...]:
    """Records of all methods at all horizons that have any case."""
    return tuple(
        _row(horizon, method, own)
        for horizon in found.horizons
        for method in found.methods
        if (own := found.of(method, horizon))
    )


def _row(horizon: str, method: str, own: Sequence[Past]) -> Row:
    held = np.array([one.held for one in own])
    scaled = [one.scaled for one in own if one.scaled is not None]
    return Row(
        horizon,
        method,
        len(own),
        float(np.mean([one.crps for one in own if one.crps is not None])),
        float(np.mean(scaled)) if scaled else None,
        tuple(float(held[:, at].mean()) for at in range(len(LEVELS))),
    )


def verdicts(found: Backtest, seed: int = 0) -> tuple[Verdict, ...]:
    """Verdict at each horizon."""
    rows = table(found)
    return tuple(
        _verdict(found, [one for one in rows if one.horizon == horizon], seed)
        for horizon in dict.fromkeys(one.horizon for one in rows)
    )


def _verdict(found: Backtest, rows: Sequence[Row], seed: int) -> Verdict:
    by_method = {one.method: one for one in rows}
    rivals = [one for one in rows if one.method not in {MODEL, MIXTURE}]
    best = min(rivals, key=lambda one: one.crps)
    ours, theirs = (found.of(name, best.horizon) for name in (MODEL, best.method))
    off = np.array([(a.crps or 0) - (b.crps or 0) for a, b in zip(ours, theirs, strict=True)])
    return Verdict(
        best.horizon,
        best.cases,
        by_method[MODEL].crps,
        best.method,
        best.crps,
        by_method[MIXTURE].crps,
        _interval(off, _reach(best.horizon), seed),
        tuple(one.method for one in rivals if _is_nearer(one, by_method[MODEL])),
    )


def _is_nearer(rival: Row, model: Row) -> bool:
    return rival.mase is not None and model.mase is not None and rival.mase < model.mase


def shown(found: Backtest) -> tuple[Past, ...]:
    """Forecasts from the newest month, each by the method that has scored best at its horizon."""
    by = {one.horizon: one.headline for one in verdicts(found)}
    return tuple(one for one in found.open if by.get(one.horizon) == one.method)


def _reach(horizon: str) -> int:
    """Origins over which errors of a horizon overlap."""
    words = horizon.split()
    months = int(words[0]) if words[0].isdigit() else _YEAR * len(words)
    return -(-months // _EVERY)


def _interval(off: Floats, length: int, seed: int) -> tuple[float, float] | None:
    """Nine tenths of the mean difference when blocks of origins are drawn again."""
    if len(off) < _LEAST_BLOCKS * length:
        return None
    rng = np.random.default_rng(seed)
    starts = rng.integers(len(off), size=(_DRAWN_AGAIN, -(-len(off) // length)))
    at = (starts[:, :, None] + np.arange(length)) % len(off)
    means = off[at.reshape(_DRAWN_AGAIN, -1)[:, : len(off)]].mean(axis=1)
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)
