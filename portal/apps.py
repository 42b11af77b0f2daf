"""The app of the tools, and the administrator's desk in place of Django's stock admin site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    default = True
    name = "portal"
    verbose_name = "Cổng"


class DeskConfig(admin_apps.AdminConfig):
    default = False  # the base class is a default too, and an app may have one only
    default_site = "portal.desk.Desk"
