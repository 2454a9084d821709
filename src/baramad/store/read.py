"""Reading: entries, balances and statements, as of a value date, as known on a booking date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from baramad.ledger.account import Account, Chart
from baramad.ledger.batch import day_number, day_of, month_number, month_of
from baramad.ledger.entry import Booked
from baramad.ledger.seal import Seal, microseconds, moment_of
from baramad.ledger.statement import Statement, StatementLine
from baramad.measure.fault import BooksError, Fault
from baramad.measure.money import Money
from baramad.measure.period import Month, Period
from baramad.store.chart import Charts
from baramad.store.imported import Imported, imported
from baramad.store.posting import known
from baramad.store.rows import codes_of, kept_between
from baramad.store.sealing import seals_of
from baramad.store.session import Session, one

_BLOCK = 1_000
_EXPORTERS = "SELECT code FROM exporter ORDER BY id"
_HEAD = "SELECT last_entry, closed_through FROM head WHERE exporter = :exporter"
_REVERSAL = "SELECT number FROM entry WHERE exporter = :exporter AND reverses = :number"
_KNOWN_BY = """
    SELECT coalesce(max(last), 0) FROM booking WHERE exporter = :exporter AND booked_at <= :at
"""
# Whole months by their sums, the month in which the day lies by its postings. CROSS JOIN tells
# SQLite to go account by account: it would read every posting of the exporter.
AS_OF = """
    SELECT account, sum(amount) FROM (
        SELECT account, amount FROM movement WHERE exporter = :exporter AND month < :month
        UNION ALL
        SELECT p.account, p.amount FROM account a CROSS JOIN posting p
        WHERE a.exporter = :exporter AND p.exporter = a.exporter AND p.account = a.number
            AND p.value_date BETWEEN :first AND :day
    ) both_parts GROUP BY account
"""
_THROUGH = """
    SELECT account, sum(amount) FROM movement
    WHERE exporter = :exporter AND period <= :period GROUP BY account
"""
_AS_KNOWN = """
    SELECT p.account, sum(p.amount) FROM posting p
    JOIN entry e ON e.exporter = p.exporter AND e.number = p.entry
    WHERE p.exporter = :exporter AND p.entry <= :entry AND p.value_date <= :day
        AND e.period <= :period
    GROUP BY p.account
"""
_LINES = """
    SELECT p.value_date, b.booked_at, e.number, e.key, e.kind, e.memo, p.amount
    FROM posting p
    JOIN entry e ON e.exporter = p.exporter AND e.number = p.entry
    JOIN booking b ON b.exporter = e.exporter AND b.last = e.booking
    WHERE p.exporter = :exporter AND p.account = :account
        AND p.value_date BETWEEN :first AND :last AND p.entry <= :entry
    ORDER BY p.value_date, e.number, p.line
