//! A person who looks at others: the decision procedure that every surface uses.
//!
//! The steps are those of `decision_procedure` in `contract/visibility_management.json`.

use super::linked;
use super::member::Member;
use super::reason::{Reason, Trace};
use super::setting::Whom;
use super::{Effect, Range, Setting, Surface};
use crate::index::row_set::RowSet;
use crate::org::Org;
use crate::organization::AdminLevel;
use crate::user::UserRef;
use crate::{Department, DepartmentId, Refusal, RoleId, UserId};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// A person who looks at others.
#[derive(Clone)]
pub struct Viewer<'a> {
    pub(super) org: &'a Org,
    pub(super) me: Member<'a>,
    manages: Manages<'a>,
    /// What restricts the view, for each surface.
    rules: [Vec<ViewRule<'a>>; 3],
}

/// Whose Contacts an administrator manages.
#[derive(Clone, Copy)]
enum Manages<'a> {
    Nobody,
    Everybody,
    Below(&'a BTreeSet<DepartmentId>),
}

/// A restriction of somebody's view: whom it still lets him see.
#[derive(Clone)]
pub(super) struct ViewRule<'a> {
    pub(super) reason: Reason<'a>,
    pub(super) users: &'a [UserId],
    pub(super) departments: Vec<DepartmentId>,
    pub(super) roles: &'a [RoleId],
    /// Who is in the departments or below them, once somebody has been looked for.
    pub(super) below: OnceLock<Vec<&'a RowSet>>,
}

impl<'a> ViewRule<'a> {
    /// Step 7, for a person who is not looked at beyond what is asked for.
    fn has_row(&self, org: &'a Org, row: u32) -> bool {
        let below = self.below.get_or_init(|| {
            let ids = self.departments.iter();
            let nodes = ids.filter_map(|id| org.departments.get(id));
            nodes.map(|node| &node.subtree).collect()
        });
        let is_named = || {
            let userid = org.people.userid(row);
            self.users.iter().any(|id| id.as_str() == userid)
        };
        let holds = || {
            let user = org.people.get(row);
            self.roles.iter().any(|role| org.holds_role(&user, *role))
        };
        below.iter().any(|rows| rows.contains(row))
            || (!self.users.is_empty() && is_named())
            || (!self.roles.is_empty() && holds())
    }
}

/// Whether somebody or something is seen, and the rules that decided.
#[derive(Clone, Debug)]
pub struct Verdict<'a> {
    /// Whether it is seen.
    pub visible: bool,
    /// The rules that refused it; of something that is seen, those that would refuse it to others.
    pub reasons: Vec<Reason<'a>>,
}

impl<'a> Viewer<'a> {
    /// Somebody of the organization who looks.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`].
    pub(crate) fn new(org: &'a Org, userid: &str) -> Result<Self, Refusal> {
        let row = org.people.row(userid);
        let row = row.ok_or_else(|| Refusal::UserNotFound(userid.to_owned()))?;
        Ok(Self::of_row(org, row))
    }

    pub(crate) fn of_row(org: &'a Org, row: u32) -> Self {
        let me = Member::of(org, row);
        let manages = match org.admins.get(me.user.userid) {
            None => Manages::Nobody,
            Some(admin) => match (&admin.level, &admin.departments) {
                (AdminLevel::Main | AdminLevel::Primary, _) | (AdminLevel::Sub, None) => {
                    Manages::Everybody
                }
                (AdminLevel::Sub, Some(departments)) => Manages::Below(departments),
            },
        };
        let restricting = Restricting::of(org, &me);
        let rules = Surface::ALL.map(|surface| view_rules(org, &me, &restricting, surface));
        Self {
            org,
            me,
            manages,
            rules,
        }
    }

