"""Knows what was said or happened: sources, observations, claims, targets. Never its meaning."""

from baramad.facts.claim import Claim as Claim
from baramad.facts.evidence import Evidence as Evidence
from baramad.facts.observation import Break as Break
from baramad.facts.observation import Observation as Observation
from baramad.facts.observation import Series as Series
from baramad.facts.source import Source as Source
from baramad.facts.statement import Passed as Passed
from baramad.facts.statement import Statement as Statement
from baramad.facts.statement import StatementLine as StatementLine
from baramad.facts.statement import SuspenseLine as SuspenseLine
from baramad.facts.target import Target as Target
