"""Every country decides as its worked cases say, and its cases leave nothing untried."""

from pathlib import Path

import pytest

from baramad.policy.case import read_cases, run
from baramad.policy.coverage import coverage, untold
from baramad.policy.load import load_law

PACKS = Path(__file__).parents[2] / "src" / "baramad" / "packs"


@pytest.mark.parametrize("name", ["pakistan", "serendip"])
def test_a_country_decides_as_its_cases_say_and_they_try_every_branch_and_day(name):
    law, cases = load_law(PACKS / name), read_cases(PACKS / name)
    assert [str(one) for one in run(law, cases)] == []
    assert [str(one) for one in coverage(law, cases).untried] == []
    assert untold(law, cases) == []
