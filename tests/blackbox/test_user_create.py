"""POST /topapi/v2/user/create."""

import json

import pytest

from kit import contract, expect
from kit.client import UNION_ID, Organization, mobile_number, refused, result
from kit.same import Maybe, Text, assert_same

PATH = "/topapi/v2/user/create"


def new_user(**changed):
    """The smallest good request, with changes; a field given as `...` is left out."""
    body = {"userid": "ann", "name": "Ann", "mobile": mobile_number(), "dept_id_list": "1"} | changed
    return {key: value for key, value in body.items() if value is not ...}


def refuse(org, code, answer_fields=None, **changed):
    """This request is refused with this code, and nothing in the organization changes."""
    before = org.everything()
    refused(org.all.call(PATH, new_user(**changed)), code, **(answer_fields or {}))
    assert org.everything() == before


def test_the_smallest_request(org):
    body = new_user()
    created = result(org.all.call(PATH, body))
    assert_same(created, {"userid": "ann", "unionId": UNION_ID})
    assert_same(org.person("ann"), expect.user("ann", created["unionId"], body["mobile"], name="Ann"))


def test_every_field(org):
    org.user("boss")
    first, second = org.department("First"), org.department("Second")
    body = new_user(
        name="张三",
        hide_mobile=True,
        telephone="010-8888",
        job_number="0042",
        title="Engineer",
        email="ann@example.org",
        work_place="Hangzhou",
        remark="likes tea",
        dept_id_list=f"{first},{second}",
        dept_order_list=[{"dept_id": first, "order": 10}, {"dept_id": second, "order": 2**53 + 1}],
        dept_title_list=[{"dept_id": second, "title": "Deputy"}],
        senior_mode=True,
        hired_date=1_597_573_616_828,
        manager_userid="boss",
    )
    created = org.all.ok(PATH, body)
    same = ("name", "hide_mobile", "telephone", "job_number", "title", "email", "work_place", "remark")
    expected = expect.user(
        "ann",
        created["unionId"],
        body["mobile"],
        [first, second],
        dept_order_list=body["dept_order_list"],
        senior=True,
        hired_date=body["hired_date"],
        manager_userid="boss",
        **{key: body[key] for key in same},
    )
    expected["dept_position_list"] = [
        expect.position(first, True),
        expect.position(second, False, title="Deputy"),
    ]
    actual = org.person("ann")
    # The main position may carry the main title, or none of its own: the contract leaves it open.
    assert actual["dept_position_list"][0].pop("title", "") in ("", "Engineer")
    assert_same(actual, expected)


def test_positions_win_over_titles(org):
    first, second = org.department("First"), org.department("Second")
    org.all.ok(
        PATH,
        new_user(
            dept_id_list=f"{first},{second}",
            dept_title_list=[{"dept_id": first, "title": "Loses"}],
            dept_position_list=[
                {"dept_id": first, "is_main": False, "title": "Wins", "work_place": "Hangzhou"},
                {"dept_id": second, "is_main": True, "title": "Head"},
            ],
        ),
    )
    positions = org.person("ann")["dept_position_list"]
    assert_same(
        positions,
        [expect.position(first, False, "Wins", "Hangzhou"), expect.position(second, True, "Head")],
    )


def test_an_absent_userid_is_made_up(org):
    first = org.all.ok(PATH, new_user(userid=...))
    second = org.all.ok(PATH, new_user(userid=...))
    assert_same(first, {"userid": Text(r"[0-9]{15,20}"), "unionId": UNION_ID})
    assert first["userid"] != second["userid"]
    assert org.person(first["userid"])["unionid"] == first["unionId"]


def test_userids_differ_by_case(org):
    org.all.ok(PATH, new_user(userid="ann"))
    org.all.ok(PATH, new_user(userid="Ann"))
    assert org.person("Ann")["userid"] == "Ann"


def test_orders_of_other_departments_are_ignored(org):
    first, second = org.department("First"), org.department("Second")
    org.all.ok(PATH, new_user(dept_id_list=first, dept_order_list=[{"dept_id": second, "order": 5}]))
    assert_same(org.person("ann")["dept_order_list"], [{"dept_id": first, "order": expect.UNSET_ORDER}])


@pytest.mark.parametrize(
    ("wire", "state_code", "number"),
    [
        ("13900138000", "86", "13900138000"),
        ("+86-13900138000", "86", "13900138000"),
        ("+1-5551234567", "1", "5551234567"),
        ("+852-51234567", "852", "51234567"),
    ],
)
def test_forms_of_a_number(plain_org, wire, state_code, number):
    plain_org.all.ok(PATH, new_user(mobile=wire))
    person = plain_org.person("ann")
    assert (person["state_code"], person["mobile"]) == (state_code, number)


