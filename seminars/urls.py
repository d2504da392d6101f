"""The addresses of this app's pages: a list and a record for each kind, where its views say."""

from collabfutures.curation.pages.paths import record_paths
from seminars import views  # noqa: F401, its views are what the paths are made of

urlpatterns = record_paths("seminars")
