"""What the plan would bring: futures, contributions, the announced sum, what it would take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from baramad.policy.lever import ANNOUNCED, DELIVERED
from baramad.policy.scenario import Scenario
from baramad.report.document import Block, Heading, Note
from baramad.report.findings import Findings
from baramad.report.plan_blocks import kept_blocks
from baramad.words import Language

if TYPE_CHECKING:
    from baramad.report.plan_findings import PlanFindings

_PLAN = "plan.yaml"


def section(findings: Findings, words: Language) -> list[Block]:
    """All of it; nothing for a pack without a plan or without a dated target."""
    if not (findings.strategy.folder / _PLAN).is_file():
        return []
    target = findings.target
    if target is None or target.deadline is None or not findings.headline.months():
        return []
    return kept_blocks(findings, words, lambda: _made(findings, words))


def _made(findings: Findings, words: Language) -> list[Block]:
    from baramad.plan.ensemble import Plan  # noqa: PLC0415 - arrays only where they are needed
    from baramad.policy.scenario_file import load_scenarios  # noqa: PLC0415
    from baramad.report.plan_findings import PlanFindings  # noqa: PLC0415
    from baramad.report.plan_section import answers  # noqa: PLC0415

    plan = Plan.of(findings.strategy.folder)
    known = load_scenarios(findings.strategy.folder, plan.book)
    announced, going_on = _plain(known, ANNOUNCED), _plain(known, DELIVERED)
    if not (announced and going_on):
        return []
    found = PlanFindings(findings, announced, going_on)
    if reason := _missing(found, words):
        return [Heading(2, words.say("What the plan would bring"), "plan"), Note("info", reason)]
    return answers(found, words)


def _missing(found: PlanFindings, words: Language) -> str:
    """Why a day has no answers of the plan; empty where it has."""
    from baramad.plan.history import TooEarlyError  # noqa: PLC0415 - arrays come with it

    day = words.day(found.findings.as_of)
    try:
        is_asked = found.year in found.years
    except TooEarlyError:
        return words.say("The plan had not begun on {day}, so nothing of it is told.", day=day)
    if is_asked:
        return ""
    return words.say(
        "The target known on {day} is for {year}, which is no year of the plan, so nothing of the "
        "plan is told.",
        day=day,
        year=f"FY{found.year}",
    )


def _plain(known: Mapping[str, Scenario], choice: str) -> str:
    """Name of the scenario that leaves every lever on one of the paths of the files."""
    same = (name for name, one in known.items() if one == Scenario(choice))
    return next(same, "")
