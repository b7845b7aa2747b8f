"""Kinds of evidence as offices name them, each kept until somebody decides (keep and ask).

Source: the list of kinds in the field research (assignment letters, minutes,
attendance lists and so on). An office may change the rows.
"""

from django.db import migrations

KINDS = [
    ("surat_tugas", "Surat tugas", "Assignment letter"),
    ("sk", "Surat keputusan", "Decision letter"),
    ("nota_dinas", "Nota dinas", "Official note"),
    ("disposisi", "Disposisi", "Disposition"),
    ("undangan", "Undangan", "Invitation"),
    ("daftar_hadir", "Daftar hadir", "Attendance list"),
    ("notulen", "Notulen", "Minutes"),
    ("berita_acara", "Berita acara", "Official report of an event"),
    ("laporan_kegiatan", "Laporan kegiatan", "Activity report"),
    ("laporan_bulanan", "Laporan bulanan", "Monthly report"),
    ("laporan_triwulan", "Laporan triwulan", "Quarterly report"),
    ("laporan_tahunan", "Laporan tahunan", "Annual report"),
    ("dokumen_output", "Dokumen hasil kerja", "Product of the work"),
    ("foto", "Foto", "Photo"),
    ("tangkapan_layar", "Tangkapan layar", "Screenshot"),
    ("surat_keluar", "Surat keluar", "Outgoing letter"),
    ("surat_masuk", "Surat masuk", "Incoming letter"),
    ("sertifikat", "Sertifikat", "Certificate"),
    ("rekap_data", "Rekap data", "Data summary"),
    ("hasil_survei", "Hasil survei", "Survey result"),
    ("bukti_publikasi", "Bukti publikasi", "Proof of publication"),
    ("kuitansi", "Kuitansi atau SPJ", "Receipt of payment"),
    ("tanda_terima", "Tanda terima", "Acknowledgement of receipt"),
    ("video", "Video", "Video"),
    ("lainnya", "Lainnya", "Other"),
]


def add_kinds(apps, schema_editor):
    kind_model = apps.get_model("evidence", "EvidenceKind")
    rule_model = apps.get_model("evidence", "RetentionRule")
    for position, (code, label_id, label_en) in enumerate(KINDS, start=1):
        kind, _ = kind_model.objects.get_or_create(
            code=code,
            defaults={"label_id": label_id, "label_en": label_en, "position": position},
        )
        rule_model.objects.get_or_create(kind=kind)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_relations")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop, elidable=False)]
