"""A series as a picture: no line where nothing is known."""

from datetime import date
from itertools import pairwise

from baramad.intake.pack import read_pack
from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.report.findings import Findings
from baramad.report.series import all_series, named_series, newest_told, series_figure
from baramad.words import language

FINDINGS = Findings(read_pack(folder_of("pk")))
EVIDENCE = FINDINGS.strategy.evidence


def test_no_line_is_drawn_across_a_missing_month():
    chart = series_figure(FINDINGS, named_series(FINDINGS, "ict_total"), language("en"))[0].chart
    rows = [dict(zip(chart.columns, row, strict=True)) for row in chart.rows]
    newest = sorted((one["at"], one["run"]) for one in rows if one["what"] == "newest")
    months = [(Month.of(date.fromisoformat(at)), run) for at, run in newest]
    steps = {
        (later - earlier > 1, after > before)
        for (earlier, before), (later, after) in pairwise(months)
    }
    assert steps == {(False, False), (True, True)}
    line = next(one for one in chart.spec["layer"] if one["mark"]["type"] == "line")
    assert line["encoding"]["detail"]["field"] == "run"


def test_a_figure_of_one_partner_or_of_another_country_names_it():
    titles = {row[0]: row[1] for row in all_series(FINDINGS, language("en")).rows}
    assert titles["destination_share"].endswith(" (United States + United Kingdom)")
    assert "(" not in titles["ict_total"]
    share = named_series(FINDINGS, "destination_share")
    assert "(United States + United Kingdom): 60 percent" in newest_told(
        FINDINGS, share, language("en")
    )
    foreign = {one.series for one in EVIDENCE.observations} - {
        one.series for one in EVIDENCE.observations if one.area == "PAK"
    }
    assert foreign
    assert all(titles[key].endswith(")") for key in foreign)
