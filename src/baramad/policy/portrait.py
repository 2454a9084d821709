"""One name of the law as whoever maintains it sees it: sentences for people, data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from baramad.measure.dated import EVER
from baramad.measure.share import SHARE
from baramad.policy.expression import Term
from baramad.policy.holding import Holding, holdings
from baramad.policy.kleene import Exact
from baramad.policy.law import Law
from baramad.policy.parameter import Parameter, Row
from baramad.policy.phrase import phrased
from baramad.policy.quantity import shown
from baramad.policy.rule import Fact, Rule, Texts
from baramad.policy.rulebook import ON
from baramad.policy.share import told_in
from baramad.policy.table import value_of
from baramad.policy.unknown import NOT_IN_FORCE, Unknown, Unsettled
from baramad.policy.wiring import (
    FACT,
    PARAMETER,
    TOTAL,
    is_in_force,
    kind_of,
    named,
    place_of,
    readers,
    reads,
    says_of,
    system_of,
    version_on,
)
from baramad.policy.wording import WORDINGS, Wording

_PLAIN = frozenset({"1", SHARE, "date", "choice", "yes_no"})
_DAY = timedelta(days=1)


def portrait(law: Law, name: str, on: date, language: str = "en") -> list[str]:
    """What there is to say about a name on a day, line by line, two blanks in for each level."""
    return list(Painter(law, on, language, WORDINGS[language]).lines(named(law, name)))


def sources_of(law: Law, name: str, on: date) -> list[str]:
    """Keys of the documents that a name rests on by itself on a day, each once."""
    if name in law.rules:
        cited = [version_on(law, name, on).cite]
    elif name in law.parameters:
        rows = [
            row
            for one in holdings(law, name, on)
            for row in (one.row, *one.against, *one.expected)
            if row
        ]
        cited = [row.source for row in rows]
    else:
        cited = []
    return list(dict.fromkeys(one.source for one in cited if one.source in law.rulebook.sources))


def unconfirmed(law: Law, name: str, on: date) -> tuple[list[str], list[str]]:
    """Parameters that a name rests on, on a day; of these, those not confirmed by a person."""
    read = [one for one in law.parameters if one in law.reads(on, (name,))]
    rows = {one: [h.row for h in holdings(law, one, on) if h.row] for one in read}
    valued = [one for one in read if rows[one]]
    return valued, [one for one in valued if not all(row.confirmed_by for row in rows[one])]


@dataclass(frozen=True, slots=True)
class Painter:
    """Says what there is about names on a day, in one language."""

    law: Law
    on: date
    language: str
    say: Wording

    def lines(self, name: str) -> Iterator[str]:
        """The whole portrait of a name."""
        law = self.law
        yield f"{name}: {self.text(says_of(law, name, self.on))}"
        place = place_of(law, name, self.on)
        yield f"{self.head(name)}; {place}" if name != ON.name else self.head(name)
        yield ""
        if name in law.parameters:
            yield from self.parameter(law.parameters[name])
        elif name in law.rules:
            yield from self.rule(version_on(law, name, self.on))
        else:
            yield from self.fact(law.facts[name])
        yield from self.neighbours(name)
        yield from self.sources(name)

    def head(self, name: str) -> str:
        """Kind, system, unit, and what the values are keyed by or rounded to."""
        law, kind = self.law, kind_of(self.law, name)
        word = self.say[kind if kind in (FACT, TOTAL) else f"{kind}_kind"]
        text = self.say["of"].format(
            kind=word, system=system_of(law, name) or name, unit=told_in(law, name)
        )
        if name in law.parameters and (by := law.parameters[name].by):
            return text + self.say["keyed"].format(by=by)
        if name in law.rules and (step := (rule := version_on(law, name, self.on)).step):
            rounding = self.say["rounded_to"].format(step=shown(step), mode=self.say[rule.mode])
            return text + self.say["to_step"].format(rounding=rounding)
        return text

    def parameter(self, one: Parameter) -> Iterator[str]:
        """Values on the day by key, with the readings not followed and what comes next."""
        yield self.say["on_day"].format(on=self.on)
        held, unit = holdings(self.law, one.name, self.on), told_in(self.law, one.name)
        for holding in held:
            yield f"  {self.holding(holding, unit)}"
            yield from (f"    {line}" for line in self.around(holding, unit))
        for note in dict.fromkeys(h.row.note for h in held if h.row and h.row.note):
            yield f"  {self.say['note'].format(note=note)}"
        if one.unread:
            yield self.say["unread"].format(why=one.unread.rstrip(".۔"))

    def holding(self, one: Holding, unit: str) -> str:
        """A value with its days and the standing of its row, or why there is none."""
        key = f"{one.key}: " if one.key else ""
        if isinstance(one.value, Unsettled):
            text = self.say["no_holding"].format(key=key, reason=self.reason(one.value))
            if one.row is None or one.against:  # readings that disagree are told one by one
                return text
            return f"{text} {self.standing(one.row)}."
        assert one.row
        span = self.span(one.since, one.until)
        return self.say["holding"].format(
            key=key,
            value=self.quantity(one.value, unit),
            span=self.say["apart"] + span if span else "",
            standing=self.standing(one.row),
        )

    def around(self, one: Holding, unit: str) -> Iterator[str]:
        """Readings not followed, the next change, what is expected."""
        for row in one.against:
            value = self.quantity(value_of(row, one.key or next(iter(row.values))), unit)
            yield self.say["against_row"].format(value=value, **self.words(row))
        if one.against:
            followed = self.say["followed"].format(why=one.why)
            yield followed if one.why else self.say["nobody_followed"]
        if one.following:
            since, after = one.following
            key = "lapses" if after is None else "changes"
            if isinstance(after, Unsettled):
                key = "becomes_open"
            yield self.say[key].format(since=since, value=self.quantity(after, unit))
        for row in one.expected:
            keys = [one.key] if one.key in row.values else [*row.values]
            value = ", ".join(
                f"{key} {text}" if key and key != one.key else text
                for key in keys
                for text in [self.quantity(row.values[key], unit)]
            )
            dates = {"since": row.since, "until": self.until(row.until)}
            yield self.say["expected_row"].format(value=value, **dates, **self.words(row))

    def rule(self, one: Rule) -> Iterator[str]:
        """The text in force in words, what it is an exception to, and when it changes."""
        versions = self.law.rulebook.versions[one.name] or (one,)
        is_valid = is_in_force(self.law, one, self.on)
        first, last = (one.since, one.last if one.last < EVER else None)
        version = {"index": versions.index(one) + 1, "count": len(versions)}
        yield self.say["in_force" if is_valid else "not_in_force_on"].format(
            on=self.on,
            span=self.span(first if first > date.min else None, last),
            version=self.say["version"].format(**version) if len(versions) > 1 else "",
        )
        tree = self.law.rulebook.regime(self.on).trees[one.name] if is_valid else one.body()
        if isinstance(tree, Term) and tree.word == "settle":
            tree = tree.operands[0]  # the head tells how it is rounded
        yield from (f"  {line}" for line in phrased(tree, self.language))
        if one.to:
            yield self.say["exception_when"].format(to=one.to, applies=one.applies)
        if is_valid and last:
            is_next = any(other.since == last + _DAY for other in versions)
            yield self.say["next_version" if is_next else "no_more"].format(since=last + _DAY)

    def fact(self, one: Fact) -> Iterator[str]:
        """What the fact can be."""
        if one.choices:
            yield self.say["choices"].format(choices=", ".join(one.choices))
        if one.of:
            yield self.say["summed"].format(of=one.of, within=self.say[one.within])
        if one.unit not in _PLAIN or one.unit == "1":
            for key, bound in (("least", one.least), ("most", one.most)):
                if bound is not None:
                    yield self.say[f"bounds_{key}"].format(**{key: shown(bound)})

    def neighbours(self, name: str) -> Iterator[str]:
        """What it reads, with its values on the day, and what reads it."""
        for key, found in (
            ("rests_on", reads(self.law, name, self.on)),
            ("read_by", readers(self.law, name)),
        ):
            if found:
                yield ""
                yield self.say[key]
                yield from (f"  {self.neighbour(one)}" for one in found)
        if name in self.law.rules:
            valued, lacking = unconfirmed(self.law, name, self.on)
            if lacking:
                counts = {"count": len(lacking), "all": len(valued)}
                yield ""
                yield self.say["unconfirmed_count"].format(**counts)

    def neighbour(self, name: str) -> str:
        """One line on a name: a parameter's values on the day, the kind of any other."""
        kind = kind_of(self.law, name)
        text = self.text(says_of(self.law, name, self.on))
        if kind != PARAMETER:
            word = self.say[kind if kind in (FACT, TOTAL) else f"{kind}_kind"]
            return f"{name} ({word}): {text}"
        unit = told_in(self.law, name)
        values = ", ".join(
            f"{one.key} {value}" if one.key else value
            for one in holdings(self.law, name, self.on)
            for value in [self.quantity(one.value, unit)]
        )
        return f"{name} = {values}: {text}"

    def sources(self, name: str) -> Iterator[str]:
        """Publisher, day and address of each document cited."""
        keys = sources_of(self.law, name, self.on)
        if name in self.law.rules:
            yield ""
            yield f"{self.say['sources']}: {version_on(self.law, name, self.on).cite}"
        elif keys:
            yield ""
            yield self.say["sources"]
        for key in keys:
            one = self.law.rulebook.sources[key]
            day = one.published.text if one.published else ""
            kind = self.say.get(f"source_{one.kind}", one.kind)
            yield f"  {', '.join(part for part in (key, one.publisher, day, kind) if part)}"
            if one.address:
                yield f"    {one.address}"

    def standing(self, row: Row) -> str:
        """Status, source, confidence and confirmation of a row."""
        return self.say["standing"].format(**self.words(row))

    def words(self, row: Row) -> dict[str, str]:
        """Status, source, confidence and confirmation of a row, each in words."""
        key = "confirmed" if row.confirmed_by else "unconfirmed"
        return {
            "confirmed": self.say[key].format(who=row.confirmed_by),
            "status": self.say[row.status],
            "source": str(row.source),
            "confidence": self.say.get(row.confidence, "-"),
        }

    def reason(self, one: Unsettled) -> str:
        """Why the law gives no value."""
        kind = "never" if one.kind == NOT_IN_FORCE and one.first is None else one.kind
        last = self.say["last"].format(last=one.last) if one.last else ""
        return self.say[f"reason_{kind}"].format(text=one.text, first=one.first, last=last)

    def span(self, since: date | None, until: date | None) -> str:
        """First and last day, as far as they are known."""
        first = self.say["from"].format(since=since) if since else ""
        return first + self.until(until)

    def until(self, day: date | None) -> str:
        """Last day, when there is one."""
        return self.say["until"].format(until=day) if day else ""

    def quantity(self, value: Exact, unit: str) -> str:
        """Value with its unit, exact; `?` for what is not known."""
        if isinstance(value, bool):
            return self.say["yes" if value else "no"]
        if isinstance(value, Unknown | Unsettled) or value is None:
            return "?"
        is_plain = unit in _PLAIN or " by " in unit
        return shown(value, unit) if is_plain else f"{shown(value, unit)} {unit}"

    def text(self, texts: Texts) -> str:
        """Text in the language, English where it lacks."""
        return texts.get(self.language) or texts.get("en", "")
