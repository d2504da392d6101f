"""How often has the public content changed? Entity tags and caches hang on the answer."""

from django.db import models


class ContentVersion(models.Model):
    """One row: a number that grows in the same transaction as any change to public content. Triggers keep it."""

    number = models.BigIntegerField(default=0)
    # PostgreSQL raises the number once a transaction: a thousand rows would otherwise rewrite it a thousand times.
    last_transaction = models.BigIntegerField(default=0)
    # Which triggers are installed: `migrate` does nothing while they are the ones that the kinds need.
    triggers = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "curation"

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        return cls.objects.values_list("number", flat=True).first() or 0
