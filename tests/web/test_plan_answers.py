"""Plan's questions: pages, files and commands give the same answers, on any day, in any pack."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from baramad.cli.app import app as commands
from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.plan.posterior import Posterior
from baramad.report import plan_posterior
from baramad.web import studio
from baramad.web.app import create_app
from baramad.web.throttle import Throttle

API = "/api/v1/plan"
SMALL = "1B~wfP2607V5000~zoP2607V30"
PATHS = ("", "/changes", "/compare", "/why", "/budget", "/require", "/calibration",
         "/levers/zones_open", "/sweep/zones_open")  # fmt: skip


def said(command: str) -> list[dict[str, object]]:
    """Rows of the first table that a command gives, as data."""
    line = shlex.split(command.split("\n", maxsplit=1)[0])
    assert line[0] == "baramad"
    found = CliRunner().invoke(commands, [*line[1:], "--format", "json"])
    assert found.exit_code == 0, found.output
    rows: list[dict[str, object]] = json.loads(found.stdout)
    return rows


@pytest.mark.parametrize("ranges", ["judged", "calibrated"])
def test_the_command_on_the_page_counts_the_same_chances(
    with_posterior: TestClient, ranges: str
) -> None:
    asked = {"s": SMALL, "ranges": ranges, "table": "plan_chances", "extra": "answer"}
    page = with_posterior.get(API, params=asked).json()
    assert ("--posterior" if ranges == "calibrated" else "--prior") in page["meta"]["command"]
    line = shlex.split(page["meta"]["command"])[1:]
    found = CliRunner().invoke(commands, [*line, "--format", "table"])
    assert found.exit_code == 0, found.output
    for row in page["data"]:
        told = [one for one in found.output.split("\n") if row["fiscal_year"] in one]
        assert any(row["chance"] in one for one in told), row


def test_a_posterior_is_used_where_there_is_one_and_the_page_says_so(
    with_posterior: TestClient,
) -> None:
    page = with_posterior.get("/plan").text
    assert "Ranges are calibrated to the official series." in page
    assert "ranges=judged" in page
    judged = with_posterior.get("/plan?ranges=judged").text
    assert "Ranges are as judged" in judged
    usual = with_posterior.get(API, params={"extra": "answer"}).json()
    other = with_posterior.get(API, params={"extra": "answer", "ranges": "judged"}).json()
    named = with_posterior.get(API, params={"extra": "answer", "ranges": "calibrated"}).json()
    assert usual["answer"] == named["answer"] != other["answer"]


def test_without_a_posterior_the_page_says_so_and_offers_the_calibration(
    without_posterior: TestClient,
) -> None:
    page = without_posterior.get("/plan?ranges=calibrated").text
    assert "Ranges are as judged, not calibrated" in page
    assert 'href="/plan/calibration' in page
    assert 'action="/jobs/calibration' in without_posterior.get("/plan/calibration").text


def test_contributions_add_up_and_are_those_of_the_command(client: TestClient) -> None:
    page = client.get(f"{API}/why", params={"s": SMALL, "ranges": "judged", "year": "2029"}).json()
    *levers, whole = page["data"]
    assert len(levers) == 2
    added = sum(float(one["mean_usd_m"]) for one in levers)
    assert added == pytest.approx(float(whole["mean_usd_m"]), abs=1)
    assert said(page["meta"]["command"]) == page["data"]


def test_a_scenario_that_moves_nothing_is_told_so_and_still_has_its_tornado(
    client: TestClient,
) -> None:
    page = client.get(f"{API}/why", params={"s": "1B", "extra": "answer,charts"}).json()
    assert "moves no lever" in page["answer"][0]
    assert set(page["charts"]) == {"plan_tornado"}


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/budget", {"usd_m": "120", "year": "2028"}), ("/require", {"target": "9000"})],
)
def test_money_and_needs_are_those_of_the_command(
    client: TestClient, path: str, asked: dict[str, str]
) -> None:
    page = client.get(f"{API}{path}", params={"s": "1D", "ranges": "judged", **asked}).json()
    assert said(page["meta"]["command"]) == page["data"]


def test_a_target_that_has_its_chance_already_needs_nothing_more(client: TestClient) -> None:
    page = client.get(f"{API}/require", params={"target": "100", "extra": "answer,tables"}).json()
    assert "nothing more has to be true" in page["answer"][0]
    assert page["tables"] == {}


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/budget?usd_m=-5", "usd_m"), ("/budget?usd_m=many", "usd_m"),
        ("/budget?usd_m=1e99", "usd_m"), ("/budget?aim=fame", "aim"),
        ("/budget?year=1999", "year"), ("/require?target=none", "target"),
        ("/require?chance=100", "chance"), ("/require?chance=0", "chance"),
        ("/why?by=moon", "by"), ("/why?year=soon", "year"), ("?ranges=wide", "ranges"),
        ("/sweep/zones_open?ranges=wide", "ranges"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_its_place(
    client: TestClient, address: str, place: str
) -> None:
    found = client.get(f"{API}{address}")
    assert found.status_code == 400
    assert found.json()["faults"][0]["place"] == place
    assert found.json()["faults"][0]["remedy"]


@pytest.mark.parametrize("path", PATHS)
def test_on_a_past_day_a_page_says_that_its_levers_are_not_of_that_day(
    client: TestClient, path: str
) -> None:
    query = "as_of=2024-06-30&ranges=judged&usd_m=50"
    found = client.get(f"/plan{path}?{query}")
    assert found.status_code == 200
    assert "this is hindsight" in found.text
    assert "As known on 30 June 2024." in found.text
    assert re.search(r"baramad plan \w+ .*--as-of 2024-06-30", found.text)
    links = [one.split('"')[0] for one in found.text.split('href="/plan')[1:]]
    assert len([one for one in links if "as_of=2024-06-30" not in one]) == 1  # the way to now
    assert len(links) > 1


def test_on_the_day_of_the_strategy_page_and_command_give_the_same(client: TestClient) -> None:
    query = {"s": "1A", "ranges": "judged", "year": "2027", "as_of": "2023-11-22"}
    page = client.get(f"{API}/why", params=query).json()
    assert "--as-of 2023-11-22" in page["meta"]["command"]
    assert said(page["meta"]["command"]) == page["data"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_pack_without_a_plan_has_a_page_that_says_so(
    planless: TestClient, path: str, lang: str
) -> None:
    found = planless.get(f"/plan{path}?lang={lang}")
    if path.startswith(("/levers", "/sweep")):
        assert found.status_code == 404
        assert "plan.yaml" in found.text
        return
    assert found.status_code == 200
    assert ("This pack has no plan" in found.text) == (lang == "en")
    assert planless.get(f"{API}{path}").json()["data"] == []


@pytest.mark.parametrize(
    "path", ["", "/compare", "/why", "/budget", "/require", "/sweep/zones_open"]
)
@pytest.mark.parametrize("day", ["2015-01-01", "2022-06-30"])
def test_before_the_plan_begins_a_page_says_so(client: TestClient, path: str, day: str) -> None:
    found = client.get(f"/plan{path}?as_of={day}")
    assert found.status_code == 200
    assert "nothing of its time was known then" in found.text
    assert client.get(f"{API}{path}?as_of={day}").json()["data"] == []


def test_the_calibration_lists_every_assumption_with_its_source(client: TestClient) -> None:
    page = client.get(f"{API}/calibration", params={"table": "plan_learnt"}).json()
    names = {str(one["name"]).partition(":")[0] for one in page["data"]}
    desk = client.app.state.desk  # type: ignore[attr-defined]
    assert names == set(Plan.of(desk.folder).book.assumptions)


def test_a_heavy_answer_is_worked_out_once_for_all_its_forms(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baramad.web import budget  # noqa: PLC0415 - its own name is watched

    made: list[int] = []
    usual: Callable[..., object] = budget.best_split
    monkeypatch.setattr(budget, "best_split", lambda *a: made.append(1) or usual(*a))
    for form in ("", ".csv", ".json", ".svg", ".vg.json"):
        assert client.get(f"/plan/budget{form}?usd_m=77&ranges=judged").status_code == 200
    assert made == [1]


@pytest.fixture
def without_posterior(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Client of a machine on which nothing was calibrated."""
    monkeypatch.setenv("BARAMAD_CACHE", str(tmp_path))
    monkeypatch.setattr(studio, "_STUDIOS", OrderedDict())
    monkeypatch.setattr("baramad.plan.cache.gettempdir", lambda: str(tmp_path))
    with TestClient(create_app("pk", Throttle(burst=1e9))) as client:
        yield client


@pytest.fixture
def with_posterior(without_posterior: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Client of a machine with a posterior that moves two assumptions well away."""
    desk = without_posterior.app.state.desk  # type: ignore[attr-defined]
    plan = Plan.of(desk.folder)
    names = ("productivity_growth_y", "other_entrants_y")
    rng = np.random.default_rng(7)
    highs = [float(plan.book.assumptions[one].high) for one in names]
    particles = np.column_stack([high * rng.uniform(1.5, 2.5, 512) for high in highs])
    made_up = SimpleNamespace(posterior=Posterior(names, particles, "made up"))
    monkeypatch.setattr(plan_posterior, "calibrated", lambda *_, **__: made_up)
    plan_posterior.made_posterior(desk.strategy, plan)
    assert plan_posterior.is_kept(desk.strategy.hash, desk.newest)
    return without_posterior


@pytest.fixture(scope="module")
def planless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Client of a pack with law and evidence and no plan."""
    folder = tmp_path_factory.mktemp("packs") / "planless"
    shutil.copytree(folder_of("pk"), folder)
    (folder / "plan.yaml").unlink()
    with TestClient(create_app(str(folder), Throttle(burst=1e9))) as client:
        yield client
