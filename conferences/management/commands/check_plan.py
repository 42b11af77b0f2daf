"""check_plan REF_OR_FILE: what is inconsistent in a plan, one line a finding; exit 1 if there is any error."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from conferences.catalogues import days_off
from conferences.catalogues import legal_grounds as starting_grounds
from conferences.checking import ERROR, SEVERITIES, Finding, findings
from conferences.honours import catalogue, starting_catalogue
from conferences.management.files import content_of
from conferences.plan_check import check_plan, data_findings, legal_grounds, working_days
from conferences.plan_file import PlanFile
from conferences.plan_file import read as read_file
from conferences.plan_file.decode import MAX_BYTES
from conferences.plan_file.faults import Fault
from conferences.plan_file.sense import unknown_honours
from conferences.plan_ref import NoSuchPlan, plan_by_ref
from conferences.reading import NotAPlan
from conferences.reading import read as read_text
from portal import clock
from portal.sources import SourceRefused
from portal.sources.reading import MAX_BYTES as MAX_TEXT_BYTES
from portal.sources.reading import read_source

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
        content = content_of(path, max(MAX_BYTES, MAX_TEXT_BYTES))
        if path.suffix.lower() not in PLAN_FILES:
            return self._of_text(content)
        file = read_file(content)
        if file.faults:
            faults = _faults(file)
            said = "\n".join(map(str, faults))
            raise CommandError(f"Tệp có {len(faults)} lỗi, chưa xem lại được:\n{said}")
        return _findings(file.data)

    def _of_text(self, content: bytes) -> list[Finding]:
        """Only a text has numbers that somebody typed."""
        try:
            reading = read_text(read_source(content))
        except (SourceRefused, NotAPlan) as error:
            raise CommandError(str(error)) from error
        return _findings(reading.data, numbering=reading.numbering)


def _faults(file: PlanFile) -> list[Fault]:
    """Also the codes of its rules that the catalogue lacks: where a code is no code, what was meant says more than that."""
    try:
        known = catalogue()
    except DatabaseError:
        known = starting_catalogue()
    unknown = file.located(unknown_honours(file.data, known))
    told = {fault.path for fault in unknown}
    return sorted([*(fault for fault in file.faults if fault.path not in told), *unknown])


def _findings(data: dict[str, Any], **more: Any) -> list[Finding]:
    """With the office's catalogues; a file can also be looked at where there is no database yet, with what one begins with.

    Of a file without a date nobody knows when it was issued: an old plan is not late because it is read today.
    """
    try:
        return data_findings(data, None, **more)
    except DatabaseError:
        beginning = {"days": working_days(days_off()), "grounds": legal_grounds(starting_grounds())}
        return findings(data, today=None, honours=starting_catalogue(), **beginning, **more)
