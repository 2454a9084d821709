"""A country's law on every day at once: a table of values, and a rulebook of trees.

> A law is a table (parameters x epochs) and a graph of pure functions. A date is an index. A reform
> is another table. An explanation is the same function run on numbers that remember.

A `Law` is frozen. Its reforms (`set`, `hold`, `replace`, `with_status`, `as_known`) give another
law that shares all that did not change. Its readings live beside it, one module each.

**What a compiler of columns needs.** An *epoch* is a span of days over which nothing changes,
neither a value nor the version of a rule; `law.epochs` are their first days, the first of them the
beginning of time, and `law.epoch_of(day)` is an index into them. A *cell* is a parameter with a
key, `("retention_share", "freelancer")`; the key is empty for a parameter that is not keyed, and
`law.cells` lists all. `law.value(cell, epoch)` is a Decimal (a date is its day's number), a bool,
bands `((start, rate), ...)`, or `Unsettled` where the law gives none: then all that needs it is
unknown. `law.trees(epoch)` gives `(name, tree)` of every rule in force in the epoch, each after
those that it reads, exceptions folded in; two epochs of one regime give the same objects, so
`law.regime(epoch)` can key what was compiled. A `Name` in a tree is a fact, a rule, or a parameter;
a keyed parameter (`law.parameters[name].by` is the fact whose choice picks the key) is looked up by
the row's own key, and a key without a value is like an unsettled one. `on`, the day itself, is a
fact of unit `date`. A rule that has no version in force is unsettled for those that read it. What
the words mean is in `expression.py` and `kleene.py`; `law.unit_of(name)` is a unit as text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import localcontext
from functools import cached_property
from typing import Any

from baramad.measure.dated import Dated, Step, turns
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.ask import Question, ask
from baramad.policy.booking import Booking, Receipt, Reversal, book
from baramad.policy.check import faults_in, unused
from baramad.policy.digest import digest
from baramad.policy.explanation import Explanation, explain
from baramad.policy.expression import Expression
from baramad.policy.kleene import EXACT, Exact
from baramad.policy.parameter import BINDING, Cell, Parameter, Provision, Value
from baramad.policy.program import Program, program
from baramad.policy.quantity import day_number, read_facts
from baramad.policy.reform import (
    CONTINUE,
    HOLD,
    SET,
    Change,
    Difference,
    changed,
    differences,
    replaced,
)
from baramad.policy.rule import Fact, Rule, rule_of
from baramad.policy.rulebook import Regime, Rulebook
from baramad.policy.table import Table, tabled
from baramad.policy.unknown import NOT_IN_FORCE, Unknown, Unsettled

_DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False, repr=False)
class Law:
    """The law of one country as some rows and rules have it."""

    rulebook: Rulebook
    table: Table
    statuses: frozenset[str] = BINDING
    changes: tuple[Change, ...] = ()  # reforms made of values, first to last
    shelf: dict[Any, Any] = field(default_factory=dict, init=False)  # what readings made of epochs

    def __repr__(self) -> str:
        return f"Law({self.rulebook.pack}, {self.hash})"

    @staticmethod
    def of(
        rulebook: Rulebook,
        statuses: frozenset[str] = BINDING,
        changes: Iterable[Change] = (),
    ) -> Law:
        """Law of a rulebook: as it binds, unless other statuses count as well."""
        table = tabled(
            rulebook.parameters, lambda row: row.status in statuses and rulebook.is_known(row)
        )
        return Law(rulebook, table, statuses).reformed(changes)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Facts that may be asked for, by name."""
        return self.rulebook.facts

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters by name, with every row of every source."""
        return self.rulebook.parameters

    @property
    def rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """Versions of each rule in order of time, by name."""
        return self.rulebook.rules

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Places of the table: parameter and key."""
        return tuple(self.table)

    @cached_property
    def epochs(self) -> tuple[date, ...]:
        """First days of the spans in which nothing changes; the first is the beginning of time."""
        days = {day for dated in self.table.values() for day in turns(dated)}
        return tuple(sorted(days.union(self.rulebook.starts)))

    @cached_property
    def hash(self) -> str:
        """Content hash: equal for laws that decide alike, however they were made."""
        return digest(self.rulebook, self.table)

    def epoch_of(self, day: date) -> int:
        """Index of the epoch in which a day lies."""
        return bisect_right(self.epochs, day) - 1

    def regime(self, epoch: int) -> Regime:
        """Rules in force in an epoch."""
        return self.rulebook.regime(self.epochs[epoch])

    def trees(self, epoch: int) -> tuple[tuple[str, Expression], ...]:
        """Rules in force in an epoch as trees, each after those that it reads."""
        return tuple(self.regime(epoch).trees.items())

    def step(self, cell: Cell, day: date) -> Step[Provision] | None:
        """What a cell holds on a day, with its first and last day and its source."""
        return self.table[cell].at(day)

    def value(self, cell: Cell, epoch: int) -> Value | Unsettled:
        """Value of a cell in an epoch, never carried on from another."""
        step = self.table[cell].at(self.epochs[epoch])
        return step.value.value if step else _not_in_force(cell[0], self.table[cell])

    def answer(
        self, on: date, facts: Mapping[str, object], wanted: Sequence[str] | None = None
    ) -> dict[str, Exact]:
        """Values of the wanted names on a day, of every rule when none are named.

        A value is a Decimal, a bool, or Unknown with the facts that it needs and with what the law
        leaves unsettled. RequestError for facts or names that cannot be.
        """
        program, values = self.ready(on, wanted)
        with localcontext(EXACT):
            given = {**read_facts(facts, self.rulebook.asked), "on": day_number(on)}
            return program.decide({**program.missing, **given}, values)

    def explain(
        self, on: date, facts: Mapping[str, object], wanted: Sequence[str] | None = None
    ) -> Explanation:
        """The same answer with all that it rests on, what decided it and what would change it."""
        program, values = self.ready(on, wanted)
        with localcontext(EXACT):
            given = {**read_facts(facts, self.rulebook.asked), "on": day_number(on)}
            return explain(self, on, given, program, values)

    def ask(
        self,
        on: date,
        facts: Mapping[str, object],
        wanted: Sequence[str],
        skip: Collection[str] = (),
    ) -> Question | None:
        """The next best question, none of those to skip; None when no other fact would help."""
        return ask(self.explain(on, facts, wanted), skip)

    def set(
        self, name: str, since: date | str, value: object, key: str = "", label: str = ""
    ) -> Law:
        """Law in which a value changes on a day, until its next scheduled change."""
        return self.reformed([Change(SET, name, str(since), _written(value), key, label)])

    def hold(
        self, name: str, since: date | str, value: object, key: str = "", label: str = ""
    ) -> Law:
        """Law in which a value changes on a day for good, whatever was scheduled."""
        return self.reformed([Change(HOLD, name, str(since), _written(value), key, label)])

    def assume_continued(self, name: str, label: str = "assumed to continue") -> Law:
        """Law in which the last value of a parameter goes on beyond its end."""
        return self.reformed([Change(CONTINUE, name, label=label)])

    def reformed(self, changes: Iterable[Change]) -> Law:
        """Law with changes made one after the other."""
        law = self
        for one in changes:
            law = replace(law, table=changed(law, one), changes=(*law.changes, one))
        return law

    def replace(self, rule: object) -> Law:
        """Law with another text of a rule, over the days that its decorator names."""
        found = rule if isinstance(rule, Rule) else rule_of(rule)
        if found is None:
            raise TypeError("only a function decorated as a rule or an exception replaces one")
        return replace(self, rulebook=replaced(self.rulebook, found))

    def with_status(self, *statuses: str) -> Law:
        """Law as if what is `announced` or `proposed` held as well."""
        return Law.of(self.rulebook, self.statuses | set(statuses), self.changes)

    def as_known(self, day: date) -> Law:
        """Law as it was known on a day: later rows and rules are not in it yet."""
        return Law.of(replace(self.rulebook, known_on=day), self.statuses, self.changes)

    def book(
        self,
        events: Iterable[Receipt | Reversal],
        wanted: Sequence[str],
        standing: Mapping[str, object],
    ) -> Booking:
        """Postings of one exporter's receipts in order of arrival, which add up to the cent."""
        return book(self, events, wanted, standing)

    def check(self) -> list[Fault]:
        """Everything wrong with the law, as it was loaded or as it was reformed."""
        return [*faults_in(self.rulebook), *unused(self.rulebook)]

    def diff(self, other: Law) -> list[Difference]:
        """Where another law differs: values by span of days, rules by their texts."""
        return differences(self, other)

    def reads(self, on: date, wanted: Sequence[str]) -> frozenset[str]:
        """Every name that some names rest on, on a day, themselves included."""
        found = self.ready(on, wanted)[0]
        return frozenset([*wanted, *found.facts, *found.parameters, *found.trees, *found.absent])

    def ready(self, on: date, wanted: Sequence[str] | None) -> tuple[Program, Sequence[Exact]]:
        """Program of an epoch for some names, and the values that it is handed."""
        epoch, names = self.epoch_of(on), wanted if wanted is None else tuple(wanted)
        if epoch == 0 and self.epochs[1:] and on < self.epochs[1] - _DAY:
            reason = f"The law known here begins on {self.epochs[1]}."
            raise RequestError([Fault("on", reason, "Give that day or a later one.", f"{on}")])
        if (found := self.shelf.get((epoch, names))) is None:
            regime = self.regime(epoch)
            if (made := regime.programs.get(names)) is None:
                known = tuple(self.rules) if names is None else self._named(names)
                made = regime.programs[names] = program(self.rulebook, regime, known)
            values = tuple(self._entry(self.parameters[one], epoch) for one in made.parameters)
            found = self.shelf[epoch, names] = (made, values)
        return found

    def _named(self, wanted: Sequence[str]) -> Sequence[str]:
        known = [*self.rules, *self.parameters, *self.facts]
        faults = [
            Fault(name, f"The law knows no `{name}`.", did_you_mean(name, known))
            for name in wanted
            if name not in known
        ]
        if faults:
            raise RequestError(faults)
        return wanted

    def _entry(self, parameter: Parameter, epoch: int) -> Exact:
        """What a program is handed for a parameter: a value, or values by key."""
        found = {key: _known(self.value((parameter.name, key), epoch)) for key in parameter.keys}
        return found if parameter.by else found[""]

    def unit_of(self, name: str) -> str:
        """Unit of a fact, a parameter or a rule; a total's is per its period."""
        if name in self.facts:
            return self.facts[name].unit
        if name in self.parameters:
            return self.parameters[name].unit
        rule = self.rules[name][0]
        return self.unit_of(rule.to) if rule.to else rule.unit


def _written(value: object) -> str:
    """Value of a reform as a pack's row would write it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _known(value: Value | Unsettled) -> Exact:
    return Unknown.because(value) if isinstance(value, Unsettled) else value


def _not_in_force(name: str, dated: Dated[Provision]) -> Unsettled:
    if not dated.steps:
        return Unsettled(NOT_IN_FORCE, name)
    return Unsettled(NOT_IN_FORCE, name, "", dated.steps[0].since, dated.steps[-1].until)
