"""Rules about the code itself that no linter knows."""

import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import ForeignKey, OneToOneField

from tests.helpers import ROOT_DIR, skip_aloud

FLOORS = (
    "portal.core",
    "portal.files portal.calendar portal.rulesets",
    "portal.people",
    "guidelines",
    "evidence",
    "portal.planning",
    "portal.verification",
    "portal.evaluation",
    "search",
    "portal.home",
)
LONGEST_FILE = 450


def floor_of(module: str) -> int | None:
    """How high the package of a module stands; None when it is not ours."""
    for height, packages in enumerate(FLOORS):
        if any(module == name or module.startswith(f"{name}.") for name in packages.split()):
            return height
    return None


def ours(*endings: str) -> list:
    """Source files of ours, without migrations."""
    code = ["portal", "evidence", "search", "guidelines"]
    folders = [*code, "templates", "tests", "bench", "deploy"]
    return [
        path
        for folder in folders
        for path in sorted((ROOT_DIR / folder).rglob("*"))
        if path.suffix in endings and "migrations" not in path.parts
    ]


def test_no_relation_points_to_a_higher_package_except_to_the_user():
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        here = floor_of(model.__module__)
        for field in model._meta.get_fields():
            if here is None or not isinstance(field, ForeignKey | OneToOneField):
                continue
            there = floor_of(field.related_model.__module__)
            is_user = field.related_model._meta.label == settings.AUTH_USER_MODEL
            if there is not None and there > here and not is_user:
                wrong.append(f"{model._meta.label}.{field.name}")

    assert wrong == []


def test_imports_go_down_only():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT_DIR, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_room_is_too_big():
    long = {
        path.relative_to(ROOT_DIR).as_posix(): count
        for path in ours(".py", ".html", ".js")
        if (count := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_nothing_is_left_to_do_in_the_code():
    word = re.compile(r"\b(?:TO(?:DO)|FIX(?:ME)|X(?:XX))\b")
    left = [
        str(path) for path in ours(".py", ".html", ".js", ".css") if word.search(path.read_text())
    ]

    assert left == []


def catalog():
    with (ROOT_DIR / "portal/locale/id/LC_MESSAGES/django.po").open("rb") as handle:
        return read_po(handle, locale="id")


def translations_of(message) -> list[str]:
    """The one translation, or those of each plural form; one empty one where there is none."""
    return [message.string] if isinstance(message.string, str) else list(message.string) or [""]


def test_every_message_has_its_indonesian():
    missing = [
        message.id
        for message in catalog()
        if message.id and (message.fuzzy or not all(translations_of(message)))
    ]

    assert missing == []


def test_placeholders_of_both_languages_agree():
    wrong = []
    for message in catalog():
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        target = translations_of(message)[0]
        pattern = r"%\(\w+\)[sd]|\{\w+\}"
        if set(re.findall(pattern, source)) != set(re.findall(pattern, target)):
            wrong.append(source)

    assert wrong == []


def test_every_message_of_the_code_is_in_the_catalog(tmp_path):
    if shutil.which("xgettext") is None:
        skip_aloud("xgettext (apt-get install gettext)")
    copy = tmp_path / "source"
    folders = ("portal", "evidence", "search", "guidelines", "templates")
    for folder in folders:
        shutil.copytree(
            ROOT_DIR / folder, copy / folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__")
        )
    shutil.copy(ROOT_DIR / "manage.py", copy)
    known = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalog() if m.id}
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "id", "--no-location",
         "--no-obsolete", "--verbosity", "0"],
        cwd=copy, check=True, capture_output=True, timeout=120,
    )

    with (copy / "portal/locale/id/LC_MESSAGES/django.po").open("rb") as handle:
        found = {
            (m.context, m.id if isinstance(m.id, str) else m.id[0])
            for m in read_po(handle, locale="id")
            if m.id
        }

    assert found - known == set()
