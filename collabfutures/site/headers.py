"""What every answer says to a browser, also one that is given before a view, or any other middleware, is asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# No page of ours asks for any of these, and none of another site's shows one of ours in a frame.
PERMISSIONS = ", ".join(f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb"))
# What any site on the web may read, it may also embed; the rest is for our own pages.
LOGOUT = "/admin/logout/"
FOR_ALL = ("/api/", "/feed/", "/search/suggest/")
Handler = Callable[[HttpRequest], HttpResponseBase]


def add_headers(get_response: Handler) -> Handler:
    """Policies that neither Django nor django-csp has."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        shared = "cross-origin" if request.path_info.startswith(FOR_ALL) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", shared)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.path_info == LOGOUT and request.method == "POST":
            # What was typed and not saved is kept by the browser: not for whoever sits there next.
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return middleware
