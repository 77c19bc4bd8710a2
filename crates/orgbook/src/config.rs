//! Settings: one TOML file, environment variables of the same names, a few arguments.

mod environment;
mod settings;
mod values;

pub use settings::{LogFormat, LogSettings, Settings, TlsSettings};
pub use values::{ListenAddress, Network, StoreUrl};

use crate::arguments::{Common, Serve};
use crate::folder::CONFIGURATION_FILE;
use crate::{output, serve};
use anyhow::{Result, bail};
use environment::{Defaults, Given};
use figment::Figment;
use figment::providers::{Format, Toml};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Every source of settings, in order of rising weight.
pub struct Configuration {
    figment: Figment,
    /// The file that was or would be read.
    file: PathBuf,
    /// Set when a file was asked for that is not there.
    missing: bool,
    /// The data folder, for what is named relative to it.
    data: PathBuf,
    /// The store as the command or its environment names it, not the file.
    store_given: Option<String>,
}

impl Configuration {
    /// Gathers the sources. Nothing is checked yet.
    pub fn read(common: &Common, serve: Option<&Serve>) -> Self {
        let file = match &common.config {
            Some(file) => file.clone(),
            None => common.data.join(CONFIGURATION_FILE),
        };
        let defaults = Settings::default();
        let mut figment = Figment::from(Defaults(&defaults));
        if serve.is_some_and(|serve| serve.demo) {
            // A demo's callbacks go to the same machine.
            let given = Given::new("--demo", "push.allow_private_addresses", true);
            figment = figment.merge(given);
        }
        if file.is_file() {
            figment = figment.merge(Toml::file_exact(&file));
        }
        for given in environment::variables(&defaults) {
            figment = figment.merge(given);
        }
        let listen = serve.and_then(|serve| serve.listen.as_ref());
        for (argument, key, value) in [
            ("--listen", "listen", listen.map(ToString::to_string)),
            (
                "--store",
                "store",
                common.store.as_ref().map(StoreUrl::to_string),
            ),
        ] {
            if let Some(value) = value {
                figment = figment.merge(Given::new(argument, key, value));
            }
        }
        let store_given = match &common.store {
            Some(store) => Some(store.to_string()),
            None => environment::text("ORGBOOK_STORE"),
        };
        Self {
            figment,
            missing: common.config.is_some() && !file.is_file(),
            file,
            data: common.data.clone(),
            store_given,
        }
    }

    /// The store as the command or its environment names it.
    pub fn store_given(&self) -> Option<&str> {
        self.store_given.as_deref()
    }

    /// The settings in force.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn settings(&self) -> Result<Settings> {
        match self.checked() {
            Ok(settings) => Ok(settings),
            Err(problems) => bail!("{}", problems.join("\n")),
        }
    }

    /// The settings in force, or a sentence for each thing that is wrong.
    fn checked(&self) -> Result<Settings, Vec<String>> {
        if self.missing {
            let sentence = format!("there is no configuration file {}", self.file.display());
            return Err(vec![sentence]);
        }
        let settings: Settings = self
            .figment
            .extract()
            .map_err(|errors| errors.into_iter().map(sentence).collect::<Vec<_>>())?;
        match serve::tls(&settings.tls, &self.data) {
            Ok(_) => Ok(settings),
            Err(error) => Err(vec![format!("tls: {error:#}")]),
        }
    }

    /// Each setting with its value and where that came from.
    fn origins(&self, settings: &Settings) -> Vec<(String, Value, String)> {
        environment::leaves(settings)
            .into_iter()
            .map(|(key, value)| {
                let value = match key.as_str() {
                    "store" => json!(settings.store.masked()),
                    _ => value,
                };
                // Every setting has at least its default.
                let origin = self.figment.find_metadata(&key).map(origin);
                (key, value, origin.unwrap_or_default())
            })
            .collect()
    }
}

fn origin(metadata: &figment::Metadata) -> String {
    match metadata
        .source
        .as_ref()
        .and_then(|source| source.file_path())
    {
        Some(file) => file.display().to_string(),
        None => metadata.name.to_string(),
    }
}

/// What is wrong, and where.
fn sentence(error: figment::Error) -> String {
    let place = error.metadata.as_ref().map(origin);
    let key = error.path.join(".");
    let what = error.kind.to_string();
    [place.unwrap_or_default(), key, what]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(": ")
}

/// Carries out `config check`.
pub fn check(configuration: Configuration, json: bool) -> Result<ExitCode> {
    for name in environment::unknown(&Settings::default()) {
        output::remark(&format!("environment variable {name} names no setting"));
    }
    let problems = configuration.checked().err().unwrap_or_default();
    if json {
        output::answer(&json!({ "problems": problems }), true);
    }
    for problem in &problems {
        output::complain(problem);
    }
    if !problems.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    if !json {
        output::say(&format!("{} is fine", described(&configuration.file)));
    }
    Ok(ExitCode::SUCCESS)
}

/// Carries out `config show`.
pub fn show(configuration: &Configuration, json: bool) -> Result<()> {
    let settings = configuration.settings()?;
    let origins = configuration.origins(&settings);
    if json {
        let all = origins
            .into_iter()
            .map(|(key, value, origin)| (key, json!({ "value": value, "from": origin })))
            .collect();
        output::answer(&Value::Object(all), true);
        return Ok(());
    }
    let rows: Vec<[String; 3]> = origins
        .into_iter()
        .map(|(key, value, origin)| [key, value.to_string(), origin])
        .collect();
    output::table(["setting", "value", "from"], &rows);
    Ok(())
}

fn described(file: &Path) -> String {
    if file.is_file() {
        file.display().to_string()
    } else {
        format!("the configuration (no file {})", file.display())
    }
}
