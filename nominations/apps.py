from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "nominations"
    verbose_name = "Hồ sơ và quyết định"

    def ready(self) -> None:
        """Tables are published with what only this app knows: how many places are taken."""
        from conferences.in_use import COUNTS
        from nominations.places import taken_of  # its models are loaded by now

        COUNTS.append(taken_of)
