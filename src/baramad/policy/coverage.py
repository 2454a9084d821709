"""What the worked cases leave untried: branches of the rules, and days on which the law changes.

A branch is tried when a case's explanation went that way: each side of a `when`, value and limit of
`at_least` and `at_most`, each condition of an `all_of` failing and all of them holding, each of an
`any_of` holding and all failing, each band, and each rule giving a value at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from baramad.measure.dated import turns
from baramad.policy.case import Case
from baramad.policy.explanation import Explanation, Node, taken
from baramad.policy.expression import Expression, Name, Term, names_in, written
from baramad.policy.law import Law
from baramad.policy.parameter import LAW, Bands
from baramad.policy.unknown import Unknown

GIVEN, THEN, OTHERWISE, VALUE, LIMIT = "given", "then", "otherwise", "value", "limit"
ALL, NONE, BELOW = "all hold", "none holds", "below the first band"
_BANDED = frozenset({"schedule", "tier"})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Branch:
    """One way through a rule: the word as it is written, and the side taken."""

    rule: str
    text: str
    side: str
    place: str = field(compare=False, default="")

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.side} of {self.text}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Branches of a law, and those that its cases tried."""

    branches: frozenset[Branch]
    tried: frozenset[Branch]

    @property
    def untried(self) -> list[Branch]:
        """Branches that no case went through, in order of rule."""
        return sorted(self.branches - self.tried)

    @property
    def share(self) -> Decimal:
        """Share of the branches that were tried."""
        found = len(self.branches & self.tried)
        return Decimal(found) / len(self.branches) if self.branches else Decimal(1)


def coverage(law: Law, cases: Iterable[Case]) -> Coverage:
    """Branches of a law under all its regimes, and those tried by cases."""
    tried = {one for case in cases for one in tried_by(case.explained(law))}
    return Coverage(frozenset(branches(law)), frozenset(tried))


def branches(law: Law) -> Iterator[Branch]:
    """Every branch of every version of every rule."""
    for epoch in range(len(law.epochs)):
        regime = law.regime(epoch)
        for name, tree in regime.trees.items():
            place = regime.rules[name].place
            yield Branch(name, place, GIVEN, place)
            for term in _terms(tree):
                for side in _sides(law, term, epoch):
                    yield Branch(name, written(term), side, place)


def _terms(tree: Expression) -> Iterator[Term]:
    if isinstance(tree, Term):
        yield tree
        for one in tree.operands:
            yield from _terms(one)


def _sides(law: Law, term: Term, epoch: int) -> Iterator[str]:
    if term.word == "when":
        yield from (THEN, OTHERWISE)
    elif term.word in {"at_least", "at_most"}:
        yield from (VALUE, LIMIT)
    elif term.word == "all_of":
        yield from (ALL, *(f"{name} fails" for name in term.names))
    elif term.word == "any_of":
        yield from (NONE, *(f"{name} holds" for name in term.names))
    elif term.word in _BANDED and isinstance(bands := term.operands[1], Name):
        for cell in law.parameters[bands.name].cells:
            if isinstance(value := law.value(cell, epoch), tuple):
                yield from (_band(start) for start, _ in value)
                if value[0][0] > 0:
                    yield BELOW


def _band(start: Decimal) -> str:
    return f"band from {start:f}"


def tried_by(told: Explanation) -> Iterator[Branch]:
    """Branches that an explanation went through on its way to the wanted names."""
    seen: set[str] = set()
    ahead = list(told.wanted)
    while ahead:
        name = ahead.pop()
        if name in seen or name not in told.nodes:
            continue
        seen.add(name)
        node = told.nodes[name]
        if not isinstance(node.value, Unknown):
            yield Branch(name, told.rule(name).place, GIVEN)
        for one in taken(node):
            if isinstance(one.tree, Name):
                ahead.append(one.tree.name)
            elif isinstance(one.tree, Term):
                for side in _side(one, one.tree):
                    yield Branch(name, written(one.tree), side)


def _side(node: Node, term: Term) -> Iterator[str]:
    values = [one.value for one in node.operands]
    if term.word == "when" and isinstance(values[0], bool):
        yield THEN if values[0] else OTHERWISE
    elif term.word in {"at_least", "at_most"} and not isinstance(node.value, Unknown):
        yield VALUE if node.deciding == (0,) else LIMIT
    elif term.word == "all_of":
        yield from [ALL] if node.value is True else []
        yield from (f"{n} fails" for n, v in zip(term.names, values, strict=True) if v is False)
    elif term.word == "any_of":
        yield from [NONE] if node.value is False else []
        yield from (f"{n} holds" for n, v in zip(term.names, values, strict=True) if v is True)
    elif term.word in _BANDED and not isinstance(node.value, Unknown):
        yield _reached(*values)


def _reached(amount: Decimal, bands: Bands) -> str:
    starts = [start for start, _ in bands if start <= amount]
    return _band(starts[-1]) if starts else BELOW


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """A day on which a parameter or a rule changes, or the day before, that no case speaks of."""

    on: date
    name: str


def untold(law: Law, cases: Sequence[Case]) -> list[Turn]:
    """Days of change, and days before, without a case that rests on what changes."""
    told: dict[date, set[str]] = {}
    for case in cases:
        if case.status == LAW and not case.as_known:
            told.setdefault(case.on, set()).update(law.reads(case.on, [*case.expect]))
    return sorted(turn for turn in _turns(law) if turn.name not in told.get(turn.on, ()))


def _turns(law: Law) -> Iterator[Turn]:
    """Both days of every change of what is read or decided on them."""
    found = {(day, cell[0]) for cell, dated in law.table.items() for day in turns(dated)}
    for name, versions in law.rulebook.versions.items():
        for one in versions:
            found.update((day, name) for day in _ends(one.since, one.last))
    for change, name in found:
        for day in (change - _DAY, change):
            if name in law.rules or _is_read(law, name, day):
                yield Turn(day, name)


def _ends(since: date, last: date) -> Iterator[date]:
    if since > date.min:
        yield since
    if last < date.max:
        yield last + _DAY


def _is_read(law: Law, name: str, day: date) -> bool:
    return any(name in names_in(tree) for tree in law.rulebook.regime(day).trees.values())
