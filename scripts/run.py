"""Bring the portal up for a person who wants to see it: database, demonstration data, web server and job worker.

Both run until Ctrl-C or SIGTERM and stop together; a job worker that dies is started again, without the server the
rest stops too. An installation for work runs the same two commands under its own service manager (README).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType


def port_of(text: str) -> int:
    """The port as a number; what is none ends the start with a sentence."""
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65_536:
        return int(text)
    sys.exit(f"PORT is “{text}”: it is a number from 1 to 65535.")


ROOT = Path(__file__).resolve().parent.parent
PORT = port_of(os.environ.get("PORT", "8000"))
MANAGE = [sys.executable, "manage.py"]
DIE_WITH_US = ["setpriv", "--pdeathsig", "TERM"]  # also when this script is killed outright
WORKER = [*DIE_WITH_US, *MANAGE, "work"]
SERVER = [
    *DIE_WITH_US,
    *(sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{PORT}", "--no-control-socket"),
    *("--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--log-level", "warning"),
]
GRACE_SECONDS = 8


def set_environment() -> None:
    """The demonstration stands in April 2020; PORTAL_NOW= (empty) lets the real clock run."""
    os.chdir(ROOT)
    if os.environ.get("DJANGO_ENV") != "production":
        os.environ.setdefault("PORTAL_NOW", "2020-04-20T08:00:00+07:00")
    os.environ.setdefault("PORTAL_NOW_SINCE", str(time.time()))
    os.environ.setdefault("PORTAL_ADDRESS", f"http://127.0.0.1:{PORT}")


def refuse_taken_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError as error:
            sys.exit(f"Cổng {PORT} không mở được ({error.strerror}). Chọn cổng khác: make run PORT=8001")


def prepare() -> None:
    """Database and demonstration; each command does nothing where its work is done."""
    manage("migrate", "--verbosity", "0")
    if os.environ.get("DJANGO_ENV") != "production":
        manage("demo", "--samples", "--if-empty")


def manage(*arguments: str) -> None:
    """Run a command of Django's that must succeed; what it said is on the screen."""
    code = subprocess.run([*MANAGE, *arguments], check=False).returncode
    if code:
        sys.exit(code)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start in a process group of its own: Ctrl-C reaches only this script, which stops the others in order."""
    return subprocess.Popen(command, start_new_session=True)


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all of them to end; end with their children whoever has not after the time of grace."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def announce(server: subprocess.Popen[bytes]) -> None:
    """Print the address as soon as somebody answers there."""
    while server.poll() is None:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", PORT)) == 0:
                print(f"Gương Sáng: http://127.0.0.1:{PORT} (Ctrl-C để dừng)", flush=True)
                return
        time.sleep(0.2)


def serve() -> int:
    """Watch both until the server ends or a signal comes (as `SystemExit`)."""
    running: list[subprocess.Popen[bytes]] = []
    try:
        server, worker = running[:] = start(SERVER), start(WORKER)
        announce(server)
        while server.poll() is None:
            time.sleep(1)
            if worker.poll() is not None:
                print("Trình chạy việc nền đã dừng, đang chạy lại.", file=sys.stderr, flush=True)
                worker = running[1] = start(WORKER)
        return server.returncode
    finally:
        on_signals(signal.SIG_IGN)  # a second Ctrl-C does not leave half of them running
        stop(running)


def on_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def main() -> int:
    on_signals(lambda number, frame: sys.exit(0))
    set_environment()
    refuse_taken_port()
    prepare()
    return serve()


if __name__ == "__main__":
    sys.exit(main())
