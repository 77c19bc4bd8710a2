//! Translations beside the lanes: each ends once, whatever becomes of nodes and stores.

use crate::{Hand, founding, node_with, verified};
use endpoint::{Reply, WriteCall};
use engine::{Engine, Origin, Settings};
use org::{
    App, ContactsScope, Draft, Eye, Millis, NewApp, NewTranslation, OrgId, Points,
    TRANSLATION_CLAIMS, Translation, TranslationFile, View, limits,
};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::{Faults, FaultyStore, MemoryStore, Secret, SecretKind, Slice, Store};

/// Longer than any lease lasts, in milliseconds.
const LEASE_OVER_MS: i64 = 60_000;

struct Start(NewTranslation);

impl WriteCall for Start {
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        let id = draft.start_translation(self.0.clone())?;
        Ok(id.as_str().as_bytes().to_vec())
    }
}

/// An organization on a store, with an app that uploads and translates.
struct Scene {
    store: Arc<dyn Store>,
    clock: Arc<Hand>,
    engine: Engine,
    org: OrgId,
    app: App,
}

impl Scene {
    async fn new(store: Arc<dyn Store>) -> Self {
        let clock = Arc::new(Hand::default());
        let engine = node_with(&store, Settings::default(), clock.clone()).await;
        let (org, _) = engine.found(None, founding("Acme")).await.unwrap();
        let app = NewApp {
            name: "Sync".to_owned(),
            points: Points::All,
            scope: ContactsScope::everybody(),
            redirect_uris: Vec::new(),
            allowed_addresses: Vec::new(),
        };
        let (app, _) = engine.create_app(&org, app).await.unwrap();
        Self {
            store,
            clock,
            engine,
            org,
            app,
        }
    }

    async fn another_node(&self) -> Engine {
        node_with(&self.store, Settings::default(), self.clock.clone()).await
    }

