"""Static files under names that carry their hash, compressed once, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Only `url(...)` is followed: Tabler's wheel names source maps that it does not ship, which would stop us."""

    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)
