"""What every answer of the API has in common, as its description has it: errors, statuses without a body, headers."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from collabfutures.curation.api.described import ProblemSerializer
from collabfutures.curation.api.problems import BY_STATUS, CONTENT_TYPE

OF_A_LIST = (400, 405, 406, 410, 414, 429, 503)
OF_A_RECORD = (400, 404, 405, 406, 410, 414, 429, 503)
OF_AN_ANSWER = (400, 405, 406, 414, 429, 503)
# What a client learns without a body.
ELSEWHERE = {
    301: "A record was renamed or merged: “Location” is where it is now.",
    304: "Nothing has changed since the ETag in “If-None-Match” was given.",
}
WAIT = "So many seconds later it is worth another try."


def problems(codes: tuple[int, ...]) -> dict[Any, OpenApiResponse]:
    """The answers with these statuses, each a problem document, and those without a body."""
    found: dict[Any, OpenApiResponse] = {
        (code, CONTENT_TYPE): OpenApiResponse(ProblemSerializer(many=False), description=BY_STATUS[code].title)
        for code in codes
    }
    return found | {code: OpenApiResponse(None, description=told) for code, told in ELSEWHERE.items()}


def headers() -> Iterator[OpenApiParameter]:
    """The headers of the answers, each with the statuses that have it."""
    good = [200, 304]
    yield _header("ETag", "The same as long as the answer is: send it back in “If-None-Match”.", good)
    yield _header("Cache-Control", "Anybody may keep the answer and asks whether it is still the same.", good)
    yield _header("Location", "Where the record is now.", [301], OpenApiTypes.URI)
    yield _header("Allow", "GET, HEAD and OPTIONS.", [405])
    yield _header("Retry-After", WAIT, [429, 503], OpenApiTypes.INT)


def _header(name, description, statuses, schema_type=OpenApiTypes.STR):
    return OpenApiParameter(name, schema_type, OpenApiParameter.HEADER, response=statuses, description=description)
