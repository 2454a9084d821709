"""Facts of one case from a file, from standard input, or from `name=value` words."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import yaml

from baramad.measure.fault import Fault, RequestError

STDIN = "-"


def read_case(path: str) -> dict[str, str]:
    """Facts of a JSON or YAML file (`-`: standard input), one `name: value` each, as texts.

    RequestError where it cannot be read or holds anything but names and single values. Numbers
    are taken as written, so nothing is rounded on the way.
    """
    place = "standard input" if path == STDIN else path
    try:
        text = sys.stdin.read() if path == STDIN else Path(path).read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as cause:
        raise _refused(place, f"The facts cannot be read: {cause}.") from cause
    except yaml.YAMLError as cause:
        raise _refused(place, f"This is neither JSON nor YAML: {cause}.") from cause
    if not isinstance(root, yaml.MappingNode):
        raise _refused(place, "The facts are not given by name.")
    return dict(_pairs(root, place))


def _pairs(root: yaml.MappingNode, place: str) -> Iterable[tuple[str, str]]:
    for key, value in root.value:
        where = f"{place}:{key.start_mark.line + 1}"
        if not isinstance(value, yaml.ScalarNode):
            raise _refused(where, f"`{key.value}` holds more than a single value.")
        if value.tag == "tag:yaml.org,2002:null":
            continue  # not known
        yield str(key.value), _truth(value)


def _truth(node: yaml.ScalarNode) -> str:
    """Text of a value; JSON's and YAML's truth values in the words that facts have."""
    if node.tag == "tag:yaml.org,2002:bool":
        return "yes" if str(node.value).lower() in ("true", "yes", "on") else "no"
    return str(node.value)


def read_words(words: Iterable[str]) -> dict[str, str]:
    """Facts from `name=value` words; RequestError for any other word, or a name given twice."""
    found: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not (sign and name and value):
            raise _refused(f"`{word}`", "A fact is a name and a value.")
        if name in found:
            raise _refused(f"`{word}`", f"`{name}` is given twice.")
        found[name.strip()] = value.strip()
    return found


def _refused(place: str, reason: str) -> RequestError:
    remedy = "Write facts as name=value, such as exporter_kind=freelancer proceeds_usd_m=4200."
    return RequestError([Fault(place, reason, remedy)])