    /// Who looks.
    pub fn user(&self) -> &UserRef<'a> {
        &self.me.user
    }

    /// Somebody who is seen on a surface.
    pub fn person(&self, userid: &str, surface: Surface) -> Option<UserRef<'a>> {
        let row = self.org.people.row(userid)?;
        self.sees_row(row, surface)
            .then(|| self.org.people.get(row))
    }

    pub(super) fn rules(&self, surface: Surface) -> &[ViewRule<'a>] {
        &self.rules[surface as usize]
    }

    /// Whether a person is seen on a surface.
    pub fn sees(&self, user: &UserRef<'_>, surface: Surface) -> bool {
        let row = self.org.people.row(user.userid);
        row.is_some_and(|row| self.sees_row(row, surface))
    }

    /// The same; most people are neither managed nor hidden from anybody, which is told without looking at them.
    pub(crate) fn sees_row(&self, row: u32, surface: Surface) -> bool {
        let is_hidden = || {
            self.org.hideable_people().contains(row)
                && self.hides(&Member::of(self.org, row), surface, &mut Trace::default())
        };
        row == self.me.row
            || self.manages_row(row)
            || (!is_hidden()
                && self
                    .rules(surface)
                    .iter()
                    .all(|rule| rule.has_row(self.org, row)))
    }

    /// The same, with the viewer himself as if he were somebody else like him.
    pub(super) fn admits(&self, target: &Member<'a>, surface: Surface) -> bool {
        let trace = &mut Trace::default();
        self.manages_member(target)
            || (!self.hides(target, surface, trace) && !self.misses(target, surface, trace))
    }

    /// The same, with the rules that decided.
    pub fn verdict(&self, userid: &str, surface: Surface) -> Verdict<'a> {
        let verdict = |visible, reasons| Verdict { visible, reasons };
        let Some(row) = self.org.people.row(userid) else {
            return verdict(false, vec![Reason::NotMember]);
        };
        let target = Member::of(self.org, row);
        if target.row == self.me.row {
            return verdict(true, vec![Reason::Myself]);
        }
        if self.manages_member(&target) {
            return verdict(true, vec![Reason::Admin]);
        }
        let mut trace = Trace::whole();
        let hidden = self.hides(&target, surface, &mut trace);
        let missed = self.misses(&target, surface, &mut trace);
        if hidden || missed {
            verdict(false, trace.refusing)
        } else {
            verdict(true, trace.passing)
        }
    }

    /// Step 3.
    pub(super) fn manages_member(&self, target: &Member<'_>) -> bool {
        match self.manages {
            Manages::Nobody => false,
            _ => {
                let mut lineages = target.lineages().iter();
                lineages.any(|lineage| self.manages_department(lineage))
            }
        }
    }

    fn manages_row(&self, row: u32) -> bool {
        let has = |id: &DepartmentId| {
            let node = self.org.departments.get(id);
            node.is_some_and(|node| node.subtree.contains(row))
        };
        match self.manages {
            Manages::Nobody => false,
            Manages::Everybody => true,
            Manages::Below(scope) => scope.iter().any(has),
        }
    }

    pub(super) fn manages_department(&self, lineage: &[&Department]) -> bool {
        match self.manages {
            Manages::Nobody => false,
            Manages::Everybody => true,
            Manages::Below(scope) => lineage.iter().any(|above| scope.contains(&above.id)),
        }
    }

    /// The departments whose people an administrator manages: nobody's are none, everybody's are the root.
    pub(super) fn managed_departments(&self) -> Vec<DepartmentId> {
        match self.manages {
            Manages::Nobody => Vec::new(),
            Manages::Everybody => vec![DepartmentId::ROOT],
            Manages::Below(scope) => scope.iter().copied().collect(),
        }
    }

    /// Step 4. The lineage is that of the department in question, which may be hidden while its people are not.
    pub(super) fn hides_department(
        &self,
        lineage: &[&'a Department],
        surface: Surface,
        whom: Whom,
        trace: &mut Trace<'a>,
    ) -> bool {
        let mut hidden = false;
        let nearest_wins = self.org.info.nearest_setting_wins;
        let mut decided = false;
        for &above in lineage {
            if above.hide && !decided {
                decided = nearest_wins;
                let reason = Reason::ConsoleHides(above);
                if self.is_permitted(above) {
                    trace.pass(reason);
                } else {
                    trace.refuse(reason);
                    hidden = true;
                }
            }
            if let Some((guest, is_let_in)) = self.hidden_guest(above) {
                let reason = Reason::PartnerHides(guest);
                if is_let_in {
                    trace.pass(reason);
                } else {
                    trace.refuse(reason);
                    hidden = true;
                }
            }
            for setting in self.org.settings.of_department(above.id) {
                if !setting.hides_below(surface, whom) {
                    continue;
                }
                let reason = Reason::Setting(setting);
                if self.me.is_in(&[above.id]) || self.me.matches(self.org, &setting.excluded) {
                    trace.pass(reason);
                } else {
                    trace.refuse(reason);
                    hidden = true;
                }
            }
            if hidden && !trace.whole {
                return true;
            }
        }
        hidden
    }

    /// Whether the permit lists of a hidden department, or being in it, let the viewer in.
    pub(super) fn is_permitted(&self, department: &Department) -> bool {
        let mut users = department.permit_users.iter();
        users.any(|id| id.as_str() == self.me.user.userid)
            || self.me.is_in(&department.permit_departments)
            || self.me.is_in(&[department.id])
    }

    /// Step 5.
    pub(super) fn hides(
        &self,
        target: &Member<'a>,
        surface: Surface,
        trace: &mut Trace<'a>,
    ) -> bool {
        let mut hidden = false;
        for setting in target.named_by(self.org) {
            if !setting.hides(surface) {
                continue;
            }
            let reason = Reason::Setting(setting);
            if self.me.matches(self.org, &setting.excluded) {
                trace.pass(reason);
                continue;
            }
            trace.refuse(reason);
            hidden = true;
            if !trace.whole {
                return true;
            }
        }
        let mut everywhere = !target.lineages().is_empty();
        let mut of_departments = Trace {
            whole: trace.whole,
            ..Trace::default()
        };
        for lineage in target.lineages() {
            everywhere &=
                self.hides_department(lineage, surface, Whom::People, &mut of_departments);
            if !everywhere && !trace.whole {
                break;
            }
        }
        if !everywhere {
            of_departments.refusing.clear();
        }
        trace.add(of_departments);
        hidden || everywhere
    }

    /// Step 7, for a person.
    fn misses(&self, target: &Member<'a>, surface: Surface, trace: &mut Trace<'a>) -> bool {
        let mut missed = false;
        for rule in self.rules(surface) {
            let mut users = rule.users.iter();
            let in_range = users.any(|id| id.as_str() == target.user.userid)
                || target.is_in(&rule.departments)
                || target.holds(self.org, rule.roles);
            if in_range {
                trace.pass(rule.reason);
                continue;
            }
            trace.refuse(rule.reason);
            missed = true;
            if !trace.whole {
                return true;
            }
        }
        missed
    }

    /// Step 7, for a department.
    pub(super) fn misses_department(&self, lineage: &[&Department], surface: Surface) -> bool {
        let in_range = |rule: &ViewRule<'_>| {
            let mut above = lineage.iter();
            above.any(|above| rule.departments.contains(&above.id))
        };
        !self.rules(surface).iter().all(in_range)
    }

    /// The two tests of step 8 for a department, which the root has to pass like any other.
    pub(super) fn passes_department(&self, lineage: &[&'a Department], surface: Surface) -> bool {
        let trace = &mut Trace::default();
        self.manages_department(lineage)
            || (!self.hides_department(lineage, surface, Whom::Departments, trace)
                && !self.misses_department(lineage, surface))
    }
}

