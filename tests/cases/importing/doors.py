"""The way every document takes in: planned, kept, applied."""

from cases.importing.plan import plan_import
from cases.models import Meeting
from cases.threads.bring_in import apply_run, keep_run


def bring_in(
    data: bytes,
    *,
    choices: dict[str, str] | None = None,
    publish: bool = False,
    name: str = "a.txt",
) -> Meeting:
    """Import these bytes as both doors do."""
    plan = plan_import(data, name)
    return apply_run(
        keep_run(data, plan), fingerprint=plan.fingerprint, choices=choices, publish=publish
    )
