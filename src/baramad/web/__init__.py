"""Knows pages and requests: picks a pack, calls one job, shows it. Never does arithmetic."""
