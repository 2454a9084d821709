"""The report's sections, one file each; every one is `(findings, words) -> list of blocks`."""
