from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NominationsConfig(AppConfig):
    name = "nominations"
    verbose_name = "Hồ sơ và quyết định"

    def ready(self) -> None:
        """Tables are published with what only this app knows: how many places are taken, and who waits for one."""
        from conferences.in_use import AFTER_PUBLISHING, COUNTS
        from nominations.actions.reserves import promote_all  # the models are loaded by now
        from nominations.catalogues import seed_nominee_kinds
        from nominations.places import taken_of

        COUNTS.append(taken_of)
        AFTER_PUBLISHING.append(promote_all)
        post_migrate.connect(seed_nominee_kinds, sender=self)
