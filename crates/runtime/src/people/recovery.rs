//! Recovery: a link, made on the server's own machine, that gives a member a new password.
//!
//! It takes the second factor away as well: who has lost the authenticator and the recovery codes has no other way in, and
//! whoever can make the link owns the data folder anyhow.

use kizukai_store::{Link, Opens};

use super::credentials::Credentials;
use super::{MemberRefusal, OpenedSession, fold, sessions};
use crate::authentication::hash_of;
use crate::{Actor, Runtime, RuntimeError, limits};

/// What the secret of a recovery link begins with.
const PREFIX: &str = "rec_";

impl Runtime {
    /// Makes the secret of a recovery link for the member who has an address; handed out this once.
    ///
    /// # Errors
    /// [`MemberRefusal::Unknown`] when nobody has it.
    pub async fn make_recovery(&self, email: &str, by: &Actor) -> Result<String, RuntimeError> {
        let email = fold(email);
        let member = self.member_by_email(&email).ok_or(MemberRefusal::Unknown("member"))?.id;
        let secret = format!("{PREFIX}{}", self.inner.fresh.secret());
        let now = self.now();
        let link = Link {
            id: 0,
            hash: hash_of(&secret),
            opens: Opens::Recovery { member },
            created_by: by.name.clone(),
            created_at: now,
            expires_at: now.plus(limits::RECOVERY_LIFE),
        };
        self.change_people(move |catalog, _| Ok(catalog.add_link(link)?)).await?;
        Ok(secret)
    }

    /// The number of the member whom a recovery link is for.
    ///
    /// # Errors
    /// [`MemberRefusal::Unknown`] when it was used, has expired or never was.
    pub async fn open_recovery(&self, secret: &str) -> Result<u64, RuntimeError> {
        Ok(self.recovery(secret).await?.1)
    }

    /// Gives the member a new password, takes the second factor away, ends all sessions and begins one.
    ///
    /// # Errors
    /// As [`Runtime::open_recovery`]; [`MemberRefusal::WeakPassword`].
    pub async fn recover(
        &self,
        secret: &str,
        password: &str,
        device: &str,
    ) -> Result<OpenedSession, RuntimeError> {
        let (link, member) = self.recovery(secret).await?;
        let email = self.member(member).ok_or(MemberRefusal::Unknown("member"))?.email;
        let password = Some(self.hash_password(password, &email).await?);
        let (device, now) = (device.to_owned(), self.now());
        let (link_hash, session_secret) = (hash_of(secret), self.inner.fresh.secret());
        self.change_people(move |catalog, people| {
            catalog.link(link_hash)?.ok_or(MemberRefusal::Unknown("recovery link"))?;
            let person = people.read(|people| people.member(member).cloned());
            let mut person = person.ok_or(MemberRefusal::Unknown("member"))?;
            person.credentials = Credentials { password, ..Credentials::default() };
            catalog.save_member(&person.row(), Some(link))?;
            people.write(|people| people.put_member(person));
            sessions::end(catalog, people, member, |_| true)?;
            sessions::open(catalog, people, member, &device, &session_secret, now)
        })
        .await
    }

    /// The numbers of a recovery link and its member.
    async fn recovery(&self, secret: &str) -> Result<(u64, u64), RuntimeError> {
        let (hash, now) = (hash_of(secret), self.now());
        let link = self.change_people(move |catalog, _| Ok(catalog.link(hash)?)).await?;
        match link {
            Some(Link { id, opens: Opens::Recovery { member }, expires_at, .. }) if expires_at > now => {
                Ok((id, member))
            }
            _ => Err(MemberRefusal::Unknown("recovery link").into()),
        }
    }
}
