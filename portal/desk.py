"""The administrator's desk: Django's admin for people who hold the administrator's role, 404 for everybody else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse


class Desk(admin.AdminSite):
    site_header = "Gương Sáng · Bàn quản trị"
    site_title = "Quản trị Gương Sáng"
    index_title = "Danh mục"
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: type | None = None, **options: Any) -> None:
        """Our own things only: groups, log-in attempts and queue rows of the libraries are nobody's daily work."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        own = [model for model in models if model._meta.app_label in settings.OWN_APPS]
        super().register(own, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators by role; superusers. `is_staff` is not used: a role ends by its date."""
        return request.user.is_active and request.user.has_perm("organizations.use_desk")

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("login"))
            if not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return inner

ASKED = ("", "exact", "isnull", "isempty", "id__exact", "code__exact")  # what the filters of a list put into its address


class DeskPage(admin.ModelAdmin):
    """Rows through the model's `visible_to`, searched by its `search`, nothing in bulk; what one does not see is 404."""

    actions = None
    view_on_site = False
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # the words for it are not translated
    search_fields = ("search_key",)  # that the box is shown; the search itself is `search`, which knows no marks
    search_help_text = "Gõ không dấu cũng được."

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).visible_to(request.user)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return queryset.search(search_term), False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """What one does not see does not exist."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the page itself filters by, to the letter: a list that answers `password__startswith`, be it at the
        end of a path that begins with a filter of ours (`kind__unit__...`), tells passwords."""
        name, _, rest = lookup.partition("__")
        filters = {entry if isinstance(entry, str) else entry[0] for entry in self.list_filter}
        return name in filters and rest in ASKED

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