/// A department and the settings that restrict those in it and below it.
type Ruled<'a> = (&'a Department, Vec<&'a Arc<Setting>>);

/// What may restrict somebody's view, on whichever surface.
struct Restricting<'a> {
    /// Of each of his lineages the departments that have a rule, with their settings.
    by_lineage: Vec<Vec<Ruled<'a>>>,
    by_name: Vec<&'a Arc<Setting>>,
}

impl<'a> Restricting<'a> {
    fn of(org: &'a Org, me: &Member<'a>) -> Self {
        let is_one = |setting: &&Arc<Setting>| matches!(setting.effect, Effect::Restrict { .. });
        let of_department = |&above: &&'a Department| {
            let settings = org.settings.of_department(above.id).iter();
            let settings: Vec<_> = settings.filter(is_one).collect();
            (above.outer || !settings.is_empty()).then_some((above, settings))
        };
        let lineages = me.lineages().iter();
        let by_lineage = lineages.map(|lineage| lineage.iter().filter_map(of_department).collect());
        Self {
            by_lineage: by_lineage.collect(),
            by_name: me.named_by(org).filter(is_one).collect(),
        }
    }
}

/// Step 6.
fn view_rules<'a>(
    org: &'a Org,
    me: &Member<'a>,
    restricting: &Restricting<'a>,
    surface: Surface,
) -> Vec<ViewRule<'a>> {
    let mut rules: Vec<ViewRule<'a>> = Vec::new();
    let add = |rules: &mut Vec<ViewRule<'a>>, rule: ViewRule<'a>| {
        if !rules.iter().any(|known| known.reason.same(&rule.reason)) {
            rules.push(rule);
        }
    };
    let here = |setting: &&&'a Arc<Setting>| setting.restricts(surface);
    for lineage in &restricting.by_lineage {
        if let Some((department, _)) = counting(org, lineage, |(above, _)| above.outer) {
            add(&mut rules, console_rule(me, department));
        }
        let picked = counting(org, lineage, |(_, settings)| {
            settings.iter().any(|one| here(&one))
        });
        for setting in picked
            .into_iter()
            .flat_map(|(_, settings)| settings.iter().filter(here))
        {
            add(&mut rules, api_rule(me, setting));
        }
    }
    for setting in restricting.by_name.iter().filter(here) {
        add(&mut rules, api_rule(me, setting));
    }
    rules.extend(linked::rule(org, me));
    rules
}

