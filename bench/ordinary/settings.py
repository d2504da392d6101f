"""An ordinary Django REST site over the same tables: what the read index is compared with."""

from collabfutures.settings import *  # noqa: F403

# Nobody signs in there, and allauth insists on a middleware of its own.
INSTALLED_APPS = [app for app in INSTALLED_APPS if "signin" not in app and not app.startswith("allauth")]  # noqa: F405
ROOT_URLCONF = "bench.ordinary.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
}
