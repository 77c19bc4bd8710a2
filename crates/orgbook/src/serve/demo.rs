//! The demo organization of a server, and what to do with it.

use crate::demo::company::{self, Demo};
use crate::folder::DataFolder;
use anyhow::{Context, Result};
use engine::Engine;
use std::io::ErrorKind;

/// Keeps the app's secret and the creator's password, which the store has only as hashes.
const FILE: &str = "demo.json";

/// The demo organization of the first start.
pub async fn find_or_make(engine: &Engine, folder: &DataFolder) -> Result<Demo> {
    let path = folder.file(FILE);
    match std::fs::read(&path) {
        Ok(text) => {
            let mut demo: Demo = serde_json::from_slice(&text).with_context(|| {
                format!("{} is damaged; remove it to get a new app", path.display())
            })?;
            if demo.password.is_empty() {
                company::let_creator_in(engine, &mut demo).await?;
                folder.write_private(FILE, &serde_json::to_vec_pretty(&demo)?)?;
            }
            Ok(demo)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let demo = company::make(engine).await?;
            folder.write_private(FILE, &serde_json::to_vec_pretty(&demo)?)?;
            Ok(demo)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// How to sign in and how to call it, for people: the last line can be pasted into a shell.
pub fn described(demo: &Demo, url: &str) -> String {
    let Demo {
        corp_id,
        app_key,
        app_secret,
        userid,
        mobile,
        password,
    } = demo;
    // A certificate of one's own is normal for a demo.
    let curl = if url.starts_with("https:") {
        "curl -sk"
    } else {
        "curl -s"
    };
    format!(
        "\nConsole and contacts app: {url}/sign-in\n\nmobile     {mobile}\npassword   {password}\n\n\
         corpId     {corp_id}\nappKey     {app_key}\nappSecret  {app_secret}\n\nA first call:\n\n\
         {curl} \"{url}/topapi/v2/user/get?access_token=$({curl} \
         '{url}/gettoken?appkey={app_key}&appsecret={app_secret}' | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\" \
         -H 'Content-Type: application/json' -d '{{\"userid\":\"{userid}\"}}'\n"
    )
}
