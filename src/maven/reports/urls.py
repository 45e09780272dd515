from django.urls import URLPattern, URLResolver, path

from maven.reports.views import stage_reports

app_name = "reports"
HERE = "m/<slug:mission>/rapports/"
ONE = HERE + "etape-<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, stage_reports.reports, name="reports"),
    path(ONE, stage_reports.report, name="report"),
    path(HERE + "etape-<int:number>.pdf", stage_reports.report_pdf, name="report_pdf"),
    path(ONE + "compilation/", stage_reports.gathering, name="gathering"),
    path(ONE + "mots/", stage_reports.words, name="words"),
    path(ONE + "publication/", stage_reports.issue, name="issue"),
]
