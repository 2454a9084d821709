"""What a step of every lever does: the answer that Plan fetches before anybody touches a lever.

It holds a few positions of each, in the same futures as every other answer, so each of them is
exact and a line between two of them is good until the lever's own sweep is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from baramad.plan.moves import level_at
from baramad.plan.problem import FAST
from baramad.plan.sweep import Bench, Fan, nearby, positions
from baramad.policy.lever import Lever
from baramad.policy.scenario import Scenario
from baramad.report.document import Column, Table
from baramad.report.plan_fan import middle_of, years_told
from baramad.report.plan_units import told
from baramad.report.plan_words import usd_m
from baramad.web.engine import wait_for_engine
from baramad.web.page import AHEAD, Page, Recipe
from baramad.web.planned import Code, Ranges, command, finished, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.sweep import position
from baramad.web.visit import Visit

PAGES = Pages("plan")


@dataclass(frozen=True, slots=True)
class Around:
    """A lever where it stands and around that: values in order, the fan of each."""

    lever: Lever
    now: Decimal
    fans: Mapping[Decimal, Fan]

    @property
    def beside(self) -> tuple[Decimal, Decimal]:
        """Nearest values below and above; where it stands at an end, that end."""
        values = [*self.fans]
        at = values.index(self.now)
        return values[max(at - 1, 0)], values[min(at + 1, len(values) - 1)]


def steps(visit: Visited, s: Code = "", ranges: Ranges = "") -> Recipe:
    """A few positions of every lever."""
    return planned(
        "/plan/sweep", ("plan-steps", s), visit, ranges, lambda: _steps(visit, s, ranges),
        lane=AHEAD,
    )  # fmt: skip


def _steps(visit: Visit, text: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    bench = studio.bench(0, ranges)
    wait_for_engine(bench.problem(scenario))
    found = list(_around(studio, scenario, ranges))
    bench = studio.bench(sum(len(one.fans) for one in found), ranges)
    page = Page(
        path="/plan/sweep",
        title=words.say("What a step of each lever does"),
        answer=[
            words.say(
                "Each row moves one lever by one step from where it stands, from {month} on, in "
                "the same {futures} futures, with everything else as it is.",
                month=words.month(studio.since.first),
                futures=words.number(bench.futures),
            )
        ],
        blocks=[_table(bench, found, visit)],
        command=command(visit, bench.terms.posterior, "run", "--draws", bench.futures,
                        scenario=studio.code(scenario)),
        template="plan_within.html",
        record=_record(bench, found, studio, visit),
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


def _around(studio: Studio, scenario: Scenario, ranges: str) -> Iterator[Around]:
    """Every lever around where it stands; by one hand, so that who moves a lever goes first.

    The reference takes so long for a run that it gets only what lies beside.
    """
    bench = studio.bench(0, ranges)
    for name, lever in studio.plan.book.levers.items():
        now = level_at(studio.plan, scenario, name, studio.since)
        values: Sequence[Decimal] = nearby(positions(lever), now)
        if bench.terms.engine != FAST:
            at = values.index(now)
            values = values[max(at - 1, 0) : at + 2]
        fans = bench.sweep(scenario, name, studio.since, values, hands=1)
        yield Around(lever, now, dict(zip(values, fans, strict=True)))


def _table(bench: Bench, found: Sequence[Around], visit: Visit) -> Table:
    words, year = visit.words, years_told(bench)[-1]

    def change(one: Around, value: Decimal) -> Decimal:
        moved, now = (middle_of(bench, one.fans[at], year) for at in (value, one.now))
        return usd_m(moved - now)

    rows = [
        (
            one.lever.name,
            words.of(one.lever.title),
            told(one.lever, one.now, words),
            told(one.lever, less, words),
            change(one, less),
            told(one.lever, more, words),
            change(one, more),
        )
        for one in found
        for less, more in (one.beside,)
    ]
    return Table(
        name="plan_steps",
        caption=words.say(
            "Change of the median of exports in {year}, USD million", year=f"FY{year}"
        ),
        columns=(
            Column("lever", words.say("Name")),
            Column("what", words.say("What it is")),
            Column("value", words.say("Where it stands")),
            Column("less", words.say("A step less")),
            Column("less_usd_m", words.say("Change, USD million"), "number"),
            Column("more", words.say("A step more")),
            Column("more_usd_m", words.say("Change, USD million"), "number"),
        ),
        rows=rows,
    )


def _record(bench: Bench, found: Sequence[Around], studio: Studio, visit: Visit) -> dict[str, Any]:
    """Positions of every lever by its name, as a script draws them."""
    return {
        "levers": {
            one.lever.name: [
                position(bench, one.lever, value, fan, studio, visit)
                for value, fan in one.fans.items()
            ]
            for one in found
        }
    }


PAGES.add("/plan/sweep", steps, "What a step of each lever does, and a few positions of each")
