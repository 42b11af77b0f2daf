"""check_paper FILE.pdf: every departure of a printed paper from NĐ 30/2020/NĐ-CP, one a line; exit 1 if there is any."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from papers.checking import departures
from portal.pdf import PdfError
from portal.pdf.reading import MAX_BYTES, TOO_LARGE


UNREADABLE = 2  # the exit code where nothing could be checked


class Command(BaseCommand):
    help = "Đối chiếu một bản in PDF với thể thức của NĐ 30/2020/NĐ-CP; thoát với mã 1 nếu có điểm sai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.pdf", type=Path, help="bản in cần kiểm tra")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(TOO_LARGE, returncode=UNREADABLE)
            found = departures(file.read_bytes())
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.", returncode=UNREADABLE) from error
        except PdfError as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        for one in found:
            self.stdout.write(f"Trang {one.page} · {one.component}: {one.sentence}")
        if found:
            raise CommandError(f"{file.name}: {len(found)} điểm khác thể thức.", returncode=1)
        self.stdout.write(f"{file.name}: không thấy điểm nào khác thể thức của NĐ 30/2020/NĐ-CP.")
