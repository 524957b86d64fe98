export const id = 430;
export const ids = [430];
export const modules = {

/***/ 430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(8958);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var build_problem = __webpack_require__(9899);
;// CONCATENATED MODULE: ./packages/model/build/document.js

/** Two-space JSON with a final newline, keys in the schema's order: equal documents have equal bytes. */
function writeDocument({ schema }, document) {
    return `${JSON.stringify(schema.parse(document), null, 2)}\n`;
}
/**
 * @param origin where the text came from, for messages
 * @throws {Problem} `unreadable-document`, `newer-document`
 */
function readDocument({ kind, schemaVersion, schema }, text, origin) {
    const unreadable = (why, cause) => new build_problem/* Problem */.AF({
        kind: "failure",
        code: "unreadable-document",
        message: `${origin} is not a ${kind} document: ${why}`,
        remedy: "the file was changed or cut after it was written; run the job that writes it again",
        place: { file: origin },
        cause,
    });
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw unreadable(error instanceof Error ? error.message : String(error), error);
    }
    const head = typeof value === "object" && value !== null ? value : {};
    if (head.kind !== kind)
        throw unreadable(`its kind is ${JSON.stringify(head.kind)}`);
    if (typeof head.schemaVersion === "number" && head.schemaVersion > schemaVersion) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "newer-document",
            message: `${origin} has schema version ${head.schemaVersion}; this Slipway reads up to ${schemaVersion}`,
            remedy: "use the same version of Slipway's actions in every job",
            place: { file: origin },
        });
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw unreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`, parsed.error);
    }
    return parsed.data;
}

// EXTERNAL MODULE: ./packages/action-kit/build/plan-inputs.js
var plan_inputs = __webpack_require__(4837);
;// CONCATENATED MODULE: ./packages/action-kit/build/plan.js




/**
 * The plan that the chain agreed on; `undefined` when the action works alone.
 * @throws {Problem} `plan-changed`, `artifact-missing`, and what reading a document throws
 */
async function takePlan({ path, digest }, kit) {
    if (path === undefined && digest === undefined)
        return undefined;
    const local = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.plan, "plan.json");
    const file = path ?? local;
    let text = await (0,promises_.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT" && path === undefined)
            return undefined;
        throw error;
    });
    if (text === undefined) {
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.plan, (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.plan));
        text = await (0,promises_.readFile)(local, "utf8");
    }
    const found = (0,build_digest/* sha256 */.sc)(text);
    if (digest !== undefined && found !== digest) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "plan-changed",
            message: `the plan in ${file} has the SHA-256 ${found}; build-matrix announced ${digest}`,
            remedy: "pass the output `plan-digest` of the job that ran build-matrix in this same run, and re-run all jobs",
        });
    }
    // An action that works alone never loads the plan's schema.
    const { PLAN } = await __webpack_require__.e(/* import() */ 543).then(__webpack_require__.bind(__webpack_require__, 8543));
    return { plan: readDocument(PLAN, text, file), digest: found };
}

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// EXTERNAL MODULE: ./node_modules/packageurl-js/index.js
var packageurl_js = __webpack_require__(7091);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/packages.js



/** Package URL type to ecosystem, for those whose advisories name packages as their package URLs do. */
const ECOSYSTEMS = {
    cargo: "crates.io",
    composer: "Packagist",
    gem: "RubyGems",
    golang: "Go",
    hex: "Hex",
    maven: "Maven",
    npm: "npm",
    nuget: "NuGet",
    pub: "Pub",
    pypi: "PyPI",
};
const CycloneDx = schemas/* looseObject */._H3({
    bomFormat: schemas/* literal */.euz("CycloneDX"),
    components: schemas/* array */.YOg(schemas/* looseObject */._H3({ purl: schemas/* string */.YjP().optional(), scope: schemas/* string */.YjP().optional() })).default([]),
});
const Spdx = schemas/* looseObject */._H3({
    spdxVersion: schemas/* string */.YjP().startsWith("SPDX-2."),
    packages: schemas/* array */.YOg(schemas/* looseObject */._H3({
        SPDXID: schemas/* string */.YjP(),
        primaryPackagePurpose: schemas/* string */.YjP().optional(),
        externalRefs: schemas/* array */.YOg(schemas/* looseObject */._H3({ referenceType: schemas/* string */.YjP(), referenceLocator: schemas/* string */.YjP() })).default([]),
    }))
        .default([]),
    relationships: schemas/* array */.YOg(schemas/* looseObject */._H3({ spdxElementId: schemas/* string */.YjP(), relationshipType: schemas/* string */.YjP() })).default([]),
});
/**
 * Packages of a bill of materials, CycloneDX or SPDX 2 as JSON, by their package URLs. What only building needed is left out.
 * @throws {Problem} `unreadable-sbom`
 */
function readBill(text, file) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw unreadable(file, error instanceof Error ? error.message : String(error));
    }
    const cyclonedx = CycloneDx.safeParse(value);
    const spdx = Spdx.safeParse(value);
    if (!cyclonedx.success && !spdx.success)
        throw unreadable(file, "it is neither CycloneDX nor SPDX 2 as JSON");
    return sortOut(cyclonedx.success ? ofCycloneDx(cyclonedx.data) : ofSpdx(spdx.data));
}
function unreadable(file, why) {
    return new build_problem/* Problem */.AF({
        kind: "mistake",
        code: "unreadable-sbom",
        message: `${file} is no bill of materials: ${why}`,
        remedy: "give a .cdx.json or .spdx.json file, for example one that sign-and-checksum wrote",
        place: { file },
    });
}
function ofCycloneDx({ components }) {
    return components.flatMap(({ purl, scope }) => (purl === undefined || scope === "excluded" ? [] : [purl]));
}
function ofSpdx({ packages, relationships }) {
    const building = new Set(relationships.filter((one) => one.relationshipType === "BUILD_DEPENDENCY_OF").map((one) => one.spdxElementId));
    return packages
        .filter((one) => !building.has(one.SPDXID) && one.primaryPackagePurpose !== "APPLICATION")
        .flatMap((one) => one.externalRefs.flatMap((ref) => (ref.referenceType === "purl" ? [ref.referenceLocator] : [])));
}
function sortOut(purls) {
    const packages = [];
    const unknown = [];
    for (const purl of [...new Set(purls)].sort(compareNames)) {
        const found = readPurl(purl);
        if (found === undefined)
            unknown.push(purl);
        else
            packages.push(found);
    }
    return { packages, unknown };
}
function readPurl(purl) {
    let parsed;
    try {
        parsed = packageurl_js.PackageURL.fromString(purl);
    }
    catch {
        return undefined;
    }
    const { type, namespace, name, version, qualifiers } = parsed;
    if (version === undefined || version === null || version === "")
        return undefined;
    const ecosystem = ECOSYSTEMS[type];
    // A private registry may have a package of the same name, of which nobody writes advisories.
    if (ecosystem !== undefined && qualifiers?.repository_url === undefined) {
        const separator = type === "maven" ? ":" : "/";
        const full = namespace ? `${namespace}${separator}${name}` : name;
        return {
            purl,
            ecosystem,
            name: full,
            version: type === "golang" ? version.replace(/^v/, "") : version,
            commit: undefined,
        };
    }
    const commit = /^[0-9a-f]{40}$/.test(version) ? version : undefined;
    return commit === undefined ? undefined : { purl, ecosystem: undefined, name, version, commit };
}

// EXTERNAL MODULE: ./packages/model/build/words.js
var build_words = __webpack_require__(3597);
// EXTERNAL MODULE: ./packages/model/build/version.js
var version = __webpack_require__(1580);
;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/versions.js

/** Ecosystems whose versions are ordered as SemVer orders them. */
const SEMVER = new Set(["crates.io", "Go", "npm", "Hex", "Pub"]);
/** How versions of an ecosystem compare; `undefined` where that needs rules of its own. */
function ordersVersions(ecosystem) {
    return SEMVER.has(ecosystem.replace(/:.*$/, ""));
}
/**
 * A version of an ecosystem, read with patience: Go writes `v1.2.3` and, for itself, `1.21` or `1.21rc2`; advisories write `0`
 * for the beginning of time.
 */
function readVersion(text) {
    const plain = text.trim().replace(/^v(?=\d)/, "");
    const go = /^(\d+)\.(\d+)(?:\.(\d+))?(rc|beta)(\d+)$/.exec(plain);
    if (go !== null)
        return (0,version/* parseVersion */.ot)(`${go[1]}.${go[2]}.${go[3] ?? 0}-${go[4]}.${go[5]}`);
    const short = /^(\d+)(?:\.(\d+))?(?=$|[-+])(.*)$/.exec(plain);
    if (short !== null)
        return (0,version/* parseVersion */.ot)(`${short[1]}.${short[2] ?? 0}.0${short[3]}`);
    return (0,version/* parseVersion */.ot)(plain);
}
/** Where no version comes before: OSV's `introduced: "0"`. */
const BEGINNING = "0";
function compare(a, b) {
    if (a === BEGINNING || b === BEGINNING)
        return Number(b === BEGINNING) - Number(a === BEGINNING);
    return (0,version/* compareVersions */.Zy)(a, b);
}

;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/match.js

/** OSV schema, "Evaluation": a version is affected if it is listed, or lies in a range of its package. */
function judgeVersion(advisory, { ecosystem, name, version }) {
    if (advisory.withdrawn)
        return "not-affected";
    let verdict = "not-affected";
    for (const affected of entriesFor(advisory, ecosystem, name)) {
        if (affected.versions?.includes(version) || affected.versions?.includes(`v${version}`))
            return "affected";
        for (const range of affected.ranges ?? []) {
            if (range.type === "GIT")
                continue;
            const own = range.type === "SEMVER" || ordersVersions(ecosystem ?? "") ? readVersion(version) : undefined;
            const inside = own === undefined ? undefined : contains(range, own);
            if (inside === true)
                return "affected";
            // A list of versions is whole where there is one (schema, "affected[].versions"), so the range adds nothing.
            if (inside === undefined && !affected.versions?.length)
                verdict = "cannot-tell";
        }
    }
    return verdict;
}
function entriesFor(advisory, ecosystem, name) {
    return (advisory.affected ?? []).filter((one) => one.package?.name === name && one.package.ecosystem.replace(/:.*$/, "") === ecosystem);
}
function marksOf({ events }) {
    const marks = [];
    for (const event of events) {
        for (const kind of ["introduced", "fixed", "last_affected", "limit"]) {
            const text = event[kind];
            if (text === undefined || text === "*")
                continue;
            const at = text === "0" ? BEGINNING : readVersion(text);
            if (at === undefined)
                return undefined;
            marks.push({ at, kind });
        }
    }
    return marks.sort((a, b) => compare(a.at, b.at));
}
/** @returns `undefined` where an event's version cannot be read */
function contains(range, version) {
    const marks = marksOf(range);
    if (marks === undefined)
        return undefined;
    const limits = marks.filter(({ kind }) => kind === "limit");
    if (limits.length > 0 && !limits.some(({ at }) => compare(version, at) < 0))
        return false;
    let inside = false;
    for (const { at, kind } of marks) {
        const order = compare(version, at);
        if (kind === "introduced" && order >= 0)
            inside = true;
        if (kind === "fixed" && order >= 0)
            inside = false;
        if (kind === "last_affected" && order > 0)
            inside = false;
    }
    return inside;
}
/** The nearest version above the package's own in which it is mended; `undefined` where none is known. */
function fixedIn(advisory, { ecosystem, name, version }) {
    const own = readVersion(version);
    if (own === undefined)
        return undefined;
    const later = entriesFor(advisory, ecosystem, name)
        .flatMap(({ ranges }) => ranges ?? [])
        .filter(({ type }) => type !== "GIT")
        .flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []))
        .flatMap((text) => {
        const at = readVersion(text);
        return at !== undefined && compare(at, own) > 0 ? [{ text, at }] : [];
    })
        .sort((a, b) => compare(a.at, b.at));
    return later[0]?.text;
}

// EXTERNAL MODULE: ./node_modules/ae-cvss-calculator/dist/ae-cvss-calculator.js
var ae_cvss_calculator = __webpack_require__(4353);
;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/severity.js


/** The most severe of what an advisory says about a package: CVSS vectors first, then its database's own word. */
function rate(advisory, affected) {
    const vectors = [
        ...(advisory.severity ?? []).map(({ score }) => score),
        ...affected.flatMap((one) => (one.severity ?? []).map(({ score }) => score)),
        ...affected.flatMap((one) => textOf(one.database_specific, "cvss") ?? []),
    ];
    const scores = vectors.map(scoreOf).filter((score) => score !== undefined);
    if (scores.length > 0) {
        const score = Math.max(...scores);
        return { rating: ratingOf(score), score };
    }
    const words = [
        textOf(advisory.database_specific, "severity"),
        ...affected.flatMap((one) => [
            textOf(one.database_specific, "severity"),
            textOf(one.ecosystem_specific, "severity"),
        ]),
    ].flatMap((word) => (word === undefined ? [] : (WORDS[word.toLowerCase()] ?? [])));
    const worst = [...build_words/* SEVERITIES */.oC].reverse().find((severity) => words.includes(severity));
    if (worst !== undefined)
        return { rating: worst, score: undefined };
    const informational = affected.some((one) => textOf(one.database_specific, "informational") !== undefined);
    return { rating: informational ? "informational" : "unknown", score: undefined };
}
const WORDS = {
    low: "low",
    minor: "low",
    moderate: "medium",
    medium: "medium",
    important: "high",
    high: "high",
    critical: "critical",
};
function textOf(record, name) {
    const value = record?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}
/** Base score of a CVSS vector of version 2, 3.0, 3.1 or 4.0; `undefined` for anything else, and for what is not complete. */
function scoreOf(vector) {
    try {
        const scores = ae_cvss_calculator.fromVector(vector.trim())?.calculateScores();
        if (scores === undefined)
            return undefined;
        return "base" in scores && typeof scores.base === "number" ? scores.base : undefined;
    }
    catch {
        return undefined;
    }
}
/** CVSS v3.1 and v4.0, "Qualitative Severity Rating Scale". */
function ratingOf(score) {
    if (score >= 9)
        return "critical";
    if (score >= 7)
        return "high";
    if (score >= 4)
        return "medium";
    return score > 0 ? "low" : "informational";
}
const ORDER = ["informational", "unknown", ...build_words/* SEVERITIES */.oC];
/** The worse of two: a rating wins over none. */
function worse(a, b) {
    const order = ORDER.indexOf(a.rating) - ORDER.indexOf(b.rating);
    if (order !== 0)
        return order > 0 ? a : b;
    return (a.score ?? 0) >= (b.score ?? 0) ? a : b;
}

;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/judge.js



/** @param today `2026-11-22`, in UTC */
async function judge(packages, source, gate, today) {
    const found = await source.find(packages);
    const used = new Set();
    const findings = [];
    for (const one of packages) {
        for (const group of groupAliases(found.get(one.purl) ?? [])) {
            const finding = await describe(one, group, source, gate, today);
            if (finding.ignored)
                used.add(finding.ignored.entry);
            findings.push(finding);
        }
    }
    const rank = ({ rating }) => build_words/* SEVERITIES */.oC.indexOf(rating);
    findings.sort((a, b) => Number(b.stops) - Number(a.stops) ||
        rank(b) - rank(a) ||
        compareNames(a.package.purl, b.package.purl) ||
        compareNames(a.ids[0], b.ids[0]));
    return { findings, unused: gate.ignore.filter((entry) => !used.has(entry)) };
}
/** GHSA, RUSTSEC, GO and CVE entries about one vulnerability name each other as aliases. */
function groupAliases(advisories) {
    const groups = [];
    for (const advisory of advisories) {
        const ids = [advisory.id, ...(advisory.aliases ?? [])];
        const same = groups.filter((group) => ids.some((id) => group.ids.has(id)));
        const joined = {
            ids: new Set([...same.flatMap((one) => [...one.ids]), ...ids]),
            members: [...same.flatMap((one) => one.members), advisory],
        };
        for (const one of same)
            groups.splice(groups.indexOf(one), 1);
        groups.push(joined);
    }
    return groups.map(({ members }) => members);
}
const PREFERENCE = ["GHSA-", "RUSTSEC-", "GO-", "CVE-"];
async function describe(one, group, source, gate, today) {
    const order = (id) => (PREFERENCE.findIndex((prefix) => id.startsWith(prefix)) + PREFERENCE.length + 1) % (PREFERENCE.length + 1);
    const own = group.map(({ id }) => id).sort((a, b) => order(a) - order(b) || compareNames(a, b));
    const aliases = [...new Set(group.flatMap((advisory) => advisory.aliases ?? []))].filter((id) => !own.includes(id));
    const ids = [...own, ...aliases.sort(compareNames)];
    const rated = await rateGroup(one, group, aliases, source);
    const named = gate.ignore.filter(({ id }) => ids.some((known) => known.toLowerCase() === id.toLowerCase()));
    const entry = named.find(({ until }) => until >= today) ?? named[0];
    const expired = entry !== undefined && entry.until < today;
    const fixes = group.map((advisory) => fixedIn(advisory, one)).filter((fixed) => fixed !== undefined);
    return {
        package: one,
        ids,
        ...rated,
        summary: group.map(({ summary, details }) => summary || firstLine(details)).find(Boolean) ?? "",
        fixed: fixes[0],
        uncertain: group.every((advisory) => judgeVersion(advisory, one) === "cannot-tell"),
        ignored: entry && { entry, expired },
        stops: (entry === undefined || expired) && reaches(rated, gate),
    };
}
function firstLine(text) {
    return (text ?? "").trim().split("\n")[0]?.slice(0, 120) ?? "";
}
/** Go's own advisories have no rating; the CVE entry that they are an alias of often does. */
async function rateGroup(one, group, aliases, source) {
    const rateOne = (advisory) => rate(advisory, entriesFor(advisory, one.ecosystem, one.name));
    const known = group.map(rateOne).reduce(worse);
    if (known.rating !== "unknown")
        return known;
    const others = await Promise.all(aliases.map((id) => source.get(id)));
    return others
        .flatMap((advisory) => (advisory === undefined ? [] : [rate(advisory, advisory.affected ?? [])]))
        .reduce(worse, known);
}
function reaches({ rating }, { fail, failUnknown }) {
    if (fail === "none" || rating === "informational")
        return false;
    if (rating === "unknown")
        return failUnknown;
    return build_words/* SEVERITIES */.oC.indexOf(rating) >= build_words/* SEVERITIES */.oC.indexOf(fail);
}
const SHOWN = 20;
/** What stops a release, with what to do; `undefined` when nothing does. */
function problemOf({ findings }, fail) {
    const stopping = findings.filter(({ stops }) => stops);
    if (stopping.length === 0)
        return undefined;
    const lines = stopping.slice(0, SHOWN).map((one) => {
        const { package: scanned, ids, rating, ignored } = one;
        const late = ignored?.expired ? `; it was ignored until ${ignored.entry.until}` : "";
        return `  ${scanned.name} ${scanned.version}: ${ids.join(", ")} (${rating})${late}`;
    });
    if (stopping.length > SHOWN)
        lines.push(`  and ${stopping.length - SHOWN} more`);
    const updates = new Map();
    for (const { package: scanned, fixed } of stopping) {
        if (fixed !== undefined)
            updates.set(`${scanned.name} ${scanned.version}`, fixed);
    }
    const advice = [...updates].slice(0, SHOWN).map(([name, fixed]) => `${name} to ${fixed}`);
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "vulnerable-packages",
        message: `${stopping.length === 1 ? "a known vulnerability stops" : `${stopping.length} known vulnerabilities stop`} this release, at severity ${fail} and above:\n${lines.join("\n")}`,
        remedy: `${advice.length > 0 ? `update ${advice.join(", ")} at least; ` : ""}for one that does no harm here write an entry with id, reason and until under \`vulnerabilities: {ignore: …}\`, and tag again`,
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/sarif.js

