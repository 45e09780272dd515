from django.urls import URLPattern, URLResolver, path

from maven.reports.views import downloads, editing, figures, quotations, stage_reports

app_name = "reports"
HERE = "m/<slug:mission>/rapports/"
ONE = HERE + "etape-<int:number>/"
EFFORT = "m/<slug:mission>/animer/effort/"
VERSION = EFFORT + "version-<int:version>"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, stage_reports.reports, name="reports"),
    path(ONE, stage_reports.report, name="report"),
    path(HERE + "etape-<int:number>.pdf", stage_reports.report_pdf, name="report_pdf"),
    path(ONE + "compilation/", stage_reports.gathering, name="gathering"),
    path(ONE + "mots/", stage_reports.words, name="words"),
    path(ONE + "publication/", stage_reports.issue, name="issue"),
    path(ONE + "parties/<slug:key>/", editing.section, name="section"),
    path(ONE + "rectifications/", editing.amend, name="amend"),
    path(ONE + "chiffres/<slug:key>/", figures.figure, name="figure"),
    path(ONE + "une-page/", downloads.one_page, name="one_page"),
    path(HERE + "etape-<int:number>-une-page.pdf", downloads.one_page_pdf, name="one_page_pdf"),
    path(HERE + "etape-<int:number>.docx", downloads.report_docx, name="report_docx"),
    path(EFFORT, quotations.effort, name="effort"),
    path(VERSION + "/", quotations.quotation, name="quotation"),
    path(VERSION + ".pdf", quotations.quotation_pdf_file, name="quotation_pdf"),
    path(VERSION + ".xlsx", quotations.quotation_xlsx_file, name="quotation_xlsx"),
    path(EFFORT + "publication/", quotations.quotation_issue, name="quotation_issue"),
    path(EFFORT + "nouvelle-version/", quotations.quotation_again, name="quotation_again"),
    path(EFFORT + "calcul/", quotations.quotation_count, name="quotation_count"),
]
