//! The file of an index looked through page by page before LMDB maps it: LMDB trusts what it maps, and a
//! wrong number of a page or of bytes could end the process.
//!
//! The layout is that of LMDB's data version 1, as `mdb.c` gives it: a page begins with its number (8 bytes),
//! two bytes, flags (2), and the ends of its free space (2 and 2) or, for long values, a count of pages (4); then
//! the places of its nodes. Numbers stand in the order of the machine.

use crate::store::disk::read_at;
use crate::store::index::used::Used;
use std::fs::File;
use std::path::Path;

/// Bytes of a page's header, and of a node's.
const HEAD: usize = 16;
const NODE: usize = 8;
/// Flags of pages: of branches, of leaves, of long values.
const BRANCH: u16 = 1;
const LEAF: u16 = 2;
const LONG: u16 = 4;
/// Flags of nodes: a long value on pages of its own, a table.
const BIG: u16 = 1;
const TABLE: u16 = 2;
const MAGIC: u32 = 0xBEEF_C0DE;

/// What is wrong with a file.
type Fault = String;

/// Looks through the file of an index.
///
/// # Errors
/// What is wrong, with the number of the page.
pub(crate) fn check(path: &Path) -> Result<(), Fault> {
    let file = File::open(path).map_err(|e| e.to_string())?;
    let length = file.metadata().map_err(|e| e.to_string())?.len();
    let metas = [0, 1].map(|n| Meta::read(&file, n, length));
    let latest = metas.into_iter().flatten().max_by_key(|meta| meta.txn);
    let meta = latest.ok_or("neither of its two heads can be read")?;
    let mut walk = Walk {
        file,
        size: meta.size,
        last: meta.last,
        seen: Used::default(),
        free: Vec::new(),
    };
    walk.tree(&meta.free, true)?;
    walk.tree(&meta.main, false)?;
    for page in std::mem::take(&mut walk.free) {
        if page < 2 || page > walk.last || !walk.mark(page, 1) {
            return Err(format!("page {page} is free and in use"));
        }
    }
    Ok(())
}

/// A tree of pages.
struct Tree {
    depth: u16,
    entries: u64,
    root: u64,
}

impl Tree {
    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            depth: short(bytes, 6)?,
            entries: long(bytes, 32)?,
            root: long(bytes, 40)?,
        })
    }
}

/// One of the two heads of the file.
struct Meta {
    size: u64,
    free: Tree,
    main: Tree,
    last: u64,
    txn: u64,
}

impl Meta {
    fn read(file: &File, number: u64, length: u64) -> Option<Self> {
        let mut page = [0; 4096];
        // Both heads are of one size: the first says it, the second stands after so much.
        read_at(file, &mut page, 0).ok()?;
        let size = u64::from(word(&page, HEAD + 24)?);
        let sound = size.is_power_of_two() && (512..=65_536).contains(&size);
        (sound && size * (number + 1) <= length).then_some(())?;
        read_at(file, &mut page, number * size).ok()?;
        let body = page.get(HEAD..)?;
        (word(body, 0)? == MAGIC && u64::from(word(body, 24)?) == size).then_some(())?;
        Some(Self {
            size,
            free: Tree::read(body.get(24..)?)?,
            main: Tree::read(body.get(72..)?)?,
            last: long(body, 120)?,
            txn: long(body, 128)?,
        })
    }
}

/// The pages seen so far.
struct Walk {
    file: File,
    size: u64,
    last: u64,
    seen: Used,
    free: Vec<u64>,
}

impl Walk {
    /// Counts pages as seen; whether none was before.
    fn mark(&mut self, page: u64, count: u64) -> bool {
        (page..page + count).all(|page| self.seen.add(page))
    }

    fn tree(&mut self, tree: &Tree, free: bool) -> Result<(), Fault> {
        if tree.root == u64::MAX {
            return match tree.entries {
                0 => Ok(()),
                _ => Err("a table has entries and no page".into()),
            };
        }
        let entries = self.page(tree.root, tree.depth, free)?;
        match entries == tree.entries {
            true => Ok(()),
            false => Err(format!(
                "a table says {} entries and has {entries}",
                tree.entries
            )),
        }
    }

