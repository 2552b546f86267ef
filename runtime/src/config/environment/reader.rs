//! Reads settings from variables, or else from the profile, and notes what is wrong with them.

use std::env::VarError;

use aws_runtime::env_config::section::EnvConfigSections;
use aws_types::os_shim_internal::Env;

use super::error::EnvironmentError;

/// Reads settings, and notes the problems with them.
pub(super) struct Reader<'a> {
    variables: &'a Env,
    profiles: &'a EnvConfigSections,
    problems: Vec<String>,
}

/// A setting, and where it was found.
pub(super) struct Found {
    pub(super) text: String,
    /// Such as: the environment variable `AWS_REGION`.
    place: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(variables: &'a Env, profiles: &'a EnvConfigSections) -> Self {
        Self {
            variables,
            profiles,
            problems: Vec::new(),
        }
    }

    /// Refuses the name of a profile that does not exist. Only the default profile need not.
    pub(super) fn check_profile(&mut self) {
        let profile = self.profile();
        if self.variable("AWS_PROFILE").is_none() || self.profiles.get_profile(profile).is_some() {
            return;
        }
        let mut names: Vec<&str> = self.profiles.profiles().collect();
        names.sort_unstable();
        let others = match names.is_empty() {
            true => "there are no profiles".to_owned(),
            false => format!("the profiles are `{}`", names.join("`, `")),
        };
        self.refuse(format!(
            "the environment variable `AWS_PROFILE` is `{profile}`, and there is no such profile: {others} \
             (a profile begins with `[profile {profile}]` in `~/.aws/config`, and with `[{profile}]` in \
             `~/.aws/credentials`)"
        ));
    }

    /// The name of the profile.
    pub(super) fn profile(&self) -> &'a str {
        self.profiles.selected_profile()
    }

    /// The value of a variable that is set, and not blank.
    pub(super) fn variable(&mut self, name: &str) -> Option<String> {
        match self.variables.get(name) {
            Ok(value) => set(value),
            Err(VarError::NotPresent) => None,
            Err(VarError::NotUnicode(_)) => {
                self.refuse(format!(
                    "the environment variable `{name}` is not valid UTF-8"
                ));
                None
            }
        }
    }

    /// The value of a key of the profile that is set, and not blank.
    pub(super) fn key(&self, name: &str) -> Option<String> {
        set(self.profiles.get(name)?.to_owned())
    }

    /// The setting, from the first of the variables that is set, or else from the profile.
    pub(super) fn text(&mut self, variables: &[&str], key: &str) -> Option<Found> {
        for name in variables {
            if let Some(text) = self.variable(name) {
                let place = format!("the environment variable `{name}`");
                return Some(Found { text, place });
            }
        }
        let text = self.key(key)?;
        let place = format!("`{key}` of the profile `{}`", self.profile());
        Some(Found { text, place })
    }

    /// The same, as a value of the type that `parse` makes of the text.
    pub(super) fn parsed<T>(
        &mut self,
        variable: &str,
        key: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.text(&[variable], key)?;
        let value = parse(found.text.trim());
        if value.is_none() {
            let Found { text, place } = found;
            self.refuse(format!("{place} is `{text}`, and not {expected}"));
        }
        value
    }

    /// Notes a problem.
    pub(super) fn refuse(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// Fails if there is a problem.
    pub(super) fn finish(self) -> Result<(), EnvironmentError> {
        match self.problems.is_empty() {
            true => Ok(()),
            false => Err(EnvironmentError::all(self.problems)),
        }
    }
}

/// The value, unless it is blank: then the setting counts as not set.
fn set(value: String) -> Option<String> {
    (!value.trim().is_empty()).then_some(value)
}
