//! What finds rows quickly: key tables, sets of rows, names and their pinyin.

pub(crate) mod accounts;
pub(crate) mod attributes;
pub(crate) mod fold;
pub(crate) mod key_table;
pub(crate) mod member_list;
pub(crate) mod pinyin;
pub(crate) mod role_members;
pub(crate) mod row_set;
pub(crate) mod search;
pub(crate) mod texts;
