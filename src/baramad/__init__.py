"""Baramad: a country's export strategy, run as code."""

__version__ = "0.1.0"
