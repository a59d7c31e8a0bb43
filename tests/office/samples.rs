//! Papers with everything that a document may hold, and with what it should better not hold.

use chrono::NaiveDate;
use liaison::model::stats::Amount;
use liaison::report::paper::{Block, Chart, ChartForm, Content, Grid, GridCell, GridRow, Level, Page, Paper, Series};
use liaison::report::table::Align;

pub fn paper(name: &str, page: Page, blocks: Vec<Block>) -> Paper {
    let made_at = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap().and_hms_opt(9, 12, 33).unwrap();
    Paper { name: name.to_owned(), author: "茶亭镇代表联络站".to_owned(), made_at, page, blocks }
}

/// Every sample.
pub fn all() -> Vec<Paper> {
    vec![full_page(), report(), long_table(), form(), awkward(), many_bars(), tall_cell()]
}

/// Three full pages of body text without a single mark that a line might not begin with.
pub fn full_page() -> Paper {
    let text = "联络站代表接待群众反映意见建议交办督办反馈满意".chars().cycle().take(26 + 28 * 65).collect();
    paper("整页正文", Page::Report, vec![Block::Text(text)])
}

fn row(texts: &[&str]) -> GridRow {
    GridRow::of(texts.iter().map(|text| GridCell::text(*text)).collect())
}

fn labels(texts: &[&str]) -> GridRow {
    GridRow::of(texts.iter().map(|text| GridCell::label(*text)).collect())
}

fn count(number: u64) -> GridCell {
    GridCell::figure(Amount::Count(number))
}

/// A report as a month has it.
pub fn report() -> Paper {
    let text = "10月，联络站开展代表接待群众日活动4次，代表到站履职12人次，接待群众86人次，收到意见建议23件，当场答复7件，\
                交办16件；已办结14件，办结率60.9%，群众满意率92.9%。";
    let figures = |name: &str, now: u64, before: u64, of: u64| {
        let rate = GridCell::figure(Amount::Rate { of, among: now });
        GridRow::of(vec![GridCell::text(name), count(now), count(before), rate])
    };
    let head = GridRow::of(vec![
        GridCell::label("指标").down(2),
        GridCell::label("件数").over(2),
        GridCell::label("办结率").down(2),
    ]);
    let mut rows = vec![head, labels(&["本期", "上期"])];
    let names = ["城乡建设", "环境保护", "交通运输", "教育文体", "卫生健康", "社会保障", "农业农村", "其他"];
    rows.extend((0_u64..).zip(names).map(|(at, name)| figures(name, 23 - at * 3, 20, 14 - at)));
    rows.push(figures("没有的", 0, 0, 0));
    let grid =
        Grid { caption: Some("意见建议分类统计表".to_owned()), widths: vec![4, 2, 2, 2], headings: 2, rows };
    let series = |name: &str, step: u64| Series {
        name: name.to_owned(),
        values: (0..8).map(|at| (at != 5).then(|| Amount::Count(3 + (at * step) % 17))).collect(),
    };
    let bars = Chart {
        title: "各类意见建议件数".to_owned(),
        form: ChartForm::Bars,
        unit: "件".to_owned(),
        labels: names.iter().map(|name| (*name).to_owned()).collect(),
        series: vec![series("本期", 5), series("上期", 3)],
    };
    let line = Chart {
        title: "办结率走势".to_owned(),
        form: ChartForm::Line,
        unit: "%".to_owned(),
        labels: (1..=12).map(|month| format!("{month}月")).collect(),
        series: vec![Series {
            name: "办结率".to_owned(),
            values: (1..=12)
                .map(|month| (month != 2).then_some(Amount::Rate { of: 40 + month * 3, among: 90 }))
                .collect(),
        }],
    };
    let blocks = vec![
        Block::Title("茶亭镇代表联络站2026年10月工作月报".to_owned()),
        Block::Subtitle("茶亭镇代表联络站".to_owned()),
        Block::Note("统计时段：2026年10月1日至10月31日；截止时间：2026年10月31日。".to_owned()),
        Block::Flush("县人大常委会代表工作委员会：".to_owned()),
        Block::Heading(Level::First, "一、基本情况".to_owned()),
        Block::Text(text.to_owned()),
        Block::Heading(Level::Second, "（一）接待群众".to_owned()),
        Block::Text(format!("{text}\n{text}")),
        Block::Heading(Level::Third, "1. 超期件".to_owned()),
        Block::Text("超期2件，原因是等待汛期结束后施工。".to_owned()),
        Block::Table(grid),
        Block::Note("注：办结率＝办结件数÷受理件数；分母为零时记“—”。".to_owned()),
        Block::Heading(Level::First, "二、图表".to_owned()),
        Block::Chart(bars),
        Block::Chart(line),
        Block::PageBreak,
        Block::Heading(Level::First, "三、下一步打算".to_owned()),
        Block::Text(text.to_owned()),
        Block::Signed("茶亭镇代表联络站".to_owned()),
        Block::Signed("2026年11月3日".to_owned()),
        Block::Flush("抄送：镇党委、镇政府。".to_owned()),
    ];
    paper("茶亭镇代表联络站2026年10月工作月报", Page::Report, blocks)
}

