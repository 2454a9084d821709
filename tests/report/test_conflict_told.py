"""Sentences of conflicts in Urdu: no word of English but names of documents and fiscal years."""

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report.conflict_told import in_words
from baramad.track import conflicts
from baramad.track.conflict import find_conflicts
from baramad.words import Language
from baramad.words.place import place_named

STRATEGY = read_pack(folder_of("pk"))
URDU = Language("ur")
MARKS = re.compile("[\u2066-\u2069]")
RULES = sorted(Path(conflicts.__file__).parent.glob("*.py"))


def told(one, evidence=STRATEGY.evidence, words=URDU):
    (text,) = in_words([one], evidence, words)
    return MARKS.sub("", text)


def templates():
    """Every template that a rule writes in place."""
    for path in RULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "conflict"
            if is_call and len(node.args) > 3 and isinstance(node.args[3], ast.Constant):
                yield node.args[3].value


@pytest.mark.parametrize("template", [*templates()])
def test_every_template_of_a_rule_is_in_the_catalogue(template):
    assert URDU.say(template, **dict.fromkeys(re.findall(r"{(\w+)}", template), "x")) != (
        template.format(**dict.fromkeys(re.findall(r"{(\w+)}", template), "x"))
    )


@pytest.mark.parametrize("day", ["2021-01-01", "2023-11-22", "2025-01-01", "2026-11-22"])
def test_no_english_is_left_in_the_urdu_of_any_conflict_of_the_pack(day):
    evidence = STRATEGY.known_on(date.fromisoformat(day)).evidence
    for one in find_conflicts(evidence):
        bare = re.sub(r"\([^()]*\)|FY\d{4}", "", told(one, evidence))
        assert re.findall("[A-Za-z]{2,}", bare) == [], told(one, evidence)


def test_every_digit_of_a_conflict_is_in_its_urdu_sentence():
    for one in find_conflicts(STRATEGY.evidence):
        digits = {name: re.findall(r"\d[\d,.]*\d|\d", text) for name, text in one.values.items()}
        text = told(one)
        for found in digits.values():
            assert [number for number in found if number not in text] == [], text


def test_english_is_the_sentence_of_the_rule():
    found = find_conflicts(STRATEGY.evidence)[:20]
    sentences = in_words(found, STRATEGY.evidence, Language("en"))
    assert [one.casefold() for one in sentences] == [one.sentence.casefold() for one in found]


def test_what_is_in_no_catalogue_stays_as_it_is():
    one = find_conflicts(STRATEGY.evidence)[0]
    values = dict.fromkeys(one.values, "an unheard of thing")
    assert "an unheard of thing" in told(replace(one, values=values))


@pytest.mark.parametrize(
    ("name", "area", "urdu"),
    [("Viet Nam", "VNM", "ویتنام"), ("United States", "", "ریاست ہائے متحدہ امریکہ"),
     ("Europe", "", "یورپ"), ("Atlantis", "ATL", "Atlantis"), ("", "", ""), ("260", "", "260")],
)  # fmt: skip
def test_a_country_has_its_urdu_name_by_code_or_by_name_and_an_unknown_one_its_own(
    name, area, urdu
):
    assert place_named(name, URDU, area) == urdu
    assert place_named(name, Language("en"), area) == name
