"""Files known by their content; on PostgreSQL a few entries booked in one round trip."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1]


def upgrade() -> None:
    """Make the table, and where statements travel the function that spares them the way."""
    dialect = {"sqlite": "sqlite", "postgresql": "postgres"}[op.get_bind().dialect.name]
    text = (_FOLDER / f"0002_{dialect}.sql").read_text(encoding="utf-8")
    for statement in text.split("\n\n"):  # a trigger's body has semicolons but no empty line
        op.get_bind().exec_driver_sql(statement)
