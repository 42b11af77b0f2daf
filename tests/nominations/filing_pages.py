"""The pages on which a dossier is written, as a browser meets them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nominations.models import Dossier
from tests.portal.test_storing import PDF

NEW = reverse("nominations:new-dossier")
STEPS = ("who", "record", "papers", "consent")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def new(campaign, key="person-public", plan=None, **more) -> str:
    plan = plan or campaign.plan
    query = {"plan": plan.pk, "unit": campaign.school.pk, "category": plan.categories.get(key=key).pk} | more
    return f"{NEW}?" + "&".join(f"{name}={value}" for name, value in query.items())


def step(dossier, name) -> str:
    return reverse("nominations:edit-step", args=[dossier.pk, name])


def typed(page, **changes) -> dict:
    """What a browser would send of the form on a page, after some typing: with the rows and slots below the form."""
    form = page.context["form"]
    fields = {
        bound.html_name: bound.value()
        for one in (form, *form.further())
        for bound in one
        if bound.name != "file" and bound.value() not in (None, "", False)
    }
    fields |= {f"{group.key}-rows": len(rows) for group, rows in getattr(form, "groups", ())}
    return fields | changes


def person_of(**changes) -> dict:
    return {"name": "Lò Thị Mẫu", "position": "Giáo viên", "sex": "female", "birth": "05/03/1985", "rank": "none"} | changes


def begin(client, campaign, **changes) -> Dossier:
    client.post(new(campaign), typed(client.get(new(campaign)), **person_of(**changes)))
    return Dossier.objects.latest("pk")


def pdf(name="Báo cáo.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")
