"""The code by which anybody finds an issued paper: 128 random bits as letters that nobody mistakes for each other."""

import secrets
from textwrap import wrap

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
LENGTH = 26
MISREAD = str.maketrans("OIL", "011")
GROUP = 4


def new_code() -> str:
    """26 letters that hold 128 bits from the system's source of randomness."""
    value = secrets.randbits(128)
    return "".join(LETTERS[value >> 5 * place & 31] for place in reversed(range(LENGTH)))


def grouped(code: str) -> str:
    """In groups of four, as people copy it: "3F7K-2MNP-...". """
    return "-".join(wrap(code, GROUP))


def typed_code(text: str) -> str:
    """What somebody typed as the code it must mean; empty if it can be none."""
    code = "".join(text.upper().split()).replace("-", "").replace("–", "").translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""
