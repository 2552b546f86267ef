//! Compares the manifests of clients: their features, and the hint `mostly-unused`.

use std::collections::BTreeMap;

/// The parts of a manifest that are compared.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The features, with what each turns on.
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// `hints.mostly-unused`.
    pub(crate) is_mostly_unused: bool,
}

impl Manifest {
    /// Reads the parts of a manifest that cargo or our generator wrote: one key a line, and lists in one or in
    /// several lines.
    pub(crate) fn of(text: &str) -> Self {
        let mut manifest = Self::default();
        let mut section = "";
        let mut list: Option<(String, String)> = None;
        for line in text.lines() {
            if let Some((_, items)) = &mut list {
                items.push_str(line);
            } else if line.starts_with('[') {
                section = line;
                continue;
            } else if section == "[hints]" {
                manifest.is_mostly_unused |= line == "mostly-unused = true";
            } else if let Some((name, items)) = line.split_once(" = [")
                && section == "[features]"
            {
                list = Some((name.to_owned(), items.to_owned()));
            }
            if let Some((name, items)) = list.take_if(|(_, items)| items.ends_with(']')) {
                let items = items.split('"').skip(1).step_by(2);
                let items = items.map(str::to_owned).collect();
                manifest.features.insert(name, items);
            }
        }
        manifest
    }

    /// Describes how the manifest differs from the official one.
    pub(crate) fn lacks(&self, official: &Self) -> Vec<String> {
        let mut lacks = Vec::new();
        for feature in official.features.keys() {
            if !self.features.contains_key(feature) {
                lacks.push(format!("the feature {feature}"));
            }
        }
        let of_default = |it: &Self| it.features.get("default").cloned().unwrap_or_default();
        for feature in of_default(official) {
            if !of_default(self).contains(&feature) {
                lacks.push(format!("{feature} among the default features"));
            }
        }
        for feature in of_default(self) {
            if !of_default(official).contains(&feature) {
                lacks.push(format!("{feature} only if it is asked for"));
            }
        }
        if self.is_mostly_unused != official.is_mostly_unused {
            let value = official.is_mostly_unused;
            lacks.push(format!("mostly-unused = {value} among the hints"));
        }
        lacks
    }
}

#[test]
fn lists_in_one_or_several_lines_are_read() {
    let manifest = Manifest::of(
        "[package]\nname = \"a\"\n\n[features]\ndefault = [\n    \"b\",\n    \"c\",\n]\nb = []\n\
         c = [\"d/e\"]\n\n[hints]\nmostly-unused = true\n",
    );
    let features = [
        ("b", vec![]),
        ("c", vec!["d/e"]),
        ("default", vec!["b", "c"]),
    ];
    let features = features.map(|(name, items)| {
        let items = items.into_iter().map(str::to_owned).collect();
        (name.to_owned(), items)
    });
    assert_eq!(manifest.features, BTreeMap::from(features));
    assert!(manifest.is_mostly_unused);
}
