//! Who asked for a change, as it is written down.

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What kind of asker.
    pub kind: ActorKind,
    /// Its name, for people: a member's address, a key's label.
    pub name: String,
    /// The member, where it is one.
    pub member: Option<u64>,
}

/// What kind of asker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A member who is signed in.
    Member,
    /// Whoever holds an API key.
    Key,
    /// The command line on the same machine.
    Local,
    /// Kizukai itself.
    System,
}

impl Actor {
    /// A member, by the address.
    pub fn member(id: u64, email: &str) -> Self {
        Self { kind: ActorKind::Member, name: email.to_owned(), member: Some(id) }
    }

    /// Whoever holds an API key of that number and label.
    pub fn key(id: u64, label: &str) -> Self {
        let name = if label.is_empty() { format!("#{id}") } else { format!("#{id} {label}") };
        Self { kind: ActorKind::Key, name, member: None }
    }

    /// Kizukai itself, by a rule.
    pub fn system() -> Self {
        Self { kind: ActorKind::System, name: "kizukai".to_owned(), member: None }
    }

    /// The command line on the same machine.
    pub fn local() -> Self {
        Self { kind: ActorKind::Local, name: "kizukai".to_owned(), member: None }
    }
}

impl ActorKind {
    /// Its name in the API and in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Key => "key",
            Self::Local => "local",
            Self::System => "system",
        }
    }
}
