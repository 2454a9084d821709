"""Why: what each lever of a scenario adds, and which assumption matters most."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.plan.contribution import Contributions, contributions
from baramad.plan.given_data import Effect, effects
from baramad.plan.players import Player, by_system, moved_levers
from baramad.plan.sensitivity import Share, Success, Swing, given_success, middle, shares, tornado
from baramad.plan.terms import Question, Seen
from baramad.report import plan_answers, plan_why
from baramad.report.document import Block
from baramad.report.plan_figures import tornado_of
from baramad.web.engine import wait_for_engine
from baramad.web.page import HEAVY, Choice, Page, Recipe
from baramad.web.planned import Code, Ranges, Year, called, command, finished, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")
LEVER, SYSTEM = WAYS = ("lever", "system")
By = Annotated[
    str, Query(max_length=8, description="Share out to each `lever`, or to each `system`.")
]


def why(visit: Visited, s: Code = "", year: Year = "", by: By = "", ranges: Ranges = "") -> Recipe:
    """What levers add, and what matters."""
    return planned(
        "/plan/why", ("plan-why", s, year, by), visit, ranges,
        lambda: _why(visit, s, year, by, ranges), lane=HEAVY,
    )  # fmt: skip


def _why(visit: Visit, text: str, year_text: str, by: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario, year = studio.scenario(text), studio.year(year_text)
    question = studio.question(scenario, year, ranges)
    players = _players(question, by)
    wait_for_engine(question.terms.problem(studio.plan, scenario, 1))
    question = studio.question(scenario, year, ranges)
    shared, swings, centre, known, spread, success = _answers(studio, question, players)
    is_calibrated = question.terms.posterior is not None
    title, book = called(scenario, studio, visit), studio.plan.book
    strategy = studio.findings.strategy
    blocks: list[Block] = []
    answer = [plan_why.nothing_moved(title, words)]
    if shared:
        answer = [plan_why.added(shared, title, strategy, book, words)]
        blocks += [
            plan_why.lifts_figure(shared, title, strategy, book, words),
            plan_answers.contributions(shared, strategy, book, words),
            plan_answers.pairs(shared, strategy, book, words),
        ]
    blocks += [
        tornado_of(swings, centre, year, book, words, is_calibrated=is_calibrated),
        plan_answers.tornado(swings, book, words, is_calibrated=is_calibrated),
        plan_answers.effects(known, book, words, is_calibrated=is_calibrated),
        plan_answers.shares(spread, book, words),
        *([plan_answers.success(success, book, words)] if success else []),
    ]
    page = Page(
        path="/plan/why",
        title=words.say("Why: what adds, and what matters"),
        answer=[*answer, plan_why.matters_most(spread, year, book, words)],
        blocks=blocks,
        command=_command(visit, question, studio.code(scenario), by),
        template="plan_asked.html",
        query={"year": str(year), "by": by},
        more={"asked": _choices(studio, year, by, visit), "ask": words.say("Show")},
    )
    return finished(page, studio, scenario, visit, ranges)


def _players(question: Question, by: str) -> tuple[Player, ...] | None:
    """Whom the difference is shared out to; None for the usual; none where no lever moves."""
    if by and by not in WAYS:
        reason = f"Nothing is shared out by `{by}`."
        raise RequestError([Fault("by", reason, did_you_mean(by, WAYS), by)])
    levers = moved_levers(question.plan, question.scenario)
    if not levers:
        return ()
    if not by:
        return None
    return by_system(question.plan, levers) if by == SYSTEM else tuple((one,) for one in levers)


Answers = tuple[
    Contributions | None,
    tuple[Swing, ...],
    float,
    tuple[Effect, ...],
    tuple[Share, ...],
    Success | None,
]


def _answers(studio: Studio, question: Question, players: tuple[Player, ...] | None) -> Answers:
    """All answers to a question, worked out once for page, tables and pictures."""
    target = studio.target_usd

    def made() -> Answers:
        none_moves, seen = players == (), Seen.of(question)
        return (
            None if none_moves else contributions(question, players=players),
            tornado(question),
            middle(question),
            effects(question, seen),
            shares(question),
            given_success(question, target, seen=seen) if target else None,
        )

    code = studio.code(question.scenario)
    return studio.answer(("why", code, question.fiscal_year, players, _label(question)), made)


def _label(question: Question) -> str:
    return question.terms.posterior.label if question.terms.posterior else ""


def _command(visit: Visit, question: Question, code: str, by: str) -> str:
    more = ("--by", by) if by else ()
    year, posterior = question.fiscal_year, question.terms.posterior
    lines = [
        command(visit, posterior, "contributions", "--year", year, *more, scenario=code),
        command(visit, posterior, "sensitivity", "--year", year, scenario=code),
    ]
    return "\n".join(lines)


def _choices(studio: Studio, year: int, by: str, visit: Visit) -> list[Choice]:
    say = visit.words.say
    return [
        Choice("year", say("Fiscal year"), str(year), [(str(y), f"FY{y}") for y in studio.years]),
        Choice("by", say("Shared out to"), by,
               [("", say("as many as fit")), (LEVER, say("each lever")),
                (SYSTEM, say("each system"))]),
    ]  # fmt: skip


PAGES.add("/plan/why", why, "What each lever of a scenario adds, and which assumption matters most",
          s="1B~wfP2607V5000", year="2029")  # fmt: skip
