"""What a calibration is kept under: all that decides its numbers, and no prose."""

import re
from dataclasses import replace
from decimal import Decimal
from inspect import getsource

import pytest

from baramad.measure.period import Month
from baramad.plan import kept, sampler
from baramad.plan.calibrate import Setup
from baramad.plan.calibration import Settings
from baramad.plan.ensemble import Plan
from baramad.plan.equation import equation
from baramad.plan.equations import market
from baramad.plan.meaning import meaning
from baramad.plan.model import Model, model
from baramad.plan.paths import Planner
from baramad.policy.lever import Turn
from baramad.report.observed_exports import observed_exports

FEW = Settings(runs=1, particles=100)


@pytest.fixture(scope="module")
def observed(pakistan):
    return observed_exports(pakistan)


@pytest.fixture(scope="module")
def usual(plan, observed):
    return digest(plan, observed)


def digest(plan, observed, settings=FEW):
    setup = Setup.of(plan, observed, settings)
    return kept.digest_of(setup.scores.problem, observed, settings)


def with_book(plan, **parts):
    planner = plan.planner
    return Plan(Planner(planner.model, replace(plan.book, **parts), planner.law))


def assumed(plan, name, **parts):
    """The plan with one assumption written otherwise."""
    every = plan.book.assumptions
    return with_book(plan, assumptions={**every, name: replace(every[name], **parts)})


@pytest.mark.parametrize("page", [market, sampler], ids=["equations", "sampler"])
def test_a_comment_or_a_docstring_edited_means_the_same(page):
    text = getsource(page)
    commented = text.replace("\n\n\n", "\n# A new remark.\n\n\n")
    told = re.sub(r'"""(?=[A-Z])', '"""More is told here. ', text)
    assert commented != text != told
    assert meaning(text) == meaning(commented) == meaning(told)


def test_an_equation_or_a_step_of_the_sampler_edited_means_something_else():
    for page, old, new in (
        (market, "demand_west * (", "demand_west * 2 * ("),
        (sampler, "_WANTED = 0.3", "_WANTED = 0.4"),
    ):
        text = getsource(page)
        assert old in text
        assert meaning(text.replace(old, new)) != meaning(text)


def test_prose_of_the_pack_keeps_the_digest(plan, observed, usual):
    for parts in (
        {"note": {"en": "Mended."}},
        {"title": {"en": "Mended"}},
        {"settled_by": {"en": "It."}},
    ):
        assert digest(assumed(plan, "employable_share", **parts), observed) == usual


def test_a_range_edited_changes_the_digest(plan, observed, usual):
    low = plan.book.assumptions["employable_share"].low
    other = digest(assumed(plan, "employable_share", low=low * Decimal("0.9")), observed)
    assert other.pack != usual.pack
    assert other.model == usual.model


def test_a_lever_edited_within_the_past_changes_the_digest_and_one_ahead_does_not(
    plan, observed, usual
):
    levers = plan.book.levers
    zones = levers["zones_open"]
    for since, is_same in ((Month(2024, 1), False), (Month(2030, 1), True)):
        turns = sorted([*zones.delivered, Turn(since, Decimal(5))])
        other = with_book(
            plan, levers={**levers, "zones_open": replace(zones, delivered=tuple(turns))}
        )
        assert (digest(other, observed) == usual) is is_same


def test_an_equation_edited_changes_the_digest_and_its_docstring_does_not(
    plan, observed, usual, monkeypatch
):
    def written(function):
        one = function.__baramad_equation__
        old = model().equations[one.name]
        return Model(tuple(one if each is old else each for each in model().everything))

    @equation("1")
    def demand_index(demand_west, demand_gulf, demand_uk, demand_other):
        """Told anew."""
        return demand_west + demand_gulf + demand_uk + demand_other

    monkeypatch.setattr(kept, "model", lambda: written(demand_index))
    assert digest(plan, observed) == usual

    def edited(demand_west, demand_gulf, demand_uk, demand_other):
        return demand_west + demand_gulf + demand_uk - demand_other

    edited.__name__ = "demand_index"
    monkeypatch.setattr(kept, "model", lambda: written(equation("1")(edited)))
    assert digest(plan, observed).model != usual.model


def test_another_version_of_a_numeric_library_changes_the_digest(
    plan, observed, usual, monkeypatch
):
    monkeypatch.setattr(kept, "libraries", lambda: "numpy 9.9.9")
    assert digest(plan, observed).model != usual.model
