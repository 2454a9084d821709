"""`baramad rule`: what the law says under each name, since when, by which document."""

from __future__ import annotations

from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.maintained import (
    AsKnown,
    Name,
    On,
    day_within,
    exact,
    opened_law,
    write_json,
    write_lines,
)
from baramad.cli.options import Format
from baramad.cli.output import Listing, form, show
from baramad.measure.fault import Fault, RequestError
from baramad.policy.history import UNDATED, Alteration, Chapter, alterations, history
from baramad.policy.index import index, of_system
from baramad.policy.portrait import portrait
from baramad.policy.portrait_data import COLUMNS, as_data, as_rows
from baramad.policy.reach import day_of
from baramad.policy.wiring import PARAMETER, named
from baramad.policy.wording import ENGLISH
from baramad.words import language

app = typer.Typer(
    help="The law by name: rules, parameters and facts, with their days and documents.",
    no_args_is_help=True,
)
HISTORY = ("name", "kind", "key", "since", "until", "value", "unit", "status", "source",
           "confidence", "known", "confirmed_by", "mark", "conflict", "note", "place")  # fmt: skip
INDEX = ("name", "kind", "system", "value", "unit", "state", "status", "source", "says")
CHANGES = ("on", "system", "name", "kind", "key", "change", "before", "after", "unit", "status",
           "source", "mark")  # fmt: skip
_TEXTS = {"begins": "text begins", "becomes": "text changes", "ends": "text ends"}
_STATES = {"in force": "", "asked": ""}  # these go without saying


@app.command("show")
@options.reported
def show_name(
    name: Name,
    on: On = "",
    as_known: AsKnown = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """What the law says under one name, and by which document.

    The text of a rule or the value of a parameter on a day, what it reads and who reads it.
    """
    words, law = language(lang), opened_law(pack, as_known)
    named(law, name)
    day, how = day_within(on, law), form(chosen, out, single=True)
    if how is Format.TABLE:
        write_lines(portrait(law, name, day, words.code), out)
    elif how in (Format.JSON, Format.NDJSON):
        write_json(as_data(law, name, day), out, how=how)
    else:
        show(Listing(COLUMNS, as_rows(as_data(law, name, day))), chosen, out)


@app.command("history")
@options.reported
def show_history(
    name: Name,
    as_known: AsKnown = "",
    pack: options.Pack = "pk",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every row or version of one name over time.

    Rows that are announced, proposed, unknown or not followed are among them, and marked.
    """
    law = opened_law(pack, as_known)
    found = history(law, name)
    rows = [
        (
            one.name, one.kind, one.key, one.since, one.until,
            one.text or exact(one.value, one.unit), one.unit, one.status, one.source,
            one.confidence, one.known, one.confirmed_by, "; ".join(one.marks), one.conflict,
            one.note, one.place,
        )
        for one in found
    ]  # fmt: skip
    shown = [
        [
            f"{one.since or ''}", f"{one.until or ''}", one.key,
            one.text or f"{exact(one.value, one.unit)}", _standing(one), one.source,
            one.confirmed_by or "-", one.note,
        ]
        for one in found
    ]  # fmt: skip
    titles = ("since", "until", "key", "value", "standing", "source", "confirmed", "note")
    show(Listing(HISTORY, rows, titles=titles, shown=shown), chosen, out)


@app.command("list")
@options.reported
def list_names(
    system: Annotated[str, typer.Option("--system", help="Only this system.")] = "",
    on: On = "",
    as_known: AsKnown = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every name of the law, with the values of a day."""
    words, law = language(lang), opened_law(pack, as_known)
    day = day_within(on, law)
    found = of_system(index(law, day), system) if system else index(law, day)
    rows = [
        (
            one.name, one.kind, one.system,
            "; ".join(f"{key} {exact(value, one.unit)}".strip() for key, value in one.values),
            one.unit, one.state, one.status, one.source, words.of(one.says),
        )
        for one in found
    ]  # fmt: skip
    shown = [
        [row[0], row[1], row[2], row[3] or _STATES.get(row[5], row[5]), row[8]] for row in rows
    ]
    titles = ("name", "kind", "system", "value", "what it is")
    show(Listing(INDEX, rows, titles=titles, shown=shown), chosen, out)


@app.command("changes")
@options.reported
def list_changes(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Up to this day.")] = "",
    as_known: AsKnown = "",
    pack: options.Pack = "pk",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every day on which the law changes, and how; what is only announced is marked."""
    first = day_of(since or "0001-01-01", "--since")
    last = day_of(until or "9999-12-31", "--until")
    if last < first:
        reason = "The last day lies before the first."
        raise RequestError([Fault("--until", reason, "Change the two days.", until)])
    law = opened_law(pack, as_known)
    found = alterations(law, first, last)
    rows = [
        (
            one.on, one.system, one.name, one.kind, one.key, one.change,
            exact(one.before, one.unit), exact(one.after, one.unit), one.unit, one.status,
            one.source, UNDATED if one.is_undated else "",
        )
        for one in found
    ]  # fmt: skip
    shown = [
        [
            f"by {one.on}" if one.is_undated else f"{one.on}",
            f"{one.name} ({one.key})" if one.key else one.name, _turned(one),
            one.status or "-", one.source,
        ]
        for one in found
    ]  # fmt: skip
    titles = ("on", "name", "change", "status", "source")
    show(Listing(CHANGES, rows, titles=titles, shown=shown), chosen, out)


def _standing(one: Chapter) -> str:
    """Status of a row in words, and what became of it in a conflict."""
    marks = [mark for mark in one.marks if mark != one.status]
    return "; ".join([ENGLISH[one.status], *marks] if one.status else marks)


def _turned(one: Alteration) -> str:
    """What happens to a value, with the value before and after; or to the text of a rule."""
    if one.kind != PARAMETER:
        return _TEXTS[one.change]
    before, after = exact(one.before, one.unit), exact(one.after, one.unit)
    return {"begins": f"{after}, at first", "becomes": f"{before}, then {after}"}.get(
        one.change, f"{before} no more"
    )
