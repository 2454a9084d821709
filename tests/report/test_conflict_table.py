"""The table of conflicts as readers see it."""

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report.findings import Findings
from baramad.report.sections.claims import conflicts
from baramad.words import language


def test_every_conflict_is_told_in_a_sentence_that_begins_with_a_capital():
    table = conflicts(Findings(read_pack(folder_of("pk"))), language("en"))
    at = [column.name for column in table.columns].index("in_words")
    told = [row[at] for row in table.rows]
    assert len(told) > 20
    assert [one for one in told if one[0].islower()] == []
