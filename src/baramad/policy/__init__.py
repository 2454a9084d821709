"""Knows the language of a strategy: parameters, rules, law, systems. Never a bank file or page."""
