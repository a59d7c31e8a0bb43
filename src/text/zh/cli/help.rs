//! The help of every verb, argument and option.
#![allow(missing_docs)] // Each constant is named after what it explains.

use crate::text::zh::model::{moves, verb};

pub const ABOUT: &str = "代表联络站值班台：接待日、群众意见、代表走访、代表活动、民生实事、代表建议各本账。不带命令时打开值班台。\n不得录入、存储国家秘密。";
pub const TEMPLATE: &str = "{name} {version}\n{about}\n\n用法：{usage}\n\n{all-args}\n";
pub const SUB_TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";
pub const COMMANDS: &str = "命令";
pub const OPTIONS: &str = "参数和选项";

pub const DATA: &str = "数据目录；不写时用本机的默认位置";
pub const ASCII: &str = "用 ASCII 线条和替代符号；方框、省略号等占两格、画面错位的终端用";
pub const THEME: &str = "界面配色；不写时为普通配色，设了环境变量 NO_COLOR 时为单色";
pub const HELP: &str = "显示帮助";
pub const VERSION: &str = "显示版本";

pub const DEMO: &str = "在单独的目录里建一套演示数据并打开";
pub const DEMO_RECORDS: &str = "造一个有 N 条记录的大库，用来试速度";
pub const DEMO_FRESH: &str = "丢掉上次的演示数据，重新建";
pub const DEMO_NO_OPEN: &str = "只建数据，不打开";

pub const INIT: &str = "直接建站，不逐项询问";
pub const INIT_LEVEL: &str = "层级：station 联络站、county 县、city 市州、province 省";
pub const INIT_CODE: &str =
    "代码：联络站为 9 位区划代码加 3 位序号，共 12 位数字；县为 6 位、市州为 4 位、省为 2 位区划代码";
pub const INIT_NAME: &str = "单位名称";
pub const INIT_BY: &str = "值班员姓名；不写时记为“值班员”";

pub const ADD: &str = "新增一条记录";
pub const EDIT: &str = "修改一条记录";
pub const VOID: &str = "作废一条记录（编号保留，不再计数）";
/// What `do` is for, with every step by its key.
pub fn do_a_step() -> String {
    format!("办理一步：{}", steps())
}

/// Every step that can be taken, by its key: of issues first; registering one is `add`.
pub fn steps() -> String {
    let steps = verb::ALL.iter().skip(1).chain(moves::ALL);
    steps.map(|(key, name)| format!("{key} {name}")).collect::<Vec<_>>().join("、")
}

pub const UNDO: &str = "撤销最近一次保存，并说明撤销了什么";
pub const REPORT: &str = "写月报、季报、半年报、年报；加 --mark-sent 则定稿报送，以后按报送时原样重印";
pub const REPORT_PERIOD: &str =
    "期间：2026-10（月）、2026Q3（季度）、2026H1（半年）、2026（年）、上月，或 2026-10-01..2026-10-20";
pub const REPORT_TO: &str = "写到哪里：文件（.docx、.xlsx、.html）；写文件夹则三种都写";
pub const REPORT_FORMAT: &str = "哪一种文件；不写时看文件名的结尾";
pub const REPORT_MARK_SENT: &str = "定稿报送：数据和文字从此不变，同一期不能再报；之后补录的在下一份里列为补登";
pub const REPORT_CASE: &str = "作为典型案例的意见编号，可写几件；要求保密的不能选";
pub const REPORT_SET: &str = "改各节文字并存为草稿：overview 基本情况、handling 群众意见办理、work 走访和活动、problems 存在问题、promises B类承诺、cases_text 案例文字、plan 下步打算，还有 title 标题、dated 成文日期";
pub const PLAN: &str = "按接待日规则（设置 schedule.rules）排出一段时间的接待日并存入；已在簿上的不重复排";
pub const LIST: &str = "列出记录，新的在前";
pub const SHOW: &str = "显示一条记录的全部内容";
pub const TERM: &str = "代表换届：查看在任情况，办理换届";
pub const TERM_LIST: &str = "按级别和届次列出在任代表人数";
pub const TERM_CHANGE: &str = "换届：原届次的在任代表转为往届，连任的建新一届记录；一次保存，可一并撤销";
pub const TERM_LEVEL: &str = "级别：township 乡镇、county 县、city 市州、provincial 省、national 全国，也可写名称";
pub const TERM_FROM: &str = "到期的届次，与名册里写的一样";
pub const TERM_TO: &str = "新的届次";
pub const TERM_ON: &str = "换届日期；不写时为今天";
pub const TERM_REELECTED: &str = "连任的代表，用逗号隔开；同名的写成 姓名#序号";
pub const TERM_DRY_RUN: &str = "只看会变成什么，不写入";
pub const SETTINGS: &str = "查看和修改设置：办理时限、代码表、报送单位等；改了不影响以前的记录";
pub const SETTINGS_LIST: &str = "列出全部设置：现在是什么、来自哪里";
pub const SETTINGS_GET: &str = "输出一项设置的内容，可原样交给 set";
pub const SETTINGS_SET: &str = "修改一项设置";
pub const SETTINGS_RESET: &str = "把一项恢复为随程序的设置";
pub const SETTINGS_GROUP: &str =
    "只列这一类，如 deadlines 办理时限、codes 代码表、recipients 报送对象、sync 上报与回执";
