import shutil
from pathlib import Path

import pytest

from baramad.policy.load import load_law

SERENDIP = Path(__file__).parents[2] / "src" / "baramad" / "packs" / "serendip"


@pytest.fixture(scope="session")
def law():
    return load_law(SERENDIP)


@pytest.fixture
def pack(tmp_path):
    copy = tmp_path / "serendip"
    shutil.copytree(SERENDIP, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def case():
    """A teller of the guild in an ordinary month."""
    return {
        "exporter_kind": "teller",
        "is_in_guild": "yes",
        "is_storm_struck": "no",
        "began_on": "2022-03-01",
        "receipt_usd": "700.01",
        "proceeds_usd_m": "1700.01",
        "exports_usd_y": "6000",
    }
