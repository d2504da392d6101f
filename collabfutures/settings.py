"""Every setting of the site. What differs between machines comes from the environment: docs/settings.md lists it."""

from pathlib import Path

from csp.constants import NONE, SELF

from collabfutures import __version__
from collabfutures import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
# Part of each tag: two commits of one version may show a record differently (deploy/ names a release by its commit).
RELEASE = f"{__version__}+{BASE_DIR.name}"
SITE_NAME = "Collaborative Futures"
# All content rests on public sector information under this licence and is published under it too.
CONTENT_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# On pages: the reader's brief, its title and sector, which every link carries on; and the room that a full one takes.
CARRIED_PARAMETERS = ("brief", "brief_title", "brief_sector", "brief_organisation")
CARRIED_BYTES = 4_000
PRODUCTION = env.choice("ENVIRONMENT", env.ENVIRONMENTS, "production") == "production"
DEBUG = env.flag("DEBUG", False, allowed=not PRODUCTION)
SECRET_KEY = env.required("SECRET_KEY", PRODUCTION, "django-insecure-for-development-on-this-machine-only", least=50)
SECRET_KEY_FALLBACKS = env.parts("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", PRODUCTION, "localhost,127.0.0.1,[::1],testserver")
# Whom readers tell of a barrier: an accessibility statement without an address is none.
CONTACT = env.required("CONTACT", PRODUCTION, "", least=5 if PRODUCTION else 0)
# Whether whoever wrote something may publish it. Otherwise a second pair of eyes has to.
ONE_CURATOR = env.flag("ONE_CURATOR", not PRODUCTION)
# Whether those who publish, or look after accounts, have to sign in with a second factor.
SECOND_FACTOR = env.flag("SECOND_FACTOR", PRODUCTION)
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "collabfutures.curation",
    "seminars",
    "findings",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "corsheaders",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "collabfutures.signin",
]
MIDDLEWARE = [
    "collabfutures.site.logs.number_requests",
    "collabfutures.site.probes.answer_probes",
    # Outside of whatever refuses a request or answers from what is kept. A view's own policy is kept with its answer.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "collabfutures.site.headers.add_headers",
    "corsheaders.middleware.CorsMiddleware",
    "collabfutures.curation.responses.rates.limit_rates",
    "collabfutures.curation.responses.servers.choose_server",
    "collabfutures.curation.responses.middleware.answer_what_has_not_changed",
    "csp.middleware.CSPMiddleware",
    "collabfutures.curation.responses.compression.compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "collabfutures.curation.responses.refusals.refuse_unreadable_requests",
    "collabfutures.curation.responses.refusals.answer_when_the_database_is_away",
    "collabfutures.curation.admin.middleware.AdminSessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "collabfutures.curation.admin.middleware.AdminSignIn",
    "collabfutures.curation.admin.middleware.AdminMessages",
    "allauth.account.middleware.AccountMiddleware",
    "collabfutures.signin.second_factor.SecondFactor",
]
ROOT_URLCONF = "collabfutures.urls"
WSGI_APPLICATION = "collabfutures.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"desk": "collabfutures.curation.admin.index_tags"},
            "builtins": [
                "collabfutures.curation.templatetags.addresses",
                "collabfutures.curation.templatetags.texts",
                "collabfutures.brief.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "collabfutures.curation.responses.servers.read_only",
                "collabfutures.brief.collection.carried",
                "collabfutures.site.views.site_name",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'collabfutures.sqlite3'}")}
# Public pages are read from a streaming replica, where there is one, that shows what was published so long ago.
DATABASES |= env.replica("DATABASE_REPLICA_URL", DATABASES["default"])
REPLICA_LAG_SECONDS = env.number("REPLICA_LAG_SECONDS", 10, least=1)
# So often each process looks whether the servers answer; 0 is never.
WATCH_SECONDS = env.number("WATCH_SECONDS", 1, most=60)
# What the address itself says of a connection (sslmode, timeout, …) goes before what stands here.
CONN_MAX_AGE = env.number("CONN_MAX_AGE", 60)
for _server in DATABASES.values():
    _server |= {"CONN_MAX_AGE": CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing with "database is locked"; readers never wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    } | DATABASES["default"]["OPTIONS"]
else:
    # Compiling a statement of twenty counts takes longer than running it; a hashed set of keys needs room to stay one.
    _options = {
        "connect_timeout": env.number("CONNECT_TIMEOUT", 3, least=1),
        "options": f"-c statement_timeout={env.number('STATEMENT_TIMEOUT_MS', 1000)} -c jit=off -c work_mem=32MB "
        f"-c lock_timeout={env.number('LOCK_TIMEOUT_MS', 0)}",
    }
    for _server in DATABASES.values():
        _server["OPTIONS"] = _options | _server["OPTIONS"]
