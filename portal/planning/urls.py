"""Addresses of planning: plans first, then what happens within a period, then uses."""

from django.urls import path

from .views import action_plans, deciding, filing, periods, plan_writing, plans, uses

app_name = "planning"
PLAN = "skp/<uuid:public_id>/"
PERIOD = f"{PLAN}periode/<int:period>/"
FILING = f"{PERIOD}<uuid:line>/"
urlpatterns = [
    path("skp/", plans.plan_list, name="plans"),
    path("skp/mulai/", plans.begin, name="begin"),
    path(PLAN, plans.plan_page, name="plan"),
    path(f"{PLAN}formulir.pdf", plans.plan_pdf, name="plan_pdf"),
    path(f"{PLAN}banding/", plans.compare_versions, name="compare"),
    path(f"{PLAN}dasar/", plan_writing.basics, name="basics"),
    path(f"{PLAN}hasil/baru/", plan_writing.result_new, name="result_new"),
    path(f"{PLAN}hasil/<int:pk>/", plan_writing.result, name="result"),
    path(f"{PLAN}hasil/<int:pk>/hapus/", plan_writing.result_remove, name="result_remove"),
    path(f"{PLAN}ubah/", plan_writing.change, name="change"),
    path(f"{PLAN}ajukan/", plan_writing.submit, name="submit"),
    path(f"{PLAN}tarik/", plan_writing.take_back, name="take_back"),
    path(f"{PLAN}buang/", plan_writing.discard, name="discard"),
    path(f"{PLAN}kembalikan/", deciding.return_to_owner, name="return"),
    path(f"{PLAN}sepakati/", deciding.agree, name="agree"),
    path(f"{PLAN}ekspektasi/", deciding.expectations, name="expectations"),
    path(
        "ekspektasi/<int:unit>/<int:year>/", deciding.unit_expectations, name="unit_expectations"
    ),
    path("realisasi/", periods.my_period, name="my_period"),
    path(PERIOD, periods.period, name="period"),
    path(f"{PERIOD}rencana-aksi/", action_plans.action_plan, name="action_plan"),
    path(f"{PERIOD}rencana-aksi/ajukan/", action_plans.submit, name="submit_action"),
    path(f"{PERIOD}rencana-aksi/kembalikan/", action_plans.give_back, name="return_action"),
    path(f"{PERIOD}rencana-aksi/sepakati/", action_plans.agree, name="agree_action"),
    path(f"{PERIOD}rencana-aksi/buka/", action_plans.reopen, name="reopen_action"),
    path(FILING, filing.realization, name="realization"),
    path(f"{FILING}ajukan/", filing.submit, name="submit_realization"),
    path(f"{FILING}buka/", filing.reopen, name="reopen"),
    path(f"{FILING}terima/", filing.accept, name="accept_realization"),
    path(f"{FILING}kembalikan/", filing.give_back, name="return_realization"),
    path(f"{FILING}unggah/", uses.upload, name="upload_use"),
    path(f"{FILING}pakai/", uses.pick, name="pick_use"),
    path("guna/<int:pk>/", uses.use, name="use"),
    path("guna/<int:pk>/keluarkan/", uses.withdraw, name="withdraw_use"),
    path("guna/<int:pk>/ganti/", uses.replace, name="replace_use"),
    path("b/<str:code>/", uses.short, name="short"),
]
