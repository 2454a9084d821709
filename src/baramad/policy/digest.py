"""The content hash of a law: equal when two laws decide alike, however they were made.

It covers values with their days, rules as canonical trees with theirs, facts and units. It leaves
out titles, notes, sources and layout, so a reform that is taken back gives the old hash again.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256

from baramad.measure.dated import Dated
from baramad.policy.expression import written
from baramad.policy.parameter import Provision
from baramad.policy.rulebook import Rulebook
from baramad.policy.table import Table
from baramad.policy.unknown import Unsettled


def digest(book: Rulebook, table: Table) -> str:
    """SHA-256 of a law's content, first 16 hexadecimal digits."""
    found = sha256()
    for line in (*_definitions(book), *_values(table)):
        found.update(line.encode() + b"\n")
    return found.hexdigest()[:16]


def _definitions(book: Rulebook) -> Iterator[str]:
    for name, fact in sorted(book.facts.items()):
        yield f"fact {name} {fact.unit} {fact.choices} {fact.of} {fact.within}"
    for name, one in sorted(book.parameters.items()):
        yield f"parameter {name} {one.unit} {one.by}"
    for _, versions in sorted(book.versions.items()):
        for rule in versions:
            yield (
                f"rule {rule.name} {rule.unit} {rule.since} {rule.last} "
                f"{rule.to} {rule.applies} {written(rule.tree())}"
            )


def _values(table: Table) -> Iterator[str]:
    for cell, dated in sorted(table.items()):
        yield f"cell {cell} {'; '.join(_steps(dated))}"


def _steps(dated: Dated[Provision]) -> Iterator[str]:
    for step in dated.joined().steps:
        yield f"{step.since}/{step.last} {_text(step.value.value)}"


def _text(value: object) -> str:
    """Text of a value that is the same for 0.5 and 0.50."""
    if isinstance(value, Unsettled):
        return value.kind
    if isinstance(value, tuple):
        return " ".join(_text(one) for one in value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
