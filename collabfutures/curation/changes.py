"""What has changed in public, and in which order? One log for entity tags, the read index and those who follow.

Triggers write it in the transaction of the change (`database/`). Work on drafts and notes for curators leave no row.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models


class Action(models.TextChoices):
    PUBLISHED = "published", "Became public"
    CHANGED = "changed", "Changed while public"
    WITHDRAWN = "withdrawn", "Withdrawn, or changed while withdrawn"
    RENAMED = "renamed", "Has another address"
    REMOVED = "removed", "Is gone"


class Change(models.Model):
    """The last thing that happened to a record at a public address: earlier ones are taken out when it happens.

    `number` grows in the order in which changes can be seen: whoever has read up to one misses none below it. It is
    empty only inside the transaction that writes the row (PostgreSQL numbers as it commits). `target` is the new slug
    of what was renamed. A link counts as a change of both its ends.
    """

    number = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    slug = models.CharField(max_length=80)
    action = models.CharField(max_length=10, choices=Action)
    target = models.CharField(max_length=80, default="")
    moment = models.DateTimeField(null=True)

    class Meta:
        app_label = "curation"
        # The rows without a number are looked for by record: an index that also holds the empty numbers would be read
        # through for each of the records that one transaction writes.
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(number__isnull=False), name="curation_change_number"
            )
        ]
        indexes = [
            models.Index(
                fields=["kind", "slug", "object_id"],
                condition=models.Q(number__isnull=True),
                name="curation_change_unnumbered",
            ),
            models.Index(fields=["kind", "slug"], name="curation_change_address"),
            models.Index(fields=["kind", "number"], name="curation_change_kind"),
            # From which number on is told by a moment.
            models.Index(fields=["moment", "number"], name="curation_change_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.slug} {self.action}"

    @classmethod
    def moments(cls, kind: str, keys: Iterable[int]) -> dict[int, datetime]:
        """{primary key: when the last public change of it was} of records of one kind."""
        rows = cls.objects.filter(kind=kind, object_id__in=[*keys], number__isnull=False).order_by("number")
        return dict(rows.values_list("object_id", "moment"))

    @classmethod
    def newest(cls, kinds: Iterable[str]) -> dict[str, int]:
        """{kind: the number of its last change} of these kinds, by label; 0 for one that never changed."""
        kinds = [*kinds]
        # The end of an index for each, on both engines; an aggregate with GROUP BY would read all of a kind's rows.
        each = "(SELECT MAX(number) FROM curation_change WHERE kind = %s)"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([each] * len(kinds))}", kinds)
            return {kind: number or 0 for kind, number in zip(kinds, cursor.fetchone(), strict=True)}
