"""Knows what one exporter may do and must do, and writes it up. Never a statistic."""
