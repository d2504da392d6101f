"""Calls every operation of the client that was generated beside it, in strict mode; prints what came of it as JSON."""

import importlib
import inspect
import json
import pkgutil
import sys

from generated import Client, api
from samples import ASKED


def operations():
    """(group, function) of every operation, lists before what is asked for by slug."""
    for group in pkgutil.iter_modules(api.__path__):
        package = importlib.import_module(f"generated.api.{group.name}")
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: not each.name.endswith("_list")):
            yield group.name, importlib.import_module(f"generated.api.{group.name}.{module.name}").sync_detailed


def call(client, function, slug):
    parameters = inspect.signature(function).parameters
    by_slug = "slug" in parameters
    if by_slug and slug is None:
        return None
    needed = {name: ASKED[name] for name, each in parameters.items() if each.default is each.empty and name in ASKED}
    answer = function(slug, client=client) if by_slug else function(client=client, **needed)
    assert answer.status_code == 200 and answer.parsed is not None, answer.content[:300]
    return answer.parsed


def main(site):
    client = Client(base_url=site, raise_on_unexpected_status=True)
    slugs, called, failed = {}, 0, {}
    for group, function in operations():
        try:
            parsed = call(client, function, slugs.get(group))
        except Exception as error:
            failed[f"{group} {function.__module__}"] = repr(error)[:300]
        else:
            called += 1
            results = getattr(parsed, "results", None)
            slugs.setdefault(group, getattr(results[0], "slug", None) if results else None)
    print(json.dumps({"called": called, "failed": failed}))


main(sys.argv[1])
