//! The sample shop's site: its keys, its texts and its members, all held by the binary.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};

use kizukai_engagement::Definition;
use kizukai_model::{Clock, SiteId};
use kizukai_runtime::{NewMember, RandomFresh, Runtime, init};
use kizukai_server::DemoMember;

/// The sample shop's name.
const NAME: &str = "おりふし（見本のお店）";

/// Who works there; the demo listens on this machine alone, so this is no secret.
pub(crate) const MEMBER: DemoMember = DemoMember { email: "demo@kizukai.example", password: "kizukai-demo" };

/// Holds the keys within the data folder, so that a kept demo goes on.
const KEYS_FILE: &str = "demo-keys.json";

/// Says within the data folder that the shop was stocked: to do it again would undo what was changed since.
const STOCKED_FILE: &str = "demo-stocked";

/// Campaigns, segments and settings, in the order of their names.
#[derive(RustEmbed)]
#[folder = "../../web/demo-shop/campaigns"]
struct TextFiles;

/// Members with their ranks and points: what a shop's own system would know.
const MEMBERS: &str = include_str!("../../../../web/demo-shop/members.csv");

/// The keys of the sample shop.
#[derive(Serialize, Deserialize)]
pub(crate) struct Keys {
    pub(crate) write_key: String,
    pub(crate) api_key: String,
}

/// Whether the folder holds a sample shop already.
pub(crate) fn is_kept(data: &Path) -> bool {
    data.join(KEYS_FILE).exists()
}

/// The sample shop's site.
pub(crate) fn site(runtime: &Runtime) -> anyhow::Result<SiteId> {
    Ok(runtime.sites().first().context("the demo's folder holds no site")?.id.clone())
}

/// The keys, of a new site where the folder has none.
pub(crate) fn keys(data: &Path, clock: &dyn Clock) -> anyhow::Result<Keys> {
    let file = data.join(KEYS_FILE);
    if file.exists() {
        let text = std::fs::read_to_string(&file)?;
        return serde_json::from_str(&text).with_context(|| format!("{} holds no keys", file.display()));
    }
    anyhow::ensure!(
        !data.join("catalog.db").exists(),
        "{} belongs to a shop of your own; the demo needs a folder for itself",
        data.display()
    );
    let made = init(data, NAME, clock, &RandomFresh)?;
    let keys = Keys { write_key: made.write_key, api_key: made.api_key };
    write_secret(&file, &serde_json::to_string(&keys)?)?;
    Ok(keys)
}

/// Publishes the texts and imports the members, the first time.
pub(crate) async fn stock(runtime: &Runtime, data: &Path) -> anyhow::Result<()> {
    let stocked = data.join(STOCKED_FILE);
    if stocked.exists() {
        return Ok(());
    }
    let site = &site(runtime)?;
    runtime.publish(site, texts()?).await.context("the sample shop's texts")?;
    let report = runtime.import_traits(site, MEMBERS).await?;
    anyhow::ensure!(report.rejected.is_empty(), "the sample shop's members: {:?}", report.rejected);
    std::fs::write(stocked, "")?;
    Ok(())
}

/// Makes the member whom the sign-in page offers, where nobody works in the sample shop yet.
pub(crate) async fn staff(runtime: &Runtime) -> anyhow::Result<()> {
    if runtime.has_members() {
        return Ok(());
    }
    let (email, password) = (MEMBER.email.to_owned(), MEMBER.password.to_owned());
    let owner = NewMember { email, name: "見本の店長".to_owned(), password };
    let opened = runtime.set_up(owner, None, "").await.context("the sample shop's member")?;
    // The set-up signs in; nobody is there to use that session.
    if let Some(unused) = runtime.session(&opened.secret) {
        runtime.end_session(opened.member, unused.session).await?;
    }
    Ok(())
}

