"""Addresses of plans and tables."""

from django.urls import path

from conferences.views import allocations, amendment, calendar, feeds, findings, papers, plans, reading, terms, workshop
from conferences.views.editing import parts, start, versions

app_name = "conferences"
urlpatterns = [
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/new/", start.new_plan, name="new-plan"),
    path("plans/read/", reading.upload_plan, name="read-plan"),
    path("plans/read/<uuid:pk>/", reading.confirm_plan, name="confirm-reading"),
    path("plans/read/jobs/<uuid:pk>/", reading.reading_job, name="reading-job"),
    path("plans/<int:pk>/", plans.plan_page, name="plan"),
    path("plans/<int:pk>/copy/", start.copy_page, name="copy-plan"),
    path("plans/<int:pk>/edit/", parts.edit_plan, name="edit-plan"),
    path("plans/<int:pk>/edit/preview/", parts.preview, name="plan-preview"),
    path("plans/<int:pk>/edit/arrange/", parts.arrange, name="arrange-plan"),
    path("plans/<int:pk>/edit/here/", parts.here, name="plan-here"),
    path("plans/<int:pk>/edit/<slug:part>/", parts.edit_part, name="edit-part"),
    path("plans/<int:pk>/versions/", versions.versions_page, name="plan-versions"),
    path("plans/<int:pk>/versions/<int:version>/", versions.version_page, name="plan-version"),
    path("plans/<int:pk>/versions/<int:version>/restore/", versions.restore, name="restore-part"),
    path("plans/<int:pk>/conference/", plans.conference_page, name="conference"),
    path("plans/<int:pk>/calendar/", calendar.plan_calendar, name="plan-calendar"),
    path("plans/<int:pk>/criteria/", plans.criteria_page, name="criteria"),
    path("plans/<int:pk>/papers/", papers.papers_page, name="papers"),
    path("plans/<int:pk>/papers/<slug:kind>.<slug:face>", papers.paper, name="paper"),
    path("plans/<int:pk>/findings/", findings.findings_part, name="findings"),
    path("plans/<int:pk>/findings/accept/", findings.accept_finding_page, name="accept-finding"),
    path("plans/<int:pk>/findings/withdraw/", findings.withdraw_acceptance_page, name="withdraw-acceptance"),
    path("plans/<int:pk>/history/", plans.history_page, name="history"),
    path("plans/<int:pk>/amend/", amendment.amend_plan_view, name="amend-plan"),
    path("plans/<int:pk>/changes/", amendment.changes_page, name="plan-changes"),
    path("plans/<int:pk>/discard/", amendment.discard_version_view, name="discard-version"),
    path("plans/<int:pk>/issue/", plans.issue_plan_page, name="issue-plan"),
    path("plans/<int:pk>/moves/<slug:name>/", plans.plan_move, name="plan-move"),
    path("calendar/", calendar.CalendarList.as_view(), name="calendar"),
    path("calendar/units/<int:pk>/renew/", feeds.renew, name="renew-feed"),
    path("calendar/feeds/<slug:secret>.ics", feeds.feed, name="feed"),
    path("allocations/<int:pk>/", allocations.allocation_page, name="allocation"),
    path("allocations/<int:pk>/edit/", allocations.edit_allocation, name="edit-allocation"),
    path("allocations/<int:pk>/terms/", terms.terms_page, name="allocation-terms"),
    path("allocations/<int:pk>/workshop/", workshop.workshop, name="workshop"),
    path("allocations/<int:pk>/moves/<slug:name>/", allocations.allocation_move, name="allocation-move"),
]
