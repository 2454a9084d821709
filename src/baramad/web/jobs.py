"""Jobs: what takes minutes is done by a process of its own, one after another, and can be watched.

A job is named by what it does, so that asking twice is one job. What waits is bounded; what is done
is kept for a while, and only so much of it. The child says how far it is, a line of JSON at a time.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from baramad.web.shelf import BusyError

WAITING, RUNNING, DONE, FAILED = ("waiting", "running", "done", "failed")
_LINE = 262_144  # bytes of a line of the child


@dataclass
class Job:
    """One piece of work: what it is, how far it is, what came of it."""

    id: str
    kind: str
    given: Mapping[str, str]
    page: str  # address that shows what came of it; empty where a file does
    state: str = WAITING
    done: int = 0
    total: int = 100
    faults: Sequence[Mapping[str, str]] = ()
    file: Path | None = None
    ended: float = 0.0

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self.state in (DONE, FAILED)

    @property
    def percent(self) -> int:
        """How much of it is done, of 100."""
        return min(100, 100 * self.done // max(self.total, 1))


def name_of(kind: str, given: Mapping[str, str]) -> str:
    """Name of a job, the same for the same work."""
    told = json.dumps([kind, sorted(given.items())], ensure_ascii=False)
    return sha256(told.encode()).hexdigest()[:16]


@dataclass
class Jobs:
    """Jobs that wait, run or are kept; one runs at a time."""

    queue: int = 4  # that may wait
    kept: int = 24  # that are over
    seconds: float = 3_600.0  # that one is kept
    most: float = 1_200.0  # seconds that one may run
    program: Sequence[str] = (sys.executable, "-m", "baramad.web.work")
    clock: Callable[[], float] = time.monotonic
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _task: asyncio.Task[None] | None = None
    _folder: Path | None = None

    def found(self, name: str) -> Job | None:
        """A job by its name; None when there is none, or it was given up."""
        self._tidy()
        return self._jobs.get(name)

    def begin(self, kind: str, given: Mapping[str, str], page: str = "", suffix: str = "") -> Job:
        """The job that does this work, begun now unless it is there; BusyError where many wait."""
        self._tidy()
        name = name_of(kind, given)
        known = self._jobs.get(name)
        if known and known.state != FAILED:
            return known
        if sum(one.state == WAITING for one in self._jobs.values()) >= self.queue:
            raise BusyError
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="baramad-jobs-"))
        job = Job(
            name, kind, given, page, file=self._folder / f"{name}{suffix}" if suffix else None
        )
        self._jobs[name] = job
        self._jobs.move_to_end(name)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())
        return job

    def put(self, job: Job) -> None:
        """Put a job behind all others, in place of one of its name."""
        self._jobs[job.id] = job
        self._jobs.move_to_end(job.id)

    def ahead(self, job: Job) -> int:
        """Jobs that come before one that waits."""
        waiting = [one for one in self._jobs.values() if not one.is_over]
        return waiting.index(job) if job in waiting else 0

    async def _work(self) -> None:
        while job := next((one for one in self._jobs.values() if one.state == WAITING), None):
            job.state = RUNNING
            try:
                await asyncio.wait_for(self._run(job), self.most)
            except TimeoutError:
                job.faults = [_fault("It took too long and was ended.")]
            except OSError:
                job.faults = [_fault("Its process could not be begun.")]
            job.state = FAILED if job.faults else DONE
            job.ended = self.clock()

    async def _run(self, job: Job) -> None:
        """One job in a process of its own, which ends with this call whatever happens."""
        given = {**job.given, **({"out": str(job.file)} if job.file else {})}
        child = await asyncio.create_subprocess_exec(
            *self.program, job.kind, json.dumps(given), limit=_LINE,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert child.stdout
        try:
            async for line in child.stdout:
                _heard(job, line)
            if await child.wait() and not job.faults:
                job.faults = [_fault("Something is wrong on our side.")]
        finally:
            if child.returncode is None:
                with suppress(ProcessLookupError):
                    child.kill()
                await child.wait()

    def _tidy(self) -> None:
        """Give up what was over long ago, and the oldest where too many are kept."""
        over = [one for one in self._jobs.values() if one.is_over]
        now = self.clock()
        old = [one for one in over if now - one.ended > self.seconds]
        fresh = [one for one in over if one not in old]
        for one in (*old, *fresh[: max(0, len(fresh) - self.kept)]):
            del self._jobs[one.id]
            if one.file:
                one.file.unlink(missing_ok=True)

    async def close(self) -> None:
        """End what runs and forget everything."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _heard(job: Job, line: bytes) -> None:
    """Take up what a child says: how far it is, or what is wrong."""
    try:
        told = json.loads(line)
    except ValueError:
        return
    if not isinstance(told, dict):
        return
    if "faults" in told:
        job.faults = told["faults"]
    elif "done" in told:
        job.done, job.total = int(told["done"]), int(told["total"])


def _fault(reason: str) -> dict[str, str]:
    return {"place": "job", "reason": reason, "remedy": "Ask for it again.", "excerpt": ""}
