"""What a page weighs on first load, and that the lighter font still has and joins every letter."""

import re
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from baramad.web import drawing

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import make_fonts  # noqa: E402 - a tool beside the documents

MOST = 400 * 1024  # bytes as sent, of Plan with all that it loads by itself


def sent(browser, address):
    """Bytes that come over the wire until a page is at rest, by address."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    names, sizes = {}, {}
    wire.on("Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]}))
    wire.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e}))
    page.goto(address, wait_until="networkidle")
    if "/plan" in address:
        page.wait_for_function("() => document.documentElement.dataset.plan === 'live'")
    page.wait_for_load_state("networkidle")
    context.close()
    return {names[one]["url"]: told["encodedDataLength"] for one, told in sizes.items()
            if not names[one]["url"].startswith("data:")}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_first_load_of_plan_with_its_live_picture_is_light(browser, base, lang):
    found = sent(browser, f"{base}/plan?lang={lang}")
    assert any("vega.js" in one for one in found)
    assert any("nastaliq" in one for one in found) == (lang == "ur")
    assert sum(found.values()) < MOST, found


def test_the_drawing_library_is_the_light_one_and_needs_no_other():
    text = drawing.drawing().decode("utf-8")
    assert len(text) < 650_000, "the bundler's release is not known to web/drawing.py"
    assert "vegaEmbed" in text


def test_the_cut_font_and_its_range_hold_every_letter_that_can_be_printed():
    wanted = make_fonts.letters()
    has = TTFont(make_fonts.CUT).getBestCmap()
    assert [chr(one) for one in wanted if one not in has] == []
    style = make_fonts.STYLE.read_text(encoding="utf-8")
    assert make_fonts.RANGE.search(style)[0].endswith(f"unicode-range:{make_fonts.ranges(wanted)}")


def test_a_letter_of_another_language_brings_the_whole_font(browser, base):
    address = f"{base}/track/claims?lang=ur&q="
    assert not any("notonastaliq" in one for one in sent(browser, address + "ڈالر"))
    assert any("notonastaliq" in one for one in sent(browser, address + "ڃ"))


def test_every_word_of_the_catalogue_is_drawn_alike_by_the_cut_font_and_the_whole(browser):
    text = (ROOT / "src/baramad/words/ur.po").read_text(encoding="utf-8")
    words = sorted({one for one in re.findall(r"[\u0600-\u06ff]+", text) if len(one) > 1})
    fonts = {
        name: b64encode(path.read_bytes()).decode()
        for name, path in (("cut", make_fonts.CUT), ("whole", make_fonts.WHOLE))
    }
    page = browser.new_page()
    differ = page.evaluate(
        """async ([fonts, words]) => {
            for (const [name, data] of Object.entries(fonts)) {
                const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
                document.fonts.add(await new FontFace(name, bytes).load());
            }
            const box = Object.assign(document.createElement("canvas"), {width: 260, height: 60});
            const pen = box.getContext("2d", {willReadFrequently: true});
            const drawn = (word, name) => {
                pen.clearRect(0, 0, 260, 60);
                pen.font = `20px ${name}`;
                pen.textAlign = "left";
                pen.fillText(word, 8, 40);
                return pen.getImageData(0, 0, 260, 60).data;
            };
            return words.filter((word) => {
                const [a, b] = [drawn(word, "cut"), drawn(word, "whole")];
                const isDrawn = a.some((value) => value);
                return !isDrawn || a.some((value, at) => Math.abs(value - b[at]) > 96);
            });
        }""",
        [fonts, words],
    )
    page.close()
    assert len(words) > 1000
    assert differ == []
