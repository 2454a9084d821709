"""A private PostgreSQL cluster for tests and benchmarks, from the Debian package's programs."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

_WAIT_S = 30
_ABSENT = "PostgreSQL is not installed: run `apt-get install postgresql` (Debian, Ubuntu)"


def programs():
    """Folder of initdb and postgres, newest release first; an error says what to install."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    for folder in [*reversed(found), *map(Path, os.environ["PATH"].split(os.pathsep))]:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise RuntimeError(_ABSENT)


def unprivileged():
    """Keywords that make a subprocess run as somebody who is not root: the server insists."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root and there is no user to run it as")


@contextmanager
def cluster(folder=None, file_limit=None, wal_segment_mb=1, **options):
    """URL, without the database's name, of a server on a socket in a folder of its own.

    `file_limit` is the size in bytes at which its files hit what looks like a full disk. The
    log's segments are small for tests; those of a server have 16 MB.
    """
    home = Path(tempfile.mkdtemp(prefix="baramad-pg-", dir=folder))
    as_user = unprivileged()
    if as_user:
        os.chown(home, as_user["user"], as_user["group"])
    server = None
    try:
        _make(home, as_user, wal_segment_mb)
        server = _start(home, as_user, options, file_limit)
        yield f"postgresql://postgres@/{{name}}?host={home}"
    finally:
        if server:
            server.send_signal(signal.SIGINT)  # "fast": it does not wait for clients
            with suppress(subprocess.TimeoutExpired):
                server.wait(_WAIT_S)
            server.kill()
        shutil.rmtree(home, ignore_errors=True)


def _make(home, as_user, wal_segment_mb):
    command = [programs() / "initdb", "-D", home / "data", "-A", "trust", "-U", "postgres"]
    command += ["--no-sync", "-E", "UTF8", "--locale=C", f"--wal-segsize={wal_segment_mb}"]
    done = subprocess.run(command, **as_user, cwd=home, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")


def _start(home, as_user, options, file_limit):
    settings = {"listen_addresses": "", "unix_socket_directories": str(home), **options}
    command = [programs() / "postgres", "-D", home / "data"]
    command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    if file_limit:
        command = ["prlimit", f"--fsize={file_limit}", *command]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, **as_user, cwd=home, stdout=log, stderr=log)
    deadline = time.monotonic() + _WAIT_S
    ready = [programs() / "pg_isready", "-q", "-h", home]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text()}")
        time.sleep(0.05)
    return server
