"""read_plan FILE: a plan that somebody wrote (Word, PDF with text, text) out as a plan file."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conferences.management.files import content_of
from conferences.plan_file.write import written
from conferences.reading import NotAPlan, read
from portal.sources import SourceRefused
from portal.sources.reading import MAX_BYTES, read_source


class Command(BaseCommand):
    help = "Đọc một kế hoạch (.docx, PDF có chữ, hoặc văn bản) và in ra tệp kế hoạch YAML; chỗ chưa chắc ghi ở notes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp .docx, .pdf hoặc .txt")

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"], MAX_BYTES)
        try:
            reading = read(read_source(content))
        except (SourceRefused, NotAPlan) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(written(reading.data), ending="")
