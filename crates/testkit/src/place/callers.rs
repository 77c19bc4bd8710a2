//! Calling as people.

use super::Place;
use org::Eye;

impl Place {
    /// Calls from now on as a person.
    pub fn as_person(&mut self, userid: &str) {
        self.eye = Eye::Person(org::UserId::new(userid));
    }

    /// Calls from now on as an administrator at work.
    pub fn as_admin(&mut self, userid: &str) {
        self.eye = Eye::Admin(org::UserId::new(userid));
    }
}
