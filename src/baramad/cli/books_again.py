"""Files that were imported whole: known by their content, and not read a second time.

A file is known when every line of it was booked or was in the books, read in the same way. What is
held, set aside or for somebody to look at leaves its file unknown, so that it is read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from baramad.cli.books_import import Import, Wish
from baramad.cli.books_told import PREVIEW
from baramad.cli.output import Listing
from baramad.facts.statement import Statement
from baramad.store.books import Books
from baramad.store.imported import Imported, Part
from baramad.store.read import Reader
from baramad.words import Language


def known_files(reader: Reader, wish: Wish, code: str) -> Mapping[Path, Imported]:
    """Files with what is known of them, when all of them were imported before; else none.

    A file that cannot be opened is not known: whoever reads it says why.
    """
    try:
        digests = {path: _digest(_content(path), wish, code) for path in wish.files}
    except OSError:
        return {}
    known = reader.imported(digests.values())
    if not all(digest in known for digest in digests.values()):
        return {}
    return {path: known[digest] for path, digest in digests.items()}


def note_files(
    books: Books,
    done: Sequence[tuple[Import, int]],
    read: Mapping[str, Sequence[Statement]],
    wish: Wish,
    code: str,
) -> None:
    """Keep which files were imported whole; `done` is each import with how much it booked."""
    if all(_is_whole(one, count) for one, count in done):
        books.note_imported(_parts(read, wish, code))


def told(known: Mapping[Path, Imported], words: Language) -> Listing:
    """Known files, each a line."""
    lead = [
        words.say(
            "{file}: {lines} lines, imported on {day} and in the books already; "
            "it was not read again.",
            file=path.name, lines=one.lines, day=words.day(one.at.date()),
        )
        for path, one in known.items()
    ]  # fmt: skip
    rows = [
        ("", path.name, None, "", None, "", "", None, None, None, "known",
         f"imported on {one.at.date()}: {one.lines} lines; not read again")
        for path, one in known.items()
    ]  # fmt: skip
    return Listing(PREVIEW, rows, lead=lead, is_brief=True)


def _is_whole(one: Import, count: int) -> bool:
    """Whether everything was booked that the preview showed, and nothing waits for a person."""
    seen, batch = one.preview, one.batch
    waits = one.plan.held or seen.suspense or seen.review or seen.ambiguous
    return not waits and count == len(one.plan.entries) + (0 if batch is None else len(batch))


def _parts(read: Mapping[str, Sequence[Statement]], wish: Wish, code: str) -> Iterator[Part]:
    counts: dict[tuple[bytes, str], int] = {}
    for exporter, statements in read.items():
        for one in statements:
            place = _digest(one.sha256, wish, code), exporter
            counts[place] = counts.get(place, 0) + len(one.lines)
    return (Part(digest, exporter, lines) for (digest, exporter), lines in counts.items())


def _content(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _digest(content: str, wish: Wish, code: str) -> bytes:
    """Digest of a file's content and of how it is read."""
    profile = _content(wish.profile) if wish.profile else ""
    said = [content, code, wish.account, profile, wish.aside, wish.alike]
    return sha256(json.dumps(said).encode()).digest()
