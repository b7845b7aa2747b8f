"""What holds for every template: nothing inline, components explain themselves, icons exist."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").rglob("_*.html"))
STATIC = ROOT / "portal" / "static" / "portal"
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without address": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "address elsewhere": re.compile(r"<(?:script|link|img)[^>]*(?:src|href)=[\"']?(?:https?:)?//"),
}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_nothing_that_the_content_policy_forbids(path):
    markup = COMMENT.sub("", path.read_text())

    found = [what for what, pattern in INLINE.items() if pattern.search(markup)]

    assert found == []


@pytest.mark.parametrize("path", COMPONENTS, ids=_name)
def test_a_component_says_on_top_what_it_is_and_needs(path):
    first = COMMENT.search(path.read_text())

    assert first is not None
    assert first.start() == 0
    assert len(first.group().split()) > 10


@pytest.mark.parametrize("path", COMPONENTS, ids=_name)
def test_a_component_names_every_variable_that_callers_give(path):
    text = path.read_text()
    comment = COMMENT.search(text).group()
    markup = COMMENT.sub("", text)
    used = set(re.findall(r"{{-?\s*([a-z_]+)", markup))
    used |= set(re.findall(r"{% (?:if|elif)(?: not)? ([a-z_]+)\b", markup))
    made = set(re.findall(r"(?:for|as|with|only|,) ([a-z_]+)(?: in\b| %}|=)", markup))
    made |= set(re.findall(r"\b([a-z_]+)=", markup)) | set(re.findall(r"for ([a-z_]+), ", markup))
    given_by_django = {"forloop", "request", "user", "csrf_token", "messages"}

    assert {name for name in used - made - given_by_django if name not in comment} == set()


@pytest.mark.parametrize("path", COMPONENTS, ids=_name)
def test_a_component_is_used(path):
    places = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "portal" / "core").rglob("*.py")]

    users = [place for place in places if place != path and _name(path) in place.read_text()]

    assert users != []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_every_icon_is_in_the_sprite(path):
    sprite = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons/sprite.svg").read_text()))

    assert set(re.findall(r'{% icon "([a-z-]+)" %}', path.read_text())) <= sprite


def test_the_stylesheet_stays_small():
    sheets = {path.name: path.read_bytes() for path in sorted((STATIC / "css").glob("*.css"))}
    everywhere = b"".join(sheets.pop(name) for name in ("portal.css", "tokens.css"))

    assert len(everywhere) <= 33_000
    assert len(gzip.compress(everywhere)) <= 8_000
    # The others each belong to one kind of page.
    assert {name for name, sheet in sheets.items() if len(gzip.compress(sheet)) > 2_000} == set()


def test_the_scripts_stay_small():
    sizes = {
        path.name: len(gzip.compress(path.read_bytes())) for path in (STATIC / "js").glob("*.js")
    }

    everywhere = sizes.pop("portal.js") + sizes.pop("drafts.js")
    assert everywhere <= 5_000
    # The others each belong to one kind of page.
    assert everywhere + max(sizes.values()) <= 9_000
