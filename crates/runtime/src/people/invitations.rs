//! Invitations: a link that makes whoever opens it first a member of a site.

use kizukai_model::{SiteId, Timestamp};
use kizukai_store::{Link, Opens};

use super::set_up::{self, NewMember};
use super::{MemberRefusal, OpenedSession, address, sessions};
use crate::authentication::hash_of;
use crate::{Actor, Role, Runtime, RuntimeError, limits};

/// What the secret of an invitation begins with.
const PREFIX: &str = "inv_";

/// An invitation that nobody has followed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its number.
    pub id: u64,
    /// The role it leads to.
    pub role: Role,
    /// Whom alone it is for.
    pub email: Option<String>,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when it can be followed.
    pub expires_at: Timestamp,
}

/// What somebody with the link may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The link's number.
    pub(super) id: u64,
    /// The site.
    pub site: SiteId,
    /// Its name.
    pub site_name: String,
    /// The role it leads to.
    pub role: Role,
    /// Whom alone it is for.
    pub email: Option<String>,
}

impl Runtime {
    /// Makes an invitation and its secret, which is handed out this once.
    ///
    /// # Errors
    /// When the address is none, there are too many, or the catalog cannot be written.
    pub async fn invite(
        &self,
        site: &SiteId,
        role: Role,
        email: Option<&str>,
        by: &Actor,
    ) -> Result<(Invitation, String), RuntimeError> {
        let email = email.map(address).transpose()?;
        let opens = Opens::Invitation { site: site.clone(), role: role.name().to_owned(), email };
        let secret = format!("{PREFIX}{}", self.inner.fresh.secret());
        let now = self.now();
        let expires_at = now.plus(limits::INVITATION_LIFE);
        let (hash, created_by) = (hash_of(&secret), by.name.clone());
        let link = Link { id: 0, hash, opens, created_by, created_at: now, expires_at };
        let site = site.clone();
        let made = self.change_people(move |catalog, _| {
            let open = catalog.invitations(&site)?.into_iter().filter(|link| link.expires_at > now).count();
            if open >= limits::INVITATIONS_PER_SITE {
                let most = limits::INVITATIONS_PER_SITE;
                return Err(MemberRefusal::TooMany { what: "invitations", most }.into());
            }
            invitation(catalog.add_link(link)?)
        });
        Ok((made.await?, secret))
    }

    /// Invitations to a site that can still be followed, oldest first.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn invitations(&self, site: &SiteId) -> Result<Vec<Invitation>, RuntimeError> {
        let (site, now) = (site.clone(), self.now());
        self.change_people(move |catalog, _| {
            let open = catalog.invitations(&site)?.into_iter().filter(|link| link.expires_at > now);
            open.map(invitation).collect()
        })
        .await
    }

    /// Takes an invitation back; false when the site has none of that number.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn remove_invitation(&self, site: &SiteId, id: u64) -> Result<bool, RuntimeError> {
        let site = site.clone();
        self.change_people(move |catalog, _| Ok(catalog.remove_invitation(&site, id)?)).await
    }

    /// What an invitation leads to.
    ///
    /// # Errors
    /// [`MemberRefusal::Unknown`] when it was used, taken back, has expired or never was.
    pub async fn open_invitation(&self, secret: &str) -> Result<OpenInvitation, RuntimeError> {
        let (hash, now) = (hash_of(secret), self.now());
        let link = self.change_people(move |catalog, _| Ok(catalog.link(hash)?)).await?;
        let unknown = || MemberRefusal::Unknown("invitation");
        let link = link.filter(|link| link.expires_at > now).ok_or_else(unknown)?;
        let Opens::Invitation { site, role, email } = link.opens else { return Err(unknown().into()) };
        let site_name = self.site(&site).ok_or_else(unknown)?.name;
        let role = read_role(&role)?;
        Ok(OpenInvitation { id: link.id, site, site_name, role, email })
    }

    /// Follows an invitation as somebody new.
    ///
    /// # Errors
    /// As [`Runtime::open_invitation`]; [`MemberRefusal::AccountExists`]; what is wrong with the fields.
    pub async fn follow_invitation(
        &self,
        secret: &str,
        new: NewMember,
        device: &str,
    ) -> Result<(OpenInvitation, OpenedSession), RuntimeError> {
        let open = self.open_invitation(secret).await?;
        meant(&open, &address(&new.email)?)?;
        if self.member_by_email(&new.email).is_some() {
            return Err(MemberRefusal::AccountExists.into());
        }
        let member = self.new_member(new).await?;
        let (device, now) = (device.to_owned(), self.now());
        let (link_hash, session_secret) = (hash_of(secret), self.inner.fresh.secret());
        self.change_people(move |catalog, people| {
            // Somebody else may have followed it meanwhile.
            catalog.link(link_hash)?.ok_or(MemberRefusal::Unknown("invitation"))?;
            if people.read(|people| people.by_email(&member.email).is_some()) {
                return Err(MemberRefusal::AccountExists.into());
            }
            let member = set_up::add(catalog, people, member, &open.site, open.role, Some(open.id))?;
            let session = sessions::open(catalog, people, member.id, &device, &session_secret, now)?;
            Ok((open, session))
        })
        .await
    }

    /// Follows an invitation as a member who is signed in. Who is something there already stays what they are.
    ///
    /// # Errors
    /// As [`Runtime::open_invitation`].
    pub async fn follow_invitation_as(
        &self,
        secret: &str,
        member: u64,
    ) -> Result<OpenInvitation, RuntimeError> {
        let open = self.open_invitation(secret).await?;
        let email = self.member(member).ok_or(MemberRefusal::Unknown("member"))?.email;
        meant(&open, &email)?;
        let (hash, now) = (hash_of(secret), self.now());
        self.change_people(move |catalog, people| {
            catalog.link(hash)?.ok_or(MemberRefusal::Unknown("invitation"))?;
            let present = people.read(|people| people.seat(member, &open.site));
            let role = present.map_or(open.role, |seat| seat.role);
            set_up::join(catalog, people, member, &open.site, role, Some(open.id), now)?;
            Ok(OpenInvitation { role, ..open })
        })
        .await
    }
}

/// Refuses whom the invitation is not for.
fn meant(open: &OpenInvitation, email: &str) -> Result<(), RuntimeError> {
    let is_meant = open.email.as_deref().is_none_or(|meant| meant == email);
    let other = || MemberRefusal::BadField("email: the invitation is for another address".to_owned());
    if is_meant { Ok(()) } else { Err(other().into()) }
}

fn invitation(link: Link) -> Result<Invitation, RuntimeError> {
    let Opens::Invitation { role, email, .. } = link.opens else {
        return Err(RuntimeError::Damaged(format!("link {} is no invitation", link.id)));
    };
    let Link { id, created_by, created_at, expires_at, .. } = link;
    Ok(Invitation { id, role: read_role(&role)?, email, created_by, created_at, expires_at })
}

fn read_role(name: &str) -> Result<Role, RuntimeError> {
    name.parse().map_err(|error| RuntimeError::Damaged(format!("{error}")))
}
