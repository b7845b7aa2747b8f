"""The rule set as its sources have it: scales, the whole matrix, deadlines, behavior values.

The expected rows are written out here, apart from the migration that brings them.
"""

from datetime import date

import pytest
from django.utils.translation import override

from portal.rulesets.models import DayKind, RuleSet, Scale

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule_set(db):
    return RuleSet.objects.get(code="permenpanrb-6-2022")


# Rows: rating of results; columns: rating of behavior.
MATRIX = """
                      | Di atas ekspektasi | Sesuai ekspektasi | Di bawah ekspektasi
Di atas ekspektasi    | Sangat Baik        | Baik              | Kurang
Sesuai ekspektasi     | Baik               | Baik              | Kurang
Di bawah ekspektasi   | Butuh Perbaikan    | Butuh Perbaikan   | Sangat Kurang
"""


def written_matrix():
    lines = [[cell.strip() for cell in line.split("|")] for line in MATRIX.strip().splitlines()]
    columns = MATRIX.strip("\n").splitlines()[0].split("|")[1:]
    return {
        (row[0], column.strip()): cell
        for row in lines[1:]
        for column, cell in zip(columns, row[1:], strict=True)
    }


def test_the_matrix_equals_its_source(rule_set):
    found = {
        (cell.result_level.label_id, cell.behavior_level.label_id): cell.overall_level.label_id
        for cell in rule_set.matrix.select_related(
            "result_level", "behavior_level", "overall_level"
        )
    }

    assert found == written_matrix()
    assert len(found) == 9


def test_every_pair_of_ratings_has_one_cell_of_the_right_scales(rule_set):
    results = set(rule_set.levels.filter(scale=Scale.RESULT))
    behaviors = set(rule_set.levels.filter(scale=Scale.BEHAVIOR))

    pairs = {(cell.result_level, cell.behavior_level) for cell in rule_set.matrix.all()}

    assert pairs == {(result, behavior) for result in results for behavior in behaviors}
    assert {cell.overall_level.scale for cell in rule_set.matrix.all()} == {Scale.OVERALL}


@pytest.mark.parametrize(
    ("scale", "labels"),
    [
        (Scale.RESULT, ["Di atas ekspektasi", "Sesuai ekspektasi", "Di bawah ekspektasi"]),
        (Scale.BEHAVIOR, ["Di atas ekspektasi", "Sesuai ekspektasi", "Di bawah ekspektasi"]),
        (Scale.OVERALL, ["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]),
        (Scale.ACHIEVEMENT, ["Istimewa", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]),
    ],
)
def test_scales_from_best_to_worst(rule_set, scale, labels):
    levels = rule_set.levels.filter(scale=scale).order_by("-rank")

    assert [level.label_id for level in levels] == labels
    assert all(level.label_en for level in levels)


def test_deadlines_name_their_article(rule_set):
    found = {
        row.step: (row.amount, row.day_kind, row.source) for row in rule_set.deadlines.all()
    }

    assert {step: facts[:2] for step, facts in found.items()} == {
        "hand_over": (14, DayKind.DAY),
        "sign_and_return": (14, DayKind.DAY),
        "superior_steps_in": (7, DayKind.WORKING_DAY),
        "objection": (14, DayKind.DAY),
    }
    assert all(source.startswith("PP 30/2019 Pasal ") for _n, _kind, source in found.values())


def test_the_seven_values_spell_berakhlak_with_three_guides_each(rule_set):
    values = list(
        rule_set.texts.filter(key="behavior-value").values_list("text", flat=True)
    )

    assert values == [
        "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif",
        "Kolaboratif",
    ]
    for number in range(1, 8):
        assert rule_set.texts.filter(key=f"behavior-guide-{number}").count() == 3


@pytest.mark.parametrize(
    ("day", "found"),
    [(date(2022, 2, 2), False), (date(2022, 2, 3), True), (date(2026, 12, 31), True)],
)
def test_a_rule_set_is_in_force_from_its_first_day(rule_set, day, found):
    assert (RuleSet.objects.in_force(day) == rule_set) is found


def test_a_newer_rule_set_leaves_earlier_days_alone(rule_set):
    newer = RuleSet.objects.create(
        code="baru", name="Baru", valid_from=date(2027, 1, 1), source="x"
    )

    assert RuleSet.objects.in_force(date(2026, 12, 31)) == rule_set
    assert RuleSet.objects.in_force(date(2027, 1, 1)) == newer


def test_labels_follow_the_language_of_the_page(rule_set):
    level = rule_set.levels.get(scale=Scale.OVERALL, code="very_good")

    with override("en"):
        assert str(level) == "Very good"
    with override("id"):
        assert str(level) == "Sangat Baik"
