"""What of the tools stands on the administrator's desk."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.models import Mail
from portal.outbox import try_again


@admin.register(Mail)
class MailDesk(admin.ModelAdmin):
    """Letters that did not get through stay in sight, for superusers: addresses of all units stand here."""

    list_display = ("created", "to", "subject", "attempts", "sent", "error")
    list_filter = (("sent", admin.EmptyFieldListFilter), "attempts")
    fields = (*list_display, "due")  # not the body: it may hold a one-time link
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        return False

    @admin.action(description="Gửi lại những thư đã chọn chưa đi được", permissions=["view"])
    def send_again(self, request: HttpRequest, letters: QuerySet[Mail]) -> None:
        self.message_user(request, f"{try_again(letters)} thư sẽ được gửi lại.")
