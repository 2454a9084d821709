"""A system's YAML file: its `parameters`, read strictly; every fault found, each with its line.

Other keys of the file belong to other readers and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from baramad.measure.fault import Fault, did_you_mean
from baramad.policy.citation import Citation
from baramad.policy.page import Page, open_page
from baramad.policy.parameter import CONFIDENCES, STATUSES, Parameter, Reading, Row, Value
from baramad.policy.quantity import QuantityError, read_bands, read_day, read_value
from baramad.policy.unknown import DECLARED, Unsettled

_NEEDED = ("title", "unit", "values")
_PARAMETER = (*_NEEDED, "by", "follow", "unread")
_ROW_NEEDED = ("since", "status", "source", "confidence")
_ROW = (*_ROW_NEEDED, "until", "known", "confirmed_by", "conflict", "note", "undated")
_DAYS = ("since", "until", "known")
_VALUES = ("value", "bands", "unknown")


def read_sheet(path: Path) -> tuple[list[Parameter], list[Fault]]:
    """Parameters of a system's file, and what is wrong with the file."""
    sheet, root = open_page(path)
    if root is None and sheet.faults:
        return [], sheet.faults
    if not isinstance(root, yaml.MappingNode):
        return [], [Fault(path.name, "The file holds no map.", "Begin with `parameters:`.")]
    node = sheet.map(root, "").get("parameters")
    if node is None:
        return [], sheet.faults
    named = sheet.map(node, "parameters").items()
    return [_parameter(sheet, name, one) for name, one in named], sheet.faults


def _parameter(sheet: Page, name: str, node: yaml.Node) -> Parameter:
    fields = sheet.fields(node, name, _NEEDED, _PARAMETER)
    unit = sheet.text(fields.get("unit"), name)
    by = sheet.text(fields.get("by"), name)
    return Parameter(
        name=name,
        system=sheet.system,
        title=_texts(sheet, name, fields.get("title")),
        unit=unit,
        rows=tuple(_rows(sheet, name, fields.get("values"), unit, by)),
        by=by,
        follow=dict(_follow(sheet, name, fields.get("follow"))),
        unread=sheet.text(fields.get("unread"), name),
        place=sheet.place(node, name),
        excerpt=f"{name}:",
    )


def _texts(sheet: Page, path: str, node: yaml.Node | None) -> dict[str, str]:
    """Texts by language; a bare text is English."""
    if node is None:
        return {}
    if isinstance(node, yaml.ScalarNode):
        return {"en": sheet.text(node, path)}
    return {key: sheet.text(one, path) for key, one in sheet.map(node, path).items()}


def _follow(sheet: Page, path: str, node: yaml.Node | None) -> Iterator[tuple[str, Reading]]:
    for conflict, one in sheet.map(node, path).items() if node else ():
        needed = ("source", "why")
        fields = sheet.fields(one, f"{path}, follow {conflict}", needed, needed)
        source, why = (sheet.text(fields.get(key), path) for key in needed)
        yield conflict, Reading(source, why)


def _rows(sheet: Page, path: str, node: yaml.Node | None, unit: str, by: str) -> Iterator[Row]:
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        sheet.fault(node, path, "There are no values.", "Write a list of rows, each with `since`.")
        return
    for one in node.value:
        before = len(sheet.faults)
        fields = sheet.map(one, path)
        _check_keys(sheet, path, one, fields, by)
        if len(sheet.faults) == before and (row := _row(sheet, path, one, fields, unit)):
            yield row


def _check_keys(
    sheet: Page, path: str, node: yaml.Node, fields: Mapping[str, yaml.Node], by: str
) -> None:
    """Faults for keys that a row lacks, and for those that it may not have."""
    sheet.lacking(node, path, fields, _ROW_NEEDED)
    known = (*_ROW, *_VALUES)
    for key in [one for one in fields if not by and one not in known]:
        reason = f"`{key}` is no key of a row."
        sheet.fault(fields[key], path, reason, did_you_mean(key, known))


def _row(
    sheet: Page, path: str, node: yaml.Node, fields: Mapping[str, yaml.Node], unit: str
) -> Row | None:
    """The row, or None when something in it cannot be read."""
    before = len(sheet.faults)
    words = {key: sheet.text(fields.get(key), path) for key in _ROW}
    for key, known in (("status", STATUSES), ("confidence", CONFIDENCES)):
        if words[key] not in known:
            reason = f"`{words[key]}` is no {key}."
            sheet.fault(fields[key], path, reason, did_you_mean(words[key], known))
    try:
        days = {key: read_day(words[key]) for key in _DAYS if words[key]}
        values = dict(_values(sheet, path, fields, unit))
    except QuantityError as cause:
        reason, remedy = cause.args
        sheet.fault(node, path, f"{reason}.", f"{remedy}.")
        return None
    if words["undated"] not in ("", "yes"):
        remedy = 'Write `undated: "yes"` where `since` is only a day by which it held.'
        sheet.fault(fields["undated"], path, f"`undated` is `{words['undated']}`.", remedy)
    until = days.get("until")
    if until and until < days["since"]:
        sheet.fault(node, path, "`until` lies before `since`.", "Mend one of the two days.")
    if not values:
        remedy = "Add `value:`, or `unknown:` with what is not known."
        sheet.fault(node, path, "The row has no value.", remedy)
    if len(sheet.faults) > before:
        return None
    return Row(
        since=days["since"],
        until=until,
        values=values,
        status=words["status"],
        source=Citation.read(words["source"]),
        confidence=words["confidence"],
        known=days.get("known"),
        confirmed_by=words["confirmed_by"],
        conflict=words["conflict"],
        note=words["note"],
        place=sheet.place(node, path),
        excerpt=sheet.excerpt(node),
        is_undated=bool(words["undated"]),
    )


def _values(
    sheet: Page, path: str, fields: Mapping[str, yaml.Node], unit: str
) -> Iterator[tuple[str, Value | Unsettled]]:
    """Values of a row by key; the empty key stands for every key."""
    for key, node in fields.items():
        if key in _ROW:
            continue
        if key == "bands":
            bands = sheet.map(node, path)
            yield "", read_bands({low: sheet.text(one, path) for low, one in bands.items()})
            continue
        text = sheet.text(node, path)
        if key == "unknown":
            yield "", Unsettled(DECLARED, path, text)
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            raise QuantityError(f"`{key}: {text}` stands without quotes", f'Write "{text}"')
        else:
            yield "" if key == "value" else key, read_value(text, unit)
