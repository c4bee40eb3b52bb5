"""How two versions of a field are told apart, in the words that people read on the page."""

from django.db import models
from wagtail.admin.compare import TextFieldComparison, register_comparison_class

from .dates import said
from .fields import SeveralChoicesField


class SeveralChoicesComparison(TextFieldComparison):
    """Compares labels, in the order of the list: what was ticked in another order is the same."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (", ".join(field.labels(keys or [])) for keys in (self.val_a, self.val_b))


class DateComparison(TextFieldComparison):
    """Compares days as they are said."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (said(day) if day else "" for day in (self.val_a, self.val_b))


register_comparison_class(SeveralChoicesField, comparison_class=SeveralChoicesComparison)
register_comparison_class(models.DateField, comparison_class=DateComparison, exact_class=True)
