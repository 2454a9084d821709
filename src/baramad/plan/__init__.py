"""Knows what a strategy would do: scenarios, futures, contributions. Never one exporter."""
