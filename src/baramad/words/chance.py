"""Chances as people read them; what simulated futures cannot show is not claimed."""

from __future__ import annotations

from decimal import Decimal

from baramad.words.language import Language

_RARE = 0.005  # chance below which a percentage would show next to nothing
_SURE = 0.0005  # doubt below which a percentage would round to all


def chance_text(hits: int, futures: int, words: Language) -> str:
    """Share of futures as a chance; never nought and never all, which futures cannot show.

    >>> chance_text(0, 10_000, Language("en")), chance_text(3, 10_000, Language("en"))
    ('less than 1 in 10,000', '3 in 10,000')
    """
    if hits == 0:
        return words.say("less than 1 in {draws}", draws=words.number(futures))
    if hits == futures:
        return words.say("all but less than 1 in {draws}", draws=words.number(futures))
    if hits < futures * _RARE or futures - hits < futures * _SURE:
        told = "{hits} in {draws}"
        return words.say(told, hits=words.number(hits), draws=words.number(futures))
    return words.percent(Decimal(hits) / futures)
