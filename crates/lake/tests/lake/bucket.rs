//! A lake in a bucket, on a server that speaks the S3 protocol (moto).
//!
//! `KIZUKAI_LAKE_PYTHON` names a Python that has moto (`make lake-python`); without it there is no such server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use jiff::civil::date;
use kizukai_lake::sample::{SITE, Sample};
use kizukai_lake::{
    Bucket, Days, Kind, Lake, LakeError, Location, Measure, S3Access, Split, Tail, Trend, TrendResult, What,
};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectStore as _, PutMode, PutOptions};

use crate::duckdb::python;
use crate::reading;

const BUCKET: &str = "shop";
/// What the server prints before its address.
const LISTENS: &str = "Running on http://";

/// The server, until it is dropped.
struct Server {
    process: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Starts it on a free port, with an empty bucket.
    fn start() -> Option<Self> {
        let mut process = Command::new(python()?)
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let line = lines.find(|line| line.contains(LISTENS)).expect("the server tells its address");
        let (_, address) = line.split_once(LISTENS).unwrap();
        let address = address.split_whitespace().next().unwrap().to_owned();
        // It prints a line for each request: somebody has to read them.
        std::thread::spawn(move || lines.for_each(drop));
        let server = Self { process, address };
        server.make_bucket();
        Some(server)
    }

    fn make_bucket(&self) {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "PUT /{BUCKET} HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            self.address
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    fn location(&self) -> Location {
        let access = S3Access {
            endpoint: Some(self.endpoint()),
            region: Some("us-east-1".into()),
            access_key_id: Some("id".into()),
            secret_access_key: Some("secret".into()),
        };
        Location::parse(&format!("s3://{BUCKET}/kizukai/lake"), access).unwrap()
    }

    /// The bucket as another program sees it.
    fn bucket(&self) -> AmazonS3 {
        let builder = AmazonS3Builder::new().with_bucket_name(BUCKET).with_endpoint(self.endpoint());
        let builder =
            builder.with_access_key_id("id").with_secret_access_key("secret").with_region("us-east-1");
        builder.with_allow_http(true).build().unwrap()
    }
}

async fn page_views(lake: &Lake, sample: &Sample) -> TrendResult {
    let trend = Trend {
        site: SITE.into(),
        zone: sample.zone.clone(),
        days: Days { from: date(2026, 11, 1), until: date(2026, 11, 3) },
        bucket: Bucket::Day,
        what: What { kind: Kind::Page, event: None },
        measure: Measure::Visitors,
        filters: Vec::new(),
        split: Split::By { field: "device_type".parse().unwrap(), series: 2 },
    };
    lake.trend(&trend, &Tail::new()).await.unwrap()
}

#[tokio::test]
async fn a_lake_in_a_bucket_is_the_same_lake() {
    let Some(server) = Server::start() else { return };
    let sample = Sample { rows: 3_000, days: 3, profiles: 200, ..Sample::million() };
    let store = PrefixStore::new(server.bucket(), "kizukai/lake");
    let folder = tempfile::tempdir().unwrap();
    let reference = Lake::open(&Location::Folder(folder.path().into())).await.unwrap();
    let lake = Lake::open(&server.location()).await.unwrap();
    let last = sample.last_row();
    for part in 0..5 {
        let (after, upto) = (last * part / 5, last * (part + 1) / 5);
        reference.seal(sample.between(after, upto), upto).await.unwrap();
        lake.seal(sample.between(after, upto), upto).await.unwrap();
    }
    while lake.compact(date(2026, 12, 1)).await.unwrap() {}
    assert!(lake.files().len() <= 4);
    assert_eq!(reading::places(&store).await, reading::places_of(&sample.between(0, last)));
    assert_eq!(page_views(&lake, &sample).await, page_views(&reference, &sample).await);

    let people: Vec<_> = (0..20).map(|number| sample.profile(number)).collect();
    let erased = lake.erase(SITE, &people).await.unwrap();
    assert_eq!(erased, reference.erase(SITE, &people).await.unwrap());
    assert!(erased > 100);
    assert_eq!(page_views(&lake, &sample).await, page_views(&reference, &sample).await);
    assert_eq!(reading::data_files(&store).await, reading::named_files(&store).await);

    let second = Lake::open(&server.location()).await.unwrap();
    let refused = lake.seal(Vec::new(), last + 1).await;
    assert!(matches!(refused, Err(LakeError::Superseded { .. })), "{refused:?}");
    second.seal(Vec::new(), last + 1).await.unwrap();
    assert_eq!(second.retain(SITE, date(2026, 12, 1)).await.unwrap() + erased, 3_000);
    assert!(reading::data_files(&store).await.is_empty());
}

#[tokio::test]
async fn a_name_in_a_bucket_is_given_once() {
    let Some(server) = Server::start() else { return };
    let (bucket, path) = (server.bucket(), Path::from("manifest/1.json"));
    let create = PutOptions::from(PutMode::Create);
    bucket.put_opts(&path, "first".into(), create.clone()).await.unwrap();
    let second = bucket.put_opts(&path, "second".into(), create).await;
    assert!(matches!(second, Err(Error::AlreadyExists { .. })), "{second:?}");
}
