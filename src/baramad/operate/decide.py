"""What the law says for one exporter on one day: told in groups, with what is still missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.ask import Question, may_ask
from baramad.policy.explanation import Explanation
from baramad.policy.guide import Group
from baramad.policy.kleene import Exact
from baramad.policy.law import Law
from baramad.policy.parameter import Row
from baramad.policy.rule import Fact, Texts
from baramad.policy.unknown import Unknown, Unsettled
from baramad.policy.wiring import says_of

KNOWN, NEEDS_FACTS, NOT_SETTLED = "known", "needs facts", "not settled"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told: a rule's value, or what it lacks."""

    group: str
    name: str
    says: Texts  # by language: what the rule gives
    unit: str
    value: Exact | None  # None while it is unknown
    needs: tuple[Fact, ...]
    unsettled: tuple[Unsettled, ...]
    titles: Mapping[str, Texts]  # of what is unsettled, by its name
    expected: Mapping[str, Row]  # what is announced or proposed where there is no law

    @property
    def state(self) -> str:
        """Whether the value is known, waits for facts, or is left open by the law.

        What the law leaves open no fact can settle, so that is said first.
        """
        if self.value is not None:
            return KNOWN
        return NOT_SETTLED if self.unsettled else NEEDS_FACTS


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything told to one exporter, with the explanation that it rests on."""

    on: date
    groups: Sequence[Group]
    told: Sequence[Told]
    explanation: Explanation

    def of(self, group: Group) -> list[Told]:
        """What is told in one group."""
        return [one for one in self.told if one.group == group.name]

    @property
    def unconfirmed(self) -> Sequence[str]:
        """Parameters that values known here rest on and that no person has confirmed yet."""
        rests = {
            name
            for one in self.told
            if one.state == KNOWN
            for name in self.explanation.deciding(one.name)
        }
        return [name for name in self.explanation.unconfirmed() if name in rests]

    @property
    def missing(self) -> Mapping[str, Fact]:
        """Facts that would make something better known, for the groups that are not brief."""
        full = {one.name for one in self.groups if not one.is_brief}
        waiting = (one for one in self.told if one.group in full and one.state == NEEDS_FACTS)
        return {
            fact.name: fact
            for one in waiting
            for fact in one.needs
            if may_ask(self.explanation, fact)
        }


def next_question(
    law: Law,
    groups: Sequence[Group],
    on: date,
    facts: Mapping[str, object],
    skip: Collection[str] = (),
) -> Question | None:
    """The next best question, group by group as a person would ask; None when none would help.

    Of brief groups nothing is asked.
    """
    for group in groups:
        if not group.is_brief and (found := law.ask(on, facts, group.tell, skip=skip)):
            return found
    return None


def decide(law: Law, groups: Sequence[Group], on: date, facts: Mapping[str, object]) -> Decision:
    """What the law says on a day; RequestError for facts or a day that cannot be.

    A rule that has no version on the day is told as not settled.
    """
    names = [name for group in groups for name in group.tell]
    explanation = law.explain(on, facts, names)
    told = [_told(law, explanation, group.name, name) for group in groups for name in group.tell]
    return Decision(on, groups, told, explanation)


def _told(law: Law, explanation: Explanation, group: str, name: str) -> Told:
    value = explanation[name]
    is_unknown = isinstance(value, Unknown)
    needs = sorted(value.needs) if isinstance(value, Unknown) else ()
    reasons = value.unsettled if isinstance(value, Unknown) else ()
    return Told(
        group=group,
        name=name,
        says=law.rules[name][-1].says,
        unit=law.unit_of(name),
        value=None if is_unknown else value,
        needs=tuple(law.facts[one] for one in needs),
        unsettled=tuple(sorted(reasons, key=lambda one: one.name)),
        titles={one.name: says_of(law, one.name, explanation.on) for one in reasons},
        expected=dict(_expected(law, explanation.on, reasons)),
    )


def _expected(law: Law, on: date, reasons: Collection[Unsettled]) -> Iterator[tuple[str, Row]]:
    """What stands in place of a law, by name: the announcement or proposal nearest to the day."""
    for one in reasons:
        rows = law.parameters[one.name].rows if one.name in law.parameters else ()
        unlike = [row for row in rows if row.status not in law.statuses]
        open_still = [row for row in unlike if row.until is None or on <= row.until]
        if open_still:
            yield one.name, min(open_still, key=lambda row: (row.status, abs(row.since - on)))


def chosen(groups: Sequence[Group], about: Collection[str]) -> tuple[Group, ...]:
    """Groups that are asked about, in full; all of them, as they are, where none is named."""
    if not about:
        return tuple(groups)
    known = {one.name: one for one in groups}
    faults = [
        Fault("--about", f"There is no group `{one}`.", did_you_mean(one, [*known]), one)
        for one in about
        if one not in known
    ]
    if faults:
        raise RequestError(faults)
    return tuple(Group(one.name, one.title, one.tell, is_brief=False) for one in _in(groups, about))


def _in(groups: Sequence[Group], about: Collection[str]) -> Iterator[Group]:
    return (one for one in groups if one.name in about)
