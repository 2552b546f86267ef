//! An application that calls three operations: built clean, with everything that it depends on, and
//! the size of the program.

use std::fs;
use std::path::{Path, PathBuf};

use crate::measure::{Table, machine, median, ratio};
use crate::process::{Usage, run as run_command, timed};
use crate::setting::{
    Failure, OFFICIAL, OPERATIONS, Setting, cargo, model, package, quoted, repository, workshop,
};

/// The two sides of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The client comes from the build step.
    Ours,
    /// The client is the official crate, with its default features.
    Official,
}

/// An application on one of the clients.
#[derive(Debug)]
pub struct Application {
    /// Whose client.
    pub side: Side,
    /// The package.
    pub folder: PathBuf,
    /// What it is built into.
    pub target: PathBuf,
}

/// Measures both applications.
///
/// # Errors
/// One does not build.
pub fn run(setting: &Setting) -> Result<(), Failure> {
    let folder = workshop("application")?;
    let sides = [Side::Ours, Side::Official];
    let applications = sides.map(|side| Application::write(side, &folder, &model()));
    let rounds = setting.rounds.unwrap_or(3);
    let mut usages = [const { Vec::new() }; 2];
    let mut sizes = Vec::new();
    let [ours, official] = applications;
    let applications = [ours?, official?];
    for application in &applications {
        run_command(cargo(&application.folder, &application.target).args(["fetch", "--quiet"]))?;
    }
    for round in 0..rounds {
        for (application, usages) in applications.iter().zip(&mut usages) {
            let _ = fs::remove_dir_all(&application.target);
            let mut build = cargo(&application.folder, &application.target);
            build.args(["build", "--quiet", "--offline"]);
            let usage = timed(&build, &folder)?;
            eprintln!(
                "{:?}, round {}: {:.1} s",
                application.side,
                round + 1,
                usage.wall
            );
            usages.push(usage);
        }
    }
    for application in &applications {
        sizes.push(application.size()?);
    }
    println!("{}\n{rounds} rounds, in turns; medians", machine());
    report(&usages, &sizes);
    Ok(())
}

fn report(usages: &[Vec<Usage>; 2], sizes: &[u64]) {
    let mut table = Table::new(["", "tinsmith", "official", "official / tinsmith"]);
    let mut row = |name: &str, unit: &str, part: fn(&Usage) -> f64| {
        let [ours, official] =
            [0, 1].map(|side: usize| -> Vec<f64> { usages[side].iter().map(part).collect() });
        table.row([
            name.to_owned(),
            format!("{:.1} {unit}", median(&ours)),
            format!("{:.1} {unit}", median(&official)),
            format!("{:.1}", ratio(&ours, &official)),
        ]);
    };
    row("clean debug build, time", "s", |usage| usage.wall);
    row("clean debug build, processor", "s", |usage| usage.cpu);
    row("its largest process", "MB", |usage| usage.peak);
    if let [ours, official] = sizes {
        let [ours, official] = [*ours as f64 / 1e6, *official as f64 / 1e6];
        table.row([
            "stripped release program".to_owned(),
            format!("{ours:.2} MB"),
            format!("{official:.2} MB"),
            format!("{:.2}", official / ours),
        ]);
    }
    table.print();
}

impl Application {
    /// Writes the application of one side, its client from `model`.
    ///
    /// # Errors
    /// A file can't be written.
    pub fn write(side: Side, folder: &Path, model: &Path) -> Result<Self, Failure> {
        let name = match side {
            Side::Ours => "ours",
            Side::Official => "official",
        };
        let folder = folder.join(name);
        let build = build_script(model);
        let main = main(side);
        let mut files = vec![("src/main.rs", main.as_str())];
        if side == Side::Ours {
            files.push(("build.rs", &build));
        }
        package(&folder, &manifest(side), &files)?;
        Ok(Self {
            side,
            target: folder.join("target"),
            folder,
        })
    }

    fn size(&self) -> Result<u64, Failure> {
        let mut build = cargo(&self.folder, &self.target);
        run_command(build.args(["build", "--quiet", "--release"]))?;
        Ok(fs::metadata(self.target.join("release/application"))?.len())
    }
}

fn manifest(side: Side) -> String {
    let dependencies = match side {
        // The client's TLS is rustls with ring; aws-config is given the same.
        Side::Ours => {
            let root = repository();
            let [runtime, generator] =
                ["runtime", "generator"].map(|folder| quoted(&root.join(folder)));
            format!(
                "aws-config = {{ version = \"1\", default-features = false, features = [\"rt-tokio\"] }}\n\
                 tinsmith-runtime = {{ path = {runtime} }}\n\
                 tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
                 [build-dependencies]\n\
                 tinsmith = {{ path = {generator}, default-features = false }}\n"
            )
        }
        Side::Official => format!(
            "aws-config = \"1\"\n\
             aws-sdk-connect = \"={OFFICIAL}\"\n\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
        ),
    };
    format!(
        "[package]\nname = \"application\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [profile.release]\nstrip = true\n\n[dependencies]\n{dependencies}"
    )
}

fn build_script(model: &Path) -> String {
    format!(
        "fn main() -> Result<(), tinsmith::Error> {{\n    \
         tinsmith::compile({}, {OPERATIONS:?})\n}}\n",
        quoted(model)
    )
}

fn main(side: Side) -> String {
    let client = match side {
        Side::Ours => "tinsmith_runtime::include_client!(connect);\n",
        Side::Official => "use aws_sdk_connect as connect;\n",
    };
    format!("{client}{CALLS}")
}

/// The application, on either client.
const CALLS: &str = r#"
use connect::types::UserIdentityInfo;
use connect::Client;

#[tokio::main]
async fn main() -> Result<(), connect::Error> {
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let client = Client::new(&config);
    let user = client.describe_user().instance_id("i").user_id("u").send().await?;
    println!("{user:?}");
    let identity = UserIdentityInfo::builder()
        .first_name("Ada")
        .secondary_email("countess@letters-and-notes.example")
        .mobile("+442079460000")
        .build();
    let made = client
        .create_user()
        .instance_id("i")
        .username("ada")
        .identity_info(identity.clone())
        .send()
        .await?;
    println!("{:?}", made.user_id());
    let update = client.update_user_identity_info().instance_id("i").user_id("u");
    update.identity_info(identity).send().await?;
    Ok(())
}
"#;