/// A list of several pages, across.
pub fn long_table() -> Paper {
    let head = labels(&["序号", "编号", "反映日期", "标题", "类别", "责任单位", "应办结日期", "超期天数"]);
    let mut rows = vec![head];
    rows.extend((1..=120_u64).map(|number| {
        let title = if number % 7 == 0 {
            "村口路灯坏了半个月，晚上看不见路，老人孩子出门不方便，请尽快修复"
        } else {
            "路灯不亮"
        };
        let mut row =
            row(&["", &format!("2026-{number:04}"), "2026-10-08", title, "城乡建设", "镇城建办", "2026-10-23", ""]);
        row.cells[0] = GridCell { align: Align::Centre, ..count(number) };
        row.cells[7] = count(number % 40);
        row
    }));
    let grid = Grid { caption: None, widths: vec![4, 9, 9, 30, 9, 12, 9, 7], headings: 1, rows };
    let blocks = vec![Block::Title("超期清单".to_owned()), Block::Table(grid)];
    paper("超期清单", Page::Wide, blocks)
}

/// A form of one page, to be filled in by pen.
pub fn form() -> Paper {
    let rows = vec![
        GridRow::of(vec![
            GridCell::label("编　　号"),
            GridCell::text(""),
            GridCell::label("反映日期"),
            GridCell::text("　　年　　月　　日"),
        ])
        .tall(1),
        GridRow::of(vec![
            GridCell::label("反 映 人"),
            GridCell::text(""),
            GridCell::label("联系方式"),
            GridCell::text(""),
        ])
        .tall(1),
        GridRow::of(vec![GridCell::label("反映内容"), GridCell::text("").over(3)]).tall(7),
        GridRow::of(vec![
            GridCell::label("办理情况").down(2),
            GridCell::label("日期"),
            GridCell::label("情况").over(2),
        ]),
        GridRow::of(vec![GridCell::text(""), GridCell::text("").over(2)]).tall(5),
        GridRow::of(vec![GridCell::label("满意度"), GridCell::text("□满意　□基本满意　□不满意").over(3).centred()])
            .tall(2),
        GridRow::of(vec![GridCell::label("备注"), GridCell::text("").over(3)]).tall(3),
    ];
    let grid = Grid { caption: None, widths: vec![2, 3, 2, 3], headings: 0, rows };
    let blocks = vec![
        Block::Title("群众意见建议登记表".to_owned()),
        Block::Table(grid),
        Block::Note("本表不得录入、存储国家秘密。".to_owned()),
    ];
    paper("群众意见建议登记表", Page::Form, blocks)
}

