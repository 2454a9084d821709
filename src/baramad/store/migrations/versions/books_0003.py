"""Who was logged in, what a person decided on, and why nobody else looked, with their guard."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FOLDER = Path(__file__).parents[1]


def upgrade() -> None:
    """Add the columns and the guard, spelled for the database at hand; no row is written."""
    dialect = {"sqlite": "sqlite", "postgresql": "postgres"}[op.get_bind().dialect.name]
    text = (_FOLDER / f"0003_{dialect}.sql").read_text(encoding="utf-8")
    for statement in text.split("\n\n"):  # a trigger's body has semicolons but no empty line
        op.get_bind().exec_driver_sql(statement)
