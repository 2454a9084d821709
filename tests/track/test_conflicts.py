"""Conflicts in Pakistan's evidence: those that its readers listed are found, and by rule alone.

`conflicts.txt` pins the whole list as kind, period and verdict. When evidence or a rule changes,
read every line that differs before replacing it.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baramad.facts import Claim, Evidence, Observation, Series
from baramad.intake.pack import read_pack
from baramad.measure.period import Partial, Period
from baramad.packs import folder_of
from baramad.track.conflict import find_conflicts

EVIDENCE = read_pack(folder_of("pk")).evidence
FOUND = find_conflicts(EVIDENCE)
MONEY = frozenset({"USD", "USD m", "PKR", "PKR m", "USD a day", "USD an hour"})
TABLE = (Path(__file__).parent / "listed_conflicts.csv").read_text(encoding="utf-8")
LISTED = [line.split(",") for line in TABLE.splitlines()[1:]]


def figures(one):
    return {f"{member.value.normalize():f}@{member.source}" for member in one.members}


def line(one):
    return f"{one.kind} | {one.period or 'undated'} | {one.severity}"


@pytest.mark.parametrize(
    ("kind", "period", "told"), [row[1:] for row in LISTED], ids=[row[0] for row in LISTED]
)
def test_a_conflict_that_the_evidence_lists_is_found_with_its_figures_and_sources(
    kind, period, told
):
    same = [one for one in FOUND if (one.kind, str(one.period or "undated")) == (kind, period)]
    assert any(set(told.split()) <= figures(one) for one in same), [figures(one) for one in same]


def test_the_whole_list_is_the_pinned_one():
    pinned = (Path(__file__).parent / "conflicts.txt").read_text(encoding="utf-8")
    assert sorted(map(line, FOUND)) == pinned.splitlines()


def claimed(evidence, key, **change):
    """Evidence with one claim changed, or dropped where nothing is said."""
    claims = dict(evidence.claims)
    claim = claims.pop(key)
    return replace(evidence, claims=claims | ({key: replace(claim, **change)} if change else {}))


def printed(evidence, table, change):
    """Evidence with every row of a table as `change` gives it, None to drop it."""
    rows = tuple(row for row in map(change, evidence.tables[table]) if row)
    return replace(evidence, tables=evidence.tables | {table: rows})


def scaled(evidence, factor, units=None):
    """Evidence with every value multiplied, of all units or of some."""

    def changed(one):
        return replace(one, value=one.value * factor) if one.unit in (units or {one.unit}) else one

    def target(one):
        return replace(changed(one), value_high=one.value_high and one.value_high * factor)

    return replace(
        evidence,
        tables={name: tuple(map(changed, rows)) for name, rows in evidence.tables.items()},
        claims={key: changed(one) for key, one in evidence.claims.items()},
        targets={key: target(one) for key, one in evidence.targets.items()},
    )


def without(status, period):
    dropped = Period.read(period)
    return lambda row: None if (row.status, row.period) == (status, dropped) else row


def at(source, value):
    return lambda row: replace(row, value=Decimal(value)) if row.source == source else row


MENDED = {
    "growth that is its own": (
        "FY20 1.5bn with", lambda e: claimed(e, "S0.g02", value=Decimal(21))
    ),
    "a year that is the year": (
        "14.1.9", lambda e: claimed(e, "G20c.fy24-level", value=Decimal(3_223_000_000))
    ),
    "parts that make their whole": (
        "target FY29 parts", lambda e: claimed(e, "G12.part-it", value=Decimal(14_000_000_000))
    ),
    "a part dropped": ("14.1.11", lambda e: claimed(e, "Z13.fy25-part-industry")),
    "no increase": ("14.1.26 by", lambda e: claimed(e, "S3.g14")),
    "no input": ("workers ask", lambda e: claimed(e, "S3.g17")),
    "an official figure": (
        "FY20 1.5bn", lambda e: claimed(e, "S0.g01", value=Decimal(1_440_000_000))
    ),
    "one target": (
        "target FY23",
        lambda e: replace(
            e, targets={k: t for k, t in e.targets.items() if t.source != "propakistani-2023-08-18"}
        ),
    ),
    "one scope": (
        "freelancers FY25 nine months and first",
        lambda e: claimed(
            printed(e, "components", at("express-tribune-2026-02", 250)),
            "express-tribune-2026-02.fy25-h1",
        ),
    ),
    "no slip": (
        "November 2025", lambda e: printed(e, "monthly", without("conflicting", "2025-11"))
    ),
    "no derived month": (
        "August 2020", lambda e: printed(e, "monthly", without("derived", "2020-08"))
    ),
    "no first print": (
        "FY19 1090",
        lambda e: printed(
            printed(e, "fiscal_years", without("first_print", "FY2019")),
            "cumulative",
            without("first_print", "FY2019"),
        ),
    ),
    "shares that fit": (
        "destinations", lambda e: printed(e, "destinations", at("siasat-blog-2018-09", 20))
    ),
    "an estimate of what is there": (
        "FY19 3300", lambda e: claimed(e, "techjuice-2019-06.fy19-level", value=Decimal("1.19e9"))
    ),
    "most have accounts": (
        "freelancers 38000",
        lambda e: claimed(e, "cw-pakistan-2024-12.banked-38000", value=Decimal(2_000_000)),
    ),
    "no wage beyond receipts": ("14.1.14", lambda e: claimed(e, "S3.g23", value=Decimal(5_000))),
    "one area": ("14.1.17 Technopolis", lambda e: claimed(e, "Z15.technopolis-150", value=140)),
    "an estimate of what banks report": (
        "estimate FY23",
        lambda e: claimed(e, "propakistani-2023-04-19.true-5bn", value=Decimal("2.59e9")),
    ),
    "one amount": (
        "14.1.15 money",
        lambda e: claimed(claimed(e, "E01.centres-10bn"), "E03.centres-10bn"),
    ),
    "the same rate": ("FY20 24%", lambda e: claimed(e, "S2.g09", value=Decimal(20))),
}  # fmt: skip


@pytest.mark.parametrize(("listed", "mend"), MENDED.values(), ids=MENDED)
def test_a_conflict_vanishes_when_the_evidence_no_longer_disagrees(listed, mend):
    _, kind, period, told = next(row for row in LISTED if row[0].startswith(listed))

    def holds(conflicts):
        return [
            one
            for one in conflicts
            if (one.kind, str(one.period or "undated")) == (kind, period)
            and set(told.split()) <= figures(one)
        ]

    assert holds(FOUND)
    assert not holds(find_conflicts(mend(EVIDENCE)))


@pytest.mark.parametrize(("people", "each"), [(250_000, "20,000"), (400_000, "12,500")])
def test_an_implied_number_follows_the_claims_that_imply_it(people, each):
    changed = claimed(EVIDENCE, "S3.g17", value=Decimal(people))
    (one,) = (one for one in find_conflicts(changed) if "S3.g17" in [m.ref for m in one.members])
    assert (one.kind, one.values["each"]) == ("implied number", each)


def test_money_told_in_another_scale_gives_the_same_verdicts_on_other_figures():
    again = find_conflicts(scaled(EVIDENCE, Decimal(10), MONEY))
    assert Counter(map(line, again)) == Counter(map(line, FOUND))
    exports = {one.sentence for one in FOUND if one.family == "exports"}
    assert {one.sentence for one in again} & exports == {
        one.sentence for one in FOUND if one.kind == "rounding" and "%" in one.sentence
    }


def test_no_sentence_outlives_the_figures_in_it():
    again = find_conflicts(scaled(EVIDENCE, Decimal(3)))
    assert {one.sentence for one in again} & {one.sentence for one in FOUND} == set()


def test_without_evidence_nothing_is_found():
    assert find_conflicts(Evidence(date.max, {}, EVIDENCE.series, {}, {}, {}, ())) == []


def test_an_earlier_day_tells_only_conflicts_of_what_was_known_by_then():
    day = date(2021, 1, 27)
    then = find_conflicts(EVIDENCE.known_on(day))
    assert {
        one.known for found in then for one in found.members if one.known and one.known > day
    } == set()
    told = {(one.kind, str(one.period)) for one in then}
    assert {("borrowed growth", "FY2020"), ("definition", "FY2020")} <= told
    assert ("outlier", "2025-11") not in told


def world(*claims):
    """FY2019 and FY2020 as printed, and what is claimed of them."""
    rows = [
        Observation(
            series="x", area="PAK", counterpart="", period=Period.read(year), value=Decimal(value),
            unit="USD m", status="first_print", vintage=Partial.read("2020-08"), source="bank",
        )
        for year, value in (("FY2019", "1191.864"), ("FY2020", "1438.827"))
    ]  # fmt: skip
    series = {"x": Series("x", "exports", "Exports", "d", "USD m", "month")}
    known = {one.id: one for one in claims}
    return find_conflicts(Evidence(date.max, {}, series, {"fiscal_years": rows}, known, {}, ()))


def claim(key, value, kind="actual", relation="level", unit="USD", of=""):
    return Claim(
        id=key, source="press", speaker="a", said_on=None, subject="exports", family="exports",
        series="x", kind=kind, relation=relation, value=Decimal(value), unit=unit,
        period=Period.read("FY2020"), certainty="stated", of=of,
    )  # fmt: skip


@pytest.mark.parametrize("value", [1_438_827_000, 1_439_000_000, 1_440_000_000])
def test_a_claim_that_agrees_with_the_print_in_its_own_rounding_yields_nothing(value):
    assert world(claim("level", value)) == []


@pytest.mark.parametrize("value", ["20.72", "20.7", "21"])
def test_a_growth_that_follows_from_the_prints_yields_nothing(value):
    level, rate = (
        claim("level", 1_440_000_000),
        claim("rate", value, "growth", "change", "percent", "level"),
    )
    assert world(level, rate) == []


def test_a_claim_that_disagrees_yields_one_conflict_with_its_distance():
    (one,) = world(claim("level", 1_500_000_000))
    assert (one.kind, one.severity, one.values["gap"]) == ("definition", "unresolved", "+4.3%")


def test_a_growth_that_does_not_follow_yields_one_conflict_with_the_right_rate():
    level, rate = (
        claim("level", 1_440_000_000),
        claim("rate", 24, "growth", "change", "percent", "level"),
    )
    (one,) = world(level, rate)
    assert (one.kind, one.severity, one.values["right"]) == (
        "growth arithmetic",
        "impossible",
        "+20.72%",
    )


def test_sentences_tell_whole_times_without_a_nought_and_subjects_without_a_stray_comma():
    told = [one.sentence for one in FOUND]
    assert any(" 250 times " in one for one in told)
    assert not any(".0 times" in one for one in told)
    part = next(one for one in told if one.startswith("Of 2,320,000 people counted as"))
    assert "counted as freelancers (Pakistan), 38,000 people are" in part
