export const id = 17;
export const ids = [17];
export const modules = {

/***/ 3017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./packages/action-kit/build/plan-inputs.js
/** Names of what jobs hand over. */
const ARTIFACT = {
    plan: "slipway-plan",
    binaries: (target) => `slipway-binaries-${target}`,
    packages: (leg) => `slipway-packages-${leg}`,
    release: "slipway-release",
    rollbackPlan: "slipway-rollback-plan",
};
/** Where actions of one job find each other's files, below `runtime.temp`. */
const DIRECTORY = {
    plan: "plan",
    /** One directory a target, each with its `receipt.json`. */
    binaries: "binaries",
    /** Packages, with `packages.json`; one directory a leg. */
    packages: "packages",
    /** `release.json` and checksum files. */
    release: "release",
    /** The plan of a rollback that an earlier job made. */
    approved: "approved",
};
function planInputs(inputs) {
    return { path: inputs.text("plan"), digest: inputs.text("plan-digest") };
}

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
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
    const unreadable = (why, cause) => new Problem({
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
        throw new Problem({
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./packages/model/build/words.js
/**
 * Words that inputs and documents share. They stand apart from the documents' schemas, so that an action can check its inputs
 * before it loads those.
 */
const words_DIGEST_ALGORITHMS = ["sha256", "sha512", "md5"];
const ARCHIVE_FORMATS = ["tar.gz", "tar.xz", "tar.zst", "tar.br", "zip"];
const TOOLCHAINS = ["zig", "go", "rust", "command"];
const SEVERITIES = ["low", "medium", "high", "critical"];
const THRESHOLDS = [...SEVERITIES, "none"];
const SIGNER_KINDS = ["openpgp", "minisign", "sigstore"];
/** Appended to the name of what is signed: GnuPG's, minisign's and Sigstore's own conventions. */
const SIGNATURE_SUFFIX = {
    openpgp: ".asc",
    minisign: ".minisig",
    sigstore: ".sigstore.json",
};
/** Assets by which users check signatures without asking anybody; Sigstore needs none, its certificates are in the bundles. */
const KEY_ASSET = { openpgp: "signing-key.asc", minisign: "minisign.pub" };
/** What a message is about. `failure`: a release that did not come to its end. */
const MESSAGE_TYPES = ["release", "prerelease", "rollback", "security", "failure"];
/** Branch of the journal, unless the configuration names another. */
const JOURNAL_BRANCH = "slipway/journal";
/** Name of the manifest among the release's assets. */
const MANIFEST_NAME = "release.json";
/** Bytes of a manifest that is worth a download: a thousand artifacts with all their entries take a few of these megabytes. */
const LARGEST_MANIFEST = 64e6;
/** How a release is taken back. */
const ROLLBACK_MODES = (/* unused pure expression or super */ null && ([
    "normal",
    /** Against the staging repository and the channels of its configuration; never the real ones. */
    "staging",
    /** What harms goes first and at once: checks that an emergency may skip stop nothing. */
    "emergency",
    /** With a draft of a security advisory, and warnings in every place that has room for one. */
    "security",
    /** The first server is unreachable: another helps. */
    "failover",
]));

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
    fail: schemas/* enum */.k5n(THRESHOLDS),
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/model/build/digest.js





/** Lower-case hexadecimal. */
const hex = (digits) => schemas/* string */.YjP().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Sha256 = hex(64);
/** Every digest that Slipway publishes for a file; lower-case hexadecimal. */
const Digests = schemas/* strictObject */.rej({ sha256: Sha256, sha512: hex(128), md5: hex(32) });
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
    return (0,external_node_crypto_.createHash)("sha256").update(content).digest("hex");
}

// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
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
        throw (0,problem/* mistake */.RT)("invalid-tag", `the tag "${text}" holds no semantic version`, "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0 or v2.1.0-rc.1 (in a repository of several projects name/v2.1.0)");
    }
    return tag;
}
function tagOf(version, prefix) {
    const text = prefix === undefined ? `v${version.text}` : `${prefix}/v${version.text}`;
    return { text, prefix, version };
}

// EXTERNAL MODULE: ./packages/model/build/nearest.js
var nearest = __webpack_require__(6013);
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
        const guess = (0,nearest/* nearest */.p)(name, TARGET_IDS);
        throw (0,problem/* mistake */.RT)("unknown-target", `there is no target "${name}"`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`);
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

;// CONCATENATED MODULE: ./packages/model/build/carries.js



/** Where one package of a rollback release comes from. */
const CarriedPackage = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    /** Its name in the carried release. */
    was: schemas/* string */.YjP(),
    /** SHA-256 of it there. */
    sha256: Sha256,
    /** `unchanged`: the same bytes under another name. `repackaged`: its format carries the version inside; the payload is the same. */
    how: schemas/* enum */.k5n(["unchanged", "repackaged"]),
});
/** What a rollback release says of the earlier release whose bytes it carries under a higher version, and why it does. */
const Carries = schemas/* strictObject */.rej({
    tag: TagText,
    version: VersionText,
    /** Tag of the release that it replaces. */
    from: TagText,
    /** One line. */
    reason: schemas/* string */.YjP(),
    /** SHA-256 of the carried release's `release.json`. */
    manifest: Sha256,
    /** The carried release's, by which its archives were packed; absent where it has none. */
    timestamp: Timestamp.optional(),
    packages: schemas/* array */.YOg(CarriedPackage),
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./packages/model/build/code-signing.js



/** Signatures that lie inside of programs. They change the programs' bytes, so they come before packaging. */
/** Authenticode (Microsoft, "Windows Authenticode Portable Executable Signature Format"). */
const WindowsSigning = schemas/* strictObject */.rej({
    /** Shown by Windows when it asks whether a program may run. */
    description: schemas/* string */.YjP().optional(),
    url: schemas/* string */.YjP().optional(),
    /** RFC 3161 timestamp servers, tried in order; empty: the signature ends with its certificate. */
    timestamps: schemas/* array */.YOg(schemas/* url */.OZ5({ protocol: /^https?$/ })),
});
/** Signing with a Developer ID by Apple's own tools. */
const DeveloperIdSigning = schemas/* strictObject */.rej({
    /** Property list of the repository. */
    entitlements: RelativePath.optional(),
    hardenedRuntime: schemas/* boolean */.zMY(),
    notarise: schemas/* boolean */.zMY(),
    /** Reverse domain name before each program's own name in its identifier. */
    identifierPrefix: schemas/* string */.YjP().optional(),
});
/**
 * What of a plan signs programs. Without it, programs for Apple silicon that have no signature, or one that does not fit, get
 * an ad hoc one, since the system does not run them otherwise.
 */
const PlannedCodeSigning = schemas/* strictObject */.rej({
    windows: WindowsSigning.optional(),
    macos: schemas/* union */.KCZ([schemas/* literal */.euz("none"), DeveloperIdSigning]).optional(),
});
/** Who signed a program after it was built. */
const Signed = schemas/* strictObject */.rej({
    by: schemas/* enum */.k5n(["authenticode", "apple-developer-id", "apple-ad-hoc"]),
    /** Distinguished name of the certificate on one line, as RFC 4514 writes it; nobody's for an ad hoc signature. */
    subject: schemas/* string */.YjP().optional(),
    /** SHA-256 of the certificate's DER. */
    certificate: Sha256.optional(),
    /** What the timestamp authority says, `2026-11-22T18:13:59.000Z`; absent where there is none, or where it is Apple's. */
    timestamp: iso/* datetime */.w$().optional(),
    /** Apple's id of the submission that was accepted. */
    notarisation: schemas/* string */.YjP().optional(),
    /** SHA-256 of the program as it was built. */
    before: Sha256,
});

;// CONCATENATED MODULE: ./packages/model/build/messenger.js


const MessageType = schemas/* enum */.k5n(MESSAGE_TYPES);
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
    tap: RepositoryName,
    branch: schemas/* string */.YjP().optional(),
    /** Formula's and cask's name. */
    name: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9+._-]*$/),
    /** Directory of the formula in the tap; absent: no formula. */
    formula: schemas/* union */.KCZ([RelativePath, schemas/* literal */.euz(".")]).optional(),
    cask: schemas/* strictObject */.rej({
        directory: schemas/* union */.KCZ([RelativePath, schemas/* literal */.euz(".")]),
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
        repository: RepositoryName,
        branch: schemas/* string */.YjP(),
        /** Of the branch; "" is its root. */
        directory: schemas/* union */.KCZ([RelativePath, schemas/* literal */.euz("")]),
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
const PlannedBackup = schemas/* strictObject */.rej({ type: schemas/* literal */.euz("github"), repository: RepositoryName });
const PlannedMirror = schemas/* strictObject */.rej({
    id: RegistryId,
    storage: schemas/* discriminatedUnion */.gMt("type", [...PlannedStorage.options, PlannedBackup]),
    /** Address that clients read from. */
    url: Address,
});
const PlannedScoop = schemas/* strictObject */.rej({
    bucket: RepositoryName,
    branch: schemas/* string */.YjP().optional(),
    /** Of the manifest, without `.json`. */
    name: schemas/* string */.YjP().regex(/^[A-Za-z0-9][\w.-]*$/),
    /** Of the bucket; "." is its root. */
    directory: schemas/* union */.KCZ([RelativePath, schemas/* literal */.euz(".")]),
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

;// CONCATENATED MODULE: ./packages/model/build/signing.js


/** Signatures beside the assets: who signs what, as the plan fixes it and as `release.json` tells it. */
const PlannedSignature = schemas/* strictObject */.rej({
    by: schemas/* enum */.k5n(SIGNER_KINDS),
    /** The asset that is signed. */
    of: schemas/* string */.YjP(),
    /** The asset that holds the signature. */
    name: schemas/* string */.YjP(),
});
/** Absent from a plan whose release nobody signs. */
const PlannedSigning = schemas/* strictObject */.rej({
    /** In the order of their names; each signer also signs `release.json`, which holds the digests of all other assets. */
    signatures: schemas/* array */.YOg(PlannedSignature),
    /** Build provenance, kept by GitHub beside the release. */
    provenance: schemas/* boolean */.zMY(),
});
/** Who signed: what a verifier must compare with what it knows about the project from elsewhere. */
const ManifestSigner = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("openpgp"),
        /** Of the primary key, upper-case hexadecimal, as `gpg` prints it. */
        fingerprint: schemas/* string */.YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        /** Of the key that made the signatures; the same as `fingerprint` where the primary key signs. */
        signedBy: schemas/* string */.YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        userId: schemas/* string */.YjP().optional(),
        /** Armoured; also the asset `signing-key.asc`. */
        publicKey: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("minisign"),
        /** As `minisign` prints it: 16 digits of upper-case hexadecimal. */
        keyId: schemas/* string */.YjP().regex(/^[0-9A-F]{16}$/),
        /** Base64 in one line, for `minisign -P`; also in the asset `minisign.pub`. */
        publicKey: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("sigstore"),
        /** Who vouched for the identity, for example `https://token.actions.githubusercontent.com`. */
        issuer: schemas/* string */.YjP(),
        /** Subject alternative name of the certificates: the address of the workflow that signed, with its ref. */
        identity: schemas/* string */.YjP(),
    }),
]);
/** What GitHub keeps about the build beside the release: `gh attestation verify` finds it by any asset's digest. */
const ManifestProvenance = schemas/* strictObject */.rej({
    predicateType: schemas/* literal */.euz("https://slsa.dev/provenance/v1"),
    issuer: schemas/* string */.YjP(),
    /** The workflow that attested, with its ref: `--cert-identity` of `gh attestation verify`. */
    identity: schemas/* string */.YjP(),
});

;// CONCATENATED MODULE: ./packages/model/build/plan.js









/**
 * `plan.json`: written once by build-matrix, read by every later action. Its SHA-256 travels as the job output
 * `plan-digest`.
 */
const ArchiveFormat = schemas/* enum */.k5n(ARCHIVE_FORMATS);
const ToolchainName = schemas/* enum */.k5n(TOOLCHAINS);
const Eol = schemas/* enum */.k5n(["lf", "crlf"]);
const FileMode = schemas/* enum */.k5n(["644", "755"]);
/** One file (or a set of generated ones) of an archive, below the archive's root directory. */
const PlannedFile = schemas/* discriminatedUnion */.gMt("type", [
    /** What git tracks at the plan's commit: `oid` is the blob, so the working tree's line endings and modes do not matter. */
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("tracked"),
        path: RelativePath,
        from: RelativePath,
        oid: CommitId,
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
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("symlink"), path: RelativePath, target: schemas/* string */.YjP().min(1) }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("directory"), path: RelativePath }),
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
    targets: schemas/* array */.YOg(TargetName).min(1),
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
    targets: schemas/* array */.YOg(TargetName),
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
    target: TargetName,
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
        target: TargetName,
        variant: schemas/* string */.YjP(),
        /** Binaries by build and name, with their path below the root (with the platform's suffix). */
        binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ build: schemas/* string */.YjP(), name: schemas/* string */.YjP(), path: RelativePath })),
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
    project: Project,
    repository: RepositoryName.optional(),
    version: VersionText,
    tag: TagText,
    prerelease: schemas/* boolean */.zMY(),
    /** Made on a branch or for a pull request: the tag does not exist, and nothing of it is ever published. */
    buildOnly: schemas/* literal */.euz(true).optional(),
    /** The tag's commit, which is the commit that is built. */
    commit: CommitId,
    /** The commit's; of a rollback release the moment when it was first planned, so that clients take its indices for newer. */
    timestamp: Timestamp,
    /** Present in the plan of a rollback release, which builds nothing. */
    carries: Carries.optional(),
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
    previousTag: TagText.optional(),
    /** What changed, for the release's page; absent where nothing is released or no notes are wanted. */
    notes: PlannedNotes.optional(),
    targets: schemas/* array */.YOg(PlannedTarget),
    variants: schemas/* array */.YOg(schemas/* string */.YjP()),
    legs: schemas/* array */.YOg(PlannedLeg),
    builds: schemas/* array */.YOg(PlannedBuild),
    /** How programs are signed before they are packed; absent where nothing is configured. */
    codeSigning: PlannedCodeSigning.optional(),
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
    signing: PlannedSigning.optional(),
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./packages/planning/build/config/fields.js


/** Field types of slipway.yml that several sections share. */
/**
 * An object without unknown keys. The message of a refusal carries the known keys, from which `describeIssues` finds the
 * nearest one: an issue by itself does not say what would have been accepted.
 */
function section(shape) {
    return schemas/* strictObject */.rej(shape, {
        error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(KNOWN_KEYS_SEPARATOR) : undefined),
    });
}
const KNOWN_KEYS_SEPARATOR = ", ";
const OSES = ["linux", "macos", "windows", "freebsd"];
/** One value for every platform, or a value for some: a target wins over its operating system, that over `default`. */
function byPlatform(value, title) {
    const entries = ["default", ...OSES, ...TARGET_IDS].map((key) => [key, value.optional()]);
    return section(Object.fromEntries(entries)).meta({ title });
}
/** A value, or a list of them; a list comes out. */
function oneOrMore(value) {
    return schemas/* union */.KCZ([value, schemas/* array */.YOg(value).min(1, "at least one entry")])
        .transform((given) => (Array.isArray(given) ? given : [given]));
}
/** Names that end up in file names, artifact names and outputs. */
const Word = schemas/* string */.YjP()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "letters, digits, '.', '_' and '-', beginning with a letter or digit");
/** A glob or path of the project: relative, `/` between names, never leading upward. */
const Glob = schemas/* string */.YjP()
    .min(1, "a path or glob")
    .refine((glob) => !glob.startsWith("!"), "a glob without '!' (name what to leave out under `exclude`)")
    .refine((glob) => !glob.startsWith("/") && !/^[A-Za-z]:/.test(glob), "a path relative to the project")
    .refine((glob) => !glob.split("/").includes(".."), "a path inside the project, without '..'");
/** A directory or file below some root; "." is the root itself. */
const Below = schemas/* string */.YjP()
    .refine((path) => !path.startsWith("/") && !path.includes("\\"), "a relative path with / between names")
    .refine((path) => !path.split("/").includes(".."), "a path without '..'");
const Template = schemas/* string */.YjP().min(1, "text with variables such as {version}");
const Format = schemas/* enum */.k5n(ARCHIVE_FORMATS);
const Formats = schemas/* union */.KCZ([Format, schemas/* array */.YOg(Format).min(1, "at least one format")]);
/** A file entry of the long form: what git tracks, or what the build makes. */
const Copied = section({
    from: Glob.describe("Path or glob of files that git tracks; a directory's name stands for everything in it. Files whose names begin with a dot are matched only by a pattern that names the dot. `{target}`, `{os}`, `{arch}`, `{triple}`, `{variant}`, `{name}` and `{version}` are replaced."),
    to: Below.optional().describe("Directory of the archive to which the files go, with their path after the fixed part of the glob: `from: docs/guide/**` and `to: manual` put docs/guide/a/b.md at manual/a/b.md. Without it a file keeps its path; `.` is the archive's root."),
    exclude: schemas/* array */.YOg(Glob).optional().describe("Globs of files to leave out of this entry."),
    eol: schemas/* enum */.k5n(["native", "lf", "crlf"])
        .optional()
        .describe("Line endings of text files: `native` is CRLF on Windows and LF elsewhere. Without it they stay as git keeps them."),
    mode: schemas/* enum */.k5n(["644", "755"])
        .optional()
        .describe('Permissions, in quotes: "755" is executable. Without it tracked files keep git\'s, generated ones get "644".'),
    optional: schemas/* boolean */.zMY().default(false).describe("A glob that matches nothing is a mistake unless this is true."),
    generated: schemas/* boolean */.zMY()
        .default(false)
        .describe("The files are made by the build, so they are looked for when packaging rather than in git."),
}).meta({ title: "copied files" });
const Directory = section({
    directory: Below.describe("An empty directory to create in the archive."),
}).meta({ title: "empty directory" });
const Symlink = section({
    symlink: Below.describe("Path of a symbolic link to create in the archive."),
    target: schemas/* string */.YjP()
        .min(1, "a path")
        .describe("Where it points, relative to its own directory; never outside the archive."),
}).meta({ title: "symbolic link" });
const FileEntry = schemas/* union */.KCZ([Glob, Copied, Directory, Symlink]).meta({ id: "file", title: "file entry" });
const FileEntries = schemas/* array */.YOg(FileEntry);

;// CONCATENATED MODULE: ./packages/planning/build/config/issues.js


/** @param input the whole document, as read */
function describeIssues(issues, input) {
    const findings = issues.flatMap((issue) => describe(issue, [], input));
    // A mistyped key that is needed would be told twice: as unknown, and as missing.
    return findings.filter(({ missing, path }) => missing === undefined ||
        !findings.some(({ meant, path: other }) => meant === missing && issues_name(other.slice(0, -1)) === issues_name(path)));
}
function describe(issue, base, input) {
    const path = [...base, ...issue.path];
    const found = show(valueAt(input, path));
    const wrong = (expected, remedy) => [
        { path, onKey: false, message: `${issues_name(path)}: expected ${expected}, found ${found}`, remedy },
    ];
    switch (issue.code) {
        case "unrecognized_keys":
            return issue.keys.map((key) => unknownKey([...path, key], issue.message.split(KNOWN_KEYS_SEPARATOR)));
        case "invalid_type":
            return wrongType(path, issue.expected, input);
        case "invalid_value":
            return wrongChoice(path, issue.values.map(String), valueAt(input, path));
        case "invalid_union":
            return describeUnion(issue.errors, path, input);
        case "invalid_key":
            return [
                {
                    path,
                    onKey: true,
                    message: `the key ${show(path.at(-1))} of ${issues_name(path.slice(0, -1))} cannot be used`,
                    remedy: `use ${issue.issues[0]?.message ?? "another"}`,
                },
            ];
        case "custom":
            // Rules across keys say everything themselves; rules of one value (`refine`) say what was expected.
            return /`|:/.test(issue.message) && !issue.message.startsWith("a ")
                ? [{ path, onKey: false, message: `${issues_name(path)}: ${issue.message}`, remedy: "see docs/configuration.md" }]
                : wrong(issue.message, `write ${issue.message}`);
        default:
            return wrong(issue.message, `write ${issue.message}`);
    }
}
/** The value is not what the branch is for at all, rather than a bad one of its kind. */
function isOfAnotherKind(issue) {
    if (issue.path.length > 0)
        return false;
    if (issue.code === "invalid_union")
        return issue.errors.every((branch) => branch.some(isOfAnotherKind));
    return issue.code === "invalid_type" || issue.code === "invalid_value";
}
/** Of a union's branches, tells about the one that was meant: same kind of value, and the fewest foreign keys. */
function describeUnion(branches, path, input) {
    const value = valueAt(input, path);
    const fitting = branches.filter((branch) => !branch.some(isOfAnotherKind));
    if (fitting.length === 0) {
        const choices = branches
            .flat()
            .flatMap((issue) => (issue.path.length === 0 && issue.code === "invalid_value" ? issue.values.map(String) : []));
        if (typeof value === "string" && choices.length > 0)
            return wrongChoice(path, choices, value);
        const kinds = branches.map((branch) => {
            const [first] = branch;
            if (first?.code === "invalid_type")
                return KINDS[first.expected] ?? first.expected;
            return first?.code === "invalid_value" ? `one of ${first.values.map(String).join(", ")}` : "another value";
        });
        const expected = [...new Set(kinds)].join(" or ");
        return [
            {
                path,
                onKey: false,
                message: `${issues_name(path)}: expected ${expected}, found ${show(value)}`,
                remedy: `write ${expected}`,
            },
        ];
    }
    const foreign = (branch) => branch.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys.length : 0), 0);
    const meant = fitting.reduce((best, branch) => (foreign(branch) < foreign(best) ? branch : best));
    return meant.flatMap((issue) => describe(issue, path, input));
}
const KINDS = {
    string: "text",
    boolean: "true or false",
    array: "a list",
    object: "a mapping of keys",
    record: "a mapping of keys",
    number: "a number",
};
function wrongType(path, expected, input) {
    const value = valueAt(input, path);
    const parent = valueAt(input, path.slice(0, -1));
    const key = path.at(-1);
    if (value === undefined && typeof key === "string") {
        return [
            {
                path: path.slice(0, -1),
                onKey: false,
                message: `${issues_name(path.slice(0, -1))}: the key "${key}" is missing`,
                remedy: `add "${key}: …"`,
                missing: key,
            },
        ];
    }
    const kind = KINDS[expected] ?? expected;
    const scalar = typeof value === "number" || typeof value === "boolean";
    let remedy = `write ${kind}`;
    if (expected === "string" && scalar)
        remedy = `put it in quotes: "${value}" (as it stands YAML reads a ${typeof value})`;
    if (expected === "array" && (scalar || typeof value === "string")) {
        const words = typeof value === "string" && key === "command" ? value.trim().split(/\s+/) : [value];
        remedy = `write a list: [${words.map(show).join(", ")}]`;
    }
    return [
        {
            path,
            onKey: false,
            message: `${issues_name(path)}: expected ${kind}, found ${show(value)}`,
            remedy: parent === undefined ? "see docs/configuration.md" : remedy,
        },
    ];
}
function wrongChoice(path, choices, value) {
    if (value === undefined)
        return wrongType(path, "string", undefined);
    const expected = choices.length === 1 ? `${choices[0]}` : `one of ${choices.join(", ")}`;
    const guess = typeof value === "string"
        ? (findTarget(value)?.id ?? (0,nearest/* nearest */.p)(value, choices))
        : choices.find((choice) => choice === String(value));
    const hint = guess !== undefined && choices.includes(guess) ? guess : undefined;
    const quoted = typeof value === "string" ? "" : ", in quotes";
    return [
        {
            path,
            onKey: false,
            message: `${issues_name(path)}: expected ${expected}, found ${show(value)}`,
            remedy: hint === undefined ? `write ${expected}` : `did you mean "${hint}"${quoted}?`,
        },
    ];
}
function unknownKey(path, known) {
    const key = String(path.at(-1));
    const guess = (0,nearest/* nearest */.p)(key, known);
    const where = path.length === 1 ? "" : ` in ${issues_name(path.slice(0, -1))}`;
    return {
        path,
        onKey: true,
        message: `unknown key "${key}"${where}`,
        remedy: `${guess === undefined ? "" : `did you mean "${guess}"? `}known keys: ${known.join(", ")}`,
        meant: guess,
    };
}
/** `builds[0].targets[2]` */
function issues_name(path) {
    if (path.length === 0)
        return "the file";
    return path.reduce((text, part) => typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`, "");
}
function show(value) {
    if (value === undefined || value === null)
        return "nothing";
    if (Array.isArray(value))
        return "a list";
    if (typeof value === "object")
        return "a mapping of keys";
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}
function valueAt(input, path) {
    return path.reduce((value, part) => typeof value === "object" && value !== null ? value[part] : undefined, input);
}

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/storage.js



/** Where registries, repositories and mirrors keep their files: keys that all of them share. */
const Text = schemas/* string */.YjP().min(1, "text");
const storage_Address = schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" }).refine((url) => {
    const parsed = URL.parse(url);
    return parsed?.username === "" && parsed.password === "";
}, "an address without a user or password: those come by the input `credentials`");
const Concurrency = schemas/* int */.Whr().min(1, "at least one").max(32, "at most 32").default(4).describe("Files at a time.");
const Verify = schemas/* boolean */.zMY().default(true).describe("Read each file back, and compare its digest.");
const Http = section({
    url: storage_Address.describe("Address under which files are put."),
    authentication: schemas/* enum */.k5n(["none", "basic", "bearer", "header"])
        .default("basic")
        .describe("How the credentials are sent: user and password, a token, or a header of the server's own."),
    header: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9-]+$/, "a header's name")
        .optional()
        .describe("Name of that header, for example X-JFrog-Art-Api."),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).default({}).describe("Further headers of uploads; nothing secret."),
    expected: schemas/* array */.YOg(schemas/* int */.Whr().min(200).max(299))
        .default([])
        .describe("Statuses that say that a file was taken; otherwise any from 200 to 299."),
    verify: Verify,
    concurrency: Concurrency,
})
    .superRefine(({ authentication, header }, context) => {
    if ((authentication === "header") === (header !== undefined))
        return;
    const message = "`authentication: header` and `header` belong together";
    context.addIssue({ code: "custom", path: ["header"], message });
})
    .meta({ title: "server that takes PUT" });
