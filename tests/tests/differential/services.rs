//! The services, and the models that both sides use.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_model::{Kind, Model, ShapeRef};

/// A service, and the model that its client is generated of.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What botocore calls the service: the name of its folder.
    pub(crate) service: String,
    /// The name of the generated client's module: the service's, with the format of the model.
    pub(crate) module: String,
    /// The file of the model.
    pub(crate) model: PathBuf,
}

/// How the modules of botocore's models end.
const OF_BOTOCORE: &str = "_aws_json";

impl Source {
    /// Whether the model is the one that botocore itself has.
    pub(crate) fn is_of_botocore(&self) -> bool {
        self.module.ends_with(OF_BOTOCORE)
    }
}

/// The services of botocore: below `data`, a folder each, with a folder for each version of the API. The
/// latest version is the one that botocore takes.
pub(crate) fn of_botocore(data: &Path) -> Vec<Source> {
    let folders = tinsmith_tests::entries(data).into_iter();
    folders
        .filter_map(|folder| {
            let service = folder.file_name()?.to_str()?.to_owned();
            let versions = folder.is_dir().then(|| tinsmith_tests::entries(&folder))?;
            let files = ["service-2.json.gz", "service-2.json"];
            let models = versions
                .iter()
                .flat_map(|it| files.map(|file| it.join(file)));
            let model = models.filter(|file| file.is_file()).max()?;
            let module = service.replace(['-', '.'], "_");
            Some(Source {
                service,
                module: format!("{module}{OF_BOTOCORE}"),
                model,
            })
        })
        .collect()
}

/// The same services with their Smithy models, as far as those are there: paired by the SDK id.
pub(crate) fn of_smithy(models: &Path, sources: &[Source]) -> Vec<Source> {
    let files: Vec<(String, PathBuf)> = tinsmith_tests::entries(models)
        .into_iter()
        .filter(|file| file.extension().is_some_and(|it| it == "json"))
        .filter_map(|file| Some((sdk_id_in(&fs::read_to_string(&file).ok()?)?, file)))
        .collect();
    let pairs = sources.iter().filter_map(|source| {
        let id = sdk_id(&Model::load(&[&source.model]).ok()?)?;
        let (_, model) = files.iter().find(|(other, _)| *other == id)?;
        Some(Source {
            service: source.service.clone(),
            module: source.module.replace(OF_BOTOCORE, "_smithy"),
            model: model.clone(),
        })
    });
    pairs.collect()
}

/// The SDK id as it stands in the text of a Smithy model, which is faster than to load all of them.
fn sdk_id_in(text: &str) -> Option<String> {
    let (_, after) = text.split_once("\"sdkId\"")?;
    Some(after.split('"').nth(1)?.to_owned())
}

fn sdk_id(model: &Model) -> Option<String> {
    let traits = &model[*model.services().first()?].traits;
    let id = traits.get("aws.api#service")?.get("sdkId")?;
    Some(id.as_str()?.to_owned())
}

/// How requests and answers are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Protocol {
    /// smithy.protocols#rpcv2Cbor
    Cbor,
    /// aws.protocols#awsJson1_0
    Json10,
    /// aws.protocols#awsJson1_1
    Json11,
    /// aws.protocols#restJson1
    RestJson,
    /// aws.protocols#restXml
    RestXml,
    /// aws.protocols#awsQuery
    Query,
    /// aws.protocols#ec2Query
    Ec2,
}

impl Protocol {
    /// The protocols in the order in which clients prefer them.
    pub(crate) const ALL: [(Self, &'static str); 7] = [
        (Self::Cbor, "smithy.protocols#rpcv2Cbor"),
        (Self::Json10, "aws.protocols#awsJson1_0"),
        (Self::Json11, "aws.protocols#awsJson1_1"),
        (Self::RestJson, "aws.protocols#restJson1"),
        (Self::RestXml, "aws.protocols#restXml"),
        (Self::Query, "aws.protocols#awsQuery"),
        (Self::Ec2, "aws.protocols#ec2Query"),
    ];

    /// The protocol that a client of the service speaks.
    pub(crate) fn of(model: &Model, service: ShapeRef) -> Option<Self> {
        let traits = &model[service].traits;
        let mut all = Self::ALL.iter();
        all.find(|(_, id)| traits.has(id)).map(|(it, _)| *it)
    }

    /// Whether members are bound to parts of HTTP.
    pub(crate) fn is_rest(self) -> bool {
        matches!(self, Self::RestJson | Self::RestXml)
    }

    /// Whether answers are XML.
    pub(crate) fn answers_in_xml(self) -> bool {
        matches!(self, Self::RestXml | Self::Query | Self::Ec2)
    }

    /// The name of its trait.
    pub(crate) fn name(self) -> &'static str {
        let mut all = Self::ALL.iter();
        let id = all.find(|(it, _)| *it == self).map_or("", |(_, id)| id);
        id.split_once('#').map_or(id, |(_, name)| name)
    }
}

/// Whether a shape is a stream of events.
pub(crate) fn is_events(model: &Model, shape: ShapeRef) -> bool {
    matches!(model[shape].kind, Kind::Union(_)) && model[shape].traits.is_streaming()
}
