export const id = 94;
export const ids = [94];
export const modules = {

/***/ 94:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PLAN: () => (/* reexport */ PLAN)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(238);
;// CONCATENATED MODULE: ./packages/model/build/words.js
/**
 * Words that inputs and documents share. They stand apart from the documents' schemas, so that an action can check its inputs
 * before it loads those.
 */
const DIGEST_ALGORITHMS = (/* unused pure expression or super */ null && (["sha256", "sha512", "md5"]));
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

// EXTERNAL MODULE: ./packages/model/build/digest.js
var digest = __webpack_require__(958);
// EXTERNAL MODULE: ./node_modules/semver/functions/compare.js
var functions_compare = __webpack_require__(469);
// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var parse = __webpack_require__(353);
;// CONCATENATED MODULE: ./packages/model/build/version.js
// Its index would bring the ranges, which nobody needs here.



/** `undefined` when the text is no semantic version; a leading `v` is not part of one. */
function parseVersion(text) {
    // The library also accepts a leading "v" or "=" and surrounding space; SemVer does not.
    const parsed = /^\d/.test(text) && text === text.trim() ? parse(text) : null;
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
    return compare(a.text, b.text);
}

;// CONCATENATED MODULE: ./packages/model/build/tag.js


const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;
function parseTag(text) {
    const groups = SHAPE.exec(text)?.groups;
    const version = groups?.version === undefined ? undefined : parseVersion(groups.version);
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

// EXTERNAL MODULE: ./packages/model/build/target.js
var target = __webpack_require__(343);
;// CONCATENATED MODULE: ./packages/model/build/fields.js




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = schemas/* string */.YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = schemas/* string */.YjP().refine((text) => parseVersion(text)?.text === text, "must be a semantic version");
const TagText = schemas/* string */.YjP().refine((text) => parseTag(text) !== undefined, "must be a release tag");
const TargetName = schemas/* enum */.k5n(target/* TARGET_IDS */.vr);
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
    sha256: digest/* Sha256 */.IA,
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
    manifest: digest/* Sha256 */.IA,
    /** The carried release's, by which its archives were packed; absent where it has none. */
    timestamp: Timestamp.optional(),
    packages: schemas/* array */.YOg(CarriedPackage),
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(377);
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
    certificate: digest/* Sha256 */.IA.optional(),
    /** What the timestamp authority says, `2026-11-22T18:13:59.000Z`; absent where there is none, or where it is Apple's. */
    timestamp: iso/* datetime */.w$().optional(),
    /** Apple's id of the submission that was accepted. */
    notarisation: schemas/* string */.YjP().optional(),
    /** SHA-256 of the program as it was built. */
    before: digest/* Sha256 */.IA,
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

;// CONCATENATED MODULE: ./packages/action-kit/build/plan-schema.js
/** A module of its own, to be loaded by itself. */



/***/ })

};
