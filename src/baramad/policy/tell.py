"""An explanation as statements, and as sentences of a language.

A statement is a key of the grammar with what goes into it, and how deep it stands; a face that has
other typography takes the statements. Only what decided is told: the trace has the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from baramad.measure.share import SHARE
from baramad.policy.changes import flips, later
from baramad.policy.explanation import Explanation, Node, gap_of
from baramad.policy.expression import INFIX, Expression, Name, Term, names_in, written
from baramad.policy.kleene import Exact
from baramad.policy.parameter import Parameter, Row
from baramad.policy.quantity import shown
from baramad.policy.rule import Texts
from baramad.policy.rulebook import ON
from baramad.policy.sentences import GRAMMARS, Grammar
from baramad.policy.share import told_in
from baramad.policy.table import value_of
from baramad.policy.trace import next_change
from baramad.policy.unknown import NOT_IN_FORCE, Unknown, Unsettled

_COMPUTED = frozenset({"+", "-", "*", "/", "schedule", "tier", "full_years"})
_FEW = 3  # operands up to which a word is told with its names
_BOUNDS = {"at_least": "floor", "at_most": "cap"}


class Statement(NamedTuple):
    """One thing said: its depth, its sentence's key, and what goes into the sentence."""

    depth: int
    key: str
    words: Mapping[str, str]


def tell(
    told: Explanation, name: str, language: str = "en", origins: Mapping[str, str] | None = None
) -> str:
    """Why a name has the value it has, in sentences, one a line, the deeper the further in."""
    grammar = GRAMMARS[language]
    lines = statements(told, name, language, origins or {})
    return "\n".join("  " * one.depth + grammar[one.key].format(**one.words) for one in lines)


def statements(
    told: Explanation, name: str, language: str = "en", origins: Mapping[str, str] | None = None
) -> list[Statement]:
    """What there is to say about a name's value, in order."""
    teller = _Teller(told, language, GRAMMARS[language], origins or {})
    return [*teller.named(name, 0), *teller.outlook(name)]


