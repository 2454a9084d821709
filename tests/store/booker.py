"""A process that books receipts in batches, to be killed, starved or raced: see `test_crash`.

    python booker.py URL FIRST COUNT SIZE [FILE_LIMIT]

Books receipts FIRST to FIRST + COUNT, SIZE at a time, sealing now and then; prints each batch.
"""

import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from khan import NOON, many

from baramad.measure.fault import BooksError
from baramad.store.books import open_books

WAIT_S = 120


def main(url, first, count, size, limit=None):
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with open_books(url, wait_s=WAIT_S) as books:
        for start in range(first, first + count, size):
            books.post(many(start, min(size, first + count - start)), NOON)
            if start // size % 3 == 2:
                books.seal(NOON)
            print(start, flush=True)  # noqa: T201  # read by the test
        books.seal(NOON)


if __name__ == "__main__":
    try:
        main(sys.argv[1], *map(int, sys.argv[2:]))
    except BooksError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(3)
