"""The house itself: charters, sizes, names, the map."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "baramad"
FILES = sorted(SOURCE.rglob("*.py"))
ROOMS = sorted(one.parent for one in SOURCE.glob("*/__init__.py"))
FORBIDDEN_ROOMS = {"core", "common", "utils", "helpers", "services", "manager", "misc"}


def identifiers(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def body_lines(function):
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = first.end_lineno + 1 if has_docstring else function.lineno
    return function.end_lineno - start + 1


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_a_charter_that_says_what_it_knows_and_never_knows(room):
    first = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    charter = " ".join(first.split())
    assert charter.startswith("Knows")
    assert "ever " in charter
    assert room.name not in FORBIDDEN_ROOMS


def test_files_stay_under_300_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_functions_stay_under_60_lines_and_nearly_all_under_30():
    lengths = {
        f"{path.name}:{one.name}": body_lines(one) for path in FILES for one in functions(path)
    }
    assert {name: n for name, n in lengths.items() if n > 60} == {}
    assert sum(n > 30 for n in lengths.values()) <= 0.05 * len(lengths)


def test_identifiers_avoid_the_words_the_glossary_rules_out():
    words = [
        "turnover", "inflow", "payout", "metric", "kpi", "knob", "uplift", "plugin", "ticket",
        "permit",
    ]  # fmt: skip
    banned = re.compile(rf"(^|_)({'|'.join(words)})(_|$)")
    found = {
        f"{path.name}: {name}"
        for path in FILES
        for name in identifiers(ast.parse(path.read_text(encoding="utf-8")))
        if banned.search(name.lower())
    }
    assert found == set()


def test_what_documents_print_is_up_to_date():
    """The map, the README's output, its picture, the help of every command."""
    tool = [sys.executable, str(ROOT / "docs" / "make.py"), "--check"]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_open_ends_are_left_in_comments():
    marks = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)")
    assert [p.name for p in FILES if marks.search(p.read_text(encoding="utf-8"))] == []


def test_the_repository_names_no_machine_and_no_registry():
    words = ["/work" + "/", "/root" + "/", "file:" + "//", "index-" + "url", "pypi." + "org"]
    kept = {".py", ".md", ".toml", ".yaml", ".json", ".txt", ".html", ".po", ""}
    skipped = {".venv", ".git", "out", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    for path in ROOT.rglob("*"):
        if skipped & set(path.relative_to(ROOT).parts) or path.suffix not in kept:
            continue
        if path.is_file() and path.name not in {"LICENSE", "Makefile"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert [word for word in words if word in text] == [], path
