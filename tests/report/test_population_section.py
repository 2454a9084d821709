"""Who gains: the section in both languages, its tables, and when there is none."""

import dataclasses
import re
from datetime import date
from decimal import Decimal

import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.policy.load import load_law
from baramad.report.document import Figure, Heading, Note, Paragraph, Table
from baramad.report.findings import SEED, Findings
from baramad.report.population_tables import millions
from baramad.report.sections.population import population_of, section, tables, told
from baramad.words import language
from baramad.words.language import has_urdu

DIGITS = re.compile(r"\d[\d,.]*\d|\d")
PACK = read_pack(folder_of("pk"))


@pytest.fixture(scope="module", params=["en", "ur"])
def words(request):
    return language(request.param)


@pytest.fixture(scope="module")
def result():
    return population_of(PACK, seed=SEED)


def rows(blocks, name):
    found = next(one for one in blocks if isinstance(one, Table) and one.name == name)
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def test_the_section_has_its_sentence_its_care_its_chart_and_its_tables(words):
    blocks = section(Findings(PACK), words)
    heading, sentence, care, figure, *_ = blocks
    assert (type(heading), heading.anchor) == (Heading, "population")
    assert isinstance(sentence, Paragraph)
    assert isinstance(care, Note)
    assert "20231122" in care.text
    assert isinstance(figure, Figure)
    named = [one.name for one in blocks if isinstance(one, Table)]
    assert named == [
        "population_dollars", "population_tax", "population_reform_1", "population_reform_2",
        "population_sizes", "population_assumptions", "population_reasons",
    ]  # fmt: skip


def test_a_sentence_in_urdu_is_urdu(result):
    assert told(result, language("ur")) != told(result, language("en"))
    assert "برآمد کنندگان" in told(result, language("ur"))


def test_every_assumption_is_told_with_its_range_and_standing(words, result):
    found = rows(section(Findings(PACK), words), "population_assumptions")
    assert len(found) == len(result.sheet.assumptions) + 2
    official = found[0]
    assert official["likely"] == Decimal("3810.0")
    assert "G14" in official["source"]
    assert all(one["low"] <= one["likely"] <= one["high"] for one in found)
    standings = {one["standing"] for one in found}
    assert standings <= {"measured", "estimated", "claimed", "derived", "placeholder"}


def test_why_each_number_is_what_it_is_is_told_in_the_readers_language(words, result):
    told_why = rows(section(Findings(PACK), words), "population_reasons")
    assert len(told_why) == len(result.sheet.assumptions)
    assert all(has_urdu(one["note"]) == (words.code == "ur") for one in told_why)


def test_reasons_have_the_same_figures_in_both_languages(result):
    for one in result.sheet.assumptions:
        english, urdu = ({*DIGITS.findall(one.note[code])} for code in ("en", "ur"))
        assert urdu == english, (one.segment, one.name)


def test_the_care_counts_the_placeholders(result):
    care = section(Findings(PACK), language("en"))[2].text
    count = sum(one.standing == "placeholder" for one in result.sheet.assumptions)
    assert f"{count} of its {len(result.sheet.assumptions)} assumptions" in care


def test_the_factor_is_shown_with_the_vintage_of_the_total(words):
    blocks = section(Findings(PACK), words)
    sizes = next(one for one in blocks if isinstance(one, Table) and one.name == "population_sizes")
    assert words.day(date(2025, 8, 20)) in sizes.note
    assert {row[3] for row in sizes.rows} == {Decimal("1.000"), Decimal("1.247")}


def test_dollars_of_kinds_and_of_sizes_each_add_up(words):
    total, *others = rows(section(Findings(PACK), words), "population_dollars")
    kinds, sizes = others[:5], others[5:]
    for name in ("receipts_usd_m", "kept_usd_m", "surrendered_usd_m"):
        for part in (kinds, sizes):
            assert abs(sum(one[name] for one in part) - total[name]) < Decimal("0.5")


def test_the_chart_shows_every_kind_and_size_with_what_is_kept_and_forgone(words):
    figure = next(one for one in section(Findings(PACK), words) if isinstance(one, Figure))
    assert len(figure.chart.rows) == 10
    assert figure.chart.sentence
    assert figure.chart.svg().startswith("<svg")


def test_a_reform_of_the_readers_own_is_told_under_its_own_name():
    law = load_law(PACK.folder)
    mine = law.hold("retention_share", "2024-07-01", "1")
    found = population_of(PACK, law, {"keep all": mine}, seed=SEED)
    made = tables(found, language("en"))
    table = next(one for one in made if one.name == "population_reform_1")
    assert table.caption == "What changes, if: keep all"
    assert table.rows[0][3] > 0


def test_a_day_before_the_total_was_published_has_no_section():
    assert section(Findings(PACK.known_on(date(2025, 8, 19))), language("en")) == []


def test_a_pack_without_a_population_has_no_section(tmp_path):
    bare = dataclasses.replace(PACK, folder=tmp_path)
    assert section(Findings(bare), language("en")) == []


def test_small_amounts_have_two_places_and_nothing_is_minus_nought():
    assert [str(millions(one)) for one in (12_345_678, 1_234_567, -1)] == ["12.3", "1.23", "0.00"]
