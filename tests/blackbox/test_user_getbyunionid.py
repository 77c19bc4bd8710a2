"""POST /topapi/user/getbyunionid."""

from kit.client import Organization, refused

PATH = "/topapi/user/getbyunionid"


def test_the_kind_of_contact_is_a_number(org):
    org.user("ann")
    unionid = org.person("ann")["unionid"]
    assert org.all.ok(PATH, unionid=unionid) == {"contact_type": 0, "userid": "ann"}


def test_the_scope_does_not_limit_it(org):
    inside = org.department("Inside")
    org.user("out")
    unionid = org.person("out")["unionid"]
    assert org.app(scope=[inside]).ok(PATH, unionid=unionid) == {"contact_type": 0, "userid": "out"}


def test_unknown_persons(org):
    org.user("ann")
    unionid = org.person("ann")["unionid"]
    refused(org.all.call(PATH, unionid=unionid[:-1] + "_"), 60121)
    refused(org.all.call(PATH, unionid="x" * 100), 60121)
    other = Organization(org.server, org.store, org.form)
    refused(other.all.call(PATH, unionid=unionid), 60121)


def test_a_missing_unionid(org):
    refused(org.all.call(PATH, {}), 400002)
