"""Where is what was once at an address? Old addresses lead to the new one for ever, or say why there is nothing."""

from collections.abc import Collection
from typing import Any

from django.db import models

# A record that was merged into one that was merged again, and so on: so far it is followed.
MOST_MERGES = 20


class FormerAddress(models.Model):
    """A slug that a once public record no longer has. Triggers write it, however the record was renamed or deleted.

    Of a record that was deleted after it was withdrawn it holds what readers were told of that.
    """

    kind = models.CharField(max_length=60)
    slug = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    is_gone = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "curation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="curation_formeraddress_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="curation_formeraddress_of")]

    def __str__(self) -> str:
        return self.slug


class MergedRecord(models.Model):
    """A record that is gone because it was merged into another. If it is public once more, this row goes."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    kept_id = models.BigIntegerField()

    class Meta:
        app_label = "curation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="curation_mergedrecord_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} into {self.kept_id}"


def renames(model: Any, slugs: Collection[str]) -> dict[str, str]:
    """{former slug: present slug} of those of the slugs that are no longer any record's."""
    keys = _former(model, slugs)
    return _moved(keys, *_followed(model, set(keys.values())))


def formerly(model: Any, slug: str) -> Any:
    """The slug that the record formerly at `slug` has now, if it is public; or what is told of one that no longer is.

    None if there was none.
    """
    keys = _former(model, [slug])
    if not keys:
        return None
    ends, present = _followed(model, set(keys.values()))
    end = ends[keys[slug]]
    gone = FormerAddress.objects.filter(kind=model._meta.label_lower, object_id=end, is_gone=True)
    withdrawn = model.objects.once_public().filter(pk=end)
    return _moved(keys, ends, present).get(slug) or withdrawn.first() or gone.order_by("-pk").first()


def _moved(keys, ends, present):
    found = {slug: present[ends[key]] for slug, key in keys.items() if ends[key] in present}
    return {slug: now for slug, now in found.items() if now != slug}


def _former(model, slugs):
    rows = FormerAddress.objects.filter(kind=model._meta.label_lower, slug__in=slugs)
    return dict(rows.values_list("slug", "object_id")) if slugs else {}


def _followed(model, keys):
    """({key: the key of what it was merged into, or its own}, {key: slug} of those that are public)."""
    ends, present = {key: key for key in keys}, {}
    for _ in range(MOST_MERGES if keys else 0):
        rows = model.objects.published().filter(pk__in=set(ends.values()) - set(present))
        present |= dict(rows.values_list("pk", "slug"))
        missing = set(ends.values()) - set(present)
        merged = MergedRecord.objects.filter(kind=model._meta.label_lower, object_id__in=missing)
        steps = dict(merged.values_list("object_id", "kept_id")) if missing else {}
        if not steps:
            break
        ends = {key: steps.get(end, end) for key, end in ends.items()}
    return ends, present
