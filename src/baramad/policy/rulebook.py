"""The rulebook of a law: its facts, its parameters' definitions, its rules as trees by name.

Rules have versions with days of their own, so the rulebook is cut into regimes: spans of days in
which the same versions are in force. A regime's trees stand in an order in which every rule comes
after all that it reads. Values are not in here; laws that differ in values share one rulebook.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from graphlib import TopologicalSorter
from types import MappingProxyType
from typing import Any

from baramad.facts import Source
from baramad.measure.dated import EVER, spans_between
from baramad.policy.expression import Expression, Name, Term, names_in
from baramad.policy.parameter import Parameter, Row
from baramad.policy.rule import Fact, Rule

ON = Fact(
    unit="date",
    ask={"en": "On which day?", "ur": "کس دن؟"},
    name="on",
    place="built in",
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class Regime:
    """The rules in force over a span of days."""

    since: date
    rules: Mapping[str, Rule]  # the version in force, by name
    absent: Mapping[str, tuple[Rule, ...]]  # all versions of rules of which none is in force
    folded: dict[Any, Expression]  # trees that regimes share, by what they are made of
    programs: dict[Any, Any] = field(default_factory=dict)  # compiled readings, by what they give

    @cached_property
    def trees(self) -> Mapping[str, Expression]:
        """Tree of each rule, exceptions folded in, every rule after those that it reads."""
        exceptions: dict[str, list[Rule]] = {}
        for name in sorted(self.rules):
            exceptions.setdefault(self.rules[name].to, []).append(self.rules[name])
        trees = {n: self._tree(rule, exceptions.get(n, [])) for n, rule in self.rules.items()}
        order = TopologicalSorter({name: _rules_read(tree, trees) for name, tree in trees.items()})
        return MappingProxyType({name: trees[name] for name in order.static_order()})

    def closure(self, wanted: Iterable[str]) -> dict[str, Expression]:
        """The trees that some names rest on, in order."""
        trees, needed = self.trees, set(wanted)
        for name in reversed(list(trees)):
            if name in needed:
                needed.update(names_in(trees[name]))
        return {name: tree for name, tree in trees.items() if name in needed}

    def _tree(self, rule: Rule, exceptions: Sequence[Rule]) -> Expression:
        """Tree of a rule, the one that another regime made of the same versions if there is one."""
        made_of = (id(rule), *map(id, exceptions))
        if made_of not in self.folded:
            self.folded[made_of] = rule.settled(_with_exceptions(rule.body(), exceptions))
        return self.folded[made_of]


def _with_exceptions(tree: Expression, exceptions: Sequence[Rule]) -> Expression:
    """Tree in which an exception that applies takes the place of the rule's own text."""
    for index, one in enumerate(exceptions):
        others = [Name(other.applies) for other in exceptions[:index]]
        value: Expression = Name(one.name)
        if others:
            names = tuple(other.name for other in exceptions[: index + 1])
            value = Term("alone", value, *others, names=names, line=0)
        tree = Term("when", Name(one.applies), value, tree, line=0)
    return tree


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Facts, parameters and rules of one country; the documents that they cite."""

    pack: str
    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, tuple[Rule, ...]]  # versions as `in_time` gives them
    sources: Mapping[str, Source] = field(default_factory=dict)
    known_on: date | None = None  # nothing that became known later counts
    vintage: date | None = None  # day up to which the documents were gathered

    @cached_property
    def asked(self) -> Mapping[str, Fact]:
        """Facts that a case may give: all but the day, which is asked for apart."""
        return {name: one for name, one in self.facts.items() if one is not ON}

    @cached_property
    def starts(self) -> tuple[date, ...]:
        """First days of the regimes; the first is the beginning of time."""
        return tuple(sorted({date.min, *self._turns()}))

    def regime(self, day: date) -> Regime:
        """Rules in force on a day."""
        return self._regimes[bisect_right(self.starts, day) - 1]

    @cached_property
    def _regimes(self) -> tuple[Regime, ...]:
        folded: dict[Any, Expression] = {}
        return tuple(self._regime(day, folded) for day in self.starts)

    @cached_property
    def versions(self) -> Mapping[str, tuple[Rule, ...]]:
        """Versions that are known, with their days, by name."""
        if self.known_on is None:
            return self.rules
        return {n: in_time(filter(self.is_known, one)) for n, one in self.rules.items()}

    def is_known(self, one: Row | Rule) -> bool:
        """Whether a row or rule was known: from its own day, or that its document was published.

        One that tells neither was known when it began. A document dated only by its year was out
        when the pack's documents were gathered, at the latest.
        """
        if self.known_on is None:
            return True
        cited = one.cite if isinstance(one, Rule) else one.source
        source = self.sources.get(cited.source)
        published = source.published.last if source and source.published else None
        if published and self.vintage:
            published = min(published, self.vintage)
        return (one.known or published or one.since) <= self.known_on

    def _regime(self, day: date, folded: dict[Any, Expression]) -> Regime:
        found = {
            name: version
            for name, versions in self.versions.items()
            for version in versions
            if version.since <= day <= version.last
        }
        absent = {name: one for name, one in self.versions.items() if name not in found}
        return Regime(day, MappingProxyType(found), MappingProxyType(absent), folded)

    def _turns(self) -> Iterator[date]:
        for versions in self.versions.values():
            for version in versions:
                yield version.since
                if version.last < EVER:
                    yield version.last + _DAY


def in_time(versions: Iterable[Rule]) -> tuple[Rule, ...]:
    """Versions of one rule in order; one without `until` runs until the next begins."""
    ordered = sorted(versions, key=lambda one: one.since)
    spans = spans_between(one.since for one in ordered)
    return tuple(
        replace(one, last=one.until or end) for one, (_, end) in zip(ordered, spans, strict=True)
    )


def _rules_read(tree: Expression, trees: Mapping[str, object]) -> list[str]:
    return [name for name in dict.fromkeys(names_in(tree)) if name in trees]
