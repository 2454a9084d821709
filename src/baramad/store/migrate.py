"""The schema brought up to date by Alembic, and the check that it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from baramad.measure.fault import BooksError, Fault
from baramad.store.address import Address
from baramad.store.refusal import refused
from baramad.store.session import Session, one

if TYPE_CHECKING:  # SQLAlchemy takes a third of a second to import and only migrations need it
    from sqlalchemy import Connection

SCHEMA = "0003"  # the newest step in migrations/versions
_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(address: Address) -> None:
    """Bring the schema to the newest step, in one transaction: all of it or nothing."""
    from alembic import command  # noqa: PLC0415  # as above
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    config = Config()
    # The option is read by ConfigParser, to which a per cent sign is the start of a name.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    try:
        with _transaction(address) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, SCHEMA)
    except DBAPIError as error:
        raise refused(error.orig or error, address.shown) from error


@contextmanager
def _transaction(address: Address) -> Iterator[Connection]:
    from sqlalchemy import NullPool, create_engine  # noqa: PLC0415

    # The driver opens no transaction before CREATE by itself; this way it never does.
    options = {"isolation_level": None} if address.path else {}
    engine = create_engine(address.sqlalchemy, poolclass=NullPool, connect_args=options)
    with engine.connect() as connection, connection.begin():
        if address.path:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def step_of(session: Session) -> str:
    """Step of the schema that a database has; empty where it has no books."""
    try:
        return one(session, "SELECT version_num FROM alembic_version") or ""
    except (BooksError, session.errors):
        return ""


def check_schema(session: Session, address: Address) -> None:
    """BooksError unless the schema is the one this program was written for."""
    found = step_of(session)
    if found != SCHEMA:
        raise BooksError([_newer(address, found) if found > SCHEMA else _older(address, found)])


def check_not_newer(session: Session, address: Address) -> None:
    """BooksError where a newer program has brought the schema beyond what this one knows."""
    if (found := step_of(session)) > SCHEMA:
        raise BooksError([_newer(address, found)])


def _older(address: Address, found: str) -> Fault:
    if not found:
        reason = "there are no books here"
        return Fault(address.shown, reason, "make them with `baramad books init`")
    at, told = (shlex.quote(str(address.path)), "") if address.path else ("URL", " (as given here)")
    return Fault(
        place=address.shown,
        reason=f"these books are of step {found}; this program keeps books of step {SCHEMA}",
        remedy=f"run `baramad books upgrade --books {at}`{told}: no entry changes by it",
    )


def _newer(address: Address, found: str) -> Fault:
    return Fault(
        place=address.shown,
        reason=f"these books are of step {found}; this program knows no later one than {SCHEMA}",
        remedy="use the newer Baramad that brought them there: `pip install --upgrade baramad`",
    )
