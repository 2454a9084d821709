"""`baramad books explain`: why an entry says what it says, and who said so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from baramad.cli import options
from baramad.cli.books_desk import USUAL_BOOKS, USUAL_EXPORTERS, BooksAt, Desk, Exporters, Who, desk
from baramad.cli.books_kept import Entry, found
from baramad.cli.options import Format
from baramad.cli.output import write_text
from baramad.ledger.entry import Booked
from baramad.operate.keeping import Keeping
from baramad.operate.refunding import Refunds, refunds_of
from baramad.operate.why import Why, why
from baramad.policy.law import Law
from baramad.policy.tell import tell
from baramad.policy.trace import trace
from baramad.store.books import read_books
from baramad.words import Language, language


@options.reported
def explain(
    entry: Entry,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Why an entry says what it says: derived again from the facts that it keeps.

    It tells too who booked it and when, what undid it, and what belongs to it.
    """
    words, opened = language(lang), desk(pack, exporters)
    one = opened.exporter(exporter)
    with read_books(books) as reader:
        booked = found(reader, one.code, entry)
        entries = list(reader.entries(one.code))
        others = list(_others(entries, booked))
        came_back = refunds_of(Keeping(opened.scheme).read(entries), booked)
    decided = why(booked.entry, _laws(opened), opened.scheme) if booked.entry.law else None
    if chosen is Format.JSON or (out and out.suffix == ".json"):
        data = {
            **_data(booked, others),
            **_refund_data(came_back),
            **(trace(decided.told) if decided else {}),
        }
        write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", out)
        return
    lines = [*_head(booked, words), *_around(booked, others, words),
             *_refunds(booked, came_back, words), ""]  # fmt: skip
    if decided is None:
        lines.append(f"{words.say('No rule of the law decided this entry.')}\n")
    else:
        lines += [*_decided(decided, words), ""]
        lines += [f"{tell(decided.told, name, words.code)}\n" for name in decided.names]
    write_text("\n".join(lines), out)


def _laws(opened: Desk) -> Iterator[Law]:
    yield opened.law
    yield opened.law.with_status("announced")
    yield opened.law.with_status("announced", "proposed")


def _others(entries: Iterable[Booked], booked: Booked) -> Iterator[Booked]:
    """Entries that undid this one or belong to it, and those that it undid or belongs to."""
    own = booked.entry
    for one in entries:
        its = one.entry
        is_later = booked.number in (its.reverses, its.reviews) or its.linked == own.key
        is_earlier = one.number in (own.reverses, own.reviews) or its.key == own.linked
        if (is_later or is_earlier) and one.number != booked.number:
            yield one


def _data(booked: Booked, others: list[Booked]) -> dict[str, object]:
    entry = booked.entry
    return {
        "entry": booked.number,
        "key": entry.key,
        "kind": entry.kind,
        "value_date": entry.value_date.isoformat(),
        "booked_at": booked.booked_at.isoformat(timespec="seconds"),
        "author": entry.author,
        "login": booked.login,
        "reviews": entry.reviews,
        "alone": entry.alone,
        "memo": entry.memo,
        "related": [{"entry": one.number, "kind": one.entry.kind} for one in others],
    }


def _head(booked: Booked, words: Language) -> Iterator[str]:
    entry = booked.entry
    yield words.say(
        "Entry {number}, {kind}, value date {day}: {memo}",
        number=booked.number, kind=words.say(entry.kind), day=entry.value_date, memo=entry.memo,
    )  # fmt: skip
    for one in entry.postings:
        yield f"  {one.account:<42} {one.money.decimal:>16,} {one.currency}"
    yield words.say(
        "Booked on {day} at {time} UTC by {author}.",
        day=booked.booked_at.date(), time=f"{booked.booked_at:%H:%M}", author=_who(booked, words),
    )  # fmt: skip


def _who(booked: Booked, words: Language) -> str:
    """Name of who booked, with the login."""
    name = booked.entry.author or words.say("nobody named")
    return f"{name} ({booked.login})" if booked.login else name


def _around(booked: Booked, others: list[Booked], words: Language) -> Iterator[str]:
    for one in others:
        values = {"number": one.number, "kind": words.say(one.entry.kind), "memo": one.entry.memo}
        if one.entry.reverses == booked.number:
            yield words.say("Undone by entry {number}, {kind}: {memo}", **values)
        elif one.number == booked.entry.reverses:
            yield words.say("It undoes entry {number}, {kind}: {memo}", **values)
        elif one.number == booked.entry.reviews:
            yield words.say("It decides on entry {number}, which {author} had booked: {memo}",
                            author=_who(one, words), **values)  # fmt: skip
        else:
            yield words.say("With it belongs entry {number}, {kind}: {memo}", **values)
    if booked.entry.alone:
        yield words.say("Nobody else looked at it: {why}", why=booked.entry.alone)


def _refund_data(found: Refunds | None) -> dict[str, object]:
    if found is None:
        return {}
    return {"payment": found.payment, "paid": str(found.paid.decimal),
            "left": str(found.left.decimal)}  # fmt: skip


def _refunds(booked: Booked, found: Refunds | None, words: Language) -> Iterator[str]:
    if found is None:
        return
    values = {"paid": found.paid, "left": found.left, "number": found.payment}
    if booked.number == found.payment:
        yield words.say("Of {paid} that were paid {left} have not come back.", **values)
        return
    yield words.say("Of {paid} that entry {number} paid {left} have not come back.", **values)
    yield words.say(
        "No rule of the law is about dollars that come back from a payment: they are no export "
        "proceeds, no tax is taken of them and none of them are sold."
    )


def _decided(found: Why, words: Language) -> Iterator[str]:
    entry = found.entry
    if found.is_same_law:
        yield words.say("Decided by the law {law}, as it stands since {day}.",
                        law=entry.law[:12], day=entry.epoch)  # fmt: skip
    else:
        yield words.say("Decided by another law than today's, {law}; told by today's.",
                        law=entry.law[:12])  # fmt: skip
    if found.before is not None:
        yield words.say(
            "With this receipt {rule} is {after}, before it {before}: {kept} of it stay.",
            rule=found.names[0], after=f"{found.after:,}", before=f"{found.before:,}",
            kept=f"{found.kept:,}",
        )  # fmt: skip
