"""Public holidays and days off of all Indonesian offices, 2025–2027.

Facts of the yearly joint decisions of three ministers; those of 2027 that follow the moon
are expectations until announced. "Cuti bersama" are days off in common, also no working days.
"""

from datetime import date

from portal.calendar.models import Holiday

HOLIDAYS = {
    2025: """
        01-01 Tahun Baru Masehi
        01-27 Isra Mikraj Nabi Muhammad
        01-28 Cuti bersama Tahun Baru Imlek
        01-29 Tahun Baru Imlek
        03-28 Cuti bersama Hari Suci Nyepi
        03-29 Hari Suci Nyepi
        03-31 Hari Raya Idul Fitri
        04-01 Hari kedua Idul Fitri
        04-02 Cuti bersama Idul Fitri
        04-03 Cuti bersama Idul Fitri
        04-04 Cuti bersama Idul Fitri
        04-07 Cuti bersama Idul Fitri
        04-18 Wafat Yesus Kristus
        04-20 Kebangkitan Yesus Kristus
        05-01 Hari Buruh Internasional
        05-12 Hari Raya Waisak
        05-13 Cuti bersama Hari Raya Waisak
        05-29 Kenaikan Yesus Kristus
        05-30 Cuti bersama Kenaikan Yesus Kristus
        06-01 Hari Lahir Pancasila
        06-06 Hari Raya Idul Adha
        06-09 Cuti bersama Idul Adha
        06-27 Tahun Baru Islam
        08-17 Hari Kemerdekaan Republik Indonesia
        08-18 Cuti bersama Hari Kemerdekaan
        09-05 Maulid Nabi Muhammad
        12-25 Hari Raya Natal
        12-26 Cuti bersama Hari Raya Natal
    """,
    2026: """
        01-01 Tahun Baru Masehi
        01-16 Isra Mikraj Nabi Muhammad
        02-16 Cuti bersama Tahun Baru Imlek
        02-17 Tahun Baru Imlek
        03-18 Cuti bersama Hari Suci Nyepi
        03-19 Hari Suci Nyepi
        03-20 Cuti bersama Idul Fitri
        03-21 Hari Raya Idul Fitri
        03-22 Hari kedua Idul Fitri
        03-23 Cuti bersama Idul Fitri
        03-24 Cuti bersama Idul Fitri
        04-03 Wafat Yesus Kristus
        04-05 Kebangkitan Yesus Kristus
        05-01 Hari Buruh Internasional
        05-14 Kenaikan Yesus Kristus
        05-15 Cuti bersama Kenaikan Yesus Kristus
        05-27 Hari Raya Idul Adha
        05-28 Cuti bersama Idul Adha
        05-31 Hari Raya Waisak
        06-01 Hari Lahir Pancasila
        06-16 Tahun Baru Islam
        08-17 Hari Kemerdekaan Republik Indonesia
        08-25 Maulid Nabi Muhammad
        12-24 Cuti bersama Hari Raya Natal
        12-25 Hari Raya Natal
    """,
    2027: """
        01-01 Tahun Baru Masehi
        01-05 Isra Mikraj Nabi Muhammad
        02-06 Tahun Baru Imlek
        03-08 Hari Suci Nyepi
        03-10 Hari Raya Idul Fitri (perkiraan)
        03-11 Hari kedua Idul Fitri (perkiraan)
        03-26 Wafat Yesus Kristus
        03-28 Kebangkitan Yesus Kristus
        05-01 Hari Buruh Internasional
        05-06 Kenaikan Yesus Kristus
        05-17 Hari Raya Idul Adha (perkiraan)
        05-20 Hari Raya Waisak
        06-01 Hari Lahir Pancasila
        06-06 Tahun Baru Islam (perkiraan)
        08-15 Maulid Nabi Muhammad (perkiraan)
        08-17 Hari Kemerdekaan Republik Indonesia
        12-25 Hari Raya Natal
    """,
}


def note_holidays() -> int:
    """Write the holidays of all agencies; those already there stay. Returns how many rows."""
    rows = [
        Holiday(day=date.fromisoformat(f"{year}-{line.split()[0]}"), name=line.split(None, 1)[1])
        for year, text in HOLIDAYS.items()
        for line in filter(None, map(str.strip, text.splitlines()))
    ]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
