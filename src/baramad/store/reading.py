"""A connection for reading whose refusals are told in our words wherever they arise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from baramad.store.refusal import refused
from baramad.store.session import Session, Tuple


class ReadingSession:
    """A session that passes questions on and puts what the driver says into words."""

    def __init__(self, session: Session, place: str) -> None:
        self._session = session
        self._place = place

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgres`."""
        return self._session.dialect

    @property
    def errors(self) -> type[Exception]:
        """What the driver raises."""
        return self._session.errors

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone."""
        return self._session.is_lost

    def rows(self, sql: str, **given: Any) -> list[Tuple]:  # noqa: ANN401
        """All rows of a query."""
        try:
            return self._session.rows(sql, **given)
        except self.errors as error:
            raise refused(error, self._place, is_lost=self.is_lost) from error

    def run(self, sql: str, **given: Any) -> None:  # noqa: ANN401
        """Run a statement; those that write are refused by the connection."""
        self._session.run(sql, **given)

    def pour(self, table: str, rows: Iterable[Tuple], few: Sequence[Tuple] | None = None) -> None:
        """Refused by the connection."""
        self._session.pour(table, rows, few)

    def together(self) -> AbstractContextManager[object]:
        """Refused by the connection where it would write."""
        return self._session.together()

    def begin(self) -> None:
        """Refused by the connection where it would write."""
        self._session.begin()

    def begin_reading(self) -> None:
        """Open a transaction in which everything is seen as of one moment."""
        self._session.begin_reading()

    def commit(self) -> None:
        """End the transaction."""
        self._session.commit()

    def rollback(self) -> None:
        """End the transaction."""
        self._session.rollback()

    def close(self) -> None:
        """End the connection."""
        self._session.close()
