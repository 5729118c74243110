"""The phone checklist: the on-site list as JSON, by the schema that stands beside this file."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from expolens.export.onsite import MARKS, stands
from expolens.model.study import Study
from expolens.store.tables import Tables
from expolens.wording import word

VERSION = 1


def checklist(tables: Tables, *, study: Study) -> bytes:
    """Return the checklist: every stand in the order of walking, with empty places for what a checker notes.

    `id` is the exhibitor's key and stays the same from run to run. Nothing personal is in it. What comes back is read by `add --as
    attendance`: `attendance` one of the marks, `checked_on` an ISO date, `checker` who looked.
    """
    content = {
        "format": "expolens-checklist",
        "version": VERSION,
        "study": study.id,
        "title": {"en": study.title.within("en"), "zh": study.title.within("zh")},
        "date": study.date,
        "marks": {
            mark: {"en": word(f"attendance.{mark}", "en"), "zh": word(f"attendance.{mark}", "zh")}
            for mark in MARKS
        },
        "exhibitors": [
            {
                "id": one.id,
                "name": one.name,
                "name_en": one.name_en,
                "hall": one.hall,
                "booths": list(one.booths),
                "attendance": "",
                "found_name": "",
                "attendance_note": "",
                "checker": "",
                "checked_on": "",
            }
            for one in stands(tables)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def checklist_schema() -> dict[str, Any]:
    """Return the JSON Schema of the checklist, going out and coming back."""
    schema: dict[str, Any] = json.loads(
        files("expolens.export").joinpath("checklist.schema.json").read_text("utf-8")
    )
    return schema
