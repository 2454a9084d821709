"""Claims and the conflicts among them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query

from baramad.report.claim import about_claim, review, same_subject, told_claim, verdict
from baramad.report.document import Block, Note
from baramad.report.figures import claims_figure
from baramad.report.sections.claims import claims, conflicts, conflicts_of, summary
from baramad.report.selection import selected, values_of
from baramad.web.page import Choice, Page, Recipe
from baramad.web.paths import named
from baramad.web.routes import Pages, Visited
from baramad.web.series import Find, Sort
from baramad.web.visit import Visit
from baramad.words.quantity import unit_named

PAGES = Pages("track")
Word = Annotated[str, Query(max_length=60)]
Severity = Literal["", "impossible", "unresolved", "explained", "agreement"]


def every(visit: Visited, q: Find = "", kind: Word = "", unit: Word = "", period: Word = "",
          sort: Sort = "") -> Recipe:  # fmt: skip
    """All claims."""
    asked = {"q": q, "kind": kind, "unit": unit, "period": period, "sort": sort}
    return Recipe("/track/claims", ("claims", *asked.values()), lambda: _every(visit, asked))


def _every(visit: Visit, asked: dict[str, str]) -> Page:
    findings, words = visit.findings, visit.words
    table = claims(findings, words, seeds_only=False)
    where = {name: asked[name] for name in ("kind", "unit", "period")}
    titles = {
        "kind": words.say("Kind"),
        "unit": words.say("Unit"),
        "period": words.say("Period"),
    }
    choices = [
        Choice(name, title, asked[name],
               [(one, unit_named(one, words) if name == "unit" else words.say(one))
                for one in values_of(table, name)])
        for name, title in titles.items()
    ]  # fmt: skip
    return Page(
        path="/track/claims",
        title=words.say("Claims"),
        answer=[summary(findings, words)],
        blocks=[
            *claims_figure(findings, words),
            selected(table, words, asked["q"], where, asked["sort"]),
        ],
        command=visit.command("track", "claims", "--all"),
        filters=(Choice("q", words.say("Find"), asked["q"]), *choices),
        sortable="claims",
        query=asked,
    )


def one(visit: Visited, claim: Annotated[str, Path(max_length=80)]) -> Recipe:
    """One claim."""
    return Recipe(f"/track/claims/{claim}", ("claim", claim), lambda: _one(visit, claim))


def _one(visit: Visit, key: str) -> Page:
    findings, words = visit.findings, visit.words
    claim = named(findings.strategy.evidence.claims, key, "claim")
    found = conflicts_of(findings, words, key)
    others = same_subject(findings, claim, words)
    blocks: list[Block] = [Note("info", claim.note)] if claim.note else []
    blocks += [table for table in (found, others) if table.rows]
    path = f"/track/claims/{key}"
    return Page(
        path=path,
        title=words.say("Claim {id}", id=key),
        answer=[told_claim(claim, words), verdict(findings, claim, words)],
        blocks=blocks,
        command=visit.command("track", "claims", "--all"),
        template="claim.html",
        more={"claim": claim},
        record=about_claim(claim),
        linked_data=review(findings, claim, words, visit.link(path)),
    )


def contradictions(visit: Visited, severity: Severity = "", q: Find = "",
                   sort: Sort = "") -> Recipe:  # fmt: skip
    """Conflicts found by rule."""
    asked = {"q": q, "severity": severity, "sort": sort}
    key = ("conflicts", *asked.values())
    return Recipe("/track/conflicts", key, lambda: _contradictions(visit, asked))


def _contradictions(visit: Visit, asked: dict[str, str]) -> Page:
    findings, words = visit.findings, visit.words
    severity = asked["severity"]
    table = conflicts(findings, words, only=severity)
    worst = ("impossible", "unresolved", "explained", "agreement")
    only = ["--severity", severity] if severity else []
    return Page(
        path="/track/conflicts",
        title=words.say("Conflicts found by rule"),
        answer=[summary(findings, words)],
        blocks=[
            *claims_figure(findings, words),
            selected(table, words, asked["q"], {}, asked["sort"]),
        ],
        command=visit.command("track", "conflicts", *only),
        filters=(
            Choice("q", words.say("Find"), asked["q"]),
            Choice(
                "severity",
                words.say("Verdict"),
                severity,
                [(one, words.say(one)) for one in worst],
            ),
        ),
        sortable="conflicts",
        query=asked,
    )


PAGES.add("/track/claims", every, "Every claim that is recorded")
PAGES.add("/track/claims/{claim}", one, "One claim with its verdict", claim="S0.g01")
PAGES.add(
    "/track/conflicts", contradictions, "Figures that cannot both hold, or differ with reason"
)
