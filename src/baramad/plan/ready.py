"""What lies in the user's cache: whether the compiled engine would answer at once."""

from __future__ import annotations

from hashlib import sha256

from baramad.plan import fast
from baramad.plan.cache import cache_folders
from baramad.plan.generate import kernel_text
from baramad.plan.model import model
from baramad.plan.problem import AUTO, FAST


def engine_at_hand() -> str:
    """The fast engine where its machine code is kept; elsewhere what the size of a run asks."""
    if not fast.is_fast():
        return AUTO
    name = f"baramad_kernel_{sha256(kernel_text(model()).encode()).hexdigest()[:16]}"
    kept = (folder / "__pycache__" for folder in cache_folders())
    return FAST if any(next(one.glob(f"{name}.tallied*.nbi"), None) for one in kept) else AUTO
