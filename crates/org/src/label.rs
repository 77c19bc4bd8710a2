//! Labels of external contacts, in groups.

use crate::LabelId;
use serde::{Deserialize, Serialize};

/// A group of labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelGroup {
    /// Its id.
    pub id: LabelId,
    /// Its name.
    pub name: String,
    /// In which it is shown: 32 bits of alpha, red, green and blue.
    pub color: i32,
    /// Its labels, in order.
    pub labels: Vec<Label>,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Its id.
    pub id: LabelId,
    /// Its name.
    pub name: String,
}

/// Name, color and labels of the groups that an organization starts with.
pub(crate) const FIRST_GROUPS: [(&str, i32, &[&str]); 4] = [
    (
        "类型",
        -15_220_075,
        &[
            "客户",
            "渠道商",
            "供应商",
            "合作伙伴",
            "面试人员",
            "其他类型",
        ],
    ),
    ("级别", -11_687_445, &["一般", "重要", "核心"]),
    ("状态", -543_394, &["潜在", "意向", "洽谈", "成交", "流失"]),
    (
        "人事招聘状态",
        -543_394,
        &["待邀约", "待面试", "初试", "复试", "入职"],
    ),
];
