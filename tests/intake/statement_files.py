"""Sample statements, written from plain rows: a writer a format. All people are invented.

A row is (day, minor units, text, identity, extra); positive amounts come in. Every writer tells
the balances that its format has, so what it writes is a sound statement.
"""

import csv
import io
import re
from datetime import date
from typing import NamedTuple

CENT = 100


class Line(NamedTuple):
    day: date
    minor: int
    text: str = "Payment"
    identity: str = ""
    counter: str = ""  # "PKR 285000.00"
    status: str = ""
    party: str = ""


def columns(names):
    return names.split(",")


def plain(minor, *, comma=False):
    sign, size = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{size // CENT}{',' if comma else '.'}{size % CENT:02d}"


def lakhs(minor):
    """12,34,567.89"""
    whole, part = divmod(abs(minor), CENT)
    head, tail = (str(whole)[:-3], str(whole)[-3:])
    groups = [tail]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{'-' if minor < 0 else ''}{','.join(groups)}.{part:02d}"


def running(lines, opening):
    total = opening
    for line in lines:
        total += line.minor if line.status in {"", "Completed"} else 0
        yield line, total


def table(header, rows, delimiter=",", lineterminator="\n"):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=lineterminator)
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode()


PAYONEER = columns(
    "Transaction Date,Transaction Time,Time Zone,Transaction ID,Description,Credit Amount,"
    "Debit Amount,Currency,Transfer Amount,Transfer Amount Currency,Status,Running Balance,"
    "Additional Description,Store Name,Source,Target,Reference ID"
)


def payoneer(lines, opening=0, currency="USD"):
    rows = []
    for line, total in running(lines, opening):
        code, _, other = line.counter.partition(" ")
        credit = plain(line.minor) if line.minor > 0 else ""
        debit = plain(-line.minor) if line.minor < 0 else ""
        status = line.status or "Completed"
        balance = plain(total) if status == "Completed" else ""
        rows.append(
            [f"{line.day:%m/%d/%Y}", "10:15:00", "PKT", line.identity, line.text, credit, debit,
             currency, other, code, status, balance, "", "", "", line.party, ""]
        )  # fmt: skip
    return table(PAYONEER, reversed(rows))  # newest first, as it comes


WISE = columns(
    "TransferWise ID,Date,Date Time,Amount,Currency,Description,Payment Reference,"
    "Running Balance,Exchange From,Exchange To,Exchange Rate,Payer Name,Payee Name,"
    "Payee Account Number,Merchant,Card Last Four Digits,Card Holder Full Name,Attachment,"
    "Note,Total fees,Exchange To Amount,Transaction Type,Transaction Details Type"
)
WISE_NEWER = columns("Date Time,Exchange To Amount,Transaction Type,Transaction Details Type")
WISE_OLD = [name for name in WISE if name not in WISE_NEWER]


def wise(lines, opening=0, currency="USD", header=WISE):
    rows = []
    for line, total in running(lines, opening):
        code, _, other = line.counter.partition(" ")
        cells = {
            "TransferWise ID": line.identity, "Date": f"{line.day:%d-%m-%Y}",
            "Date Time": f"{line.day:%d-%m-%Y} 10:15:00.000", "Amount": plain(line.minor),
            "Currency": currency, "Description": line.text, "Running Balance": plain(total),
            "Exchange From": currency if code else "", "Exchange To": code,
            "Exchange To Amount": other, "Payer Name": line.party if line.minor > 0 else "",
            "Payee Name": line.party if line.minor < 0 else "", "Total fees": "0.00",
            "Transaction Type": "CREDIT" if line.minor > 0 else "DEBIT",
        }  # fmt: skip
        rows.append([cells.get(name, "") for name in header])
    return table(header, reversed(rows))


WISE_HISTORY = columns(
    "ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,"
    "Target fee amount,Target fee currency,Source name,Source amount (after fees),"
    "Source currency,Target name,Target amount (after fees),Target currency,Exchange rate,"
    "Reference,Batch,Created by,Category,Note"
)


def wise_history(lines, opening=0, currency="USD"):
    del opening
    rows = []
    for line in lines:
        code, _, other = line.counter.partition(" ")
        size, out = plain(abs(line.minor)), line.minor < 0
        mine, theirs = "Noor Example", line.party or "Client Example"
        taken, taken_in = (other, code) if code and out else (size, currency)
        given, given_in = (other, code) if code and not out else (size, currency)
        day = f"{line.day:%Y-%m-%d} 10:15:00"
        rows.append(
            [line.identity, line.status or "COMPLETED", "OUT" if out else "IN", day, day, "0.00",
             given_in, "", "", mine if out else theirs, given, given_in, theirs if out else mine,
             taken, taken_in, "1.0", "", "", mine, "General", line.text]
        )  # fmt: skip
    return table(WISE_HISTORY, reversed(rows))


