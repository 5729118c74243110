"""The exhibitor list itself: its first rows, with how many of how many are shown."""

from __future__ import annotations

from expolens.model.protocol import FigurePlan
from expolens.model.text import Text
from expolens.render.ink import INK, OTHER, RULE, SECONDARY, SMALL, WIDTHS
from expolens.render.scene import Scene, Sketch
from expolens.render.svg import Sheet, headed

_ROW = 21.0


def excerpt(plan: FigurePlan, scene: Scene) -> Sketch | None:
    """Draw name, booth and keywords of the first exhibitors listed."""
    listed = [one for one in scene.exhibitors if one.listed and one.included]
    if not listed:
        return None
    shown = listed[: plan.limit or 12]
    sheet = Sheet(f"{plan.id}-{scene.language}", WIDTHS.get(plan.width, 720))
    y = headed(sheet, scene.notice) + 16
    terms: dict[str, list[str]] = {}
    for label in scene.labels:
        if label.vocabulary == "keyword":
            terms.setdefault(label.exhibitor, []).append(
                Text(label.en, label.zh).within(scene.language)
            )
    booths = any(one.booths for one in shown)
    columns = [(8.0, scene.say("Exhibitor", "参展商"), 350.0 if terms else 540.0)]
    columns += [(370.0 if terms else 570.0, scene.say("Booth", "展位号"), 80.0)] if booths else []
    columns += [(460.0, scene.say("Keywords", "关键词"), 250.0)] if terms else []
    sheet.line(8, y - 14, sheet.width - 8, y - 14, stroke=INK)
    for x, name, _ in columns:
        sheet.text(x, y, name, size=SMALL + 1, fill=SECONDARY)
    sheet.line(8, y + 6, sheet.width - 8, y + 6, stroke=INK, thick=0.75)
    y += _ROW + 2
    for one in shown:
        cells = [one.name or scene.say("(no name)", "（无名称）")]
        cells += ["、".join(one.booths) or "–"] if booths else []
        cells += [scene.say(", ", "、").join(terms.get(one.id, ())) or "–"] if terms else []
        for (x, _, room), cell in zip(columns, cells, strict=True):
            sheet.fit(x, y, cell, room, size=SMALL + 1, fill=INK if cell != "–" else OTHER)
        sheet.line(8, y + 6, sheet.width - 8, y + 6, stroke=RULE, thick=0.5)
        y += _ROW
    sheet.text(
        8,
        y + 2,
        scene.say(f"{len(shown)} of {len(listed)} shown", f"共{len(listed)}家，列出{len(shown)}家"),
        size=SMALL,
        fill=SECONDARY,
    )
    alt = scene.say(
        f"The first {len(shown)} of {len(listed)} exhibitors on the list, with booth and keywords.",
        f"名单前{len(shown)}家（共{len(listed)}家）参展商及其展位和关键词。",
    )
    sketch = Sketch(sheet, alt, [])
    sketch.rows = [(one.id, one.name, None, None, None) for one in listed]
    return sketch
