//! Wrong usage of the command line, said in Chinese.

/// Words that the argument parser puts into its help, and what stands there instead.
pub const HELP_WORDS: [(&str, &str); 9] = [
    ("[OPTIONS]", "[选项]"),
    ("[COMMAND]", "[命令]"),
    ("[default: ", "[默认："),
    ("[possible values: ", "[可用的值："),
    ("\nArguments:\n", "\n参数：\n"),
    ("\nOptions:\n", "\n选项：\n"),
    (" Possible values:\n", " 可用的值：\n"),
    ("\n命令:", "\n命令："),
    ("\n参数和选项:", "\n参数和选项："),
];

/// Words that the manual page brings along, and what stands there instead.
pub const MAN_WORDS: [(&str, &str); 5] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    ("Possible values:", "可用的值："),
    ("[default: ", "[默认："),
];

/// The heading over the verbs of the manual page.
pub const MAN_COMMANDS: &str = "命令";

/// The line under every usage error.
pub const SEE_HELP: &str = "查看用法：liaison --help，或 liaison 命令 --help";

/// An argument the verb does not take.
pub fn unknown_argument(argument: &str) -> String {
    format!("不认识的参数“{argument}”。请检查拼写，或查看该命令的用法。")
}

/// A verb that does not exist.
pub fn unknown_verb(verb: &str, suggestion: Option<&str>) -> String {
    match suggestion {
        Some(suggestion) => format!("没有“{verb}”这个命令，是不是要用 {suggestion}？"),
        None => format!("没有“{verb}”这个命令。"),
    }
}

/// A value outside the possible ones.
pub fn bad_value(argument: &str, value: &str, possible: &str) -> String {
    if possible.is_empty() {
        format!("“{argument}”不能是“{value}”，请改正后再试。")
    } else {
        format!("“{argument}”不能是“{value}”，可用的值：{possible}。")
    }
}

/// A count that is none.
pub fn bad_count(argument: &str, value: &str) -> String {
    format!("“{argument}”应为 1 以上的整数，不能是“{value}”。")
}

/// An option without its value.
pub fn value_missing(argument: &str) -> String {
    format!("“{argument}”后面要写内容。")
}

/// Arguments whose names do not say what is to be written.
const MISSING: [(&str, &str); 2] = [
    ("<WHAT>", "采纳哪一类，请写 roster（名册）、units（单位）或 settings（码表）"),
    ("--refuse", "--refuse；--reason 是不采纳的理由，要与它同写"),
];

/// Arguments that must be given.
pub fn missing(arguments: &str) -> String {
    let told = MISSING.iter().fold(arguments.to_owned(), |told, (argument, words)| told.replace(argument, words));
    format!("还缺少：{told}。")
}

/// What is to be done, of those that can be.
pub fn missing_verb(verbs: &str) -> String {
    if verbs.is_empty() { "还要写明做什么。".to_owned() } else { format!("还要写明做什么：{verbs}。") }
}

/// An option given twice, or two that exclude each other.
pub fn conflict(argument: &str) -> String {
    format!("“{argument}”只能写一次，或不能与其他选项同时使用。")
}

/// Anything else.
pub const OTHER: &str = "命令写得不对。";

/// A text that is not UTF-8.
pub const NOT_UTF8: &str = "参数里有无法识别的文字，请用 UTF-8 编码输入。";
