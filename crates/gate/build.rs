//! Builds that embed the web pages are made again when the pages were.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
