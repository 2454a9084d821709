"""The law by name: all names of a day, one name with its history, every day of change."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query

from baramad.policy.law import Law
from baramad.policy.portrait import portrait
from baramad.policy.portrait_data import as_data
from baramad.policy.wiring import named, says_of
from baramad.report.document import Block, Table
from baramad.report.law_tables import changes, names, over_time
from baramad.report.selection import of_year, selected, values_of
from baramad.web.page import Choice, Page, Recipe
from baramad.web.paths import known
from baramad.web.routes import Pages, Visited
from baramad.web.series import Find, Sort, Year, year_choice
from baramad.web.visit import Visit

PAGES = Pages("law")
On = Annotated[str, Query(max_length=10, description="The law of this day.",
                          examples=["2024-07-01"])]  # fmt: skip
Word = Annotated[str, Query(max_length=60)]


def every(visit: Visited, on: On = "", q: Find = "", system: Word = "", kind: Word = "",
          sort: Sort = "") -> Recipe:  # fmt: skip
    """All names."""
    asked = {"q": q, "system": system, "kind": kind, "sort": sort, "on": on}
    return Recipe("/rules", ("rules", *asked.values()), lambda: _every(visit, asked))


def _every(visit: Visit, asked: dict[str, str]) -> Page:
    words, day = visit.words, visit.day_of_law(asked["on"])
    table = names(visit.law, day, words)
    where = {name: asked[name] for name in ("system", "kind")}
    return Page(
        path="/rules",
        title=words.say("The law by name"),
        answer=[
            words.say(
                "{count} rules, parameters and facts, as they stand on {day}, each with its dates "
                "and its document.",
                count=words.number(len(table.rows)),
                day=words.day(day),
            )
        ],
        blocks=[selected(table, words, asked["q"], where, asked["sort"])],
        command=visit.command("rule", "list", *_on(asked["on"]), on_day="--as-known"),
        filters=(
            Choice("q", words.say("Find"), asked["q"]),
            _systems(visit, table, asked["system"]),
            Choice("kind", words.say("Kind"), asked["kind"],
                   [(one, words.say(one)) for one in values_of(table, "kind")]),
        ),
        sortable="names",
        query=asked,
        more={"changes": visit.link("/rules/changes")},
        template="rules.html",
    )  # fmt: skip


def _systems(visit: Visit, table: Table, value: str) -> Choice:
    """A choice among the systems of a table, each by its title."""
    words = visit.words
    titles = {system.name: words.of(system.title) for system in visit.desk.strategy.systems}
    options = [(one, titles.get(one, one)) for one in values_of(table, "system")]
    return Choice("system", words.say("System"), value, options)


def turns(visit: Visited, q: Find = "", year: Year = "", system: Word = "", status: Word = "",
          sort: Sort = "") -> Recipe:  # fmt: skip
    """Every change."""
    asked = {"q": q, "year": year, "system": system, "status": status, "sort": sort}
    return Recipe("/rules/changes", ("changes", *asked.values()), lambda: _turns(visit, asked))


def _turns(visit: Visit, asked: dict[str, str]) -> Page:
    words = visit.words
    table = changes(visit.law, words)
    where = {name: asked[name] for name in ("system", "status")}
    shown = of_year(table, "on", asked["year"])
    standings = [(one, words.say(one, "status")) for one in values_of(table, "status")]
    return Page(
        path="/rules/changes",
        title=words.say("Every day on which the law changes"),
        answer=[
            words.say(
                "{count} changes, the newest first; what is only announced is marked.",
                count=words.number(len(table.rows)),
            )
        ],
        blocks=[selected(shown, words, asked["q"], where, asked["sort"])],
        command=visit.command("rule", "changes", *_within(asked["year"]), on_day="--as-known"),
        filters=(
            Choice("q", words.say("Find"), asked["q"]),
            year_choice(table, "on", asked["year"], words),
            _systems(visit, table, asked["system"]),
            Choice("status", words.say("Standing"), asked["status"], standings),
        ),
        sortable="changes",
        query=asked,
    )


def one(visit: Visited, name: Annotated[str, Path(max_length=80)], on: On = "") -> Recipe:
    """One name."""
    return Recipe(f"/rules/{name}", ("rule", name, on), lambda: _one(visit, name, on))


def _one(visit: Visit, name: str, on: str) -> Page:
    words, law, day = visit.words, visit.law, visit.day_of_law(on)
    known(lambda: named(law, name))
    blocks: list[Block] = [] if name in law.facts else [over_time(law, name, words)]
    return Page(
        path=f"/rules/{name}",
        title=words.of(says_of(law, name, day)).rstrip(".۔"),
        answer=(),
        blocks=blocks,
        command=visit.command("rule", "show", name, *_on(on), on_day="--as-known"),
        template="rule.html",
        query={"on": on},
        more={"lines": indented(law, name, day, words.code), "day": day, "name": name},
        record=as_data(law, name, day),
    )


def indented(law: Law, name: str, day: date, language: str) -> list[tuple[int, str]]:
    """Lines about a name with how far in each stands; the first is its head."""
    lines = portrait(law, name, day, language)
    return [((len(one) - len(one.lstrip())) // 2, one.strip()) for one in lines]


def _within(year: str) -> list[str]:
    """Options of the command for the days of a year."""
    is_year = year.isascii() and year.isdigit() and len(year) == len("2024")
    return ["--since", f"{year}-01-01", "--until", f"{year}-12-31"] if is_year else []


def _on(text: str) -> list[str]:
    return ["--on", text] if text else []


PAGES.add("/rules", every, "Every name of the law with its value on a day")
PAGES.add("/rules/changes", turns, "Every day on which the law changes")
PAGES.add("/rules/{name}", one, "One name of the law on a day", name="retention_share")
