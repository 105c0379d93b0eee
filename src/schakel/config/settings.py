"""Settings of the site. What differs per machine comes from the environment (see `environment.VARIABLES`)."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from schakel.config import environment

PACKAGE = environment.ROOT / "src" / "schakel"
HOME = environment.home()

DEBUG = environment.switch("SCHAKEL_DEBUG")
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.words("SCHAKEL_HOSTS", "127.0.0.1,localhost")
HTTPS = environment.switch("SCHAKEL_HTTPS")

# Mail that no request asked for needs to know where the site is.
ADDRESS = environment.text("SCHAKEL_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

REGION = environment.text("SCHAKEL_REGION", "limburg")
REGIONS = environment.text("SCHAKEL_REGIONS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    # Before the apps whose commands it adds to.
    "schakel.config",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "schakel.records.core",
    "schakel.records.accounts",
    "schakel.records.organisations",
    "schakel.records.people",
    "schakel.records.offers",
    "schakel.records.journeys",
    "schakel.records.observatory",
    "schakel.records.programme",
    "schakel.ui",
    "schakel.screens.open",
    "schakel.screens.account",
    "schakel.screens.mine",
    "schakel.screens.desk",
    "schakel.screens.employer",
    "schakel.screens.school",
    "schakel.screens.pool",
    "schakel.screens.teams",
    "schakel.screens.conversations",
    # After our own screens, so that our templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "schakel.screens.account.middleware.Signed",
    "django_htmx.middleware.HtmxMiddleware",
    "schakel.ui.middleware.ErrorPages",
]

ROOT_URLCONF = "schakel.config.urls"
WSGI_APPLICATION = "schakel.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schakel.ui.context.frame",
                "schakel.screens.account.context.account",
                "schakel.screens.conversations.context.unread",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "schakel.ui.templatetags.schakel"],
        },
    },
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: an e-mail address and a password, or a passkey, or a broker; see docs/explanation/accounts.md.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "schakel.screens.account.passwords.PlainPassword"}]
DEMO = environment.switch("SCHAKEL_DEMO")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_start"
ACCOUNT_ADAPTER = "schakel.screens.account.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "schakel.screens.account.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "open:home"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies(https=HTTPS)
MFA_ADAPTER = "schakel.screens.account.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Schakel"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "schakel.screens.account.adapters.BrokerAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": environment.brokers()}}
SOCIALACCOUNT_STORE_TOKENS = False
# A link, not a form: our form-action policy also holds for where a form is redirected to.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SESSION_COOKIE_AGE = 14 * 24 * 3600
globals().update(environment.mail())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("SCHAKEL_MAIL_FROM", "schakel@localhost")
# Holds how often somebody tried; shared by all processes of this machine.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "cache"}}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = sorted(PACKAGE.rglob("locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
FORMAT_MODULE_PATH = ["schakel.ui.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [folder for folder in [HOME / "assets"] if folder.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "LOCATION": HOME / "files"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Nothing inline, nothing from elsewhere, no exemption.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "schakel_session"
CSRF_COOKIE_NAME = "schakel_csrf"
CSRF_FAILURE_VIEW = "schakel.ui.errors.form_expired"

# An upload is read in memory and never kept; the reader has its own, lower limit with a clear message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["schakel.ui.uploads.InMemoryOnly"]

# Logs name what happened and where, never what a person wrote.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"schakel": {"level": "INFO"}},
}
