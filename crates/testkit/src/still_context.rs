//! The outside as a test wants it: standing still.

mod apps;
mod keeping;
mod plans;

use crate::place::SigningIn;
use crate::still_log::StillLog;
use endpoint::{
    Answer, BrowserSession, CallbackRefusal, CallbackRegistration, Context, Fault, Issued,
    ListedSession, NewSecondFactor, Past, Sessions, SignIn, SignInAnswer, SignInRefusal,
    StoredFile, TokenRefusal, Upload, Visit, Visiting, WriteCall,
};
use org::{Draft, Eye, Finished, Language, Millis, Org, OrgId, Seed, View, claim_value};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Poll, Waker};

/// Where callers reached the installation.
pub(crate) const ADDRESS: &str = "https://orgbook.example";

/// Answers at once, out of what the test put in.
pub(crate) struct StillContext<'a> {
    pub(crate) org: &'a Org,
    pub(crate) eye: &'a Eye,
    pub(crate) seed: Seed,
    /// Who was active when.
    pub(crate) sign_ins: &'a [(Millis, String)],
    /// Secrets by app key.
    pub(crate) secrets: &'a BTreeMap<String, String>,
    /// What comes with the call.
    pub(crate) upload: Option<Upload>,
    /// What the calling app uploaded before.
    pub(crate) files: &'a BTreeMap<String, StoredFile>,
    /// What happened.
    pub(crate) log: &'a StillLog,
    /// What a write left.
    pub(crate) finished: Mutex<Option<Finished>>,
    /// Other organizations.
    pub(crate) others: &'a BTreeMap<OrgId, Option<Org>>,
    /// What is held over the installation, by name space and value: by whom, and what for.
    pub(crate) claims: &'a BTreeMap<(String, String), (OrgId, String)>,
    /// What calls about signing in find.
    pub(crate) signing_in: &'a SigningIn,
    /// Plans of changes.
    pub(crate) plans: &'a Mutex<BTreeMap<String, Vec<u8>>>,
    /// What people keep, by userid.
    pub(crate) kept: &'a Mutex<BTreeMap<String, Vec<u8>>>,
    /// What happened, by kind.
    pub(crate) history: &'a [(&'static str, Past)],
}

impl StillContext<'_> {
    pub(crate) fn issue(&self, key: &str, org: Option<&str>) -> Result<Issued, TokenRefusal> {
        let info = View::new(self.org, &Eye::Operator).organization();
        let app = self.org.app(key).ok_or(TokenRefusal::WrongSecret)?;
        if org.is_some_and(|org| org != info.id.as_str()) {
            return Err(TokenRefusal::NotInstalled);
        }
        if app.disabled {
            return Err(TokenRefusal::Disabled);
        }
        Ok(Issued {
            token: format!("token of {key}"),
            expires_in: 7200,
            org: info.id.clone(),
        })
    }
}

type Issue<'a> = Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

fn nobody<'a, T: Send + 'a>() -> SignInAnswer<'a, T> {
    Box::pin(std::future::ready(Err(SignInRefusal::NoSession)))
}

