"""The work of a job, in a process of its own: `python -m baramad.web.work KIND JSON`.

It says how far it is on its standard output, one line of JSON at a time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from baramad.intake.pack import read_pack
from baramad.measure.fault import InputError
from baramad.packs import folder_of
from baramad.policy.strategy import Strategy
from baramad.words import LANGUAGES, Language, language

Given = Mapping[str, str]
_CALIBRATED, _BACKTESTED = 70, 95  # of 100 parts of a calibration with its backtest
_NICE = 10  # pages go first


def _told(done: int, total: int) -> None:
    sys.stdout.write(json.dumps({"done": done, "total": total}) + "\n")
    sys.stdout.flush()


def _strategy(given: Given) -> Strategy:
    strategy = read_pack(folder_of(given["pack"]))
    day = date.fromisoformat(given["as_of"])
    return strategy if day == strategy.evidence.as_of else strategy.known_on(day)


def calibration(given: Given) -> None:
    """Posterior and backtest of a pack's evidence of a day, kept where every answer finds them."""
    from baramad.plan.ensemble import Plan  # noqa: PLC0415 - each job loads what it needs
    from baramad.report.plan_posterior import made_posterior  # noqa: PLC0415
    from baramad.report.plan_record import backtested  # noqa: PLC0415
    from baramad.web.calibration import ready  # noqa: PLC0415
    from baramad.web.desk import Desk  # noqa: PLC0415
    from baramad.web.visit import Visit  # noqa: PLC0415

    strategy = _strategy(given)
    plan = Plan.of(strategy.folder)
    made_posterior(strategy, plan, _part(0, _CALIBRATED))
    backtested(strategy, plan, progress=_part(_CALIBRATED, _BACKTESTED))
    desk, day = Desk.of(given["pack"]), date.fromisoformat(given["as_of"])
    for code in LANGUAGES:
        ready(Visit(desk, language(code), day))
    _told(100, 100)


def _part(first: int, last: int) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        _told(first + (last - first) * done // max(total, 1), 100)

    return tell


def report(given: Given) -> None:
    """The strategy report of a day as a file."""
    from baramad.report.findings import Findings  # noqa: PLC0415
    from baramad.report.strategy import strategy_report  # noqa: PLC0415
    from baramad.report.write import write  # noqa: PLC0415

    words = language(given["lang"])
    document = strategy_report(
        Findings(_strategy(given)), words, given["command"], progress=_part(0, 90)
    )
    write(document, Path(given["out"]))
    _told(100, 100)


def plan(given: Given) -> None:
    """The Plan pages of one scenario as a file: futures, changes, why, money, needs."""
    from baramad.report.strategy import study  # noqa: PLC0415
    from baramad.report.write import write  # noqa: PLC0415
    from baramad.web.desk import Desk  # noqa: PLC0415
    from baramad.web.plan_report import plan_report  # noqa: PLC0415
    from baramad.web.visit import Visit  # noqa: PLC0415

    visit = Visit(Desk.of(given["pack"]), _words(given), date.fromisoformat(given["as_of"]))
    title, blocks, command = plan_report(visit, given["s"], given["ranges"], _part(0, 90))
    write(study(visit.findings, visit.words, title, blocks, command), Path(given["out"]))
    _told(100, 100)


def _words(given: Given) -> Language:
    return language(given["lang"])


KINDS: Mapping[str, Callable[[Given], None]] = {
    "calibration": calibration, "report": report, "plan": plan,
}  # fmt: skip


def main(kind: str, given: Given) -> int:
    """Do the work; 1 with faults told where the input is wrong."""
    os.nice(_NICE)
    try:
        KINDS[kind](given)
    except InputError as error:
        faults = [
            {"place": one.place, "reason": one.reason, "remedy": one.remedy, "excerpt": one.excerpt}
            for one in error.faults
        ]
        sys.stdout.write(json.dumps({"faults": faults}) + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], json.loads(sys.argv[2])))
