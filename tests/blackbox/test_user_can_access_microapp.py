"""GET /user/can_access_microapp."""

from kit.client import REQUEST_ID
from kit.same import Maybe, Text, assert_same

PATH = "/user/can_access_microapp"


def answer_of(allowed):
    return {"errcode": 0, "errmsg": "ok", "canAccess": allowed, "request_id": Maybe(REQUEST_ID)}


def refused(answer, code):
    assert_same(answer, {"errcode": code, "errmsg": Text(".+"), "request_id": Maybe(REQUEST_ID)})


def test_the_main_admin_may_manage_every_app(plain_org):
    app = plain_org.all
    assert_same(app.get(PATH, appId=app.agent_id, userId="founder"), answer_of(True))
    assert_same(app.get(PATH, appId=plain_org.app().agent_id, userId="founder"), answer_of(True))


def test_others_may_not(plain_org):
    plain_org.user("ann")
    assert_same(plain_org.all.get(PATH, appId=plain_org.all.agent_id, userId="ann"), answer_of(False))


def test_post_works_too(plain_org):
    app = plain_org.all
    assert_same(app.call(PATH, appId=app.agent_id, userId="founder"), answer_of(True))


def test_refusals(plain_org):
    app = plain_org.all
    refused(app.get(PATH, appId=app.agent_id, userId="nobody"), 60121)
    refused(app.get(PATH, appId=7, userId="founder"), 70004)
    refused(app.get(PATH, appId="app", userId="founder"), 40035)
    refused(app.get(PATH, userId="founder"), 40035)
    refused(app.get(PATH, appId=app.agent_id), 40035)
