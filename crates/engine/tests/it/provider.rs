//! The secret that an organization's own provider is shown.

use super::{founding, node, verified};
use engine::{Engine, Origin};
use org::{Eye, OrgId, SignInProvider};
use std::sync::Arc;
use store::{MemoryStore, Store};

async fn set(engine: &Engine, id: &OrgId, secret: Option<&str>) {
    let provider = SignInProvider {
        issuer: "https://login.example.com".into(),
        client_id: "orgbook".into(),
        scope: "openid".into(),
        claim: "sub".into(),
    };
    let origin = Origin {
        actor: "command".into(),
        route: "test".into(),
        from: String::new(),
    };
    let shown = (Some(provider), secret.map(str::to_owned));
    let written = engine.set_sign_in_provider(id, shown, (origin, Eye::Operator));
    written.await.unwrap();
}

#[tokio::test]
async fn a_new_secret_is_kept_though_all_else_is_as_before() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let engine = node(&store).await;
    let (id, _) = engine.found(None, founding("Acme")).await.unwrap();
    let shown = async |engine: &Engine| engine.provider_secret(&id).await.unwrap();
    set(&engine, &id, Some("first")).await;
    let entries = verified(&engine).await;
    for secret in [Some("second"), None, Some("third")] {
        set(&engine, &id, secret).await;
        assert_eq!(shown(&engine).await.as_deref(), secret);
    }
    // Who changed it when is in the log.
    assert_eq!(verified(&engine).await, entries + 3);
    assert_eq!(shown(&node(&store).await).await.as_deref(), Some("third"));
}
