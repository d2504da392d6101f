"""What an award is about, in the words of its funders' list of topics."""

from django.db import models


class ResearchTopic(models.Model):
    """One topic, and nothing more than its name: some six hundred are in use."""

    name = models.CharField(max_length=200, primary_key=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