LISTS_OF_TWO = {
    "array": lambda ids: list(ids),
    "array of texts": lambda ids: [str(each) for each in ids],
    "quoted": lambda ids: '"{},{}"'.format(*ids),
    "quoted with backslashes": lambda ids: '\\"{},{}\\"'.format(*ids),
    "JSON text": lambda ids: json.dumps(list(ids)),
    "with blanks": lambda ids: "{}, {}".format(*ids),
}


@pytest.mark.parametrize("spelling", LISTS_OF_TWO)
def test_spellings_of_a_list(plain_org, spelling):
    ids = plain_org.department("First"), plain_org.department("Second")
    plain_org.all.ok(PATH, new_user(dept_id_list=LISTS_OF_TWO[spelling](ids)))
    assert plain_org.person("ann")["dept_id_list"] == list(ids)


NESTED = {
    "list": lambda entry: [entry],
    "JSON text": lambda entry: json.dumps([entry]),
    "one object": lambda entry: entry,
    "JSON text of one object": lambda entry: json.dumps(entry),
    "JSON text with backslashes": lambda entry: json.dumps([entry]).replace('"', '\\"'),
}


@pytest.mark.parametrize("spelling", NESTED)
def test_spellings_of_a_nested_list(plain_org, spelling):
    entry = {"dept_id": 1, "order": 7}
    plain_org.all.ok(PATH, new_user(dept_order_list=NESTED[spelling](entry)))
    assert plain_org.person("ann")["dept_order_list"] == [entry]


def test_null_is_absent_and_unknown_fields_are_ignored(plain_org):
    fields = {row["name"] for row in contract.endpoints()["user.create"]["body"] if "[]" not in row["name"]}
    absent = dict.fromkeys(fields - {"userid", "name", "mobile", "dept_id_list"})
    body = new_user(**absent, dept_ds="1", user_ds="ann")
    created = plain_org.all.ok(PATH, body)
    assert_same(plain_org.person("ann"), expect.user("ann", created["unionId"], body["mobile"], name="Ann"))


def test_the_text_null_is_an_absent_nested_value(plain_org):
    plain_org.all.ok(PATH, new_user(dept_order_list="null", extension="null"))
    assert "extension" not in plain_org.person("ann")


@pytest.mark.parametrize(
    ("field", "longest", "code"),
    [
        ("name", 80, 60112),
        ("telephone", 50, 40063),
        ("job_number", 50, 60123),
        ("title", 200, 60119),
        ("work_place", 100, 40064),
        ("remark", 2000, 40065),
        ("userid", 64, 400002),
    ],
)
@pytest.mark.parametrize("letter", ["x", "张"])
def test_lengths_at_the_edge_and_one_beyond(plain_org, field, longest, code, letter):
    if field == "userid" and letter == "张":
        pytest.skip("the contract says nothing of Chinese userids")
    refuse(plain_org, code, **{field: letter * (longest + 1)})
    created = plain_org.all.ok(PATH, new_user(**{field: letter * longest}))
    assert plain_org.person(created["userid"])[field] == letter * longest


def test_length_of_an_email(plain_org):
    longest = "a" * 38 + "@example.org"
    assert len(longest) == 50
    refuse(plain_org, 60105, email="a" + longest)
    plain_org.all.ok(PATH, new_user(email=longest))
    assert plain_org.person("ann")["email"] == longest


def test_length_of_the_extension(plain_org):
    longest = json.dumps({"note": "x" * (2000 - len('{"note": ""}'))})
    assert len(longest) == 2000
    refuse(plain_org, 60122, extension=longest.replace("xx", "xxx", 1))
    plain_org.all.ok(PATH, new_user(extension=longest))
    assert json.loads(plain_org.person("ann")["extension"]) == json.loads(longest)


def test_number_of_departments(plain_org):
    departments = [plain_org.department(f"D{number}") for number in range(101)]
    refuse(plain_org, 60110, dept_id_list=",".join(map(str, departments)))
    plain_org.all.ok(PATH, new_user(dept_id_list=",".join(map(str, departments[:100]))))
    assert plain_org.person("ann")["dept_id_list"] == departments[:100]


