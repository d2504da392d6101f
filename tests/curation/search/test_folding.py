"""One fold of text, the same in Python and in both databases, in every thread."""

import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from collabfutures.curation.search.folding import fold, stems
from collabfutures.curation.search.stemming import stem
from seminars.models import Theme
from tests.making import make


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("CO₂ in towns", "co2 in towns"),
        ("Trust™ works", "trust works"),
        ("The ﬁnding of oﬃces", "the finding of offices"),
        ("École, ŁÓDŹ, Øresund, Straße", "ecole lodz oresund strasse"),
        ("Đorđe at Þing, Œuvre, Ægir", "dorde at thing oeuvre aegir"),
        ("partner’s and partner's", "partner and partner"),
        ("l'école", "l ecole"),
        ("co-operation/U.K. 10.1000/x_y", "co operation u k 10 1000 x y"),
        ("zero\u200bwidth so\u00adft\ufeff", "zerowidth soft"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("Σίσυφος", "σισυφοσ"),
        ("  \t\n", ""),
        ("!?", ""),
    ],
)
def test_what_looks_alike_is_the_same(text, folded):
    assert fold(text) == folded


def in_the_database(function, text):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


def test_the_database_folds_every_letter_as_python_does(db):
    """All letters, digits, marks, signs and blanks of the first plane, each between two words of its own."""
    wanted = ("L", "Nd", "M", "P", "S", "Z", "Cf")
    signs = [chr(code) for code in range(32, 0xFFFF) if unicodedata.category(chr(code)).startswith(wanted)]
    for start in range(0, len(signs), 2_000):
        text = " ".join(f"a{sign}b" for sign in signs[start : start + 2_000])
        assert differing(text) == []


def differing(text):
    found, wanted = in_the_database("curation_fold", text), fold(text)
    if found == wanted:
        return []
    pairs = [(word, in_the_database("curation_fold", word), fold(word)) for word in text.split(" ")]
    return [
        (word, hex(ord(word[1])), here, there) for word, here, there in pairs if here != there and is_known(word[1])
    ]


def is_known(sign):
    """Whether every library that folds knows the letter: those of newer Unicode versions are left to it."""
    return unicodedata.ucd_3_2_0.category(sign) != "Cn"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite asks Python for its stems")
def test_postgresql_stems_the_words_of_the_content_as_python_does(series):
    texts = Theme.objects.values_list("title", flat=True)
    words = {word for text in texts for word in fold(text).split()}
    words |= {"collaborations", "organisations", "trusting", "studies", "generally", "dying", "news", "who", "agreed"}
    with connection.cursor() as cursor:
        for word in sorted(words):
            cursor.execute("SELECT ts_lexize('curation_english', %s)", [word])
            assert cursor.fetchone()[0] == [stem(word)], word


def test_a_stem_is_right_in_every_thread():
    words = [
        f"{start}{end}"
        for start in ("collaborat", "organis", "trust", "learn", "govern")
        for end in ("ing", "ion", "s")
    ]
    alone = {word: stem.__wrapped__(word) for word in words}
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            asked = [words[number % len(words)] for number in range(6_000)]
            found = list(zip(asked, pool.map(stem.__wrapped__, asked), strict=True))
    finally:
        sys.setswitchinterval(switch)
    assert {(word, each) for word, each in found if each != alone[word]} == set()


def test_stems_are_those_of_folded_words():
    assert stems("The Organisations’ Studies") == "the organis studi"


def test_titles_stand_in_the_order_that_a_reader_expects(db):
    wanted = ["apple", "Banana", "école", "Education", "eHealth", "“Quoted”", "Ørsted", "Zoo"]
    for number, title in enumerate(reversed(wanted)):
        make(Theme, slug=f"t-{number}", title=title)
    wanted.sort(key=fold)
    assert list(Theme.objects.order_by("sort_title").values_list("title", flat=True)) == wanted


def test_a_renamed_title_is_put_in_its_new_place_whatever_wrote_it(db):
    first, second = make(Theme, slug="a", title="Apple"), make(Theme, slug="z", title="Zoo")
    Theme.objects.filter(pk=first.pk).update(title="Élan")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seminars_theme SET title = 'Ålesund' WHERE id = %s", [second.pk])
    assert list(Theme.objects.order_by("sort_title").values_list("sort_title", flat=True)) == ["alesund", "elan"]
