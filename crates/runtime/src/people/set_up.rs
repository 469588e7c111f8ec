//! The first member of a data folder, and new sites of members.

use kizukai_engagement::{Definition, ProgramSource, program, text::SiteText};
use kizukai_model::{SiteId, Timestamp};
use kizukai_store::{Catalog, Member, Membership, Site};

use super::credentials::Credentials;
use super::roster::{Person, Roster};
use super::{MemberRefusal, OpenedSession, address, member_name, sessions};
use crate::{Role, Runtime, RuntimeError, limits};

/// Somebody who is to become a member.
#[derive(Clone)]
pub struct NewMember {
    /// The address.
    pub email: String,
    /// What others read.
    pub name: String,
    /// The password.
    pub password: String,
}

/// A site to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSite {
    /// Its name, for people.
    pub name: String,
    /// The IANA time zone; left out, the default of all sites.
    pub timezone: Option<String>,
    /// The language; left out, the default of all sites.
    pub locale: Option<String>,
    /// The currency; left out, the default of all sites.
    pub currency: Option<String>,
}

impl Runtime {
    /// Makes the first member: the owner of every site there is, or of the site that is made along.
    ///
    /// # Errors
    /// [`MemberRefusal::SetUpDone`] when there is a member; [`MemberRefusal::BadField`] when there is no site and none is to
    /// be made; what is wrong with the fields.
    pub async fn set_up(
        &self,
        owner: NewMember,
        site: Option<NewSite>,
        device: &str,
    ) -> Result<OpenedSession, RuntimeError> {
        if self.has_members() {
            return Err(MemberRefusal::SetUpDone.into());
        }
        let mut member = self.new_member(owner).await?;
        let mut sites: Vec<SiteId> = self.sites().into_iter().map(|site| site.id).collect();
        if sites.is_empty() {
            let site =
                site.ok_or_else(|| MemberRefusal::BadField("site: there is none yet, name one".into()))?;
            sites.push(self.create_site(site).await?.id);
        }
        let (device, secret, now) = (device.to_owned(), self.inner.fresh.secret(), self.now());
        self.change_people(move |catalog, people| {
            if people.read(|people| !people.is_empty()) {
                return Err(MemberRefusal::SetUpDone.into());
            }
            let mut sites = sites.iter();
            let first = sites.next().ok_or_else(|| RuntimeError::Damaged("no site".to_owned()))?;
            member = add(catalog, people, member, first, Role::Owner, None)?;
            for site in sites {
                join(catalog, people, member.id, site, Role::Owner, None, now)?;
            }
            sessions::open(catalog, people, member.id, &device, &secret, now)
        })
        .await
    }

    /// Makes a site and its owner.
    ///
    /// # Errors
    /// When the settings are impossible, there are too many sites, or the catalog cannot be written.
    pub async fn found_site(&self, owner: u64, site: NewSite) -> Result<Site, RuntimeError> {
        let site = self.create_site(site).await?;
        let (id, now) = (site.id.clone(), self.now());
        self.change_people(move |catalog, people| join(catalog, people, owner, &id, Role::Owner, None, now))
            .await?;
        Ok(site)
    }

    /// Gives a site another name, which holds from the answer on; answers with it as it is kept.
    ///
    /// # Errors
    /// When it is none, or the catalog cannot be written.
    pub async fn rename_site(&self, site: &SiteId, name: &str) -> Result<String, RuntimeError> {
        let name = site_name(name)?;
        // One at a time, so that what is kept and what is told are the same.
        let _sites = self.inner.sources.lock().await;
        let (catalog, renamed, put) = (self.inner.catalog.clone(), site.clone(), name.clone());
        self.blocking(move || Ok(catalog.with(|catalog| catalog.rename_site(&renamed, &put))?)).await?;
        self.inner.directory.rename_site(site, &name);
        Ok(name)
    }

    async fn create_site(&self, new: NewSite) -> Result<Site, RuntimeError> {
        let name = site_name(&new.name)?;
        if self.sites().len() >= limits::SITES {
            return Err(MemberRefusal::TooMany { what: "sites", most: limits::SITES }.into());
        }
        let mut text = SiteText::default();
        text.timezone = new.timezone.unwrap_or(text.timezone);
        text.locale = new.locale.unwrap_or(text.locale);
        text.currency = new.currency.unwrap_or(text.currency);
        let settings = vec![Definition::Site(Box::new(text))];
        // What could not be published must not leave a site without settings behind.
        program::publish(&ProgramSource::empty("s_new".into()), settings.clone(), self.now())
            .map_err(RuntimeError::Refused)?;
        let site = self.open_site(name).await?;
        self.publish(&site.id, settings).await?;
        Ok(site)
    }

    /// Somebody with everything but a number.
    pub(super) async fn new_member(&self, new: NewMember) -> Result<Member, RuntimeError> {
        let (email, name) = (address(&new.email)?, member_name(&new.name)?);
        let password = self.hash_password(&new.password, &email).await?;
        let credentials = Credentials { password: Some(password), ..Credentials::default() };
        let created_at = self.now();
        Ok(Member { id: 0, email, name, locale: None, credentials: credentials.to_text(), created_at })
    }
}

/// A name that a site may have, without the space around it.
fn site_name(written: &str) -> Result<String, RuntimeError> {
    let (name, most) = (written.trim(), limits::SITE_NAME_CHARS);
    if (1..=most).contains(&name.chars().count()) {
        return Ok(name.to_owned());
    }
    Err(MemberRefusal::BadField(format!("site: a name of 1 to {most} characters")).into())
}

/// Stores a new member and what the member is.
pub(super) fn add(
    catalog: &mut dyn Catalog,
    people: &Roster,
    member: Member,
    site: &SiteId,
    role: Role,
    link: Option<u64>,
) -> Result<Member, RuntimeError> {
    let added = catalog.add_member(member, site, role.name(), link)?;
    let person = Person::read(added.clone())?;
    people.write(|people| {
        people.put_member(person);
        people.put_seat(&seat(added.id, site, role, added.created_at))
    })?;
    Ok(added)
}

/// Makes a member something in a site.
pub(super) fn join(
    catalog: &mut dyn Catalog,
    people: &Roster,
    member: u64,
    site: &SiteId,
    role: Role,
    link: Option<u64>,
    now: Timestamp,
) -> Result<(), RuntimeError> {
    let joined_at = people.read(|people| people.seat(member, site)).map_or(now, |seat| seat.joined_at);
    let membership = seat(member, site, role, joined_at);
    catalog.put_membership(&membership, link)?;
    people.write(|people| people.put_seat(&membership))
}

fn seat(member: u64, site: &SiteId, role: Role, joined_at: Timestamp) -> Membership {
    Membership { site: site.clone(), member, role: role.name().to_owned(), joined_at }
}
