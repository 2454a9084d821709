"""An explanation as a tree of sentences, and apart from it what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from baramad.policy.explanation import Explanation
from baramad.policy.sentences import GRAMMARS
from baramad.policy.tell import Statement, statements

_OUTLOOK = frozenset({"turns", "later", "later_open"})


@dataclass(slots=True)
class Branch:
    """A sentence, and the sentences that it rests on."""

    key: str
    text: str
    below: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Explained:
    """Why an answer is what it is; what would turn it, now or later."""

    why: Sequence[Branch]
    turns: Sequence[str]


def explained(told: Explanation, name: str, language: str) -> Explained:
    """Sentences about a name's value, the ones that decide nested in what they decide."""
    grammar = GRAMMARS[language]

    def text(one: Statement) -> str:
        return grammar[one.key].format(**one.words)

    found = statements(told, name, language)
    return Explained(
        why=_tree([(one.depth, Branch(one.key, text(one))) for one in found
                   if one.key not in _OUTLOOK]),
        turns=[text(one) for one in found if one.key in _OUTLOOK],
    )  # fmt: skip


def _tree(flat: Sequence[tuple[int, Branch]]) -> list[Branch]:
    """Branches by their depths."""
    roots: list[Branch] = []
    path: list[tuple[int, Branch]] = []
    for depth, branch in flat:
        while path and path[-1][0] >= depth:
            path.pop()
        (path[-1][1].below if path else roots).append(branch)
        path.append((depth, branch))
    return roots