const S3 = section({
    endpoint: storage_Address.default("https://s3.amazonaws.com").describe("Address of the service, without the bucket."),
    bucket: Text.describe("Bucket."),
    region: Text.default("us-east-1").describe("Region; `auto` for Cloudflare R2."),
    prefix: Below.default("").describe("What every key begins with."),
    pathStyle: schemas/* boolean */.zMY().default(false).describe("The bucket stands in the path instead of the host's name."),
    cacheControl: section({
        fixed: Text.optional().describe("Of files that never change."),
        changing: Text.default("no-cache").describe("Of indices and pointers."),
    })
        .prefault({})
        .describe("`Cache-Control` of what is stored."),
    verify: Verify,
    concurrency: Concurrency,
}).meta({ title: "S3 bucket" });
const Branch = section({
    repository: RepositoryName.describe("Repository, for example `acme/packages`."),
    branch: Text.default("gh-pages").describe("Branch; it is made where it is missing."),
    directory: Below.default("").describe("Directory of the branch."),
}).meta({ title: "branch" });
const storages = {
    http: Http.optional().describe("A server that takes PUT."),
    s3: S3.optional().describe("A bucket of S3, or of a service that speaks as it does."),
    branch: Branch.optional().describe("A branch of a repository, for example for GitHub Pages."),
};
const given = (storage) => Object.values(storage).filter((each) => each !== undefined).length;
const Storage = section(storages)
    .superRefine((storage, context) => {
    if (given(storage) !== 1)
        context.addIssue({ code: "custom", path: [], message: "one of `http`, `s3` and `branch`" });
})
    .meta({ id: "storage", title: "storage" });
/** A mirror may also be a repository with releases of its own. */
const MirrorStorage = section({
    ...storages,
    github: section({
        repository: RepositoryName.describe("Repository, for example `acme/app-backup`; it has the same tags."),
    })
        .optional()
        .describe("Releases of another repository that is a mirror of the code."),
})
    .superRefine((storage, context) => {
    const message = "one of `http`, `s3`, `branch` and `github`";
    if (given(storage) !== 1)
        context.addIssue({ code: "custom", path: [], message });
})
    .meta({ id: "mirror-storage", title: "storage of a mirror" });
const Id = Word.optional().describe("Names it among the credentials and in the journal; otherwise its kind.");
const storage_packageRepository = {
    id: Id,
    to: Storage.describe("Where its files are kept."),
    url: storage_Address.optional().describe("Address that people's machines read from; with it their configuration is written too."),
    suite: Word.default("stable").describe("Suite of final releases."),
    prereleaseSuite: Word.optional().describe("Suite of all releases, pre-releases among them; without it pre-releases are left out."),
    keep: section({
        versions: schemas/* int */.Whr().min(1, "at least one").default(10).describe("Versions of each package."),
        days: schemas/* int */.Whr().min(1, "at least one").optional().describe("Older ones go as well, but for the newest."),
    })
        .prefault({})
        .describe("What stays of old versions."),
};

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/apt.js



const Apt = section({
    ...storage_packageRepository,
    component: Word.default("main").describe("Component."),
    architectures: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9-]*$/, "Debian's name of an architecture"))
        .default([])
        .describe("Architectures that have an index even without a package of their own, in Debian's names."),
    validDays: schemas/* int */.Whr()
        .min(1, "at least one")
        .optional()
        .describe("Days after a release until machines refuse the indices, unless they are renewed."),
}).meta({ id: "apt", title: "apt repository" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/homebrew.js


const Name = schemas/* string */.YjP()
    .regex(/^[a-z0-9][a-z0-9+._-]*$/, "a formula's name: lower-case letters, digits, '-', '_', '.' and '+'");
const homebrew_Text = schemas/* string */.YjP().min(1, "text");
/** A dependency, on every system or on one. */
const Dependency = schemas/* union */.KCZ([homebrew_Text, section({ name: homebrew_Text.describe("Formula."), os: schemas/* enum */.k5n(["macos", "linux"]).describe("Only there.") })])
    .meta({ title: "dependency" });
const Conflict = schemas/* union */.KCZ([homebrew_Text, section({ name: homebrew_Text.describe("Formula."), because: homebrew_Text.optional().describe("Reason, for people.") })])
    .meta({ title: "conflict" });
const Service = section({
    run: schemas/* array */.YOg(homebrew_Text)
        .min(1, "at least the program")
        .describe("Program and arguments; a path that begins with var/ or etc/ is Homebrew's own."),
    keepAlive: schemas/* boolean */.zMY().default(true).describe("Start it again when it ends."),
    requireRoot: schemas/* boolean */.zMY().default(false).describe("It only works as root."),
    workingDir: homebrew_Text.optional().describe("For example `var`."),
    logPath: homebrew_Text.optional().describe("For example `var/log/app.log`."),
    errorLogPath: homebrew_Text.optional().describe("The same for standard error."),
    environment: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).default({}).describe("Environment variables."),
}).meta({ title: "service" });
const Cask = section({
    directory: Below.default("Casks").describe("Directory in the tap."),
    title: homebrew_Text.optional().describe("Product's name, as people read it."),
    app: schemas/* array */.YOg(homebrew_Text).default([]).describe("Bundles in the archive; without any the programs are linked."),
}).meta({ title: "cask" });
const PullRequest = section({
    branch: Template.default("slipway/{name}-{version}").describe("Branch in the tap; it is Slipway's own."),
    title: Template.default("{name} {version}").describe("Title."),
    body: Template.default("Updates {name} from {previous} to {version}: {page}").describe("Text, in Markdown."),
    labels: schemas/* array */.YOg(homebrew_Text).default([]).describe("Labels."),
    autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"])
        .optional()
        .describe("Let GitHub merge it when its checks pass; has to be allowed in the tap's settings."),
}).meta({ title: "pull request" });
const Homebrew = section({
    tap: schemas/* string */.YjP()
        .regex(/^[\w.-]+\/[\w.-]+$/, "the tap's repository, for example acme/homebrew-tap")
        .describe("Repository of the tap, for example `acme/homebrew-tap`."),
    branch: homebrew_Text.optional().describe("Branch of the tap; otherwise its default one."),
    name: Name.optional().describe("Name of the formula; otherwise the project's."),
    formula: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Below])
        .default(true)
        .describe("Whether there is a formula, or its directory in the tap; `true` is Formula."),
    cask: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Cask])
        .default(false)
        .describe("Whether there is a cask: for bundles, or for a program without service and test."),
    description: homebrew_Text.optional().describe("One sentence; otherwise the project's."),
    homepage: homebrew_Text.optional().describe("Page; otherwise the project's."),
    variant: Word.optional().describe("Variant that is installed; otherwise the only one, `complete`, or `default`."),
    binaries: schemas/* array */.YOg(Word).optional().describe("Programs that are installed; otherwise all that were built."),
    dependencies: schemas/* array */.YOg(Dependency).default([]).describe("Formulae that it needs."),
    conflicts: schemas/* array */.YOg(Conflict).default([]).describe("Formulae with which it cannot be installed."),
    completions: schemas/* array */.YOg(homebrew_Text)
        .optional()
        .describe("Arguments by which the program prints completions, before the shell's name. Packaged ones are installed without this."),
    service: Service.optional().describe("What `brew services` runs."),
    caveats: homebrew_Text.optional().describe("What people are told after the installation; `#{opt_bin}` and the like are replaced."),
    install: homebrew_Text.optional().describe("Ruby that installs it, in place of what is written from the archives."),
    test: homebrew_Text.optional().describe("Ruby of the `test` block; otherwise the program is asked for its version."),
    livecheck: schemas/* boolean */.zMY().default(true).describe("Let `brew livecheck` look for new releases."),
    versioned: schemas/* array */.YOg(schemas/* enum */.k5n(["major", "minor"]))
        .default([])
        .describe("Also keep `name@2` (`major`) or `name@2.1` (`minor`) for those who stay on a line."),
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"])
        .default("separate")
        .describe("Where pre-releases go: into a formula of their own, nowhere, or into the same one."),
    prereleaseName: Template.default("{name}-{channel}").describe("Name of that formula; `{channel}` is alpha, beta, rc or whatever the version says."),
    via: schemas/* enum */.k5n(["commit", "pull-request"]).default("commit").describe("How a change gets into the tap."),
    message: Template.default("{name} {version}").describe("Message of the commit. Variables here and in the pull request: `{name}`, `{version}`, `{tag}`, `{previous}`, `{page}`."),
    author: section({ name: homebrew_Text.describe("Name."), email: homebrew_Text.describe("Address.") })
        .optional()
        .describe("Author of the commit; otherwise whoever the token belongs to."),
    pullRequest: PullRequest.prefault({}).describe("How the pull request looks."),
}).meta({ id: "homebrew", title: "Homebrew tap" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/mirror.js


const Mirror = section({
    id: Id,
    to: MirrorStorage.describe("Where releases are kept."),
    url: storage_Address.describe("Address that clients read from."),
}).meta({ id: "mirror", title: "mirror" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/registry.js



const Registry = section({
    id: Id,
    to: Storage.describe("Where files are put."),
    path: schemas/* string */.YjP()
        .regex(/\{file\}/, "a path with {file} in it")
        .default("{name}/{version}/{file}")
        .describe("Path of each file; `{name}`, `{version}`, `{tag}` and `{file}` are replaced."),
    files: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a glob"))
        .min(1, "at least one glob")
        .default(["*"])
        .describe("Globs of the assets that it gets."),
    prereleases: schemas/* boolean */.zMY().default(true).describe("It gets pre-releases too."),
}).meta({ id: "registry", title: "registry" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/rpm.js


const Rpm = section(storage_packageRepository).meta({ id: "rpm", title: "rpm repository" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/scoop.js



const scoop_Text = schemas/* string */.YjP().min(1, "text");
const Scoop = section({
    bucket: RepositoryName.describe("Repository of the bucket, for example `acme/scoop-bucket`."),
    branch: scoop_Text.optional().describe("Branch of the bucket; otherwise its default one."),
    name: Word.optional().describe("Name of the manifest; otherwise the project's."),
    directory: Below.default("bucket").describe("Directory of manifests in the bucket."),
    description: scoop_Text.optional().describe("One sentence; otherwise the project's."),
    homepage: scoop_Text.optional().describe("Page; otherwise the project's, or the repository's."),
    licence: scoop_Text.optional().describe("SPDX expression; otherwise the project's."),
    variant: Word.optional().describe("Variant that is installed; otherwise `complete`, or `default`."),
    notes: schemas/* array */.YOg(scoop_Text).default([]).describe("Lines that people are told after the installation."),
    shortcuts: schemas/* array */.YOg(section({ program: scoop_Text.describe("Program."), name: scoop_Text.describe("What the start menu shows.") }))
        .default([])
        .describe("Entries of the start menu."),
    persist: schemas/* array */.YOg(scoop_Text).default([]).describe("Files and directories that updates keep."),
    depends: schemas/* array */.YOg(scoop_Text).default([]).describe("Apps that it needs."),
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"])
        .default("skip")
        .describe("Where pre-releases go: into `name-prerelease`, nowhere, or into the same manifest."),
    via: schemas/* enum */.k5n(["commit", "pull-request"]).default("commit").describe("How a change gets into the bucket."),
    author: section({ name: scoop_Text.describe("Name."), email: scoop_Text.describe("Address.") })
        .optional()
        .describe("Author of the commit; otherwise whoever the token belongs to."),
    pullRequest: section({
        labels: schemas/* array */.YOg(scoop_Text).default([]).describe("Labels."),
        autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"]).optional().describe("Let GitHub merge it when its checks pass."),
    })
        .prefault({})
        .describe("How the pull request looks."),
}).meta({ id: "scoop", title: "Scoop bucket" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels.js







/** `channels`: where releases are advertised after they are published. */
const Channels = section({
    homebrew: oneOrMore(Homebrew).optional().describe("Homebrew taps: one, or a list."),
    scoop: oneOrMore(Scoop).optional().describe("Scoop buckets: one, or a list."),
    apt: oneOrMore(Apt).optional().describe("Signed apt repositories of the release's .deb packages."),
    rpm: oneOrMore(Rpm).optional().describe("Signed rpm repositories of the release's .rpm packages."),
    registries: oneOrMore(Registry).optional().describe("Servers and buckets that get files of the release."),
    mirrors: oneOrMore(Mirror)
        .optional()
        .describe("Places that get whole releases, in the order in which clients try them."),
}).meta({ title: "channels" });

;// CONCATENATED MODULE: ./packages/planning/build/config/code-signing.js


/** Keys of `signing` that sign programs inside: they change bytes, so they come before packaging. */
const Server = schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" });
const Windows = section({
    description: schemas/* string */.YjP()
        .min(1, "a name")
        .optional()
        .describe("What Windows calls the program when it asks whether it may run; otherwise the project's name."),
    url: schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" })
        .optional()
        .describe("Address that Windows shows with it; otherwise the project's homepage."),
    timestamp: schemas/* union */.KCZ([schemas/* literal */.euz(false), Server, schemas/* array */.YOg(Server).min(1, "at least one server")])
        .default("http://timestamp.digicert.com")
        .describe("RFC 3161 timestamp server, or several that are tried in order; `false` does without, and signatures end with the certificate."),
}).meta({ title: "Windows signatures" });
const Macos = section({
    entitlements: Below.optional().describe("Property list with the programs' entitlements, relative to the project."),
    hardenedRuntime: schemas/* boolean */.zMY().default(true).describe("Apple's hardened runtime, which notarisation asks for."),
    notarise: schemas/* boolean */.zMY()
        .default(true)
        .describe("Have Apple notarise the programs, with the secrets `notary-key`, `notary-key-id` and `notary-issuer`."),
    identifierPrefix: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/, "a reverse domain name, for example org.example")
        .optional()
        .describe("Reverse domain name that stands before each program's name in its identifier."),
}).meta({ title: "Developer ID" });
const codeSigning = {
    windows: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Windows])
        .default(false)
        .describe("Authenticode in Windows programs. The certificate comes from the secrets `windows-certificate` and `windows-certificate-password`."),
    macos: schemas/* union */.KCZ([schemas/* enum */.k5n(["ad-hoc", "developer-id", "none"]), Macos])
        .default("ad-hoc")
        .describe("`ad-hoc` mends programs for Apple silicon that would not start for want of a signature; `developer-id`, or its settings, signs on a Mac with the secrets `macos-certificate` and `macos-certificate-password`."),
};

;// CONCATENATED MODULE: ./packages/planning/build/config/notify.js



/** `notify`: where news of a release go, and in which words. */
const kind = (name) => schemas/* literal */.euz(name).describe("Which messenger it is.");
const notify_addressed = {
    id: Word.optional().describe("Names it among the credentials and in the journal; the messenger's name where there is one of its kind."),
    on: schemas/* array */.YOg(MessageType)
        .min(1, "at least one type")
        .default([...MESSAGE_TYPES])
        .describe("Types of messages that it gets; otherwise all."),
};
const Mailbox = schemas/* string */.YjP()
    .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "an address: `someone@example.org` or `Name <someone@example.org>`");
const Messenger = schemas/* union */.KCZ([
    schemas/* enum */.k5n(["slack", "discord", "teams", "webhook"]),
    section({
        messenger: kind("slack"),
        ...notify_addressed,
        mention: schemas/* enum */.k5n(["here", "channel"]).optional().describe("Whom an urgent message calls."),
    }).meta({ title: "Slack" }),
    section({
        messenger: kind("discord"),
        ...notify_addressed,
        mention: schemas/* enum */.k5n(["here", "everyone"]).optional().describe("Whom an urgent message calls."),
    }).meta({ title: "Discord" }),
    section({ messenger: kind("teams"), ...notify_addressed }).meta({ title: "Microsoft Teams" }),
    section({ messenger: kind("webhook"), ...notify_addressed }).meta({ title: "webhook" }),
    section({
        messenger: kind("email"),
        ...notify_addressed,
        host: schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9.:-]+$/, "a host's name")
            .describe("Mail server."),
        port: schemas/* int */.Whr().min(1).max(65_535).optional().describe("587 with `starttls`, 465 with `tls`, 25 with `none`."),
        tls: schemas/* enum */.k5n(["starttls", "tls", "none"])
            .default("starttls")
            .describe("How the connection is protected; `none` is for a server on the runner itself."),
        from: Mailbox.describe("Sender."),
        to: schemas/* array */.YOg(Mailbox).min(1, "at least one recipient").describe("Recipients."),
    }).meta({ title: "e-mail" }),
]);
const Texts = section({
    title: schemas/* string */.YjP().min(1, "a line").optional().describe("One line."),
    text: schemas/* string */.YjP().min(1, "a text").optional().describe("What stands below it."),
}).meta({ title: "words of a message" });
const Notify = section({
    to: schemas/* array */.YOg(Messenger).min(1, "at least one messenger").describe("Messengers, by name or with settings."),
    urgent: schemas/* array */.YOg(MessageType)
        .default(["security", "rollback"])
        .describe("Types of messages that ask for attention at once."),
    texts: section(Object.fromEntries(MESSAGE_TYPES.map((type) => [type, Texts.optional().describe(`Of a message of type \`${type}\`.`)])))
        .prefault({})
        .describe("Words of the project's own in place of ours, with `{name}`, `{version}`, `{tag}`, `{url}`, `{reason}` and `{replacement}`."),
}).meta({ title: "notify" });

// EXTERNAL MODULE: ./node_modules/semver/classes/range.js
var range = __webpack_require__(6782);
;// CONCATENATED MODULE: ./packages/planning/build/versions/range.js

// The library's index would bring all of it.

/**
 * A range of versions as npm writes it (https://github.com/npm/node-semver#ranges): `>=2.0.0 <2.1.0`, `2.x`, `^1.4.0`,
 * `1.2.0 - 1.4.0`, alternatives with `||`. Pre-releases are held by their order alone: 2.1.0-rc.1 is below 2.1.0.
 */
const OPTIONS = { includePrerelease: true };
function isRange(text) {
    // What is empty would stand for everything; who means that writes `*`.
    if (text.trim() === "")
        return false;
    try {
        return new range(text, OPTIONS).set.length > 0;
    }
    catch {
        return false;
    }
}
/** @param range one that `isRange` */
function inRange(version, range) {
    return new Range(range, OPTIONS).test(version.text);
}
/** A version in its canonical form. */
const isVersion = (text) => (0,build_version/* parseVersion */.ot)(text)?.text === text;

;// CONCATENATED MODULE: ./packages/model/build/advisory.js
/** Where packages of a security advisory come from (GitHub's description, `security-advisory-ecosystems`). */
const ADVISORY_ECOSYSTEMS = [
    "rubygems",
    "npm",
    "pip",
    "maven",
    "nuget",
    "composer",
    "go",
    "rust",
    "erlang",
    "actions",
    "pub",
    "other",
    "swift",
];

;// CONCATENATED MODULE: ./packages/planning/build/config/rollback-modes.js



/** What modes of a rollback need to know beside it: `rollback.staging` and `rollback.advisory`. */
const Staging = section({
    repository: RepositoryName.describe("Repository whose releases are taken back instead; never this one."),
    config: Below.default("slipway.staging.yml").describe("Path of the configuration that names the staging channels, in that repository at the release's tag."),
}).meta({ title: "staging" });
const Advisory = section({
    severity: schemas/* enum */.k5n(SEVERITIES)
        .optional()
        .describe("Severity of advisories, unless the run says another; otherwise whoever publishes one chooses it."),
    ecosystem: schemas/* enum */.k5n(ADVISORY_ECOSYSTEMS)
        .default("other")
        .describe("Where people get the package; for Dependabot to warn them it must be one that it knows."),
    package: schemas/* string */.YjP()
        .min(1, "a package's name")
        .optional()
        .describe("Name of the package there, for Go the module's path; otherwise the project's."),
}).meta({ title: "advisory" });

;// CONCATENATED MODULE: ./packages/planning/build/config/rollback.js




/** `rollback`: from which version to which a release may be taken back, and what must have been tried before. */
const rollback_Range = schemas/* string */.YjP().refine(isRange, 'a range of versions in quotes, such as ">=2.0.0 <2.1.0" or "1.x"');
const Version = schemas/* string */.YjP().refine(isVersion, "a version such as 2.1.0");
const Sentence = schemas/* string */.YjP().min(1, "a sentence");
const Because = Sentence.describe("Why; it is shown where the move is refused.");
const Remedy = Sentence.describe("What to do instead, for whoever wants to go back.");
const Move = section({
    from: rollback_Range.describe("Versions that are taken back."),
    to: rollback_Range.describe("Versions that people would get instead."),
    allowed: schemas/* boolean */.zMY().default(false).describe("Whether they may follow; `true` is an exception to rules below it."),
    because: Because,
    remedy: Remedy.optional(),
})
    .refine(({ allowed, remedy }) => allowed || remedy !== undefined, {
    message: "the key `remedy` is missing: what to do instead (or `allowed: true`)",
})
    .meta({ title: "move" });
const DataFormat = section({
    name: Sentence.describe("What it is, for example `database`."),
    since: Version.describe("Version that introduced it: from there on data may be in it."),
    readable: rollback_Range.optional().describe("Versions below `since` that can read it nevertheless; otherwise none."),
    remedy: Remedy,
}).meta({ title: "data format" });
const MinimumClient = section({
    version: Version.describe("Nobody is sent below it."),
    because: Because,
    remedy: Remedy,
}).meta({ title: "minimum client" });
const Served = section({
    versions: rollback_Range.describe("Versions of this project."),
    clients: Version.describe("Lowest version of clients that they serve."),
    remedy: Remedy.optional(),
}).meta({ title: "served clients" });
const Compatibility = section({
    moves: schemas/* array */.YOg(Move).default([]).describe("Which versions may follow which; the first rule that fits counts."),
    formats: schemas/* array */.YOg(DataFormat)
        .default([])
        .describe("Data formats: nobody is sent from a version that has one to a version that cannot read it."),
    minimumClient: MinimumClient.optional().describe("Lowest version of this project that what it talks to (a service, its peers) still takes."),
    serves: schemas/* array */.YOg(Served)
        .default([])
        .describe("Where this project is what clients talk to: which clients its versions serve; the first that fits counts. Going back may not shut clients out that are served now."),
}).meta({ title: "compatibility" });
const Rehearsal = section({
    required: schemas/* boolean */.zMY()
        .default(false)
        .describe("Whether a rollback needs a rehearsal of it that passed (`slipway rehearse --rollback --record`)."),
    days: schemas/* int */.Whr()
        .min(1, "at least a day")
        .max(3650, "at most ten years")
        .default(30)
        .describe("How long a rehearsal counts as recent."),
}).meta({ title: "rehearsal" });
const Signers = section({
    openpgp: schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(/^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/, "a fingerprint of 40 or 64 digits, in quotes and without spaces"))
        .default([])
        .describe("Fingerprints of OpenPGP primary keys; any of them will do."),
    minisign: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^RW[A-Za-z0-9+/]{54}$/, "a minisign public key, the line that begins with RW"))
        .default([])
        .describe("Public keys of minisign; any of them will do."),
    sigstore: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^\S+$/, "an identity, such as https://github.com/acme/app/.github/workflows/release.yml"))
        .default([])
        .describe("Identities of Sigstore, with their ref or without; any of them will do."),
    since: Version.optional().describe("First version that is signed so; otherwise all are."),
}).meta({ title: "signers" });
const Rollback = section({
    compatibility: Compatibility.prefault({}).describe("Which moves between versions are sound."),
    rehearsal: Rehearsal.prefault({}).describe("What must have been tried before."),
    signers: Signers.optional().describe("Who must have signed a release that people are sent back to; otherwise those whom its own release.json names."),
    staging: Staging.optional().describe("Where `mode: staging` tries a rollback without touching anything of this."),
    advisory: Advisory.prefault({}).describe("What the draft of a security advisory says (`mode: security`)."),
}).meta({ title: "rollback" });
/** What a project without this section has. */
const NO_ROLLBACK_RULES = Rollback.parse({});

;// CONCATENATED MODULE: ./packages/planning/build/config/sbom.js



const Section = section({
    formats: schemas/* array */.YOg(schemas/* enum */.k5n(SBOM_FORMATS))
        .min(1, "at least one format")
        .default([...SBOM_FORMATS])
        .describe("CycloneDX 1.6 (`.cdx.json`) and SPDX 2.3 (`.spdx.json`), both as JSON."),
    per: schemas/* array */.YOg(schemas/* enum */.k5n(["release", "archive"]))
        .min(1, "release, archive or both")
        .default(["release"])
        .describe("`release` is one bill of materials over everything, `{name}-{version}.cdx.json`; `archive` is one for each archive with binaries, named as the archive."),
}).meta({ title: "bills of materials" });
const Sbom = schemas/* union */.KCZ([schemas/* boolean */.zMY(), Section])
    .default(false)
    .describe("Bills of materials: which packages are in the binaries. `true` is one for the release, in both formats.");
/** What `true` stands for. */
const USUAL_SBOM = Section.parse({});

;// CONCATENATED MODULE: ./packages/planning/build/config/signing.js


/** Keys of `signing` that sign assets; signatures inside of programs have keys of their own beside them. */
const Over = schemas/* enum */.k5n(["checksums", "all"])
    .default("checksums")
    .describe("`checksums` signs the combined checksum files and release.json, which between them hold the digest of everything; `all` signs every asset but checksum files of single packages.");
const signer = (title) => schemas/* union */.KCZ([schemas/* boolean */.zMY(), section({ over: Over }).meta({ title })]).default(false);
const assetSigning = {
    openpgp: signer("OpenPGP signatures").describe("Detached, armoured signatures (`.asc`) for `gpg --verify`. The private key comes from the secret `openpgp-key`."),
    minisign: signer("minisign signatures").describe("Signatures for `minisign -V` (`.minisig`). The secret key comes from the secret `minisign-key`."),
    sigstore: signer("Sigstore bundles").describe("Keyless bundles (`.sigstore.json`) by the identity of the release's workflow; the job needs `id-token: write`."),
    provenance: schemas/* boolean */.zMY()
        .default(false)
        .describe("Build provenance that `gh attestation verify` finds for every asset; the job needs `id-token: write` and `attestations: write`."),
};

;// CONCATENATED MODULE: ./packages/planning/build/config/vulnerabilities.js



const Ignored = section({
    id: schemas/* string */.YjP()
        .regex(/^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9.:-]+$/, "an identifier such as GHSA-…, CVE-…, RUSTSEC-… or GO-…")
        .describe("Identifier; any of those under which the vulnerability is known."),
    reason: schemas/* string */.YjP()
        .min(10, "a reason that others understand, at least ten characters")
        .describe("Why it may be there."),
    until: schemas/* string */.YjP()
        .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "a day such as 2026-12-31")
        .describe("Last day on which it is ignored; afterwards it counts again."),
}).meta({ title: "ignored vulnerability" });
const vulnerabilities_Section = section({
    fail: schemas/* enum */.k5n(THRESHOLDS)
        .default("high")
        .describe("Lowest severity that stops the release; `none` reports and stops nothing."),
    failUnknown: schemas/* boolean */.zMY()
        .default(true)
        .describe("Whether a vulnerability without a rating stops it as well; `none` wins over it."),
    ignore: schemas/* array */.YOg(Ignored).default([]).describe("Vulnerabilities that do not stop the release."),
    database: Below.optional().describe("Directory or zip of OSV files in the repository, asked instead of a server, for example one that an earlier step downloaded."),
    api: schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" })
        .optional()
        .describe("Server that speaks OSV's protocol, instead of https://api.osv.dev."),
    onError: schemas/* enum */.k5n(["fail", "warn"])
        .default("fail")
        .describe("What a server that cannot be asked means for the release."),
}).meta({ title: "vulnerabilities" });
const Vulnerabilities = schemas/* union */.KCZ([schemas/* boolean */.zMY(), vulnerabilities_Section])
    .default(false)
    .describe("Compares the packages of the bill of materials with known vulnerabilities (https://osv.dev) before publishing. `true` stops at severity high.");
