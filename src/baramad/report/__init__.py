"""Knows reports: what each section says and how it is set on a page. Never computes a finding."""
