"""Pictures as they are painted: every text of every figure is legible, on a phone and a desk."""

import re

import pytest

from baramad.chart.fit import LEAST, MOST, STEP
from baramad.web.examples import addresses

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
READ = 11  # pixels
TEXTS = "() => document.querySelectorAll('.drawn svg text').length"
DRAWN = """() => [...document.querySelectorAll('[data-chart]')].every((figure) => {
    const box = figure.querySelector('.drawn');
    const drawn = box.querySelector('svg').viewBox.baseVal.width;
    return box.clientWidth * 12 >= drawn * 11 || box.classList.contains('live');
}) && (!document.querySelector('form.levers') || document.documentElement.dataset.plan)"""
SMALL = """(least) => [...document.querySelectorAll('.drawn svg text')]
    .filter((text) => text.textContent.trim() && text.checkVisibility())
    .map((text) => {
        const { a, b } = text.getScreenCTM();
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
        return [size, text.textContent, text.closest('figure').id];
    }).filter(([size]) => size < least)"""


@pytest.fixture(scope="module")
def with_figures(client):
    """Addresses of all pages that have a picture."""
    found = {name: one for name, one in addresses().items() if "<figure" in client.get(one).text}
    assert len(found) >= 10
    return found


@pytest.mark.parametrize("lang", ["en", "ur"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_text_of_a_picture_is_painted_too_small_to_be_read(
    browser, base, with_figures, lang, screen, has_scripts
):
    context = browser.new_context(viewport=screen, java_script_enabled=has_scripts)
    page = context.new_page()
    found = {}
    for name, address in with_figures.items():
        joint = "&" if "?" in address else "?"
        page.goto(f"{base}{address}{joint}lang={lang}", wait_until="load")
        for figure in page.locator("figure").all() if has_scripts else ():
            figure.scroll_into_view_if_needed()
        if has_scripts:
            page.wait_for_function(DRAWN, timeout=60_000)
        assert page.evaluate(TEXTS) > 0
        if small := page.evaluate(SMALL, READ):
            found[name] = small[:3]
    context.close()
    assert found == {}


def test_a_phone_needs_no_drawing_library_and_sees_a_picture_as_wide_as_its_box(browser, base):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{base}/track/claims")
    box = page.locator(".drawn").first
    box.scroll_into_view_if_needed()
    page.locator(".drawn.live svg").first.wait_for(state="attached", timeout=30_000)
    sizes = box.evaluate("(e) => [e.clientWidth, e.scrollWidth]")
    assert sizes[0] == sizes[1]
    assert not any("vega" in one for one in asked)
    page.set_viewport_size(DESK)
    wide = f"() => Number(document.querySelector('.drawn').dataset.width) > {PHONE['width']}"
    page.wait_for_function(wide, timeout=30_000)
    context.close()


@pytest.mark.parametrize("lang", ["en", "ur"])
@pytest.mark.parametrize("width", [260, 480, 760])
def test_a_picture_is_as_wide_as_asked_and_no_name_in_it_is_cut_on_a_phone(client, lang, width):
    for address in ("/track/targets", "/track/claims", "/track", "/plan", "/track/forecast"):
        text = client.get(f"{address}.svg?width={width}&lang={lang}").text
        assert float(re.search(r'width="([\d.]+)"', text)[1]) <= width + 30, address
        assert "<title" in text
    told = client.get(f"/track/targets.svg?width=260&lang={lang}").text
    assert "…" not in told


def test_widths_are_bounded_and_few(client):
    for width in (LEAST - 1, MOST + 1, 10**9, "wide"):
        found = client.get(f"/track/targets.svg?width={width}")
        assert found.status_code == 422
    first = client.get(f"/track/targets.svg?width={LEAST}")
    assert client.get(f"/track/targets.svg?width={LEAST + STEP - 1}").text == first.text
    assert client.get("/track/targets.csv?width=300").text == client.get("/track/targets.csv").text
