"""Documents: every command, status and table is told, and doctests hold."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import baramad
from baramad.facts import observation
from baramad.intake.package import OBSERVATION_TABLES

ROOT = Path(__file__).parents[2]
MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(baramad.__path__, "baramad.")
    if "__main__" not in name and ".packs." not in name and ".migrations" not in name
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_every_status_and_table_is_told_in_the_data_document():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)(?:\.csv)?`", text))
    assert set(observation.STATUSES) <= told
    assert set(OBSERVATION_TABLES) <= told


def test_every_document_that_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"\]\(([\w./-]+)\)", text):
        assert (ROOT / name).exists(), name


def test_every_decision_has_its_day():
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings
    assert all(re.match(r"20\d\d-\d\d-\d\d ", one) for one in headings)
