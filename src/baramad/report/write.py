"""A document written to a file whose ending says how: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from baramad.measure.fault import Fault, RequestError
from baramad.report.document import Document


def renderer(path: Path) -> Callable[[Document], bytes]:
    """What makes the bytes of a file of this name; RequestError for an unknown ending."""
    if path.suffix in _RENDERERS:
        return _RENDERERS[path.suffix]
    reason = f"A report cannot be written as `{path.suffix or path.name}`."
    remedy = f"End the name in one of {', '.join(_RENDERERS)}."
    raise RequestError([Fault(str(path), reason, remedy)])


def checked(path: Path) -> Path:
    """The path, if a report can be written there; asked before the work begins."""
    renderer(path)
    return writable(path)


def writable(path: Path) -> Path:
    """The path, if some file can be written there."""
    folder = path.parent
    if not folder.is_dir():
        reason = f"There is no folder `{folder}`."
        raise RequestError([Fault(str(path), reason, "Make the folder, or choose another.")])
    if path.is_dir() or not os.access(folder, os.W_OK):
        raise RequestError([_refused(path, "it may not be written to")])
    return path


def write(document: Document, path: Path) -> None:
    """Write a document; a file of the name is replaced only once the new one is complete."""
    write_whole(renderer(path)(document), path)


def write_whole(content: bytes, path: Path) -> None:
    """Write bytes; a file of the name is replaced only once the new one is complete."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as cause:
        raise RequestError([_refused(path, str(cause.strerror))]) from cause


def _refused(path: Path, why: str) -> Fault:
    reason = f"The report cannot be written here: {why}."
    return Fault(str(path), reason, "Choose a folder you may write to.")


def _html(document: Document) -> bytes:
    from baramad.report.html import html  # noqa: PLC0415 - each form loads its own engine

    return html(document).encode("utf-8")


def _pdf(document: Document) -> bytes:
    from baramad.report.pdf import pdf  # noqa: PLC0415

    return pdf(document)


def _markdown(document: Document) -> bytes:
    from baramad.report.markdown import markdown  # noqa: PLC0415

    return markdown(document).encode("utf-8")


def _archive(document: Document) -> bytes:
    from baramad.report.archive import archive  # noqa: PLC0415

    return archive(document)


_RENDERERS: Mapping[str, Callable[[Document], bytes]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".md": _markdown,
    ".zip": _archive,
}
