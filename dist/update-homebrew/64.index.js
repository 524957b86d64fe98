export const id = 64;
export const ids = [64];
export const modules = {

/***/ 6064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/action-kit/build/node_modules/@actions/core/lib/core.js + 5 modules
var core = __webpack_require__(6258);
;// CONCATENATED MODULE: ./packages/action-kit/build/mask.js

/**
 * Keeps a secret out of the job's log: the runner knows inputs as a whole only, not what is inside one. Outside GitHub
 * Actions nobody listens, and the command would show what it should hide.
 */
function maskSecret(secret, env = process.env) {
    if (env.GITHUB_ACTIONS !== "true")
        return;
    for (const line of secret.split(/\r?\n/))
        if (line.trim().length > 2)
            core/* setSecret */.Pq(line);
}

// EXTERNAL MODULE: ./packages/model/build/problem.js
var build_problem = __webpack_require__(9899);
;// CONCATENATED MODULE: ./packages/forge/build/remedies.js

const WRITE_REMEDY = 'give the job "permissions: contents: write" (a called workflow cannot have more than its caller). Runs for pull requests ' +
    "from forks never get it: publish from a pushed tag of the repository itself";
/** GitHub does not tell a repository that is hidden from a token from one that there is not. */
const UNSEEN_REMEDY = "see whether the repository is spelled right, and whether the token is one for it: GitHub answers so where it is not; in a workflow " +
    WRITE_REMEDY;
/** Failures that several places of this room raise, by code. */
const REMEDIES = {
    "token-read-only": {
        kind: "refusal",
        remedy: WRITE_REMEDY,
    },
    "token-rejected": {
        kind: "refusal",
        remedy: "the token is wrong or has expired (a job's own token lasts 24 hours at most): re-run the failed jobs, which get a new one; a token of your own has to be renewed in its secret before",
    },
    "access-refused": {
        kind: "refusal",
        remedy: WRITE_REMEDY,
    },
    "release-refused": {
        kind: "refusal",
        remedy: "GitHub answers so when the token lacks contents: write, and when the tag's commit changes .github/workflows against the " +
            "default branch, which no token of Actions may release: bring the change to the default branch first, or use a token of a " +
            "GitHub App with workflows: write",
    },
    "rate-limited": {
        kind: "refusal",
        remedy: "wait until the limit is lifted, then re-run the failed jobs: what is uploaded already is kept",
    },
    "request-refused": {
        kind: "refusal",
        remedy: "correct what the server names, then re-run the failed jobs",
    },
    "discussion-category-missing": {
        kind: "mistake",
        remedy: 'enable discussions in the repository\'s settings and create the category, or correct `release: {discussion: …}` or the input "discussion-category"; give the job "permissions: discussions: write"; then re-run the failed jobs',
    },
    "connection-failed": {
        kind: "failure",
        remedy: "check the runner's network and proxy, then re-run the failed jobs: what is uploaded already is kept",
    },
    "server-unavailable": {
        kind: "failure",
        remedy: "see githubstatus.com; re-run the failed jobs when it is well again: what is uploaded already is kept",
    },
    "tag-missing": {
        kind: "refusal",
        remedy: "push the tag; without it GitHub would tag the default branch's head",
    },
    "tag-refused": {
        kind: "refusal",
        remedy: "let GitHub Actions create this tag in the repository's rules (Settings, Rules), or push it yourself, on the commit that the message names; then re-run the failed jobs",
    },
    "tag-moved": {
        kind: "refusal",
        remedy: "a tag must not move while its release is made: run the whole workflow again for the tag as it is now",
    },
    "artifact-changed": {
        kind: "failure",
        remedy: "publish what was packaged and listed: run the whole workflow again, and let nothing touch its files meanwhile",
    },
    "draft-differs": {
        kind: "refusal",
        remedy: "re-run the failed jobs; assets that are not the manifest's have to be deleted from the draft by hand, or the draft as a whole",
    },
    "draft-missing": {
        kind: "mistake",
        remedy: "run the release workflow for the tag with `draft: true` first, or correct the tag",
    },
    "draft-unverifiable": {
        kind: "refusal",
        remedy: "a draft is published only when the journal or its own release.json says which bytes were reviewed: run the whole workflow again for the tag",
    },
    "release-differs": {
        kind: "refusal",
        remedy: "published bytes never change: release a new version",
    },
    "release-immutable": {
        kind: "refusal",
        remedy: "an immutable release and its tag are fixed for good: release a new version",
    },
    "published-meanwhile": {
        kind: "refusal",
        remedy: "let only one run publish a tag (a journal, or `concurrency` in the workflow); to publish other bytes release a new version",
    },
    "publication-unconfirmed": {
        kind: "failure",
        remedy: "re-run the failed jobs: they confirm what is there and put the rest right",
    },
    "release-in-progress": {
        kind: "refusal",
        remedy: "wait for the other run, or cancel it; then re-run the failed jobs if its release is not published",
    },
    "journal-lock-lost": {
        kind: "failure",
        remedy: "look at the other run; if it failed too, re-run the failed jobs",
    },
    cancelled: {
        kind: "failure",
        remedy: "re-run the failed jobs: the next run goes on from here",
    },
    "journal-forbidden": {
        kind: "refusal",
        remedy: 'allow the branch "slipway/journal" in the repository\'s rules (Settings, Rules: exclude it, or let GitHub Actions bypass them), name another branch with the input "journal", or release without journal with "journal: off" (then nothing holds concurrent runs apart)',
    },
    "journal-damaged": {
        kind: "failure",
        remedy: "restore the file from the branch's history (git revert)",
    },
    "too-many-assets": {
        kind: "mistake",
        remedy: "leave out targets, variants or per-file checksums",
    },
    "asset-too-large": {
        kind: "mistake",
        remedy: "compress it better (tar.xz, tar.zst), leave files out, or split it",
    },
    "asset-empty": {
        kind: "mistake",
        remedy: "leave the file out, or see why whatever makes it wrote nothing",
    },
    "notes-too-long": {
        kind: "mistake",
        remedy: "shorten them, and attach the full text as a file",
    },
};
/** A problem of the table; `remedy` replaces its general one where more is known. */
function remedies_problem(code, details) {
    const { kind, remedy } = REMEDIES[code];
    return new build_problem/* Problem */.AF({ kind, code, remedy, ...details });
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/fence.js

const noFence = { pass: async () => { }, left: () => Number.POSITIVE_INFINITY };
/** Both hold. */
const bothFences = (one, other) => ({
    pass: async (wanted) => {
        for (let round = 1; round <= ROUNDS; round++) {
            await one.pass(wanted);
            await other.pass(wanted);
            if (one.left() >= MARGIN)
                return;
        }
        throw lapsing("the channel", "limits of requests last for too long");
    },
    left: () => Math.min(one.left(), other.left()),
});
/** How often two are renewed one after the other: each may have to wait for so long that the other one ends. */
const ROUNDS = 3;
/** Milliseconds that a claim or a turn is ours for, at least, when a request begins. */
const MARGIN = 2 * 60_000;
/** Another run may begin when the claim, or the turn, ends: nothing further is written before. */
function lapsing(channel, why) {
    return remedies_problem("journal-lock-lost", {
        message: `the claim on ${channel} cannot be renewed${why === undefined ? "" : ` (${why})`}: nothing further is written there, because another run may begin.`,
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/our-pulls.js
async function ourPulls(pulls, past) {
    const release = await openOne(pulls, past.receipt ?? past.open?.after);
    const rollback = await openOne(pulls, past.undone);
    return { ...(release !== undefined && { release }), ...(rollback !== undefined && { rollback }) };
}
async function openOne(pulls, state) {
    const number = state?.pending ? state.detail?.pull : undefined;
    const branch = state?.detail?.branch;
    // Whoever proposed it did not live to write its number down.
    if (number === undefined && typeof branch === "string") {
        const found = await pulls?.find(branch, []);
        return found?.state === "open" ? found.number : undefined;
    }
    return typeof number === "number" && (await pulls?.isOpen(number)) ? number : undefined;
}

// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(8958);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./packages/model/build/channel-state.js


/** What the journal keeps of a channel: enough to say what a release did there, and from what a rollback starts. */
/** The most objects that one entry lists; a channel of more gives the digest of the whole set in `set`. */
const MOST_JOURNALED_OBJECTS = 200;
const ChannelState = schemas/* strictObject */.rej({
    /** The version that the channel advertised; null: none. */
    version: schemas/* string */.YjP().nullable(),
    /** What the channel's server compares: a git commit, an ETag, the digest of an index. */
    revision: schemas/* string */.YjP().optional(),
    /** What is advertised, by path below the channel's root; a null digest says that there was none. */
    objects: schemas/* array */.YOg(schemas/* strictObject */.rej({ path: schemas/* string */.YjP(), sha256: build_digest/* Sha256 */.IA.nullable() }))
        .max(MOST_JOURNALED_OBJECTS)
        .optional(),
    /** Digest of a set that is too large to list. */
    set: build_digest/* Sha256 */.IA.optional(),
    /** Page for people: a commit, a pull request, a message. */
    url: schemas/* string */.YjP().optional(),
    /** Proposed and not in force yet: a pull request that nobody merged. */
    pending: schemas/* literal */.euz(true).optional(),
    /** The channel's own, for example numbers by which a message is corrected. Never a secret. */
    detail: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()])).optional(),
});
/** Marks an entry as a channel's. Channels append beside each other: an intent is their claim, not the release's lock. */
const JournalChannel = schemas/* strictObject */.rej({
    /** Unique in the plan, for example `homebrew:acme/homebrew-tap/app`; the same as the entry's step. */
    id: schemas/* string */.YjP().min(1),
    /** Unique to one process. */
    holder: schemas/* string */.YjP().min(1),
    /** Past this moment the claim is void; null gives it back. */
    until: iso/* datetime */.w$().nullable(),
});

// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
;// CONCATENATED MODULE: ./packages/channels/build/change.js


function textContent(text) {
    return { sha256: (0,build_digest/* sha256 */.sc)(text), size: Buffer.byteLength(text), text };
}
/** Unified diff of every text, and a line for what is no text. */
function diffOf({ objects }) {
    return objects.map(diffOfObject).join("");
}
function diffOfObject({ path, before, after }) {
    const texts = [before, after].map((content) => (content === undefined ? "" : content.text));
    const [old, now] = texts;
    if (old === undefined || now === undefined) {
        const told = (content) => content && `${content.size} bytes, SHA-256 ${content.sha256}`;
        return `${path}: ${told(before) ?? "new"} → ${told(after) ?? "removed"}\n`;
    }
    const patch = (0,create/* createTwoFilesPatch */.ss)(before === undefined ? "/dev/null" : `a/${path}`, after === undefined ? "/dev/null" : `b/${path}`, old, now);
    // The first line is a ruler of equal signs.
    return patch.split("\n").slice(1).join("\n");
}
/** The two states of a change, as the journal keeps them. */
function statesOf(change) {
    return {
        before: {
            version: change.from,
            ...(change.revision !== undefined && { revision: change.revision }),
            ...objectsOf(change.objects.map(({ path, before }) => ({ path, sha256: before?.sha256 ?? null }))),
        },
        after: {
            version: change.to,
            ...objectsOf(change.objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
            ...(change.kept && { detail: change.kept }),
        },
    };
}
/** A list of objects, or the digest of the set where it is long. */
function objectsOf(objects) {
    if (objects.length <= MOST_JOURNALED_OBJECTS)
        return { objects: [...objects] };
    return { set: (0,build_digest/* sha256 */.sc)(objects.map(({ path, sha256 }) => `${sha256 ?? "-"} ${path}\n`).join("")) };
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/names.js

/**
 * The class that Homebrew looks for in a formula's file (Formula Cookbook, "A quick word on naming"; `Formulary.class_s`):
 * `foo-bar` is `FooBar`, `gtk+3` is `Gtkx3`, `foo@1.2` is `FooAT12`.
 */
function classNameOf(formula) {
    const lower = formula.charAt(0).toUpperCase() + formula.slice(1).toLowerCase();
    return lower
        .replace(/[-_.\s]([a-zA-Z0-9])/g, (_, letter) => letter.toUpperCase())
        .replaceAll("+", "x")
        .replace(/(.)@(\d)/, "$1AT$2");
}
/** `alpha`, `beta`, `rc`: the first word of a pre-release, or `pre` where it has none. */
function channelOf({ prerelease }) {
    const word = prerelease.find((each) => typeof each === "string");
    return /^[a-z]+/.exec(String(word ?? "").toLowerCase())?.[0] ?? "pre";
}
/** The formulae (or casks) that a version belongs into; none where pre-releases are skipped. */
function namesFor(settings, version, kind) {
    const { name, versioned, prerelease } = settings;
    const main = { name, role: "main" };
    if ((0,build_version/* isPrerelease */.V1)(version)) {
        if (prerelease === "skip")
            return [];
        if (prerelease === "same")
            return [main];
        const own = settings.prereleaseName.replaceAll("{name}", name).replaceAll("{channel}", channelOf(version));
        return [{ name: own, role: "prerelease" }];
    }
    const { major, minor } = version;
    // A cask has no keg to stay out of the way in, so there are no versioned ones of the same product.
    const beside = kind === "cask" ? [] : versioned;
    return [
        main,
        ...beside.map((depth) => ({
            name: depth === "major" ? `${name}@${major}` : `${name}@${major}.${minor}`,
            role: "versioned",
        })),
    ];
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/ruby.js
/** Ruby's double-quoted string; what would be interpolated is not. */
function rubyString(text) {
    const escaped = text
        .replace(/[\\"]/g, "\\$&")
        .replace(/#(?=[{$@])/g, "\\#")
        .replaceAll("\n", "\\n")
        .replaceAll("\t", "\\t");
    return `"${escaped}"`;
}
/** Lines of code at an indentation; empty lines stay empty. */
function indent(lines, by = "  ") {
    return lines.map((line) => (line === "" ? "" : by + line));
}
function block(head, body) {
    return [head, ...indent(body), "end"];
}
/** Ruby that a person wrote: its own indentation is taken away. */
function codeLines(text) {
    const lines = text.replace(/\s+$/, "").split(/\r?\n/);
    const depths = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
    const least = Math.min(...depths, Number.MAX_SAFE_INTEGER);
    return lines.map((line) => line.slice(least).trimEnd());
}
/** Groups of lines with an empty line between them; empty groups vanish. */
function paragraphs(groups) {
    return groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : ["", ...group]));
}

;// CONCATENATED MODULE: ./packages/channels/build/release.js

/** A release as it stands at its public addresses on GitHub. */
function channelRelease(facts) {
    const { manifest, serverUrl, repository } = facts;
    const releases = `${serverUrl}/${repository}/releases`;
    const tag = manifest.tag.split("/").map(encodeURIComponent).join("/");
    const at = (asset) => ({
        ...asset,
        url: `${releases}/download/${tag}/${encodeURIComponent(asset.name)}`,
    });
    const assets = manifest.artifacts.map(({ name, size, digests }) => [
        name,
        at({ name, size, sha256: digests.sha256 }),
    ]);
    return {
        manifest,
        version: (0,build_version/* requireVersion */.eU)(manifest.version, "release.json"),
        repository,
        page: `${releases}/tag/${tag}`,
        assets: new Map(assets),
        notes: facts.notes,
        publishedAt: facts.publishedAt ?? (manifest.timestamp === undefined ? undefined : manifest.timestamp * 1000),
        mode: facts.mode ?? { type: "release" },
        signatures: async () => (await facts.signatures?.())?.map(at) ?? [],
        file: facts.file,
    };
}
/** Everything that release.json describes, and its own signatures; of all that was published only release.json itself is not among them. */
async function wholeRelease(release) {
    const all = [...release.assets.values(), ...(await release.signatures())];
    return all.filter(({ name }) => name !== MANIFEST_NAME).toSorted((a, b) => compareNames(a.name, b.name));
}
/** An artifact of the manifest, all of which are assets. */
function requireAsset(release, name) {
    const found = release.assets.get(name);
    if (found === undefined)
        throw new Error(`the release ${release.manifest.tag} has no asset "${name}"`);
    return found;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/select.js


/** What Homebrew runs on. Of two C libraries the first that the release has is taken. */
const TARGETS = [
    ["macos", "arm", ["macos-arm64"]],
    ["macos", "intel", ["macos-amd64"]],
    ["linux", "arm", ["linux-arm64", "linux-arm64-musl"]],
    ["linux", "intel", ["linux-amd64", "linux-amd64-musl"]],
];
const PLATFORMS = TARGETS.map(([os, arch]) => ({ os, arch }));
/** Homebrew unpacks these by itself, or by a formula of its own; brotli it does not know. */
const FORMATS = {
    formula: ["tar.gz", "tar.xz", "zip", "tar.zst"],
    cask: ["zip", "tar.gz", "tar.xz", "tar.zst"],
};
/** One archive for each platform that the release has. @throws {Problem} `homebrew-no-archive`, `homebrew-variant` */
function selectArchives(release, settings, kind) {
    const archives = release.manifest.artifacts.filter((artifact) => artifact.kind === "archive");
    const variant = variantOf(archives, settings);
    const found = TARGETS.flatMap(([os, arch, targets]) => {
        const candidates = targets.flatMap((target) => FORMATS[kind].flatMap((format) => archives.filter((each) => each.target === target && each.format === format && each.variant === variant)));
        const [artifact] = candidates;
        if (artifact === undefined)
            return [];
        return [
            {
                os,
                arch,
                artifact,
                asset: requireAsset(release, artifact.name),
                layout: layoutOf(artifact, release, settings),
            },
        ];
    });
    if (found.length > 0)
        return found;
    throw (0,build_problem/* mistake */.RT)("homebrew-no-archive", `the release ${release.manifest.tag} has no archive for macOS or Linux that Homebrew can unpack`, `release for one of ${TARGETS.flatMap(([, , targets]) => targets).join(", ")}, as ${FORMATS[kind].join(", ")}`);
}
function variantOf(archives, { variant }) {
    const variants = [...new Set(archives.map((artifact) => artifact.variant))];
    if (variant !== undefined) {
        if (variants.includes(variant))
            return variant;
        throw (0,build_problem/* mistake */.RT)("homebrew-variant", `the release has no variant "${variant}"; it has: ${variants.join(", ")}`, "correct `channels.homebrew.variant`");
    }
    if (variants.length <= 1)
        return variants[0];
    for (const usual of ["complete", "default", "full"])
        if (variants.includes(usual))
            return usual;
    throw (0,build_problem/* mistake */.RT)("homebrew-variant", `the release has the variants ${variants.join(", ")}, and nothing says which one Homebrew gets`, "name it under `channels.homebrew.variant`");
}
/** Reads an archive's list of entries. Without one (a release that was not packed by Slipway) only names are known. */
function layoutOf(artifact, release, settings) {
    const entries = artifact.entries ?? [];
    const names = binaryNames(artifact, release, settings);
    if (entries.length === 0)
        return { root: "", binaries: names, bash: [], zsh: [], fish: [], man: [] };
    const root = rootOf(entries.map(({ path, type }) => (type === "directory" ? `${path}/` : path)));
    const files = entries
        .filter((entry) => entry.type === "file")
        .map((entry) => ({ ...entry, path: entry.path.slice(root.length), name: entry.path.split("/").at(-1) ?? "" }));
    const built = new Set(release.manifest.builds
        .filter(({ target }) => target === artifact.target)
        .flatMap(({ binaries }) => binaries.map(({ sha256 }) => sha256)));
    const executables = files.filter(({ mode }) => mode === "755");
    const named = executables.filter(({ name, sha256 }) => names.includes(name) || (settings.binaries === undefined && built.has(sha256)));
    const binaries = named.length > 0
        ? named
        : settings.binaries === undefined
            ? executables.filter(({ path }) => /^(?:bin\/)?[^/]+$/.test(path))
            : [];
    if (binaries.length === 0) {
        throw (0,build_problem/* mistake */.RT)("homebrew-no-binary", `${artifact.name} holds no executable${names.length === 0 ? "" : ` named ${names.join(" or ")}`}`, "name the programs under `channels.homebrew.binaries`, or write `channels.homebrew.install`");
    }
    const programs = binaries.map(({ name }) => name);
    const paths = files.map(({ path }) => path);
    return { root: root.replace(/\/$/, ""), binaries: binaries.map(({ path }) => path), ...extrasOf(paths, programs) };
}
function binaryNames({ target }, { manifest }, { binaries }) {
    if (binaries !== undefined)
        return [...binaries];
    const built = manifest.builds.filter((build) => build.target === target).flatMap((build) => build.binaries);
    return built.length > 0 ? built.map(({ name }) => name) : [manifest.project.name];
}
/** Completions and man pages, by the names under which they are usually kept. */
function extrasOf(paths, programs) {
    const about = (path, program) => programs.includes(program) || /(?:^|\/)[^/]*complet[^/]*\//.test(path);
    const match = (...patterns) => paths.filter((path) => patterns.some((pattern) => {
        const program = pattern.exec(path)?.[1];
        return program !== undefined && about(path, program);
    }));
    return {
        bash: match(/(?:^|\/)([\w.+-]+)\.bash(?:-completion)?$/, /(?:^|\/)(?:bash[-_]completion\/completions|bash[-_]?completions?|completions?\/bash)\/([\w+-]+)$/),
        zsh: match(/(?:^|\/)_([\w+-]+)$/, /(?:^|\/)([\w.+-]+)\.zsh$/),
        fish: match(/(?:^|\/)([\w.+-]+)\.fish$/),
        man: paths.flatMap((path) => {
            const { page, section } = /(?:^|\/)(?<page>[\w.+@-]+)\.(?<section>[1-8])(?:\.gz)?$/.exec(path)?.groups ?? {};
            if (page === undefined || section === undefined)
                return [];
            const ours = programs.some((program) => page === program || page.startsWith(`${program}-`));
            return ours || /(?:^|\/)man(?:\d|pages?)?\//.test(path) ? [{ path, section }] : [];
        }),
    };
}
/** Homebrew enters an archive's only top directory. @param paths directories end in a slash @returns "" or `name/` */
function rootOf(paths) {
    const [first = ""] = paths;
    const slash = first.indexOf("/");
    if (slash < 0)
        return "";
    const root = first.slice(0, slash + 1);
    return paths.every((path) => path.startsWith(root)) ? root : "";
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/formula.js




/**
 * A formula for what a release has packed (docs.brew.sh, "Formula Cookbook"; order of its parts by "brew style"). Every
 * platform that Homebrew may ask for has an address or a dependency that says why it has none: one that has neither breaks
 * the whole tap for everybody who has it.
 */
function writeFormula(release, settings, { name, role }) {
    const { manifest, version } = release;
    const archives = selectArchives(release, settings, "formula");
    const description = settings.description ?? manifest.project.description;
    const homepage = settings.homepage ?? manifest.project.homepage ?? release.page.replace(/\/releases\/tag\/.*$/, "");
    const licence = settings.licence ?? manifest.project.licence;
    const head = [
        ...(description === undefined ? [] : [`desc ${rubyString(tidy(description))}`]),
        `homepage ${rubyString(homepage)}`,
        `version ${rubyString(version.text)}`,
        ...(licence === undefined ? [] : [`license ${licenceOf(licence)}`]),
    ];
    const body = paragraphs([
        head,
        settings.livecheck && role === "main" && !(0,build_version/* isPrerelease */.V1)(version)
            ? block("livecheck do", ["url :stable", "strategy :github_latest"])
            : [],
        role === "versioned" ? ["keg_only :versioned_formula"] : [],
        dependenciesOf(settings),
        conflictsOf(settings, role),
        ...addresses(archives),
        block("def install", installLines(archives, settings)),
        settings.service === undefined ? [] : block("service do", serviceLines(settings.service, programs(archives))),
        settings.caveats === undefined
            ? []
            : block("def caveats", ["<<~EOS", ...indent(caveatLines(settings.caveats)), "EOS"]),
        block("test do", settings.test === undefined ? defaultTest(archives, release) : codeLines(settings.test)),
    ]);
    return sealed(block(`class ${classNameOf(name)} < Formula`, body));
}
/** Homebrew's rules for `desc`: one line, no full stop at the end, begins with a capital. */
function tidy(description) {
    const line = description.replace(/\s+/g, " ").trim().replace(/\.$/, "");
    return line.charAt(0).toUpperCase() + line.slice(1);
}
const SEAL = /^# Written by Slipway from release\.json \(([0-9a-f]{16})\)\. .*\n/;
/** A text with a first line that tells whether anybody touched it since. */
function sealed(lines) {
    const text = `${lines.join("\n")}\n`;
    const seal = (0,build_digest/* sha256 */.sc)(text).slice(0, 16);
    return `# Written by Slipway from release.json (${seal}). Once it is edited, only version, url and sha256 are kept up to date.\n${text}`;
}
/** Whether a text is as Slipway wrote it, so that it may be written anew as a whole. */
function isUntouched(text) {
    const [line, seal] = SEAL.exec(text) ?? [];
    return line !== undefined && (0,build_digest/* sha256 */.sc)(text.slice(line.length)).slice(0, 16) === seal;
}
/** `license "MIT"`; expressions as Homebrew writes them (docs.brew.sh, "License Guidelines"). */
function licenceOf(expression) {
    for (const [operator, word] of [
        [" OR ", "any_of"],
        [" AND ", "all_of"],
    ]) {
        if (/[()]| WITH /.test(expression) || !expression.includes(operator))
            continue;
        const parts = expression.split(operator);
        if (parts.every((part) => /^[\w.+-]+$/.test(part)))
            return `${word}: [${parts.map(rubyString).join(", ")}]`;
    }
    const [, licence, exception] = /^([\w.+-]+) WITH ([\w.+-]+)$/.exec(expression) ?? [];
    if (licence !== undefined && exception !== undefined)
        return `${rubyString(licence)} => { with: ${rubyString(exception)} }`;
    return /^[\w.+-]+$/.test(expression) ? rubyString(expression) : ":cannot_represent";
}
function dependenciesOf({ dependencies }) {
    const on = (os) => {
        const lines = dependencies.filter((each) => each.os === os).map(({ name }) => `depends_on ${rubyString(name)}`);
        return lines.length === 0 ? [] : block(`on_${os} do`, lines);
    };
    const everywhere = dependencies.filter(({ os }) => os === undefined);
    return paragraphs([everywhere.map(({ name }) => `depends_on ${rubyString(name)}`), on("macos"), on("linux")]);
}
function conflictsOf({ conflicts, name: main }, role) {
    // A pre-release's programs have the names of the final ones.
    const own = role === "prerelease" ? [{ name: main, because: "both install the same programs" }] : [];
    return [...own, ...conflicts].map(({ name, because }) => because === undefined
        ? `conflicts_with ${rubyString(name)}`
        : `conflicts_with ${rubyString(name)}, because: ${rubyString(because)}`);
}
const ARCH = { arm: ":arm64", intel: ":x86_64" };
function addresses(archives) {
    const systems = [...new Set(archives.map(({ os }) => os))];
    const [only] = systems;
    if (systems.length === 1 && only !== undefined) {
        // Nothing for the other system: the requirement has to stand outside, where it is seen there.
        return [[`depends_on :${only}`], addressesOf(archives)];
    }
    return systems.map((os) => block(`on_${os} do`, addressesOf(archives.filter((each) => each.os === os))));
}
function addressesOf(archives) {
    const lines = ({ asset }) => [`url ${rubyString(asset.url)}`, `sha256 ${rubyString(asset.sha256)}`];
    const [first, ...others] = archives;
    if (first !== undefined && others.length === 0)
        return [`depends_on arch: ${ARCH[first.arch]}`, "", ...lines(first)];
    return archives.flatMap((archive) => block(`on_${archive.arch} do`, lines(archive)));
}
function programs(archives) {
    return [...new Set(archives.flatMap(({ layout }) => layout.binaries.map(base)))];
}
const base = (path) => path.split("/").at(-1) ?? path;
function installLines(archives, { install, completions, name }) {
    if (install !== undefined)
        return codeLines(install);
    const has = (pick) => {
        const all = [...new Set(archives.flatMap(({ layout }) => pick(layout)))];
        return all.map((path) => ({
            path,
            /** Not in every platform's archive. */
            guard: archives.every(({ layout }) => pick(layout).includes(path)) ? "" : ` if File.exist?(${rubyString(path)})`,
        }));
    };
    const put = (where, path, as) => base(path) === as
        ? `${where}.install ${rubyString(path)}`
        : `${where}.install ${rubyString(path)} => ${rubyString(as)}`;
    const lines = has(({ binaries }) => binaries).map(({ path, guard }) => `bin.install ${rubyString(path)}${guard}`);
    const stem = (path) => base(path).replace(/\.(?:bash(?:-completion)?|zsh|fish)$/, "");
    for (const { path, guard } of has(({ bash }) => bash))
        lines.push(put("bash_completion", path, stem(path)) + guard);
    for (const { path, guard } of has(({ zsh }) => zsh))
        lines.push(put("zsh_completion", path, `_${stem(path).replace(/^_/, "")}`) + guard);
    for (const { path, guard } of has(({ fish }) => fish))
        lines.push(put("fish_completion", path, `${stem(path)}.fish`) + guard);
    for (const { path, guard } of has(({ man }) => man.map((page) => page.path))) {
        const section = /\.([1-8])(?:\.gz)?$/.exec(path)?.[1] ?? "1";
        lines.push(`man${section}.install ${rubyString(path)}${guard}`);
    }
    if (completions !== undefined) {
        const [program = name] = programs(archives);
        const args = [`bin/${rubyString(program)}`, ...completions.map(rubyString)];
        lines.push(`generate_completions_from_executable(${args.join(", ")})`);
    }
    return lines;
}
/** Paths below Homebrew's prefix, by the names that formulae have for them. */
function placeOf(path) {
    const [top = "", ...rest] = path.split("/");
    const known = ["var", "etc", "opt_bin", "opt_prefix", "opt_libexec", "prefix", "HOMEBREW_PREFIX"];
    if (!known.includes(top))
        return rubyString(path);
    return rest.length === 0 ? top : `${top}/${rubyString(rest.join("/"))}`;
}
function serviceLines(service, known) {
    const [program = "", ...args] = service.run;
    const first = known.includes(program) ? `opt_bin/${rubyString(program)}` : placeOf(program);
    const run = args.length === 0 ? first : `[${[first, ...args.map(placeOf)].join(", ")}]`;
    const variables = Object.entries(service.environment).map(([key, value]) => {
        if (!/^[A-Za-z_]\w*$/.test(key))
            throw (0,build_problem/* mistake */.RT)("homebrew-environment", `"${key}" is no variable's name`, "write letters, digits and underscores, for example LOG_LEVEL, under `channels.homebrew.service.environment`");
        return `${key}: ${placeOf(value)}`;
    });
    return [
        `run ${run}`,
        ...(service.keepAlive ? ["keep_alive true"] : []),
        ...(service.requireRoot ? ["require_root true"] : []),
        ...(service.workingDir === undefined ? [] : [`working_dir ${placeOf(service.workingDir)}`]),
        ...(service.logPath === undefined ? [] : [`log_path ${placeOf(service.logPath)}`]),
        ...(service.errorLogPath === undefined ? [] : [`error_log_path ${placeOf(service.errorLogPath)}`]),
        ...(variables.length === 0 ? [] : [`environment_variables ${variables.join(", ")}`]),
    ];
}
/** Text; `#{opt_bin}` and the like are replaced by Homebrew. */
function caveatLines(text) {
    const lines = codeLines(text).map((line) => line.replaceAll("\\", "\\\\"));
    if (!lines.some((line) => line.trim() === "EOS"))
        return lines;
    throw (0,build_problem/* mistake */.RT)("homebrew-caveats", 'the caveats hold a line "EOS", which would end them', "change that line of `channels.homebrew.caveats`");
}
function defaultTest(archives, { manifest }) {
    const [program = ""] = programs(archives);
    const plain = /^[\w.+-]+$/.test(program);
    const command = plain ? `#{bin}/${program}` : `#{(bin/${rubyString(program)}).to_s.shellescape}`;
    // Programs of a rollback release say the version under which they were built.
    const says = manifest.carries === undefined ? "version.to_s" : rubyString(manifest.carries.version);
    return [`assert_match ${says}, shell_output("${command} --version")`];
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/cask.js



/**
 * A cask for what a release has packed (docs.brew.sh, "Cask Cookbook"): bundles go to /Applications, programs are linked.
 * Unlike a formula it does not enter the archive's top directory, so paths begin with it.
 */
function writeCask(release, settings, { name }) {
    const { manifest, version } = release;
    const all = selectArchives(release, settings, "cask");
    const app = settings.cask?.app ?? [];
    // A bundle is macOS's.
    const archives = app.length > 0 ? all.filter(({ os }) => os === "macos") : all;
    const description = settings.description ?? manifest.project.description;
    const homepage = settings.homepage ?? manifest.project.homepage ?? release.page.replace(/\/releases\/tag\/.*$/, "");
    const systems = [...new Set(archives.map(({ os }) => os))];
    const [only] = systems;
    const perSystem = systems.map((os) => systemLines(archives.filter((each) => each.os === os), version.text, app));
    const body = paragraphs([
        [`version ${rubyString(version.text)}`],
        ...(systems.length === 1
            ? [perSystem[0] ?? []]
            : systems.map((os, at) => block(`on_${os} do`, perSystem[at] ?? []))),
        [
            `name ${rubyString(settings.cask?.title ?? manifest.project.name)}`,
            ...(description === undefined ? [] : [`desc ${rubyString(tidy(description))}`]),
            `homepage ${rubyString(homepage)}`,
        ],
        settings.livecheck ? block("livecheck do", ["url :url", "strategy :github_latest"]) : [],
        settings.conflicts.map(({ name: other }) => `conflicts_with cask: ${rubyString(other)}`),
        [
            ...(systems.length === 1 && only !== undefined ? [`depends_on :${only}`] : []),
            ...settings.dependencies
                .filter(({ os }) => os === undefined)
                .map((each) => `depends_on formula: ${rubyString(each.name)}`),
        ],
        app.map((bundle) => `app ${rubyString(bundle)}`),
        settings.caveats === undefined ? [] : ["caveats <<~EOS", ...indent(caveatLines(settings.caveats)), "EOS"],
    ]);
    return sealed(block(`cask ${rubyString(name)} do`, body));
}
function systemLines(archives, version, app) {
    const [first, ...others] = archives;
    if (first !== undefined && others.length === 0) {
        return [...archiveLines(first, version, app), `depends_on arch: ${first.arch === "arm" ? ":arm64" : ":x86_64"}`];
    }
    return archives.flatMap((archive) => block(`on_${archive.arch} do`, archiveLines(archive, version, app)));
}
function archiveLines({ asset, layout }, version, app) {
    const inside = (path) => withVersion([layout.root, path].filter((part) => part !== "").join("/"), version);
    const lines = [`sha256 ${rubyString(asset.sha256)}`, `url ${withVersion(asset.url, version)}`];
    if (app.length > 0)
        return lines;
    return [
        ...lines,
        ...layout.binaries.map((path) => `binary ${inside(path)}`),
        ...layout.man.map(({ path }) => `manpage ${inside(path)}`),
        ...layout.bash.map((path) => `bash_completion ${inside(path)}`),
        ...layout.fish.map((path) => `fish_completion ${inside(path)}`),
        ...layout.zsh.map((path) => `zsh_completion ${inside(path)}`),
    ];
}
/** The version as a variable, as Homebrew's audit asks for. */
function withVersion(text, version) {
    return rubyString(text).replaceAll(version, "#{version}");
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/platforms.js

/** For which platforms the code in some blocks is evaluated; undefined: the blocks are not about platforms. */
function platformsOf(blocks) {
    let found = PLATFORMS;
    for (const { head, before } of blocks) {
        if (/^(?:class\b|cask\b)/.test(head) || /^stable do$/.test(head))
            continue;
        const test = testOf(head, before);
        if (test === undefined)
            return undefined;
        found = found.filter(test);
    }
    return found;
}
function testOf(head, before) {
    const block = /^(on_\w+)(?:\s+:[\w, :]+)? do$/.exec(head)?.[1];
    if (block !== undefined)
        return BLOCKS[block];
    const own = /^else$/.test(head) ? () => true : conditionOf(head);
    if (own === undefined)
        return undefined;
    const earlier = before.map(conditionOf);
    if (earlier.some((test) => test === undefined))
        return undefined;
    return (platform) => own(platform) && !earlier.some((test) => test?.(platform));
}
const BLOCKS = {
    on_macos: ({ os }) => os === "macos",
    on_linux: ({ os }) => os === "linux",
    on_arm: ({ arch }) => arch === "arm",
    on_intel: ({ arch }) => arch === "intel",
};
const TERMS = {
    "OS.mac?": ({ os }) => os === "macos",
    "OS.linux?": ({ os }) => os === "linux",
    "Hardware::CPU.arm?": ({ arch }) => arch === "arm",
    "Hardware::CPU.intel?": ({ arch }) => arch === "intel",
    // Neither 32-bit Intel nor 32-bit ARM is left.
    "Hardware::CPU.is_64_bit?": () => true,
};
/** `if OS.mac? && Hardware::CPU.arm?` */
function conditionOf(head) {
    const [, word, condition] = /^(if|elsif|unless)\s+(.+?)(?:\s+then)?$/.exec(head) ?? [];
    if (condition === undefined)
        return undefined;
    const tests = condition.split("&&").map((part) => {
        const [, not, term] = /^(!?)\s*(\S+)$/.exec(part.trim().replace(/^\((.*)\)$/, "$1")) ?? [];
        const test = TERMS[term ?? ""];
        return test && (not === "!" ? (platform) => !test(platform) : test);
    });
    if (tests.some((test) => test === undefined))
        return undefined;
    const all = (platform) => tests.every((test) => test?.(platform));
    return word === "unless" ? (platform) => !all(platform) : all;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/scan.js
/**
 * Just enough of Ruby to find, in a formula or cask that a person wrote, the strings that a release changes. It follows
 * blocks, comments, heredocs and `__END__`; whatever it does not understand it reports, and then nothing is edited.
 */
class Unreadable extends Error {
    line;
    constructor(message, line) {
        super(message);
        this.line = line;
    }
}
const OPENS = /^(?:class|module|def|if|unless|case|while|until|begin|for)\b/;
const DO = /\bdo(?:\s*\|[^|]*\|)?\s*$/;
const HEREDOC = /<<(?:[~-]["'`]?|["'`]?(?=[A-Z_]))(?<word>[A-Za-z_]\w*)/g;
/** `%w[…]`, `%r{…}` and the like, up to where they close in the line. */
const PERCENT = /^%[rwWiIqQ]?(?:\[[^\]]*\]|\((?:\\.|\([^()]*\)|[^()\\])*\)|\{(?:\\.|\{[^{}]*\}|[^{}\\])*\}|\|[^|]*\|)/;
/** @throws {Unreadable} */
function scan(text) {
    const statements = [];
    const stack = [];
    let heredocs = [];
    let ids = 0;
    let offset = 0;
    let comment = false;
    const lines = text.split("\n");
    for (const [index, raw] of lines.entries()) {
        const at = offset;
        offset += raw.length + 1;
        const [awaited] = heredocs;
        if (awaited !== undefined) {
            if (raw.trim() === awaited)
                heredocs = heredocs.slice(1);
            continue;
        }
        if (/^=begin\b/.test(raw))
            comment = true;
        if (comment) {
            if (/^=end\b/.test(raw))
                comment = false;
            continue;
        }
        if (/^__END__\r?$/.test(raw))
            break;
        const code = withoutComment(raw, index + 1).trim();
        if (code === "")
            continue;
        heredocs = [...code.matchAll(HEREDOC)].map((match) => match.groups?.word ?? "");
        const statement = { code, at: at + raw.indexOf(code), line: index + 1 };
        if (/^end\b/.test(code)) {
            if (stack.pop() === undefined)
                throw new Unreadable('an "end" closes nothing', index + 1);
            continue;
        }
        const top = stack.at(-1);
        if (/^(?:else|elsif|when|in|rescue|ensure)\b/.test(code) && top !== undefined) {
            stack[stack.length - 1] = { head: code, before: [...top.before, top.head], id: ids++ };
            continue;
        }
        statements.push({ ...statement, blocks: stack.map((block) => ({ ...block })) });
        // `def name = value` and `class X; end` open nothing; a modifier `if` does not stand at the beginning.
        const oneLine = /^def\s+[\w.?!]+(?:\([^)]*\))?\s*=\s/.test(code) || /(?:;|\s)end$/.test(code);
        if ((OPENS.test(code) || DO.test(code)) && !oneLine)
            stack.push({ head: code, before: [], id: ids++ });
        else if (/=\s*(?:if|case|unless|begin)\b/.test(code) && !oneLine)
            stack.push({ head: code, before: [], id: ids++ });
    }
    if (heredocs.length > 0)
        throw new Unreadable(`a heredoc "${heredocs[0]}" does not end`, lines.length);
    if (stack.length > 0)
        throw new Unreadable(`"${stack.at(-1)?.head}" does not end`, lines.length);
    return statements;
}
/** Cuts a comment off; a `#` inside a string, or before `{` in one, begins none. */
function withoutComment(line, number) {
    let quote = "";
    for (let at = 0; at < line.length; at++) {
        const sign = line[at];
        if (quote !== "") {
            if (sign === "\\")
                at += 1;
            else if (sign === quote)
                quote = "";
        }
        else if (sign === '"' || sign === "'" || sign === "`")
            quote = sign;
        else if (sign === "/" && /(?:^|[(,=~]|\b(?:match|regex|if|and|or))\s*$/.test(line.slice(0, at))) {
            // A regular expression may hold quotes.
            const end = /^(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\])*\//.exec(line.slice(at + 1));
            if (end !== null)
                at += end[0].length;
        }
        else if (sign === "%" && !/[\w)\]]$/.test(line.slice(0, at))) {
            const [literal = ""] = PERCENT.exec(line.slice(at)) ?? [];
            if (literal !== "")
                at += literal.length - 1;
        }
        else if (sign === "#")
            return line.slice(0, at);
    }
    // A string over several lines: its end may hold anything.
    if (quote !== "")
        throw new Unreadable("a string goes over several lines", number);
    return line;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/edit.js



/** @throws {Problem} `homebrew-unreadable`, `homebrew-uncertain` */
function editManifest(edit) {
    const { text, release } = edit;
    const statements = statementsOf(edit);
    const old = versionIn(statements);
    if (old === undefined)
        throw uncertain(edit, "no version can be read from it");
    const variables = variablesOf(statements);
    const slots = slotsOf(edit, statements);
    const changes = [];
    const replace = ({ at, length, value }, by) => {
        if (value !== by)
            changes.push({ at, length, text: text[at] + by + text[at] });
    };
    const [version, ...others] = ownStatements(statements).filter(({ code }) => /^version\s+["']/.test(code));
    for (const { line } of others)
        throw uncertain(edit, `line ${line} has a second version`);
    const versionString = version && plainString(version);
    if (versionString !== undefined)
        replace(versionString, release.version.text);
    const shared = digestsByPlatform(edit, statements);
    const chosen = new Map();
    for (const slot of slots) {
        const assets = assetsFor(edit, slot, old.text, variables, versionString !== undefined);
        replace(slot.url, assets.url);
        for (const [platform, asset] of assets.byPlatform)
            chosen.set(`${platform.os} ${platform.arch}`, asset);
        if (slot.sha256 !== undefined) {
            const digests = [...new Set([...assets.byPlatform.values()].map(({ sha256 }) => sha256))];
            if (digests.length !== 1)
                throw uncertain(edit, `line ${slot.line} has one sha256 for several archives`);
            replace(slot.sha256, digests[0]);
        }
        else if (shared.size === 0)
            throw uncertain(edit, `the url in line ${slot.line} has no sha256 beside it`);
    }
    for (const { url, line } of mirrorsOf(edit, statements)) {
        const moved = url.value.split(old.text).join(release.version.text);
        // Bytes that are there under any version's name have another digest.
        if (moved === url.value && old.text !== release.version.text && !url.value.includes("#{version}"))
            throw uncertain(edit, `the mirror in line ${line} does not say of which version it is`);
        replace(url, moved);
    }
    for (const [key, quoted] of shared) {
        const digests = new Set(key.split("|").flatMap((each) => chosen.get(each)?.sha256 ?? []));
        const [digest] = digests;
        if (digest === undefined || digests.size > 1)
            throw uncertain(edit, `no archive of the release is for its sha256 "${key}"`);
        replace(quoted, digest);
    }
    if (old.text !== release.version.text)
        changes.push(...dropRevision(edit, statements));
    const edited = apply(text, changes);
    requireUpToDate(edit, edited);
    return edited;
}
/** The version that a formula or cask is at; undefined when it says none. @throws {Unreadable} */
function readVersion(text) {
    return versionIn(scan(text));
}
function statementsOf(edit) {
    try {
        return scan(edit.text);
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "homebrew-unreadable",
            message: `${edit.path}:${error.line} cannot be read with certainty: ${error.message}. It was not touched`,
            remedy: REMEDY,
        });
    }
}
const REMEDY = "bring the file up to date by hand, in the form that Slipway understands (docs/homebrew.md), or delete it, and it is written anew";
function uncertain({ path }, why, remedy = REMEDY) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "homebrew-uncertain",
        message: `${path} cannot be edited with certainty: ${why}. It was not touched`,
        remedy,
    });
}
/** Statements about the product itself, not of a resource, a patch, a bottle, a method. */
function ownStatements(statements) {
    return statements.filter(({ blocks }) => blocks.length > 0 && blocks.every(({ head, before }) => isOwn(head, before)));
}
// Also those that are not understood: what they hold would be left behind otherwise.
const isOwn = (head, before) => /^(?:class\b|cask\b|stable do$|on_\w+\b|language\b|if\b|elsif\b|unless\b|else$|case\b|when\b|in\b)/.test(head) &&
    (before.length === 0 || isOwn(before[0], []));
function versionIn(statements) {
    const own = ownStatements(statements);
    const written = own.find(({ code }) => /^version\s+["']/.test(code));
    if (written !== undefined)
        return (0,build_version/* parseVersion */.ot)(quotedIn(written, 0)?.value ?? "");
    for (const statement of own) {
        if (!/^url\s/.test(statement.code))
            continue;
        const [, found] = /\/v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+?)?(?:\+[0-9A-Za-z.-]+)?)(?:\/|\.tar|\.zip)/.exec(quotedIn(statement, 0)?.value ?? "") ?? [];
        const version = found === undefined ? undefined : (0,build_version/* parseVersion */.ot)(found);
        if (version !== undefined)
            return version;
    }
    return undefined;
}
/** @param nth counted from 0 */
function quotedIn({ code, at }, nth) {
    const found = [...code.matchAll(/(["'])((?:\\.|(?!\1)[^\\])*)\1/g)][nth];
    return found && { at: at + found.index, length: found[0].length, value: found[2] ?? "" };
}
/** The string that a statement gives away whatever holds: without a modifier, or a calculation around or inside it. */
function plainString(statement) {
    const found = quotedIn(statement, 0);
    const rest = found && statement.code.slice(found.at - statement.at + found.length);
    return rest !== undefined && /^\s*(?:[,)](?!.*\s(?:if|unless)\s).*)?$/.test(rest) ? found : undefined;
}
function slotsOf(edit, statements) {
    const own = ownStatements(statements);
    const around = ({ blocks }) => blocks.at(-1)?.id;
    const slots = own
        .filter(({ code }) => /^url[\s(]/.test(code))
        .map((statement) => {
        const url = plainString(statement);
        const platforms = platformsOf(statement.blocks);
        if (url === undefined)
            throw uncertain(edit, `the url in line ${statement.line} is no plain string`);
        if (platforms === undefined)
            throw uncertain(edit, `the condition around line ${statement.line} is not understood`);
        const beside = own.filter((each) => around(each) === around(statement));
        const first = beside.find(({ code }) => /^url[\s(]/.test(code));
        if (first !== statement)
            throw uncertain(edit, `line ${statement.line} has a second url for one place`);
        const digest = beside.find(({ code }) => /^sha256\s+["']/.test(code));
        return { url, platforms, line: statement.line, sha256: digest && plainString(digest) };
    });
    if (slots.length === 0)
        throw uncertain(edit, "it has no url");
    return slots;
}
/** Homebrew goes on to them when the address itself fails. */
function mirrorsOf(edit, statements) {
    return ownStatements(statements)
        .filter(({ code }) => /^mirror[\s(]/.test(code))
        .map((statement) => {
        const url = plainString(statement);
        if (url === undefined)
            throw uncertain(edit, `the mirror in line ${statement.line} is no plain string`);
        return { url, line: statement.line };
    });
}
/** A cask's `sha256 arm: "…", x86_64_linux: "…"`: strings by the platforms that they are for, `macos arm|linux arm`. */
function digestsByPlatform(edit, statements) {
    const KEYS = {
        arm: "macos arm",
        intel: "macos intel",
        x86_64: "macos intel",
        arm64_linux: "linux arm",
        x86_64_linux: "linux intel",
    };
    const found = new Map();
    const own = ownStatements(statements);
    const isStart = ({ code }) => /^sha256\s+\w+:/.test(code);
    const start = own.findIndex(isStart);
    if (start < 0)
        return found;
    const second = own.slice(start + 1).find(isStart);
    if (second !== undefined)
        throw uncertain(edit, `a sha256 in line ${second.line} is beside another one by processor`);
    for (const statement of own.slice(start)) {
        const pairs = [...statement.code.matchAll(/(\w+):\s*"([^"]*)"/g)];
        for (const pair of pairs) {
            const at = statement.at + pair.index + pair[0].indexOf('"');
            const key = KEYS[pair[1] ?? ""];
            if (key !== undefined)
                found.set(key, { at, length: (pair[2] ?? "").length + 2, value: pair[2] ?? "" });
        }
        if (!statement.code.endsWith(","))
            break;
    }
    return found;
}
/** A cask's `arch arm: "aarch64", intel: "x86_64"` and `os macos: …, linux: …`. */
function variablesOf(statements) {
    const read = (word) => {
        const line = ownStatements(statements).find(({ code }) => new RegExp(`^${word}\\s+\\w+:`).test(code))?.code ?? "";
        return Object.fromEntries([...line.matchAll(/(\w+):\s*"([^"]*)"/g)].map(([, key, value]) => [key, value]));
    };
    const [arches, systems] = [read("arch"), read("os")];
    return ({ os, arch }) => ({ arch: arches[arch] ?? "", os: systems[os] ?? "" });
}
/** The archive, or archives, that an address is of, and how it is written from now on. */
function assetsFor(edit, slot, old, variables, hasVersion) {
    const { release, archives } = edit;
    const { version, assets, manifest } = release;
    const byUrl = new Map([...assets.values()].map((asset) => [asset.url, asset]));
    const expand = (template, at, platform) => template.replace(/#\{(version|arch|os)\}/g, (_, name) => name === "version" ? at : (variables(platform)[name] ?? ""));
    const relevant = slot.platforms.filter((each) => archives.some(({ os, arch }) => os === each.os && arch === each.arch));
    if (slot.platforms.length > 0 && relevant.length === 0) {
        throw uncertain(edit, `line ${slot.line} is for ${slot.platforms.map(({ os, arch }) => `${os} ${arch}`).join(", ")}, for which ${manifest.tag} has no archive`, "release for that platform, or take its block out of the file (with a `depends_on arch:` in its place)");
    }
    const candidates = relevant.length > 0 ? relevant : slot.platforms;
    // Kept as it is written, with another version: whatever archive a person chose stays the choice.
    const templates = [slot.url.value, slot.url.value.split(old).join(version.text)];
    for (const url of templates) {
        const found = candidates.map((platform) => [platform, byUrl.get(expand(url, version.text, platform))]);
        if (found.length > 0 && found.every(([, asset]) => asset !== undefined)) {
            return { url, byPlatform: new Map(found) };
        }
    }
    if (/\/archive\/(?:refs\/tags\/)?[^/]+\.(?:tar\.gz|zip)$/.test(slot.url.value)) {
        throw uncertain(edit, `line ${slot.line} is the archive that GitHub makes of the tag, of which release.json has no digest`, "let the release have a source archive (`source: true`) and name it in the formula, or build from the packed binaries");
    }
    const own = archives.filter(({ os, arch }) => candidates.some((each) => each.os === os && each.arch === arch));
    const [first] = own;
    const hosts = [...byUrl.keys(), ...(release.hosts ?? [])];
    const foreign = !hosts.some((url) => sameHost(url, slot.url.value));
    if (first === undefined ||
        foreign ||
        new Set(own.map(({ asset }) => asset.url)).size > 1 ||
        (!hasVersion && !first.asset.url.includes(version.text))) {
        throw uncertain(edit, `no archive of ${manifest.tag} fits the url in line ${slot.line} (${slot.url.value})`);
    }
    return { url: first.asset.url, byPlatform: new Map(own.map(({ os, arch, asset }) => [{ os, arch }, asset])) };
}
function sameHost(url, other) {
    return URL.canParse(url) && URL.canParse(other) && new URL(url).host === new URL(other).host;
}
/** A `revision` counts changes of the formula at one version, so a new version begins without. */
function dropRevision(edit, statements) {
    const bottle = statements.find(({ code }) => code === "bottle do");
    if (bottle !== undefined && !edit.reviewed) {
        throw uncertain(edit, `it has bottles (line ${bottle.line}), and those of ${edit.release.manifest.tag} are not built yet`, "use `via: pull-request`, in which bottles are built before it is merged; or take the bottle block out");
    }
    return ownStatements(statements)
        .filter(({ code, blocks }) => blocks.length === 1 && /^revision\s+\d+$/.test(code))
        .map(({ at, code }) => {
        const start = edit.text.lastIndexOf("\n", at) + 1;
        const end = edit.text.indexOf("\n", at + code.length) + 1;
        return { at: start, length: end - start, text: "" };
    });
}
function apply(text, changes) {
    let edited = text;
    for (const change of [...changes].sort((a, b) => b.at - a.at)) {
        edited = edited.slice(0, change.at) + change.text + edited.slice(change.at + change.length);
    }
    return edited;
}
/** The last word: read again, the text is at the release's version, and has no digest but the release's. */
function requireUpToDate(edit, edited) {
    const found = readVersion(edited);
    if (found?.text !== edit.release.version.text)
        throw uncertain(edit, `edited, it would be at version ${found?.text ?? "none"}`);
    const known = new Set([...edit.release.assets.values()].map(({ sha256 }) => sha256));
    for (const { code, line } of ownStatements(scan(edited))) {
        const [digest] = /^sha256\b/.test(code) ? (/\b[0-9a-f]{64}\b/.exec(code) ?? []) : [];
        if (digest !== undefined && !known.has(digest))
            throw uncertain(edit, `the sha256 in line ${line} belongs to no url`);
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/propose.js







function targetsOf(settings, { version }) {
    const { formula, cask } = settings;
    const at = (directory, file) => (directory === "." ? file : `${directory}/${file}`);
    const of = (kind, directory) => directory === undefined
        ? []
        : namesFor(settings, version, kind).map((each) => ({ ...each, kind, path: at(directory, `${each.name}.rb`) }));
    return [...of("formula", formula), ...of("cask", cask?.directory)];
}
/** @param removed files that go in the same commit */
function propose(state, release, settings, removed = []) {
    const { version } = release;
    const targets = targetsOf(settings, release);
    if (targets.length === 0) {
        return { type: "skipped", why: `pre-releases are not advertised here (${version.text})` };
    }
    const objects = [...removed];
    const higher = [];
    let from = null;
    for (const target of targets) {
        const old = state.files.get(target.path);
        const found = old === undefined ? undefined : versionOf(old);
        if (target.role !== "versioned" && from === null)
            from = found?.text ?? null;
        // A rollback takes down what shows the bad version, and nothing else: of a back-port the newest line stays.
        const bad = release.mode.type === "rollback" ? release.mode.from : undefined;
        if (found !== undefined && (0,build_version/* compareVersions */.Zy)(found, version) > 0 && found.text !== bad) {
            higher.push(`${target.path} is at ${found.text}`);
            continue;
        }
        try {
            const text = old === undefined || isUntouched(old) ? write(release, settings, target) : edit(old, release, settings, target);
            objects.push({
                path: target.path,
                before: old === undefined ? undefined : textContent(old),
                after: textContent(text),
            });
        }
        catch (error) {
            if (error instanceof build_problem/* Problem */.AF)
                return { type: "refused", problem: error };
            throw error;
        }
    }
    const changed = objects.filter(({ before, after }) => before?.sha256 !== after?.sha256);
    if (changed.length > 0)
        return viaPull(state, release, settings, { objects: changed, from, higher });
    if (objects.length === 0)
        return { type: "skipped", why: `${higher.join(", ")}, which is higher than ${version.text}` };
    const there = { ...stateOf(objects, version.text, state.commit), ...withMade(state.made) };
    return { type: "nothing", why: `the tap is at ${version.text}`, state: there };
}
/** An open pull request with the same content is as good as a commit; one that a person closed is left closed. */
function viaPull(state, release, settings, found) {
    const { objects, from, higher } = found;
    const { pull } = state;
    const version = release.version.text;
    const open = pull?.state === "open";
    if (pull?.state === "closed") {
        return {
            type: "skipped",
            why: `${pull.url} for ${version} was closed without being merged; reopen it if that was a mistake`,
        };
    }
    if (open && objects.every(({ path, after }) => pull.files.get(path) === after?.text)) {
        const proposed = { ...stateOf(objects, version, state.commit), url: pull.url, pending: true };
        return {
            type: "nothing",
            why: `${pull.url} is open for ${version}`,
            state: { ...proposed, detail: { ...withMade(state.made).detail, pull: pull.number } },
        };
    }
    return { type: "change", change: changeOf(state, release, settings, { objects, from, to: version, higher }) };
}
function changeOf(state, release, settings, what) {
    const { objects, from, to, higher = [] } = what;
    const rollback = release.mode.type === "rollback" ? `\n\nRolls back ${release.mode.from}: ${release.mode.reason}` : "";
    const paths = objects.map(({ path }) => path).join(", ");
    const created = objects.filter(({ before }) => before === undefined).map(({ path }) => path);
    const pull = settings.via === "pull-request" ? pullText(settings, release, from) : undefined;
    const remembered = { ...withMade([...state.made, ...created]).detail, ...(pull && { branch: pull.branch }) };
    const kept = higher.length === 0 ? "" : `; ${higher.join(", ")} and stays`;
    return {
        summary: `${paths}: ${from ?? "new"} → ${to ?? "removed"}${kept}`,
        from,
        to,
        revision: state.commit,
        objects,
        ...(Object.keys(remembered).length > 0 && { kept: remembered }),
        detail: {
            message: `${expand(settings.message, release, settings, from)}${rollback}`,
            author: settings.author,
            pull,
        },
    };
}
function pullText(settings, release, from = null) {
    const { branch, title, body } = settings.pullRequest;
    const text = (template) => expand(template, release, settings, from);
    const suffix = release.mode.type === "rollback" ? `-rollback-from-${release.mode.from}` : "";
    return { branch: (text(branch) + suffix).replace(/[^\w./+-]+/g, "-"), title: text(title), body: text(body) };
}
function expand(template, release, { name }, from) {
    const values = {
        name,
        version: release.version.text,
        tag: release.manifest.tag,
        previous: from ?? "none",
        page: release.page,
    };
    return template.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
function write(release, settings, target) {
    return target.kind === "formula" ? writeFormula(release, settings, target) : writeCask(release, settings, target);
}
function edit(text, release, settings, { path, kind }) {
    return editManifest({
        text,
        release,
        archives: archivesFor(release, settings, kind),
        path,
        reviewed: settings.via === "pull-request",
    });
}
/** A formula that builds from source needs none. */
function archivesFor(release, settings, kind) {
    try {
        return selectArchives(release, settings, kind);
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF && /^homebrew-no-(?:archive|binary)$/.test(error.code))
            return [];
        throw error;
    }
}
/** Of a text that cannot be read nothing is known; the edit then says why. */
function versionOf(text) {
    try {
        return readVersion(text);
    }
    catch {
        return undefined;
    }
}
/** As the journal remembers it, for `madeBy`. */
function withMade(paths) {
    return paths.length === 0 ? {} : { detail: { created: [...new Set(paths)].join("\n") } };
}
/** Files that a release has made here, by the journal; none without. */
const madeBy = (left) => typeof left?.detail?.created === "string" ? left.detail.created.split("\n") : [];
function stateOf(objects, version, revision) {
    return {
        version,
        revision,
        ...objectsOf(objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
    };
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/deprecate.js


/** Characters of a reason that Homebrew prints in a line. */
const LONGEST = 200;
/**
 * A formula or cask of a version that nothing replaces, with Homebrew's own word for it (docs.brew.sh, "Deprecating, Disabling
 * and Removing Formulae"): whoever installs it, or looks at what is installed, is told why. It still can be written anew as a
 * whole, so the next release there, or an abort, is without it.
 * @param date `2026-11-22`
 * @returns undefined where people have edited it, or say so already
 */
function deprecate(text, reason, date) {
    if (!isUntouched(text) || isDeprecated(text))
        return undefined;
    const lines = text.split("\n").slice(1, -1);
    const homepage = lines.findIndex((line) => /^ {2}homepage /.test(line));
    if (homepage === -1)
        return undefined;
    let end = endOfGroup(lines, homepage);
    // "brew style" wants it after livecheck.
    if (/^ {2}livecheck do$/.test(lines[end + 1] ?? ""))
        end = endOfGroup(lines, end + 1);
    const because = rubyString(`has a security problem: ${clip(reason)}`);
    return sealed([
        ...lines.slice(0, end),
        "",
        `  deprecate! date: ${rubyString(date)}, because: ${because}`,
        ...lines.slice(end),
    ]);
}
const isDeprecated = (text) => /^ {2}(?:deprecate|disable)! /m.test(text);
/** Index of the empty line after a group, or of the last line. */
function endOfGroup(lines, from) {
    const at = lines.indexOf("", from);
    return at === -1 ? lines.length - 1 : at;
}
function clip(reason) {
    const points = [...reason.replace(/\s+/g, " ").trim()];
    return points.length <= LONGEST ? points.join("") : `${points.slice(0, LONGEST - 1).join("")}…`;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/undo.js





/** What the release made, still shows it, is untouched, and of no use before: `app@3` after 3.0.0 is taken back. */
function removable(receipt, { files, made }, good, settings) {
    const used = new Set(targetsOf(settings, good).map(({ path }) => path));
    return made.flatMap((path) => {
        const text = files.get(path);
        if (text === undefined || used.has(path) || !isUntouched(text) || versionOf(text)?.text !== receipt.version)
            return [];
        return [{ path, before: textContent(text), after: undefined }];
    });
}
/**
 * Back to the release before: its addresses are put into the files as they are now, so what people wrote since stays. Files
 * that the release had made and that the other one has no use for are removed.
 */
function undo(receipt, state, good, settings) {
    const bad = (0,build_version/* parseVersion */.ot)(receipt.version ?? "");
    if (good === undefined ||
        (bad !== undefined && (0,build_version/* isPrerelease */.V1)(bad) && settings.prerelease === "separate" && !(0,build_version/* isPrerelease */.V1)(good.version))) {
        if (good?.mode.type === "rollback" && good.mode.security !== undefined) {
            const warning = warn(receipt, state, good, settings);
            if (warning !== undefined)
                return warning;
        }
        return {
            type: "impossible",
            because: "there is no earlier release for this formula to go back to, and removing it would strand those who installed it",
            remedy: "release a higher version; or deprecate the formula in the tap by hand (`deprecate! date: …, because: …`)",
        };
    }
    const shown = [...state.files.values()].map((text) => versionOf(text)?.text);
    if (receipt.version !== null && !shown.includes(receipt.version)) {
        const { release } = state.ours;
        if (release !== undefined)
            return { type: "change", change: closing(state, receipt, release) };
        // A fail-over moves the addresses of what was gone back to.
        const moves = good.hosts !== undefined && shown.length > 0 && shown.every((each) => each === good.version.text);
        if (!moves)
            return { type: "nothing", why: `the tap does not show ${receipt.version} (any more)` };
    }
    const proposal = propose(forRollback(state, good), good, settings, removable(receipt, state, good, settings));
    if (proposal.type === "change")
        return proposal;
    if (proposal.type === "refused") {
        return { type: "impossible", because: proposal.problem.message, remedy: proposal.problem.remedy };
    }
    return { type: "nothing", why: proposal.why };
}
/** What shows a version with a security problem, and cannot go back, says so. */
function warn({ version }, state, good, settings) {
    const { mode } = good;
    if (mode.type !== "rollback" || mode.security === undefined)
        return undefined;
    const { reason, security } = mode;
    const shown = [...state.files].filter(([, text]) => versionOf(text)?.text === version);
    const objects = shown.flatMap(([path, text]) => {
        const after = deprecate(text, reason, security);
        return after === undefined ? [] : [{ path, before: textContent(text), after: textContent(after) }];
    });
    if (objects.length === 0) {
        const said = shown.length > 0 && shown.every(([, text]) => isDeprecated(text));
        return said ? { type: "nothing", why: "it says already that it is deprecated" } : undefined;
    }
    const paths = objects.map(({ path }) => path).join(", ");
    const title = `${settings.name} ${version}: deprecated`;
    const why = `It has a security problem: ${reason}`;
    const pull = settings.via === "pull-request" ? { ...pullText(settings, good), title, body: why } : undefined;
    return {
        type: "change",
        change: {
            summary: `${paths}: stays at ${version}, deprecated`,
            from: version,
            to: version,
            revision: state.commit,
            objects,
            detail: { message: `${title}\n\n${why}`, author: settings.author, pull },
        },
    };
}
/** In a rollback and its abort a closed pull request is no person's wish: an earlier one closed it. */
function forRollback(state, { mode }) {
    return mode.type === "rollback" && state.pull?.state !== "open" ? { ...state, pull: undefined } : state;
}
/** It was proposed and nobody merged it: there is nothing to take back but the proposal. */
function closing(state, { version }, number) {
    return {
        summary: `pull request #${number} for ${version}: closed`,
        from: null,
        to: null,
        revision: state.commit,
        objects: [],
        detail: { message: "", author: undefined, pull: undefined, close: number },
    };
}
/** The tap shows the release as it did before; only the proposal to go back is still there. */
function closingRollback(state, there, number) {
    const objects = [...state.files].map(([path, text]) => {
        const content = textContent(text);
        return { path, before: content, after: content };
    });
    return {
        summary: `pull request #${number}, which would go back: closed`,
        from: there.version,
        to: there.version,
        revision: state.commit,
        objects: objects.filter(({ path }) => there.objects?.some((each) => each.path === path) ?? true),
        ...(state.left?.detail && { kept: state.left.detail }),
        detail: { message: "", author: undefined, pull: undefined, close: number },
    };
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/tap.js





/** One product in one tap: its formula, its cask, and the versioned and pre-release ones beside them, in one commit. */
function homebrewTap(repository, settings) {
    const { name, via } = settings;
    const { pulls } = repository;
    if (via === "pull-request" && pulls === undefined) {
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "homebrew-no-pulls",
            message: `a deploy key cannot open a pull request in ${repository.name}`,
            remedy: "use a token (personal, or of an app's installation), or `via: commit`",
        });
    }
    return {
        id: homebrewId(settings),
        kind: "homebrew",
        title: `Homebrew tap ${repository.name} (${name})`,
        swap: "native",
        ...(repository.access && { access: repository.access }),
        // What people edited may name other archives than would be chosen here.
        advertises: (release, { objects }) => {
            const texts = objects.map(({ after }) => after?.text ?? "");
            return [...release.assets.values()]
                .filter(({ sha256 }) => texts.some((text) => text.includes(sha256)))
                .map((asset) => asset.name);
        },
        inspect: async (release, past) => {
            const left = past.receipt ?? past.open?.after;
            const made = [...madeBy(past.receipt), ...madeBy(past.open?.after)];
            const shown = release.mode.type !== "rollback"
                ? []
                : [...made, ...(release.mode.security ? (left?.objects ?? []).map(({ path }) => path) : [])];
            const paths = [...new Set([...targetsOf(settings, release).map(({ path }) => path), ...shown])];
            const { commit, files } = await repository.read(paths);
            const pull = via === "pull-request" ? await pulls?.find(pullText(settings, release).branch, paths) : undefined;
            const rollback = release.mode.type === "rollback" && via === "pull-request";
            const ours = rollback ? await ourPulls(pulls, past) : {};
            return { commit, files, pull, ours, left: past.receipt, made };
        },
        propose: (state, release) => {
            const proposal = propose(forRollback(state, release), release, settings);
            const { rollback } = state.ours;
            // The rollback is aborted before anybody merged what it proposed.
            if (proposal.type !== "nothing" || rollback === undefined)
                return proposal;
            return { type: "change", change: closingRollback(state, proposal.state, rollback) };
        },
        apply: async (change, _release, fence = noFence) => {
            const { message, author, pull, close } = change.detail;
            if (close !== undefined) {
                await pulls?.close(close, fence.pass);
                return { type: "applied" };
            }
            const files = new Map(change.objects.map(({ path, after }) => [path, after?.text]));
            const request = { base: change.revision ?? "", files, message, ...(author && { author }) };
            if (pull !== undefined && pulls !== undefined) {
                const { labels, autoMerge } = settings.pullRequest;
                const { commit, url, number } = await pulls.propose({ ...request, ...pull, labels, autoMerge }, fence.pass);
                return { type: "applied", revision: commit, url, pending: true, detail: { pull: number } };
            }
            const done = await repository.commit(request, fence.pass);
            if (done.type === "conflict")
                return done;
            return { type: "applied", revision: done.commit, ...(done.url !== undefined && { url: done.url }) };
        },
        readBack: async (change, { revision }) => {
            if (revision === undefined)
                return { equal: true };
            const files = await repository.readAt(revision, change.objects.map(({ path }) => path));
            const wrong = change.objects.find(({ path, after }) => files.get(path) !== after?.text);
            return wrong === undefined ? { equal: true } : { equal: false, why: `${wrong.path} is another at ${revision}` };
        },
        undo: (receipt, state, good) => undo(receipt, state, good, settings),
    };
}
/** `homebrew:acme/homebrew-tap/app` */
function homebrewId({ tap, name }) {
    return `homebrew:${tap}/${name}`;
}

;// CONCATENATED MODULE: ./packages/forge/build/failure.js
/** A request that did not succeed. It keeps nothing of the request but its name, so that no token can travel with it. */
class failure_RequestFailure extends Error {
    name = "RequestFailure";
    details;
    /** Set when every attempt was spent: no outer loop tries again. */
    exhausted = false;
    constructor(details) {
        super(`${details.operation}: ${details.status === undefined ? "" : `${details.status} `}${details.reason}`);
        this.details = details;
    }
    get status() {
        return this.details.status;
    }
    /** The name or tag is taken: a duplicate asset, or a second published release of one tag. */
    get alreadyExists() {
        return this.status === 422 && (this.details.errors ?? []).some((error) => error.code === "already_exists");
    }
    /** The repository's rules forbid it. */
    get forbidden() {
        return RULES.test(this.details.reason);
    }
    /** A file or ref is not what the writer saw: somebody else was faster. */
    get conflict() {
        if (this.forbidden)
            return false;
        if (this.status === 409)
            return true;
        return this.status === 422 && /wasn't supplied|already exists|not a fast forward/i.test(this.details.reason);
    }
}
/** Rules and branch protections speak in these words; it is no conflict, and trying again does not help. */
const RULES = /rule violation|protected branch|cannot create ref|creations being restricted|Changes must be made through|required status check|review is required|must have verified signatures/i;
/**
 * @param headers of the answer, names in lower case
 * @param now milliseconds since 1970, for `retry-after` dates
 */
function failureFromAnswer(operation, status, headers, body, now) {
    const { message, errors } = (typeof body === "object" && body !== null ? body : {});
    const list = (Array.isArray(errors) ? errors : []).map((error) => typeof error === "object" && error !== null ? error : { message: String(error) });
    const said = typeof message === "string" && message !== "" ? message : `no explanation`;
    const why = list.map(describe).filter((text) => text !== "");
    const retryAfter = readRetryAfter(failure_text(headers["retry-after"]), now);
    const reset = Number(failure_text(headers["x-ratelimit-reset"]));
    const limited = failure_text(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset) && reset > 0;
    return new failure_RequestFailure({
        operation,
        status,
        reason: why.length === 0 ? said : `${said} (${why.join("; ")})`,
        errors: list,
        ...(retryAfter !== undefined && { retryAfter }),
        ...(limited && { limitedUntil: reset * 1000 }),
    });
}
function failure_text(value) {
    return value === undefined ? undefined : String(value);
}
function describe({ resource, field, code, message }) {
    return message ?? [resource, field, code].filter((part) => part !== undefined).join(" ");
}
/** `retry-after`: seconds or an HTTP date (RFC 9110, section 10.2.3). @returns milliseconds */
function readRetryAfter(value, now) {
    if (value === undefined)
        return undefined;
    if (/^\d+$/.test(value.trim()))
        return Number(value) * 1000;
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/forge/build/time.js

const realTime = {
    now: Date.now,
    sleep: (milliseconds, signal) => (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, signal && { signal }).catch(() => { }),
    random: Math.random,
};

;// CONCATENATED MODULE: ./packages/forge/build/patience.js


const RETRY_POLICY = {
    attempts: 6,
    firstWait: 1_000,
    longestWait: 60_000,
    unexplainedLimit: 60_000,
    longestLimit: 20 * 60_000,
};
/**
 * GitHub's secondary limits for what creates content (docs.github.com, "Rate limits for the REST API"): 80 a minute and 500
 * an hour. Kept a little below, so that a release with many assets is slowed down by us and not by refusals.
 */
const CONTENT_PACE = [
    { most: 75, within: 60_000 },
    { most: 480, within: 3_600_000 },
];
/** Milliseconds that the pace alone asks for, from the first of so many creations to the last. */
function patience_paceTime(count, pace = CONTENT_PACE) {
    const [shorter, ...longer] = [...pace].sort((a, b) => b.within - a.within);
    if (shorter === undefined || count <= 0)
        return 0;
    const full = Math.ceil(count / shorter.most) - 1;
    return full * shorter.within + patience_paceTime(count - full * shorter.most, longer);
}
const LONGEST_PACE = Math.max(...CONTENT_PACE.map(({ within }) => within));
/** A longer wait is worth a line. */
const TOLD = 2 * 60_000;
/** @param attempt number of tries so far, from 1 */
function judge({ details }, attempt, { now, random }, policy = RETRY_POLICY) {
    if (attempt >= policy.attempts)
        return { again: false };
    const doubled = policy.firstWait * 2 ** (attempt - 1);
    const wait = Math.min(doubled, policy.longestWait) * (0.5 + random / 2);
    if (isRateLimit(details)) {
        const asked = details.retryAfter ??
            (details.limitedUntil === undefined
                ? policy.unexplainedLimit * 2 ** (attempt - 1)
                : Math.max(0, details.limitedUntil - now));
        if (asked > policy.longestLimit)
            return { again: false };
        return { again: true, wait: asked + random * policy.firstWait, everyone: true };
    }
    const { status } = details;
    const transient = details.again === true || status === undefined || status === 408 || status >= 500;
    if (!transient)
        return { again: false };
    if (details.retryAfter === undefined)
        return { again: true, wait, everyone: false };
    if (details.retryAfter > policy.longestLimit)
        return { again: false };
    return { again: true, wait: details.retryAfter + random * policy.firstWait, everyone: false };
}
/** A primary limit says that nothing remains; a secondary one comes as 403 or 429, with or without `retry-after`. */
function isRateLimit({ status, reason, retryAfter, limitedUntil }) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return retryAfter !== undefined || limitedUntil !== undefined || /rate limit|abuse detection/i.test(reason);
}
/** Tries requests again by one policy; a limit met by one of them holds back all that share this object. */
class Patience {
    time;
    policy;
    tell;
    closedUntil = 0;
    /** Moments of the newest creations, oldest first. */
    created = [];
    remembered = false;
    constructor(options = {}) {
        this.time = options.time ?? realTime;
        this.policy = options.policy ?? RETRY_POLICY;
        this.tell = options.tell ?? (() => { });
    }
    /**
     * @param attempt receives the number of tries before it, from 0; reopens whatever it sends
     * @throws the last `RequestFailure`, marked as exhausted; anything else at once
     */
    async persist(what, attempt) {
        for (let tries = 1;; tries++) {
            await this.pass();
            try {
                return await attempt(tries - 1);
            }
            catch (error) {
                if (!(error instanceof failure_RequestFailure) || error.exhausted)
                    throw error;
                const verdict = judge(error, tries, { now: this.time.now(), random: this.time.random() }, this.policy);
                if (!verdict.again) {
                    error.exhausted = true;
                    throw error;
                }
                const said = error.message.startsWith(`${what}: `) ? error.message : `${what}: ${error.message}`;
                this.tell(`${said}; trying again in ${(verdict.wait / 1000).toFixed(1)} s`);
                if (verdict.everyone)
                    this.closedUntil = Math.max(this.closedUntil, this.time.now() + verdict.wait);
                await this.time.sleep(verdict.wait);
            }
        }
    }
    /**
     * Counts what an earlier run created, because the server's limits go on counting it.
     * @param moments milliseconds since 1970; only those before the first creation of this run are new to it
     */
    remember(moments) {
        if (this.remembered)
            return;
        this.remembered = true;
        const [from, to] = [this.time.now() - LONGEST_PACE, this.created[0] ?? this.time.now()];
        this.created.unshift(...moments.filter((moment) => moment > from && moment < to).sort((a, b) => a - b));
    }
    /** Waits until one more piece of content may be created. */
    async pace() {
        for (;;) {
            const now = this.time.now();
            while ((this.created[0] ?? now) <= now - LONGEST_PACE)
                this.created.shift();
            const waits = CONTENT_PACE.map(({ most, within }) => (this.created.at(-most) ?? -Infinity) + within - now);
            const wait = Math.max(...waits);
            if (wait <= 0) {
                this.created.push(now);
                return;
            }
            if (wait > TOLD)
                this.tell(`waiting ${Math.ceil(wait / 60_000)} min, for GitHub's limit of new content an hour`);
            await this.time.sleep(wait);
        }
    }
    /** Servers' lists lag behind their writes: asks until the answer is settled, a bounded number of times. */
    async settle(ask, settled) {
        for (let tries = 1;; tries++) {
            const result = await ask();
            if (settled(result) || tries >= this.policy.attempts)
                return result;
            await this.time.sleep(this.policy.firstWait * 2 ** (tries - 1) * (0.5 + this.time.random() / 2));
        }
    }
    async pass() {
        for (let wait = this.closedUntil - this.time.now(); wait > 0; wait = this.closedUntil - this.time.now()) {
            await this.time.sleep(wait);
        }
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/problems.js



/** The first row that fits tells what a refused or failed request means. */
const ROWS = [
    ["rate-limited", ({ details }) => isRateLimit(details)],
    ["token-rejected", ({ status }) => status === 401],
    ["release-immutable", ({ details }) => /immutable release/i.test(details.reason)],
    [
        "release-refused",
        ({ status, details }) => (status === 404 || status === 403) && /^(?:creation|update) of the/.test(details.operation),
    ],
    ["access-refused", ({ status }) => status === 403 || status === 404],
    ["connection-failed", ({ status }) => status === undefined],
    ["server-unavailable", ({ status }) => status !== undefined && status >= 500],
];
/** Work whose failed requests are told as problems. @param state what the server holds by now, in one sentence */
async function explaining(state, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof failure_RequestFailure ? explain(error, state) : error;
    }
}
/** @param state what the server holds by now, in one sentence */
function explain(failure, state) {
    const [code] = ROWS.find(([, when]) => when(failure)) ?? ["request-refused"];
    const until = failure.details.limitedUntil;
    return remedies_problem(code, {
        message: `${failure.message}${until === undefined ? "" : ` (until ${new Date(until).toISOString()})`}. ${state}`,
        cause: failure,
        ...(code === "access-refused" && failure.status === 404 && { remedy: UNSEEN_REMEDY }),
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/channels/build/engine/addresses.js




/** Milliseconds. Delivery networks serve a new asset within seconds, as a rule; an old 404 may be kept for longer. */
const DEADLINE = 5 * 60_000;
const POLL = { first: 2_000, last: 30_000 };
/** For one download: five minutes and the time that 200 kB/s need. */
const transferDeadline = (size) => 300_000 + Math.ceil(size / 200);
/**
 * Invariants 5 and 10: what is advertised answers, to anybody, with the bytes that the manifest says.
 * @throws {Problem} `address-not-ready`
 */
async function verifyAddresses(names, release, deps) {
    const assets = [...new Set(names)].map((name) => requireAsset(release, name));
    const deadline = deps.patience.time.now() + (deps.addressDeadline ?? DEADLINE);
    // One after another: together they would only share one line.
    for (const asset of assets)
        await verifyAddress(asset, deadline, deps);
    if (assets.length > 0)
        deps.log.info(`${assets.length} addresses answer with the manifest's digests`);
}
async function verifyAddress(asset, deadline, deps) {
    const { time } = deps.patience;
    let poll = POLL.first;
    for (let told = false;; told = true) {
        const { wrong, wait } = await ask(asset, deps);
        if (wrong === undefined)
            return;
        const pause = Math.max(wait ?? 0, poll * (0.5 + time.random() / 2));
        if (time.now() + pause > deadline) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "address-not-ready",
                message: `${asset.url} ${wrong}. The channel was not touched.`,
                remedy: "re-run this job when the address answers; an address that is not public (a private repository, a draft) cannot be advertised",
            });
        }
        if (!told)
            deps.log.info(`${asset.url} ${wrong}; asking again for a while`);
        await time.sleep(pause);
        poll = Math.min(POLL.last, poll * 1.6);
    }
}
/** Names below `localhost` are this machine (RFC 6761, section 6.3), though not every resolver knows; an embedded GitHub has one. */
const resolvable = (url) => url.replace(/^(https?:\/\/)[\w-]+\.localhost(?=[:/])/, (_, scheme) => `${scheme}127.0.0.1`);
/** What is wrong with the answer, and how long the server asks to wait (milliseconds). */
async function ask({ url, size, sha256 }, deps) {
    const get = deps.fetch ?? fetch;
    try {
        const response = await get(resolvable(url), { signal: AbortSignal.timeout(transferDeadline(size)) });
        if (!response.ok || response.body === null) {
            response.body?.cancel().catch(() => { });
            const after = response.headers.get("retry-after") ?? undefined;
            return { wrong: `answers ${response.status}`, wait: readRetryAfter(after, deps.patience.time.now()) };
        }
        const hash = (0,external_node_crypto_.createHash)("sha256");
        let length = 0;
        for await (const chunk of response.body) {
            hash.update(chunk);
            length += chunk.byteLength;
            // Whatever comes after is not what was released.
            if (length > size)
                break;
        }
        const found = hash.digest("hex");
        if (found === sha256)
            return {};
        return { wrong: `answers with ${length} bytes of SHA-256 ${found}; the manifest has ${size} of ${sha256}` };
    }
    catch (error) {
        const { cause, message } = error;
        return { wrong: `does not answer: ${cause instanceof Error && cause.message !== "" ? cause.message : message}` };
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/engine/explain.js


/** The first row that fits tells what a refused or failed request means for a channel. */
const explain_ROWS = [
    {
        code: "rate-limited",
        kind: "refusal",
        when: ({ details }) => isRateLimit(details),
        remedy: "wait until the limit is lifted, then re-run this job",
    },
    {
        code: "channel-credentials-rejected",
        kind: "refusal",
        when: ({ status }) => status === 401,
        remedy: "the secret is wrong, or has expired: store a new one, then re-run this job",
    },
    {
        code: "channel-host-unknown",
        kind: "refusal",
        // The status that git over SSH gets here for a host key that is not the expected one.
        when: ({ status }) => status === 421,
        remedy: "make sure that this is the server that is meant, and give its host key as in known_hosts",
    },
    {
        code: "channel-rules",
        kind: "refusal",
        when: (failure) => failure.forbidden,
        remedy: "a rule of that repository forbids it: let this account bypass the rule, or have a pull request opened instead",
    },
    {
        code: "channel-read-only",
        kind: "refusal",
        when: ({ status }) => status === 403 || status === 404,
        remedy: "these credentials may not write there, or do not see it: use some that may (for a repository: contents: write, and pull requests: write where one is opened), then re-run this job; the release itself is public and complete",
    },
    {
        code: "channel-unreachable",
        kind: "failure",
        when: ({ status }) => status === undefined,
        remedy: "check the address and the runner's network and proxy, then re-run this job",
    },
    {
        code: "channel-unavailable",
        kind: "failure",
        when: ({ status }) => status !== undefined && status >= 500,
        remedy: "the server has a failure of its own: re-run this job when it is well again",
    },
];
function explainFailure(failure, title) {
    const row = explain_ROWS.find(({ when }) => when(failure));
    return new build_problem/* Problem */.AF({
        kind: row?.kind ?? "refusal",
        code: row?.code ?? "channel-refused",
        message: `${title}: ${failure.message}`,
        remedy: row?.remedy ?? "correct what the server names, then re-run this job",
        cause: failure,
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/engine/run.js





/** How often a change is proposed anew because somebody else changed the same thing. */
const run_ROUNDS = 40;
/** Milliseconds between rounds, at first and at last. */
const PAUSE = { first: 400, last: 10_000 };
/** Makes one channel advertise a release. Converges from whatever an earlier run left. @throws {Problem} */
async function runChannel(channel, release, deps) {
    const past = await pastAt(channel, deps);
    const withdrawn = { type: "skipped", why: `${release.manifest.tag} was taken back here by a rollback` };
    const isWithdrawn = ({ takenBack, withdrawn: all = false }) => (takenBack || (all && channel.tellsOfWithdrawn !== true)) && release.mode.type === "release";
    if (isWithdrawn(past))
        return outcome(channel, withdrawn);
    // Asked again of what the claim finds: a rollback may have come and gone while addresses were verified.
    const decide = async (seen) => isWithdrawn(seen) ? withdrawn : channel.propose(await channel.inspect(release, seen), release);
    return await guarded(channel, deps, (turn) => new Passage(channel, release, deps, "release", turn).make(past, decide));
}
/**
 * Takes a release back from one channel. `deps.ledger` is that of the release that is taken back.
 * @param good the release to go back to, in mode `rollback`
 * @throws {Problem}
 */
async function undoChannel(channel, bad, good, deps) {
    const past = await pastAt(channel, deps);
    const left = past.receipt ?? past.open?.after;
    if (left === undefined) {
        return outcome(channel, { type: "nothing", why: `${bad.manifest.tag} left nothing here`, state: undefined });
    }
    const target = good ?? bad;
    const decide = async () => {
        const undoing = channel.undo(left, await channel.inspect(target, past), good);
        return undoing.type === "nothing" ? { ...undoing, state: left } : undoing;
    };
    return await guarded(channel, deps, (turn) => new Passage(channel, target, deps, "rollback", turn).make(past, decide));
}
async function pastAt({ id, title }, { ledger }) {
    return await explaining(`${title} was not touched.`, () => ledger.past(id));
}
/** Every channel by itself: one that fails leaves the others alone. */
async function runChannels(channels, release, deps) {
    const outcomes = [];
    for (const channel of channels) {
        try {
            outcomes.push(await runChannel(channel, release, deps));
        }
        catch (error) {
            if (!(error instanceof build_problem/* Problem */.AF))
                throw error;
            outcomes.push(outcome(channel, { type: "failed", problem: error }));
        }
    }
    return outcomes;
}
/** Failed requests in a channel's words; turns at servers that cannot compare. */
async function guarded(channel, deps, work) {
    try {
        return await (channel.swap === "turn" && !deps.dryRun ? deps.ledger.inTurn(channel.id, work) : work(noFence));
    }
    catch (error) {
        throw error instanceof failure_RequestFailure ? explainFailure(error, channel.title) : error;
    }
}
/** One run at one channel. */
class Passage {
    channel;
    release;
    deps;
    purpose;
    turn;
    claim;
    /** Objects' digests before the change, as the claim says. */
    claimed = "";
    /** Whether a change may have had its effect without our knowing. */
    unclear = false;
    /** Of a change whose answer was lost: what is found afterwards may be its effect. */
    tried;
    failures = 0;
    constructor(channel, release, deps, purpose, turn) {
        this.channel = channel;
        this.release = release;
        this.deps = deps;
        this.purpose = purpose;
        this.turn = turn;
    }
    async make(past, decide) {
        try {
            return await this.rounds(past, decide);
        }
        catch (error) {
            const told = error instanceof failure_RequestFailure ? explainFailure(error, this.channel.title) : error;
            const note = told instanceof build_problem/* Problem */.AF ? told.code : "unexpected";
            // The claim expires by itself; what failed is worth more than that this failed too.
            await this.claim?.close(this.unclear ? "unclear" : "end", { note }).catch(() => { });
            throw told;
        }
    }
    async rounds(first, decide) {
        const { channel, deps } = this;
        let past = first;
        let verified = false;
        for (let round = 1;; round++) {
            this.requireGoing();
            const verdict = await decide(past);
            if (verdict.type !== "change") {
                const left = await this.leave(verdict, past);
                if (left !== undefined)
                    return left;
                past = this.claim?.past ?? past;
                continue;
            }
            const { change } = verdict;
            if (deps.dryRun) {
                deps.log.info(`${channel.title}: ${change.summary}\n${diffOf(change)}`);
                return outcome(channel, { type: "proposed", change });
            }
            if (!verified)
                await verifyAddresses(this.advertised(change), this.release, deps);
            verified = true;
            if (this.claim === undefined) {
                this.claim = await deps.ledger.claim(channel.id, statesOf(change), this.purpose);
                this.claimed = beforeOf(change);
                if (isOther(this.claim, past)) {
                    past = this.purpose === "release" ? this.claim.past : past;
                    continue;
                }
            }
            else if (beforeOf(change) !== this.claimed) {
                await this.claim.amend(statesOf(change));
                this.claimed = beforeOf(change);
            }
            const { claim } = this;
            const applied = await claim.during(() => this.apply(change, claim));
            if (applied.type === "applied")
                return await this.confirm(change, applied, claim);
            if (round === run_ROUNDS)
                throw contended(channel, applied.why);
            deps.log.info(`${channel.title}: ${applied.why}; looking again`);
            await this.pause(round);
        }
    }
    /** One try; a failure that may pass counts as a conflict, because what was inspected is in doubt after it. */
    async apply(change, claim) {
        const { patience } = this.deps;
        await claim.hold();
        try {
            return await this.channel.apply(change, this.release, bothFences(claim.fence, this.turn));
        }
        catch (error) {
            if (isUnclear(error)) {
                this.unclear = true;
                this.tried ??= statesOf(change);
            }
            if (!(error instanceof failure_RequestFailure))
                throw error;
            if (error.conflict)
                return { type: "conflict", why: error.details.reason };
            this.failures += 1;
            const verdict = judge(error, this.failures, { now: patience.time.now(), random: patience.time.random() });
            if (!verdict.again || error.exhausted)
                throw error;
            await patience.time.sleep(verdict.wait);
            return { type: "conflict", why: error.message };
        }
    }
    async confirm(change, applied, claim) {
        const { channel, deps, release } = this;
        this.unclear = true;
        const read = await deps.patience.settle(() => channel.readBack(change, applied, release), ({ equal }) => equal);
        if (!read.equal) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "channel-unconfirmed",
                message: `${channel.title} was changed, and does not show it: ${read.why}`,
                remedy: "look at the channel; re-run this job, which confirms what is there or does it again",
            });
        }
        const { before, after } = statesOf(change);
        const { revision, url, pending, detail } = applied;
        const state = {
            ...after,
            ...(revision !== undefined && { revision }),
            ...(url !== undefined && { url }),
            ...(pending && { pending }),
            ...((change.kept ?? detail) !== undefined && { detail: { ...change.kept, ...detail } }),
        };
        await claim.close("receipt", {
            before: this.purpose === "release" ? (claim.past.open?.before ?? before) : before,
            after: state,
        });
        deps.log.info(`${channel.title}: ${change.summary}${url === undefined ? "" : ` (${url})`}`);
        return outcome(channel, { type: "changed", state, change });
    }
    /**
     * Nothing to change; what an earlier run did and could not write down is written down now.
     * @returns undefined when the journal says something else by now: to be decided anew
     */
    async leave(verdict, past) {
        const { channel, deps } = this;
        if (verdict.type === "refused")
            throw verdict.problem;
        if (verdict.type !== "nothing") {
            await this.claim?.close("end", { note: verdict.type });
            deps.log.info(`${channel.title}: ${verdict.type === "skipped" ? verdict.why : verdict.because}`);
            return outcome(channel, verdict);
        }
        const { why } = verdict;
        // What was written down for the undoing, by a dead run or by this one, holds for what it did.
        const tried = past.open ?? this.tried;
        const kept = this.purpose === "release" ? tried?.after?.detail : undefined;
        const state = kept === undefined ? verdict.state : { ...verdict.state, detail: { ...kept, ...verdict.state.detail } };
        // Nothing left to undo says nothing of what is there; the change that had its effect does.
        if (this.purpose === "rollback")
            await this.claim?.close("receipt", { after: this.tried?.after ?? state });
        else if (!deps.dryRun && (this.tried !== undefined || isNews(past, state))) {
            const before = tried?.before;
            const states = { ...(before && { before }), after: state };
            if (this.claim === undefined) {
                this.claim = await deps.ledger.claim(channel.id, states);
                if (isOther(this.claim, past))
                    return undefined;
            }
            await this.claim.close("receipt", states);
        }
        else
            await this.claim?.close("end", { note: "nothing" });
        deps.log.info(`${channel.title}: ${why}`);
        return outcome(channel, { type: "nothing", why, state });
    }
    advertised(change) {
        return change.to === null ? [] : this.channel.advertises(this.release, change);
    }
    requireGoing() {
        if (this.deps.cancelled?.aborted !== true)
            return;
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "cancelled",
            message: `cancelled before ${this.channel.title} was changed`,
            remedy: "re-run the failed jobs: they go on from here",
        });
    }
    async pause(round) {
        const { time } = this.deps.patience;
        await time.sleep(Math.min(PAUSE.last, PAUSE.first * 1.3 ** round) * time.random());
    }
}
/** Without an answer, or with a failure of the server's own, nobody knows what a request did. */
function isUnclear(error) {
    if (error instanceof failure_RequestFailure)
        return error.status === undefined || error.status >= 500;
    return !(error instanceof build_problem/* Problem */.AF) || (error.cause instanceof failure_RequestFailure && isUnclear(error.cause));
}
function beforeOf(change) {
    return JSON.stringify(statesOf(change).before.objects ?? statesOf(change).before.set);
}
/** Another run was at it while this one looked, or waited for its claim; or the journal was read wrongly before. */
const isOther = (claim, past) => JSON.stringify(claim.past) !== JSON.stringify(past);
/** What the journal does not say: it is so although a run died, nobody wrote it down, or a rollback was the last word. */
const isNews = ({ open, takenBack, receipt }, state) => open !== undefined || takenBack === true || !isKnown(receipt, state);
/** The journal's receipt says what was found; a revision may be another commit with the same content. */
function isKnown(receipt, state) {
    const told = ({ version, objects, set, pending }) => JSON.stringify([version, objects, set, pending]);
    return receipt !== undefined && told(receipt) === told(state);
}
function contended({ title }, why) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "channel-contended",
        message: `${title} was changed by others each of ${run_ROUNDS} times that this run tried: ${why}`,
        remedy: "re-run this job when they are done",
    });
}
function outcome({ id, kind, title }, what) {
    return { id, kind, title, ...what };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
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

;// CONCATENATED MODULE: ./packages/forge/build/publish/assets.js







/** A replacement is uploaded under this suffix, and takes its name only when it is complete; a full draft has no room for it. */
const REPLACEMENT = ".slipway-new";
/** Milliseconds; a release that takes longer by GitHub's limits alone says so first. */
const LONG_PACE = (/* unused pure expression or super */ null && (10 * 60_000));
/** What has to be done to a draft that holds `remote`; assets that nobody expects are left for the comparison to refuse. */
function planTransfers(files, remote) {
    const expected = new Set(files.map((file) => file.name));
    const isReplacement = ({ name }) => name.endsWith(REPLACEMENT) && expected.has(name.slice(0, -REPLACEMENT.length)) && !expected.has(name);
    const debris = remote.filter((asset) => isReplacement(asset) || (expected.has(asset.name) && asset.state !== "uploaded"));
    const whole = new Map(remote.filter((asset) => asset.state === "uploaded").map((asset) => [asset.name, asset]));
    const keep = [];
    const upload = [];
    const replace = [];
    for (const file of files) {
        const old = whole.get(file.name);
        if (old === undefined)
            upload.push(file);
        else if (old.size === file.size && old.sha256 === file.sha256)
            keep.push(file);
        else
            replace.push({ file, old });
    }
    return { keep, upload, replace, debris };
}
/** Brings a draft's assets to what they must be. Uploads run in parallel; nothing that is right is touched. */
async function bringAssets(forge, draft, files, remote, deps) {
    const { keep, upload, replace, debris } = planTransfers(files, remote);
    if (keep.length > 0)
        deps.log.info(`${keep.length} of ${files.length} assets are there already`);
    for (const asset of debris) {
        deps.log.info(`removing ${asset.name}, which an earlier upload left unfinished`);
        await forge.deleteAsset(asset.id, () => deps.ledger.hold());
    }
    const tell = progress([...upload, ...replace.map(({ file }) => file)], deps);
    // Large files first: the last ones to finish are then short.
    const work = [...upload.map((file) => ({ file, old: undefined })), ...replace].sort((a, b) => b.file.size - a.file.size);
    deps.patience.remember(remote.flatMap(({ createdAt }) => createdAt ?? []));
    const slow = paceTime(work.length);
    if (slow > LONG_PACE) {
        deps.log.info(`GitHub takes about 500 new assets an hour: these ${work.length} take at least ${Math.ceil(slow / 60_000)} minutes`);
    }
    const hold = () => deps.ledger.hold();
    const digests = new MissingDigests(forge, deps);
    const atOnce = Math.min(replace.length, deps.concurrency);
    const full = remote.length - debris.length + upload.length + atOnce > MOST_ASSETS;
    await pool(work, deps.concurrency, async ({ file, old }) => {
        if (old === undefined)
            await uploadOne(forge, draft, file, deps, digests, tell);
        else {
            deps.log.info(`replacing ${file.name}: the draft has other bytes`);
            const besides = { ...file, name: file.name + REPLACEMENT };
            const fresh = full ? undefined : await uploadOne(forge, draft, besides, deps, digests, tell);
            await requireStillDraft(forge, draft, fresh);
            await forge.deleteAsset(old.id, hold);
            if (fresh === undefined)
                await uploadOne(forge, draft, file, deps, digests, tell);
            else
                await forge.renameAsset(fresh.id, file.name, hold);
        }
        tell.done(file);
    });
}
/** Invariant 2: another run may have published the draft since, and published bytes are never replaced. */
async function requireStillDraft(forge, draft, fresh) {
    if ((await forge.release(draft.id))?.draft)
        return;
    if (fresh !== undefined)
        await forge.deleteAsset(fresh.id);
    throw problem("published-meanwhile", {
        message: `another run published ${draft.tag} with other bytes; nothing of it was changed`,
    });
}
/** Tries until the asset is there with the right bytes; before each further try it looks at what the last one left. */
async function uploadOne(forge, draft, file, { patience, ledger }, digests, tell) {
    const operation = `upload of ${file.name}`;
    return await patience.persist(operation, async (before) => {
        if (before > 0) {
            const there = (await forge.listAssets(draft.id)).filter((asset) => asset.name === file.name);
            const [left] = await digests.complete(there, [file]);
            if (left !== undefined && isRight(left, file))
                return left;
            if (left !== undefined)
                await forge.deleteAsset(left.id, () => ledger.hold());
        }
        const hold = () => ledger.hold();
        const asset = await forge
            .uploadAsset(draft, file, (bytes) => tell.moved(file, bytes), hold)
            .catch(async (error) => {
            if (!(error instanceof RequestFailure))
                throw error;
            // Taken: the list did not show it yet, or another run is faster. Not found although the draft is there: another run
            // took our half for debris. Both times: look again.
            const again = error.alreadyExists || (error.status === 404 && (await forge.release(draft.id)) !== undefined);
            throw again ? new RequestFailure({ ...error.details, again: true }) : error;
        });
        if (asset.state === "uploaded" && (asset.sha256 === undefined || isRight(asset, file)))
            return asset;
        throw new RequestFailure({
            operation,
            reason: `${asset.size} bytes arrived with state "${asset.state}" and SHA-256 ${asset.sha256}`,
            again: true,
        });
    });
}
function isRight(asset, file) {
    return asset.state === "uploaded" && asset.size === file.size && asset.sha256 === file.sha256;
}
/** Assets by the digests that the server left out, computed from a download, once for each asset. */
class MissingDigests {
    forge;
    deps;
    known = new Map();
    constructor(forge, deps) {
        this.forge = forge;
        this.deps = deps;
    }
    /** Only assets that are otherwise right are worth a download. */
    async complete(assets, expected) {
        const sizes = new Map(expected.map(({ name, size }) => [name, size]));
        const unknown = assets.filter(({ id, name, size, state, sha256 }) => sha256 === undefined && state === "uploaded" && sizes.get(name) === size && !this.known.has(id));
        await pool(unknown, this.deps.concurrency, async (asset) => {
            this.deps.log.info(`the server gives no digest of ${asset.name}: downloading it to compute one`);
            this.known.set(asset.id, await this.download(asset));
        });
        return assets.map((asset) => ({ ...asset, sha256: asset.sha256 ?? this.known.get(asset.id) }));
    }
    async download({ id, name }) {
        const operation = `download of ${name}`;
        return await this.deps.patience.persist(operation, async () => {
            const stream = await this.forge.downloadAsset(id);
            try {
                return await sha256OfStream(stream);
            }
            catch (error) {
                throw new RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
            }
        });
    }
}
/** Lower-case hexadecimal. */
async function sha256OfStream(stream) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for await (const chunk of stream)
        hash.update(chunk);
    return hash.digest("hex");
}

// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 3 modules
var plan = __webpack_require__(7188);
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
function release_manifest_isOwn({ signatures = [] }, name) {
    return name === MANIFEST_NAME || signatures.includes(name);
}

// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
;// CONCATENATED MODULE: ./packages/channels/build/action/take.js









/**
 * @param forge of the released repository
 * @throws {Problem} `release-not-published`, `artifact-changed`, `manifest-missing`, and what reading a document throws
 */
async function takeChannelRelease(inputs, kit, forge, { dryRun }) {
    const { manifest, plan } = await takeManifest(inputs, kit, forge);
    if (!dryRun)
        await requirePublished(manifest.tag, forge);
    const { serverUrl } = kit.runtime;
    const repository = manifest.repository ?? forge.repository;
    const notes = plan?.notes?.body;
    let known;
    const signatures = async () => {
        known ??= await signaturesOf(manifest, forge, dryRun);
        return known;
    };
    const release = channelRelease({
        manifest,
        serverUrl,
        repository,
        ...(notes !== undefined && { notes }),
        signatures,
        file: async (name) => {
            const artifact = manifest.artifacts.find((each) => each.name === name);
            const digest = artifact?.digests.sha256 ?? (await signatures()).find((each) => each.name === name)?.sha256;
            if (digest === undefined)
                throw unavailable(name, manifest.tag, "release.json does not list it");
            return await localFile({ name, digest, tag: manifest.tag }, kit, forge, plan);
        },
    });
    return { release, plan };
}
/** By the server, which compared them when they were published: release.json cannot say what signs it. */
async function signaturesOf({ tag, signatures = [] }, forge, dryRun) {
    if (signatures.length === 0)
        return [];
    const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
    // Before the publication there are none yet.
    if (release === undefined && dryRun)
        return [];
    const assets = release === undefined ? [] : await forge.listAssets(release.id);
    return await Promise.all(signatures.map(async (name) => {
        const asset = assets.find((each) => each.name === name);
        if (asset === undefined)
            throw unavailable(name, tag, "the release has no such asset");
        const { id, size, sha256: digest } = asset;
        return { name, size, sha256: digest ?? (await sha256OfStream(await forge.downloadAsset(id))) };
    }));
}
async function takeManifest(inputs, kit, forge) {
    const { temp, workspace } = kit.runtime;
    if (inputs.from === "tag")
        return { manifest: await publishedManifest(inputs.tag, forge), plan: undefined };
    if (inputs.from === "published") {
        const plan = (await takePlan(inputs.plan, kit))?.plan;
        const manifest = await publishedManifest(inputs.tag, forge);
        if (plan !== undefined)
            requireSame(plan, manifest);
        return { manifest, plan };
    }
    if (inputs.from === "file") {
        const path = (0,external_node_path_.resolve)(workspace, inputs.path);
        return { manifest: readDocument(RELEASE_MANIFEST, await readInput(path), path), plan: undefined };
    }
    const plan = (await takePlan(inputs.plan, kit))?.plan;
    const path = (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.release, words/* MANIFEST_NAME */.ir);
    let text = await (0,promises_.readFile)(path, "utf8").catch(() => undefined);
    if (text === undefined) {
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.release, (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.release));
        text = await (0,promises_.readFile)(path, "utf8");
    }
    if ((0,build_digest/* sha256 */.sc)(text) !== inputs.manifestDigest) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "artifact-changed",
            message: `${words/* MANIFEST_NAME */.ir} has the SHA-256 ${(0,build_digest/* sha256 */.sc)(text)}; sign-and-checksum announced ${inputs.manifestDigest}`,
            remedy: "pass the output `manifest-digest` of the job that ran sign-and-checksum in this same run, and re-run all jobs",
        });
    }
    return { manifest: readDocument(RELEASE_MANIFEST, text, path), plan };
}
/** @throws {Problem} `other-release` */
function requireSame({ tag, commit }, manifest) {
    if (tag === manifest.tag && commit === manifest.commit)
        return;
    throw (0,build_problem/* mistake */.RT)("other-release", `the plan is of ${tag} at ${commit}, the published release.json of ${manifest.tag} at ${manifest.commit}`, "make the plan from a checkout of the release's tag");
}
async function readInput(path) {
    return await (0,promises_.readFile)(path, "utf8").catch((cause) => {
        throw (0,build_problem/* mistake */.RT)("manifest-missing", `the input "release" names ${path}, which cannot be read (${cause.code})`, "give the path of a release.json, relative to the workspace");
    });
}
async function publishedManifest(tag, forge) {
    const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
    if (release === undefined)
        throw notPublished(tag, forge);
    const asset = (await forge.listAssets(release.id)).find(({ name }) => name === words/* MANIFEST_NAME */.ir);
    if (asset === undefined) {
        throw (0,build_problem/* mistake */.RT)("manifest-missing", `the release ${release.url} has no ${words/* MANIFEST_NAME */.ir}`, 'channels are written from the manifest: release with sign-and-checksum, or name one with the input "release"');
    }
    if (asset.size > words/* LARGEST_MANIFEST */.$D)
        throw foreignManifest(release.url, `it has ${asset.size} bytes`);
    const text = (await (0,consumers_.buffer)(await forge.downloadAsset(asset.id))).toString("utf8");
    const manifest = readDocument(RELEASE_MANIFEST, text, `${release.url} ${words/* MANIFEST_NAME */.ir}`);
    if (manifest.tag !== tag)
        throw foreignManifest(release.url, `it describes ${manifest.tag}`);
    return manifest;
}
function foreignManifest(url, why) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "manifest-foreign",
        message: `the ${words/* MANIFEST_NAME */.ir} of ${url} is not this release's: ${why}. No channel was touched`,
        remedy: "somebody attached the file of another release; release a new version, whose manifest sign-and-checksum makes",
    });
}
/** Advertise last. */
async function requirePublished(tag, forge) {
    const { release } = await forge.survey(tag);
    if (release === undefined || release.draft)
        throw notPublished(tag, forge);
}
function notPublished(tag, { repository }) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "release-not-published",
        message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
        remedy: "run this after the release is published; for a draft that was reviewed, re-run the failed jobs then",
    });
}
/** The job's own copy where there is one, else the asset; verified either way. */
async function localFile({ name, digest, tag }, { runtime }, forge, plan) {
    const leg = plan?.packages.find((each) => each.name === name)?.leg;
    const downloaded = (0,external_node_path_.join)(runtime.temp, "assets", tag.replaceAll("/", "-"), name);
    const places = [
        ...(leg === undefined ? [] : [(0,external_node_path_.join)(runtime.temp, plan_inputs/* DIRECTORY */.Md.packages, leg, name)]),
        (0,external_node_path_.join)(runtime.temp, plan_inputs/* DIRECTORY */.Md.release, name),
        downloaded,
    ];
    for (const path of places) {
        const found = await sha256OfStream((0,external_node_fs_.createReadStream)(path)).catch(() => undefined);
        if (found === digest)
            return path;
    }
    const release = (await forge.findReleases(tag)).find(({ draft }) => !draft);
    const assets = release === undefined ? [] : await forge.listAssets(release.id);
    const asset = assets.find((each) => each.name === name);
    if (asset === undefined)
        throw unavailable(name, tag, "the release has no such asset");
    await (0,promises_.mkdir)((0,external_node_path_.join)(downloaded, ".."), { recursive: true });
    const partial = `${downloaded}.partial`;
    await (0,external_node_stream_promises_.pipeline)(await forge.downloadAsset(asset.id), (0,external_node_fs_.createWriteStream)(partial));
    const found = await sha256OfStream((0,external_node_fs_.createReadStream)(partial));
    if (found !== digest) {
        await (0,promises_.rm)(partial, { force: true });
        throw unavailable(name, tag, `it has the SHA-256 ${found}; ${digest} was published`);
    }
    await (0,promises_.rename)(partial, downloaded);
    return downloaded;
}
function unavailable(name, tag, why) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "asset-unavailable",
        message: `the asset ${name} of ${tag} cannot be had: ${why}`,
        remedy: "re-run this job; if it stays so, compare the release's page with its release.json",
    });
}

;// CONCATENATED MODULE: ./packages/action-kit/build/cancel.js
/** SIGHUP: the terminal of `slipway rollback` was closed. Node.js does not keep `nohup`, so without this it would end the process. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/**
 * Runs `work` with a signal that aborts when the job is cancelled. GitHub sends SIGINT, after 7.5 seconds SIGTERM, and kills
 * 2.5 seconds later (docs.github.com, "Canceling a workflow"); other systems, and a machine that goes down, send SIGTERM alone.
 * The first one aborts, and what comes after it ends the process.
 */
async function withCancellation(onCancel, work) {
    const controller = new AbortController();
    const leave = () => {
        for (const signal of SIGNALS)
            process.removeListener(signal, stop);
    };
    const stop = () => {
        leave();
        onCancel();
        controller.abort();
    };
    for (const signal of SIGNALS)
        process.on(signal, stop);
    try {
        return await work(controller.signal);
    }
    finally {
        leave();
    }
}

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
;// CONCATENATED MODULE: ./packages/model/build/json.js
/** Undefined for what is no JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/model/build/journal.js







/**
 * The journal of one release: a text of JSON lines that only ever grows. Each line is an entry: what a run is about to do
 * (`intent`), what it has done (`receipt`), or that it begins, goes on or ends.
 */
const Moment = iso/* datetime */.w$();
/** Who has the release to itself, and until when. Its form is the same in every version of the journal. */
const JournalLock = schemas/* strictObject */.rej({
    /** Unique to one process. */
    holder: schemas/* string */.YjP().min(1),
    /** Past this moment the lock is void: its holder was killed. */
    until: Moment,
});
/** The run that wrote an entry, as GitHub Actions numbers runs; a run has one attempt at a time. */
const JournalRun = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    attempt: schemas/* int */.Whr().positive(),
    /** Page for people. */
    url: schemas/* string */.YjP().optional(),
});
/** A run, for messages: its page, or its number. */
const describeRun = ({ id, url }) => url ?? `run ${id}`;
/** An earlier attempt of this run is dead: GitHub runs one at a time. */
const isEarlierAttempt = (other, run) => other.id === run.id && other.attempt < run.attempt;
/** As newer versions may write them. */
const AnyLock = JournalLock.loose();
const AnyRun = JournalRun.loose();
/** What a step changes: present before it, and after it. */
const JournalState = schemas/* strictObject */.rej({
    /** The release's number on the server and its page. */
    release: schemas/* strictObject */.rej({ id: schemas/* int */.Whr(), url: schemas/* string */.YjP(), draft: schemas/* boolean */.zMY() }).optional(),
    /** Tag of the repository's latest release; null without one. */
    latest: fields/* TagText */.sx.or(schemas/* string */.YjP()).nullable().optional(),
    /** Whether the release is marked as a pre-release. */
    prerelease: schemas/* boolean */.zMY().optional(),
    /** Of a release that was taken back: where to, by which plan, and why. */
    rollback: schemas/* strictObject */.rej({
        to: fields/* TagText */.sx,
        plan: build_digest/* Sha256 */.IA,
        reason: schemas/* string */.YjP(),
        mode: schemas/* enum */.k5n(words/* ROLLBACK_MODES */.YY).optional(),
        notify: schemas/* boolean */.zMY().optional(),
        /** What the plan changes: actions by the ids of its rows. */
        rows: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
    })
        .optional(),
    /** Where clients get the release's files, in the order in which they try. */
    addresses: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    /** Security advisory that was drafted. */
    advisory: schemas/* strictObject */.rej({ id: schemas/* string */.YjP(), url: schemas/* string */.YjP() }).optional(),
    /** Digest of the whole set of assets, see `digestOfAssets`. */
    assets: build_digest/* Sha256 */.IA.optional(),
    /** What a channel advertised. */
    channel: ChannelState.optional(),
});
const JournalEntry = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-journal"),
    schemaVersion: schemas/* literal */.euz(1),
    /** Unique; tells a write whose answer was lost from one that never arrived. */
    id: schemas/* string */.YjP().min(1),
    time: Moment,
    tag: fields/* TagText */.sx,
    run: JournalRun,
    event: schemas/* enum */.k5n(["begin", "intent", "receipt", "heartbeat", "end"]),
    /** For example `release`, `draft`, `publication`, `rollback`; of a channel its id. */
    step: schemas/* string */.YjP(),
    commit: fields/* CommitId */.jF.optional(),
    /** Absent: the entry is about the release itself. */
    channel: JournalChannel.optional(),
    before: JournalState.optional(),
    after: JournalState.optional(),
    /** Why it ended, in a few words. */
    note: schemas/* string */.YjP().optional(),
    /** Taken or kept; null gives it back. Absent: as it was. */
    lock: JournalLock.nullable().optional(),
});
const isForeign = (entry) => "foreign" in entry;
/**
 * @param origin for messages
 * @throws {Problem} `journal-damaged` when a line is no JSON object: then nobody can tell who has the lock
 */
function readJournal(text, origin) {
    const entries = [];
    const warnings = [];
    let lock;
    for (const [at, line] of text.split("\n").entries()) {
        if (line.trim() === "")
            continue;
        const value = objectOf(line);
        if (value === undefined) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "journal-damaged",
                message: `line ${at + 1} of ${origin} is not a journal entry`,
                remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
                place: { file: origin, line: at + 1 },
            });
        }
        const parsed = JournalEntry.safeParse(value);
        const why = parsed.success ? "" : whyForeign(value, parsed.error);
        if (parsed.success)
            entries.push(parsed.data);
        else {
            entries.push({ foreign: true, why, line });
            warnings.push(`line ${at + 1} of ${origin} is kept and skipped: ${why}`);
        }
        if (value.lock === null)
            lock = undefined;
        const taken = AnyLock.safeParse(value.lock);
        const run = AnyRun.safeParse(value.run);
        if (taken.success)
            lock = { ...taken.data, ...(run.success && { run: run.data }) };
    }
    return { entries, warnings, lock };
}
/** Entries that this version can read, oldest first. */
const entriesOf = ({ entries }) => entries.filter((entry) => !isForeign(entry));
/** One line, keys in the schema's order, with its newline. */
function journalLine(entry) {
    return `${JSON.stringify(JournalEntry.parse(entry))}\n`;
}
/** The text of a journal with one more entry, whether or not its last line has its newline. */
const withEntry = (text, entry) => (text === "" || text.endsWith("\n") ? text : `${text}\n`) + journalLine(entry);
/** File of a release on the journal's branch. */
const journalPath = (tag) => `releases/${tag}.jsonl`;
function objectOf(line) {
    const value = parseJson(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
function whyForeign({ kind, schemaVersion }, error) {
    if (kind !== "slipway-journal")
        return `its kind is ${JSON.stringify(kind)}`;
    if (typeof schemaVersion === "number" && schemaVersion > 1) {
        return `it was written by a newer Slipway (schema version ${schemaVersion}; this one reads 1)`;
    }
    const [issue] = error.issues;
    return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`;
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/branch-file.js

const README = `# Journal

Slipway keeps here what every run did to a release: one file a release, one commit a step.
Each line is an entry: \`intent\` before a change, \`receipt\` after it, with the state before and after.
Nothing here is edited by hand. The branch shares no history with the others; deleting it forgets what may be rolled back.
`;
/** One file of the journal's branch, and what this run knows of it. */
class BranchFile {
    path;
    file;
    /** Set when a survey found the branch missing. */
    newBranch = false;
    forge;
    patience;
    branch;
    constructor(forge, patience, branch, path) {
        this.forge = forge;
        this.patience = patience;
        this.branch = branch;
        this.path = path;
    }
    async read() {
        this.file = await this.forge.readFile(this.branch, this.path);
        this.newBranch = false;
        return this.file;
    }
    /**
     * Changes the file by compare-and-swap. Before every further try it reads again: a write whose answer was lost is found
     * by its `mark`, and `next` decides anew about what somebody else wrote, by throwing or with another text.
     */
    async swap(message, mark, next) {
        await this.patience.persist(`writing of ${this.path} on ${this.branch}`, async (before) => {
            if (before > 0 && (await this.read())?.text.includes(mark))
                return;
            const text = next(this.file);
            const change = { text, version: this.file?.version, message, readme: README };
            try {
                this.file = await this.forge.writeFile(this.branch, this.path, {
                    ...change,
                    ...(this.newBranch && { newBranch: true }),
                });
                this.newBranch = false;
            }
            catch (error) {
                if (error instanceof failure_RequestFailure && error.conflict) {
                    throw new failure_RequestFailure({ ...error.details, again: true });
                }
                throw error;
            }
        });
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/taken-back.js
/** Steps of a release's journal by which it is taken back, and by which that is aborted. */
const ROLLBACK_STEP = { rollback: "rollback", abort: "rollback abort" };
/** Step by which a channel is taken back; that by which it gets the release is called as the channel is. */
const undoingOf = (channel) => `rollback of ${channel}`;
/** Whether a rollback of the release was begun, and not aborted since: nothing may bring it on top again but its abort. */
function isTakenBack(entries) {
    let taken = false;
    for (const { step, event } of entries) {
        if (step === ROLLBACK_STEP.rollback && event === "intent")
            taken = true;
        else if (step === ROLLBACK_STEP.abort && event === "receipt")
            taken = false;
    }
    return taken;
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-past.js

const NO_PAST = { receipt: undefined, open: undefined, takenBack: false };
/** Claims of channels that live at `now` (milliseconds since 1970): who would undo a release waits for them. */
function livingClaims(entries, now) {
    const last = new Map();
    for (const entry of entries)
        if (entry.channel !== undefined)
            last.set(entry.channel.holder, entry);
    return [...last.values()].flatMap(({ channel, run }) => channel !== undefined && channel.until !== null && Date.parse(channel.until) > now
        ? [{ channel: channel.id, until: channel.until, run }]
        : []);
}
/** @param entries of one release, oldest first */
function pastOf(entries, channel) {
    let receipt;
    /** Intents without a word on what came of them, by holder: only its own does an `end` close. */
    const open = new Map();
    let takenBack = false;
    let undone;
    /** By the intents of a rollback. */
    let meant;
    /** Places of intents, by holder. */
    const begun = new Map();
    /** Places of the newest intents of which there is a receipt. */
    let [advertised, undoing] = [-1, -1];
    for (const [place, entry] of entries.entries()) {
        if (entry.channel?.id !== channel)
            continue;
        const { holder } = entry.channel;
        if (entry.event === "intent")
            begun.set(holder, place);
        const from = begun.get(holder) ?? place;
        if (entry.step !== channel) {
            if (entry.event === "intent")
                meant = entry.after?.channel ?? meant;
            // A run that stood still may write down late what it did before the release was advertised again.
            if (entry.event !== "receipt" || from < advertised)
                continue;
            undoing = from;
            takenBack = true;
            undone = entry.after?.channel && { ...meant, ...entry.after.channel };
            continue;
        }
        if (entry.event === "receipt") {
            // After a rollback only its abort advertises the release again; a receipt for what was done before comes late.
            if (from > undoing) {
                advertised = Math.max(advertised, from);
                takenBack = false;
                undone = undefined;
                meant = undefined;
            }
            receipt = entry.after?.channel ?? receipt;
            open.clear();
        }
        else if (entry.event === "end")
            open.delete(holder);
        else if (entry.event === "intent") {
            open.set(holder, { before: open.get(holder)?.before ?? entry.before?.channel, after: entry.after?.channel });
        }
    }
    const tries = [...open.values()];
    const left = undone ?? meant;
    return {
        receipt,
        // What was there before the first of several tries is what was there before the release.
        open: tries.length === 0
            ? undefined
            : { before: tries.find(({ before }) => before)?.before, after: tries.at(-1)?.after },
        takenBack,
        ...(left && { undone: left }),
        ...(isTakenBack(entries) && { withdrawn: true }),
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/renewal.js
/**
 * Does work, and renews a lease meanwhile.
 * @param every milliseconds
 * @param renew where it fails it is tried again; the next change finds out whether the lease still holds
 */
async function whileRenewing(time, every, renew, work) {
    const stop = new AbortController();
    const keepOn = async () => {
        while (!stop.signal.aborted) {
            await time.sleep(every, stop.signal);
            if (!stop.signal.aborted)
                await renew().catch(() => { });
        }
    };
    const renewing = keepOn();
    try {
        return await work();
    }
    finally {
        stop.abort();
        await renewing;
    }
}
/** A queue: each piece of work begins when the one before it has ended, well or badly. */
function oneByOne() {
    let last = Promise.resolve();
    return (work) => {
        const turn = last.then(work);
        last = turn.catch(() => { });
        return turn;
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-turn.js








/** Milliseconds. */
const LEASE = 10 * 60_000;
const channel_turn_POLL = 5_000;
const LONGEST_WAIT = 45 * 60_000;
const TurnDocument = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz("slipway-channel-turn"),
    schemaVersion: schemas/* number */.aig(),
    channel: schemas/* string */.YjP(),
    tag: schemas/* string */.YjP(),
    run: JournalRun.loose(),
    holder: schemas/* string */.YjP(),
    /** Null: given back. */
    until: iso/* datetime */.w$().nullable(),
});
/** File on the journal's branch; the digest keeps names apart that look the same when written as a path. */
const turnPath = (channel) => `turns/${channel.replace(/[^A-Za-z0-9._-]+/g, "-")}-${(0,build_digest/* sha256 */.sc)(channel).slice(0, 8)}.json`;
/**
 * Whose turn it is at one channel, among all releases of a repository: for servers that replace an index without comparing
 * it, where the later of two releases would undo the earlier one's entry.
 */
class ChannelTurn {
    options;
    channel;
    file;
    holder = (0,external_node_crypto_.randomUUID)();
    /** Milliseconds since 1970, as last written down. */
    until = 0;
    inLine = oneByOne();
    constructor(options, channel) {
        const { forge, patience, branch } = options;
        this.options = options;
        this.channel = channel;
        this.file = new BranchFile(forge, patience, branch, turnPath(channel));
    }
    fence = {
        pass: async (wanted = MARGIN) => {
            if (this.fence.left() >= wanted)
                return;
            const why = await this.write(LEASE).then(() => undefined, (error) => (error instanceof Held ? "another run has its turn" : String(error.message)));
            if (this.fence.left() < MARGIN)
                throw lapsing(this.channel, why);
        },
        left: () => this.until - this.options.patience.time.now(),
    };
    async during(work) {
        await this.take();
        const { time } = this.options.patience;
        try {
            return await whileRenewing(time, LEASE / 3, () => this.write(LEASE), () => work(this.fence));
        }
        finally {
            // It expires by itself.
            await this.write(undefined).catch(() => { });
        }
    }
    async take() {
        const { patience, log, tag } = this.options;
        const { time } = patience;
        const deadline = time.now() + LONGEST_WAIT;
        for (let told = false;;) {
            await this.file.read();
            try {
                return await this.write(LEASE);
            }
            catch (error) {
                if (error instanceof failure_RequestFailure && error.conflict)
                    continue;
                if (!(error instanceof Held))
                    throw error;
                const { by } = error;
                const who = `${describeRun(by.run)} (${by.tag})`;
                if (time.now() >= deadline) {
                    throw remedies_problem("release-in-progress", { message: `${who} has been at ${this.channel} all the time.` });
                }
                if (!told)
                    log.info(`${tag}: ${who} is at ${this.channel}: waiting for its turn to end`);
                told = true;
                await time.sleep(channel_turn_POLL * (0.5 + time.random()));
            }
        }
    }
    /** @param lease undefined gives the turn back */
    async write(lease) {
        await this.inLine(() => this.swap(lease));
    }
    async swap(lease) {
        const { patience, tag, run } = this.options;
        const mark = (0,external_node_crypto_.randomUUID)();
        let ends = 0;
        await this.file.swap(`${tag}: turn at ${this.channel}`, mark, (file) => {
            const other = this.heldByOther(file);
            if (other !== undefined)
                throw new Held(other);
            ends = patience.time.now() + (lease ?? 0);
            const until = lease === undefined ? null : new Date(ends).toISOString();
            const document = { kind: "slipway-channel-turn", schemaVersion: 1, channel: this.channel, tag, run };
            return `${JSON.stringify({ ...document, holder: this.holder, until, mark }, null, 2)}\n`;
        });
        this.until = ends;
    }
    heldByOther(file) {
        const found = TurnDocument.safeParse(parseJson(file?.text ?? ""));
        // Unreadable: somebody edited it, and the next turn writes it anew.
        if (!found.success || found.data.holder === this.holder)
            return undefined;
        // It was ours, and another run's after that: what was read in it does not hold any more.
        if (this.until > 0)
            return found.data;
        if (found.data.until === null)
            return undefined;
        const { run, patience } = this.options;
        if (isEarlierAttempt(found.data.run, run))
            return undefined;
        return Date.parse(found.data.until) > patience.time.now() ? found.data : undefined;
    }
}
/** Control flow within `take`. */
class Held extends Error {
    by;
    constructor(by) {
        super();
        this.by = by;
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-ledger.js










/** Milliseconds. */
const CHANNEL_LEASE = 15 * 60_000;
const channel_ledger_POLL = 5_000;
/** Longer than any lease. */
const channel_ledger_LONGEST_WAIT = 40 * 60_000;
/** How often an append begins anew after as many conflicts as patience allows: channels append side by side. */
const channel_ledger_ROUNDS = 5;
function branchChannelLedger(options) {
    const { forge, patience, branch, tag, lockHolder } = options;
    const path = journalPath(tag);
    return {
        past: async (channel) => {
            const read = () => forge.readFile(branch, path);
            // Who has the lock has written there: that the file is absent is no answer, but a fault of the server's.
            const file = await (lockHolder === undefined ? read() : patience.settle(read, (found) => found !== undefined));
            if (file === undefined && lockHolder !== undefined) {
                throw remedies_problem("journal-lock-lost", {
                    message: `${path} on ${branch} is gone, and the lock of this run with it.`,
                });
            }
            return pastOf(entriesOf(readJournal(file?.text ?? "", path)), channel);
        },
        claim: async (channel, states, purpose = "release") => {
            const file = new BranchFile(forge, patience, branch, path);
            const claim = new BranchClaim(options, file, channel, stepOf(channel, purpose));
            await claim.make(states);
            return claim;
        },
        inTurn: (channel, work) => new ChannelTurn(options, channel).during(work),
    };
}
/** Channels without journal: nothing is remembered. */
const noChannelLedger = {
    past: async () => NO_PAST,
    claim: async () => ({
        past: NO_PAST,
        hold: async () => { },
        fence: noFence,
        during: (work) => work(),
        amend: async () => { },
        close: async () => { },
    }),
    inTurn: (_channel, work) => work(noFence),
};
const stepOf = (channel, purpose) => purpose === "release" ? channel : undoingOf(channel);
class BranchClaim {
    past = NO_PAST;
    options;
    file;
    channel;
    step;
    holder = (0,external_node_crypto_.randomUUID)();
    /** Milliseconds since 1970. */
    until = 0;
    inLine = oneByOne();
    constructor(options, file, channel, step) {
        this.options = options;
        this.file = file;
        this.channel = channel;
        this.step = step;
    }
    async make(states) {
        const { time } = this.options.patience;
        const deadline = time.now() + channel_ledger_LONGEST_WAIT;
        for (let told = false;; told = true) {
            await this.file.read();
            try {
                await this.append("intent", states, (journal) => {
                    this.requireLock(journal);
                    const other = this.inTheWay(journal);
                    if (other !== undefined)
                        throw new InTheWay(other);
                    this.past = pastOf(entriesOf(journal), this.channel);
                });
                return;
            }
            catch (error) {
                if (!(error instanceof InTheWay))
                    throw this.explain(error);
                if (error.final || time.now() >= deadline)
                    throw remedies_problem("release-in-progress", { message: error.message });
                if (!told)
                    this.options.log.info(`${error.message} Waiting for it.`);
                await time.sleep(channel_ledger_POLL * (0.5 + time.random()));
            }
        }
    }
    async hold() {
        await this.file.read();
        const journal = this.parse();
        this.requireLock(journal);
        const other = this.lockInTheWay(journal);
        if (other !== undefined)
            throw remedies_problem("release-in-progress", { message: other.message });
        this.requireOurs(journal);
        if (this.fence.left() < MARGIN)
            await this.beat();
    }
    fence = {
        pass: async (wanted = MARGIN) => {
            if (this.fence.left() >= wanted)
                return;
            const failure = await this.beat().catch((error) => error);
            if (this.fence.left() >= MARGIN)
                return;
            if (failure instanceof build_problem/* Problem */.AF)
                throw failure;
            throw lapsing(this.channel, failure instanceof Error ? failure.message : undefined);
        },
        left: () => this.until - this.options.patience.time.now(),
    };
    async during(work) {
        return await whileRenewing(this.options.patience.time, CHANNEL_LEASE / 3, () => this.beat(), work);
    }
    async amend(states) {
        await this.append("intent", states, (journal) => this.requireOurs(journal));
    }
    async close(how, { note, ...states } = {}) {
        if (this.until === 0)
            return;
        await this.append(how === "unclear" ? "heartbeat" : how, states, undefined, { last: true, note });
        this.until = 0;
    }
    async beat() {
        await this.append("heartbeat", {}, (journal) => this.requireOurs(journal));
    }
    /** What works under a lock is over with it: whoever came after may have come to its end. @throws {Problem} `journal-lock-lost` */
    requireLock({ lock }) {
        const { tag, lockHolder } = this.options;
        if (lockHolder === undefined || lock?.holder === lockHolder)
            return;
        throw remedies_problem("journal-lock-lost", {
            message: `the lock on ${tag} was this run's and is not any more, because it stood still for too long: nothing further is changed at ${this.channel}.`,
        });
    }
    /**
     * A claim that lapsed, while a limit of requests lasted for example, is not renewed over what others did meanwhile:
     * what this run found and decided may not hold any more.
     * @throws {Problem} `journal-lock-lost`
     */
    requireOurs(journal) {
        this.requireLock(journal);
        const { patience, run } = this.options;
        const entries = entriesOf(journal);
        const own = entries.findLastIndex(({ channel }) => channel?.holder === this.holder);
        const lapsed = this.until <= patience.time.now();
        const other = entries
            .slice(own + 1)
            .find(({ channel, event, run: { id } }) => channel === undefined ? lapsed && id !== run.id : event === "intent" && channel.id === this.channel);
        if (other !== undefined)
            throw lapsing(this.channel, `${describeRun(other.run)} came meanwhile`);
    }
    async append(event, { before, after }, check = () => { }, { last = false, note } = {}) {
        const { tag, run, patience } = this.options;
        const id = (0,external_node_crypto_.randomUUID)();
        const write = async () => {
            let until = 0;
            await this.persist(`${tag}: ${event} of ${this.step}`, id, (text) => {
                const now = patience.time.now();
                check(readJournal(text, this.file.path));
                until = now + CHANNEL_LEASE;
                const entry = {
                    kind: "slipway-journal",
                    schemaVersion: 1,
                    id,
                    time: new Date(now).toISOString(),
                    tag,
                    run,
                    event,
                    step: this.step,
                    channel: { id: this.channel, holder: this.holder, until: last ? null : new Date(until).toISOString() },
                    ...(before && { before: { channel: before } }),
                    ...(after && { after: { channel: after } }),
                    ...(note !== undefined && { note }),
                };
                return withEntry(text, entry);
            });
            this.until = until;
        };
        await this.inLine(write);
    }
    async persist(message, mark, next) {
        for (let round = 1;; round++) {
            try {
                return await this.file.swap(message, mark, (file) => next(file?.text ?? ""));
            }
            catch (error) {
                const raced = error instanceof failure_RequestFailure && error.conflict;
                if (!raced || round === channel_ledger_ROUNDS)
                    throw error;
                await this.file.read();
                if (this.file.file?.text.includes(mark))
                    return;
            }
        }
    }
    parse() {
        return readJournal(this.file.file?.text ?? "", this.file.path);
    }
    /** Another run at this channel of this release, or at the release as a whole. */
    inTheWay(journal) {
        const { patience, run, tag } = this.options;
        const lock = this.lockInTheWay(journal);
        if (lock !== undefined)
            return lock;
        const claims = livingClaims(entriesOf(journal), patience.time.now()).filter((claim) => claim.channel === this.channel && !isEarlierAttempt(claim.run, run));
        const [claim] = claims;
        if (claim === undefined)
            return undefined;
        return new InTheWay({
            message: `${describeRun(claim.run)} is at ${this.channel} for ${tag}, until ${claim.until} at most.`,
            final: false,
        });
    }
    lockInTheWay(journal) {
        const { patience, run, tag, lockHolder } = this.options;
        const { lock } = journal;
        if (lock === undefined || lock.holder === lockHolder)
            return undefined;
        if (Date.parse(lock.until) <= patience.time.now())
            return undefined;
        if (lock.run !== undefined && isEarlierAttempt(lock.run, run))
            return undefined;
        const step = entriesOf(journal).find((entry) => entry.lock?.holder === lock.holder)?.step ?? "release";
        return new InTheWay({
            message: `${describeRun(lock.run ?? { id: lock.holder })} has ${tag} to itself (${step}), until ${lock.until} at most.`,
            // What is being taken back is not advertised any more.
            final: step.startsWith("rollback"),
        });
    }
    explain(error) {
        const { forge, branch } = this.options;
        if (!(error instanceof failure_RequestFailure))
            return error;
        if (!error.forbidden && error.status !== 403 && error.status !== 404)
            return error;
        return remedies_problem(error.forbidden ? "journal-forbidden" : "token-read-only", {
            message: `the journal cannot be written to the branch ${branch} of ${forge.repository}: ${error.details.reason}. The channel was not touched.`,
            cause: error,
        });
    }
}
/** Control flow within `make`. */
class InTheWay extends Error {
    final;
    constructor({ message, final }) {
        super(message);
        this.final = final;
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/action/drive.js



/** What the actions of channels share, from inputs to outcome. */
/** A re-run has the same id and the next attempt. */
function journalRun({ runtime }, repository, env) {
    const id = runtime.runId;
    // Outside GitHub Actions two processes have nothing in common.
    if (id === undefined)
        return { id: `local-${process.pid}-${Date.now()}`, attempt: 1 };
    const attempt = Number(env.GITHUB_RUN_ATTEMPT ?? 1);
    const url = `${runtime.serverUrl}/${repository}/actions/runs/${id}`;
    return { id, attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1, url };
}
function channelDeps(options) {
    const { kit, forge, patience, journal, tag, dryRun, env, fetch, addressDeadline } = options;
    const run = journalRun(kit, forge.repository, env);
    return {
        log: kit.log,
        patience,
        dryRun,
        ledger: journal === undefined
            ? noChannelLedger
            : branchChannelLedger({ forge, patience, log: kit.log, branch: journal, tag, run }),
        ...(fetch !== undefined && { fetch }),
        ...(addressDeadline !== undefined && { addressDeadline }),
    };
}
/** Of a cancelled job what is begun is finished, and nothing further is begun. */
async function untilCancelled({ log }, work) {
    return await withCancellation(() => log.warning("cancelled: nothing further is begun; the next run goes on from here"), work);
}
function describeOutcome(outcome) {
    switch (outcome.type) {
        case "changed":
            return `${outcome.change.summary}${outcome.state.url === undefined ? "" : ` ${outcome.state.url}`}`;
        case "proposed":
            return `would change ${outcome.change.summary}`;
        case "impossible":
            return outcome.because;
        case "failed":
            return `${outcome.problem.message}. What to do: ${outcome.problem.remedy}`;
        default:
            return outcome.why;
    }
}
/**
 * Tells what became of every channel; afterwards, and only then, a failed one fails the job.
 * @throws {Problem} the channel's own where one failed, `channels-failed` where several did
 */
async function concludeChannels(outcomes, kit) {
    const rows = outcomes.map((outcome) => [outcome.title, outcome.type, describeOutcome(outcome)]);
    await kit.summarise((0,summary/* markdownTable */.Qj)({ head: ["Channel", "Outcome", "What"], rows }));
    const failed = outcomes.flatMap((outcome) => (outcome.type === "failed" ? [outcome] : []));
    const [first] = failed;
    if (first !== undefined && failed.length === 1)
        throw first.problem;
    if (first !== undefined) {
        throw new build_problem/* Problem */.AF({
            kind: first.problem.kind,
            code: "channels-failed",
            message: failed.map(({ title, problem }) => `${title}: ${problem.message}`).join("; "),
            remedy: failed.map(({ problem }) => problem.remedy).join("; "),
            cause: first.problem,
        });
    }
    return outcomesOf(outcomes);
}
/** The output `outcomes`: JSON, one object a channel. */
function outcomesOf(outcomes) {
    return JSON.stringify(outcomes.map((outcome) => ({
        id: outcome.id,
        outcome: outcome.type,
        ...(outcome.type === "changed" && { version: outcome.state.version, url: outcome.state.url ?? null }),
    })));
}

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 13 modules
var dist_src = __webpack_require__(5194);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(3779);
;// CONCATENATED MODULE: ./packages/forge/build/github/api.js



const API_VERSION = "2022-11-28";
const USER_AGENT = "slipway";
/** Milliseconds. Answers of the API are small; none takes longer. */
const ANSWER_DEADLINE = 60_000;
const Client = dist_src/* Octokit */.E.plugin(dist_bundle/* paginateRest */.ud);
/** @param repository `owner/name` */
function pathOf(repository) {
    const [owner = "", repo = ""] = repository.split("/");
    return { owner, repo };
}
function openApi(options) {
    const quiet = () => { };
    const client = new Client({
        auth: options.token,
        baseUrl: options.apiUrl,
        userAgent: USER_AGENT,
        log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
        request: {
            fetch: (url, init) => wholeAnswer(options.fetch, url, init, options.deadline),
        },
    });
    const once = async (operation, ask) => {
        try {
            return await ask(client);
        }
        catch (error) {
            throw translate(operation, error, options.patience.time.now());
        }
    };
    const repeat = (operation, ask, guard) => options.patience.persist(operation, async () => {
        await guard?.();
        return await once(operation, ask);
    });
    return {
        once,
        repeat,
        find: async (operation, ask, guard) => {
            try {
                return await repeat(operation, ask, guard);
            }
            catch (error) {
                if (error instanceof failure_RequestFailure && error.status === 404)
                    return undefined;
                throw error;
            }
        },
    };
}
/**
 * Reads the answer to its end before Octokit sees it: Octokit takes a body that breaks off, or that is no JSON, for an empty
 * text, and a look-up that failed would pass for one that found nothing.
 */
async function wholeAnswer(fetch, url, init, deadline) {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(deadline) });
    const text = await response.text();
    const { status, statusText, headers } = response;
    if (response.ok && status !== 204) {
        try {
            JSON.parse(text);
        }
        catch {
            throw new Error(`the answer is not GitHub's, or was cut short (${status}, ${text.length} characters)`);
        }
    }
    return new Response(text === "" ? null : text, { status, statusText, headers: withoutEncoding(headers) });
}
/** The text is unpacked by now. */
function withoutEncoding(headers) {
    const copy = new Headers(headers);
    copy.delete("content-encoding");
    copy.delete("content-length");
    return copy;
}
/** Octokit's errors carry the request, headers included; of them only status, answer and message are taken over. */
function translate(operation, error, now) {
    if (!(error instanceof Error))
        return error;
    if (error.name === "GraphqlResponseError")
        return translateGraphql(operation, error, now);
    if (typeof error.status !== "number")
        return error;
    const { status, message, response } = error;
    // Without an answer Octokit reports 500, which would pass for the server's own.
    if (response === undefined)
        return new failure_RequestFailure({ operation, reason: deepest(error) ?? message });
    return failureFromAnswer(operation, status, response.headers, response.data, now);
}
/** `fetch failed` says nothing; its cause does. */
function deepest(error) {
    const { cause } = error;
    if (!(cause instanceof Error))
        return undefined;
    return deepest(cause) ?? (cause.message === "" ? cause.code : cause.message);
}
/**
 * GraphQL answers 200 with errors in the body; a primary limit has the type RATE_LIMITED, a secondary one may only say so
 * (docs.github.com, "Rate limits and query limits for the GraphQL API").
 */
function translateGraphql(operation, error, now) {
    const { headers, errors } = error;
    const [first] = errors ?? [];
    const statuses = { RATE_LIMITED: 429, NOT_FOUND: 404, FORBIDDEN: 403 };
    const message = first?.message ?? error.message;
    const said = /rate limit/i.test(message) ? 429 : /something went wrong/i.test(message) ? 502 : 422;
    return failureFromAnswer(operation, statuses[first?.type ?? ""] ?? said, headers ?? {}, { message }, now);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./packages/forge/build/github/exchange.js





/** Slow lines are allowed, dead ones are not: besides five minutes, a transfer has the time that 200 kB/s need. */
function transferDeadlines(size) {
    return { connect: 30_000, idle: 60_000, total: 300_000 + size / 200 };
}
/**
 * One request over plain `http(s).request`. Bodies are files piped in: `fetch` sends a stream in chunks, which GitHub's
 * upload host refuses, and is about three times slower.
 * @returns the answer, of any status; the caller consumes or destroys it
 * @throws {RequestFailure} when no answer arrives in time
 */
function exchange({ operation, method, url, headers, file, body: bytes, deadlines, tell, }) {
    return new Promise((resolve, reject) => {
        const request = (url.protocol === "https:" ? external_node_https_ : external_node_http_).request(url, {
            method,
            // Text, not a number: newer Node 24 refuses a numeric value set by hand.
            headers: {
                ...headers,
                ...(file && { "content-length": String(file.size) }),
                ...(bytes && { "content-length": String(bytes.byteLength) }),
            },
        });
        const body = file === undefined ? undefined : openBody(file);
        let answered = false;
        const timers = [
            setTimeout(() => abort(`no connection within ${deadlines.connect / 1000} s`), deadlines.connect),
            setTimeout(() => abort(`not finished within ${Math.round(deadlines.total / 1000)} s`), deadlines.total),
        ];
        const [connecting] = timers;
        const close = () => {
            for (const timer of timers)
                clearTimeout(timer);
            body?.destroy();
        };
        const abort = (reason) => request.destroy(new Error(reason));
        request.setTimeout(deadlines.idle, () => abort(`nothing moved for ${deadlines.idle / 1000} s`));
        request.on("socket", (socket) => {
            if (!socket.connecting)
                clearTimeout(connecting);
            else
                socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => clearTimeout(connecting));
        });
        request.on("response", (response) => {
            answered = true;
            // An early refusal ends the upload: what is left of the file need not travel.
            body?.unpipe(request);
            body?.destroy();
            // A request without its whole body must not go back to the pool of connections.
            response.once("close", () => {
                close();
                if (!request.writableFinished)
                    request.destroy();
            });
            resolve(response);
        });
        request.on("error", (error) => {
            close();
            if (!answered)
                reject(unanswered(operation, error));
        });
        if (body === undefined) {
            request.end(bytes);
            return;
        }
        body.on("error", (error) => {
            reject(changed(`${file?.path} cannot be read any more: ${error.message}`, error));
            request.destroy();
        });
        body.on("end", () => {
            if (body.bytesRead === file?.size)
                return;
            reject(changed(`${file?.path} has ${body.bytesRead} bytes now; it had ${file?.size}`));
            request.destroy();
        });
        if (tell !== undefined)
            body.on("data", () => tell(body.bytesRead));
        body.pipe(request);
    });
}
/** Not the server's doing, so not worth another try. */
function changed(message, cause) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "artifact-changed",
        message,
        remedy: "nothing may touch the files of a release while it is published; run the job again",
        cause,
    });
}
/** Reads no byte past the announced length, should the file grow. */
function openBody({ path, size }) {
    return (0,external_node_fs_.createReadStream)(path, size === 0 ? {} : { end: size - 1, highWaterMark: 1 << 18 });
}
function unanswered(operation, error) {
    return new failure_RequestFailure({
        operation,
        reason: reasonOf(error),
        ...(error.code !== undefined && { code: error.code }),
    });
}
function reasonOf(error) {
    // Node joins the errors of every address tried ("happy eyeballs") into one without a message of its own.
    if (error instanceof AggregateError)
        return error.errors.map((each) => String(each?.message ?? each)).join("; ");
    return error.message === "" ? (error.code ?? "the connection failed") : error.message;
}
/** Bytes: what is behind them is not read. */
const MOST_ANSWER = 1 << 20;
/** The whole of a small answer. @throws {RequestFailure} */
async function readAnswer(operation, response) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response) {
            size += chunk.byteLength;
            if (size > MOST_ANSWER)
                break;
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw new failure_RequestFailure({ operation, reason: reasonOf(error) });
    }
    const text = Buffer.concat(chunks).toString("utf8");
    try {
        return JSON.parse(text);
    }
    catch {
        // Gateways answer in HTML.
        return { message: text.startsWith("<") ? "" : text.slice(0, 200) };
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/github/files.js


/**
 * Files of a branch. A change of one file is one request, `PUT …/contents/{path}`: it makes blob, tree and commit, and moves
 * the branch, if the file has the given blob still and the branch did not move meanwhile; so it is a compare-and-swap
 * (docs.github.com, "REST API endpoints for repository contents").
 */
function files({ api, at }) {
    return {
        readFile: async (ref, path) => {
            const found = await api.find(`look-up of ${path}`, (client) => client.request("GET /repos/{owner}/{repo}/contents/{path}", {
                ...at,
                path,
                ...(ref !== undefined && { ref }),
            }));
            if (found === undefined)
                return undefined;
            const { data } = found;
            if (Array.isArray(data) || !("content" in data) || data.encoding !== "base64") {
                throw new failure_RequestFailure({
                    operation: `look-up of ${path}`,
                    status: 310,
                    reason: "it is no file, or too large",
                });
            }
            return { text: Buffer.from(data.content, "base64").toString("utf8"), version: data.sha };
        },
        writeFile: async (branch, path, change) => {
            if (change.newBranch)
                return await begin(api, at, branch, path, change);
            try {
                await api.once(`writing of ${path} on ${branch}`, (client) => client.request("PUT /repos/{owner}/{repo}/contents/{path}", {
                    ...at,
                    path,
                    branch,
                    message: change.message,
                    content: Buffer.from(change.text).toString("base64"),
                    ...(change.version !== undefined && { sha: change.version }),
                }));
            }
            catch (error) {
                if (!(error instanceof failure_RequestFailure) || !/^Branch .* not found/.test(error.details.reason))
                    throw error;
                return await begin(api, at, branch, path, change);
            }
            return stored(change.text);
        },
    };
}
/** An orphan branch of one commit; contents requests cannot make one. */
async function begin(api, at, branch, path, { text, message, readme }) {
    const operation = `creation of the branch ${branch}`;
    const file = (name, content) => ({ path: name, mode: "100644", type: "blob", content });
    const tree = await api.once(operation, (client) => client.request("POST /repos/{owner}/{repo}/git/trees", {
        ...at,
        tree: [file("README.md", readme), file(path, text)],
    }));
    const commit = await api.once(operation, (client) => client.request("POST /repos/{owner}/{repo}/git/commits", { ...at, message, tree: tree.data.sha, parents: [] }));
    await api.once(operation, (client) => client.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/heads/${branch}`, sha: commit.data.sha }));
    return stored(text);
}
/** Git's id of a blob ("Git Internals", Git Objects). */
function stored(text) {
    const bytes = Buffer.from(text);
    return { text, version: (0,external_node_crypto_.createHash)("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex") };
}

;// CONCATENATED MODULE: ./packages/forge/build/github/survey.js


/** By GraphQL, in one request: REST has none that shows a draft by its tag. */
async function survey(api, at, tag, journal) {
    const paths = journal?.paths ?? [];
    const operation = `look-up of ${tag}`;
    const { repository } = await api.repeat(operation, (client) => client.graphql(queryFor(paths.length), {
        owner: at.owner,
        name: at.repo,
        tag,
        ref: `refs/tags/${tag}`,
        ...(journal && { branch: `refs/heads/${journal.branch}` }),
        ...Object.fromEntries(paths.map((path, index) => [`path${index}`, `${journal?.branch}:${path}`])),
    }));
    if (!repository)
        throw new failure_RequestFailure({ operation, status: 404, reason: "the repository is not found" });
    const files = new Map();
    for (const [index, path] of paths.entries()) {
        const blob = repository[`file${index}`];
        if (!blob)
            continue;
        if (typeof blob.text !== "string" || blob.isTruncated) {
            throw new failure_RequestFailure({ operation, status: 310, reason: `${path} is no text, or too large` });
        }
        files.set(path, { text: blob.text, version: blob.oid });
    }
    const { release, latestRelease } = repository;
    return {
        commit: peel(repository.tag?.target),
        release: release
            ? {
                id: release.databaseId,
                draft: release.isDraft,
                prerelease: release.isPrerelease,
                immutable: release.immutable,
                assets: release.releaseAssets.totalCount,
            }
            : undefined,
        latest: latestRelease ? { id: latestRelease.databaseId, tag: latestRelease.tagName } : undefined,
        files,
        branchExists: Boolean(repository.branch),
    };
}
/** An annotated tag may point to a tag; two steps are asked for, as deep as any release goes. */
function peel(object) {
    if (!object)
        return undefined;
    return object.target === undefined ? object.oid : peel(object.target);
}
function queryFor(count) {
    const indices = Array.from({ length: count }, (_, index) => index);
    const variables = indices.map((index) => `, $path${index}: String!`).join("");
    const blobs = indices
        .map((index) => `file${index}: object(expression: $path${index}) { oid ... on Blob { text isTruncated } }`)
        .join("\n    ");
    return `query Survey($owner: String!, $name: String!, $tag: String!, $ref: String!${count > 0 ? ", $branch: String!" : ""}${variables}) {
  repository(owner: $owner, name: $name) {
    tag: ref(qualifiedName: $ref) { target { oid ... on Tag { target { oid ... on Tag { target { oid } } } } } }
    ${count > 0 ? "branch: ref(qualifiedName: $branch) { name }" : ""}
    latestRelease { databaseId tagName }
    release(tagName: $tag) { databaseId isDraft isPrerelease immutable releaseAssets(first: 1) { totalCount } }
    ${blobs}
  }
}`;
}
/** By GraphQL: REST lists categories of discussions nowhere. */
async function discussionCategories(api, at) {
    const query = `query Categories($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { hasDiscussionsEnabled discussionCategories(first: 100) { nodes { name } } }
}`;
    const ask = api.repeat("look-up of the categories of discussions", (client) => client.graphql(query, { owner: at.owner, name: at.repo }));
    const { repository } = await ask.catch((error) => {
        if (error instanceof failure_RequestFailure && error.status === 403 && !isRateLimit(error.details))
            return { repository: null };
        throw error;
    });
    if (repository?.hasDiscussionsEnabled === false)
        return [];
    return repository?.discussionCategories?.nodes?.flatMap((node) => (node ? [node.name] : []));
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./packages/forge/build/publish/limits.js

/** GitHub's limits for one release (docs.github.com, "About releases"). */
const limits_MOST_ASSETS = 1000;
const LARGEST_ASSET = (/* unused pure expression or super */ null && (2 ** 31 - 1));
const LONGEST_NOTES = 125_000;
/** @throws {Problem} `too-many-assets`, `asset-too-large`, `asset-empty`, `notes-too-long` */
function requireWithinLimits(assets, body) {
    if (assets.length > limits_MOST_ASSETS) {
        throw problem("too-many-assets", {
            message: `the release would have ${assets.length} assets; GitHub takes ${limits_MOST_ASSETS}`,
        });
    }
    const large = assets.find((asset) => asset.size > LARGEST_ASSET);
    if (large !== undefined) {
        throw problem("asset-too-large", {
            message: `${large.name} has ${large.size} bytes; GitHub takes assets under 2 GiB`,
        });
    }
    const empty = assets.find((asset) => asset.size === 0);
    if (empty !== undefined) {
        throw problem("asset-empty", { message: `${empty.name} is empty; GitHub takes no assets without content` });
    }
    // GitHub counts characters; a JavaScript length counts some of them twice, which only errs to the safe side.
    if (body.length > LONGEST_NOTES) {
        throw problem("notes-too-long", {
            message: `the notes have ${body.length} characters with Slipway's mark; GitHub takes ${LONGEST_NOTES}`,
        });
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/github/views.js

/** @throws {RequestFailure} for an answer that lists no assets, not even none: it is not GitHub's */
function release(answer) {
    if (!Array.isArray(answer.assets)) {
        throw new failure_RequestFailure({ operation: "look-up of the release", reason: "the answer has no list of assets" });
    }
    return {
        id: answer.id,
        tag: answer.tag_name,
        title: answer.name ?? "",
        body: answer.body ?? "",
        draft: answer.draft,
        prerelease: answer.prerelease,
        immutable: answer.immutable ?? false,
        target: answer.target_commitish,
        discussion: answer.discussion_url,
        url: answer.html_url,
        uploadUrl: answer.upload_url,
        assets: answer.assets.map(asset),
    };
}
function asset(answer) {
    const createdAt = Date.parse(answer.created_at);
    return {
        id: answer.id,
        name: answer.name,
        size: answer.size,
        state: answer.state,
        sha256: /^sha256:(?<hex>[0-9a-f]{64})$/i.exec(answer.digest ?? "")?.groups?.hex?.toLowerCase(),
        url: answer.browser_download_url,
        ...(!Number.isNaN(createdAt) && { createdAt }),
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/github/transfers.js






const REDIRECTS = 5;
/** A release's assets on GitHub. Bytes go over plain `http(s).request`, the rest through Octokit. */
function transfers({ api, at, apiUrl, token, patience, exchange }) {
    const anonymous = { "user-agent": USER_AGENT, "x-github-api-version": API_VERSION };
    const headers = { authorization: `token ${token}`, ...anonymous };
    const refusal = async (operation, response) => failureFromAnswer(operation, response.statusCode ?? 0, response.headers, await readAnswer(operation, response), patience.time.now());
    return {
        listAssets: async (releaseId) => {
            const { assets } = await api.repeat("list of the release's assets", async (client) => {
                const path = "GET /repos/{owner}/{repo}/releases/{release_id}";
                return release((await client.request(path, { ...at, release_id: releaseId })).data);
            });
            if (!mayBeCut(assets.length))
                return assets;
            const listed = await api.repeat("list of the release's assets", (client) => client.paginate("GET /repos/{owner}/{repo}/releases/{release_id}/assets", {
                ...at,
                release_id: releaseId,
                per_page: PAGE,
            }));
            return listed.map(asset);
        },
        uploadAsset: async ({ uploadUrl }, file, tell, guard) => {
            await patience.pace();
            await guard?.();
            const operation = `upload of ${file.name}`;
            const url = new URL(uploadUrl.replace(/\{[^}]*\}$/, ""));
            url.searchParams.set("name", file.name);
            const response = await exchange({
                operation,
                method: "POST",
                url,
                headers: { ...headers, accept: "application/vnd.github+json", "content-type": contentType(file.name) },
                file,
                ...(tell && { tell }),
                deadlines: transferDeadlines(file.size),
            });
            if (response.statusCode !== 201)
                throw await refusal(operation, response);
            const answer = (await readAnswer(operation, response));
            if (typeof answer.id !== "number" || typeof answer.name !== "string") {
                throw new failure_RequestFailure({ operation, reason: "the answer was cut short" });
            }
            return asset(answer);
        },
        renameAsset: async (id, name, guard) => {
            const { data } = await api.repeat(`renaming to ${name}`, (client) => client.request("PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...at, asset_id: id, name }), guard);
            return asset(data);
        },
        deleteAsset: async (id, guard) => {
            await api.find("deletion of an asset", (client) => client.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...at, asset_id: id }), guard);
        },
        downloadAsset: (id) => {
            const operation = "download of an asset";
            return patience.persist(operation, async () => {
                const start = new URL(`${apiUrl.replace(/\/$/, "")}/repos/${at.owner}/${at.repo}/releases/assets/${id}`);
                let url = start;
                for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
                    const response = await exchange({
                        operation,
                        method: "GET",
                        url,
                        // The signed address that GitHub sends downloads to must not see the token.
                        headers: { ...(url.origin === start.origin ? headers : anonymous), accept: "application/octet-stream" },
                        deadlines: transferDeadlines(2 ** 31),
                    });
                    if (response.statusCode === 200)
                        return told(response, operation);
                    const { location } = response.headers;
                    if (response.statusCode === undefined || response.statusCode >= 400 || location === undefined) {
                        throw await refusal(operation, response);
                    }
                    response.resume();
                    url = new URL(location, url);
                }
                throw new failure_RequestFailure({ operation, status: 310, reason: `more than ${REDIRECTS} redirects` });
            });
        },
    };
}
/** A connection that breaks in the middle is a failed request too. */
function told(stream, operation) {
    const chunks = async function* () {
        try {
            yield* stream;
        }
        catch (error) {
            throw new failure_RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
        }
    };
    return external_node_stream_.Readable.from(chunks(), { objectMode: false });
}
const PAGE = 100;
/**
 * A release's own answer lists all its assets; GitHub's command line relies on it. Should it ever be cut, then at a round
 * number: such a list is asked for page by page, except the longest that can exist.
 */
const mayBeCut = (count) => count > 0 && count % PAGE === 0 && count < limits_MOST_ASSETS;
const TYPES = [
    [/\.(?:gz|tgz)$/, "application/gzip"],
    [/\.xz$/, "application/x-xz"],
    [/\.zst$/, "application/zstd"],
    [/\.zip$/, "application/zip"],
    [/\.json$/, "application/json"],
    [/\.(?:txt|asc|sha256|sha512|md5)$|^(?:SHA256|SHA512|MD5)SUMS$/, "text/plain; charset=utf-8"],
];
/** Media types as IANA registers them; what a browser shows or saves depends on it. */
function contentType(name) {
    return TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? "application/octet-stream";
}

;// CONCATENATED MODULE: ./packages/forge/build/github/github-forge.js








const github_forge_PAGE = 100;
/** GitHub's own name for what workflows do (docs.github.com, "actions/checkout", "Push a commit"). */
const TAGGER = { name: "github-actions[bot]", email: "41898282+github-actions[bot]@users.noreply.github.com" };
/** Annotated tags may point to tags. */
const TAG_DEPTH = 10;
/** Releases on GitHub, by its REST API (version 2022-11-28) and, for drafts in a long history, GraphQL. */
function githubForge(options) {
    const { repository, apiUrl, token, patience, deadline = ANSWER_DEADLINE } = options;
    const transport = options.transport ?? { fetch, exchange: exchange };
    const api = openApi({ apiUrl, token, patience, deadline, fetch: transport.fetch });
    const at = pathOf(repository);
    /** What annotated tags point to never changes. */
    const peeled = new Map();
    return {
        repository,
        ...transfers({ api, at, apiUrl, token, patience, exchange: transport.exchange }),
        ...files({ api, at }),
        /** Generating notes needs `contents: write` and stores nothing. */
        probeAccess: async (tag) => {
            try {
                await api.repeat("probe of the token", (client) => client.request("POST /repos/{owner}/{repo}/releases/generate-notes", { ...at, tag_name: tag }));
                return { writable: true };
            }
            catch (error) {
                if (!(error instanceof failure_RequestFailure) || isRateLimit(error.details))
                    throw error;
                // Something else is wrong, for example with .github/release.yml, and that is told only to those who may write.
                if (error.status === 422)
                    return { writable: true };
                // 404: the token does not see the repository, or sees it and may not write.
                if (error.status === 403 || error.status === 404)
                    return { writable: false, reason: error.details.reason };
                throw error;
            }
        },
        resolveTag: async (tag) => {
            const found = await api.find("look-up of the tag", (client) => client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...at, ref: `tags/${tag}` }));
            if (found === undefined)
                return undefined;
            const start = found.data.object;
            let object = start;
            for (let depth = 0; object.type === "tag" && depth < TAG_DEPTH; depth++) {
                const known = peeled.get(object.sha);
                if (known !== undefined)
                    return known;
                const { sha } = object;
                const { data } = await api.repeat("look-up of the annotated tag", (client) => client.request("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", { ...at, tag_sha: sha }));
                object = data.object;
            }
            if (object.type !== "commit")
                return undefined;
            if (start.type === "tag")
                peeled.set(start.sha, object.sha);
            return object.sha;
        },
        createTag: async ({ tag, commit, message, time }, guard) => {
            // An object that nothing refers to yet; equal content makes the same one again.
            const { data } = await api.repeat("creation of the tag", (client) => client.request("POST /repos/{owner}/{repo}/git/tags", {
                ...at,
                tag,
                message,
                object: commit,
                type: "commit",
                tagger: { ...TAGGER, date: time },
            }));
            try {
                await api.repeat("creation of the tag's ref", (client) => client.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/tags/${tag}`, sha: data.sha }), guard);
                return true;
            }
            catch (error) {
                if (error instanceof failure_RequestFailure && error.conflict)
                    return false;
                throw error;
            }
        },
        survey: (tag, journal) => survey(api, at, tag, journal),
        findReleases: (tag) => findReleases(api, at, tag),
        release: (id) => releaseBy(api, at, id, "look-up of the release"),
        discussionCategories: () => discussionCategories(api, at),
        latestRelease: async () => {
            const found = await api.find("look-up of the latest release", (client) => client.request("GET /repos/{owner}/{repo}/releases/latest", { ...at }));
            return found && release(found.data);
        },
        createDraft: async ({ tag, commit, title, body, prerelease }, guard) => {
            await patience.pace();
            await guard?.();
            // No target commit where the tag exists: naming one that changes workflows is answered 404.
            const { data } = await api.once("creation of the draft", (client) => client.request("POST /repos/{owner}/{repo}/releases", {
                ...at,
                tag_name: tag,
                name: title,
                body,
                prerelease,
                draft: true,
                ...(commit !== undefined && { target_commitish: commit }),
            }));
            return release(data);
        },
        updateRelease: async (id, given, guard) => {
            const place = { ...at, release_id: id };
            return await patience.persist("update of the release", async () => {
                await guard?.();
                let changes = given;
                if (typeof changes === "function") {
                    const { data } = await api.once("look-up of the release", (client) => client.request("GET /repos/{owner}/{repo}/releases/{release_id}", place));
                    const now = release(data);
                    const decided = await changes(now);
                    if (decided === undefined)
                        return now;
                    // The look-up may have taken as long as an answer may.
                    await guard?.();
                    changes = decided;
                }
                const fields = fieldsOf(changes);
                const { data } = await api.once("update of the release", (client) => client.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", { ...place, ...fields }));
                return release(data);
            });
        },
        deleteDraft: async (id, guard) => {
            let published = false;
            try {
                await api.find("deletion of the draft", (client) => client.request("DELETE /repos/{owner}/{repo}/releases/{release_id}", { ...at, release_id: id }), async () => {
                    await guard?.();
                    published = (await releaseBy(api, at, id, "look-up of the draft"))?.draft === false;
                    if (published)
                        throw new NoDraft();
                });
            }
            catch (error) {
                if (!(error instanceof NoDraft))
                    throw error;
            }
            return !published;
        },
        generateNotes: async ({ tag, previousTag, commit }) => {
            const { data } = await api.repeat("generation of notes", (client) => client.request("POST /repos/{owner}/{repo}/releases/generate-notes", {
                ...at,
                tag_name: tag,
                ...(previousTag !== undefined && { previous_tag_name: previousTag }),
                ...(commit !== undefined && { target_commitish: commit }),
            }));
            return { title: data.name, body: data.body };
        },
    };
}
function fieldsOf({ title, commit, makeLatest, discussion, ...rest }) {
    return {
        ...rest,
        ...(title !== undefined && { name: title }),
        ...(commit !== undefined && { target_commitish: commit }),
        ...(discussion !== undefined && { discussion_category_name: discussion }),
        // A string in this API, unlike its neighbours.
        ...(makeLatest !== undefined && { make_latest: makeLatest ? "true" : "false" }),
    };
}
async function releaseBy(api, at, id, operation) {
    const found = await api.find(operation, (client) => client.request("GET /repos/{owner}/{repo}/releases/{release_id}", { ...at, release_id: id }));
    return found && release(found.data);
}
/** Control flow within `deleteDraft`, never seen outside. */
class NoDraft extends Error {
}
/**
 * The list is the only REST look-up that shows drafts, and it lags behind writes. Its newest page is asked; unless that shows
 * the tag's published release, GraphQL is asked for it as well (the query that GitHub's own command line uses). So the cost
 * does not grow with history, and what was published a moment ago is not taken for a draft.
 */
async function findReleases(api, at, tag) {
    const newest = await api.repeat("list of releases", (client) => client.request("GET /repos/{owner}/{repo}/releases", { ...at, per_page: github_forge_PAGE }));
    const found = new Map(newest.data.filter((each) => each.tag_name === tag).map((each) => [each.id, release(each)]));
    if (![...found.values()].some(({ draft }) => !draft)) {
        const known = (await survey(api, at, tag, undefined)).release;
        if (known !== undefined && found.get(known.id)?.draft !== known.draft) {
            const single = await releaseBy(api, at, known.id, "look-up of the release");
            if (single !== undefined)
                found.set(known.id, single);
        }
    }
    return [...found.values()].sort((a, b) => a.id - b.id);
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/github-pulls.js


const ENABLE = `mutation($pull: ID!, $how: PullRequestMergeMethod) {
  enablePullRequestAutoMerge(input: { pullRequestId: $pull, mergeMethod: $how }) { clientMutationId }
}`;
/** Pull requests within one repository: the branch is made there, so the token has to write to it. */
function githubPulls(at, baseBranch, log) {
    const { api, owner, repo } = at;
    const list = async (branch) => {
        const { data } = await api.repeat("look-up of the pull request", async (client) => client.request("GET /repos/{owner}/{repo}/pulls", {
            owner,
            repo,
            head: `${owner}:${branch}`,
            base: await baseBranch(),
            state: "all",
            sort: "created",
            direction: "desc",
            per_page: 20,
        }));
        return data;
    };
    return {
        find: async (branch, paths) => {
            const pulls = await list(branch);
            const pull = pulls.find(({ state }) => state === "open") ?? pulls[0];
            if (pull === undefined)
                return undefined;
            const state = pull.state === "open" ? "open" : pull.merged_at === null ? "closed" : "merged";
            return {
                number: pull.number,
                url: pull.html_url,
                state,
                files: state === "open" ? await filesAt(at, branch, paths) : new Map(),
            };
        },
        propose: async (request, guard) => {
            const { branch } = request;
            const { sha } = await makeCommit(at, request);
            await pointBranch(at, branch, sha, guard);
            const open = (await list(branch)).find(({ state }) => state === "open");
            const pull = await (open === undefined
                ? github_pulls_create(at, request, await baseBranch(), guard)
                : update(at, request, open, guard));
            await label(at, request, pull, log);
            await letMerge(at, request, pull, log, guard);
            return { commit: sha, url: pull.html_url, number: pull.number };
        },
        isOpen: async (number) => {
            const found = await api.find("look-up of the pull request", (client) => client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { owner, repo, pull_number: number }));
            return found?.data.state === "open";
        },
        close: async (number, guard) => {
            await api.repeat("closing of the pull request", (client) => client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
                owner,
                repo,
                pull_number: number,
                state: "closed",
            }), guard);
        },
    };
}
/** The branch is ours alone, so it may be overwritten. */
async function pointBranch({ api, owner, repo }, branch, sha, guard) {
    const operation = `update of ${branch}`;
    const there = await api.find(operation, (client) => client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` }));
    if (there?.data.object.sha === sha)
        return;
    await api.repeat(operation, (client) => there === undefined
        ? client.request("POST /repos/{owner}/{repo}/git/refs", { owner, repo, ref: `refs/heads/${branch}`, sha })
        : client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
            owner,
            repo,
            ref: `heads/${branch}`,
            sha,
            force: true,
        }), guard);
}
async function github_pulls_create({ api, owner, repo }, request, base, guard) {
    const { title, body, branch: head } = request;
    await guard?.();
    const { data } = await api.once("opening of the pull request", (client) => client.request("POST /repos/{owner}/{repo}/pulls", { owner, repo, title, body, head, base }));
    return data;
}
async function update({ api, owner, repo }, { title, body }, pull, guard) {
    const { data } = await api.repeat("update of the pull request", (client) => client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
        owner,
        repo,
        pull_number: pull.number,
        title,
        body,
    }), guard);
    return data;
}
/** Labels and automatic merging are comforts: without them the pull request still is there. */
async function label({ api, owner, repo }, { labels }, pull, log) {
    if (labels.length === 0)
        return;
    await comfort(log, `${pull.html_url} has not got its labels`, () => api.repeat("labelling of the pull request", (client) => client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
        owner,
        repo,
        issue_number: pull.number,
        labels: [...labels],
    })));
}
async function letMerge({ api }, { autoMerge }, pull, log, guard) {
    if (autoMerge === undefined)
        return;
    await comfort(log, `${pull.html_url} is not merged by itself`, async () => {
        await api.repeat("automatic merging of the pull request", (client) => client.graphql(ENABLE, { pull: pull.node_id, how: autoMerge.toUpperCase() }), guard);
    });
}
async function comfort(log, what, ask) {
    try {
        await ask();
    }
    catch (error) {
        if (!(error instanceof failure_RequestFailure))
            throw error;
        log.warning(`${what}: ${error.details.reason} (automatic merging has to be allowed in the repository's settings, and needs a required check that is not done yet)`);
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/text.js

/**
 * A manifest's text. Bytes that are no UTF-8 would be written back as other bytes, so such a file is not taken.
 * @throws {Problem} `manifest-unreadable`
 */
function manifestText(bytes, path, repository) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "manifest-unreadable",
            message: `${path} of ${repository} is not written in UTF-8. It was not touched`,
            remedy: "save it as UTF-8 (`iconv -f latin1 -t utf8`), or write the manifest to another path",
            cause,
        });
    }
}
/** Git's mode of it (git-fast-import(1), "filemodify"). */
const SYMBOLIC_LINK = "120000";
/** Written over, the link would be a file of its own, and what it points to stay as it was. */
function isLink(path, repository) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "manifest-unreadable",
        message: `${path} of ${repository} is a symbolic link. It was not touched`,
        remedy: "let Slipway write the file that it points to, or make it a plain file",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/github.js




