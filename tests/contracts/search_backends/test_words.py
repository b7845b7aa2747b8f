"""What people type meets what documents say."""

from __future__ import annotations

import pytest

from search.records import Breadth, Matching

from .shelf import find, ids, record


class TestWords:
    """What people type meets what documents say."""

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("menulis", "Penulisan laporan"),
            ("penulisan", "Tim menulis naskah"),
            ("dikelola", "Pengelolaan arsip"),
            ("pengelolaan", "Arsip dikelola"),
            ("peningkatan", "Upaya meningkatkan mutu"),
            ("menilai", "Tim penilai"),
            ("penanaman", "Warga menanam pohon"),
            ("menanam", "Penanaman seribu pohon"),
            ("perempuan", "Pemberdayaan perempuan"),
            ("laporan", "Lap. bulanan"),
            ("lap", "Laporan bulanan"),
            ("kecamatan", "Kantor Kec. Mekarsari"),
            ("kel", "Kelurahan Sukamaju"),
            ("notulen", "Notula rapat"),
            ("notula", "Notulen rapat"),
            ("izin", "Surat ijin"),
            ("praktek", "Praktik kerja"),
            ("nopember", "10 November 2026"),
            ("SK", "Surat Keputusan Camat"),
            ("surat keputusan", "SK Camat"),
            ("surat tugas", "SPT kegiatan"),
            ("SPT", "Surat Perintah Tugas"),
            ("ST", "Surat tugas pelatihan"),
            ("berita acara", "BA serah terima"),
            ("BAST", "Berita acara serah terima barang"),
            ("SKP", "Sasaran kinerja pegawai"),
            ("musrenbang", "Musyawarah perencanaan pembangunan"),
            ("triwulan 3", "Laporan Triwulan III"),
            ("triwulan III", "Laporan triwulan 3"),
            ("bab VII", "Isi bab VII"),
            ("e-kinerja", "Aplikasi e-Kinerja"),
            ("ekinerja", "Aplikasi e-Kinerja"),
            ("e kinerja", "Aplikasi e-Kinerja"),
            ("buku-buku", "Daftar buku"),
            ("Jumat", "Kegiatan Jum’at bersih"),
            ("qur'an", "Lomba baca Quran"),
            ("cafe", "Kunjungan ke Café"),
            ("KOMPUTER", "komputer"),
            ("ｋｏｍｐｕｔｅｒ", "komputer"),
            ("pelaksanaan", "pelak-\nsanaan kegiatan"),
            ("pelaksanaan", "pelak\u00adsanaan kegiatan"),
            ("musren*", "Hasil musrenbang desa"),
            ("yang", "Kepada yang terhormat"),
            ("2026", "Rencana kerja 2026"),
            ("kegiatan", "kegiatann"),  # similar spelling where nothing else is
        ],
    )
    @pytest.mark.parametrize("place", ["title", "page"])
    def test_forms_variants_and_abbreviations_meet(self, filled, typed, written, place):
        backend = filled(
            record(1, written if place == "title" else "Berkas", written),
            record(2, "Zebra", "Hewan belang"),
        )

        assert ids(backend, typed) == ["1"]

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("pemerintah", "Surat perintah"),
            ("kecamatan", "Camat hadir"),
            ("perempuan", "Empu keris"),
            ("nilai", "Kampung nila"),
            ("berita", "Pita merah"),
        ],
    )
    def test_different_words_do_not_meet(self, filled, typed, written):
        backend = filled(record(1, "Berkas", written), record(2, "Benar", typed))

        assert ids(backend, typed) == ["2"]

    def test_the_written_form_comes_before_other_forms(self, filled):
        backend = filled(
            record(1, "Berkas", "penulis hadir di aula besar"),
            record(2, "Berkas", "penulisan hadir di aula besar"),
            record(3, "Berkas", "menulis hadir di aula besar"),
        )

        assert ids(backend, "penulisan")[0] == "2"
        assert sorted(ids(backend, "penulisan")) == ["1", "2", "3"]

    def test_the_title_counts_more_than_the_text(self, filled):
        filler = "rapat koordinasi membahas rencana kerja tahunan bersama perangkat desa"
        backend = filled(
            record(1, "Catatan kegiatan rutin", f"{filler} posyandu {filler}"),
            record(2, "Kegiatan posyandu rutin", f"{filler} kegiatan {filler}"),
        )

        assert ids(backend, "posyandu") == ["2", "1"]

    def test_a_quoted_phrase_is_exact(self, filled):
        backend = filled(
            record(1, "Satu", "surat perintah untuk membayar"),
            record(2, "Dua", "surat untuk perintah membayar"),
            record(3, "Tiga", "surat perintah membayar"),
            record(4, "Empat", "surat perintah", "untuk membayar"),
            record(5, "Lima", "surat memerintah untuk pembayaran"),
        )

        assert ids(backend, '"surat perintah untuk membayar"') == ["1"]
        assert ids(backend, "“perintah membayar”") == ["3", "2"] or sorted(
            ids(backend, "“perintah membayar”")
        ) == ["2", "3"]
        assert ids(backend, '"pembayaran"') == ["5"]

    def test_a_phrase_does_not_run_over_the_end_of_a_page(self, filled):
        backend = filled(record(1, "Satu", "di balai", "desa mekar"))

        assert ids(backend, '"balai desa"') == []
        assert ids(backend, "balai desa") == ["1"]

    def test_several_words_are_all_demanded_where_a_record_has_them(self, filled):
        backend = filled(
            record(1, "Notulen musrenbang"), record(2, "Notulen rapat"), record(3, "Musrenbang")
        )

        page = find(backend, "notulen musrenbang")
        assert [hit.id for hit in page.hits] == ["evidence:1"]
        assert (page.matching, page.total) == (Matching.ALL, 1)

    def test_records_with_some_words_follow_on_request(self, filled):
        backend = filled(
            record(1, "Musrenbang musrenbang musrenbang"),
            record(2, "Rapat panjang tentang banyak hal lain sekali", "notulen", "musrenbang"),
            record(3, "Notulen notulen"),
        )

        page = find(backend, "notulen musrenbang", breadth=Breadth.SOME)
        assert page.hits[0].id == "evidence:2"
        assert (page.matching, page.total) == (Matching.SOME, 3)

    def test_where_no_record_has_all_words_some_are_enough(self, filled):
        backend = filled(record(1, "Notulen rapat desa"), record(2, "Daftar hadir"))

        page = find(backend, "notulen rapat gubernur")
        assert [hit.id for hit in page.hits] == ["evidence:1"]
        assert page.matching is Matching.SOME

    def test_a_question_need_not_be_repeated_by_its_answer(self, filled):
        backend = filled(
            record(1, "Sejarah", "Kecamatan Mekarsari dibentuk pada tahun 1987."),
            record(2, "Sejarah", "Kecamatan Sukamaju berdiri pada zaman Belanda."),
        )

        page = find(backend, "Kapan sebenarnya kecamatan Mekarsari mulai dibentuk?")
        assert page.hits[0].id == "evidence:1"

    def test_similar_spelling_is_found_and_the_right_one_proposed(self, filled):
        backend = filled(record(1, "Kegiatan posyandu melati"), record(2, "Daftar barang"))

        page = find(backend, "possyandu")
        assert [hit.id for hit in page.hits] == ["evidence:1"]
        assert (page.matching, page.spelling) == (Matching.SIMILAR, "posyandu")

    def test_glued_words_of_a_bad_scan_are_found_by_similarity(self, filled):
        backend = filled(record(1, "Pindaian", "hasilmusyawarahdesa"), record(2, "Lain", "kantor"))

        assert ids(backend, "musyawarah") == ["1"]

    def test_names_keywords_and_issuer_are_found(self, filled):
        backend = filled(
            record(1, "Berkas", names=("Siti Rahmawati", "BKPSDM"), keywords=("Surat tugas",)),
        )

        for text in ("rahmawati", "BKPSDM", "surat tugas", "siti surat"):
            assert ids(backend, text) == ["1"]
