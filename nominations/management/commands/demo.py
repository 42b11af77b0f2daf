"""`demo --stage ...`: the demonstration at a stage of its life. Twice changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nominations.demonstration.cast import LOGINS, PASSWORD
from nominations.demonstration.samples import add_samples
from nominations.demonstration.story import STAGES, play
from organizations.models import Unit, User
from organizations.roles import ROLES
from portal.moves import Refused

MOST_TIMES = 20


class Command(BaseCommand):
    help = "Dựng dữ liệu trình diễn: kế hoạch 154/KH-LĐLĐ của Lai Châu, năm 2020, với người và công đoàn cơ sở hư cấu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="filed", help="dựng đến chặng nào (mặc định: filed)")
        parser.add_argument("--times", type=int, choices=range(1, MOST_TIMES + 1), default=1, metavar="N", help="gấp mấy lần số suất của Lai Châu")
        parser.add_argument("--samples", action="store_true", help="thêm một kế hoạch mẫu nhỏ: qua cấp trên trực tiếp, chấm điểm, công khai, trả lại từng mục")
        parser.add_argument("--if-empty", action="store_true", help="chỉ dựng khi cơ sở dữ liệu chưa có đơn vị nào")

    def handle(self, *args: Any, stage: str, times: int, samples: bool, if_empty: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Dữ liệu trình diễn có mật khẩu ai cũng biết; hệ thống thật không dựng được.")
        if not (if_empty and Unit.objects.exists()):
            try:
                plan = play(stage, times)
                if samples and STAGES.index(stage) >= STAGES.index("filed"):
                    add_samples()
            except Refused as refused:
                raise CommandError(" ".join(refused.reasons)) from None
            self.stdout.write(f"Kế hoạch {plan.number} (id {plan.pk}): {plan.get_status_display()}.")
        self._print_logins()

    def _print_logins(self) -> None:
        known = set(User.objects.filter(username__in=[login.username for login in LOGINS]).values_list("username", flat=True))
        shown = [login for login in LOGINS if login.username in known]
        if not shown:
            self.stdout.write("Đã có dữ liệu, không dựng trình diễn. Tạo người đầu tiên: manage.py createsuperuser.")
        else:
            self.stdout.write(f"Đăng nhập trình diễn, mật khẩu chung {PASSWORD}:")
        for login in shown:
            self.stdout.write(f"  {login.username:<12} {ROLES[login.role].label:<18} {login.at or 'LĐLĐ tỉnh Lai Châu'}")
