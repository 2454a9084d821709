"""The example notebook: the cells of `plan_cells.py`, run and written with what they printed.

python docs/make_notebook.py            write docs/plan.ipynb
python docs/make_notebook.py --check    run it; exit with 1 if it prints anything else
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).parent
CELLS, TARGET = HERE / "plan_cells.py", HERE / "plan.ipynb"
_CELL = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)


def cells(text: str) -> list[tuple[bool, str]]:
    """Cells in order: whether each is prose, and its text."""
    _, *parts = _CELL.split(text)
    return [
        (bool(mark), re.sub(r"^# ?", "", body, flags=re.MULTILINE) if mark else body)
        for mark, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def run(source: str, names: dict[str, object]) -> str:
    """What a cell prints, and the value of its last line."""
    tree, printed = ast.parse(source), io.StringIO()
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
            if value is not None:
                print(repr(value))
    return printed.getvalue()


def notebook() -> dict[str, object]:
    """The notebook with the outputs of all its cells."""
    names: dict[str, object] = {}
    made: list[dict[str, object]] = []
    count = 0
    for number, (is_prose, source) in enumerate(cells(CELLS.read_text(encoding="utf-8"))):
        cell: dict[str, object] = {
            "cell_type": "markdown" if is_prose else "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": source.strip().splitlines(keepends=True),
        }
        if not is_prose:
            count += 1
            lines = run(source, names).splitlines(keepends=True)
            stream = {"output_type": "stream", "name": "stdout", "text": lines}
            cell |= {"execution_count": count, "outputs": [stream] if lines else []}
        made.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": made,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def main() -> None:
    """Write the notebook, or compare it with what it prints now."""
    text = json.dumps(notebook(), ensure_ascii=False, indent=1) + "\n"
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != text:
        sys.exit("docs/plan.ipynb is out of date: run python docs/make_notebook.py")


if __name__ == "__main__":
    main()
