"""What was found by reading the real texts, where the index of their folder errs."""

AMENDING = frozenset(
    {
        "pp-1990-45", "pp-1991-19", "pp-1994-1", "pp-1998-49", "pp-1998-67", "pp-1999-12",
        "pp-2002-4", "pp-2002-11", "pp-2002-12", "pp-2002-13", "pp-2002-21", "pp-2005-47",
        "pp-2006-18", "pp-2007-43", "pp-2008-65", "pp-2009-63", "pp-2010-8", "pp-2010-40",
        "pp-2011-44", "pp-2012-56", "pp-2013-20", "pp-2013-78", "pp-2017-66", "pp-2018-18",
        "uu-2016-19", "uu-2019-15",
    }
)  # fmt: skip
"""Their own articles are I and II; the index counts the articles they quote."""

TRUE_LAST = {
    "pp-1984-22": (16, "one long line; the index counts lines, and found none"),
    "pp-2004-42": (22, "one long line; the index counts lines, and found none"),
    "pp-2017-24": (11, "its last heading is read 'Pasal l1'; the index saw 10"),
    "uu-2004-10": (58, "the index counts the examples of its annex"),
    "uu-2011-12": (104, "the index counts the examples of its annex II"),
}
"""Where the highest number of the index is not that of the last article, and why."""

LOST = {
    "pp-1979-15": ("12",),  # from Pasal 11 paragraph (3) the text goes on at Pasal 13
    "pp-1981-12": ("16",),  # the text goes on at BAB VI, Pasal 17
    "pp-1984-22": ("17", "18", "19"),  # the body breaks off at Pasal 16; the elucidation has 19
    "pp-2020-44": ("20",),  # page missing; the elucidation has it
    "pp-2021-79": ("7",),  # page missing; the elucidation has it
}
"""Articles of the law whose headings do not stand in the text, looked up by reading it."""

SKIPPED = {"pp-2000-84": ("27", "28", "29", "30", "31")}
"""Numbers that the law itself leaves out: 26 is followed by 32."""


def expected_articles(name: str, highest: int) -> list[str]:
    """Numbers of the articles that stand in a text."""
    if name in AMENDING:
        return ["I", "II"]
    last = TRUE_LAST.get(name, (highest, ""))[0]
    absent = missing_articles(name)
    return [str(n) for n in range(1, last + 1) if str(n) not in absent]


def missing_articles(name: str) -> tuple[str, ...]:
    """Numbers that must be named as missing."""
    return LOST.get(name, ()) + SKIPPED.get(name, ())
