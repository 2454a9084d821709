"""An import as entries: every line in order, numbered as the books will number them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from baramad.facts.statement import StatementLine
from baramad.ledger.entry import Entry
from baramad.operate.book import Keeper
from baramad.operate.keeping import SUSPENSE
from baramad.operate.lines import entries_of
from baramad.operate.recall import held_reason


@dataclass(frozen=True, slots=True)
class Step:
    """One line with the entries that book it together."""

    line: StatementLine | None
    entries: Sequence[Entry]

    @property
    def reason(self) -> str:
        """Reason why it is in suspense; empty when it is not."""
        last = self.entries[-1]
        return held_reason(last.memo)[0] if last.kind == SUSPENSE else ""


@dataclass(slots=True)
class ImportPlan:
    """Steps of one exporter's import, and where each entry will stand."""

    keeper: Keeper
    steps: list[Step] = field(default_factory=list)

    def add(self, lines: Iterable[StatementLine]) -> ImportPlan:
        """The same with lines, in the order in which they are booked."""
        for line in self.keeper.in_order(lines):
            entries = entries_of(self.keeper, line)
            if entries:
                self.steps.append(Step(line, entries))
        return self

    def settle(self) -> ImportPlan:
        """The same with what others, who booked meanwhile, have left to be re-booked."""
        if entries := self.keeper.settled():
            line = self.steps[-1].line if self.steps else None
            self.steps.append(Step(line, entries))
        return self

    @property
    def entries(self) -> list[Entry]:
        """All entries in order."""
        return [entry for step in self.steps for entry in step.entries]

    @property
    def held(self) -> list[Step]:
        """Steps that are in suspense."""
        return [one for one in self.steps if one.reason]

    def chunks(self, size: int) -> Iterator[list[Entry]]:
        """Entries in chunks of about a size, those of one line never parted."""
        chunk: list[Entry] = []
        for step in self.steps:
            chunk.extend(step.entries)
            if len(chunk) >= size:
                yield chunk
                chunk = []
        if chunk:
            yield chunk
