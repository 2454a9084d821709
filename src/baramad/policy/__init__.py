"""Knows the language of a strategy: parameters, rules, systems. Never a bank file or a page."""
