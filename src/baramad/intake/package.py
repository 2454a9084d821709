"""An evidence package, a folder of CSV tables, read into one frozen bundle of facts.

Nothing is read by halves: any fault anywhere and the whole package is refused, with every fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from baramad.facts import Break, Claim, Evidence, Observation, Series, Source, Target
from baramad.facts.claim import KINDS, RELATIONS
from baramad.facts.observation import STATUSES
from baramad.intake.resolve import unresolved
from baramad.intake.table import Row, read_rows
from baramad.measure.fault import EvidenceError, Fault
from baramad.measure.period import Month

T = TypeVar("T")
OBSERVATION_TABLES = (
    "monthly", "cumulative", "blocks", "fiscal_years", "components", "it_ites_bridge",
    "destinations", "workforce", "freelancers", "usd_pkr", "peers", "peers_national", "indicators",
)  # fmt: skip
COLUMNS_OF = {  # each table, in its order
    "sources": "key,publisher,published,kind,address,note",
    "series": "key,family,title,title_ur,definition,unit,frequency,note",
    "observations": "series,area,counterpart,period,value,unit,status,vintage,source,inputs,note",
    "claims": "id,source,speaker,said_on,subject,family,series,kind,relation,value,unit,period,"
    "certainty,hedge,of,part_of,drives,same_as,system,place,note",
    "targets": "id,value,value_high,unit,series,deadline,span_years,kind,announced_by,"
    "announced_on,source,note",
    "breaks": "series,at,cuts,reason,source,confidence",
}
_SOURCE_KINDS = frozenset(
    ["statistics", "law", "official", "news", "report", "company", "dataset", "seed", "study"]
)
_TARGET_KINDS = frozenset(["target", "expectation", "potential", "forecast", "afterwards"])
_CERTAINTIES = frozenset(
    ["stated", "inferred-high", "inferred-low", "ambiguous", "relative-undated", "undated"]
)
_YES_NO = frozenset({"yes", "no"})


def read_evidence(
    folder: Path, *, as_of: date = date.max, indicators: Mapping[str, Series] | None = None
) -> Evidence:
    """Evidence of a data package; `indicators` are series that the pack's systems define.

    Raises EvidenceError with every fault: missing file or column, text for a number, duplicate,
    value without source, unknown key, unreadable period.
    """
    faults: list[Fault] = []
    sources = _keyed(folder, "sources", _source, faults)
    series = _keyed(folder, "series", _series, faults) | dict(indicators or {})
    tables = {name: _observations(folder, name, faults) for name in OBSERVATION_TABLES}
    claims = _keyed(folder, "claims", _claim, faults)
    targets = _keyed(folder, "targets", _target, faults)
    breaks = [one for row in _rows(folder, "breaks", faults) if (one := _break(row))]
    evidence = Evidence(as_of, sources, series, tables, claims, targets, tuple(breaks))
    faults.extend(unresolved(evidence) if not faults else [])
    if faults:
        raise EvidenceError(faults)
    return evidence


def _rows(folder: Path, table: str, faults: list[Fault], shape: str = "") -> list[Row]:
    columns = COLUMNS_OF[shape or table].split(",")
    return list(read_rows(folder / f"{table}.csv", columns, faults))


def _keyed(
    folder: Path, table: str, build: Callable[[Row], T | None], faults: list[Fault]
) -> dict[str, T]:
    """Records of a table by their first column, which may not repeat."""
    key = COLUMNS_OF[table].partition(",")[0]
    records: dict[str, T] = {}
    for row in _rows(folder, table, faults):
        if (name := row.required(key)) in records:
            row.blame(key, f"`{name}` stands twice in {table}.csv.", "Keep one of the two rows.")
        elif (record := build(row)) is not None:
            records[name] = record
    return records


def _observations(folder: Path, table: str, faults: list[Fault]) -> tuple[Observation, ...]:
    """Observations of a table; the same print given twice is a fault."""
    found: dict[tuple[object, ...], Observation] = {}
    for row in _rows(folder, table, faults, "observations"):
        if (one := _observation(row)) is None:
            continue
        identity = (one.series, one.area, one.counterpart, one.period or row.place, one.value,
                    one.status, one.vintage, one.source, one.unit)  # fmt: skip
        if identity in found:
            reason = f"The print of {one.series} for {row.text('period')} stands twice."
            row.blame("period", reason, "Keep one of the two rows.")
        elif rival := _rival(one, found.values()):
            reason = (
                f"{one.series} for {row.text('period')} has two first prints: {rival.value} and "
                f"{one.value}."
            )
            row.blame("period", reason, "Mark the later one revised, restated or conflicting.")
        found[identity] = one
    return tuple(found.values())


def _rival(one: Observation, others: Iterable[Observation]) -> Observation | None:
    """Another first print of the same month; two cannot both have been first."""
    if one.status != "first_print" or one.period is None or len(one.period.months) != 1:
        return None
    subject = (one.series, one.area, one.counterpart, one.period)
    for other in others:
        same = subject == (other.series, other.area, other.counterpart, other.period)
        if same and other.status == "first_print":
            return other
    return None


def _observation(row: Row) -> Observation | None:
    record = Observation(
        series=row.required("series"),
        area=row.required("area"),
        counterpart=row.text("counterpart"),
        period=row.period("period"),
        value=row.number("value"),
        unit=row.required("unit"),
        status=row.one_of("status", STATUSES),
        vintage=row.partial("vintage"),
        source=row.required("source"),
        inputs=tuple(row.text("inputs").split()),
        note=row.text("note"),
    )
    return record if row.is_sound else None


def _source(row: Row) -> Source | None:
    record = Source(
        key=row.required("key"),
        publisher=row.required("publisher"),
        published=row.partial("published"),
        kind=row.one_of("kind", _SOURCE_KINDS),
        address=row.text("address"),
        note=row.text("note"),
    )
    return record if row.is_sound else None


def _series(row: Row) -> Series | None:
    record = Series(
        key=row.required("key"),
        family=row.required("family"),
        title=row.required("title"),
        definition=row.required("definition"),
        unit=row.required("unit"),
        frequency=row.text("frequency"),
        note=row.text("note"),
        title_ur=row.text("title_ur"),
    )
    return record if row.is_sound else None


def _claim(row: Row) -> Claim | None:
    texts = ("speaker", "subject", "family", "series", "unit", "hedge", "of", "part_of", "drives",
             "same_as", "system", "place", "note")  # fmt: skip
    record = Claim(
        id=row.required("id"),
        source=row.required("source"),
        said_on=row.partial("said_on"),
        kind=row.one_of("kind", KINDS),
        relation=row.one_of("relation", RELATIONS),
        value=row.number("value"),
        period=row.period("period"),
        certainty=row.one_of("certainty", _CERTAINTIES),
        **{name: row.text(name) for name in texts},
    )
    return record if row.is_sound else None


def _target(row: Row) -> Target | None:
    record = Target(
        id=row.required("id"),
        value=row.number("value"),
        value_high=row.optional_number("value_high"),
        unit=row.required("unit"),
        series=row.required("series"),
        deadline=row.period("deadline"),
        span_years=row.optional_number("span_years"),
        kind=row.one_of("kind", _TARGET_KINDS),
        announced_by=row.required("announced_by"),
        announced_on=row.partial("announced_on"),
        source=row.required("source"),
        note=row.text("note"),
    )
    return record if row.is_sound else None


def _break(row: Row) -> Break | None:
    at = row.period("at")
    if at is None and row.is_sound:
        row.blame("at", "A break needs its month.", "Write the first month of the new regime.")
    record = Break(
        series=row.required("series"),
        at=Month.of(at.first) if at else Month(1, 1),
        cuts=row.one_of("cuts", _YES_NO) == "yes",
        reason=row.required("reason"),
        source=row.required("source"),
        confidence=row.text("confidence"),
    )
    return record if row.is_sound else None
