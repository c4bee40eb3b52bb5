"""The laptop's settings with production's error pages, so that a 404 looks as it will."""

from config.settings.dev import *  # noqa: F403

DEBUG = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
