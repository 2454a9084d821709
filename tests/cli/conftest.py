"""A private PostgreSQL server comes from the helpers of the store's tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "store"))
