"""What a page says in words, and what a list of the API lists."""

import html

# How pages mark what is the curators' reading.
MARK = "Curators’ reading"


def text(client, address):
    return " ".join(html.unescape(client.get(address).content.decode()).split())


def listed(client, address, **query):
    return {each["slug"] for each in client.get(address, query).json()["results"]}
