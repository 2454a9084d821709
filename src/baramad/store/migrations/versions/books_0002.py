"""A few entries booked in one round trip, where the database is at the end of a wire."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT = Path(__file__).parents[1] / "0002_postgres.sql"


def upgrade() -> None:
    """Make the function and quicken the guards; nothing travels to SQLite."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in _TEXT.read_text(encoding="utf-8").split("\n\n"):
            op.get_bind().exec_driver_sql(statement)
