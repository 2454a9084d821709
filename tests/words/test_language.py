"""Languages: every sentence of the faces is in the Urdu catalogue, with its places for values."""

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from baramad.measure.fault import RequestError
from baramad.measure.period import Period
from baramad.words import Language, language

SOURCE = Path(__file__).parents[2] / "src" / "baramad"
with (SOURCE / "words" / "ur.po").open("rb") as file:
    ENTRIES = [one for one in read_po(file) if one.id]
URDU = {(one.context or "", str(one.id)): str(one.string) for one in ENTRIES}


def said():
    """Every literal sentence that some module asks to say, behind its context."""
    faces = (path for path in SOURCE.rglob("*.py") if "policy" not in path.parts)  # own grammar
    for path in faces:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call)
            if is_call and "say" in (getattr(node.func, "attr", ""), getattr(node.func, "id", "")):
                yield from literal(node)
    for path in SOURCE.rglob("templates/*.html"):
        text = path.read_text(encoding="utf-8")
        for one, context in re.findall(r'\bsay\("([^"]+)"(?:, "([^"]+)")?', text):
            yield context, one
        yield from (("", one) for one in re.findall(r"\bsay\('([^']+)'", text))


def literal(node):
    if node.args and isinstance(node.args[0], ast.Constant):
        yield node.args[1].value if len(node.args) > 1 else "", node.args[0].value


def test_every_sentence_of_the_faces_is_in_the_catalogue():
    assert sorted(set(said()) - set(URDU)) == []


def test_every_translation_has_text_and_the_places_of_its_original():
    for (_, sentence), told in URDU.items():
        assert told, sentence
        assert set(re.findall(r"{(\w+)}", sentence)) == set(re.findall(r"{(\w+)}", told)), sentence


def test_a_sentence_without_translation_is_shown_in_english():
    assert Language("ur").say("An untold sentence.") == "An untold sentence."


def test_values_keep_their_own_direction_inside_urdu():
    told = Language("ur").say("${amount} billion", amount="2.6")
    assert "\u20662.6\u2069" in told


def test_a_value_in_urdu_runs_from_the_right_though_its_letters_stand_in_isolates():
    words = Language("ur")
    rupees = words.say("PKR {amount} billion", amount="7.1")
    told = words.say("{change}، {rupees}", change=words.usd_m_change(Decimal(-26)), rupees=rupees)
    assert words.isolated(told)[0] == words.isolated(rupees)[0] == "\u2067"
    assert words.isolated("FY2026")[0] == "\u2066"


@pytest.mark.parametrize(("code", "told"), [("en", "-$26 million"), ("ur", "\u2066-26\u2069 ملین")])
def test_the_sign_of_a_change_stays_beside_its_digits(code, told):
    assert told in Language(code).usd_m_change(Decimal(-26))


@pytest.mark.parametrize("sentence", [
    "{level}% from",
    "Monthly exports to {last} and the forecast to {end} with its 50%, 80% and 95% bands.",
])  # fmt: skip
def test_a_percent_sign_stays_behind_its_number_in_urdu(sentence):
    told = Language("ur").say(sentence, level=80, last="x", end="y")
    whole = re.findall("\u2066(?:80|\u206680\u2069)%\u2069", told)
    assert len(whole) == 1
    assert told.count("%") == len(re.findall("%\u2069", told))


def test_a_word_of_two_meanings_is_told_by_its_context():
    words = Language("ur")
    assert words.say("rule", "kind") == "قاعدہ"
    assert words.say("rule") == words.say("rule", "status") == "انتظامی ضابطہ"
    assert words.say("Change", "column") != words.say("Change")
    assert Language("en").say("rule", "kind") == "rule"


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(RequestError, match="`en`, `ur`"):
        language("xx")


@pytest.mark.parametrize("code", ["en", "ur"])
def test_numbers_use_western_digits_and_groups(code):
    assert Language(code).number(Decimal("1438.8")) == "1,438.8"


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("FY2023", "FY2023"),
        ("2023-10", "October 2023"),
        ("2023", "2023"),
        ("2022-07/2023-03", "July 2022 – March 2023"),
        ("2023-11-22", "22 November 2023"),
    ],
)
def test_periods_are_told_in_words(period, told):
    assert Language("en").period(Period.read(period)) == told


def test_a_page_in_urdu_says_that_it_awaits_review_and_english_does_not():
    assert not Language("ur").is_reviewed
    assert Language("en").is_reviewed
