from django.urls import path

from nominations.views import decisions, dossiers, filing, home, ledger, reclaim, sharing, standards, unit_tasks

app_name = "nominations"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("plans/<int:pk>/tasks/", unit_tasks.unit_tasks, name="unit-tasks"),
    path("allocations/rows/<int:pk>/share/", sharing.share_page, name="share-places"),
    path("allocations/<int:pk>/reclaim/", reclaim.reclaim_page, name="reclaim-places"),
    path("plans/<int:pk>/ledger/", ledger.LedgerPage.as_view(), name="ledger"),
    path("dossiers/", dossiers.DossierList.as_view(), name="dossiers"),
    path("dossiers/new/", filing.new_dossier, name="new-dossier"),
    path("dossiers/<int:pk>/", dossiers.dossier_page, name="dossier"),
    path("dossiers/<int:pk>/edit/", filing.edit_dossier, name="edit-dossier"),
    path("dossiers/<int:pk>/edit/<slug:step>/", filing.edit_step, name="edit-step"),
    path("dossiers/<int:pk>/papers/<slug:slot>/", dossiers.dossier_paper, name="dossier-paper"),
    path("dossiers/<int:pk>/standards/<slug:mark>/confirm/", standards.confirm_standard, name="confirm-standard"),
    path("dossiers/<int:pk>/standards/<slug:mark>/rule/", standards.rule_on_standard, name="rule-on-standard"),
    path("dossiers/<int:pk>/moves/<slug:name>/", dossiers.dossier_move, name="move-dossier"),
    path("decisions/", decisions.DecisionList.as_view(), name="decisions"),
    path("decisions/new/", decisions.new_decision, name="new-decision"),
    path("decisions/<int:pk>/", decisions.decision_page, name="decision"),
    path("decisions/<int:pk>/edit/", decisions.edit_decision, name="edit-decision"),
    path("decisions/<int:pk>/issue/", decisions.issue_decision, name="issue-decision"),
    path("decisions/<int:pk>/moves/<slug:name>/", decisions.decision_move, name="move-decision"),
    path("decisions/<int:pk>/papers/decision.<slug:face>", decisions.decision_file, name="decision-paper"),
]
