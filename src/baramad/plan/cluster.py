"""Futures on a Dask cluster, given its address; the numbers are those of one machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from baramad.measure.fault import Fault, RequestError
from baramad.plan.problem import FAST, Problem, tally
from baramad.plan.tally import Span, Tally

CHUNK = 262_144  # futures: a task should take far longer than the sending of it
_FEW = 5_000
_SECONDS = 10  # until a cluster counts as out of reach


@dataclass(frozen=True)
class Cluster:
    """Workers of a Dask scheduler."""

    address: str

    def chunk(self, problem: Problem, futures: int) -> int:  # noqa: ARG002  # tasks stay large
        """Futures of a task."""
        return CHUNK if problem.engine == FAST else _FEW

    def tallies(self, problem: Problem, spans: Sequence[Span]) -> Iterator[Tally]:
        """Tallies as workers send them; tasks that are not done are withdrawn at the end."""
        client = self._client()
        try:
            from distributed import as_completed  # noqa: PLC0415  # an extra

            sent = client.scatter(problem, broadcast=True)
            tasks = [client.submit(tally, sent, span, pure=False) for span in spans]
            for task in as_completed(tasks, loop=client.loop):
                yield task.result()
                task.release()  # or the cluster would hold every tally to the end
        finally:
            client.close()

    def _client(self) -> Any:  # noqa: ANN401  # the client has no types
        try:
            from distributed import Client  # noqa: PLC0415  # an extra
        except ImportError as cause:
            reason = "A cluster needs `distributed`, which is not installed."
            remedy = "Install the extra: pip install 'baramad[cluster]'."
            raise RequestError([Fault("cluster", reason, remedy)]) from cause
        try:
            return Client(self.address, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as cause:
            reason = f"No scheduler answers at {self.address}: {cause}."
            remedy = "Start one with `dask scheduler`, or leave the address out."
            raise RequestError([Fault("cluster", reason, remedy)]) from cause
