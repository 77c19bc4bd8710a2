//! What the demo organization consists of.

/// A department and who is in it.
pub struct Department {
    /// 1 is below the root.
    pub level: u8,
    /// Unique here, so that roles can name it.
    pub name: &'static str,
    /// Members, the leader among them.
    pub people: usize,
    /// The leader's title.
    pub leader: &'static str,
    /// What the others do.
    pub titles: &'static [&'static str],
}

const fn department(
    level: u8,
    name: &'static str,
    people: usize,
    leader: &'static str,
    titles: &'static [&'static str],
) -> Department {
    Department {
        level,
        name,
        people,
        leader,
        titles,
    }
}

const DEVELOPERS: &[&str] = &[
    "工程师",
    "高级工程师",
    "资深工程师",
    "Software Engineer",
    "Staff Engineer",
];
const SELLERS: &[&str] = &["客户经理", "销售代表", "Account Manager", "解决方案顾问"];

/// In the order of the tree.
pub const DEPARTMENTS: &[Department] = &[
    department(
        1,
        "总裁办",
        4,
        "办公室主任",
        &["总裁助理", "战略分析师", "Chief of Staff"],
    ),
    department(1, "研发中心", 3, "CTO", &["架构师", "Principal Engineer"]),
    department(2, "平台研发部", 4, "研发总监", &["架构师", "项目经理"]),
    department(3, "基础设施组", 6, "技术经理", DEVELOPERS),
    department(4, "存储小组", 7, "Team Lead", DEVELOPERS),
    department(5, "日志引擎", 6, "Tech Lead", DEVELOPERS),
    department(6, "压缩与归档", 5, "Tech Lead", DEVELOPERS),
    department(6, "Replication", 5, "Tech Lead", DEVELOPERS),
    department(5, "索引引擎", 5, "Tech Lead", DEVELOPERS),
    department(4, "网络小组", 6, "Team Lead", DEVELOPERS),
    department(
        3,
        "数据平台组",
        7,
        "技术经理",
        &["数据工程师", "Data Engineer", "算法工程师"],
    ),
    department(2, "应用研发部", 4, "研发总监", &["架构师", "项目经理"]),
    department(
        3,
        "移动端组",
        8,
        "技术经理",
        &["iOS 工程师", "Android 工程师", "鸿蒙工程师"],
    ),
    department(
        3,
        "前端组",
        8,
        "技术经理",
        &["前端工程师", "高级前端工程师", "Frontend Engineer"],
    ),
    department(
        3,
        "质量保障组",
        7,
        "测试经理",
        &["测试工程师", "QA Engineer"],
    ),
    department(
        2,
        "信息安全部",
        6,
        "安全总监",
        &["安全工程师", "Security Engineer"],
    ),
    department(1, "产品中心", 3, "产品副总裁", &["产品总监"]),
    department(
        2,
        "产品设计部",
        8,
        "产品总监",
        &["产品经理", "高级产品经理", "Product Manager"],
    ),
    department(
        2,
        "用户体验部",
        7,
        "Design Director",
        &["交互设计师", "视觉设计师", "UX Researcher"],
    ),
    department(1, "市场与销售中心", 3, "销售副总裁", &["大客户总监"]),
    department(
        2,
        "市场部",
        7,
        "市场总监",
        &["品牌经理", "活动策划", "Content Editor"],
    ),
    department(2, "华东销售部", 8, "区域总监", SELLERS),
    department(3, "上海办事处", 6, "办事处主任", SELLERS),
    department(3, "杭州办事处", 6, "办事处主任", SELLERS),
    department(2, "华南销售部", 7, "区域总监", SELLERS),
    department(
        2,
        "International Sales",
        6,
        "Regional Director",
        &["Account Executive", "Sales Engineer"],
    ),
    department(
        3,
        "Singapore Office",
        5,
        "Office Manager",
        &["Account Executive", "Solutions Architect"],
    ),
    department(
        3,
        "Berlin Office",
        5,
        "Office Manager",
        &["Account Executive", "Support Engineer"],
    ),
    department(
        1,
        "客户服务中心",
        8,
        "服务总监",
        &["客服专员", "实施顾问", "Support Engineer"],
    ),
    department(1, "职能中心", 2, "首席运营官", &["运营分析师"]),
    department(
        2,
        "人力资源部",
        6,
        "人力资源总监",
        &["招聘专员", "薪酬专员", "HRBP"],
    ),
    department(2, "财务部", 6, "财务总监", &["会计", "出纳", "财务分析师"]),
    department(2, "法务部", 4, "法务总监", &["法务专员", "Legal Counsel"]),
    department(2, "行政部", 5, "行政经理", &["行政专员", "前台"]),
];

/// Groups, their roles, whose members may hold each, and how many do.
pub type RoleGroup = (
    &'static str,
    &'static [(&'static str, Option<&'static str>, usize)],
);

/// All roles.
pub const ROLES: &[RoleGroup] = &[
    (
        "职能",
        &[
            ("财务审批", Some("财务部"), 2),
            ("人事专员", Some("人力资源部"), 2),
            ("合同审核", Some("法务部"), 2),
        ],
    ),
    (
        "委员会",
        &[
            ("技术委员会", Some("研发中心"), 9),
            ("安全委员会", Some("信息安全部"), 2),
            ("Fire Warden", None, 12),
        ],
    ),
];

/// Somebody outside whom the organization keeps.
pub struct Outsider {
    /// The name.
    pub name: &'static str,
    /// The title there.
    pub title: &'static str,
    /// The company.
    pub company: &'static str,
    /// The mail address.
    pub email: &'static str,
    /// The labels here.
    pub labels: &'static [&'static str],
    /// The department whose leader is responsible and whose people see it.
    pub kept_by: &'static str,
}

/// All of them.
pub const OUTSIDERS: &[Outsider] = &[
    Outsider {
        name: "周明远",
        title: "采购总监",
        company: "东方精密制造",
        email: "zhou@dongfang.example",
        labels: &["客户", "核心", "成交"],
        kept_by: "市场与销售中心",
    },
    Outsider {
        name: "Emma Fischer",
        title: "Partner Manager",
        company: "Nordlicht GmbH",
        email: "emma.fischer@nordlicht.example",
        labels: &["合作伙伴", "重要", "洽谈"],
        kept_by: "法务部",
    },
    Outsider {
        name: "许安然",
        title: "算法工程师",
        company: "自由职业",
        email: "xu.anran@mail.example",
        labels: &["面试人员", "待面试"],
        kept_by: "人力资源部",
    },
];

/// Where people work.
pub const WORK_PLACES: &[&str] = &[
    "杭州 余杭",
    "上海 张江",
    "深圳 南山",
    "北京 望京",
    "Singapore",
    "Berlin",
];

/// What people speak.
pub const LANGUAGES: &[&str] = &[
    "中文",
    "中文, English",
    "English",
    "English, Deutsch",
    "中文, 日本語",
];
