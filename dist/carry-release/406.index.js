export const id = 406;
export const ids = [406];
export const modules = {

/***/ 6406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  repackageMsi: () => (/* binding */ repackageMsi)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
// EXTERNAL MODULE: ./packages/channels/build/rpm/header.js
var rpm_header = __webpack_require__(7762);
;// CONCATENATED MODULE: ./packages/rollback/build/carry/compound-file.js

/** [MS-CFB]: a file of sectors with a directory of streams, as far as an MSI is one: all streams lie in the root. */
const MAGIC = Buffer.from("d0cf11e0a1b11ae1", "hex");
/** Sectors that are none (2.1). */
const SECTOR = { difat: 0xfffffffc, fat: 0xfffffffd, end: 0xfffffffe, free: 0xffffffff };
/** Where the header and a directory entry have what (2.2, 2.6.1). */
const HEADER = {
    minor: 24,
    major: 26,
    order: 28,
    shift: 30,
    miniShift: 32,
    directorySectors: 40,
    fatSectors: 44,
    directory: 48,
    cutoff: 56,
    miniFat: 60,
    miniFatSectors: 64,
    difat: 68,
    difatSectors: 72,
    firstFat: 76,
    length: 512,
};
const ENTRY = {
    nameLength: 64,
    type: 66,
    colour: 67,
    left: 68,
    right: 72,
    child: 76,
    start: 116,
    size: 120,
    length: 128,
};
const TYPE = { storage: 1, stream: 2, root: 5 };
/** FAT sectors that the header itself names; streams shorter than the cutoff lie in sectors of 64 bytes (2.2). */
const FIRST_FAT = 109;
const CUTOFF = 4096;
const MINI = 64;
/**
 * Every sector is read for one thing only, so that neither a cycle nor a lie about a size makes more of a file than it has.
 * @throws {Error} when it is damaged
 */
async function readCompoundFile(file) {
    const header = await (0,rpm_header/* readExactly */.L)(file, 0, HEADER.length);
    if (!header.subarray(0, 8).equals(MAGIC) || header.readUInt16LE(HEADER.order) !== 0xfffe) {
        throw new Error("it does not begin as one");
    }
    const [major, shift] = [header.readUInt16LE(HEADER.major), header.readUInt16LE(HEADER.shift)];
    if (!((major === 3 && shift === 9) || (major === 4 && shift === 12))) {
        throw new Error(`it has the version ${major} and sectors of 2^${shift} bytes`);
    }
    if (header.readUInt16LE(HEADER.miniShift) !== 6 || header.readUInt32LE(HEADER.cutoff) !== CUTOFF) {
        throw new Error("its small streams lie where no specification has them");
    }
    const { size } = await file.stat();
    const sectors = new Sectors(file, 1 << shift, size);
    await sectors.readFat(header);
    const directory = Buffer.concat(await sectors.readAll(sectors.chain(header.readUInt32LE(HEADER.directory))));
    const root = directory.subarray(0, ENTRY.length);
    if (root[ENTRY.type] !== TYPE.root)
        throw new Error("its directory has no root");
    const found = walk(directory);
    const small = await smallStreams(sectors, header, root);
    const streams = found
        .filter((entry) => entry[ENTRY.type] === TYPE.stream)
        .map((entry) => {
        const length = sizeOf(entry, major);
        const start = entry.readUInt32LE(ENTRY.start);
        const extents = length < CUTOFF ? small(start, length) : sectors.extents(start, length);
        return { name: nameOf(entry), entry, size: length, extents };
    });
    const storages = found.filter((entry) => entry[ENTRY.type] === TYPE.storage).map(nameOf);
    if (new Set([...streams.map(({ name }) => name), ...storages]).size < found.length) {
        throw new Error("two of its streams have one name");
    }
    return { major: major === 3 ? 3 : 4, root, streams, storages };
}
async function readStream(file, { extents }) {
    const parts = [];
    for (const { at, length } of extents)
        parts.push(await (0,rpm_header/* readExactly */.L)(file, at, length));
    return Buffer.concat(parts);
}
class Sectors {
    #file;
    #length;
    #used;
    #fat = new Uint32Array(0);
    constructor(file, length, size) {
        this.#file = file;
        this.#length = length;
        // The header takes one; the last one may be cut where its stream ends.
        this.#used = new Uint8Array(Math.max(0, Math.ceil(size / length) - 1));
    }
    /** 2.3 and 2.5: where the table's sectors are is told by the header, and by a chain of sectors behind it. */
    async readFat(header) {
        const count = header.readUInt32LE(HEADER.fatSectors);
        if (count > this.#used.length)
            throw new Error(`it has no ${count} sectors of tables`);
        const places = [...numbers(header.subarray(HEADER.firstFat, HEADER.length))].slice(0, count);
        for (let next = header.readUInt32LE(HEADER.difat); places.length < count;) {
            const bytes = numbers(await this.#read(this.#claim(next)));
            places.push(...bytes.subarray(0, Math.min(bytes.length - 1, count - places.length)));
            next = bytes.at(-1) ?? SECTOR.end;
        }
        const parts = await this.readAll(places.map((place) => this.#claim(place)));
        this.#fat = numbers(Buffer.concat(parts));
    }
    /** @param count undefined: to its end */
    chain(first, count) {
        const places = [];
        for (let at = first; count === undefined ? at !== SECTOR.end : places.length < count;) {
            places.push(this.#claim(at));
            const next = this.#fat[at];
            if (next === undefined)
                throw new Error(`its table does not reach sector ${at}`);
            at = next;
        }
        return places;
    }
    extents(first, size) {
        const places = this.chain(first, Math.ceil(size / this.#length));
        return joined(places.map((place) => this.#at(place)), this.#length, size);
    }
    async readAll(places) {
        const parts = [];
        for (const place of places)
            parts.push(await this.#read(place));
        return parts;
    }
    #claim(place) {
        if (this.#used[place] === undefined)
            throw new Error(`it has no sector ${place}`);
        if (this.#used[place] === 1)
            throw new Error(`its sector ${place} is named twice`);
        this.#used[place] = 1;
        return place;
    }
    #at = (place) => (place + 1) * this.#length;
    #read = (place) => (0,rpm_header/* readExactly */.L)(this.#file, this.#at(place), this.#length);
}
/** 2.4: sectors of 64 bytes, inside of a stream that the root names. */
async function smallStreams(sectors, header, root) {
    const first = header.readUInt32LE(HEADER.miniFat);
    const table = numbers(Buffer.concat(await sectors.readAll(sectors.chain(first))));
    const places = [];
    for (const { at, length } of sectors.extents(root.readUInt32LE(ENTRY.start), root.readUInt32LE(ENTRY.size))) {
        for (let done = 0; done < length; done += MINI)
            places.push(at + done);
    }
    const used = new Set();
    return (start, size) => {
        const found = [];
        for (let at = start; found.length < Math.ceil(size / MINI); at = table[at] ?? SECTOR.end) {
            const place = places[at];
            if (place === undefined)
                throw new Error(`it has no small sector ${at}`);
            if (used.has(at))
                throw new Error(`its small sector ${at} is named twice`);
            used.add(at);
            found.push(place);
        }
        return joined(found, MINI, size);
    };
}
/** Neighbours as one. */
function joined(places, each, size) {
    const extents = [];
    let left = size;
    for (const at of places) {
        const length = Math.min(each, left);
        const last = extents.at(-1);
        if (last !== undefined && last.at + last.length === at)
            last.length += length;
        else
            extents.push({ at, length });
        left -= length;
    }
    return extents;
}
/** Entries that the root's tree holds (2.6.4), in any order. */
function walk(directory) {
    const found = new Map();
    const open = [directory.readUInt32LE(ENTRY.child)];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (id === SECTOR.free)
            continue;
        const entry = directory.subarray(id * ENTRY.length, (id + 1) * ENTRY.length);
        if (id === 0 || entry.length < ENTRY.length)
            throw new Error(`its directory has no entry ${id}`);
        if (found.has(id))
            throw new Error(`the entry ${id} of its directory is named twice`);
        if (entry[ENTRY.type] !== TYPE.stream && entry[ENTRY.type] !== TYPE.storage) {
            throw new Error(`the entry ${id} of its directory has the type ${entry[ENTRY.type]}`);
        }
        found.set(id, entry);
        open.push(entry.readUInt32LE(ENTRY.left), entry.readUInt32LE(ENTRY.right));
    }
    return [...found.values()];
}
function nameOf(entry) {
    const length = entry.readUInt16LE(ENTRY.nameLength);
    if (length < 4 || length > 64 || length % 2 !== 0)
        throw new Error("a name of its directory is no name");
    return entry.toString("utf16le", 0, length - 2);
}
/** Older files may have anything in the upper half (2.6.3). */
function sizeOf(entry, major) {
    const [low, high] = [entry.readUInt32LE(ENTRY.size), entry.readUInt32LE(ENTRY.size + 4)];
    return major === 3 ? low : high * 2 ** 32 + low;
}
function numbers(bytes) {
    return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(at * 4));
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/compound-writer.js


/** Sectors from here on need a mark of their own (2.9), and GitHub's assets end there as well. */
const LARGEST = 0x7fffff00;
class TooLarge extends Error {
}
/**
 * [MS-CFB], anew: tables, directory, small streams, and then each large one in a row. The same streams always give the same bytes.
 * @throws {TooLarge} when it would be 2 GiB or more
 */
async function writeCompoundFile(to, from, { major, root }, streams) {
    const sorted = streams.toSorted((a, b) => compareEntries(a.name, b.name));
    const length = major === 3 ? 512 : 4096;
    const sectors = (size) => Math.ceil(size / length);
    const [small, large] = [sorted.filter(isSmall), sorted.filter((stream) => !isSmall(stream))];
    const miniSectors = small.map(({ size }) => Math.ceil(size / MINI));
    const miniCount = miniSectors.reduce((sum, count) => sum + count, 0);
    // In the order in which they lie behind the tables.
    const counts = [
        sectors((sorted.length + 1) * ENTRY.length),
        sectors(miniCount * 4),
        sectors(miniCount * MINI),
        ...large.map(({ size }) => sectors(size)),
    ];
    const { fat, difat } = tables(counts.reduce((sum, count) => sum + count, 0), length / 4);
    const table = new Table();
    table.mark(SECTOR.fat, fat);
    table.mark(SECTOR.difat, difat);
    const starts = counts.map((count) => table.chain(count));
    const [directoryAt = SECTOR.end, miniFatAt = SECTOR.end, miniAt = SECTOR.end] = starts;
    if ((table.length + 1) * length > LARGEST)
        throw new TooLarge("it would have 2 GiB");
    const miniTable = new Table();
    const starting = new Map();
    for (const [at, stream] of small.entries())
        starting.set(stream, miniTable.chain(miniSectors[at] ?? 0));
    for (const [at, stream] of large.entries())
        starting.set(stream, starts[at + 3] ?? SECTOR.end);
    const directory = [
        entryOf(root, { type: TYPE.root, child: middle(0, sorted.length), start: miniAt, size: miniCount * MINI }),
        ...treeOf(sorted.length).map(([left, right], at) => {
            const stream = sorted[at];
            const start = starting.get(stream) ?? SECTOR.end;
            return entryOf(stream.entry, { type: TYPE.stream, left, right, start, size: stream.size });
        }),
    ];
    const contents = [];
    for (const stream of small)
        contents.push(padded(await bytesOf(from, stream), MINI));
    const parts = [
        headerOf(major, {
            directorySectors: major === 3 ? 0 : (counts[0] ?? 0),
            fatSectors: fat,
            directory: directoryAt,
            miniFat: miniFatAt,
            miniFatSectors: counts[1] ?? 0,
            difat: difat === 0 ? SECTOR.end : fat,
            difatSectors: difat,
        }),
        table.bytes(length),
        difatOf(fat, difat, length),
        padded(Buffer.concat(directory), length, unusedEntry()),
        miniTable.bytes(length),
        padded(Buffer.concat(contents), length),
    ];
    // A handle goes on where it is.
    for (const part of parts)
        await to.writeFile(part);
    for (const stream of large) {
        for await (const chunk of chunksOf(from, stream))
            await to.writeFile(chunk);
        await to.writeFile(Buffer.alloc(sectors(stream.size) * length - stream.size));
    }
}
const isSmall = ({ size }) => size < CUTOFF;
/** Sectors of tables for so many others: they stand in the tables themselves (2.3, 2.5). */
function tables(others, entries) {
    let [fat, difat] = [0, 0];
    for (;;) {
        const next = Math.ceil((others + fat + difat) / entries);
        const more = Math.ceil(Math.max(0, next - FIRST_FAT) / (entries - 1));
        if (next === fat && more === difat)
            return { fat, difat };
        [fat, difat] = [next, more];
    }
}
class Table {
    #places = [];
    get length() {
        return this.#places.length;
    }
    mark(as, count) {
        for (let left = count; left > 0; left--)
            this.#places.push(as);
    }
    /** @returns its first sector */
    chain(count) {
        if (count === 0)
            return SECTOR.end;
        const first = this.#places.length;
        for (let at = 1; at < count; at++)
            this.#places.push(first + at);
        this.#places.push(SECTOR.end);
        return first;
    }
    bytes(sector) {
        return padded(words(this.#places), sector, FREE);
    }
}
const FREE = Buffer.alloc(4, 0xff);
/** Where the tables are that the header has no room for: sectors of places, each ending with where the next one is. */
function difatOf(fat, difat, sector) {
    const each = sector / 4 - 1;
    const parts = Array.from({ length: difat }, (_, at) => {
        const first = FIRST_FAT + at * each;
        const places = Array.from({ length: each }, (__, n) => (first + n < fat ? first + n : SECTOR.free));
        return words([...places, at + 1 < difat ? fat + at + 1 : SECTOR.end]);
    });
    return Buffer.concat(parts);
}
function headerOf(major, fields) {
    const bytes = Buffer.alloc(major === 3 ? HEADER.length : 4096);
    MAGIC.copy(bytes);
    bytes.writeUInt16LE(0x3e, HEADER.minor);
    bytes.writeUInt16LE(major, HEADER.major);
    bytes.writeUInt16LE(0xfffe, HEADER.order);
    bytes.writeUInt16LE(major === 3 ? 9 : 12, HEADER.shift);
    bytes.writeUInt16LE(6, HEADER.miniShift);
    bytes.writeUInt32LE(CUTOFF, HEADER.cutoff);
    for (const [field, value] of Object.entries(fields))
        bytes.writeUInt32LE(value, HEADER[field]);
    // The tables are the first sectors.
    for (let at = 0; at < FIRST_FAT; at++) {
        bytes.writeUInt32LE(at < fields.fatSectors ? at : SECTOR.free, HEADER.firstFat + at * 4);
    }
    return bytes;
}
function entryOf(old, { type, left, right, child, start, size }) {
    const entry = Buffer.from(old);
    entry[ENTRY.type] = type;
    // All black is a tree that every rule of 2.6.4 allows.
    entry[ENTRY.colour] = 1;
    entry.writeUInt32LE(left ?? SECTOR.free, ENTRY.left);
    entry.writeUInt32LE(right ?? SECTOR.free, ENTRY.right);
    entry.writeUInt32LE(child ?? SECTOR.free, ENTRY.child);
    entry.writeUInt32LE(start, ENTRY.start);
    entry.writeUInt32LE(size, ENTRY.size);
    entry.writeUInt32LE(0, ENTRY.size + 4);
    return entry;
}
/** 2.6.3 */
function unusedEntry() {
    const entry = Buffer.alloc(ENTRY.length);
    for (const field of [ENTRY.left, ENTRY.right, ENTRY.child])
        entry.writeUInt32LE(SECTOR.free, field);
    return entry;
}
/** Entry in the middle of those from `low` to before `high`; the first one after the root is 1. */
const middle = (low, high) => (low < high ? ((low + high) >> 1) + 1 : SECTOR.free);
/** Left and right of each, for a balanced tree over so many in their order. */
function treeOf(count) {
    const pairs = Array.from({ length: count }, () => [SECTOR.free, SECTOR.free]);
    const open = [[0, count]];
    for (let range = open.pop(); range !== undefined; range = open.pop()) {
        const [low, high] = range;
        if (low >= high)
            continue;
        const at = (low + high) >> 1;
        pairs[at] = [middle(low, at), middle(at + 1, high)];
        open.push([low, at], [at + 1, high]);
    }
    return pairs;
}
/** 2.6.4: shorter names first, then by their units in upper case. */
function compareEntries(a, b) {
    if (a.length !== b.length)
        return a.length - b.length;
    const [upperA, upperB] = [upper(a), upper(b)];
    return upperA < upperB ? -1 : upperA > upperB ? 1 : 0;
}
function upper(name) {
    const units = name.split("").map((unit) => {
        const capital = unit.toUpperCase();
        return capital.length === 1 ? capital : unit;
    });
    return units.join("");
}
async function bytesOf(from, stream) {
    const chunks = [];
    for await (const chunk of chunksOf(from, stream))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
async function* chunksOf(from, { content }) {
    if (Buffer.isBuffer(content)) {
        yield content;
        return;
    }
    const most = 1 << 20;
    for (const { at, length } of content) {
        for (let done = 0; done < length; done += most) {
            yield await (0,rpm_header/* readExactly */.L)(from, at + done, Math.min(most, length - done));
        }
    }
}
function words(values) {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, at) => {
        bytes.writeUInt32LE(value, at * 4);
    });
    return bytes;
}
function padded(bytes, to, by = Buffer.alloc(1)) {
    return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to, by)]);
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/msi-database.js
/**
 * The tables of an MSI: each is a stream of its columns one behind the other; texts are numbers of strings in a pool. There is no
 * specification by the makers; this is as Wine's `dlls/msi` (`string.c`, `table.c`) and msitools read it. Pure.
 */
/** Bits of a column's type. */
const COLUMN = { size: 0x00ff, valid: 0x0100, text: 0x0800, nullable: 0x1000, key: 0x2000 };
/** In the pool's first word: strings have numbers of three bytes, not of two. */
const LONG = 0x80000000;
const POOL = "_StringPool";
const DATA = "_StringData";
const TABLES = "_Tables";
const COLUMNS = "_Columns";
/** Names of tables and streams, two letters a unit; a table has a mark before it. */
function streamName(name, table) {
    const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    let coded = table ? "\u4840" : "";
    for (let at = 0; at < name.length; at++) {
        const [first, second] = [name[at] ?? "", name[at + 1] ?? ""].map((letter) => letter === "" ? -1 : letters.indexOf(letter));
        if (first < 0)
            coded += name[at];
        else if (second < 0)
            coded += String.fromCharCode(0x4800 + first);
        else {
            coded += String.fromCharCode(0x3800 + first + second * 64);
            at++;
        }
    }
    return coded;
}
/** @param stream content of a table's stream, empty where there is none @throws {Error} when it is damaged */
async function readDatabase(stream) {
    const [pool, data] = [await stream(POOL), await stream(DATA)];
    if (pool.length < 4)
        throw new Error("it has no strings");
    const head = pool.readUInt32LE(0);
    const long = head >= LONG;
    const texts = readTexts(pool, data);
    const text = (id) => {
        const found = texts[id];
        if (found === undefined)
            throw new Error(`it has no string ${id}`);
        return found.text;
    };
    const read = (name, columns, bytes) => readTable(name, columns, bytes, long);
    const described = (name, kind, key) => ({ name, kind, key, size: 2 });
    const names = read(TABLES, [described("Name", "text", true)], await stream(TABLES));
    const columns = read(COLUMNS, [
        described("Table", "text", true),
        described("Number", "number", true),
        described("Name", "text", false),
        described("Type", "number", false),
    ], await stream(COLUMNS));
    const [of, numbers, called, types] = columns.columns.map(({ cells }) => cells);
    const layout = new Map();
    for (const [row, table] of of.entries()) {
        const column = columnOf(text(called[row] ?? 0), ((types[row] ?? 0) - 0x8000) & 0xffff);
        const known = layout.get(table);
        const entry = { number: numbers[row] ?? 0, column };
        if (known === undefined)
            layout.set(table, [entry]);
        else
            known.push(entry);
    }
    const tables = [names, columns];
    const seen = new Set();
    for (const id of names.columns[0]?.cells ?? []) {
        if (seen.has(id))
            throw new Error(`it has two tables ${text(id)}`);
        seen.add(id);
        const own = (layout.get(id) ?? []).toSorted((a, b) => a.number - b.number).map(({ column }) => column);
        if (own.length === 0)
            throw new Error(`its table ${text(id)} has no columns`);
        tables.push(read(text(id), own, await stream(text(id))));
    }
    for (const { columns: own } of tables) {
        for (const { cells } of own.filter(({ kind }) => kind === "text"))
            for (const id of cells)
                if (id > 0)
                    text(id);
    }
    return { codepage: head % LONG, long, texts, tables };
}
function columnOf(name, type) {
    const key = (type & COLUMN.key) !== 0;
    const bare = type & ~(COLUMN.nullable | COLUMN.key);
    if (bare === (COLUMN.text | COLUMN.valid))
        return { name, kind: "stream", key, size: 2 };
    if ((type & COLUMN.text) !== 0)
        return { name, kind: "text", key, size: 2 };
    const size = type & COLUMN.size;
    if (size > 2 && size !== 4)
        throw new Error(`its column ${name} has numbers of ${size} bytes`);
    return { name, kind: "number", key, size: size === 4 ? 4 : 2 };
}
function readTexts(pool, data) {
    // Which half of a long text's entry holds the upper half of its length is told in two ways.
    for (const upper of ["behind", "before"]) {
        const texts = [undefined];
        let from = 0;
        for (let at = 4; at + 4 <= pool.length;) {
            let [length, references] = [pool.readUInt16LE(at), pool.readUInt16LE(at + 2)];
            let size = 4;
            if (length === 0 && references !== 0 && at + 8 <= pool.length) {
                const [low, other] = [pool.readUInt16LE(at + 4), pool.readUInt16LE(at + 6)];
                length = low + (upper === "behind" ? other : references) * 0x10000;
                references = upper === "behind" ? references : other;
                size = 8;
            }
            texts.push(size === 4 && length === 0
                ? undefined
                : { text: data.toString("latin1", from, from + length), references, entry: pool.subarray(at, at + size) });
            from += length;
            at += size;
        }
        if (from === data.length)
            return texts;
    }
    throw new Error("its strings are not as long as it says");
}
const widthOf = ({ kind, size }, long) => (kind === "text" && long ? 3 : size);
function readTable(name, columns, bytes, long) {
    const width = columns.reduce((sum, column) => sum + widthOf(column, long), 0);
    const rows = bytes.length / width;
    if (!Number.isInteger(rows))
        throw new Error(`its table ${name} is no whole number of rows`);
    let at = 0;
    const filled = columns.map((column) => {
        const [start, each] = [at, widthOf(column, long)];
        at += rows * each;
        return { ...column, cells: Array.from({ length: rows }, (_, row) => bytes.readUIntLE(start + row * each, each)) };
    });
    return { name, columns: filled };
}
/** With other texts in cells: a string that others share stays theirs. */
function editTexts(database, edit) {
    const { texts } = database;
    const ids = new Map();
    for (const [id, text] of texts.entries())
        if (text !== undefined && !ids.has(text.text))
            ids.set(text.text, id);
    const next = [...texts];
    const touched = new Set();
    const idOf = (text) => {
        const known = ids.get(text);
        if (known !== undefined)
            return known;
        const free = next.findIndex((each, id) => id > 0 && each === undefined);
        const id = free < 0 ? next.length : free;
        next[id] = { text, references: 0, entry: Buffer.alloc(4) };
        ids.set(text, id);
        return id;
    };
    const tables = database.tables.map((table) => {
        if (table.name === TABLES || table.name === COLUMNS)
            return table;
        const textAt = (name, row) => texts[table.columns.find((column) => column.name === name)?.cells[row] ?? 0]?.text ?? "";
        let changed = false;
        const columns = table.columns.map((column) => {
            if (column.kind !== "text")
                return column;
            const cells = column.cells.map((id, row) => {
                const text = texts[id]?.text ?? "";
                // Longer ones are licences and scripts, and have entries of another form.
                if (text === "" || text.length > 0xffff)
                    return id;
                const edited = edit({ table: table.name, column: column.name, text, beside: (name) => textAt(name, row) });
                if (edited === text)
                    return id;
                const other = idOf(edited);
                touched.add(id).add(other);
                changed = true;
                return other;
            });
            return { ...column, cells };
        });
        return changed ? inOrder({ ...table, columns }, isSorted(table)) : table;
    });
    const counts = countReferences(tables);
    for (const id of touched) {
        const [text, references] = [next[id], Math.min(counts.get(id) ?? 0, 0xffff)];
        next[id] =
            text === undefined || references === 0
                ? undefined
                : { ...text, references, entry: shortEntry(text.text, references) };
    }
    return { ...database, long: database.long || next.length > 0x10000, texts: next, tables };
}
function shortEntry(text, references) {
    const entry = Buffer.alloc(4);
    entry.writeUInt16LE(text.length, 0);
    entry.writeUInt16LE(references, 2);
    return entry;
}
function countReferences(tables) {
    const counts = new Map();
    for (const { columns } of tables) {
        for (const { cells } of columns.filter(({ kind }) => kind === "text")) {
            for (const id of cells)
                counts.set(id, (counts.get(id) ?? 0) + 1);
        }
    }
    return counts;
}
/** Rows lie by the numbers in their keys, which tools search by. */
function compareRows(table, a, b) {
    for (const { cells } of table.columns.filter(({ key }) => key)) {
        const difference = (cells[a] ?? 0) - (cells[b] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
const rowsOf = ({ columns }) => columns[0]?.cells.length ?? 0;
const isSorted = (table) => Array.from({ length: rowsOf(table) }, (_, row) => row).every((row) => row === 0 || compareRows(table, row - 1, row) <= 0);
function inOrder(table, sorted) {
    if (!sorted || isSorted(table))
        return table;
    const rows = Array.from({ length: rowsOf(table) }, (_, row) => row).sort((a, b) => compareRows(table, a, b));
    return {
        ...table,
        columns: table.columns.map((column) => ({ ...column, cells: rows.map((row) => column.cells[row] ?? 0) })),
    };
}
/** Contents of the streams that differ from another state's, by the tables' names. */
function changedStreams(now, was) {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(now.codepage + (now.long ? LONG : 0), 0);
    const [, ...texts] = now.texts;
    const streams = new Map([
        [POOL, Buffer.concat([head, ...texts.map((text) => text?.entry ?? Buffer.alloc(4))])],
        [DATA, Buffer.from(texts.map((text) => text?.text ?? "").join(""), "latin1")],
    ]);
    for (const [at, table] of now.tables.entries()) {
        if (rowsOf(table) === 0 || (table === was.tables[at] && now.long === was.long))
            continue;
        const parts = table.columns.map((column) => {
            const each = widthOf(column, now.long);
            const bytes = Buffer.alloc(each * column.cells.length);
            for (const [row, cell] of column.cells.entries())
                bytes.writeUIntLE(cell, row * each, each);
            return bytes;
        });
        streams.set(table.name, Buffer.concat(parts));
    }
    return streams;
}
/** Rows of a table, by the names of columns: texts, and numbers, without null. */
function rowsIn({ tables, texts }, name) {
    const table = tables.find((each) => each.name === name);
    if (table === undefined)
        return [];
    return Array.from({ length: rowsOf(table) }, (_, row) => {
        const values = table.columns.flatMap(({ name: column, kind, size, cells }) => {
            const cell = cells[row] ?? 0;
            if (cell === 0)
                return [];
            return [[column, kind === "text" ? (texts[cell]?.text ?? "") : cell - (size === 4 ? 0x80000000 : 0x8000)]];
        });
        return new Map(values);
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/msi.js






const SUMMARY = "\u0005SummaryInformation";
/** Of Authenticode, over all that is in the file. */
const SIGNATURES = new Set(["\u0005DigitalSignature", "\u0005MsiDigitalSignatureEx"]);
const GUID = /^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/i;
/** Bit of an Upgrade row's attributes: what it finds stays installed. */
const ONLY_DETECT = 2;
/**
 * An MSI with another version: a product of its own, which replaces those of lower versions, and files that are not held for
 * older than installed ones. Its upgrade code, its components and every stream that is no table stay as they are; a signature
 * goes. Product and package codes are made from the old ones and the version.
 * @throws {Problem} `damaged-package`, `carry-foreign-version`, `carry-not-repackable`
 */
async function repackageMsi(path, to, from, next) {
    try {
        return await repackage(path, to, from, next);
    }
    catch (cause) {
        if (cause instanceof problem/* Problem */.AF)
            throw cause;
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "damaged-package",
            message: `${path} is not an MSI package: ${cause instanceof Error ? cause.message : cause}`,
            remedy: "leave it out with `leave-out` (`msiinfo suminfo` shows whether it can be read)",
            place: { file: path },
            cause,
        });
    }
}
async function repackage(path, to, from, next) {
    const source = await (0,promises_.open)(path);
    try {
        const compound = await readCompoundFile(source);
        if (compound.storages.length > 0)
            throw nested(path);
        const database = await databaseOf(source, compound);
        const version = fieldsFor(path, requireProperty(database, "ProductVersion"), from, next);
        const edited = editTexts(database, editor(database, from, next, version));
        const changed = new Map();
        for (const [name, bytes] of changedStreams(edited, database))
            changed.set(streamName(name, true), bytes);
        changed.set(SUMMARY, withPackageCode(await contentOf(source, compound, SUMMARY), version));
        const kept = compound.streams.filter(({ name }) => !SIGNATURES.has(name));
        const target = await (0,promises_.open)(to, "w");
        try {
            const streams = kept.map((stream) => {
                const content = changed.get(stream.name);
                return { ...stream, size: content?.length ?? stream.size, content: content ?? stream.extents };
            });
            await writeCompoundFile(target, source, compound, streams);
        }
        catch (cause) {
            throw cause instanceof TooLarge ? tooLarge(path) : cause;
        }
        finally {
            await target.close();
        }
        await requireVersionIn(to, version);
        return { signed: kept.length < compound.streams.length, replaces: replacesLower(edited, version) };
    }
    finally {
        await source.close();
    }
}
async function contentOf(file, { streams }, name) {
    const stream = streams.find((each) => each.name === name);
    return stream === undefined ? Buffer.alloc(0) : readStream(file, stream);
}
const databaseOf = (file, compound) => readDatabase((name) => contentOf(file, compound, streamName(name, true)));
function propertyIn(database, name) {
    const row = rowsIn(database, "Property").find((each) => each.get("Property") === name);
    return row === undefined ? undefined : String(row.get("Value"));
}
function requireProperty(database, name) {
    const value = propertyIn(database, name);
    if (value === undefined)
        throw new Error(`it has no ${name}`);
    return value;
}
/** What was written is read as clients will. */
async function requireVersionIn(path, version) {
    const file = await (0,promises_.open)(path);
    try {
        const database = await databaseOf(file, await readCompoundFile(file));
        if (requireProperty(database, "ProductVersion") !== version)
            throw new Error("it could not be written again");
    }
    finally {
        await file.close();
    }
}
/** Three fields that Windows Installer compares, and a fourth that it does not. */
const FIELDS = /^(?<three>\d+\.\d+(?:\.\d+)?)(?<rest>(?<=\.\d+\.\d+)\.\d+)?$/;
const threeOf = ({ major, minor, patch }) => `${major}.${minor}.${patch}`;
/** @returns the same version as the release's, with the new one's fields; undefined when it is another */
function withFields(text, from, next) {
    const { three, rest = "" } = FIELDS.exec(text)?.groups ?? {};
    const [major, minor, patch = 0] = (three ?? "").split(".").map(Number);
    const same = major === from.major && minor === from.minor && patch === from.patch;
    return same ? `${threeOf(next)}${rest}` : undefined;
}
function fieldsFor(path, old, from, next) {
    const [limits, fields] = [
        [255, 255, 65535],
        [next.major, next.minor, next.patch],
    ];
    const reasons = [
        ...((0,build_version/* isPrerelease */.V1)(next) ? ["a pre-release would be its release for it"] : []),
        ...(fields.some((field, at) => field > (limits[at] ?? 0)) ? ["255.255.65535 is the highest that it knows"] : []),
        ...(threeOf(next) === threeOf(from) ? ["for it that is the version which the package has"] : []),
    ];
    if (reasons.length > 0) {
        throw new problem/* Problem */.AF({
            kind: "refusal",
            code: "carry-foreign-version",
            message: `${path} cannot have the version ${next.text}: Windows Installer compares three numbers, and ${reasons.join("; ")}. Nothing was changed`,
            remedy: "leave it out with `leave-out`, or give a `version` that differs in its three numbers",
        });
    }
    const version = withFields(old, from, next);
    if (version !== undefined)
        return version;
    throw new problem/* Problem */.AF({
        kind: "refusal",
        code: "carry-foreign-version",
        message: `${path} has the version ${old} inside, which is not the release's, ${from.text}: which one would be higher than what people have cannot be told. Nothing was changed`,
        remedy: "leave it out with `leave-out`, or build a higher version anew",
    });
}
function editor(database, from, next, version) {
    const [old, code] = [requireProperty(database, "ProductVersion"), requireProperty(database, "ProductCode")];
    const upgrade = propertyIn(database, "UpgradeCode");
    if (!GUID.test(code))
        throw new Error(`its product code is ${code}`);
    const product = derivedGuid(code, version);
    const own = new RegExp(code.replace(/[{}]/g, "\\$&"), "gi");
    return ({ table, column, text, beside }) => {
        switch (`${table}.${column}`) {
            case "Upgrade.VersionMin":
            case "Upgrade.VersionMax":
                return sameGuid(beside("UpgradeCode"), upgrade) ? (withFields(text, from, next) ?? text) : text;
            case "File.Version":
                return withFields(text, from, next) ?? text;
            // What a component is called stays the same from one version to the next.
            case "Component.ComponentId":
                return text;
            case "Property.Value":
            case "Registry.Value":
                if (text === old)
                    return version;
                if (text === from.text)
                    return next.text;
        }
        return text.replace(own, product);
    };
}
const sameGuid = (a, b) => a.toUpperCase() === b?.toUpperCase();
function replacesLower(database, version) {
    const upgrade = propertyIn(database, "UpgradeCode");
    return rowsIn(database, "Upgrade").some((row) => {
        const [attributes, highest] = [Number(row.get("Attributes") ?? 0), row.get("VersionMax")];
        if (!sameGuid(String(row.get("UpgradeCode")), upgrade) || (attributes & ONLY_DETECT) !== 0)
            return false;
        return highest === undefined || compareFields(String(highest), version) >= 0;
    });
}
function compareFields(a, b) {
    const [left, right] = [a, b].map((text) => text.split(".").map(Number));
    for (let at = 0; at < 3; at++) {
        const difference = (left[at] ?? 0) - (right[at] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
/** RFC 9562, section 5.5: one from another and a name, so that the same package is always made. */
function derivedGuid(guid, name) {
    const space = Buffer.from(guid.replace(/[{}-]/g, ""), "hex");
    const bytes = (0,external_node_crypto_.createHash)("sha1").update(space).update(name).digest().subarray(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const text = bytes.toString("hex").toUpperCase();
    return `{${[text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-")}}`;
}
/** [MS-OLEPS], sections 2.20 to 2.22: a list of properties; the ninth is the package's code, and as long as any other. */
function withPackageCode(summary, version) {
    const bytes = Buffer.from(summary);
    const set = bytes.readUInt32LE(44);
    const count = bytes.readUInt32LE(set + 4);
    for (let at = 0; at < count; at++) {
        const place = set + 8 + at * 8;
        if (bytes.readUInt32LE(place) !== 9)
            continue;
        const value = set + bytes.readUInt32LE(place + 4);
        // A type, a length and the text.
        const old = bytes.toString("latin1", value + 8, value + 46);
        if (bytes.readUInt32LE(value) !== 0x1e || !GUID.test(old))
            throw new Error("its package code is no code");
        bytes.write(derivedGuid(old, version), value + 8, "latin1");
        return bytes;
    }
    throw new Error("it has no package code");
}
function nested(path) {
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "carry-not-repackable",
        message: `${path} holds transforms or packages of its own (for other languages, say), which fit its old version only. Nothing was changed`,
        remedy: "leave it out with `leave-out`, or release a higher version that is built anew",
    });
}
function tooLarge(path) {
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "carry-not-repackable",
        message: `${path} would have 2 GiB, which GitHub does not take. Nothing was changed`,
        remedy: "leave it out with `leave-out`, or release a higher version that is built anew",
    });
}


/***/ })

};
