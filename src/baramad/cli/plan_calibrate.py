"""`baramad plan calibrate|backtest|assumptions`: what the model rests on, and how good it has been.

Functions to be registered by the group.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from baramad.cli import options
from baramad.measure.fault import Fault, RequestError
from baramad.policy.reach import calendar_day
from baramad.words import language

if TYPE_CHECKING:
    from baramad.policy.strategy import Strategy

Anew = Annotated[bool, typer.Option("--anew", help="Make it again, whatever is kept.")]
_STEPS = 50_000  # of the bar, so that it always shows in a terminal


@options.reported
def calibrate(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    runs: Annotated[int, typer.Option("--runs", help="Independent runs, which must agree.")] = 4,
    particles: Annotated[int, typer.Option("--particles", help="Particles of a run.")] = 2048,
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives other particles.")] = 0,
    checks: Annotated[bool, typer.Option("--checks", help="Would the model show it so?")] = False,
    anew: Anew = False,
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """What the official series tells of each assumption; later answers stand on it."""
    from baramad.cli.plan_desk import bar, opened, shown  # noqa: PLC0415 - only what runs loads arrays
    from baramad.plan.calibration import SEED, Settings  # noqa: PLC0415
    from baramad.report import plan_record, plan_record_tables, plan_record_told  # noqa: PLC0415
    from baramad.report.plan_posterior import keep_posterior  # noqa: PLC0415

    words, desk = language(lang), opened(pack, as_of)
    strategy, plan = desk.strategy, desk.whole
    _many("--runs", runs, 1)
    _many("--particles", particles, 100)
    settings = Settings(runs, particles, seed or SEED)
    with bar("calibration", _STEPS) as progress:
        found = plan_record.calibrated(
            strategy, plan, settings, is_kept=not anew, progress=progress
        )
    if settings == Settings():  # another one is a trial, which no answer should stand on
        keep_posterior(strategy, found.posterior)
    tables = [
        plan_record_tables.learnt(found, plan.book, words),
        plan_record_tables.told(found, plan.book, words),
    ]
    if checks:
        seen = plan_record.checked(strategy, plan, found)
        tables.append(plan_record_tables.looked_at(seen, words))
    lead = [*plan_record_told.calibrated(found, plan.book, words), *desk.of_the_past(words)]
    shown(tables, lead, words, chosen, out, skipped=1)


@options.reported
def backtest(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    methods: options.Methods = "",
    look_back: Annotated[
        str, typer.Option("--look-back", metavar="DATE", help="Also as foreseen on this day.")
    ] = "",
    freeze: Annotated[
        Path | None, typer.Option("--freeze", help="Write every past forecast to this file.")
    ] = None,
    score: Annotated[
        Path | None, typer.Option("--score", help="Score the forecasts of such a file instead.")
    ] = None,
    anew: Anew = False,
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """How good the model's forecasts would have been, beside those of the series alone."""
    from baramad.cli.plan_desk import bar, opened, shown  # noqa: PLC0415
    from baramad.plan.backtest import Backtest  # noqa: PLC0415
    from baramad.plan.record import read_record, scored, write_record  # noqa: PLC0415
    from baramad.report import (  # noqa: PLC0415
        plan_foreseen,
        plan_record,
        plan_record_tables,
        plan_record_told,
    )
    from baramad.report.observed_exports import observed_exports  # noqa: PLC0415
    from baramad.report.plan_rivals import methods_named  # noqa: PLC0415

    words, desk = language(lang), opened(pack, as_of)
    strategy, plan = desk.strategy, desk.whole
    if score:
        old = read_record(score)
        found = Backtest((), scored(old.pasts, observed_exports(strategy)), old.weights)
    else:
        with bar("past months", _STEPS) as progress:
            found = plan_record.backtested(
                strategy, plan, methods_named(methods), is_kept=not anew, progress=progress
            )
    if freeze:
        write_record(freeze, found.pasts, found.weights, made=_made_from(strategy))
    tables = [
        plan_record_tables.scores(found, words),
        plan_record_tables.judged(found, words),
        *([plan_foreseen.foreseen(found, words)] if found.open else []),
    ]
    lead = [*plan_record_told.judged(found, words), *desk.of_the_past(words)]
    if look_back:
        then = plan_record.looked_back(strategy, plan, calendar_day(look_back, "--look-back"))
        tables.append(plan_record_tables.looked_back(then, words))
        lead = [*lead, *plan_record_told.looked_back(then, words)]
    shown(tables, lead, words, chosen, out)


@options.reported
def assumptions(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    placeholders: Annotated[
        bool, typer.Option("--placeholders", help="Only those for which nothing was measured.")
    ] = False,
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every assumption with its range, unit, standing and source; placeholders are marked."""
    from baramad.cli.plan_desk import opened, shown  # noqa: PLC0415
    from baramad.report import plan_assumption_tables, plan_record, plan_record_told  # noqa: PLC0415

    words, desk = language(lang), opened(pack, as_of)
    strategy, plan = desk.strategy, desk.whole
    found = plan_record.calibration_at_hand(strategy, plan)
    rows = [*plan_assumption_tables.listed(strategy, plan.book, placeholders_only=placeholders)]
    brief = (
        plan_assumption_tables.unsettled(rows, words)
        if placeholders
        else plan_assumption_tables.assumed_briefly(rows, found, words)
    )
    tables = [plan_assumption_tables.assumed(rows, found, words), brief]
    lead = plan_record_told.assumed(plan.book, found, desk.command("calibrate"), words)
    lead += desk.of_the_past(words)
    shown(tables, lead, words, chosen, out, skipped=1)


def _made_from(strategy: Strategy) -> dict[str, str]:
    """What a frozen record says of itself."""
    from baramad import __version__  # noqa: PLC0415

    return {
        "version": __version__, "pack": strategy.hash, "series": strategy.headline,
        "as_of": strategy.evidence.as_of.isoformat(),
    }  # fmt: skip


def _many(option: str, value: int, least: int) -> None:
    if value < least:
        reason = f"{value} is too few."
        raise RequestError([Fault(option, reason, f"Ask for {least} at least.", str(value))])