UPWORK = columns(
    "Date,Ref ID,Type,Description,Agency,Freelancer,Team,Account Name,PO,Amount,"
    "Amount in local currency,Currency,Balance"
)
UPWORK_NEW = columns(
    "Date,Transaction ID,Transaction Type,Transaction summary,Description 1,Description 2,"
    "Freelancer,Client team,Amount $,Amount in local currency,Currency,Balance $"
)


def upwork(lines, opening=0, currency="USD", header=UPWORK):
    rows = []
    for line, total in running(lines, opening):
        code, _, other = line.counter.partition(" ")
        kind, _, text = line.text.partition(": ")
        cells = {
            "Date": f"{line.day:%b %d, %Y}", "Ref ID": line.identity,
            "Transaction ID": line.identity,
            "Type": kind, "Transaction Type": kind, "Description": text,
            "Transaction summary": text, "Team": line.party, "Client team": line.party,
            "Freelancer": "Noor Example", "Amount": plain(line.minor),
            "Amount $": plain(line.minor), "Amount in local currency": other, "Currency": code,
            "Balance": plain(total), "Balance $": plain(total),
        }  # fmt: skip
        rows.append([cells.get(name, "") for name in header])
    del currency
    return table(header, reversed(rows))


BANK = columns("Date,Value Date,Particulars,Cheque No,Debit,Credit,Balance")


def bank(lines, opening=0, currency="PKR"):
    rows = []
    for line, total in running(lines, opening):
        debit, credit = (lakhs(-line.minor), "") if line.minor < 0 else ("", lakhs(line.minor))
        day = f"{line.day:%d/%m/%Y}"
        rows.append([day, day, line.text, line.identity, debit, credit, lakhs(total)])
    titles = f"Example Bank Limited,,,,,,\nAccount of Noor Example in {currency},,,,,,\n".encode()
    return titles + table(BANK, rows) + b"Total,,,,,,\n"


def mt940(lines, opening=0, currency="USD"):
    first, last = _days(lines)
    out = ["{1:F01EXAMPLEXXXX0000000000}{4:", ":20:STARTUMSE", ":25:PK00EXMP0000001123456702",
           ":28C:00001/001", _balance("60F", opening, first, currency, None)]  # fmt: skip
    for line in lines:
        side, code = ("C", "NTRF") if line.minor > 0 else ("D", "NTRF")
        reference = f"//{line.identity}" if line.identity else ""
        amount = plain(abs(line.minor), comma=True)
        out.append(f":61:{line.day:%y%m%d}{line.day:%m%d}{side}{amount}{code}NONREF{reference}")
        other = line.counter.replace(" ", "").replace(".", ",")
        words = "".join(
            f"/{name}/{what}" for name, what in
            (("NAME", line.party), ("OCMT", other), ("REMI", line.text)) if what
        )  # fmt: skip
        out.append(f":86:{words}")
    closing = opening + sum(line.minor for line in lines)
    out += [_balance("62F", closing, last, currency, None), "-}", ""]
    return "\r\n".join(out).encode()


def _balance(tag, minor, day, currency, _):
    side = "D" if minor < 0 else "C"
    return f":{tag}:{side}{day:%y%m%d}{currency}{plain(abs(minor), comma=True)}"


def _days(lines):
    days = [line.day for line in lines] or [date(2024, 1, 31)]
    return min(days), max(days)


def ofx(lines, opening=0, currency="USD"):
    first, last = _days(lines)
    entries = "".join(
        f"<STMTTRN>\n<TRNTYPE>{'CREDIT' if line.minor > 0 else 'DEBIT'}\n"
        f"<DTPOSTED>{line.day:%Y%m%d}120000[5:PKT]\n<TRNAMT>{plain(line.minor)}\n"
        f"<FITID>{line.identity}\n<NAME>{_xml(line.party or 'Client')}\n"
        f"<MEMO>{_xml(line.text)}\n</STMTTRN>\n"
        for line in lines
    )
    closing = opening + sum(line.minor for line in lines)
    body = (
        f"<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n<CURDEF>{currency}\n<BANKACCTFROM>\n"
        f"<BANKID>EXMP\n<ACCTID>1123456702\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>\n<BANKTRANLIST>\n"
        f"<DTSTART>{first:%Y%m%d}\n<DTEND>{last:%Y%m%d}\n{entries}</BANKTRANLIST>\n<LEDGERBAL>\n"
        f"<BALAMT>{plain(closing)}\n<DTASOF>{last:%Y%m%d}\n</LEDGERBAL>\n"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    )
    return ("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n" + body).encode()


def ofx_xml(lines, opening=0, currency="USD"):
    body = ofx(lines, opening, currency).decode().partition("\n\n")[2]
    closed = re.sub(r"<([A-Z]+)>([^<\n]+)\n", r"<\1>\2</\1>\n", body)
    return ('<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="220"?>\n' + closed).encode()


