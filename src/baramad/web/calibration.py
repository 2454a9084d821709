"""Calibration: what the official series tells of the ranges, and how good the model has been."""

from __future__ import annotations

from dataclasses import dataclass

from baramad.plan.backtest import Backtest
from baramad.plan.calibration import Calibration
from baramad.plan.checks import Check
from baramad.plan.ensemble import Plan
from baramad.report import plan_fit, plan_record_tables, plan_record_told
from baramad.report.document import Block, Heading, Note
from baramad.report.plan_posterior import calibration_at_hand
from baramad.report.plan_record import backtest_at_hand, checked
from baramad.web.page import Page, Recipe
from baramad.web.planned import Code, finished, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")


@dataclass(frozen=True)
class _Known:
    """What was worked out of the record before; None where it was not."""

    calibration: Calibration | None
    checks: tuple[Check, ...]
    backtest: Backtest | None


def calibration(visit: Visited, s: Code = "") -> Recipe:
    """Ranges before and after the data, the fit, the record."""
    return planned(
        "/plan/calibration", ("plan-calibration", s), visit, "", lambda: _calibration(visit, s),
        lane="heavy",
    )  # fmt: skip


def _calibration(visit: Visit, text: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario, book = studio.scenario(text), studio.plan.book
    known = _known(studio)
    found = known.calibration
    if found:
        answer = plan_record_told.calibrated(found, book, words)
        blocks = [*_learnt(found, known, studio, visit), *_record(known, visit)]
    else:
        answer = [words.say("The model has not been calibrated to what was known on that day.")]
        blocks = [plan_fit.every_assumption(None, book, words)]
    page = Page(
        path="/plan/calibration",
        title=words.say("Calibration: what the record tells, and what it cannot"),
        answer=answer,
        blocks=blocks,
        command="\n".join(
            (
                visit.command("plan", "calibrate", "--checks"),
                visit.command("plan", "backtest", on_day=""),
            )
        ),
        template="plan_calibration.html",
        more={"is_made": found is not None and known.backtest is not None},
    )
    return finished(page, studio, scenario, visit, "")


def _known(studio: Studio) -> _Known:
    """What is at hand, looked for as long as something is lacking."""
    if not studio.findings.headline.months():
        return _Known(None, (), None)
    strategy = studio.findings.strategy
    plan = Plan.of(strategy.folder)

    def made() -> _Known:
        found = calibration_at_hand(strategy, plan)
        return _Known(
            found,
            checked(strategy, plan, found) if found else (),
            backtest_at_hand(strategy, plan),
        )

    key = ("calibration",)
    known = studio.answer(key, made)
    if known.calibration is None or known.backtest is None:
        studio.forget(key)
    return known


def _learnt(found: Calibration, known: _Known, studio: Studio, visit: Visit) -> list[Block]:
    words, book, strategy = visit.words, studio.plan.book, studio.findings.strategy
    plan = Plan.of(strategy.folder)
    fit = studio.answer(
        ("fit", words.code, found.digest), lambda: plan_fit.fit(strategy, plan, found, words)
    )
    return [
        fit,
        plan_fit.learnt_figure(found, book, words),
        plan_fit.every_assumption(found, book, words),
        plan_record_tables.looked_at(known.checks, words),
    ]


def _record(known: _Known, visit: Visit) -> list[Block]:
    """How good the model's forecasts would have been."""
    words = visit.words
    heading = Heading(2, words.say("The model's record"), "record")
    if known.backtest is None:
        return [heading, Note("info", words.say("The backtest has not been made yet."))]
    told = plan_record_told.judged(known.backtest, words)
    return [
        heading,
        Note("info", " ".join(told)),
        plan_record_tables.judged(known.backtest, words),
        plan_record_tables.scores(known.backtest, words),
    ]


PAGES.add(
    "/plan/calibration", calibration, "Every assumption before and after the series; the record"
)
