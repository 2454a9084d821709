"""Lines of which no file says what they are: a named person says it, and the law then decides."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.ledger.entry import Booked, Entry
from baramad.measure.fault import Fault, RequestError
from baramad.operate.book import Keeper, key_of
from baramad.operate.lines import entries_of
from baramad.operate.paying import Review, waiting_line


def settled(keeper: Keeper, held: Booked, kind: str, review: Review) -> Sequence[Entry]:
    """Entries that take a line out of suspense as what it is, by whose word and why.

    RequestError where it does not wait, and where it cannot be decided as such a line either.
    """
    line = waiting_line(keeper, held, kind)
    said = f"{kind}, says {review.by}: {review.reason}"
    key, keeper.is_said = keeper.next_key(key_of(line)), True
    found = entries_of(keeper, line._replace(text=" · ".join(filter(None, (said, line.text)))))
    if not found:
        reason = f"As `{kind}` it cannot be decided either."
        remedy = (
            "Tell what it lacks with --rate or --fact, of a refund its payment with --of; of a "
            "payment, `approve` or `refuse` it."
        )
        raise RequestError([Fault(f"entry {held.number}", reason, remedy, kind)])
    return [review.on(held, one) if one.key == key else one for one in found]
