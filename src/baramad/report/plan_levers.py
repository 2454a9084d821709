"""Levers as a page lays them out: where each stands, what was announced, what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month, fiscal_year, fiscal_year_of
from baramad.plan.ensemble import Plan
from baramad.plan.moves import level_at, moved_from, turns_of
from baramad.plan.sweep import step_of
from baramad.policy.citation import Citation
from baramad.policy.lever import ANNOUNCED, DELIVERED, Lever, Turn
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.scenario import Scenario, checked, code_of
from baramad.policy.strategy import Strategy
from baramad.report.document import Column, Table
from baramad.report.findings import Findings
from baramad.report.plan_units import Scale, range_of, scale_of, span, told, unit_of
from baramad.words import Language


@dataclass(frozen=True, slots=True)
class Placed:
    """A lever in a scenario, in the unit that readers set it in."""

    lever: Lever
    title: str
    scale: Scale
    value: Decimal
    least: Decimal
    ceiling: Decimal
    step: Decimal
    stem: str  # the lever's part of a scenario's code, up to the value
    announced: str
    recorded: str
    sources: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]  # what a mark shows, and its place along the track


def decided_from(findings: Findings, plan: Plan) -> Month:
    """First month of the fiscal year after the newest figure: what can still be decided."""
    months = findings.headline.months()
    newest = months[-1].month if months else plan.book.first
    return Month.of(fiscal_year(fiscal_year_of(newest.first) + 1).first)


def placed(plan: Plan, scenario: Scenario, since: Month, lever: Lever, words: Language) -> Placed:
    """A lever as it stands in a scenario."""
    scale = scale_of(lever, words)
    value = level_at(plan, scenario, lever.name, since)
    known = {
        name: level_at(plan, Scenario(name), lever.name, since) for name in (ANNOUNCED, DELIVERED)
    }
    alone = Scenario(scenario.otherwise, {lever.name: scenario.setting(lever.name)})
    moved = moved_from(plan, alone, lever.name, [Turn(since, Decimal(0))])
    code = code_of(plan.book, moved).partition("~")[2]
    return Placed(
        lever=lever,
        title=words.of(lever.title),
        scale=scale,
        value=scale.shown(value),
        least=scale.shown(lever.least),
        ceiling=scale.shown(lever.ceiling),
        step=scale.shown(step_of(lever)),
        stem=code.removesuffix("V0") + "V",
        announced=told(lever, known[ANNOUNCED], words),
        recorded=told(lever, known[DELIVERED], words),
        sources=sources_of(lever),
        marks=tuple((name, _place(lever, one, words)) for name, one in known.items()),
    )


def _place(lever: Lever, value: Decimal, words: Language) -> str:
    """Place of a value along the track, from the left."""
    part = (value - lever.least) / (lever.ceiling - lever.least) * 100
    return f"{100 - part if words.is_right_to_left else part:.2f}%"


def sources_of(lever: Lever) -> tuple[str, ...]:
    """Keys of the documents that a lever and its paths are told by."""
    cited: list[Citation | None] = [lever.source]
    cited += [one.source for one in (*lever.announced, *lever.delivered)]
    return tuple(dict.fromkeys(one.source for one in cited if one))


def by_system(
    plan: Plan, scenario: Scenario, since: Month, strategy: Strategy, words: Language
) -> list[tuple[str, list[Placed]]]:
    """All levers under the title of their system, in the strategy's order."""
    groups: dict[str, list[Placed]] = {one.name: [] for one in strategy.systems}
    for lever in plan.book.levers.values():
        groups.setdefault(lever.system, []).append(placed(plan, scenario, since, lever, words))
    titles = {one.name: words.of(one.title) for one in strategy.systems}
    return [(titles.get(name, name), found) for name, found in groups.items() if found]


def as_set(
    plan: Plan, scenario: Scenario, since: Month, asked: Mapping[str, str], words: Language
) -> Scenario:
    """The scenario with levers set as a form says, by their codes; RequestError for all faults."""
    faults = []
    for lever in plan.book.levers.values():
        text = asked.get(lever.code, "").strip()
        if not text:
            continue
        try:
            value = scale_of(lever, words).meant(read_number(text))
        except QuantityError as cause:
            faults.append(Fault(lever.code, f"{cause.args[0]}.", f"{cause.args[1]}.", text[:40]))
            continue
        if value != level_at(plan, scenario, lever.name, since):
            scenario = moved_from(plan, scenario, lever.name, [Turn(since, value)])
    if faults:
        raise RequestError(faults)
    return checked(plan.book, scenario)