/** CVSS scores in the middle of each class, where an advisory has only the class: GitHub sorts by a number. */
const TYPICAL = { critical: 9.5, high: 8, medium: 5.5, low: 2, unknown: undefined, informational: undefined };
/**
 * SARIF 2.1.0 (OASIS), with what GitHub's code scanning reads beyond it: `security-severity` of a rule, and partial
 * fingerprints. Ignored findings are there as suppressed.
 * @param file the bill of materials, which is all that a finding has for a place
 */
function sarif(findings, file) {
    const rules = new Map();
    for (const finding of findings)
        rules.set(finding.ids[0], rules.get(finding.ids[0]) ?? finding);
    const document = {
        $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: "Slipway", rules: [...rules].map(([id, finding]) => rule(id, finding)) } },
                results: findings.map((finding) => result(finding, [...rules.keys()].indexOf(finding.ids[0]), file)),
            },
        ],
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}
function rule(id, { summary, rating, score, ids }) {
    const security = score ?? TYPICAL[rating];
    return {
        id,
        shortDescription: { text: summary || id },
        helpUri: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
        properties: {
            tags: ["security", ...ids.slice(1)],
            ...(security !== undefined && { "security-severity": security.toFixed(1) }),
        },
    };
}
function result(finding, ruleIndex, file) {
    const { package: one, ids, summary, rating, fixed, ignored, stops } = finding;
    const mended = fixed === undefined ? "no version without it is known" : `mended in ${fixed}`;
    return {
        ruleId: ids[0],
        ruleIndex,
        level: stops ? "error" : rating === "informational" ? "note" : "warning",
        message: { text: `${one.name} ${one.version}: ${summary || ids[0]} (${rating}); ${mended}` },
        locations: [
            {
                physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: 1 } },
                logicalLocations: [{ name: one.name, fullyQualifiedName: one.purl, kind: "package" }],
            },
        ],
        partialFingerprints: { "slipwayPackage/v1": (0,build_digest/* sha256 */.sc)(`${ids[0]} ${one.purl}`) },
        ...(ignored &&
            !ignored.expired && {
            suppressions: [{ kind: "external", justification: `${ignored.entry.reason} (until ${ignored.entry.until})` }],
        }),
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(1306);
;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/advisory.js

