"""What a caller of the PDF door has to expect."""


class PdfError(Exception):
    """A PDF cannot be made; the message is a sentence for the person who asked for it."""
