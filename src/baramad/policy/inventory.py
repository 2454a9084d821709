"""What a sound pack holds, counted; and what its worked cases try, system by system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from baramad.policy.audit import Audit
from baramad.policy.coverage import GIVEN
from baramad.policy.parameter import BINDING
from baramad.policy.wiring import place_of, system_of

SYSTEMS = ("system", "rules", "branches", "tried", "days", "with_a_case", "percent")
UNTRIED = ("kind", "system", "name", "on", "side", "text", "place")


def inventory(found: Audit) -> list[tuple[object, ...]]:
    """Rows of what there is, how many, and a word on them."""
    law = found.law
    rows = [row for one in law.parameters.values() for row in one.rows]
    statuses = Counter(row.status for row in rows)
    binding = [row for row in rows if row.status in BINDING]
    confirmed = sum(bool(row.confirmed_by) for row in binding)
    versions = [one for versions in law.rules.values() for one in versions]
    exceptions = sum(bool(one.to) for one in versions)
    branches, days = len(found.covered.branches), len(found.days)
    return [
        ("facts", len(law.rulebook.asked), "asked of an exporter"),
        ("parameters", len(law.parameters), "values set by an authority"),
        ("rows", len(rows), ", ".join(f"{n} {status}" for status, n in statuses.most_common())),
        ("confirmed rows", confirmed, f"of {len(binding)} of law, by a person"),
        ("conflicts", len(set(_conflicts(found))), "between sources"),
        ("rules", len(law.rules), f"{len(versions)} versions, {exceptions} of exceptions"),
        ("days of change", len(law.epochs) - 1, "on which a value or a rule changes"),
        ("sources", len(law.rulebook.sources), "documents"),
        ("cases", len(found.cases), "all as the law says"),
        ("branches", branches, f"{branches - len(found.covered.untried)} tried by a case"),
        ("days to be tried", days, f"{days - len(found.untold)} tried by a case"),
    ]


def _conflicts(found: Audit) -> Iterator[tuple[str, str]]:
    for one in found.law.parameters.values():
        yield from ((one.name, row.conflict) for row in one.rows if row.conflict)


def by_system(found: Audit) -> list[tuple[object, ...]]:
    """Rows of coverage, a system each."""
    return [
        (one.system, one.rules, one.branches, one.tried, one.days, one.told, round(one.percent, 1))
        for one in found.systems
    ]


def untried(found: Audit) -> list[tuple[object, ...]]:
    """Rows of branches and days that no case tries."""
    law = found.law
    branches: list[tuple[object, ...]] = [
        (
            "branch",
            found.system_of(one),
            one.rule,
            None,
            "a value" if one.side == GIVEN else one.side,
            one.rule if one.side == GIVEN else one.text,
            one.place,
        )
        for one in found.covered.untried
    ]
    days = [
        ("day", system_of(law, one.name), one.name, one.on, "", "", place_of(law, one.name, one.on))
        for one in found.untold
    ]
    return [*branches, *days]
