"""Names of scenarios, levers, results and chances of the plan, in a language."""

from __future__ import annotations

from decimal import Decimal

from baramad.plan.players import Player
from baramad.policy.plan_book import PlanBook
from baramad.policy.rule import Texts
from baramad.policy.scenario import Scenario, code_of
from baramad.policy.strategy import Strategy
from baramad.words import Language, language

USD_M = 1_000_000


def scenario_title(scenario: Scenario, book: PlanBook, words: Language) -> str:
    """A scenario's title; its code where it has none."""
    return words.of(scenario.title) if scenario.title else code_of(book, scenario)


def player_title(player: Player, strategy: Strategy, book: PlanBook, words: Language) -> str:
    """A lever's title, or the system's where several of its levers move together."""
    if len(player) == 1:
        return words.of(book.levers[player[0]].title)
    system = book.levers[player[0]].system
    return next(words.of(one.title) for one in strategy.systems if one.name == system)


def result_title(name: str, words: Language) -> str:
    """What a result of the model is, for readers."""
    say = words.say
    return {
        "ict_total": say("Total ICT exports, recorded by banks"),
        "it_ites": say("IT and IT-enabled exports, recorded by banks"),
        "exports_earned": say("IT and IT-enabled exports earned"),
        "unrecorded": say("Earned and not recorded"),
        "jobs": say("People at work, end of the year"),
        "jobs_women": say("Women among them"),
        "fiscal_cost": say("Money that the state pays out"),
        "revenue_forgone": say("Tax that relief leaves uncharged, by the law"),
        "kept": say("Dollars kept in accounts"),
        "surrendered": say("Dollars sold to banks for rupees"),
    }.get(name, name)


def law_title(name: str, words: Language) -> str:
    """What the plan reads of the law every month, for readers."""
    say = words.say
    return {
        "keepable_companies_share": say("share of a company's proceeds that may be kept"),
        "keepable_freelancers_share": say("share of a freelancer's proceeds that may be kept"),
        "tax_registered_share": say("tax on a registered exporter's receipt"),
        "tax_unregistered_share": say("tax on an unregistered exporter's receipt"),
        "fund_grant_share": say("the fund's part in a round of capital"),
    }.get(name, name)


def with_changes(title: Texts) -> Texts:
    """Title of a scenario that was made from another, in the languages of that one."""
    return {
        code: language(code).say("{scenario}, with changes", scenario=text)
        for code, text in title.items()
    }


def usd_m(value: float) -> Decimal:
    """Dollars in millions: whole ones from ten on, else with two places.

    >>> usd_m(2_593_400_000), usd_m(1_234_000)
    (Decimal('2593'), Decimal('1.23'))
    """
    amount = value / USD_M
    found = Decimal(round(amount)) if abs(amount) >= 10 else Decimal(f"{amount:.2f}")  # noqa: PLR2004
    return found or abs(found)  # nought has no sign


def amount(value: float, unit: str) -> Decimal:
    """A result in its unit for readers: millions of dollars, or whole people."""
    return usd_m(value) if unit == "USD" else Decimal(round(value))


def ended(scenario: Scenario, book: PlanBook) -> str:
    """A scenario for data files: its name, or its code."""
    return scenario.name or code_of(book, scenario)
