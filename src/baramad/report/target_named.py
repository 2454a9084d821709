"""What targets are called in words, where tables would have their ids."""

from __future__ import annotations

from collections.abc import Mapping

from baramad.facts import Target
from baramad.words import Language


def by_value(targets: Mapping[str, Target], words: Language) -> dict[str, str]:
    """Value and deadline of each target, by its id."""
    return {key: _value(one, words) for key, one in targets.items()}


def by_day(targets: Mapping[str, Target], words: Language) -> dict[str, str]:
    """Day on which each target was named, where value and year stand in columns of their own."""
    return {key: words.partial(one.announced_on) for key, one in targets.items()}


def _value(one: Target, words: Language) -> str:
    value = words.usd_m(one.value)
    if one.deadline is None:
        return value
    return words.say("{target} in {year}", target=value, year=words.period(one.deadline))
