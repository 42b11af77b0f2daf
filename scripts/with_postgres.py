"""Run a command against a throw-away PostgreSQL: `with_postgres.py COMMAND...`, with DATABASE_URL set for it.

A cluster of its own on a unix socket in a temporary folder, without a TCP port and without durability; it is gone
afterwards, however the command ended. The exit status is the command's.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# PostgreSQL refuses to run as root: there, its own programs run as the account that Debian's package made.
ACCOUNT = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
FAST = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path:
    """The folder of initdb and pg_ctl: Debian keeps them off the PATH, one folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        sys.exit("PostgreSQL is not installed: scripts/setup dev")
    return found[-1].parent if found else Path(on_path).resolve().parent


def run_postgres(program: str, *arguments: str, folder: Path) -> None:
    """Run one of PostgreSQL's own programs quietly; on failure show what it said."""
    done = subprocess.run(
        [programs() / program, *arguments], cwd=folder, capture_output=True, text=True, check=False, **ACCOUNT
    )
    if done.returncode:
        sys.exit(f"{program}: {done.stdout}{done.stderr}")


def run_with_cluster(command: list[str], folder: Path) -> int:
    if ACCOUNT:
        shutil.chown(folder, ACCOUNT["user"], ACCOUNT["group"])
    data, log = str(folder / "data"), str(folder / "log")
    run_postgres(
        "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", folder=folder
    )
    # Output goes to a file: a server holding our pipe would keep the call above waiting for ever.
    run_postgres("pg_ctl", "-w", "-D", data, "-l", log, "-o", f"-k {folder} {FAST}", "start", folder=folder)
    try:
        run_postgres("createdb", "-h", str(folder), "-U", "portal", "portal", folder=folder)
        environment = os.environ | {"PGHOST": str(folder), "DATABASE_URL": "postgres://portal@/portal"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        run_postgres("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop", folder=folder)


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        return run_with_cluster(sys.argv[1:], Path(folder))


if __name__ == "__main__":
    sys.exit(main() if sys.argv[1:] else __doc__)
