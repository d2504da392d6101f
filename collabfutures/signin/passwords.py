"""Words that a password here may not rest on: whoever guesses one tries them first (docs/decisions/sign-in.md)."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

OWN_WORDS = ("collaborative", "futures", "collaboration", "curator", "findings", "seminar", "research", "esrc", "gtr")
# So many signs have to be left when those words are taken out.
LEAST_LEFT = 8


class OwnWordsValidator:
    """Refuses what is little more than words of this site, its name and its hosts."""

    def validate(self, password: str, user: Any = None) -> None:
        left = password.lower()
        for word in sorted(_words(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < min(LEAST_LEFT, len(password)):
            raise ValidationError("This password is little more than words of this site.", code="own_words")

    def get_help_text(self) -> str:
        return "Your password can’t be little more than words of this site, such as its name."


def _words():
    named = re.findall(r"[a-z]{4,}", " ".join((settings.SITE_NAME, *settings.ALLOWED_HOSTS)).lower())
    return {*OWN_WORDS, *named}
