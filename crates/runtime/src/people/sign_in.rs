//! Signing in: the password first, then the second factor, then a session.
//!
//! An unknown address and a wrong password are the same answer after the same work. How often somebody may try is the
//! server's matter.

use super::{MemberRefusal, OpenedSession, fold, second_factor, sessions};
use crate::{Runtime, RuntimeError};

impl Runtime {
    /// Begins a session for whoever has this address and password, and a code where the member has a second factor.
    ///
    /// # Errors
    /// [`MemberRefusal`] when it is not the one; [`RuntimeError::Overloaded`] when too many try at once.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        code: Option<&str>,
        device: &str,
    ) -> Result<OpenedSession, RuntimeError> {
        let email = fold(email);
        let known = self.inner.people.read(|people| people.by_email(&email).cloned());
        let hash = known.as_ref().and_then(|person| person.credentials.password.clone());
        let is_right = self.is_password(hash.as_deref(), password).await?;
        let (Some(known), true) = (known, is_right) else { return Err(MemberRefusal::BadCredentials.into()) };
        let (code, device) = (code.map(str::to_owned), device.to_owned());
        let (secret, now) = (self.inner.fresh.secret(), self.now());
        self.change_people(move |catalog, people| {
            let person = people.read(|people| people.member(known.id()).cloned());
            let mut person = person.ok_or(MemberRefusal::BadCredentials)?;
            if person.credentials.password != hash {
                return Err(MemberRefusal::BadCredentials.into());
            }
            if let Some(factor) = &mut person.credentials.totp {
                let code = code.filter(|code| !code.trim().is_empty()).ok_or(MemberRefusal::CodeNeeded)?;
                second_factor::take(factor, &code, now)?;
                catalog.save_member(&person.row(), None)?;
                people.write(|people| people.put_member(person.clone()));
            }
            sessions::open(catalog, people, person.id(), &device, &secret, now)
        })
        .await
    }

    /// Begins a session for a member whom somebody else has recognised.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn open_session(&self, member: u64, device: &str) -> Result<OpenedSession, RuntimeError> {
        let (secret, now, device) = (self.inner.fresh.secret(), self.now(), device.to_owned());
        self.change_people(move |catalog, people| {
            let is_member = people.read(|people| people.member(member).is_some());
            if !is_member {
                return Err(MemberRefusal::Unknown("member").into());
            }
            sessions::open(catalog, people, member, &device, &secret, now)
        })
        .await
    }
}
