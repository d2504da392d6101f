"""Awards brought through the desk: files, references or a search at Gateway to Research, a few at a time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from collabfutures.curation.admin.record_pages import RecordPages
from collabfutures.curation.admin.steps import Progress, continued
from collabfutures.curation.revisions.acts import By
from findings.gtr.fetch import MOST_FOUND, fetch_award, search
from findings.gtr.gateway import NotFetched
from findings.gtr.read import read_bytes
from findings.gtr.records import Unreadable
from findings.gtr.run import Run
from findings.gtr.summary import Summary

# So many awards in one request, which lasts longer than a second for each.
STEP, MOST_FILES, MOST_BYTES = 3, 20, 20_000_000


def of_bounded_size(file: UploadedFile) -> None:
    """Refuses a file that is larger than any record of GtR, rather than reading a part of it."""
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(f"{file.name} is larger than {MOST_BYTES // 1_000_000} MB.")


class Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, as Django's documentation has it."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one = super().clean
        return [one(each, initial) for each in data or ()]


class BringForm(forms.Form):
    awards = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=f"References, one on each line, such as ES/H000933/1; up to {MOST_FOUND}.",
    )
    words = forms.CharField(
        label="or a search", required=False, max_length=200, help_text=f"The first {MOST_FOUND} awards that it finds."
    )
    files = FilesField(
        label="or files",
        required=False,
        help_text=f"XML or JSON of GtR's API, or the website's sheet; up to {MOST_FILES} of 20 MB.",
        validators=[FileExtensionValidator(["xml", "json", "csv"]), of_bounded_size],
    )

    def clean_awards(self) -> list[str]:
        found = list(dict.fromkeys(line.strip() for line in self.cleaned_data["awards"].splitlines() if line.strip()))
        if len(found) > MOST_FOUND:
            raise ValidationError(f"At most {MOST_FOUND} at a time.")
        return found


class GtrPages(RecordPages):
    """One page: what it brings are drafts, in one act that can be taken back."""

    def get_urls(self) -> list[Any]:
        return [
            path("gtr/", self.admin_site.admin_view(self.gtr_view), name=self.page_name("gtr")),
            *super().get_urls(),
        ]

    def gtr_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if "rest" in request.POST:
            return self._fetch_some(request)
        form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
        if form.is_bound and form.is_valid():
            answer = self._begin_bringing(request, form)
            if answer is not None:
                return answer
        return self.page(request, "admin/desk/gtr.html", {"title": "Bring from Gateway to Research", "form": form})

    def _begin_bringing(self, request, form):
        if files := form.cleaned_data["files"][:MOST_FILES]:
            return self._bring_files(request, files)
        if not form.cleaned_data["awards"] and not form.cleaned_data["words"]:
            form.add_error(None, "Name an award, words or files.")
            return None
        try:
            awards = form.cleaned_data["awards"] or search(form.cleaned_data["words"])
        except NotFetched as error:
            form.add_error("words", str(error))
            return None
        if not awards:
            form.add_error("words", "Nothing was found.")
            return None
        return self._going_on_with(request, awards, Progress(), len(awards), By.curator(request.user).batch)

    def _bring_files(self, request, files):
        by, tally = By.curator(request.user), Summary()
        run = Run(by)
        for file in files:
            self._bring_one(request, file.name, lambda file=file: read_bytes(file.read()), run, tally)
        return self._brought_all(request, by.batch)

    def _fetch_some(self, request):
        """The next few awards; the page goes on with the rest."""
        progress, by = Progress.of(request.POST), continued(request)
        # What Gateway to Research says is nobody's own here: who fetches it has not written it.
        rest, run, tally = request.POST.getlist("rest")[:MOST_FOUND], Run(By(by.name, None, by.batch)), Summary()
        for reference in rest[:STEP]:
            done = self._bring_one(request, reference, lambda reference=reference: fetch_award(reference), run, tally)
            progress.count(int(done), [] if done else [(reference, "not fetched")], progress.after + 1)
        if rest[STEP:]:
            total = progress.seen + len(rest[STEP:])
            return self._going_on_with(request, rest[STEP:], progress, total, by.batch)
        return self._brought_all(request, by.batch)

    def _bring_one(self, request, called, content, run, tally):
        """Reads and writes one; whether it could be, which is told."""
        try:
            found = content()
            told = tally.add(found, *run.write(found))
        except (NotFetched, Unreadable, ValidationError, DatabaseError) as error:
            self.message_user(
                request, f"{called}: {' '.join(getattr(error, 'messages', [str(error)]))}", messages.ERROR
            )
            return False
        self.message_user(request, f"{called}: {told}.", messages.SUCCESS)
        return True

    def _going_on_with(self, request, rest, progress, total, batch):
        kept = [("as", batch), *(("rest", reference) for reference in rest)]
        context = {"title": "Awards fetched so far", "progress": progress, "total": total, "kept": kept}
        return self.page(request, "admin/desk/act_step.html", context)

    def _brought_all(self, request, batch):
        address = reverse("admin:curation_revision_act", args=[batch])
        self.message_user(request, f"What was brought are drafts. To take it back: {address}", messages.INFO)
        return HttpResponseRedirect(self.page_address("changelist"))
