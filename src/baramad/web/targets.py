"""Targets: every promise ever published, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import Path, Query

from baramad.facts import Target
from baramad.report.document import Block, Note, Table
from baramad.report.figures import targets_figure
from baramad.report.sections.claims import conflicts_of
from baramad.report.sections.targets import summary
from baramad.report.selection import selected, values_of
from baramad.report.target import about_target, history_of, told_target, with_ids
from baramad.web.page import Choice, Page, Recipe
from baramad.web.paths import named
from baramad.web.routes import Pages, Visited
from baramad.web.series import Find, Sort
from baramad.web.visit import Visit

PAGES = Pages("track")


def every(visit: Visited, q: Find = "", status: Annotated[str, Query(max_length=40)] = "",
          kind: Annotated[str, Query(max_length=40)] = "", sort: Sort = "") -> Recipe:  # fmt: skip
    """All targets."""
    asked = {"q": q, "status": status, "kind": kind, "sort": sort}
    return Recipe("/track/targets", ("targets", *asked.values()), lambda: _every(visit, asked))


def _every(visit: Visit, asked: dict[str, str]) -> Page:
    findings, words = visit.findings, visit.words
    table = with_ids(findings, words)
    where = {name: asked[name] for name in ("status", "kind")}
    pictures: Sequence[Block] = (
        [targets_figure(findings, words)] if any(one.outcome for one in findings.history) else []
    )
    rule = words.say(
        "Status is the Open SDG rule: growth since the base year over the growth the "
        "target asked for; from 0.95 on track, from 0.60 acceleration needed, from 0 "
        "limited progress, below 0 deterioration. The base year is the last fiscal year "
        "that was over when the target was announced."
    )
    return Page(
        path="/track/targets",
        title=words.say("Targets, kept and missed"),
        answer=[summary(findings, words)],
        blocks=[
            *pictures,
            selected(table, words, asked["q"], where, asked["sort"]),
            Note("info", rule),
        ],
        command=visit.command("track", "targets"),
        filters=_filters(visit, table, asked),
        sortable="targets",
        query=asked,
    )


def _filters(visit: Visit, table: Table, asked: dict[str, str]) -> tuple[Choice, ...]:
    words = visit.words
    titles = {"status": words.say("Status"), "kind": words.say("Kind")}
    return (
        Choice("q", words.say("Find"), asked["q"]),
        *(
            Choice(name, title, asked[name],
                   [(one, words.say(one)) for one in values_of(table, name)])
            for name, title in titles.items()
        ),
    )  # fmt: skip


def one(visit: Visited, target: Annotated[str, Path(max_length=80)]) -> Recipe:
    """One target."""
    return Recipe(f"/track/targets/{target}", ("target", target), lambda: _one(visit, target))


def _one(visit: Visit, key: str) -> Page:
    findings, words = visit.findings, visit.words
    target: Target = named(findings.strategy.evidence.targets, key, "target")
    standing = findings.stand_of(target)
    blocks: list[Block] = [history_of(findings, standing, words)]
    blocks += [Note("info", target.note)] if target.note else []
    touching = conflicts_of(findings, words, key)
    if touching.rows:
        blocks.append(replace(touching, caption=words.say("Conflicts that touch this target")))
    return Page(
        path=f"/track/targets/{key}",
        title=words.say(
            "{value} {deadline}",
            value=words.usd_m(target.value),
            deadline=words.period(target.deadline),
        ),
        answer=told_target(standing, words),
        blocks=blocks,
        command=visit.command("track", "show", "--target", key),
        record=about_target(standing),
    )


PAGES.add("/track/targets", every, "Every target ever published, with what became of it")
PAGES.add(
    "/track/targets/{target}", one, "Standing against one target", target="t2023-11-22-10bn-fy2027"
)
