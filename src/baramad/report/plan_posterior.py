"""The posterior that answers stand on, ready in a moment once it has been made.

A calibration is kept with all its runs; reading it back means setting the model up again. Here only
its particles are kept, under a hash of the pack and of the program's text.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

from baramad.plan.calibrate import Progress
from baramad.plan.ensemble import Plan
from baramad.plan.posterior import Posterior
from baramad.plan.ready import cache_folders
from baramad.policy.strategy import Strategy
from baramad.report.plan_blocks import program
from baramad.report.plan_record import calibrated


def kept_posterior(strategy: Strategy) -> Posterior | None:
    """The posterior of a strategy if one was made by this program; None otherwise."""
    for folder in cache_folders():
        path = folder / _name(strategy)
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
        if _kept(folder / _name(strategy), found):
            return


def _name(strategy: Strategy) -> str:
    key = f"{strategy.hash}\n{strategy.evidence.as_of}\n{program()}"
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
