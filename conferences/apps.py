from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "Kế hoạch và hội nghị"

    def ready(self) -> None:
        from conferences.catalogues import seed_catalogues  # its rows need models, which are loaded by now

        post_migrate.connect(seed_catalogues, sender=self)
