//! The calls of Segment's HTTP API by their names in the path.

use utoipa::ToSchema;

/// What a request of Segment's HTTP API says its events are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub(crate) enum Call {
    Track,
    Page,
    Screen,
    Identify,
    Group,
    Alias,
    Batch,
}

/// Every name of every call, as clients write them behind `/`, `/v1/` and `/api/s/`.
pub(crate) const NAMES: [(&str, Call); 16] = [
    ("track", Call::Track),
    ("t", Call::Track),
    ("page", Call::Page),
    ("p", Call::Page),
    ("screen", Call::Screen),
    ("s", Call::Screen),
    ("identify", Call::Identify),
    ("i", Call::Identify),
    ("group", Call::Group),
    ("g", Call::Group),
    ("alias", Call::Alias),
    ("a", Call::Alias),
    ("batch", Call::Batch),
    ("b", Call::Batch),
    ("import", Call::Batch),
    ("event", Call::Track),
];

impl Call {
    /// The call of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, call)| *call)
    }

    /// The call's own name.
    pub(super) fn name(self) -> &'static str {
        self.event_type().unwrap_or("batch")
    }

    /// The `type` of the one event such a request brings; none where each event says so itself.
    pub(super) const fn event_type(self) -> Option<&'static str> {
        Some(match self {
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Identify => "identify",
            Self::Group => "group",
            Self::Alias => "alias",
            Self::Batch => return None,
        })
    }
}
