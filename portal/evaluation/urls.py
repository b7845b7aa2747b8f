"""Addresses of evaluation."""

from django.urls import path

from .views import achievements, documents, evaluations, handover, people

app_name = "evaluation"
SHEET = "skp/<uuid:public_id>/penilaian/<int:period>/"
urlpatterns = [
    path("skp/bawahan/", people.people, name="people"),
    path("penilaian/", documents.mine, name="mine"),
    path(SHEET, evaluations.evaluation, name="evaluation"),
    path(f"{SHEET}mulai/", evaluations.open_it, name="open"),
    path(f"{SHEET}nilai/", evaluations.rate, name="rate"),
    path(f"{SHEET}umpan-balik/", evaluations.feedback, name="feedback"),
    path(f"{SHEET}sampaikan/", evaluations.deliver, name="deliver"),
    path(f"{SHEET}tarik/", evaluations.recall, name="recall"),
    path(f"{SHEET}tanggapan/", documents.respond, name="respond"),
    path(f"{SHEET}jawab/", documents.answer, name="answer"),
    path(f"{SHEET}terima/", documents.accept, name="accept"),
    path(f"{SHEET}hasil-bkn/", documents.bkn_result, name="bkn_result"),
    path(f"{SHEET}hasil-bkn/berkas/", documents.bkn_file, name="bkn_file"),
    path(f"{SHEET}dokumen/<str:form>-<int:number>.pdf", documents.document, name="document"),
    path("capaian/<int:unit>/<int:period>/", achievements.achievement, name="achievement"),
    path(
        "capaian/<int:unit>/<int:period>/surat/", achievements.letter, name="achievement_letter"
    ),
    path("skp/<uuid:public_id>/salin/", handover.copy_plan, name="copy_plan"),
    path("skp/<uuid:public_id>/salin/tandai/", handover.tick, name="tick_plan"),
    path(
        "skp/<uuid:public_id>/salin/<int:period>/", handover.copy_period, name="copy_period"
    ),
    path("skp/<uuid:public_id>/salin/<int:period>/tandai/", handover.tick, name="tick_period"),
]
