"""Public answers compressed: quickly, since each is made anew after a change, and always to the same bytes.

Django's middleware spends four times as long for an eighth less, and adds random bytes against attackers who guess a
secret from the length of an answer. Public answers hold no secret, and their strong tags promise the same bytes. The
admin has secrets, and keeps Django's.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import brotli
from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from collabfutures.curation.responses.codings import wanted_coding

# Shorter answers do not become shorter.
SHORT, LEVEL, GZIP_HEADER, BROTLI_QUALITY = 200, 3, 31, 4
# Of an HttpResponse, or one that streams.
Handler = Callable[[HttpRequest], Any]


def compress(get_response: Handler) -> Handler:
    with_secrets = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> Any:
        if request.path_info.startswith("/admin/"):
            return with_secrets(request)
        return _compressed(request, get_response(request))

    return middleware


def _compressed(request, response):
    is_short = not response.streaming and len(response.content) < SHORT
    if is_short or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    coding = wanted_coding(request)
    if not coding:
        return response
    if response.streaming:
        response.streaming_content = _pieces(response.streaming_content, coding)
        del response.headers["Content-Length"]
    else:
        response.content = b"".join(_pieces([response.content], coding))
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = coding
    return response


def _pieces(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding == "br":
        packer = brotli.Compressor(quality=BROTLI_QUALITY)
        for piece in pieces:
            yield packer.process(piece)
        yield packer.finish()
        return
    writer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP_HEADER)
    for piece in pieces:
        yield writer.compress(piece)
    yield writer.flush()
