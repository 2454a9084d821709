"""A posterior is drawn to a forecast's spread, or refused where it cannot reach it."""

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.plan.anchor import anchored
from baramad.plan.posterior import Posterior


@pytest.fixture
def drawn():
    return np.random.default_rng(1).normal(10, 2, 8_000)


def test_totals_are_spread_as_the_forecast_has_them(drawn):
    posterior = Posterior(("growth",), drawn[:, None])
    wanted = np.random.default_rng(2).normal(11, 1, 1_000)
    found = anchored(posterior, drawn, wanted).particles[:, 0]
    chances = [0.1, 0.25, 0.5, 0.75, 0.9]
    np.testing.assert_allclose(np.quantile(found, chances), np.quantile(wanted, chances), atol=0.1)


def test_a_forecast_out_of_reach_is_refused(drawn):
    posterior = Posterior(("growth",), drawn[:, None])
    with pytest.raises(RequestError, match="particles reach"):
        anchored(posterior, drawn, np.random.default_rng(2).normal(40, 1, 1_000))
