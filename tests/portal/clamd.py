"""A clamd of the tests' own: Debian's program with one signature, for the EICAR test string, and the limits that README asks for."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# In two pieces: in one, scanners would take this very file for infected.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Own.Eicar.UNOFFICIAL"  # clamd marks every signature that is not its makers'
SECONDS = 30


class Clamd:
    """Started and stopped as often as a test likes; `address` is what the setting CLAMD holds."""

    def __init__(self, folder: Path):
        self.address = str(folder / "clamd.sock")
        self.config = folder / "clamd.conf"
        self.process: subprocess.Popen | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.ndb").write_text(f"Own.Eicar:0:*:{EICAR.hex()}\n")
        own = [f"LocalSocket {self.address}", f"TCPSocket {self.port}", "TCPAddr 127.0.0.1", "Foreground yes"]
        own += [f"DatabaseDirectory {folder / 'signatures'}"]
        self.config.write_text("\n".join([*own, *limits_of_readme(), ""]))

    def start(self) -> None:
        self.process = subprocess.Popen(["clamd", "--config-file", str(self.config)], stdout=subprocess.DEVNULL)
        until = time.monotonic() + SECONDS
        while not Path(self.address).exists():
            assert self.process.poll() is None and time.monotonic() < until, "clamd does not start (scripts/setup dev)"
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(SECONDS)
            Path(self.address).unlink(missing_ok=True)


def limits_of_readme() -> list[str]:
    """The lines that README asks an office to put into clamd.conf."""
    _, _, after = (ROOT / "README.md").read_text(encoding="utf-8").partition("**Virus scanner.**")
    return [line.strip() for line in after.partition("- **")[0].splitlines() if line.startswith(" " * 6) and line.strip()]


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    daemon = Clamd(tmp_path_factory.mktemp("clamd"))
    daemon.start()
    yield daemon
    daemon.stop()