def _xml(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def camt053(lines, opening=0, currency="USD", version="02", *, batch=False):
    return _camt(
        lines, opening, currency, f"camt.053.001.{version}", "BkToCstmrStmt", "Stmt", batch
    )


def camt054(lines, opening=0, currency="USD", version="08", *, batch=False):
    del opening
    space = f"camt.054.001.{version}"
    return _camt(lines, None, currency, space, "BkToCstmrDbtCdtNtfctn", "Ntfctn", batch)


def _camt(lines, opening, currency, space, message, holder, batch):
    first, last = _days(lines)
    is_new = int(space[-2:]) >= 8
    entries = "".join(_entry(line, currency, is_new) for line in lines)
    if batch:
        entries = _batch(lines, currency, is_new)
    balances = ""
    if opening is not None:
        closing = opening + sum(line.minor for line in lines)
        balances = _camt_balance("OPBD", opening, first, currency) + _camt_balance(
            "CLBD", closing, last, currency
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{space}"><{message}>\n'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-02-01T06:00:00</CreDtTm></GrpHdr>\n"
        f"<{holder}><Id>S1</Id><CreDtTm>2024-02-01T06:00:00</CreDtTm>\n"
        f"<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>\n"
        f"<Acct><Id><IBAN>PK00EXMP0000001123456702</IBAN></Id><Ccy>{currency}</Ccy></Acct>\n"
        f"{balances}{entries}</{holder}></{message}></Document>\n"
    ).encode()


def _camt_balance(kind, minor, day, currency):
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(minor, currency)}"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>\n"
    )


def _amount(minor, currency):
    side = "DBIT" if minor < 0 else "CRDT"
    return f'<Amt Ccy="{currency}">{plain(abs(minor))}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def _entry(line, currency, is_new):
    status = "<Sts><Cd>BOOK</Cd></Sts>" if is_new else "<Sts>BOOK</Sts>"
    reference = f"<AcctSvcrRef>{line.identity}</AcctSvcrRef>" if line.identity else ""
    family = "RCDT" if line.minor > 0 else "ICDT"
    return (
        f"<Ntry>{_amount(line.minor, currency)}{status}<BookgDt><Dt>{line.day}</Dt></BookgDt>"
        f"<ValDt><Dt>{line.day}</Dt></ValDt>{reference}<BkTxCd><Domn><Cd>PMNT</Cd><Fmly>"
        f"<Cd>{family}</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls>{_details(line, currency, is_new)}</NtryDtls></Ntry>\n"
    )


def _batch(lines, currency, is_new):
    inner = "".join(_details(line, currency, is_new, own=True) for line in lines)
    total = Line(lines[0].day, sum(line.minor for line in lines), "Batch", "BATCH1")
    whole = _entry(total, currency, is_new)
    head, tail = whole.split("<NtryDtls>")[0], "</Ntry>\n"
    return f"{head}<NtryDtls>{inner}</NtryDtls>{tail}"


def _details(line, currency, is_new, *, own=False):
    code, _, other = line.counter.partition(" ")
    amount = _amount(line.minor, currency) if own else ""
    instructed = (
        f'<AmtDtls><InstdAmt><Amt Ccy="{code}">{other}</Amt></InstdAmt></AmtDtls>' if code else ""
    )
    party = "Dbtr" if line.minor > 0 else "Cdtr"
    name = f"<Nm>{_xml(line.party or 'Client')}</Nm><PstlAdr><Ctry>US</Ctry></PstlAdr>"
    name = f"<Pty>{name}</Pty>" if is_new else name
    return (
        f"<TxDtls><Refs><EndToEndId>E2E-{line.identity}</EndToEndId></Refs>{amount}{instructed}"
        f"<RltdPties><{party}>{name}</{party}></RltdPties><Purp><Cd>SCVE</Cd></Purp>"
        f"<RmtInf><Ustrd>{_xml(line.text)}</Ustrd></RmtInf></TxDtls>"
    )


WRITERS = {
    "payoneer": payoneer,
    "wise": wise,
    "wise-old": lambda *a, **k: wise(*a, header=WISE_OLD, **k),
    "wise-history": wise_history,
    "upwork": upwork,
    "upwork-new": lambda *a, **k: upwork(*a, header=UPWORK_NEW, **k),
    "described": bank,
    "mt940": mt940,
    "ofx": ofx,
    "ofx-xml": ofx_xml,
    "camt.053": camt053,
    "camt.053.08": lambda *a, **k: camt053(*a, version="08", **k),
    "camt.054": camt054,
}
FORMATS = {name: name.split("-")[0].removesuffix(".08") for name in WRITERS}
TEXTS = {"upwork": "Hourly: Invoice", "upwork-new": "Hourly: Invoice"}
IN = date(2024, 1, 5)
