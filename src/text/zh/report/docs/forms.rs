//! What stands on the sheets of one record, and on blank forms.

/// 接待日记录表.
pub mod reception {
    /// Its title.
    pub const TITLE: &str = "人大代表接待日记录表";
    /// A day that does not take place.
    pub const IS_OFF: &str = "这一天已顺延或取消";
    /// Above the issues of the day.
    pub const ISSUES: &str = "当天收到的意见建议";
    /// None.
    pub const NO_ISSUES: &str = "没有登记意见建议。";
    /// Who signs.
    pub const SIGNATURES: [&str; 3] = ["接待代表\n签名", "记录人\n签名", "站长\n签名"];
}

/// 意见建议登记表.
pub mod issue {
    /// Its title.
    pub const TITLE: &str = "群众意见建议登记表";
    /// Above what became of it.
    pub const HANDLING: &str = "办理情况";
    /// Who raised it.
    pub const RESIDENT: &str = "反映人";
    /// Nobody's identity is kept.
    pub const ANONYMOUS: &str = "未登记身份";
    /// What the head thinks.
    pub const OPINION: &str = "站长意见";
    /// The day of a step.
    pub const ON: &str = "日期";
    /// The step.
    pub const STEP: &str = "步骤";
    /// What it says.
    pub const TOLD: &str = "内容";
    /// Who entered it.
    pub const BY: &str = "经办人";
    /// Who signs.
    pub const SIGNATURES: [&str; 3] = ["接收代表\n签名", "登记人\n签名", "站长\n签名"];
}

/// 交办单.
pub mod assign {
    /// Its title.
    pub const TITLE: &str = "群众意见建议交办单";
    /// Before its number.
    pub const WORD: &str = "交办";
    /// No unit has it.
    pub const NOT_ASSIGNED: &str = "还没有交办；先按 F6 交办给承办单位";
    /// Who hands it over.
    pub const FROM: &str = "交办单位";
    /// The day.
    pub const ON: &str = "交办日期";
    /// Above the slip for the answer.
    pub const SLIP: &str = "回执（由承办单位填写，办理后退回联络站）";
    /// Who took it.
    pub const RECEIVED_BY: &str = "签收人";
    /// When.
    pub const RECEIVED_ON: &str = "签收日期";
    /// The answer.
    pub const ANSWER: &str = "办理答复";
    /// Its class.
    pub const CLASS: &str = "办理结果";
    /// What a B answer promises.
    pub const PLANNED_ON: &str = "B类完成日期";
    /// The day of the answer.
    pub const ANSWERED_ON: &str = "答复日期";
    /// What an answer must have.
    pub const RULES: &str =
        "答复为B类的，请写明承诺完成日期；为C类的，请写明不能办理的原因。不属本单位职责的，请写明理由及时退回。";

    /// What is asked of the unit.
    pub fn opening(due_on: Option<&str>, is_confidential: bool) -> String {
        let by = due_on.map_or_else(|| "及时".to_owned(), |due| format!("于{due}前"));
        let kept = if is_confidential { "反映人要求保密，请控制知悉范围。" } else { "" };
        format!("现将群众反映的下列意见建议交你单位办理，请{by}书面答复本站。{kept}")
    }
}

/// 督办单.
pub mod urge {
    /// Its title.
    pub const TITLE: &str = "群众意见建议督办单";
    /// Before its number.
    pub const WORD: &str = "督办";
    /// Nobody owes an answer or a promise.
    pub const NOTHING_OWED: &str = "只有已交办、还没有答复的和B类跟踪中的才督办";
    /// Who urges.
    pub const FROM: &str = "督办单位";
    /// The day.
    pub const ON: &str = "督办日期";
    /// What is asked for.
    pub const ASKED: &str = "督办要求";
    /// Who leads.
    pub const LEADER: &str = "督办领导";
    /// The urgings before.
    pub const URGED: &str = "此前催办";
    /// None.
    pub const NEVER_URGED: &str = "没有催办过";
    /// What the leader orders.
    pub const ORDER: &str = "领导意见";
    /// Above the unit's part.
    pub const SLIP: &str = "承办单位回复";
    /// How far it is.
    pub const STANDING: &str = "进展和\n完成时间";
    /// Who says so.
    pub const ANSWERED_BY: &str = "负责人";
    /// When.
    pub const ANSWERED_ON: &str = "回复日期";

    /// What was to be done, and by when.
    pub fn opening(assigned_on: Option<&str>, owed_on: Option<&str>, is_promise: bool) -> String {
        let assigned = assigned_on.map(|on| format!("于{on}")).unwrap_or_default();
        let owed = owed_on.unwrap_or("　　　　年　　月　　日");
        if is_promise {
            format!("下列意见建议{assigned}交你单位办理，你单位答复为B类，承诺于{owed}前完成。")
        } else {
            format!("下列意见建议{assigned}交你单位办理，办理期限为{owed}。")
        }
    }

    /// How many days it is late, and what is asked.
    pub fn standing(today: &str, days_late: i64, answer_days: i64) -> String {
        let stands = match days_late {
            1.. => format!("已超期 {days_late} 天"),
            0 => "已到期".to_owned(),
            _ => format!("距期限还有 {} 天", days_late.unsigned_abs()),
        };
        format!("截至{today}，{stands}。请抓紧办理，并在收到本单后 {answer_days} 日内把进展和完成时间书面回复本站。")
    }

    /// One urging.
    pub fn urged(on: &str, told: &[&str]) -> String {
        format!("{on}　{}", told.join("，")).trim_end().to_owned()
    }
}

