"""The sampler finds posteriors that are known, and says the same again."""

import numpy as np
import pytest

from baramad.plan.sampler import sample


def gaussian(z):
    """Two dimensions seen with an error of a fifth at 1 and -2; the others are not seen."""
    return -(((z[:, 0] - 1) / 0.2) ** 2 + ((z[:, 1] + 2) / 0.2) ** 2) / 2


@pytest.mark.parametrize("dimensions", [2, 40])
def test_a_gaussian_is_found_with_its_evidence(dimensions):
    cloud = sample(gaussian, dimensions, 2_000, 1)
    gain = 1 / (1 + 0.2**2)
    assert cloud.scores[:, 0].mean() == pytest.approx(gain, abs=0.03)
    assert cloud.scores[:, 1].mean() == pytest.approx(-2 * gain, abs=0.03)
    assert cloud.scores[:, :2].std(axis=0) == pytest.approx(0.2 * gain**0.5, rel=0.12)
    wanted = np.log(0.2**2 * gain) - (1 + 4) / 2 / (1 + 0.2**2)
    assert cloud.evidence == pytest.approx(wanted, abs=0.25)


def test_what_is_not_seen_keeps_its_spread():
    cloud = sample(gaussian, 40, 2_000, 2)
    assert cloud.scores[:, 2:].std(axis=0).mean() == pytest.approx(1, abs=0.02)
    assert np.abs(cloud.scores[:, 2:].mean(axis=0)).max() < 0.15


def test_a_curved_ridge_is_found():
    cloud = sample(lambda z: -((z[:, 0] * z[:, 1] - 1) ** 2) / 2 / 0.1**2, 2, 4_000, 3)
    product = cloud.scores.prod(axis=1)
    assert product.mean() == pytest.approx(1, abs=0.02)
    assert (cloud.scores[:, 0] > 0).mean() == pytest.approx(0.5, abs=0.1)


def test_without_data_nothing_is_learnt_in_one_step():
    cloud = sample(lambda z: np.zeros(len(z)), 5, 1_000, 4)
    assert cloud.powers == (0.0, 1.0)
    assert cloud.evidence == pytest.approx(0)


def test_the_same_seed_gives_the_same_particles_and_progress_ends_at_one():
    told = []
    one = sample(gaussian, 3, 300, 5, told.append)
    assert (one.scores == sample(gaussian, 3, 300, 5).scores).all()
    assert not (one.scores == sample(gaussian, 3, 300, 6).scores).any()
    assert told[-1] == 1
    assert told == sorted(told)
