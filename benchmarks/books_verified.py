"""Books of very many entries, and how long it takes to verify them: see `books.py --verify`."""

import subprocess
import sys

from books_given import batch, receipts
from databases import seconds
from khan import chart

from baramad.store.books import create_books

PART = 50_000  # entries booked at once
MINUTES = 5  # that a million entries may take

VERIFY = """
import resource, sys, time
from baramad.store.books import verify_books
start = time.perf_counter()
found = verify_books(sys.argv[1], progress=str)
passed, most = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
worked = time.process_time()
print(found.entries, found.postings, found.sealed, found.is_sound, passed, worked, most)
"""


def verification(database, number):
    """Books of very many entries, verified by a process of its own."""
    url = database.new()
    with create_books(url) as books:
        books.open_accounts(chart())
        for start in range(0, number, PART):
            keys, days, amounts = receipts(min(PART, number - start))
            books.post(batch([f"{start}/{key}" for key in keys], days, amounts))
        sealing = seconds(books.seal)
    ended = subprocess.run(
        [sys.executable, "-c", VERIFY, url], capture_output=True, text=True, check=True
    )
    entries, postings, sealed, is_sound, *spent = ended.stdout.split()
    assert (int(entries), int(sealed), is_sound) == (number, number, "True")
    passed, worked, most = map(float, spent)
    held = "holds" if passed <= MINUTES * 60 else "does not hold"
    print(
        f"{database.name}: {number:,} entries, {int(postings):,} postings, sealed {sealing:.0f} s"
    )
    print(f"  verified in {passed:.0f} s, of which {worked:.0f} s at work in this program,")
    print(f"  with {most / 1024:.0f} MB at most; within {MINUTES} minutes: {held}")
