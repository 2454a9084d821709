"""Whether the compiled engine is ready: until it is, the reference answers with the same numbers.

Compiling takes a minute once on a machine and a third of a second afterwards; it runs beside
everything else and no page waits for it, but for those that ask for more than the reference can do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread

from baramad.plan import fast
from baramad.plan.problem import FAST, REFERENCE, Problem, outcomes
from baramad.policy.scenario import Scenario
from baramad.web.shelf import BusyError

_SEVERAL, _SHORT = 4, 2.0  # scenarios, and seconds that they wait for the compiler
_WAIT = 8.0  # seconds that a heavy page waits for the compiler


@dataclass
class _Engine:
    """State of the compiled engine in this process."""

    is_ready: bool = False
    thread: Thread | None = None

    def begin(self, problem: Problem) -> None:
        """Compile it beside everything else."""
        if self.thread is None:
            self.thread = Thread(target=self._compile, args=(problem,), daemon=True)
            self.thread.start()

    def _compile(self, problem: Problem) -> None:
        outcomes(replace(problem, engine=FAST), (0, 1))
        self.is_ready = True


_ENGINE = _Engine()
_BEGINNING = Lock()


def engine_now(problem: Problem, scenarios: int = 1) -> str:
    """Engine that can answer at once; for many scenarios after a short wait for the compiled one.

    Machine code that is kept is there in a third of a second, in which the reference runs one or
    two scenarios.
    """
    if _ENGINE.is_ready:
        return FAST
    if fast.is_fast():
        with _BEGINNING:
            _ENGINE.begin(problem)
        if scenarios >= _SEVERAL and _ENGINE.thread:
            _ENGINE.thread.join(_SHORT)
    return FAST if _ENGINE.is_ready else REFERENCE


def compiled(problem: Callable[[Scenario], Problem]) -> None:
    """Wait for the compiled engine as long as it takes, where there is a compiler."""
    engine_now(problem(Scenario()))
    if _ENGINE.thread is not None:
        _ENGINE.thread.join()


def wait_for_engine(problem: Problem) -> None:
    """Wait until the compiled engine is there; BusyError where it is not soon, nothing without."""
    engine_now(problem)
    if _ENGINE.thread is not None and not _ENGINE.is_ready:
        _ENGINE.thread.join(_WAIT)
        if not _ENGINE.is_ready:
            raise BusyError
