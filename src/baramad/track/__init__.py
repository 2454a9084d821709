"""Knows where exports stand: vintages, pace, conflicts, forecasts. Never a country's names."""
