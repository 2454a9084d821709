"""What is wrong with a law before anybody is decided by it: all at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError
from itertools import combinations, pairwise
from keyword import iskeyword
from typing import TypeAlias

from baramad.measure.dated import gaps
from baramad.measure.fault import Fault, did_you_mean
from baramad.measure.unit import UnitError
from baramad.policy.dimension import Dimension, Surveyor, read_dimension
from baramad.policy.parameter import BINDING, REFORM, Parameter, Row
from baramad.policy.rule import TURNS, Fact, Rule
from baramad.policy.rulebook import ON, Rulebook
from baramad.policy.table import disagree, prevailing, spans
from baramad.policy.unknown import Unsettled
from baramad.policy.vocabulary import WORDS

_NAME = re.compile("[a-z][a-z0-9_]*")


Declared: TypeAlias = Fact | Parameter | Rule


def owners(declared: Sequence[Declared]) -> Iterator[Fault]:
    """Names with two owners, and names that none may have; versions of a rule share theirs."""
    first: dict[str, Declared] = {}
    for one in declared:
        owner = first.setdefault(one.name, one)
        if owner is not one and not (_is_version(owner) and _is_version(one)):
            reason = f"`{one.name}` has another owner already, at {owner.place}."
            yield _at(one, reason, "Give one of the two another name.")
        if one.name in WORDS or iskeyword(one.name) or not _NAME.fullmatch(one.name):
            remedy = "Write small letters, digits and `_`, and no word of the vocabulary."
            yield _at(one, f"Nothing may be called `{one.name}`.", remedy)


def _is_version(one: Declared) -> bool:
    return isinstance(one, Rule) and not one.to


def faults_in(book: Rulebook) -> Iterator[Fault]:
    """Everything wrong with a rulebook; what rests on names waits until the names are right."""
    named = [*_facts(book), *_parameters(book), *_rules(book)]
    yield from named
    if not named:
        yield from _graphs(book)


def unused(book: Rulebook) -> Iterator[Fault]:
    """Facts and parameters that no rule reads, and those said to be unread that are read."""
    read = {name for versions in book.rules.values() for one in versions for name in one.reads}
    keys = {one.by for one in book.parameters.values()}
    summed = {one.of for one in book.facts.values()}
    for parameter in book.parameters.values():
        if parameter.name not in read and not parameter.unread:
            remedy = "Say why it is kept with `unread: ...`, or take it out."
            yield _at(parameter, f"No rule reads `{parameter.name}`.", remedy)
        if parameter.name in read and parameter.unread:
            reason = f"`{parameter.name}` is said to be unread, but a rule reads it."
            yield _at(parameter, reason, "Take `unread` out.")
    for fact in book.facts.values():
        if fact is not ON and fact.name not in read | keys | summed:
            yield _at(fact, f"No rule reads the fact `{fact.name}`.", "Take it out.")


def _at(one: Declared, reason: str, remedy: str) -> Fault:
    return Fault(one.place, reason, remedy, one.excerpt)


def _in(row: Row, reason: str, remedy: str) -> Fault:
    return Fault(row.place, reason, remedy, row.excerpt)


def _facts(book: Rulebook) -> Iterator[Fault]:
    for one in book.facts.values():
        if one.within and one.of not in book.facts:
            reason = f"There is no fact `{one.of}` to sum."
            yield _at(one, reason, did_you_mean(one.of, [*book.facts]))
            continue
        yield from _unit(one.place, one.unit, one.excerpt)
        if (one.unit == "choice") != bool(one.choices):
            remedy = "Write `choices=(...)` with the unit `choice`, and only with it."
            yield _at(one, f"`{one.name}` and its choices do not go together.", remedy)
        yield from _turn(book, one)


def _turn(book: Rulebook, one: Fact) -> Iterator[Fault]:
    """Whether a question is put when and of whom it can be: facts declared before, as they can be.

    What comes before in the files cannot wait for what comes after, so that nothing waits for ever.
    """
    if one.turn not in TURNS:
        reason = f"There is no turn `{one.turn}`."
        yield _at(one, reason, "Write `first` or `last`, or leave it out.")
    before = [name for name in book.facts if name != one.name]
    before = before[: list(book.facts).index(one.name)]
    for name, value in one.only.items():
        other = book.facts.get(name)
        if other is None or name not in before:
            reason = f"`{one.name}` waits for `{name}`, which is no fact that stands before it."
            yield _at(one, reason, did_you_mean(name, before))
        elif value not in (choices := other.choices or ("yes", "no")):
            yield _at(one, f"`{name}` is never `{value}`.", did_you_mean(value, choices))


def _unit(place: str, unit: str, excerpt: str = "") -> Iterator[Fault]:
    try:
        read_dimension(unit)
    except UnitError as cause:
        yield Fault(place, f"{cause}.", "Mend the unit.", excerpt)


def _parameters(book: Rulebook) -> Iterator[Fault]:
    for one in book.parameters.values():
        yield from _unit(one.place, one.unit, one.excerpt)
        yield from _keys(book, one)
        yield from _readings(one)
        for row in one.rows:
            yield from _cited(book, row.place, row.source.source, row.excerpt)
            yield from _kind(one, row)
        for key in one.keys:
            yield from _gaps(one, key)
            yield from _overlaps(one, key)


def _cited(book: Rulebook, place: str, source: str, excerpt: str = "") -> Iterator[Fault]:
    if source == REFORM:
        return  # a what-if cites itself
    if not source:
        yield Fault(place, "There is no source.", "Name the document that says so.", excerpt)
    elif source not in book.sources:
        reason = f"There is no source `{source}` in data/sources.csv."
        yield Fault(place, reason, did_you_mean(source, [*book.sources]), excerpt)


def _kind(one: Parameter, row: Row) -> Iterator[Fault]:
    """Whether bands stand where the unit is a rate by an amount, and only there."""
    for value in row.values.values():
        if not isinstance(value, Unsettled) and isinstance(value, tuple) != (" by " in one.unit):
            remedy = "Write `bands:` with a unit such as `1 by USD`, and `value:` with any other."
            yield _in(row, f"The unit `{one.unit}` and the value do not go together.", remedy)


def _keys(book: Rulebook, one: Parameter) -> Iterator[Fault]:
    """Whether a keyed parameter has a value for each choice of its fact, and for nothing else."""
    if not one.by:
        return
    fact = book.facts.get(one.by)
    if not fact or not fact.choices:
        kinds = [fact.name for fact in book.facts.values() if fact.choices]
        yield _at(one, f"`{one.by}` is no fact with choices.", did_you_mean(one.by, kinds))
        return
    for row in one.rows:
        for key in row.values:
            if key and key not in fact.choices:
                yield _in(row, f"`{key}` is no {one.by}.", did_you_mean(key, fact.choices))
        if "" not in row.values and (lacking := [k for k in fact.choices if k not in row.values]):
            names = ", ".join(f"`{key}`" for key in lacking)
            remedy = 'Add it, or write `value:` for all, or a row `unknown: "..."`.'
            yield _in(row, f"There is no value for {names}.", remedy)


def _readings(one: Parameter) -> Iterator[Fault]:
    """Whether each reading that is followed is one of the conflict that it settles."""
    conflicts: dict[str, list[str]] = {}
    for row in one.rows:
        conflicts.setdefault(row.conflict, []).append(row.source.source)
    for name, reading in one.follow.items():
        if name not in conflicts:
            known = [one for one in conflicts if one]
            yield _at(one, f"No row takes part in a conflict `{name}`.", did_you_mean(name, known))
        elif reading.source not in conflicts[name]:
            reason = f"`{reading.source}` has no reading in the conflict `{name}`."
            yield _at(one, reason, did_you_mean(reading.source, conflicts[name]))


def _gaps(one: Parameter, key: str) -> Iterator[Fault]:
    binding = list(spans(one, key, lambda row: row.status in BINDING))
    rows = {span.row.since: span.row for span in binding}
    for first, last in gaps([(span.row.since, span.last) for span in binding]):
        following = next(row for since, row in rows.items() if since > last)
        reason = f"`{one.name}` has no value from {first} to {last}."
        remedy = (
            'Add a row for these days; if nobody knows, one with `unknown: "what is not known"`.'
        )
        yield _in(following, reason, remedy)


def _overlaps(one: Parameter, key: str) -> Iterator[Fault]:
    for (row, last), (other, _) in combinations(spans(one, key), 2):
        both = prevailing([row, other])
        shares = row.conflict and row.conflict == other.conflict
        if other.since <= last and len(both) > 1 and disagree(both, key) and not shares:
            reason = f"`{one.name}` has two values on {other.since}: also that of {row.place}."
            remedy = "End one with `until`, or name the disagreement in both rows with `conflict`."
            yield _in(other, reason, remedy)


def _rules(book: Rulebook) -> Iterator[Fault]:
    for versions in book.rules.values():
        for rule in versions:
            yield from _rule(book, rule)
        for rule, later in pairwise(versions):
            if later.since <= max(rule.last, rule.since):
                reason = f"Two versions of `{rule.name}` are in force on {later.since}."
                remedy = f"End the one at {rule.place} with `until`."
                yield _at(later, reason, remedy)
            if later.unit != rule.unit:
                reason = f"`{rule.name}` is in {later.unit} here and in {rule.unit} elsewhere."
                yield _at(later, reason, f"Give it the unit that it has at {rule.place}.")


def _rule(book: Rulebook, rule: Rule) -> Iterator[Fault]:
    known = [*book.facts, *book.parameters, *book.rules]
    yield from _cited(book, rule.place, rule.cite.source, rule.excerpt)
    for name in rule.arguments:
        if name not in known:
            reason = f"`{rule.name}` reads `{name}`, which is no fact, parameter or rule."
            yield _at(rule, reason, did_you_mean(name, known))
    if rule.until and rule.until < rule.since:
        reason = f"`{rule.name}` ends before it begins."
        yield _at(rule, reason, "Mend `since` or `until`.")
    if rule.to:
        yield from _exception(book, rule, known)
    else:
        yield from _unit(rule.place, rule.unit, rule.excerpt)


def _exception(book: Rulebook, rule: Rule, known: Sequence[str]) -> Iterator[Fault]:
    bases = [name for name, versions in book.rules.items() if not versions[0].to]
    if rule.to not in bases:
        reason = f"`{rule.name}` is an exception to `{rule.to}`, which is no rule."
        yield _at(rule, reason, did_you_mean(rule.to, bases))
    if rule.applies not in known:
        reason = f"`{rule.name}` applies where `{rule.applies}`, which nothing tells."
        yield _at(rule, reason, did_you_mean(rule.applies, known))


def _graphs(book: Rulebook) -> Iterator[Fault]:
    """Cycles and units under every regime, each told once."""
    units = dict(_dimensions(book))
    told: dict[Fault, None] = {}
    surveyed: set[int] = set()  # trees that regimes share are looked at once
    for day in book.starts:
        regime = book.regime(day)
        try:
            trees = regime.trees
        except CycleError as cause:
            told[_cycle(regime.rules, cause.args[1])] = None
            continue
        for name, tree in trees.items():
            if id(tree) not in surveyed:
                surveyed.add(id(tree))
                surveyor = Surveyor(regime.rules[name], units)
                told.update(dict.fromkeys(surveyor.survey(tree, _declared(book, name))))
    yield from told


def _cycle(rules: Mapping[str, Rule], path: Sequence[str]) -> Fault:
    written = " -> ".join(f"`{name}`" for name in reversed(path))
    reason = f"A rule rests on itself: {written}."
    return _at(rules[path[0]], reason, "Let one of them read something else.")


def _declared(book: Rulebook, name: str) -> str:
    rule = book.rules[name][0]
    return book.rules[rule.to][0].unit if rule.to else rule.unit


def _dimensions(book: Rulebook) -> Iterator[tuple[str, Dimension]]:
    for fact in book.facts.values():
        yield fact.name, read_dimension(fact.unit)
    for parameter in book.parameters.values():
        yield parameter.name, read_dimension(parameter.unit)
    for name in book.rules:
        yield name, read_dimension(_declared(book, name))
