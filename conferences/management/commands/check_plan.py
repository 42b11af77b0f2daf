"""check_plan REF_OR_FILE: what is inconsistent in a plan, one line a finding; exit 1 if there is any error."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conferences.checking import ERROR, SEVERITIES, Finding
from conferences.plan_check import check_plan, data_findings
from conferences.plan_file import read as read_file
from conferences.plan_file.decode import MAX_BYTES
from conferences.plan_ref import NoSuchPlan, plan_by_ref
from portal import clock

PLAN_FILES = (".yaml", ".yml", ".json")


class Command(BaseCommand):
    help = "Xem lại một kế hoạch: mỗi điểm một dòng, lỗi trước; thoát với mã 1 nếu có lỗi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", metavar="REF_OR_FILE", help="số hoặc id của kế hoạch, tệp kế hoạch, hoặc văn bản .docx, .txt, .pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        found = self._of_file(Path(what)) if Path(what).is_file() else self._of_plan(what)
        for finding in found:
            self.stdout.write(str(finding))
        counts = Counter(finding.severity for finding in found)
        said = ", ".join(f"{counts[name]} {label.lower()}" for name, label in SEVERITIES.items() if counts[name])
        self.stdout.write(f"{said[0].upper()}{said[1:]}." if said else "Không có điểm nào cần xem lại.")
        if counts[ERROR]:
            sys.exit(1)

    def _of_plan(self, ref: str) -> list[Finding]:
        try:
            checked = check_plan(plan_by_ref(ref), clock.now())
        except NoSuchPlan as error:
            raise CommandError(str(error)) from error
        for finding, one in checked.accepted:
            self.stdout.write(f"Đã chấp nhận · {finding.place}: {finding.says} Lý do: {' '.join(one.reason.split())}")
        return checked.open

    def _of_file(self, path: Path) -> list[Finding]:
        content = _content(path)
        if path.suffix.lower() not in PLAN_FILES:
            raise CommandError("Chưa đọc được văn bản; hãy đưa tệp kế hoạch (.yaml).")
        file = read_file(content)
        if file.faults:
            faults = "\n".join(map(str, sorted(file.faults)))
            raise CommandError(f"Tệp có {len(file.faults)} lỗi, chưa xem lại được:\n{faults}")
        return data_findings(file.data, clock.now())


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
