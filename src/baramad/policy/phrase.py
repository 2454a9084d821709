"""The text of a rule in plain words: on one line where it is short, else part by part.

>>> from baramad.policy.expression import Name
>>> from baramad.policy.vocabulary import at_least, at_most
>>> tree = at_most(at_least(Name("share") * Name("proceeds"), Name("floor")), Name("proceeds"))
>>> phrased(tree, width=44)
['the smaller of', '  the greater of share × proceeds and floor', '  proceeds']
"""

from __future__ import annotations

from collections.abc import Iterator

from baramad.policy.expression import COMPARISONS, INFIX, Constant, Expression, Name, Term
from baramad.policy.quantity import shown
from baramad.policy.wording import WORDINGS, Wording

_WIDTH = 76  # letters that a line may have before it is parted
_SIMPLE = 2  # words nested in a line before it is parted
_LISTED = frozenset({"all_of", "any_of"})
_SETTLED = frozenset({"settle", "round_to"})
_OPEN = frozenset({"when", "at_least", "at_most", "schedule", "alone", *_SETTLED})
_SIGNS = INFIX - COMPARISONS.keys()


def phrased(tree: Expression, language: str = "en", width: int = _WIDTH) -> list[str]:
    """Lines of a tree in words, two blanks further in for each level."""
    return list(_lines(tree, WORDINGS[language], width))


def in_one_line(tree: Expression, language: str = "en") -> str:
    """A tree in words without a break."""
    return _inline(tree, WORDINGS[language])


def _lines(tree: Expression, say: Wording, width: int) -> Iterator[str]:
    text = _inline(tree, say)
    if not isinstance(tree, Term) or (len(text) <= width and _depth(tree) <= _SIMPLE):
        yield text
        return
    for title, parts in _parted(tree, say):
        yield title
        for label, part in parts:
            first, *more = _lines(part, say, width - 2)
            yield f"  {label}{first}"
            yield from (f"  {line}" for line in more)


def _parted(tree: Term, say: Wording) -> Iterator[tuple[str, list[tuple[str, Expression]]]]:
    """Heads of a word with what stands beneath each, by label."""
    operands = tree.operands
    if tree.word == "when":
        yield say["if"].format(condition=_inline(operands[0], say)), [("", operands[1])]
        yield say["otherwise"], [("", operands[2])]
    elif tree.word in _LISTED:
        names = [f"{name.replace('_', ' ')}: " for name in tree.names]
        yield say[f"{tree.word}_head"], list(zip(names, operands, strict=True))
    elif tree.word in _SETTLED:
        yield _rounding(tree, say), [("", operands[0])]
    else:
        yield say[f"{tree.word}_head"], [("", one) for one in operands]


def _inline(tree: Expression, say: Wording) -> str:
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Constant):
        return say[shown(tree.value)] if isinstance(tree.value, bool) else shown(tree.value)
    assert isinstance(tree, Term)
    parts = [_closed(one, say, tree.word) for one in tree.operands]
    if tree.word in _LISTED:
        return say[f"{tree.word}_join"].join(parts)
    if tree.word in _SETTLED:
        return f"{parts[0]}, {_rounding(tree, say)}"
    if tree.word == "alone":
        return say["alone"].format(value=parts[0], others=", ".join(parts[1:]))
    return say[tree.word].format(*parts)


def _closed(tree: Expression, say: Wording, outer: str) -> str:
    """Text of an operand, in brackets where it would run into its neighbours."""
    text = _inline(tree, say)
    word = tree.word if isinstance(tree, Term) else ""
    runs_on = _OPEN
    if outer in COMPARISONS or outer in _LISTED or outer == "not_":
        runs_on = _OPEN | _LISTED
    if outer in _SIGNS or outer == "not_":
        runs_on = _OPEN | _LISTED | INFIX
    return f"({text})" if word in runs_on else text


def _rounding(tree: Term, say: Wording) -> str:
    mode = say[tree.modes[0]] if tree.modes else say["half_up"]
    return say["rounded_to"].format(step=_inline(tree.operands[1], say), mode=mode)


def _depth(tree: Expression) -> int:
    """Words nested in one another; sums and comparisons of names count as one."""
    if not isinstance(tree, Term):
        return 0
    return 1 + max(_depth(one) for one in tree.operands)
