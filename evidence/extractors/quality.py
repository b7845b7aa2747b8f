"""How much a text layer looks like writing.

Fonts without a letter table and bad recognition give text that search would store as noise.
The score is a plain function of the letters, with no word list, so that names, numbers and
all scripts count as writing.
"""

import re
import unicodedata

_VOWELS = frozenset("aeiouyàáâäãåèéêëìíîïòóôöõøùúûüý")
# Dots that lead to a page number and lines drawn with hyphens count once.
_RUNS = re.compile(r"([^\w\s])(?:\s*\1)+")
_WORDS_FROM = 0.25
_SOUND_MARKS = frozenset("–—‘’“”•…€°·′″™©®§×÷‰−→←↑↓■□●○▪✓✔")


def text_quality(text: str) -> float:
    """0 for meaningless letters, 1 for writing; 1 for a text without any letter.

    The share of characters that can stand in writing, times a penalty when Latin words have
    no vowels. Private-use, unassigned and replacement characters cannot.
    """
    letters = [letter for letter in _RUNS.sub(r"\1", text) if not letter.isspace()]
    if not letters:
        return 1.0
    score = sum(1 for letter in letters if _is_sound(letter)) / len(letters)
    score *= score * _vowel_factor(text)
    if sum(1 for letter in letters if letter.isalnum()) < _WORDS_FROM * len(letters):
        score *= 0.3
    return round(score, 3)


def _is_sound(letter: str) -> bool:
    if " " < letter < "\x7f" or letter in _SOUND_MARKS:
        return True
    return letter != "\ufffd" and unicodedata.category(letter)[0] in "LMN"


def _vowel_factor(text: str) -> float:
    """1 when most longer Latin lower-case words have a vowel, down to 0.3 when none has."""
    words = [word.lower() for word in text.split() if len(word) >= 4 and word.isascii()
             and word.isalpha() and not word.isupper()]
    if len(words) < 5:
        return 1.0
    share = sum(1 for word in words if _VOWELS.intersection(word)) / len(words)
    return 1.0 if share >= 0.6 else 0.3 + 0.7 * share / 0.6
