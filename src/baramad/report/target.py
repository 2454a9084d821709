"""One target: what was promised, what it asked for, what it asks for now, what came."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from baramad.report.cells import datum
from baramad.report.document import Column, Table
from baramad.report.findings import Findings
from baramad.report.sections.targets import targets
from baramad.report.target_named import by_value
from baramad.track.pace import Standing
from baramad.words import Language


def with_ids(findings: Findings, words: Language) -> Table:
    """The table of targets with the id of each before its row."""
    table = targets(findings, words)
    rows = [(one.target.id, *row) for one, row in zip(findings.history, table.rows, strict=True)]
    named = by_value(findings.strategy.evidence.targets, words)
    first = Column("id", words.say("Target"), "target", named)
    return replace(table, columns=(first, *table.columns), rows=rows)


def told_target(one: Standing, words: Language) -> list[str]:
    """A target in sentences: the promise, and what became of it or what it needs."""
    target = one.target
    promise = words.say(
        "{who} named {value} for {deadline} on {day} ({kind}).",
        who=target.announced_by,
        value=words.usd_m(target.value),
        deadline=words.period(target.deadline),
        day=words.partial(target.announced_on),
        kind=words.say(target.kind),
    )
    status = words.say("Status: {status}.", status=words.say(one.status))
    return [promise, f"{status} {_reached(one, words)}".strip()]


def _reached(one: Standing, words: Language) -> str:
    if one.reached_share is None or one.level is None:
        return ""
    level, period = words.usd_m(one.level.value), words.period(one.level.period)
    share = words.percent(one.reached_share)
    if one.required is None:
        return words.say(
            "{level} came in {period}: {share} of it.", level=level, period=period, share=share
        )
    return words.say(
        "{level} came in {period}: {share} of it; the rest needs growth of {rate} a year.",
        level=level,
        period=period,
        share=share,
        rate=words.percent(one.required.yearly),
    )


def history_of(findings: Findings, one: Standing, words: Language) -> Table:
    """The numbers behind the status, each with the figures that it is computed from."""
    say = words.say
    paces = (
        (say("Growth asked for when announced"), one.announced),
        *([(say("The same, to the end of the deadline"), one.by_deadline)]
          if one.by_deadline != one.announced else []),
        (say("Growth seen"), one.observed),
        (say("Growth needed from here"), one.required),
    )  # fmt: skip
    rows: list[tuple[object, ...]] = [
        (title, pace.yearly, pace.base.value, pace.base.period, pace.level, pace.years,
         pace.base.source)
        for title, pace in paces
        if pace
    ]  # fmt: skip
    return Table(
        name="paces",
        caption=say("Pace, growth compounded a year"),
        columns=(
            Column("pace", say("Pace")),
            Column("yearly", say("A year"), "percent"),
            Column("from_usd_m", say("From, USD million"), "number"),
            Column("from_period", say("Period"), "period"),
            Column("to_usd_m", say("To, USD million"), "number"),
            Column("years", say("Years"), "number"),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
        note=say("Measured by the series {series}.",
                 series=words.of(findings.strategy.evidence.series[one.series].titles)),
    )  # fmt: skip


def about_target(one: Standing) -> dict[str, Any]:
    """Standing of a target for programs."""
    target = one.target
    found = {
        "target": target.id, "value": target.value, "unit": target.unit, "kind": target.kind,
        "deadline": target.deadline, "announced_by": target.announced_by,
        "announced_on": target.announced_on, "source": target.source, "note": target.note,
        "measured_by": one.series, "is_stand_in": one.is_stand_in, "status": one.status,
        "gap_usd_m": one.gap, "reached_share": one.reached_share,
        "announced_yearly": one.announced.yearly if one.announced else None,
        "by_deadline_yearly": one.by_deadline.yearly if one.by_deadline else None,
        "observed_yearly": one.observed.yearly if one.observed else None,
        "required_yearly": one.required.yearly if one.required else None,
        "needed_a_month_usd_m": one.needed_monthly, "observed_over_announced": one.ratio,
    }  # fmt: skip
    return {name: datum(value) for name, value in found.items()}
