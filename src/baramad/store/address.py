"""Where books are kept: a file for SQLite, or the URL of a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from baramad.measure.fault import BooksError, Fault

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class Address:
    """A path, or the part of a URL behind `postgresql://`; passwords are never shown."""

    path: Path | None
    server: str = ""

    @property
    def shown(self) -> str:
        """Address as it may appear in a message."""
        if self.path:
            return str(self.path)
        # A password may stand before the host or among the options.
        before, at, after = self.server.partition("?")[0].rpartition("@")
        name = before.partition(":")[0]
        return f"postgresql://{name}{at}{after}" if at else f"postgresql://{after}"

    @property
    def psycopg(self) -> str:
        """URL as the driver reads it."""
        return f"postgresql://{self.server}"

    @property
    def sqlalchemy(self) -> str:
        """URL as the migrations read it."""
        return f"sqlite:///{self.path}" if self.path else f"postgresql+psycopg://{self.server}"


def address_of(given: str | Path) -> Address:
    """Address from a path, `sqlite:///PATH` or `postgresql://USER@HOST/NAME`."""
    text = str(given)
    for prefix in _POSTGRES:
        if text.startswith(prefix):
            return Address(None, text.removeprefix(prefix))
    if "://" in text and not text.startswith(_SQLITE):
        raise BooksError(
            [
                Fault(
                    place=text.partition("://")[0] + "://...",
                    reason="books are kept in SQLite or PostgreSQL only",
                    remedy="give a file such as books.db, or postgresql://USER@HOST/NAME",
                )
            ]
        )
    return Address(Path(text.removeprefix(_SQLITE)))
