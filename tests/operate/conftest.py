"""Helpers beside the tests of the books."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
