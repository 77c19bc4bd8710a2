//! Which part of a list is asked for, and in which order.

use crate::prelude::*;
use endpoint::limits::{PAGE_OFFSET_MAX, PAGE_SIZE_MAX};
use org::{MemberOrder, SearchPage};

/// A part of a list.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) offset: u64,
    pub(crate) size: u64,
}

impl Window {
    /// Checks both numbers of a part of a department's members. Where a department has more of them than offsets go by the
    /// documents, an answer's `next_cursor` leads on, and is read.
    pub(crate) fn of_members(
        field: &str,
        offset: i64,
        size: i64,
        (view, department): (&View<'_>, DepartmentId),
    ) -> Reply<Self> {
        let count = view.direct_member_count(department).unwrap_or_default();
        Self::checked(field, offset, offset_max(count), size)
    }

    /// Checks both numbers; `field` is the offset's name on the wire.
    pub(crate) fn checked(field: &str, offset: i64, offset_max: i64, size: i64) -> Reply<Self> {
        if !(1..=PAGE_SIZE_MAX).contains(&size) {
            return Err(Fault::invalid(
                "size",
                sentence!(
                    "size is a whole number from 1 to {PAGE_SIZE_MAX}, got {size}",
                    "size 为 1 到 {PAGE_SIZE_MAX} 的整数，收到的是 {size}"
                ),
            ));
        }
        if !(0..=offset_max).contains(&offset) {
            let allowed = match offset_max {
                i64::MAX => sentence!(
                    "{field} is a whole number of at least 0, got {offset}",
                    "{field} 为不小于 0 的整数，收到的是 {offset}"
                ),
                _ => sentence!(
                    "{field} is a whole number from 0 to {offset_max}, got {offset}",
                    "{field} 为 0 到 {offset_max} 的整数，收到的是 {offset}"
                ),
            };
            return Err(Fault::invalid(field, allowed));
        }
        Ok(Self {
            offset: offset.unsigned_abs(),
            size: size.unsigned_abs(),
        })
    }
}

/// How far an offset goes among so many members.
fn offset_max(count: u64) -> i64 {
    i64::try_from(count).map_or(i64::MAX, |count| count.max(PAGE_OFFSET_MAX))
}

/// A search by name and the part of its hits that is asked for.
pub(crate) struct Search<'a> {
    pub(crate) query: &'a str,
    pub(crate) offset: usize,
    pub(crate) size: usize,
}

impl<'a> Search<'a> {
    /// Checks all three; a size above the maximum gives the maximum.
    pub(crate) fn checked(query: &'a str, offset: i64, size: i64) -> Reply<Self> {
        let query = query.trim();
        if query.is_empty() {
            return Err(Fault::invalid(
                "queryWord",
                sentence!("queryWord is empty", "queryWord 为空"),
            ));
        }
        let Ok(offset) = usize::try_from(offset) else {
            let told = sentence!(
                "offset is a whole number of at least 0, got {offset}",
                "offset 为不小于 0 的整数，收到的是 {offset}"
            );
            return Err(Fault::invalid("offset", told));
        };
        if size < 1 {
            let told = sentence!(
                "size is a whole number of at least 1, got {size}",
                "size 为不小于 1 的整数，收到的是 {size}"
            );
            return Err(Fault::invalid("size", told));
        }
        let size = size.min(PAGE_SIZE_MAX).unsigned_abs() as usize;
        Ok(Self {
            query,
            offset,
            size,
        })
    }

    /// Whether there are hits after this page.
    pub(crate) fn has_more<T>(&self, page: &SearchPage<T>) -> bool {
        let seen = (self.offset as u64).saturating_add(page.hits.len() as u64);
        !page.hits.is_empty() && seen < page.total
    }
}

/// The order of a list of members; `field` is its name on the wire.
pub(crate) fn member_order(field: &str, text: Option<&str>) -> Reply<MemberOrder> {
    match text {
        None | Some("" | "custom") => Ok(MemberOrder::Custom),
        Some("entry_asc") => Ok(MemberOrder::Joined),
        Some("entry_desc") => Ok(MemberOrder::JoinedLast),
        Some("modify_asc") => Ok(MemberOrder::Changed),
        Some("modify_desc") => Ok(MemberOrder::ChangedLast),
        Some(_) => Err(Fault::invalid(
            field,
            sentence!(
                "{field} is one of entry_asc, entry_desc, modify_asc, modify_desc, custom",
                "{field} 为 entry_asc、entry_desc、modify_asc、modify_desc 或 custom"
            ),
        )),
    }
}

/// The id of a department; `field` is its name on the wire.
pub(crate) fn department_id(field: &str, id: i64) -> Reply<DepartmentId> {
    if id < DepartmentId::ROOT.0 {
        return Err(Fault::invalid(
            field,
            sentence!(
                "{field} is a whole number of at least 1, got {id}",
                "{field} 为不小于 1 的整数，收到的是 {id}"
            ),
        ));
    }
    Ok(DepartmentId(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_go_as_far_as_documented_and_as_far_as_there_are_members() {
        assert_eq!(offset_max(0), 100_000);
        assert_eq!(offset_max(1_000), 100_000);
        assert_eq!(offset_max(100_000), 100_000);
        assert_eq!(offset_max(100_100), 100_100);
        assert_eq!(offset_max(u64::MAX), i64::MAX);
    }
}