/** An advisory in OSV's schema (https://ossf.github.io/osv-schema/), as far as the gate reads it. */
const Severity = schemas/* looseObject */._H3({ type: schemas/* string */.YjP(), score: schemas/* string */.YjP() });
const Event = schemas/* looseObject */._H3({
    introduced: schemas/* string */.YjP().optional(),
    fixed: schemas/* string */.YjP().optional(),
    last_affected: schemas/* string */.YjP().optional(),
    limit: schemas/* string */.YjP().optional(),
});
const Range = schemas/* looseObject */._H3({ type: schemas/* string */.YjP(), events: schemas/* array */.YOg(Event).default([]) });
const Own = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).nullish();
const Affected = schemas/* looseObject */._H3({
    package: schemas/* looseObject */._H3({ ecosystem: schemas/* string */.YjP(), name: schemas/* string */.YjP() }).optional(),
    ranges: schemas/* array */.YOg(Range).nullish(),
    versions: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
    severity: schemas/* array */.YOg(Severity).nullish(),
    ecosystem_specific: Own,
    database_specific: Own,
});
const Advisory = schemas/* looseObject */._H3({
    id: schemas/* string */.YjP().min(1),
    withdrawn: schemas/* string */.YjP().nullish(),
    aliases: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
    summary: schemas/* string */.YjP().nullish(),
    details: schemas/* string */.YjP().nullish(),
    severity: schemas/* array */.YOg(Severity).nullish(),
    affected: schemas/* array */.YOg(Affected).nullish(),
    database_specific: Own,
});

;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/database.js







/**
 * Advisories in files of OSV's schema: a directory of `.json` files and zips, or one zip, as OSV publishes one an ecosystem
 * (https://google.github.io/osv.dev/data/). Only those of the wanted packages, and what they are aliases of, are kept.
 * @throws {Problem} `unreadable-database`
 */
async function openDatabase(path, wanted) {
    const names = new Set(wanted.map(({ ecosystem, name }) => `${ecosystem} ${name}`));
    const byId = new Map();
    const byPackage = new Map();
    let count = 0;
    const take = (text, origin) => {
        const advisory = readAdvisory(text, origin);
        count++;
        const keys = new Set((advisory.affected ?? []).flatMap(({ package: one }) => one === undefined ? [] : [`${one.ecosystem.replace(/:.*$/, "")} ${one.name}`]));
        for (const key of [...keys].filter((one) => names.has(one))) {
            byPackage.set(key, [...(byPackage.get(key) ?? []), advisory]);
        }
        byId.set(advisory.id, advisory);
    };
    await readAll(path, take);
    if (count === 0)
        throw database_unreadable(path, "it holds no advisory");
    return {
        name: `the database ${path} (${count} advisories)`,
        find: async (packages) => new Map(packages.flatMap((one) => {
            const candidates = byPackage.get(`${one.ecosystem} ${one.name}`) ?? [];
            const found = candidates.filter((advisory) => judgeVersion(advisory, one) !== "not-affected");
            return found.length === 0 ? [] : [[one.purl, found.sort((a, b) => compareNames(a.id, b.id))]];
        })),
        get: async (id) => byId.get(id),
    };
}
function database_unreadable(path, why, cause) {
    return new build_problem/* Problem */.AF({
        kind: "mistake",
        code: "unreadable-database",
        message: `${path} is no database of advisories: ${why}`,
        remedy: "give a directory or zip of JSON files in OSV's schema, for example the all.zip that OSV publishes for an ecosystem",
        place: { file: path },
        cause,
    });
}
function readAdvisory(text, origin) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw database_unreadable(origin, error instanceof Error ? error.message : String(error), error);
    }
    const parsed = Advisory.safeParse(value);
    if (parsed.success)
        return parsed.data;
    const [issue] = parsed.error.issues;
    throw database_unreadable(origin, `${issue?.path.join(".")}: ${issue?.message}`, parsed.error);
}
async function readAll(path, take) {
    const found = await (0,promises_.stat)(path).catch((error) => {
        throw database_unreadable(path, error.code === "ENOENT" ? "there is no such file or directory" : error.message, error);
    });
    if (!found.isDirectory()) {
        if (!path.endsWith(".zip"))
            throw database_unreadable(path, "it is neither a directory nor a zip");
        return readZip(path, take);
    }
    const entries = await (0,promises_.readdir)(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name));
    for (const file of files.sort(compareNames)) {
        if (file.endsWith(".json"))
            take(await (0,promises_.readFile)(file, "utf8"), file);
        else if (file.endsWith(".zip"))
            await readZip(file, take);
    }
}
/** Stands at the end of every zip, before a comment of at most 64 KiB (APPNOTE 6.3.10, section 4.3.16). */
const END = "PK\x05\x06";
const LONGEST_END = 22 + 0xffff;
/** Entry by entry: the zip of a large ecosystem does not fit into memory as a whole. */
async function readZip(path, take) {
    const problems = [];
    const unzip = new esm/* Unzip */.HJ((file) => {
        if (!file.name.endsWith(".json"))
            return;
        const chunks = [];
        file.ondata = (error, chunk, final) => {
            if (error)
                problems.push(error);
            else
                chunks.push(chunk);
            if (!final || problems.length > 0)
                return;
            try {
                take(Buffer.concat(chunks).toString("utf8"), `${path}: ${file.name}`);
            }
            catch (problem) {
                problems.push(problem);
            }
        };
        file.start();
    });
    unzip.register(esm/* UnzipInflate */.mM);
    let tail = Buffer.alloc(0);
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(path, { highWaterMark: 1 << 20 })) {
            unzip.push(chunk);
            if (problems.length > 0)
                break;
            tail = Buffer.concat([tail, chunk]).subarray(-LONGEST_END);
        }
        if (problems.length === 0)
            unzip.push(new Uint8Array(), true);
        // Cut between two entries it reads as a whole one with fewer.
        if (problems.length === 0 && !tail.includes(END, 0, "latin1"))
            throw database_unreadable(path, "the zip is cut short");
    }
    catch (error) {
        problems.push(error);
    }
    const [first] = problems;
    if (first instanceof build_problem/* Problem */.AF)
        throw first;
    if (first !== undefined)
        throw database_unreadable(path, first instanceof Error ? first.message : String(first), first);
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/integrity/build/vulnerabilities/api.js




