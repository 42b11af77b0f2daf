"""Dossiers filed one after another, and how they stand."""

from __future__ import annotations

from nominations.actions import submit_dossier
from nominations.models import Dossier
from tests.builders import make_dossier


def filed(campaign, name):
    dossier = make_dossier(campaign.plan, campaign.school, status="endorsed", name=name)
    submit_dossier(dossier, by=campaign.head)
    return dossier


def standing(campaign):
    return [(one.name, one.status, one.reserve) for one in Dossier.objects.filter(plan=campaign.plan).order_by("pk")]
