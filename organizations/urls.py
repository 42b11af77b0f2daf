from django.urls import path

from organizations import views

app_name = "organizations"
urlpatterns = [
    path("units/", views.UnitList.as_view(), name="units"),
    path("units/<int:pk>/", views.unit_page, name="unit"),
    path("people/", views.PeopleList.as_view(), name="people"),
    path("account/", views.account, name="account"),
]
