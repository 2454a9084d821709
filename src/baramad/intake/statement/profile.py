"""Profiles: small YAML files that say how one bank's CSV is to be read.

bank: Generic bank of Pakistan          # what the format is called
account: ""                             # label, if the caller gives none
currency: PKR                           # or a column
delimiter: ","
days: ["%d/%m/%Y", "%d-%b-%Y"]
columns: {booking_day: [Date], value_day: [Value Date], text: [Particulars], ...}
debit: positive                         # how the debit column writes its amounts: or signed
balance: checked                        # or unchecked, when the bank's own does not add up
ends: [Total]                           # first cells of rows below the table
kinds: [{words: [charges, fed], kind: fee}]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from baramad.facts.statement import KINDS
from baramad.intake.statement.raw import StatementError
from baramad.intake.statement.sheet import Layout
from baramad.intake.strict_yaml import Field, read_yaml
from baramad.measure.fault import Fault, PackError
from baramad.measure.money import MoneyError, exponent

_REQUIRED = ("booking_day", "text")
COLUMNS = (
    *_REQUIRED, "value_day", "amount", "debit", "credit", "balance", "reference", "currency",
    "counterparty", "purpose", "market", "id", "counter", "counter_currency", "account",
)  # fmt: skip
_FIELDS = "bank days columns"
_OPTIONAL = "account currency delimiter debit balance ends kinds"


@dataclass(frozen=True, slots=True)
class Profile:
    """How one bank's CSV is to be read."""

    bank: str
    account: str
    currency: str
    days: tuple[str, ...]
    layout: Layout
    debit_is_signed: bool
    balance_is_checked: bool
    kinds: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)
def read_profile(path: Path) -> Profile:
    """Profile of a file; StatementError when it is missing or says what is not known."""
    if not path.is_file():
        remedy = "Give the path of a profile, or leave it out to try those that come along."
        raise StatementError([Fault(str(path), "There is no such profile.", remedy)])
    try:
        root = read_yaml(path)
        return _profile(root.fields(_FIELDS, _OPTIONAL), root)
    except PackError as cause:
        raise StatementError(cause.faults) from cause


@lru_cache(maxsize=1)
def shipped() -> tuple[Profile, ...]:
    """Profiles that come with the program."""
    folder = Path(__file__).parent / "profiles"
    return tuple(read_profile(path) for path in sorted(folder.glob("*.yaml")))


def _profile(found: dict[str, Field], root: Field) -> Profile:
    columns = found["columns"].fields(" ".join(_REQUIRED), " ".join(COLUMNS[2:]))
    titles = {name: _texts(one) for name, one in columns.items()}
    if ("amount" in titles) == ("debit" in titles and "credit" in titles):
        remedy = "Name the column `amount`, or the two columns `debit` and `credit`."
        raise found["columns"].fault("One amount column or two are needed.", remedy)
    needed = [*_REQUIRED, *(one for one in ("amount", "debit", "credit") if one in titles)]
    delimiter = _word(found, "delimiter", ",").replace("tab", "\t")
    layout = Layout(
        _word(found, "bank", ""),
        {name: titles[name] for name in needed},
        {name: texts for name, texts in titles.items() if name not in needed},
        (delimiter,),
        tuple(one.lower() for one in _texts(found["ends"])) if "ends" in found else (),
    )
    return Profile(
        bank=_word(found, "bank", ""),
        account=_word(found, "account", ""),
        currency=_currency(found, titles, root),
        days=_texts(found["days"]),
        layout=layout,
        debit_is_signed=_choice(found, "debit", ("positive", "signed")) == "signed",
        balance_is_checked=_choice(found, "balance", ("checked", "unchecked")) == "checked",
        kinds=tuple(_kinds(found["kinds"].items())) if "kinds" in found else (),
    )


def _word(found: dict[str, Field], name: str, usual: str) -> str:
    return found[name].text() if name in found else usual


def _texts(one: Field) -> tuple[str, ...]:
    return tuple(item.text() for item in one.items())


def _choice(found: dict[str, Field], name: str, known: tuple[str, ...]) -> str:
    word = _word(found, name, known[0])
    if word not in known:
        raise found[name].fault(f"`{word}` is not known here.", f"Write {' or '.join(known)}.")
    return word


def _currency(found: dict[str, Field], titles: dict[str, tuple[str, ...]], root: Field) -> str:
    code = _word(found, "currency", "")
    try:
        if code:
            exponent(code)
        elif "currency" not in titles:
            raise root.fault("No currency is told.", "Write `currency: PKR`, or name its column.")
    except MoneyError as cause:
        raise found["currency"].fault(f"{cause}.", "Write a code such as PKR.") from cause
    return code


def _kinds(rules: Iterable[Field]) -> Iterable[tuple[str, str]]:
    for rule in rules:
        parts = rule.fields("words kind")
        kind = parts["kind"].text()
        if kind not in KINDS:
            raise parts["kind"].fault(
                f"`{kind}` is no kind.", f"Write one of {', '.join(sorted(KINDS))}."
            )
        for word in _texts(parts["words"]):
            yield word.lower(), kind
