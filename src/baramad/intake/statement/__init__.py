"""Statements as banks, marketplaces and wallets hand them out: one file a format, same verbs."""

from baramad.intake.statement.detect import read_statements as read_statements
from baramad.intake.statement.raw import Ask as Ask
from baramad.intake.statement.raw import Limits as Limits
from baramad.intake.statement.raw import StatementError as StatementError
