"""`baramad plan contributions|sensitivity|budget|require`: questions asked of the model."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from baramad.cli import options, plan_options
from baramad.words import language


class By(StrEnum):
    """What contributions are shared out to."""

    LEVER = "lever"
    SYSTEM = "system"


class Aim(StrEnum):
    """What a budget is to raise."""

    MEAN = "mean"
    CHANCE = "chance"


Since = Annotated[
    str, typer.Option("--since", metavar="MONTH", help="First month in which levers move.")
]
Target = Annotated[str, typer.Option("--target", help="Exports to reach, USD million.")]


@options.reported
def contributions(
    scenario: plan_options.Named = "announced",
    sets: plan_options.Sets = None,
    assumes: plan_options.Assumes = None,
    result: plan_options.Result = "",
    year: plan_options.Year = 2027,
    by: Annotated[By | None, typer.Option("--by", help="Share out to levers or systems.")] = None,
    draws: plan_options.FewDraws = 0,
    seed: plan_options.Seed = plan_options.SEED,
    posterior: plan_options.Posterior = None,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """What each lever adds, so that it adds up; alone and last; pairs that interact."""
    from baramad.cli import plan_desk  # noqa: PLC0415 - only what runs loads arrays
    from baramad.plan.contribution import contributions as shared  # noqa: PLC0415
    from baramad.plan.players import by_system, moved_levers  # noqa: PLC0415
    from baramad.report import plan_answers  # noqa: PLC0415

    words, desk = language(lang), plan_desk.opened(pack, as_of, posterior=posterior)
    question = desk.question(desk.scenario(scenario, sets, assumes), result, year, seed)
    players = None
    if by:
        levers = moved_levers(desk.plan, question.scenario)
        single = tuple((one,) for one in levers)
        players = single if by is By.LEVER else by_system(desk.plan, levers)
    with plan_desk.bar("parts", 100, many=0) as progress:
        found = shared(question, players=players, draws=draws, progress=progress)
    tables = [
        plan_answers.contributions(found, desk.strategy, desk.plan.book, words),
        plan_answers.pairs(found, desk.strategy, desk.plan.book, words),
    ]
    plan_desk.shown(tables, [desk.footing(words)], words, chosen, out)


@options.reported
def sensitivity(
    scenario: plan_options.Named = "announced",
    sets: plan_options.Sets = None,
    assumes: plan_options.Assumes = None,
    result: plan_options.Result = "",
    year: plan_options.Year = 2027,
    target: Target = "",
    draws: plan_options.FewDraws = 0,
    seed: plan_options.Seed = plan_options.SEED,
    posterior: plan_options.Posterior = None,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Which assumptions matter: a tornado, what each tells, shares, what success has in common."""
    from baramad.cli import plan_desk  # noqa: PLC0415
    from baramad.plan import sensitivity as asked  # noqa: PLC0415
    from baramad.plan.given_data import effects  # noqa: PLC0415
    from baramad.plan.terms import Seen  # noqa: PLC0415
    from baramad.report import plan_answers  # noqa: PLC0415

    words, desk = language(lang), plan_desk.opened(pack, as_of, posterior=posterior)
    question = desk.question(desk.scenario(scenario, sets, assumes), result, year, seed)
    wanted = desk.usd(target)
    with plan_desk.bar("assumptions", 100, many=0) as progress:
        shares = asked.shares(question, draws or asked.FUTURES, progress)
    book, is_calibrated, seen = desk.plan.book, desk.posterior is not None, Seen.of(question)
    tables = [
        plan_answers.tornado(asked.tornado(question), book, words, is_calibrated=is_calibrated),
        plan_answers.effects(effects(question, seen), book, words, is_calibrated=is_calibrated),
        plan_answers.shares(shares, book, words),
        plan_answers.success(asked.given_success(question, wanted, seen=seen), book, words),
    ]
    plan_desk.shown(tables, [desk.footing(words)], words, chosen, out)


@options.reported
def budget(
    usd_m: Annotated[float, typer.Option("--usd", help="Budget, USD million.")] = 300,
    scenario: plan_options.Named = "as-delivered",
    sets: plan_options.Sets = None,
    assumes: plan_options.Assumes = None,
    result: plan_options.Result = "",
    year: plan_options.Year = 2029,
    target: Target = "",
    aim: Annotated[Aim, typer.Option("--aim", help="Raise the mean, or the chance.")] = Aim.MEAN,
    since: Since = "",
    seed: plan_options.Seed = plan_options.SEED,
    posterior: plan_options.Posterior = None,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Best split of public money over levers that cost some, its frontier, and what binds."""
    from baramad.cli import plan_desk  # noqa: PLC0415
    from baramad.plan.budget import best_split  # noqa: PLC0415
    from baramad.report import plan_needs, plan_spent, plan_told  # noqa: PLC0415

    words, desk = language(lang), plan_desk.opened(pack, as_of, posterior=posterior)
    question = desk.question(desk.scenario(scenario, sets, assumes), result, year, seed)
    found = best_split(question, usd_m * 1e6, desk.month(since), desk.usd(target), aim.value)
    tables = [
        plan_needs.money(found, desk.plan.book, words),
        plan_needs.splits(found, words),
        plan_needs.frontier(found, words),
    ]
    lead = [
        plan_spent.best(found, desk.plan.book, words),
        *plan_spent.bound(found, desk.plan.book, words),
        plan_told.cheapest(found, words),
        desk.footing(words),
    ]
    plan_desk.shown(tables, lead, words, chosen, out)


@options.reported
def require(
    target: Target = "",
    chance: Annotated[float, typer.Option("--chance", help="Chance to be had.")] = 0.5,
    scenario: plan_options.Named = "as-delivered",
    sets: plan_options.Sets = None,
    assumes: plan_options.Assumes = None,
    result: plan_options.Result = "",
    year: plan_options.Year = 2029,
    since: Since = "",
    seed: plan_options.Seed = plan_options.SEED,
    posterior: plan_options.Posterior = None,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """What would have to be true for a target to be met with a chance, smallest changes first."""
    from baramad.cli import plan_desk  # noqa: PLC0415
    from baramad.plan.require import require as asked  # noqa: PLC0415
    from baramad.report import plan_needs, plan_told  # noqa: PLC0415

    words, desk = language(lang), plan_desk.opened(pack, as_of, posterior=posterior)
    question = desk.question(desk.scenario(scenario, sets, assumes), result, year, seed)
    found = asked(question, desk.usd(target), chance, desk.month(since))
    book, year = desk.plan.book, question.fiscal_year
    if found.chance >= found.wanted:
        answer, tables = (
            plan_told.has_enough(found, year, words),
            [plan_needs.leans(found, book, words)],
        )
    else:
        answer = plan_told.would_need(found, year, words)
        tables = [*plan_needs.required(found, book, words)]
    plan_desk.shown(tables, [answer, desk.footing(words)], words, chosen, out)
