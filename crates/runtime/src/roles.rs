//! What a member of a site may do there. The whole table is here; which endpoint needs which permission is the server's.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What somebody is in a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, other members included.
    Owner,
    /// What visitors get.
    Editor,
    /// Looks, and takes a person's data out.
    Analyst,
    /// Looks after visitors.
    Agent,
    /// Looks at figures, not at persons.
    Viewer,
}

/// A kind of thing to do in a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Figures, texts and settings, no persons.
    View,
    /// Visitors, one by one.
    People,
    /// Taking out all that is known of a person.
    Export,
    /// Setting traits of persons.
    Traits,
    /// Saying something about campaigns under edit.
    Comment,
    /// Changing what visitors get.
    Publish,
    /// Reading who changed what.
    Audit,
    /// Erasing a person.
    Erase,
    /// Settings of the site, its keys and secrets.
    Settings,
    /// Who works here, and as what.
    Members,
}

impl Role {
    /// All of them, the mightiest first.
    pub const ALL: [Self; 5] = [Self::Owner, Self::Editor, Self::Analyst, Self::Agent, Self::Viewer];

    /// Whether somebody in this role may do that.
    pub const fn may(self, what: Permission) -> bool {
        use Permission::{Audit, Comment, Erase, Export, Members, People, Publish, Settings, Traits, View};
        match what {
            View => true,
            People => !matches!(self, Self::Viewer),
            Export | Comment => matches!(self, Self::Owner | Self::Editor | Self::Analyst),
            Traits | Publish | Audit => matches!(self, Self::Owner | Self::Editor),
            Erase | Settings | Members => matches!(self, Self::Owner),
        }
    }

    /// Everything somebody in this role may do.
    pub fn permissions(self) -> Vec<Permission> {
        Permission::ALL.into_iter().filter(|what| self.may(*what)).collect()
    }

    /// Its name in the API and in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Analyst => "analyst",
            Self::Agent => "agent",
            Self::Viewer => "viewer",
        }
    }
}

/// The text names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no role: owner, editor, analyst, agent or viewer")]
pub struct NotARole(String);

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(name: &str) -> Result<Self, NotARole> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or_else(|| NotARole(name.to_owned()))
    }
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::View,
        Self::People,
        Self::Export,
        Self::Traits,
        Self::Comment,
        Self::Publish,
        Self::Audit,
        Self::Erase,
        Self::Settings,
        Self::Members,
    ];

    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::People => "people",
            Self::Export => "export",
            Self::Traits => "traits",
            Self::Comment => "comment",
            Self::Publish => "publish",
            Self::Audit => "audit",
            Self::Erase => "erase",
            Self::Settings => "settings",
            Self::Members => "members",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_table_says_and_nothing_else() {
        let table = [
            ("owner", "view people export traits comment publish audit erase settings members"),
            ("editor", "view people export traits comment publish audit"),
            ("analyst", "view people export comment"),
            ("agent", "view people"),
            ("viewer", "view"),
        ];
        for (role, permissions) in table {
            let role: Role = role.parse().unwrap();
            let names: Vec<_> = role.permissions().into_iter().map(Permission::name).collect();
            assert_eq!(names.join(" "), permissions, "{role:?}");
        }
        assert!("root".parse::<Role>().is_err());
    }

    #[test]
    fn a_name_is_the_same_in_json() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
        for permission in Permission::ALL {
            assert_eq!(serde_json::to_value(permission).unwrap(), permission.name());
        }
    }
}
