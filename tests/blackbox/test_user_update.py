"""POST /topapi/v2/user/update."""

import json

import pytest

from kit import contract, expect
from kit.client import mobile_number, refused, succeeded
from kit.same import Maybe, assert_same

PATH = "/topapi/v2/user/update"


@pytest.fixture
def ann(org):
    """Somebody with something in every field."""
    org.user("boss")
    first, second = org.department("First"), org.department("Second")
    org.user(
        "ann",
        first,
        second,
        telephone="8001",
        job_number="7",
        title="Engineer",
        email="ann@example.org",
        work_place="Hangzhou",
        remark="likes tea",
        extension='{"hobby":"chess","car":"none"}',
        hired_date=1_597_573_616_828,
        manager_userid="boss",
        dept_order_list=[{"dept_id": first, "order": 10}],
    )
    return first, second


def update(org, **fields):
    succeeded(org.all.call(PATH, {"userid": "ann"} | fields))


def refuse(org, code, **fields):
    before = org.everything()
    refused(org.all.call(PATH, {"userid": "ann"} | fields), code)
    assert org.everything() == before


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Anna"},
        {"hide_mobile": True},
        {"telephone": "8002"},
        {"job_number": "8"},
        {"title": "Lead"},
        {"email": "anna@example.org"},
        {"work_place": "Beijing"},
        {"remark": "likes coffee"},
        {"hired_date": 1_600_000_000_000},
        {"manager_userid": "founder"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_one_field_changes_and_the_rest_stays(org, ann, changed):
    before = org.person("ann")
    update(org, **changed)
    assert_same(org.person("ann"), before | changed)


def test_executive_mode(org, ann):
    before = org.person("ann")
    update(org, senior_mode=True)
    assert_same(org.person("ann"), before | {"senior": True})


def test_nothing_given_changes_nothing(org, ann):
    before = org.everything()
    update(org)
    assert org.everything() == before


def test_null_changes_nothing(plain_org):
    first = plain_org.department("First")
    plain_org.user("ann", first, title="Engineer", telephone="8001", manager_userid="founder", remark="r")
    before = plain_org.everything()
    fields = {row["name"] for row in contract.endpoints()["user.update"]["body"] if "[]" not in row["name"]}
    update(plain_org, **dict.fromkeys(fields - {"userid"}))
    assert plain_org.everything() == before


@pytest.mark.parametrize("field", ["telephone", "job_number", "title", "email", "work_place", "remark"])
def test_an_empty_text_clears(org, ann, field):
    update(org, **{field: ""})
    assert org.person("ann").get(field, "") == ""


def test_a_cleared_telephone_is_free(org, ann):
    update(org, telephone="", email="")
    org.user("bob", telephone="8001", email="ann@example.org")
    assert org.person("bob")["telephone"] == "8001"


def test_the_manager_is_cleared_by_force(org, ann):
    update(org, manager_userid="")
    assert org.person("ann")["manager_userid"] == "boss"
    update(org, force_update_fields="manager_userid")
    assert "manager_userid" not in org.person("ann")


def test_departments_are_replaced(org, ann):
    first, second = ann
    third = org.department("Third")
    org.all.ok("/topapi/v2/department/update", dept_id=first, dept_manager_userid_list="ann")
    assert org.person("ann")["leader_in_dept"][0]["leader"] is True
    update(org, dept_id_list=f"{second},{third}")
    person = org.person("ann")
    assert person["dept_id_list"] == [second, third]
    assert_same(
        person["dept_order_list"],
        [{"dept_id": second, "order": expect.UNSET_ORDER}, {"dept_id": third, "order": expect.UNSET_ORDER}],
    )
    assert person["leader_in_dept"] == [{"dept_id": second, "leader": False}, {"dept_id": third, "leader": False}]
    assert "role_list" not in person
    assert org.department_of(first)["dept_manager_userid_list"] == []
    # Back again: the order and the leadership of before are gone.
    update(org, dept_id_list=f"{first},{second}")
    person = org.person("ann")
    assert_same(person["dept_order_list"][0], {"dept_id": first, "order": expect.UNSET_ORDER})
    assert person["leader_in_dept"][0] == {"dept_id": first, "leader": False}


def test_an_empty_department_list_is_not_given(org, ann):
    update(org, dept_id_list="")
    assert org.person("ann")["dept_id_list"] == list(ann)


def test_an_order_changes_alone(org, ann):
    first, second = ann
    update(org, dept_order_list=[{"dept_id": second, "order": 99}])
    assert {"dept_id": second, "order": 99} in org.person("ann")["dept_order_list"]


def test_up_to_300_departments(plain_org):
    departments = [plain_org.department(f"D{number}") for number in range(300)]
    plain_org.user("ann")
    update(plain_org, dept_id_list=",".join(map(str, departments)))
    assert plain_org.person("ann")["dept_id_list"] == departments


def test_the_extension_is_replaced(org, ann):
    update(org, extension='{"hobby":"go"}')
    assert json.loads(org.person("ann")["extension"]) == {"hobby": "go"}


def test_the_extension_is_merged_in_mode_1(org, ann):
    update(org, extension='{"hobby":"go"}', ext_attrs_update_mode=1)
    assert json.loads(org.person("ann")["extension"]) == {"hobby": "go", "car": "none"}


def test_the_mobile_of_somebody_not_yet_active_changes(org, ann):
    number = mobile_number()
    old = org.person("ann")["mobile"]
    update(org, mobile=number)
    assert org.person("ann")["mobile"] == number
    assert org.all.ok("/topapi/v2/user/getbymobile", mobile=number)["userid"] == "ann"
    refused(org.all.call("/topapi/v2/user/getbymobile", mobile=old), 60121)
    org.user("bob", mobile=old)


def test_the_same_mobile_is_no_change(org, ann):
    before = org.everything()
    update(org, mobile=org.person("ann")["mobile"])
    assert org.everything() == before


def test_a_taken_mobile(org, ann):
    before = org.everything()
    taken = org.person("boss")["mobile"]
    whose = {"userid": Maybe("boss"), "unionid": Maybe(org.person("boss")["unionid"])}
    refused(org.all.call(PATH, userid="ann", mobile=taken), 60104, **whose)
    assert org.everything() == before


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"mobile": "abc"}, 60103),
        ({"name": "x" * 81}, 60112),
        ({"name": ""}, 60112),
        ({"telephone": "x" * 51}, 40063),
        ({"job_number": "x" * 51}, 60123),
        ({"title": "x" * 201}, 60119),
        ({"work_place": "x" * 101}, 40064),
        ({"remark": "x" * 2001}, 40065),
        ({"email": "nobody"}, 60105),
        ({"extension": "chess"}, 60122),
        ({"manager_userid": "nobody"}, 60128),
        ({"dept_id_list": "77777"}, 60003),
        ({"dept_id_list": "a"}, 40066),
        ({"hired_date": 0}, 400002),
    ],
    ids=lambda value: value if isinstance(value, int) else next(iter(value)),
)
def test_bad_values(org, ann, fields, code):
    refuse(org, code, **fields)


def test_taken_values(org, ann):
    org.user("bob", telephone="8009", email="bob@example.org")
    refuse(org, 40100, telephone="8009")
    refuse(org, 60106, email="bob@example.org")


def test_nothing_of_a_refused_call_is_kept(org, ann):
    refuse(org, 60128, name="Changed", title="Changed", manager_userid="nobody")


def test_unknown_and_malformed_userids(org):
    refused(org.all.call(PATH, userid="nobody", name="x"), 60121)
    refused(org.all.call(PATH, userid="", name="x"), 33012)
    refused(org.all.call(PATH, userid="x" * 65, name="x"), 33012)
    refused(org.all.call(PATH, name="x"), 400002)


def test_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    org.user("in", inside)
    org.user("out", outside)
    app = org.app(scope=[inside])
    before = org.everything()
    refused(app.call(PATH, userid="out", name="x"), 50002)
    refused(app.call(PATH, userid="in", dept_id_list=f"{inside},{outside}"), 50004)
    refused(app.call(PATH, userid="nobody", name="x"), 60121)
    assert org.everything() == before
    succeeded(app.call(PATH, userid="in", name="Inner"))
    assert org.person("in")["name"] == "Inner"
