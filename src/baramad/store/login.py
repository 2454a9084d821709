"""Who is logged in at this machine, by the system rather than by their own word."""

from __future__ import annotations

import getpass
import os
import platform


def machine_login() -> str:
    """`user@machine`; of a user without a name, the number."""
    return f"{machine_user()}@{platform.node() or 'localhost'}"


def machine_user() -> str:
    """Name of the user. Where the system keeps accounts, no variable can say otherwise."""
    try:
        import pwd  # noqa: PLC0415  # not on Windows
    except ImportError:
        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
