"""What somebody answered so far: facts of one exporter, carried in the address and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from fastapi import Request

from baramad.measure.fault import Fault, RequestError
from baramad.operate.decide import chosen, next_question
from baramad.policy.ask import Question
from baramad.policy.guide import Group
from baramad.policy.law import Law
from baramad.web.visit import Visit

# Names in the address that are no facts; the others are asked of the law.
CONTROL = frozenset({"lang", "as_of", "pack", "on", "about", "skip", "asked", "change", "extra",
                     "table", "chart", "page"})  # fmt: skip
_USUAL = 2  # groups asked about where none is chosen


@dataclass(frozen=True)
class Answers:
    """Day, groups, facts given and facts that nobody knows."""

    law: Law
    guide: Sequence[Group]
    on: date
    about: tuple[str, ...]
    facts: Mapping[str, str]
    skip: tuple[str, ...]
    asked: str = ""
    change: str = ""

    @staticmethod
    def of(request: Request, visit: Visit) -> Answers:
        """Answers of a request; RequestError for a fact given twice or a day that is none."""
        query = request.query_params
        facts: dict[str, str] = {}
        for name, value in query.multi_items():
            if name in CONTROL or not value.strip():
                continue
            if name in facts and facts[name] != value.strip():
                reason = f"`{name[:60]}` is given twice."
                raise RequestError([Fault(name[:60], reason, "Give it once.")])
            facts[name] = value.strip()
        guide = visit.desk.guide
        about = tuple(dict.fromkeys(query.getlist("about")))
        chosen(guide, about)
        skip = tuple(one for one in dict.fromkeys(query.getlist("skip")) if one not in facts)
        law = visit.law
        return Answers(law, guide, visit.day_of_law(query.get("on", "")),
                       about or tuple(one.name for one in guide[:_USUAL]), facts, skip,
                       query.get("asked", ""), query.get("change", ""))  # fmt: skip

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All groups of the guide: those asked about in full, the others in brief."""
        return tuple(replace(one, is_brief=one.name not in self.about) for one in self.guide)

    @cached_property
    def wanted(self) -> list[str]:
        """Names that are asked about."""
        return [name for one in self.groups if not one.is_brief for name in one.tell]

    def next_question(self) -> Question | None:
        """The next best question; None when nothing more can be settled."""
        return next_question(self.law, self.groups, self.on, self.facts, set(self.skip))

    def hidden(self, without: str = "") -> list[tuple[str, str]]:
        """Fields that carry all but one answer on."""
        return [
            ("on", self.on.isoformat()),
            *(("about", one) for one in self.about),
            *((name, value) for name, value in self.facts.items() if name != without),
            *(("skip", one) for one in self.skip if one != without),
        ]

    def query(self, visit: Visit, without: str = "", **more: str) -> str:
        """All but one answer as a query that keeps the visit's language and day."""
        return urlencode([*visit.kept.items(), *self.hidden(without), *more.items()])

    @property
    def words(self) -> list[str]:
        """The answers as the command line takes them."""
        named = [word for one in self.about for word in ("--about", one)]
        return ["--on", self.on.isoformat(), *named, *(f"{k}={v}" for k, v in self.facts.items())]
