//! Mail: a letter to one person over the shop's own mail server, and what comes back.
//!
//! Start at [`Letter`], which is what is said; [`Smtp`] carries it; [`dkim`] signs it; [`bounce`] reads what mail servers
//! report later; [`text`] makes the plain part from the HTML.
//!
//! It must never put anything into a header that could end it, write to more than one person at once, or show an address
//! or a password in `Debug`.

mod address;
pub mod bounce;
pub mod dkim;
mod letter;
mod smtp;
pub mod text;

pub use address::{EmailAddress, NotAnAddress};
pub use letter::{Letter, LetterError, Name, Unsubscribe, message_id};
pub use smtp::{Security, Smtp, SmtpSettings, WrongSettings};
