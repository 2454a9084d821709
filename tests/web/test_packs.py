"""Other packs at the same server: bounded to known names, kept by links, plain where they lack."""

import re

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app as commands
from baramad.web.examples import addresses

LINK = re.compile(r'href="(/[^"]*)"')
PLAIN = ("/static/", "/api/v1/openapi.json")


@pytest.mark.parametrize("name", addresses())
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_page_of_a_pack_of_law_alone_answers_and_its_links_keep_the_pack(client, name, lang):
    address = addresses()[name]
    joint = "&" if "?" in address else "?"
    found = client.get(f"{address}{joint}pack=serendip&lang={lang}")
    assert found.status_code in (200, 303, 400, 404)
    links = [one for one in LINK.findall(found.text) if not one.startswith(PLAIN)]
    assert [one for one in links if "pack=serendip" not in one] == []


@pytest.mark.parametrize("path", ["/", "/track", "/track/claims", "/data", "/operate/population"])
def test_a_door_without_figures_says_so_plainly(client, path):
    text = client.get(f"{path}?pack=serendip").text
    assert "Serendip: the law, and no figures" in text
    assert "Pakistan" not in text


@pytest.mark.parametrize("path", ["/track", "/plan", "/"])
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_door_without_figures_leads_to_what_the_pack_has(client, path, lang):
    found = client.get(f"{path}?pack=serendip&lang={lang}")
    main = found.text.partition("<main")[2].partition("</main>")[0]
    assert ("/rules/kept_usd_m?" in main) == (path == "/track")
    assert ("/rules?" in main) == (path == "/")
    assert 'href="/track?' not in main
    assert "Track" not in main
    data = client.get(f"/api/v1{path if path != '/' else '/index'}?pack=serendip").json()
    assert data["data"] == []
    told = CliRunner().invoke(commands, data["meta"]["command"].split()[1:])
    assert told.exit_code == 0, told.output


def test_the_law_and_the_check_of_another_pack_are_its_own(client):
    rules = client.get("/rules.csv?pack=serendip").text
    assert "kept_usd_m" in rules
    assert "retained_usd_m" not in rules
    given = "exporter_kind=teller&proceeds_usd_m=4000&is_storm_struck=no&on=2023-02-01"
    found = client.get(f"/operate/check/result.json?pack=serendip&{given}").json()
    assert found["meta"]["pack"] == "sd"
    assert "--pack serendip" in found["meta"]["command"]
    assert "kept_usd_m" in found["data"]["wanted"]


@pytest.mark.parametrize("name", ["xx", "../../etc", "/etc", "baramad.packs.serendip", "%00"])
def test_a_pack_is_a_known_name_and_never_a_path(client, name):
    found = client.get(f"/api/v1/track?pack={name}")
    assert found.status_code == 400
    assert found.json()["faults"][0]["place"] == "pack"


def test_answers_of_two_packs_are_never_mixed_up(client):
    here, there = (client.get(f"/rules{more}") for more in ("", "?pack=serendip"))
    assert here.headers["etag"] != there.headers["etag"]
    assert client.get("/rules?pack=pk").text == here.text
