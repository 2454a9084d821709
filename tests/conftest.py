"""How Hypothesis tries cases, in every test of the suite.

`make test` tries the same cases of the same suite, so that what fails is what changed. New ones are
tried by `pytest --hypothesis-profile=nightly`. How fast code is, is asked by `benchmarks/`; a
busy machine fails no test.
"""

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("suite")