# Whether lists are answered from the read index in memory; off, everything comes by SQL.
INDEX = env.flag("INDEX", True)
INDEX_FOLDER = env.text("INDEX_FOLDER", "")
INDEX_AT_ONCE = env.number("INDEX_AT_ONCE", 20_000)
# So many bytes of answers are kept by each process; a page is about ten thousand, compressed.
KEPT_BYTES = env.number("KEPT_BYTES", 64_000_000)
# Notices to curators are sent by this server, if there is one.
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1, most=65_535)
EMAIL_TIMEOUT = 5
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_USER"), env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", False)
DEFAULT_FROM_EMAIL = CONTACT or "webmaster@localhost"
# After so many days `manage.py forget_revisions` forgets what was done with records; 0 keeps it for ever.
REVISION_DAYS = env.number("REVISION_DAYS", 0)
# Where awards are fetched from, and the folder that keeps the answers for a day.
GTR_ADDRESS = env.address("GTR_ADDRESS", "https://gtr.ukri.org")
DUMPS = env.text("DUMPS", str(BASE_DIR / "var" / "dumps"))
BACKUPS = env.text("BACKUPS", str(BASE_DIR / "var" / "backups"))
GTR_CACHE = env.text("GTR_CACHE", str(BASE_DIR / "var" / "gtr"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Wrong passwords are counted for all processes together; the one other thing kept here is which codes were used.
CACHES = {
    "default": env.redis("CACHE_URL")
    or {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# So many requests to the API are answered in so many seconds to one address; 0 counts none.
API_RATE = env.number("API_RATE", 0, most=1_000_000)
API_RATE_SECONDS = env.number("API_RATE_SECONDS", 60, least=1, most=86_400)
RATELIMIT_IP_META_KEY = "collabfutures.curation.responses.rates.client_address"
# Any site on the web may read what anybody may read, and sees what the headers say.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/(api|feed|search/suggest)/"
CORS_ALLOW_METHODS, CORS_ALLOW_HEADERS = ("GET", "HEAD", "OPTIONS"), ("*",)
CORS_EXPOSE_HEADERS = (
    *("ETag", "Link", "Location", "Retry-After", "X-Total-Count", "X-Request-ID"),
    *("RateLimit", "RateLimit-Policy"),
)
AUTHENTICATION_BACKENDS = ["collabfutures.signin.backend.StaffBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
ACCOUNT_ADAPTER = "collabfutures.signin.adapter.Adapter"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "collabfutures.signin.tokens.LinkTokens"
ACCOUNT_FORMS = {"reset_password": "collabfutures.signin.forms.ResetForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Sessions last as SESSION_COOKIE_AGE says, which is counted from the last request on.
ACCOUNT_SESSION_REMEMBER = True
# A key is a name together with an address, or, for codes, an account whose password was right (signin/adapter.py).
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,5/5m/key"}
MFA_ADAPTER = "collabfutures.signin.encryption.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# No address is verified here: mail goes where whoever looks after the accounts says.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
# A code is good for its own half minute: telephones set their clocks by the network.
MFA_TOTP_TOLERANCE = 0
# No rule of what a password is made of: a long one of digits alone is as good as another.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "collabfutures.signin.passwords.OwnWordsValidator"},
]
# Whether new passwords are looked up among those known elsewhere, by five signs of a checksum.
if env.flag("KNOWN_PASSWORDS", PRODUCTION):
    AUTH_PASSWORD_VALIDATORS += [{"NAME": "pwned_passwords_django.validators.PwnedPasswordsValidator"}]

LANGUAGE_CODE, TIME_ZONE = "en-gb", "Europe/London"

# Where the site lies below a path of its host, every address that it writes begins with it.
FORCE_SCRIPT_NAME = env.path("URL_PREFIX")
STATIC_URL = f"{FORCE_SCRIPT_NAME or ''}/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
_STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": _STATIC_STORAGE if PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", PRODUCTION)
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# Who does nothing for so long signs in again (`admin/middleware.py` begins the time anew).
SESSION_COOKIE_AGE = 60 * env.number("IDLE_MINUTES", 120, least=10)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Browsers take a cookie of such a name from this host alone, and over https alone.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (f"__Host-{n}" if PRODUCTION else n for n in ("sessionid", "csrftoken"))
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Who has been signed in for so long signs in again, however busy they were.
SESSION_HOURS = env.number("SESSION_HOURS", 12, least=1, most=24 * 30)
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Whose wrong passwords are counted: the last address in X-Forwarded-For is the one that the proxy itself saw.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{name: [NONE] for name in ("default-src", "base-uri", "frame-ancestors")},
        **{f"{name}-src": [SELF] for name in ("script", "style", "img", "font", "connect")},
        "form-action": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "collabfutures.curation.api.problems.problem_response",
    "DEFAULT_SCHEMA_CLASS": "collabfutures.curation.api.openapi.RecordSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": SITE_NAME,
    "DESCRIPTION": "What seminar series and research awards learned about collaboration: read-only, no key.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "collabfutures.curation.api.description_hooks.as_read",
        "collabfutures.curation.api.description_hooks.said_once",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ValueStateEnum": "collabfutures.curation.fields.ValueState",
        "CollaborationScopeEnum": "seminars.models.CollaborationScope",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"number": {"()": "collabfutures.site.logs.RequestNumber"}},
    "formatters": {
        "lines": {"()": "collabfutures.site.logs.Lines"},
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["number"],
            "formatter": "lines" if PRODUCTION else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # What nobody can do anything about: addresses that are not there, and hosts that are not ours.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
