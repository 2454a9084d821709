"""The schema brought up to date by Alembic, and the check that it is."""

from __future__ import annotations

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

SCHEMA = "0002"  # the newest step in migrations/versions
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
            command.upgrade(config, "head")
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


def check_schema(session: Session, address: Address) -> None:
    """BooksError unless the schema is the one this program was written for."""
    try:
        found = one(session, "SELECT version_num FROM alembic_version")
    except (BooksError, session.errors):
        found = None
    if found == SCHEMA:
        return
    told = f"step {found}" if found else "no books"
    raise BooksError(
        [
            Fault(
                place=address.shown,
                reason=f"there are {told} here; this program keeps books of step {SCHEMA}",
                remedy="run `baramad books init`: it makes books or brings them up to date",
            )
        ]
    )
