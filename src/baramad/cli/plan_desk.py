"""A pack opened for questions to its plan: scenarios read, targets read, answers shown."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import typer

from baramad.cli import options
from baramad.cli.options import Format
from baramad.cli.output import form, show
from baramad.cli.plan_numbers import number_asked, range_asked
from baramad.cli.track import listing
from baramad.measure.fault import Fault, PackError, RequestError, did_you_mean
from baramad.measure.period import Month, PeriodError
from baramad.plan.cluster import Cluster
from baramad.plan.compare import USD_M, Wanted, wanted_of
from baramad.plan.ensemble import Plan
from baramad.plan.executor import Executor, Here
from baramad.plan.model import model
from baramad.plan.moves import moved_from
from baramad.plan.posterior import Posterior
from baramad.plan.ready import engine_at_hand
from baramad.plan.terms import Question, Terms, year_of
from baramad.policy.lever import CHOICES, Turn
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.rule import Texts
from baramad.policy.scenario import Scenario, checked, read_code
from baramad.policy.scenario_file import load_scenarios, read_scenario, scenario_named
from baramad.policy.strategy import Strategy
from baramad.report.document import Table
from baramad.report.findings import Findings
from baramad.report.plan_levers import decided_from
from baramad.report.plan_past import is_past, plan_known, told_of_past
from baramad.report.plan_words import with_changes
from baramad.words import Language

_CODE = re.compile(r"\d[BAD](~.*)?")
_AMOUNT = re.compile(r"(?P<amount>\d+(\.\d+)?)(@(FY)?(?P<year>20\d\d))?")
_MANY = 50_000  # futures from which a bar is worth its place


@dataclass
class Desk:
    """A pack's plan, with what commands ask of it."""

    strategy: Strategy
    is_calibrated: bool | None = None  # a posterior for certain, none, or the one that is kept
    asked: tuple[str, ...] = ()  # options by which the pack and the day were asked for

    @cached_property
    def posterior(self) -> Posterior | None:
        """What the record leaves of the ranges; None to take them as judged."""
        from baramad.report.plan_posterior import (  # noqa: PLC0415 - the sampler comes with it
            made_posterior,
            posterior_at_hand,
        )

        if self.is_calibrated is False:
            return None
        if not self.is_calibrated:
            return posterior_at_hand(self.strategy)
        with bar("calibration", _MANY) as progress:
            return made_posterior(self.strategy, self.whole, progress)

    @cached_property
    def whole(self) -> Plan:
        """The pack's plan as its files have it."""
        return Plan.of(self.strategy.folder)

    @cached_property
    def plan(self) -> Plan:
        """The same as known on the day of the evidence."""
        return plan_known(self.strategy, self.whole)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The pack's scenarios."""
        return load_scenarios(self.strategy.folder, self.plan.book)

    @cached_property
    def next_month(self) -> Month:
        """First month of the fiscal year after the newest figure: what can still be decided."""
        return decided_from(Findings(self.strategy), self.plan)

    def month(self, text: str) -> Month:
        """A month as written; the next that can be decided where none is."""
        try:
            return Month.read(text) if text else self.next_month
        except PeriodError as cause:
            raise RequestError([Fault("--since", f"{cause}.", "Write 2026-07.", text)]) from cause

    def terms(self, seed: int) -> Terms:
        """Terms of a question with one seed."""
        return Terms(seed, engine_at_hand(), self.posterior)

    def question(self, scenario: Scenario, result: str, year: int, seed: int) -> Question:
        """A question about a result in a year."""
        year_of(self.plan, year)
        return Question(self.plan, scenario, self.result(result), year, self.terms(seed))

    def result(self, named: str) -> str:
        """A result in dollars; the pack's headline where none is named.

        RequestError for one that is none, or that is counted in people or seats: targets and tables
        of these questions are in dollars.
        """
        known = {name: one.unit for name, one in model().results.items()}
        usd = [name for name, unit in known.items() if unit == "USD"]
        if named and named not in usd:
            reason = (
                f"`{named}` is counted in {known[named]}, and this is asked in dollars."
                if named in known
                else f"There is no result `{named}`."
            )
            remedy = did_you_mean(named, usd) if named not in known else f"Choose {', '.join(usd)}."
            raise RequestError([Fault("--result", reason, remedy, named)])
        return named or self.strategy.headline

    def usd(self, text: str) -> float:
        """An amount in millions as dollars; the pack's target where none is given."""
        if not text:
            return self._target() * USD_M
        try:
            return float(read_number(text)) * USD_M
        except QuantityError as cause:
            reason = f"`{text}` is no amount."
            remedy = "Write USD million, such as 10000."
            raise RequestError([Fault("--target", reason, remedy, text)]) from cause

    def _target(self) -> float:
        """The pack's target, USD million; RequestError where it was not known yet."""
        known = self.strategy.evidence
        if self.strategy.target not in known.targets:
            reason = f"No target of the pack was known on {known.as_of}."
            raise RequestError([Fault("--target", reason, "Write USD million, such as 10000.")])
        return float(known.targets[self.strategy.target].value)

    def scenario(
        self, named: str, sets: Sequence[str] | None, assumes: Sequence[str] | None
    ) -> Scenario:
        """Scenario as asked for; RequestError with everything that does not fit."""
        found = base = self._named(named)
        if not (sets or assumes):
            return found
        for text in sets or ():
            name, _, value = text.partition("=")
            found = self._set(found, name.strip(), value.strip(), text)
        ranges = {**found.assumptions, **dict(range_asked(text) for text in assumes or ())}
        found = replace(found, assumptions=ranges, name="", title=self._changed(base))
        return checked(self.plan.book, found)

    def _changed(self, base: Scenario) -> Texts:
        """Title of what was made from a named scenario, or from one that moves levers alike."""
        alike = (one for one in self.scenarios.values() if one == Scenario(base.otherwise))
        return with_changes((base if base.name else next(alike, base)).title)

    def _named(self, named: str) -> Scenario:
        if _CODE.fullmatch(named):
            found = read_code(self.plan.book, named)
            known = (one for one in self.scenarios.values() if one == found)
            return next(known, None) or replace(found, title=self._changed(found))
        if named.endswith((".yaml", ".yml")):
            return self._of_file(Path(named))
        return scenario_named(self.scenarios, named)

    def _of_file(self, path: Path) -> Scenario:
        if not path.is_file():
            remedy = "Give the path of a scenario's file."
            raise RequestError([Fault("--scenario", "There is no such file.", remedy, str(path))])
        scenario, page = read_scenario(path)
        if page.faults:
            raise PackError(page.faults)
        return checked(self.plan.book, scenario)

    def _set(self, scenario: Scenario, name: str, value: str, text: str) -> Scenario:
        if value in CHOICES:
            return checked(self.plan.book, scenario.moved(**{name: value}))
        if name not in self.plan.book.levers:
            return checked(self.plan.book, scenario.moved(**{name: CHOICES[0]}))
        turns = [self._turn(text, part) for part in value.split(",")]
        return moved_from(self.plan, scenario, name, turns)

    def _turn(self, text: str, part: str) -> Turn:
        number, _, since = part.partition("@")
        remedy = "Write LEVER=VALUE, LEVER=VALUE@2026-07, or LEVER=announced."
        try:
            return Turn(Month.read(since) if since else self.next_month, number_asked(number))
        except PeriodError as cause:
            raise RequestError([Fault("--set", f"{cause}.", remedy, text)]) from cause
        except QuantityError as cause:
            reason = f"`{number}` is no number."
            raise RequestError([Fault("--set", reason, remedy, text)]) from cause

    def wanted(self, text: str, result: str) -> Wanted:
        """A target by its id, or an amount and a fiscal year."""
        known = self.strategy.evidence.targets
        if text in known:
            if ahead := wanted_of(self.plan, [known[text]], result):
                return ahead[0]
            reason = "Its deadline is no year of the plan, fiscal or calendar."
            raise RequestError([Fault("--target", reason, "Write AMOUNT@FY2027.", text)])
        found = _AMOUNT.fullmatch(text)
        if not (found and found["year"]):
            remedy = f"{did_you_mean(text, [*known])} Or write AMOUNT@FY2027, in USD million."
            raise RequestError([Fault("--target", "There is no such target.", remedy, text)])
        year = int(found["year"])
        year_of(self.plan, year)
        return Wanted(text, result, year, float(found["amount"]) * USD_M)

    def footing(self, words: Language) -> str:
        """On which ranges an answer stands."""
        from baramad.report.plan_told import ranges  # noqa: PLC0415 - told last

        told = [ranges(self.plan.book, self.posterior, words)]
        if not (self.posterior or self.is_calibrated is False):
            sentence = "`{command}` calibrates them, and later answers stand on that."
            told.append(words.say(sentence, command=self.command("calibrate")))
        return " ".join([*told, *self.of_the_past(words)])

    def of_the_past(self, words: Language) -> list[str]:
        """What of an answer is of the day that was asked for; nothing for the newest."""
        if not is_past(self.strategy, self.whole):
            return []
        return [told_of_past(self.strategy, self.whole.book, words)]

    def command(self, name: str) -> str:
        """A command of the plan about the same pack and day."""
        return shlex.join(["baramad", "plan", name, *self.asked])