/** A repository on GitHub, through its API: no checkout, and commits are signed where the token is an app's. */
function githubRepository(options) {
    const { repository, apiUrl, token, patience, log } = options;
    const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: options.fetch ?? fetch });
    const [owner = "", repo = ""] = repository.split("/");
    const at = { owner, repo };
    let branchName = options.branch;
    const branchOf = async () => {
        branchName ??= (await api.repeat(`look-up of ${repository}`, (client) => client.request("GET /repos/{owner}/{repo}", at))).data.default_branch;
        return branchName;
    };
    return {
        name: repository,
        access: async () => {
            const transport = options.fetch && { fetch: options.fetch, exchange: exchange };
            const forge = githubForge({ repository, apiUrl, token, patience, ...(transport && { transport }) });
            return await forge.probeAccess("v0.0.0");
        },
        read: async (paths) => {
            const branch = await branchOf();
            const commit = await headOf({ api, ...at }, branch, repository);
            return { branch, commit, files: await filesAt({ api, ...at }, commit, paths) };
        },
        readAt: (commit, paths) => filesAt({ api, ...at }, commit, paths),
        commit: async (request, guard) => {
            const branch = await branchOf();
            const made = await makeCommit({ api, ...at }, request);
            await guard?.();
            try {
                await api.once(`update of ${branch}`, (client) => client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
                    ...at,
                    ref: `heads/${branch}`,
                    sha: made.sha,
                    force: false,
                }));
            }
            catch (error) {
                if (error instanceof failure_RequestFailure && error.conflict) {
                    return { type: "conflict", why: `${repository} was changed meanwhile (${error.details.reason})` };
                }
                throw error;
            }
            return { type: "committed", commit: made.sha, url: made.url };
        },
        pulls: githubPulls({ api, ...at }, branchOf, log),
    };
}
async function headOf({ api, owner, repo }, branch, repository) {
    const missing = (code, message, remedy) => new build_problem/* Problem */.AF({ kind: "mistake", code, message, remedy });
    let found;
    try {
        found = await api.find(`look-up of ${branch}`, (client) => client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` }));
    }
    catch (error) {
        if (!(error instanceof failure_RequestFailure) || error.status !== 409)
            throw error;
    }
    if (found !== undefined)
        return found.data.object.sha;
    throw missing("repository-empty", `${repository} has no branch ${branch}`, "make its first commit (a README will do), or name the branch that is meant");
}
/** Files of up to 1 MB, which is what the contents API serves in one answer. */
async function filesAt({ api, owner, repo }, ref, paths) {
    const files = new Map();
    for (const path of paths) {
        const look = () => api.find(`look-up of ${path}`, (client) => client.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref }));
        // Of a file that is there, a server that lags says the same: a manifest would be written anew, without people's edits.
        const found = (await look()) ?? (await look());
        if (found === undefined)
            continue;
        const { data } = found;
        if (Array.isArray(data) || !("content" in data) || data.encoding !== "base64") {
            throw new build_problem/* Problem */.AF({
                kind: "refusal",
                code: "manifest-unreadable",
                message: `${path} of ${owner}/${repo} is no text file, or larger than 1 MB`,
                remedy: "make it a plain file, or write the manifest to another path",
            });
        }
        files.set(path, manifestText(Buffer.from(data.content, "base64"), path, `${owner}/${repo}`));
    }
    return files;
}
/** Modes of files that are there. The contents of a symbolic link are those of its target, so only the tree tells it. */
async function modesAt({ api, owner, repo }, root, paths) {
    const trees = new Map();
    const read = async (sha) => (await api.repeat("look-up of a directory", (client) => client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", { owner, repo, tree_sha: sha }))).data.tree;
    const list = (sha) => {
        const tree = trees.get(sha) ?? read(sha);
        trees.set(sha, tree);
        return tree;
    };
    const modes = new Map();
    for (const path of paths) {
        let tree = root;
        for (const name of path.split("/")) {
            const entry = tree === undefined ? undefined : (await list(tree)).find((each) => each.path === name);
            if (entry?.mode === SYMBOLIC_LINK)
                throw isLink(path, `${owner}/${repo}`);
            if (entry?.mode === "100644" || entry?.mode === "100755")
                modes.set(path, entry.mode);
            tree = entry?.mode === "040000" ? entry.sha : undefined;
        }
    }
    return modes;
}
/** Objects only: no branch points to the commit yet, so what is done twice does no harm. */
async function makeCommit({ api, owner, repo }, { base, files, message, author }) {
    const at = { owner, repo };
    const parent = await api.repeat("look-up of the commit", (client) => client.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { ...at, commit_sha: base }));
    const written = [...files].flatMap(([path, content]) => (content === undefined ? [] : [path]));
    const modes = await modesAt({ api, owner, repo }, parent.data.tree.sha, written);
    const entries = [...files].map(([path, content]) => ({
        path,
        mode: modes.get(path) ?? "100644",
        type: "blob",
        ...(content === undefined ? { sha: null } : { content }),
    }));
    const tree = await api.repeat("writing of the manifests", (client) => client.request("POST /repos/{owner}/{repo}/git/trees", { ...at, base_tree: parent.data.tree.sha, tree: entries }));
    const { data } = await api.repeat("writing of the commit", (client) => client.request("POST /repos/{owner}/{repo}/git/commits", {
        ...at,
        message,
        tree: tree.data.sha,
        parents: [base],
        ...(author && { author: { ...author } }),
    }));
    return { sha: data.sha, url: data.html_url };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./packages/model/build/environment.js
/**
 * What the runner gives to an action alone: its inputs, of which some are secrets, the credentials of the job's services, and
 * the files by which a step changes the steps after it.
 */
const OF_THE_ACTION = /^(?:(?:INPUT|ACTIONS|STATE)_.*|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/i;
/**
 * The environment of a program that an action starts, as a step that is a script has it on GitHub, or less. A compiler, a test
 * or a hook of git has no business with the rest.
 */
function programEnvironment(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_THE_ACTION.test(name)));
}
/**
 * Lets a program that was killed, as by its deadline, `close` when it ends: what it started (git's helper for a server that is
 * silent, ssh) may live on, and would hold its outputs open.
 */
function closeWhenKilled(child) {
    child.once("exit", (_, signal) => {
        if (signal === null)
            return;
        for (const stream of child.stdio)
            stream?.destroy();
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/access.js

/** Of a try that git made without changing anything (`push --dry-run`): the server says whether it would be let in. */
async function accessBy(attempt) {
    try {
        await attempt();
        return { writable: true };
    }
    catch (error) {
        if (!(error instanceof failure_RequestFailure))
            throw error;
        const { status, reason } = error.details;
        if (status === 401 || status === 403 || status === 404)
            return { writable: false, reason };
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/ssh.js







/** docs.github.com, "GitHub's SSH key fingerprints". */
const GITHUB_HOST_KEY = "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
/** Milliseconds. A tap of ten thousand formulae, of which only the newest commit is taken, needs seconds. */
const ssh_DEADLINE = 180_000;
/** Milliseconds, for one commit: less than a guard leaves, because afterwards another run may be at the branch. */
const PUSH_DEADLINE = 100_000;
/** A repository that a deploy key opens: git over SSH. A push that is no fast-forward is refused, so it compares and swaps. */
function sshRepository(options) {
    const clone = new Clone(options);
    const { name, address, branch } = options;
    const fetchHead = async (found) => {
        await clone.remote(["fetch", "--quiet", "--depth=1", "--no-tags", address, `refs/heads/${found}`]);
        return (await clone.git(["rev-parse", "FETCH_HEAD"])).trim();
    };
    return {
        name,
        access: async () => {
            const to = branch ?? (await clone.headOf());
            const commit = await fetchHead(to);
            return await accessBy(() => clone.remote(["push", "--quiet", "--dry-run", address, `${commit}:refs/heads/${to}`]));
        },
        read: async (paths) => {
            const found = branch ?? (await clone.headOf());
            const commit = await fetchHead(found);
            return { branch: found, commit, files: await clone.files(commit, paths) };
        },
        readAt: async (commit, paths) => {
            await clone.remote(["fetch", "--quiet", "--depth=1", "--no-tags", address, commit]);
            return await clone.files(commit, paths);
        },
        commit: async (request, guard) => {
            const to = branch ?? (await clone.headOf());
            const commit = await clone.commit(request);
            await guard?.();
            try {
                await clone.remote(["push", "--quiet", address, `${commit}:refs/heads/${to}`]);
            }
            catch (error) {
                if (error instanceof GitFailure &&
                    /\[rejected\]|non-fast-forward|fetch first|cannot lock ref/.test(error.said)) {
                    return { type: "conflict", why: `${name} was changed meanwhile` };
                }
                throw error;
            }
            return { type: "committed", commit, url: options.urlOf?.(commit) };
        },
        pulls: undefined,
    };
}
class Clone {
    options;
    directory;
    head;
    constructor(options) {
        this.options = options;
    }
    async headOf() {
        if (this.head !== undefined)
            return this.head;
        const listed = await this.remote(["ls-remote", "--symref", this.options.address, "HEAD"]);
        const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed) ?? [];
        this.head = branch;
        if (branch !== undefined)
            return branch;
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "repository-empty",
            message: `${this.options.name} has no default branch`,
            remedy: "make its first commit (a README will do), or name the branch that is meant",
        });
    }
    async files(commit, paths) {
        const files = new Map();
        for (const path of paths) {
            const listed = await this.git(["ls-tree", "-z", commit, "--", path]);
            const [, mode, oid] = /^(\d+) blob ([0-9a-f]+)\t/.exec(listed) ?? [];
            if (oid === undefined)
                continue;
            if (mode === SYMBOLIC_LINK)
                throw isLink(path, this.options.name);
            const bytes = await runGit(await this.place(), ["cat-file", "blob", oid], "", {}, this.options);
            files.set(path, manifestText(bytes, path, this.options.name));
        }
        return files;
    }
    async commit({ base, files, message, author = this.options.author }) {
        await this.git(["read-tree", base]);
        for (const [path, text] of files) {
            if (text === undefined)
                await this.git(["update-index", "--force-remove", "--", path]);
            else {
                const oid = (await this.git(["hash-object", "-w", "--stdin"], { input: text })).trim();
                await this.git(["update-index", "--add", "--cacheinfo", `${await this.modeOf(base, path)},${oid},${path}`]);
            }
        }
        const tree = (await this.git(["write-tree"])).trim();
        const { name, email } = author;
        const env = {
            GIT_AUTHOR_NAME: name,
            GIT_AUTHOR_EMAIL: email,
            GIT_COMMITTER_NAME: name,
            GIT_COMMITTER_EMAIL: email,
        };
        return (await this.git(["commit-tree", tree, "-p", base], { input: message, env })).trim();
    }
    /** As it is; a plain file where there is none. */
    async modeOf(commit, path) {
        const listed = await this.git(["ls-tree", "-z", commit, "--", path]);
        return /^(\d+) blob /.exec(listed)?.[1] ?? "100644";
    }
    /**
     * The key lies on the disk only while git talks to the server, readable by this user alone. What a killed process left is
     * removed by the next one; runners also empty their directory after each job.
     */
    async remote(args) {
        const { temp, key, knownHosts = GITHUB_HOST_KEY } = this.options;
        await removeOrphans(temp);
        const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, `ssh-${process.pid}-`));
        try {
            const file = (name) => (0,external_node_path_.join)(directory, name);
            await (0,promises_.writeFile)(file("key"), `${key.trim()}\n`, { mode: 0o600 });
            await (0,promises_.writeFile)(file("known_hosts"), `${knownHosts.trim()}\n`, { mode: 0o600 });
            const config = [
                "Host *",
                `  IdentityFile "${file("key")}"`,
                "  IdentitiesOnly yes",
                "  IdentityAgent none",
                `  UserKnownHostsFile "${file("known_hosts")}"`,
                "  GlobalKnownHostsFile none",
                "  StrictHostKeyChecking yes",
                "  BatchMode yes",
                "  ConnectTimeout 30",
            ];
            await (0,promises_.writeFile)(file("config"), `${config.join("\n")}\n`, { mode: 0o600 });
            // Git hands this to a shell: it holds nothing but our own path.
            const env = { GIT_SSH_COMMAND: `ssh -F '${file("config").replaceAll("'", "'\\''")}'`, GIT_SSH_VARIANT: "ssh" };
            return await this.git(args, { env });
        }
        finally {
            await (0,promises_.rm)(directory, { recursive: true, force: true });
        }
    }
    async git(args, { input = "", env = {} } = {}) {
        return (await runGit(await this.place(), args, input, env, this.options)).toString("utf8");
    }
    async place() {
        if (this.directory === undefined) {
            this.directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(this.options.temp, "tap-"));
            await runGit(this.directory, ["init", "--quiet"], "", {}, this.options);
        }
        return this.directory;
    }
}
/** Directories of keys whose process is gone. */
async function removeOrphans(temp) {
    for (const name of await (0,promises_.readdir)(temp)) {
        const pid = Number(/^ssh-(\d+)-/.exec(name)?.[1]);
        if (Number.isSafeInteger(pid) && !isAlive(pid))
            await (0,promises_.rm)((0,external_node_path_.join)(temp, name), { recursive: true, force: true });
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // Another user's lives too.
        return error.code !== "ESRCH";
    }
}
async function runGit(cwd, args, input, env, { name }) {
    const quiet = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" };
    const child = (0,external_node_child_process_.spawn)("git", args, {
        cwd,
        env: { ...programEnvironment(process.env), ...quiet, ...env },
        timeout: args[0] === "push" ? PUSH_DEADLINE : ssh_DEADLINE,
    });
    closeWhenKilled(child);
    const out = [];
    const err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.stdin.on("error", () => { });
    child.stdin.end(input);
    const code = await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    });
    if (code === 0)
        return Buffer.concat(out);
    // What a git that was ended had printed before is not why.
    const said = typeof code === "string" ? `git was ended by ${code} before the server answered` : Buffer.concat(err);
    throw new GitFailure(`git ${args[0]} with ${name}`, said.toString("utf8").trim(), code);
}
const ADDED = /^\s*$|^Please make sure you have the correct access rights|^and the repository exists\.$/;
/** Git's failure in the words of a request, so that what it means is told from one table. */
class GitFailure extends failure_RequestFailure {
    said;
    constructor(operation, said, code) {
        // What git adds to every refusal would push out what the server said.
        const lines = said.split("\n").filter((line) => !ADDED.test(line));
        const reason = lines.slice(-4).join(" ").trim() || `git ended with ${code}`;
        const status = statusOf(said);
        super({ operation, reason, ...(status !== undefined && { status }) });
        this.said = said;
    }
}
/** The status that an API would have answered. */
function statusOf(said) {
    if (/Host key verification failed/.test(said))
        return 421;
    if (/Permission denied \(publickey|key is invalid|error in libcrypto|invalid format/.test(said))
        return 401;
    if (/read.only|denied to|not allowed|Repository not found|does not appear to be a git repository/i.test(said))
        return 403;
    if (/protected branch|rule violation|hook declined/i.test(said))
        return 422;
    return undefined;
}

;// CONCATENATED MODULE: ./packages/channels/build/action/taps.js



/** @throws {Problem} `missing-input` */
function tapChannel(settings, inputs, kit, patience) {
    const { credentials } = inputs;
    const found = credentials.get(settings.tap.toLowerCase()) ?? credentials.get("");
    // A tap in the released repository itself is within reach of the job's own token.
    const own = settings.tap.toLowerCase() === inputs.repository.toLowerCase();
    const given = found ?? (own || inputs.dryRun ? { type: "token", token: inputs.token } : undefined);
    if (given === undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", `nothing opens the tap ${settings.tap}: the job's own token does not reach other repositories`, 'give "tap-token" (personal, or of an app\'s installation, with contents: write) or "tap-key" (a deploy key with write access), from a secret');
    }
    return homebrewTap(repositoryOf(settings, given, inputs, kit, patience), settings);
}
function repositoryOf({ tap, branch, author }, credentials, { address }, { log, runtime }, patience) {
    const on = branch === undefined ? {} : { branch };
    if (credentials.type === "token") {
        const { token } = credentials;
        return githubRepository({ repository: tap, apiUrl: runtime.apiUrl, token, patience, log, ...on });
    }
    const { host } = new URL(runtime.serverUrl);
    return sshRepository({
        name: tap,
        address: address ?? `git@${host}:${tap}.git`,
        key: credentials.key,
        ...(credentials.knownHosts !== undefined && { knownHosts: credentials.knownHosts }),
        author: author ?? { name: "slipway", email: "slipway@users.noreply.github.com" },
        temp: (0,external_node_path_.join)(runtime.temp),
        urlOf: (commit) => `${runtime.serverUrl}/${tap}/commit/${commit}`,
        ...on,
    });
}

;// CONCATENATED MODULE: ./packages/forge/build/github/proxy.js

/**
 * Sends this process's requests, `fetch` and `http(s).request` alike, through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and
 * `NO_PROXY` name, as Node does by itself under `NODE_USE_ENV_PROXY=1`. Node before 24.14 cannot; then `false` comes back.
 */
function honourProxy(env = process.env) {
    const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
    if (!names.some((name) => env[name]))
        return true;
    if (typeof external_node_http_.setGlobalProxyFromEnv !== "function")
        return false;
    external_node_http_.setGlobalProxyFromEnv(env);
    return true;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels/homebrew.js
/** One tap of the configuration, or of an action's inputs. @param product the project's name */
function planHomebrew(settings, product) {
    const { name, formula, cask, dependencies, conflicts, service, pullRequest, author, ...rest } = settings;
    const { workingDir, logPath, errorLogPath, ...running } = service ?? {};
    const { title, ...bundle } = typeof cask === "object" ? cask : { directory: "Casks", app: [], title: undefined };
    const { autoMerge, ...request } = pullRequest;
    return defined({
        ...rest,
        name: name ?? formulaName(product),
        formula: formula === false ? undefined : formula === true ? "Formula" : clean(formula),
        cask: cask === false ? undefined : defined({ ...bundle, directory: clean(bundle.directory), title }),
        dependencies: dependencies.map((each) => (typeof each === "string" ? { name: each } : each)),
        conflicts: conflicts.map((each) => (typeof each === "string" ? { name: each } : defined(each))),
        service: service && defined({ ...running, workingDir, logPath, errorLogPath }),
        author,
        pullRequest: defined({ ...request, autoMerge }),
    });
}
function formulaName(product) {
    return product.toLowerCase().replace(/[^a-z0-9+._-]+/g, "-");
}
const clean = (directory) => directory.replace(/\/+$/, "") || ".";
function defined(value) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

;// CONCATENATED MODULE: ./actions/build/update-homebrew/run.js







async function run(inputs, kit, around = {}) {
    const { log, runtime } = kit;
    const { mask = maskSecret, time = realTime, ...others } = around;
    // The runner knows the lines of the secret; what is behind `owner/name:` in one it does not.
    for (const each of inputs.credentials.values())
        mask(each.type === "token" ? each.token : each.key);
    const named = inputs.settings && (await Promise.all(/* import() */[__webpack_require__.e(282), __webpack_require__.e(532)]).then(__webpack_require__.bind(__webpack_require__, 2532))).homebrewSettings(inputs.settings);
    if (!honourProxy())
        log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
    const patience = new Patience({ time, tell: log.info });
    const forge = githubForge({ repository: inputs.repository, apiUrl: runtime.apiUrl, token: inputs.token, patience });
    const { dryRun, journal } = inputs;
    const { release, plan } = await explaining("No channel was touched.", () => takeChannelRelease(inputs.release, kit, forge, { dryRun }));
    const { tag, project } = release.manifest;
    const taps = named ? [planHomebrew(named, project.name)] : (plan?.channels?.homebrew ?? []);
    if (taps.length === 0) {
        log.info("the plan names no tap: nothing to do");
        return { outcomes: "[]", url: "" };
    }
    await (0,promises_.mkdir)(runtime.temp, { recursive: true });
    const deps = channelDeps({ kit, forge, patience, journal, tag, dryRun, env: process.env, ...others });
    const outcomes = await log.group(`Homebrew: ${tag}`, () => untilCancelled(kit, async (cancelled) => {
        const all = [];
        for (const settings of taps) {
            all.push(await runOne(settings, release, () => tapChannel(settings, inputs, kit, patience), { ...deps, cancelled }));
        }
        return all;
    }));
    return { outcomes: await concludeChannels(outcomes, kit), url: urlOf(outcomes) };
}
/** Each by itself: what opens one tap, or is missing for it, concerns no other. */
async function runOne(settings, release, make, deps) {
    let channel;
    try {
        channel = make();
    }
    catch (error) {
        if (!(error instanceof build_problem/* Problem */.AF))
            throw error;
        const { tap, name } = settings;
        const title = `Homebrew tap ${tap} (${name})`;
        return { id: homebrewId(settings), kind: "homebrew", title, type: "failed", problem: error };
    }
    const [outcome] = await runChannels([channel], release, deps);
    if (outcome === undefined)
        throw new Error("a channel without an outcome");
    return outcome;
}
function urlOf(outcomes) {
    return outcomes.flatMap((outcome) => ("state" in outcome ? (outcome.state?.url ?? []) : []))[0] ?? "";
}


/***/ }),

