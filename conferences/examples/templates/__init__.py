"""The usual kinds of plans to begin from: whole texts whose figures and days stand in braces until they are filled in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Template:
    """A plan file to begin from; its issuers and title are the new plan's own."""

    label: str
    path: Path


TEMPLATES = {
    "yearly": Template("Hội nghị biểu dương hằng năm", FOLDER / "bieu-duong-hang-nam.yaml"),
    "five-years": Template("Hội nghị điển hình tiên tiến 5 năm, có quy định cho cấp dưới", FOLDER / "dien-hinh-5-nam.yaml"),
    "movement": Template("Phong trào thi đua", FOLDER / "phong-trao-thi-dua.yaml"),
}
