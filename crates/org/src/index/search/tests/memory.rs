//! What a person takes in the search.

use super::index_of;

#[test]
fn a_person_takes_at_most_forty_bytes() {
    let (surnames, given) = (
        "王李张刘陈杨黄赵吴周",
        "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英",
    );
    let pick = |text: &str, number: usize| text.chars().cycle().nth(number % 24).unwrap();
    let name = |number: usize| match number % 4 {
        0 => format!(
            "{} Smith{}",
            ["James", "Linda", "Robert", "Karen"][number / 4 % 4],
            pick("abcdefgh", number)
        ),
        _ => [
            pick(surnames, number),
            pick(given, number / 3),
            pick(given, number / 70),
        ]
        .iter()
        .collect(),
    };
    let names: Vec<String> = (0..4_096).map(name).collect();
    let index = index_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let bytes = index.heap_bytes() / names.len();
    assert!(bytes <= 40, "{bytes}");
}