/***/ 5862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   oK: () => (/* binding */ PlannedGate),
/* harmony export */   wV: () => (/* binding */ PlannedSbom),
/* harmony export */   zu: () => (/* binding */ SBOM_FORMATS)
/* harmony export */ });
/* unused harmony exports SbomFormat, SBOM_SUFFIX, IgnoredVulnerability */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3597);


/** Bills of materials and the gate over them, as a plan fixes both. */
const SBOM_FORMATS = ["cyclonedx", "spdx"];
const SbomFormat = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(SBOM_FORMATS);
/** Suffix of a file by its format, as both specifications recommend. */
const SBOM_SUFFIX = { cyclonedx: ".cdx.json", spdx: ".spdx.json" };
const PlannedSbom = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** The asset's name. */
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    format: SbomFormat,
    /** Name of the package that it describes; absent: the whole release. */
    of: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});
const IgnoredVulnerability = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Any of the identifiers under which it is known: GHSA-…, CVE-…, RUSTSEC-…, GO-… */
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Last day, `2026-12-31`; afterwards the finding counts again. */
    until: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
/** How known vulnerabilities decide about a release. */
const PlannedGate = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Lowest severity that stops a release; `none` only reports. */
    fail: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_words_js__WEBPACK_IMPORTED_MODULE_1__/* .THRESHOLDS */ .Rm),
    /** Whether a vulnerability that nobody has rated stops it as well. */
    failUnknown: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    ignore: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(IgnoredVulnerability),
    /** Directory or zip of OSV files in the repository, in place of the server. */
    database: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** Address of a server that speaks OSV's protocol. */
    api: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** What a server that does not answer means. */
    onError: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["fail", "warn"]),
});


