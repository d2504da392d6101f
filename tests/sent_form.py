"""What a browser sends for a form of the admin that nobody has touched; lines end in CRLF."""

from collections import defaultdict
from html.parser import HTMLParser

UNSENT = ("submit", "button", "file", "image", "reset")


class FormReader(HTMLParser):
    """Reads the first form of the page whose id ends in `_form`."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.values = defaultdict(list)
        self._open = self._done = False
        self._area = self._select = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form" and not self._done:
            self._open = attributes.get("id", "").endswith("_form")
        elif self._open:
            getattr(self, f"_start_{tag}", lambda found: None)(attributes)

    def _start_input(self, found):
        kind, name = found.get("type", "text"), found.get("name")
        ticked = kind not in ("checkbox", "radio") or "checked" in found
        if name and kind not in UNSENT and ticked and "disabled" not in found:
            self.values[name].append(found.get("value", "on" if kind == "checkbox" else ""))

    def _start_textarea(self, found):
        self._area = [found["name"], ""]

    def _start_select(self, found):
        self._select = {"name": found["name"], "several": "multiple" in found, "chosen": [], "first": None}

    def _start_option(self, found):
        value = found.get("value", "")
        if self._select["first"] is None:
            self._select["first"] = value
        if "selected" in found:
            self._select["chosen"].append(value)

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            name, text = self._area
            # A browser drops the line end that follows the tag, and ends every line with CRLF.
            self.values[name].append(text.replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n"))
            self._area = None
        elif tag == "select" and self._select:
            chosen = self._select["chosen"]
            if not chosen and not self._select["several"] and self._select["first"] is not None:
                chosen = [self._select["first"]]
            self.values[self._select["name"]] += chosen
            self._select = None
        elif tag == "form" and self._open:
            self._open, self._done = False, True


def sent_form(response):
    """{name: [value, …]} of the form on a page."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return dict(reader.values)
