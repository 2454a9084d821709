"""Spoilt statement files: never a crash, never half a file, every refusal tells place and remedy.

A sound file of each format is mutated: bytes flipped, cut, doubled, moved, put into other
encodings, amounts and days and currencies changed, document types and deep nesting put in. What
still reads must be whole: its balances hold, and every amount is exact money within the limits.

BARAMAD_MUTATIONS sets how many; `make test` makes 2,000 and a night 100,000.
"""

import os
import random
import re
from datetime import date, timedelta

import pytest
from statement_files import TEXTS, WRITERS, Line

from baramad.facts.statement import KINDS
from baramad.intake.preview import preview
from baramad.intake.statement import Ask, Limits, StatementError, read_statements

MUTATIONS = int(os.environ.get("BARAMAD_MUTATIONS", "2000"))
PARTS = 20
LIMITS = Limits(size=200_000)
NAME = "mutant"
ROW = re.compile(rf"^{NAME}(:\d+|, |$)", re.MULTILINE)
AMOUNTS = ["1e5", "999999999999999999.99", "-0", "NaN", "Infinity", "1,2,3", "0.001", "١٢", "",
           "12,50", "$5", "1.2.3", "--4", "9" * 400, "0x10", "1_000", "(5", "+5-"]  # fmt: skip
DAYS = ["0001-01-01", "9999-12-31", "31/02/2024", "2024-13-45", "991231", "20241332", "00/00/0000",
        "02/30/2024", "240230", ""]  # fmt: skip
CODES = ["XXX", "BTC", "usd", "EUR", "PKR", "JPY", "BHD", "", "U$D", "USDX"]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'


def sound(name, generator):
    start = date(2024, 1, 1)
    lines = [
        Line(
            start + timedelta(days=i),
            generator.choice([1, -1]) * generator.randint(1, 10**7),
            TEXTS.get(name, generator.choice(["Payment from Blue Harbour", "Fee & more", "é"])),
            f"R{i:05d}",
        )
        for i in range(generator.randint(1, 6))
    ]
    return WRITERS[name](lines, opening=10**9)


def flip(data, generator):
    spoilt = bytearray(data)
    for _ in range(generator.randint(1, 8)):
        spoilt[generator.randrange(len(spoilt))] = generator.randrange(256)
    return bytes(spoilt)


def cut(data, generator):
    return data[: generator.randrange(len(data))]


def cut_out(data, generator):
    start, end = sorted(generator.sample(range(len(data)), 2))
    return data[:start] + data[end:]


def double(data, generator):
    start, end = sorted(generator.sample(range(len(data)), 2))
    return data[:end] + data[start:]


def swap_lines(data, generator):
    lines = data.splitlines(keepends=True)
    generator.shuffle(lines)
    return b"".join(lines)


def drop_line(data, generator):
    lines = data.splitlines(keepends=True)
    del lines[generator.randrange(len(lines))]
    return b"".join(lines)


def encoding(data, generator):
    names = ["utf-16", "utf-16-le", "utf-32", "cp1252", "cp037", "utf-7", "utf-8-sig", "shift_jis"]
    return data.decode(errors="replace").encode(generator.choice(names), errors="replace")


def replaced(pattern, words):
    def change(data, generator):
        found = list(re.finditer(pattern, data))
        if not found:
            return flip(data, generator)
        one = generator.choice(found)
        return data[: one.start()] + generator.choice(words).encode() + data[one.end() :]

    return change


def insert(*words):
    def change(data, generator):
        at = generator.choice([0, len(data) // 2, generator.randrange(len(data))])
        return data[:at] + generator.choice(words).encode() + data[at:]

    return change


def nest(data, generator):
    depth = generator.choice([50, 300, 5_000])
    at = data.find(b"<")
    if at < 0:
        return insert('"' * 999)(data, generator)
    middle = data.rfind(b"</")
    return data[:middle] + b"<a>" * depth + data[middle:]


def pad(data, generator):
    return data + generator.choice([b"A", b" ", b"\n", b"\x00"]) * generator.choice([10, 300_000])


def pack(data, generator):
    return generator.choice([b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"%PDF-1.7\n"]) + data


CHANGES = (
    flip, flip, flip, cut, cut_out, double, swap_lines, drop_line, encoding, nest, pad, pack,
    replaced(rb"-?\d+[.,]\d\d\b", AMOUNTS),
    replaced(rb"\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d|\b\d{6}(?=\d{4}[CD])|\b20\d{6}", DAYS),
    replaced(rb"\b(?:USD|PKR)\b", CODES),
    replaced(rb"[A-Za-z ]{6,}", ["", "x", '"', "=1+1", "\u202e", "🎯", "<", "&", "&a;", "\r"]),
    insert(BOMB, EXTERNAL, "<!ENTITY x 'y'>", "]]>", "<?php ?>", "<![CDATA[", "\x00", "\ufeff"),
)  # fmt: skip


def mutant(seed):
    generator = random.Random(seed)  # noqa: S311  # the same mutants every time
    name = generator.choice(list(WRITERS))
    data = sound(name, generator)
    for _ in range(generator.choice([1, 1, 1, 2, 3])):
        data = generator.choice(CHANGES)(data, generator)
        data += b" \n" if len(data) < len("abc") else b""
    return data


def held(statements):
    """What is read is whole: exact, within limits, and its balances hold."""
    assert statements
    for statement in statements:
        for line in statement.lines:
            assert type(line.amount.minor) is int
            assert abs(line.amount.minor) <= LIMITS.minor
            assert line.amount.currency == statement.currency
            assert LIMITS.first <= line.value_date <= LIMITS.last
            assert line.kind in KINDS
            assert line.row >= 1
        if None not in {statement.opening, statement.closing} and not statement.aside:
            total = sum(line.amount.minor for line in statement.lines)
            assert statement.opening.minor + total == statement.closing.minor


def told(error):
    """Every fault names file and row or place, a reason and a remedy."""
    assert error.faults
    for fault in error.faults:
        assert ROW.search(fault.place), fault
        assert len(fault.reason) > 10, fault
        assert fault.reason.endswith((".", "?")), fault
        assert len(fault.remedy) > 10, fault


def tried(data, *, aside):
    try:
        statements = read_statements(data, Ask(name=NAME, aside=aside, limits=LIMITS))
    except StatementError as error:
        told(error)
        return 0
    held(statements)
    plan = preview([*statements, *statements])
    identities = [line.identity for line in plan.new]
    assert len(identities) == len(set(identities))
    if not aside:
        assert not plan.suspense
    return 1


@pytest.mark.parametrize("part", range(PARTS))
def test_spoilt_files_are_read_whole_or_refused_with_place_and_remedy(part):
    share = -(-MUTATIONS // PARTS)
    read = 0
    for seed in range(part * share, (part + 1) * share):
        data = mutant(seed)
        try:
            read += tried(data, aside=bool(seed % 4 == 3))
        except Exception as error:
            error.add_note(f"seed {seed}: {data[:2000]!r}")
            raise
    assert read < share  # most are spoilt indeed
