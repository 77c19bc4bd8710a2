//! What a search costs, by the size of the organization and the query:
//! `cargo run --release -p org --example search_speed -- 100000 1000000`.

#![expect(clippy::print_stdout, reason = "an example that prints figures")]

use org::{BODY_VERSION, Eye, Loader, Org, OrgId, View};

/// The first ones are far more common than the last ones.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解区查缪朴乐盖";
const GIVEN: &str = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建文辉力峰志新宇浩然子轩梓涵欣怡思雨晨曦博俊豪嘉琪雪梅晓东海波鹏飞云龙凤琴春燕国庆长林永福德胜利民安康宁馨语彤诗瑶佳颖倩婷婉莹洁雯琳美惠珍慧巧淑贞莉翠雅芝玲素真环爱妹香月莺媛瑞凡乐行重朝调";
const FIRST: [&str; 24] = [
    "James", "Mary", "John", "Linda", "Robert", "Anna", "Michael", "Susan", "David", "Karen",
    "Tom", "Lisa", "Daniel", "Nancy", "Mark", "Betty", "Paul", "Sandra", "Kevin", "Laura", "Brian",
    "Emma", "Eric", "Olivia",
];
const LAST: [&str; 24] = [
    "Smith", "Johnson", "Lee", "Brown", "Garcia", "Miller", "Davis", "Martinez", "Lopez", "Wilson",
    "Anderson", "Thomas", "Taylor", "Moore", "Jackson", "Martin", "Perez", "Thompson", "White",
    "Harris", "Sanchez", "Clark", "Ramirez", "Robinson",
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    /// Small numbers more often.
    fn skewed(&mut self, bound: usize) -> usize {
        self.below(bound)
            .min(self.below(bound))
            .min(self.below(bound))
    }
}

fn name(chance: &mut Chance, surnames: &[char], given: &[char]) -> String {
    if chance.below(4) == 0 {
        return format!(
            "{} {}",
            FIRST[chance.below(FIRST.len())],
            LAST[chance.skewed(LAST.len())]
        );
    }
    let mut name = String::from(surnames[chance.skewed(surnames.len())]);
    for _ in 0..1 + usize::from(chance.below(5) > 0) {
        name.push(given[chance.below(given.len())]);
    }
    name
}

fn organization(size: u64) -> Org {
    let (surnames, given): (Vec<char>, Vec<char>) =
        (SURNAMES.chars().collect(), GIVEN.chars().collect());
    let mut chance = Chance(7);
    let mut loader = Loader::new(OrgId::new("ding1"), 9);
    for number in 0..size {
        let user = serde_json::json!({
            "userid": format!("u{number}"),
            "union_id": format!("union{number}"),
            "name": name(&mut chance, &surnames, &given),
            "departments": [],
            "created_at": 0,
        });
        let body = user.to_string();
        loader
            .record("user", &format!("u{number}"), BODY_VERSION, body.as_bytes())
            .expect("it is a person");
    }
    let began = cpu_ns();
    let org = loader.finish();
    println!(
        "{size} people, all indexes filled in {:.0} ms",
        (cpu_ns() - began) as f64 / 1e6
    );
    org
}

/// The kernel counts a thread's time in steps of some milliseconds.
const RUNS: u64 = 100;

/// Time that this thread has run; other work on the machine does not count.
fn cpu_ns() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ')
        .next()
        .and_then(|ran| ran.parse().ok())
        .unwrap_or(0)
}

fn main() {
    let sizes = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok());
    for size in sizes {
        let org = organization(size);
        let view = View::new(&org, &Eye::Operator);
        for query in [
            "z",
            "n",
            "g",
            "a",
            "li",
            "an",
            "zs",
            "ns",
            "gm",
            "zsm",
            "lxm",
            "wan",
            "ang",
            "zhang",
            "zhangs",
            "zhangsan",
            "wangxiaom",
            "z san",
            "zsan",
            "ouyang",
            "张",
            "明",
            "小明",
            "王伟",
            "单",
            "龘",
            "김",
            "s",
            "smi",
            "john s",
            "tom smith",
            "x9",
            "-",
        ] {
            let mut total = 0;
            let began = cpu_ns();
            for _ in 0..RUNS {
                total = view.search_users(query, false, 0, 20).total;
            }
            let mean_us = (cpu_ns() - began) / RUNS / 1_000;
            println!("{query:>12}: {mean_us:>6} us, {total} hits");
        }
    }
}
