"""Books brought from one step of the schema to the next: no entry changes, and a file is copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from baramad.measure.fault import BooksError, Fault
from baramad.store import sqlite
from baramad.store.address import Address
from baramad.store.migrate import SCHEMA, check_not_newer, migrate, step_of
from baramad.store.refusal import refused
from baramad.store.session import Session


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which step to which; where a copy is kept of how the file was before."""

    before: str  # empty where there were no books
    after: str
    copy: Path | None = None


def upgrade(address: Address, connect: Callable[..., Session], wait_s: float) -> Upgrade:
    """Upgrade of the books at an address, done in one transaction: all of it or nothing.

    What was copied stays when the step fails, as it does when it succeeds. BooksError where a newer
    program made the books, or where another one is writing them.
    """
    lock = sqlite.hold_lock(address.path, wait_s) if address.path else None
    try:
        before = _before(address, connect)
        if before == SCHEMA:
            return Upgrade(before, before)
        kept = _copied(address.path, before) if address.path and before else None
        migrate(address)
        return Upgrade(before, SCHEMA, kept)
    finally:
        if lock:
            lock.close()


def _before(address: Address, connect: Callable[..., Session]) -> str:
    if address.path and not address.path.is_file():
        return ""
    try:
        session = connect(address, is_read_only=True)
    except sqlite3.Error as cause:
        raise refused(cause, address.shown) from cause
    with closing(session):
        check_not_newer(session, address)
        return step_of(session)


def _copied(path: Path, step: str) -> Path:
    """Copy of a file of books beside it, whole or not there, under a name that nothing has."""
    names = (f"{path.name}.step-{step}{more}" for more in chain([""], map("-{}".format, count(2))))
    to = next(one for one in map(path.with_name, names) if not one.exists())
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as old:
            old.execute("VACUUM INTO ?", [str(part)])
        part.replace(to)
    except (OSError, sqlite3.Error) as cause:
        part.unlink(missing_ok=True)
        reason = f"the books cannot be copied before they are brought up to date: {cause}"
        remedy = "make room beside them; nothing was changed"
        raise BooksError([Fault(str(to), reason, remedy)]) from cause
    return to