/***/ }),

/***/ 8475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ Carries)
/* harmony export */ });
/* unused harmony export CarriedPackage */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7811);



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
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7811);



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

/***/ 7811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ RepositoryName),
/* harmony export */   Dc: () => (/* binding */ Timestamp),
/* harmony export */   MM: () => (/* binding */ Project),
/* harmony export */   VR: () => (/* binding */ TargetName),
/* harmony export */   YL: () => (/* binding */ VersionText),
/* harmony export */   c8: () => (/* binding */ RelativePath),
/* harmony export */   jF: () => (/* binding */ CommitId),
/* harmony export */   or: () => (/* binding */ Size),
/* harmony export */   sx: () => (/* binding */ TagText)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9088);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6343);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1580);




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().refine((text) => (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .ot)(text)?.text === text, "must be a semantic version");
const TagText = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().refine((text) => (0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .parseTag */ .ED)(text) !== undefined, "must be a release tag");
const TargetName = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_target_js__WEBPACK_IMPORTED_MODULE_3__/* .TARGET_IDS */ .vr);
const Size = zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().nonnegative();
/** Seconds since 1970-01-01 UTC, as in `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/). */
const Timestamp = zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().nonnegative();
const RepositoryName = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[^/\s]+\/[^/\s]+$/, "must be owner/name");
const Project = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    description: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** SPDX expression. */
    licence: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    homepage: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});


