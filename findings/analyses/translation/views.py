"""The page that finds the words of a pasted text that other sectors use differently."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from collabfutures.curation.pages.rendering import render_page
from findings.analyses.translation import words


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest) -> HttpResponse:
    """A text is posted, so that it stands in no address and no log; the answer may not be kept by anyone."""
    context = {"text": "", "longest": words.LONGEST}
    if request.method == "POST":
        # A file that came along would lie on the disk for a while; here nothing is kept.
        request.upload_handlers = []
        context["text"] = request.POST.get("text", "").replace("\x00", "").replace("\r\n", "\n").strip()
        if not context["text"]:
            context["errors"] = {"text": ["Paste a text first."]}
        elif len(context["text"]) > words.LONGEST:
            context["errors"] = {"text": [f"The text may have at most {words.LONGEST:,} characters."]}
        else:
            found = words.words(context["text"])
            context |= {"words": found, "themes": [each for word in found for each in (word.theme, *word.terms)]}
    response = render_page(request, "findings/translate.html", context)
    if request.method == "POST":
        patch_cache_control(response, no_store=True)
    return response
