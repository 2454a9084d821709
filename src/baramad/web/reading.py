"""Reading a text: figures proposed as claims, accepted or not by a person, taken away as rows.

Nothing is kept: the text travels from form to form, and what a person accepted leaves as CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qs

from fastapi import Request, Response

from baramad.facts.claim import KINDS, RELATIONS
from baramad.intake.claims_reader import MOST_LETTERS, Proposal, proposals
from baramad.intake.package import COLUMNS_OF
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Partial, Period, PeriodError
from baramad.web.forms import Wish
from baramad.web.page import Page, Recipe
from baramad.web.routes import Pages, Visited, serve
from baramad.web.visit import Visit

PAGES = Pages("track")
PATH, ROWS = "/track/read", "/track/read/rows"
COLUMNS = tuple(COLUMNS_OF["claims"].split(","))
_ABOUT = ("source", "speaker", "said_on", "subject")  # of the whole text
_EDITED = ("kind", "relation", "value", "unit", "period")  # of each figure
_LONGEST, _FIELDS = 200, 1_500  # letters of a field but the text; fields of a form
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as it stands in the form: what was proposed, or what a person made of it."""

    number: int
    proposal: Proposal
    is_accepted: bool
    edited: Mapping[str, str]


def start(visit: Visited) -> Recipe:
    """Where a text is pasted."""
    return Recipe(PATH, ("read",), lambda: _page(visit, "", {}, ()))


async def read(request: Request, visit: Visited) -> Response:
    """The text with its figures marked and proposed."""
    form = await _form(request)
    text = _text(form)
    recipe = Recipe(PATH, (), lambda: _page(visit, text, form, ()), is_private=True)
    return await serve(request, visit, recipe, Wish("html"))


async def rows(request: Request, visit: Visited) -> Response:
    """Accepted proposals as rows; the form again where something in it cannot be."""
    form = await _form(request)
    text = _text(form)
    shown = _shown(text, form)
    faults = list(_faults(shown, form))
    if faults or not any(one.is_accepted for one in shown):
        faults = faults or [
            Fault("accept", visit.words.say("No figure is accepted yet."),
                  visit.words.say("Tick those that were said as proposed, or mend them first."))
        ]  # fmt: skip
        recipe = Recipe(PATH, (), lambda: _page(visit, text, form, faults), is_private=True)
        return await serve(request, visit, recipe, Wish("html"))
    headers = {"content-disposition": 'attachment; filename="claims.csv"',
               "cache-control": "private, no-store"}  # fmt: skip
    return Response(_csv(shown, form), media_type="text/csv; charset=utf-8", headers=headers)


