"""What public money buys, in sentences: what the best split adds, and what binds it."""

from __future__ import annotations

from baramad.plan.budget import BUDGET, CEILING, Budget
from baramad.policy.plan_book import PlanBook
from baramad.report.plan_words import usd_m
from baramad.words import Language


def best(found: Budget, book: PlanBook, words: Language) -> str:
    """What a budget split best adds, and where most of it goes."""
    more = words.usd_m(usd_m(found.best.mean - found.frontier[0].mean))
    budget, year = words.usd_m(usd_m(found.usd)), f"FY{found.fiscal_year}"
    if not found.best.money:
        return words.say(
            "No lever that costs public money adds to exports of {year}, so {budget} would buy "
            "nothing.",
            budget=budget, year=year,
        )  # fmt: skip
    name, most = max(found.best.money.items(), key=lambda one: one[1])
    return words.say(
        "{budget} from {month} on, split best, add {more} to {year}; most of it, {most}, goes to: "
        "{lever}.",
        budget=budget, month=words.month(found.since.first), more=more, year=year,
        most=words.usd_m(usd_m(most)), lever=words.of(book.levers[name].title),
    )  # fmt: skip


def bound(found: Budget, book: PlanBook, words: Language) -> list[str]:
    """What keeps levers from more, and what is left over."""
    told = []
    full = [words.of(book.levers[one].title) for one in found.binds if found.binds[one] == CEILING]
    if full:
        told.append(words.say("At their ceiling: {levers}.", levers="; ".join(full)))
    if more := sum(one == BUDGET for one in found.binds.values()):
        told.append(
            words.say(
                "Were there more money, {count} of {all} levers that cost some would take it.",
                count=words.number(more), all=words.number(len(found.binds)),
            )
        )  # fmt: skip
    if found.left >= 1:
        left = words.usd_m(usd_m(found.left))
        told.append(words.say("{left} of it no lever can use.", left=left))
    return told
