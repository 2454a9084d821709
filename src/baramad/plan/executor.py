"""Where chunks of futures are computed: in this process, or wherever an executor sends them.

An executor takes a problem and spans of futures and yields tallies in any order. What it is does
not show in what it gives.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Protocol

from baramad.plan.problem import FAST, Problem, tally
from baramad.plan.tally import Span, Tally

CHUNK = 131_072  # futures: a tenth of a second of the fast engine
FEW = 10_000  # futures: half a second of the reference


class Executor(Protocol):
    """Computes tallies of spans of futures."""

    def chunk(self, problem: Problem, futures: int) -> int:
        """Futures that one task should hold, of so many in all."""

    def tallies(self, problem: Problem, spans: Sequence[Span]) -> Iterator[Tally]:
        """Tallies as they come in, in any order."""


@dataclass(frozen=True)
class Here:
    """This process, with so many threads; the fast engine lets threads run side by side."""

    workers: int = 0  # none named: as many as there are processors

    @property
    def threads(self) -> int:
        """Threads that run side by side."""
        return self.workers or os.cpu_count() or 1

    def chunk(self, problem: Problem, futures: int) -> int:
        """Futures of a chunk; every thread has some."""
        return min(CHUNK, -(-futures // self.threads)) if problem.engine == FAST else FEW

    def tallies(self, problem: Problem, spans: Sequence[Span]) -> Iterator[Tally]:
        """Tallies as threads finish them; no more chunks are begun than threads can take."""
        workers = self.threads
        if workers == 1 or problem.engine != FAST:
            for span in spans:
                yield tally(problem, span)
            return
        waiting = list(reversed(spans))
        with ThreadPoolExecutor(workers) as pool:
            running: set[Future[Tally]] = set()
            while waiting or running:
                while waiting and len(running) < workers:
                    running.add(pool.submit(tally, problem, waiting.pop()))
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for one in done:
                    yield one.result()
