"""The addresses of the portal: the tools first, then the apps; the last app of the story holds the home page."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from portal import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("password/change/", views.PasswordChange.as_view(), name="password-change"),
    path("password/reset/", views.PasswordReset.as_view(), name="password-reset"),
    path(
        "password/reset/sent/",
        auth.PasswordResetDoneView.as_view(template_name="portal/password_reset_sent.html"),
        name="password-reset-sent",
    ),
    path("account/set-password/<uidb64>/<token>/", views.SetPassword.as_view(), name="set-password"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all_notices, name="read-all-notices"),
    path("notices/<int:pk>/read/", views.read_notice, name="read-notice"),
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("jobs/<uuid:pk>/result/", views.job_result, name="job-result"),
    # One log-in, one log-out, one password page: the desk's own are never reached.
    path(f"{settings.ADMIN_PATH}login/", RedirectView.as_view(pattern_name="admin:index")),
    path(f"{settings.ADMIN_PATH}logout/", views.Logout.as_view()),
    path(f"{settings.ADMIN_PATH}password_change/", RedirectView.as_view(pattern_name="password-change")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("organizations.urls")),
    path("", include("papers.urls")),
    path("", include("conferences.urls")),
    path("", include("nominations.urls")),
]

handler400 = views.bad_request