/// Nobody signs in here: what signing in does is tested where it is done.
impl Sessions for StillContext<'_> {
    fn session(&self) -> SignInAnswer<'_, Option<BrowserSession>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    fn sign_in(&self, _: SignIn) -> SignInAnswer<'_, BrowserSession> {
        Box::pin(std::future::ready(Err(SignInRefusal::Wrong)))
    }

    fn show_second_factor<'a>(&'a self, _: &'a str) -> SignInAnswer<'a, BrowserSession> {
        nobody()
    }

    fn choose_password(&self, _: String) -> SignInAnswer<'_, BrowserSession> {
        nobody()
    }

    fn choose_organization<'a>(&'a self, _: &'a str) -> SignInAnswer<'a, BrowserSession> {
        nobody()
    }

    fn change_password(&self, _: String, _: String) -> SignInAnswer<'_, BrowserSession> {
        nobody()
    }

    fn sessions(&self) -> SignInAnswer<'_, Vec<ListedSession>> {
        nobody()
    }

    fn end_session<'a>(&'a self, _: &'a str) -> SignInAnswer<'a, bool> {
        nobody()
    }

    fn begin_second_factor(&self) -> SignInAnswer<'_, NewSecondFactor> {
        nobody()
    }

    fn confirm_second_factor<'a>(
        &'a self,
        _: &'a str,
    ) -> SignInAnswer<'a, (BrowserSession, Vec<String>)> {
        nobody()
    }

    fn prove_second_factor<'a>(&'a self, _: Option<&'a str>) -> SignInAnswer<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn remove_second_factor<'a>(&'a self, _: &'a str) -> SignInAnswer<'a, ()> {
        nobody()
    }

    fn reset_second_factor<'a>(&'a self, _: &'a str) -> SignInAnswer<'a, ()> {
        nobody()
    }

    fn make_password_link<'a>(&'a self, _: &'a str) -> SignInAnswer<'a, (String, Millis)> {
        nobody()
    }

    fn use_password_link<'a>(&'a self, _: &'a str, _: String) -> SignInAnswer<'a, BrowserSession> {
        nobody()
    }

    fn sign_out(&self) -> SignInAnswer<'_, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Visiting for StillContext<'_> {
    fn organization_by_code<'a>(&'a self, code: &'a str) -> Answer<'a, Option<OrgId>> {
        let others = self.others.values().flatten();
        let mut all = std::iter::once(self.org).chain(others);
        let found = all.find(|org| org.info().code == code);
        let found = found.map(|org| org.info().id.clone());
        Box::pin(std::future::ready(Ok(found)))
    }

    fn visit<'a>(
        &'a self,
        org: &'a OrgId,
        look: &'a mut (dyn FnMut(&View<'_>) + Send),
    ) -> Answer<'a, bool> {
        let visited = self.organization(org);
        if let Some(visited) = visited {
            look(&View::new(visited, &Eye::Operator));
        }
        Box::pin(std::future::ready(Ok(visited.is_some())))
    }

    fn write_in<'a>(&'a self, org: &'a OrgId, call: Box<dyn WriteCall>) -> Answer<'a, Vec<u8>> {
        let visited = self.organization(org).expect("the test has it");
        self.run(Draft::new(visited, Eye::Operator, self.seed.clone()), call)
    }

    fn may_visit(&self, _: Visit) -> bool {
        true
    }
}

impl StillContext<'_> {
    fn organization(&self, id: &OrgId) -> Option<&Org> {
        if self.org.info().id == *id {
            return Some(self.org);
        }
        self.others.get(id)?.as_ref()
    }

    fn run(&self, mut draft: Draft, call: Box<dyn WriteCall>) -> Answer<'_, Vec<u8>> {
        let reply: Result<Vec<u8>, Fault> = call.write(&mut draft);
        if reply.is_ok() {
            let mut finished = self.finished.lock().expect("one test, one thread");
            *finished = Some(draft.finish());
        }
        Box::pin(std::future::ready(reply))
    }
}

