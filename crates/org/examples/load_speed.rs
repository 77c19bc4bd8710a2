//! What it costs to put an organization together from its records, by its size:
//! `cargo run --release -p org --example load_speed -- 100000 1000000`.

#![expect(clippy::print_stdout, reason = "an example that prints figures")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use org::{BODY_VERSION, Eye, Loader, Org, OrgId, View};
use std::time::Instant;

/// The first ones are far more common than the last ones.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解区查缪朴乐盖";
const GIVEN: &str = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建文辉力峰志新宇浩然子轩梓涵欣怡思雨晨曦博俊豪嘉琪雪梅晓东海波鹏飞云龙凤琴春燕国庆长林永福德胜利民安康宁馨语彤诗瑶佳颖倩婷婉莹洁雯琳美惠珍慧巧淑贞莉翠雅芝玲素真环爱妹香月莺媛瑞凡乐行重朝调";

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
        return format!("James {}", ["Smith", "Lee", "Brown"][chance.skewed(3)]);
    }
    let mut name = String::from(surnames[chance.skewed(surnames.len())]);
    for _ in 0..1 + usize::from(chance.below(5) > 0) {
        name.push(given[chance.below(given.len())]);
    }
    name
}

/// Departments of 20 people, seven below each.
fn department(number: u64) -> String {
    let parent = (number > 1).then(|| (number - 2) / 7 + 1);
    serde_json::json!({
        "id": number,
        "name": format!("部门{number}"),
        "parent": parent,
        "order": number,
        "created_at": 0,
    })
    .to_string()
}

fn person(number: u64, departments: u64, name: &str) -> String {
    let home = number / 20 % departments + 1;
    let title = ["Engineer", "工程师", "经理", "Clerk"][number as usize % 4];
    let place = |id: u64| serde_json::json!({"d": id, "j": 1_700_000_000_000_u64, "c": 1_700_000_000_000_u64});
    let mut places = vec![place(home)];
    if number.is_multiple_of(5) && home * 31 % departments + 1 != home {
        places.push(place(home * 31 % departments + 1));
    }
    serde_json::json!({
        "userid": format!("u{number:09}"),
        "union_id": format!("Uniq{:022}iE", number * 7_919),
        "name": name,
        "mobile": format!("86-{}", 13_000_000_000 + number),
        "job_number": format!("J{number:08}"),
        "title": title,
        "email": format!("person{number}@example.com"),
        "work_place": "杭州",
        "extension": [["爱好", "旅游"], ["班次", "早班"]],
        "hired_date": 1_600_000_000_000_u64,
        "manager": format!("u{:09}", number / 20 * 20),
        "active": true,
        "departments": places,
        "created_at": 1_700_000_000_000_u64,
    })
    .to_string()
}

fn load(size: u64) -> Org {
    let (surnames, given): (Vec<char>, Vec<char>) =
        (SURNAMES.chars().collect(), GIVEN.chars().collect());
    let departments = (size / 20).max(1);
    let mut chance = Chance(7);
    let people: Vec<(String, String)> = (0..size)
        .map(|number| {
            let name = name(&mut chance, &surnames, &given);
            (format!("u{number:09}"), person(number, departments, &name))
        })
        .collect();
    let began = Instant::now();
    let cpu = cpu_seconds();
    let mut loader = Loader::new(OrgId::new("ding1"), 9);
    for number in 1..=departments {
        let body = department(number);
        loader
            .record(
                "department",
                &number.to_string(),
                BODY_VERSION,
                body.as_bytes(),
            )
            .expect("it is a department");
    }
    for (userid, body) in &people {
        loader
            .record("user", userid, BODY_VERSION, body.as_bytes())
            .expect("it is a person");
    }
    let read = (began.elapsed(), cpu_seconds() - cpu);
    let org = loader.finish();
    let whole = (began.elapsed(), cpu_seconds() - cpu);
    println!(
        "{size} people: records read after {:.3} s ({:.2} s of processor time), all done after {:.3} s ({:.2} s)",
        read.0.as_secs_f64(),
        read.1,
        whole.0.as_secs_f64(),
        whole.1
    );
    org
}

/// Of all threads.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

fn main() {
    let sizes = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok());
    for size in sizes {
        let org = load(size);
        let view = View::new(&org, &Eye::Operator);
        for query in ["王伟", "zw"] {
            let began = Instant::now();
            let total = view.search_users(query, false, 0, 20).total;
            println!(
                "{query}: {total} hits after {:.0} ms",
                began.elapsed().as_secs_f64() * 1e3
            );
        }
    }
}
