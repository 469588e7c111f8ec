//! Connections: taking them, bounding them, letting them go.
//!
//! HTTP/1.1 alone: what stands before Kizukai in a shop speaks it, and a connection has one request at a time, so that the
//! bounds below are all there are. A connection that sends its header slowly, or none, is closed after
//! [`Connections::header_arrival`]; only the slow is counted, the silent was idle. A body has a bound of its own
//! ([`crate::limits`]). At the bound of all connections further ones wait unaccepted; those of one address beyond its
//! own bound are closed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::{Router, response::Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use crate::client::{Addresses, Peer};
use crate::heard::{Begun, Heard};

/// Pause after the machine could not give a connection, as when it is out of file handles.
const AFTER_FAILURE: Duration = Duration::from_millis(100);

/// Bounds of connections.
#[derive(Clone, Debug)]
pub struct Connections {
    /// How long a request's header may take, and how long an idle connection is kept.
    pub header_arrival: Duration,
    /// Open at once.
    pub at_once: usize,
    /// Open at once from one address; trusted proxies are not counted.
    pub per_address: usize,
}

impl Default for Connections {
    fn default() -> Self {
        Self { header_arrival: Duration::from_secs(30), at_once: 10_000, per_address: 500 }
    }
}

/// Serves until `stopping` becomes true, then finishes the requests under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Connections,
    addresses: Addresses,
    mut stopping: watch::Receiver<bool>,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(bounds.header_arrival);
    let places = Arc::new(Semaphore::new(bounds.at_once));
    let open = Arc::new(Open::default());
    let under_way = GracefulShutdown::new();
    loop {
        if places.available_permits() == 0 {
            count("connections");
        }
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            _ = stopping.wait_for(|is_stopping| *is_stopping) => break,
            accepted = accepted => accepted,
        };
        let (stream, peer) = match accepted {
            Ok((stream, peer)) => (stream, peer.ip().to_canonical()),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(AFTER_FAILURE).await;
                continue;
            }
        };
        let is_counted = !addresses.is_exempt(peer) && !addresses.is_trusted(peer);
        let Some(own_place) =
            Open::take(&open, peer, if is_counted { bounds.per_address } else { usize::MAX })
        else {
            count("connections_per_address");
            continue;
        };
        send_at_once(&stream);
        let router = router.clone();
        let begun = Begun::default();
        let stream = TokioIo::new(Heard { stream, begun: begun.clone() });
        let of_service = begun.clone();
        let service = service_fn(move |request| answer(router.clone(), request, peer, of_service.clone()));
        let connection = under_way.watch(builder.serve_connection(stream, service));
        tokio::spawn(async move {
            // However else it ended: there is nobody to tell, and requests are counted one by one.
            if connection.await.is_err_and(|error| error.is_timeout()) && begun.is_set() {
                count("header_arrival");
            }
            drop((place, own_place));
        });
    }
    drop(listener);
    under_way.shutdown().await;
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: IpAddr,
    begun: Begun,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(Peer(peer));
    let response = router.oneshot(request).await;
    // Its body came after its header.
    begun.clear();
    response
}

fn send_at_once(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no immediate sending on a connection");
    }
}

fn count(limit: &'static str) {
    metrics::counter!("kizukai_limit_hits_total", "limit" => limit).increment(1);
}

/// Open connections by address.
#[derive(Default)]
struct Open(Mutex<HashMap<IpAddr, usize>>);

/// A connection's place among those of its address; given back when dropped.
struct OwnPlace {
    open: Arc<Open>,
    address: IpAddr,
}

impl Open {
    fn take(open: &Arc<Self>, address: IpAddr, limit: usize) -> Option<OwnPlace> {
        let mut counts = open.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_insert(0);
        if *count >= limit {
            return None;
        }
        *count += 1;
        Some(OwnPlace { open: Arc::clone(open), address })
    }
}

impl Drop for OwnPlace {
    fn drop(&mut self) {
        let mut counts = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut count) = counts.entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_its_places_back_and_takes_nobody_else_s() {
        let open = Arc::new(Open::default());
        let [one, two]: [IpAddr; 2] = [[192, 0, 2, 1].into(), [192, 0, 2, 2].into()];
        let held = [Open::take(&open, one, 2), Open::take(&open, one, 2)];
        assert!(held.iter().all(Option::is_some));
        assert!(Open::take(&open, one, 2).is_none());
        let other = Open::take(&open, two, 2);
        assert!(other.is_some());
        drop((held, other));
        assert!(open.0.lock().unwrap().is_empty());
    }
}