/// The texts of the sample shop.
fn texts() -> anyhow::Result<Vec<Definition>> {
    let mut names: Vec<_> = TextFiles::iter().filter(|name| name.ends_with(".yaml")).collect();
    names.sort();
    let mut texts = Vec::new();
    for name in names {
        let file = TextFiles::get(&name).with_context(|| format!("{name} is gone"))?;
        let content = std::str::from_utf8(&file.data).with_context(|| format!("{name} is not UTF-8"))?;
        let documents =
            kizukai_server::yaml::documents(content).map_err(|reason| anyhow::anyhow!("{name}: {reason}"))?;
        for document in documents {
            let read =
                Definition::read(None, &document).map_err(|problem| anyhow::anyhow!("{name}: {problem}"))?;
            texts.push(read.0);
        }
    }
    Ok(texts)
}

/// Writes a file that only its owner can read.
fn write_secret(file: &Path, text: &str) -> anyhow::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(file).and_then(|mut open| open.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_engagement::text::Status;
    use kizukai_model::time::SystemClock;
    use kizukai_runtime::{Options, Who};
    use kizukai_simulation::Table;

    #[tokio::test]
    async fn the_sample_shop_is_stocked_once_and_stays_as_it_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let first = keys(folder.path(), &SystemClock::default()).unwrap();
        assert_eq!(keys(folder.path(), &SystemClock::default()).unwrap().api_key, first.api_key);
        let runtime = Runtime::open(Options::new(folder.path())).unwrap();
        stock(&runtime, folder.path()).await.unwrap();
        let site = runtime.admit(&first.write_key).unwrap().site;
        assert!(runtime.definitions(&site, "campaign").unwrap().len() >= 6);
        let member = MEMBERS.lines().nth(1).unwrap().split(',').next().unwrap();
        assert!(runtime.profile(&site, Who::named(member)).await.unwrap().is_some());

        let paused = texts().unwrap().into_iter().find_map(|text| match text {
            Definition::Campaign(mut campaign) => {
                campaign.status = Status::Paused;
                Some(Definition::Campaign(campaign))
            }
            Definition::Segment(_) | Definition::Site(_) => None,
        });
        let program = runtime.publish(&site, vec![paused.unwrap()]).await.unwrap().program;
        stock(&runtime, folder.path()).await.unwrap();
        assert_eq!(runtime.publish(&site, vec![]).await.unwrap().program, program);
    }

    #[tokio::test]
    async fn the_sample_shop_has_one_member_whose_password_stays_as_it_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        keys(folder.path(), &SystemClock::default()).unwrap();
        let runtime = Runtime::open(Options::new(folder.path())).unwrap();
        staff(&runtime).await.unwrap();
        staff(&runtime).await.unwrap();
        let opened = runtime.sign_in(MEMBER.email, MEMBER.password, None, "").await.unwrap();
        assert_eq!((runtime.sites_of(opened.member).len(), runtime.sessions_of(opened.member).len()), (1, 1));
    }

    #[test]
    fn a_shop_of_ones_own_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        init(folder.path(), "本物のお店", &SystemClock::default(), &RandomFresh).unwrap();
        assert!(keys(folder.path(), &SystemClock::default()).is_err());
    }

    #[test]
    fn the_simulated_visitors_know_only_campaigns_arms_and_goals_of_this_shop() {
        let texts = texts().unwrap();
        for (key, truth) in &Table::shipped().campaign {
            let named =
                |text: &&Definition| matches!(text, Definition::Campaign(text) if text.key.as_str() == key);
            let Some(Definition::Campaign(text)) = texts.iter().find(named) else {
                panic!("no campaign {key}")
            };
            let mut arms: Vec<_> = text.arms.iter().map(|arm| arm.key.as_str()).collect();
            arms.sort_unstable();
            assert_eq!(truth.arms.keys().map(String::as_str).collect::<Vec<_>>(), arms, "{key}");
            if let Some(goal) = &truth.goal {
                let own = text.goal.as_ref().unwrap_or_else(|| panic!("{key} has no goal"));
                assert_eq!((own.event.as_str(), Some(own.within)), (goal.as_str(), truth.within), "{key}");
            }
        }
    }
}
