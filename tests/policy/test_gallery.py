"""The error gallery of the law: each bad pack, and the whole text that is told about it.

Every case breaks a copy of Serendip's pack. The expected text lies in `gallery/NAME.txt`.
"""

from pathlib import Path

import pytest

from baramad.measure.fault import PackError
from baramad.policy.case import read_cases
from baramad.policy.load import load_draft, load_law

GALLERY = Path(__file__).parent / "gallery"


def edit(name, old, new):
    """A change of one place in one file of the pack; the place must be there."""

    def change(pack):
        path = pack / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def text_of(line, more=""):
    """The first rule of the pearl account with another text, and more arguments."""
    old = "return any_of(open_to_all=not_(needs_guild), guild=is_in_guild)"
    head = "def may_keep(needs_guild, is_in_guild"
    return both(edit("pearl_account.py", old, line), edit("pearl_account.py", head, head + more))


def surrendered(arguments, line):
    """The last rule of the pearl account with other arguments and another text."""
    old = "def surrendered_usd_m(proceeds_usd_m, kept_usd_m):"
    return both(
        edit("pearl_account.py", old, f"def surrendered_usd_m({arguments}):"),
        edit("pearl_account.py", "return proceeds_usd_m - kept_usd_m", line),
    )


def both(*changes):
    return lambda pack: [change(pack) for change in changes]


