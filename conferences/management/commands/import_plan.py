"""import_plan FILE: a plan file in, as a draft."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conferences.actions import import_plan
from conferences.management.files import content_of
from conferences.models import Plan
from conferences.plan_file import Faulty, read
from conferences.plan_file.decode import MAX_BYTES
from organizations.models import User
from portal.moves import Refused
from portal.pdf import PdfError


class Command(BaseCommand):
    help = "Nhập một tệp kế hoạch (YAML hoặc JSON) thành dự thảo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp kế hoạch")
        parser.add_argument("--create-units", action="store_true", help="tạo những đơn vị mà cổng chưa có")
        parser.add_argument("--by", metavar="USERNAME", help="tên đăng nhập của người nhập, ghi vào lịch sử")

    def handle(self, *args: Any, **options: Any) -> None:
        content = content_of(options["file"], MAX_BYTES)
        by = self._person(options["by"])
        try:
            imported = import_plan(read(content), create_units=options["create_units"], by=by)
        except Faulty as error:
            raise CommandError(f"Tệp có {len(error.faults)} lỗi, chưa ghi gì:\n{error}") from error
        except (Refused, PdfError) as error:
            raise CommandError(f"Chưa ghi gì. {error}") from error
        for line in imported.said:
            self.stdout.write(line)
        verb = "Đã nhập" if imported.is_new else "Đã cập nhật"
        self.stdout.write(f"{verb} {_described(imported.plan)}.")

    def _person(self, username: str | None) -> User | None:
        if username is None:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có người dùng “{username}”.")
        return user


def _described(plan: Plan) -> str:
    """id, number, title, and how much of everything there is."""
    table = plan.allocations.current()
    counts = {
        "mục": plan.sections.count(),
        "hội nghị": plan.conferences.count(),
        "đối tượng": plan.categories.count(),
        "tiêu chuẩn": plan.criteria.count(),
        "dòng phân bổ": table.rows.count() if table else 0,
        "điều chưa chắc": len(plan.notes),
    }
    made = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"kế hoạch id {plan.pk}, {plan} ({plan.get_status_display()}: {made})"