/** OSV's own server. */
const OSV_API = "https://api.osv.dev";
/** OSV's limit for one batch (https://google.github.io/osv.dev/post-v1-querybatch/). */
const BATCH = 1000;
/** More pages than this for one package mean a server that never ends. */
const MOST_PAGES = 100;
const AT_ONCE = 8;
const BatchAnswer = schemas/* looseObject */._H3({
    results: schemas/* array */.YOg(schemas/* looseObject */._H3({
        vulns: schemas/* array */.YOg(schemas/* looseObject */._H3({ id: schemas/* string */.YjP() })).optional(),
        next_page_token: schemas/* string */.YjP().optional(),
    })),
});
/** A server that speaks OSV's protocol, version 1 (https://google.github.io/osv.dev/api/). */
function osvServer(options) {
    const base = options.url.replace(/\/+$/, "");
    const known = new Map();
    const get = (id) => {
        const asked = known.get(id) ?? fetchAdvisory(base, id, options);
        known.set(id, asked);
        return asked;
    };
    return {
        name: base,
        get,
        find: async (packages) => {
            const ids = await findIds(base, packages, options);
            await inTurns([...new Set([...ids.values()].flatMap((set) => [...set]))], async (id) => void (await get(id)));
            const found = new Map();
            const named = async (id) => {
                const advisory = await get(id);
                if (advisory !== undefined)
                    return advisory;
                throw unavailable(base, `it says that ${id} affects a package, and does not have it`, undefined);
            };
            for (const [purl, list] of ids) {
                const advisories = await Promise.all([...list].sort().map(named));
                found.set(purl, advisories.filter(({ withdrawn }) => !withdrawn));
            }
            return found;
        },
    };
}
async function findIds(base, packages, options) {
    const ids = new Map();
    let questions = packages.map((one) => ({ one, page: undefined }));
    for (let page = 0; questions.length > 0; page++) {
        if (page > MOST_PAGES)
            throw unavailable(base, `it answers with more than ${MOST_PAGES} pages`, undefined);
        const more = [];
        for (let start = 0; start < questions.length; start += BATCH) {
            const batch = questions.slice(start, start + BATCH);
            const answer = BatchAnswer.safeParse(await request(`${base}/v1/querybatch`, { queries: batch.map(queryOf) }, options));
            if (!answer.success || answer.data.results.length !== batch.length) {
                throw unavailable(base, "its answer to querybatch is not what OSV's protocol says", answer.error);
            }
            for (const [index, { vulns, next_page_token }] of answer.data.results.entries()) {
                const { one } = batch[index];
                for (const { id } of vulns ?? [])
                    ids.set(one.purl, (ids.get(one.purl) ?? new Set()).add(id));
                if (next_page_token)
                    more.push({ one, page: next_page_token });
            }
        }
        questions = more;
    }
    return ids;
}
function queryOf({ one: { ecosystem, name, version, commit }, page }) {
    const what = ecosystem === undefined ? { commit } : { package: { ecosystem, name }, version };
    return { ...what, ...(page !== undefined && { page_token: page }) };
}
async function fetchAdvisory(base, id, options) {
    const value = await request(`${base}/v1/vulns/${encodeURIComponent(id)}`, undefined, options);
    if (value === undefined)
        return undefined;
    const parsed = Advisory.safeParse(value);
    if (parsed.success)
        return parsed.data;
    throw unavailable(base, `its advisory ${id} is not in OSV's schema`, parsed.error);
}
/** @returns `undefined` for 404 */
async function request(url, body, options) {
    const { attempts = 4, timeout = 30_000, wait = external_node_timers_promises_.setTimeout, log } = options;
    for (let attempt = 1;; attempt++) {
        const answer = await once(url, body, timeout);
        if ("value" in answer)
            return answer.value;
        if (!answer.again || attempt >= attempts)
            throw unavailable(url, answer.why, answer.cause);
        // Spaced with jitter; a server that names its own time is believed up to a minute.
        const pause = answer.after ?? 500 * 2 ** attempt * (0.5 + Math.random());
        log?.(`${url}: ${answer.why}; trying again in ${(pause / 1000).toFixed(1)} s`);
        await wait(Math.min(pause, 60_000));
    }
}
async function once(url, body, timeout) {
    try {
        const response = await fetch(url, {
            ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
            headers: { "content-type": "application/json", "user-agent": "slipway" },
            signal: AbortSignal.timeout(timeout),
        });
        const text = await response.text();
        if (response.ok)
            return { value: JSON.parse(text) };
        if (response.status === 404 && body === undefined)
            return { value: undefined };
        const after = secondsOf(response.headers.get("retry-after") ?? "");
        return {
            why: `it answered ${response.status}${messageOf(text)}`,
            again: response.status === 429 || response.status >= 500,
            after: Number.isFinite(after) && after > 0 ? after * 1000 : undefined,
        };
    }
    catch (error) {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
        const why = error instanceof Error ? `${error.message}${cause ? ` (${cause})` : ""}` : String(error);
        return { why, again: !(error instanceof SyntaxError), cause: error };
    }
}
/** RFC 9110, section 10.2.3: seconds, or a date. */
function secondsOf(retryAfter) {
    const date = /^\s*\d*\s*$/.test(retryAfter) ? Number.NaN : Date.parse(retryAfter);
    return Number.isNaN(date) ? Number(retryAfter) : (date - Date.now()) / 1000;
}
function messageOf(text) {
    try {
        const { message } = JSON.parse(text);
        return typeof message === "string" ? `: ${message}` : "";
    }
    catch {
        return "";
    }
}
function unavailable(url, why, cause) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "advisories-unavailable",
        message: `known vulnerabilities could not be asked for at ${url}: ${why}`,
        remedy: "re-run this job later; without a network give a database of files (vulnerabilities: {database: …}), or write `onError: warn` to release all the same",
        cause,
    });
}
async function inTurns(items, task) {
    const queue = [...items];
    const worker = async () => {
        for (let item = queue.shift(); item !== undefined; item = queue.shift())
            await task(item);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 2 modules
var fields = __webpack_require__(3840);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 5 modules
var plan = __webpack_require__(9474);
;// CONCATENATED MODULE: ./packages/model/build/receipt.js





/** Where something was built. Nothing here differs between two runs on equal runners, so documents stay reproducible. */
const Builder = schemas/* strictObject */.rej({
    /** `process.platform` and `process.arch` of the machine. */
    os: schemas/* string */.YjP(),
    arch: schemas/* string */.YjP(),
    runsOn: schemas/* string */.YjP().optional(),
});
/**
 * Build receipt, `receipt.json` beside the binaries of one target: written by build-binaries on the machine that built
 * them, read by package-*.
 */
const BuildReceipt = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-build-receipt"),
    schemaVersion: schemas/* literal */.euz(1),
    /** SHA-256 of the plan's bytes; absent when the target was built without a plan. */
    plan: build_digest/* Sha256 */.IA.optional(),
    target: fields/* TargetName */.VR,
    triple: schemas/* string */.YjP(),
    version: fields/* VersionText */.YL,
    commit: fields/* CommitId */.jF,
    builder: Builder,
    toolchains: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP() })),
    binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({
        build: schemas/* string */.YjP(),
        /** Without the platform's suffix. */
        name: schemas/* string */.YjP(),
        /** Relative to the receipt. */
        file: fields/* RelativePath */.c8,
        sha256: build_digest/* Sha256 */.IA,
        size: fields/* Size */.or,
        mode: schemas/* literal */.euz("755"),
        stripped: schemas/* boolean */.zMY(),
        /** Present once sign-binaries has signed it: `sha256` and `size` are then those of the signed program. */
        signed: code_signing/* Signed */.ZI.optional(),
    })),
});
const BUILD_RECEIPT = { kind: "slipway-build-receipt", schemaVersion: 1, schema: BuildReceipt };
/** What a package holds, entry by entry. */
const PackedEntry = schemas/* discriminatedUnion */.gMt("type", [
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("file"),
        path: schemas/* string */.YjP(),
        size: fields/* Size */.or,
        sha256: build_digest/* Sha256 */.IA,
        mode: schemas/* enum */.k5n(["644", "755"]),
    }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("symlink"), path: schemas/* string */.YjP(), target: schemas/* string */.YjP() }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("directory"), path: schemas/* string */.YjP() }),
]);
const PackageRecord = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    kind: schemas/* enum */.k5n(["archive", "source", "documentation", "file"]),
    /** Absent for a `file`, whose entries nobody lists either. */
    format: plan/* ArchiveFormat */.az.optional(),
    target: fields/* TargetName */.VR.optional(),
    variant: schemas/* string */.YjP().optional(),
    size: fields/* Size */.or,
    digests: build_digest/* Digests */.oG,
    entries: schemas/* array */.YOg(PackedEntry),
});
/**
 * Package receipt, `packages.json` beside the packages of one leg: written by package-archives from the bytes it wrote, read
 * by sign-and-checksum. It carries the build receipts on, so that built and packaged digests can be compared once more.
 */
const PackageReceipt = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-package-receipt"),
    schemaVersion: schemas/* literal */.euz(1),
    /** Absent when packages were made without a plan. */
    plan: build_digest/* Sha256 */.IA.optional(),
    leg: schemas/* string */.YjP(),
    builds: schemas/* array */.YOg(BuildReceipt),
    packages: schemas/* array */.YOg(PackageRecord),
});
const PACKAGE_RECEIPT = { kind: "slipway-package-receipt", schemaVersion: 1, schema: PackageReceipt };

// EXTERNAL MODULE: ./packages/model/build/signing.js
var signing = __webpack_require__(5779);
;// CONCATENATED MODULE: ./packages/model/build/release-manifest.js









/** One asset of the release. `release.json` itself and its own signatures are the only assets that it does not describe. */
const Artifact = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    kind: schemas/* enum */.k5n(["archive", "source", "documentation", "checksums", "sbom", "notes", "key", "signature", "file"]),
    format: plan/* ArchiveFormat */.az.optional(),
    target: fields/* TargetName */.VR.optional(),
    variant: schemas/* string */.YjP().optional(),
    size: fields/* Size */.or,
    digests: build_digest/* Digests */.oG,
    /** Names of the artifacts that sign this one. */
    signatures: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Name of the artifact that is its bill of materials. */
    sbom: schemas/* string */.YjP().optional(),
    entries: schemas/* array */.YOg(PackedEntry).optional(),
});
/** A target's origin: what built it, and the digests that were taken there. */
const BuildOrigin = schemas/* strictObject */.rej({
    target: fields/* TargetName */.VR,
    triple: schemas/* string */.YjP(),
    builder: Builder,
    toolchains: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP() })),
    binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), sha256: build_digest/* Sha256 */.IA, size: fields/* Size */.or, signed: code_signing/* Signed */.ZI.optional() })),
});
/** `release.json`: every artifact of a release; written once by sign-and-checksum, final before anything is public. */
const ReleaseManifest = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-release"),
    schemaVersion: schemas/* literal */.euz(1),
    project: fields/* Project */.MM,
    repository: fields/* RepositoryName */.Ae.optional(),
    version: fields/* VersionText */.YL,
    tag: fields/* TagText */.sx,
    prerelease: schemas/* boolean */.zMY(),
    commit: fields/* CommitId */.jF,
    /** The plan's: the commit's time, except of a rollback release; absent when the manifest was made without a plan. */
    timestamp: fields/* Timestamp */.Dc.optional(),
    /** SHA-256 of the plan's bytes; absent when the manifest was made without a plan. */
    plan: build_digest/* Sha256 */.IA.optional(),
    /** Of a rollback release: which one it carries, and why. */
    carries: carries/* Carries */.Y.optional(),
    builds: schemas/* array */.YOg(BuildOrigin),
    artifacts: schemas/* array */.YOg(Artifact),
    /** Who signed; absent where nobody did. */
    signers: schemas/* array */.YOg(signing/* ManifestSigner */.EE).optional(),
    /** Names of the assets that sign this document: they hold its digest, so it cannot hold theirs. Absent where there are none. */
    signatures: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    /** Present where the build is attested. */
    provenance: signing/* ManifestProvenance */.PQ.optional(),
});
const RELEASE_MANIFEST = { kind: "slipway-release", schemaVersion: 1, schema: ReleaseManifest };
/** Whether an asset is the manifest or signs it, and so is not described by it. */
function isOwn({ signatures = [] }, name) {
    return name === MANIFEST_NAME || signatures.includes(name);
}

;// CONCATENATED MODULE: ./actions/build/scan-vulnerabilities/bills.js




/**
 * The plan's bills of materials, as release.json describes them: the release's own where there is one, else those of its
 * archives; one format of each is enough.
 * @throws {Problem} `artifact-changed`, `artifact-missing`
 */
