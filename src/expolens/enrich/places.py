"""Province and country out of each other, city and address; out of a name only as a suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from expolens.model.absence import Absence
from expolens.model.exhibitor import Exhibitor, Remark
from expolens.model.profile import Profile
from expolens.values.places import (
    ABROAD,
    city,
    country,
    province,
    province_of_address,
    province_of_name,
)


def with_places(
    profiles: Mapping[str, Profile], one: Exhibitor
) -> tuple[dict[str, Profile], list[Remark]]:
    """Return the profiles with province and country completed, and a suggestion where only the name speaks of a place.

    A province makes the country China; a country abroad makes the province not applicable. The rule is named in `rule`.
    """
    found = dict(profiles)
    area = found.get("area")
    for name in ("area", "city", "address", "country"):
        if _missing(found.get("province")) and name in found:
            found |= _province_from(found[name], found.get("province"))
    if _missing(found.get("country")) and not _missing(found.get("province")):
        found["country"] = replace(
            found["province"],
            field="country",
            value="cn",
            rule="rule: a province of China",
            others=(),
        )
    if area is not None and _missing(found.get("country")) and area.note.startswith(ABROAD):
        code = area.note.rpartition(" ")[2]
        found["country"] = replace(
            area, field="country", value=code, absence=None, rule="rule: region column", note=""
        )
    abroad = found.get("country")
    if abroad is not None and abroad.value not in (None, "cn") and _missing(found.get("province")):
        found["province"] = replace(
            abroad,
            field="province",
            value=None,
            absence=str(Absence.NOT_APPLICABLE),
            rule="rule: country",
            note=f"{ABROAD}: {abroad.value}",
        )
    remarks = []
    if _missing(found.get("province")) and (abroad is None or abroad.value in (None, "cn")):
        suggested = province_of_name(one.name)
        if suggested:
            remarks.append(
                Remark("enrich", "suggested_province", one.id, f"{one.name}: {suggested}")
            )
    return found, remarks


def _missing(profile: Profile | None) -> bool:
    return profile is None or profile.value is None


def _province_from(profile: Profile, before: Profile | None) -> dict[str, Profile]:
    """Return the province that a region, a city or an address gives, if it gives one."""
    if profile.field in ("area", "country"):
        value = profile.value if profile.field == "area" else province(profile.raw).value
    elif profile.value is None:
        value = None
    else:
        value = (
            (city(profile.raw).note or None)
            if profile.field == "city"
            else province_of_address(profile.value)
        )
    if value:
        return {
            "province": replace(
                profile,
                field="province",
                value=value,
                low=None,
                high=None,
                absence=None,
                rule=f"rule: from {profile.field}",
                others=(),
            )
        }
    if before is None and profile.field == "area":
        note = profile.note
        if note.startswith(ABROAD) and country(note.rpartition(" ")[2]).value:
            return {"province": replace(profile, field="province", rule="rule: region column")}
        return {"province": replace(profile, field="province", rule="rule: from area")}
    if before is None and profile.field in ("city", "address") and profile.value is not None:
        # A place was given: that no province can be told from it is another thing than no record.
        return {"province": _untold(profile)}
    return {}


def _untold(profile: Profile) -> Profile:
    """Return the province that a city or an address does not tell."""
    return replace(
        profile,
        field="province",
        value=None,
        low=None,
        high=None,
        absence=str(Absence.UNREADABLE),
        rule=f"rule: from {profile.field}",
        others=(),
        note=f"no province in the {profile.field}",
    )
