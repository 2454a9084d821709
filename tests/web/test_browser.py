"""In a browser: axe, keyboard alone, no scripts, a narrow screen, live pictures."""

import time
from pathlib import Path

import axe_playwright_python
import pytest

from baramad.web.examples import addresses
from baramad.web.jobs import DONE, FAILED, RUNNING, Job

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],"
    " resultTypes: ['violations']}"
)
NARROW = {"width": 320, "height": 640}
WIDE = (
    "() => ({page: document.documentElement.scrollWidth,"
    " tables: [...document.querySelectorAll('.scroll')]"
    ".filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)"
    ".map(e => e.querySelector('caption').textContent),"
    " small: [...document.querySelectorAll('nav a, button, summary, .files a, input, select')]"
    ".filter(e => e.checkVisibility() && e.type !== 'checkbox' && e.type !== 'radio')"
    ".filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 120))})"
)


# Long tables are alike from row to row; a few rows of each are looked at, so that axe is quick.
# Sliders bring a live picture in place of the server's once the page is at rest.
SETTLED = "() => !document.querySelector('form.levers') || document.documentElement.dataset.plan"
MORE = {
    "leaf": "/rules/changes?page=2",
    "few": "/track/conflicts?severity=impossible",
    "none": "/rules?q=nothing_like_it",
    "data-breaks": "/data/breaks",
    "as-known": "/track/targets?as_of=2020-01-01",
}


def visit(page, base, address, lang):
    joint = "&" if "?" in address else "?"
    page.goto(f"{base}{address}{joint}lang={lang}", wait_until="load")


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_axe_finds_nothing_on_any_page_and_no_page_or_table_is_wider_than_a_phone(
    browser, base, lang
):
    context = browser.new_context(viewport=NARROW, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for name, address in (addresses() | MORE).items():
        visit(page, base, address, lang)
        page.wait_for_function(SETTLED)
        page.evaluate(AXE)
        told = page.evaluate(f"async () => (await axe.run(document, {RULES})).violations")
        shape = page.evaluate(WIDE)
        wrong = [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in told]
        if wrong or shape["page"] > NARROW["width"] or shape["small"] or shape["tables"]:
            found[name] = (wrong, shape["page"], shape["small"][:3], shape["tables"])
    context.close()
    assert found == {}


def test_with_scripting_off_every_page_stands_and_the_check_runs_to_its_end(browser, base):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/track")
    assert page.locator(".drawn svg").count() >= 1
    page.goto(f"{base}/operate/check")
    page.locator("form.question button").click()
    for _ in range(40):
        if "/answers" in page.url:
            break
        page.locator("main button.quiet").click()
    page.locator("a.button").click()
    assert "/operate/check/result" in page.url
    page.locator("details.reasons summary").first.click()
    assert page.locator("details.reasons[open]").count() == 1
    context.close()


def test_by_keyboard_alone_from_the_first_page_to_the_first_answer(browser, base):
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)

    def press(until, most=60):
        for _ in range(most):
            page.keyboard.press("Tab")
            told = page.evaluate(
                "() => {const e = document.activeElement; const s = getComputedStyle(e);"
                " return [e.textContent.trim() + '|' + (e.getAttribute('href') || e.type || ''),"
                " s.outlineStyle, parseFloat(s.outlineWidth)]}"
            )
            assert told[1] != "none", told
            assert told[2] >= 2, told
            if until in told[0]:
                return
        raise AssertionError(until)

    press("#content", 1)
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"
    page.goto(base)
    press("/operate/check")
    page.keyboard.press("Enter")
    page.wait_for_url("**/operate/check")
    press("Start|")
    page.keyboard.press("Enter")
    page.wait_for_url("**/operate/check/ask**")
    press("|radio")
    page.keyboard.press("Space")
    press("Continue|")
    page.keyboard.press("Enter")
    page.get_by_text("Question 2").wait_for()
    assert page.locator("h1").count() == 1
    context.close()


def test_a_picture_comes_alive_under_the_strict_policy_and_keeps_its_sentence(browser, base):
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{base}/track")
    page.locator("figure").first.scroll_into_view_if_needed()
    page.locator(".drawn.live svg").first.wait_for(state="attached", timeout=15_000)
    drawn = page.locator(".drawn.live svg").first
    assert drawn.get_attribute("role") == "img"
    sentence = page.locator(f"#{drawn.get_attribute('aria-labelledby')}").text_content()
    assert sentence == page.locator("figure .sentence").first.text_content()
    assert drawn.bounding_box()["width"] <= NARROW["width"]
    small = page.evaluate(
        "() => Math.min(...[...document.querySelectorAll('.drawn.live svg text')]"
        ".map(e => e.getBoundingClientRect().height).filter(h => h > 0))"
    )
    assert small >= 11
    assert told == []
    context.close()


