"""Part of a headcount so small that it changes what the whole can mean.

For counts, not for money: a claim that is part of another, alone, and under a tenth of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.facts import Evidence
from baramad.track.stated import Conflict, amount, conflict, of_claim

_SMALL = Decimal("0.1")
_MONEY = frozenset({"USD", "PKR"})


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Single parts of a counted whole."""
    parts = [one for one in evidence.claims.values() if one.part_of and one.unit not in _MONEY]
    for part in parts:
        whole = evidence.claims.get(part.part_of)
        is_alone = sum(one.part_of == part.part_of for one in parts) == 1
        if is_alone and whole and whole.unit == part.unit and part.value < whole.value * _SMALL:
            yield conflict(
                "parts",
                "unresolved",
                (of_claim(part), of_claim(whole)),
                "Of {whole} counted as {whole_subject}, {part} are {part_subject}, {share}: the "
                "larger number counts something that the smaller one does not.",
                whole=amount(whole.value, whole.unit),
                whole_subject=_bracketed(whole.subject),
                part=amount(part.value, part.unit),
                part_subject=_bracketed(part.subject),
                share=f"{part.value / whole.value * 100:.1f}%",
            )


def _bracketed(subject: str) -> str:
    """Subject with what it is told of in brackets, so that a sentence may go on after it.

    >>> _bracketed("freelancers, Pakistan")
    'freelancers (Pakistan)'
    """
    what, _, where = subject.partition(", ")
    return f"{what} ({where})" if where else what
