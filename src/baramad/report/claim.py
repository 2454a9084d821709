"""One claim: what was said, what else was said of the same, which conflicts it is part of."""

from __future__ import annotations

from typing import Any

from baramad.facts import Claim
from baramad.report.cells import datum
from baramad.report.document import Table
from baramad.report.findings import Findings
from baramad.report.sections.claims import claims_among
from baramad.track.conflict import Conflict
from baramad.words import Language
from baramad.words.quantity import quantity

_MILLION = 1_000_000
_WORST = ("impossible", "unresolved", "explained", "agreement")


def told_claim(claim: Claim, words: Language) -> str:
    """A claim in one sentence."""
    speaker = words.say(claim.speaker)
    return words.say(
        "{speaker} said on {day}: {subject}, {value} ({kind}, {relation}) for {period}.",
        speaker=speaker[:1].upper() + speaker[1:],
        day=words.partial(claim.said_on),
        subject=words.say(claim.subject),
        value=value_of(claim, words),
        kind=words.say(claim.kind),
        relation=words.say(claim.relation.replace("_", " ")),
        period=words.period(claim.period),
    )


def value_of(claim: Claim, words: Language) -> str:
    """Value of a claim with its unit in words."""
    if claim.unit == "percent":
        return f"{words.number(claim.value)}%"
    if claim.unit == "USD" and abs(claim.value) >= _MILLION:
        return words.usd_m(claim.value / _MILLION)
    return quantity(claim.value, claim.unit, words)


def verdict(findings: Findings, claim: Claim, words: Language) -> str:
    """What rules found about a claim, the worst first."""
    found = conflicts_about(findings, claim.id)
    if not found:
        return words.say("No rule found anything that contradicts it.")
    worst = min(found, key=lambda one: _WORST.index(one.severity)).severity
    return words.say(
        "Verdict of the rules: {verdict}; {count} findings are about it.",
        verdict=words.say(worst),
        count=words.number(len(found)),
    )


def conflicts_about(findings: Findings, ref: str) -> list[Conflict]:
    """Conflicts of which a claim or target is a member."""
    return [one for one in findings.conflicts if any(m.ref == ref for m in one.members)]


def same_subject(findings: Findings, claim: Claim, words: Language) -> Table:
    """Other claims of the same family about the same period, or of the same series."""
    chosen = [
        one
        for one in findings.strategy.evidence.claims.values()
        if one.id != claim.id and one.family == claim.family and one.period == claim.period
    ]
    caption = words.say("What else was said of the same period")
    return claims_among(chosen, words, caption)


def about_claim(claim: Claim) -> dict[str, Any]:
    """A claim for programs."""
    names = ("id", "source", "speaker", "said_on", "subject", "family", "series", "kind",
             "relation", "value", "unit", "period", "certainty", "hedge", "of", "part_of", "drives",
             "same_as", "system", "place", "note")  # fmt: skip
    return {name: datum(getattr(claim, name)) for name in names}


def review(findings: Findings, claim: Claim, words: Language, address: str) -> dict[str, Any]:
    """The claim as a ClaimReview of schema.org."""
    source = findings.strategy.evidence.sources[claim.source]
    found = conflicts_about(findings, claim.id)
    worst = min((one.severity for one in found), key=_WORST.index, default="agreement")
    item: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": claim.speaker},
        "appearance": {"@type": "CreativeWork", "name": source.publisher, "url": source.address},
    }
    if claim.said_on:
        item["datePublished"] = claim.said_on.text
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address,
        "inLanguage": words.code,
        "datePublished": findings.as_of.isoformat(),
        "author": {"@type": "Organization", "name": "Baramad"},
        "claimReviewed": told_claim(claim, words),
        "itemReviewed": item,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": _WORST.index(worst) + 1,
            "worstRating": 1,
            "bestRating": len(_WORST),
            "alternateName": worst,
        },
    }