def changed(plan: Plan, scenario: Scenario) -> list[Lever]:
    """Levers that a scenario sets otherwise than what it starts from."""
    base = Scenario(scenario.otherwise)
    return [
        plan.book.levers[name]
        for name in scenario.levers
        if _path(plan, scenario, name) != _path(plan, base, name)
    ]


def _path(plan: Plan, scenario: Scenario, name: str) -> list[tuple[Month, Decimal]]:
    """Turns at which a lever changes in fact."""
    found = []
    last = level_at(plan, scenario, name, plan.book.first.plus(-1))
    for turn in turns_of(plan, scenario, name):
        if turn.value != last:
            found.append((turn.since, turn.value))
        last = turn.value
    return found


def changes_table(plan: Plan, scenario: Scenario, since: Month, words: Language) -> Table:
    """Every changed lever and assumption: where it is, the pack's value, yours, its source."""
    base = Scenario(scenario.otherwise)
    rows: list[tuple[object, ...]] = [
        (
            lever.name,
            words.of(lever.title),
            told(lever, level_at(plan, base, lever.name, since), words),
            told(lever, level_at(plan, scenario, lever.name, since), words),
            str(lever.source),
        )
        for lever in changed(plan, scenario)
    ]
    for name, one in scenario.assumptions.items():
        held = plan.book.assumptions[name]
        rows.append(
            (
                name,
                words.of(held.title),
                span(held, (held.low, held.likely, held.high), words),
                span(held, one, words),
                str(held.source) if held.source else "",
            )
        )
    return Table(
        name="plan_changes",
        caption=words.say("What is changed, from {month} on", month=words.month(since.first)),
        columns=(
            Column("name", words.say("Name")),
            Column("what", words.say("What it is")),
            Column("pack", words.say("The pack's value")),
            Column("yours", words.say("Yours")),
            Column("source", words.say("Source"), "citation"),
        ),
        rows=rows,
        note=words.say(
            "Eight of ten values lie between the two, and half below the one in brackets."
        ),
    )


def paths_table(plan: Plan, lever: Lever, words: Language) -> Table:
    """What was announced of a lever and what is on record, turn by turn."""
    rows = [
        (words.say(what), words.month(turn.since.first), told(lever, turn.value, words),
         str(turn.source) if turn.source else str(lever.source), turn.note)
        for what, choice in (("announced", ANNOUNCED), ("on record", DELIVERED))
        for turn in (lever.path(choice) or turns_of(plan, Scenario(choice), lever.name))
    ]  # fmt: skip
    return Table(
        name="plan_paths",
        caption=words.say("What was announced, and what is on record"),
        columns=(
            Column("what", words.say("What")),
            Column("since", words.say("Since")),
            Column("value", words.say("Value")),
            Column("source", words.say("Source"), "citation"),
            Column("note", words.say("Note")),
        ),
        rows=rows,
    )


def assumptions_table(plan: Plan, lever: Lever, words: Language) -> Table:
    """Assumptions that price a lever, delay it, or belong to its system."""
    named = dict.fromkeys((*lever.cost, *lever.delay))
    known = plan.book.assumptions
    chosen = [known[one] for one in named]
    chosen += [
        one for one in known.values() if one.system == lever.system and one.name not in named
    ]
    rows = [
        (one.name, words.of(one.title), *range_of(one),
         unit_of(one), one.standing,
         str(one.source) if one.source else "", words.of(one.note) if one.note else "")
        for one in chosen
    ]  # fmt: skip
    return Table(
        name="plan_assumptions",
        caption=words.say("Assumptions that it rests on"),
        columns=(
            Column("name", words.say("Name")),
            Column("what", words.say("What it is")),
            Column("low", words.say("Low"), "number"),
            Column("likely", words.say("Likely"), "number"),
            Column("high", words.say("High"), "number"),
            Column("unit", words.say("Unit"), "unit"),
            Column("standing", words.say("Standing"), "word"),
            Column("source", words.say("Source"), "citation"),
            Column("note", words.say("Why")),
        ),
        rows=rows,
        note=words.say(
            "Low and high are the values below and above which one world in ten lies. A "
            "placeholder is a range for which nothing was measured."
        ),
    )
