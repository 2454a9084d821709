"""Statement files spoilt in every way that comes to mind: the same of each seed, every time."""

import random
import re
from datetime import date, timedelta

from statement_files import TEXTS, WRITERS, Line

AMOUNTS = ["1e5", "999999999999999999.99", "-0", "NaN", "Infinity", "1,2,3", "0.001", "١٢", "",
           "12,50", "$5", "1.2.3", "--4", "9" * 400, "0x10", "1_000", "(5", "+5-"]  # fmt: skip
DAYS = ["0001-01-01", "9999-12-31", "31/02/2024", "2024-13-45", "991231", "20241332", "00/00/0000",
        "02/30/2024", "240230", ""]  # fmt: skip
CODES = ["XXX", "BTC", "usd", "EUR", "PKR", "JPY", "BHD", "", "U$D", "USDX"]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'


def sound(name, generator, most=6):
    start = date(2024, 1, 1)
    lines = [
        Line(
            start + timedelta(days=i),
            generator.choice([1, -1]) * generator.randint(1, 10**7),
            TEXTS.get(name, generator.choice(["Payment from Blue Harbour", "Fee & more", "é"])),
            f"R{i:05d}",
        )
        for i in range(generator.randint(1, most))
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


def mutant(seed, names=tuple(WRITERS), most=6):
    """A spoilt file of one of the formats, of so many lines at most."""
    generator = random.Random(seed)  # noqa: S311  # the same mutants every time
    name = generator.choice(names)
    data = sound(name, generator, most)
    for _ in range(generator.choice([1, 1, 1, 2, 3])):
        data = generator.choice(CHANGES)(data, generator)
        data += b" \n" if len(data) < len("abc") else b""
    return data
