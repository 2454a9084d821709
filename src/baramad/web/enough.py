"""Whether the plan is enough: its chance of the target, where it was held against the record."""

from __future__ import annotations

from baramad.measure.fault import InputError
from baramad.report.answer import by_record
from baramad.report.plan_fan import chance_texts, sentences
from baramad.report.plan_posterior import is_kept
from baramad.report.verdicts import Verdict, verdicts
from baramad.web.planned import has_plan
from baramad.web.studio import START, Studio, studio_of
from baramad.web.visit import Visit

_ANNOUNCED = "announced"
_EVEN = 0.5


def stamp(visit: Visit) -> str:
    """What tells a page with the plan's chance from one without."""
    return str(_is_ready(visit))


def _is_ready(visit: Visit) -> bool:
    """Whether the plan's chance can be told at once; a look at the disk."""
    return has_plan(visit) and is_kept(visit.desk.strategy.hash, visit.day)


def with_plan(visit: Visit) -> list[Verdict]:
    """The three verdicts, the second by the plan where the pack has one."""
    found = verdicts(visit.findings, visit.words)
    if not found or not has_plan(visit):
        return found
    try:
        second = _by_plan(studio_of(visit), visit) if _is_ready(visit) else _not_yet(visit)
    except InputError:  # the law as it was known that day has not all that the plan reads
        second = found[1]
    return [found[0], second, *found[2:]]


def _by_plan(studio: Studio, visit: Visit) -> Verdict:
    words, bench = visit.words, studio.bench()
    found = bench.fan(studio.scenarios.get(_ANNOUNCED, START))
    said = words.say(
        "This counts everything as delivered as announced. {told}",
        told=" ".join(sentences(bench, found, words)[-1:]),
    )
    is_good = bool(bench.wanted) and found.reached[0] >= _EVEN * bench.futures
    word = words.say("not asked")
    if bench.wanted:
        word = words.say("chance: {chance}", chance=chance_texts(bench, found, words)[0])
    return Verdict(_question(visit), word, f"{said} {by_record(visit.findings, words)}", is_good)


def _not_yet(visit: Visit) -> Verdict:
    words = visit.words
    said = words.say(
        "The plan's ranges have not yet been held against the record here. {command} does that, "
        "or the page named below.",
        command=visit.command("plan", "calibrate"),
    )
    record = by_record(visit.findings, words)
    return Verdict(_question(visit), words.say("not worked out yet"), f"{said} {record}",
                   is_good=False)  # fmt: skip


def _question(visit: Visit) -> str:
    return visit.words.say("Is the plan enough?")
