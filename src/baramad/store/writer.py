"""One writer for many callers: whoever comes first commits for all that wait.

A commit costs one flush to disk, however much it holds. A caller that finds the writer free books
alone and at once; those that come meanwhile are booked together by the next of them.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from baramad.measure.fault import BooksError
from baramad.store.chart import Charts
from baramad.store.refusal import is_passing, refused, stopped
from baramad.store.session import Session

T = TypeVar("T")
Job = Callable[[Session, Charts], T]

_TOGETHER = 256  # requests in one commit at most
_TRIES = 5
_PAUSE_S = 0.02


class _Request(Generic[T]):
    """One job that waits, its short way, and what became of it."""

    __slots__ = ("error", "is_done", "job", "result", "short")

    def __init__(self, job: Job[T], short: Job[T | None] | None) -> None:
        self.job = job
        self.short = short
        self.result: T | None = None
        self.error: Exception | None = None
        self.is_done = False


class Writer:
    """The connection that writes, opened again when it was lost."""

    def __init__(self, connect: Callable[[], Session], place: str) -> None:
        self._connect = connect
        self._place = place
        self._session = connect()
        self._charts = Charts(self._session)
        self._waiting: deque[_Request[object]] = deque()
        self._writing = threading.Lock()

    def run(self, job: Job[T], short: Job[T | None] | None = None) -> T:
        """Result of a job whose writing is durable; BooksError when nothing of it was written.

        When nobody else waits, the short way is tried first: it opens no transaction, and returns
        None or fails when it has written nothing.
        """
        request = _Request(job, short)
        self._waiting.append(request)  # type: ignore[arg-type]  # only its own caller reads it
        with self._writing:
            while not request.is_done:
                self._commit_waiting()
        if request.error:
            raise request.error
        return request.result  # type: ignore[return-value]  # set when there is no error

    def close(self) -> None:
        """End the connection once nobody writes."""
        with self._writing:
            self._session.close()

    def _commit_waiting(self) -> None:
        count = min(len(self._waiting), _TOGETHER)
        group = [self._waiting.popleft() for _ in range(count)]
        try:
            self._commit_again(group)
        finally:
            for request in group:
                request.is_done = True

    def _commit_again(self, group: list[_Request[object]]) -> None:
        for attempt in range(1, _TRIES + 1):
            try:
                self._commit(group)
            except Exception as error:  # noqa: BLE001  # whatever it was, each caller is told
                if is_passing(error) and attempt < _TRIES:
                    time.sleep(_PAUSE_S * attempt)
                    continue
                _fail(group, self._told(error))
            except BaseException:  # somebody stopped the one that books for all
                _fail(group, BooksError([stopped(self._place)]))
                raise
            return

    def _commit(self, group: list[_Request[object]]) -> None:
        if self._session.is_lost:
            self._session = self._connect()
            self._charts = Charts(self._session)
        session = self._session
        if len(group) == 1 and self._is_short(group[0]):
            return
        try:
            session.begin()
            for request in group:
                request.error = None
                self._run(request, is_alone=len(group) == 1)
            session.commit()
        except BaseException:
            self._charts.forget()
            _undo(session)
            raise

    def _is_short(self, request: _Request[object]) -> bool:
        """Whether a request was done by its short way; why it was not is told by the long one."""
        if not request.short:
            return False
        try:
            request.error, request.result = None, request.short(self._session, self._charts)
        except (BooksError, self._session.errors):
            if self._session.is_lost:
                raise
            return False
        return request.result is not None

    def _run(self, request: _Request[object], *, is_alone: bool) -> None:
        """Run one job; a refused one is undone alone, unless it is the only one."""
        if is_alone:
            request.result = request.job(self._session, self._charts)
            return
        self._session.run("SAVEPOINT request")
        try:
            request.result = request.job(self._session, self._charts)
        except (BooksError, self._session.errors) as error:
            if is_passing(error) or self._session.is_lost:
                raise
            request.error = self._told(error)
            self._charts.forget()
            self._session.run("ROLLBACK TO SAVEPOINT request")
        self._session.run("RELEASE SAVEPOINT request")

    def _told(self, error: Exception) -> Exception:
        if isinstance(error, self._session.errors):
            told = refused(error, self._place, is_lost=self._session.is_lost)
            told.__cause__ = error
            return told
        return error


def _fail(group: list[_Request[object]], error: Exception) -> None:
    for request in group:
        request.result, request.error = None, error


def _undo(session: Session) -> None:
    try:
        session.rollback()
    except session.errors:  # the connection may be gone; then there is nothing left to undo
        return
