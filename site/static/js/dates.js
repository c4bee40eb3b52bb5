// Wagtail's calendar silently puts today in place of a date that it does not understand: the site itself will say so.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
