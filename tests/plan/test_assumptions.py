"""The plan's assumptions and levers: named in both languages, and resting on what they cite."""

import re
from statistics import mean

import pytest

from baramad.cli import options
from baramad.packs import folder_of
from baramad.policy.load import read_sources
from baramad.policy.scenario_file import load_scenarios
from baramad.report.plan_assumption_tables import assumed, assumed_briefly, listed, unsettled
from baramad.words import Language

URDU = re.compile(r"[\u0600-\u06ff]")
CITED = re.compile(r"\(([^()]+)\)")
DIGITS = re.compile(r"\d[\d,.]*\d|\d")
KEY = re.compile(r"[A-Za-z][\w-]*\d[\w-]*|[a-z]+(?:[_-][a-z0-9]+)+")


@pytest.fixture(scope="module")
def strategy():
    return options.opened("pk", "")


@pytest.mark.parametrize("kind", ["assumptions", "levers"])
def test_every_title_is_told_in_urdu_too(plan, kind):
    for one in getattr(plan.book, kind).values():
        assert URDU.search(one.title.get("ur", "")), one.name


def test_what_is_told_of_a_lever_is_told_in_urdu_too(plan):
    for one in plan.book.levers.values():
        for texts in filter(None, (one.note, one.may_lower)):
            assert texts["en"], one.name
            assert URDU.search(texts["ur"]), one.name


def test_every_scenario_is_told_in_urdu_too(plan):
    for one in load_scenarios(folder_of("pk"), plan.book).values():
        assert URDU.search(one.title["ur"]), one.name
        assert URDU.search(one.brief["ur"]), one.name


def test_a_title_stands_by_itself_and_is_no_other_s(plan):
    for code in ("en", "ur"):
        titles = [one.title[code] for one in plan.book.assumptions.values()]
        assert len(set(titles)) == len(titles)
    for one in plan.book.assumptions.values():
        assert not re.match(r"(Of (it|them)|The same|That)\b", one.title["en"]), one.name
        assert not re.search(r"\bthat (part|number)$", one.title["en"]), one.name


def test_whatever_a_note_cites_is_there(plan, strategy):
    """Sources of the pack, series of the evidence, other assumptions."""
    known = {
        *read_sources(strategy.folder / "data" / "sources.csv"),
        *strategy.evidence.series,
        *plan.book.assumptions,
    }
    for one in plan.book.assumptions.values():
        assert [part for part in cited(one.note["en"]) if part not in known] == [], one.name


def cited(note):
    """Keys in brackets."""
    parts = [part.strip() for text in CITED.findall(note) for part in text.split(",")]
    return [one for part in parts if KEY.fullmatch(one := part.removeprefix("series "))]


def test_notes_are_told_in_urdu_too_with_the_same_sources_and_figures(plan):
    for one in plan.book.assumptions.values():
        for texts in filter(None, (one.note, one.settled_by)):
            assert URDU.search(texts["ur"]), one.name
            assert cited(texts["ur"]) == cited(texts["en"]), one.name
            english, urdu = ({*DIGITS.findall(texts[code])} for code in ("en", "ur"))
            assert urdu == english, one.name


def test_what_would_settle_a_placeholder_is_told_in_the_reader_s_language(plan):
    rows = unsettled([*plan.book.placeholders], Language("ur")).rows
    assert all(URDU.search(row[-1]) for row in rows)


def test_the_likely_premium_has_the_mean_of_its_readings(plan, strategy):
    """September 2022 to September 2023 by the model's own months, beside the press."""
    likely = {name: float(one.likely) for name, one in plan.book.assumptions.items()}
    left, gap, path = likely["pressure_start_share"], likely["premium_start_share"], []
    for _ in range(14):
        path.append(gap)
        opened = left / likely["premium_opening_months"]
        left, gap = left - opened, gap + opened - gap / likely["premium_life_months"]
    read = [
        float(one.value)
        for one in strategy.evidence.tables["usd_pkr"]
        if one.series == "usd_pkr_premium" and str(one.period) > "2022-07"
    ]
    assert len(read) == 9
    assert mean(path) * 100 == pytest.approx(mean(read), abs=0.5)


def test_the_table_for_people_marks_placeholders_system_by_system(plan, strategy):
    rows = [*listed(strategy, plan.book)]
    assert len(rows) == len(plan.book.assumptions)
    systems = list(dict.fromkeys(one.system for one in rows))
    told = [one.name for one in strategy.systems if one.name in set(systems)]
    assert systems == told
    table = assumed_briefly(rows, None, Language("en"))
    marked = [row[1] for row in table.rows if row[-1] == "placeholder"]
    assert marked == [one.name for one in listed(strategy, plan.book, placeholders_only=True)]


def test_a_placeholder_says_what_would_settle_it(plan, strategy):
    rows = [*listed(strategy, plan.book, placeholders_only=True)]
    table = unsettled(rows, Language("en"))
    assert len(table.rows) == len(plan.book.placeholders)
    assert all(row[-1] for row in table.rows)
    every = assumed([*listed(strategy, plan.book)], None, Language("en"))
    place = [one.name for one in every.columns].index("settled_by")
    assert sum(bool(row[place]) for row in every.rows) == len(plan.book.placeholders)


def test_shares_and_large_numbers_are_told_short(plan):
    names = ("attrition_share_m", "ict_total_start_usd_y", "registered_share", "home_delay_months")
    rows = [plan.book.assumptions[name] for name in names]
    spans = [row[2] for row in assumed_briefly(rows, None, Language("en")).rows]
    assert spans == [
        "0.2% to 1.04% (0.46%) a month",
        "2.59bn to 2.64bn (2.61bn) US dollars a year",
        "48% to 95% (71%)",
        "4 to 18 (9) months",
    ]


def test_no_english_is_left_in_an_urdu_range(plan):
    rows = [*plan.book.assumptions.values()]
    for row in assumed_briefly(rows, None, Language("ur")).rows:
        assert not re.search(r"[A-Za-z]", row[2]), row[2]
