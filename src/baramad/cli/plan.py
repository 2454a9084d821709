"""`baramad plan`: what a strategy would do, what it takes, and what it rests on."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from baramad.cli import options, plan_ask, plan_calibrate, plan_options
from baramad.measure.fault import Fault, RequestError
from baramad.words import Language, language

if TYPE_CHECKING:
    from baramad.cli.plan_desk import Desk
    from baramad.plan.compare import Comparison, Wanted
    from baramad.plan.executor import Executor
    from baramad.policy.scenario import Scenario
    from baramad.report.document import Table

app = typer.Typer(help="What the strategy would do, and what it would take.",
                  no_args_is_help=True)  # fmt: skip
app.command("contributions")(plan_ask.contributions)
app.command("sensitivity")(plan_ask.sensitivity)
app.command("budget")(plan_ask.budget)
app.command("require")(plan_ask.require)
app.command("calibrate")(plan_calibrate.calibrate)
app.command("backtest")(plan_calibrate.backtest)
app.command("assumptions")(plan_calibrate.assumptions)
ASKED = (2026, 2027, 2029)  # years that the headline target is asked about


@app.command("run")
@options.reported
def run(
    scenario: plan_options.Named = "announced",
    sets: plan_options.Sets = None,
    assumes: plan_options.Assumes = None,
    result: plan_options.Result = "",
    target: plan_options.Targets = None,
    draws: plan_options.Draws = 10_000,
    seed: plan_options.Seed = plan_options.SEED,
    workers: plan_options.Workers = 0,
    cluster: plan_options.ClusterAt = "",
    posterior: plan_options.Posterior = None,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Futures of one scenario: exports by year, chances of targets, people and money."""
    from baramad.cli import plan_desk  # noqa: PLC0415 - only what runs loads arrays
    from baramad.report import plan_tables, plan_told  # noqa: PLC0415
    from baramad.report.plan_official import official_years  # noqa: PLC0415

    words, desk = language(lang), plan_desk.opened(pack, as_of, posterior=posterior)
    one = desk.scenario(scenario, sets, assumes)
    named = desk.result(result)
    found = _ran(
        desk, {scenario: one}, _wanted(desk, target, named), draws, seed,
        plan_desk.executor(workers, cluster),
    )  # fmt: skip
    side, book = found.sides[0], desk.plan.book
    tables = [
        plan_tables.years(side, named, official_years(desk.strategy, named), words),
        plan_tables.chances(found, desk.strategy.evidence.targets, book, words),
        plan_tables.side_by_side(found, _years(desk), book, words),
    ]
    lead = [
        *(plan_told.ran(side, named, year, book, words) for year in _years(desk)),
        plan_told.counted(found, words),
        desk.footing(words),
        plan_told.left_open(side, words),
    ]
    plan_desk.shown(tables, lead, words, chosen, out)
    _told_if_stopped(found)


@app.command("compare")
@options.reported
def compare_scenarios(
    scenario: plan_options.Many = None,
    result: plan_options.Result = "",
    target: plan_options.Targets = None,
    delays: Annotated[
        str, typer.Option("--delays", help="Also what a year's delay costs in this scenario.")
    ] = "",
    draws: plan_options.Draws = 10_000,
    seed: plan_options.Seed = plan_options.SEED,
    workers: plan_options.Workers = 0,
    cluster: plan_options.ClusterAt = "",
    posterior: plan_options.Posterior = None,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Scenarios in the same futures: chances, exports, people, money, side by side."""
    from baramad.cli import plan_desk  # noqa: PLC0415
    from baramad.report import plan_tables, plan_told  # noqa: PLC0415

    words, desk = language(lang), plan_desk.opened(pack, as_of, posterior=posterior)
    named = desk.result(result)
    sides = {name: desk.scenario(name, None, None) for name in scenario or [*desk.scenarios]}
    late = desk.scenario(delays, None, None) if delays else None
    found = _ran(
        desk, sides, _wanted(desk, target, named), draws, seed,
        plan_desk.executor(workers, cluster),
    )  # fmt: skip
    book = desk.plan.book
    tables = [
        plan_tables.results(found, book, words),
        plan_tables.chances(found, desk.strategy.evidence.targets, book, words),
        plan_tables.side_by_side(found, _years(desk), book, words),
        *([_late(desk, late, named, seed, words)] if late else []),
    ]
    lead = [plan_told.counted(found, words), desk.footing(words)]
    plan_desk.shown(tables, lead, words, chosen, out, skipped=1)
    _told_if_stopped(found)


def _late(desk: Desk, scenario: Scenario, result: str, seed: int, words: Language) -> Table:
    from baramad.plan.compare import delays  # noqa: PLC0415
    from baramad.report import plan_tables  # noqa: PLC0415

    year = ASKED[-1]
    found = delays(desk.question(scenario, result, year, seed))
    return plan_tables.late(found, year, desk.plan.book, words)


def _ran(
    desk: Desk,
    scenarios: Mapping[str, Scenario],
    wanted: Sequence[Wanted],
    draws: int,
    seed: int,
    executor: Executor,
) -> Comparison:
    """Scenarios run with a bar."""
    from baramad.cli.plan_desk import bar  # noqa: PLC0415
    from baramad.plan.compare import compare  # noqa: PLC0415

    if draws < 1:
        reason = f"{draws} futures are none."
        raise RequestError([Fault("--draws", reason, "Ask for one at least.")])
    with bar("futures", draws) as progress:
        return compare(
            desk.plan, scenarios, wanted, futures=draws, terms=desk.terms(seed),
            executor=executor, progress=progress,
        )  # fmt: skip


def _wanted(desk: Desk, targets: Sequence[str] | None, result: str) -> tuple[Wanted, ...]:
    """Targets asked for; else the pack's own in the years that people ask about, and open ones."""
    from baramad.report.plan_official import usual_targets  # noqa: PLC0415

    if targets:
        return tuple(desk.wanted(text, result) for text in targets)
    return usual_targets(desk.strategy, desk.plan, result, ASKED)


def _years(desk: Desk) -> tuple[int, ...]:
    """Years told to people: those asked about, within the plan."""
    last = desk.plan.first_year + len(desk.plan.book.months) // 12 - 1
    return tuple(year for year in ASKED if desk.plan.first_year <= year <= last)


def _told_if_stopped(found: Comparison) -> None:
    """What is done of what was wanted, and an exit code that says so."""
    if found.is_whole:
        return
    last = found.sides[-1].ensemble
    typer.echo(
        f"stopped: {last.tally.futures:,} of {last.wanted:,} futures are done; what is shown "
        "rests on these",
        err=True,
    )
    sys.exit(options.STOPPED)
