"""POST /topapi/extcontact/listlabelgroups."""

import pytest

from kit.client import REQUEST_ID, refused
from kit.same import Number, assert_same

PATH = "/topapi/extcontact/listlabelgroups"
GROUPS = [
    ("类型", -15220075, ["客户", "渠道商", "供应商", "合作伙伴", "面试人员", "其他类型"]),
    ("级别", -11687445, ["一般", "重要", "核心"]),
    ("状态", -543394, ["潜在", "意向", "洽谈", "成交", "流失"]),
    ("人事招聘状态", -543394, ["待邀约", "待面试", "初试", "复试", "入职"]),
]


def told(groups):
    return [
        {"name": name, "color": color, "labels": [{"id": Number(), "name": label} for label in labels]}
        for name, color, labels in groups
    ]


def test_every_organization_starts_with_four(org):
    answer = org.all.call(PATH)
    assert_same(answer, {"errcode": 0, "errmsg": "ok", "results": told(GROUPS), "request_id": REQUEST_ID})
    ids = org.labels()
    assert len(set(ids)) == 19
    assert ids == sorted(ids)


def test_groups_take_ids_before_their_labels(plain_org):
    ids = [[label["id"] for label in group["labels"]] for group in plain_org.all.call(PATH)["results"]]
    for before, after in zip(ids, ids[1:], strict=False):
        assert after[0] == before[-1] + 2


def test_the_scope_does_not_limit_it(org):
    app = org.app(grant="qyapi_ext_read", scope=[org.department("Inside")])
    assert_same(app.call(PATH)["results"], told(GROUPS))


def test_pages(org):
    def page(**fields):
        return [group["name"] for group in org.all.call(PATH, fields)["results"]]

    names = [name for name, _, _ in GROUPS]
    assert [page(size=1, offset=offset) for offset in range(5)] == [[name] for name in names] + [[]]
    assert page(size=3, offset=2) == names[2:]
    assert page(size=100, offset=0) == names
    for alone in ({"size": 1}, {"offset": 1}):
        assert page(**alone) == names


@pytest.mark.parametrize(
    ("code", "fields"),
    [(41101, {"size": size, "offset": 0}) for size in (0, 101, -1, "x")]
    + [(40068, {"size": 1, "offset": offset}) for offset in (-1, "x")],
    ids=str,
)
def test_values_out_of_range(org, code, fields):
    refused(org.all.call(PATH, fields), code)