async function plannedBills({ sboms = [] }, manifestDigest, kit) {
    const directory = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.release);
    const there = await (0,promises_.access)((0,external_node_path_.join)(directory, build_words/* MANIFEST_NAME */.ir)).then(() => true, () => false);
    if (!there)
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.release, directory);
    const manifestText = await (0,promises_.readFile)((0,external_node_path_.join)(directory, build_words/* MANIFEST_NAME */.ir), "utf8");
    if ((0,build_digest/* sha256 */.sc)(manifestText) !== manifestDigest)
        throw changed(build_words/* MANIFEST_NAME */.ir, (0,build_digest/* sha256 */.sc)(manifestText), manifestDigest);
    const { artifacts } = readDocument(RELEASE_MANIFEST, manifestText, build_words/* MANIFEST_NAME */.ir);
    const whole = sboms.filter(({ of }) => of === undefined);
    const chosen = whole.length > 0 ? whole : sboms;
    const bills = [];
    for (const of of new Set(chosen.map((one) => one.of))) {
        const { name } = chosen.find((one) => one.of === of);
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(directory, name), "utf8");
        const expected = artifacts.find((artifact) => artifact.name === name)?.digests.sha256 ?? "(none)";
        if ((0,build_digest/* sha256 */.sc)(text) !== expected)
            throw changed(name, (0,build_digest/* sha256 */.sc)(text), expected);
        bills.push({ name, text });
    }
    return bills;
}
function changed(name, found, expected) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "artifact-changed",
        message: `${name} has the SHA-256 ${found}; it was ${expected} when it was listed`,
        remedy: "run the whole workflow again, so that plan, bills of materials and manifest come from the same run",
    });
}
/** @throws {Problem} `glob-without-match` */
async function givenBills(globs, workspace) {
    const names = new Set();
    for (const pattern of globs) {
        const before = names.size;
        for await (const name of (0,promises_.glob)(pattern, { cwd: workspace }))
            names.add(name.replaceAll("\\", "/"));
        if (names.size === before) {
            throw (0,build_problem/* mistake */.RT)("glob-without-match", `"${pattern}" of the input "sboms" matches nothing`, "correct the glob, or write the bill of materials before this step");
        }
    }
    return Promise.all([...names].sort().map(async (name) => ({ name, text: await (0,promises_.readFile)((0,external_node_path_.join)(workspace, name), "utf8") })));
}

;// CONCATENATED MODULE: ./actions/build/scan-vulnerabilities/run.js







const run_SHOWN = 10;
/** The artifact that keeps the SARIF file. */
const ARTIFACT_NAME = "slipway-vulnerabilities";
async function run(inputs, kit, world = {}) {
    const work = inputs.mode === "alone" ? await given(inputs, kit) : await planned(inputs, kit);
    if (work === undefined) {
        kit.log.info("the configuration does not ask for this: `vulnerabilities: true` in slipway.yml turns it on");
        return { result: "off", findings: 0, sarif: "" };
    }
    const { gate, bills } = work;
    const read = bills.map(({ name, text }) => readBill(text, name));
    const packages = [...new Map(read.flatMap((bill) => bill.packages).map((one) => [one.purl, one])).values()];
    const unknown = new Set(read.flatMap((bill) => bill.unknown));
    kit.log.info(`${packages.length} packages in ${bills.map(({ name }) => name).join(", ")}`);
    if (unknown.size > 0) {
        kit.log.notice(`${unknown.size} packages are in no database of advisories: ${[...unknown].slice(0, run_SHOWN).join(", ")}`);
    }
    let source;
    let verdict;
    try {
        source = await run_open(gate, packages, kit, world);
        const today = (world.now ?? new Date()).toISOString().slice(0, 10);
        verdict = await kit.log.group(`Ask ${source.name}`, () => judge(packages, source, gate, today));
    }
    catch (error) {
        if (!(error instanceof build_problem/* Problem */.AF) || error.code !== "advisories-unavailable" || gate.onError === "fail")
            throw error;
        kit.log.warning(`${error.message}. The configuration says to go on all the same`);
        await kit.summarise("### Known vulnerabilities", `Not known: ${error.message}`);
        return { result: "unknown", findings: 0, sarif: "" };
    }
    const directory = (0,external_node_path_.join)(kit.runtime.temp, "vulnerabilities");
    const file = (0,external_node_path_.join)(directory, "vulnerabilities.sarif");
    await (0,promises_.mkdir)(directory, { recursive: true });
    await (0,promises_.writeFile)(file, sarif(verdict.findings, bills[0]?.name ?? ""));
    if (inputs.mode === "chain")
        await kit.handOver.give(ARTIFACT_NAME, directory, [file]);
    await tell(verdict, gate, `${packages.length} packages, asked of ${source.name}`, kit);
    const outputs = { result: "passed", findings: verdict.findings.length, sarif: file };
    const problem = problemOf(verdict, gate.fail);
    if (problem === undefined)
        return outputs;
    world.early?.({ ...outputs, result: "failed" });
    throw problem;
}
async function planned(inputs, kit) {
    const { plan } = (await takePlan(inputs.plan, kit));
    if (plan.vulnerabilities === undefined)
        return undefined;
    return { gate: plan.vulnerabilities, bills: await plannedBills(plan, inputs.manifestDigest, kit) };
}
async function given({ gate, sboms }, { runtime }) {
    return { gate, bills: await givenBills(sboms, runtime.workspace) };
}
function run_open(gate, packages, kit, world) {
    if (gate.database !== undefined)
        return openDatabase((0,external_node_path_.resolve)(kit.runtime.workspace, gate.database), packages);
    // Requests go through the proxy that the environment names; Node before 24.14 cannot.
    external_node_http_.setGlobalProxyFromEnv?.();
    const url = (world.env ?? process.env).SLIPWAY_OSV_URL || gate.api || OSV_API;
    const wait = world.wait && { wait: world.wait };
    return Promise.resolve(osvServer({ url, log: kit.log.info, ...wait }));
}
async function tell({ findings, unused }, gate, what, kit) {
    for (const finding of findings.filter(({ stops }) => !stops).slice(0, run_SHOWN))
        kit.log.warning(line(finding));
    for (const { id, until } of unused)
        kit.log.notice(`${id} is ignored until ${until}, and no package has it: take it out of the list`);
    const threshold = gate.fail === "none" ? "nothing stops a release" : `${gate.fail} and above stop a release`;
    const rows = findings.map((finding) => [
        finding.package.name,
        finding.package.version,
        finding.ids.join("\n"),
        rating(finding),
        finding.fixed ?? "none known",
        decision(finding),
    ]);
    const head = ["Package", "Version", "Known as", "Severity", "Mended in", "Decision"];
    await kit.summarise(`### Known vulnerabilities: ${findings.length === 0 ? "none" : findings.length}`, `${what}; ${threshold}.`, ...(findings.length === 0 ? [] : [(0,summary/* markdownTable */.Qj)({ head, rows })]));
}
function line({ package: one, ids, fixed, summary, ...finding }) {
    const mended = fixed === undefined ? "no version without it is known" : `mended in ${fixed}`;
    return `${one.name} ${one.version}: ${ids.join(", ")}, ${rating(finding)}, ${mended}${summary === "" ? "" : `: ${summary}`}`;
}
function rating({ rating: word, score, uncertain }) {
    return `${word}${score === undefined ? "" : ` (${score.toFixed(1)})`}${uncertain ? ", version not comparable" : ""}`;
}
function decision({ stops, ignored }) {
    const why = ignored && `${ignored.entry.reason} (${ignored.expired ? "expired" : "until"} ${ignored.entry.until})`;
    if (stops)
        return why === undefined ? "stops the release" : `stops the release: the entry for it has ${why}`;
    return why === undefined ? "reported" : `let through: ${why}`;
}


/***/ }),

/***/ 8475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ Carries)
/* harmony export */ });
/* unused harmony export CarriedPackage */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3840);



/** Where one package of a rollback release comes from. */
const CarriedPackage = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Its name in the carried release. */
    was: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** SHA-256 of it there. */
    sha256: _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .Sha256 */ .IA,
    /** `unchanged`: the same bytes under another name. `repackaged`: its format carries the version inside; the payload is the same. */
    how: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["unchanged", "repackaged"]),
});
/** What a rollback release says of the earlier release whose bytes it carries under a higher version, and why it does. */
const Carries = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    tag: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .TagText */ .sx,
    version: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .VersionText */ .YL,
    /** Tag of the release that it replaces. */
    from: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .TagText */ .sx,
    /** One line. */
    reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** SHA-256 of the carried release's `release.json`. */
    manifest: _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .Sha256 */ .IA,
    /** The carried release's, by which its archives were packed; absent where it has none. */
    timestamp: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .Timestamp */ .Dc.optional(),
    packages: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(CarriedPackage),
});


/***/ }),

/***/ 7357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pe: () => (/* binding */ PlannedCodeSigning),
/* harmony export */   ZI: () => (/* binding */ Signed)
/* harmony export */ });
/* unused harmony exports WindowsSigning, DeveloperIdSigning */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4377);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3840);



/** Signatures that lie inside of programs. They change the programs' bytes, so they come before packaging. */
/** Authenticode (Microsoft, "Windows Authenticode Portable Executable Signature Format"). */
const WindowsSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Shown by Windows when it asks whether a program may run. */
    description: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    url: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** RFC 3161 timestamp servers, tried in order; empty: the signature ends with its certificate. */
    timestamps: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ5({ protocol: /^https?$/ })),
});
/** Signing with a Developer ID by Apple's own tools. */
const DeveloperIdSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Property list of the repository. */
    entitlements: _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .RelativePath */ .c8.optional(),
    hardenedRuntime: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    notarise: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    /** Reverse domain name before each program's own name in its identifier. */
    identifierPrefix: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});
/**
 * What of a plan signs programs. Without it, programs for Apple silicon that have no signature, or one that does not fit, get
 * an ad hoc one, since the system does not run them otherwise.
 */
const PlannedCodeSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    windows: WindowsSigning.optional(),
    macos: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("none"), DeveloperIdSigning]).optional(),
});
/** Who signed a program after it was built. */
const Signed = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    by: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["authenticode", "apple-developer-id", "apple-ad-hoc"]),
    /** Distinguished name of the certificate on one line, as RFC 4514 writes it; nobody's for an ad hoc signature. */
    subject: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** SHA-256 of the certificate's DER. */
    certificate: _digest_js__WEBPACK_IMPORTED_MODULE_2__/* .Sha256 */ .IA.optional(),
    /** What the timestamp authority says, `2026-11-22T18:13:59.000Z`; absent where there is none, or where it is Apple's. */
    timestamp: zod__WEBPACK_IMPORTED_MODULE_3__/* .datetime */ .w$().optional(),
    /** Apple's id of the submission that was accepted. */
    notarisation: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** SHA-256 of the program as it was built. */
    before: _digest_js__WEBPACK_IMPORTED_MODULE_2__/* .Sha256 */ .IA,
});


/***/ }),

/***/ 8958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ Sha256),
/* harmony export */   oG: () => (/* binding */ Digests),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony exports Fingerprinter, fingerprintFile */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);





