"""What a text of the program means: its tree without prose, comments and docstrings left out.

>>> meaning("'What it does.'; x = 2*y  # twice") == meaning("x = 2 * y")
True
>>> meaning("x = 2 * y") == meaning("x = 3 * y")
False
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_NUMERIC = ("numpy", "numba", "llvmlite")  # libraries that numbers are worked out with


def meaning(text: str) -> str:
    """Hash of a Python text: what it does, not how it is laid out or explained."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            node.body = [one for one in node.body if not _is_prose(one)]
    return sha256(ast.dump(tree).encode()).hexdigest()


def _is_prose(node: ast.stmt) -> bool:
    """Whether a statement is a text by itself, as a docstring is."""
    is_alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_alone and isinstance(node.value.value, str)  # type: ignore[attr-defined]


def meaning_of(paths: Iterable[Path]) -> str:
    """Hash of the meaning of some files."""
    found = [meaning(path.read_text(encoding="utf-8")) for path in paths]
    return sha256("\n".join(found).encode()).hexdigest()


@cache
def libraries() -> str:
    """Versions of the numeric libraries; what is not installed computes nothing."""
    told = []
    for name in _NUMERIC:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(told)
