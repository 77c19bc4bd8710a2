"""GET /v1.0/contact/empLeaveRecords, through the official SDK and by hand."""

import datetime

import pytest
from Tea.exceptions import TeaException
from alibabacloud_dingtalk.contact_1_0 import models as contact
from alibabacloud_dingtalk.contact_1_0.client import Client as ContactClient
from alibabacloud_tea_util import models as util

from kit.client import Organization, mobile_number
from kit.gate import new_refused
from kit.same import Text, assert_same
from kit.server import Server, Store
from test_sdk_new import configured

PATH = "/v1.0/contact/empLeaveRecords"
AT = Text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def days_ago(days):
    moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def page(org, size=50, token="0", start=None, end=None, app=None):
    """One page as the official SDK reads it."""
    headers = contact.ListEmpLeaveRecordsHeaders(x_acs_dingtalk_access_token=(app or org.all).token)
    request = contact.ListEmpLeaveRecordsRequest(
        start_time=start or days_ago(1), end_time=end, next_token=token, max_results=size
    )
    client = configured(ContactClient, org)
    return client.list_emp_leave_records_with_options(request, headers, util.RuntimeOptions()).body


def everybody(org, size=50, between=lambda count: None, **options):
    """Every record, as a client gathers them: until there is no token."""
    records, token, count = [], "0", 0
    while token:
        answer = page(org, size, token, **options)
        records += answer.records
        token, count = answer.next_token, count + 1
        between(count)
    return records


def leave(org, userid):
    org.all.ok("/topapi/v2/user/delete", userid=userid)


def refused(org, **query):
    needed = {"startTime": days_ago(1), "maxResults": 10}
    sent = {name: value for name, value in (needed | query).items() if value is not None}
    return org.all.new("GET", PATH, **sent)


def test_a_record_survives_the_person(org):
    org.user("ann", name="王琳", mobile=(mobile := mobile_number()))
    assert everybody(org) == []
    leave(org, "ann")
    status, answer = org.all.new("GET", PATH, startTime=days_ago(1), maxResults=10)
    assert status == 200
    record = {
        "userId": "ann",
        "name": "王琳",
        "stateCode": "86",
        "mobile": mobile,
        "leaveTime": AT,
        "leaveReason": "oapi",
    }
    assert_same(answer, {"records": [record]})


def test_every_way_of_leaving(plain_org):
    org = plain_org
    for userid in ("a1", "a2", "a3"):
        org.user(userid)
    leave(org, "a1")
    assert org.all.get("/user/delete", userid="a2")["errcode"] == 0
    assert org.all.call("/user/batchdelete", useridlist=["a3"])["errcode"] == 0
    assert [(each.user_id, each.leave_reason) for each in everybody(org)] == [
        ("a1", "oapi"),
        ("a2", "oapi"),
        ("a3", "oapi"),
    ]


def test_an_account_that_ends_leaves_where_it_worked(plain_org):
    owner = plain_org
    host = Organization(owner.server, owner.store, "typed")
    owner.account("ann")
    owner.lend(host)
    body = {"userid": "guest", "name": "Guest", "dept_id_list": "1", "outer_exclusive_corpid": owner.corp_id}
    host.all.ok("/topapi/v2/user/create", body, outer_exclusive_userid="ann")
    leave(owner, "ann")
    assert [(each.user_id, each.leave_reason) for each in everybody(owner)] == [("ann", "oapi")]
    assert [(each.user_id, each.leave_reason) for each in everybody(host)] == [("guest", "cancel")]


def test_who_leaves_twice_has_two_records(org):
    for mobile in (mobile_number(), mobile_number()):
        org.user("ann", mobile=mobile)
        leave(org, "ann")
    assert [each.user_id for each in everybody(org)] == ["ann", "ann"]


def test_pages_while_people_come_and_go(org):
    people = [f"u{number}" for number in range(9)]
    for userid in [*people, "late1", "late2", "late3", "late4"]:
        org.user(userid)
    for userid in people:
        leave(org, userid)

    def between(count):
        if count <= 4:
            leave(org, f"late{count}")
            org.user(f"u{count}")

    assert [each.user_id for each in everybody(org, 2, between)] == people
    assert [each.user_id for each in everybody(org)][-4:] == ["late1", "late2", "late3", "late4"]