@dataclass(slots=True)
class _Teller:
    """Walks the explanation; each name is told once, where it first decides."""

    told: Explanation
    language: str
    grammar: Grammar
    origins: Mapping[str, str]
    said: set[str] = field(default_factory=set)

    def named(self, name: str, depth: int) -> Iterator[Statement]:
        """A fact, a parameter or a rule."""
        if name in self.said or name == ON.name:
            return
        self.said.add(name)
        if name in self.told.nodes:
            yield from self.rule(name, depth)
        elif name in self.told.law.parameters:
            yield from self.parameter(self.told.law.parameters[name], depth)
        elif name in self.told.law.facts:
            yield self.fact(name, depth)
        else:
            yield from self.lacking(self.told.values[name], depth)

    def rule(self, name: str, depth: int) -> Iterator[Statement]:
        rule, node = self.told.rule(name), self.told.nodes[name]
        unit = told_in(self.told.law, name)
        key = "unknown" if isinstance(node.value, Unknown) else "answer"
        says = self.text(rule.says)
        words = {"name": name, "value": self.quantity(node.value, unit), "says": says}
        yield Statement(depth, key, {**words, "cite": str(rule.cite), "on": f"{self.told.on}"})
        if rule.to:
            yield Statement(depth + 1, "exception", {"to": rule.to, "applies": rule.applies})
        yield from self.node(node, depth + 1)

    def node(self, node: Node, depth: int) -> Iterator[Statement]:
        """What decided at a node, then what decided that."""
        match node.tree:
            case Name(name=name):
                yield from self.named(name, depth)
            case Term(word="settle" | "round_to"):
                yield from self.rounding(node, depth)
            case Term(word="when"):
                yield from self.choice(node, depth)
            case Term(word="at_least" | "at_most" as word):
                yield from self.bound(node, word, depth)
            case Term(word="all_of" | "any_of", names=names):
                yield from self.conditions(node, names, depth)
            case Term(word=word) as term:
                if word in _COMPUTED and not isinstance(node.value, Unknown):
                    words = {"text": label(term), "value": shown(node.value)}
                    yield Statement(depth, "sum", words)
                yield from self.below(node, depth)
        if isinstance(node.value, Unknown) and isinstance(node.tree, Term):
            yield from self.own_lack(node, depth)

    def below(self, node: Node, depth: int) -> Iterator[Statement]:
        for index in node.deciding:
            yield from self.node(node.operands[index], depth)

    def rounding(self, node: Node, depth: int) -> Iterator[Statement]:
        exact, step = node.operands
        if not isinstance(node.value, Unknown) and node.value != exact.value:
            words = {"step": shown(step.value), "exact": shown(exact.value)}
            yield Statement(depth, "rounded", words)
        yield from self.node(exact, depth)

    def choice(self, node: Node, depth: int) -> Iterator[Statement]:
        condition, *sides = node.operands
        truth, text = condition.value, label(condition.tree)
        if isinstance(truth, Unknown):
            key = "open" if isinstance(node.value, Unknown) else "either"
            yield Statement(depth, key, {"text": text})
        else:
            side = sides[0 if truth else 1]
            is_named = isinstance(side.tree, Name) or isinstance(side.value, Unknown)
            taken = label(side.tree) if is_named else shown(side.value)
            yield Statement(depth, "holds" if truth else "fails", {"text": text, "taken": taken})
        yield from self.below(node, depth)

    def bound(self, node: Node, word: str, depth: int) -> Iterator[Statement]:
        value, limit = node.operands
        if not isinstance(node.value, Unknown):
            words = {
                "text": label(value.tree),
                "value": shown(value.value),
                "limit": label(limit.tree),
                "bound": shown(limit.value),
            }
            free = "free" if node.deciding == (0,) else "binds"
            yield Statement(depth, f"{_BOUNDS[word]}_{free}", words)
        for index in node.deciding:
            one = node.operands[index]  # its sum is told already
            is_told = isinstance(one.tree, Term) and one.tree.word in _COMPUTED
            yield from self.below(one, depth) if is_told else self.node(one, depth)

    def conditions(self, node: Node, names: tuple[str, ...], depth: int) -> Iterator[Statement]:
        for index in node.deciding:
            one = node.operands[index]
            state = (
                {True: "yes", False: "no"}.get(one.value) if isinstance(one.value, bool) else None
            )
            gap = gap_of(one)
            words = {
                "title": names[index].replace("_", " "),
                "text": label(one.tree),
                "gap": "" if gap is None else self.say("gap", gap=shown(abs(gap))),
            }
            yield Statement(depth, f"condition_{state or 'open'}", words)
            yield from self.node(one, depth + 1)

    def parameter(self, one: Parameter, depth: int) -> Iterator[Statement]:
        """A parameter with its standing, or why it has no value; then what else is said of it."""
        value = self.told.values[one.name]
        if isinstance(value, Unknown):
            yield from self.lacking(value, depth)
            for need in sorted(value.needs):
                yield from self.named(need, depth)
        elif step := self.told.steps.get(one.name):
            yield Statement(
                depth,
                "parameter",
                {
                    "name": one.name,
                    "value": self.quantity(value, told_in(self.told.law, one.name)),
                    "title": self.text(one.title),
                    "since": f"{step.since}",
                    "until": self.until(step.until),
                    **self.standing(step.value.row),
                },
            )
            if one.by:
                yield from self.named(one.by, depth + 1)
        if not (isinstance(value, Unknown) and value.needs):
            yield from self.beside(one, depth + 1)

    def beside(self, one: Parameter, depth: int) -> Iterator[Statement]:
        """Readings that are not followed, the next change, and what is announced."""
        cell, unit = self.told.cell(one.name), told_in(self.told.law, one.name)
        step = self.told.steps.get(one.name)
        for row in step.value.against if step else ():
            words = {"why": step.value.why if step else "", **self.reading(row, cell[1], unit)}
            yield Statement(depth, "against", words)
        if change := next_change(self.told.law.table[cell], self.told.on):
            since, after = change
            words = {"since": f"{since}", "value": self.quantity(after, unit)}
            yield Statement(depth, "lapses" if after is None else "changes", words)
        for row in self.told.expected(one.name):
            yield Statement(depth, "expected", self.reading(row, cell[1], unit))

    def reading(self, row: Row, key: str, unit: str) -> dict[str, str]:
        """A row with its value and its days, as words."""
        value = self.quantity(value_of(row, key), unit)
        dates = {"since": f"{row.since}", "until": self.until(row.until)}
        return {"value": value, **dates, **self.standing(row)}

    def standing(self, row: Row) -> dict[str, str]:
        """Status, source, confidence and confirmation of a row, as words."""
        key = "confirmed" if row.confirmed_by else "unconfirmed"
        return {
            "status": self.grammar[row.status],
            "source": str(row.source),
            "confidence": self.grammar.get(row.confidence, "-"),
            "confirmed": self.say(key, who=row.confirmed_by),
        }

    def fact(self, name: str, depth: int) -> Statement:
        fact = self.told.law.facts[name]
        if name not in self.told.given:
            return Statement(depth, "needed", {"name": name, "ask": self.text(fact.ask)})
        origin = self.origins.get(name, "")
        words = {"name": name, "value": self.quantity(self.told.given[name], fact.unit)}
        return Statement(
            depth, "fact", {**words, "origin": self.say("origin", origin=origin) if origin else ""}
        )

    def own_lack(self, node: Node, depth: int) -> Iterator[Statement]:
        """What a node lacks of itself, not through its operands."""
        inherited = {
            one
            for part in node.operands
            if isinstance(part.value, Unknown)
            for one in part.value.unsettled
        }
        yield from self.lacking(Unknown(unsettled=node.value.unsettled - inherited), depth)

    def lacking(self, value: Exact, depth: int) -> Iterator[Statement]:
        for one in sorted(value.unsettled, key=lambda one: one.name):
            yield Statement(depth, _key(one), self.reason(one))

    def reason(self, one: Unsettled) -> dict[str, str]:
        last = self.say("last", last=f"{one.last}") if one.last else ""
        first = f"{one.first}" if one.first else ""
        words = {"name": one.name, "text": one.text, "first": first, "last": last}
        return {**words, "on": f"{self.told.on}"}

    def outlook(self, name: str) -> Iterator[Statement]:
        """What single fact would turn the answer, and when the law will."""
        unit = told_in(self.told.law, name)
        for flip in flips(self.told, name):
            value = self.quantity(flip.value, self.told.law.facts[flip.fact].unit)
            words = {"fact": flip.fact, "value": value, "result": self.quantity(flip.result, unit)}
            yield Statement(0, "turns", words)
        for one in later(self.told, name):
            key = "later_open" if isinstance(one.value, Unknown) else "later"
            words = {"since": f"{one.since}", "value": self.quantity(one.value, unit)}
            yield Statement(0, key, words)

    def say(self, key: str, **words: str) -> str:
        return self.grammar[key].format(**words)

    def text(self, texts: Texts) -> str:
        return texts.get(self.language) or texts.get("en", "")

    def until(self, day: object) -> str:
        return self.say("until", until=f"{day}") if day else ""

    def quantity(self, value: Exact, unit: str) -> str:
        """Value in words of the language, with its unit."""
        if isinstance(value, bool):
            return self.grammar["yes" if value else "no"]
        if isinstance(value, Unknown | Unsettled) or value is None:
            return "?"
        plain = unit in {"1", SHARE, "date", "choice", "yes_no"} or " by " in unit
        return shown(value, unit) if plain else f"{shown(value, unit)} {unit}"


def _key(one: Unsettled) -> str:
    return "never" if one.kind == NOT_IN_FORCE and one.first is None else one.kind


def label(tree: Expression) -> str:
    """Short text of a tree: a name, a formula without its outer brackets, or the word alone.

    >>> label(Term(">=", Name("age"), Name("age_min")))
    'age >= age_min'
    """
    if isinstance(tree, Term) and tree.word in INFIX:
        return f"{label(tree.operands[0])} {tree.word} {label(tree.operands[1])}"
    if isinstance(tree, Term):
        inner = ", ".join(names_in(tree)) if len(tree.operands) < _FEW else "..."
        return f"{tree.word}({inner})"
    return written(tree)
