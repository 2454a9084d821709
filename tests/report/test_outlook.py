"""The page of the forecast: its method, and its own past."""

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report.findings import Findings
from baramad.report.sections.outlook import past, section
from baramad.words import language

FINDINGS = Findings(read_pack(folder_of("pk")))
ENGLISH = language("en")


def test_the_method_with_the_best_record_is_not_told_beside_itself():
    told = section(FINDINGS, ENGLISH)[1].text
    method = FINDINGS.forecast.headline
    others = [one for one in ("naive", "drift") if one != method]
    assert f"The method with the best record is {method}; beside it: {', '.join(others)}." in told


def test_past_forecasts_stand_newest_first_and_say_why_what_came_is_not_known():
    table = past(FINDINGS.forecast, ENGLISH)
    made = [row[0] for row in table.rows]
    assert made == sorted(made, reverse=True)
    held = {(row[5] is None, row[6]) for row in table.rows}
    assert (True, "not known yet") in held
    assert held <= {(True, "not known yet"), (False, "yes"), (False, "no")}
