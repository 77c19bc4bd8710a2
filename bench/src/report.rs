//! The table, and the same as JSON.

use crate::load::Load;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// A line of the table.
#[derive(Clone, Debug, Serialize)]
struct Line {
    what: String,
    users: u64,
    value: f64,
    unit: String,
    /// Compared with this, in the same run.
    reference: String,
    ratio: Option<f64>,
    cpu_us: Option<f64>,
    p50_us: Option<f64>,
    p99_us: Option<f64>,
}

/// All that was measured.
#[derive(Default, Serialize)]
pub struct Report {
    lines: Vec<Line>,
    #[serde(skip)]
    cpu_us: BTreeMap<String, f64>,
    #[serde(skip)]
    rates: BTreeMap<String, f64>,
    #[serde(skip)]
    p99_us: BTreeMap<String, f64>,
    #[serde(skip)]
    smallest: Option<(u64, u64)>,
    #[serde(skip)]
    by_size: BTreeMap<String, Vec<(u64, f64)>>,
}

impl Report {
    /// A load that others are compared with.
    pub fn reference(&mut self, name: &str, load: &Load) {
        self.cpu_us.insert(name.to_owned(), load.cpu_us);
        self.rates.insert(name.to_owned(), load.rate);
        self.push(name, 0, load.rate, "/s", "", None, Some(load));
    }

    /// A rate that others are compared with.
    pub fn floor(&mut self, name: &str, rate: f64) {
        self.rates.insert(name.to_owned(), rate);
        self.push(name, 0, rate, "/s", "", None, None);
    }

    /// A figure that stands alone.
    pub fn figure(&mut self, what: &str, unit: &str, value: f64) {
        self.push(what, 0, value, unit, "", None, None);
    }

    /// A figure of an organization of some size.
    pub fn sized(&mut self, what: &str, users: u64, unit: &str, value: f64) {
        self.push(what, users, value, unit, "", None, None);
        self.by_size
            .entry(what.to_owned())
            .or_default()
            .push((users, value));
    }

    /// Memory of a server that holds one organization.
    pub fn memory(&mut self, users: u64, resident_bytes: u64) {
        self.push(
            "resident memory",
            users,
            resident_bytes as f64 / 1_048_576.0,
            "MiB",
            "",
            None,
            None,
        );
        if let Some((small, bytes)) = self.smallest {
            let each = (resident_bytes as f64 - bytes as f64) / (users as f64 - small as f64);
            self.push(
                "memory for each further person",
                users,
                each,
                "B",
                "",
                None,
                None,
            );
        } else {
            self.smallest = Some((users, resident_bytes));
        }
    }

    /// Processor time for one answer, compared with a reference's.
    pub fn cpu(&mut self, what: &str, users: u64, load: &Load, reference: &str) {
        let ratio = self.cpu_us.get(reference).map(|other| load.cpu_us / other);
        self.push(
            what,
            users,
            load.cpu_us,
            "us CPU",
            reference,
            ratio,
            Some(load),
        );
        self.cpu_us
            .insert(format!("{what} at {users}"), load.cpu_us);
        self.p99_us
            .insert(format!("{what} at {users}"), load.p99_us);
        self.by_size
            .entry(what.to_owned())
            .or_default()
            .push((users, load.cpu_us));
    }

    /// A rate, compared with a reference's.
    pub fn rate(
        &mut self,
        what: &str,
        users: u64,
        rate: f64,
        reference: &str,
        load: Option<&Load>,
    ) {
        let ratio = self.rates.get(reference).map(|other| rate / other);
        self.rates.insert(format!("{what} at {users}"), rate);
        self.push(what, users, rate, "/s", reference, ratio, load);
    }

    /// What another server did.
    pub fn peer(&mut self, what: &str, users: u64, load: &Load) {
        self.cpu_us
            .insert(format!("{what} at {users}"), load.cpu_us);
        self.p99_us
            .insert(format!("{what} at {users}"), load.p99_us);
        self.rates.insert(format!("{what} at {users}"), load.rate);
        self.push(what, users, load.rate, "/s", "", None, Some(load));
    }

