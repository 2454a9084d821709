"""The levels of every forecast band, in per cent, from the narrowest."""

LEVELS = (50, 80, 95)
