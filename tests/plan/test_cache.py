"""Where what is made once is kept: the user's own folders, never one that others may write to."""

import os
from pathlib import Path

from baramad.plan import cache
from baramad.plan.cache import cache_folders


def test_a_folder_of_ones_own_comes_first_and_a_spare_one_is_closed_to_others(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("BARAMAD_CACHE", str(tmp_path / "own"))
    monkeypatch.setattr(cache, "gettempdir", lambda: str(tmp_path))
    home, spare = cache_folders()
    assert home == tmp_path / "own" / "baramad"
    assert spare.parent == tmp_path
    assert spare.stat().st_mode & 0o077 == 0


def test_a_spare_folder_that_somebody_else_made_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "gettempdir", lambda: str(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    _, spare = cache_folders()
    spare.rmdir()
    spare.symlink_to(elsewhere)
    assert len(cache_folders()) == 1
    spare.unlink()
    spare.mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 12_345_678)
    assert spare not in cache_folders()


def test_no_place_for_temporary_files_leaves_ones_own_folder(monkeypatch):
    monkeypatch.setattr(cache, "gettempdir", lambda: str(Path("/proc/nowhere")))
    assert len(cache_folders()) == 1
