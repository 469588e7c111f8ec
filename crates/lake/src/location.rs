//! Where a lake lies: a folder of this machine, or a bucket that speaks the S3 protocol.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, RetryConfig};

use crate::durable::DurableFolder;
use crate::error::LakeError;

/// How long the store is asked again before it counts as failed.
const RETRY_FOR: Duration = Duration::from_secs(30);
/// How often.
const RETRIES: usize = 6;
const S3_SCHEME: &str = "s3://";

/// A folder or a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder, made when it is missing.
    Folder(PathBuf),
    /// A bucket, which must exist, and how to get in.
    Bucket {
        /// Its name.
        bucket: String,
        /// What all names in it begin with; may be empty.
        prefix: String,
        /// How to get in.
        access: Box<S3Access>,
    },
}

/// How to get into a bucket. What is left out is looked up as the S3 tools do it: in `AWS_…` variables of the environment, or from
/// the machine's own role.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct S3Access {
    /// Address of a store other than Amazon's, such as `https://minio.example:9000`.
    pub endpoint: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Name of the key.
    pub access_key_id: Option<String>,
    /// The key.
    pub secret_access_key: Option<String>,
}

impl fmt::Debug for S3Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Access")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

impl Location {
    /// Reads `s3://bucket/prefix`, else the path of a folder.
    ///
    /// # Errors
    /// `Location` when the bucket has no name, or another scheme is named.
    pub fn parse(text: &str, access: S3Access) -> Result<Self, LakeError> {
        let refuse =
            |reason: &str| LakeError::Location { location: text.to_owned(), reason: reason.to_owned() };
        let Some(rest) = text.strip_prefix(S3_SCHEME) else {
            return match text.contains("://") || text.is_empty() {
                true => Err(refuse("use the path of a folder, or s3://bucket/prefix")),
                false => Ok(Self::Folder(text.into())),
            };
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(refuse("the bucket has no name"));
        }
        let (bucket, prefix) = (bucket.to_owned(), prefix.trim_matches('/').to_owned());
        Ok(Self::Bucket { bucket, prefix, access: Box::new(access) })
    }

    /// The store that lies there.
    pub(crate) fn store(&self) -> Result<Arc<dyn ObjectStore>, LakeError> {
        match self {
            Self::Folder(folder) => Ok(Arc::new(DurableFolder::open(folder)?)),
            Self::Bucket { bucket, prefix, access } => {
                Ok(Arc::new(PrefixStore::new(access.builder(bucket).build()?, prefix.as_str())))
            }
        }
    }
}

impl S3Access {
    fn builder(&self, bucket: &str) -> AmazonS3Builder {
        let retry = RetryConfig { max_retries: RETRIES, retry_timeout: RETRY_FOR, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .with_retry(retry)
            .with_conditional_put(S3ConditionalPut::ETagMatch);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some(region) = &self.region {
            builder = builder.with_region(region);
        }
        if let (Some(id), Some(secret)) = (&self.access_key_id, &self.secret_access_key) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_a_folder_or_a_bucket() {
        let parse = |text| Location::parse(text, S3Access::default());
        assert_eq!(parse("/srv/lake").unwrap(), Location::Folder("/srv/lake".into()));
        let Location::Bucket { bucket, prefix, .. } = parse("s3://shop/kizukai/lake/").unwrap() else {
            panic!("a bucket is meant")
        };
        assert_eq!((bucket.as_str(), prefix.as_str()), ("shop", "kizukai/lake"));
        for text in ["", "s3://", "s3:///x", "gs://shop/lake", "https://shop.example"] {
            assert!(matches!(parse(text), Err(LakeError::Location { .. })), "{text}");
        }
    }

    #[test]
    fn a_key_is_not_told_in_debug_output() {
        let access = S3Access { secret_access_key: Some("hush".into()), ..S3Access::default() };
        assert!(!format!("{access:?}").contains("hush"));
    }
}
