//! Names of made-up people: three in four Chinese, with their spelling in Latin letters.

use super::chance::Chance;

/// A name as it is shown, and in Latin letters for mail addresses and userids.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is shown.
    pub shown: String,
    /// Given name and family name, lower case, with a dot between them.
    pub latin: String,
}

/// Draws a name.
pub fn draw(chance: &mut Chance) -> Name {
    if chance.percent(75) {
        chinese(chance)
    } else {
        latin(chance)
    }
}

fn chinese(chance: &mut Chance) -> Name {
    // A third of all people share the ten most frequent family names, and some names have two characters.
    let family = match chance.below(100) {
        0..33 => chance.pick(&FAMILY[..10]),
        33..97 => chance.pick(FAMILY),
        _ => chance.pick(FAMILY_OF_TWO),
    };
    let first = chance.pick(GIVEN);
    let second = chance.percent(78).then(|| chance.pick(GIVEN));
    let (second_shown, second_latin) = second.copied().unwrap_or_default();
    Name {
        shown: format!("{}{}{second_shown}", family.0, first.0),
        latin: format!("{}{second_latin}.{}", first.1, family.1),
    }
}

fn latin(chance: &mut Chance) -> Name {
    let (given, family) = (chance.pick(LATIN_GIVEN), chance.pick(LATIN_FAMILY));
    Name {
        shown: format!("{given} {family}"),
        latin: format!("{}.{}", ascii(given), ascii(family)),
    }
}

/// Lower-case letters without accents, as a mail address has them.
fn ascii(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            'a'..='z' => Some(letter),
            'á' | 'à' | 'ã' | 'ä' | 'å' => Some('a'),
            'é' | 'è' | 'ê' => Some('e'),
            'í' | 'ï' => Some('i'),
            'ñ' => Some('n'),
            'ó' | 'ö' | 'ø' => Some('o'),
            'ú' | 'ü' => Some('u'),
            _ => None,
        })
        .collect()
}

/// The most frequent first.
const FAMILY: &[(&str, &str)] = &[
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("黄", "huang"),
    ("赵", "zhao"),
    ("吴", "wu"),
    ("周", "zhou"),
    ("徐", "xu"),
    ("孙", "sun"),
    ("马", "ma"),
    ("朱", "zhu"),
    ("胡", "hu"),
    ("郭", "guo"),
    ("何", "he"),
    ("林", "lin"),
    ("高", "gao"),
    ("罗", "luo"),
    ("郑", "zheng"),
    ("梁", "liang"),
    ("谢", "xie"),
    ("宋", "song"),
    ("唐", "tang"),
    ("许", "xu"),
    ("邓", "deng"),
    ("冯", "feng"),
    ("韩", "han"),
    ("曹", "cao"),
    ("曾", "zeng"),
    ("彭", "peng"),
    ("萧", "xiao"),
    ("蔡", "cai"),
    ("潘", "pan"),
    ("田", "tian"),
    ("董", "dong"),
    ("袁", "yuan"),
    ("于", "yu"),
    ("余", "yu"),
    ("叶", "ye"),
    ("蒋", "jiang"),
    ("杜", "du"),
    ("苏", "su"),
    ("魏", "wei"),
    ("程", "cheng"),
    ("吕", "lv"),
    ("丁", "ding"),
    ("沈", "shen"),
    ("任", "ren"),
    ("姚", "yao"),
    ("卢", "lu"),
    ("傅", "fu"),
    ("钟", "zhong"),
    ("姜", "jiang"),
    ("崔", "cui"),
    ("谭", "tan"),
    ("廖", "liao"),
    ("范", "fan"),
    ("汪", "wang"),
    ("陆", "lu"),
    ("金", "jin"),
    ("石", "shi"),
    ("戴", "dai"),
    ("贾", "jia"),
    ("韦", "wei"),
    ("夏", "xia"),
    ("邱", "qiu"),
    ("方", "fang"),
    ("侯", "hou"),
    ("邹", "zou"),
    ("熊", "xiong"),
    ("孟", "meng"),
    ("秦", "qin"),
    ("白", "bai"),
    ("江", "jiang"),
    ("阎", "yan"),
    ("薛", "xue"),
    ("尹", "yin"),
    ("段", "duan"),
    ("单", "shan"),
    ("解", "xie"),
    ("仇", "qiu"),
    ("查", "zha"),
    ("翟", "zhai"),
];

const FAMILY_OF_TWO: &[(&str, &str)] = &[
    ("欧阳", "ouyang"),
    ("上官", "shangguan"),
    ("司马", "sima"),
    ("诸葛", "zhuge"),
    ("司徒", "situ"),
    ("尉迟", "yuchi"),
    ("令狐", "linghu"),
    ("东方", "dongfang"),
];

