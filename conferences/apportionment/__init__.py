"""Sharing places in proportion to weights, exactly and with its working. Plain data in and out.

`q` below is what a claim would get if places could be cut: weight × places ÷ sum of weights. A divisor method gives one place
after the other to the highest quotient; that of a claim with s places is its weight ÷ its divisor for s. Ties go to the
greater weight, then to the key that comes first, so that the order of the rows never matters. Nothing is rounded on the way:
weights become whole numbers, and quotients that are the same as floating point numbers are compared crosswise.

Sources: M. L. Balinski, H. P. Young, Fair Representation, 2nd edition 2001; F. Pukelsheim, Proportional Representation, 2nd
edition 2017 (minimum and maximum places: chapter 12).
"""

from __future__ import annotations

from collections.abc import Iterable

from conferences.apportionment.claims import Claim, Fault, Unshareable, faults_of
from conferences.apportionment.sharing import METHODS, Award, Line, Method, Sharing

__all__ = ["METHODS", "Award", "Claim", "Fault", "Line", "Method", "Sharing", "Unshareable", "faults_of", "share"]


def share(claims: Iterable[Claim], places: int, method: str = "largest_remainder") -> Sharing:
    """Share `places` among the claims; raises `Unshareable` with all faults.

    Floors and ceilings: a divisor method starts from the floors and passes over whoever is full; by largest remainder `q` is
    kept between the two for everybody at once, and what is left over is in proportion.
    """
    table = tuple(claims)
    if faults := faults_of(table, places):
        raise Unshareable(faults)
    return Sharing(table, places, METHODS[method])
