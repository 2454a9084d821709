"""Work side by side: the numbers of work in a row, and an end when one part fails."""

from dataclasses import replace
from functools import partial
from threading import Event, active_count

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from baramad.plan import calibrate as calibrating
from baramad.plan.calibrate import Setup, calibrate
from baramad.plan.calibration import Settings
from baramad.plan.matrices import on_one_processor
from baramad.plan.side_by_side import side_by_side
from baramad.report.observed_exports import observed_exports

FEW = Settings(runs=3, particles=200, seed=5)


def blas():
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


def test_results_come_in_the_order_of_the_tasks_and_steps_add_up():
    first_may_end = Event()

    def task(at, told):
        if at:
            first_may_end.set()
        else:
            assert first_may_end.wait(10)  # so the first task ends last
        told(1)
        return at

    steps = []
    found = side_by_side(
        [partial(task, at) for at in range(2)], 1, lambda *one: steps.append(one), 2
    )
    assert found == [0, 1]
    assert sorted(steps) == [(1, 2), (2, 2)]


def test_when_one_fails_no_other_is_begun_and_those_that_run_stop():
    begun = []

    def task(at, told):
        begun.append(at)
        if at == 0:
            raise ValueError("the first")
        for step in range(1_000_000):
            told(step)
        return at

    before = active_count()
    with pytest.raises(ValueError, match="the first"):
        side_by_side([partial(task, at) for at in range(50)], 1_000_000, None, 2)
    assert len(begun) < 50
    assert active_count() == before


def test_runs_side_by_side_have_the_bits_of_runs_in_a_row(plan, pakistan, monkeypatch):
    observed = observed_exports(pakistan)
    together = calibrate(plan, observed, FEW, is_kept=False)
    monkeypatch.setattr(calibrating, "side_by_side", partial(side_by_side, workers=1))
    in_a_row = calibrate(plan, observed, FEW, is_kept=False)
    np.testing.assert_array_equal(together.scores, in_a_row.scores)


def test_what_moves_the_series_is_found_at_once_as_one_by_one(plan, pakistan):
    """A hundred assumptions in one run of the model, and each by itself."""
    setup = Setup.of(plan, observed_exports(pakistan), replace(FEW, runs=1))
    scores, months, seed = setup.scores, setup.likelihood.span, FEW.seed
    every = np.arange(len(scores.problem.draws.names))
    base = np.random.default_rng(seed).standard_normal((8, len(every)))
    base[0] = 0
    before = np.log(scores.levels(every, base, setup.series)[:, :months])
    moving = []
    for row in every:
        shifted = base.copy()
        shifted[:, row] += 1
        after = np.log(scores.levels(every, shifted, setup.series)[:, :months])
        if np.abs(after - before).max() > 2e-4:
            moving.append(row)
    assert setup.rows.tolist() == moving


def test_matrices_are_multiplied_on_one_processor_until_the_last_one_leaves():
    usual = blas()
    with on_one_processor():
        with on_one_processor():
            assert blas() == {1}
        assert blas() == {1}
    assert blas() == usual