    fn pass(&self, milliseconds: i64) {
        self.clock.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    async fn upload(&self, name: &str, content: &[u8]) -> TranslationFile {
        let (media_id, mut writer) = self.engine.receive_file(&self.org);
        writer.write(content).await.unwrap();
        writer.finish(name, &self.app.key).await.unwrap();
        TranslationFile {
            media_id,
            name: name.to_owned(),
        }
    }

    async fn start(&self, files: Vec<TranslationFile>) -> String {
        let org = self.engine.org(&self.org).await.unwrap();
        let founder = View::new(&org, &Eye::Operator).user("founder").unwrap();
        let start = Start(NewTranslation {
            union_id: founder.union_id.to_owned(),
            files,
            result_name: "result".to_owned(),
        });
        let origin = Origin {
            actor: format!("app:{}", self.app.key),
            route: "test".to_owned(),
            from: String::new(),
        };
        let eye = Eye::App(self.app.key.clone());
        let written = self.engine.write(&self.org, origin, eye, Box::new(start));
        String::from_utf8(written.await.unwrap()).unwrap()
    }

    /// A translation as a node knows it once it has ended. The test's time stands, so waiting costs none.
    async fn ended(&self, id: &str) -> Translation {
        for _ in 0..10_000 {
            let org = self.engine.org(&self.org).await.unwrap();
            let found = org.translation(id).unwrap();
            if found.end.is_some() {
                return found.clone();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the translation does not end");
    }

    async fn failure(&self, id: &str) -> String {
        self.ended(id).await.end.unwrap().failure.unwrap()
    }

    async fn result(&self, id: &str) -> Vec<u8> {
        let header = self.engine.translation_result(&self.org, id).await;
        let header = header.unwrap().unwrap();
        let mut whole = Vec::new();
        for index in 0.. {
            match self.engine.slice(&self.org, &header, index).await.unwrap() {
                Some(slice) => whole.extend(slice),
                None => break,
            }
        }
        assert_eq!(whole.len() as u64, header.bytes);
        whole
    }

    /// Entries that end translations.
    async fn ends(&self) -> usize {
        let log = self.store.since(&self.org, endpoint::Number(0), 1_000);
        let log = log.await.unwrap();
        let ends = log.iter().filter(|entry| entry.route == "translation");
        ends.count()
    }
}

#[tokio::test(start_paused = true)]
async fn two_nodes_end_each_translation_once() {
    let scene = Scene::new(Arc::new(MemoryStore::new())).await;
    let other = scene.another_node().await;
    scene.engine.start_tasks();
    other.start_tasks();
    let content = "$userName=founder$\n".repeat(50_000);
    let mut ids = Vec::new();
    for number in 0..8 {
        let file = scene.upload("a.txt", content.as_bytes()).await;
        let second = scene.upload("b.txt", b"$userName=nobody$").await;
        let files = if number % 2 == 0 {
            vec![file]
        } else {
            vec![file, second]
        };
        ids.push(scene.start(files).await);
    }
    for id in &ids {
        assert!(scene.ended(id).await.is_done());
    }
    let expected = "Founder\n".repeat(50_000);
    assert!(scene.result(&ids[0]).await == expected.as_bytes());
    assert!(scene.result(&ids[1]).await.starts_with(b"PK\x03\x04"));
    assert_eq!(scene.ends().await, ids.len());
    let claims = scene.store.claims(TRANSLATION_CLAIMS, "", 10).await;
    assert_eq!(claims.unwrap(), Vec::new());
    verified(&scene.engine).await;
}

#[tokio::test(start_paused = true)]
async fn a_dead_nodes_task_is_taken_over_when_its_lease_is_over() {
    let scene = Scene::new(Arc::new(MemoryStore::new())).await;
    let file = scene.upload("a.txt", b"$userName=founder$").await;
    let id = scene.start(vec![file]).await;
    let lease = Secret {
        kind: SecretKind::Lease,
        key: id.clone(),
        org: scene.org.clone(),
        body: b"{}".to_vec(),
        expires_at: Some(Millis(scene.engine.now().0 + LEASE_OVER_MS)),
    };
    scene.store.put_secret(lease).await.unwrap();
    let other = scene.another_node().await;
    other.start_tasks();
    tokio::time::sleep(Duration::from_secs(30)).await;
    let org = scene.engine.org(&scene.org).await.unwrap();
    assert!(org.translation(&id).unwrap().end.is_none(), "it is leased");
    scene.pass(LEASE_OVER_MS);
    assert!(scene.ended(&id).await.is_done());
    assert_eq!(scene.result(&id).await, b"Founder");
    let lease = scene.store.secret(SecretKind::Lease, &id, Millis(0)).await;
    assert_eq!(lease.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_delays_and_loses_nothing() {
    let faults = Faults {
        seed: 7,
        fails_per_mille: 200,
        loses_answer_per_mille: 200,
        ..Faults::default()
    };
    let memory: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let scene = Scene::new(memory.clone()).await;
    let file = scene.upload("a.csv", b"1,$userName=founder$").await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(scene.start(vec![file.clone()]).await);
    }
    let failing: Arc<dyn Store> = Arc::new(FaultyStore::new(memory, faults));
    let worker = node_with(&failing, Settings::default(), scene.clock.clone()).await;
    worker.start_tasks();
    for id in &ids {
        assert!(scene.ended(id).await.is_done());
        assert_eq!(scene.result(id).await, b"1,Founder");
    }
    assert_eq!(scene.ends().await, ids.len());
    verified(&scene.engine).await;
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_translated_fails_with_a_reason() {
    let scene = Scene::new(Arc::new(MemoryStore::new())).await;
    let late = scene.upload("late.txt", b"x").await;
    let late = scene.start(vec![late]).await;
    scene.pass(limits::TRANSLATION_TIME_MS + 1);
    scene.engine.start_tasks();
    assert_eq!(scene.failure(&late).await, "it took too long");
    let gone = TranslationFile {
        media_id: "nothing".to_owned(),
        name: "gone.txt".to_owned(),
    };
    let gone = scene.start(vec![gone]).await;
    let broken = scene.upload("broken.xlsx", b"no archive").await;
    let broken = scene.start(vec![broken]).await;
    scene.engine.ring_for_tasks();
    let told = scene.failure(&gone).await;
    assert_eq!(told, "gone.txt is not kept any more");
    let told = scene.failure(&broken).await;
    assert!(
        told.starts_with("broken.xlsx: the file is no office file"),
        "{told}"
    );
    let result = scene.engine.translation_result(&scene.org, &broken).await;
    assert_eq!(result.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn files_are_whole_or_not_there_and_go_in_time() {
    let scene = Scene::new(Arc::new(MemoryStore::new())).await;
    let content: Vec<u8> = (0..700_000).map(|byte| (byte % 251) as u8).collect();
    let (id, mut writer) = scene.engine.receive_file(&scene.org);
    for piece in content.chunks(999) {
        writer.write(piece).await.unwrap();
    }
    let found = async |id: &str| {
        let found = scene.engine.uploaded_file(&scene.org, &scene.app.key, id);
        found.await.unwrap()
    };
    assert_eq!(found(&id).await, None, "it is not finished");
    writer.finish("a.bin", &scene.app.key).await.unwrap();
    let file = found(&id).await.unwrap();
    assert_eq!((file.name.as_str(), file.bytes), ("a.bin", 700_000));
    assert_eq!(file.head, content[..endpoint::limits::UPLOAD_HEAD_BYTES]);
    let of_another = org::AppKey::new("dinganother");
    let of_another = scene.engine.uploaded_file(&scene.org, &of_another, &id);
    assert_eq!(of_another.await.unwrap(), None);

    let (dropped, mut writer) = scene.engine.receive_file(&scene.org);
    writer.write(&content).await.unwrap();
    writer.discard().await.unwrap();
    assert_eq!(found(&dropped).await, None);
    let bytes = async || scene.store.slice_bytes(&scene.org).await.unwrap();
    assert!((700_000..701_000).contains(&bytes().await));

    let full = Slice {
        org: scene.org.clone(),
        name: "more".to_owned(),
        index: 0,
        body: b"x".to_vec(),
        expires_at: Millis(i64::MAX),
    };
    scene.store.put_slice(full).await.unwrap();
    scene.pass(limits::FILE_KEPT_MS);
    assert_eq!(found(&id).await, None, "it has expired");
    scene.engine.start_tasks();
    for _ in 0..100 {
        if bytes().await == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("what has expired is not swept");
}