/** Lower-case hexadecimal. */
const hex = (digits) => zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Sha256 = hex(64);
/** Every digest that Slipway publishes for a file; lower-case hexadecimal. */
const Digests = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({ sha256: Sha256, sha512: hex(128), md5: hex(32) });
/** Computes all digests of what passes through, in one pass. */
class Fingerprinter {
    size = 0;
    hashes = DIGEST_ALGORITHMS.map((name) => [name, createHash(name)]);
    update(chunk) {
        this.size += chunk.byteLength;
        for (const [, hash] of this.hashes)
            hash.update(chunk);
    }
    finish() {
        const digests = Object.fromEntries(this.hashes.map(([name, hash]) => [name, hash.digest("hex")]));
        return { ...Digests.parse(digests), size: this.size };
    }
}
async function fingerprintFile(path) {
    const print = new Fingerprinter();
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
        for await (const chunk of chunks)
            print.update(chunk);
    });
    return print.finish();
}
function sha256(content) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(content).digest("hex");
}


/***/ }),

/***/ 3840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jF: () => (/* binding */ CommitId),
  MM: () => (/* binding */ Project),
  c8: () => (/* binding */ RelativePath),
  Ae: () => (/* binding */ RepositoryName),
  or: () => (/* binding */ Size),
  sx: () => (/* binding */ TagText),
  VR: () => (/* binding */ TargetName),
  Dc: () => (/* binding */ Timestamp),
  YL: () => (/* binding */ VersionText)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
;// CONCATENATED MODULE: ./packages/model/build/tag.js


const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;
function parseTag(text) {
    const groups = SHAPE.exec(text)?.groups;
    const version = groups?.version === undefined ? undefined : (0,build_version/* parseVersion */.ot)(groups.version);
    return version === undefined ? undefined : { text, prefix: groups?.prefix, version };
}
/** @throws {Problem} `invalid-tag` */
function requireTag(text) {
    const tag = parseTag(text);
    if (tag === undefined) {
        throw mistake("invalid-tag", `the tag "${text}" holds no semantic version`, "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0 or v2.1.0-rc.1 (in a repository of several projects name/v2.1.0)");
    }
    return tag;
}
function tagOf(version, prefix) {
    const text = prefix === undefined ? `v${version.text}` : `${prefix}/v${version.text}`;
    return { text, prefix, version };
}

;// CONCATENATED MODULE: ./packages/model/build/target.js


const TABLE = [
    ["linux-amd64", "x86_64-unknown-linux-gnu", "x86_64-linux-gnu.2.28"],
    ["linux-arm64", "aarch64-unknown-linux-gnu", "aarch64-linux-gnu.2.28"],
    ["linux-amd64-musl", "x86_64-unknown-linux-musl", "x86_64-linux-musl"],
    ["linux-arm64-musl", "aarch64-unknown-linux-musl", "aarch64-linux-musl"],
    ["macos-amd64", "x86_64-apple-darwin", "x86_64-macos"],
    ["macos-arm64", "aarch64-apple-darwin", "aarch64-macos"],
    ["windows-amd64", "x86_64-pc-windows-gnu", "x86_64-windows-gnu"],
    ["windows-amd64-msvc", "x86_64-pc-windows-msvc", "x86_64-windows-msvc"],
    ["windows-arm64", "aarch64-pc-windows-gnullvm", "aarch64-windows-gnu"],
    ["windows-arm64-msvc", "aarch64-pc-windows-msvc", "aarch64-windows-msvc"],
    ["freebsd-amd64", "x86_64-unknown-freebsd", "x86_64-freebsd"],
    ["freebsd-arm64", "aarch64-unknown-freebsd", "aarch64-freebsd"],
];
const TARGETS = TABLE.map(([id, triple, zig]) => {
    const [os, arch] = id.split("-");
    const goos = os === "macos" ? "darwin" : os;
    return { id, os, arch, triple, zig, goos, goarch: arch, exe: os === "windows" ? ".exe" : "" };
});
const TARGET_IDS = TABLE.map(([id]) => id);
/** What is built when nothing is configured: the platforms of requirement A4. */
const DEFAULT_TARGET_IDS = (/* unused pure expression or super */ null && ([
    "linux-amd64",
    "linux-arm64",
    "macos-amd64",
    "macos-arm64",
    "windows-amd64",
    "freebsd-amd64",
]));
/** By identifier or by Rust's triple. */
function findTarget(name) {
    return TARGETS.find((target) => target.id === name || target.triple === name);
}
/** @throws {Problem} `unknown-target` */
function requireTarget(name) {
    const target = findTarget(name);
    if (target === undefined) {
        const guess = nearest(name, TARGET_IDS);
        throw mistake("unknown-target", `there is no target "${name}"`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`);
    }
    return target;
}

;// CONCATENATED MODULE: ./packages/model/build/fields.js




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = schemas/* string */.YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = schemas/* string */.YjP().refine((text) => (0,build_version/* parseVersion */.ot)(text)?.text === text, "must be a semantic version");
const TagText = schemas/* string */.YjP().refine((text) => parseTag(text) !== undefined, "must be a release tag");
const TargetName = schemas/* enum */.k5n(TARGET_IDS);
const Size = schemas/* int */.Whr().nonnegative();
/** Seconds since 1970-01-01 UTC, as in `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/). */
const Timestamp = schemas/* int */.Whr().nonnegative();
const RepositoryName = schemas/* string */.YjP().regex(/^[^/\s]+\/[^/\s]+$/, "must be owner/name");
const Project = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    description: schemas/* string */.YjP().optional(),
    /** SPDX expression. */
    licence: schemas/* string */.YjP().optional(),
    homepage: schemas/* string */.YjP().optional(),
});


/***/ }),

/***/ 9474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  az: () => (/* binding */ ArchiveFormat),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: LONGEST_PLANNED_NOTES, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
;// CONCATENATED MODULE: ./packages/model/build/bills.js


/** Bills of materials and the gate over them, as a plan fixes both. */
const SBOM_FORMATS = ["cyclonedx", "spdx"];
const SbomFormat = schemas/* enum */.k5n(SBOM_FORMATS);
/** Suffix of a file by its format, as both specifications recommend. */
const SBOM_SUFFIX = { cyclonedx: ".cdx.json", spdx: ".spdx.json" };
const PlannedSbom = schemas/* strictObject */.rej({
    /** The asset's name. */
    name: schemas/* string */.YjP(),
    format: SbomFormat,
    /** Name of the package that it describes; absent: the whole release. */
    of: schemas/* string */.YjP().optional(),
});
const IgnoredVulnerability = schemas/* strictObject */.rej({
    /** Any of the identifiers under which it is known: GHSA-…, CVE-…, RUSTSEC-…, GO-… */
    id: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    /** Last day, `2026-12-31`; afterwards the finding counts again. */
    until: schemas/* string */.YjP(),
});
/** How known vulnerabilities decide about a release. */
const PlannedGate = schemas/* strictObject */.rej({
    /** Lowest severity that stops a release; `none` only reports. */
    fail: schemas/* enum */.k5n(words/* THRESHOLDS */.Rm),
    /** Whether a vulnerability that nobody has rated stops it as well. */
    failUnknown: schemas/* boolean */.zMY(),
    ignore: schemas/* array */.YOg(IgnoredVulnerability),
    /** Directory or zip of OSV files in the repository, in place of the server. */
    database: schemas/* string */.YjP().optional(),
    /** Address of a server that speaks OSV's protocol. */
    api: schemas/* string */.YjP().optional(),
    /** What a server that does not answer means. */
    onError: schemas/* enum */.k5n(["fail", "warn"]),
});

// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 2 modules
var fields = __webpack_require__(3840);
;// CONCATENATED MODULE: ./packages/model/build/messenger.js


const MessageType = schemas/* enum */.k5n(words/* MESSAGE_TYPES */.Ol);
const addressed = {
    /** Names it in the journal and among the credentials; unique in a plan. */
    id: schemas/* string */.YjP(),
    /** Types of messages that it gets. */
    on: schemas/* array */.YOg(MessageType).min(1),
};
/** Where news of a release go. Addresses that are secrets (webhooks, passwords) are not part of it. */
const PlannedMessenger = schemas/* discriminatedUnion */.gMt("messenger", [
    /** `mention`: whom an urgent message calls. */
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("slack"), ...addressed, mention: schemas/* enum */.k5n(["here", "channel"]).optional() }),
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("discord"), ...addressed, mention: schemas/* enum */.k5n(["here", "everyone"]).optional() }),
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("teams"), ...addressed }),
    schemas/* strictObject */.rej({
        messenger: schemas/* literal */.euz("email"),
        ...addressed,
        host: schemas/* string */.YjP(),
        port: schemas/* int */.Whr(),
        /** `starttls`: begins in the clear and must change to TLS before anything is said; `none` is for a server on this machine. */
        tls: schemas/* enum */.k5n(["starttls", "tls", "none"]),
        from: schemas/* string */.YjP(),
        to: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
    }),
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("webhook"), ...addressed }),
]);
const MESSENGERS = (/* unused pure expression or super */ null && ([
    "slack",
    "discord",
    "teams",
    "email",
    "webhook",
]));
/** The project's own words, with `{name}`, `{version}`, `{tag}`, `{url}` and `{reason}`. */
const MessageTexts = schemas/* strictObject */.rej({ title: schemas/* string */.YjP().optional(), text: schemas/* string */.YjP().optional() });
const PlannedNews = schemas/* strictObject */.rej({
    messengers: schemas/* array */.YOg(PlannedMessenger).min(1),
    /** Types that ask for attention at once. */
    urgent: schemas/* array */.YOg(MessageType),
    texts: schemas/* partialRecord */.jgl(MessageType, MessageTexts),
});

;// CONCATENATED MODULE: ./packages/model/build/planned-homebrew.js


