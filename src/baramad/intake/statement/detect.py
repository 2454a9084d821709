"""The reader of a file, found by what stands in it and never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from baramad.facts.statement import Statement
from baramad.intake.statement import (
    camt053,
    camt054,
    described,
    mt940,
    ofx,
    payoneer,
    upwork,
    wise,
)
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened


class Reader(Protocol):
    """What every format's file offers."""

    FORMAT: str

    def matches(self, head: str) -> bool:
        """Whether the first part of a file is of this format."""

    def read(self, source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
        """Statements of a file; StatementError with every fault."""


READERS: tuple[Reader, ...] = (
    camt053, camt054, ofx, mt940, payoneer, wise, upwork, described,
)  # fmt: skip


def reader_of(source: bytes | Path | RawFile, ask: Ask = USUAL) -> Reader:
    """Reader whose format a file has; StatementError when it is none that is known."""
    if ask.profile:
        return described
    raw = opened(source, ask)
    head = raw.head
    for reader in READERS:
        if reader.matches(head):
            return reader
    known = ", ".join(reader.FORMAT for reader in READERS)
    reason = f"The file is of no format that is read here: {known}."
    remedy = "For another bank's CSV, describe it in a profile (see docs/statements.md)."
    raise raw.refused(reason, remedy, 1)


def read_statements(source: bytes | Path, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements of a file in whatever format it is; StatementError with every fault."""
    raw = opened(source, ask)
    return reader_of(raw, ask).read(raw, ask)
