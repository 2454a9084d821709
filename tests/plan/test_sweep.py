"""Sweeps of one lever."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.plan.compare import Wanted
from baramad.plan.ensemble import Plan
from baramad.plan.moves import moved_from
from baramad.plan.problem import outcomes
from baramad.plan.sweep import CHANCES, COARSE, Bench, coarse, positions, step_of
from baramad.policy.lever import Turn
from baramad.policy.scenario import Scenario

SINCE = Month(2026, 7)
RESULTS = ("ict_total", "jobs", "fiscal_cost")
START = Scenario("delivered")


@pytest.fixture(scope="module")
def bench() -> Bench:
    """Bench with few futures."""
    wanted = (Wanted("five", "ict_total", 2029, 5e9),)
    return Bench(Plan.of(folder_of("pk")), RESULTS, wanted, futures=200)


@pytest.mark.parametrize("lever", ["centres_opened_y", "retention_share", "export_tax_rate"])
def test_a_position_of_a_sweep_equals_the_run_of_that_position_alone(
    bench: Bench, lever: str
) -> None:
    every = positions(bench.plan.book.levers[lever])
    chosen = [every[0], every[7], every[-1]]
    for value, found in zip(chosen, bench.sweep(START, lever, SINCE, chosen), strict=True):
        alone = bench.fan(moved_from(bench.plan, START, lever, [Turn(SINCE, value)]))
        assert np.array_equal(found.bands, alone.bands)
        assert found.reached == alone.reached


def test_bands_are_the_quantiles_of_the_futures(bench: Bench) -> None:
    futures = outcomes(bench.problem(START), (0, bench.futures), RESULTS)
    assert np.allclose(bench.fan(START).bands, np.quantile(futures, CHANCES, axis=0), rtol=1e-12)


def test_draws_taken_over_from_another_scenario_change_nothing(bench: Bench) -> None:
    drawn = bench.problem(Scenario("announced"))
    other = Bench(bench.plan, RESULTS, bench.wanted, bench.futures, drawn=drawn)
    assert np.array_equal(other.fan(START).bands, bench.fan(START).bands)


def test_positions_of_every_lever_run_from_its_least_to_its_ceiling(bench: Bench) -> None:
    for lever in bench.plan.book.levers.values():
        every = positions(lever)
        assert (every[0], every[-1]) == (lever.least, lever.ceiling)
        assert {b - a for a, b in pairwise(every)} == {step_of(lever)}
        assert COARSE <= len(every) <= 101
        assert set(coarse(every)) <= set(every)


def test_counted_things_are_moved_by_whole_ones(bench: Bench) -> None:
    levers = bench.plan.book.levers
    assert step_of(levers["zones_open"]) == Decimal(1)
    assert step_of(levers["retention_share"]) == Decimal("0.01")
