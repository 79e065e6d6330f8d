"""The glossary in the admin."""

from django.contrib import admin

from cases.models import Term


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """Words and their explanations; a change shows on every page at once."""

    list_display = ("word", "explanation", "is_public")
    list_filter = ("is_public",)
    search_fields = ("word", "forms", "explanation")
