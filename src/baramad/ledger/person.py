"""Who books and who looks: by the name that was given, and by the login at the machine.

Nothing here proves who somebody is; it tells when two are the same, so that a second pair of eyes
is not the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

_NOBODY = "unknown"  # as books from before logins were kept name whom nobody knew


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by the name that was given and as `user@machine`; either may be unknown."""

    name: str
    login: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a name; in books of before, one that names somebody."""
        name = _folded(self.name)
        return bool(name) and (bool(self.login) or name != _NOBODY)

    def may_be(self, other: Person) -> bool:
        """Whether two may be one: of the same name or login, or one of whom nothing is known.

        >>> Person("Sana Malik", "sana@desk").may_be(Person("SANA  MALIK", "root@office"))
        True
        >>> Person("Sana Malik", "sana@desk").may_be(Person("Ali Khan", "sana@desk"))
        True
        >>> Person("Sana Malik", "sana@desk").may_be(Person("Ali Khan", "ali@desk"))
        False
        """
        mine, theirs = _folded(self.name), _folded(other.name)
        if not self.is_known or not other.is_known or mine == theirs:
            return True
        if self.login and self.login == other.login:
            return True
        return _is_login_alone(self, other) or _is_login_alone(other, self)


def _is_login_alone(one: Person, other: Person) -> bool:
    """Whether one is known by no more than the user's name of another's login, as in old books."""
    return not one.login and _folded(one.name) == _folded(other.login.partition("@")[0])


def _folded(name: str) -> str:
    """Name as it counts: whatever its capitals, blanks and spelling of letters."""
    return " ".join(normalize("NFKC", name).casefold().split())
