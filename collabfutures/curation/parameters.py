"""Which query parameters does an address take, and is this query one of them? Pages forgive, the API refuses."""

from functools import wraps
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.views.decorators.csrf import csrf_exempt

MOST_VALUES = 50
QUERY_BYTES = 2_000
# A full brief, which stands in the address of every page besides.
BRIEF_BYTES = 4_000
# These say how the answer is laid out; the FilterSet's own filters say which records are in it.
LAYOUT = ("page", "page_size", "format", "facets")
EVERY_FACET = "all"
# The layout of a page; “options” may ask for every option of every filter.
OPTIONS, PAGE_SIZE = "options", "page_size"
PAGE_LAYOUT = ("page", PAGE_SIZE, OPTIONS)
# On pages only: the reader's brief, its title and sector, which every link of the page carries on.
BRIEF, BRIEF_TITLE, BRIEF_SECTOR = "brief", "brief_title", "brief_sector"
CARRIED = (BRIEF, BRIEF_TITLE, BRIEF_SECTOR)


def allowed_names(filterset_class):
    return [*filterset_class.base_filters, *LAYOUT]


def note_ignored(request, known):
    """Remembers, for the notice on the page, the names in the query that the page does not know."""
    request.known_names = [name for name in known if name not in (PAGE_SIZE, OPTIONS)]
    request.ignored_names = [name for name in request.GET if name not in (*known, *CARRIED)]


def takes(*names):
    """Decorates the view of a page: these are the parameters it knows."""

    def decorate(view):
        # Nothing here takes a form, so that a POST is refused for what it is.
        @csrf_exempt
        @wraps(view)
        def noting(request, *args, **kwargs):
            note_ignored(request, names)
            return view(request, *args, **kwargs)

        return noting

    return decorate


def canonical(params, usual):
    """The query without what says nothing: empty values, and values that are `usual` ({name: value}) anyhow."""
    pairs = [(name, value) for name, values in params.lists() for value in dict.fromkeys(values)]
    return urlencode([(name, value) for name, value in pairs if value and usual.get(name) != value], safe="~")


def check(params, filterset_class):
    """Refuses unknown and repeated parameters of a list with ValidationError."""
    check_names(params, allowed_names(filterset_class))
    check_empty(params)
    check_repeats(params, filterset_class)


def check_names(params, allowed):
    listed = ", ".join(sorted(allowed)) or "none"
    errors = {
        name[:80]: f"“{name[:80]}” is not a parameter of this address. Allowed: {listed}."
        for name in params
        if name not in allowed
    }
    if errors:
        raise ValidationError(errors)


def check_empty(params):
    """An empty value would be no filter at all: whoever sent it meant something else."""
    empty = {name: f"“{name}” is empty." for name, values in params.lists() if not all(map(str.strip, values))}
    if empty:
        raise ValidationError(empty)


def check_repeats(params, filterset_class):
    """One value where one is meant, a bounded number where several are."""
    for name, values in params.lists():
        most = MOST_VALUES if getattr(filterset_class.base_filters.get(name), "takes_several", False) else 1
        if len(values) > most and name in allowed_names(filterset_class):
            raise ValidationError({name: f"“{name}” is given {len(values)} times; at most {most} allowed."})


def asks_every_option(params):
    """Whether a page is to list every option of its filters, not only the most frequent ones."""
    value = params.get(OPTIONS, "")
    if value not in ("", EVERY_FACET):
        raise ValidationError({OPTIONS: f"“{value[:40]}” is not allowed for {OPTIONS}. Allowed: {EVERY_FACET}."})
    return bool(value)


def facet_names(params, filterset):
    """The facets that `facets=` asks for: names separated by commas, or all of them. Empty when it is not given."""
    asked, known = params.get("facets", ""), list(filterset.facet_filters())
    names = known if asked == EVERY_FACET else asked.split(",") if asked else []
    wrong = [name for name in names if name not in known]
    if wrong:
        allowed = ", ".join([EVERY_FACET, *known])
        raise ValidationError({"facets": f"“{wrong[0][:80]}” is not allowed for facets. Allowed: {allowed}."})
    return names
