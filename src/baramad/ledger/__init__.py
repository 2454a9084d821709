"""Knows the language of books: accounts, entries, balances. Never a tax or a programme."""
