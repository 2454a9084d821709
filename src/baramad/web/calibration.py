"""Calibration: what the official series tells of the ranges, and how good the model has been."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import takewhile
from pathlib import Path as File

from baramad.plan.backtest import Backtest
from baramad.plan.cache import cache_folders
from baramad.plan.calibration import Calibration
from baramad.plan.checks import Check
from baramad.plan.ensemble import Plan
from baramad.report import plan_fit, plan_record_tables, plan_record_told
from baramad.report.document import Block, Heading, Note, Paragraph
from baramad.report.plan_blocks import keep, program, read_blocks
from baramad.report.plan_record import backtest_at_hand, calibration_at_hand, checked
from baramad.web.page import HEAVY, Page, Recipe
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
        lane=HEAVY,
    )  # fmt: skip


def _calibration(visit: Visit, text: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    told = _kept(studio, visit) or _told(studio, visit)
    lead = [*takewhile(lambda one: isinstance(one, Paragraph), told.blocks)]
    page = Page(
        path="/plan/calibration",
        title=words.say("Calibration: what the record tells, and what it cannot"),
        answer=[one.text for one in lead if isinstance(one, Paragraph)],
        blocks=told.blocks[len(lead) :],
        command="\n".join(
            (
                visit.command("plan", "calibrate", "--checks"),
                visit.command("plan", "backtest"),
            )
        ),
        template="plan_calibration.html",
        more={"is_made": told.is_whole},
    )
    return finished(page, studio, scenario, visit, "")


@dataclass(frozen=True)
class _Told:
    """What the page says: sentences first, then tables and pictures."""

    blocks: list[Block]
    is_whole: bool  # calibration and backtest were both there


def _kept(studio: Studio, visit: Visit) -> _Told | None:
    """What was told before by the same program of the same evidence."""
    for path in _places(studio, visit):
        if path.is_file() and (blocks := read_blocks(path)) is not None:
            return _Told(blocks, is_whole=True)
    return None


def _told(studio: Studio, visit: Visit) -> _Told:
    """What can be told, kept once it is whole: it takes seconds and never changes."""
    words, book = visit.words, studio.plan.book
    known = _known(studio)
    found = known.calibration
    if found is None:
        lacking = words.say("The model has not been calibrated to what was known on that day.")
        return _Told(
            [Paragraph(lacking), plan_fit.every_assumption(None, book, words)], is_whole=False
        )
    told = _Told(
        [
            *(Paragraph(one) for one in plan_record_told.calibrated(found, book, words)),
            *_learnt(found, known, studio, visit),
            *_record(known, visit),
        ],
        is_whole=known.backtest is not None,
    )
    if told.is_whole:
        any(keep(path, told.blocks) for path in _places(studio, visit))
    return told


def _places(studio: Studio, visit: Visit) -> list[File]:
    """Files in which the page is kept, under what it rests on; the likeliest first."""
    strategy = studio.findings.strategy
    rests = (strategy.hash, strategy.evidence.as_of, studio.plan.planner.law.hash, program(),
             visit.words.code)  # fmt: skip
    name = f"calibration_page_{sha256(repr(rests).encode()).hexdigest()[:24]}.json"
    return [folder / name for folder in cache_folders()]


def ready(visit: Visit) -> None:
    """Make the page beforehand, so that the first reader need not wait."""
    studio = studio_of(visit)
    if _kept(studio, visit) is None:
        _told(studio, visit)


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
