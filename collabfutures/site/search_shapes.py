"""What a search over every kind finds, in the words of a serializer."""

from rest_framework import serializers

from collabfutures.curation.api.serializer_fields import ApiListField, BlankTextField, SiteUrlField, TargetField


class HitSerializer(serializers.Serializer):
    """A record that was found, and why."""

    record = TargetField()
    summary = BlankTextField()
    words = serializers.ListField(child=serializers.CharField(), help_text="Which of its words were asked for.")
    through_links = serializers.BooleanField(help_text="Found by the names of what it is tied to, not by its words.")


class GroupSerializer(serializers.Serializer):
    """How many records of a kind were found, and where all of them are."""

    kind = serializers.CharField()
    count = serializers.IntegerField()
    url = SiteUrlField(source="address")
    api_url = ApiListField(source="address")


class WordAloneSerializer(serializers.Serializer):
    """How many records one of the words finds by itself."""

    word = serializers.CharField()
    count = serializers.IntegerField()


class SearchSerializer(serializers.Serializer):
    """What a search over every kind finds: the nearest ten of each."""

    count = serializers.IntegerField(help_text="Records of all kinds.")
    groups = GroupSerializer(many=True)
    results = HitSerializer(many=True)
    did_you_mean = BlankTextField()
    by_word = WordAloneSerializer(many=True, help_text="Where nothing holds all of the words.")
