"""The page that finds the words of a pasted text that other sectors use differently."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from collabfutures.curation.parameters import takes
from findings.analyses.translation import words as translating


@takes()
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request):
    """A text is posted, so that it stands in no address and no log; the answer may not be kept by anyone."""
    context = {"text": "", "longest": translating.LONGEST}
    if request.method == "POST":
        # A file that came along would lie on the disk for a while; here nothing is kept.
        request.upload_handlers = []
        context["text"] = request.POST.get("text", "").replace("\x00", "").replace("\r\n", "\n").strip()
        if not context["text"]:
            context["errors"] = {"text": ["Paste a text first."]}
        elif len(context["text"]) > translating.LONGEST:
            context["errors"] = {"text": [f"The text may have at most {translating.LONGEST:,} characters."]}
        else:
            context["words"] = translating.words(context["text"])
    response = render(request, "findings/translate.html", context, status=400 if "errors" in context else 200)
    if request.method == "POST":
        patch_cache_control(response, no_store=True)
    return response
