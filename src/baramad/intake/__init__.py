"""Knows file formats and what is wrong with a file: files in, facts out. Never their meaning."""
