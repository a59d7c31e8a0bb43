//! Which syllables every Chinese character can be read as, taken once from ib-pinyin's data.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

/// Where Chinese characters with readings stand, in the basic plane and in planes 2 and 3.
const BLOCKS: [RangeInclusive<u32>; 2] = [0x3007..=0x9FFF, 0x20000..=0x30EDE];

/// The class of characters without a reading, the first one made.
const UNREAD: u16 = 0;

/// Readings of all characters. Characters with the same readings form one class.
#[derive(Debug)]
pub struct Readings {
    /// Distinct syllables without tones, such as `zhang`; ü is written v.
    pub syllables: Vec<String>,
    /// For each class the indexes of its syllables.
    pub classes: Vec<Vec<usize>>,
    /// For each block the class of each of its characters.
    class_of: [Vec<u16>; BLOCKS.len()],
}

impl Readings {
    /// Returns the table, which is made on first use.
    pub fn get() -> &'static Readings {
        static READINGS: OnceLock<Readings> = OnceLock::new();
        READINGS.get_or_init(Readings::build)
    }

    /// Returns the class of `c`, an index into `classes`.
    pub fn class(&self, c: char) -> usize {
        let code = u32::from(c);
        let class = BLOCKS.iter().zip(&self.class_of).find_map(|(block, classes)| {
            let offset = usize::try_from(code.checked_sub(*block.start())?).ok()?;
            classes.get(offset).copied()
        });
        usize::from(class.unwrap_or(UNREAD))
    }

    fn build() -> Readings {
        let data = PinyinData::new(PinyinNotation::Ascii);
        let mut collected = Collected::default();
        let unread = collected.class(Vec::new());
        let class_of = BLOCKS.map(|block| {
            block
                .map(|code| {
                    let mut syllables = Vec::new();
                    let Some(c) = char::from_u32(code) else {
                        return unread;
                    };
                    data.get_pinyins_and_for_each(c, |reading| {
                        if let Some(syllable) = reading.notation(PinyinNotation::Ascii) {
                            syllables.push(collected.syllable(syllable));
                        }
                    });
                    collected.class(syllables)
                })
                .collect()
        });
        Readings { syllables: collected.syllables, classes: collected.classes, class_of }
    }
}

/// Gives every distinct syllable and every distinct list of syllables its index.
#[derive(Default)]
struct Collected {
    syllables: Vec<String>,
    syllable_index: HashMap<String, usize>,
    classes: Vec<Vec<usize>>,
    class_index: HashMap<Vec<usize>, u16>,
}

impl Collected {
    fn syllable(&mut self, syllable: &str) -> usize {
        if let Some(index) = self.syllable_index.get(syllable) {
            return *index;
        }
        let index = self.syllables.len();
        self.syllables.push(syllable.to_owned());
        self.syllable_index.insert(syllable.to_owned(), index);
        index
    }

    fn class(&mut self, mut syllables: Vec<usize>) -> u16 {
        syllables.dedup();
        if let Some(index) = self.class_index.get(&syllables) {
            return *index;
        }
        // About a thousand classes exist; past 65,535 a character would stay unread.
        let index = u16::try_from(self.classes.len()).unwrap_or(UNREAD);
        self.classes.push(syllables.clone());
        self.class_index.insert(syllables, index);
        index
    }
}
