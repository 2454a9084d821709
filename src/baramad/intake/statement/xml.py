"""XML of strangers, read in bounds: no document type, no entities, no network, no deep nesting.

lxml does the reading; what is here only closes its doors and tells its errors as faults.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from baramad.intake.statement.node import NOTHING, Node, Shapes, local, plain
from baramad.intake.statement.raw import RawFile, StatementError

_DOORS = {
    "resolve_entities": False,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "no_network": True,
    "huge_tree": False,  # bounds depth, names and texts
    "remove_comments": True,
    "remove_pis": True,
}
_TYPE = "<!doctype"
_REMEDY = "Download the file again; if the bank wrote it so, ask it for the plain file."


def elements(raw: RawFile, holder: str, *names: str) -> Iterator[tuple[str, Node]]:
    """Parts of the given names right within a holder, each as it is complete, and holders' ends.

    What has been read is let go, so that memory does not grow with the file. StatementError where
    the XML is at fault.
    """
    _no_type(raw)
    tags = [f"{{*}}{name}" for name in (holder, *names)]
    shapes = Shapes()
    reader = etree.iterparse(io.BytesIO(raw.data), events=("end",), tag=tags, **_DOORS)
    try:
        for _, element in reader:
            name, parent = local(str(element.tag)), element.getparent()
            if name == holder:
                yield name, NOTHING
            elif parent is not None and local(str(parent.tag)) == holder:
                yield name, shapes.plain(element)
            else:
                continue
            _forget(element)
    except etree.XMLSyntaxError as cause:
        raise _broken(raw, cause) from cause


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def whole(raw: RawFile, text: str, *names: str) -> list[Node]:
    """Elements of the given names in a text made into XML; StatementError where it is at fault."""
    _no_type(raw)
    parser = etree.XMLParser(**_DOORS)  # type: ignore[arg-type]  # all of them are switches
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as cause:
        raise _broken(raw, cause) from cause
    return [plain(element) for element in root.iter(*names)]


def _no_type(raw: RawFile) -> None:
    """Refuse a document type anywhere, whatever the encoding: it could define entities."""
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        at = raw.data.lower().find(_TYPE.encode(encoding))
        if at >= 0:
            reason = "The file has a document type (DOCTYPE), which could hide other files in it."
            raise raw.refused(reason, _REMEDY, raw.data.count(b"\n", 0, at) + 1)


def _broken(raw: RawFile, cause: etree.XMLSyntaxError) -> StatementError:
    line = cause.lineno or 1
    told = cause.msg.partition(", line")[0].partition(", use")[0]
    return raw.refused(f"This is not sound XML: {told}.", _REMEDY, line)