impl Context for StillContext<'_> {
    fn now(&self) -> Millis {
        self.seed.now
    }

    fn language(&self) -> Language {
        Language::English
    }

    fn look(&self, look: &mut dyn FnMut(&View<'_>)) {
        look(&View::new(self.org, self.eye).reached_at(&|| ADDRESS.to_owned()));
    }

    fn issue_app_token<'a>(
        &'a self,
        key: &'a str,
        secret: &'a str,
        org: Option<&'a str>,
    ) -> Issue<'a> {
        let issued = match self.secrets.get(key) {
            Some(right) if right == secret => self.issue(key, org),
            _ => Err(TokenRefusal::WrongSecret),
        };
        Box::pin(std::future::ready(issued))
    }

    fn issue_app_token_by_secret<'a>(&'a self, org: &'a str, secret: &'a str) -> Issue<'a> {
        let key = self.secrets.iter().find(|(_, right)| *right == secret);
        let issued = match key {
            Some((key, _)) => self.issue(key, Some(org)),
            None => Err(TokenRefusal::WrongSecret),
        };
        Box::pin(std::future::ready(issued))
    }

    fn past<'a>(
        &'a self,
        kind: &'a str,
        from: (Millis, &'a str),
        until: Millis,
        limit: u32,
    ) -> Answer<'a, Vec<Past>> {
        let of_kind = self.history.iter().filter(|(known, _)| *known == kind);
        let mut rows: Vec<Past> = of_kind
            .map(|(_, row)| row.clone())
            .filter(|row| (row.at, row.key.as_str()) >= from && row.at < until)
            .collect();
        rows.sort_by(|one, other| (one.at, &one.key).cmp(&(other.at, &other.key)));
        rows.truncate(limit as usize);
        Box::pin(std::future::ready(Ok(rows)))
    }

    fn migrations<'a>(&'a self, space: &'a str, old: &'a str) -> Answer<'a, Vec<(OrgId, String)>> {
        let from = claim_value(old, None);
        let found = self.claims.range((space.to_owned(), from.clone())..);
        let found = found.take_while(|((of, value), _)| of == space && value.starts_with(&from));
        let found = found.map(|(_, holder)| holder.clone()).collect();
        Box::pin(std::future::ready(Ok(found)))
    }

    fn is_organization<'a>(&'a self, id: &'a OrgId) -> Answer<'a, bool> {
        let other = self.others.get(id).is_some_and(Option::is_some);
        let known = other || View::new(self.org, &Eye::Operator).organization().id == *id;
        Box::pin(std::future::ready(Ok(known)))
    }

    fn active_userids<'a>(&'a self, from: Millis, until: Millis) -> Answer<'a, Vec<String>> {
        let active = self
            .sign_ins
            .iter()
            .filter(|(at, _)| (from..until).contains(at))
            .map(|(_, userid)| userid.clone())
            .collect();
        Box::pin(std::future::ready(Ok(active)))
    }

    fn upload(&self) -> Option<&Upload> {
        self.upload.as_ref()
    }

    fn keep_upload(&self) -> Answer<'_, Option<String>> {
        let id = self.upload.as_ref().map(|upload| {
            let letters = upload.name.chars().filter(char::is_ascii_alphanumeric);
            letters.collect()
        });
        Box::pin(std::future::ready(Ok(id)))
    }

    fn file<'a>(&'a self, id: &'a str) -> Answer<'a, Option<StoredFile>> {
        Box::pin(std::future::ready(Ok(self.files.get(id).cloned())))
    }

    fn write(&self, call: Box<dyn WriteCall>) -> Answer<'_, Vec<u8>> {
        self.run(
            Draft::new(self.org, self.eye.clone(), self.seed.clone()),
            call,
        )
    }

    fn open_stream(
        &self,
        key: String,
        secret: String,
        _: bool,
    ) -> Pin<Box<dyn Future<Output = Result<String, TokenRefusal>> + Send + '_>> {
        Box::pin(async move {
            let issued = self.issue_app_token(&key, &secret, None).await?;
            Ok(format!("ticket after {}", issued.token))
        })
    }

    fn register_callback(
        &self,
        _: CallbackRegistration,
        _: bool,
    ) -> Answer<'_, Result<(), CallbackRefusal>> {
        Box::pin(std::future::ready(Ok(Ok(()))))
    }

    fn callback(&self) -> Answer<'_, Option<CallbackRegistration>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    fn remove_callback(&self) -> Answer<'_, bool> {
        Box::pin(std::future::ready(Ok(false)))
    }

    fn next_failed_pushes(&self, _: usize) -> Answer<'_, (Vec<Past>, bool)> {
        Box::pin(std::future::ready(Ok((Vec::new(), false))))
    }

    fn address(&self) -> &str {
        ADDRESS
    }
}

/// The result of a future that waits for nothing.
pub(crate) fn finish<T>(mut future: Pin<Box<dyn Future<Output = T> + Send + '_>>) -> T {
    let mut context = std::task::Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("nothing here waits"),
    }
}
