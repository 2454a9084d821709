"""`baramad decide`: what the law says for one exporter, why, and what would change it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.options import Format
from baramad.cli.output import Listing, show, write_text
from baramad.intake.case_facts import read_case, read_words
from baramad.measure.fault import Fault, RequestError
from baramad.operate.decide import Decision, Told, chosen, decide, next_question
from baramad.packs import folder_of
from baramad.policy.guide import Group, read_guide
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.reach import calendar_day, gathered
from baramad.report.decision import closing, lead, told_value
from baramad.words import Language, language

COLUMNS = ("group", "name", "says", "value", "unit", "state", "lacks")
_REFORM = re.compile(r"(?P<name>\w+)(?::(?P<key>\w+))?=(?P<value>[^@]+)@(?P<since>\S+)")

Facts = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME=VALUE]...", help="Facts: exporter_kind=freelancer ..."),
]
File = Annotated[
    str, typer.Option("--file", help="Facts in a JSON or YAML file; - reads standard input.")
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day to decide for.")]
AsKnown = Annotated[
    str, typer.Option("--as-known", metavar="DATE", help="The law as it was known on this day.")
]
About = Annotated[
    list[str] | None, typer.Option("--about", help="Only this group; may be given again.")
]
Why = Annotated[
    list[str] | None, typer.Option("--why", metavar="NAME", help="Explain this answer.")
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option("--what-if", metavar="PARAM=VALUE@DATE", help="Under a changed law."),
]
Status = Annotated[
    str, typer.Option("--law", help="`announced` or `proposed`: as if that held as well.")
]
Everybody = Annotated[
    bool, typer.Option("--population", help="Decide for a synthetic population of exporters.")
]
Silent = Annotated[bool, typer.Option("--no-input", help="Ask nothing.")]


@options.reported
def decide_one(
    facts: Facts = None,
    file: File = "",
    on: On = "",
    as_known: AsKnown = "",
    about: About = None,
    why: Why = None,
    what_if: WhatIf = None,
    law_as: Status = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    population: Everybody = False,
    no_input: Silent = False,
    format_: options.As = None,
    out: options.Out = None,
) -> None:
    """What one exporter may keep, what tax is due, what they qualify for, and why.

    In a terminal it asks for what it needs; an empty answer leaves a fact unknown. With
    --population it decides for a synthetic population: what is kept, what is paid, who gains.
    """
    words, folder = language(lang), folder_of(pack)
    before = law_of(folder, as_known, law_as)
    law = reformed(before, what_if or ())
    if population:
        from baramad.cli.everybody import decide_for_all  # noqa: PLC0415 - arrays

        decide_for_all(pack, before, law if what_if else None, words, format_, out)
        return
    groups = chosen(read_guide(folder, law), about or ())
    day = calendar_day(on, "--on") if on else gathered(law)
    given = {**(read_case(file) if file else {}), **read_words(facts or ())}
    if sys.stdin.isatty() and sys.stdout.isatty() and not (no_input or file == "-"):
        given = asked(law, groups, day, given, words)
    decision = decide(law, groups, day, given)
    if why:
        _explain(law, day, given, why, words, format_, out)
    elif format_ is Format.JSON or (out and out.suffix == ".json"):
        _trace(decision, out)
    else:
        show(listing(decision, words), format_, out)


def law_of(folder: Path, as_known: str, law_as: str) -> Law:
    """Law of a pack as it was known, with what is expected."""
    law = load_law(folder)
    if as_known:
        law = law.as_known(calendar_day(as_known, "--as-known"))
    if law_as:
        _checked_status(law_as)
        statuses = ("announced", "proposed") if law_as == "proposed" else ("announced",)
        law = law.with_status(*statuses)
    return law


def reformed(law: Law, what_if: Sequence[str]) -> Law:
    """The law under changes, each written as PARAM=VALUE@DATE."""
    for text in what_if:
        found = _REFORM.fullmatch(text)
        if not found:
            reason = "A change is a parameter, its value and the day from which it holds."
            remedy = "Write it as retention_share=0.75@2025-01-01, or name:key=value@date."
            raise RequestError([Fault("--what-if", reason, remedy, text)])
        law = law.set(found["name"], found["since"], found["value"], found["key"] or "", "what if")
    return law


def _checked_status(law_as: str) -> None:
    if law_as not in ("announced", "proposed"):
        remedy = "Write `announced` or `proposed`."
        raise RequestError([Fault("--law", f"There is no law `{law_as}`.", remedy, law_as)])


def asked(
    law: Law, groups: Sequence[Group], day: date, given: Mapping[str, str], words: Language
) -> dict[str, str]:
    """Facts given and answered; asks the next best question until nothing more can be settled."""
    wanted = [name for group in groups if not group.is_brief for name in group.tell]
    found, skipped = dict(given), set[str]()
    while question := next_question(law, groups, day, found, skipped):
        fact = question.fact
        choices = f" [{'/'.join(fact.choices)}]" if fact.choices else ""
        choices = " [yes/no]" if fact.unit == "yes_no" else choices
        prompt = f"{words.of(fact.ask)}{choices}"
        text = typer.prompt(prompt, default="", show_default=False, err=True).strip()
        if not text:
            skipped.add(fact.name)
            continue
        try:
            law.ask(day, {**found, fact.name: text}, wanted, skip=skipped)
        except RequestError as error:
            typer.echo(str(error), err=True)
        else:
            found[fact.name] = text
    return found


def listing(decision: Decision, words: Language) -> Listing:
    """Rows for machines; for people the answers by group, and what would settle more."""
    rows = [
        (one.group, one.name, words.of(one.says), _plain(one), one.unit, one.state, _lacks(one))
        for one in decision.told
    ]
    titles = (words.say("Answer"), words.say("Value"), words.say("Name, for --why"))
    shown = [row for group in decision.groups for row in _group(decision, group, words)]
    foot = [*closing(decision, words)]
    return Listing(
        COLUMNS, rows, titles=titles, shown=shown, lead=(lead(decision, words),), foot=foot
    )


def _group(decision: Decision, group: Group, words: Language) -> Iterator[tuple[str, ...]]:
    yield ("", "", "")
    yield (words.of(group.title).upper(), "", "")
    for one in decision.of(group):
        yield (
            words.of(one.says).rstrip(".۔"),
            told_value(one, words, brief=group.is_brief),
            one.name,
        )


def _plain(one: Told) -> object:
    return {True: "yes", False: "no"}[one.value] if isinstance(one.value, bool) else one.value


def _lacks(one: Told) -> str:
    if one.unsettled:
        return "; ".join(reason.reason for reason in one.unsettled)
    return " ".join(fact.name for fact in one.needs)


def _explain(
    law: Law,
    day: date,
    given: Mapping[str, str],
    names: Sequence[str],
    words: Language,
    how: Format | None,
    out: Path | None,
) -> None:
    from baramad.policy.tell import tell  # noqa: PLC0415 - sentences only where they are wanted

    told = law.explain(day, given, names)
    if how is Format.JSON or (out and out.suffix == ".json"):
        _written(told, out)
        return
    write_text("\n\n".join(tell(told, name, words.code) for name in names) + "\n", out)


def _trace(decision: Decision, out: Path | None) -> None:
    _written(decision.explanation, out)


def _written(told: object, out: Path | None) -> None:
    from baramad.policy.explanation import Explanation  # noqa: PLC0415
    from baramad.policy.trace import trace  # noqa: PLC0415

    assert isinstance(told, Explanation)
    write_text(json.dumps(trace(told), ensure_ascii=False, indent=2) + "\n", out)
