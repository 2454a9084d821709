"""A print that two files of the evidence hold is one figure on every page."""

from collections import Counter

import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.policy.load import load_law
from baramad.report.cells import cell
from baramad.report.findings import Findings
from baramad.report.resting import resting_on
from baramad.report.series import all_series, named_series, newest_figures, prints
from baramad.words import language

FINDINGS = Findings(read_pack(folder_of("pk")))
EVIDENCE = FINDINGS.strategy.evidence
ENGLISH = language("en")


@pytest.mark.parametrize("key", ["ict_total", "it_ites"])
def test_no_print_of_a_series_stands_twice_and_none_is_lost(key):
    rows = [row[:8] for row in prints(FINDINGS, named_series(FINDINGS, key), ENGLISH).rows]
    stored = [
        (one.period, one.value, one.unit, one.vintage, one.area, one.counterpart, one.source)
        for table in EVIDENCE.tables.values() for one in table if one.series == key
    ]  # fmt: skip
    shown = [(*row[:3], *row[4:]) for row in rows]
    assert len(stored) > len(set(stored))  # the files do hold some twice
    assert Counter(shown) == Counter(set(stored))
    counted = {row[0]: row[6] for row in all_series(FINDINGS, ENGLISH).rows}
    assert counted[key] == len(rows)


def test_what_became_known_last_is_told_once():
    rows = newest_figures(FINDINGS, ENGLISH, 100).rows
    assert len(rows) == len({(*map(str, row[:5]), row[6]) for row in rows})


def test_a_document_counts_its_figures_once_and_sets_them_as_numbers():
    table = resting_on(FINDINGS, load_law(folder_of("pk")), "M02", ENGLISH)
    said = [(row[0], row[1], str(row[2]), row[3]) for row in table.rows if row[0] != "observation"]
    figures = [row[:4] for row in table.rows if row[0] == "observation"]
    assert figures
    assert len(figures) == len(set(figures))
    column = next(one for one in table.columns if one.name == "value")
    value = next(row[3] for row in said if row[1] == "t2013-11-12-1.22974bn-fy2018")
    assert column.is_numeric
    assert cell(value, column, ENGLISH) == "1,229.7"
