"""The `levers` and `assumptions` of a system's YAML file, read strictly, all faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import yaml

from baramad.measure.fault import did_you_mean
from baramad.measure.period import Month, PeriodError
from baramad.measure.unit import Unit, UnitError
from baramad.policy.assumption import PLACEHOLDER, SCALES, STANDINGS, Assumption
from baramad.policy.citation import Citation
from baramad.policy.lever import ANNOUNCED_LAW, BINDING_LAW, Lever, Turn
from baramad.policy.page import Page, open_page
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.rule import Texts

_RANGE = ("low", "likely", "high")
_ASSUMPTION = ("title", "unit", *_RANGE, "standing")
_ASSUMPTION_MORE = ("source", "note", "settled_by", "scale", "least", "most")
_TEXTS = ("title", "note", "settled_by")  # of an assumption, by language
_LEVER = ("title", "code", "unit", "ceiling", "source")
_LEVER_MORE = ("baseline", "least", "announced", "delivered", "law", "law_key", "baseline_law",
               "announced_law", "cost", "delay", "may_lower", "note")  # fmt: skip
_TURN = ("since", "value", "source")


def read_plan_sheet(path: Path) -> tuple[list[Lever], list[Assumption], Page]:
    """Levers and assumptions of a file; the page holds the faults."""
    page, root = open_page(path)
    if not isinstance(root, yaml.MappingNode):
        return [], [], page
    fields = page.map(root, "")
    levers = [_lever(page, name, one) for name, one in _named(page, fields, "levers")]
    found = [_assumption(page, name, one) for name, one in _named(page, fields, "assumptions")]
    return [one for one in levers if one], [one for one in found if one], page


def _named(page: Page, fields: dict[str, yaml.Node], key: str) -> Sequence[tuple[str, yaml.Node]]:
    return list(page.map(fields[key], key).items()) if key in fields else []


def _assumption(page: Page, name: str, node: yaml.Node) -> Assumption | None:
    before = len(page.faults)
    fields = page.fields(node, name, _ASSUMPTION, (*_ASSUMPTION, *_ASSUMPTION_MORE))
    if len(page.faults) > before:
        return None
    words = {key: page.text(one, name) for key, one in fields.items() if key not in _TEXTS}
    texts = {key: _texts(page, fields[key], name) for key in _TEXTS if key in fields}
    _check_unit(page, node, name, words["unit"])
    numbers = {key: _number(page, fields, name, key) for key in (*_RANGE, "least", "most")}
    if words["standing"] not in STANDINGS:
        reason = f"`{words['standing']}` is no standing of an assumption."
        page.fault(fields["standing"], name, reason, did_you_mean(words["standing"], STANDINGS))
    elif (words["standing"] == PLACEHOLDER) == ("source" in words):
        reason = "A range needs a source, unless it is a placeholder, which has none."
        page.fault(node, name, reason, "Add `source:`, or write `standing: placeholder`.")
    elif (words["standing"] == PLACEHOLDER) != bool(texts.get("settled_by")):
        reason = "A placeholder, and nothing else, says which document would settle it."
        page.fault(node, name, reason, "Write `settled_by:` with the document and who has it.")
    if words.get("scale", SCALES[0]) not in SCALES:
        reason = f"`{words['scale']}` is no scale."
        page.fault(fields["scale"], name, reason, did_you_mean(words["scale"], SCALES))
    if len(page.faults) > before:
        return None
    found = Assumption(
        name=name,
        system=page.system,
        title=texts["title"],
        unit=words["unit"],
        low=_sure(numbers["low"]),
        likely=_sure(numbers["likely"]),
        high=_sure(numbers["high"]),
        standing=words["standing"],
        source=Citation.read(words["source"]) if "source" in words else None,
        note=texts.get("note", {}),
        settled_by=texts.get("settled_by", {}),
        given_scale=words.get("scale", ""),
        least=numbers["least"],
        most=numbers["most"],
        place=page.place(node, name),
    )
    for reason, remedy in range_faults(found):
        page.fault(node, name, reason, remedy)
    return found if len(page.faults) == before else None


def range_faults(one: Assumption) -> Iterator[tuple[str, str]]:
    """What is wrong with a range: its order, its bounds, its scale; reason and remedy."""
    if not one.low <= one.likely <= one.high:
        reason = f"The range runs {one.low}, {one.likely}, {one.high}: not from low to high."
        yield reason, "Put the smallest first."
    elif not one.is_fixed and not one.low < one.likely < one.high:
        yield "Two of the three values are one.", "Let them differ, or make all three the same."
    if one.unit.startswith(("USD", "PKR")) and "_cost_" in one.name and one.low < 0:
        yield f"The cost is negative: {one.low}.", "Write what is paid as a number above zero."
    if "_share" in one.name and not 0 <= one.low <= one.high <= 1:
        yield f"A share of {one.low} to {one.high} is none.", "Write values from 0 to 1."
    if one.least is not None and one.low < one.least:
        yield f"{one.low} lies below {one.least}, the least that makes sense.", "Raise `low`."
    if one.most is not None and one.high > one.most:
        yield f"{one.high} lies above {one.most}, the most that makes sense.", "Lower `high`."
    if one.scale == "logit" and not (one.low > 0 and one.high < 1):
        yield "A share on the logit scale lies between 0 and 1.", "Write `scale: plain`."
    if one.scale == "log" and one.low <= 0:
        yield "The log scale needs values above zero.", "Write `scale: plain`."


def _lever(page: Page, name: str, node: yaml.Node) -> Lever | None:
    before = len(page.faults)
    fields = page.fields(node, name, _LEVER, (*_LEVER, *_LEVER_MORE))
    if "law" not in fields:
        page.lacking(node, name, fields, ("baseline",))
    if len(page.faults) > before:
        return None
    lists = ("title", "announced", "delivered", "cost", "delay", "may_lower", "note")
    words = {key: page.text(one, name) for key, one in fields.items() if key not in lists}
    _check_unit(page, node, name, words["unit"])
    numbers = {key: _number(page, fields, name, key) for key in ("baseline", "ceiling", "least")}
    if words.get("announced_law", BINDING_LAW) not in (BINDING_LAW, ANNOUNCED_LAW):
        remedy = f"Write `{BINDING_LAW}` or `{ANNOUNCED_LAW}`."
        page.fault(fields["announced_law"], name, "Which rows of the law are meant?", remedy)
    paths = {key: tuple(_turns(page, name, fields.get(key))) for key in ("announced", "delivered")}
    if len(page.faults) > before:
        return None
    return Lever(
        name=name,
        code=words["code"],
        system=page.system,
        title=_texts(page, fields["title"], name),
        unit=words["unit"],
        baseline=numbers["baseline"],
        ceiling=_sure(numbers["ceiling"]),
        least=numbers["least"] or Decimal(0),
        **paths,
        source=Citation.read(words["source"]),
        law=words.get("law", ""),
        law_key=words.get("law_key", ""),
        baseline_law=words.get("baseline_law", ""),
        announced_law=words.get("announced_law", BINDING_LAW),
        cost=_list(page, name, fields.get("cost")),
        delay=_list(page, name, fields.get("delay")),
        may_lower=_texts(page, fields["may_lower"], name) if "may_lower" in fields else {},
        note=_texts(page, fields["note"], name) if "note" in fields else {},
        place=page.place(node, name),
    )


def _turns(page: Page, path: str, node: yaml.Node | None) -> Iterator[Turn]:
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        page.fault(node, path, "A path is a list.", "Write rows with `since`, `value`, `source`.")
        return
    for one in node.value:
        before = len(page.faults)
        fields = page.fields(one, path, _TURN, (*_TURN, "note"))
        value = _number(page, fields, path, "value")
        if len(page.faults) > before or value is None:
            continue
        words = {key: page.text(found, path) for key, found in fields.items()}
        try:
            since = Month.read(words["since"])
        except PeriodError as cause:
            page.fault(one, path, f"{cause}.", "Write the month as 2024-07.")
            continue
        yield Turn(since, value, Citation.read(words["source"]), words.get("note", ""))


def _number(page: Page, fields: dict[str, yaml.Node], path: str, key: str) -> Decimal | None:
    if key not in fields:
        return None
    try:
        return read_number(page.text(fields[key], path))
    except QuantityError as cause:
        page.fault(fields[key], path, f"{cause.args[0]}.", f"{cause.args[1]}.")
        return None


def _check_unit(page: Page, node: yaml.Node, path: str, text: str) -> None:
    try:
        Unit.read(text)
    except UnitError as cause:
        page.fault(node, path, f"{cause}.", "Mend the unit.")


def _list(page: Page, path: str, node: yaml.Node | None) -> tuple[str, ...]:
    return tuple(page.texts(node, path)) if node is not None else ()


def _texts(page: Page, node: yaml.Node, path: str) -> Texts:
    if isinstance(node, yaml.ScalarNode):
        return {"en": page.text(node, path)}
    return {key: page.text(one, path) for key, one in page.map(node, path).items()}


def _sure(value: Decimal | None) -> Decimal:
    assert value is not None
    return value
