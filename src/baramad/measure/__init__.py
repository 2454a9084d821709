"""Knows quantities and time. Never knows a country or a policy."""
