"""The plan's section: its parts in both languages, kept and read back, absent where it must be."""

import dataclasses
import os
import tempfile
from datetime import date
from decimal import Decimal

import pytest

os.environ.setdefault("BARAMAD_CACHE", tempfile.gettempdir())

from baramad.chart.chart import Chart
from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report import plan_blocks
from baramad.report.document import Column, Figure, Heading, Note, Paragraph, Table
from baramad.report.findings import Findings
from baramad.report.plan_words import usd_m
from baramad.report.rates import Rate, RateUnit
from baramad.report.sections.plan import section
from baramad.words import language
from baramad.words.chance import chance_text
from baramad.words.language import has_urdu

PACK = read_pack(folder_of("pk"))
TABLES = {
    "plan_chances", "plan_compare", "plan_contributions", "plan_pairs", "plan_delays",
    "plan_arithmetic", "plan_shares", "plan_success", "plan_splits", "plan_budget",
    "plan_required_together", "plan_required_beside", "plan_required_numbers",
    "plan_design_point", "plan_backtest", "plan_assumptions",
}  # fmt: skip


@pytest.fixture(scope="module", params=["en", "ur"])
def blocks(request):
    return section(Findings(PACK), language(request.param))


def table(blocks, name):
    return next(one for one in blocks if isinstance(one, Table) and one.name == name)


@pytest.mark.slow
def test_the_section_has_every_answer_its_pictures_and_its_care(blocks):
    heading, answer, care, *_ = blocks
    assert (type(heading), heading.anchor) == (Heading, "plan")
    assert isinstance(answer, Paragraph)
    assert isinstance(care, Note)
    assert {one.name for one in blocks if isinstance(one, Table)} >= TABLES
    drawn = [one.chart.name for one in blocks if isinstance(one, Figure)]
    assert drawn == ["plan_fan", "plan_contributions", "plan_tornado", "plan_frontier"]


@pytest.mark.slow
def test_every_picture_can_be_drawn_with_its_sentence(blocks):
    for one in (block for block in blocks if isinstance(block, Figure)):
        assert one.chart.sentence
        assert one.chart.svg().startswith("<svg")


@pytest.mark.slow
def test_no_chance_is_told_as_nought_or_all(blocks):
    for cell in (cell for row in table(blocks, "plan_chances").rows for cell in row[4:]):
        assert "0.0%" not in cell
        assert "100.0%" not in cell


@pytest.mark.slow
def test_contributions_add_up_as_printed(blocks):
    *parts, whole = (row[1] for row in table(blocks, "plan_contributions").rows)
    assert abs(sum(parts) - whole) < 10


@pytest.mark.slow
def test_every_assumption_is_listed_with_its_standing(blocks):
    found = table(blocks, "plan_assumptions")
    assert len(found.rows) == 108
    placeholders = [row for row in found.rows if row[5] == "placeholder"]
    assert placeholders
    assert all(row[6] == () for row in placeholders)


def test_blocks_are_read_back_as_they_were(tmp_path):
    chart = Chart("c", {"mark": "bar"}, "A sentence.", ("a",), [(1,)])
    cells = (Column("a", "A"), Column("b", "B", "number"), Column("c", "C", "source"))
    blocks = [
        Heading(2, "T", "t"), Paragraph("p"), Note("info", "n"), Figure(chart, "c"),
        Table("t", "c", cells, [("x", Decimal("1.50"), ("S1", "S2")), ("y", None, ())], "n"),
        Table("r", "c", cells[:2], [(RateUnit("1/year"), Rate("0.28")), ("1", Decimal(2))], "n"),
    ]  # fmt: skip
    path = tmp_path / "blocks.json"
    assert plan_blocks.keep(path, blocks)
    found = plan_blocks.read_blocks(path)
    assert found == blocks
    kinds = [[type(value) for value in row] for row in found[-1].rows]
    assert kinds == [[RateUnit, Rate], [str, Decimal]]


def test_a_broken_file_is_made_anew(tmp_path):
    path = tmp_path / "blocks.json"
    path.write_text('[{"kind": "tab')
    assert plan_blocks.read_blocks(path) is None


def test_what_is_kept_is_asked_for_once(tmp_path, monkeypatch):
    monkeypatch.setattr("baramad.plan.cache.cache_folders", lambda: (tmp_path,))
    asked = []

    def make():
        asked.append(1)
        return [Paragraph("made")]

    for _ in range(2):
        assert plan_blocks.kept_blocks(Findings(PACK), language("en"), make) == [Paragraph("made")]
    other = Findings(PACK, seed=7)
    plan_blocks.kept_blocks(other, language("en"), make)
    assert len(asked) == 2


@pytest.mark.slow
def test_on_a_past_day_it_stands_on_what_was_known_then_and_says_what_is_not_of_that_day():
    day = date(2023, 12, 31)
    blocks = section(Findings(PACK.known_on(day)), language("en"))
    named = {one.name for one in blocks if isinstance(one, Table)}
    assert {*TABLES} - named == {"plan_backtest"}
    said = [one.text for one in blocks if isinstance(one, Note | Paragraph)]
    assert any("As known on 31 December 2023" in one and "hindsight" in one for one in said)
    assert any(one.startswith("Too few months in a row were known") for one in said)
    announced = {row[0] for row in table(blocks, "plan_chances").rows}
    known = PACK.known_on(day).evidence.targets
    assert announced
    assert announced <= {*known}
    assert not {*PACK.evidence.targets} <= {*known}


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2022, 6, 15), "The plan had not begun on 15 June 2022"),
        (date(2022, 9, 1), "FY2022, which is no year of the plan"),
    ],
)
def test_a_day_on_which_the_plan_has_no_answer_says_why_in_a_sentence(day, reason):
    for code in ("en", "ur"):
        blocks = section(Findings(PACK.known_on(day)), language(code))
        assert [type(one) for one in blocks] == [Heading, Note]
        assert (reason in blocks[1].text) == (code == "en")
        assert has_urdu(blocks[1].text) == (code == "ur")


def test_a_pack_without_a_plan_has_no_section(tmp_path):
    bare = dataclasses.replace(PACK, folder=tmp_path)
    assert section(Findings(bare), language("en")) == []


def test_chances_and_amounts_are_told_as_exactly_as_they_are_known():
    words = language("en")
    assert chance_text(0, 10_000, words) == "less than 1 in 10,000"
    assert chance_text(11, 10_000, words) == "11 in 10,000"
    assert chance_text(450, 10_000, words) == "4.5%"
    assert chance_text(10_000, 10_000, words) == "all but less than 1 in 10,000"
    assert chance_text(9_999, 10_000, words) == "9,999 in 10,000"
    assert [str(usd_m(one)) for one in (2_593_400_000, 1_234_000, -1)] == ["2593", "1.23", "0.00"]
