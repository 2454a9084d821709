"""Knows commands: reads what was asked, calls one job, shows the result. Never does arithmetic."""

from baramad.cli.app import main as main
