"""POST /topapi/extcontact/delete."""

import pytest

from kit.client import mobile_number, refused, succeeded

PATH = "/topapi/extcontact/delete"


def refuse(org, **fields):
    before = org.everything()
    refused(org.all.call(PATH, fields), 33012)
    assert org.everything() == before


def test_a_contact_goes_once(org):
    mobile = mobile_number()
    userid, other = org.contact(mobile=mobile), org.contact()
    succeeded(org.all.call(PATH, user_id=userid))
    assert [each["userid"] for each in org.contacts()] == [other]
    refused(org.all.call("/topapi/extcontact/get", user_id=userid), 33012)
    refuse(org, user_id=userid)
    assert org.contact(mobile=mobile) != userid, "the number is free at once"


def test_the_unionid_leads_nowhere(org):
    mobile = mobile_number()
    org.user("ann", mobile=mobile)
    unionid = org.person("ann")["unionid"]
    org.all.ok("/topapi/v2/user/delete", userid="ann")
    succeeded(org.all.call(PATH, user_id=org.contact(mobile=mobile)))
    refused(org.all.call("/topapi/user/getbyunionid", unionid=unionid), 60121)


def test_nobody_else_is_deleted(org):
    org.user("ann")
    other = type(org)(org.server, org.store, org.form)
    refuse(org, user_id="ann")
    refuse(org, user_id="nobody")
    refuse(org, user_id=other.contact())
    assert len(other.contacts()) == 1


@pytest.mark.parametrize("fields", [{}, {"user_id": None}, {"user_id": ""}, {"user_id": "x" * 65}], ids=str)
def test_malformed_ids(org, fields):
    refuse(org, **fields)
