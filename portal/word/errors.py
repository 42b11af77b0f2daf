"""What a caller of the Word door has to expect."""


class WordError(Exception):
    """A Word file cannot be written or read; the message is a sentence for the person who asked for it."""