/// Texts that break files.
pub const AWKWARD: [&str; 12] = [
    "𠮷田、㙍、䶮、𬭎、龘",
    "a\u{0}b\u{1}c\u{8}d\u{b}e\u{1b}[31mf\u{7f}g\u{85}h\u{fffe}i\u{ffff}j",
    "<script>alert(1)</script>",
    "\"onload=alert(1) x=\"",
    "'onload='alert(1)",
    "</style><img src=x onerror=alert(1)>",
    "</title></svg>]]>&lt;&amp;&#0;",
    "=HYPERLINK(\"http://x\")",
    "+1 -1 @x ＝1",
    "<r>rich</r>",
    "第一行\r\n第二行\r第三行\t制表",
    "_x0041_",
];

pub fn awkward() -> Paper {
    let long: String = "老人孩子出门不方便，请尽快修复。".chars().cycle().take(8_000).collect();
    let latin = "x".repeat(600);
    let mut texts: Vec<String> = AWKWARD.iter().map(|text| (*text).to_owned()).collect();
    texts.extend([long, latin]);
    let mut blocks = Vec::new();
    for text in &texts {
        blocks.extend(
            [Block::Title(text.clone()), Block::Subtitle(text.clone())].into_iter().take(if text.len() < 100 {
                2
            } else {
                0
            }),
        );
        blocks.extend([
            Block::Heading(Level::First, text.clone()),
            Block::Text(text.clone()),
            Block::Note(text.clone()),
        ]);
        blocks.extend([Block::Flush(text.clone()), Block::Signed(text.clone())]);
    }
    let rows = texts.iter().map(|text| row(&[text, text, "短"])).collect();
    blocks.push(Block::Table(Grid { caption: Some(AWKWARD[5].to_owned()), widths: vec![1, 1, 1], headings: 1, rows }));
    let values: Vec<Option<Amount>> = (0..texts.len() as u64).map(|at| Some(Amount::Money(at * 1_234_567))).collect();
    for form in [ChartForm::Bars, ChartForm::Line] {
        let series = vec![
            Series { name: AWKWARD[3].to_owned(), values: values.clone() },
            Series { name: AWKWARD[2].to_owned(), values: vec![None] },
        ];
        blocks.push(Block::Chart(Chart {
            title: AWKWARD[5].to_owned(),
            form,
            unit: AWKWARD[3].to_owned(),
            labels: texts.clone(),
            series,
        }));
    }
    Paper { name: AWKWARD[5].to_owned(), author: AWKWARD[1].to_owned(), ..paper("", Page::Report, blocks) }
}

/// A chart with more bars than a page holds.
pub fn many_bars() -> Paper {
    let chart = |form| {
        Block::Chart(Chart {
            title: "各村意见建议".to_owned(),
            form,
            unit: "件".to_owned(),
            labels: (1..=70).map(|number| format!("第{number}村民委员会")).collect(),
            series: vec![Series {
                name: "件数".to_owned(),
                values: (1..=70).map(|number| Some(Amount::Count(number * 7 % 61))).collect(),
            }],
        })
    };
    paper(
        "各村",
        Page::Report,
        vec![Block::Title("各村意见建议".to_owned()), chart(ChartForm::Bars), chart(ChartForm::Line)],
    )
}

/// A cell higher than a page, and tables right after each other.
pub fn tall_cell() -> Paper {
    let long: String = "接待群众反映意见建议，".chars().cycle().take(2_500).collect();
    let grid = |rows| Block::Table(Grid { caption: None, widths: vec![1, 3], headings: 1, rows });
    let last = GridRow::of(vec![
        GridCell { content: Content::Text("尾".to_owned()), ..GridCell::label("") },
        GridCell::text("末尾"),
    ]);
    let blocks = vec![
        grid(vec![labels(&["项目", "内容"]), row(&["意见内容", &long]), last.clone()]),
        grid(vec![labels(&["项目", "内容"]), last]),
    ];
    paper("高单元格", Page::Report, blocks)
}
