"""Whole answers that a user, a department or an external contact must give, built from what was stored."""

from kit.same import Maybe, Number, Text

# What a membership without an order of its own reports: a large int64, the same for everybody.
UNSET_ORDER = Number(10**17)
CREATED_AT = Text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def user(userid, unionid, mobile, departments=(1,), leads=(), **fields):
    """`/topapi/v2/user/get` for somebody created with these fields, read with every right."""
    orders = {entry["dept_id"]: entry["order"] for entry in fields.pop("dept_order_list", [])}
    expected = {
        "userid": userid,
        "unionid": unionid,
        "name": userid,
        "avatar": "",
        "state_code": "86",
        "mobile": mobile,
        "hide_mobile": False,
        "telephone": Maybe(""),
        "job_number": "",
        "title": "",
        "email": Maybe(""),
        "work_place": Maybe(""),
        "remark": Maybe(""),
        "exclusive_account": False,
        "dept_id_list": list(departments),
        "dept_order_list": [{"dept_id": each, "order": orders.get(each, UNSET_ORDER)} for each in departments],
        "leader_in_dept": [{"dept_id": each, "leader": each in leads} for each in departments],
        "dept_position_list": Maybe([position(each, each == departments[0]) for each in departments]),
        "active": False,
        "real_authed": False,
        "senior": False,
        "admin": False,
        "boss": False,
        "create_time": Maybe(CREATED_AT),
    }
    if leads:
        expected["role_list"] = [{"id": Number(), "name": "主管", "group_name": "默认"}]
    return expected | fields


def position(department, is_main, title=Maybe(""), work_place=Maybe("")):
    """One entry of `dept_position_list`."""
    return {"dept_id": department, "is_main": is_main, "title": title, "work_place": work_place}


def listed_user(userid, unionid, mobile, departments=(1,), order=UNSET_ORDER, leader=False, **fields):
    """The same person as an entry of `/topapi/v2/user/list`."""
    return {
        "userid": userid,
        "unionid": unionid,
        "name": userid,
        "avatar": "",
        "state_code": "86",
        "mobile": mobile,
        "hide_mobile": False,
        "telephone": Maybe(""),
        "job_number": "",
        "title": "",
        "email": Maybe(""),
        "org_email": Maybe(""),
        "work_place": Maybe(""),
        "remark": Maybe(""),
        "dept_id_list": list(departments),
        "dept_order": order,
        "active": False,
        "admin": False,
        "boss": False,
        "leader": leader,
        "exclusive_account": False,
    } | fields


def department(dept_id, name, parent=1, **fields):
    """`/topapi/v2/department/get` for a department created with these fields."""
    expected = {
        "dept_id": dept_id,
        "name": name,
        "parent_id": parent,
        "order": dept_id,
        "create_dept_group": False,
        "auto_add_user": False,
        "auto_approve_apply": False,
        "from_union_org": Maybe(False),
        "group_contain_sub_dept": False,
        "dept_manager_userid_list": [],
        "hide_dept": False,
        "outer_dept": False,
        "brief": "",
        "member_count": 0,
        "owning_member_count": 0,
        "emp_apply_join_dept": Maybe(False),
    }
    if parent is None:
        del expected["parent_id"]
    return expected | fields


def listed_department(dept_id, name, parent=1, **fields):
    """The same department as an entry of `/topapi/v2/department/listsub`."""
    return {
        "dept_id": dept_id,
        "name": name,
        "parent_id": parent,
        "create_dept_group": False,
        "auto_add_user": False,
    } | fields


def contact(userid, mobile, label_ids, **fields):
    """An external contact with these fields, as `/topapi/extcontact/get` and `list` tell it."""
    return {
        "userid": userid,
        "name": "Zed",
        "mobile": mobile,
        "state_code": "86",
        "follower_user_id": "founder",
        "label_ids": label_ids,
        "share_dept_ids": [],
        "share_user_ids": [],
        "title": "",
        "company_name": "",
        "address": "",
        "remark": "",
        "email": "",
    } | fields
