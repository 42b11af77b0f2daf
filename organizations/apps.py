from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = "Đơn vị và con người"

    def ready(self) -> None:
        from organizations.catalogues import seed_kinds  # its rows need models, which are loaded by now

        post_migrate.connect(seed_kinds, sender=self)
