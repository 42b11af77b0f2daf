"""A plan that somebody wrote as a document becomes a plan file: by rules, and never inventing. Pure: no database."""

from conferences.reading.read import NotAPlan, Reading, read

__all__ = ["NotAPlan", "Reading", "read"]
