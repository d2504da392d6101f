"""What every view of the API has in common: it is open to all, and can be read."""

from typing import Any

from django.http import HttpResponse

from collabfutures.curation.api.problems import OPEN_TO_ALL

METHODS = "GET, HEAD, OPTIONS"


class Readable:
    """Mixed into a view of the REST framework, whose own OPTIONS writes a description in the form of the answer."""

    @property
    def default_response_headers(self) -> dict[str, str]:
        # The view beside it has this property.
        return super().default_response_headers | OPEN_TO_ALL  # type: ignore[misc]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204, headers={"Allow": METHODS})
