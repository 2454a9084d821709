"""Pakistan's plan, read once; Numba's code in a folder of the tests."""

import os
import tempfile

os.environ.setdefault("BARAMAD_CACHE", tempfile.gettempdir())

import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.plan.model import model
from baramad.plan.reference import Reference
from baramad.policy.scenario_file import load_scenarios


@pytest.fixture(scope="session")
def plan():
    return Plan.of(folder_of("pk"))


@pytest.fixture(scope="session")
def scenarios(plan):
    return load_scenarios(folder_of("pk"), plan.book)


@pytest.fixture(scope="session")
def reference():
    return Reference(model())


@pytest.fixture(scope="session")
def pakistan():
    return read_pack(folder_of("pk"))
