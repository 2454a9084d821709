"""The call behind the sliders: what each position of a lever does, in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Path, Query

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.plan.sweep import Bench, Fan, coarse, positions
from baramad.policy.lever import Lever, Turn, path_faults
from baramad.report.plan_fan import (
    bands_bn,
    brief,
    chance_texts,
    outcome_texts,
    sentences,
    sweep_table,
    top_of,
)
from baramad.report.plan_units import scale_of, told
from baramad.web.page import QUICK, Page, Recipe
from baramad.web.paths import named
from baramad.web.planned import Code, Ranges, command, finished, needs_plan, number_of, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")
PARTS = ("coarse", "fine")


def sweep(
    visit: Visited,
    lever: Annotated[str, Path(max_length=80)],
    s: Code = "",
    part: Annotated[
        str, Query(max_length=8, description="`coarse`: 17 positions; `fine`: all of them.")
    ] = PARTS[0],
    at: Annotated[
        str, Query(max_length=24, description="One value, in the lever's own unit, instead.")
    ] = "",
    ranges: Ranges = "",
) -> Recipe:
    """Positions of one lever."""
    needs_plan(visit)
    return planned(
        f"/plan/sweep/{lever}",
        ("plan-sweep", lever, s, part, at),
        visit,
        ranges,
        lambda: _sweep(visit, lever, s, part, at, ranges),
        lane="" if part == PARTS[1] and not at else QUICK,
    )


def _sweep(visit: Visit, name: str, text: str, part: str, at: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    lever = named(studio.plan.book.levers, name, "lever")
    scenario = studio.scenario(text)
    values = _values(lever, part, at, studio)
    bench, code = studio.bench(len(values), ranges), studio.code(scenario)
    fans = list(bench.sweep(scenario, name, studio.since, values))
    page = Page(
        path=f"/plan/sweep/{name}",
        title=words.say("Every position of one lever: {lever}", lever=words.of(lever.title)),
        answer=[
            words.say(
                "Each row is a run of {futures} futures with the lever held at that value from "
                "{month} on and everything else as it is.",
                futures=words.number(bench.futures),
                month=words.month(studio.since.first),
            )
        ],
        blocks=[sweep_table(bench, [told(lever, one, words) for one in values], fans, words)],
        command=command(visit, bench.terms.posterior, "run", "--set", f"{name}={values[-1]:f}",
                        "--draws", bench.futures, scenario=code),
        template="plan_within.html",
        query={"part": part, "at": at},
        record=_record(bench, lever, values, fans, studio, visit),
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


def _values(lever: Lever, part: str, at: str, studio: Studio) -> Sequence[Decimal]:
    """Values asked for; RequestError for one that the lever cannot have."""
    if at:
        value = number_of("at", at)
        faults = [Fault("at", *one) for one in path_faults(lever, [Turn(studio.since, value)])]
        if faults:
            raise RequestError(faults)
        return (value,)
    if part not in PARTS:
        raise RequestError(
            [Fault("part", f"There is no part `{part}`.", did_you_mean(part, PARTS))]
        )
    return positions(lever) if part == PARTS[1] else coarse(positions(lever))


def _record(
    bench: Bench, lever: Lever, values: Sequence[Decimal], fans: Sequence[Fan], studio: Studio,
    visit: Visit,
) -> dict[str, Any]:  # fmt: skip
    """Positions as a script draws them."""
    return {
        "lever": lever.name,
        "positions": [
            position(bench, lever, value, one, studio, visit)
            for value, one in zip(values, fans, strict=True)
        ],
    }


def position(
    bench: Bench, lever: Lever, value: Decimal, found: Fan, studio: Studio, visit: Visit
) -> dict[str, Any]:
    """A position as a script draws it: numbers for the picture, words for all the rest."""
    words = visit.words
    return {
        "value": float(value),
        "shown": float(scale_of(lever, words).shown(value)),
        "text": told(lever, value, words),
        "bands": bands_bn(found),
        "top": top_of(bench, found, studio.official),
        "told": sentences(bench, found, words),
        "brief": brief(bench, found, words),
        "chances": chance_texts(bench, found, words),
        "outcomes": outcome_texts(bench, found, words),
    }


PAGES.add("/plan/sweep/{lever}", sweep, "What each position of one lever does",
          lever="workforce_added_y")  # fmt: skip
