"""The check: one question a page, the answers to look over, and what the law says of them."""

from __future__ import annotations

import shlex
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from baramad.measure.fault import Fault, RequestError
from baramad.operate.decide import Decision, decide
from baramad.policy.guide import Group
from baramad.policy.rule import Fact
from baramad.policy.trace import full_trace
from baramad.report.decision import answers as answer_table
from baramad.report.decision import lead, told_value, unconfirmed
from baramad.report.explained import Explained, explained
from baramad.web import everybody
from baramad.web.answers import Answers
from baramad.web.fault_told import told_faults
from baramad.web.forms import Wish
from baramad.web.page import Page, Recipe
from baramad.web.routes import Pages, Visited, serve
from baramad.web.visit import Visit

PAGES = Pages("operate")
START, ASK, LOOK, RESULT = (
    "/operate/check", "/operate/check/ask", "/operate/check/answers", "/operate/check/result",
)  # fmt: skip


def start(request: Request, visit: Visited) -> Recipe:
    """Where the check begins."""
    found = Answers.of(request, visit)
    return Recipe(START, ("check",), lambda: _start(visit, found), is_private=bool(found.facts))


def _start(visit: Visit, found: Answers) -> Page:
    words = visit.words
    return Page(
        path=START,
        title=words.say("Check what you may keep, what tax is due, what you qualify for"),
        answer=[
            words.say(
                "Answer one question at a time; each answer of the law comes with its rule, its "
                "date and its document. Nothing that you enter is stored."
            )
        ],
        command=visit.command("decide", on_day="--as-known"),
        template="check_start.html",
        more={
            "answers": found,
            "action": ASK,
            "population": visit.link(everybody.PATH) if everybody.has_people(visit) else "",
        },
        record={"groups": [{"name": one.name, "title": dict(one.title)} for one in found.guide]},
    )


async def ask(request: Request, visit: Visited) -> Response:
    """The next question, the same again with what is wrong with its answer, or the answers."""
    found = Answers.of(request, visit)
    faults: tuple[Fault, ...] = ()
    try:
        question = found.next_question()
    except RequestError as error:
        if found.asked not in {one.place for one in error.faults}:
            raise
        faults, question = error.faults, None
    fact = _fact_to_show(found, faults, question.fact if question else None)
    if fact is None:
        return RedirectResponse(f"{LOOK}?{found.query(visit)}", 303)
    lacking = found.asked == fact.name and not faults and not found.change
    if lacking:
        say = visit.words.say
        faults = (Fault(fact.name, say("There is no answer yet."),
                        say("Answer, or say that you do not know.")),)  # fmt: skip
    recipe = Recipe(ASK, (), lambda: _question(visit, found, fact, faults), is_private=True)
    return await serve(request, visit, recipe, Wish("html"))


def _fact_to_show(found: Answers, faults: tuple[Fault, ...], following: Fact | None) -> Fact | None:
    """The fact that is changed, or whose answer is wrong or lacking; else the one asked next."""
    facts = found.law.facts
    if found.change in facts:
        return facts[found.change]
    is_answered = found.asked in found.facts or found.asked in found.skip
    if found.asked in facts and (faults or not is_answered):
        return facts[found.asked]
    return following


def _question(visit: Visit, found: Answers, fact: Fact, faults: tuple[Fault, ...]) -> Page:
    words = visit.words
    return Page(
        path=ASK,
        title=words.of(fact.ask),
        answer=(),
        template="check_ask.html",
        more={
            "answers": found,
            "fact": fact,
            "faults": told_faults(faults, words),
            "value": found.facts.get(fact.name, ""),
            "number": len(found.facts) + len(found.skip) + 1,
            "action": ASK,
            "look": f"{LOOK}?{found.query(visit, fact.name if faults else '')}",
        },
        is_indexed=False,
    )


def look(request: Request, visit: Visited) -> Recipe:
    """The answers given, each to be changed."""
    found = Answers.of(request, visit)
    return Recipe(LOOK, (), lambda: _look(visit, found), is_private=True)


