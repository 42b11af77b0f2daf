"""Runs a function in a child process that may not take more than its time and memory.

A bomb in an upload, or a page that never finishes, must not take the web worker with it. One nursery process per worker
imports the heavy libraries once and forks itself for each call, so that a call costs milliseconds.

multiprocessing's forkserver does nearly the same, but each of its children imports the parent's `__main__` again: 0.2 s
under gunicorn or pytest, and whatever an unguarded script does when it is imported.
"""

from __future__ import annotations

import importlib
import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Literal

PRELOAD = ("PIL.JpegImagePlugin", "PIL.PngImagePlugin", "portal.office", "portal.pdf.joining", "portal.pdf.printer", "portal.xlsx.reading")
# What a child may know of the environment: none of the portal's secrets.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME")
Reason = Literal["time", "memory", "crash"]
# Pango looks for fonts in a thread of its own, and the processor time of both counts: the limit may come in half its time.
THREADS = 2


class ChildFailed(Exception):
    """The child was stopped at a limit, or died of something else."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def run_limited(function: Callable[..., Any], *args: Any, seconds: int, memory_mb: int) -> Any:
    """What `function(*args)` returns, or raises; `ChildFailed` when it dies or a limit stops it.

    `seconds` of processor time, and twice that on the clock, for the machine may be busy; `memory_mb` come on top of what
    the preloaded libraries take. The function is a module's own (not a lambda) and works on its arguments alone: no
    database and no app is set up there.
    """
    born = float("inf")
    with _nursery.new_child() as link:
        try:
            link.send((seconds, memory_mb))
            born = link.recv()  # starting the nursery does not count
            link.send((function, args))
            outcome, value, trace = link.recv()
        except (EOFError, OSError):
            raise ChildFailed("time" if time.monotonic() - born >= seconds / THREADS else "crash") from None
    if outcome == "memory":
        raise ChildFailed("memory")
    if outcome == "raised":
        value.add_note(trace)
        raise value
    return value


class _Nursery:
    """The process that forks the children: started at the first call, and again if it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen | None = None

    def new_child(self) -> Connection:
        """The line to a new child."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._control is None or not _hand_over(self._control, theirs):
                self._start()
                _hand_over(self._control, theirs)
        return Connection(ours.detach())

    def _start(self) -> None:
        if self._control is not None:
            self._control.close()
            self._process.wait()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"from portal import child; child.serve({theirs.fileno()})"],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
                | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
                start_new_session=True,  # Ctrl+C is for the server; the nursery ends with it
            )


def _hand_over(control: socket.socket, theirs: socket.socket) -> bool:
    """Asks the nursery for a child on that line; False if there is no nursery any more."""
    try:
        socket.send_fds(control, [b"+"], [theirs.fileno()])
    except OSError:
        return False
    return True


def serve(control_fd: int) -> None:
    """The nursery's life: a fork for each line that comes in, until the worker that started it is gone."""
    for name in PRELOAD:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies
    with socket.socket(fileno=control_fd) as control:
        while True:
            message, lines, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                return
            if os.fork() == 0:
                control.close()
                _live(Connection(lines[0]))
            os.close(lines[0])


def _live(link: Connection) -> None:
    """The child's life: limits, one job, one answer."""
    born = time.monotonic()  # the same clock as the caller's: it runs for the whole machine
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _limit(*link.recv())
        link.send(born)
        link.send_bytes(_answer(link))
    except MemoryError:
        link.send(("memory", None, ""))
    except BaseException:  # nobody else would tell: the caller only sees that the child is gone
        traceback.print_exc()
    finally:
        os._exit(0)  # never back into the nursery's loop


def _limit(seconds: int, memory_mb: int) -> None:
    """The kernel keeps the limits, whatever the code or a C library does meanwhile."""
    with open("/proc/self/statm") as statm:
        taken = int(statm.read().split()[0]) * resource.getpagesize()
    memory = taken + memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)  # SIGALRM ends the process


def _answer(link: Connection) -> bytes:
    """The job's pickled outcome: ("returned", value, "") or ("raised", exception, traceback)."""
    try:
        function, args = link.recv()
        return pickle.dumps(("returned", function(*args), ""))
    except MemoryError:
        raise
    except Exception as error:  # whatever it is, it is the caller's: raised again there
        return pickle.dumps(("raised", error, "In the child:\n" + traceback.format_exc()))


_nursery = _Nursery()
os.register_at_fork(after_in_child=_nursery.__init__)  # a forked worker starts its own