    /// A rate of another server.
    pub fn peer_rate(&mut self, what: &str, users: u64, rate: f64) {
        self.rates.insert(format!("{what} at {users}"), rate);
        self.push(what, users, rate, "/s", "", None, None);
    }

    /// Processor time that was measured before, against a peer's; nothing where it was not.
    pub fn compare_cpu(&mut self, what: &str, users: u64, peer: &str) {
        let of = |name: &str| self.cpu_us.get(&format!("{name} at {users}")).copied();
        if let Some((own, other)) = of(what).zip(of(peer)) {
            self.push(what, users, own, "us CPU", peer, Some(own / other), None);
        }
    }

    /// The same for the 99th percentile.
    pub fn compare_p99(&mut self, what: &str, users: u64, peer: &str) {
        let of = |name: &str| self.p99_us.get(&format!("{name} at {users}")).copied();
        if let Some((own, other)) = of(what).zip(of(peer)) {
            self.push(what, users, own, "us p99", peer, Some(own / other), None);
        }
    }

    /// The same for rates.
    pub fn compare_rates(&mut self, what: &str, users: u64, peer: &str) {
        let of = |name: &str| self.rates.get(&format!("{name} at {users}")).copied();
        if let Some((own, other)) = of(what).zip(of(peer)) {
            self.push(what, users, own, "/s", peer, Some(own / other), None);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of one line")]
    fn push(
        &mut self,
        what: &str,
        users: u64,
        value: f64,
        unit: &str,
        reference: &str,
        ratio: Option<f64>,
        load: Option<&Load>,
    ) {
        self.lines.push(Line {
            what: what.to_owned(),
            users,
            value,
            unit: unit.to_owned(),
            reference: reference.to_owned(),
            ratio,
            cpu_us: load.map(|load| load.cpu_us),
            p50_us: load.map(|load| load.p50_us),
            p99_us: load.map(|load| load.p99_us),
        });
        let last = self.lines.len() - 1;
        eprint_line(&self.lines[last]);
    }

    /// How each cost grew from the smallest organization to the largest.
    pub fn growth(&mut self) {
        for (what, mut sizes) in std::mem::take(&mut self.by_size) {
            sizes.sort_by_key(|(users, _)| *users);
            if let [(_, first), .., (users, last)] = sizes.as_slice() {
                let ratio = last / first;
                self.push(
                    &format!("growth: {what}"),
                    *users,
                    ratio,
                    "x",
                    "",
                    Some(ratio),
                    None,
                );
            }
        }
    }

    /// Prints the table.
    pub fn print(&self) {
        let mut out = std::io::stdout().lock();
        let header = format!(
            "{:<46} {:>9} {:>12} {:<9} {:>7}  {:<22} {:>9} {:>10}",
            "what", "people", "value", "", "ratio", "against", "CPU us", "p99 us"
        );
        let mut text = format!("{header}\n{}\n", "-".repeat(header.chars().count()));
        for line in &self.lines {
            text.push_str(&row(line));
            text.push('\n');
        }
        // A closed pipe is the reader's choice.
        let _ = out.write_all(text.as_bytes());
    }

    /// Writes the figures as JSON.
    pub fn write(&self, path: &Path) -> Result<()> {
        std::fs::write(path, serde_json::to_vec_pretty(self)?)?;
        Ok(())
    }
}

fn row(line: &Line) -> String {
    let users = if line.users == 0 {
        String::new()
    } else {
        line.users.to_string()
    };
    let part = |value: Option<f64>| value.map(|value| format!("{value:.1}")).unwrap_or_default();
    let ratio = line
        .ratio
        .map(|ratio| format!("{ratio:.2}x"))
        .unwrap_or_default();
    format!(
        "{:<46} {:>9} {:>12.1} {:<9} {:>7}  {:<22} {:>9} {:>10}",
        line.what,
        users,
        line.value,
        line.unit,
        ratio,
        line.reference,
        part(line.cpu_us),
        part(line.p99_us)
    )
}

/// A line as soon as it is known: measuring takes minutes.
fn eprint_line(line: &Line) {
    let _ = writeln!(std::io::stderr(), "{}", row(line));
}
