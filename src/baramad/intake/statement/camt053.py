"""camt.053, the bank's statement in ISO 20022: one file may hold several accounts."""

from __future__ import annotations

from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.camt import read_message
from baramad.intake.statement.raw import USUAL, Ask, RawFile

FORMAT = "camt.053"


def matches(head: str) -> bool:
    """Whether the first part of a file is a camt.053 message."""
    return "camt.053.001." in head


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements in file order; StatementError with every fault."""
    return read_message(source, ask, FORMAT, "Stmt")