"""
_FOREVER = 2**62
_LAST_MONTH = 219912


class Reader:
    """Books as one connection sees them; it cannot write."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._charts = Charts(session)

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone."""
        return self._session.is_lost

    def exporters(self) -> list[str]:
        """Codes of the exporters, in the order in which they came."""
        return [row[0] for row in self._session.rows(_EXPORTERS)]

    def chart(self, exporter: str) -> Chart:
        """Chart of accounts."""
        self._charts.forget()
        return Chart(exporter, [one for _, one in self._charts.place(exporter).accounts.values()])

    def last_entry(self, exporter: str) -> int:
        """Number of the last entry, 0 when there is none."""
        return self._head(exporter)[0]

    def closed_through(self, exporter: str) -> Month | None:
        """Last closed month, or None when none is."""
        closed = self._head(exporter)[1]
        return month_of(closed) if closed else None

    def known(self, exporter: str, keys: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Number and content digest of the keys that are in the books."""
        ids = [self._id(exporter)] * len(keys)
        return {keys[i]: (n, content) for i, n, content, _ in known(self._session, ids, keys)}

    def kinds(self, exporter: str, keys: Sequence[str]) -> dict[str, tuple[str, bytes]]:
        """Kind of the entry and content digest of the keys that are in the books."""
        ids = [self._id(exporter)] * len(keys)
        return {keys[i]: (kind, content) for i, _, content, kind in known(self._session, ids, keys)}

    def entry(self, exporter: str, number: int) -> Booked:
        """Entry by its number; BooksError when there is none."""
        for found in self.entries(exporter, number, number):
            return found
        raise BooksError([_no_entry(exporter, str(number))])

    def find(self, exporter: str, key: str) -> Booked | None:
        """Entry by its key, or None."""
        found = self.known(exporter, [key])
        return self.entry(exporter, found[key][0]) if found else None

    def reversal_of(self, exporter: str, number: int) -> int | None:
        """Number of the entry that reverses another, or None."""
        found: int | None = one(
            self._session, _REVERSAL, exporter=self._id(exporter), number=number
        )
        return found

    def entries(self, exporter: str, first: int = 1, last: int | None = None) -> Iterator[Booked]:
        """Entries in order of their numbers, a thousand in memory at a time."""
        number = self._id(exporter)
        codes = codes_of(self._session, number)
        end = self.last_entry(exporter) if last is None else last
        for start in range(first, end + 1, _BLOCK):
            until = min(start + _BLOCK - 1, end)
            for kept in kept_between(self._session, number, codes, start, until):
                yield kept.booked(exporter)

    def balance(
        self,
        exporter: str,
        account: str,
        until: date = date.max,
        known_at: datetime | None = None,
    ) -> Money:
        """Debits less credits of an account, up to a value date, as known at a moment."""
        kept = self._account(exporter, account)
        found = self.balances(exporter, until, known_at).get(account, 0)
        return Money(found, kept.currency)

    def balances(
        self,
        exporter: str,
        until: date = date.max,
        known_at: datetime | None = None,
        through: Month | None = None,
    ) -> dict[str, int]:
        """Balances of all accounts in minor units: by value date, booking date and period."""
        number = self._id(exporter)
        codes = codes_of(self._session, number)
        day = day_number(until)
        if known_at is None and through is None:
            month = day // 100
            rows = self._session.rows(
                AS_OF, exporter=number, month=month, first=month * 100, day=day
            )
        elif known_at is None and until == date.max and through:
            rows = self._session.rows(_THROUGH, exporter=number, period=month_number(through))
        else:
            period = month_number(through) if through else _LAST_MONTH
            entry = self._known_by(number, known_at)
            rows = self._session.rows(
                _AS_KNOWN, exporter=number, entry=entry, day=day, period=period
            )
        return {codes[account]: int(minor) for account, minor in rows}

    def statement(
        self, exporter: str, account: str, period: Period, known_at: datetime | None = None
    ) -> Statement:
        """Statement of an account over a period of value dates, as known at a moment."""
        kept, number = self._account(exporter, account), self._id(exporter)
        rows = self._session.rows(
            _LINES,
            exporter=number,
            account=self._charts.number(exporter, account, kept.currency),
            first=day_number(period.first),
            last=day_number(period.last),
            entry=self._known_by(number, known_at),
        )
        opening = self.balance(exporter, account, _day_before(period.first), known_at)
        lines, left = [], opening
        for day, at, entry, key, kind, memo, minor in rows:
            amount = Money(minor, kept.currency)
            left += amount
            lines.append(
                StatementLine(day_of(day), moment_of(at), entry, key, kind, memo, amount, left)
            )
        return Statement(exporter, kept, period, known_at, opening, tuple(lines), left)

    def imported(self, digests: Iterable[bytes]) -> dict[bytes, Imported]:
        """Files that were imported whole, of those with some digests."""
        return imported(self._session, digests)

    def seals(self, exporter: str) -> list[Seal]:
        """Seals in order."""
        return seals_of(self._session, self._id(exporter), exporter)

    def _id(self, exporter: str) -> int:
        return self._charts.place(exporter).id

    def _head(self, exporter: str) -> tuple[int, int]:
        last, closed = self._session.rows(_HEAD, exporter=self._id(exporter))[0]
        return last, closed

    def _account(self, exporter: str, account: str) -> Account:
        return self.chart(exporter)[account]

    def _known_by(self, exporter: int, known_at: datetime | None) -> int:
        if known_at is None:
            return _FOREVER
        found: int = one(self._session, _KNOWN_BY, exporter=exporter, at=microseconds(known_at))
        return found


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _no_entry(exporter: str, number: str) -> Fault:
    return Fault(
        place=f"books of {exporter}",
        excerpt=number,
        reason="there is no such entry",
        remedy="list the entries with `baramad books statement`",
    )
