"""Chances that are the same in every row of a table: told once above it, not in columns of it."""

from __future__ import annotations

from dataclasses import replace

from baramad.report.document import Table
from baramad.words import Language

_FEWEST = 3  # rows from which a column that never changes is worth a sentence


def told_once(table: Table, words: Language) -> tuple[Table, str]:
    """A table without its columns of one chance throughout, and a sentence that has them all."""
    if len(table.rows) < _FEWEST:
        return table, ""
    same: dict[str, list[str]] = {}
    kept = []
    for at, column in enumerate(table.columns):
        found = {str(row[at]) for row in table.rows}
        if column.kind == "chance" and len(found) == 1:
            same.setdefault(found.pop(), []).append(column.title)
        else:
            kept.append(at)
    columns = tuple(table.columns[at] for at in kept)
    rows = [tuple(row[at] for at in kept) for row in table.rows]
    told = [
        words.say("{chance} for {targets}", chance=chance, targets=words.listed(titles))
        for chance, titles in same.items()
    ]
    sentence = words.say("The same in every row: {chances}.", chances="; ".join(told))
    return replace(table, columns=columns, rows=rows), sentence if told else ""
