from pathlib import Path

import pytest

from baramad.policy.load import load_law

PACKS = Path(__file__).parents[2] / "src" / "baramad" / "packs"


@pytest.fixture(scope="session", params=["serendip", "pakistan"])
def any_law(request):
    return load_law(PACKS / request.param)


@pytest.fixture(scope="session")
def law():
    return load_law(PACKS / "serendip")
