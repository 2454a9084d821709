"""Levers before and while they are touched: at once, exact at rest, never of another scenario."""

import pytest

LIVE = "() => document.documentElement.dataset.plan === 'live'"
TOLD = "[...document.querySelectorAll('[data-told]')].map(e => e.textContent).join(' ')"
SAID = "() => document.querySelector('[data-status]').textContent"
DRAWN = "[...document.querySelectorAll('[data-fan] svg path')].map(e => e.getAttribute('d')).join()"
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
ONE, EVERY = "**/api/v1/plan/sweep/*", "**/api/v1/plan/sweep?*"
API = "/api/v1/plan/sweep"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def opened(page, base, scenario="1D", *, is_ahead=True):
    """Plan with its live picture, and what was fetched ahead."""
    address = f"{base}/plan?ranges=judged&s={scenario}"
    if is_ahead:
        with page.expect_response(lambda one: f"{API}?" in one.url):
            page.goto(address)
    else:
        page.goto(address)
    page.wait_for_function(LIVE)


def rested(page):
    """The code in the address, once what is shown has been spoken."""
    page.wait_for_function(SAID)
    return page.evaluate("() => new URL(location.href).searchParams.get('s')")


def test_what_is_fetched_ahead_is_what_each_value_by_itself_would_give(client):
    asked = {"s": "1A~wfP2607V40000", "ranges": "judged"}
    levers = client.get(API, params=asked).json()["data"]["levers"]
    assert len(levers) >= 10
    for name in ("workforce_added_y", "export_tax_rate", "zones_open"):
        for one in levers[name]:
            more = {**asked, "at": str(one["value"])}
            (alone,) = client.get(f"{API}/{name}", params=more).json()["data"]["positions"]
            assert one == alone


def test_around_where_a_lever_stands_are_a_step_each_way_and_both_ends(client):
    levers = client.get(API, params={"s": "1B~wfP2607V30000"}).json()["data"]["levers"]
    fine = client.get(f"{API}/workforce_added_y", params={"part": "fine"}).json()["data"]
    every = [one["value"] for one in fine["positions"]]
    at = every.index(30_000)
    wanted = [every[0], every[at - 1], every[at], every[at + 1], every[-1]]
    assert [one["value"] for one in levers["workforce_added_y"]] == wanted


def test_the_first_step_is_painted_without_an_answer_and_is_exact(page, base):
    opened(page, base)
    page.route(ONE, lambda route: route.abort())
    before = page.evaluate(TOLD), page.evaluate(DRAWN)
    page.locator("#r-wf").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate(FRAME)
    after = page.evaluate(TOLD), page.evaluate(DRAWN)
    assert after[0] != before[0]
    assert after[1] != before[1]
    rested(page)
    assert page.evaluate(SAID) == after[0]
    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    assert page.evaluate(TOLD) == after[0]


def test_a_line_between_two_positions_never_stands_as_the_last_word(page, base):
    opened(page, base)
    page.route(ONE, lambda route: route.abort())
    before = page.evaluate(TOLD)
    page.locator("#n-wf").fill("91234")
    page.wait_for_function(SAID)
    figure, status = page.locator("[data-fan]"), page.locator("[data-status]")
    assert figure.get_attribute("aria-busy") == "true"
    assert "not final" in status.text_content()
    assert status.is_visible()
    assert page.evaluate(TOLD) == before  # no words of a value that lies far away
    page.unroute_all(behavior="ignoreErrors")
    page.wait_for_function("() => document.querySelector('[data-fan][aria-busy=false]')")
    page.wait_for_function(f"() => ({SAID})() === {TOLD}")
    assert page.evaluate(TOLD) != before
    said = page.evaluate(TOLD)
    page.reload()
    assert page.evaluate(TOLD) == said


def test_an_answer_for_another_scenario_is_never_painted(page, base):
    held = []

    def hold(route):
        held.append(route)

    page.route(EVERY, hold)
    opened(page, base, is_ahead=False)
    page.wait_for_timeout(300)
    assert len(held) == 1
    page.locator("#r-wf").focus()
    page.keyboard.press("End")
    rested(page)
    page.route(ONE, lambda route: route.abort())
    page.locator("#r-tx").focus()
    page.keyboard.press("End")
    shown = page.evaluate(TOLD), page.evaluate(DRAWN)
    held[0].continue_()
    page.wait_for_timeout(700)
    assert (page.evaluate(TOLD), page.evaluate(DRAWN)) == shown


