"""Calibrations kept on disk under what decides their numbers: model, pack, data and settings.

The model is its equations, the code that samples and the numeric libraries. Prose is no part of it:
a note, a docstring or a comment may be mended without sampling anew.

A file says in itself what it was made for. One made for anything else is refused, never used.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.plan.cache import cache_folders
from baramad.plan.calibration import Settings
from baramad.plan.from_law import Floats
from baramad.plan.generate import kernel_text
from baramad.plan.meaning import libraries, meaning, meaning_of
from baramad.plan.model import model
from baramad.plan.observed import Observed
from baramad.plan.problem import Problem

_SAMPLING = ("calibrate", "draws", "history", "likelihood", "matrices", "noise", "problem",
             "reference", "sampler", "scores")  # fmt: skip
_PARTS = ("rows", "scores", "powers", "evidences", "cost")


@dataclass(frozen=True, slots=True)
class Digest:
    """Hashes of what a calibration rests on."""

    model: str
    pack: str
    data: str
    settings: str

    @property
    def whole(self) -> str:
        """One hash of all."""
        return _hashed(*astuple(self))


def _hashed(*parts: object) -> str:
    found = sha256()
    for one in parts:
        found.update(one.tobytes() if isinstance(one, np.ndarray) else repr(one).encode())
    return found.hexdigest()[:16]


@cache
def _code() -> str:
    """Meaning of the modules between ranges and particles."""
    return meaning_of(Path(__file__).with_name(f"{name}.py") for name in _SAMPLING)


def digest_of(problem: Problem, observed: Observed, settings: Settings) -> Digest:
    """Hashes of a problem of the past, a series and the settings."""
    return Digest(
        model=_hashed(meaning(kernel_text(model())), _code(), libraries()),
        pack=_hashed(problem.draws.names, problem.draws.tables, problem.given()),
        data=_hashed(observed),
        settings=_hashed(settings),
    )


def keep(digest: Digest, parts: dict[str, Floats], path: Path | None = None) -> Path | None:
    """File in which a calibration is kept from now on, whole or not at all; None without a place.

    A path of one's own must be writable: RequestError otherwise.
    """
    if path:
        try:
            _write(path, digest, parts)
        except OSError as cause:
            reason = f"The calibration cannot be written: {cause.strerror}."
            remedy = "Choose a folder you may write to."
            raise RequestError([Fault(str(path), reason, remedy)]) from cause
        return path
    for folder in cache_folders():
        try:
            _write(found := folder / _name(digest.whole), digest, parts)
        except OSError:
            continue
        return found
    return None


def _name(whole: str) -> str:
    return f"calibration_{whole}.npz"


def _write(path: Path, digest: Digest, parts: dict[str, Floats]) -> None:
    made_for = np.array(astuple(digest))
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        np.savez_compressed(part, made_for=made_for, **parts)  # type: ignore[arg-type]
    Path(part.name).replace(path)


def is_any_kept() -> bool:
    """Whether any calibration is kept: a look at the folders, without setting a model up."""
    return any(next(folder.glob(_name("*")), None) for folder in cache_folders())


def found_in(digest: Digest, settings: Settings) -> dict[str, Floats] | None:
    """A kept calibration of the same model, pack, data and settings, if there is a sound one."""
    for folder in cache_folders():
        path = folder / _name(digest.whole)
        if path.is_file():
            try:
                parts = load(path, digest)
            except RequestError:  # half a file from a full disk: made anew
                continue
            if len(parts["scores"]) == settings.runs:
                return parts
    return None


def load(path: Path, digest: Digest) -> dict[str, Floats]:
    """Parts of a calibration's file; RequestError for one that was made for anything else."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            made_for = tuple(str(one) for one in file["made_for"])
            parts = {name: file[name] for name in _PARTS}
    except (OSError, ValueError, KeyError, BadZipFile, EOFError) as cause:
        reason = f"The file is no calibration: {cause}."
        raise RequestError([Fault(str(path), reason, "Run `baramad plan calibrate`.")]) from cause
    names = ("model", "pack", "series", "settings")
    others = [
        name for name, own, theirs in zip(names, astuple(digest), made_for, strict=True)
        if own != theirs
    ]  # fmt: skip
    if others:
        reason = f"The calibration was made for another {' and another '.join(others)}."
        remedy = "Run `baramad plan calibrate` again; old ones are never used."
        raise RequestError([Fault(str(path), reason, remedy)])
    return parts
