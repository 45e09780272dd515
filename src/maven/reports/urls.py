from django.urls import URLPattern, URLResolver, path

from maven.reports.views import report

app_name = "reports"
HERE = "m/<slug:mission>/rapports/"
ONE = HERE + "etape-<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, report.reports, name="reports"),
    path(ONE, report.report, name="report"),
    path(HERE + "etape-<int:number>.pdf", report.report_pdf, name="report_pdf"),
    path(ONE + "compilation/", report.gathering, name="gathering"),
    path(ONE + "mots/", report.words, name="words"),
    path(ONE + "publication/", report.issue, name="issue"),
]