/** What update-homebrew keeps up in one tap, as the plan carries it. Texts with variables are expanded per release. */
const HomebrewService = schemas/* strictObject */.rej({
    /** Program and arguments; the first is a binary of the formula, or a path. */
    run: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1),
    keepAlive: schemas/* boolean */.zMY(),
    requireRoot: schemas/* boolean */.zMY(),
    /** Below Homebrew's prefix, for example `var`, `var/log/app.log`. */
    workingDir: schemas/* string */.YjP().optional(),
    logPath: schemas/* string */.YjP().optional(),
    errorLogPath: schemas/* string */.YjP().optional(),
    environment: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
});
const PlannedHomebrew = schemas/* strictObject */.rej({
    /** `acme/homebrew-tap` */
    tap: fields/* RepositoryName */.Ae,
    branch: schemas/* string */.YjP().optional(),
    /** Formula's and cask's name. */
    name: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9+._-]*$/),
    /** Directory of the formula in the tap; absent: no formula. */
    formula: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz(".")]).optional(),
    cask: schemas/* strictObject */.rej({
        directory: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz(".")]),
        /** The product's name, as people read it. */
        title: schemas/* string */.YjP().optional(),
        /** Bundles in the archive; without any the binaries are linked. */
        app: schemas/* array */.YOg(schemas/* string */.YjP()),
    })
        .optional(),
    description: schemas/* string */.YjP().optional(),
    homepage: schemas/* string */.YjP().optional(),
    licence: schemas/* string */.YjP().optional(),
    /** Of the archives; absent: the only one, or `complete`, or `default`. */
    variant: schemas/* string */.YjP().optional(),
    /** Absent: those that the release was built from. */
    binaries: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    dependencies: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), os: schemas/* enum */.k5n(["macos", "linux"]).optional() })),
    conflicts: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), because: schemas/* string */.YjP().optional() })),
    /** Arguments by which a binary prints completions: `["completion"]` is followed by the shell's name. */
    completions: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    service: HomebrewService.optional(),
    caveats: schemas/* string */.YjP().optional(),
    /** Ruby, in place of what is written by default. */
    install: schemas/* string */.YjP().optional(),
    test: schemas/* string */.YjP().optional(),
    livecheck: schemas/* boolean */.zMY(),
    /** Also `name@2`, `name@2.1`. */
    versioned: schemas/* array */.YOg(schemas/* enum */.k5n(["major", "minor"])),
    /** Pre-releases have a formula of their own, none, or the same. */
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"]),
    /** Name of it: `{name}` and `{channel}` (alpha, beta, rc) are replaced. */
    prereleaseName: schemas/* string */.YjP(),
    via: schemas/* enum */.k5n(["commit", "pull-request"]),
    /** Variables in texts: `{name}`, `{version}`, `{tag}`, `{previous}`, `{page}`. */
    message: schemas/* string */.YjP(),
    author: schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), email: schemas/* string */.YjP() }).optional(),
    pullRequest: schemas/* strictObject */.rej({
        branch: schemas/* string */.YjP(),
        title: schemas/* string */.YjP(),
        body: schemas/* string */.YjP(),
        labels: schemas/* array */.YOg(schemas/* string */.YjP()),
        autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"]).optional(),
    }),
});

;// CONCATENATED MODULE: ./packages/model/build/planned-registries.js


/** What update-registries keeps up, as the plan carries it: never a credential, those come by the registry's `id`. */
/** Names a registry among the credentials, in messages and in the journal. */
const RegistryId = schemas/* string */.YjP().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const Address = schemas/* url */.OZ5({ protocol: /^https?$/ });
/** Where files of a repository or mirror lie. */
const PlannedStorage = schemas/* discriminatedUnion */.gMt("type", [
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("http"),
        url: Address,
        /** How the credentials are sent. */
        authentication: schemas/* enum */.k5n(["none", "basic", "bearer", "header"]),
        /** Name of the header that holds the credential, with `header`. */
        header: schemas/* string */.YjP().optional(),
        /** Further headers, none of them secret. */
        headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
        /** Statuses that say that a file was taken; empty: any of 200 to 299. */
        expected: schemas/* array */.YOg(schemas/* int */.Whr().min(200).max(299)),
        verify: schemas/* boolean */.zMY(),
        concurrency: schemas/* int */.Whr().positive(),
    }),
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("s3"),
        endpoint: Address,
        bucket: schemas/* string */.YjP(),
        region: schemas/* string */.YjP(),
        /** Before every key; "" for none. */
        prefix: schemas/* string */.YjP(),
        pathStyle: schemas/* boolean */.zMY(),
        /** `Cache-Control` of what never changes, and of what does. */
        cacheControl: schemas/* strictObject */.rej({ fixed: schemas/* string */.YjP().optional(), changing: schemas/* string */.YjP().optional() }),
        verify: schemas/* boolean */.zMY(),
        concurrency: schemas/* int */.Whr().positive(),
    }),
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("branch"),
        repository: fields/* RepositoryName */.Ae,
        branch: schemas/* string */.YjP(),
        /** Of the branch; "" is its root. */
        directory: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz("")]),
    }),
]);
const packageRepository = {
    id: RegistryId,
    storage: PlannedStorage,
    /** Address that clients use; absent: no client files are written. */
    url: Address.optional(),
    /** Of final releases. */
    suite: schemas/* string */.YjP(),
    /** Of every release; absent: pre-releases are left out. */
    prereleaseSuite: schemas/* string */.YjP().optional(),
    keep: schemas/* strictObject */.rej({ versions: schemas/* int */.Whr().positive(), days: schemas/* int */.Whr().positive().optional() }),
};
const PlannedApt = schemas/* strictObject */.rej({
    ...packageRepository,
    component: schemas/* string */.YjP(),
    architectures: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Days after which clients refuse indices that were not renewed. */
    validDays: schemas/* int */.Whr().positive().optional(),
});
const PlannedRpm = schemas/* strictObject */.rej(packageRepository);
const PlannedRegistry = schemas/* strictObject */.rej({
    id: RegistryId,
    storage: PlannedStorage,
    /** Path of each file: `{name}`, `{version}`, `{tag}` and `{file}` are replaced. */
    path: schemas/* string */.YjP(),
    /** Globs of assets' names. */
    files: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
    prereleases: schemas/* boolean */.zMY(),
});
/** Releases of another repository, which is a mirror of the code. */
const PlannedBackup = schemas/* strictObject */.rej({ type: schemas/* literal */.euz("github"), repository: fields/* RepositoryName */.Ae });
const PlannedMirror = schemas/* strictObject */.rej({
    id: RegistryId,
    storage: schemas/* discriminatedUnion */.gMt("type", [...PlannedStorage.options, PlannedBackup]),
    /** Address that clients read from. */
    url: Address,
});
const PlannedScoop = schemas/* strictObject */.rej({
    bucket: fields/* RepositoryName */.Ae,
    branch: schemas/* string */.YjP().optional(),
    /** Of the manifest, without `.json`. */
    name: schemas/* string */.YjP().regex(/^[A-Za-z0-9][\w.-]*$/),
    /** Of the bucket; "." is its root. */
    directory: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz(".")]),
    description: schemas/* string */.YjP().optional(),
    /** Absent: the project's. */
    homepage: schemas/* string */.YjP().optional(),
    licence: schemas/* string */.YjP().optional(),
    variant: schemas/* string */.YjP().optional(),
    notes: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Pairs of a program and the name that the start menu shows. */
    shortcuts: schemas/* array */.YOg(schemas/* strictObject */.rej({ program: schemas/* string */.YjP(), name: schemas/* string */.YjP() })),
    /** Paths that updates keep. */
    persist: schemas/* array */.YOg(schemas/* string */.YjP()),
    depends: schemas/* array */.YOg(schemas/* string */.YjP()),
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"]),
    via: schemas/* enum */.k5n(["commit", "pull-request"]),
    author: schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), email: schemas/* string */.YjP() }).optional(),
    pullRequest: schemas/* strictObject */.rej({
        labels: schemas/* array */.YOg(schemas/* string */.YjP()),
        autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"]).optional(),
    }),
});

;// CONCATENATED MODULE: ./packages/model/build/planned-channels.js



/** Where a release is advertised, as the plan carries it; a key a kind, absent where nothing of the kind is configured. */
const PlannedChannels = schemas/* strictObject */.rej({
    homebrew: schemas/* array */.YOg(PlannedHomebrew).min(1).optional(),
    scoop: schemas/* array */.YOg(PlannedScoop).min(1).optional(),
    apt: schemas/* array */.YOg(PlannedApt).min(1).optional(),
    rpm: schemas/* array */.YOg(PlannedRpm).min(1).optional(),
    registries: schemas/* array */.YOg(PlannedRegistry).min(1).optional(),
    /** In the order in which clients try them. */
    mirrors: schemas/* array */.YOg(PlannedMirror).min(1).optional(),
});

// EXTERNAL MODULE: ./packages/model/build/signing.js
var signing = __webpack_require__(5779);
;// CONCATENATED MODULE: ./packages/model/build/plan.js









/**
 * `plan.json`: written once by build-matrix, read by every later action. Its SHA-256 travels as the job output
 * `plan-digest`.
 */
