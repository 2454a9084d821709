"""The posterior that answers stand on, ready in a moment once it has been made.

A calibration is kept with all its runs; reading it back means setting the model up again. Here only
its particles are kept, under a hash of the pack's bytes and of the program's text. Where either was
edited, the calibration is looked for by what decides its numbers, and its particles are kept anew.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

from baramad.plan.cache import cache_folders
from baramad.plan.calibrate import Progress
from baramad.plan.ensemble import Plan
from baramad.plan.kept import is_any_kept
from baramad.plan.posterior import Posterior
from baramad.policy.strategy import Strategy
from baramad.report.plan_blocks import program
from baramad.report.plan_record import calibrated, calibration_at_hand


def is_kept(pack_hash: str, day: date) -> bool:
    """Whether a posterior of a pack's evidence of a day lies ready; a look at the disk."""
    name = _name(pack_hash, day)
    return any((folder / name).is_file() for folder in cache_folders())


def posterior_at_hand(strategy: Strategy) -> Posterior | None:
    """The posterior if no sampling is needed for it: kept, or of a calibration that is kept.

    It is the report's: by the law of the files, whatever day the evidence is of.
    """
    if found := kept_posterior(strategy):
        return found
    if not is_any_kept():
        return None
    calibration = calibration_at_hand(strategy, Plan.of(strategy.folder))
    if calibration is None:
        return None
    keep_posterior(strategy, calibration.posterior)
    return calibration.posterior


def kept_posterior(strategy: Strategy) -> Posterior | None:
    """The posterior of a strategy if one was made by this program; None otherwise."""
    for folder in cache_folders():
        path = folder / _name(strategy.hash, strategy.evidence.as_of)
        if path.is_file():
            try:
                with np.load(path, allow_pickle=False) as file:
                    names = tuple(str(one) for one in file["names"])
                    return Posterior(names, file["particles"], str(file["label"]))
            except (OSError, ValueError, KeyError, BadZipFile, EOFError):
                continue  # half a file from a full disk
    return None


def made_posterior(strategy: Strategy, plan: Plan, progress: Progress | None = None) -> Posterior:
    """The posterior of a strategy, made now where there is none yet."""
    if found := kept_posterior(strategy):
        return found
    found = calibrated(strategy, plan, progress=progress).posterior
    keep_posterior(strategy, found)
    return found


def keep_posterior(strategy: Strategy, found: Posterior) -> None:
    """Keep a posterior for the answers to come; without a place to keep it, it is made again."""
    for folder in cache_folders():
        if _kept(folder / _name(strategy.hash, strategy.evidence.as_of), found):
            return


def _name(pack_hash: str, day: date) -> str:
    key = f"{pack_hash}\n{day}\n{program()}"
    return f"posterior_{sha256(key.encode()).hexdigest()[:24]}.npz"


def _kept(path: Path, found: Posterior) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            np.savez(
                part,
                names=np.array(found.names),
                particles=found.particles,
                label=np.array(found.label),
            )
        Path(part.name).replace(path)
    except OSError:
        return False
    return True
