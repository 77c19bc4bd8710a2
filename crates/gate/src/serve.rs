//! Connections.

use crate::activity::{Activity, OurTurn, Watched};
use crate::metrics::Under;
use crate::{Gate, limits};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;

/// Serves until `shutdown` resolves, then lets what is under way finish, for a bounded time.
pub async fn serve(
    listener: TcpListener,
    gate: Arc<Gate>,
    tls: Option<Arc<rustls::ServerConfig>>,
    shutdown: impl Future<Output = ()>,
) {
    let acceptor = tls.map(TlsAcceptor::from);
    let room = Arc::new(Semaphore::new(gate.settings.connections_max));
    let (end, ending) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let accept = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accept => accepted,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            () = &mut shutdown => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(limits::ACCEPT_PAUSE).await;
                continue;
            }
        };
        let (gate, acceptor, ending) = (gate.clone(), acceptor.clone(), ending.clone());
        connections.spawn(async move {
            let _place = place;
            let _ = stream.set_nodelay(true);
            match acceptor {
                None => connection(gate, stream, peer.ip(), ending).await,
                Some(acceptor) => {
                    if let Some(stream) = handshake(acceptor, stream).await {
                        connection(gate, stream, peer.ip(), ending).await;
                    }
                }
            }
        });
    }
    drop(listener);
    let _ = end.send(true);
    let hub = &gate.outbound.hub;
    hub.disconnect_all();
    gate.engine.end_waiting();
    let ended = async {
        while connections.join_next().await.is_some() {}
        while hub.count() > 0 {
            tokio::time::sleep(limits::STREAM_END_PAUSE).await;
        }
    };
    if tokio::time::timeout(gate.settings.end_timeout, ended)
        .await
        .is_err()
    {
        let cut = connections.len();
        let streams = hub.count();
        tracing::warn!(
            cut,
            streams,
            "connections were cut: they did not end in time"
        );
        connections.shutdown().await;
    }
}

async fn handshake(
    acceptor: TlsAcceptor,
    stream: TcpStream,
) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
    match tokio::time::timeout(limits::HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => Some(stream),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a TLS handshake failed");
            None
        }
        Err(_) => None,
    }
}

/// Serves one connection, until either side ends it.
///
/// One timer watches the whole connection instead of one for each head: hyper has none while it waits for the first
/// bytes, and setting one for each call costs. So a connection without progress ends between once and twice as late
/// as the setting says. Progress is a head that comes, a part of an answer that goes; while the client waits for us,
/// none is asked for.
pub(crate) async fn connection<S>(
    gate: Arc<Gate>,
    stream: S,
    peer: IpAddr,
    mut ending: watch::Receiver<bool>,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let connections = gate.metrics.connections.clone();
    let _open = Under::way(&connections);
    let activity = Arc::new(Activity::default());
    let patience = gate.settings.head_timeout;
    let of_calls = activity.clone();
    let service = service_fn(move |request| {
        let gate = gate.clone();
        let turn = OurTurn::begin(&of_calls);
        let of_calls = of_calls.clone();
        async move {
            let mut answer = gate.answer(request, peer).await;
            answer.body_mut().watch(&of_calls);
            drop(turn);
            Ok::<_, Infallible>(answer)
        }
    });
    let builder = builder();
    let stream = Watched::new(stream, activity.clone());
    let mut connection =
        pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    let mut check = pin!(tokio::time::sleep(patience));
    let (mut seen, mut is_ending) = (0, false);
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            _ = ending.changed(), if !is_ending => {
                is_ending = true;
                connection.as_mut().graceful_shutdown();
            }
            () = check.as_mut() => {
                let reached = activity.reached();
                if reached == seen && !activity.is_waiting() {
                    tracing::debug!("a connection was ended: nothing came or went in time");
                    return;
                }
                seen = reached;
                check.as_mut().reset(Instant::now() + patience);
            }
        }
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_buf_size(endpoint::limits::HEADER_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits::STREAMS_MAX)
        .max_header_list_size(endpoint::limits::HEADER_BYTES_MAX as u32);
    builder
}
