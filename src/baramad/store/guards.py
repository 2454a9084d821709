"""The guards that a database should have, against those that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from baramad.store.session import Session, one

_FOLDER = Path(__file__).parent / "migrations"
_TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+)")
_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES = """
    SELECT t.tgname, p.prosrc FROM pg_trigger t
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled = 'O'
        AND c.relnamespace = CAST(current_schema() AS regnamespace)
"""


def missing_guards(session: Session) -> Iterator[str]:
    """Names of the guards that are missing, switched off or different; and of damaged pages."""
    text = "\n\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(_FOLDER.glob(f"*_{session.dialect}.sql"))
    )
    found: dict[str, str] = dict(
        session.rows(_SQLITE if session.dialect == "sqlite" else _POSTGRES)
    )
    for name in _TRIGGER.findall(text):
        if found.get(name, "?").strip() not in text:
            yield name
    if session.dialect == "sqlite" and (said := one(session, "PRAGMA quick_check(1)")) != "ok":
        yield f"of the file's pages ({said})"
