"""LibreOffice as a second reader of our Word papers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SECONDS = 180  # for all files of one call, on a busy machine


def printed(documents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each Word document as LibreOffice's PDF. One call for all: starting it takes longer than a paper."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: `scripts/setup dev` installs it")
    files = [folder / f"{name}.docx" for name in documents]
    for file, content in zip(files, documents.values(), strict=True):
        file.write_bytes(content)
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder}/profile"  # of its own: two calls never wait for each other
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return {name: (out / f"{name}.pdf").read_bytes() for name in documents}
