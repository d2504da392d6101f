"""What stands in the way."""

from django.db import models

from seminars.models import SourcedRecord


class Barrier(SourcedRecord):
    """Something that stands in the way of learning or collaborating. A remedy is shown only if one is recorded."""

    is_vocabulary = True
    search_body = ("hampers", "remedies")

    hampers = models.TextField("what it hampers", blank=True)
    remedies = models.TextField("remedies recorded", blank=True)

    class Meta(SourcedRecord.Meta):
        pass
