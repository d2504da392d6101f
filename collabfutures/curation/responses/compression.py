"""Public answers compressed: quickly, since each is made anew after a change, and always to the same bytes.

Django's middleware spends four times as long for an eighth less, and adds random bytes against attackers who guess a
secret from the length of an answer. Public answers hold no secret, and their strong tags promise the same bytes. The
admin has secrets, and keeps Django's.
"""

import re
import zlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence

ACCEPTS = re.compile(r"\bgzip\b")
# Shorter answers do not become shorter.
SHORT, LEVEL, GZIP_HEADER = 200, 3, 31
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
    if not ACCEPTS.search(request.headers.get("Accept-Encoding", "")):
        return response
    if response.streaming:
        response.streaming_content = compress_sequence(response.streaming_content)
        del response.headers["Content-Length"]
    else:
        writer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP_HEADER)
        response.content = writer.compress(response.content) + writer.flush()
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "gzip"
    return response