@pytest.mark.parametrize("extension", ['{"hobby":"chess"}', {"hobby": "chess"}, '{\\"hobby\\":\\"chess\\"}'])
def test_spellings_of_the_extension(plain_org, extension):
    plain_org.all.ok(PATH, new_user(extension=extension))
    assert plain_org.person("ann")["extension"] == '{"hobby":"chess"}'


def test_an_empty_value_drops_its_key_from_the_extension(org):
    org.all.ok(PATH, new_user(extension='{"hobby":"chess","car":""}'))
    assert json.loads(org.person("ann")["extension"]) == {"hobby": "chess"}


def test_a_taken_userid_tells_whose_it_is(org):
    org.user("ann")
    refuse(org, 60102, {"userid": "ann", "unionid": org.person("ann")["unionid"]})


def test_a_taken_mobile_tells_whose_it_is(org):
    org.user("bob", mobile="13900138000")
    whose = {"userid": "bob", "unionid": Maybe(org.person("bob")["unionid"])}
    refuse(org, 60104, whose, mobile="13900138000")
    refuse(org, 60104, whose, mobile="+86-13900138000")


def test_a_mobile_is_free_in_another_organization(org):
    other = Organization(org.server, org.store, org.form)
    org.user("ann", mobile="13900138000")
    other.user("ann", mobile="13900138000")
    assert other.person("ann")["unionid"] == org.person("ann")["unionid"]


@pytest.mark.parametrize("mobile", ["abc", "123", "139000000000", "1390013800x", "+86-123", "+-1", "23900138000"])
def test_a_malformed_mobile(org, mobile):
    refuse(org, 60103, mobile=mobile)


@pytest.mark.parametrize("mobile", [..., "", None])
def test_no_mobile(org, mobile):
    refuse(org, 60113, mobile=mobile)


@pytest.mark.parametrize("name", [..., "", None])
def test_no_name(org, name):
    refuse(org, 60112, name=name)


@pytest.mark.parametrize("departments", ["77777", "1,77777"])
def test_an_unknown_department(org, departments):
    refuse(org, 60003, dept_id_list=departments)


@pytest.mark.parametrize("departments", ["a", "1,b", "1;2"])
def test_departments_that_are_no_numbers(org, departments):
    refuse(org, 40066, dept_id_list=departments)


@pytest.mark.parametrize("departments", [..., "", None])
def test_no_departments(org, departments):
    refuse(org, 400002, dept_id_list=departments)


def test_a_taken_telephone(org):
    org.user("bob", telephone="8001")
    refuse(org, 40100, telephone="8001")


def test_a_taken_email(org):
    org.user("bob", email="bob@example.org")
    refuse(org, 60106, email="bob@example.org")


@pytest.mark.parametrize("email", ["bob", "@example.org", "bob@", "a b@example.org"])
def test_a_malformed_email(org, email):
    refuse(org, 60105, email=email)


def test_job_numbers_need_not_differ(org):
    org.user("bob", job_number="1")
    org.all.ok(PATH, new_user(job_number="1"))
    assert org.person("ann")["job_number"] == "1"


@pytest.mark.parametrize("extension", ["chess", "[1]", '"chess"', "{"])
def test_an_extension_that_is_no_object(org, extension):
    refuse(org, 60122, extension=extension)


def test_an_unknown_manager(org):
    refuse(org, 60128, manager_userid="nobody")


@pytest.mark.parametrize("hired_date", [0, -1, "yesterday", 10**30])
def test_a_bad_date_of_joining(org, hired_date):
    refuse(org, 400002, hired_date=hired_date)


def test_a_department_has_room_for_1000(plain_org):
    full = plain_org.department("Full")
    for number in range(1000):
        plain_org.user(f"u{number}", full)
    refused(plain_org.all.call(PATH, new_user(dept_id_list=full)), 40023)
    assert plain_org.department_of(full)["owning_member_count"] == 1000


def test_a_department_outside_the_scope(org):
    inside, outside = org.department("Inside"), org.department("Outside")
    app = org.app(scope=[inside])
    before = org.everything()
    refused(app.call(PATH, new_user(dept_id_list=f"{inside},{outside}")), 50004)
    refused(app.call(PATH, new_user(dept_id_list="1")), 50004)
    assert org.everything() == before
    app.ok(PATH, new_user(dept_id_list=inside))
    below = org.department("Below", inside)
    app.ok(PATH, new_user(userid="bob", dept_id_list=below))
    assert org.person("bob")["dept_id_list"] == [below]


def test_an_unknown_department_comes_before_the_scope(org):
    app = org.app(scope=[org.department("Inside")])
    refused(app.call(PATH, new_user(dept_id_list="77777")), 60003)
