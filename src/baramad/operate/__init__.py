"""Knows what the law makes of one exporter or of all. Never where a statistic comes from."""
