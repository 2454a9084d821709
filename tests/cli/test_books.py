"""The books as a new user keeps them: files in, one set of books out, nothing twice."""

import json
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app
from baramad.store.migrate import SCHEMA

STORY = Path(__file__).parents[2] / "docs" / "books"
FILES = ("payoneer.csv", "hbl.sta")
pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the story's files and new books."""
    for one in STORY.iterdir():
        shutil.copy(one, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BARAMAD_BOOKS", raising=False)
    run("init", "--quiet")
    return tmp_path


def run(*words, code=0):
    found = CliRunner().invoke(app, ["books", *words])
    assert found.exit_code == code, found.output
    return found


def balances(*words):
    rows = json.loads(run("balance", "--format", "json", *words).stdout)
    return {row["account"]: row["balance"] for row in rows}


def entries(path="books.db"):
    with sqlite3.connect(path) as books:
        return books.execute("SELECT count(*) FROM entry").fetchone()[0]


def test_a_wallet_and_a_bank_that_tell_of_the_same_transfers_become_one_set_of_books():
    run("import", *FILES, "--yes")
    assert {code: float(one) for code, one in balances().items()} == {
        "income:computer_service": -7_460.00,
        "income:unrealised": -40.00,
        "fee:provider": 20.00,
        "fee:bank_usd": 5.00,
        "provider:payoneer": 20.00,
        "retention:pk36habb0000001123456702": 4_995.00,
        "rupees:pk09habb0000001123456703": 567_363.58,
        "position:usd": 2_460.00,
        "position:pkr": -692_613.00,
        "tax:withheld": 5_249.42,
        "owner:pkr": 120_000.00,
    }


@pytest.mark.parametrize("order", [("payoneer.csv",), ("hbl.sta",)])
def test_the_files_may_come_one_after_the_other_in_either_order(order):
    run("import", *FILES, "--yes", "--books", "books.db")
    together = balances()
    run("init", "--books", "apart.db", "--quiet")
    for name in (*order, *(one for one in FILES if one not in order)):
        run("import", name, "--yes", "--books", "apart.db")
    assert balances("--books", "apart.db") == together


def test_the_same_files_again_book_nothing():
    run("import", *FILES, "--yes")
    before = entries()
    again = run("import", *FILES, "--yes", "--format", "table")
    assert again.output.count("in the books already; it was not read again") == len(FILES)
    read = run("import", *FILES, "--dry-run", "--format", "table")
    assert "12 in the books already" in read.output
    assert entries() == before


def test_a_file_is_known_only_when_all_of_it_is_in_the_books_and_it_is_asked_for_alike():
    def is_read(*words):
        told = run("import", *words, "--yes", "--format", "table").output
        return "it was not read again" not in told

    assert [is_read(FILES[0]), is_read(FILES[0])] == [True, False]
    assert is_read(*FILES)  # another file may tell more of the first
    assert not is_read(*reversed(FILES))
    assert is_read(FILES[0], "--aside")
    with Path(FILES[0]).open("a") as file:
        file.write("\n")
    assert is_read(FILES[0])
    assert run("verify").exit_code == 0


def test_a_file_with_a_line_in_suspense_is_read_again():
    Path("hbl.sta").write_text(Path("hbl.sta").read_text().replace("/EXCH/281,40", ""))
    for _ in range(2):  # no rate is known of what arrived
        told = run("import", *FILES, "--yes", "--format", "table")
        assert "it was not read again" not in told.output


def test_nothing_is_booked_without_yes():
    told = run("import", *FILES)
    assert "nothing was booked: add --yes" in told.output
    run("import", *FILES, "--dry-run")
    assert entries() == 0


def test_the_books_agree_with_the_closing_balances_and_say_where_they_do_not():
    run("import", *FILES, "--yes")
    rows = json.loads(run("reconcile", *FILES, "--format", "json").stdout)
    assert [row["state"] for row in rows] == ["agrees"] * 3
    run("post", "fee", "1.00", "--account", "payoneer", "--on", "2025-09-22")
    told = run("reconcile", *FILES, "--format", "json", code=4)
    assert [row["difference"] for row in json.loads(told.stdout)] == [-1, 0, 0]
    assert [row["not_in_statement"] for row in json.loads(told.stdout)] == ["15", "", ""]


def test_what_is_not_booked_yet_is_named_by_file_and_row():
    run("import", "payoneer.csv", "--yes")
    told = json.loads(run("reconcile", *FILES, "--format", "json", code=4).stdout)
    assert told[1]["not_booked"].split()[0] == "hbl.sta:5"


def test_a_missing_rate_holds_the_receipt_until_it_is_stated():
    text = Path("hbl.sta").read_text().replace("/EXCH/281,40", "")
    Path("hbl.sta").write_text(text)
    told = run("import", *FILES, "--yes", "--format", "json")
    held = [row for row in json.loads(told.stdout) if row["state"] == "held"]
    assert held[0]["reason"].startswith("rate needed")
    assert (
        balances()["suspense:usd"] == -1_500
    )  # 3,960 came, and the bank sold 2,460 of what is undecided
    run("import", *FILES, "--yes", "--rate", "2025-09-16=281.40")
    assert "suspense:usd" not in balances()
    run("verify", "--quiet")


def test_an_entry_is_explained_from_what_it_keeps_in_both_languages():
    run("import", *FILES, "--yes")
    receipts = [k for k, kind in keys().items() if kind == "arrival"]
    told = run("explain", receipts[1]).stdout
    assert "before it 3,960" in told
    assert "1,040.00 of it stay" in told
    assert "tax_rate_registered" in told
    assert "پر" in run("explain", receipts[1], "--lang", "ur").stdout
    trace = json.loads(run("explain", receipts[1], "--format", "json").stdout)
    assert trace["form"] == "baramad.trace/1"
    assert "No rule of the law decided this entry." in run("explain", "1").stdout


def keys():
    with sqlite3.connect("books.db") as books:
        return dict(books.execute("SELECT key, kind FROM entry ORDER BY number"))


def test_a_payment_abroad_is_refused_reviewed_or_posted():
    run("import", *FILES, "--yes")
    words = ("--account", "PK36HABB0000001123456702", "--on", "2025-09-30")
    too_much = run("post", "payment", "9000", *words, "--fact", "payment_purpose=fair", code=4)
    assert "payment refused" in too_much.output
    odd = run("post", "payment", "90", *words, "--fact", "payment_purpose=other", code=4)
    assert "a person looks at it first" in odd.output
    run("post", "payment", "90", *words, "--fact", "payment_purpose=fair")
    assert balances()["paid:abroad"] == 90


def test_a_named_person_approves_or_refuses_what_waits_and_it_is_kept(monkeypatch):
    run("import", *FILES, "--yes")
    words = ("--account", "PK36HABB0000001123456702", "--on", "2025-09-30", "--aside")
    for amount in ("90", "80"):
        run("post", "payment", amount, *words, "--memo", "Figma", "--fact", "payment_purpose=other")
    waits = json.loads(run("waiting", "--format", "json").stdout)
    assert [(one["entry"], one["amount"], one["text"]) for one in waits] == [
        (15, -90, "Figma"),
        (16, -80, "Figma"),
    ]
    assert "paid:abroad" not in balances()
    run("approve", "15", "--memo", "seen", code=2)
    assert "It is empty." in run("approve", "15", "--by", " ", "--memo", "x", code=2).output
    own = run("approve", "15", "--by", "Sana Malik", "--memo", "contract seen", code=3).output
    assert "booked it under the login" in own
    with monkeypatch.context() as office:
        office.setattr("baramad.store.books.machine_login", lambda: "sana@office")
        run("approve", "15", "--by", "Sana Malik", "--memo", "contract seen")
        run("refuse", "16", "--by", "Sana Malik", "--memo", "private")
    assert (balances()["paid:abroad"], balances()["paid:refused"]) == (90, 80)
    assert json.loads(run("waiting", "--format", "json").stdout) == []
    assert (
        "somebody has decided it" in run("refuse", "15", "--by", "B", "--memo", "c", code=2).output
    )
    assert "approved by Sana Malik: contract seen" in run("explain", "15").stdout
    told = run("explain", "18").stdout
    assert "by Sana Malik (sana@office)." in told
    assert "It decides on entry 15, which " in told
    assert "may_pay_abroad is yes" in told
    data = json.loads(run("explain", "20", "--format", "json").stdout)
    assert (data["kind"], data["author"]) == ("refusal", "Sana Malik")
    assert (data["login"], data["reviews"], data["alone"]) == ("sana@office", 16, "")
    run("verify", "--quiet")


def test_whoever_booked_a_payment_decides_on_it_only_by_saying_why_nobody_else_looks():
    run("import", *FILES, "--yes", "--by", "Ayesha Khan")
    words = ("--account", "PK36HABB0000001123456702", "--on", "2025-09-30", "--aside")
    run("post", "payment", "90", *words, "--fact", "payment_purpose=other", "--by", "Ayesha Khan")
    waits = json.loads(run("waiting", "--format", "json").stdout)
    assert waits[0]["booked_by"] == "Ayesha Khan"
    mine = ("approve", "15", "--by", "ayesha khan", "--memo", "seen")
    assert "Ayesha Khan booked it and cannot be the one" in run(*mine, code=3).output
    assert "It is empty." in run(*mine, "--alone", " ", code=2).output
    run(*mine, "--alone", "I keep these books alone")
    told = run("explain", "17").stdout
    assert "Nobody else looked at it: I keep these books alone" in told
    assert "کسی اور نے اسے نہیں دیکھا" in run("explain", "17", "--lang", "ur").stdout
    assert json.loads(run("explain", "17", "--format", "json").stdout)["alone"]
    run("verify", "--quiet")


def test_a_refund_is_said_by_hand_and_told_and_never_counted_as_an_export():
    run("import", *FILES, "--yes")
    before = json.loads(run("totals", "--format", "json").stdout)
    words = ("--account", "PK36HABB0000001123456702", "--on", "2025-09-30")
    run("post", "payment", "300", *words, "--fact", "payment_purpose=fair")
    assert "payments could be" in run("post", "refund", "+80", *words, code=4).output
    assert "gives no payment back" in run("post", "fee", "80", *words, "--of", "15", code=2).output
    for _ in range(2):  # the second time it is in the books already
        run("post", "refund", "80", *words, "--of", "15")
    told = run("post", "refund", "220.01", *words, "--of", "15", code=4).output
    assert "of the payment USD 220.00 are left to come back, not USD 220.01" in told
    assert balances()["paid:abroad"] == 220
    assert "Of USD 300.00 that entry 15 paid USD 220.00 have not come back." in (
        run("explain", "16").stdout
    )
    assert "Of USD 300.00 that were paid USD 220.00 have" in run("explain", "15").stdout
    data = json.loads(run("explain", "16", "--format", "json").stdout)
    assert (data["payment"], data["paid"], data["left"]) == (15, "300.00", "220.00")
    assert "واپس نہیں آئے" in run("explain", "16", "--lang", "ur").stdout
    assert json.loads(run("totals", "--format", "json").stdout) == before
    rows = run("statement", "--account", "PK36HABB0000001123456702", "--format", "csv").stdout
    assert "refunded" in rows
    assert "Refunds of it stand: entry 16" in run("reverse", "15", "--memo", "x", code=2).output
    run("reverse", "16", "--memo", "booked twice")
    run("reverse", "15", "--memo", "never paid")
    assert "paid:abroad" not in balances()
    run("verify", "--quiet")


def test_books_are_brought_up_to_date_by_what_the_message_says():
    run("import", *FILES, "--yes")
    assert run("upgrade").stdout == f"These books are up to date: step {SCHEMA}.\n"
    assert "مرحلہ" in run("upgrade", "--lang", "ur").stdout
    with sqlite3.connect("books.db") as books:  # as if an earlier program had made them
        for statement in BEFORE:
            books.execute(statement)
    told = run("balance", code=3).output
    assert "run `baramad books upgrade --books books.db`: no entry changes by it" in told
    told = run("upgrade", "--books", "books.db").stdout
    assert told.splitlines() == [
        f"The books were brought from step 0002 to step {SCHEMA}.",
        "As they were before they are kept in books.db.step-0002.",
    ]
    assert balances()["position:usd"] == 2_460


BEFORE = [
    "DROP TRIGGER booking_reviewed",
    "DROP INDEX entry_reviews",
    "ALTER TABLE entry DROP COLUMN alone",
    "ALTER TABLE entry DROP COLUMN reviews",
    "ALTER TABLE booking DROP COLUMN login",
    "UPDATE alembic_version SET version_num = '0002'",
]


def test_a_reversed_receipt_is_undone_and_its_month_decided_anew():
    run("import", *FILES, "--yes")
    first = next(key for key, kind in keys().items() if kind == "arrival")
    run("reverse", first, "--memo", "not ours")
    assert balances()["clearing:usd"] == 2_460  # what the bank sold may now stay
    run("verify", "--quiet")
    run("reverse", first, "--memo", "again", code=3)


def test_a_closed_month_stays_as_it_was_and_is_opened_with_a_reason():
    run("import", "payoneer.csv", "--yes")
    run("close", "2025-09", "--memo", "month end")
    run("import", "hbl.sta", "--yes")
    run("close", "2025-09", "--memo", "found an error", "--reopen")
    run("verify", "--quiet")


def test_a_row_that_cannot_be_read_refuses_the_file_unless_it_is_set_aside():
    text = Path("payoneer.csv").read_text().replace("09/18/2025", "29/18/2025")
    Path("payoneer.csv").write_text(text)
    assert "29/18/2025" in run("import", "payoneer.csv", "--yes", code=3).output
    assert entries() == 0
    run("import", "payoneer.csv", "--yes", "--aside")
    assert entries() == 4


def test_an_account_that_nobody_has_is_told_with_its_name():
    text = Path("hbl.sta").read_text().replace("PK36HABB", "PK37HABB")
    Path("hbl.sta").write_text(text)
    told = run("import", "hbl.sta", "--yes", code=3).output
    assert "No exporter has an account `PK37HABB0000001123456702` in USD." in told
    assert "Did you mean `PK36HABB0000001123456702`?" in told


def test_faults_of_the_exporters_file_are_told_with_their_lines():
    text = Path("exporters.yaml").read_text().replace("is: retention", "is: retenton")
    text = text.replace("Orbit GmbH: DE", "Orbit GmbH: Dutchland")
    Path("exporters.yaml").write_text(text.replace("is_resident", "is_residen"))
    told = run("balance", code=3).output
    assert "`Dutchland` is no country." in told
    assert "Did you mean `retention`?" in told
    assert "Did you mean `is_resident`?" in told


def test_dollars_of_which_no_file_says_what_they_are_wait_until_somebody_does():
    bank, who = Path("hbl.sta"), Path("exporters.yaml")
    bank.write_text(bank.read_text().replace("C3500,00NTRF", "C3500,00NMSC"))
    run("import", "hbl.sta", "--yes")
    reasons = [each["reason"] for each in json.loads(run("waiting", "--format", "json").stdout)]
    assert len(reasons) == 3, "and the sale of what nobody said was earned"
    assert "untold_are_receipts" in reasons[0]
    who.write_text(
        who.read_text().replace(
            "is: retention, currency: USD}",
            'is: retention, currency: USD, untold_are_receipts: "yes"}',
        )
    )
    run("import", "hbl.sta", "--yes")
    assert json.loads(run("waiting", "--format", "json").stdout) == []
    assert balances()["retention:pk36habb0000001123456702"] == 4_995


REGISTER = """bank: Test
currency: USD
days: ["%Y-%m-%d"]
columns: {booking_day: [Date], text: [Text], amount: [Amount], account: [Account], market: [From]}
debit: signed
balance: unchecked
kinds: [{words: [inward], kind: receipt}]
"""


def test_a_bank_s_register_names_the_account_of_each_row():
    text = Path("exporters.yaml").read_text()
    one = text.partition("exporters:\n")[2].replace("}", ', by_law: "yes"}', 3)
    two = one.replace("khan", "ali").replace("PK36", "PK37").replace("PK09", "PK08")
    two = two.replace("id: payoneer", "id: wallet")
    Path("exporters.yaml").write_text(f"exporters:\n{one}{two}")
    Path("profile.yaml").write_text(REGISTER)
    rows = ["2025-09-02,PK36HABB0000001123456702,inward a,4000.00,US",
            "2025-09-03,PK37HABB0000001123456702,inward b,6000.00,",
            "2025-09-04,PK36HABB0000001123456702,inward c,3000.00,GB"]  # fmt: skip
    Path("register.csv").write_text("\n".join(["Date,Account,Text,Amount,From", *rows]) + "\n")
    run("init", "--quiet", "--books", "bank.db")
    words = ("--profile", "profile.yaml", "--books", "bank.db", "--yes", "--format", "table")
    rates = ("--rate", "2025-09-02=281", "--rate", "2025-09-04=281")
    told = run("import", "register.csv", *words, *rates)
    assert "register.csv:3: rate needed" in told.output
    rows = json.loads(run("balance", "--books", "bank.db", "--format", "json").stdout)
    kept = {(r["exporter"], r["account"][:9]): r["balance"] for r in rows}
    assert kept["khan", "retention"] == 5_000
    assert kept["ali", "suspense:"] == 6_000
    totals = json.loads(run("totals", "--books", "bank.db", "--format", "json").stdout)
    assert [(r["counterpart"], r["value"]) for r in totals if r["counterpart"]] == [
        ("United Kingdom", 0.003),
        ("United States", 0.004),
    ]


def test_many_receipts_are_decided_in_columns_and_come_to_the_same():
    register(Path("register.csv"), 2_500)
    Path("exporters.yaml").write_text(
        Path("exporters.yaml")
        .read_text()
        .replace(
            "{id: PK36HABB0000001123456702, is: retention, currency: USD}",
            '{id: PK36HABB0000001123456702, is: retention, currency: USD, by_law: "yes"}',
        )
    )
    ask = ("--account", "PK36HABB0000001123456702", "--rate-file", "rates.csv", "--yes")
    for words, size in ((("--books", "bulk.db"), 5_000), (("--books", "apart.db"), 1_000)):
        run("init", "--quiet", *words)
        rows = Path("register.csv").read_text().splitlines()
        for start in range(1, len(rows), size):
            Path("part.csv").write_text("\n".join([rows[0], *rows[start : start + size]]) + "\n")
            run("import", "part.csv", *ask, *words)
    assert balances("--books", "bulk.db") == balances("--books", "apart.db")


def register(path, count):
    """Receipts of a year as Payoneer would tell them, and a rate for each day."""
    head = (STORY / "payoneer.csv").read_text().splitlines()[0]
    days = [date(2024, 7, 1) + timedelta(days=number % 300) for number in range(count)]
    rows = [
        f"{day:%m/%d/%Y},,,{number},Payment from X,{50 + number % 900}.{number % 100:02d},,USD,,,"
        "Completed,,,,,,"
        for number, day in enumerate(days)
    ]
    path.write_text("\n".join([head, *rows]) + "\n")
    rates = [f"{day},{278 + number % 5}.{number % 10}5,the bank" for number, day in
             enumerate(sorted(set(days)))]  # fmt: skip
    Path("rates.csv").write_text("\n".join(["date,rate,source", *rates]) + "\n")
