"""The fast engine: the generated module, written to the user's cache, compiled there and kept.

Its file is named after its own text, so that another model never meets old machine code.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType

from baramad.plan.cache import cache_folders
from baramad.plan.generate import kernel_text
from baramad.plan.model import model


def is_fast() -> bool:
    """Whether the compiler is installed."""
    return find_spec("numba") is not None


@cache
def kernel() -> ModuleType:
    """The compiled model; ready at once when it was compiled before."""
    text = kernel_text(model())
    name = f"baramad_kernel_{sha256(text.encode()).hexdigest()[:16]}"
    path = _kept(f"{name}.py", text)
    spec = spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _kept(name: str, text: str) -> Path:
    """File with a text in the first folder that can be written to."""
    for folder in cache_folders():
        path = folder / name
        try:
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                return path
            folder.mkdir(parents=True, exist_ok=True)
            _write_at_once(path, text)
        except OSError:
            continue
        return path
    raise OSError(f"no folder for {name}: set BARAMAD_CACHE to one that can be written to")


def _write_at_once(path: Path, text: str) -> None:
    """Write a file so that another process sees all of it or nothing."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
    ) as part:
        part.write(text)
    Path(part.name).replace(path)
