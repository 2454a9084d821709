"""Four eyes: whoever booked an entry does not decide on it, by name or by login, on any way."""

import pytest
from khan import NOON, REFUSALS, chart, raw, receipt, usd

from baramad.ledger.entry import EntryError
from baramad.ledger.person import Person
from baramad.ledger.reversal import reversal
from baramad.measure.fault import BooksError
from baramad.store.books import create_books, open_books, verify_books

ALI, SANA = "ali@desk", "sana@office"


def word(key="word", by="Sana Malik", on=1, alone="", **more):
    """A person's word on an entry, as an entry."""
    return receipt(key, author=by, reviews=on, alone=alone, **more)


@pytest.fixture
def booked(url):
    """Books in which Ali has booked one entry, at his desk."""
    with create_books(url, login=ALI) as books:
        books.open_accounts(chart())
        books.post([receipt("line", author="Ali Khan")], NOON)
    return url


def decided(url, entry, login=SANA):
    with open_books(url, login=login) as books:
        books.post([entry], NOON)
        books.seal(NOON)
        return books.reader.find("khan", entry.key)


def refused(url, entry, login=SANA):
    with pytest.raises(BooksError) as found:
        decided(url, entry, login)
    with open_books(url) as books:
        assert books.reader.last_entry("khan") == 1
    return str(found.value)


def test_somebody_else_decides_and_who_did_is_kept(booked):
    found = decided(booked, word())
    assert (found.entry.reviews, found.entry.author, found.login) == (1, "Sana Malik", SANA)
    assert found.person == Person("Sana Malik", SANA)
    assert verify_books(booked, progress=str).faults == ()


@pytest.mark.parametrize("name", ["Ali Khan", "  ali   KHAN ", "ＡＬＩ Khan"])
def test_who_booked_it_does_not_decide_however_the_name_is_spelled(booked, name):
    told = refused(booked, word(by=name))
    assert told == (
        f"books of khan, entry 1\n  | {name}\n"
        "Ali Khan booked it and cannot be the one who decides on it too\n"
        "let somebody else decide, under a name and a login of their own; where there is nobody "
        'else, say why: `--alone "WHY"`, which is kept'
    )


def test_another_name_under_the_same_login_is_nobody_else(booked):
    told = refused(booked, word(by="Sana Malik"), login=ALI)
    assert "Ali Khan booked it under the login ali@desk, under which you decide on it" in told


def test_who_is_alone_says_why_and_it_is_kept_under_the_seal(booked):
    found = decided(booked, word(by="Ali Khan", alone="a firm of one person"), login=ALI)
    assert (found.entry.alone, found.entry.reviews) == ("a firm of one person", 1)
    assert verify_books(booked, progress=str).faults == ()


@pytest.mark.parametrize("name", ["", "unknown"])  # so earlier programs wrote of nobody known
def test_what_nobody_signed_cannot_be_decided_by_anybody_else(url, name):
    with create_books(url, login="") as books:
        books.open_accounts(chart())
        books.post([receipt("line", author=name)], NOON)
    assert "who booked it is not recorded" in refused(url, word())


def test_old_books_know_the_user_s_name_alone_and_the_user_does_not_decide(url):
    with create_books(url, login="") as books:
        books.open_accounts(chart())
        books.post([receipt("line", author="sana")], NOON)
    refused(url, word())
    assert decided(url, word(by="Bano"), login=ALI).entry.reviews == 1


def test_what_is_not_in_the_books_yet_is_decided_by_nobody(booked):
    assert "what is decided on is not in the books" in refused(booked, word(on=2))
    with open_books(booked, login=SANA) as books, pytest.raises(BooksError):
        books.post([receipt("fresh", author="Ali Khan"), word(on=2)], NOON)


def test_an_entry_says_who_decided_and_is_alone_only_where_it_decides():
    with pytest.raises(EntryError, match="needs the person's name"):
        word(by="")
    with pytest.raises(EntryError, match="decides on no other entry"):
        word(on=None, alone="nobody else")


RAW = (
    (
        "INSERT INTO entry (exporter, number, booking, period, key, value_date, kind, memo,"
        " content, law, epoch, explanation, linked, rate, author, reviews, alone)"
        " SELECT exporter, 2, 2, period, 'raw', value_date, kind, memo, content, law, epoch,"
        " explanation, linked, rate, {author}, {reviews}, {alone} FROM entry WHERE number = 1"
    ),
    (
        "INSERT INTO posting SELECT exporter, 2, currency, line, account, value_date, amount"
        " FROM posting WHERE entry = 1"
    ),
    "INSERT INTO booking VALUES (1, 2, 2, 9999999999999999, 2, {login})",
)
GOOD = {"author": "'Sana'", "reviews": 1, "alone": "''", "login": f"'{SANA}'"}


def sent(url, **row):
    """What somebody with every right sends past our code."""
    with raw(url) as connection:
        connection.execute("BEGIN")
        try:
            for statement in RAW:
                connection.execute(statement.format(**{**GOOD, **row}))
            connection.execute("COMMIT")
        except REFUSALS:
            connection.execute("ROLLBACK")
            raise


@pytest.mark.parametrize(
    "row",
    [
        {"author": "' ALI KHAN'"},
        {"login": f"'{ALI}'"},
        {"reviews": 2},
        {"reviews": 3},
        {"author": "''"},
        {"reviews": "NULL", "alone": "'nobody else'"},
    ],
    ids=["same name", "same login", "itself", "not there", "by nobody", "decides on nothing"],
)
def test_the_database_itself_refuses_who_decides_on_their_own(booked, row):
    with pytest.raises(REFUSALS):
        sent(booked, **row)
    sent(booked)  # and nothing but that: the same by somebody else is taken
    assert verify_books(booked, progress=str).faults == ()


def test_the_database_takes_the_same_person_who_says_why(booked):
    sent(booked, author="'Ali Khan'", login=f"'{ALI}'", alone="'a firm of one'")
    assert verify_books(booked, progress=str).faults == ()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE entry SET alone = '' WHERE number = 2", "a person decided on what"),
        ("UPDATE entry SET alone = 'another reason' WHERE number = 2", "seal"),
        ("UPDATE entry SET reviews = NULL, alone = '' WHERE number = 2", "seal"),
        ("UPDATE booking SET login = 'else@where' WHERE last = 2", "seal"),
    ],
)
def test_a_word_that_was_tampered_with_is_found_by_verify(booked, statement, reason):
    decided(booked, word(by="Ali Khan", alone="a firm of one"), login=ALI)
    with raw(booked) as connection:
        for table in ("entry", "booking"):
            if "://" in booked:
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            else:
                connection.execute(f"DROP TRIGGER {table}_update")
        connection.execute(statement)
    found = verify_books(booked, progress=str)
    assert any(reason in fault.reason for fault in found.faults), found.faults


def test_a_few_entries_booked_at_once_keep_the_login_too(booked):
    with open_books(booked, login=SANA) as books:
        books.post([receipt("short", 500, author="Sana")], NOON)
        assert books.reader.find("khan", "short").login == SANA
        assert books.reader.balance("khan", "dollars") == usd(10_500)


def test_a_reversal_of_a_word_decides_on_nothing(booked):
    found = decided(booked, word())
    assert reversal(found, key="r", memo="no", author="Ali").reviews is None
