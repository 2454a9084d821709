"""Parts that do not make their whole, or make it where something else already stands.

Claims with `part_of`; components of one release against its total; an increase told beside a level;
a whole that counts twice a part already inside the official total.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.facts import Claim, Evidence, Observation
from baramad.track.stated import (
    Conflict,
    Prints,
    Stated,
    agree,
    amount,
    conflict,
    of_claim,
    of_print,
)

_COMPONENTS = ("computer", "telecom", "information")
_SLACK = Decimal("0.01")


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Wholes of claims, then increases beside levels, then components of releases."""
    prints = Prints(evidence)
    for whole in evidence.claims.values():
        parts = [one for one in evidence.claims.values() if one.part_of == whole.id]
        if len(parts) > 1:
            yield from _sum(evidence, prints, whole, parts)
    yield from _increases(evidence)
    yield from _releases(evidence)


def _sum(
    evidence: Evidence, prints: Prints, whole: Claim, parts: list[Claim]
) -> Iterator[Conflict]:
    total, stated = of_claim(whole), [of_claim(one) for one in parts]
    added = sum((one.value for one in stated), Decimal(0))
    members = (total, *stated)
    told = " + ".join(amount(one.value, one.unit) for one in stated)
    if abs(added - total.value) > total.value * _SLACK:
        yield conflict(
            "parts",
            "impossible",
            members,
            "The parts, {parts}, add up to {added}, not to the {whole} told as their whole.",
            parts=told,
            added=amount(added, total.unit),
            whole=amount(total.value, total.unit),
        )
        return
    double = _official_part(prints, whole, stated)
    if double:
        yield conflict(
            "double count",
            "impossible",
            members,
            "{whole} adds {rest} to {part}; but {part} is already the official total for "
            "{period}, with that part inside.",
            whole=amount(total.value, total.unit),
            part=amount(double, total.unit),
            rest=amount(added - double, total.unit),
            period=whole.period,
        )
    base = _base(evidence, whole)
    if whole.kind == "target" and base is not None:
        yield conflict(
            "parts",
            "impossible",
            (total, *stated, base),
            "The parts, {parts}, make up the whole {whole} and leave no room for the {base} "
            "that existed already; read as additions they would end at {end}.",
            parts=told,
            whole=amount(total.value, total.unit),
            base=amount(base.value, base.unit),
            end=amount(total.value + base.value, total.unit),
        )


def _official_part(prints: Prints, whole: Claim, parts: list[Stated]) -> Decimal | None:
    """Part that by itself is the official total of the period."""
    if whole.period is None or whole.kind != "actual" or whole.series.endswith("_estimate"):
        return None
    for part in parts:
        for one in prints.about(whole.period):
            if one.family == "exports" and agree(one.value, part.value):
                return Decimal(part.value)
    return None


def _base(evidence: Evidence, whole: Claim) -> Stated | None:
    """Level that the same text says exists already."""
    for one in evidence.claims.values():
        same_text = one.source == whole.source and one.family == whole.family
        if same_text and (one.kind, one.relation, one.unit) == ("actual", "level", whole.unit):
            return of_claim(one)
    return None


def _increases(evidence: Evidence) -> Iterator[Conflict]:
    """An increase by an amount beside a level of the same amount in one text."""
    claims = evidence.claims.values()
    for rise in (one for one in claims if one.relation == "increase" and one.kind == "target"):
        for level in claims:
            same = (level.source, level.family, level.unit, level.value) == (
                rise.source, rise.family, rise.unit, rise.value,
            )  # fmt: skip
            if same and level.relation == "level" and level.kind == "target":
                base = _base(evidence, level)
                end = of_claim(rise).value + (base.value if base else 0)
                yield conflict(
                    "level or increase",
                    "unresolved",
                    (of_claim(rise), of_claim(level), *([base] if base else [])),
                    "One text sets exports of {value} and an increase by {value}; the second "
                    "would end at {end}.",
                    value=amount(of_claim(rise).value, of_claim(rise).unit),
                    end=amount(end, of_claim(rise).unit) if base else "more than that",
                )
                break


def _releases(evidence: Evidence) -> Iterator[Conflict]:
    for table, total, parts in disputed(evidence):
        yield _release(table, total, parts)


def disputed(evidence: Evidence) -> Iterator[tuple[str, Observation, list[Observation]]]:
    """Totals, with their table, that the components printed by one document do not make."""
    spans: dict[tuple[object, str], dict[str, Observation]] = {}
    for row in evidence.tables.get("components", ()):
        if row.series in _COMPONENTS:
            spans.setdefault((row.period, row.source), {})[row.series] = row
    for table in ("monthly", "cumulative"):
        for total in evidence.tables.get(table, ()):
            parts = [*spans.get((total.period, total.source), {}).values()]
            added = sum((one.value for one in parts), Decimal(0))
            is_whole = len(parts) == len(_COMPONENTS) and total.series == "ict_total"
            if is_whole and abs(added - total.value) > total.value * _SLACK:
                yield table, total, parts


def _release(table: str, total: Observation, parts: list[Observation]) -> Conflict:
    added = sum((one.value for one in parts), Decimal(0))
    members = [of_print(one, "components", "component") for one in parts]
    told = sorted(f"{one.series} {one.value}" for one in parts)
    return conflict(
        "parts",
        "unresolved",
        (of_print(total, table, "exports"), *members),
        "One release prints {total} for {period} and components, {parts}, that add up to {added}.",
        total=amount(total.value),
        period=total.period,
        parts=", ".join(told),
        added=amount(added),
    )