BROKEN = {
    # names
    "unknown-name": surrendered("proceeds_usd_m, kept_usd", "return proceeds_usd_m - kept_usd"),
    "two-owners": edit("harbour_tax.yaml", "  toll_cap:", "  kept_share:"),
    "name-of-a-word": edit("exporter.py", "is_storm_struck = fact(", "when = fact("),
    "fact-and-rule": edit("exporter.py", "is_storm_struck = fact(", "kept_usd_m = fact("),
    "total-of-nothing": edit(
        "exporter.py", '    "receipt_usd",\n    MONTH', '    "reciept_usd",\n    MONTH'
    ),
    "asked-before-it": edit(
        "exporter.py",
        'is_in_guild = fact(\n    "yes_no",',
        'is_in_guild = fact(\n    "yes_no",\n    only={"is_storm_struck": "yes"},',
    ),
    "never-so": edit(
        "exporter.py",
        'is_in_guild = fact(\n    "yes_no",',
        'is_in_guild = fact(\n    "yes_no",\n    turn="soon", only={"exporter_kind": "tellr"},',
    ),
    "cycle": text_of(
        "return any_of(guild=is_in_guild, none=surrendered_usd_m <= 0, open=needs_guild)",
        ", surrendered_usd_m",
    ),
    # units
    "unit-declared": edit(
        "harbour_tax.py", '@rule("USD", cite="H1 s. 4"', '@rule("USD/month", cite="H1 s. 4"'
    ),
    "unit-of-a-branch": edit(
        "harbour_tax.yaml", 'ur: دیگر پر ٹیکس}\n    unit: "1"', "ur: دیگر پر ٹیکس}\n    unit: PKR"
    ),
    "unit-of-a-sum": surrendered(
        "proceeds_usd_m, kept_share", "return proceeds_usd_m - kept_share"
    ),
    "unit-of-a-condition": surrendered(
        "proceeds_usd_m, kept_share", "return when(kept_share, proceeds_usd_m, 0)"
    ),
    "unit-of-bands": edit("harbour_tax.yaml", "unit: 1 by USD/year", "unit: 1 by USD/month"),
    "unit-unreadable": edit("harbour_tax.yaml", "unit: 1 by USD/year", "unit: 1 by $"),
    "bands-without-by": edit("harbour_tax.yaml", "unit: 1 by USD/year", "unit: USD/year"),
    "truth-in-a-sum": surrendered("proceeds_usd_m, may_keep", "return proceeds_usd_m - may_keep"),
    "unused-argument": surrendered(
        "proceeds_usd_m, kept_usd_m, may_keep", "return proceeds_usd_m - kept_usd_m"
    ),
    # sources
    "no-source": edit(
        "pearl_account.yaml",
        'value: "0.35", status: law, source: P1 art. 2,',
        'value: "0.35", status: law,',
    ),
    "empty-source": edit(
        "pearl_account.yaml", "status: law, source: P1 art. 2,", 'status: law, source: "",'
    ),
    "unknown-source": edit("pearl_account.yaml", "source: P1 art. 2", "source: P9 art. 2"),
    "unknown-citation": edit(
        "pearl_account.py", '@rule("yes_no", cite="P1 art. 1"', '@rule("yes_no", cite="Q1 art. 1"'
    ),
    # dates
    "gap": edit(
        "pearl_account.yaml",
        '{since: "2021-01-01", value: "0.35",',
        '{since: "2021-01-01", until: "2022-03-31", value: "0.35",',
    ),
    "overlap": edit(
        "pearl_account.yaml",
        '{since: "2021-01-01", value: "0.35",',
        '{since: "2021-01-01", until: "2022-07-02", value: "0.35",',
    ),
    "ends-before-it-begins": edit("harbour_tax.yaml", 'until: "2023-06-30"', 'until: "2020-06-30"'),
    "versions-overlap": edit("prince_grant.py", 'until="2023-12-31"', 'until="2024-01-31"'),
    "no-day": edit(
        "pearl_account.yaml",
        '{since: "2021-01-01", value: "0.35",',
        '{since: "2021-02-29", value: "0.35",',
    ),
    # use
    "unread-parameter": edit(
        "pearl_account.yaml",
        "parameters:",
        """parameters:
  pearl_weight:
    title: {en: Weight of a pearl, ur: موتی کا وزن}
    unit: gram
    values:
      - {since: "2021-01-01", value: "2", status: law, source: P1, confidence: L}""",
    ),
    "unread-fact": edit("pearl_account.py", 'applies="is_storm_struck"', 'applies="is_in_guild"'),
    # the text of rules
    "if": text_of("if needs_guild:\n        return is_in_guild\n    return not_(needs_guild)"),
    "if-else": text_of("return is_in_guild if needs_guild else not_(needs_guild)"),
    "and": text_of("return needs_guild and is_in_guild"),
    "or": text_of("return needs_guild or is_in_guild"),
    "not": text_of("return not needs_guild"),
    "equals": text_of("return needs_guild == is_in_guild"),
    "chained": text_of("return 0 <= needs_guild < 1"),
    "loop": text_of("for _ in (0, 1):\n        pass\n    return is_in_guild"),
    "literal": text_of("return any_of(open_to_all=0.5 >= needs_guild, guild=is_in_guild)"),
    "foreign-call": text_of("return max(needs_guild, is_in_guild)"),
    "outside-name": text_of("return any_of(open_to_all=needs_gild, guild=is_in_guild)"),
    "unnamed-condition": text_of("return any_of(needs_guild, is_in_guild)"),
    "subscript": text_of("return needs_guild[0]"),
    "nothing-returned": text_of("open_to_all = not_(needs_guild)"),
    "wrong-count": text_of("return not_(needs_guild, is_in_guild)"),
    "no-docstring": edit(
        "pearl_account.py", '    """Whether any dollars may be kept at all."""\n', ""
    ),
    "default-argument": edit(
        "pearl_account.py",
        "def may_keep(needs_guild, is_in_guild):",
        "def may_keep(needs_guild, is_in_guild=0):",
    ),
    "foreign-import": edit(
        "harbour_tax.py",
        "from baramad.policy.vocabulary",
        "import math\nfrom baramad.policy.vocabulary",
    ),
    "no-python": edit("harbour_tax.py", "return receipt_usd *", "return receipt_usd * *"),
    # exceptions
    "unknown-base": edit("pearl_account.py", 'to="kept_usd_m"', 'to="kept_us_m"'),
    "unknown-condition": edit(
        "pearl_account.py", 'applies="is_storm_struck"', 'applies="is_storm"'
    ),
    "condition-no-truth": both(
        edit("pearl_account.py", 'applies="is_storm_struck"', 'applies="proceeds_usd_m"'),
        edit("exporter.py", "is_storm_struck = fact(", "is_struck = fact("),
    ),
    # keys and conflicts
    "unknown-key": edit(
        "pearl_account.yaml", 'teller: "500", workshop: "0"', 'teller: "500", workshp: "0"'
    ),
    "unkeyed": edit(
        "pearl_account.yaml",
        "unit: USD/month\n    by: exporter_kind",
        "unit: USD/month\n    by: is_in_guild",
    ),
    "unnamed-conflict": edit(
        "pearl_account.yaml", "confidence: L, conflict: floor of workshops", "confidence: L"
    ),
    "follow-nothing": edit(
        "pearl_account.yaml",
        "      floor of workshops: {source: P2",
        "      floor of shops: {source: P2",
    ),
    "follow-nobody": edit(
        "pearl_account.yaml", "floor of workshops: {source: P2", "floor of workshops: {source: H1"
    ),
    # the files
    "no-quotes": edit("pearl_account.yaml", 'value: "0.35"', "value: 0.35"),
    "unknown-status": edit(
        "pearl_account.yaml", 'value: "0.35", status: law', 'value: "0.35", status: lawful'
    ),
    "unknown-column": edit(
        "pearl_account.yaml", 'value: "0.35", status: law', 'valeu: "0.35", status: law'
    ),
    "no-yaml": edit("pearl_account.yaml", "parameters:", "parameters: ["),
    "no-system": lambda pack: (pack / "prince_grant.yaml").unlink(),
    "no-head": lambda pack: (pack / "pack.yaml").unlink(),
    "not-utf8": lambda pack: (pack / "pearl_account.yaml").write_bytes(b"parameters: \xff"),
    "many-at-once": both(
        edit("pearl_account.yaml", "source: P1 art. 2", "source: P9 art. 2"),
        edit("prince_grant.py", 'until="2023-12-31"', 'until="2024-01-31"'),
        edit("harbour_tax.yaml", "unit: 1 by USD/year", "unit: USD/year"),
    ),
}

