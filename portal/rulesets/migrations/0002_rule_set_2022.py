"""The rule set practiced since 2022, as far as its sources were seen.

Scale, matrix, values and guides of behavior agree in several independent
sources; deadlines rest on PP 30/2019. What was not seen stays a row that an
office can change, with its source beside it.
"""

from datetime import date

from django.db import migrations

LEVELS = {
    "result_rating": [
        ("above", 3, "Di atas ekspektasi", "Above expectation"),
        ("meets", 2, "Sesuai ekspektasi", "Meets expectation"),
        ("below", 1, "Di bawah ekspektasi", "Below expectation"),
    ],
    "behavior_rating": [
        ("above", 3, "Di atas ekspektasi", "Above expectation"),
        ("meets", 2, "Sesuai ekspektasi", "Meets expectation"),
        ("below", 1, "Di bawah ekspektasi", "Below expectation"),
    ],
    "overall_rating": [
        ("very_good", 5, "Sangat Baik", "Very good"),
        ("good", 4, "Baik", "Good"),
        ("needs_improvement", 3, "Butuh Perbaikan", "Needs improvement"),
        ("poor", 2, "Kurang", "Poor"),
        ("very_poor", 1, "Sangat Kurang", "Very poor"),
    ],
    "unit_achievement": [
        ("excellent", 5, "Istimewa", "Excellent"),
        ("good", 4, "Baik", "Good"),
        ("needs_improvement", 3, "Butuh Perbaikan", "Needs improvement"),
        ("poor", 2, "Kurang", "Poor"),
        ("very_poor", 1, "Sangat Kurang", "Very poor"),
    ],
}
# (result, behavior) -> overall
MATRIX = {
    ("above", "above"): "very_good",
    ("above", "meets"): "good",
    ("above", "below"): "poor",
    ("meets", "above"): "good",
    ("meets", "meets"): "good",
    ("meets", "below"): "poor",
    ("below", "above"): "needs_improvement",
    ("below", "meets"): "needs_improvement",
    ("below", "below"): "very_poor",
}
DEADLINES = [
    ("hand_over", 14, "day", "PP 30/2019 Pasal 49 ayat (2)"),
    ("sign_and_return", 14, "day", "PP 30/2019 Pasal 49 ayat (3)"),
    ("superior_steps_in", 7, "working_day", "PP 30/2019 Pasal 50"),
    ("objection", 14, "day", "PP 30/2019 Pasal 59 ayat (1)"),
]
VALUES = [
    ("Berorientasi Pelayanan", [
        "Memahami dan memenuhi kebutuhan masyarakat",
        "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ]),
    ("Akuntabel", [
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin dan berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ]),
    ("Kompeten", [
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
        "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ]),
    ("Harmonis", [
        "Menghargai setiap orang apapun latar belakangnya",
        "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ]),
    ("Loyal", [
        "Memegang teguh ideologi Pancasila, UUD NRI Tahun 1945, setia kepada NKRI serta pemerintahan yang sah",
        "Menjaga nama baik sesama ASN, Pimpinan, Instansi, dan Negara",
        "Menjaga rahasia jabatan dan negara",
    ]),
    ("Adaptif", [
        "Cepat menyesuaikan diri menghadapi perubahan",
        "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ]),
    ("Kolaboratif", [
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ]),
]


def add_rule_set(apps, schema_editor):
    rule_set_model = apps.get_model("rulesets", "RuleSet")
    rule_set, made = rule_set_model.objects.get_or_create(
        code="permenpanrb-6-2022",
        defaults={
            "name": "PermenPANRB 6/2022",
            "valid_from": date(2022, 2, 3),
            "source": (
                "PermenPANRB 6/2022 as found in official forms and in software that implements it; "
                "deadlines from PP 30/2019. The full text of the regulation was not seen."
            ),
        },
    )
    if not made:
        return
    levels = {}
    level_model = apps.get_model("rulesets", "ScaleLevel")
    for scale, rows in LEVELS.items():
        for code, rank, label_id, label_en in rows:
            levels[scale, code] = level_model.objects.create(
                rule_set=rule_set, scale=scale, code=code, rank=rank,
                label_id=label_id, label_en=label_en,
            )
    cell_model = apps.get_model("rulesets", "MatrixCell")
    for (result, behavior), overall in MATRIX.items():
        cell_model.objects.create(
            rule_set=rule_set,
            result_level=levels["result_rating", result],
            behavior_level=levels["behavior_rating", behavior],
            overall_level=levels["overall_rating", overall],
        )
    deadline_model = apps.get_model("rulesets", "Deadline")
    for step, amount, day_kind, source in DEADLINES:
        deadline_model.objects.create(
            rule_set=rule_set, step=step, amount=amount, day_kind=day_kind, source=source
        )
    text_model = apps.get_model("rulesets", "OfficialText")
    for position, (value, guides) in enumerate(VALUES, start=1):
        text_model.objects.create(
            rule_set=rule_set, key="behavior-value", position=position, text=value
        )
        for guide_position, guide in enumerate(guides, start=1):
            text_model.objects.create(
                rule_set=rule_set, key=f"behavior-guide-{position}", position=guide_position,
                text=guide,
            )


class Migration(migrations.Migration):
    dependencies = [("rulesets", "0001_initial")]
    operations = [migrations.RunPython(add_rule_set, migrations.RunPython.noop, elidable=False)]
