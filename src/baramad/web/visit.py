"""A visit: the language and the day that a reader asks for, and the links that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.law import Law
from baramad.policy.reach import day_in_reach, day_of_law
from baramad.report.findings import Findings
from baramad.web.desk import Desk, Desks
from baramad.words import LANGUAGES, Language

FIRST = LANGUAGES[0]


@dataclass(frozen=True)
class Visit:
    """What every page is handed: the desk, the language, the day."""

    desk: Desk
    words: Language
    day: date

    @property
    def is_newest(self) -> bool:
        """Whether the day is the newest that the pack knows."""
        return self.day == self.desk.newest

    @property
    def findings(self) -> Findings:
        """What Track makes of the evidence of the day."""
        return self.desk.findings(self.day)

    @property
    def law(self) -> Law:
        """Law as it was known on the day."""
        return self.desk.law_known(self.day)

    def day_of_law(self, text: str) -> date:
        """Day of the law that is asked for, the visit's where none is; RequestError for no day."""
        return day_of_law(text, self.law, "on") if text else self.day

    @cached_property
    def kept(self) -> Mapping[str, str]:
        """Query that every link of the visit carries on."""
        found = {} if self.desk.is_usual else {"pack": self.desk.pack}
        found |= {} if self.words.code == FIRST else {"lang": self.words.code}
        return found if self.is_newest else {**found, "as_of": self.day.isoformat()}

    def link(self, path: str, **query: object) -> str:
        """Address of a path in this visit's language and day, with more of a query."""
        return address(path, {**self.kept, **query})

    def command(self, *words: object, on_day: str = "--as-of") -> str:
        """Command line that gives the same: words, then the pack, day and language if not usual."""
        told = ["baramad", *(str(one) for one in words)]
        told += [] if self.desk.pack == "pk" else ["--pack", self.desk.pack]
        told += [] if self.is_newest or not on_day else [on_day, self.day.isoformat()]
        return " ".join(told if self.words.code == FIRST else [*told, "--lang", self.words.code])


def address(path: str, query: Mapping[str, object]) -> str:
    """Path with a query; what is empty is left out."""
    told = urlencode({key: str(one) for key, one in query.items() if one not in ("", None)})
    place = quote(path, safe="/")
    return f"{place}?{told}" if told else place


async def visit_of(
    request: Request,
    lang: Annotated[
        str, Query(description="Language: `en` or `ur`.", max_length=8, examples=["en"])
    ] = FIRST,
    as_of: Annotated[
        str,
        Query(
            description="Show what was known on this day (`YYYY-MM-DD`).",
            max_length=10,
            examples=["2023-11-22"],
        ),
    ] = "",
    pack: Annotated[
        str, Query(description="Another country's pack, by its name.", max_length=40)
    ] = "",
) -> Visit:
    """Visit of a request; RequestError for a pack, a language or a day that there is not."""
    desks: Desks = request.app.state.desks
    found = desks.opened(pack)
    desk = found if found is not None else await run_in_threadpool(desks.of, pack)
    if lang not in LANGUAGES:
        reason = f"Nothing is written in a language `{lang}`."
        raise RequestError([Fault("lang", reason, did_you_mean(lang, LANGUAGES), lang)])
    day = day_in_reach(desk.strategy, as_of, "as_of") if as_of else desk.newest
    return Visit(desk, Language(lang), day)