const GIVEN: &[(&str, &str)] = &[
    ("伟", "wei"),
    ("芳", "fang"),
    ("娜", "na"),
    ("敏", "min"),
    ("静", "jing"),
    ("丽", "li"),
    ("强", "qiang"),
    ("磊", "lei"),
    ("军", "jun"),
    ("洋", "yang"),
    ("勇", "yong"),
    ("艳", "yan"),
    ("杰", "jie"),
    ("娟", "juan"),
    ("涛", "tao"),
    ("明", "ming"),
    ("超", "chao"),
    ("霞", "xia"),
    ("平", "ping"),
    ("刚", "gang"),
    ("桂", "gui"),
    ("英", "ying"),
    ("华", "hua"),
    ("玉", "yu"),
    ("兰", "lan"),
    ("文", "wen"),
    ("建", "jian"),
    ("国", "guo"),
    ("红", "hong"),
    ("海", "hai"),
    ("晓", "xiao"),
    ("小", "xiao"),
    ("宇", "yu"),
    ("辰", "chen"),
    ("子", "zi"),
    ("涵", "han"),
    ("梓", "zi"),
    ("轩", "xuan"),
    ("浩", "hao"),
    ("然", "ran"),
    ("欣", "xin"),
    ("怡", "yi"),
    ("雨", "yu"),
    ("泽", "ze"),
    ("嘉", "jia"),
    ("诗", "shi"),
    ("思", "si"),
    ("远", "yuan"),
    ("志", "zhi"),
    ("鹏", "peng"),
    ("飞", "fei"),
    ("雪", "xue"),
    ("梅", "mei"),
    ("婷", "ting"),
    ("慧", "hui"),
    ("莹", "ying"),
    ("倩", "qian"),
    ("琳", "lin"),
    ("佳", "jia"),
    ("颖", "ying"),
    ("博", "bo"),
    ("俊", "jun"),
    ("凯", "kai"),
    ("旭", "xu"),
    ("阳", "yang"),
    ("峰", "feng"),
    ("龙", "long"),
    ("斌", "bin"),
    ("波", "bo"),
    ("辉", "hui"),
    ("宁", "ning"),
    ("萍", "ping"),
    ("玲", "ling"),
    ("秀", "xiu"),
    ("珍", "zhen"),
    ("淑", "shu"),
    ("春", "chun"),
    ("秋", "qiu"),
    ("月", "yue"),
    ("云", "yun"),
    ("天", "tian"),
    ("一", "yi"),
    ("可", "ke"),
    ("心", "xin"),
    ("语", "yu"),
    ("乐", "le"),
    ("恒", "heng"),
    ("毅", "yi"),
    ("承", "cheng"),
    ("安", "an"),
    ("若", "ruo"),
    ("溪", "xi"),
    ("睿", "rui"),
    ("哲", "zhe"),
    ("瑞", "rui"),
    ("振", "zhen"),
    ("光", "guang"),
    ("立", "li"),
    ("清", "qing"),
    ("永", "yong"),
];

const LATIN_GIVEN: &[&str] = &[
    "Emma", "Liam", "Olivia", "Noah", "Ava", "Oliver", "Sophia", "Elijah", "Isabella", "Lucas",
    "Mia", "Mason", "Amelia", "Logan", "Harper", "Ethan", "Evelyn", "James", "Abigail", "Henry",
    "Emily", "Daniel", "Ella", "Matthew", "Grace", "Samuel", "Chloe", "David", "Victoria",
    "Joseph", "Zoë", "José", "Chloé", "André", "Renée", "Jürgen", "Søren", "Björn", "Anaïs",
    "Núria", "Aisha", "Omar", "Priya", "Arjun", "Yuki", "Kenji", "Minh", "Linh", "Fatima", "Ivan",
    "Olga", "Marek", "Ingrid", "Lars", "Chiara", "Marco", "Elena", "Pavel", "Nadia", "Tomás",
];

const LATIN_FAMILY: &[&str] = &[
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Miller",
    "Davis",
    "Wilson",
    "Anderson",
    "Taylor",
    "Thomas",
    "Moore",
    "Martin",
    "Jackson",
    "Thompson",
    "White",
    "Harris",
    "Clark",
    "Lewis",
    "Walker",
    "O'Brien",
    "Murphy",
    "Kelly",
    "Campbell",
    "Stewart",
    "Müller",
    "Schmidt",
    "Fischer",
    "Weber",
    "Wagner",
    "García",
    "Rodríguez",
    "Fernández",
    "López",
    "Silva",
    "Costa",
    "Rossi",
    "Bianchi",
    "Ferrari",
    "Romano",
    "Dubois",
    "Moreau",
    "Lefèvre",
    "Nilsson",
    "Hansen",
    "Kowalski",
    "Novák",
    "Ivanov",
    "Petrov",
    "Nguyen",
    "Tran",
    "Tanaka",
    "Suzuki",
    "Sato",
    "Kim",
    "Park",
    "Singh",
    "Patel",
    "Sharma",
    "Haddad",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn many() -> Vec<Name> {
        (0..4_000)
            .map(|index| draw(&mut Chance::of(1, 0, index)))
            .collect()
    }

    #[test]
    fn three_in_four_are_chinese() {
        let chinese = many()
            .iter()
            .filter(|name| !name.shown.contains(' '))
            .count();
        assert!((2_900..3_100).contains(&chinese), "{chinese}");
    }

    #[test]
    fn the_latin_form_fits_a_mail_address() {
        for name in many() {
            let (given, family) = name.latin.split_once('.').expect("two parts");
            for part in [given, family] {
                let fits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
                assert!(fits, "{name:?}");
            }
        }
    }

    #[test]
    fn names_are_many() {
        let distinct: std::collections::BTreeSet<String> =
            many().into_iter().map(|name| name.shown).collect();
        assert!(distinct.len() > 3_000, "{}", distinct.len());
    }
}