@pytest.mark.parametrize(("size", "count"), [(49, 49), (50, 50), (51, 50), (100, 50)])
def test_a_page_holds_at_most_50(servers, size, count, crowd):
    answer = page(crowd, size)
    assert (len(answer.records), bool(answer.next_token)) == (count, True)
    assert len({each.user_id for each in everybody(crowd, size)}) == 101


@pytest.fixture(scope="module")
def crowd(servers):
    """An organization that 101 people have left."""
    server = servers("sqlite")
    org = Organization(server, server.store, "typed")
    for number in range(101):
        leave(org, org.user(f"u{number}"))
    return org


def test_a_window_of_a_year_and_no_more(plain_org):
    assert page(plain_org, start="2024-01-01T00:00:00Z", end="2024-12-31T00:00:00Z").records == []
    code = "invalidParameter.param.invalid"
    answer = refused(plain_org, startTime="2024-01-01T00:00:00Z", endTime="2024-12-31T00:00:01Z")
    new_refused(answer, 400, code)
    new_refused(refused(plain_org, startTime=days_ago(366)), 400, code)
    assert refused(plain_org, startTime=days_ago(364))[0] == 200


def test_times_without_a_zone_are_utc(plain_org):
    plain_org.user("ann")
    leave(plain_org, "ann")
    assert len(page(plain_org, start=days_ago(0.01).rstrip("Z")).records) == 1
    assert page(plain_org, start=days_ago(1), end=days_ago(0.5)).records == []


def test_the_scope(plain_org):
    inside, outside = plain_org.department("Inside"), plain_org.department("Outside")
    below = plain_org.department("Below", inside)
    for userid, department in (("ann", below), ("bob", outside), ("cid", inside)):
        plain_org.user(userid, department)
        leave(plain_org, userid)
    app = plain_org.app(scope=[inside])
    assert [each.user_id for each in everybody(plain_org, 1, app=app)] == ["ann", "cid"]


def test_a_mobile_needs_its_point(plain_org):
    plain_org.user("ann")
    leave(plain_org, "ann")
    status, answer = plain_org.app(grant="Contact.Common.Read").new("GET", PATH, startTime=days_ago(1), maxResults=1)
    assert status == 200
    assert_same(answer["records"], [{"userId": "ann", "name": "ann", "leaveTime": AT, "leaveReason": "oapi"}])


@pytest.mark.parametrize("missing", ["startTime", "maxResults"])
def test_missing_parameters(plain_org, missing):
    answer = refused(plain_org, **{missing: None})
    new_refused(answer, 400, f"Missing{missing}", f"{missing} is mandatory for this action.")


@pytest.mark.parametrize(
    "changed",
    [
        {"maxResults": 0},
        {"maxResults": -1},
        {"maxResults": "ten"},
        {"startTime": "yesterday"},
        {"endTime": "2026-02-30T00:00:00Z"},
        {"endTime": "2020-01-01T00:00:00Z"},
        {"nextToken": "7"},
        {"nextToken": "../.."},
        {"nextToken": "0-0-00"},
    ],
    ids=str,
)
def test_bad_arguments(plain_org, changed):
    new_refused(refused(plain_org, **changed), 400, "invalidParameter.param.invalid")


def test_the_sdk_reads_refusals(plain_org):
    with pytest.raises(TeaException) as raised:
        page(plain_org, start="yesterday")
    assert raised.value.code == "invalidParameter.param.invalid"
    assert "startTime" in raised.value.message


def test_records_survive_a_restart_a_copy_and_a_check(fresh_store, tmp_path):
    server = Server(fresh_store)
    org = Organization(server, fresh_store, "typed")
    for userid in ("ann", "bob"):
        org.user(userid)
        leave(org, userid)
    before = [each.to_map() for each in everybody(org, 1)]
    fresh_store.run("backup", copy := tmp_path / "copy.orgbook")
    assert server.stop() == 0
    assert fresh_store.run("verify")["differences"] == 0
    restored = Store(tmp_path / "restored")
    restored.run("restore", copy)
    assert restored.run("verify")["differences"] == 0
    for store in (fresh_store, restored):
        org.server = Server(store)
        assert [each.to_map() for each in everybody(org, 1)] == before
        assert org.server.stop() == 0
