"""The admin of every kind: publish and withdraw on purpose, preview, and no edit lost to another's."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import CharField, TextField
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from collabfutures.curation.admin_forms import RecordForm
from collabfutures.curation.models import Record

HEAD = ("title", "slug", "summary", "seen_token")
SYSTEM = ("state", "published_at", "withdrawn_at", "created_at", "updated_at", "last_change")
PUBLICATION = ("state", "published_at", "withdrawn_at", "withdrawn_reason", "curator_note", "last_change")


class RecordAdmin(admin.ModelAdmin):
    """Base of every kind's admin. A subclass lists its groups of fields; `detail_view` draws the preview."""

    form = RecordForm
    detail_view = None
    guidance = ""
    groups = ()
    list_filter = ("state",)
    search_fields = ("title", "slug", "summary")
    readonly_fields = SYSTEM
    formfield_overrides = {
        CharField: {"widget": AdminTextInputWidget(attrs={"class": "vLargeTextField"})},
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    }
    save_on_top = True
    list_per_page = 50
    show_full_result_count = False
    actions = ("publish", "withdraw")
    change_form_template = "admin/record_form.html"

    def get_prepopulated_fields(self, request, obj=None):
        # An address that others may link to does not follow the title.
        return {"slug": ("title",)} if obj is None else {}

    def get_list_display(self, request):
        return ("title", "state", *self.list_display[1:], "updated_at")

    def get_autocomplete_fields(self, request):
        """Every relation to a kind of record is searched, never listed whole."""
        fields = [*self.opts.concrete_fields, *self.opts.local_many_to_many]
        through = [field for field in self.opts.local_many_to_many if not field.remote_field.through._meta.auto_created]
        records = [field for field in fields if field.is_relation and issubclass(field.related_model, Record)]
        return [field.name for field in records if field not in through]

    def get_fieldsets(self, request, obj=None):
        head = {"fields": HEAD, "description": self.guidance}
        publication = {
            "fields": PUBLICATION,
            "description": "A record is public only after “Publish”. Saving never changes who can see it.",
        }
        return [(None, head), *self.groups, ("Publication", publication)]

    def lookup_allowed(self, lookup, value, request=None):
        """Only the filters of the list: a stranger's look-up in an address could run any expression on any column."""
        declared = [entry[0] if isinstance(entry, tuple) else entry for entry in self.get_list_filter(request)]
        return lookup in {
            *declared,
            *(f"{name}__{end}" for name in declared for end in ("exact", "id__exact", "isnull")),
        }

    def view_on_site(self, record):
        return record.get_absolute_url() if record.is_public else self._address("preview", record)

    def _address(self, name, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[record.pk])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        preview = self.admin_site.admin_view(self.preview)
        return [path("<int:pk>/preview/", preview, name=name), *super().get_urls()]

    def preview(self, request, pk):
        """The public page of a record in any state, for curators who may see it."""
        record = self.get_object(request, str(pk))
        if record is None or not self.has_view_permission(request, record):
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        return self.detail_view().page(request, record, preview=True)

    def get_object(self, request, object_id, from_field=None):
        """While a form is being saved the row is locked, so that two savers cannot both be the first."""
        if request.method != "POST":
            return super().get_object(request, object_id, from_field)
        try:
            pk = self.opts.pk.to_python(object_id)
            return self.get_queryset(request).select_for_update(of=("self",)).get(pk=pk)
        except (self.model.DoesNotExist, ValidationError, ValueError, FieldDoesNotExist):
            return None

    @admin.display(description="last change")
    def last_change(self, record):
        """Who did what last. The button “History” has the rest."""
        done = LogEntry.objects.filter(content_type=get_content_type_for_model(record), object_id=str(record.pk))
        entry = done.select_related("user").first()
        if entry is None:
            return "By no curator: loaded from a file, or not saved yet"
        return f"{entry.user} on {entry.action_time:%-d %B %Y at %H:%M}: {entry.get_change_message()}"

    def has_delete_permission(self, request, obj=None):
        """What readers could once cite is withdrawn, with a reason at its address, not deleted."""
        return super().has_delete_permission(request, obj) and not (obj and obj.published_at)

    def has_publish_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    @admin.action(description="Publish the selected records", permissions=["publish"])
    def publish(self, request, queryset):
        self._each(request, queryset, Record.publish, "Published")

    @admin.action(description="Withdraw the selected records", permissions=["publish"])
    def withdraw(self, request, queryset):
        self._each(request, queryset, Record.withdraw, "Withdrawn")

    def _each(self, request, queryset, work, done):
        """Does the work on each record by itself: one that is refused does not keep the others back."""
        for record in queryset:
            try:
                with transaction.atomic():
                    locked = queryset.model.objects.select_for_update(of=("self",)).get(pk=record.pk)
                    getattr(locked, work.__name__)()
            except ValidationError as error:
                self.message_user(request, f"“{record}”: {' '.join(error.messages)}", messages.ERROR)
            else:
                self.log_change(request, locked, f"{done}.")
                self.message_user(request, f"{done}: “{record}”.", messages.SUCCESS)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may = self.has_publish_permission(request) and obj is not None
        context["may_publish"] = may and not obj.is_public
        context["may_withdraw"] = may and obj.is_public
        context["preview_url"] = self._address("preview", obj) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        for name, work in (("_publish", self.publish), ("_withdraw", self.withdraw)):
            if name in request.POST and self.has_publish_permission(request):
                work(request, self.model.objects.filter(pk=obj.pk))
                return HttpResponseRedirect(self._address("change", obj))
        return super().response_change(request, obj)


class RecordInline(admin.StackedInline):
    """Records of another kind on the page of the one they belong to. They keep their own state and their own token."""

    form = RecordForm
    show_change_link = True
    can_delete = False
    extra = 0
