"""The likelihood is a Student t of the prints: beside one written out, and by its sense."""

from dataclasses import replace
from datetime import date
from math import lgamma, log, pi

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.plan.likelihood import Likelihood
from baramad.plan.noise import FIRMNESS, GRID, SCALE, Noise, averaging
from baramad.plan.observed import Observed, Print

ZERO = Month(2022, 7)


def series(months=60, growth=0.1, spread=0.04, seed=3, **changes):
    """A made-up series that grows by a tenth a year, with a season."""
    rng = np.random.default_rng(seed)
    first = ZERO.plus(-39)
    at = np.arange(months)
    logs = np.log(200) + growth / 12 * (at - 39) + 0.06 * np.sin(2 * np.pi * at / 12)
    values = np.exp(logs + spread * rng.standard_normal(months))
    prints = tuple(Print(first.plus(i), float(value)) for i, value in enumerate(values))
    return Observed("ict_total", first.plus(months - 1).last, prints, **changes)


def levels(growth, months=60, futures=1):
    rows = 200e6 * np.exp(growth / 12 * np.arange(months))
    return np.tile(rows, (futures, 1))


def test_the_likelihood_is_a_student_t_with_the_scale_integrated_out():
    observed = series(42)
    likelihood = Likelihood.of(observed, ZERO)
    level = levels(0.1)
    months, averages = averaging(observed, ZERO)
    mean = np.log(np.where(months < 0, level[0, 0], level[0, months.astype(int).clip(0)]) / 1e6)
    off = np.log([one.value for one in observed.prints]) - mean
    wanted = []
    count = len(off)
    for noise in GRID:
        covariance = averages @ noise.between(months, months, (), ZERO) @ averages.T
        misfit = off @ np.linalg.solve(covariance, off)
        wanted.append(
            lgamma((FIRMNESS + count) / 2)
            - lgamma(FIRMNESS / 2)
            - count / 2 * log(pi * FIRMNESS * SCALE**2)
            - np.linalg.slogdet(covariance)[1] / 2
            - (FIRMNESS + count) / 2 * np.log1p(misfit / FIRMNESS / SCALE**2)
        )
    found = likelihood.by_noise(likelihood.means(level))[0]
    np.testing.assert_allclose(found, wanted, rtol=1e-9)
    mean_of = np.log(np.mean(np.exp(np.array(wanted) - max(wanted)))) + max(wanted)
    assert likelihood(level)[0] == pytest.approx(mean_of, rel=1e-9)


def test_the_growth_that_made_a_series_is_likelier_than_others():
    likelihood = Likelihood.of(series(), ZERO)
    tried = [-0.2, 0.0, 0.1, 0.2, 0.4]
    found = likelihood(np.concatenate([levels(one) for one in tried]))
    assert tried[int(found.argmax())] == pytest.approx(0.1, abs=0.11)
    assert found[0] < found.max() - 2
    assert found[-1] < found.max() - 2


def test_a_sum_of_months_counts_as_their_mean():
    observed = series()
    whole = observed.prints
    summed = Print(whole[50].first, sum(one.value for one in whole[50:53]), 3)
    gap = replace(observed, prints=(*whole[:50], summed, *whole[53:]))
    likelihood = Likelihood.of(gap, ZERO)
    assert likelihood.averages.sum(axis=1) == pytest.approx(1)
    level = levels(0.1)
    at = 1 + 50 - 39
    assert likelihood.means(level)[0, at] == pytest.approx(np.log(level[0, 11:14].mean() / 1e6))


def test_a_step_of_definition_leaves_the_later_months_the_word():
    observed = series(steps=(ZERO.plus(-20),))
    lower = tuple(
        replace(one, value=one.value * 0.7) if one.first < ZERO.plus(-20) else one
        for one in observed.prints
    )
    moved = replace(observed, prints=lower)
    both = np.concatenate([levels(0.1), levels(0.3)])
    better, same = (Likelihood.of(one, ZERO)(both) for one in (observed, moved))
    assert (same - better)[0] == pytest.approx((same - better)[1], abs=1.0)


def test_a_first_print_is_held_less_firmly_than_a_revised_one():
    firm = series()
    last = replace(firm.prints[-1], value=firm.prints[-1].value * 1.2)
    off = replace(firm, prints=(*firm.prints[:-1], last))
    loose = replace(
        off, prints=(*off.prints[:-1], replace(last, is_first_print=True)), revision_sd=0.1
    )
    first, revised = (Likelihood.of(one, ZERO)(levels(0.1))[0] for one in (loose, off))
    assert first > revised


def test_months_ahead_have_the_season_and_widen():
    observed = series(72, spread=0.02)
    likelihood = Likelihood.of(observed, ZERO)
    months = [observed.last.plus(step) for step in range(1, 25)]
    found = likelihood.printed(levels(0.1, 72, 4_000), months, np.random.default_rng(1))
    middle = np.log(np.median(found, axis=0))
    wanted = np.log(200) + 0.1 / 12 * np.arange(33, 57) + 0.06 * np.sin(
        2 * np.pi * np.arange(72, 96) / 12
    )  # fmt: skip
    assert np.abs(middle - wanted).max() < 0.06
    spreads = np.log(found).std(axis=0)
    assert spreads[-1] > spreads[0]


def test_replicas_share_the_seasons_seen():
    likelihood = Likelihood.of(series(84, spread=0.02), ZERO)
    found = likelihood.replicas(levels(0.1, 84, 2_000), np.random.default_rng(1))
    close = np.log(np.median(found, axis=0)) - likelihood.seen
    assert np.abs(close[45:]).max() < 0.1


def test_the_covariance_of_any_months_is_one():
    months = np.arange(-40.0, 60.0)
    for noise in (GRID[0], GRID[-1], Noise(0.9, 1.0)):
        found = noise.between(months, months, (ZERO.plus(-39),), ZERO)
        assert np.linalg.eigvalsh(found).min() > -1e-9
        np.testing.assert_allclose(found, found.T, rtol=1e-12)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0.0, -3.0])
def test_a_print_that_is_no_amount_is_refused_with_its_month(value):
    observed = series()
    bad = replace(observed.prints[5], value=value)
    broken = replace(observed, prints=(*observed.prints[:5], bad, *observed.prints[6:]))
    with pytest.raises(RequestError, match=str(bad.first)):
        Likelihood.of(broken, ZERO)


def test_months_told_twice_out_of_order_or_not_at_all_are_refused():
    observed = series()
    twice = replace(observed, prints=(*observed.prints, observed.prints[-1]))
    none = Observed("ict_total", date(2023, 1, 1), ())
    for one in (twice, none, replace(observed, revision_sd=float("nan"))):
        with pytest.raises(RequestError):
            Likelihood.of(one, ZERO)
