"""The text of a pack's rules, held to the few things that a rule may say.

A rule is a docstring, names given to intermediate values, and one value returned: made of its own
arguments, the words of the vocabulary, arithmetic, comparisons, and no literal but 0 and 1.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import signature

from baramad.measure.fault import Fault, did_you_mean
from baramad.policy import vocabulary
from baramad.policy.vocabulary import WORDS

_HOME = "baramad.policy"
_DECORATORS = frozenset({"rule", "exception"})
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div)
_COMPARISONS = (ast.GtE, ast.Gt, ast.LtE, ast.Lt)
_NAMED = frozenset({"all_of", "any_of"})  # words whose conditions have names

_LEAVE_OUT = "A rule is made of its arguments, the words of the vocabulary and arithmetic."
_REMEDIES: dict[type[ast.AST], tuple[str, str]] = {
    ast.If: ("`if`", "Write `when(condition, then, otherwise)`."),
    ast.IfExp: ("`if ... else`", "Write `when(condition, then, otherwise)`."),
    ast.And: ("`and`", "Write `all_of(name=condition, ...)`."),
    ast.Or: ("`or`", "Write `any_of(name=condition, ...)`."),
    ast.Not: ("`not`", "Write `not_(condition)`."),
    ast.Eq: ("`==`", "Compare with >=, >, <= or <; what differs by kind is a keyed parameter."),
    ast.NotEq: ("`!=`", "Compare with >=, >, <= or <; what differs by kind is a keyed parameter."),
    ast.For: ("`for`", "Write a `schedule`, a `tier`, or one term for each part."),
    ast.While: ("`while`", "Write a `schedule`, a `tier`, or one term for each part."),
}


def lint(file: str, text: str) -> list[Fault]:
    """What the text of a pack's file says that it may not; none when it is no Python at all."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []  # told, with its line, by whoever imports the file
    found = _Text(file, text.splitlines(), [])
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.imported(node)
        elif isinstance(node, ast.FunctionDef) and _DECORATORS & set(_decorators(node)):
            found.rule(node)
    return found.faults


def _decorators(node: ast.FunctionDef) -> Iterator[str]:
    for one in node.decorator_list:
        called = one.func if isinstance(one, ast.Call) else one
        if isinstance(called, ast.Name):
            yield called.id


@dataclass(slots=True)
class _Text:
    """A file while it is looked through; faults gather here."""

    file: str
    lines: Sequence[str]
    faults: list[Fault]

    def fault(self, node: ast.stmt | ast.expr | ast.arguments, reason: str, remedy: str) -> None:
        line = getattr(node, "lineno", 1)
        excerpt = self.lines[line - 1].strip()
        self.faults.append(Fault(f"{self.file}:{line}", reason, remedy, excerpt))

    def imported(self, node: ast.Import | ast.ImportFrom) -> None:
        """An import: only from the language of rules, for system files meet by name."""
        module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
        if module != _HOME and not module.startswith(f"{_HOME}.") and module != "__future__":
            remedy = "Import from `baramad.policy` only; other systems are met by argument name."
            self.fault(node, f"A pack's file may not import `{module}`.", remedy)

    def rule(self, node: ast.FunctionDef) -> None:
        """A rule: its arguments, its docstring, its text."""
        given = node.args
        if given.defaults or given.vararg or given.kwarg or any(given.kw_defaults):
            remedy = "Give it plain arguments: each is filled by the fact, parameter or rule named."
            self.fault(node, f"`{node.name}` has arguments that may be left out.", remedy)
        if not ast.get_docstring(node):
            remedy = "Begin it with one sentence in quotes that says what it gives."
            self.fault(node, f"`{node.name}` does not say what it is.", remedy)
        known = {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}
        used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        for name in sorted(known - used):
            remedy = "Take it out of the arguments; a rule rests on all that it names."
            self.fault(node, f"`{node.name}` does not use `{name}`.", remedy)
        body = node.body[1:] if ast.get_docstring(node) else node.body
        for statement in body:
            self.statement(statement, known)
        if not (body and isinstance(body[-1], ast.Return)):
            self.fault(node, f"`{node.name}` gives nothing.", "End it with `return`.")

    def statement(self, node: ast.stmt, known: set[str]) -> None:
        """One line of a rule: a name given to a value, or the value returned."""
        match node:
            case ast.Return(value=ast.expr() as value):
                self.value(value, known)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self.value(value, known)
                known.add(name)
            case _:
                self.refuse(node, type(node))

    def value(self, node: ast.expr, known: set[str]) -> None:
        """A value: what is not allowed is told, and what it is made of is looked through."""
        match node:
            case ast.Name(id=name) if name not in known:
                remedy = f"Make it an argument of the rule. {did_you_mean(name, [*known])}"
                self.fault(node, f"`{name}` is no argument of the rule.", remedy)
            case ast.Name():
                pass
            case ast.Constant(value=bool() | int() as number) if number in {0, 1}:
                pass
            case ast.Constant(value=literal):
                remedy = "Make it a parameter with a source; only 0 and 1 stand in a rule."
                self.fault(node, f"The literal {literal!r} stands in a rule.", remedy)
            case ast.Call():
                self.call(node, known)
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _OPERATORS):
                self.value(left, known)
                self.value(right, known)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                self.value(operand, known)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if isinstance(
                op, _COMPARISONS
            ):
                self.value(left, known)
                self.value(right, known)
            case ast.Compare(ops=[_, _, *_]):
                remedy = "Write `all_of(above=..., below=...)`."
                self.fault(node, "Two comparisons are written as one.", remedy)
            case _:
                self.refuse(node, _kind(node))

    def call(self, node: ast.Call, known: set[str]) -> None:
        """A word of the vocabulary with its operands."""
        word = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if word not in WORDS:
            self.fault(node, f"`{word}` is no word of rules.", did_you_mean(word, sorted(WORDS)))
        if word in _NAMED and (node.args or not node.keywords):
            remedy = f"Write `{word}(name=condition, ...)`."
            self.fault(node, f"The conditions of `{word}` have no names.", remedy)
        self.count(node, word)
        for one in node.args:
            is_mode = word == "round_to" and one is node.args[-1] and isinstance(one, ast.Constant)
            if not (is_mode and isinstance(one.value, str)):  # type: ignore[attr-defined]
                self.value(one, known)
        for keyword in node.keywords:
            if not (word == "round_to" and keyword.arg == "mode"):
                self.value(keyword.value, known)

    def count(self, node: ast.Call, word: str) -> None:
        """Whether a word has the operands that it takes."""
        names = {one.arg: one for one in node.keywords if one.arg}
        try:
            signature(getattr(vocabulary, word, lambda *_, **__: None)).bind(*node.args, **names)
        except TypeError as cause:
            taken = ", ".join(signature(getattr(vocabulary, word)).parameters)
            remedy = f"Write `{word}({taken})`."
            self.fault(node, f"The operands of `{word}` do not fit: {cause}.", remedy)

    def refuse(self, node: ast.stmt | ast.expr, kind: type[ast.AST]) -> None:
        """A thing that no rule may hold."""
        word, remedy = _REMEDIES.get(kind, (f"`{_first(ast.unparse(node))}`", _LEAVE_OUT))
        self.fault(node, f"A rule may not use {word}.", remedy)


def _kind(node: ast.expr) -> type[ast.AST]:
    """Kind of a refused value; of an operation, the kind of its operator."""
    if isinstance(node, ast.Compare):
        return type(node.ops[0])
    return type(node.op) if isinstance(node, ast.BoolOp | ast.UnaryOp) else type(node)


def _first(text: str) -> str:
    return text.splitlines()[0]
