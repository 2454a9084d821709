"""Accounts, entries, postings, bookings, movements and seals, with the guards that keep them."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1]


def upgrade() -> None:
    """Make the tables and guards, spelled for the database at hand."""
    dialect = {"sqlite": "sqlite", "postgresql": "postgres"}[op.get_bind().dialect.name]
    text = (_FOLDER / f"0001_{dialect}.sql").read_text(encoding="utf-8")
    for statement in text.split("\n\n"):  # a trigger's body has semicolons but no empty line
        op.get_bind().exec_driver_sql(statement)
