//! Connections.

use crate::{Gate, limits};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

/// Serves until `shutdown` resolves, then lets what is under way finish, for a bounded time.
pub async fn serve(
    listener: TcpListener,
    gate: Arc<Gate>,
    tls: Option<Arc<rustls::ServerConfig>>,
    shutdown: impl Future<Output = ()>,
) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(gate.settings.head_timeout)
        .max_buf_size(endpoint::limits::HEADER_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(endpoint::limits::HEADER_BYTES_MAX as u32);
    let builder = Arc::new(builder);
    let acceptor = tls.map(TlsAcceptor::from);
    let graceful = Arc::new(GracefulShutdown::new());
    let room = Arc::new(Semaphore::new(gate.settings.connections_max));
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accept = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accept => accepted,
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
        let (gate, builder) = (gate.clone(), builder.clone());
        let (acceptor, watcher) = (acceptor.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _place = place;
            gate.metrics.connections.inc();
            let _ = stream.set_nodelay(true);
            match acceptor {
                None => connection(&gate, &builder, stream, peer.ip(), watcher).await,
                Some(acceptor) => {
                    if let Some(stream) = handshake(acceptor, stream).await {
                        connection(&gate, &builder, stream, peer.ip(), watcher).await;
                    }
                }
            }
            gate.metrics.connections.dec();
        });
    }
    drop(listener);
    if let Some(graceful) = Arc::into_inner(graceful) {
        let ended = tokio::time::timeout(gate.settings.end_timeout, graceful.shutdown()).await;
        if ended.is_err() {
            tracing::warn!("connections were cut: they did not end in time");
        }
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

async fn connection<S>(
    gate: &Arc<Gate>,
    builder: &Builder<TokioExecutor>,
    stream: S,
    peer: IpAddr,
    watcher: hyper_util::server::graceful::Watcher,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(|request| {
        let gate = gate.clone();
        async move { Ok::<_, Infallible>(gate.answer(request, peer).await) }
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}
