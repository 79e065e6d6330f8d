"""The headings of the municipality's own minutes in the admin."""

from django.contrib import admin

from cases.models import HeadingLabel


@admin.register(HeadingLabel)
class HeadingLabelAdmin(admin.ModelAdmin):
    """Printed headings and what they mean; the next reading of a file uses them."""

    list_display = ("printed", "meaning")
    list_filter = ("meaning",)
    search_fields = ("printed",)
