"""The app of the tools, and the administrator's desk in place of Django's stock admin site."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from simple_history.signals import pre_create_historical_record

from portal import clock


class PortalConfig(AppConfig):
    default = True
    name = "portal"
    verbose_name = "Cổng"

    def ready(self) -> None:
        pre_create_historical_record.connect(date_by_our_clock)


def date_by_our_clock(history_instance: Any, **kwargs: Any) -> None:
    """Field versions bear the time of the only clock, as the moves do."""
    history_instance.history_date = clock.now()


class DeskConfig(admin_apps.AdminConfig):
    default = False  # the base class is a default too, and an app may have one only
    default_site = "portal.desk.Desk"