const ArchiveFormat = schemas/* enum */.k5n(words/* ARCHIVE_FORMATS */.Oz);
const ToolchainName = schemas/* enum */.k5n(words/* TOOLCHAINS */.z9);
const Eol = schemas/* enum */.k5n(["lf", "crlf"]);
const FileMode = schemas/* enum */.k5n(["644", "755"]);
/** One file (or a set of generated ones) of an archive, below the archive's root directory. */
const PlannedFile = schemas/* discriminatedUnion */.gMt("type", [
    /** What git tracks at the plan's commit: `oid` is the blob, so the working tree's line endings and modes do not matter. */
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("tracked"),
        path: fields/* RelativePath */.c8,
        from: fields/* RelativePath */.c8,
        oid: fields/* CommitId */.jF,
        mode: FileMode,
        eol: Eol.optional(),
    }),
    /** What the build makes: matched in the working tree when packaging. `to` is the directory it goes to ("" is the root). */
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("generated"),
        pattern: schemas/* string */.YjP(),
        /** Beginning of each match's path that is left away: "" or a directory with its slash, `zig-out/share/`. */
        strip: schemas/* string */.YjP(),
        to: schemas/* string */.YjP(),
        mode: FileMode,
        eol: Eol.optional(),
        optional: schemas/* boolean */.zMY(),
    }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("symlink"), path: fields/* RelativePath */.c8, target: schemas/* string */.YjP().min(1) }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("directory"), path: fields/* RelativePath */.c8 }),
]);
/** One build of the configuration: a toolchain's default command or the project's own, for some targets. */
const PlannedBuild = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    toolchain: ToolchainName,
    /** Version of the toolchain that setup-cross installs; absent: the pinned default, or what the machine has. */
    toolchainVersion: schemas/* string */.YjP().optional(),
    /** How Rust crosses; absent for other toolchains. */
    rustVia: schemas/* enum */.k5n(["cargo", "cross", "cargo-zigbuild"]).optional(),
    /** Working directory, relative to the repository; "." is its root. */
    directory: schemas/* string */.YjP(),
    /** Arguments after which the toolchain's defaults are not used; `{triple}`, `{target}`, `{version}` … are replaced. */
    command: schemas/* array */.YOg(schemas/* string */.YjP()).min(1).optional(),
    /** Appended to the toolchain's default command. */
    args: schemas/* array */.YOg(schemas/* string */.YjP()),
    features: schemas/* array */.YOg(schemas/* string */.YjP()),
    env: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
    /** Directory in which the command leaves the binaries, relative to `directory`; absent: the toolchain's own. */
    output: schemas/* string */.YjP().optional(),
    /** Names without the platform's suffix. `package` is the Go package path or the Cargo package that makes it. */
    binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), package: schemas/* string */.YjP().optional() })).min(1),
    strip: schemas/* boolean */.zMY(),
    targets: schemas/* array */.YOg(fields/* TargetName */.VR).min(1),
});
/** One job of the build matrix. */
const PlannedLeg = schemas/* strictObject */.rej({
    /** Also the name of the artifact that it hands over: `slipway-packages-<id>`. */
    id: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9.-]*$/),
    runsOn: schemas/* string */.YjP(),
    /** Can be built on any machine, whatever `runsOn` says: the toolchains cross from everywhere. */
    portable: schemas/* boolean */.zMY(),
    /** What the runner must have beside the toolchains that setup-cross installs. */
    requires: schemas/* array */.YOg(schemas/* enum */.k5n(["docker"])),
    /** Empty for the leg that packs sources and documentation. */
    targets: schemas/* array */.YOg(fields/* TargetName */.VR),
    reason: schemas/* string */.YjP(),
});
/** Longest text of notes that a plan carries, in UTF-16 units: some fifty thousand commits, eighty times what a release's page takes. */
const LONGEST_PLANNED_NOTES = 10_000_000;
/** Release notes as far as they are known when planning; installation and verification are added by publish-release. */
const PlannedNotes = schemas/* strictObject */.rej({
    /** Their main source. With `github` GitHub's generator is asked at publication, for `previousTag`. */
    from: schemas/* enum */.k5n(["commits", "changelog", "github"]),
    /** Markdown, safe to publish; with `github` what stands before the generated text. May be longer than GitHub takes. */
    body: schemas/* string */.YjP().max(LONGEST_PLANNED_NOTES),
    /** Markdown that stands after GitHub's generated text. */
    tail: schemas/* string */.YjP().max(LONGEST_PLANNED_NOTES).optional(),
    /** Name of the asset that holds them whole, where the release's page may not have the room for that. */
    asset: schemas/* string */.YjP().optional(),
});
const PlannedTarget = schemas/* strictObject */.rej({
    target: fields/* TargetName */.VR,
    triple: schemas/* string */.YjP(),
    leg: schemas/* string */.YjP(),
    /** Why it runs where it runs, for people. */
    reason: schemas/* string */.YjP(),
});
const packed = {
    /** The file's and later the asset's name. */
    name: schemas/* string */.YjP(),
    format: ArchiveFormat,
    leg: schemas/* string */.YjP(),
    /** Single top directory; "" when the archive has none. */
    root: schemas/* string */.YjP(),
};
/** One package that a leg makes. More kinds join with their formats (deb, rpm, …). */
const PlannedPackage = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("archive"),
        ...packed,
        target: fields/* TargetName */.VR,
        variant: schemas/* string */.YjP(),
        /** Binaries by build and name, with their path below the root (with the platform's suffix). */
        binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ build: schemas/* string */.YjP(), name: schemas/* string */.YjP(), path: fields/* RelativePath */.c8 })),
        /** Key into `fileSets`. */
        files: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("source"), ...packed }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("documentation"), ...packed, files: schemas/* string */.YjP() }),
    /** Of a carried release only: what nobody packs, such as a deb. */
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("file"), name: schemas/* string */.YjP(), leg: schemas/* string */.YjP() }),
]);
const Plan = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-plan"),
    schemaVersion: schemas/* literal */.euz(1),
    project: fields/* Project */.MM,
    repository: fields/* RepositoryName */.Ae.optional(),
    version: fields/* VersionText */.YL,
    tag: fields/* TagText */.sx,
    prerelease: schemas/* boolean */.zMY(),
    /** Made on a branch or for a pull request: the tag does not exist, and nothing of it is ever published. */
    buildOnly: schemas/* literal */.euz(true).optional(),
    /** The tag's commit, which is the commit that is built. */
    commit: fields/* CommitId */.jF,
    /** The commit's; of a rollback release the moment when it was first planned, so that clients take its indices for newer. */
    timestamp: fields/* Timestamp */.Dc,
    /** Present in the plan of a rollback release, which builds nothing. */
    carries: carries/* Carries */.Y.optional(),
    release: schemas/* strictObject */.rej({
        title: schemas/* string */.YjP(),
        /** Left as a draft for a person to publish. */
        draft: schemas/* boolean */.zMY(),
        /** `auto`: the highest final version becomes latest. */
        latest: schemas/* enum */.k5n(["auto", "yes", "no"]),
        /** Category of the discussion that is opened when it is published; absent: none. */
        discussion: schemas/* string */.YjP().optional(),
    }),
    /** A higher final version exists already: this one never becomes latest. Absent otherwise. */
    backPort: schemas/* literal */.euz(true).optional(),
    /** The release that this one is compared with; absent for the first one. */
    previousTag: fields/* TagText */.sx.optional(),
    /** What changed, for the release's page; absent where nothing is released or no notes are wanted. */
    notes: PlannedNotes.optional(),
    targets: schemas/* array */.YOg(PlannedTarget),
    variants: schemas/* array */.YOg(schemas/* string */.YjP()),
    legs: schemas/* array */.YOg(PlannedLeg),
    builds: schemas/* array */.YOg(PlannedBuild),
    /** How programs are signed before they are packed; absent where nothing is configured. */
    codeSigning: code_signing/* PlannedCodeSigning */.Pe.optional(),
    fileSets: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* array */.YOg(PlannedFile)),
    packages: schemas/* array */.YOg(PlannedPackage),
    checksums: schemas/* strictObject */.rej({
        /** One file over all packages for each algorithm, for example `SHA256SUMS`. */
        combined: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), algorithm: schemas/* enum */.k5n(["sha256", "sha512", "md5"]) })),
        /** Algorithms for which each package also gets a file of its own, for example `app.tar.gz.sha256`. */
        perFile: schemas/* array */.YOg(schemas/* enum */.k5n(["sha256", "sha512", "md5"])),
    }),
    /** Bills of materials, in the order of their names; absent where none are wanted. */
    sboms: schemas/* array */.YOg(PlannedSbom).optional(),
    /** Known vulnerabilities that stop the release; absent where nobody looks for them. */
    vulnerabilities: PlannedGate.optional(),
    /** Who signs which assets; absent where nobody does. */
    signing: signing/* PlannedSigning */.Al.optional(),
    /** Who is told of the release; absent where nobody is. */
    news: PlannedNews.optional(),
    /** Where it is advertised; absent where nowhere. */
    channels: PlannedChannels.optional(),
    /** Name of every asset that the release will have, `release.json` included, in the order of their bytes. */
    assets: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Refers to what was left out by the `targets` and `variants` filters; such a release is not complete. */
    filtered: schemas/* boolean */.zMY(),
});
const PLAN = { kind: "slipway-plan", schemaVersion: 1, schema: Plan };


/***/ }),

/***/ 5779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Al: () => (/* binding */ PlannedSigning),
/* harmony export */   EE: () => (/* binding */ ManifestSigner),
/* harmony export */   PQ: () => (/* binding */ ManifestProvenance)
/* harmony export */ });
/* unused harmony export PlannedSignature */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3597);


/** Signatures beside the assets: who signs what, as the plan fixes it and as `release.json` tells it. */
const PlannedSignature = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    by: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_words_js__WEBPACK_IMPORTED_MODULE_1__/* .SIGNER_KINDS */ .pf),
    /** The asset that is signed. */
    of: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** The asset that holds the signature. */
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
/** Absent from a plan whose release nobody signs. */
const PlannedSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** In the order of their names; each signer also signs `release.json`, which holds the digests of all other assets. */
    signatures: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(PlannedSignature),
    /** Build provenance, kept by GitHub beside the release. */
    provenance: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
});
/** Who signed: what a verifier must compare with what it knows about the project from elsewhere. */
const ManifestSigner = zod__WEBPACK_IMPORTED_MODULE_0__/* .discriminatedUnion */ .gMt("kind", [
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("openpgp"),
        /** Of the primary key, upper-case hexadecimal, as `gpg` prints it. */
        fingerprint: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        /** Of the key that made the signatures; the same as `fingerprint` where the primary key signs. */
        signedBy: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        userId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
        /** Armoured; also the asset `signing-key.asc`. */
        publicKey: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("minisign"),
        /** As `minisign` prints it: 16 digits of upper-case hexadecimal. */
        keyId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[0-9A-F]{16}$/),
        /** Base64 in one line, for `minisign -P`; also in the asset `minisign.pub`. */
        publicKey: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("sigstore"),
        /** Who vouched for the identity, for example `https://token.actions.githubusercontent.com`. */
        issuer: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        /** Subject alternative name of the certificates: the address of the workflow that signed, with its ref. */
        identity: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    }),
]);
/** What GitHub keeps about the build beside the release: `gh attestation verify` finds it by any asset's digest. */
const ManifestProvenance = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    predicateType: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("https://slsa.dev/provenance/v1"),
    issuer: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** The workflow that attested, with its ref: `--cert-identity` of `gh attestation verify`. */
    identity: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});


/***/ }),

/***/ 1580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   ot: () => (/* binding */ parseVersion)
/* harmony export */ });
/* unused harmony exports requireVersion, isPrerelease */
/* harmony import */ var semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8469);
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6353);
// Its index would bring the ranges, which nobody needs here.



/** `undefined` when the text is no semantic version; a leading `v` is not part of one. */
function parseVersion(text) {
    // The library also accepts a leading "v" or "=" and surrounding space; SemVer does not.
    const parsed = /^\d/.test(text) && text === text.trim() ? semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__(text) : null;
    if (parsed === null)
        return undefined;
    const build = parsed.build.length > 0 ? `+${parsed.build.join(".")}` : "";
    return {
        text: parsed.version + build,
        major: parsed.major,
        minor: parsed.minor,
        patch: parsed.patch,
        prerelease: parsed.prerelease,
        build: parsed.build,
    };
}
/** @throws {Problem} `invalid-version` */
function requireVersion(text, origin) {
    const version = parseVersion(text);
    if (version === undefined) {
        throw mistake("invalid-version", `${origin}: "${text}" is not a semantic version`, "write MAJOR.MINOR.PATCH with an optional pre-release, for example 2.1.0 or 2.1.0-rc.1");
    }
    return version;
}
function isPrerelease(version) {
    return version.prerelease.length > 0;
}
/** Precedence (SemVer section 11): negative when `a` comes before `b`; build metadata does not count. */
function compareVersions(a, b) {
    return semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__(a.text, b.text);
}


/***/ })

};