def test_a_print_button_appears_with_scripts_and_print_hides_what_paper_cannot_do(browser, base):
    page = browser.new_page()
    page.goto(f"{base}/track/targets")
    assert page.locator("[data-print]").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("[data-print]").is_visible()
    assert not page.locator("header nav").is_visible()
    assert page.locator("section.card table").first.is_visible()
    page.close()


def test_the_nastaliq_font_is_loaded_for_urdu_only_and_nothing_from_elsewhere(browser, base):
    for lang in ("en", "ur"):
        page = browser.new_page()
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(f"{base}/method?lang={lang}", wait_until="networkidle")
        assert any("nastaliq" in one for one in asked) == (lang == "ur")
        assert all(one.startswith(base) for one in asked)
        page.close()


def running(app, name):
    """A job under way, put where the server looks for it."""
    given = {"pack": "pk", "as_of": "2026-11-22", "lang": "en", "command": "baramad report"}
    job = Job(name, "report", given, "", RUNNING, 40, ended=time.monotonic())
    app.state.jobs.put(job)
    return job


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_job_s_page_shows_how_far_it_is_and_then_what_came_of_it(browser, app, base, has_scripts):
    job = running(app, f"watched-{has_scripts}")
    context = browser.new_context(java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(f"{base}/jobs/{job.id}")
    assert page.locator("progress").get_attribute("value") == "40"
    assert "40 in 100" in page.locator("[role=status]").text_content()
    job.done, job.state = 100, DONE
    page.locator("a.button").wait_for(timeout=15_000)
    assert page.locator("progress").count() == 0
    context.close()


@pytest.mark.parametrize("state", [RUNNING, DONE, FAILED])
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_axe_finds_nothing_on_a_job_s_page(browser, app, base, state, lang):
    job = running(app, f"axe-{state}-{lang}")
    job.state = state
    context = browser.new_context(viewport=NARROW, bypass_csp=True)
    page = context.new_page()
    visit(page, base, f"/jobs/{job.id}", lang)
    page.evaluate(AXE)
    assert page.evaluate(f"async () => (await axe.run(document, {RULES})).violations") == []
    shape = page.evaluate(WIDE)
    assert shape["page"] <= NARROW["width"]
    assert shape["small"] == []
    context.close()


SENTENCES = "[...document.querySelectorAll('[data-told]')].map(e => e.textContent).join(' ')"


def test_a_moved_lever_is_told_linked_and_drawn_with_the_ranges_that_it_stands_on(browser, base):
    page = browser.new_page()
    page.goto(f"{base}/plan?ranges=judged")
    page.wait_for_function("() => document.documentElement.dataset.plan === 'live'")
    before = page.evaluate(SENTENCES)
    page.locator("#r-wf").focus()
    page.keyboard.press("End")
    page.wait_for_function("() => new URL(location.href).searchParams.get('s')?.includes('wfP')")
    page.wait_for_function("() => document.querySelector('[data-status]').textContent")
    said, shared = page.evaluate(SENTENCES), page.url
    assert said != before
    assert "ranges=judged" in shared
    assert page.locator("[data-status]").text_content() == said
    page.goto(shared)
    assert page.evaluate(SENTENCES) == said
    page.close()


def test_what_each_lever_adds_is_fetched_by_those_who_open_it_and_follows_the_levers(browser, base):
    page = browser.new_page()
    page.goto(f"{base}/plan?ranges=judged")
    page.wait_for_function("() => document.documentElement.dataset.plan === 'live'")
    adds = page.locator("[data-adds]")
    assert adds.locator("figure").count() == 0
    adds.locator("summary").click()
    first = adds.locator("figure .sentence")
    first.wait_for(timeout=60_000)
    before = first.text_content()
    page.locator("#r-wf").focus()
    page.keyboard.press("End")
    page.wait_for_function(
        "before => !document.querySelector('[data-figure][aria-busy]') && "
        "document.querySelector('[data-adds] .sentence').textContent !== before",
        arg=before,
        timeout=60_000,
    )
    code = page.evaluate("() => new URL(location.href).searchParams.get('s')")
    asked = page.request.get(f"{base}/plan/why", params={"ranges": "judged", "s": code}).text()
    assert adds.locator("figure .sentence").text_content() in asked
    page.close()