def opened(pack: str, as_of: str = "", *, posterior: bool | None = None) -> Desk:
    """Desk of a pack as known on a day."""
    asked = ("--pack", pack) if pack != "pk" else ()
    day = ("--as-of", as_of) if as_of else ()
    return Desk(options.opened(pack, as_of), posterior, (*asked, *day))


def executor(workers: int, cluster: str) -> Executor:
    """Where futures are computed."""
    if workers < 0:
        reason = f"{workers} workers are none."
        raise RequestError([Fault("--workers", reason, "Write 0 for one a processor.")])
    return Cluster(cluster) if cluster else Here(workers)


@contextmanager
def bar(what: str, total: int, *, many: int = _MANY) -> Iterator[Callable[[int, int], None] | None]:
    """Progress bar on stderr, for long runs in a terminal."""
    if total < many or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=total)
        yield lambda done, wanted: shown.update(task, completed=done, total=wanted)


def shown(
    tables: Sequence[Table],
    lead: Sequence[str],
    words: Language,
    chosen: Format | None,
    out: Path | None,
    *,
    skipped: int = 0,
) -> None:
    """All tables for people, but those that are for data files; the first one for machines."""
    if out is not None and out.suffix == ".parquet":
        from baramad.report.parquet import write_parquet  # noqa: PLC0415 - an extra

        write_parquet(tables[0], out)
        return
    how = form(chosen, out)
    if how is not Format.TABLE:
        show(listing(tables[0], words), how, out)
        return
    for number, one in enumerate(tables[skipped:]):
        show(listing(one, words, *(lead if number == 0 else ())), how, out)
        typer.echo("")