CASES = {
    "case-key": edit("cases/harbour_tax.yaml", "  law: announced", "  lawful: announced"),
    "case-without-why": edit(
        "cases/harbour_tax.yaml", "  why: The rate ends with the year (H1 s. 4).\n", ""
    ),
    "case-day": edit("cases/harbour_tax.yaml", 'on: "2024-12-31"', 'on: "2024-12-32"'),
    "case-law": edit("cases/harbour_tax.yaml", "  law: announced", "  law: hoped"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_law_is_refused_with_every_fault(name, pack):
    BROKEN[name](pack)
    with pytest.raises(PackError) as error:
        load_law(pack)
    assert str(error.value).replace(str(pack), "{pack}") + "\n" == expected(name)


@pytest.mark.parametrize("name", CASES)
def test_a_broken_case_is_refused(name, pack):
    CASES[name](pack)
    with pytest.raises(PackError) as error:
        read_cases(pack)
    assert str(error.value) + "\n" == expected(name)


def expected(name):
    return (GALLERY / f"{name}.txt").read_text(encoding="utf-8")


def test_every_text_of_the_gallery_has_its_case():
    assert {path.stem for path in GALLERY.glob("*.txt")} == {*BROKEN, *CASES}


def test_a_draft_may_hold_what_nothing_reads(pack):
    BROKEN["unread-parameter"](pack)
    assert "pearl_weight" in load_draft(pack).parameters


def test_a_gap_may_be_declared(pack):
    BROKEN["gap"](pack)
    edit(
        "pearl_account.yaml",
        '      - {since: "2022-07-01", value: "0.50"',
        '      - {since: "2022-04-01", unknown: "the page is torn", status: law, source: P1,\n'
        '         confidence: L}\n      - {since: "2022-07-01", value: "0.50"',
    )(pack)
    assert (
        load_law(pack)
        .answer(__import__("datetime").date(2022, 5, 1), {}, ["kept_share"])["kept_share"]
        .unsettled
    )