pub const SETTINGS_KEY: &str = "设置项，如 deadlines.redo_days、codes.route；见 settings list";
pub const SETTINGS_VALUE: &str = "内容：数、用逗号隔开的几项，或 TOML";
pub const SETTINGS_FILE: &str = "从文件读内容；- 为标准输入";
pub const IMPORT: &str = "导入台账（xlsx、xls、et、csv）；同一文件再导一次不会重复";
pub const PRINT: &str = "打印文书：公告、登记表、交办单、督办单、反馈单、各种台账和公示；写成 docx 或 html";
pub const PRINT_DOC: &str = "文书，如 assign 或 交办单；print --list 列出全部";
pub const PRINT_ID: &str = "哪一条，可写几条：编号、#序号、名称或日期；汇总的文书不写时按日期取";
pub const PRINT_LIST: &str = "列出可以打印的文书";
pub const PRINT_TO: &str = "写到哪个文件（.docx 或 .html）或文件夹；文件夹里已有同名的，新的加上序号";
pub const PRINT_FORMAT: &str = "docx 或 html；不写时看文件名后缀，文件夹里为 docx";
pub const PRINT_YEAR: &str = "哪一年，如履职登记表、票决结果；不写时为今年或最近一年";
pub const FORMS: &str = "写出三本账的空白登记表，供手写；栏目顺序与录入时相同";
pub const FORMS_TO: &str = "写到哪个文件夹（一表一个文件），或哪个文件（三表合在一起）";
pub const VALUE_HTML: &str = "html，用浏览器打开或打印";
pub const STATS: &str = "统计一个期间的全部指标，与“统计”页一致；也可列出一个数字所计的记录";
pub const STATS_PERIOD: &str = "统计期间，如 2026-10、2026Q3、2026H1、2026、上月、3.1..3.31；不写时为本月";
pub const STATS_BY: &str = "按什么分：category 类别、village 村社区、deputy 代表、channel 渠道、route 办理方式、urgency 紧急程度、station 联络站、county 县市区、city 市州";
pub const STATS_STATION: &str = "只统计一个站、一个县或一个市的，写它的名称或代码";
pub const STATS_COMPARE: &str = "并列上期、上年同期和比上期的增减";
pub const STATS_DEFINITIONS: &str = "写出每个指标的定义";
pub const STATS_RECORDS: &str = "列出一个指标所计的记录，如 I11；分项写成 I6:township";
pub const STATS_GROUP: &str = "只列 --by 的这一组，写它的代码、村名或代表序号";
pub const VALUE_DOCX: &str = "docx，用 WPS 或 Word 打开";
pub const PARTY: &str = "往来单位：导出本单位的密钥文件，添加、核对、停用上下级单位的密钥";
pub const PARTY_EXPORT: &str = "写出本单位的密钥文件，并显示指纹；交给上级或下级，再在电话里念指纹给对方核对";
pub const PARTY_EXPORT_TO: &str = "写到哪个文件夹或U盘";
pub const PARTY_ADD: &str = "添加上级或下级单位的密钥文件；对方换了密钥时也用它";
pub const PARTY_FILE: &str = "对方导出的密钥文件，名称如 LZ-430122-key.txt";
pub const PARTY_CONFIRM: &str = "电话核对指纹后确认：确认后才收发数据包";
pub const PARTY_CODE: &str = "单位代码或名称";
pub const PARTY_FINGERPRINT: &str = "对方在电话里念的指纹，六组数字；不写时在终端上询问";
pub const PARTY_LIST: &str = "列出往来单位";
pub const PARTY_DECIDE: &str = "对方的记录与本机已收到的冲突，或对方换了电脑：电话问清后决定以哪一份为准";
pub const DECIDE_ADOPT: &str = "采用对方新发来的；本机原来收到的换下来，另存在旁边";
pub const DECIDE_KEEP: &str = "保留本机已收到的，新发来的不要";
pub const DECIDE_DRY_RUN: &str = "只列出两边各有什么，不作决定";
pub const PARTY_QUARANTINED: &str = "列出一个单位被隔离、没有采用的记录，每条写明原因";
pub const PARTY_DISMISS: &str = "把一个单位被隔离的记录记为处理过，不再提示";
pub const DISMISS_SEQ: &str = "只这一条（行号见 party quarantined）；不写就是全部";
pub const PARTY_REVOKE: &str = "停用一个单位的密钥：从此不再收发它的数据包";
pub const PACK: &str = "打包并写到U盘或文件夹，写好并核对后才提示可以拔出";
pub const PACK_SORT: &str = "哪一种数据包";
pub const PACK_FOR: &str = "给哪个单位，写代码或名称；只有一个合适时可以不写，down 不写时给有未下发内容的各下级";
pub const PACK_ALL: &str = "给全部下级单位各写一个（用于 down 和 receipt）";
pub const PACK_TO: &str = "U盘或文件夹";
pub const TAKEOVER: &str = "采纳上级下发的代表名册、承办单位和码表：先列出与本站的不同，确认后采纳";
pub const TAKEOVER_WHAT: &str = "只看一类：roster 代表名册、units 承办单位、settings 码表期限等设置";
pub const TAKEOVER_PICK: &str = "只采纳这些，写上级那边的编号，逗号隔开；两边不同的按上级的改";
pub const TAKEOVER_KEEP: &str = "--pick 指明的以本站为准，本站记录不改，不再提示，到上级再改时为止";
pub const TAKEOVER_DRY_RUN: &str = "只列出，不采纳";
pub const TAKEOVER_YES: &str = "不询问，直接采纳";
pub const UNPACK: &str = "从U盘、文件夹或文件收包：先试算并列出会有什么变化，确认后收下，回执写回同一处";
pub const UNPACK_PATH: &str = "U盘、文件夹，或一个数据包文件";
pub const UNPACK_NO_RECEIPT: &str = "不把回执写回同一个文件夹";
pub const UNPACK_DRY_RUN: &str = "只试算，不收";
pub const UNPACK_YES: &str = "不询问，直接收";
pub const UNPACK_AGREE: &str = "已与对方电话确认换了电脑或重装过，收下新的一套记录；或同意换下本机恢复备份后的录入";
pub const MEDIA: &str = "介质登记：列出打过的数据包，新的在前";
pub const DECIDE: &str = "上级办理：就某站的一件意见作出决定，随下发包送到站里采纳";
pub const DECIDE_VERB: &str = "assign 交办、return 退回、extend 延期、urge 催办、reply 答复";
pub const DECIDE_ISSUE: &str = "站点代码或名称，加斜线，再加意见编号，如 430122105001/2026-0012";
pub const ADOPT: &str =
    "采纳上级办理，登记成本站的一步，下级的意见则转给下级；上级作废了的，记为知悉或一并作废；不写编号时列出待采纳的";
