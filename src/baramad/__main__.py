"""The command line as `python -m baramad`."""

from baramad.cli import main

main()
