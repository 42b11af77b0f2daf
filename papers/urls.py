from django.urls import path

from papers.views import check, correcting, issued, register, series

app_name = "papers"
urlpatterns = [
    path("register/", register.Register.as_view(), name="register"),
    path("register/register.pdf", register.RegisterPdf.as_view(), name="register-pdf"),
    path("register/series/", series.all_series, name="all-series"),
    path("register/series/new/", series.new_series, name="new-series"),
    path("register/series/<int:pk>/", series.edit_series, name="series"),
    path("register/series/<int:pk>/start/", series.start, name="series-start"),
    path("register/<int:pk>/", issued.paper_page, name="paper"),
    path("register/<int:pk>/paper.<slug:kind>", issued.paper_file, name="file"),
    path("register/<int:pk>/copies/", issued.attach, name="attach"),
    path("register/copies/<int:pk>/", issued.copy_file, name="copy"),
    path("register/<int:pk>/entry/", issued.entry, name="entry"),
    path("register/<int:pk>/names/", issued.name_older, name="name-older"),
    path("register/<int:pk>/correct/", correcting.correct, name="correct"),
    path("register/<int:pk>/print/", issued.print_again, name="print-again"),
    path("kiem-tra/", check.ask, name="ask-check"),
    path("kiem-tra/<str:code>/", check.check, name="check"),
]
