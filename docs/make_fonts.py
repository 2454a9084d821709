"""The Nastaliq font of the pages, cut down to the letters that the product can print.

    python docs/make_fonts.py      write the font and its range into the style sheet

The whole font stands behind it: a browser asks for that only when a letter of another language or
of an older spelling is on the page. Needs the development packages.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path(__file__).parents[1] / "src" / "baramad"
WHOLE = SOURCE / "words" / "fonts" / "NotoNastaliqUrdu-Regular.ttf"
STATIC = SOURCE / "web" / "static"
CUT = STATIC / "fonts" / "nastaliq-urdu.woff2"
STYLE = STATIC / "baramad.css"
# What names of people and firms are written with beside the letters of the sentences: the Arabic
# forms of letters, marks above and below them, both rows of digits.
NAMES = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٹپچڈڑژکگںھۀہۂۃیےۓ۔،؛؟ًٌٍَُِّْٰٔ٪٫٬٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
RANGE = re.compile(r"(url\(fonts/nastaliq-urdu\.woff2\)[^}]*?unicode-range:)[^}]*")


def is_arabic(letter: str) -> bool:
    """Whether a letter belongs to the script."""
    return "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufefc"


def letters() -> list[int]:
    """Code points of every letter of the script in the sentences, the packs and names."""
    files = [one for one in SOURCE.rglob("*") if one.suffix in {".po", ".yaml", ".py", ".html"}]
    found = {letter for one in files for letter in one.read_text(encoding="utf-8")}
    return sorted(ord(one) for one in found | set(NAMES) if is_arabic(one))


def cut(points: Iterable[int]) -> TTFont:
    """The font with so many letters; every rule by which they join is kept."""
    options = subset.Options(layout_features=["*"], layout_scripts=["*"], hinting=False)
    font = TTFont(WHOLE, recalcTimestamp=False)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=points)
    chosen.subset(font)
    font.flavor = "woff2"
    return font


def ranges(points: Iterable[int]) -> str:
    """Code points as a style sheet names them."""
    runs: list[list[int]] = []
    for one in points:
        if runs and runs[-1][1] == one - 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return ",".join(f"U+{a:04X}" + (f"-{b:04X}" if b > a else "") for a, b in runs)


def main() -> None:
    """Write the font and its range."""
    points = letters()
    font = cut(points)
    lacking = [one for one in points if one not in font.getBestCmap()]
    if lacking:
        sys.exit(f"the whole font has no glyph for {ranges(lacking)}")
    font.save(CUT)
    text = STYLE.read_text(encoding="utf-8")
    told, count = RANGE.subn(lambda found: found[1] + ranges(points), text)
    assert count == 1, "the style sheet names the font once"
    STYLE.write_text(told, encoding="utf-8")
    print(f"{len(points)} letters, {CUT.stat().st_size / 1024:.1f} KB")


if __name__ == "__main__":
    main()