/** What `true` stands for. */
const USUAL_GATE = vulnerabilities_Section.parse({});

;// CONCATENATED MODULE: ./packages/planning/build/config/shape.js










/**
 * slipway.yml: what may be written, what is assumed where nothing is, and the words by which editors and
 * docs/configuration.md explain it. Every key is optional.
 */
const Binary = schemas/* union */.KCZ([
    Word,
    section({
        name: Word.describe("File name without the platform's suffix."),
        package: schemas/* string */.YjP()
            .min(1, "a package")
            .optional()
            .describe("Go package path (`./cmd/app`) or Cargo package that makes it."),
    }).meta({ title: "binary with its package" }),
])
    .meta({ id: "binary", title: "binary" });
const Build = section({
    toolchain: schemas/* enum */.k5n(TOOLCHAINS)
        .describe("`zig`, `go` and `rust` bring a default command and are installed where missing; `command` runs the project's own."),
    id: Word.optional().describe("Name in messages and receipts; the toolchain's name, numbered where several share one."),
    dir: Below.default(".").describe("Directory in which to build, relative to the project."),
    version: schemas/* string */.YjP()
        .min(1, "a version")
        .optional()
        .describe("Version of the toolchain, in quotes; otherwise the one Slipway pins."),
    command: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "an argument"))
        .min(1, "at least the program's name")
        .optional()
        .describe("Program and arguments, run without a shell instead of the toolchain's default. `{target}`, `{triple}`, `{zig-target}`, `{goos}`, `{goarch}`, `{exe}`, `{version}`, `{tag}`, `{commit}` and `{output}` are replaced."),
    args: schemas/* array */.YOg(schemas/* string */.YjP()).default([]).describe("Arguments added to the toolchain's default command."),
    binaries: schemas/* array */.YOg(Binary)
        .min(1, "at least one binary")
        .optional()
        .describe("What the build makes, without `.exe`; otherwise detected from the toolchain's manifest."),
    targets: schemas/* array */.YOg(TargetName)
        .min(1, "at least one target")
        .optional()
        .describe("Targets that this build serves; otherwise all."),
    features: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a feature"))
        .default([])
        .describe("Cargo features, Go build tags, or Zig options (`name` becomes `-Dname`)."),
    env: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP())
        .default({})
        .describe("Environment variables of the build; values are text, in quotes where YAML would read a number."),
    output: Below.optional().describe("Directory in which the command leaves the binaries, relative to `dir`; otherwise the one that `{output}` names and, below `dir`, the toolchain's own."),
    strip: schemas/* boolean */.zMY().default(true).describe("Remove symbols and debug information from the binaries."),
    via: schemas/* enum */.k5n(["cargo", "cross", "cargo-zigbuild"])
        .optional()
        .describe("How Rust is built for other platforms: `cargo` on native runners (FreeBSD through `cross`), `cross` in containers (not for macOS), `cargo-zigbuild` for Linux and macOS from one Linux runner."),
})
    .superRefine((build, context) => {
    const refuse = (key, message) => context.addIssue({ code: "custom", path: [key], message });
    if (build.toolchain === "command") {
        if (build.command === undefined)
            context.addIssue({ code: "custom", path: [], message: "`toolchain: command` needs a `command`" });
        if (build.binaries === undefined)
            context.addIssue({
                code: "custom",
                path: [],
                message: "`toolchain: command` needs `binaries`: what it makes cannot be detected",
            });
    }
    if (build.command !== undefined && build.args.length > 0)
        refuse("args", "`args` are added to the toolchain's default command, and this build has a `command` of its own: put them there");
    if (build.via !== undefined && build.toolchain !== "rust")
        refuse("via", `\`via\` says how Rust crosses; this build's toolchain is ${build.toolchain}`);
    if (build.features.length > 0 && build.toolchain === "command") {
        refuse("features", "`features` are Cargo's, Go's or Zig's: write yours into the `command`");
    }
})
    .meta({ id: "build", title: "build" });
const Override = section({
    binaries: schemas/* array */.YOg(Word).optional().describe("Binaries of this platform, in place of the variant's."),
    files: FileEntries.default([]).describe("Files that this platform has beside the variant's."),
    exclude: schemas/* array */.YOg(Glob).default([]).describe("Globs of the variant's files that this platform does not have."),
}).meta({ title: "override" });
const Variant = section({
    binaries: schemas/* array */.YOg(Word).optional().describe("Binaries in this variant; otherwise all that are built."),
    files: FileEntries.default([]).describe("Files in this variant, beside those of `archives.files`."),
    exclude: schemas/* array */.YOg(Glob).default([]).describe("Globs of tracked files to leave out, whatever entry brought them."),
    platforms: byPlatform(Override, "overrides")
        .prefault({})
        .describe("Differences of an operating system or a target; both apply, the target's last."),
}).meta({ id: "variant", title: "variant" });
const Archives = section({
    formats: schemas/* union */.KCZ([Formats, byPlatform(Formats, "formats by platform")])
        .default({ default: "tar.gz", windows: "zip" })
        .describe("Format, or list of formats, for all platforms or by operating system and target."),
    name: Template.optional().describe("File name without its format's suffix, which is appended. Variables: `{name}`, `{version}`, `{platform}` (the same as `{target}`), `{os}`, `{arch}`, `{triple}`, `{variant}`. Without it: `{name}-{version}-{platform}-{variant}`, or `{name}-{version}-{platform}` in a project without variants."),
    wrap: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Template])
        .default(true)
        .describe("Single top directory: `true` names it as the archive, `false` leaves it out, a template names it otherwise."),
    binDir: Below.default("").describe("Directory of the binaries in the archive; otherwise its root."),
    files: FileEntries.optional().describe("Files of every archive. Without it: LICENSE, LICENCE, COPYING, NOTICE, README and CHANGELOG files at the project's root, where git tracks any."),
}).meta({ title: "archives" });
const Document = {
    format: schemas/* union */.KCZ([Format, schemas/* array */.YOg(Format).min(1, "at least one format")])
        .default("tar.gz")
        .describe("Format, or list of formats."),
};
const Source = section({
    ...Document,
    name: Template.default("{name}-{version}-source").describe("File name without its format's suffix."),
}).meta({ title: "source archive" });
const Documentation = section({
    ...Document,
    name: Template.default("{name}-{version}-docs").describe("File name without its format's suffix."),
    files: FileEntries.min(1, "at least one file").describe("What it holds."),
}).meta({ title: "documentation archive" });
const Checksums = section({
    combined: schemas/* array */.YOg(schemas/* enum */.k5n(words_DIGEST_ALGORITHMS))
        .default(["sha256", "sha512", "md5"])
        .describe("Algorithms for which one file covers all packages: SHA256SUMS, SHA512SUMS, MD5SUMS."),
    perFile: schemas/* array */.YOg(schemas/* enum */.k5n(words_DIGEST_ALGORITHMS))
        .default(["sha256"])
        .describe("Algorithms for which each package has a file of its own, for example app.tar.gz.sha256."),
}).meta({ title: "checksums" });
const Release = section({
    title: Template.default("{tag}").describe("Title; variables: `{tag}`, `{name}`, `{version}`."),
    draft: schemas/* boolean */.zMY().default(false).describe("Leave the release as a draft for a person to publish."),
    latest: schemas/* union */.KCZ([schemas/* enum */.k5n(["auto", "yes", "no"]), schemas/* boolean */.zMY()])
        .default("auto")
        .describe("Whether it becomes the latest release; `auto`: if it is final and no higher version is."),
    discussion: schemas/* string */.YjP()
        .min(1, "a category of the repository's discussions")
        .optional()
        .describe("Category of the discussion that is opened when the release is published, for example Announcements. The job then needs `discussions: write`."),
}).meta({ title: "release" });
const NotesGroup = section({
    title: schemas/* string */.YjP().min(1, "a heading").describe("Heading."),
    types: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a type"))
        .min(1, "at least one type")
        .describe("Types of commits below it; `*` takes what no other group and `hidden` name, and plain commits."),
}).meta({ id: "notes-group", title: "group of changes" });
const Notes = section({
    from: schemas/* enum */.k5n(["commits", "changelog", "github", "none"])
        .default("commits")
        .describe("Where the notes come from: the commits since the previous release, the version's section of a changelog file, or GitHub's generator, which is asked at publication."),
    changelog: Below.optional().describe("Changelog file; otherwise CHANGELOG.md, CHANGES.md, HISTORY.md or NEWS.md at the project's root."),
    template: schemas/* string */.YjP()
        .min(1, "Markdown with variables")
        .optional()
        .describe("Markdown that puts parts together: `{changes}`, `{contributors}`, `{compare}`, `{changelog}`, `{github}`, `{name}`, `{version}`, `{tag}`, `{previous}`, `{date}`. A variable that stands alone and is empty takes its paragraph with it."),
    groups: schemas/* array */.YOg(NotesGroup)
        .optional()
        .describe("Headings of changes, in order; docs/release-notes.md has the ones that are used without this."),
    hidden: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a type"))
        .optional()
        .describe("Types of commits that are left out unless they break something, in place of build, chore, ci and so on."),
}).meta({ title: "notes" });
const Argv = schemas/* array */.YOg(schemas/* string */.YjP().min(1, "an argument")).min(1, "at least the program's name");
const Check = schemas/* union */.KCZ([Argv, schemas/* boolean */.zMY()]).default(true).meta({ title: "check" });
const Preflight = section({
    tests: Check.describe("Program and arguments, run without a shell; `true` is the toolchain's own (`cargo test`, `go test ./...`, `zig build test`, `npm test`), `false` leaves it out."),
    audit: Check.describe("The same for the audit of dependencies: `cargo audit`, `govulncheck ./...`, `npm audit`."),
    docs: Check.describe("The same for the documentation: `cargo doc --no-deps`, `zig build docs`, `npm run docs`."),
    commands: schemas/* record */.g1P(Word, Argv)
        .default({})
        .describe("Checks of the project's own, by name: program and arguments each."),
    version: schemas/* boolean */.zMY().default(true).describe("Compare the version with every manifest that holds one."),
    licence: schemas/* boolean */.zMY().default(true).describe("Compare the licence file with the manifests' SPDX expressions."),
    changelog: schemas/* union */.KCZ([schemas/* boolean */.zMY(), schemas/* enum */.k5n(["required"])])
        .default(true)
        .describe("Look for the version in the changelog: a warning without it, with `required` a failure."),
    minutes: schemas/* int */.Whr()
        .min(1, "at least a minute")
        .max(360, "at most six hours")
        .default(30)
        .describe("Deadline of each command."),
}).meta({ title: "preflight" });
const Settings = section({
    name: Word.optional().describe("Project's name in file names; otherwise detected, or the repository's."),
    description: schemas/* string */.YjP().min(1, "a sentence").optional().describe("One sentence; otherwise detected."),
    licence: schemas/* string */.YjP()
        .min(1, "an SPDX expression")
        .optional()
        .describe("SPDX expression; otherwise detected. `license` is accepted too."),
    license: schemas/* string */.YjP().min(1, "an SPDX expression").optional().describe("The same as `licence`."),
    homepage: schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" })
        .optional()
        .describe("Address of the project's page; otherwise detected."),
    tagPrefix: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/, "a name without its final slash, for example app")
        .optional()
        .describe("`app` where releases are tagged `app/v1.2.3`, because the repository holds several projects."),
    targets: schemas/* array */.YOg(TargetName)
        .min(1, "at least one target")
        .optional()
        .describe(`Platforms to release for. Without it: those of the builds where each names its own, otherwise ${DEFAULT_TARGET_IDS.join(", ")}.`),
    builds: schemas/* array */.YOg(Build)
        .optional()
        .describe("How binaries are made. Without it they are detected; `[]` is a project without binaries."),
    variants: schemas/* record */.g1P(Word, Variant)
        .refine((variants) => Object.keys(variants).length > 0, "at least one variant")
        .optional()
        .describe("Named selections of binaries and files, each packed for each target. Without it there is one, called `default`, with everything."),
    archives: Archives.prefault({}).describe("How distribution archives look."),
    source: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Source])
        .default(false)
        .describe("Archive of what git tracks at the tag, with build instructions."),
    docs: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Documentation])
        .default(false)
        .describe("Documentation archive; `true` takes the directory docs and the README, CHANGELOG and LICENSE files."),
    checksums: Checksums.prefault({}).describe("Checksum files."),
    sbom: Sbom,
    vulnerabilities: Vulnerabilities,
    signing: section({ ...assetSigning, ...codeSigning })
        .meta({ title: "signing" })
        .prefault({})
        .describe("Who signs the release; nobody without it."),
    release: Release.prefault({}).describe("The release on GitHub."),
    notes: Notes.prefault({}).describe("What the release's page says about changes."),
    preflight: Preflight.prefault({}).describe("Checks before anything is built, as the action preflight makes them."),
    channels: Channels.prefault({}).describe("Where releases are advertised once they are published."),
    notify: Notify.optional().describe("Messages about releases: Slack, Discord, Microsoft Teams, e-mail, webhooks."),
    rollback: Rollback.optional().describe("What taking a release back has to keep to."),
    runners: byPlatform(schemas/* string */.YjP().min(1, "a runner label"), "runner labels")
        .prefault({})
        .describe("Runner labels, where the planned ones do not suit."),
})
    .superRefine((settings, context) => {
    if (settings.licence !== undefined && settings.license !== undefined) {
        context.addIssue({
            code: "custom",
            path: ["license"],
            message: "`license` and `licence` are the same key: keep one",
        });
    }
})
    .meta({
    title: "Slipway's configuration",
    description: "How a project is built, packed and released. Everything is optional.",
});

;// CONCATENATED MODULE: ./packages/planning/build/config/load.js






const CONFIG_NAME = "slipway.yml";
/** What a project without slipway.yml has: every default. */
const NO_CONFIG = { settings: Settings.parse({}), file: undefined, placeOf: () => undefined };
/**
 * Reads `slipway.yml` of a project, or the file that is asked for by name.
 * @returns `NO_CONFIG` when none was asked for and there is none
 * @throws {Problem} `missing-config`, and what `parseConfig` throws
 */
