"""Knows how figures are drawn: charts with their sentence and data. Never where they come from."""
