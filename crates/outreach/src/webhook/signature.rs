//! Signatures after Standard Webhooks (<https://github.com/standard-webhooks/standard-webhooks>): HMAC-SHA-256 of
//! `id.timestamp.body`, one for each secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use kizukai_model::Timestamp;
use sha2::Sha256;

use super::secret::Secret;
use crate::channel::DeliveryId;

/// The value of `webhook-signature`: one signature a secret, separated by spaces, so that a receiver that still has the old
/// secret is content while it is rotated.
pub fn signature(secrets: &[Secret], id: &DeliveryId, at: Timestamp, body: &[u8]) -> String {
    let each: Vec<_> = secrets.iter().map(|secret| one(secret, id, at, body)).collect();
    each.join(" ")
}

/// The value of `webhook-timestamp`: whole seconds.
pub(super) fn timestamp(at: Timestamp) -> String {
    at.as_ms().div_euclid(1_000).to_string()
}

fn one(secret: &Secret, id: &DeliveryId, at: Timestamp, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{}.", timestamp(at)).as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_published_example() {
        // The example of the specification's reference libraries.
        let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse().unwrap();
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek".parse().unwrap();
        let at = Timestamp::from_ms(1_614_265_330_999);
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signature(std::slice::from_ref(&secret), &id, at, br#"{"test": 2432232314}"#), expected);
        let both =
            signature(&[Secret::from_random(&[1; 24]).unwrap(), secret], &id, at, br#"{"test": 2432232314}"#);
        assert_eq!(both.split(' ').nth(1), Some(expected));
    }
}