def _look(visit: Visit, found: Answers) -> Page:
    words = visit.words
    found.law.ask(found.on, found.facts, found.wanted)  # refuses what cannot be
    facts = found.law.facts
    return Page(
        path=LOOK,
        title=words.say("Check your answers"),
        answer=[
            words.say(
                "Answers given: {count}. The law is that of {day}.",
                count=words.number(len(found.facts)),
                day=words.day(found.on),
            )
        ],
        command=_command(visit, found),
        template="check_answers.html",
        more={
            "rows": [(facts[name], value) for name, value in found.facts.items()],
            "skipped": [facts[name] for name in found.skip if name in facts],
            "change": lambda name: f"{ASK}?{found.query(visit, change=name)}",
            "result": f"{RESULT}?{found.query(visit)}",
            "again": f"{START}?{found.query(visit)}",
            "data": lambda suffix, **_: f"{LOOK}{suffix}?{found.query(visit)}",
        },
        record={"facts": dict(found.facts), "skip": list(found.skip), "on": found.on.isoformat()},
        is_indexed=False,
    )


def _command(visit: Visit, found: Answers) -> str:
    return visit.command("decide", *map(shlex.quote, found.words), on_day="--as-known")


def result(request: Request, visit: Visited) -> Recipe:
    """What the law says of the answers."""
    found = Answers.of(request, visit)
    return Recipe(RESULT, (), lambda: _result(visit, found), is_private=True)


def _result(visit: Visit, found: Answers) -> Page:
    words = visit.words
    decision = decide(found.law, found.groups, found.on, found.facts)
    return Page(
        path=RESULT,
        title=words.say("What the law says"),
        answer=[lead(decision, words)],
        blocks=[answer_table(decision, group, words) for group in decision.groups],
        command=_command(visit, found),
        template="check_result.html",
        more={
            "groups": [_group(decision, group, visit) for group in decision.groups],
            "missing": [*decision.missing.values()],
            "unconfirmed": unconfirmed(decision, words),
            "change": lambda name: f"{ASK}?{found.query(visit, change=name)}",
            "look": f"{LOOK}?{found.query(visit)}",
            "data": lambda suffix, **_: f"{RESULT}{suffix}?{found.query(visit)}",
            "on": found.on.isoformat(),
        },
        record=full_trace(decision.explanation),
        is_indexed=False,
    )


def _group(decision: Decision, group: Group, visit: Visit) -> dict[str, Any]:
    """One group: its answers in words, with why and what would change it where told in full."""
    words = visit.words
    return {
        "title": words.of(group.title),
        "name": group.name,
        "is_brief": group.is_brief,
        "told": [
            {
                "name": one.name,
                "says": words.of(one.says).rstrip(".۔"),
                "value": told_value(one, words, brief=True),
                "state": one.state.replace(" ", "-"),
                "why": None if group.is_brief else _why(decision, one.name, visit),
            }
            for one in decision.of(group)
        ],
    }


def _why(decision: Decision, name: str, visit: Visit) -> Explained:
    return explained(decision.explanation, name, visit.words.code)


# An exporter of whom most is known, so that an example shows answers and not only questions.
EXAMPLE = {
    "exporter_kind": "freelancer", "exports_it_services": "yes", "is_resident": "yes",
    "is_pseb_registered": "yes", "proceeds_usd_m": "7200", "receipt_usd": "2400",
    "exchange_rate": "278.5", "is_paid_through_bank": "yes", "is_return_filed": "yes",
    "has_zone_licence": "no", "is_foreign_tax_credit_claimed": "no",
    "is_normal_regime_chosen": "no",
}  # fmt: skip
PAGES.add(START, start, "Groups of answers that can be asked for")
PAGES.router.add_api_route(ASK, ask, include_in_schema=False, response_class=Response)
PAGES.add(LOOK, look, "Answers given, checked by the law's own reader",
          facts={"exporter_kind": "freelancer"})  # fmt: skip
PAGES.add(
    RESULT,
    result,
    "What the law says of one exporter's facts, with why and what turns it",
    facts=EXAMPLE,
)
