"""What an operation that is no page may answer, as the API's own description tells it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

_ANSWER = {
    "type": "object",
    "properties": {
        "data": {"type": ["object", "array"]},
        "meta": {"$ref": "#/components/schemas/Meta"},
    },
    "required": ["data", "meta"],
}


def answers(status: int, what: str, *problems: int) -> dict[int | str, dict[str, Any]]:
    """Its answer, and the problems that it may tell of, by status."""
    told: dict[int | str, dict[str, Any]] = {
        status: {
            "description": what,
            "content": {"application/json": {"schema": _ANSWER}},
        }
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema}}
    return told | {one: {"description": HTTPStatus(one).phrase, "content": content}
                   for one in problems}  # fmt: skip
