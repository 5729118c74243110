"""Names of a part of a company, and of the same company elsewhere."""

from __future__ import annotations

import re

from expolens.names.comparable import comparable_name

_BRANCH = re.compile(
    r"分公司|支公司|分行|支行|分部|办事处|代表处|\bbranch\b|\brepresentative office\b"
)
_BRACKET = re.compile(r"\(([^()]*)\)")


def is_branch(text: str) -> bool:
    """Tell whether a name is that of a branch or an office, which is a child of its company and not the same.

    >>> is_branch("示例科技有限公司四川分公司"), is_branch("示例科技有限公司")
    (True, False)
    """
    return bool(_BRANCH.search(comparable_name(text)))


def brackets(text: str) -> tuple[str, ...]:
    """Return what stands in brackets in a name, comparable and sorted: 上海示例（北京）有限公司 is another company.

    >>> brackets("上海示例（北京）有限公司")
    ('北京',)
    """
    return tuple(sorted(_BRACKET.findall(comparable_name(text))))