/***/ }),

/***/ 3379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Go: () => (/* binding */ MessageType),
/* harmony export */   e9: () => (/* binding */ PlannedNews)
/* harmony export */ });
/* unused harmony exports PlannedMessenger, MESSENGERS, MessageTexts */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3597);


const MessageType = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_words_js__WEBPACK_IMPORTED_MODULE_1__/* .MESSAGE_TYPES */ .Ol);
const addressed = {
    /** Names it in the journal and among the credentials; unique in a plan. */
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Types of messages that it gets. */
    on: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(MessageType).min(1),
};
/** Where news of a release go. Addresses that are secrets (webhooks, passwords) are not part of it. */
const PlannedMessenger = zod__WEBPACK_IMPORTED_MODULE_0__/* .discriminatedUnion */ .gMt("messenger", [
    /** `mention`: whom an urgent message calls. */
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("slack"), ...addressed, mention: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["here", "channel"]).optional() }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("discord"), ...addressed, mention: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["here", "everyone"]).optional() }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("teams"), ...addressed }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("email"),
        ...addressed,
        host: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        port: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr(),
        /** `starttls`: begins in the clear and must change to TLS before anything is said; `none` is for a server on this machine. */
        tls: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["starttls", "tls", "none"]),
        from: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        to: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).min(1),
    }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("webhook"), ...addressed }),
]);
const MESSENGERS = (/* unused pure expression or super */ null && ([
    "slack",
    "discord",
    "teams",
    "email",
    "webhook",
]));
/** The project's own words, with `{name}`, `{version}`, `{tag}`, `{url}` and `{reason}`. */
const MessageTexts = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ title: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), text: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional() });
const PlannedNews = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    messengers: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(PlannedMessenger).min(1),
    /** Types that ask for attention at once. */
    urgent: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(MessageType),
    texts: zod__WEBPACK_IMPORTED_MODULE_0__/* .partialRecord */ .jgl(MessageType, MessageTexts),
});


