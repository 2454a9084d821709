"""Knows how rows are kept and never changed, on SQLite or PostgreSQL. Never a rule."""
