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
from baramad.report.sections.plan import section
from baramad.words import language
from baramad.words.chance import chance_text

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
    ]  # fmt: skip
    path = tmp_path / "blocks.json"
    assert plan_blocks.keep(path, blocks)
    assert plan_blocks.read_blocks(path) == blocks


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


def test_on_a_past_day_the_plan_says_why_it_is_left_out():
    blocks = section(Findings(PACK.known_on(date(2023, 12, 31))), language("en"))
    assert [type(one) for one in blocks] == [Heading, Note]


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
