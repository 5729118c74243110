"""A list of something else than companies is told of; one of companies is not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest

from expolens.match import Request, match
from expolens.match.unseen import CELLS, LIMIT, references, unlike

PLACES, TRADES = (
    ("上海", "北京", "杭州市", "广东", "苏州"),
    ("信息技术", "医疗科技", "网络", "软件", "电子商务"),
)


def company(chance: Random) -> str:
    brand = "示例" + "".join(chr(chance.randrange(0x4E00, 0x6000)) for _ in range(2))
    return chance.choice(PLACES) + brand + chance.choice(TRADES) + "有限公司"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPOLENS_CACHE", str(tmp_path / "cache"))
    chance = Random(1)
    path = tmp_path / "registry.csv"
    path.write_text("公司名称\n" + "\n".join(company(chance) for _ in range(2000)) + "\n", "utf-8")
    return path


def warned(tmp_path: Path, registry: Path, names: list[str]) -> bool:
    path = tmp_path / "list.csv"
    path.write_text("名称\n" + "\n".join(names) + "\n", "utf-8")
    said: list[str] = []
    match(Request(path, registry), progress=said.append)
    assert any("--labels" in one for one in said) == any("Careful" in one for one in said)
    return any("Careful" in one for one in said)


def test_lists_of_something_else(tmp_path: Path, registry: Path) -> None:
    chance = Random(2)

    def made(*parts: str) -> list[str]:
        return ["".join(chance.choice(one.split()) for one in parts) for _ in range(60)]

    assert warned(
        tmp_path,
        registry,
        made("智能 便携式 全自动 高清", "影像诊断 心电监测 护理 麻醉", "系统 平台 一体机 工作站"),
    )
    assert warned(tmp_path, registry, made("示 例 某", "甲 乙 丙 丁", "子 丑 寅"))
    assert warned(
        tmp_path, registry, made("株式会社サンプル 株式会社テスト", "製作所 工業 システム")
    )
    assert warned(
        tmp_path, registry, ["Sample " + one for one in made("Alpha Beta Gamma", "son er y")]
    )


@pytest.mark.parametrize("size", [25, 205])
@pytest.mark.parametrize("there", [0.0, 0.5, 1.0])
def test_lists_of_companies(tmp_path: Path, registry: Path, size: int, there: float) -> None:
    chance = Random(3)
    known = registry.read_text("utf-8").split()[1:]
    names = [chance.choice(known) if n < there * size else company(chance) for n in range(size)]
    assert not warned(tmp_path, registry, names)


def test_few_names_say_nothing(tmp_path: Path, registry: Path) -> None:
    assert not warned(tmp_path, registry, ["张三", "李四"])


def test_what_is_drawn_from_the_reference_is_never_far() -> None:
    chance = Random(4)
    for known in references().values():
        assert sum(known.registered.values()) == pytest.approx(1, abs=1e-3)
        for size in (20, 50, 205):
            for _ in range(20):
                part = chance.random()
                shares = [
                    part * known.registered[cell] + (1 - part) * known.absent[cell]
                    for cell in CELLS
                ]
                assert known.distance(Counter(chance.choices(CELLS, shares, k=size))) < LIMIT


def test_the_distance_is_that_of_the_best_mixture() -> None:
    known = references()["chinese"]
    seen = Counter({"bare.none": 30, "form.high": 10})
    counts = np.array([seen[cell] for cell in CELLS], float) / 40
    kept = counts > 0
    chance = np.random.default_rng(5)
    # No mixture that is drawn at random is nearer than the one that was fitted, but for what rounds leave.
    drawn = chance.dirichlet(np.ones(len(known.parts())) / 3, size=4000) @ known.parts()
    near = (counts[kept] * np.log(counts[kept] / drawn[:, kept])).sum(axis=1).min()
    assert known.distance(seen) <= near + 1e-3


def test_a_small_part_of_a_list_says_nothing() -> None:
    counted = {"chinese": Counter({"form.high": 900}), "across": Counter({"bare.none": 60})}
    assert unlike(counted) == []
    assert unlike({"across": Counter({"bare.none": 60})})
