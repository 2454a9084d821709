"""The rules that find conflicts, one file each: `find(evidence)` yields what it finds."""
