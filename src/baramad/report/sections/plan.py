"""What the plan would bring: futures, contributions, the announced sum, what it would take."""

from __future__ import annotations

from collections.abc import Mapping

from baramad.policy.lever import ANNOUNCED, DELIVERED
from baramad.policy.scenario import Scenario
from baramad.report.document import Block, Heading, Note
from baramad.report.findings import Findings
from baramad.report.plan_blocks import kept_blocks
from baramad.words import Language

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
    gathered = plan.planner.law.rulebook.vintage
    if gathered and findings.as_of < gathered:
        return _past(findings.as_of.isoformat(), words)
    known = load_scenarios(findings.strategy.folder, plan.book)
    announced, going_on = _plain(known, ANNOUNCED), _plain(known, DELIVERED)
    if not (announced and going_on):
        return []
    return answers(PlanFindings(findings, announced, going_on), words)


def _plain(known: Mapping[str, Scenario], choice: str) -> str:
    """Name of the scenario that leaves every lever on one of the paths of the files."""
    same = (name for name, one in known.items() if one == Scenario(choice))
    return next(same, "")


def _past(day: str, words: Language) -> list[Block]:
    """What is said on a day of the past: the ranges are those of now."""
    told = words.say(
        "The ranges of the plan were written down after that day, so its answers would be "
        "hindsight and are left out here; `{command}` gives them and says so.",
        command=f"baramad plan run --as-of {day}",
    )
    return [Heading(2, words.say("What the plan would bring"), "plan"), Note("info", told)]
