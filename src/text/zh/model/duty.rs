//! The names of duties, and the arithmetic of a score.

use crate::model::duty::Duty;
use crate::model::score::ScoreLine;

/// What a duty is called.
pub fn name(duty: Duty) -> &'static str {
    match duty {
        Duty::Reception => "接待到站",
        Duty::Leave => "请假",
        Duty::Absent => "缺席",
        Duty::Issue => "接收意见",
        Duty::Solved => "已解决",
        Duty::Closed => "已办结",
        Duty::Visit => "走访",
        Duty::People => "联系群众",
        Duty::Deed => "办实事",
        Duty::Activity => "参加活动",
        Duty::Training => "学习培训",
        Duty::Led => "领衔建议",
        Duty::Cosigned => "联名建议",
    }
}

/// What a duty is counted in.
pub fn counter(duty: Duty) -> &'static str {
    match duty {
        Duty::Reception | Duty::Leave | Duty::Absent | Duty::Visit | Duty::Activity | Duty::Training => "次",
        Duty::Issue | Duty::Solved | Duty::Closed | Duty::Deed | Duty::Led | Duty::Cosigned => "件",
        Duty::People => "人",
    }
}

/// So often.
pub fn counted(duty: Duty, count: u64) -> String {
    format!("{} {count} {}", name(duty), counter(duty))
}

/// How the points of one duty came about.
pub fn score_line(line: &ScoreLine) -> String {
    let (name, counter) = (name(line.row.duty), counter(line.row.duty));
    let head = format!("{name} {} {counter}：", line.count);
    let sum = match line.count {
        0 => return format!("{head}0"),
        1 => format!("{}", line.row.base),
        count => format!("{} + {}×{} = {}", line.row.base, count - 1, line.row.extra, line.sum),
    };
    let cap = line.row.cap;
    if line.sum > cap.into() {
        format!("{head}{sum}，封顶 {cap}，得 {cap}")
    } else {
        format!("{head}{sum}，封顶 {cap}")
    }
}

/// The points of a year.
pub fn score_sum(year: i32, points: u64) -> String {
    format!("{year} 年履职得分 {points} 分")
}
