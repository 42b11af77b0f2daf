"""export_plan REF [OUT]: a plan out, as its one canonical plan file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conferences.plan_file.write import written
from conferences.plan_ref import NoSuchPlan, plan_by_ref
from conferences.plan_rows import plan_data


class Command(BaseCommand):
    help = "Xuất một kế hoạch thành tệp kế hoạch (YAML)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ref", metavar="REF", help="số (154/KH-LĐLĐ) hoặc id của kế hoạch")
        parser.add_argument("out", metavar="OUT", nargs="?", help="tệp ghi ra; không có thì in ra màn hình")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = written(plan_data(plan_by_ref(options["ref"])))
        except NoSuchPlan as error:
            raise CommandError(str(error)) from error
        if options["out"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["out"]).write_bytes(text.encode())
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {options['out']}: {error.strerror}.") from error