    /// Looks through a page and those below it; how many entries they have.
    fn page(&mut self, number: u64, depth: u16, free: bool) -> Result<u64, Fault> {
        let wrong = |what: &str| format!("page {number}: {what}");
        if number < 2 || number > self.last || !self.mark(number, 1) {
            return Err(wrong("is named where it cannot be"));
        }
        let mut page = vec![0; usize::try_from(self.size).unwrap_or(0)];
        let read = read_at(&self.file, &mut page, number * self.size);
        read.map_err(|e| wrong(&e.to_string()))?;
        let head = || {
            Some((
                long(&page, 0)?,
                short(&page, 10)?,
                short(&page, 12)?,
                short(&page, 14)?,
            ))
        };
        let (own, flags, lower, upper) = head().unwrap_or_default();
        let (lower, upper) = (usize::from(lower), usize::from(upper));
        let kind = if depth > 1 { BRANCH } else { LEAF };
        let sound = own == number && flags & 0xF == kind && lower >= HEAD && lower <= upper;
        if !sound || upper > page.len() || depth == 0 {
            return Err(wrong("its head is damaged"));
        }
        let places: Vec<usize> = (HEAD..lower)
            .step_by(2)
            .map(|at| short(&page, at).map_or(0, usize::from))
            .collect();
        let (mut entries, mut before): (u64, Option<&[u8]>) = (0, None);
        for (n, place) in places.iter().enumerate() {
            let node = Node::read(&page, *place).filter(|_| *place >= upper);
            let node = node.ok_or_else(|| wrong("an entry lies outside"))?;
            // The first key of a branch stands for all below the second. Numbers of the list of free pages
            // are not sorted as bytes.
            let first = n == 0 && kind == BRANCH;
            if !first && !free && before.replace(node.key).is_some_and(|b| b >= node.key) {
                return Err(wrong("its keys are out of order"));
            }
            entries += match kind {
                BRANCH => self.page(node.child(), depth - 1, free)?,
                _ => self.entry(&node, free).map_err(|e| wrong(&e))?,
            };
        }
        Ok(entries)
    }

    /// Looks at an entry of a leaf.
    fn entry(&mut self, node: &Node<'_>, free: bool) -> Result<u64, Fault> {
        let outside = || "a value lies outside".to_string();
        let value = if node.flags & BIG == 0 {
            node.value.map(<[u8]>::to_vec)
        } else {
            Some(self.long_value(node)?)
        };
        let value = value.ok_or_else(outside)?;
        if node.flags & TABLE != 0 {
            let table = Tree::read(&value).ok_or_else(outside)?;
            self.tree(&table, false)?;
        }
        if free {
            let count = long(&value, 0).and_then(|n| usize::try_from(n).ok());
            let pages = value.len() / 8;
            if count.is_none_or(|n| n >= pages) {
                return Err("the list of free pages is damaged".into());
            }
            let all = (1..=count.unwrap_or(0)).filter_map(|n| long(&value, n * 8));
            self.free.extend(all);
        }
        Ok(1)
    }

    /// A value on pages of its own.
    fn long_value(&mut self, node: &Node<'_>) -> Result<Vec<u8>, Fault> {
        let first = node.value.and_then(|v| long(v, 0)).unwrap_or(0);
        let pages = (node.length as u64 + HEAD as u64).div_ceil(self.size);
        let end = first.saturating_add(pages);
        if first < 2 || end > self.last + 1 || !self.mark(first, pages) {
            return Err("a long value lies where it cannot".into());
        }
        let mut bytes = vec![0; HEAD + node.length];
        let read = read_at(&self.file, &mut bytes, first * self.size);
        read.map_err(|e| e.to_string())?;
        let sound =
            long(&bytes, 0) == Some(first) && short(&bytes, 10).is_some_and(|f| f & LONG != 0);
        let enough = word(&bytes, 12).is_some_and(|n| u64::from(n) == pages);
        if !sound || !enough {
            return Err(format!("page {first}: the head of a long value is damaged"));
        }
        Ok(bytes.split_off(HEAD))
    }
}

/// An entry of a page.
struct Node<'p> {
    flags: u16,
    key: &'p [u8],
    /// Length of the value; in a branch the lower half of a page's number.
    length: usize,
    /// The value or, for a long one, where it stands.
    value: Option<&'p [u8]>,
}

impl<'p> Node<'p> {
    fn read(page: &'p [u8], place: usize) -> Option<Self> {
        let node = page.get(place..)?;
        let length = usize::from(short(node, 0)?) | usize::from(short(node, 2)?) << 16;
        let (flags, key) = (short(node, 4)?, usize::from(short(node, 6)?));
        let rest = node.get(NODE + key..)?;
        Some(Self {
            flags,
            key: node.get(NODE..NODE + key)?,
            length,
            value: rest.get(..if flags & BIG == 0 { length } else { 8 }),
        })
    }

    fn child(&self) -> u64 {
        self.length as u64 | u64::from(self.flags) << 32
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_ne_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_ne_bytes(*bytes.get(at..)?.first_chunk()?))
}
