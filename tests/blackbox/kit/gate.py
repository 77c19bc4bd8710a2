"""Refusals of the gate, before an endpoint is reached."""

from kit.client import gateway_refused
from kit.same import Maybe, Text, assert_same

UPPER_UUID = Text(r"[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")


def new_refused(answer, status, code, message=None, **more):
    """A new-generation refusal: this status and code, a request id, nothing else but `more`."""
    assert answer[0] == status, answer
    assert_same(answer[1], {"code": code, "message": message or Text(".+"), "requestid": UPPER_UUID, **more})


def legacy_token_refused(answer, path, code):
    """A missing (41001) or bad (40014) token, wrapped or flat as the path demands."""
    if path.startswith("/topapi/"):
        sub_code, text = ("40000", "access_token is blank") if code == 41001 else ("40014", "不合法的access_token")
        return gateway_refused(answer, sub_code, text)
    text = "缺少access_token参数" if code == 41001 else "不合法的access_token"
    return flat(answer, code, text)


def permission_refused(answer, path, point):
    """The app lacks an API permission point, which clients read out of the text."""
    if path.startswith("/topapi/"):
        return gateway_refused(answer, "60011", rf".*\[{point}\].*\{{requiredScopes=\[{point}\]\}}")
    return flat(answer, 60011, Text(r"没有调用该接口的权限.*"))


def address_refused(answer, path, key):
    """The caller's address is not on the app's list."""
    if path.startswith("/topapi/"):
        return gateway_refused(answer, "60020", rf".*访问ip不在白名单之中,request ip=127\.0\.0\.1 appKey\({key}\)")
    return flat(answer, 60020, Text(r"访问ip不在白名单之中.*"))


def flat(answer, code, text):
    assert_same(answer, {"errcode": code, "errmsg": text, "request_id": Maybe(Text("[0-9a-z]+"))})
