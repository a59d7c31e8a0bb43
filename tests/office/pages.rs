//! What stands where on the pages of a PDF.

use std::path::Path;
use std::process::Command;

use super::office::run;

/// A word, in points from the upper left corner.
#[derive(Clone, Debug)]
pub struct Word {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub text: String,
}

/// A page.
#[derive(Debug)]
pub struct Sheet {
    pub width: f64,
    pub height: f64,
    pub words: Vec<Word>,
}

/// The pages of a PDF.
pub fn sheets(pdf: &Path) -> Vec<Sheet> {
    let text = run(Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-"));
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in text.lines().map(str::trim) {
        let number = |name: &str| -> f64 {
            let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap_or_else(|| panic!("{name}: {line}"));
            rest.split('"').next().unwrap().parse().unwrap()
        };
        if line.starts_with("<page ") {
            sheets.push(Sheet { width: number("width"), height: number("height"), words: Vec::new() });
        } else if line.starts_with("<word ") {
            let inner = line.split_once('>').unwrap().1.trim_end_matches("</word>");
            let text = quick_xml::escape::unescape(inner).map_or_else(|_| inner.to_owned(), |text| text.into_owned());
            let (left, top, right, bottom) = (number("xMin"), number("yMin"), number("xMax"), number("yMax"));
            sheets.last_mut().unwrap().words.push(Word { left, top, right, bottom, text });
        }
    }
    sheets
}

/// The lines of a page: words of about the same height, from left to right.
pub fn lines(sheet: &Sheet) -> Vec<String> {
    let mut rows: Vec<(f64, Vec<&Word>)> = Vec::new();
    for word in &sheet.words {
        let middle = f64::midpoint(word.top, word.bottom);
        match rows.iter_mut().find(|(at, _)| (at - middle).abs() < 4.0) {
            Some((_, words)) => words.push(word),
            None => rows.push((middle, vec![word])),
        }
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let line = |mut words: Vec<&Word>| {
        words.sort_by(|a, b| a.left.total_cmp(&b.left));
        words.into_iter().map(|word| word.text.as_str()).collect()
    };
    rows.into_iter().map(|(_, words)| line(words)).collect()
}

/// Pages on which something is drawn within so many millimetres of the edge of the sheet: it runs off the page.
pub fn touching_the_edge(pdf: &Path, millimetres: usize) -> Vec<usize> {
    const DPI: usize = 50;
    let prefix = pdf.with_extension("");
    run(Command::new("pdftoppm").args(["-gray", "-r", &DPI.to_string()]).arg(pdf).arg(&prefix));
    let stem = format!("{}-", prefix.file_name().unwrap().to_str().unwrap());
    let mut pictures: Vec<_> = std::fs::read_dir(pdf.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pgm"))
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(&stem))
        .collect();
    pictures.sort();
    assert!(!pictures.is_empty(), "{}", pdf.display());
    let edge = millimetres * DPI * 10 / 254;
    let touches = |picture: &std::path::PathBuf| {
        let bytes = std::fs::read(picture).unwrap();
        std::fs::remove_file(picture).unwrap();
        let (width, height, pixels) = picture_of(&bytes);
        let is_edge = |at: usize| {
            let (x, y) = (at % width, at / width);
            x < edge || y < edge || x + edge >= width || y + edge >= height
        };
        pixels.iter().enumerate().any(|(at, shade)| *shade < 200 && is_edge(at))
    };
    (1..).zip(&pictures).filter(|(_, picture)| touches(picture)).map(|(number, _)| number).collect()
}

/// A picture of grey shades: its width, its height, its pixels.
fn picture_of(bytes: &[u8]) -> (usize, usize, &[u8]) {
    let mut rest = bytes;
    let mut next = || {
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap();
        let field = std::str::from_utf8(&rest[..end]).unwrap();
        rest = &rest[end + 1..];
        field.to_owned()
    };
    assert_eq!(next(), "P5");
    let (width, height) = (next().parse().unwrap(), next().parse().unwrap());
    assert_eq!(next(), "255");
    assert_eq!(rest.len(), width * height);
    (width, height, rest)
}
