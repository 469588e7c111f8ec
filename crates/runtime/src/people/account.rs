//! What members change about themselves: name, language, password, second factor.

use super::roster::Person;
use super::{MemberRefusal, MemberView, member_name, second_factor, sessions};
use crate::{Runtime, RuntimeError};

/// A secret for an authenticator that is not confirmed yet.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpDraft {
    /// As people type it (base32).
    pub secret: String,
    /// As a QR code carries it (`otpauth://…`).
    pub url: String,
}

impl Runtime {
    /// Changes a member's name and language; what is none stays.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub async fn change_account(
        &self,
        member: u64,
        name: Option<String>,
        locale: Option<Option<String>>,
    ) -> Result<MemberView, RuntimeError> {
        let name = name.as_deref().map(member_name).transpose()?;
        self.change_member(member, move |person| {
            if let Some(name) = name {
                person.rename(name);
            }
            if let Some(locale) = locale {
                person.speak(locale);
            }
            Ok(person.view())
        })
        .await
    }

    /// Changes a member's password. All sessions but this one end.
    ///
    /// # Errors
    /// [`MemberRefusal::BadCredentials`] when the present one is wrong; [`MemberRefusal::WeakPassword`].
    pub async fn change_password(
        &self,
        member: u64,
        session: u64,
        current: &str,
        new: &str,
    ) -> Result<(), RuntimeError> {
        let verified = self.verified(member, current).await?;
        let email = self.member(member).ok_or(MemberRefusal::Unknown("member"))?.email;
        let password = self.hash_password(new, &email).await?;
        self.change_member(member, move |person| {
            // Somebody else may have changed it meanwhile.
            if person.credentials.password != verified {
                return Err(MemberRefusal::BadCredentials.into());
            }
            person.credentials.password = Some(password);
            Ok(())
        })
        .await?;
        self.change_people(move |catalog, people| {
            sessions::end(catalog, people, member, |held| held.id != session).map(drop)
        })
        .await
    }

    /// A new secret for the member's authenticator. Nothing changes until a code of it is confirmed.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn draft_totp(&self, member: u64) -> Result<TotpDraft, RuntimeError> {
        let secret = second_factor::new_secret(&*self.inner.fresh);
        self.change_member(member, move |person| {
            person.credentials.totp_draft = Some(secret.clone());
            let url = second_factor::url(&secret, person.email())?;
            Ok(TotpDraft { secret, url })
        })
        .await
    }

    /// Turns the second factor on, or over to a new authenticator. Answers the recovery codes: shown this once.
    ///
    /// # Errors
    /// [`MemberRefusal::BadCode`] when the code is not of the drafted secret.
    pub async fn confirm_totp(&self, member: u64, code: &str) -> Result<Vec<String>, RuntimeError> {
        let (code, now, fresh) = (code.to_owned(), self.now(), self.inner.fresh.clone());
        self.change_member(member, move |person| {
            second_factor::confirm(&mut person.credentials, &code, now, &*fresh)
        })
        .await
    }

    /// Turns the second factor off.
    ///
    /// # Errors
    /// [`MemberRefusal::BadCredentials`] when the password is wrong.
    pub async fn remove_totp(&self, member: u64, password: &str) -> Result<(), RuntimeError> {
        self.verified(member, password).await?;
        self.change_member(member, |person| {
            person.credentials.totp = None;
            person.credentials.totp_draft = None;
            Ok(())
        })
        .await
    }

    /// The hash of the member's password, when this is the password.
    async fn verified(&self, member: u64, password: &str) -> Result<Option<String>, RuntimeError> {
        let hash = self.inner.people.read(|people| people.member(member)?.credentials.password.clone());
        let is_right = self.is_password(hash.as_deref(), password).await?;
        if is_right { Ok(hash) } else { Err(MemberRefusal::BadCredentials.into()) }
    }

    async fn change_member<T, F>(&self, member: u64, change: F) -> Result<T, RuntimeError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Person) -> Result<T, RuntimeError> + Send + 'static,
    {
        self.change_people(move |catalog, people| {
            let person = people.read(|people| people.member(member).cloned());
            let mut person = person.ok_or(MemberRefusal::Unknown("member"))?;
            let answer = change(&mut person)?;
            catalog.save_member(&person.row(), None)?;
            people.write(|people| people.put_member(person));
            Ok(answer)
        })
        .await
    }
}
