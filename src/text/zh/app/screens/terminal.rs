//! Why the screens cannot be shown or had to end, and what to do now.

use std::path::Path;

/// Input or output is no terminal.
pub const NONE: &str = "这里不是终端，打不开值班台界面。请在终端窗口里直接运行 liaison；\
在脚本里请用 liaison list、liaison add 等命令（liaison --help 查看全部命令）";

/// `TERM` is unset or `dumb`.
pub const DUMB: &str = "这个终端不能移动光标（环境变量 TERM 没有设置或是 dumb），打不开值班台界面。\
请换一个终端窗口；或先运行 export TERM=xterm-256color 再试；也可以用 liaison list 等命令";

/// The Linux console.
///
/// The one exception to Chinese only: the console that cannot show Chinese would show the advice as boxes, so a line that
/// it can show stands before it.
pub const CONSOLE: &str = "liaison: this console (TERM=linux) cannot show Chinese. Start kmscon or fbterm first \
(TERM=fbterm), or use a terminal of a graphical desktop or a remote login.\n\
Linux 文字控制台（TERM=linux）不能显示汉字，打不开值班台界面。\
请在图形桌面的终端里运行，或先启动 kmscon、fbterm 再运行（fbterm 中请设 TERM=fbterm）；也可以从另一台机器远程登录";

/// A Windows console from before control sequences.
pub const OLD_CONSOLE: &str = "这个 Windows 控制台太旧，打不开值班台界面。请在控制台属性里去掉“使用旧版控制台”再运行，\
或改用 Windows 10 以上的系统；也可以用 liaison list 等命令";

/// The terminal refused.
pub fn refused(why: &std::io::Error) -> String {
    format!("终端出错：{why}。请关掉这个窗口，换一个终端再运行；已保存的记录都在")
}

/// The system ended it; what was typed is a draft.
pub const ENDED_WITH_DRAFT: &str = "值班台已被系统关闭；没有保存的内容已存为草稿，下次运行 liaison 时在“今日”里打开";

/// The system ended it, and what was typed could not be written.
pub fn ended_without_draft(why: &str) -> String {
    format!("值班台已被系统关闭；没有保存的内容没能全部存下{}", because(why))
}

/// A mistake of the program ended it; nothing was typed that is not saved.
pub fn broken(log: &Path) -> String {
    format!("程序内部出错，值班台已关闭；已保存的记录都在，请重新运行 liaison。{}", see(log))
}

/// A mistake of the program ended it; what was typed is a draft.
pub fn broken_with_draft(log: &Path) -> String {
    format!(
        "程序内部出错，值班台已关闭；正在填写的内容已存为草稿，请重新运行 liaison，在“今日”里打开草稿接着填。{}",
        see(log)
    )
}

/// A mistake of the program ended it, and what was typed could not be written.
pub fn broken_without_draft(why: &str, log: &Path) -> String {
    format!(
        "程序内部出错，值班台已关闭；正在填写的内容没能全部存下{}，请重新运行 liaison，看“今日”里有没有较早的草稿。{}",
        because(why),
        see(log)
    )
}

fn because(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!("（{why}）") }
}

fn see(log: &Path) -> String {
    format!("反复出现时，请把日志文件 {} 交给技术人员", log.display())
}