/***/ }),

/***/ 7188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  az: () => (/* binding */ ArchiveFormat),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: LONGEST_PLANNED_NOTES, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/bills.js
var bills = __webpack_require__(5862);
// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
// EXTERNAL MODULE: ./packages/model/build/messenger.js
var messenger = __webpack_require__(3379);
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
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
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
    sboms: schemas/* array */.YOg(bills/* PlannedSbom */.wV).optional(),
    /** Known vulnerabilities that stop the release; absent where nobody looks for them. */
    vulnerabilities: bills/* PlannedGate */.oK.optional(),
    /** Who signs which assets; absent where nobody does. */
    signing: signing/* PlannedSigning */.Al.optional(),
    /** Who is told of the release; absent where nobody is. */
    news: messenger/* PlannedNews */.e9.optional(),
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

/***/ 6343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FB: () => (/* binding */ findTarget),
/* harmony export */   nG: () => (/* binding */ DEFAULT_TARGET_IDS),
/* harmony export */   vr: () => (/* binding */ TARGET_IDS)
/* harmony export */ });
/* unused harmony exports TARGETS, requireTarget */


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
const DEFAULT_TARGET_IDS = [
    "linux-amd64",
    "linux-arm64",
    "macos-amd64",
    "macos-arm64",
    "windows-amd64",
    "freebsd-amd64",
];
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


/***/ })

};
