"""Books: opened, posted to, read, sealed and verified through one object.

with create_books("books.db") as books:
    books.open_accounts(chart)
    books.post([entry])
    books.reader.balance("khan", "bank:usd")
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from baramad.ledger.account import Chart
from baramad.ledger.batch import Batch, batch_of
from baramad.ledger.entry import Entry
from baramad.ledger.seal import microseconds
from baramad.ledger.unswept import unswept
from baramad.measure.fault import BooksError, Fault
from baramad.store import sqlite
from baramad.store.address import Address, address_of
from baramad.store.at_once import book_at_once
from baramad.store.chart import Charts, open_accounts
from baramad.store.imported import Part, note_imported
from baramad.store.login import machine_login
from baramad.store.migrate import check_schema
from baramad.store.movement import rebuild
from baramad.store.posting import Outcome, book
from baramad.store.read import Reader
from baramad.store.reading import ReadingSession
from baramad.store.sealing import seal, unsealed
from baramad.store.session import Session
from baramad.store.upgrade import Upgrade, upgrade
from baramad.store.verify import Verification, verify
from baramad.store.writer import Writer

_WAIT_S = 5.0
_SEALED_AT_ONCE = 100  # exporters whose writers wait meanwhile


def create_books(given: str | Path, *, wait_s: float = _WAIT_S, login: str | None = None) -> Books:
    """Books at a path or URL, made there or brought up to date first."""
    address = address_of(given)
    upgrade(address, connect, wait_s)
    return Books(address, wait_s=wait_s, login=login)


def upgrade_books(given: str | Path, *, wait_s: float = _WAIT_S) -> Upgrade:
    """Books that exist brought to the step of this program; of a file a copy is kept beside it."""
    address = address_of(given)
    _check_exists(address)
    return upgrade(address, connect, wait_s)


def open_books(given: str | Path, *, wait_s: float = _WAIT_S, login: str | None = None) -> Books:
    """Books that exist, for posting and reading; other processes may only read SQLite's then."""
    address = address_of(given)
    _check_exists(address)
    return Books(address, wait_s=wait_s, login=login)


@contextmanager
def read_books(given: str | Path) -> Iterator[Reader]:
    """Reader of books that another process may be writing."""
    address = address_of(given)
    _check_exists(address)
    with closing(connect(address, is_read_only=True)) as session:
        check_schema(session, address)
        yield Reader(session)


def verify_books(given: str | Path, progress: Callable[[str], None] = print) -> Verification:
    """Everything in the books added up again and every seal recomputed, by reading alone."""
    address = address_of(given)
    _check_exists(address)
    with closing(connect(address, is_read_only=True)) as session:
        check_schema(session, address)
        return verify(session, progress)


class Books:
    """Open books. Threads may share them; each reads through a connection of its own.

    `login` is kept on every booking: who is logged in here, unless a service that knows whom it
    books for says otherwise.
    """

    def __init__(
        self, address: Address, *, wait_s: float = _WAIT_S, login: str | None = None
    ) -> None:
        self._address = address
        self._login = machine_login() if login is None else login
        self._readers = threading.local()
        self._opened: list[Session] = []
        self._lock = sqlite.hold_lock(address.path, wait_s) if address.path else None
        try:
            self._writer = Writer(self._writing_session, address.shown)
        except BaseException:
            self._release()
            raise

    def open_accounts(self, chart: Chart) -> None:
        """Add an exporter with its accounts, or the accounts that it lacks."""
        self._writer.run(lambda session, _: open_accounts(session, chart))

    def post(
        self,
        given: Batch | Iterable[Entry],
        at: datetime | None = None,
        *,
        after: int | None = None,
    ) -> Outcome:
        """Book entries, all or none; those in the books already are recognised by their key.

        `at` is the booking date-time, now unless given. `after` is the entry upon which they were
        planned: BooksError when the books stand elsewhere. When this returns, it is on disk.
        """
        batch = given if isinstance(given, Batch) else batch_of(given)
        moment = microseconds(at or datetime.now(UTC))

        def short(session: Session, charts: Charts) -> Outcome | None:
            return book_at_once(session, charts, batch, moment, self._login)

        with unswept():
            return self._writer.run(
                lambda session, charts: book(session, charts, batch, moment, self._login, after),
                short if after is None else None,
            )

    def note_imported(self, parts: Iterable[Part], at: datetime | None = None) -> None:
        """Keep that files were imported whole; `reader.imported` knows them from then on."""
        moment = microseconds(at or datetime.now(UTC))
        listed = list(parts)
        self._writer.run(lambda session, charts: note_imported(session, charts, listed, moment))

    def seal(self, at: datetime | None = None) -> int:
        """Seal every entry that is not yet sealed; how many seals were set."""
        moment = microseconds(at or datetime.now(UTC))
        exporters = self._writer.run(lambda session, _: unsealed(session))
        return sum(
            self._writer.run(partial(_seal, exporters[start : start + _SEALED_AT_ONCE], moment))
            for start in range(0, len(exporters), _SEALED_AT_ONCE)
        )

    def rebuild(self) -> None:
        """Make the movements, from which balances are read, again from the postings."""
        self._writer.run(lambda session, _: rebuild(session))

    def verify(self, progress: Callable[[str], None] = lambda _: None) -> Verification:
        """Everything added up again and every seal recomputed."""
        with closing(self._reading_session()) as session:
            return verify(session, progress)

    @property
    def reader(self) -> Reader:
        """Reader of this thread, which sees what is committed."""
        found: Reader | None = getattr(self._readers, "reader", None)
        if found is None or found.is_lost:
            session = self._reading_session()
            self._opened.append(session)
            found = self._readers.reader = Reader(session)
        return found

    def close(self) -> None:
        """End every connection and let others write."""
        for session in self._opened:
            with suppress(session.errors):
                session.close()
        self._writer.close()
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _release(self) -> None:
        if self._lock:
            self._lock.close()

    def _writing_session(self) -> Session:
        session = connect(self._address, is_read_only=False)
        try:
            check_schema(session, self._address)
        except BaseException:
            session.close()
            raise
        return session

    def _reading_session(self) -> Session:
        return connect(self._address, is_read_only=True)


def _seal(exporters: Sequence[tuple[int, str]], at: int, session: Session, _: Charts) -> int:
    return seal(session, exporters, at)


def connect(address: Address, *, is_read_only: bool) -> Session:
    """Connection to the database at an address."""
    if not address.path:
        connected = _postgres()
        found = connected(address, is_read_only=is_read_only)
        return ReadingSession(found, address.shown) if is_read_only else found
    if is_read_only:
        return ReadingSession(sqlite.reading_session(address.path), address.shown)
    return sqlite.writing_session(address.path)


def _postgres() -> Callable[..., Session]:
    try:
        from baramad.store.postgres import connected  # noqa: PLC0415  # an extra
    except ImportError as cause:
        fault = Fault(
            place="psycopg",
            reason="the driver for PostgreSQL is not installed",
            remedy="install baramad with it: pip install 'baramad[postgres]'",
        )
        raise BooksError([fault]) from cause
    return connected


def _check_exists(address: Address) -> None:
    if address.path and not address.path.is_file():
        fault = Fault(
            place=str(address.path),
            reason="there is no file of books here",
            remedy="make it with `baramad books init`, or give the path of one",
        )
        raise BooksError([fault])