pub const ADOPT_REFUSE: &str =
    "不采纳：写明理由，不再列为待采纳，随下次上报让上级看到；上级作废了、本级已转下去的，则保留为本级自己的办理";
pub const ADOPT_REASON: &str = "不采纳的理由";
pub const ADOPT_ISSUE: &str = "意见编号；同一件有几项时先采纳最早的一项";
pub const SYNC: &str = "上报情况：未上报、待回执多少条；下级各单位报到哪里，有没有缺口、冲突和迟报";
pub const SYNC_PERIOD: &str = "看下级哪一期报了没有，如 2026-10、2026Q3；不写时为上月";
pub const VALUE_UP: &str = "上报：上次回执以后的新记录，给上级";
pub const VALUE_DOWN: &str = "下发：本级的办理意见、名册和代码表，给下级";
pub const VALUE_FULL: &str = "全量：从第一条起的全部记录，用于补发和重建";
pub const VALUE_ROSTER: &str = "代表名册";
pub const VALUE_UNITS: &str = "承办单位";
pub const VALUE_SETTINGS: &str = "代码表、期限、节假日等设置";
pub const VALUE_RECEIPT: &str = "回执：告诉对方收到了哪里";
pub const EXPORT: &str = "导出台账（xlsx、csv、打印用网页），个人信息已遮盖";
pub const VERIFY: &str = "从头核对日志，并核对数据库与日志是否一致";
pub const REBUILD: &str = "按日志重建数据库";
pub const BACKUP: &str = "立即备份";
pub const RESTORE: &str = "用备份恢复；现有数据先另存一份";
pub const SALVAGE: &str = "把日志丢失、数据库里还在的记录补回日志";
pub const KEYS: &str = "打印全部按键一览表";
pub const COMPLETIONS: &str = "输出命令行补全脚本";
pub const MAN: &str = "输出手册页";

