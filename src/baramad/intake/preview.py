"""What an import would do, before anything is booked. Pure: files and known keys in, a plan out.

The same file twice, or two files that overlap, give nothing twice: a line is known by account, key
and occurrence. What only looks alike (same account, day and amount under another key, from another
file) is never dropped in silence: it goes to review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baramad.facts.statement import Key, Passed, Statement, StatementLine, SuspenseLine
from baramad.intake.transfer import DAYS, Ambiguous, Pair, paired


@dataclass(frozen=True, slots=True)
class Twin:
    """A line that may be one that is there already under another key, or told otherwise."""

    line: StatementLine
    like: StatementLine | None  # None: known only by its key
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would book, and what it would not and why."""

    new: tuple[StatementLine, ...]
    known: tuple[StatementLine, ...]
    suspense: tuple[SuspenseLine, ...]
    review: tuple[Twin, ...]  # not among the new: a person says whether they are
    pairs: tuple[Pair, ...]  # both sides are among the new or booked; count them once
    ambiguous: tuple[Ambiguous, ...]
    passed: tuple[Passed, ...]


@dataclass(slots=True)
class _Sorted:
    """Lines of all files by what is to become of them."""

    new: list[StatementLine] = field(default_factory=list)
    known: list[StatementLine] = field(default_factory=list)
    review: list[Twin] = field(default_factory=list)


def preview(
    statements: Sequence[Statement],
    known: Collection[Key] | Mapping[Key, str] = (),
    *,
    booked: Iterable[StatementLine] = (),
    days: int = DAYS,
) -> Preview:
    """Plan of an import of several statements, in the order given.

    `known` are the keys already in the books; with a digest to each, a line that now tells another
    day or amount is found. `booked` are lines already there that new ones may double or pair with:
    those of the accounts and days around suffice.
    """
    booked = tuple(booked)
    sorted_lines = _sorted(statements, known, booked)
    fresh = {line.identity for line in sorted_lines.new}
    pairs, ambiguous = paired([*sorted_lines.new, *booked], days=days)
    return Preview(
        new=tuple(sorted_lines.new),
        known=tuple(sorted_lines.known),
        suspense=_suspense(statements, known),
        review=tuple(sorted_lines.review),
        pairs=tuple(one for one in pairs if fresh & {one.out.identity, one.into.identity}),
        ambiguous=tuple(one for one in ambiguous if _touches(one, fresh)),
        passed=tuple(one for statement in statements for one in statement.passed),
    )


def all_known(statements: Sequence[Statement]) -> Preview:
    """Plan of an import of statements of which every line is in the books as it is told."""
    known = tuple(line for one in statements for line in one.lines)
    passed = tuple(row for one in statements for row in one.passed)
    return Preview((), known, (), (), (), (), passed)


def _suspense(
    statements: Sequence[Statement], known: Collection[Key] | Mapping[Key, str]
) -> tuple[SuspenseLine, ...]:
    """Rows set aside that the books do not have yet, each once."""
    told = {one.identity: one for statement in statements for one in statement.aside}
    return tuple(one for identity, one in told.items() if identity not in known)


def _touches(one: Ambiguous, fresh: Collection[Key]) -> bool:
    return one.out.identity in fresh or any(line.identity in fresh for line in one.candidates)


def _sorted(
    statements: Sequence[Statement],
    known: Collection[Key] | Mapping[Key, str],
    booked: Sequence[StatementLine],
) -> _Sorted:
    found = _Sorted()
    digests = {line.identity: line.digest for line in booked}
    if isinstance(known, Mapping):
        digests.update(known)  # what the books keep of a line is surer than what was made of it
    else:
        digests = {**dict.fromkeys(known, ""), **digests}
    alike = _Alike(booked)
    for statement in statements:
        source = statement.sha256
        unknown = [line for line in statement.lines if line.identity not in digests]
        for line in statement.lines:
            if line.identity in digests:
                _again(line, digests[line.identity], found)
                alike.spoken_for(line, source)
        twins = {line.identity: twin for line in unknown if (twin := alike.to(line, source))}
        fresh = [line for line in unknown if line.identity not in twins]
        found.review.extend(twins.values())
        found.new.extend(fresh)
        digests.update((line.identity, line.digest) for line in fresh)
        alike.add(fresh, source)
    return found


def _again(line: StatementLine, digest: str, found: _Sorted) -> None:
    """A line whose key is known: there already, unless it now tells another day or amount."""
    if digest and digest != line.digest:
        reason = "This line is in the books with another day or amount."
        found.review.append(Twin(line, None, reason))
    else:
        found.known.append(line)


@dataclass(slots=True)
class _Other:
    """A line of some file, and the files of which one line has been found to be it."""

    line: StatementLine
    sources: set[str]


class _Alike:
    """Lines by account, day and amount; each stands for one line of every other file at most."""

    def __init__(self, booked: Iterable[StatementLine]) -> None:
        self._by: dict[tuple[object, ...], list[_Other]] = defaultdict(list)
        self.add(booked, "")

    def add(self, lines: Iterable[StatementLine], source: str) -> None:
        for line in lines:
            self._by[_looks(line)].append(_Other(line, {source}))

    def spoken_for(self, line: StatementLine, source: str) -> None:
        """Note that a file repeats a line under its own key: it is no twin of another row."""
        for other in self._by.get(_looks(line), ()):
            if other.line.identity == line.identity:
                other.sources.add(source)

    def to(self, line: StatementLine, source: str) -> Twin | None:
        """Line of another file that this one may repeat; it is then spoken for."""
        for other in self._by.get(_looks(line), ()):
            if source not in other.sources and not _same_scheme(line, other.line):
                other.sources.add(source)
                told = f"{other.line.place} tells the same day and amount of this account"
                return Twin(line, other.line, f"{told} under another key.")
        return None


def _same_scheme(line: StatementLine, other: StatementLine) -> bool:
    """Whether both are known by ids of one house, which tell them apart for certain."""
    scheme = line.key.partition(":")[0]
    return scheme != "sha" and scheme == other.key.partition(":")[0]


def _looks(line: StatementLine) -> tuple[object, ...]:
    return line.account, line.value_date, line.amount