async function loadConfig(directory, file) {
    const name = file ?? CONFIG_NAME;
    try {
        return parseConfig(await (0,promises_.readFile)((0,external_node_path_.join)(directory, name), "utf8"), name);
    }
    catch (error) {
        if (error.code !== "ENOENT")
            throw error;
        if (file === undefined)
            return NO_CONFIG;
        throw (0,problem/* mistake */.RT)("missing-config", `there is no configuration file "${name}" in ${directory}`, "check the input `config`, and that the repository is checked out before (actions/checkout)", { file: name });
    }
}
/** @param file name for messages @throws {Problem} `invalid-yaml`, `invalid-configuration` */
function parseConfig(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line, column: col };
    };
    if (document.errors.length > 0) {
        throw combine("invalid-yaml", file, document.errors.map((error) => ({
            place: place(error.pos[0]),
            message: error.message,
            // `>=1.2.0` looks like the beginning of a folded text.
            remedy: /^Block scalar header/.test(error.message)
                ? "put a text that begins with > or | in quotes"
                : "correct the YAML",
        })));
    }
    const value = readValue(document, file);
    const placeOf = (path, onKey = false) => place(offsetOf(document, path, onKey));
    const parsed = Settings.safeParse(value ?? {});
    if (!parsed.success) {
        const findings = describeIssues(parsed.error.issues, value).map((finding) => ({
            ...finding,
            place: placeOf(finding.path, finding.onKey),
        }));
        throw combine("invalid-configuration", file, findings);
    }
    return { settings: parsed.data, file, placeOf };
}
function readValue(document, file) {
    try {
        return document.toJS();
    }
    catch (error) {
        // Aliases without anchor, or so many of them that expanding them is an attack (yaml's `maxAliasCount`).
        const why = error instanceof Error ? error.message : String(error);
        throw (0,problem/* mistake */.RT)("invalid-yaml", `${file}: ${why}`, "correct the YAML", { file });
    }
}
/** All findings in one problem, in the order of their places; the problem's own place is the first. */
function combine(code, file, findings) {
    const order = ({ place: { line = 0, column = 0 } }) => line * 1e6 + column;
    const sorted = [...findings].sort((a, b) => order(a) - order(b));
    const [first] = sorted;
    if (first === undefined)
        throw new Error(`${file} was refused without a reason`);
    if (sorted.length === 1)
        return (0,problem/* mistake */.RT)(code, first.message, first.remedy, first.place);
    const list = sorted.map((one) => `  ${(0,problem/* formatPlace */.dE)(one.place)}: ${one.message}; ${one.remedy}`);
    return (0,problem/* mistake */.RT)(code, `${file} has ${sorted.length} mistakes:\n${list.join("\n")}`, "correct each; docs/configuration.md explains every key", first.place);
}
/** Offset of the value (or key) at a path; where the path leaves what is written, of the last thing before. */
function offsetOf(document, path, onKey) {
    let node = resolve(document, document.contents);
    let offset = node?.range?.[0] ?? 0;
    for (const [index, part] of path.entries()) {
        if ((0,dist/* isMap */.jh)(node)) {
            const pair = node.items.find(({ key }) => ((0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key)) === String(part));
            if (pair === undefined)
                break;
            const key = pair.key;
            const value = pair.value;
            const atKey = onKey && index === path.length - 1;
            // An empty value has no place worth showing; its key has.
            const empty = (0,dist/* isScalar */.jn)(value) && value.value === null;
            offset = (atKey || empty ? key?.range?.[0] : value?.range?.[0]) ?? key?.range?.[0] ?? offset;
            node = resolve(document, value);
        }
        else if ((0,dist/* isSeq */.oP)(node) && typeof part === "number") {
            const item = node.items[part];
            if (item === undefined)
                break;
            offset = item.range?.[0] ?? offset;
            node = resolve(document, item);
        }
        else
            break;
    }
    return offset;
}
function resolve(document, node) {
    if ((0,dist/* isAlias */.Vj)(node))
        return node.resolve(document);
    return node ?? undefined;
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(4006);
// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var smol_toml_dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./packages/planning/build/detect/facts.js

const FACT_NAMES = ["name", "version", "description", "licence", "homepage", "repository"];
function join(...parts) {
    return parts
        .flatMap((part) => part.split("/"))
        .filter((part) => part !== "" && part !== ".")
        .join("/");
}
function fact(value, file) {
    return typeof value === "string" && value.trim() !== "" ? { value: value.trim(), file } : undefined;
}
/** @throws {Problem} `invalid-manifest` */
function unreadable(file, why, place = {}) {
    return (0,problem/* mistake */.RT)("invalid-manifest", `${file} cannot be read: ${why}`, "correct the file; its own tool (cargo, go, zig, npm) refuses it as well", { file, ...place });
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/cargo.js



async function detectCargo(tree, directory) {
    const root = await readManifest(tree, directory);
    if (root === undefined)
        return undefined;
    const members = await memberManifests(tree, root);
    const shared = table(root.workspace?.package);
    const field = (manifest, name) => inherited(manifest, name, shared, root.file);
    const built = builtMembers(root, members);
    const binaries = built.flatMap((manifest) => binariesOf(tree, manifest).map((name) => ({ name, package: cargo_text(manifest.package?.name) ?? name })));
    const withBinaries = built.filter((manifest) => binaries.some((binary) => binary.package === cargo_text(manifest.package?.name)));
    const describing = root.package !== undefined ? [root] : withBinaries;
    /** A workspace speaks with one voice or, where its packages differ, not at all. */
    const common = (name) => {
        const values = describing.map((manifest) => field(manifest, name));
        const [first] = values;
        return values.every((value) => value?.value === first?.value)
            ? (first ?? fact(shared?.[name], root.file))
            : undefined;
    };
    return {
        file: root.file,
        facts: {
            name: common("name"),
            version: common("version"),
            description: common("description"),
            licence: spdx(common("license")),
            homepage: common("homepage"),
            repository: common("repository"),
        },
        build: {
            toolchain: "rust",
            directory,
            file: root.file,
            binaries,
            ...(binaries.length === 0 && {
                why: `${root.file} and its members have no [[bin]], src/main.rs or src/bin`,
            }),
        },
    };
}
async function readManifest(tree, directory) {
    const file = join(directory, "Cargo.toml");
    const source = await tree.read(file);
    if (source === undefined)
        return undefined;
    let value;
    try {
        value = (0,smol_toml_dist/* parse */.qg)(source);
    }
    catch (error) {
        if (error instanceof smol_toml_dist/* TomlError */.zx) {
            const [why = "invalid TOML"] = error.message.split("\n");
            throw unreadable(file, why, { line: error.line, column: error.column });
        }
        throw error;
    }
    return {
        file,
        directory: join(directory),
        package: table(value.package),
        workspace: table(value.workspace),
        bin: Array.isArray(value.bin) ? value.bin.filter((entry) => table(entry) !== undefined) : [],
    };
}
async function memberManifests(tree, root) {
    const isMember = matcher(root, root.workspace?.members);
    const isExcluded = matcher(root, root.workspace?.exclude);
    const directories = tree.paths
        .filter((path) => path.endsWith("/Cargo.toml"))
        .map((path) => path.slice(0, -"/Cargo.toml".length))
        .filter((directory) => directory !== root.directory && isMember(directory) && !isExcluded(directory));
    const manifests = await Promise.all(directories.map((directory) => readManifest(tree, directory)));
    return manifests.filter((manifest) => manifest?.package !== undefined);
}
/** Cargo's globs for directories, relative to the workspace. */
function matcher(root, globs) {
    const patterns = Array.isArray(globs) ? globs.filter((glob) => typeof glob === "string") : [];
    if (patterns.length === 0)
        return () => false;
    return picomatch(patterns.map((pattern) => join(root.directory, pattern)));
}
function builtMembers(root, members) {
    const chosen = root.workspace?.["default-members"];
    if (Array.isArray(chosen)) {
        const isDefault = matcher(root, chosen);
        const withRoot = chosen.includes(".") && root.package !== undefined ? [root] : [];
        return [...withRoot, ...members.filter(({ directory }) => isDefault(directory))];
    }
    return root.package !== undefined ? [root] : members;
}
/** Names of the package's binary targets; those that need features are not built by default and do not count. */
function binariesOf(tree, { directory, package: own, bin }) {
    const found = [];
    if (own?.autobins !== false) {
        const below = join(directory, "src");
        for (const path of tree.paths) {
            if (path === `${below}/main.rs`)
                found.push(cargo_text(own?.name) ?? "main");
            if (!path.startsWith(`${below}/bin/`))
                continue;
            const rest = path.slice(`${below}/bin/`.length);
            const name = /^(?<name>[^/]+)(?:\.rs|\/main\.rs)$/.exec(rest)?.groups?.name;
            if (name !== undefined)
                found.push(name);
        }
    }
    // A [[bin]] with the path of a discovered target renames it.
    const replaced = new Set(bin
        .map((entry) => /^src\/(?:bin\/(?<name>[^/]+?)(?:\.rs|\/main\.rs)|main\.rs)$/.exec(cargo_text(entry.path) ?? ""))
        .map((match) => match && (match.groups?.name ?? cargo_text(own?.name))));
    const needing = new Set(bin.filter((entry) => list(entry["required-features"]).length > 0).map(({ name }) => name));
    const declared = bin.map(({ name }) => cargo_text(name)).filter((name) => name !== undefined);
    const names = [...declared, ...found.filter((name) => !replaced.has(name))].filter((name) => !needing.has(name));
    return [...new Set(names)].sort();
}
function inherited(manifest, name, shared, rootFile) {
    const value = manifest.package?.[name];
    return table(value)?.workspace === true ? fact(shared?.[name], rootFile) : fact(value, manifest.file);
}
/** Cargo once wrote alternatives with a slash (The Cargo Book, "The license and license-file fields"). */
function spdx(licence) {
    return licence && { ...licence, value: licence.value.replace(/\s*\/\s*/g, " OR ") };
}
function table(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
function cargo_text(value) {
    return typeof value === "string" ? value : undefined;
}
function list(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/go.js

/**
 * go.mod (Go Modules Reference, "go.mod files"): the module's path, and the main packages at its root and below `cmd`. Go
 * manifests hold no version: it comes from the tag.
 */
async function detectGo(tree, directory) {
    const file = join(directory, "go.mod");
    const source = await tree.read(file);
    if (source === undefined)
        return undefined;
    const module = /^[ \t]*module[ \t]+"?(?<path>[^\s"]+)"?/m.exec(source)?.groups?.path;
    if (module === undefined)
        throw unreadable(file, "it has no module directive");
    // A major version from 2 on ends the path, and is no name ("Module paths").
    const name = module
        .replace(/\/v[0-9]+$/, "")
        .split("/")
        .at(-1) ?? module;
    const binaries = await mainPackages(tree, directory, name);
    const address = /^(?:github\.com|gitlab\.com|codeberg\.org)\/[^/]+\/[^/]+/.exec(module)?.[0];
    const home = address === undefined ? undefined : fact(`https://${address}`, file);
    return {
        file,
        facts: { name: fact(name, file), homepage: home, repository: home },
        build: {
            toolchain: "go",
            directory,
            file,
            binaries,
            ...(binaries.length === 0 && { why: "no `package main` at the module's root or in a directory below cmd" }),
        },
    };
}
async function mainPackages(tree, directory, rootName) {
    const root = join(directory);
    const below = root === "" ? "" : `${root}/`;
    const packages = new Map();
    for (const path of tree.paths) {
        if (!path.startsWith(below) || !path.endsWith(".go") || path.endsWith("_test.go"))
            continue;
        const rest = path.slice(below.length).split("/").slice(0, -1).join("/");
        // Directories of this name hold fixtures or code of others, and Go itself passes over them.
        if (/(?:^|\/)(?:testdata|vendor|internal|[._][^/]*)(?:\/|$)/.test(rest))
            continue;
        if (rest !== "" && !/^cmd(?:\/[^/]+)*$/.test(rest))
            continue;
        packages.set(rest, [...(packages.get(rest) ?? []), path]);
    }
    const found = [];
    for (const [rest, files] of packages) {
        const sources = await Promise.all(files.map((path) => tree.read(path)));
        if (!sources.some((source) => source !== undefined && isMain(source)))
            continue;
        const last = rest.split("/").at(-1);
        const name = rest === "" || rest === "cmd" || last === undefined ? rootName : last;
        found.push({ name, package: rest === "" ? "." : `./${rest}` });
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** The package clause comes first but for comments; files that a constraint always leaves out do not count. */
function isMain(source) {
    const head = source.replace(/\/\*[\s\S]*?\*\//g, "");
    if (/^\/\/go:build\s+ignore\s*$/m.test(head))
        return false;
    const clause = head
        .split("\n")
        .map((line) => line.replace(/\/\/.*$/, "").trim())
        .find((line) => line !== "");
    return clause !== undefined && /^package\s+main\s*;?$/.test(clause);
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/licence.js

/** First words of licences that are told from their text alone; those that need a word of their user (GPL) are not. */
const TEXTS = [
    [/^\s*(?:The )?MIT License\b/i, "MIT"],
    [/^\s*ISC License\b/i, "ISC"],
    [/^\s*Apache License\s+Version 2\.0\b/i, "Apache-2.0"],
    [/^\s*Mozilla Public License,? Version 2\.0\b/i, "MPL-2.0"],
    [/^\s*BSD 3-Clause License\b/i, "BSD-3-Clause"],
    [/^\s*BSD 2-Clause License\b/i, "BSD-2-Clause"],
    [/^\s*This is free and unencumbered software released into the public domain\./, "Unlicense"],
    [/^\s*Boost Software License - Version 1\.0\b/i, "BSL-1.0"],
];
/** Families whose text is the same with and without "or later". */
const GNU = /^\s*GNU (?<kind>(?:AFFERO |LESSER )?)GENERAL PUBLIC LICENSE\s+Version (?<major>\d)(?<minor>\.\d)?/i;
const GNU_NAMES = { "": "GPL", affero: "AGPL", lesser: "LGPL" };
/** Licence files at the project's root: LICENSE, LICENSE-MIT, COPYING and the like. */
async function licenceFiles(tree) {
    const files = tree.paths.filter((path) => /^(?:(?:UN)?LICEN[SC]E|COPYING)(?:[.-][\w.-]+)?$/i.test(path));
    return Promise.all(files.map(async (file) => ({ file, id: identify((await tree.read(file)) ?? "") })));
}
function identify(source) {
    const text = source.replace(/^\ufeff?#* */, "");
    const gnu = GNU.exec(text)?.groups;
    if (gnu === undefined)
        return TEXTS.find(([shape]) => shape.test(text))?.[1];
    return `${GNU_NAMES[gnu.kind?.trim().toLowerCase() ?? ""]}-${gnu.major}${gnu.minor ?? ".0"}`;
}
/** SPDX identifier of the project's licence file, for manifests that hold none (Go's). */
async function detectLicence(tree) {
    const file = tree.paths.find((path) => /^(?:LICEN[SC]E|COPYING)(?:\.(?:md|txt))?$/i.test(path));
    const source = file === undefined ? undefined : await tree.read(file);
    if (file === undefined || source === undefined)
        return undefined;
    return fact(TEXTS.find(([shape]) => shape.test(source.replace(/^#+ */, "")))?.[1], file);
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/npm.js

/** package.json (docs.npmjs.com, "package.json"): what the project is; no toolchain of Slipway builds from it. */
async function detectNpm(tree, directory) {
    const file = join(directory, "package.json");
    const source = await tree.read(file);
    if (source === undefined)
        return undefined;
    let value;
    try {
        value = JSON.parse(source);
    }
    catch (error) {
        throw unreadable(file, error instanceof Error ? error.message : String(error));
    }
    if (typeof value !== "object" || value === null)
        throw unreadable(file, "it holds no object");
    return {
        file,
        facts: {
            name: fact(typeof value.name === "string" ? value.name.replace(/^@[^/]+\//, "") : undefined, file),
            version: fact(value.version, file),
            description: fact(value.description, file),
            licence: value.license === "UNLICENSED" ? undefined : fact(value.license, file),
            homepage: fact(value.homepage, file),
            repository: fact(addressOf(value.repository), file),
        },
        build: undefined,
    };
}
/** `github:owner/name`, `owner/name`, an address, or an object with `url`. */
function addressOf(repository) {
    const text = typeof repository === "object" && repository !== null ? repository.url : repository;
    if (typeof text !== "string")
        return undefined;
    const short = /^(?:github:)?(?<name>[\w.-]+\/[\w.-]+)$/.exec(text)?.groups?.name;
    if (short !== undefined)
        return `https://github.com/${short}`;
    return text
        .replace(/^git\+/, "")
        .replace(/^(?:ssh:\/\/git@|git:\/\/|git@)(?<host>[^/:]+)[/:]/, "https://$<host>/")
        .replace(/\.git$/, "");
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/zon.js

const TOKEN = /(?<space>\s+|\/\/[^\n]*)|(?<multi>(?:\\\\[^\n]*(?:\n[ \t]*|$))+)|(?<open>\.\{)|(?<close>\})|(?<comma>,)|(?<equals>=)|(?<name>\.(?:[A-Za-z_]\w*|@"(?:[^"\\\n]|\\.)*"))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<word>[-+]?[\w.]+)|(?<char>'(?:[^'\\\n]|\\.)+')/y;
/** @throws {Problem} `invalid-manifest`, with the place */
function parseZon(source, file) {
    const tokens = scan(source, file);
    let index = 0;
    const fail = (why) => {
        throw unreadable(file, why, placeIn(source, tokens[index]?.offset ?? source.length));
    };
    const accept = (kind) => (tokens[index]?.kind === kind ? tokens[index++] : undefined);
    const value = () => {
        const token = tokens[index++];
        switch (token?.kind) {
            case "open":
                return literal();
            case "name":
                return fieldName(token.text);
            case "string":
                return unquote(token.text);
            case "multi":
                return token.text
                    .trimEnd()
                    .split("\n")
                    .map((line) => line.trim().slice(2))
                    .join("\n");
            case "word":
            case "char":
                return token.text === "null"
                    ? null
                    : token.text === "true"
                        ? true
                        : token.text === "false"
                            ? false
                            : token.text;
            default:
                index--;
                return fail("a value is missing here");
        }
    };
    const literal = () => {
        const fields = {};
        const items = [];
        while (accept("close") === undefined) {
            const isField = tokens[index]?.kind === "name" && tokens[index + 1]?.kind === "equals";
            if (isField) {
                const key = fieldName(tokens[index]?.text ?? "");
                index += 2;
                fields[key] = value();
            }
            else
                items.push(value());
            if (accept("comma") === undefined && tokens[index]?.kind !== "close")
                fail("a comma or } is missing here");
        }
        return items.length > 0 ? items : fields;
    };
    const result = value();
    return index < tokens.length ? fail("nothing may follow the value") : result;
}
function scan(source, file) {
    const tokens = [];
    for (let offset = 0; offset < source.length;) {
        TOKEN.lastIndex = offset;
        const match = TOKEN.exec(source);
        const kind = Object.entries(match?.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
        if (match === null || kind === undefined) {
            throw unreadable(file, `unexpected "${source[offset]}"`, placeIn(source, offset));
        }
        if (kind !== "space")
            tokens.push({ kind, text: match[0], offset });
        offset += match[0].length;
    }
    return tokens;
}
function fieldName(text) {
    return text.startsWith('.@"') ? unquote(text.slice(2)) : text.slice(1);
}
/** Zig's escapes (Language Reference, "Escape Sequences"). */
function unquote(quoted) {
    return quoted
        .slice(1, -1)
        .replace(/\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.))/g, (_, byte, point, sign) => {
        if (byte !== undefined)
            return String.fromCharCode(Number.parseInt(byte, 16));
        if (point !== undefined)
            return String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff));
        return { n: "\n", r: "\r", t: "\t" }[sign ?? ""] ?? sign ?? "";
    });
}
function placeIn(source, offset) {
    const lines = source.slice(0, offset).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/zig.js


/**
 * build.zig.zon for what the project is, build.zig for what it makes. The latter is a program, so that only executables
 * with their name written out can be told; where any is not, the configuration must list them.
 */
async function detectZig(tree, directory) {
    const manifest = join(directory, "build.zig.zon");
    const script = join(directory, "build.zig");
    const [manifestText, scriptText] = await Promise.all([tree.read(manifest), tree.read(script)]);
    if (manifestText === undefined && scriptText === undefined)
        return undefined;
    const value = manifestText === undefined ? {} : parseZon(manifestText, manifest);
    const file = manifestText === undefined ? script : manifest;
    const field = (name) => fact(fieldOf(value, name), manifest);
    const names = scriptText === undefined ? [] : executables(scriptText);
    return {
        file,
        facts: {
            name: field("name"),
            version: field("version"),
            description: field("description"),
            licence: field("license"),
            homepage: field("homepage"),
        },
        build: scriptText === undefined
            ? undefined
            : {
                toolchain: "zig",
                directory,
                file: script,
                binaries: (names ?? []).map((name) => ({ name })),
                ...(names === undefined && { why: `${script} computes the names of its executables` }),
                ...(names?.length === 0 && { why: `${script} adds no executable` }),
            },
    };
}
function fieldOf(value, name) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value[name]
        : undefined;
}
/** Names of the executables that a build script installs; `undefined` when one's name is not written out. */
function executables(script) {
    const source = script.replace(/\/\/[^\n]*/g, "");
    const names = [];
    const call = /(?:(?:const|var)\s+(?<variable>\w+)[^=;]*=\s*)?[\w.]+\.addExecutable\s*\(/g;
    for (const match of source.matchAll(call)) {
        const variable = match.groups?.variable;
        // Helpers that are only run while building are not installed.
        const isInstalled = (name) => new RegExp(`nstallArtifact\\w*\\s*\\([^)]*\\b${name}\\b`).test(source);
        if (variable !== undefined && !isInstalled(variable))
            continue;
        const name = /\.name\s*=\s*(?:"(?<text>[^"\\\n]+)"|(?<other>[^",\s]))/.exec(source.slice(match.index + match[0].length));
        if (name?.groups?.text === undefined)
            return undefined;
        names.push(name.groups.text);
    }
    return [...new Set(names)].sort();
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/detect.js








/** In this order they speak, and in this order a toolchain is chosen where nothing is configured. */
const READERS = [
    { toolchain: "rust", manifest: "Cargo.toml", detect: detectCargo },
    { toolchain: "go", manifest: "go.mod", detect: detectGo },
    { toolchain: "zig", manifest: "build.zig.zon and build.zig", detect: detectZig },
    { toolchain: undefined, manifest: "package.json", detect: detectNpm },
];
/** For messages: what detection looks for. */
const MANIFESTS = READERS.map(({ manifest }) => manifest);
/**
 * Reads the manifests of the root and of the directories that configured builds name.
 * @param builds those of the configuration, whose manifests speak before others
 * @throws {Problem} `invalid-manifest`
 */
async function detect(tree, builds = []) {
    const findings = [];
    for (const directory of new Set([".", ...builds.map(({ dir }) => dir)])) {
        for (const reader of READERS) {
            const isBuilt = builds.some(({ toolchain, dir }) => dir === directory && toolchain === reader.toolchain);
            if (directory !== "." && !isBuilt)
                continue;
            const finding = await reader.detect(tree, directory);
            if (finding !== undefined)
                findings.push(finding);
        }
    }
    const speaks = ({ build }) => builds.some(({ toolchain, dir }) => build?.toolchain === toolchain && build.directory === dir);
    const ordered = [...findings.filter(speaks), ...findings.filter((finding) => !speaks(finding))];
    const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, ordered.map((finding) => finding.facts[name]).find((one) => one !== undefined)]));
    return {
        ...facts,
        licence: facts.licence ?? (await detectLicence(tree)),
        manifests: ordered.map(({ file }) => file),
        stated: ordered.map(({ file, facts: own }) => ({ file, facts: own })),
        builds: findings.flatMap(({ build }) => (build === undefined ? [] : [build])),
    };
}
/** The tracked files of a checkout, read from its working tree: that is what is built. */
function checkoutTree(directory, { files }) {
    const paths = files.filter(({ type }) => type === "file").map(({ path }) => path);
    const known = new Set(paths);
    return {
        paths,
        read: async (path) => {
            if (!known.has(path))
                return undefined;
            return (0,promises_.readFile)((0,external_node_path_.join)(directory, path), "utf8").catch((error) => {
                if (error.code === "ENOENT")
                    return undefined;
                throw error;
            });
        },
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/git/history.js

/** @param purpose what it is needed for, as the subject of a sentence @throws {Problem} `shallow-clone` */
function requireHistory({ shallow }, purpose) {
    if (!shallow)
        return;
    throw (0,problem/* mistake */.RT)("shallow-clone", `${purpose} cannot be made: the clone is shallow, so earlier commits and tags are missing`, 'give actions/checkout "fetch-depth: 0" in this job; on your own machine: git fetch --unshallow --tags');
}

// EXTERNAL MODULE: ./packages/planning/build/versions/tags.js
var versions_tags = __webpack_require__(5031);
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

;// CONCATENATED MODULE: ./packages/planning/build/git/git.js


/** Long enough for a repository of a million files on a slow disk; a git that waits for something never answers. */
const DEADLINE_MS = 120_000;
/**
 * Runs git in a directory, without a shell, and returns its standard output.
 * @param input written to its standard input
 * @param env beside the job's own: what must not stand in the arguments
 * @param deadline milliseconds
 * @throws {Problem} `git-missing`, `not-a-repository`, `foreign-repository`, `git-timeout`, `git-failed`
 */
async function git(directory, args, input = "", env = {}, deadline = DEADLINE_MS) {
    const child = (0,external_node_child_process_.spawn)("git", args, {
        cwd: directory,
        env: { ...environment(), ...env },
        stdio: ["pipe", "pipe", "pipe"],
        timeout: deadline,
    });
    closeWhenKilled(child);
    const output = [];
    const errors = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => errors.push(chunk));
    // A git that ends before it has read everything closes the pipe; its exit code tells the reason.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const code = await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    }).catch((error) => {
        throw cannotStart(error, directory);
    });
    if (code === 0)
        return Buffer.concat(output);
    throw explain(directory, args, code, Buffer.concat(errors).toString("utf8").trim());
}
/** Standard output as text without its last line break. */
async function gitText(directory, args) {
    return (await git(directory, args)).toString("utf8").replace(/\n$/, "");
}
/** As `gitText`, for questions to which git's exit code 1 or 128 means "none". */
async function gitMaybe(directory, args) {
    try {
        return (await gitText(directory, args)) || undefined;
    }
    catch (error) {
        if (error instanceof problem/* Problem */.AF && error.code === "git-failed")
            return undefined;
        throw error;
    }
}
/**
 * What git prints, record by record as it comes (`-z`): for output that is too long to hold.
 * @throws {Problem} as `git` does
 */
async function* gitRecords(directory, args) {
    const child = (0,external_node_child_process_.spawn)("git", args, {
        cwd: directory,
        env: environment(),
        stdio: ["ignore", "pipe", "pipe"],
        timeout: DEADLINE_MS,
    });
    closeWhenKilled(child);
    const errors = [];
    child.stderr.on("data", (chunk) => errors.push(chunk));
    const ended = new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    });
    // Awaited below, where it is answered; without this a git that cannot start would end the process first.
    ended.catch(() => undefined);
    let rest = [];
    try {
        for await (const chunk of child.stdout) {
            let from = 0;
            for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
                yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString("utf8");
                rest = [];
                from = end + 1;
            }
            if (from < chunk.length)
                rest.push(chunk.subarray(from));
        }
    }
    finally {
        child.kill();
    }
    const code = await ended.catch((error) => {
        throw cannotStart(error, directory);
    });
    if (code !== 0)
        throw explain(directory, args, code, Buffer.concat(errors).toString("utf8").trim());
}
/** A list that git separates by NUL (`-z`), so that names may hold line breaks. */
function splitNul(output) {
    return output.toString("utf8").split("\0").slice(0, -1);
}
function environment() {
    // Messages are recognised below, and nothing may wait for a person.
    return { ...programEnvironment(process.env), LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
}
function cannotStart(error, directory) {
    if (error.code !== "ENOENT")
        return error;
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "git-missing",
        message: `git could not be started in ${directory}`,
        remedy: "install git on the runner, and check that the directory exists",
        cause: error,
    });
}
function explain(directory, args, code, errors) {
    if (/not a git repository/i.test(errors)) {
        return new problem/* Problem */.AF({
            kind: "mistake",
            code: "not-a-repository",
            message: `${directory} is not inside a git repository`,
            remedy: "run actions/checkout in this job before, and let the input `directory` name a directory of the checkout",
        });
    }
    if (/dubious ownership/i.test(errors)) {
        return new problem/* Problem */.AF({
            kind: "failure",
            code: "foreign-repository",
            message: `git refuses ${directory}, because it belongs to another user`,
            remedy: 'in a container job run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` after actions/checkout',
        });
    }
    if (typeof code === "string") {
        return new problem/* Problem */.AF({
            kind: "failure",
            code: "git-timeout",
            message: `git ${args[0]} in ${directory} was ended by ${code} before it answered`,
            remedy: "run the job again; if it happens again, run the same command by hand to see what it waits for: a server, or the disk",
        });
    }
    // The address of a remote may hold a password.
    const [first = "it said nothing"] = errors.replace(/\/\/[^/@\s]*@/g, "//***@").split("\n");
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "git-failed",
        message: `git ${args[0]} ended with ${code}: ${first}`,
        remedy: "run the same command in the checkout; a damaged or partial clone is made whole by checking out again",
    });
}

;// CONCATENATED MODULE: ./packages/planning/build/git/read.js



/**
 * State of the repository at HEAD, which is what is built. The tag that triggered the run wins over others on the same
 * commit. With neither tag nor ref, the highest release tag on HEAD is taken, and a commit without one is built only.
 * Works in shallow clones. @param directory the project, which may be a sub-directory of its repository
 * @throws {Problem} `invalid-tag`, `foreign-tag`, `missing-tag`, `wrong-commit`, `empty-repository`, and those of running git
 */
async function readGit(directory, request = {}) {
    // Asked first: outside a repository every other question would fail in its own words.
    await gitText(directory, ["rev-parse", "--is-inside-work-tree"]);
    const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    if (commit === undefined) {
        throw (0,problem/* mistake */.RT)("empty-repository", `${directory} has no commit yet`, "commit the project before releasing it");
    }
    const tag = await releaseTag(directory, commit, request);
    const [time, tags, shallow, below, remote, files] = await Promise.all([
        gitText(directory, ["show", "-s", "--format=%ct", commit]),
        knownTags(directory, commit, tag === undefined ? request.prefix : tag.prefix),
        gitText(directory, ["rev-parse", "--is-shallow-repository"]),
        gitText(directory, ["rev-parse", "--show-prefix"]),
        gitMaybe(directory, ["remote", "get-url", "origin"]),
        trackedFiles(directory, commit),
    ]);
    return {
        commit,
        timestamp: Number(time),
        tag,
        lastTag: (0,versions_tags/* highest */.BR)(tags.filter(({ merged }) => merged)),
        tags,
        shallow: shallow === "true",
        isBelow: below !== "",
        repository: request.repository ?? repositoryOf(remote),
        files,
    };
}
async function releaseTag(directory, head, request) {
    const { tag, ref, prefix } = request;
    const name = tag ?? (await tagOfRef(directory, ref));
    if (name === undefined) {
        if (ref !== undefined)
            return undefined;
        const here = await tagNames(directory, "--points-at", head);
        return (0,versions_tags/* highest */.BR)(here.map(parseTag).filter((one) => one !== undefined && isOwn(one, prefix)));
    }
    const found = requireTag(name);
    if (!isOwn(found, prefix)) {
        throw (0,problem/* mistake */.RT)("foreign-tag", `the tag "${name}" is not one of this project's, which are ${prefix}/v1.2.3 by its configuration`, `tag it ${prefix}/v${found.version.text}, or correct "tagPrefix"`);
    }
    // `refs/tags/` before it keeps a name that begins with a dash from being an option.
    const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `refs/tags/${name}^{commit}`]);
    if (commit === undefined) {
        throw (0,problem/* mistake */.RT)("missing-tag", `the clone has no tag "${name}"`, `give actions/checkout "ref: refs/tags/${name}" (or "fetch-tags: true"), and check that the tag was pushed`);
    }
    if (commit !== head) {
        throw (0,problem/* mistake */.RT)("wrong-commit", `the tag "${name}" is on commit ${commit}, and commit ${head} is checked out`, `give actions/checkout "ref: refs/tags/${name}", so that what is tagged is what is built`);
    }
    return found;
}
async function tagOfRef(directory, ref) {
    if (ref === undefined)
        return undefined;
    if (ref.startsWith("refs/tags/"))
        return ref.slice("refs/tags/".length);
    if (ref.startsWith("refs/"))
        return undefined;
    const exists = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `refs/tags/${ref}`]);
    return exists !== undefined || parseTag(ref) !== undefined ? ref : undefined;
}
/** Without a configured prefix the tag itself says which project is meant. */
function isOwn(tag, prefix) {
    return prefix === undefined || tag.prefix === prefix;
}
async function tagNames(directory, filter, commit) {
    return (await gitText(directory, ["tag", "--list", "--no-column", filter, commit]))
        .split("\n")
        .filter((name) => name !== "");
}
async function knownTags(directory, commit, prefix) {
    // An annotated tag is an object of its own; `*` asks for what it names.
    const format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
    const [list, merged, ahead] = await Promise.all([
        gitText(directory, ["for-each-ref", format, "refs/tags"]),
        tagNames(directory, "--merged", commit).then((names) => new Set(names)),
        tagNames(directory, "--contains", commit).then((names) => new Set(names)),
    ]);
    const known = list.split("\n").flatMap((line) => {
        const [name = "", object = "", peeled = ""] = line.split(" ");
        const tag = parseTag(name);
        if (tag === undefined || tag.prefix !== prefix)
            return [];
        const names = peeled === "" ? object : peeled;
        return [{ ...tag, commit: names, merged: merged.has(name), ahead: ahead.has(name) }];
    });
    const aside = known.filter((tag) => !tag.merged && !tag.ahead).map((tag) => tag.commit);
    const missed = await ancestorsAmong(directory, commit, aside);
    return missed.size === 0 ? known : known.map((tag) => (missed.has(tag.commit) ? { ...tag, merged: true } : tag));
}
/**
 * Which commits are ancestors of another, by the whole history: `--merged` trusts the clocks of committers and overlooks a
 * tag whose commit is dated after many of those that follow it.
 */
async function ancestorsAmong(directory, commit, candidates) {
    const open = new Set(candidates);
    const found = new Set();
    if (open.size === 0)
        return found;
    for await (const hash of gitRecords(directory, ["log", "-z", "--no-show-signature", "--format=%H", commit, "--"])) {
        if (open.delete(hash.trim()))
            found.add(hash.trim());
        if (open.size === 0)
            break;
    }
    return found;
}
/** `owner/name` of a remote's address: https, ssh, or ssh's short form. */
function repositoryOf(remote) {
    const shape = /^(?:(?:https?|ssh|git):\/\/[^/]+\/|(?:[^@/:\s]+@)?[^/:\s]{2,}:(?!\/))(?:.*\/)?(?<name>[^/\s:]+\/[^/\s]+?)(?:\.git)?\/?$/;
    return remote === undefined ? undefined : shape.exec(remote)?.groups?.name;
}
/** `<mode> <type> <oid>\t<path>` (git-ls-tree, "OUTPUT FORMAT"); in a sub-directory only what lies below it. */
const ENTRY = /^(?<mode>\d{6}) (?:blob|commit) (?<oid>[0-9a-f]+)\t(?<path>.+)$/s;
async function trackedFiles(directory, commit) {
    const entries = splitNul(await git(directory, ["ls-tree", "-r", "-z", commit])).map((line) => {
        const groups = ENTRY.exec(line)?.groups;
        if (groups === undefined)
            throw new Error(`git ls-tree printed "${line}"`);
        return groups;
    });
    const large = new Set(splitNul(await git(directory, ["ls-files", "-z", "--", ":(attr:filter=lfs)."])));
    const targets = await contents(directory, entries.filter(({ mode }) => mode === "120000").map(({ oid }) => oid));
    return entries.map(({ mode, oid, path }) => {
        if (mode === "160000")
            return { type: "submodule", path };
        if (mode === "120000")
            return { type: "symlink", path, oid, target: targets.get(oid) ?? "" };
        return { type: "file", path, oid, mode: mode === "100755" ? "755" : "644", lfs: large.has(path) };
    });
}
/** Text of small blobs, in one process: `<oid> blob <size>\n<content>\n` each (git-cat-file, "BATCH OUTPUT"). */
async function contents(directory, oids) {
    const texts = new Map();
    if (oids.length === 0)
        return texts;
    const output = await git(directory, ["cat-file", "--batch"], `${oids.join("\n")}\n`);
    for (let offset = 0; offset < output.length;) {
        const end = output.indexOf("\n", offset);
        const [oid = "", , size = ""] = output.toString("utf8", offset, end).split(" ");
        texts.set(oid, output.toString("utf8", end + 1, end + 1 + Number(size)));
        offset = end + 1 + Number(size) + 1;
    }
    return texts;
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/changes.js
/** What a range of commits amounts to: without merges, and without what was taken back within it. */
function effectiveChanges(commits) {
    const gone = cancelled(commits);
    const kept = commits.filter((commit) => !gone.has(commit.hash) && !isPlainMerge(commit));
    return withoutTwins(kept);
}
/**
 * A revert and what it reverts both vanish, of a merge all that it brought. From the newest on, so that the revert of a revert
 * brings the change back; a revert of something older stays, because that is a change.
 * @param commits from the newest on
 */
function cancelled(commits) {
    const gone = new Set();
    const range = new Map(commits.map((commit) => [commit.hash, commit]));
    for (const [index, { hash, message }] of commits.entries()) {
        if (gone.has(hash) || message.reverts.length === 0)
            continue;
        const older = commits.slice(index + 1);
        const targets = message.reverts.map((one) => typeof one === "number"
            ? older.find((other) => other.message.pull === one)
            : (range.get(one) ?? older.find((other) => other.hash.startsWith(one))));
        if (targets.some((target) => target === undefined))
            continue;
        gone.add(hash);
        for (const target of targets)
            if (target !== undefined)
                for (const each of broughtBy(target, range))
                    gone.add(each);
    }
    return gone;
}
/** A commit, and of a merge what came with it: what only its later parents lead to. */
function broughtBy({ hash, parents: [first = "", ...others] }, range) {
    const before = reachable([first], range);
    return new Set([hash, ...[...reachable(others, range)].filter((one) => !before.has(one))]);
}
function reachable(starts, range) {
    const found = new Set();
    const open = [...starts];
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
        const commit = found.has(hash) ? undefined : range.get(hash);
        if (commit === undefined)
            continue;
        found.add(hash);
        open.push(...commit.parents);
    }
    return found;
}
/** Merges bring commits that are listed themselves; one with a conventional first line was written for readers. */
function isPlainMerge({ parents, message }) {
    return parents.length > 1 && message.type === undefined;
}
/**
 * A merge titled like the commit that it merges, or a change picked twice, is told once: with its pull request, and with what
 * either of them says. Two pull requests of one title are two changes.
 */
