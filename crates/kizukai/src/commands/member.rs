//! `kizukai member`: who works with the sites, and links for those who want in or are locked out.
//!
//! Through the server that runs on the folder, else on the folder itself: whoever can read the folder owns it anyhow.

use anyhow::Context;
use serde_json::{Value, json};

use crate::arguments::{MemberCommand, Place};
use crate::exchange::{Answer, Exchange};
use crate::neighbour::{self, Holder};
use crate::serving::block_on;
use crate::terminal;

/// Asks, and says what came of it.
pub(crate) fn run(asked: &MemberCommand) -> anyhow::Result<()> {
    let place = match asked {
        MemberCommand::List(asked) => &asked.place,
        MemberCommand::AddLink(asked) => &asked.place,
        MemberCommand::Link(asked) => &asked.place,
    };
    let lines = block_on(async {
        match neighbour::find(&place.data)? {
            Holder::Server(note) => answer(asked, place, &Exchange::with_server(note)).await,
            Holder::Us(runtime) => {
                let lines = answer(asked, place, &Exchange::inside(runtime.clone())).await;
                runtime.shutdown().await?;
                lines
            }
        }
    })?;
    lines.iter().for_each(|line| terminal::say(line));
    Ok(())
}

/// The lines to be said.
async fn answer(asked: &MemberCommand, place: &Place, with: &Exchange) -> anyhow::Result<Vec<String>> {
    let site = place.site.as_deref();
    match asked {
        MemberCommand::List(asked) => {
            let listed = done(with.get("/api/members", site).await)?;
            let members = listed["members"].as_array().cloned().unwrap_or_default();
            if asked.json {
                return Ok(vec![serde_json::to_string(&members)?]);
            }
            Ok(members.iter().map(row).collect())
        }
        MemberCommand::AddLink(asked) => {
            let body = json!({"role": asked.role.name(), "email": asked.email});
            link(with, "/api/invitations", site, &body, "invitation").await
        }
        MemberCommand::Link(asked) => {
            link(with, "/api/recovery", site, &json!({"email": asked.email}), "recovery").await
        }
    }
}

async fn link(
    with: &Exchange,
    path: &str,
    site: Option<&str>,
    body: &Value,
    page: &str,
) -> anyhow::Result<Vec<String>> {
    let made = done(with.post(path, "application/json", site, serde_json::to_vec(body)?).await)?;
    let token = made["token"].as_str().context("the server answered without a link")?;
    let place = format!("/console/{page}/{token}");
    Ok(vec![match with.origin() {
        Some(origin) => format!("{origin}{place}"),
        None => format!("{place}   (below your server's address, once it runs)"),
    }])
}

/// What was answered, when it was done.
fn done(answer: anyhow::Result<Answer>) -> anyhow::Result<Value> {
    let answer = answer.context("cannot reach the server")?;
    let word = |field: &str| answer.body[field].as_str().unwrap_or("no reason given").to_owned();
    anyhow::ensure!(answer.is_success(), "{} ({})", word("detail"), word("code"));
    Ok(answer.body)
}

fn row(member: &Value) -> String {
    let word = |field: &str| member[field].as_str().unwrap_or("-").to_owned();
    format!("{:<8} {:<32} {}", word("role"), word("email"), word("name"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{MemberAddLink, MemberLink, MemberList};
    use kizukai_model::time::SystemClock;
    use kizukai_runtime::{Options, RandomFresh, Role, Runtime, init};

    fn place(data: &std::path::Path) -> Place {
        Place { data: data.to_owned(), site: None }
    }

    #[tokio::test]
    async fn whoever_owns_the_folder_hands_out_links() {
        let folder = tempfile::tempdir().unwrap();
        init(folder.path(), "花と器", &SystemClock::default(), &RandomFresh).unwrap();
        let runtime = Runtime::open(Options::new(folder.path())).unwrap();
        crate::demo::shop::staff(&runtime).await.unwrap();
        let with = Exchange::inside(runtime.clone());
        let ask = async |asked: MemberCommand| {
            let lines = answer(&asked, &place(folder.path()), &with).await;
            lines.map(|lines| lines.join("\n"))
        };
        let list = MemberCommand::List(MemberList { place: place(folder.path()), json: false });
        assert!(ask(list).await.unwrap().starts_with("owner    demo@kizukai.example"));
        let (role, email) = (Role::Agent, None);
        let add = MemberCommand::AddLink(MemberAddLink { place: place(folder.path()), role, email });
        assert!(ask(add).await.unwrap().starts_with("/console/invitation/inv_"));
        let link = |email: &str| {
            MemberCommand::Link(MemberLink { place: place(folder.path()), email: email.to_owned() })
        };
        assert!(ask(link("Demo@kizukai.example")).await.unwrap().starts_with("/console/recovery/rec_"));
        let unknown = ask(link("nobody@kizukai.example")).await.unwrap_err();
        assert!(unknown.to_string().contains("not_found"), "{unknown}");
    }
}
