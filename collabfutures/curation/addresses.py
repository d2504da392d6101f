"""Under which address was a record known before? Old addresses lead to the new one for ever."""

from typing import Any

from django.db import models


class FormerAddress(models.Model):
    """A slug that a once public record no longer has. Triggers write it, however the record was renamed."""

    kind = models.CharField(max_length=60)
    slug = models.CharField(max_length=80)
    object_id = models.BigIntegerField()

    class Meta:
        app_label = "curation"
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="curation_formeraddress_once")]

    def __str__(self) -> str:
        return self.slug


def renamed(model: type[models.Model], slug: str) -> str | None:
    """The slug that the record formerly at `slug` has now, if it is public or was; None if there was none."""
    return renames(model, [slug]).get(slug)


def renames(model: Any, slugs: list[str]) -> dict[str, str]:
    """{former slug: present slug} of those of the slugs that are no longer any record's."""
    former = FormerAddress.objects.filter(kind=model._meta.label_lower, slug__in=slugs)
    keys = dict(former.values_list("slug", "object_id")) if slugs else {}
    present = dict(model.objects.once_public().filter(pk__in=keys.values()).values_list("pk", "slug")) if keys else {}
    return {slug: present[key] for slug, key in keys.items() if key in present and present[key] != slug}