/// 反馈单.
pub mod feedback {
    /// Its title.
    pub const TITLE: &str = "群众意见建议办理情况反馈单";
    /// Of a proposal.
    pub const PROPOSAL_TITLE: &str = "代表建议办理情况反馈单";
    /// There is no answer yet.
    pub const NOT_ANSWERED: &str = "还没有答复；先按 F6 登记答复";
    /// Above the answer.
    pub const ANSWER: &str = "办理答复";
    /// Its day.
    pub const ANSWERED_ON: &str = "答复日期";
    /// Its words.
    pub const ANSWER_TEXT: &str = "答复内容";
    /// Why not.
    pub const REASON: &str = "说明";
    /// Above what is thought of it.
    pub const FEEDBACK: &str = "反馈和评价";
    /// The day the resident was told.
    pub const TOLD_ON: &str = "反馈日期";
    /// The day the deputy was told.
    pub const DEPUTY_TOLD_ON: &str = "告知代表日期";
    /// How.
    pub const WAY: &str = "反馈方式";
    /// Of the unit's attitude.
    pub const ATTITUDE: &str = "对办理态度";
    /// Of the result.
    pub const RESULT: &str = "对办理结果";
    /// Who rates.
    pub const RATED_BY: &str = "评价人";
    /// What is said of it.
    pub const REMARK: &str = "评价意见";
    /// Who put a proposal forward.
    pub const LEAD: &str = "领衔代表";
    /// What follows from it.
    pub const RULES: &str = "请对办理态度和办理结果分别评价，在方框内打√；评为不满意的请写明意见，本站将退回承办单位重新办理。反映人可以不签名。";
    /// Who signs.
    pub const SIGNATURES: [&str; 3] = ["评价人\n签名", "联络员\n签名", "日期"];
    /// Who signs for a proposal.
    pub const DEPUTY_SIGNATURES: [&str; 2] = ["代表签名", "日期"];
}

/// 代表履职登记表.
pub mod deputy {
    /// The day.
    pub const ON: &str = "日期";
    /// The book.
    pub const KIND: &str = "类别";
    /// What was done.
    pub const WHAT: &str = "内容";
    /// What came of it.
    pub const RESULT: &str = "情况";
    /// Who signs.
    pub const SIGNATURES: [&str; 3] = ["代表\n签名", "联络员\n签名", "站长\n签名"];

    /// Its title.
    pub fn title(year: i32) -> String {
        format!("人大代表{year}年履职登记表")
    }

    /// Above the figures.
    pub fn figures(year: i32) -> String {
        format!("{year}年履职统计")
    }

    /// A figure with its unit.
    pub fn figure(name: &str, unit: &str) -> String {
        format!("{name}（{unit}）")
    }

    /// Nothing was done.
    pub fn nothing_in(year: i32) -> String {
        format!("{year}年没有履职记录。")
    }

    /// A deed: what, of which kind, worth what in yuan; that it is not done yet.
    pub fn deed(text: &str, kind: &str, amount: &str, is_done: bool) -> String {
        let amount = if amount.is_empty() { String::new() } else { format!("，{amount}元") };
        let open = if is_done { "" } else { "，未完成" };
        format!("{text}（{kind}{amount}{open}）")
    }

    /// A visit: people met, deeds.
    pub fn met(people: &str, deeds: &[String]) -> String {
        let deeds = if deeds.is_empty() { String::new() } else { format!("；办实事：{}", deeds.join("、")) };
        format!("联系群众 {people} 人{deeds}")
    }

    /// How a deputy signed a proposal.
    pub fn role(is_lead: bool) -> &'static str {
        if is_lead { "领衔" } else { "附议" }
    }
}

/// A record as its own form has it.
pub mod record {
    use crate::model::Kind;

    /// Who signs.
    pub const SIGNATURES: [&str; 3] = ["代表\n签名", "登记人\n签名", "日期"];

    /// Its title.
    pub fn title(kind: Kind) -> String {
        match kind {
            Kind::Visit => "人大代表走访登记表".to_owned(),
            kind => format!("{}登记表", kind.name()),
        }
    }
}

/// Blank forms.
pub mod blank {
    use crate::model::Kind;

    /// All of them in one file.
    pub const FILE: &str = "空白登记表";
    /// A date by pen.
    pub const DATE: &str = "　　　年　　月　　日";
    /// A time by pen.
    pub const TIME: &str = "　　时　　分";
    /// Yes or no.
    pub const YES_NO: [&str; 2] = ["□是", "□否"];
    /// How to fill in what was raised.
    pub const RAISED_RULES: &str = "一件一行，照群众原话写；写不下的，另用意见建议登记表。";

    /// How to fill it in.
    pub fn rules(has_back: bool) -> String {
        let back = if has_back { "群众意见写在背面（双面打印）。" } else { "" };
        format!(
            "带 * 的必填；方框内打√。{back}日期写年月日；不写身份证号、电话和门牌号。不得记录国家秘密。录入值班台后，在下面记下编号。"
        )
    }

    /// Who signs.
    pub const SIGNATURES: [&str; 3] = ["填表人\n签名", "录入人\n签名", "编号"];

    /// Issues raised on the day or visit, called as on the screen.
    pub const RAISED: &str = "本次登记的意见";

    /// A field that must be filled.
    pub fn required(label: &str) -> String {
        format!("{label}*")
    }

    /// The name of a form.
    fn name(kind: Kind) -> &'static str {
        match kind {
            Kind::Reception => "接待日记录表",
            Kind::Issue => "意见建议登记表",
            Kind::Visit => "代表走访登记表",
            kind => kind.name(),
        }
    }

    /// Its title.
    pub fn title(kind: Kind) -> String {
        name(kind).to_owned()
    }

    /// The name of its file.
    pub fn file(kind: Kind) -> String {
        format!("{}（空白）", name(kind))
    }
}
