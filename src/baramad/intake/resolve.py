"""Whether every name in an evidence package leads somewhere: sources, series, other claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from baramad.facts import Evidence
from baramad.measure.fault import Fault, did_you_mean

_HOME = dict.fromkeys(("of", "part_of", "drives", "same_as"), "claims.csv") | {
    "source": "sources.csv",
    "series": "series.csv",
}


def unresolved(evidence: Evidence) -> Iterator[Fault]:
    """Faults of names that nothing answers to."""
    yield from _observations(evidence)
    yield from _claims(evidence)
    for target in evidence.targets.values():
        place = f"targets.csv, `{target.id}`"
        yield from _unknown(place, "source", target.source, evidence.sources)
        yield from _unknown(place, "series", target.series, evidence.series)
    for one in evidence.breaks:
        yield from _unknown("breaks.csv", "source", one.source, evidence.sources)
        yield from _unknown("breaks.csv", "series", one.series, evidence.series)


def _observations(evidence: Evidence) -> Iterator[Fault]:
    for table, rows in evidence.tables.items():
        for row in rows:
            place = f"{table}.csv, {row.series} {row.period or 'undated'}"
            yield from _unknown(place, "series", row.series, evidence.series)
            for key in (row.source, *row.inputs):
                yield from _unknown(place, "source", key, evidence.sources)


def _claims(evidence: Evidence) -> Iterator[Fault]:
    for claim in evidence.claims.values():
        place = f"claims.csv, `{claim.id}`"
        yield from _unknown(place, "source", claim.source, evidence.sources)
        if claim.series:
            yield from _unknown(place, "series", claim.series, evidence.series)
        for column in ("of", "part_of", "drives", "same_as"):
            if key := getattr(claim, column):
                yield from _unknown(place, column, key, evidence.claims)


def _unknown(place: str, column: str, key: str, known: Collection[str]) -> Iterator[Fault]:
    if key not in known:
        reason = f"Nothing is known as the {column} `{key}`."
        add = f"Or add it to {_HOME[column]} first."
        remedy = f"{did_you_mean(key, [*known])} {add}"
        yield Fault(place, reason, remedy, f"{column} = {key!r}")
