//! Who works in a site, and as what.

use kizukai_model::{SiteId, Timestamp};
use kizukai_store::Site;

use super::{MemberRefusal, set_up};
use crate::{Role, Runtime, RuntimeError};

/// A member of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteMember {
    /// The member's number.
    pub id: u64,
    /// The address.
    pub email: String,
    /// What others read.
    pub name: String,
    /// What the member is here.
    pub role: Role,
    /// Whether a code is asked for besides the password.
    pub has_second_factor: bool,
    /// Since when.
    pub joined_at: Timestamp,
    /// When one of the member's sessions was last used; none without one.
    pub last_seen_at: Option<Timestamp>,
}

impl Runtime {
    /// What a member is in a site; none for somebody who is nothing there.
    pub fn role(&self, member: u64, site: &SiteId) -> Option<Role> {
        self.inner.people.read(|people| people.seat(member, site)).map(|seat| seat.role)
    }

    /// Where a member is what, oldest site first.
    pub fn sites_of(&self, member: u64) -> Vec<(Site, Role)> {
        let roles: Vec<(SiteId, Role)> = self
            .inner
            .people
            .read(|people| people.seats_of(member).map(|(site, seat)| (site.clone(), seat.role)).collect());
        let role_in = |site: &Site| roles.iter().find(|(id, _)| *id == site.id).map(|(_, role)| *role);
        self.sites().into_iter().filter_map(|site| role_in(&site).map(|role| (site, role))).collect()
    }

    /// Who works in a site, oldest member first.
    pub fn members_of(&self, site: &SiteId) -> Vec<SiteMember> {
        self.inner.people.read(|people| {
            let here = people.seats_in(site).map(|(person, seat)| {
                let view = person.view();
                let seen = people.sessions_of(view.id).into_iter().map(|session| session.last_seen_at);
                SiteMember {
                    id: view.id,
                    email: view.email,
                    name: view.name,
                    role: seat.role,
                    has_second_factor: view.has_second_factor,
                    joined_at: seat.joined_at,
                    last_seen_at: seen.max(),
                }
            });
            here.collect()
        })
    }

    /// Makes a member of a site something else there, at once. Answers what the member was.
    ///
    /// # Errors
    /// [`MemberRefusal::Unknown`] and [`MemberRefusal::LastOwner`].
    pub async fn set_role(&self, site: &SiteId, member: u64, role: Role) -> Result<Role, RuntimeError> {
        let (site, now) = (site.clone(), self.now());
        self.change_people(move |catalog, people| {
            let seat = people.read(|people| people.seat(member, &site));
            let before = seat.ok_or(MemberRefusal::Unknown("member"))?.role;
            if role != Role::Owner && people.read(|people| people.is_last_owner(member, &site)) {
                return Err(MemberRefusal::LastOwner.into());
            }
            set_up::join(catalog, people, member, &site, role, None, now)?;
            Ok(before)
        })
        .await
    }

    /// Lets a member of a site go, at once. Answers what the member was.
    ///
    /// # Errors
    /// [`MemberRefusal::Unknown`] and [`MemberRefusal::LastOwner`].
    pub async fn remove_member(&self, site: &SiteId, member: u64) -> Result<Role, RuntimeError> {
        let site = site.clone();
        self.change_people(move |catalog, people| {
            let seat = people.read(|people| people.seat(member, &site));
            let before = seat.ok_or(MemberRefusal::Unknown("member"))?.role;
            if people.read(|people| people.is_last_owner(member, &site)) {
                return Err(MemberRefusal::LastOwner.into());
            }
            catalog.remove_membership(&site, member)?;
            people.write(|people| people.remove_seat(member, &site));
            Ok(before)
        })
        .await
    }
}
