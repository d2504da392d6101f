"""The log of changes, in the words of a serializer."""

from rest_framework import serializers

from collabfutures.curation.following.entries import ACTIONS


class PlaceSerializer(serializers.Serializer):
    """Where a record is, or was."""

    kind = serializers.CharField()
    slug = serializers.SlugField()
    url = serializers.URLField()
    api_url = serializers.URLField()


class ChangeSerializer(PlaceSerializer):
    """The last thing that happened at an address."""

    action = serializers.ChoiceField(choices=ACTIONS)
    moment = serializers.DateTimeField()
    reason = serializers.CharField(allow_null=True, help_text="Why it was withdrawn.")
    moved_to = PlaceSerializer(allow_null=True, help_text="Where a renamed or merged record is now.")


class ChangesSerializer(serializers.Serializer):
    """Changes in the order in which they happened."""

    position = serializers.CharField(help_text="Give it as “since” to go on from here, whenever you like.")
    next = serializers.URLField(allow_null=True, help_text="What comes behind these, where there is more already.")
    results = ChangeSerializer(many=True)