def test_two_levers_moved_one_right_after_the_other_are_both_in_the_link(page, base):
    opened(page, base, "1B")
    for code in ("wf", "zo"):
        page.locator(f"#r-{code}").focus()
        page.keyboard.press("End")
    code = rested(page)
    assert "wfP" in code
    assert "zoP" in code
    said = page.evaluate(TOLD)
    page.reload()
    assert page.evaluate(TOLD) == said


def test_what_is_shown_of_the_lever_before_is_not_spoken_as_the_answer_to_this_one(page, base):
    opened(page, base, "1B")
    page.route(ONE, lambda route: (page.wait_for_timeout(900), route.continue_()))
    for code in ("wf", "zo"):
        page.locator(f"#r-{code}").focus()
        page.keyboard.press("End")
    code = rested(page)
    said = page.evaluate(SAID)
    page.unroute_all(behavior="ignoreErrors")
    page.goto(f"{base}/plan?ranges=judged&s={code}")
    assert page.evaluate(TOLD) == said


def test_what_a_lever_did_before_it_could_be_moved_is_kept(page, base):
    opened(page, base, "1B~wfP2307V100000P2607V0")
    with page.expect_response(lambda one: "part=fine" in one.url):
        page.locator("#r-wf").focus()
    page.keyboard.press("End")
    assert "wfP2307V100000P" in rested(page)
    said = page.evaluate(TOLD)
    page.reload()
    assert page.evaluate(TOLD) == said


def test_once_a_scenario_has_settled_its_levers_are_looked_at_anew(page, base):
    opened(page, base)
    page.locator("#r-wf").focus()
    with page.expect_response(lambda one: f"{API}?" in one.url) as told:
        page.keyboard.press("End")
    assert f"s={rested(page)}".replace("~", "%7E") in told.value.url.replace("~", "%7E")
    page.route(ONE, lambda route: route.abort())
    before = page.evaluate(TOLD)
    page.locator("#r-zo").focus()
    page.keyboard.press("ArrowLeft")
    page.evaluate(FRAME)
    assert page.evaluate(TOLD) != before


def test_a_hand_that_passes_over_all_levers_asks_for_little_and_never_twice(page, base):
    opened(page, base)
    asked = []
    page.on("request", lambda one: asked.append(one.url) if f"{API}/" in one.url else None)
    rows = page.locator(".lever")
    for _ in range(3):
        for at in range(rows.count()):
            rows.nth(at).scroll_into_view_if_needed()
            rows.nth(at).hover(position={"x": 5, "y": 5})
    page.wait_for_timeout(1_000)
    assert 1 <= len(asked) == len(set(asked)) <= rows.count()
    assert all("part=fine" in one for one in asked)


def test_who_saves_data_is_sent_nothing_ahead(page, base):
    asked = []
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.on("request", lambda one: asked.append(one.url) if API in one.url else None)
    opened(page, base, is_ahead=False)
    page.wait_for_timeout(500)
    assert asked == []
    before = page.evaluate(TOLD)
    page.locator("#r-wf").focus()
    page.keyboard.press("End")
    rested(page)
    assert page.evaluate(TOLD) != before


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_picture_goes_along_with_the_levers_and_nothing_scrolls_within_the_page(
    browser, base, lang
):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{base}/plan?ranges=judged&s=1D&lang={lang}")
    page.wait_for_function(LIVE)
    inner = """() => [...document.querySelectorAll('.plan, .results, .levers, .more-results')]
        .filter(one => /auto|scroll/.test(getComputedStyle(one).overflowY)).length"""
    assert page.evaluate(inner) == 0
    for name in ("workforce_added_y", "export_tax_rate"):
        page.locator(f"[data-lever={name}] input[type=range]").evaluate(
            "one => one.scrollIntoView({block: 'center'})"
        )
        page.evaluate(FRAME)
        box = page.locator("[data-fan] .drawn").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800
    page.locator("[data-lever=workforce_added_y] input[type=range]").press("End")
    rested(page)
    page.wait_for_function("() => !/5\\.66/.test(document.querySelector('[data-brief]').innerText)")
    assert len(set(page.locator("[data-brief]").all_text_contents())) == 1
    context.close()
