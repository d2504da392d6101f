"""A suggested link that somebody refused: it is not suggested again."""

from django.db import models


class Refusal(models.Model):
    """One record, one of its relations, and the key at the other end that it is not to be tied to."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    relation = models.CharField(max_length=60)
    target = models.BigIntegerField()

    class Meta:
        app_label = "curation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "relation", "target"], name="curation_one_refusal")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: not {self.relation} {self.target}"
