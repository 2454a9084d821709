"""The check: questions, answers, and the same decision as the command line's."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app as commands

FACTS = {
    "exporter_kind": "freelancer", "exports_it_services": "yes", "is_resident": "yes",
    "is_pseb_registered": "yes", "proceeds_usd_m": "7200", "has_zone_licence": "no",
    "is_return_filed": "yes", "is_foreign_tax_credit_claimed": "no",
    "is_normal_regime_chosen": "no", "is_paid_through_bank": "yes", "receipt_usd": "2400",
    "exchange_rate": "278.5",
}  # fmt: skip


def fields(text):
    """Fields of the question's form: hidden ones, and the name of the one asked."""
    form = text[text.index('class="card question"') :].partition("</form>")[0]
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return [(name, unescape(value)) for name, value in hidden], dict(hidden)["asked"]


def test_the_questions_lead_to_the_answers_one_a_page(client):
    query = [("about", "dollars"), ("about", "tax"), ("on", "2026-11-22")]
    seen = []
    for _ in range(40):
        found = client.get("/operate/check/ask", params=query)
        if found.status_code == 303:
            break
        hidden, asked = fields(found.text)
        assert asked not in seen
        assert found.text.count("<h1") == 1
        seen.append(asked)
        query = [*hidden, (asked, FACTS[asked]) if asked in FACTS else ("skip", asked)]
    place = urlsplit(found.headers["location"])
    assert place.path == "/operate/check/answers"
    given = parse_qs(place.query)
    assert {"exporter_kind", "proceeds_usd_m"} <= set(given)
    assert "asked" not in given


def test_a_wrong_or_lacking_answer_is_asked_again_with_what_is_wrong(client):
    wrong = client.get("/operate/check/ask?asked=proceeds_usd_m&proceeds_usd_m=many").text
    assert 'class="errors"' in wrong
    assert 'href="#answer"' in wrong
    assert 'aria-invalid="true"' in wrong
    lacking = client.get("/operate/check/ask?asked=exporter_kind").text
    assert "There is no answer yet." in lacking
    assert fields(lacking)[1] == "exporter_kind"


def test_an_answer_can_be_changed_and_the_others_stay(client):
    text = client.get("/operate/check/ask", params={**FACTS, "change": "proceeds_usd_m"}).text
    hidden, asked = fields(text)
    assert asked == "proceeds_usd_m"
    assert 'value="7200"' in text
    assert {name for name, _ in hidden} >= set(FACTS) - {"proceeds_usd_m"}
    assert "proceeds_usd_m" not in dict(hidden)


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_result_tells_value_rule_reason_and_what_would_change_it(client, lang):
    text = client.get("/operate/check/result", params={**FACTS, "lang": lang}).text
    assert "$5,000" in text
    assert re.search(r'<details class="why answer"><summary>', text)
    assert 'href="/rules/retained_usd_m' in text
    assert text.count("<details") > 20


def test_the_result_is_the_command_lines_own(client):
    got = client.get("/operate/check/result.json", params={**FACTS, "on": "2026-11-22"}).json()
    words = got["meta"]["command"].split()
    assert words[:2] == ["baramad", "decide"]
    done = CliRunner().invoke(commands, [*words[1:], "--format", "json", "--no-input"])
    told = json.loads(done.stdout)
    for name, value in told["wanted"].items():
        assert got["data"]["wanted"][name] == value


def test_nothing_of_a_person_is_kept_by_anybody(client, app):
    before = len(app.state.shelf.kept)
    found = client.get("/operate/check/result", params=FACTS)
    assert found.headers["cache-control"] == "private, no-store"
    assert len(app.state.shelf.kept) == before
    assert 'name="robots" content="noindex"' in found.text
