"""The plan's section, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from baramad.plan.backtest import TooFewError
from baramad.report import (
    plan_answers,
    plan_figures,
    plan_foreseen,
    plan_needs,
    plan_record_tables,
    plan_record_told,
    plan_tables,
    plan_told,
)
from baramad.report.document import Block, Heading, Note, Paragraph, Table
from baramad.report.plan_findings import PlanFindings
from baramad.report.plan_past import is_past, told_of_past
from baramad.report.plan_record import calibrated
from baramad.report.plan_units import range_of, unit_of
from baramad.report.ranges import range_columns
from baramad.words import Language

_FEW = 12


def answers(found: PlanFindings, words: Language) -> list[Block]:
    """Heading, answer, care, futures; then each question in turn."""
    parts = (_futures, _levers, _sum, _assumptions_that_matter, _money, _needs, _record, _ranges)
    return [block for part in parts for block in part(found, words)]


def _futures(found: PlanFindings, words: Language) -> Iterator[Block]:
    book = found.plan.book
    yield Heading(2, words.say("What the plan would bring"), "plan")
    yield Paragraph(plan_told.answer(found, words))
    yield Note("caution", plan_told.caution(found, words))
    if is_past(found.findings.strategy, found.whole):
        yield Note("info", told_of_past(found.findings.strategy, found.whole.book, words))
    yield plan_figures.fan_figure(found, words)
    yield plan_tables.chances(
        found.comparison, found.findings.strategy.evidence.targets, book, words
    )
    yield plan_tables.side_by_side(found.comparison, found.years[1:], book, words)
    side = found.comparison.sides[0]
    if left := plan_told.left_open(side, words):
        yield Note("info", left)


def _levers(found: PlanFindings, words: Language) -> Iterator[Block]:
    shared, book, strategy = found.contributions, found.plan.book, found.findings.strategy
    yield Heading(3, words.say("What each lever adds"), "plan-levers")
    yield plan_figures.contributions_figure(found, words)
    yield plan_answers.contributions(shared, strategy, book, words)
    yield plan_answers.pairs(shared, strategy, book, words)
    yield plan_tables.late(found.delays, found.last_year, book, words)


def _sum(found: PlanFindings, words: Language) -> Iterator[Block]:
    if found.arithmetic is None:
        return
    yield Heading(3, words.say("The announced sum"), "plan-sum")
    yield Paragraph(plan_told.summed(found.arithmetic, words))
    yield plan_needs.announced(found.arithmetic, words)
    if found.at_its_word:
        yield Paragraph(plan_told.at_its_word(found, words))


def _assumptions_that_matter(found: PlanFindings, words: Language) -> Iterator[Block]:
    book = found.plan.book
    yield Heading(3, words.say("Which assumptions matter"), "plan-assumptions-that-matter")
    yield plan_figures.tornado_figure(found, words)
    yield plan_answers.effects(found.effects, book, words, rows=_FEW, is_calibrated=True)
    yield plan_answers.shares(found.shares, book, words, rows=_FEW)
    yield plan_answers.success(found.success, book, words)


def _money(found: PlanFindings, words: Language) -> Iterator[Block]:
    yield Heading(3, words.say("What public money buys"), "plan-money")
    yield Paragraph(plan_told.cheapest(found.budget, words))
    yield plan_figures.frontier_figure(found, words)
    yield plan_needs.splits(found.budget, words)
    yield plan_needs.money(found.budget, found.plan.book, words)


def _needs(found: PlanFindings, words: Language) -> Iterator[Block]:
    book = found.plan.book
    yield Heading(3, words.say("What would have to be true"), "plan-needs")
    yield Paragraph(plan_told.would_need(found.required, found.last_year, words))
    one, levers, together, beside, point = plan_needs.required(found.required, book, words)
    yield from (together, beside, one, point)
    del levers  # those together tell the same, and how they add up


def _record(found: PlanFindings, words: Language) -> Iterator[Block]:
    yield Heading(3, words.say("The model's record"), "plan-record")
    yield from _backtested(found, words)
    if found.hindsight:
        yield Paragraph(" ".join(plan_record_told.looked_back(found.hindsight, words)))
        yield plan_record_tables.looked_back(found.hindsight, words)
    calibration = calibrated(found.findings.strategy, found.whole)
    yield Paragraph(" ".join(plan_record_told.calibrated(calibration, found.plan.book, words)))
    yield plan_record_tables.told(calibration, found.plan.book, words)


def _backtested(found: PlanFindings, words: Language) -> Iterator[Block]:
    try:
        backtest = found.backtest
    except TooFewError:
        yield Paragraph(
            words.say(
                "Too few months in a row were known on that day for the model to be tested on "
                "earlier ones."
            )
        )
        return
    yield Paragraph(" ".join(plan_record_told.judged(backtest, words)))
    yield plan_record_tables.scores(backtest, words)
    yield plan_record_tables.judged(backtest, words)
    yield plan_foreseen.foreseen(backtest, words)


def _ranges(found: PlanFindings, words: Language) -> Iterator[Block]:
    say, book = words.say, found.plan.book
    yield Heading(3, say("Assumptions and their standing"), "plan-ranges")
    yield Table(
        name="plan_assumptions",
        caption=say("Assumptions of the plan: one world in ten below low, one above high"),
        columns=range_columns(words),
        rows=[
            (words.of(one.title), *range_of(one),
             unit_of(one), one.standing,
             (one.source.source,) if one.source else ())
            for one in sorted(book.assumptions.values(), key=lambda one: (one.system, one.name))
        ],
        note=say("A placeholder is a range of ours for which nothing was measured."),
    )  # fmt: skip
