"""The pathway for an application server. Here the environment is production unless it says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collabfutures.settings")

application = get_wsgi_application()
