"""The population's file: what is read, and the error gallery of what is not.

Every case breaks a population of Serendip. The expected text lies in `gallery/NAME.txt`.
"""

import shutil
from pathlib import Path

import pytest

from baramad.measure.fault import PackError
from baramad.packs import folder_of
from baramad.policy.load import load_law
from baramad.policy.population_reader import read_population
from baramad.policy.population_sheet import STANDINGS
from baramad.words.language import has_urdu

HERE = Path(__file__).parent
GALLERY = HERE / "gallery"
SERENDIP = HERE.parents[1] / "src" / "baramad" / "packs" / "serendip"
WHOLE = (HERE / "serendip_population.yaml").read_text(encoding="utf-8")
TELLERS = (
    'count: {low: "50", likely: "100", high: "200", unit: exporter, standing: claimed, source: P3}'
)
FIRST_GUESS = 'note: A guess.}\n    unevenness: {low: "0", likely: "0",'
FIRST_GUESS = 'high: "1.5", unit: "1", standing: placeholder, ' + FIRST_GUESS
MORE = '    receipts_usd_y: {low: "1", likely: "1", high: "1", unit: USD/year, standing: claimed,'
MORE += " source: P3}"

BROKEN = {
    "no-quotes": ('low: "50"', "low: 50"),
    "no-number": ('low: "50"', 'low: "many"'),
    "range": ('likely: "100", high: "200"', 'likely: "300", high: "200"'),
    "nothing": ('low: "50"', 'low: "0"'),
    "unit": ("unit: exporter, standing: claimed, source: P3}\n    receipts_usd_y",
             "unit: people, standing: claimed, source: P3}\n    receipts_usd_y"),
    "standing": (TELLERS, TELLERS.replace("claimed", "believed")),
    "no-source": (TELLERS, TELLERS.replace(", source: P3", "")),
    "unknown-source": (TELLERS, TELLERS.replace("source: P3", "source: P7")),
    "placeholder-without-why": (FIRST_GUESS, FIRST_GUESS.replace(", note: A guess.", "")),
    "placeholder-without-english": (FIRST_GUESS, FIRST_GUESS.replace("A guess.", "{ur: اندازہ}")),
    "no-range": (TELLERS, TELLERS.replace('low: "50", ', "")),
    "unknown-key": (TELLERS, TELLERS.replace("low:", "lo:")),
    "share-above-1": ('high: "0.9"', 'high: "90"'),
    "share-of-nothing": ("      is_in_guild: {low", "      is_in_gild: {low"),
    "share-without-title": ("  is_in_guild: {en: share in the guild, ur: انجمن میں حصہ}",
                            "  is_storm_struck: {en: struck, ur: زدہ}"),
    "both-receipts": ("    receipts_usd_m: {low", f"{MORE}\n    receipts_usd_m: {{low"),
    "unknown-fact": ("facts: {exporter_kind: teller}", "facts: {exporter_knd: teller}"),
    "unknown-choice": ("facts: {exporter_kind: teller}", "facts: {exporter_kind: tailor}"),
    "unknown-rule": ("tax: harbour_tax_usd", "tax: harbour_duty_usd"),
    "unknown-parameter": ("parameter: tax_rate_guild", "parameter: tax_rate_gild"),
    "value-and-like": ("like: tax_rate_others}", 'like: tax_rate_others, value: "0"}'),
    "no-value": ("like: tax_rate_others}", "value: low}"),
    "no-year": ("year: FY2024", "year: 2024-03"),
    "bands": ('["0", "500", "5000"]', '["500", "0"]'),
    "lacking": ("caution: ", "cautions: "),
    "no-yaml": ("everyone:", "everyone: ["),
    "empty": (WHOLE, ""),
}  # fmt: skip


@pytest.fixture
def pack(tmp_path):
    copy = tmp_path / "serendip"
    shutil.copytree(SERENDIP, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def refused(pack, text):
    (pack / "population.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_population(pack, load_law(pack))
    return str(error.value) + "\n"


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_population_is_refused_with_place_excerpt_reason_and_remedy(name, pack):
    old, new = BROKEN[name]
    assert WHOLE.count(old) == 1, name
    told = refused(pack, WHOLE.replace(old, new))
    assert told == (GALLERY / f"{name}.txt").read_text(encoding="utf-8")


def test_every_text_of_the_gallery_has_its_case():
    assert {path.stem for path in GALLERY.glob("*.txt")} == {*BROKEN, "many-at-once"}


def test_all_faults_are_told_at_once(pack):
    text = WHOLE
    for name in ("standing", "share-above-1", "unknown-choice", "bands"):
        text = text.replace(*BROKEN[name])
    assert refused(pack, text) == (GALLERY / "many-at-once.txt").read_text(encoding="utf-8")


def test_a_pack_without_the_file_has_no_population():
    assert read_population(SERENDIP, load_law(SERENDIP)) is None


def test_every_number_of_pakistan_has_a_range_a_standing_and_a_document_or_a_reason():
    folder = folder_of("pk")
    sheet = read_population(folder, load_law(folder))
    assert {one.name for one in sheet.segments} == {
        "freelancer", "company", "startup", "foreign_firm", "zone_enterprise",
    }  # fmt: skip
    for one in sheet.assumptions:
        assert one.low <= one.likely <= one.high
        assert one.standing in STANDINGS
        assert one.note["en"]
        assert has_urdu(one.note["ur"])
        assert one.sources or one.standing == "placeholder"


def test_a_note_may_be_in_both_languages_and_a_plain_one_is_english(pack):
    both = "note: {en: A guess., ur: اندازہ}}"
    text = WHOLE.replace("note: A guess.}", both, 1)
    (pack / "population.yaml").write_text(text, encoding="utf-8")
    sheet = read_population(pack, load_law(pack))
    first, *others = [one.note for one in sheet.assumptions if one.note]
    assert first == {"en": "A guess.", "ur": "اندازہ"}
    assert others
    assert all(one == {"en": "A guess."} for one in others)


def test_the_document_tells_every_key_of_the_file():
    text = (HERE.parents[1] / "docs" / "population.md").read_text(encoding="utf-8")
    keys = [line.split(":")[0].strip() for line in WHOLE.splitlines() if line[:1].isalpha()]
    for key in (*keys, "what_ifs", *STANDINGS, "receipts_usd_y", "receipts_usd_m", "unevenness"):
        assert f"`{key}`" in text, key