async def _form(request: Request) -> Form:
    """Fields of a form; the last where one is given twice. Its size is bounded by the guard."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        found = parse_qs(body, keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as cause:
        reason = f"The form has more than {_FIELDS} fields."
        raise RequestError([Fault("form", reason, "Send the form of the page.")]) from cause
    return {
        name: values[-1] if name == "text" else values[-1].strip()[:_LONGEST]
        for name, values in found.items()
    }


def _text(form: Form) -> str:
    return checked_text(form.get("text", "").replace("\x00", "").replace("\r\n", "\n"))


def checked_text(text: str) -> str:
    """The text itself; RequestError for one that is longer than is read at once."""
    if len(text) > MOST_LETTERS:
        reason = f"The text has {len(text)} letters; {MOST_LETTERS} are read at once."
        raise RequestError([Fault("text", reason, "Paste a shorter part of it.")])
    return text


def _shown(text: str, form: Form) -> list[Shown]:
    return [
        Shown(
            number,
            one,
            form.get(f"accept-{number}") == "yes",
            {name: form.get(f"{name}-{number}", _written(one, name)) for name in _EDITED},
        )
        for number, one in enumerate(proposals(text), 1)
    ]


def _written(one: Proposal, name: str) -> str:
    value = getattr(one, name)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _faults(shown: Sequence[Shown], form: Form) -> list[Fault]:
    """What cannot be of the accepted ones, and of what is said about the whole text."""
    found = []
    if form.get("said_on") and not _is_read(Partial.read, form["said_on"]):
        found.append(
            Fault("said_on", f"`{form['said_on']}` is no date.", "Write it as 2023-11-22.")
        )
    for one in (one for one in shown if one.is_accepted):
        edited = one.edited
        for name, known in (("kind", KINDS), ("relation", RELATIONS)):
            if edited[name] not in known:
                reason = f"There is no {name} `{edited[name]}`."
                found.append(Fault(f"{name}-{one.number}", reason,
                                   did_you_mean(edited[name], sorted(known))))  # fmt: skip
        if not _is_number(edited["value"]):
            reason = f"`{edited['value']}` is no number."
            found.append(Fault(f"value-{one.number}", reason, "Write digits, such as 2600000000."))
        if edited["period"] and not _is_read(Period.read, edited["period"]):
            reason = f"`{edited['period']}` is no period."
            remedy = "Write FY2025, 2025, 2025-06, or leave it empty."
            found.append(Fault(f"period-{one.number}", reason, remedy))
    return found


def _is_read(read_it: Any, text: str) -> bool:  # noqa: ANN401 - either of two readers
    try:
        read_it(text)
    except (PeriodError, ValueError):
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _csv(shown: Sequence[Shown], form: Form) -> str:
    """Accepted proposals in the columns of the evidence; what nobody said stays empty."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for one in (one for one in shown if one.is_accepted):
        about = {name: _safe(form.get(name, "")) for name in _ABOUT}
        edited = {name: _safe(value) for name, value in one.edited.items()}
        is_as_read = edited["period"] == one.proposal.period
        certainty = one.proposal.certainty if is_as_read else "stated"
        key = f"{about['source'] or 'text'}.r{one.number:02d}"
        table.writerow({
            "id": key, **about, "family": "exports", **edited, "place": one.proposal.place,
            "certainty": certainty if edited["period"] else "undated", "hedge": one.proposal.hedge,
            "note": _safe(one.proposal.surface),
        })  # fmt: skip
    return out.getvalue()


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line."""
    told = " ".join(text.split())
    return f"'{told}" if told.startswith(("=", "+", "-", "@")) and not _is_number(told) else told


def _marked(text: str, shown: Sequence[Shown]) -> list[tuple[str, int]]:
    """The text in parts: each with the number of the figure that it is, 0 for none."""
    parts: list[tuple[str, int]] = []
    end = 0
    for one in shown:
        if one.proposal.start >= end:
            parts.append((text[end : one.proposal.start], 0))
            parts.append((text[one.proposal.start : one.proposal.end], one.number))
            end = one.proposal.end
    return [*parts, (text[end:], 0)]


def _page(visit: Visit, text: str, form: Form, faults: Sequence[Fault]) -> Page:
    words, shown = visit.words, _shown(text, form)
    told = words.say("Paste a text; figures in it are proposed as claims, and you say which were "
                     "made. Nothing is kept here.")  # fmt: skip
    if text:
        told = words.say("Figures found: {count}. None of them counts until you accept it.",
                         count=words.number(len(shown)))  # fmt: skip
    return Page(
        path=PATH,
        title=words.say("Read a text for claims"),
        answer=[told],
        command=visit.command("track", "read", "FILE", on_day=""),
        template="track_read.html",
        more={
            "text": text, "shown": shown, "faults": faults, "form": form,
            "parts": _marked(text, shown), "action": visit.link(PATH), "rows": visit.link(ROWS),
            "most": MOST_LETTERS, "kinds": sorted(KINDS), "relations": sorted(RELATIONS),
        },
        record={"columns": list(COLUMNS), "kinds": sorted(KINDS), "letters": MOST_LETTERS},
        is_indexed=not text,
    )  # fmt: skip


PAGES.add(PATH, start, "What a text may be read for, and the columns in which claims are kept")
for _path, _act in ((PATH, read), (ROWS, rows)):
    PAGES.router.add_api_route(
        _path, _act, methods=["POST"], include_in_schema=False, response_class=Response
    )
