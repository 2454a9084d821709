"""The plan as it could be told on a past day, and in words what of it is of that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from baramad.plan.ensemble import Plan
from baramad.plan.history import known_plan
from baramad.policy.plan_book import PlanBook
from baramad.policy.reach import gathered
from baramad.policy.strategy import Strategy
from baramad.words import Language


def published(strategy: Strategy) -> Mapping[str, date]:
    """Days on which documents were out, by their keys."""
    sources = strategy.evidence.sources
    return {key: one.published.last for key, one in sources.items() if one.published}


def is_past(strategy: Strategy, plan: Plan) -> bool:
    """Whether a strategy's evidence is of a day before the plan's files were gathered."""
    return strategy.evidence.as_of < gathered(plan.planner.law)


def plan_known(strategy: Strategy, plan: Plan) -> Plan:
    """A plan as known on the day of a strategy's evidence; TooEarlyError before it begins."""
    if not is_past(strategy, plan):
        return plan
    return known_plan(plan, strategy.evidence.as_of, published(strategy))


def younger(strategy: Strategy, book: PlanBook) -> int:
    """How many assumptions have a document that is younger than the evidence."""
    known, day = published(strategy), strategy.evidence.as_of
    cited = (one.source for one in book.assumptions.values() if one.source)
    return sum(known.get(one.source, date.min) > day for one in cited)


def told_of_past(strategy: Strategy, book: PlanBook, words: Language) -> str:
    """What is of that day and what is not, so that nobody takes it for a forecast made then."""
    return words.say(
        "As known on {day}: the official series, the targets, the law, and what levers had done "
        "or were announced to do. The ranges are those written down since, {count} of {all} from "
        "documents younger than that day, so this is hindsight.",
        day=words.day(strategy.evidence.as_of),
        count=words.number(younger(strategy, book)),
        all=words.number(len(book.assumptions)),
    )
