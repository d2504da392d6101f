"""Several values in one cell, and texts that a spreadsheet would run: written so that they come back as they were."""

import re

# A spreadsheet runs a cell that begins so; an apostrophe in front makes it text, and is taken off again.
_FORMULA = re.compile("^['\\s\u200b\ufeff]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def joined(values: list[str], sign: str = "|") -> str:
    """Values in one cell. The sign between them is escaped inside them."""
    return f" {sign} ".join(value.replace("\\", "\\\\").replace(sign, f"\\{sign}") for value in values)


def parted(text: str, sign: str = "|") -> list[str]:
    """The values of a cell; one that is empty is none."""
    parts: list[str] = []
    part, is_escaped = "", False
    for character in text:
        if is_escaped:
            part, is_escaped = part + character, False
        elif character == "\\":
            is_escaped = True
        elif character == sign:
            parts, part = [*parts, part], ""
        else:
            part += character
    return [each.strip() for each in [*parts, part] if each.strip()]


def guarded(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that guards it; one of the text's own stays."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
