"""What all Plan pages share: parameters, the ranges that they stand on, packs without a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Query

from baramad.measure.fault import Fault, RequestError
from baramad.plan.history import TooEarlyError
from baramad.plan.posterior import Posterior
from baramad.policy.plan_book import HEAD
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.scenario import Scenario
from baramad.report.document import Block, Note
from baramad.report.plan_past import told_of_past
from baramad.report.plan_posterior import is_kept
from baramad.report.plan_told import ranges as told_ranges
from baramad.report.plan_words import scenario_title
from baramad.web.page import Page, Recipe
from baramad.web.problems import MissingError
from baramad.web.studio import CALIBRATED, JUDGED, RANGES, Studio, choice_of, ranges_of
from baramad.web.visit import Visit

Code = Annotated[
    str,
    Query(max_length=4_000, description="Scenario: its code, or the name of one of the pack's.",
          examples=["1D"]),
]  # fmt: skip
Ranges = Annotated[
    str,
    Query(max_length=12, description=f"Ranges of assumptions: {' or '.join(RANGES)}; calibrated "
          "where that was done, unless named."),
]  # fmt: skip
Year = Annotated[
    str, Query(max_length=6, description="Fiscal year; the target's where none is named.")
]


def planned(
    path: str, key: Sequence[str], visit: Visit, ranges: str, make: Callable[[], Page],
    *, lane: str = "",
) -> Recipe:  # fmt: skip
    """Recipe of a Plan page; made anew when a calibration has come in, told where there is no plan.

    It is called on the event loop: all it does is look for two files.
    """
    if not has_plan(visit):
        return Recipe(path, ("no-plan", path), lambda: _absent(path, visit))
    strategy = visit.desk.strategy
    stamp = "" if ranges == JUDGED else str(is_kept(strategy.hash, visit.day))

    def tried() -> Page:
        try:
            return make()
        except TooEarlyError:
            return _not_then(path, visit)

    return Recipe(path, (*key, ranges, stamp), tried, lane=lane)


def number_of(place: str, text: str) -> Decimal:
    """Number that an address gives; RequestError for what is none."""
    try:
        return read_number(text)
    except QuantityError as cause:
        reason, remedy = cause.args
        raise RequestError([Fault(place, f"{reason}.", f"{remedy}.", text)]) from cause


def has_plan(visit: Visit) -> bool:
    """Whether the pack of a visit has a plan."""
    return (visit.desk.folder / HEAD).is_file()


def needs_plan(visit: Visit) -> None:
    """MissingError where the pack has no plan: nothing within it can be named."""
    if not has_plan(visit):
        raise MissingError([Fault("plan", "The pack has no plan.", f"Write its {HEAD}.")])


def _absent(path: str, visit: Visit) -> Page:
    """The page of a pack without a plan."""
    words = visit.words
    return Page(
        path=path,
        title=words.say("This pack has no plan"),
        answer=[
            words.say(
                "Nobody has written down levers and assumptions for {country} yet, so there are "
                "no futures to show.",
                country=words.of(visit.desk.strategy.title),
            )
        ],
        blocks=[
            Note("info", _elsewhere(visit)),
            Note("info", words.say("A plan is a file named {file} in the pack's folder; what goes "
                                   "into it stands in the guide to the model.", file=HEAD)),
        ],
        command=(visit.command("status") if visit.desk.has_evidence
                 else visit.command("rule", "list", on_day="")),
    )  # fmt: skip


def _elsewhere(visit: Visit) -> str:
    """What a pack without a plan tells of, and where."""
    say = visit.words.say
    if visit.desk.has_evidence:
        return say("Where exports stand, and what the law says, is told under Track and Rules.")
    return say("What the law says of one exporter is told under Operate, and each of its rules "
               "under Rules.")  # fmt: skip


def _not_then(path: str, visit: Visit) -> Page:
    """The page of a day before the plan begins."""
    words = visit.words
    return Page(
        path=path,
        title=words.say("The plan cannot be run as of that day"),
        answer=[
            words.say(
                "The plan begins after {day}, so nothing of its time was known then.",
                day=words.day(visit.day),
            )
        ],
        blocks=[Note("info", words.say("Choose a later day at the foot of the page."))],
        command=visit.command("status"),
    )


def finished(page: Page, studio: Studio, scenario: Scenario, visit: Visit, asked: str) -> Page:
    """A page with what every Plan page says of its scenario, its ranges and its day."""
    posterior = studio.terms(asked).posterior
    code = studio.code(scenario)
    query = {"s": code, **page.query, "ranges": ranges_of(posterior)}
    if "a" in page.query:
        del query["s"]
    more: dict[str, Any] = {"code": code, "title": called(scenario, studio, visit), **page.more}
    blocks = [*page.blocks, *_of_the_past(studio, visit)]
    more["footing"] = _footing(page.path, query, posterior, studio, visit)
    more.setdefault("sources", () if _has_own(page) else studio.sources)
    more["calibrate"] = visit.link("/plan/calibration", s=code)
    return replace(page, query=query, blocks=blocks, more=more)


def _has_own(page: Page) -> bool:
    """Whether a page's tables name their documents; else it rests on all that the plan does."""
    kinds = {column.kind for table in page.tables for column in table.columns}
    return bool(kinds & {"source", "citation"})


def _footing(
    path: str, query: dict[str, str], posterior: Posterior | None, studio: Studio, visit: Visit
) -> dict[str, Any]:
    """On which ranges a page stands, and the way to the others."""
    has_other = posterior is not None or studio.posterior() is not None
    other = CALIBRATED if posterior is None else JUDGED
    return {
        "name": ranges_of(posterior),
        "told": told_ranges(studio.plan.book, posterior, visit.words),
        "other": visit.link(path, **{**query, "ranges": other}) if has_other else "",
    }


def footing_note(studio: Studio, posterior: Posterior | None, visit: Visit) -> Note:
    """The same as a block, for files."""
    return Note("info", told_ranges(studio.plan.book, posterior, visit.words))


def _of_the_past(studio: Studio, visit: Visit) -> list[Block]:
    if visit.is_newest:
        return []
    told = told_of_past(studio.findings.strategy, studio.plan.book, visit.words)
    return [Note("caution", told)]


def called(scenario: Scenario, studio: Studio, visit: Visit) -> str:
    """What a scenario is called: its own title, or what it was changed from."""
    words = visit.words
    if scenario.title:
        return words.of(scenario.title)
    base = studio.scenario(studio.code(Scenario(scenario.otherwise)))
    return words.say(
        "{scenario}, with changes", scenario=scenario_title(base, studio.plan.book, words)
    )


def command(visit: Visit, posterior: Posterior | None, *words: object, scenario: str = "") -> str:
    """Command line of the same question, on the same ranges."""
    named = ("--scenario", scenario) if scenario else ()
    return visit.command("plan", *words, *named, choice_of(posterior))