function withoutTwins(commits) {
    const told = new Map();
    for (const commit of commits) {
        const { type = "", scope = "", description } = commit.message;
        const key = JSON.stringify([type, scope, description.toLowerCase()]);
        const same = told.get(key) ?? [];
        const at = same.findIndex(({ message }) => isOneChange(message, commit.message));
        const twin = same[at];
        if (twin === undefined)
            told.set(key, [...same, commit]);
        else
            told.set(key, same.with(at, merged(twin, commit)));
    }
    const kept = new Map([...told.values()].flat().map((commit) => [commit.hash, commit]));
    return commits.flatMap(({ hash }) => kept.get(hash) ?? []);
}
function isOneChange(a, b) {
    return a.pull === undefined || b.pull === undefined || a.pull === b.pull;
}
function merged(newer, older) {
    const [kept, other] = newer.message.pull === undefined && older.message.pull !== undefined ? [older, newer] : [newer, older];
    const breaking = kept.message.breaking || other.message.breaking;
    const issues = [...new Set([...kept.message.issues, ...other.message.issues])];
    return { ...kept, message: { ...kept.message, breaking: breaking ?? kept.message.breaking, issues } };
}
/** The version step that changes ask for; `undefined` when none asks for a release. */
function levelOf(changes) {
    if (changes.some(({ message }) => message.breaking !== undefined))
        return "major";
    const types = new Set(changes.map(({ message }) => message.type));
    if (types.has("feat") || types.has("feature"))
        return "minor";
    // A revert that is left takes back something that was released: users get it by a patch.
    return types.has("fix") || types.has("perf") || types.has("revert") ? "patch" : undefined;
}
/** `12345+login@users.noreply.github.com`, or without the number for older accounts. */
const NO_REPLY = /^(?:\d+\+)?(?<login>[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?)@users\.noreply\.github\.com$/;
const MACHINES = /\[bot\](?:$|@)|^(?:dependabot|renovate|github-actions|greenkeeper|snyk|pre-commit-ci)\b|^(?:semantic-release-bot|web-flow)$/i;
function isMachine({ name, email }) {
    return MACHINES.test(name) || /\[bot\]@/i.test(email) || email === "noreply@github.com";
}
function loginOf({ email }) {
    return NO_REPLY.exec(email)?.groups?.login;
}
/** What may recognise one person under several names and addresses. */
function marksOf(person) {
    const login = loginOf(person);
    return [
        person.email.toLowerCase(),
        `name:${person.name.toLowerCase()}`,
        ...(login === undefined ? [] : [`login:${login.toLowerCase()}`]),
    ];
}
/** People behind commits, each once, those who gave most first; machines are left out. */
function contributorsOf(commits, earlier) {
    const seen = new Set(earlier?.flatMap(marksOf));
    const found = [];
    const byMark = new Map();
    for (const person of commits.flatMap(({ people }) => people)) {
        if (isMachine(person) || person.name.trim() === "")
            continue;
        const marks = marksOf(person);
        const same = marks.map((mark) => byMark.get(mark)).find((one) => one !== undefined);
        const entry = same ?? { person: { name: person.name, login: loginOf(person) }, marks: new Set(), count: 0 };
        if (same === undefined)
            found.push(entry);
        entry.count += 1;
        if (entry.person.login === undefined)
            entry.person = { ...entry.person, login: loginOf(person) };
        for (const mark of marks) {
            entry.marks.add(mark);
            byMark.set(mark, entry);
        }
    }
    found.sort((a, b) => b.count - a.count || (a.person.name < b.person.name ? -1 : 1));
    const isNew = ({ marks }) => earlier !== undefined && ![...marks].some((mark) => seen.has(mark));
    return {
        all: found.map(({ person }) => person),
        first: found.filter(isNew).map(({ person }) => person),
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/conventional.js
const HEADER = /^(?<type>[A-Za-z][\w-]*)(?:\((?<scope>[^()\r\n]*)\))?(?<mark>!)?:[ \t]+(?<description>\S.*)$/;
const PULL = /\(#(?<number>\d{1,9})\)$/;
/** Section 16: the synonym with a hyphen; upper case is required (section 15). Bodies of squash merges hold it anywhere. */
const BREAKING = /^BREAKING[ -]CHANGE:[ \t]*(?<note>[\s\S]*)$/;
/** A footer's token (section 8): a word with hyphens, then `: ` or ` #`. */
const FOOTER = /^(?:[A-Za-z][\w-]*(?:: | #)|BREAKING[ -]CHANGE:)/;
/** GitHub's words (docs.github.com, "Linking a pull request to an issue"), and plain references. */
const ISSUES = /^(?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|issues?|re)\b:?)[ \t]+(?<list>#\d{1,9}(?:(?:,|\s|and)+#\d{1,9})*)/i;
const MERGE = /^Merge pull request #(?<number>\d{1,9}) /;
const QUOTING = /^(?<word>Revert|Reapply) "(?<title>.+)"$/;
/** What `git revert` writes, and the footer that Conventional Commits suggests. */
const REVERTED_COMMITS = /^(?:This reverts commit|(?:Refs|Reverts)[: ])\s*(?<list>[0-9a-f]{7,64}(?:[\s,]+[0-9a-f]{7,64})*)/i;
/** What GitHub's button "Revert" writes, which is all that is left where the pull request is squashed. */
const REVERTED_PULL = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(?<number>\d{1,9})$/i;
function parseMessage(message) {
    const [first = "", ...rest] = message.replace(/\r\n?/g, "\n").trim().split("\n");
    const { title, pull = numberIn(MERGE, first) } = numbered(first.trim());
    const quoted = quotedBy(title);
    const header = quoted?.back
        ? undefined
        : HEADER.exec(quoted === undefined ? title : numbered(quoted.title).title)?.groups;
    const type = quoted?.back ? "revert" : header?.type?.toLowerCase();
    const scope = header?.scope?.trim();
    const note = breakingNote(rest);
    return {
        type,
        scope: scope === "" ? undefined : scope,
        description: header?.description ?? quoted?.title ?? title,
        pull,
        breaking: note ?? (header?.mark === "!" ? "" : undefined),
        issues: issuesOf(rest),
        reverts: type === "revert" || quoted !== undefined ? revertedBy(rest, quoted?.pull) : [],
    };
}
function numbered(text) {
    const pull = numberIn(PULL, text);
    return pull === undefined ? { title: text } : { title: text.replace(PULL, "").trimEnd(), pull };
}
function numberIn(shape, text) {
    const number = shape.exec(text)?.groups?.number;
    return number === undefined ? undefined : Number(number);
}
/** More than anybody means; titles of a million quotes would take too long. */
const MOST_QUOTES = 9;
/**
 * The title that a revert quotes in the end. `git revert` quotes one title in another and calls a second revert Reapply, so
 * what is quoted is taken `back`, or comes again.
 * @returns with the pull request that the first quoted title names
 */
function quotedBy(text, most = MOST_QUOTES) {
    const { word, title } = QUOTING.exec(text)?.groups ?? {};
    if (title === undefined || most === 0)
        return undefined;
    const own = numbered(title);
    const inner = quotedBy(own.title, most - 1) ?? { title, back: false };
    const reverts = word === "Revert";
    return { title: inner.title, back: inner.back !== reverts, pull: reverts ? own.pull : undefined };
}
/** The note and the lines that continue it, up to an empty line or the next footer. */
function breakingNote(lines) {
    const start = lines.findIndex((line) => BREAKING.test(line));
    if (start === -1)
        return undefined;
    const after = lines.slice(start + 1);
    const end = after.findIndex((line) => line.trim() === "" || FOOTER.test(line));
    const own = BREAKING.exec(lines[start] ?? "")?.groups?.note ?? "";
    return [own, ...after.slice(0, end === -1 ? after.length : end)]
        .map((line) => line.trim())
        .join(" ")
        .trim();
}
function issuesOf(lines) {
    const found = lines.flatMap((line) => [...(ISSUES.exec(line.trim())?.groups?.list ?? "").matchAll(/#(\d+)/g)].map((match) => Number(match[1])));
    return [...new Set(found)];
}
function revertedBy(lines, quoted) {
    const hashes = lines.flatMap((line) => (REVERTED_COMMITS.exec(line.trim())?.groups?.list ?? "").split(/[\s,]+/).filter((hash) => hash !== ""));
    if (hashes.length > 0)
        return hashes;
    const pulls = lines.flatMap((line) => numberIn(REVERTED_PULL, line.trim()) ?? []);
    return pulls.length > 0 || quoted === undefined ? pulls : [quoted];
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/commits.js


const UNIT = "\x1f";
/** Names and addresses as .mailmap corrects them. */
const FORMAT = ["%H", "%P", "%aN", "%aE", "%B"].join("%x1f");
/** Commits from the newest on, in one pass of git, read as they come. */
async function* readCommits(directory, { since, until, below }) {
    const range = since === undefined ? [until] : [until, `^${since}`];
    for await (const record of gitRecords(directory, log(FORMAT, range, below))) {
        const [hash = "", parents = "", name = "", email = "", ...body] = record.split(UNIT);
        const message = body.join(UNIT);
        yield {
            hash: hash.trim(),
            parents: parents === "" ? [] : parents.split(" "),
            people: [{ name, email }, ...coAuthors(message)],
            message: parseMessage(message),
        };
    }
}
/** Everybody who has a part in one of some commits or in one before it. */
async function readPeople(directory, commits) {
    const people = new Map();
    const add = (person) => people.set(`${person.name}${UNIT}${person.email}`, person);
    for await (const record of gitRecords(directory, log("%aN%x1f%aE", commits, false))) {
        const [name = "", email = ""] = record.split(UNIT);
        add({ name, email });
    }
    // Of all messages only those are read that name somebody; git knows them as trailers only where nothing else stands beside.
    const naming = ["--regexp-ignore-case", "--basic-regexp", "--grep=^Co-authored-by:"];
    for await (const message of gitRecords(directory, log("%B", commits, false, naming)))
        coAuthors(message).forEach(add);
    return [...people.values()];
}
/** @param range hashes, with `^` before those that are left out */
function log(format, range, below, filter = []) {
    // Hashes, so that no name is taken for an option or a path.
    return [
        "log",
        "-z",
        "--no-color",
        "--no-show-signature",
        "--encoding=UTF-8",
        `--format=${format}`,
        ...filter,
        ...range,
        "--",
        ...(below ? ["."] : []),
    ];
}
/** Spaces around the name are left to it: between neighbours that may both take them, a long line would never end. */
const CO_AUTHOR = /^Co-authored-by:(?<name>[^<\n]*)<(?<email>[^<>\s]+)>[ \t]*$/gim;
function coAuthors(text) {
    return [...text.matchAll(CO_AUTHOR)].map(({ groups: { name = "", email = "" } = {} }) => ({
        name: name.trim(),
        email,
    }));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/template.js

function variablesOf(project, target, variant) {
    return {
        name: project.name,
        version: project.version.text,
        ...(target !== undefined && {
            platform: target.id,
            target: target.id,
            os: target.os,
            arch: target.arch,
            triple: target.triple,
        }),
        ...(variant !== undefined && { variant }),
    };
}
/** Replaces every `{variable}`; braces are nothing else in a name. @throws {Problem} `unknown-variable` */
function expandName(template, variables, place) {
    return template.replace(/\{([^{}]*)\}/g, (_, name) => {
        const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
        if (value !== undefined)
            return value;
        const known = Object.keys(variables);
        const guess = (0,nearest/* nearest */.p)(name, known);
        const hint = name === "format"
            ? "the format's suffix is appended by itself; "
            : guess === undefined
                ? ""
                : `did you mean {${guess}}? `;
        throw (0,problem/* mistake */.RT)("unknown-variable", `the template "${template}" has the unknown variable {${name}}`, `${hint}known variables here: ${known.map((one) => `{${one}}`).join(", ")}`, place);
    });
}
/** Replaces known variables only: in a glob, `{a,b}` are alternatives. */
function expandGlob(glob, variables) {
    return glob.replace(/\{(\w+)\}/g, (whole, name) => Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole);
}
/** Gives a problem that was found without knowing its place that place. */
function placed(place, body) {
    try {
        return body();
    }
    catch (error) {
        if (!(error instanceof problem/* Problem */.AF) || error.place !== undefined || place === undefined)
            throw error;
        const { kind, code, message, remedy } = error;
        throw new problem/* Problem */.AF({ kind, code, message, remedy, place, cause: error });
    }
}

// EXTERNAL MODULE: ./packages/planning/build/versions/next.js
var next = __webpack_require__(3927);
;// CONCATENATED MODULE: ./packages/planning/build/notes/fences.js
/**
 * Fenced code blocks (CommonMark 0.31, section 4.5): what opens with backticks has none behind them on its line, and what
 * closes has nothing behind it, and at least as many signs.
 * @returns for each line the fence that it lies in, its own included; `undefined` outside
 */
function fencesOf(lines) {
    let open;
    return lines.map((line, from) => {
        if (open === undefined) {
            const mark = /^ {0,3}(?<mark>`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.groups?.mark;
            open = mark === undefined ? undefined : { mark, from };
            return open;
        }
        const inside = open;
        if (/^ {0,3}(?:`{3,}|~{3,})[ \t]*$/.test(line) && line.trim().startsWith(open.mark))
            open = undefined;
        return inside;
    });
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/changelog.js


/**
 * The section of a version in a changelog: Keep a Changelog (`## [1.2.3] - 2026-01-31`) and its relatives: with or without
 * brackets, link, `v`, project name or date, underlined headings, and standard-version's smaller headings for patches.
 * @param names a heading may begin with one: `app 1.2.3`, or `app/v1.2.3`; one that begins with another is another project's
 * @returns its content without the heading, with the link definitions that it uses; `undefined` when there is none. A
 * pre-release without a section of its own has that of what is unreleased
 */
function changelogSection(text, version, names = []) {
    const lines = text
        .replace(/^\ufeff/, "")
        .replace(/\r\n?/g, "\n")
        .split("\n");
    const fences = fencesOf(lines);
    const headings = findHeadings(lines, fences);
    const versions = headings.filter(({ title }) => versionOf(title, names) !== undefined || isUnreleased(title));
    const sectionOf = (wanted) => versions.find(({ title }) => {
        const found = versionOf(title, names);
        return found?.own === true && found.version.text === wanted;
    });
    const own = sectionOf(version.text) ??
        (version.build.length > 0 ? sectionOf(version.text.split("+")[0]) : undefined) ??
        (version.prerelease.length > 0 ? versions.find(({ title }) => isUnreleased(title)) : undefined);
    if (own === undefined)
        return undefined;
    // standard-version writes patches and their parts with headings of one size, the third.
    const ends = ({ level }) => level < own.level || (level === own.level && level < 3);
    const next = headings.find((heading) => heading.from > own.from && (ends(heading) || versions.includes(heading)));
    const isText = (line, index) => !DEFINITION.test(line) || fences[index] !== undefined;
    const body = lines.slice(own.to, next?.from ?? lines.length);
    const content = trimBlank(body.filter((line, index) => isText(line, own.to + index)));
    const definitions = lines.filter((line, index) => !isText(line, index) && isUsed(line, content));
    return trimBlank([...content, "", ...definitions]).join("\n");
}
/** Versions that a changelog has sections for, for messages. */
function changelogVersions(text, names = []) {
    const lines = text.split(/\r\n?|\n/);
    const titles = findHeadings(lines, fencesOf(lines)).map(({ title }) => title);
    return titles.flatMap((title) => {
        const found = versionOf(title, names);
        return found?.own ? found.version.text : isUnreleased(title) ? "Unreleased" : [];
    });
}
function isUnreleased(title) {
    return /^\[?unreleased\]?(?:\([^)]*\))?$/i.test(title);
}
/** @returns `own` unless the heading is a tag of another project's */
function versionOf(title, names) {
    const plain = title.replace(/^[^\w[(]+/, "").replace(/^(?:version|release)\s+/i, "");
    const name = names.find((one) => plain.toLowerCase().startsWith(`${one.toLowerCase()} `));
    const withoutName = name === undefined ? plain : plain.slice(name.length + 1);
    // `[1.2.3]`, `[1.2.3](address)`, `v1.2.3`, `app/v1.2.3`, `1.2.3`; then a date in any form.
    const word = /^\[?(?<word>[^\s\](,:]+)/.exec(withoutName.trim())?.groups?.word ?? "";
    const version = (0,build_version/* parseVersion */.ot)(word.replace(/^[vV](?=\d)/, ""));
    if (version !== undefined)
        return { version, own: true };
    const tag = parseTag(word);
    return tag && { version: tag.version, own: names.length === 0 || names.includes(tag.prefix ?? "") };
}
function findHeadings(lines, fences) {
    const headings = [];
    for (const [index, line] of lines.entries()) {
        if (fences[index] !== undefined)
            continue;
        const atx = /^ {0,3}(?<marks>#{1,6})[ \t](?<title>.*)$/.exec(line)?.groups;
        if (atx !== undefined) {
            // A closing run of signs is no part of it.
            const title = (atx.title ?? "").trim().replace(/(?:^|[ \t])#+$/, "");
            headings.push({ level: atx.marks?.length ?? 1, title: title.trim(), from: index, to: index + 1 });
            continue;
        }
        const under = /^ {0,3}(?<sign>=+|-{2,})[ \t]*$/.exec(lines[index + 1] ?? "")?.groups?.sign;
        if (under !== undefined && line.trim() !== "" && !/^\s*(?:[-*+>]|\d+[.)])\s/.test(line)) {
            headings.push({ level: under.startsWith("=") ? 1 : 2, title: line.trim(), from: index, to: index + 2 });
        }
    }
    return headings;
}
const DEFINITION = /^ {0,3}\[(?<label>[^\]]+)\]:\s*\S/;
/** Whether the content names the label of a link's definition. */
function isUsed(definition, content) {
    const label = DEFINITION.exec(definition)?.groups?.label?.toLowerCase();
    return content.some((line) => line.toLowerCase().includes(`[${label}]`));
}
function trimBlank(lines) {
    const isText = (line) => line.trim() !== "";
    const first = lines.findIndex(isText);
    return first === -1 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1);
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/cut.js

/**
 * Notes up to this length, in UTF-16 units, always stand whole on a release's page, which takes 125,000 characters: what is
 * said there of downloads and verification never takes more than the other half. Longer ones are an asset as well.
 */
const SURELY_WHOLE = 60_000;
/**
 * Notes that fit: cut at the end of a paragraph, list entry or line, never inside a fenced code block, what folds closed, and
 * followed by a link to the whole text.
 * @param limit in UTF-16 units, which are never fewer than the characters that GitHub counts
 */
function cutNotes(text, limit, full) {
    if (text.length <= limit)
        return text;
    const link = full === undefined ? "" : `: [${full.title}](${full.address})`;
    const ending = `\n\n*These notes are shortened${link}.*\n`;
    const room = limit - ending.length;
    if (room <= 0)
        return "";
    const cutAt = (at) => withoutOpenFence(text.slice(0, boundary(text, at)))
        .replace(/\n+#{1,6} [^\n]*\s*$/, "")
        .trimEnd();
    // What is cut to make room for closing tags opens no more elements.
    const kept = cutAt(room - closingOf(cutAt(room)).length);
    return `${kept}${closingOf(kept)}${ending}`;
}
/** Closes what would hide all that follows; GitHub folds a `<details>` that stays open over the rest of the page. */
function closingOf(text) {
    const lines = text.split("\n");
    const fences = fencesOf(lines);
    const shown = lines.filter((_, at) => fences[at] === undefined).join("\n");
    const count = (tag) => shown.match(tag)?.length ?? 0;
    return "\n\n</details>".repeat(Math.max(0, count(/<details\b/gi) - count(/<\/details\s*>/gi)));
}
/** The last good place to stop at or before `room`. */
function boundary(text, room) {
    const head = text.slice(0, room + 1);
    // A paragraph's end is worth up to a tenth of the text, a line's end half of it.
    const paragraph = head.lastIndexOf("\n\n");
    const entry = Math.max(head.lastIndexOf("\n- "), head.lastIndexOf("\n* "), head.lastIndexOf("\n## "));
    const line = head.lastIndexOf("\n");
    const found = [Math.max(paragraph, entry), line].find((at, index) => at > room * (index === 0 ? 0.9 : 0.5));
    if (found !== undefined)
        return found;
    const code = text.charCodeAt(room - 1);
    // Not between the halves of a character outside the basic plane.
    return code >= 0xd800 && code <= 0xdbff ? room - 1 : room;
}
/** Without a code block that would stay open; one that is all there is gets closed. */
function withoutOpenFence(text) {
    const lines = text.split("\n");
    // A line more, to see what the last one leaves open.
    const open = fencesOf([...lines, ""]).at(-1);
    if (open === undefined)
        return text;
    if (open.from > 0)
        return lines.slice(0, open.from).join("\n");
    return `${text.slice(0, -open.mark.length - 1)}\n${open.mark}`;
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/escape.js
/**
 * Text of others (commit messages, names) as GitHub shows it unchanged: no markup, no HTML, no mention that would notify
 * people, nothing that changes the reading order. Code spans and addresses stay what they are.
 */
function escapeText(text, issueLink = (number) => `#${number}`) {
    const plain = text
        .replace(/\s+/g, " ")
        // Control characters, and those that turn text around (Unicode Standard Annex 9).
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
        .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
        .trim();
    const parts = plain.split(escape_TOKEN).map((part, index) => {
        if (index % 2 === 0)
            return escapeMarkup(part, issueLink);
        return part.startsWith("`") ? part : `<${part}>`;
    });
    // At the beginning of a list entry these would open a list or a heading of their own.
    return parts
        .join("")
        .replace(/^(?:[-+=]|\d{1,9}(?=[.)]))/, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}
/** Code spans of one backtick without another inside, and addresses; both are read before any other markup. */
const escape_TOKEN = /(`[^`]+`(?!`)|(?:https?|ftp):\/\/[^\s<>()[\]`"'\\]*[^\s<>()[\]`"'\\.,;:!?*_~])/i;
function escapeMarkup(text, issueLink) {
    return text
        .split(/(?<![\w&/])#(?=\d{1,9}\b)(\d+)/)
        .map((part, index) => (index % 2 === 1 ? issueLink(Number(part)) : escapeSigns(part)))
        .join("");
}
function escapeSigns(text) {
    return (text
        .replace(/[\\`*_[\]<>|~&!#$]/g, "\\$&")
        // A comment between sign and name: GitHub sees no mention, and a reader copies the text as it was.
        .replace(/(?<!\w)@(?=\w)/g, "@<!-- -->")
        // GitHub would link these on its own, backslashes included.
        .replace(/www\.(?=\S)/gi, (start) => `${start.slice(0, 3)}<!-- -->.`));
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/render.js


const DEFAULT_GROUPS = [
    { title: "New", types: ["feat", "feature"] },
    { title: "Fixed", types: ["fix"] },
    { title: "Faster", types: ["perf"] },
    { title: "Taken back", types: ["revert"] },
    { title: "Documentation", types: ["docs"] },
    { title: "Other changes", types: ["*"] },
];
/** Of no interest to who uses the project, unless they break something. */
const DEFAULT_HIDDEN = ["build", "chore", "ci", "refactor", "release", "style", "test", "tests"];
function renderParts(facts) {
    return { changes: renderChanges(facts), contributors: renderContributors(facts), compare: renderCompare(facts) };
}
function renderChanges(facts) {
    const { groups = DEFAULT_GROUPS, hidden = DEFAULT_HIDDEN, previousTag } = facts;
    if (previousTag === undefined)
        return "This is the first release.";
    const named = new Set([...groups.flatMap(({ types }) => types), ...hidden]);
    const sections = [breakingSection(facts)];
    for (const { title, types } of groups) {
        const own = facts.changes.filter(({ message: { type, breaking }, people: [author] }) => {
            // A breaking change is told above, with what it takes from its users.
            if (breaking !== undefined)
                return false;
            if (type !== undefined && types.includes(type))
                return true;
            if (!types.includes("*") || (type !== undefined && named.has(type)))
                return false;
            // What machines write without a type is maintenance.
            return type !== undefined || author === undefined || !isMachine(author);
        });
        sections.push(render_section(title, own.map((commit) => ({ commit, line: entry(commit, facts) }))));
    }
    const text = sections.filter((part) => part !== "").join("\n\n");
    return text === "" ? "Maintenance only: nothing changes for users." : text;
}
function breakingSection(facts) {
    const breaking = facts.changes.filter(({ message }) => message.breaking !== undefined);
    const lines = breaking.map((commit) => {
        const { breaking: note = "" } = commit.message;
        const line = entry(commit, facts);
        return { commit, line: note === "" ? line : `${line}\n  ${escapeText(note, issueLink(facts))}` };
    });
    return render_section("Breaking changes", lines);
}
/** Entries without scope first, then by scope; within one the oldest first, as things came about. */
function render_section(title, entries) {
    if (entries.length === 0)
        return "";
    const scopeOf = ({ commit }) => commit.message.scope ?? "";
    const sorted = entries.toReversed().sort((a, b) => (scopeOf(a) < scopeOf(b) ? -1 : scopeOf(a) > scopeOf(b) ? 1 : 0));
    return [`## ${title}`, "", ...sorted.map(({ line }) => `- ${line}`)].join("\n");
}
function entry({ hash, message }, facts) {
    const { scope, description, pull, issues } = message;
    const link = issueLink(facts);
    const label = scope === undefined ? "" : `**${escapeText(scope)}:** `;
    const short = hash.slice(0, 7);
    const source = pull !== undefined
        ? link(pull)
        : facts.address === undefined
            ? short
            : `[${short}](${facts.address}/commit/${hash})`;
    const closes = issues.filter((number) => number !== pull).map(link);
    const after = closes.length === 0 ? `(${source})` : `(${source}, for ${closes.join(", ")})`;
    return `${label}${escapeText(description, link)} ${after}`;
}
function issueLink({ address }) {
    // GitHub leads from an issue's address to the pull request of that number.
    return (number) => (address === undefined ? `#${number}` : `[#${number}](${address}/issues/${number})`);
}
function renderContributors({ contributors, firstContributors }) {
    // Somebody who works alone thanks nobody.
    if (contributors.length === 0 || (contributors.length === 1 && firstContributors.length === 0))
        return "";
    const first = new Set(firstContributors);
    const returning = contributors.filter((person) => !first.has(person));
    const lines = [
        ...(returning.length === 0 ? [] : [`Thanks to ${enumerate(returning)}.`]),
        ...(firstContributors.length === 0
            ? []
            : [`First contributions by ${enumerate(firstContributors)}: welcome, and thank you.`]),
    ];
    return `## Contributors\n\n${lines.join("\n\n")}`;
}
const MOST_NAMED = 100;
function enumerate(people) {
    const shown = people
        .slice(0, MOST_NAMED)
        .map(({ name, login }) => (login === undefined ? escapeText(name) : `@${login}`));
    if (people.length > MOST_NAMED)
        return `${shown.join(", ")} and ${people.length - MOST_NAMED} others`;
    if (shown.length < 2)
        return shown.join("");
    return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
function renderCompare({ address, previousTag, tag }) {
    if (previousTag === undefined)
        return "";
    if (address === undefined)
        return `All changes: ${previousTag}...${tag}`;
    const part = (name) => name.split("/").map(encodeURIComponent).join("/");
    return `[All changes since ${escapeText(previousTag)}](${address}/compare/${part(previousTag)}...${part(tag)})`;
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/plan-notes.js









/** Without a template of the project's own. */
const TEMPLATES = {
    commits: "{changes}\n\n{contributors}\n\n{compare}",
    changelog: "{changelog}\n\n{compare}",
    github: "{github}",
};
const FROM_COMMITS = ["changes", "contributors"];
const GITHUB = "{github}";
/**
 * The notes of a release, as far as they can be written before it is public.
 * @throws {Problem} `missing-changelog`, `changelog-section-missing`, `unknown-variable`, `invalid-template`
 */
async function planReleaseNotes(request) {
    const { config, git, standing, name } = request;
    const { from, template } = config.settings.notes;
    if (from === "none" && template === undefined)
        return undefined;
    const text = template ?? TEMPLATES[from === "none" ? "commits" : from];
    const used = new Set([...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ""));
    const address = git.repository === undefined ? undefined : `${request.server}/${git.repository}`;
    const needsCommits = FROM_COMMITS.some((part) => used.has(part));
    const parts = needsCommits ? await partsFromCommits(request, address) : comparison(request, address);
    const values = {
        ...parts,
        changelog: used.has("changelog") ? await fromChangelog(request) : "",
        name,
        version: git.tag.version.text,
        tag: git.tag.text,
        previous: standing.previous?.text ?? "",
        date: new Date(git.timestamp * 1000).toISOString().slice(0, 10),
    };
    const pieces = text.split(GITHUB);
    const place = config.placeOf(["notes", "template"]);
    if (pieces.length > 2) {
        throw (0,problem/* mistake */.RT)("invalid-template", `the template of the notes has ${GITHUB} twice`, "keep one of them", place);
    }
    const [body = "", tail = ""] = pieces.map((piece) => fit(fill(piece, values, (one) => expandName(one, values, place)), address));
    if (pieces.length === 2)
        return { from: "github", body, ...(tail !== "" && { tail }) };
    return {
        from: from === "changelog" ? "changelog" : "commits",
        body,
        ...(body.length > SURELY_WHOLE && { asset: NOTES_ASSET }),
    };
}
/** The notes as a file among the release's assets. */
const NOTES_ASSET = "release-notes.md";
/** Paragraph by paragraph: one that is a variable alone goes where that is empty. */
function fill(template, values, expand) {
    const paragraphs = template
        .replace(/\r\n?/g, "\n")
        .trim()
        .split(/\n{2,}/);
    const filled = paragraphs.flatMap((paragraph) => {
        const alone = /^\{(?<name>\w+)\}$/.exec(paragraph.trim())?.groups?.name;
        if (alone !== undefined && values[alone] === "")
            return [];
        return [expand(paragraph)];
    });
    return filled.join("\n\n").trim();
}
function fit(text, address) {
    const full = address === undefined ? undefined : { title: "all commits", address: `${address}/commits` };
    return cutNotes(text, LONGEST_PLANNED_NOTES, full);
}
async function partsFromCommits(request, address) {
    const { directory, git, standing, config } = request;
    const { previous } = standing;
    const { groups, hidden } = config.settings.notes;
    const all = [];
    const range = { since: previous?.commit, until: git.commit, below: git.isBelow };
    for await (const commit of readCommits(directory, range))
        all.push(commit);
    const changes = effectiveChanges(all);
    // Who is in a newer line already is not new, though what is picked from there into an older one is.
    const last = (0,next/* lastFinal */.TU)(git.tags.filter(({ ahead }) => !ahead));
    const released = [previous, last].flatMap((tag) => tag?.commit ?? []);
    const earlier = previous === undefined ? undefined : await readPeople(directory, released);
    const people = contributorsOf(all, earlier);
    return renderParts({
        ...identity(request, address),
        changes,
        contributors: people.all,
        firstContributors: people.first,
        ...(groups !== undefined && { groups }),
        ...(hidden !== undefined && { hidden }),
    });
}
function comparison(request, address) {
    const { compare } = renderParts({
        ...identity(request, address),
        changes: [],
        contributors: [],
        firstContributors: [],
    });
    return { changes: "", contributors: "", compare };
}
function identity({ git, standing }, address) {
    return { tag: git.tag.text, previousTag: standing.previous?.text, address };
}
/** Names that changelogs have, the commonest first. */
const CHANGELOG = /^(?:CHANGELOG|CHANGES|HISTORY|RELEASES|NEWS)(?:\.(?:md|markdown|txt))?$/i;
/** The changelog that is configured or found. */
function changelogPath(config, { paths }) {
    const found = paths.filter((path) => CHANGELOG.test(path));
    const rank = (path) => ["changelog", "changes", "history", "releases", "news"].findIndex((word) => path.toLowerCase().startsWith(word));
    return config.settings.notes.changelog ?? found.sort((a, b) => rank(a) - rank(b))[0];
}
async function fromChangelog({ config, tree, git, name }) {
    const path = changelogPath(config, tree);
    const text = path === undefined ? undefined : await tree.read(path);
    if (path === undefined || text === undefined) {
        throw (0,problem/* mistake */.RT)("missing-changelog", path === undefined ? "the project has no changelog file at its root" : `git tracks no file "${path}"`, `add CHANGELOG.md, or write "notes: {changelog: …}" or "notes: {from: commits}" in ${CONFIG_NAME}`, config.placeOf(["notes", "changelog"]) ?? config.placeOf(["notes"]));
    }
    const { version, prefix } = git.tag;
    const names = [name, ...(prefix === undefined ? [] : [prefix])];
    const section = changelogSection(text, version, names);
    if (section === undefined) {
        const [first, ...others] = changelogVersions(text, names);
        throw (0,problem/* mistake */.RT)("changelog-section-missing", `${path} has no section for ${version.text}`, first === "Unreleased"
            ? `give "Unreleased" the heading "## [${version.text}]" before tagging`
            : `add "## [${version.text}]"; it has ${[first, ...others.slice(0, 4)].filter((one) => one !== undefined).join(", ") || "no version at all"}`, { file: path });
    }
    return section;
}

;// CONCATENATED MODULE: ./packages/model/build/asset-name.js

/**
 * GitHub keeps these characters in the name of a release asset and rewrites others to a dot (PLATFORM.md section 3 lists
 * `~` and space), so that a manifest made beforehand would name files that do not exist.
 */
const KEPT = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
/** GitHub's limit is not documented; 255 bytes is what file systems of every target accept. */
const LONGEST = 255;
/** The name that GitHub would give to an asset uploaded under this name. */
function nameOnGitHub(name) {
    return name.replace(/[^A-Za-z0-9._+-]/g, ".");
}
/** @throws {Problem} `asset-name-rewritten`, `asset-name-too-long` */
function requireAssetName(name) {
    if (!KEPT.test(name) || nameOnGitHub(name) !== name) {
        throw (0,problem/* mistake */.RT)("asset-name-rewritten", `GitHub would rename the asset "${name}" to "${nameOnGitHub(name)}"`, "use letters, digits, '.', '_', '+' and '-' in names and name templates, beginning with a letter or digit");
    }
    if (Buffer.byteLength(name) > LONGEST) {
        throw (0,problem/* mistake */.RT)("asset-name-too-long", `the asset name "${name}" is longer than ${LONGEST} bytes`, "shorten the name template");
    }
    return name;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/globs.js

/** Globs over the tracked files of one commit; a plan asks for the same glob once for each target. */
class TrackedFiles {
    all;
    found = new Map();
    constructor(files) {
        this.all = files;
    }
    match(glob) {
        const known = this.found.get(glob);
        if (known !== undefined)
            return known;
        const match = this.search(normalise(glob));
        this.found.set(glob, match);
        return match;
    }
    search(glob) {
        if (glob === "")
            return this.search("**");
        const base = staticBase(glob);
        const isMatch = picomatch(glob);
        const files = this.all.filter(({ path }) => path === glob || isMatch(path));
        if (files.length > 0)
            return { files, base };
        // The name of a directory stands for what is in it.
        const inside = picomatch(`${escapeGlob(glob)}/**`);
        return { files: this.all.filter(({ path }) => path.startsWith(`${glob}/`) && inside(path)), base: glob };
    }
}
function staticBase(glob) {
    const { base, isGlob } = picomatch.scan(glob);
    if (isGlob)
        return base === "." ? "" : base;
    return glob.includes("/") ? glob.slice(0, glob.lastIndexOf("/")) : "";
}
/** Without `./`, doubled and trailing slashes; a path of "." alone is the project, "". */
function normalise(path) {
    return path
        .split("/")
        .filter((name) => name !== "" && name !== ".")
        .join("/");
}
function escapeGlob(path) {
    return path.replace(/[\\*?[\]{}()!+@|^$]/g, "\\$&");
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/files.js



/**
 * Archive entries of file entries, sorted by path, generated sets last in the order in which they are written. Where two
 * entries bring one file to one path, the later one's mode and line endings count.
 * @throws {Problem} `glob-without-match`, `path-clash`, `submodule`, `lfs-pointer`, `unsafe-path`, `link-outside`
 */
function planFiles(entries, excludes, context) {
    const excluded = matching(excludes, context);
    const placed = new Map();
    const generated = [];
    for (const { value, place } of entries) {
        for (const file of planEntry(value, place, excluded, context)) {
            if (file.type === "generated")
                generated.push(file);
            else
                put(placed, file, place);
        }
    }
    const sorted = [...placed.values()].sort((a, b) => compareBytes(pathOf(a), pathOf(b)));
    return [...sorted, ...generated];
}
function pathOf(file) {
    return file.type === "generated" ? file.to : file.path;
}
/** Order of UTF-8 bytes, in which archives are written. */
function compareBytes(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
function planEntry(entry, place, excluded, context) {
    if (typeof entry === "object" && "directory" in entry) {
        return [{ type: "directory", path: safePath(normalise(entry.directory), place) }];
    }
    if (typeof entry === "object" && "symlink" in entry) {
        return [files_link(safePath(normalise(entry.symlink), place), entry.target, place)];
    }
    const copied = typeof entry === "string" ? { from: entry, optional: false, generated: false } : entry;
    return copied.generated ? [planGenerated(copied, context)] : planTracked(copied, place, excluded, context);
}
function planGenerated({ from, to, mode, eol, optional }, { variables, os }) {
    const pattern = normalise(expandGlob(from, variables));
    const base = staticBase(pattern);
    return {
        type: "generated",
        pattern,
        strip: to === undefined || base === "" ? "" : `${base}/`,
        to: to === undefined ? "" : normalise(expandGlob(to, variables)),
        mode: mode ?? "644",
        ...lineEndings(eol, os),
        optional,
    };
}
function planTracked({ from, to, exclude, mode, eol, optional }, place, excluded, context) {
    const glob = expandGlob(from, context.variables);
    const { files, base } = context.tracked.match(glob);
    if (files.length === 0) {
        if (optional)
            return [];
        throw withoutMatch(glob, place, context.tracked);
    }
    const own = matching((exclude ?? []).map((value) => ({ value, place })), context);
    const directory = to === undefined ? undefined : normalise(expandGlob(to, context.variables));
    return files
        .filter((file) => !excluded.has(file) && !own.has(file))
        .map((file) => {
        const rest = directory === undefined || base === "" ? file.path : file.path.slice(base.length + 1);
        const path = safePath(directory ? `${directory}/${rest}` : rest, place);
        return planFile(file, path, { mode, ...lineEndings(eol, context.os) }, place);
    });
}
function planFile(file, path, { mode, eol }, place) {
    switch (file.type) {
        case "submodule":
            throw (0,problem/* mistake */.RT)("submodule", `"${file.path}" is a submodule, of which git keeps only a commit's number`, `leave it out with \`exclude\`, or take its files from the working tree: {from: "${file.path}/**", generated: true}, with "submodules: true" for actions/checkout`, place);
        case "symlink":
            return files_link(path, file.target, place);
        case "file":
            if (file.lfs) {
                throw (0,problem/* mistake */.RT)("lfs-pointer", `of "${file.path}" git keeps only a pointer (Git LFS)`, `take it from the working tree: {from: "${file.path}", generated: true}, with "lfs: true" for actions/checkout`, place);
            }
            return {
                type: "tracked",
                path,
                from: safePath(file.path, place),
                oid: file.oid,
                mode: mode ?? file.mode,
                ...(eol && { eol }),
            };
    }
}
function lineEndings(eol, os) {
    if (eol === undefined)
        return {};
    if (eol !== "native")
        return { eol };
    return { eol: os === "windows" ? "crlf" : "lf" };
}
/** A link may point to what is not in the archive, never to what is outside it: unpacking must not reach there. */
function files_link(path, target, place) {
    const steps = [...path.split("/").slice(0, -1), ...target.split("/")];
    let depth = 0;
    const escapes = steps.some((step) => {
        depth += step === ".." ? -1 : step === "" || step === "." ? 0 : 1;
        return depth < 0;
    });
    if (target.startsWith("/") || target.includes("\\") || escapes) {
        throw (0,problem/* mistake */.RT)("link-outside", `the symbolic link "${path}" points outside the archive, to "${target}"`, "point it to a path relative to its own directory, inside the archive, or leave it out with `exclude`", place);
    }
    return { type: "symlink", path, target };
}
function matching(globs, { tracked, variables }) {
    const found = new Set();
    for (const { value, place } of globs) {
        const glob = expandGlob(value, variables);
        const { files } = tracked.match(glob);
        if (files.length === 0)
            throw withoutMatch(glob, place, tracked);
        for (const file of files)
            found.add(file);
    }
    return found;
}
function withoutMatch(glob, place, tracked) {
    const guess = (0,nearest/* nearest */.p)(glob, tracked.all.map(({ path }) => path));
    const hints = [
        ...(guess === undefined ? [] : [`did you mean "${guess}"?`]),
        ...(glob.includes("\\") ? ["write / between names."] : []),
        "Only files that git tracks are matched; for what the build makes add `generated: true`, for what may be missing `optional: true`",
    ];
    return (0,problem/* mistake */.RT)("glob-without-match", `"${glob}" matches no tracked file`, hints.join(" "), place);
}
function safePath(path, place) {
    const parsed = RelativePath.safeParse(path);
    if (parsed.success)
        return parsed.data;
    throw (0,problem/* mistake */.RT)("unsafe-path", `"${path}" cannot be a path in an archive: it ${parsed.error.issues[0]?.message ?? "is not valid"}`, "rename the file, or leave it out with `exclude`", place);
}
function put(placed, file, place) {
    const path = pathOf(file);
    const before = placed.get(path);
    if (before !== undefined && files_identity(before) !== files_identity(file)) {
        throw (0,problem/* mistake */.RT)("path-clash", `two entries bring different files to "${path}": ${files_identity(before)} and ${files_identity(file)}`, "give one of them another directory with `to`, or leave one out with `exclude`", place);
    }
    placed.set(path, file);
}
function files_identity(file) {
    switch (file.type) {
        case "tracked":
            return `the file "${file.from}"`;
        case "symlink":
            return `a link to "${file.target}"`;
        case "directory":
            return "a directory";
        case "generated":
            return `"${file.pattern}"`;
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/assets.js



/** GitHub's limit for one release (docs.github.com, "About releases", "Storage and bandwidth quotas"). */
const MOST_ASSETS = 1000;
function planChecksums({ settings: { checksums } }) {
    return {
        combined: [...new Set(checksums.combined)].map((algorithm) => ({
            name: `${algorithm.toUpperCase()}SUMS`,
            algorithm,
        })),
        perFile: [...new Set(checksums.perFile)],
    };
}
/**
 * Names of all assets, in the order of their bytes.
 * @param notes name of the file that holds the whole release notes, where there is one
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-rewritten`, `asset-name-too-long`
 */
function planAssets(config, packages, { combined, perFile }, notes, sboms = []) {
    const seen = new Map();
    const add = (name, owner, place) => {
        placed(place, () => requireAssetName(name));
        // Systems that do not tell upper from lower case could keep only one of the two.
        const key = name.toLowerCase();
        const other = seen.get(key);
        if (other !== undefined)
            throw clash(name, other, owner, place);
        seen.set(key, owner);
        names.push(name);
    };
    const names = [];
    add(MANIFEST_NAME, "the release manifest", undefined);
    if (notes !== undefined)
        add(notes, "the file of the whole release notes", undefined);
    for (const { name } of sboms)
        add(name, "the bill of materials", config.placeOf(["sbom"]));
    for (const { name } of combined)
        add(name, "the checksum file", undefined);
    for (const planned of packages) {
        const place = config.placeOf(nameKey(planned));
        add(planned.name, assets_describe(planned), place);
        for (const algorithm of perFile)
            add(`${planned.name}.${algorithm}`, `the checksum file of ${planned.name}`, place);
    }
    if (names.length > MOST_ASSETS) {
        throw (0,problem/* mistake */.RT)("too-many-assets", `the release would have ${names.length} assets; GitHub takes ${MOST_ASSETS}`, "take fewer targets, variants or formats, or turn off checksum files for each package: checksums: {perFile: []}", config.placeOf(["archives"]) ?? config.placeOf([]));
    }
    return names.sort(compareBytes);
}
function clash(name, other, owner, place) {
    return (0,problem/* mistake */.RT)("asset-clash", `${other} and ${owner} would have one name, "${name}"`, "let the name template tell them apart, with {platform} for targets and {variant} for variants", place);
}
function nameKey({ kind }) {
    return { archive: ["archives", "name"], source: ["source", "name"], documentation: ["docs", "name"], file: [] }[kind];
}
function assets_describe(planned) {
    if (planned.kind === "file")
        return `the file ${planned.name}`;
    return planned.kind === "archive"
        ? `the ${planned.format} archive of ${planned.variant} for ${planned.target}`
        : `the ${planned.format} archive of ${planned.kind === "source" ? "the source" : "the documentation"}`;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/bills.js





/** The bills of materials of a release, named: one for everything, or one for each archive that holds binaries, or both. */
function planSboms({ settings: { sbom } }, project, packages) {
    if (sbom === false)
        return undefined;
    const { formats, per } = sbom === true ? USUAL_SBOM : sbom;
    const described = packages.filter((one) => one.kind === "archive" && one.binaries.length > 0);
    return [...new Set(formats)]
        .flatMap((format) => [
        ...(per.includes("release")
            ? [{ name: `${project.name}-${project.version}${SBOM_SUFFIX[format]}`, format }]
            : []),
        ...(per.includes("archive")
            ? described.map(({ name }) => ({ name: `${name}${SBOM_SUFFIX[format]}`, format, of: name }))
            : []),
    ])
        .sort((a, b) => compareBytes(a.name, b.name));
}
/** @throws {Problem} `gate-without-sbom` */
function planGate({ settings, placeOf }, sboms) {
    const { vulnerabilities } = settings;
    if (vulnerabilities === false)
        return undefined;
    if (sboms === undefined || sboms.length === 0) {
        throw (0,problem/* mistake */.RT)("gate-without-sbom", "`vulnerabilities` is on, and there is no bill of materials whose packages it could look up", `write "sbom: true" in ${CONFIG_NAME} as well`, placeOf(["vulnerabilities"]));
    }
    const { database, api, ignore, ...rest } = vulnerabilities === true ? USUAL_GATE : vulnerabilities;
    return {
        ...rest,
        ignore: ignore.map(({ id, reason, until }) => ({ id, reason, until })),
        ...(database !== undefined && { database }),
        ...(api !== undefined && { api }),
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/builds.js





/**
 * @throws {Problem} `nothing-to-build`, `no-binaries`, `target-not-listed`, `target-without-build`, `build-clash`
 */
function planBuilds(config, detected) {
    const configured = config.settings.builds ?? [detectedBuild(detected)];
    const targets = projectTargets(config, configured);
    const ids = buildIds(config, configured);
    const builds = configured.flatMap((build, index) => {
        const place = config.placeOf(["builds", index, "targets"]);
        const foreign = build.targets?.find((target) => !targets.includes(target));
        if (foreign !== undefined) {
            throw (0,problem/* mistake */.RT)("target-not-listed", `the build "${ids[index]}" is for ${foreign}, which is not among the project's targets`, `add ${foreign} to the list \`targets\` at the top, or take it from this build`, place);
        }
        const own = targets.filter((target) => build.targets?.includes(target) ?? true);
        return splitByWay(build, own, ids[index] ?? build.toolchain, builds_binariesOf(config, build, index, detected));
    });
    if (configured.length > 0) {
        const orphan = targets.find((target) => !builds.some((build) => build.targets.includes(target)));
        if (orphan !== undefined) {
            throw (0,problem/* mistake */.RT)("target-without-build", `no build is for ${orphan}`, `add ${orphan} to the \`targets\` of a build, or take it from the project's`, config.placeOf(["targets"]));
        }
    }
    return { targets, builds };
}
function projectTargets({ settings }, builds) {
    if (settings.targets !== undefined)
        return [...new Set(settings.targets)];
    const named = builds.flatMap(({ targets }) => targets ?? DEFAULT_TARGET_IDS);
    return builds.length === 0 ? DEFAULT_TARGET_IDS : TARGET_IDS.filter((target) => named.includes(target));
}
/** The first toolchain, in the order of `MANIFESTS`, that would make a binary at the project's root. */
function detectedBuild(detected) {
    const atRoot = detected.builds.filter(({ directory }) => directory === ".");
    const found = atRoot.find(({ binaries }) => binaries.length > 0);
    if (found !== undefined)
        return Build.parse({ toolchain: found.toolchain });
    const [first] = atRoot;
    if (first !== undefined) {
        throw (0,problem/* mistake */.RT)("no-binaries", `what ${first.file} builds cannot be told: ${first.why ?? "it names no binary"}`, `list the names in ${CONFIG_NAME}: builds: [{toolchain: ${first.toolchain}, binaries: [name]}]`, { file: first.file });
    }
    const also = detected.manifests.length > 0 ? ` (${detected.manifests.join(", ")} does not say how to build)` : "";
    throw (0,problem/* mistake */.RT)("nothing-to-build", `nothing tells how the project is built: there is no ${MANIFESTS.slice(0, 3).join(", ")} at its root${also}`, `describe it in ${CONFIG_NAME}: builds: [{toolchain: command, command: [make], binaries: [name]}], or \`builds: []\` for a project without binaries`);
}
function builds_binariesOf(config, build, index, detected) {
    if (build.binaries !== undefined) {
        return build.binaries.map((binary) => typeof binary === "string"
            ? { name: binary }
            : { name: binary.name, ...(binary.package !== undefined && { package: binary.package }) });
    }
    const found = detected.builds.find(({ toolchain, directory }) => toolchain === build.toolchain && normalise(directory) === normalise(build.dir));
    if (found !== undefined && found.binaries.length > 0)
        return [...found.binaries];
    throw (0,problem/* mistake */.RT)("no-binaries", found === undefined
        ? `there is no manifest of ${build.toolchain} in ${normalise(build.dir) || "the project's root"} that tells its binaries`
        : `what ${found.file} builds cannot be told: ${found.why ?? "it names no binary"}`, "list their names: binaries: [name]", config.placeOf(["builds", index]));
}
function buildIds(config, builds) {
    const seen = new Map();
    return builds.map((build, index) => {
        const base = build.id ?? build.toolchain;
        const count = (seen.get(base) ?? 0) + 1;
        seen.set(base, count);
        if (build.id !== undefined && count > 1) {
            throw (0,problem/* mistake */.RT)("build-clash", `two builds have the id "${build.id}"`, "give each its own", config.placeOf(["builds", index, "id"]));
        }
        return count === 1 ? base : `${base}-${count}`;
    });
}
/**
 * How Rust is built for a target. No GitHub runner has FreeBSD, so that only `cross` builds for it; `cross` has no images
 * for Apple's or Microsoft's tools; `cargo-zigbuild` links for Linux and macOS.
 */
function rustWay(target, wanted) {
    if (target.os === "freebsd")
        return "cross";
    if (wanted === "cross")
        return target.os === "macos" || target.id.endsWith("-msvc") ? "cargo" : "cross";
    if (wanted === "cargo-zigbuild")
        return target.os === "windows" ? "cargo" : "cargo-zigbuild";
    return "cargo";
}
/** A configured build as planned; Rust's is split where its targets need different ways. */
function splitByWay(build, targets, id, binaries) {
    const common = {
        toolchain: build.toolchain,
        ...(build.version !== undefined && { toolchainVersion: build.version }),
        directory: normalise(build.dir) || ".",
        ...(build.command !== undefined && { command: [...build.command] }),
        args: [...build.args],
        features: [...build.features],
        env: { ...build.env },
        ...(build.output !== undefined && { output: normalise(build.output) || "." }),
        binaries,
        strip: build.strip,
    };
    if (targets.length === 0)
        return [];
    if (build.toolchain !== "rust")
        return [{ id, ...common, targets: [...targets] }];
    const wanted = build.via ?? "cargo";
    const ways = Map.groupBy(targets, (target) => rustWay(requireTarget(target), wanted));
    return [...ways].map(([rustVia, own]) => ({
        id: rustVia === wanted ? id : `${id}-${rustVia}`,
        ...common,
        rustVia,
        targets: own,
    }));
}
/** Binaries that the builds make for a target, each with its build. @throws {Problem} `binary-clash` */
function binariesFor(builds, target) {
    const found = new Map();
    for (const build of builds.filter(({ targets }) => targets.includes(target))) {
        for (const { name } of build.binaries) {
            const other = found.get(name);
            if (other !== undefined) {
                throw new problem/* Problem */.AF({
                    kind: "mistake",
                    code: "binary-clash",
                    message: `the builds "${other}" and "${build.id}" both make "${name}" for ${target}`,
                    remedy: "give each build its own `targets`, or list different `binaries`",
                });
            }
            found.set(name, build.id);
        }
    }
    return found;
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

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels/registries.js
/** @param product the project's name */
function planRegistries(settings, product) {
    const { scoop = [], apt = [], rpm = [], registries = [], mirrors = [] } = settings;
    // A second one of a kind is numbered: ids name steps in the journal.
    const idOf = (kind, id, at) => id ?? (at === 0 ? kind : `${kind}-${at + 1}`);
    const planned = {
        scoop: scoop.map((each) => planScoop(each, product)),
        apt: apt.map((each, at) => {
            const { component, architectures, validDays } = each;
            return registries_defined({
                ...registries_packages(each, idOf("apt", each.id, at)),
                component,
                architectures,
                validDays,
            });
        }),
        rpm: rpm.map((each, at) => registries_packages(each, idOf("rpm", each.id, at))),
        registries: registries.map(({ id, to, ...rest }, at) => ({
            ...rest,
            id: idOf("registry", id, at),
            storage: storage(to),
        })),
        mirrors: mirrors.map(({ id, to, url }, at) => ({
            id: idOf("mirror", id, at),
            storage: mirrorStorage(to),
            url: trimmed(url),
        })),
    };
    return Object.fromEntries(Object.entries(planned).filter(([, list]) => list.length > 0));
}
function registries_packages({ to, url, suite, prereleaseSuite, keep }, id) {
    const { versions, days } = keep;
    return registries_defined({
        id,
        storage: storage(to),
        url: url === undefined ? undefined : trimmed(url),
        suite,
        prereleaseSuite,
        keep: registries_defined({ versions, days }),
    });
}
function planScoop({ name, directory, pullRequest, ...rest }, product) {
    return registries_defined({
        ...rest,
        name: name ?? product.toLowerCase().replace(/[^\w.-]+/g, "-"),
        directory: directory.replace(/\/+$/, "") || ".",
        pullRequest: registries_defined(pullRequest),
    });
}
function mirrorStorage({ github, ...others }) {
    return github === undefined ? storage(others) : { type: "github", ...github };
}
/** @throws {Error} for settings that the schema would have refused */
function storage({ http, s3, branch }) {
    if (http !== undefined)
        return registries_defined({ type: "http", ...http });
    if (s3 !== undefined) {
        const cacheControl = registries_defined(s3.cacheControl);
        return { ...s3, type: "s3", prefix: registries_clean(s3.prefix), cacheControl };
    }
    if (branch !== undefined)
        return { ...branch, type: "branch", directory: registries_clean(branch.directory) };
    throw new Error("a storage of no kind");
}
const registries_clean = (directory) => directory.replace(/^\.?\/+|\/+$/g, "").replace(/^\.$/, "");
const trimmed = (url) => url.replace(/\/+$/, "");
function registries_defined(value) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels.js



/** @throws {Problem} `channel-clash` */
function planChannels(config, product) {
    const { homebrew } = config.settings.channels;
    const taps = (homebrew ?? []).map((settings) => planHomebrew(settings, product));
    requireDistinct(config, taps);
    const registries = planRegistries(config.settings.channels, product);
    requireDistinctIds(config, registries);
    if (taps.length === 0 && Object.keys(registries).length === 0)
        return undefined;
    return { ...(taps.length > 0 && { homebrew: taps }), ...registries };
}
function requireDistinct(config, taps) {
    const ids = taps.map(({ tap, name }) => `${tap}/${name}`);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice === -1)
        return;
    throw (0,problem/* mistake */.RT)("channel-clash", `two entries keep up ${ids[twice]}`, 'give each a "name" of its own, or merge them', config.placeOf(["channels", "homebrew", twice]));
}
/** Credentials and steps in the journal are found by them. */
function requireDistinctIds(config, { apt, rpm, registries, mirrors }) {
    const all = Object.entries({ apt, rpm, registries, mirrors }).flatMap(([key, list = []]) => list.map(({ id }, at) => ({ id, path: ["channels", key, at] })));
    for (const { id, path } of all.filter((each, at) => all.findIndex((other) => other.id === each.id) !== at)) {
        throw (0,problem/* mistake */.RT)("channel-clash", `two registries have the id "${id}"`, 'give each an "id" of its own: credentials are found by it', config.placeOf(path));
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/code-signing.js

/**
 * How programs are signed. Builds that are never published have no secrets, so nobody's name comes into their programs.
 * @returns `undefined` where nothing but the default is wanted
 * @throws {Problem} `entitlements-missing`
 */
function planCodeSigning(config, project, files, buildOnly) {
    const { windows, macos } = config.settings.signing;
    const planned = {
        ...(windows !== false && !buildOnly && { windows: planWindows(windows, project) }),
        ...(macos === "none" && { macos: "none" }),
        ...(macos !== "none" && macos !== "ad-hoc" && !buildOnly && { macos: planDeveloperId(macos, config, files) }),
    };
    return Object.keys(planned).length === 0 ? undefined : planned;
}
function planWindows(setting, { name, homepage }) {
    const { description, url, timestamp } = setting === true ? WINDOWS_DEFAULTS : setting;
    const shown = url ?? homepage;
    return {
        description: description ?? name,
        ...(shown !== undefined && { url: shown }),
        timestamps: timestamp === false ? [] : [timestamp].flat(),
    };
}
const WINDOWS_DEFAULTS = {
    description: undefined,
    url: undefined,
    timestamp: "http://timestamp.digicert.com",
};
function planDeveloperId(setting, config, files) {
    if (setting === "developer-id")
        return { hardenedRuntime: true, notarise: true };
    const { entitlements, hardenedRuntime, notarise, identifierPrefix } = setting;
    if (entitlements !== undefined && !files.some(({ path }) => path === entitlements)) {
        throw (0,problem/* mistake */.RT)("entitlements-missing", `git tracks no file ${entitlements}, which holds the entitlements`, "correct the path, or add the file", config.placeOf(["signing", "macos", "entitlements"]));
    }
    return {
        ...(entitlements !== undefined && { entitlements }),
        hardenedRuntime,
        notarise,
        ...(identifierPrefix !== undefined && { identifierPrefix }),
    };
}
/** Whether macOS programs have to be made where Apple's tools are. */
function needsMac(planned) {
    return typeof planned?.macos === "object";
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/legs.js

/** GitHub's runners, pinned: what `-latest` means changes under a release (docs.github.com, "GitHub-hosted runners"). */
const LINUX = "ubuntu-24.04";
const NATIVE = {
    linux: { amd64: LINUX, arm64: "ubuntu-24.04-arm" },
    macos: { amd64: "macos-15", arm64: "macos-15" },
    windows: { amd64: "windows-2025", arm64: "windows-2025" },
    // There is none: what runs there was built elsewhere.
    freebsd: { amd64: LINUX, arm64: LINUX },
};
/**
 * What a leg may cost, in builds of a small Zig or Go program. A runner takes longer to start than such a build runs, so
 * that these share one; optimised Rust takes minutes, so that fewer do.
 */
const LEG_BUDGET = 6;
const COST = { zig: 1, go: 1, rust: 3, command: LEG_BUDGET };
const SOURCE_LEG = "source";
/**
 * One leg for each group of portable targets that share a runner, within the budget; one for each other target; and
 * `source` for what belongs to no target.
 * @param macForMacos programs for macOS are signed by Apple's own tools
 * @throws {Problem} `runner-conflict`
 */
function planLegs(config, targets, builds, withSource, macForMacos = false) {
    const placements = targets.map((id) => place(config, requireTarget(id), builds, macForMacos));
    const groups = Map.groupBy(placements, (one) => (one.portable ? one.runner : `only ${one.target.id}`));
    const chunks = [...groups.values()].flatMap((group) => share(group));
    const shared = chunks.filter((chunk) => chunk.length > 1).length;
    let number = 0;
    const made = chunks.map((chunk) => {
        const [first] = chunk;
        if (first === undefined)
            throw new Error("a leg without targets");
        if (chunk.length > 1)
            number++;
        const leg = {
            id: chunk.length === 1 ? first.target.id : shared === 1 ? "cross" : `cross-${number}`,
            runsOn: first.runner,
            portable: first.portable,
            requires: [...new Set(chunk.flatMap(({ requires }) => requires))],
            targets: chunk.map(({ target }) => target.id),
            reason: chunk.length === 1 ? first.reason : `${chunk.length} targets that cross from any machine share one runner`,
        };
        return { leg, chunk };
    });
    const source = {
        id: SOURCE_LEG,
        runsOn: runnerFor(config, undefined) ?? LINUX,
        portable: true,
        requires: [],
        targets: [],
        reason: "source and documentation archives belong to no target",
    };
    return {
        legs: [...made.map(({ leg }) => leg), ...(withSource ? [source] : [])],
        targets: placements.map(({ target, reason }) => ({
            target: target.id,
            triple: target.triple,
            leg: made.find(({ leg }) => leg.targets.includes(target.id))?.leg.id ?? target.id,
            reason,
        })),
    };
}
/** Consecutive targets in as few legs as the budget allows, of about equal cost. */
function share(group) {
    const total = group.reduce((sum, { cost }) => sum + cost, 0);
    const count = Math.max(1, Math.ceil(total / LEG_BUDGET));
    const legs = Array.from({ length: count }, () => []);
    let before = 0;
    for (const one of group) {
        // The leg in whose share of the total the middle of this target falls.
        const middle = (before + one.cost / 2) / Math.max(total, 1);
        legs[Math.min(count - 1, Math.floor(middle * count))]?.push(one);
        before += one.cost;
    }
    return legs.filter((leg) => leg.length > 0);
}
function place(config, target, builds, macForMacos) {
    const own = builds.filter(({ targets }) => targets.includes(target.id));
    const sites = own.map((build) => site(build, target));
    if (macForMacos && target.os === "macos" && own.length > 0) {
        const reason = "Apple's tools sign with the Developer ID, so it is built on a Mac";
        sites.push({ runner: NATIVE.macos[target.arch], portable: false, requires: [], reason });
    }
    const bound = sites.filter(({ portable }) => !portable);
    const cost = own.reduce((sum, { toolchain }) => sum + COST[toolchain], 0);
    const requires = [...new Set(sites.flatMap((one) => one.requires))];
    const portable = bound.length === 0;
    const configured = runnerFor(config, target);
    if (configured !== undefined) {
        return { target, cost, portable, requires, runner: configured, reason: `${config.file} asks for ${configured}` };
    }
    const [first] = bound;
    if (first !== undefined) {
        const other = bound.find(({ runner }) => runner !== first.runner);
        if (other !== undefined) {
            throw (0,problem/* mistake */.RT)("runner-conflict", `the builds of ${target.id} need different runners, ${first.runner} and ${other.runner}`, `choose one that can make both: runners: {${target.id}: ${first.runner}}`, config.placeOf(["builds"]));
        }
        return { ...first, target, cost, requires };
    }
    const tools = [...new Set(sites.map(({ reason }) => reason))];
    const reason = tools.length === 0
        ? "nothing is compiled, so any machine will do"
        : `${tools.join(" and ")} ${tools.length === 1 ? "crosses" : "cross"} from any machine, so a Linux runner will do`;
    return { target, cost, portable, requires, runner: LINUX, reason };
}
/** For portable sites, `reason` is only the name of the tool. */
function site(build, target) {
    const native = NATIVE[target.os][target.arch];
    const bound = (reason) => ({ runner: native, portable: false, requires: [], reason });
    switch (build.toolchain) {
        case "zig":
            return { runner: LINUX, portable: true, requires: [], reason: "Zig" };
        case "go":
            return build.env.CGO_ENABLED === "1"
                ? bound(`cgo needs the C compiler of ${target.os} itself, so it runs on ${native}`)
                : { runner: LINUX, portable: true, requires: [], reason: "Go" };
        case "rust":
            if (build.rustVia === "cargo-zigbuild")
                return { runner: LINUX, portable: true, requires: [], reason: "cargo-zigbuild" };
            if (build.rustVia === "cross") {
                const why = target.os === "freebsd" ? "GitHub has no FreeBSD runner, so" : "as configured,";
                return {
                    runner: LINUX,
                    portable: false,
                    requires: ["docker"],
                    reason: `${why} cross builds it in a container on ${LINUX}`,
                };
            }
            return bound(`cargo links with the platform's own tools, so it runs on ${native}`);
        case "command":
            return bound(target.os === "freebsd"
                ? `GitHub has no FreeBSD runner, so the project's command has to cross from ${native}`
                : `the project's own command is run on the platform itself, ${native}`);
    }
}
function runnerFor({ settings: { runners } }, target) {
    return target === undefined ? runners.default : (runners[target.id] ?? runners[target.os] ?? runners.default);
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/news.js

const PORTS = { starttls: 587, tls: 465, none: 25 };
/** @throws {Problem} `messenger-clash`, `mail-in-the-clear` */
function planNews(config) {
    const { notify } = config.settings;
    if (notify === undefined)
        return undefined;
    const messengers = notify.to.map((entry, index) => {
        const settings = typeof entry === "string" ? { messenger: entry, id: entry, on: [...MESSAGE_TYPES] } : entry;
        const shared = { id: settings.id ?? settings.messenger, on: [...new Set(settings.on)] };
        if (settings.messenger !== "email") {
            const mention = "mention" in settings && settings.mention !== undefined ? { mention: settings.mention } : {};
            return { messenger: settings.messenger, ...shared, ...mention };
        }
        const { messenger, host, tls, port = PORTS[tls], from, to } = settings;
        if (tls === "none" && !/^(?:localhost|127\.|\[?::1)/.test(host)) {
            throw (0,problem/* mistake */.RT)("mail-in-the-clear", `mail to ${host} would travel without TLS`, "write `tls: starttls` or `tls: tls`; `none` is for a server on the runner itself", config.placeOf(["notify", "to", index, "tls"]));
        }
        return { messenger, ...shared, host, port, tls, from, to };
    });
    const ids = messengers.map(({ id }) => id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice !== -1) {
        throw (0,problem/* mistake */.RT)("messenger-clash", `two messengers are called "${ids[twice]}"`, 'give each an "id" of its own', config.placeOf(["notify", "to", twice]));
    }
    return { messengers, urgent: [...new Set(notify.urgent)], texts: textsOf(notify.texts) };
}
function textsOf(texts) {
    const written = {};
    for (const type of MESSAGE_TYPES) {
        const { title, text } = texts[type] ?? {};
        if (title === undefined && text === undefined)
            continue;
        written[type] = {
            ...(title !== undefined && { title }),
            ...(text !== undefined && { text }),
        };
    }
    return written;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/packages.js







/** What a project without variants has. */
const DEFAULT_VARIANT = "default";
const EVERYTHING = Variant.parse({});
/** Files that belong into every archive of a project that says nothing else. */
const USUAL_FILES = /^(?:LICEN[SC]E|COPYING|NOTICE|README|CHANGELOG)(?:[.-][^/]*)?$/i;
/** File lists by name; equal lists have one name. */
class FileSets {
    byName = new Map();
    names = new Map();
    /** @param candidates names from the shortest; the first free one is taken */
    add(files, candidates) {
        const content = JSON.stringify(files);
        const known = this.names.get(content);
        if (known !== undefined)
            return known;
        const name = candidates.find((candidate) => !this.byName.has(candidate));
        if (name === undefined)
            throw new Error(`no free name among ${candidates.join(", ")}`);
        this.byName.set(name, files);
        this.names.set(content, name);
        return name;
    }
    toJSON() {
        return Object.fromEntries(this.byName);
    }
}
function variantsOf({ settings }) {
    return new Map(Object.entries(settings.variants ?? { [DEFAULT_VARIANT]: EVERYTHING }));
}
/** @throws {Problem} those of planning files, and `unknown-binary`, `binary-not-built`, `path-clash` */
function planArchives(context, target, variant, leg) {
    const { config, project, fileSets } = context;
    const { archives, variants } = config.settings;
    const platform = requireTarget(target);
    const variables = variablesOf(project, platform, variant);
    const template = archives.name ?? (variants === undefined ? "{name}-{version}-{platform}" : "{name}-{version}-{platform}-{variant}");
    const base = expandName(template, variables, config.placeOf(["archives", "name"]));
    const binaries = planBinaries(context, platform, variant);
    const files = planVariantFiles(context, platform, variant, variables);
    refuseClashes(config, platform, variant, files, binaries.map(({ path }) => path));
    const key = fileSets.add(files, [variant, `${variant}-${platform.os}`, `${variant}-${platform.id}`]);
    return formatsFor(config, platform).map((format) => ({
        kind: "archive",
        name: `${base}.${format}`,
        format,
        leg,
        root: rootOf(config, base, variables),
        target,
        variant,
        binaries,
        files: key,
    }));
}
function planVariantFiles(context, target, variant, variables) {
    const { config, tracked } = context;
    const settings = variantsOf(config).get(variant) ?? EVERYTHING;
    const at = (path) => ({
        files: (files) => writtenList(config, files, [...path, "files"]),
        exclude: (globs) => writtenList(config, globs, [...path, "exclude"]),
    });
    const own = at(["variants", variant]);
    const overrides = overridesFor(settings, target).map(({ key, override }) => ({
        override,
        at: at(["variants", variant, "platforms", key]),
    }));
    return planFiles([
        ...commonFiles(config, tracked),
        ...own.files(settings.files),
        ...overrides.flatMap(({ override, at: place }) => place.files(override.files)),
    ], [
        ...own.exclude(settings.exclude),
        ...overrides.flatMap(({ override, at: place }) => place.exclude(override.exclude)),
    ], { tracked, os: target.os, variables });
}
/** From the general to the particular: `default`, operating system, target. */
function overridesFor({ platforms }, { id, os }) {
    return ["default", os, id].flatMap((key) => {
        const override = platforms[key];
        return override === undefined ? [] : [{ key, override }];
    });
}
function commonFiles(config, tracked) {
    const { files } = config.settings.archives;
    if (files !== undefined)
        return writtenList(config, files, ["archives", "files"]);
    return usualFiles(tracked);
}
function usualFiles(tracked) {
    return tracked.all
        .filter((file) => file.type === "file" && !file.lfs && USUAL_FILES.test(file.path))
        .map(({ path }) => ({ value: path, place: undefined }));
}
function planBinaries(context, target, variant) {
    const { config, builds } = context;
    const settings = variantsOf(config).get(variant) ?? EVERYTHING;
    const made = binariesFor(builds, target.id);
    const chosen = overridesFor(settings, target).findLast(({ override }) => override.binaries !== undefined);
    const wanted = chosen?.override.binaries ?? settings.binaries ?? [...made.keys()];
    const path = ["variants", variant, ...(chosen === undefined ? [] : ["platforms", chosen.key]), "binaries"];
    const directory = normalise(config.settings.archives.binDir);
    return [...new Set(wanted)].map((name, index) => {
        const build = made.get(name);
        if (build === undefined)
            throw withoutBuild(context, name, target, variant, [...path, index]);
        return { build, name, path: `${directory === "" ? "" : `${directory}/`}${name}${target.exe}` };
    });
}
function withoutBuild({ config, builds }, name, target, variant, path) {
    const all = [...new Set(builds.flatMap(({ binaries }) => binaries.map((binary) => binary.name)))];
    const place = config.placeOf(path);
    if (all.includes(name)) {
        return (0,problem/* mistake */.RT)("binary-not-built", `the variant "${variant}" has the binary "${name}", which no build makes for ${target.id}`, `add ${target.id} to its build's \`targets\`, or leave it out there: platforms: {${target.id}: {binaries: […]}}`, place);
    }
    const guess = (0,nearest/* nearest */.p)(name, all);
    return (0,problem/* mistake */.RT)("unknown-binary", `the variant "${variant}" has the binary "${name}", which no build makes`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known binaries: ${all.join(", ") || "none"}`, place);
}
/** @throws {Problem} `path-clash` also for names that differ in case only, where the platform does not tell them apart */
function refuseClashes(config, target, variant, files, binaries) {
    const fold = target.os === "windows" || target.os === "macos" ? (path) => path.toLowerCase() : (path) => path;
    const leaves = new Map();
    const listed = [
        ...binaries.map((path) => ({ path, isDirectory: false })),
        ...files
            .filter(({ type }) => type !== "generated")
            .map((file) => ({ path: pathOf(file), isDirectory: file.type === "directory" })),
    ];
    const refuse = (one, other) => {
        throw (0,problem/* mistake */.RT)("path-clash", `the archive of ${variant} for ${target.id} would hold both "${one}" and "${other}"`, "give one of them another directory with `to`, or leave it out with `exclude`", config.placeOf(["variants", variant, "files"]));
    };
    for (const { path, isDirectory } of listed) {
        const other = leaves.get(fold(path));
        if (other !== undefined)
            refuse(other, path);
        if (!isDirectory)
            leaves.set(fold(path), path);
    }
    for (const { path } of listed) {
        const steps = path.split("/");
        for (let depth = 1; depth < steps.length; depth++) {
            const parent = leaves.get(fold(steps.slice(0, depth).join("/")));
            if (parent !== undefined)
                refuse(parent, path);
        }
    }
}
function formatsFor({ settings }, { id, os }) {
    const { formats } = settings.archives;
    const chosen = typeof formats === "string" || Array.isArray(formats)
        ? formats
        : (formats[id] ?? formats[os] ?? formats.default ?? (os === "windows" ? "zip" : "tar.gz"));
    return [...new Set([chosen].flat())];
}
/** @throws {Problem} `unsafe-root` */
function rootOf(config, base, variables) {
    const { wrap } = config.settings.archives;
    if (typeof wrap === "boolean")
        return wrap ? base : "";
    const place = config.placeOf(["archives", "wrap"]);
    const root = expandName(wrap, variables, place);
    if (/^[^/\\]+$/.test(root) && root !== "." && root !== "..")
        return root;
    throw (0,problem/* mistake */.RT)("unsafe-root", `"${root}" is not the name of a single directory`, "write one name without slashes", place);
}
/** Source and documentation archives. */
function planGeneralArchives(context) {
    const { config, project, tracked, fileSets } = context;
    const { source, docs } = config.settings;
    const variables = variablesOf(project);
    const packed = (key, settings) => {
        const base = expandName(settings.name, variables, config.placeOf([key, "name"]));
        return [...new Set([settings.format].flat())].map((format) => ({
            name: `${base}.${format}`,
            format,
            leg: SOURCE_LEG,
            root: base,
        }));
    };
    const sources = source === false
        ? []
        : packed("source", source === true ? { name: "{name}-{version}-source", format: "tar.gz" } : source).map((one) => ({
            kind: "source",
            ...one,
        }));
    if (docs === false)
        return sources;
    const settings = docs === true ? { name: "{name}-{version}-docs", format: "tar.gz" } : docs;
    const entries = docs === true ? usualDocumentation(config, tracked) : writtenList(config, docs.files, ["docs", "files"]);
    const files = planFiles(entries, [], { tracked, os: undefined, variables });
    const key = fileSets.add(files, ["documentation", "-documentation"]);
    return [
        ...sources,
        ...packed("docs", settings).map((one) => ({ kind: "documentation", ...one, files: key })),
    ];
}
function usualDocumentation(config, tracked) {
    const place = config.placeOf(["docs"]);
    const usual = usualFiles(tracked);
    const has = tracked.match("docs").files.length > 0;
    if (!has && usual.length === 0) {
        throw (0,problem/* mistake */.RT)("glob-without-match", "`docs: true` takes the directory docs and README files, and git tracks neither", "name the files: docs: {files: […]}", place);
    }
    return [...usual, ...(has ? [{ value: "docs", place }] : [])];
}
function writtenList(config, values, path) {
    return values.map((value, index) => ({ value, place: config.placeOf([...path, index]) }));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/signing.js




/**
 * Who signs which of the assets. Checksum files of single packages are never signed: whoever signs those signs the package or
 * the combined file.
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-too-long`
 */
function planSigning(config, assets, checksums) {
    const { signing: settings } = config.settings;
    const wanted = SIGNER_KINDS.filter((kind) => settings[kind] !== false);
    if (wanted.length === 0 && !settings.provenance)
        return { assets: [...assets] };
    const all = [...assets];
    const taken = new Set(all.map((name) => name.toLowerCase()));
    const add = (name, by) => {
        const place = config.placeOf(["signing", by]);
        placed(place, () => requireAssetName(name));
        if (taken.has(name.toLowerCase())) {
            throw (0,problem/* mistake */.RT)("asset-clash", `a signature or its key and another asset would have one name, "${name}"`, "give the other one another name", place);
        }
        taken.add(name.toLowerCase());
        all.push(name);
    };
    const single = singleChecksums(assets, checksums.perFile);
    const summed = new Set([MANIFEST_NAME, ...checksums.combined.map(({ name }) => name)]);
    const signatures = [];
    for (const by of wanted) {
        const setting = settings[by];
        const over = typeof setting === "object" ? setting.over : "checksums";
        for (const of of assets) {
            if (over === "checksums" ? !summed.has(of) : single.has(of))
                continue;
            const name = `${of}${SIGNATURE_SUFFIX[by]}`;
            add(name, by);
            signatures.push({ by, of, name });
        }
        if (by !== "sigstore")
            add(KEY_ASSET[by], by);
    }
    if (all.length > MOST_ASSETS) {
        throw (0,problem/* mistake */.RT)("too-many-assets", `the release would have ${all.length} assets, ${signatures.length} of them signatures; GitHub takes ${MOST_ASSETS}`, "sign the checksum files only: over: checksums", config.placeOf(["signing"]));
    }
    return {
        signing: { signatures: signatures.sort((a, b) => compareBytes(a.name, b.name)), provenance: settings.provenance },
        assets: all.sort(compareBytes),
    };
}
/** `app.tar.gz.sha256` beside `app.tar.gz`. */
function singleChecksums(assets, algorithms) {
    const names = new Set(assets);
    return new Set(assets.filter((name) => algorithms.some((algorithm) => name.endsWith(`.${algorithm}`) && names.has(name.slice(0, -algorithm.length - 1)))));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/version.js

/**
 * The version of the tag. Without one, a development version that sorts below the release that its manifest announces and
 * tells its commit: `2.1.0-dev+1a2b3c4` from the manifest's 2.1.0, or else from the last tag; `2.1.0-rc.1.dev+1a2b3c4`
 * where that is a pre-release itself.
 */
function planVersion(git, detected, prefix) {
    if (git.tag !== undefined)
        return { version: git.tag.version, tag: git.tag, buildOnly: false };
    const base = (detected.version && (0,build_version/* parseVersion */.ot)(detected.version.value)) ?? git.lastTag?.version ?? (0,build_version/* parseVersion */.ot)("0.0.0");
    if (base === undefined)
        throw new Error("0.0.0 is no version");
    const release = `${base.major}.${base.minor}.${base.patch}`;
    const before = (0,build_version/* isPrerelease */.V1)(base) ? `${base.prerelease.join(".")}.dev` : "dev";
    const version = (0,build_version/* requireVersion */.eU)(`${release}-${before}+${git.commit.slice(0, 7)}`, "development version");
    return { version, tag: tagOf(version, prefix), buildOnly: true };
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/make-plan.js














/**
 * The plan of a release: equal input gives an equal plan, on every machine.
 * @throws {Problem} whatever the configuration asks for and cannot be had
 */
function makePlan(input) {
    const { config, detected, git, release, filters = { targets: [], variants: [] } } = input;
    const { settings } = config;
    const { version, tag, buildOnly } = planVersion(git, detected, settings.tagPrefix);
    const { targets: all, builds } = planBuilds(config, detected);
    const project = describeProject(config, detected, git);
    const targets = filterTargets(all, filters.targets);
    const everyVariant = [...variantsOf(config).keys()];
    const variants = filterVariants(everyVariant, filters.variants);
    const fileSets = new FileSets();
    const context = {
        config,
        project: { name: project.name, version },
        tracked: new TrackedFiles(git.files),
        builds,
        fileSets,
    };
    const general = planGeneralArchives(context);
    const codeSigning = planCodeSigning(config, project, git.files, buildOnly === true);
    const legs = planLegs(config, targets, builds, general.length > 0, needsMac(codeSigning));
    const archives = legs.targets.flatMap(({ target, leg }) => variants.flatMap((variant) => planArchives(context, target, variant, leg)));
    const packages = [...archives, ...general];
    const checksums = planChecksums(config);
    const sboms = planSboms(config, { name: project.name, version: version.text }, packages);
    const gate = planGate(config, sboms);
    const title = expandName(settings.release.title, { tag: tag.text, name: project.name, version: version.text }, config.placeOf(["release", "title"]));
    const channels = planChannels(config, project.name);
    const news = planNews(config);
    return {
        kind: "slipway-plan",
        schemaVersion: 1,
        project,
        ...(git.repository !== undefined && { repository: git.repository }),
        version: version.text,
        tag: tag.text,
        prerelease: (0,build_version/* isPrerelease */.V1)(version),
        ...(buildOnly && { buildOnly }),
        commit: git.commit,
        timestamp: git.timestamp,
        release: {
            title,
            draft: settings.release.draft,
            latest: latest(settings.release.latest),
            ...(settings.release.discussion !== undefined && { discussion: settings.release.discussion }),
        },
        ...(release?.standing.backPort && { backPort: true }),
        ...(release?.standing.previous && { previousTag: release.standing.previous.text }),
        ...(release?.notes && { notes: release.notes }),
        targets: [...legs.targets],
        variants: [...variants],
        legs: [...legs.legs],
        builds: builds
            .map((build) => ({ ...build, targets: build.targets.filter((target) => targets.includes(target)) }))
            .filter((build) => build.targets.length > 0),
        ...(codeSigning && { codeSigning }),
        fileSets: fileSets.toJSON(),
        packages,
        checksums,
        ...(sboms && { sboms }),
        ...(gate && { vulnerabilities: gate }),
        ...(channels && { channels }),
        ...(news && { news }),
        ...planSigning(config, planAssets(config, packages, checksums, release?.notes?.asset, sboms), checksums),
        filtered: targets.length < all.length || variants.length < everyVariant.length,
    };
}
/** Things that are worth a person's look and do not stop a release. */
function planNotes({ config, detected, git, release }) {
    const notes = [];
    if (release?.standing.backPort) {
        notes.push(`A higher version than ${git.tag?.text} is released: this is a back-port, and does not become latest.`);
    }
    const { version } = detected;
    if (git.tag !== undefined && version !== undefined && (0,build_version/* parseVersion */.ot)(version.value)?.text !== git.tag.version.text) {
        notes.push(`The tag says ${git.tag.version.text} and ${version.file} says ${version.value}: the tag counts; bring the file in step before tagging.`);
    }
    if (config.settings.builds === undefined) {
        const [used, ...others] = detected.builds.filter(({ directory, binaries }) => directory === "." && binaries.length > 0);
        for (const other of others) {
            notes.push(`${used?.file} is built and ${other.file} is not: list both under \`builds\` in ${CONFIG_NAME} if both are meant.`);
        }
    }
    return notes;
}
/** @throws {Problem} `missing-name` */
function projectName({ settings }, detected, git) {
    const name = settings.name ?? detected.name?.value ?? git.repository?.split("/")[1];
    if (name !== undefined)
        return name;
    throw (0,problem/* mistake */.RT)("missing-name", "the project has no name: neither a manifest nor a remote repository gives one", `write "name: …" in ${CONFIG_NAME}`);
}
function describeProject({ settings }, detected, git) {
    const name = projectName({ settings }, detected, git);
    const description = settings.description ?? detected.description?.value;
    const licence = settings.licence ?? settings.license ?? detected.licence?.value;
    const homepage = settings.homepage ?? detected.homepage?.value ?? detected.repository?.value;
    return {
        name,
        ...(description !== undefined && { description }),
        ...(licence !== undefined && { licence }),
        ...(homepage !== undefined && { homepage }),
    };
}
function filterTargets(all, wanted) {
    const ids = wanted.map((name) => requireTarget(name).id);
    const foreign = ids.find((id) => !all.includes(id));
    if (foreign !== undefined) {
        throw (0,problem/* mistake */.RT)("target-not-planned", `the filter names ${foreign}, for which this project is not released`, `its targets: ${all.join(", ")}; others are added under \`targets\` in ${CONFIG_NAME}`);
    }
    return ids.length === 0 ? all : all.filter((id) => ids.includes(id));
}
function filterVariants(all, wanted) {
    const foreign = wanted.find((name) => !all.includes(name));
    if (foreign !== undefined) {
        const guess = (0,nearest/* nearest */.p)(foreign, all);
        throw (0,problem/* mistake */.RT)("unknown-variant", `the filter names the variant "${foreign}", which this project does not have`, `${guess === undefined ? "" : `did you mean "${guess}"? `}its variants: ${all.join(", ")}`);
    }
    return wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
}
function latest(wanted) {
    if (typeof wanted === "boolean")
        return wanted ? "yes" : "no";
    return wanted;
}

// EXTERNAL MODULE: ./packages/planning/build/versions/bump.js
var bump = __webpack_require__(3982);
;// CONCATENATED MODULE: ./packages/planning/build/versions/judge.js



/**
 * Compares a version with what is tagged. A higher tag on the same commit does not speak against the candidate, which wins
 * there; nor does one on a later commit, so that the run of an earlier release can be finished.
 * @throws {Problem} `tag-exists`, `version-exists`, `already-final`, `version-lower`, `version-gap`
 */
function judgeVersion({ tag, commit, known, allowGap = false }) {
    const { version } = tag;
    const itself = known.find(({ text }) => text === tag.text);
    if (itself !== undefined && itself.commit !== commit)
        throw exists(tag, itself, commit);
    const others = known.filter((other) => other !== itself);
    const against = others.filter((other) => !other.ahead || (0,build_version/* compareVersions */.Zy)(other.version, version) < 0);
    const equal = against.find((other) => (0,build_version/* compareVersions */.Zy)(other.version, version) === 0);
    if (equal !== undefined) {
        throw (0,problem/* mistake */.RT)("version-exists", `${tag.text} has the same precedence as ${equal.text}, which is tagged: build metadata does not count`, "raise the version; SemVer 2.0.0, section 10");
    }
    const finals = against.filter(versions_tags/* isFinal */.dR);
    if ((0,build_version/* isPrerelease */.V1)(version))
        judgePrerelease(tag, against, finals, allowGap);
    else
        judgeFinal(version, tag, finals, allowGap);
    return {
        backPort: finals.some((other) => (0,build_version/* compareVersions */.Zy)(other.version, version) > 0),
        previous: previousOf(version, others.filter(({ ahead }) => !ahead)),
    };
}
/**
 * A final version is compared with the final one before it, by line: 1.4.9 with 1.4.8 though 2.0.0 is out. A pre-release is
 * compared with the one before it of the same version, the first of them with the final version before.
 */
function previousOf(version, others) {
    const lower = others.filter((other) => (0,build_version/* compareVersions */.Zy)(other.version, version) < 0);
    const sibling = (0,build_version/* isPrerelease */.V1)(version)
        ? (0,versions_tags/* highest */.BR)(lower.filter((other) => !(0,versions_tags/* isFinal */.dR)(other) && (0,versions_tags/* isSameCore */.Y9)(other.version, version)))
        : undefined;
    return sibling ?? (0,versions_tags/* highest */.BR)(lower.filter(versions_tags/* isFinal */.dR));
}
function judgePrerelease(tag, against, finals, allowGap) {
    const { version } = tag;
    const final = finals.find((other) => (0,versions_tags/* isSameCore */.Y9)(other.version, version));
    if (final !== undefined) {
        throw (0,problem/* mistake */.RT)("already-final", `${tag.text} is a pre-release of ${(0,bump/* coreOf */.z2)(version).text}, which is released as ${final.text}`, `begin the pre-releases of the next version, for example ${bumped(version).text}-${String(version.prerelease[0])}.1`);
    }
    const siblings = against.filter((other) => !(0,versions_tags/* isFinal */.dR)(other) && (0,versions_tags/* isSameCore */.Y9)(other.version, version));
    const last = (0,versions_tags/* highest */.BR)(siblings);
    if (last === undefined) {
        judgeFinal((0,bump/* coreOf */.z2)(version), tag, finals, allowGap);
        return;
    }
    if ((0,build_version/* compareVersions */.Zy)(last.version, version) > 0)
        throw lower(tag, last, "the pre-releases of one version only rise");
    const [next, expected] = [counted(version), counted(last.version)];
    if (next.number === undefined || expected.number === undefined || next.head !== expected.head)
        return;
    if (next.number > expected.number + 1 && !allowGap) {
        throw gap(tag, last, `${(0,bump/* coreOf */.z2)(version).text}-${next.head}${expected.number + 1}`);
    }
}
/** Above it, a number is a date or a build's: `nightly.20261201` skips nothing. */
const HIGHEST_COUNT = 9999;
/** `rc.` and 2 of rc.2; no number where the last identifier counts nothing. */
function counted({ prerelease }) {
    const last = prerelease.at(-1);
    const head = prerelease.slice(0, -1).map((part) => `${part}.`);
    return { head: head.join(""), number: typeof last === "number" && last <= HIGHEST_COUNT ? last : undefined };
}
/** The nearest line decides: the same major.minor, else the same major, else all that is released. */
function judgeFinal(version, tag, finals, allowGap) {
    const { major, minor } = version;
    const sameMajor = finals.filter((other) => other.version.major === major);
    const sameMinor = sameMajor.filter((other) => other.version.minor === minor);
    const line = [sameMinor, sameMajor, finals].find((some) => some.length > 0);
    const last = line && (0,versions_tags/* highest */.BR)(line);
    if (line === undefined || last === undefined)
        return;
    if ((0,build_version/* compareVersions */.Zy)(last.version, version) > 0) {
        const name = line === sameMinor ? `${major}.${minor}` : line === sameMajor ? `${major}.x` : undefined;
        const why = name === undefined
            ? "versions only rise; an older line continues where one is tagged"
            : `the line ${name} only rises`;
        throw lower(tag, last, why);
    }
    const expected = line === sameMinor
        ? bumped(last.version)
        : line === sameMajor
            ? (0,bump/* finalVersion */.rN)(major, last.version.minor + 1, 0)
            : (0,bump/* finalVersion */.rN)(last.version.major + 1, 0, 0);
    if ((0,build_version/* compareVersions */.Zy)(version, expected) > 0 && !allowGap)
        throw gap(tag, last, expected.text);
}
function bumped({ major, minor, patch }) {
    return (0,bump/* finalVersion */.rN)(major, minor, patch + 1);
}
function lower(tag, last, why) {
    return (0,problem/* mistake */.RT)("version-lower", `${tag.text} is lower than ${last.text}, which is tagged: ${why}`, `choose a version above ${last.version.text}; a tag that was pushed by mistake is removed with git push --delete origin ${tag.text}`);
}
function gap(tag, last, expected) {
    return (0,problem/* mistake */.RT)("version-gap", `${tag.text} skips versions: after ${last.text} comes ${expected} in this line`, `release ${expected}, or set "allow-gap: true" for build-matrix if the versions between are left out on purpose`);
}
function exists(tag, itself, commit) {
    return (0,problem/* mistake */.RT)("tag-exists", `the tag ${tag.text} exists on commit ${itself.commit}; commit ${commit} would be released as the same version`, "choose a higher version: what is published under a tag never changes");
}

;// CONCATENATED MODULE: ./packages/planning/build/prepare.js











/** From a checkout to its plan: reads configuration, repository and manifests, then plans. */
async function preparePlan(request) {
    const { directory, filters } = request;
    const config = await loadConfig(directory, request.config);
    const { tagPrefix: prefix } = config.settings;
    const state = await readGit(directory, { ...request, prefix });
    const tree = checkoutTree(directory, state);
    const detected = await detect(tree, config.settings.builds ?? []);
    const git = await withVersion(request, state, detected, prefix);
    const release = isTagged(git) ? await describeRelease(request, config, git, detected, tree) : undefined;
    const input = { config, detected, git, ...(release && { release }), ...(filters && { filters }) };
    return { plan: makePlan(input), notes: planNotes(input), config, detected, git };
}
function isTagged(git) {
    return git.tag !== undefined;
}
/** The state with the tag that the release will have. */
async function withVersion({ version: wanted, ref, tag, directory }, git, detected, prefix) {
    if (wanted === undefined)
        return git;
    if (git.tag !== undefined && (tag ?? ref) !== undefined) {
        throw (0,problem/* mistake */.RT)("two-versions", `the tag ${git.tag.text} says a version, and so does ${wanted.type === "given" ? "the input version" : "the input release-type"}`, "leave the inputs out where a tag starts the workflow, or start it on a branch");
    }
    if (wanted.type === "given")
        return { ...git, tag: tagOf(wanted.version, prefix) };
    requireHistory(git, "the next version");
    const merged = git.tags.filter((one) => one.merged);
    const before = merged.filter(({ commit }) => commit !== git.commit);
    const version = (0,next/* nextVersion */.yU)(wanted.next, {
        before,
        here: merged.filter(({ commit }) => commit === git.commit),
        announced: detected.version && (0,build_version/* parseVersion */.ot)(detected.version.value),
        asked: wanted.next.type === "auto" ? await askedLevel(directory, git, (0,next/* lastFinal */.TU)(before)?.commit) : undefined,
    });
    return { ...git, tag: tagOf(version, prefix) };
}
async function askedLevel(directory, git, since) {
    const commits = [];
    const range = { since, until: git.commit, below: git.isBelow };
    for await (const commit of readCommits(directory, range))
        commits.push(commit);
    return levelOf(effectiveChanges(commits));
}
async function describeRelease(request, config, git, detected, tree) {
    const { directory, allowGap = false, server = "https://github.com" } = request;
    // A shallow clone holds some tags at best, and which of them came before or after it cannot tell.
    requireHistory(git, "the comparison with earlier versions");
    const standing = judgeVersion({ tag: git.tag, commit: git.commit, known: git.tags, allowGap });
    const name = projectName(config, detected, git);
    return { standing, notes: await planReleaseNotes({ directory, config, tree, git, standing, name, server }) };
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/matrix.js
function matrixOf({ legs }) {
    return {
        include: legs.map(({ id, runsOn, targets }) => ({
            leg: id,
            "runs-on": runsOn,
            targets: targets.join(","),
            name: targets.length === 0 ? "source and documentation" : targets.join(", "),
        })),
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/after-publication.js
/** Names of the actions that a published release of this plan wants, without their `update-`. */
function afterPublication({ channels = {}, news }) {
    const { homebrew, ...registries } = channels;
    return [
        ...(homebrew === undefined ? [] : ["homebrew"]),
        ...(Object.keys(registries).length === 0 ? [] : ["registries"]),
        ...(news === undefined ? [] : ["notify"]),
    ].join(" ");
}

;// CONCATENATED MODULE: ./packages/planning/build/git/push-tag.js


/** Who makes the tag: GitHub's own name for what workflows do (docs.github.com, "actions/checkout", "Push a commit"). */
const TAGGER = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>";
/** This one ref and nothing else, whatever the checkout's configuration and hooks would add. */
const ALONE = ["--quiet", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"];
/**
 * Creates an annotated tag on a commit and pushes it, once: a tag that the remote has on the same commit is left as it is.
 * Nothing is ever forced, so of two runs that race one wins and the other sees it.
 * @returns whether it was this call that pushed it
 * @throws {Problem} `tag-elsewhere`, `tag-push-refused`, `remote-unreadable`, and those of running git
 */
async function pushTag(push) {
    const { directory, tag } = push;
    const remote = await remoteOf(push);
    const ref = `refs/tags/${tag}`;
    if (await isThere(push, remote))
        return "there";
    const object = await tagObject(push, ref);
    const refused = await attempt(() => git(directory, ["push", ...ALONE, remote.address, `${object}:${ref}`], "", remote.env));
    if (refused !== undefined) {
        // Another run may have been quicker, or the answer got lost after the tag was made.
        if (await isThere(push, remote))
            return "there";
        throw pushRefused(tag, refused.message, refused);
    }
    // So that later steps find it; a tag that the checkout has keeps its place.
    await gitMaybe(directory, ["update-ref", ref, object, ""]);
    if (!(await isThere(push, remote)))
        throw pushRefused(tag, "the remote does not have it afterwards");
    return "pushed";
}
/** The token travels in the environment: arguments can be read by every process of the machine. */
async function remoteOf({ directory, address, server, token }) {
    const written = await gitMaybe(directory, ["config", "--get", "remote.origin.url"]);
    // As `url.….insteadOf` rewrites it; with a name of a remote in the place of an address.
    const real = written === undefined ? address : await gitText(directory, ["ls-remote", "--get-url", "origin"]);
    if (token === undefined || originOf(written ?? address) !== originOf(server))
        return { address: real, env: {} };
    const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
    const keys = [...new Set([originOf(server), originOf(real)])].filter((origin) => origin !== undefined);
    // An empty value first: it takes back the header that actions/checkout may have left, of which two would be refused.
    const settings = keys.flatMap((origin) => ["", header].map((value) => [`http.${origin}/.extraheader`, value]));
    return {
        address: real,
        env: Object.fromEntries([
            ["GIT_CONFIG_COUNT", String(settings.length)],
            ...settings.flatMap(([key, value], index) => [
                [`GIT_CONFIG_KEY_${index}`, key],
                [`GIT_CONFIG_VALUE_${index}`, value],
            ]),
        ]),
    };
}
function originOf(address) {
    return URL.canParse(address) && /^https?:/.test(address) ? new URL(address).origin : undefined;
}
/** @throws {Problem} `tag-elsewhere`, `remote-unreadable` */
async function isThere({ directory, tag, commit }, { address, env }) {
    const ref = `refs/tags/${tag}`;
    let listed = "";
    const failed = await attempt(async () => {
        listed = (await git(directory, ["ls-remote", "--quiet", address, ref, `${ref}^{}`], "", env)).toString("utf8");
    });
    if (failed !== undefined) {
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "remote-unreadable",
            message: `the remote's tags cannot be read: ${failed.message}`,
            remedy: 'check the remote "origin" and the input "token"; a private repository needs "permissions: contents: write"',
            cause: failed,
        });
    }
    const found = new Map(listed.split("\n").map((line) => line.split("\t").reverse()));
    // An annotated tag is listed twice: its object, and what it names.
    const named = found.get(`${ref}^{}`) ?? found.get(ref);
    if (named === undefined || named === commit)
        return named === commit;
    throw new problem/* Problem */.AF({
        kind: "refusal",
        code: "tag-elsewhere",
        message: `the remote has the tag ${tag} on commit ${named}; commit ${commit} was to get it. Nothing was changed`,
        remedy: "choose a higher version: a tag that is published never moves",
    });
}
/** An annotated tag of that name in the checkout is taken as it is; else one is made, without a ref yet. */
async function tagObject({ directory, commit, tag, timestamp, message }, ref) {
    const own = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", ref]);
    const named = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
    if (own !== undefined && own !== named && named === commit)
        return own;
    const lines = [
        `object ${commit}`,
        "type commit",
        `tag ${tag}`,
        `tagger ${TAGGER} ${timestamp} +0000`,
        "",
        message,
        "",
    ];
    return (await git(directory, ["mktag"], lines.join("\n"))).toString("utf8").trim();
}
async function attempt(body) {
    try {
        await body();
        return undefined;
    }
    catch (error) {
        if (error instanceof problem/* Problem */.AF && error.code === "git-failed")
            return error;
        throw error;
    }
}
function pushRefused(tag, why, cause) {
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "tag-push-refused",
        message: `the tag ${tag} could not be pushed: ${why}`,
        remedy: 'give the job "permissions: contents: write" (a called workflow cannot have more than its caller), and let the ' +
            "repository's rules allow its token to create this tag",
        cause,
    });
}

;// CONCATENATED MODULE: ./actions/build/build-matrix/run.js





/** Makes the plan, tags where that is asked for, hands the plan over to the run's later jobs, and tells people what it holds. */
async function run(inputs, kit) {
    const { request, dryRun } = inputs;
    const { runtime, log } = kit;
    const { plan, notes, config, detected } = await log.group("Reading the project", async () => {
        const prepared = await preparePlan(request);
        log.info(`configuration: ${prepared.config.file ?? "none, so the defaults count"}`);
        log.info(`manifests: ${prepared.detected.manifests.join(", ") || "none"}`);
        log.info(`commit: ${prepared.git.commit} with ${prepared.git.files.length} tracked files`);
        return prepared;
    });
    for (const note of notes)
        log.warning(note);
    await log.group("Plan", async () => {
        for (const line of run_describe(plan))
            log.info(line);
    });
    if (inputs.forRelease && plan.buildOnly)
        throw noVersion(request.ref);
    const text = writeDocument(PLAN, plan);
    const digest = sha256(text);
    if (inputs.pushTag)
        requireTaggable(plan, inputs);
    if (dryRun) {
        log.notice(`dry run: nothing is ${inputs.pushTag ? "tagged or " : ""}handed over; the plan's SHA-256 would be ${digest}`);
        await kit.summarise(...run_summary(plan, notes, [config.file, ...detected.manifests], true), ...whole(plan, text));
        return { ...outputsOf(plan), release: false, plan: "", "plan-digest": "" };
    }
    if (inputs.pushTag)
        await tag(plan, inputs, kit);
    const root = (0,external_node_path_.join)(runtime.temp, DIRECTORY.plan);
    const file = (0,external_node_path_.join)(root, "plan.json");
    await (0,promises_.mkdir)(root, { recursive: true });
    await (0,promises_.writeFile)(file, text);
    await kit.handOver.give(ARTIFACT.plan, root, [file]);
    log.info(`${file} (SHA-256 ${digest}) is handed over as ${ARTIFACT.plan}`);
    await kit.summarise(...run_summary(plan, notes, [config.file, ...detected.manifests], false));
    return { ...outputsOf(plan), plan: file, "plan-digest": digest };
}
function outputsOf(plan) {
    return {
        matrix: JSON.stringify(matrixOf(plan)),
        version: plan.version,
        tag: plan.tag,
        release: plan.buildOnly !== true,
        prerelease: plan.prerelease,
        commit: plan.commit,
        name: plan.project.name,
        "previous-tag": plan.previousTag ?? "",
        "back-port": plan.backPort === true,
        vulnerabilities: plan.vulnerabilities !== undefined,
        channels: afterPublication(plan),
    };
}
function noVersion(ref) {
    return (0,problem/* mistake */.RT)("no-version", `${ref ?? "no ref"} started this release: that is no version tag, and no input names a version`, 'push a tag such as v1.2.0, or give "release-type" (auto, major, minor, patch, prerelease) or "version"');
}
/** @throws {Problem} `nothing-to-tag`, `filtered-tag`, `missing-repository` */
function requireTaggable(plan, { request }) {
    if (plan.buildOnly) {
        throw (0,problem/* mistake */.RT)("nothing-to-tag", "push-tag is set, and nothing says which version is released", 'add the input "release-type" (auto, major, minor, patch, prerelease) or "version"');
    }
    if (plan.filtered) {
        throw (0,problem/* mistake */.RT)("filtered-tag", "push-tag is set for a plan that leaves out targets or variants", "release the whole project, or push the tag by hand: a pushed tag is never taken back");
    }
    if (request.repository === undefined) {
        throw (0,problem/* mistake */.RT)("missing-repository", "push-tag is set outside GitHub's runner", "set GITHUB_REPOSITORY to owner/name");
    }
}
async function tag(plan, { request, token }, { log, runtime }) {
    const done = await pushTag({
        directory: request.directory,
        tag: plan.tag,
        commit: plan.commit,
        timestamp: plan.timestamp,
        message: `${plan.project.name} ${plan.version}`,
        address: `${runtime.serverUrl}/${request.repository}.git`,
        server: runtime.serverUrl,
        token,
    });
    if (done === "pushed")
        log.notice(`the tag ${plan.tag} was pushed, on commit ${plan.commit}`);
    else
        log.info(`the remote has the tag ${plan.tag} on this commit already`);
}
function run_describe(plan) {
    const purpose = plan.buildOnly ? "built, not released" : `released as ${plan.tag}`;
    return [
        `${plan.project.name} ${plan.version}, ${purpose}`,
        ...(plan.buildOnly ? [] : [`compared with ${plan.previousTag ?? "nothing: it is the first release"}`]),
        ...(plan.backPort ? ["a back-port: it does not become latest"] : []),
        ...plan.targets.map(({ target, leg, reason }) => `target ${target} in ${leg}: ${reason}`),
        ...plan.legs.map(({ id, runsOn, reason }) => `leg ${id} on ${runsOn}: ${reason}`),
        ...plan.assets.map((name) => `asset ${name}`),
        ...(plan.notes === undefined
            ? []
            : [`notes from ${plan.notes.from}:`, ...quoted(cutNotes(plan.notes.body, SHOWN_NOTES))]),
    ];
}
/** With a mark before each line: a commit message that begins with "::" must not be a command to the runner. */
function quoted(text) {
    return text.split("\n").map((line) => `| ${line}`);
}
function run_summary(plan, notes, sources, dryRun) {
    const runner = new Map(plan.legs.map(({ id, runsOn }) => [id, runsOn]));
    const from = sources.filter((source) => source !== undefined).join(", ");
    const purpose = plan.buildOnly
        ? "Built for a branch or pull request; nothing is released."
        : `Release of the tag <code>${plan.tag}</code>${plan.prerelease ? ", a pre-release" : ""}${sequel(plan)}.`;
    return [
        `### ${plan.project.name} ${plan.version}`,
        ...(dryRun ? ["**Dry run:** nothing was tagged or handed over."] : []),
        `${purpose} Commit <code>${plan.commit}</code>${from === "" ? "" : `; described by ${from}`}.`,
        ...(plan.filtered ? ["**Filtered:** this plan leaves out targets or variants of the project."] : []),
        ...notes.map((note) => `> ${note}`),
        (0,summary/* markdownTable */.Qj)({
            head: ["target", "job", "runner", "why there"],
            rows: plan.targets.map(({ target, leg, reason }) => [target, leg, runner.get(leg) ?? "", reason]),
        }),
        `<details><summary>${plan.assets.length} assets</summary>\n\n${(0,summary/* markdownTable */.Qj)({
            head: ["asset"],
            rows: plan.assets.map((name) => [name]),
        })}\n\n</details>`,
        ...releaseNotes(plan),
    ];
}
function sequel({ previousTag, backPort }) {
    const after = previousTag === undefined ? ", the first" : `, after <code>${previousTag}</code>`;
    return `${after}${backPort ? "; a back-port, which does not become latest" : ""}`;
}
/** Summaries take 1 MiB a step (docs.github.com, "Adding a job summary"); more of the notes than this nobody reads there. */
const SHOWN_NOTES = 60_000;
function releaseNotes({ notes }) {
    if (notes === undefined)
        return [];
    const generated = notes.from === "github" ? "*(GitHub's generated notes come here when it is published.)*" : "";
    const text = [notes.body, generated, notes.tail ?? ""].filter((part) => part !== "").join("\n\n");
    return [`<details><summary>Release notes</summary>\n\n${cutNotes(text, SHOWN_NOTES)}\n\n</details>`];
}
/** The plan itself, where it can be shown. */
function whole(plan, text) {
    const shown = text.length > SHOWN_PLAN ? writeDocument(PLAN, withoutNotes(plan)).slice(0, SHOWN_PLAN) : text;
    return [
        `<details><summary>plan.json</summary>\n\n<pre>${shown.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>\n\n</details>`,
    ];
}
const SHOWN_PLAN = 500_000;
function withoutNotes({ notes: _, ...plan }) {
    return plan;
}


/***/ })

};
