"""Why a scenario comes to what it does: what its levers add, which assumption matters most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from baramad.chart.plan import lifts
from baramad.plan.contribution import Contributions
from baramad.plan.sensitivity import Share
from baramad.policy.plan_book import PlanBook
from baramad.policy.strategy import Strategy
from baramad.report.document import Figure
from baramad.report.plan_answers import name_of
from baramad.report.plan_figures import lift_bars
from baramad.report.plan_told import share
from baramad.report.plan_words import player_title, usd_m
from baramad.words import Language


def added(
    shared: Contributions, title: str, strategy: Strategy, book: PlanBook, words: Language
) -> str:
    """What a scenario's levers add together, and which adds most."""
    low, high = np.quantile(shared.difference, [0.1, 0.9])
    means = shared.shapley.mean(axis=1)
    most = int(means.argmax())
    return words.say(
        "The levers that “{scenario}” moves add {whole} to {year}, between {low} and {high} in "
        "four futures of five; most of it, {most}, comes from: {lever}.",
        scenario=title,
        whole=_usd(float(shared.difference.mean()), words),
        year=f"FY{shared.fiscal_year}",
        low=_usd(float(low), words),
        high=_usd(float(high), words),
        most=_usd(float(means[most]), words),
        lever=player_title(shared.players[most], strategy, book, words),
    )


def nothing_moved(title: str, words: Language) -> str:
    """Of a scenario without a lever that is moved."""
    return words.say(
        "“{scenario}” moves no lever, so there is nothing to share out.", scenario=title
    )


def matters_most(found: Sequence[Share], year: int, book: PlanBook, words: Language) -> str:
    """The assumption that brings most of the spread."""
    one = found[0]
    return words.say(
        "The assumption that matters most is: {name}; {share} of the variance of {year} comes from "
        "it and what it touches.",
        name=name_of(one.name, book, words),
        share=words.percent(share(one.total)),
        year=f"FY{year}",
    )


def lifts_figure(
    shared: Contributions, title: str, strategy: Strategy, book: PlanBook, words: Language
) -> Figure:
    """Bars of what each lever of a scenario adds."""
    sentence = words.say(
        "What each lever of “{scenario}” adds to {year}, together {whole}.",
        scenario=title,
        year=f"FY{shared.fiscal_year}",
        whole=_usd(float(shared.difference.mean()), words),
    )
    caption = words.say(
        "Bars: mean, shared out exactly, so that they add up. Lines: four futures in five."
    )
    return Figure(lifts(lift_bars(shared, {}, strategy, book, words), sentence, words), caption)


def _usd(value: float, words: Language) -> str:
    return words.usd_m(usd_m(value))
