"""Serendip: a toy country of three systems, for the tutorial and the tests. Its law is invented."""