pub const KIND: &str = "记录种类：reception 接待日、issue 意见、visit 走访、deputy 代表、unit 承办单位、activity 代表活动、project 民生实事、proposal 代表建议、station 联络站、setting 设置";
pub const ID: &str = "编号、#序号或名称";
pub const SET: &str = "字段=内容，可写多个；字段名写错时会列出可用的字段";
pub const ASK: &str = "逐项询问，一行一问，适合读屏软件；与 --set 同用时，已给的栏目不再问";
pub const REASON: &str = "原因";
pub const STEP_VERB: &str = "步骤";
pub const WHERE: &str = "只列出符合的记录，可写多个：字段=内容 为相同，字段~内容 为含有（文字或拼音）；日期和数可写一段，如 reported_on=3月、\"people>=10\"";
pub const STATION: &str = "只要某个站的记录：代码、站名或拼音（县级及以上）";
pub const SINCE: &str = "起始日期（含）";
pub const UNTIL: &str = "截止日期（含）";
pub const SEARCH: &str = "查找文字或拼音";
pub const VOIDED: &str = "只列出已作废的记录";
pub const LIMIT: &str = "最多列出多少条";
pub const FORMAT: &str = "输出形式：table 表格、csv、jsonl";
pub const IMPORT_FILE: &str = "要导入的文件（xlsx、xls、et 或 csv）";
pub const LISTED_KIND: &str = "记录种类：reception 接待日、issue 意见、visit 走访、deputy 代表、unit 承办单位、activity 代表活动、project 民生实事、proposal 代表建议、report 报表、handling 上级办理、pack 数据包、party 往来单位、received 收到的记录、station 联络站、setting 设置";
pub const VOID_KIND: &str = "记录种类：reception 接待日、issue 意见、visit 走访、deputy 代表、unit 承办单位、activity 代表活动、project 民生实事、proposal 代表建议、setting 设置、handling 本级作出的上级办理";
pub const IMPORT_KIND: &str = "记录种类；不写时按表头判断";
pub const IMPORT_SHEET: &str = "工作表名称；不写时有表头的表都导入，先承办单位和代表，后各本账";
pub const IMPORT_MAP: &str = "指定某一列对应的字段，可写多个；“列名=”表示不导入该列";
pub const IMPORT_YEAR: &str = "没写年份的日期（如 7月5日）算哪一年";
pub const IMPORT_FORGET: &str = "不用上次为同样表头选定的各列，重新识别";
pub const MAP_VALUE: &str = "列名=field";
pub const FILL_VALUE: &str = "列名";
pub const IMPORT_FILL: &str = "这些列的空格沿用上一行的内容（如同一天、同一村只写一次的台账）；合并单元格不用写";
pub const DRY_RUN: &str = "只看每一行会变成什么、有什么问题，不写入";
pub const EXPORT_KIND: &str = "reception、issue、visit、deputy、unit、activity、project、proposal，或 all（全部）";
pub const EXPORT_TO: &str = "写到哪个文件；all 时写目录";
pub const EXPORT_FORMAT: &str = "xlsx、csv 或 html（打印用网页）；不写时看文件名后缀";
pub const EXPORT_ENCODING: &str = "csv 的编码：utf-8（默认，带 BOM）或 gb18030（老程序用；生僻字也不会变成问号）";
pub const EXPORT_PUBLIC: &str = "公开版：只留可以张贴、公示的栏目，不含要求保密的事项和不公开的代表";
pub const BACKUP_TO: &str = "备份到哪个目录；不写时放在数据目录的 backup 里";
pub const RESTORE_FILE: &str = "备份文件或目录";
pub const PLAN_PERIOD: &str = "哪段时间，如 下月、12月、2027、12.1-12.31";
pub const PLAN_DRY_RUN: &str = "只看会排出哪些接待日，不写入";
pub const SHELL: &str = "bash、zsh、fish、elvish 或 powershell";

pub const VALUE_NORMAL: &str = "普通";
pub const VALUE_CONTRAST: &str = "高对比度";
pub const VALUE_MONO: &str = "单色，只用粗体、下划线和反显";
pub const VALUE_STATION: &str = "联络站";
pub const VALUE_COUNTY: &str = "县（市、区）";
pub const VALUE_CITY: &str = "市州";
pub const VALUE_PROVINCE: &str = "省";
pub const VALUE_TABLE: &str = "对齐的表格，给人看";
pub const VALUE_CSV: &str = "csv，给电子表格";
pub const VALUE_UTF_8: &str = "UTF-8，带 BOM";
pub const VALUE_GB18030: &str = "GB18030，国家标准，含全部生僻字";
pub const VALUE_JSONL: &str = "每行一个 JSON，给脚本";
pub const VALUE_XLSX: &str = "xlsx 工作簿";