/// The department of a lineage whose setting counts: the nearest to the root, or to the person, that has one.
fn counting<'r, 'a>(
    org: &Org,
    lineage: &'r [Ruled<'a>],
    has_setting: impl Fn(&Ruled<'a>) -> bool,
) -> Option<&'r Ruled<'a>> {
    let mut from_below = lineage.iter();
    if org.info.nearest_setting_wins {
        from_below.find(|above| has_setting(above))
    } else {
        from_below.rfind(|above| has_setting(above))
    }
}

fn console_rule<'a>(me: &Member<'a>, department: &'a Department) -> ViewRule<'a> {
    let mut departments = department.outer_permit_departments.clone();
    if department.outer_only_self {
        departments.extend(me.direct().map(|own| own.id));
    }
    ViewRule {
        reason: Reason::ConsoleRestricts(department),
        users: &department.outer_permit_users,
        departments,
        roles: &[],
        below: OnceLock::new(),
    }
}

fn api_rule<'a>(me: &Member<'a>, setting: &'a Arc<Setting>) -> ViewRule<'a> {
    let mut rule = ViewRule {
        reason: Reason::Setting(setting),
        users: &[],
        departments: Vec::new(),
        roles: &[],
        below: OnceLock::new(),
    };
    match setting.effect {
        Effect::Restrict {
            range: Range::OwnDepartments,
            ..
        } => rule.departments = me.direct().map(|own| own.id).collect(),
        Effect::Restrict {
            range: Range::Excluded,
            ..
        } => {
            rule.users = &setting.excluded.users;
            rule.departments.clone_from(&setting.excluded.departments);
            rule.roles = &setting.excluded.roles;
        }
        _ => {}
    }
    rule
}
