from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"
    verbose_name = "Hồ sơ và quyết định"

    def ready(self) -> None:
        """Tables are published with what only this app knows: how many places are taken, and who waits for one."""
        from conferences.in_use import AFTER_PUBLISHING, COUNTS
        from nominations.actions.reserves import promote_all  # the models are loaded by now
        from nominations.places import taken_of

        COUNTS.append(taken_of)
        AFTER_PUBLISHING.append(promote_all)
