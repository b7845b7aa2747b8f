"""Contrasts are computed from the stylesheet, so that no changed color slips below WCAG."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "portal" / "static" / "portal" / "css"
GROUNDS = ("paper", "card", "tint")


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", block))


def _schemes() -> dict[str, dict[str, str]]:
    text = (CSS / "tokens.css").read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    light_tokens = _tokens(light)
    return {"light": light_tokens, "dark": light_tokens | _tokens(dark.split("@media")[0])}


def _luminance(color: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "accent") for ground in GROUNDS],
    ("on-accent", "accent"),
    *[(tone, f"{tone}-ground") for tone in ("good", "warn", "bad", "info")],
    *[("ink", f"{tone}-ground") for tone in ("good", "warn", "bad", "info")],
    *[(tone, ground) for tone in ("good", "warn", "bad", "info") for ground in ("paper", "card")],
]
EDGE_PAIRS = [("line", "paper"), ("line", "card"), ("accent", "paper"), ("accent", "card")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_has_a_contrast_of_at_least_four_and_a_half(scheme, text, ground):
    tokens = _schemes()[scheme]

    assert _contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_of_fields_have_a_contrast_of_at_least_three(scheme, edge, ground):
    tokens = _schemes()[scheme]

    assert _contrast(tokens[edge], tokens[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_focus_is_seen_by_its_outline_and_its_glow_against_the_outline(scheme, ground):
    tokens = _schemes()[scheme]

    assert _contrast(tokens["ink"], tokens[ground]) >= 3
    # In the dark scheme the glow itself stands out from the ground, in the light one from the ink.
    assert (
        max(_contrast(tokens["focus"], tokens["ink"]), _contrast(tokens["focus"], tokens[ground]))
        >= 3
    )


def test_colors_stand_only_in_the_tokens_and_where_paper_is_truly_white():
    text = re.sub(r"@media print.*", "", (CSS / "portal.css").read_text(), flags=re.DOTALL)

    assert set(re.findall(r"#[0-9a-f]{3,8}\b", text)) <= {"#ffffff"}


def test_every_token_that_is_used_is_defined():
    text = (CSS / "portal.css").read_text()
    defined = set(re.findall(r"--([a-z0-9-]+):", (CSS / "tokens.css").read_text() + text))

    assert set(re.findall(r"var\(--([a-z0-9-]+)", text)) <= defined
