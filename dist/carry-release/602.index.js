export const id = 602;
export const ids = [602];
export const modules = {

/***/ 1602:
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
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
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

;// CONCATENATED MODULE: ./packages/action-kit/build/plan.js




/**
 * The plan that the chain agreed on; `undefined` when the action works alone.
 * @throws {Problem} `plan-changed`, `artifact-missing`, and what reading a document throws
 */
async function takePlan({ path, digest }, kit) {
    if (path === undefined && digest === undefined)
        return undefined;
    const local = (0,external_node_path_.join)(kit.runtime.temp, DIRECTORY.plan, "plan.json");
    const file = path ?? local;
    let text = await (0,promises_.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT" && path === undefined)
            return undefined;
        throw error;
    });
    if (text === undefined) {
        await kit.handOver.take(ARTIFACT.plan, (0,external_node_path_.join)(kit.runtime.temp, DIRECTORY.plan));
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 3 modules
var build_plan = __webpack_require__(7188);
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
    format: build_plan/* ArchiveFormat */.az.optional(),
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
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
;// CONCATENATED MODULE: ./packages/model/build/release-manifest.js









/** One asset of the release. `release.json` itself and its own signatures are the only assets that it does not describe. */
const Artifact = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    kind: schemas/* enum */.k5n(["archive", "source", "documentation", "checksums", "sbom", "notes", "key", "signature", "file"]),
    format: build_plan/* ArchiveFormat */.az.optional(),
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
    return name === words/* MANIFEST_NAME */.ir || signatures.includes(name);
}

// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
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
    const path = (0,external_node_path_.join)(temp, DIRECTORY.release, words/* MANIFEST_NAME */.ir);
    let text = await (0,promises_.readFile)(path, "utf8").catch(() => undefined);
    if (text === undefined) {
        await kit.handOver.take(ARTIFACT.release, (0,external_node_path_.join)(temp, DIRECTORY.release));
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
        ...(leg === undefined ? [] : [(0,external_node_path_.join)(runtime.temp, DIRECTORY.packages, leg, name)]),
        (0,external_node_path_.join)(runtime.temp, DIRECTORY.release, name),
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/forge/build/time.js

const realTime = {
    now: Date.now,
    sleep: (milliseconds, signal) => (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, signal && { signal }).catch(() => { }),
    random: Math.random,
};

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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
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
const limits_LONGEST_NOTES = 125_000;
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
    if (body.length > limits_LONGEST_NOTES) {
        throw problem("notes-too-long", {
            message: `the notes have ${body.length} characters with Slipway's mark; GitHub takes ${limits_LONGEST_NOTES}`,
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

;// CONCATENATED MODULE: ./packages/forge/build/github/release-list.js



const release_list_PAGE = 100;
const PAGES = 10;
/** The newest releases, at most 1000: who looks for an earlier version of a line needs no more, and history may be long. */
async function listGithubReleases(options) {
    const { repository, apiUrl, token, patience, deadline = ANSWER_DEADLINE } = options;
    const api = openApi({ apiUrl, token, patience, deadline, fetch: (options.transport ?? { fetch, exchange: exchange }).fetch });
    const at = pathOf(repository);
    const releases = [];
    for (let page = 1; page <= PAGES; page++) {
        const { data } = await api.repeat("list of releases", (client) => client.request("GET /repos/{owner}/{repo}/releases", { ...at, per_page: release_list_PAGE, page }));
        releases.push(...data.map(release));
        if (data.length < release_list_PAGE)
            return { releases, cut: false };
    }
    return { releases, cut: true };
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
        throw (0,build_problem/* mistake */.RT)("asset-name-rewritten", `GitHub would rename the asset "${name}" to "${nameOnGitHub(name)}"`, "use letters, digits, '.', '_', '+' and '-' in names and name templates, beginning with a letter or digit");
    }
    if (Buffer.byteLength(name) > LONGEST) {
        throw (0,build_problem/* mistake */.RT)("asset-name-too-long", `the asset name "${name}" is longer than ${LONGEST} bytes`, "shorten the name template");
    }
    return name;
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
    const sorted = [...placed.values()].sort((a, b) => compareBytes(files_pathOf(a), files_pathOf(b)));
    return [...sorted, ...generated];
}
function files_pathOf(file) {
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
            throw mistake("submodule", `"${file.path}" is a submodule, of which git keeps only a commit's number`, `leave it out with \`exclude\`, or take its files from the working tree: {from: "${file.path}/**", generated: true}, with "submodules: true" for actions/checkout`, place);
        case "symlink":
            return files_link(path, file.target, place);
        case "file":
            if (file.lfs) {
                throw mistake("lfs-pointer", `of "${file.path}" git keeps only a pointer (Git LFS)`, `take it from the working tree: {from: "${file.path}", generated: true}, with "lfs: true" for actions/checkout`, place);
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
        throw mistake("link-outside", `the symbolic link "${path}" points outside the archive, to "${target}"`, "point it to a path relative to its own directory, inside the archive, or leave it out with `exclude`", place);
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
    const guess = nearest(glob, tracked.all.map(({ path }) => path));
    const hints = [
        ...(guess === undefined ? [] : [`did you mean "${guess}"?`]),
        ...(glob.includes("\\") ? ["write / between names."] : []),
        "Only files that git tracks are matched; for what the build makes add `generated: true`, for what may be missing `optional: true`",
    ];
    return mistake("glob-without-match", `"${glob}" matches no tracked file`, hints.join(" "), place);
}
function safePath(path, place) {
    const parsed = RelativePath.safeParse(path);
    if (parsed.success)
        return parsed.data;
    throw mistake("unsafe-path", `"${path}" cannot be a path in an archive: it ${parsed.error.issues[0]?.message ?? "is not valid"}`, "rename the file, or leave it out with `exclude`", place);
}
function put(placed, file, place) {
    const path = files_pathOf(file);
    const before = placed.get(path);
    if (before !== undefined && identity(before) !== identity(file)) {
        throw mistake("path-clash", `two entries bring different files to "${path}": ${identity(before)} and ${identity(file)}`, "give one of them another directory with `to`, or leave one out with `exclude`", place);
    }
    placed.set(path, file);
}
function identity(file) {
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

// EXTERNAL MODULE: ./packages/model/build/nearest.js
var build_nearest = __webpack_require__(8394);
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
        const guess = (0,build_nearest/* nearest */.p)(name, known);
        const hint = name === "format"
            ? "the format's suffix is appended by itself; "
            : guess === undefined
                ? ""
                : `did you mean {${guess}}? `;
        throw (0,build_problem/* mistake */.RT)("unknown-variable", `the template "${template}" has the unknown variable {${name}}`, `${hint}known variables here: ${known.map((one) => `{${one}}`).join(", ")}`, place);
    });
}
/** Replaces known variables only: in a glob, `{a,b}` are alternatives. */
function template_expandGlob(glob, variables) {
    return glob.replace(/\{(\w+)\}/g, (whole, name) => Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole);
}
/** Gives a problem that was found without knowing its place that place. */
function placed(place, body) {
    try {
        return body();
    }
    catch (error) {
        if (!(error instanceof build_problem/* Problem */.AF) || error.place !== undefined || place === undefined)
            throw error;
        const { kind, code, message, remedy } = error;
        throw new build_problem/* Problem */.AF({ kind, code, message, remedy, place, cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/assets.js



/** GitHub's limit for one release (docs.github.com, "About releases", "Storage and bandwidth quotas"). */
const assets_MOST_ASSETS = 1000;
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
    add(words/* MANIFEST_NAME */.ir, "the release manifest", undefined);
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
    if (names.length > assets_MOST_ASSETS) {
        throw (0,build_problem/* mistake */.RT)("too-many-assets", `the release would have ${names.length} assets; GitHub takes ${assets_MOST_ASSETS}`, "take fewer targets, variants or formats, or turn off checksum files for each package: checksums: {perFile: []}", config.placeOf(["archives"]) ?? config.placeOf([]));
    }
    return names.sort(compareBytes);
}
function clash(name, other, owner, place) {
    return (0,build_problem/* mistake */.RT)("asset-clash", `${other} and ${owner} would have one name, "${name}"`, "let the name template tell them apart, with {platform} for targets and {variant} for variants", place);
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
    throw (0,build_problem/* mistake */.RT)("channel-clash", `two entries keep up ${ids[twice]}`, 'give each a "name" of its own, or merge them', config.placeOf(["channels", "homebrew", twice]));
}
/** Credentials and steps in the journal are found by them. */
function requireDistinctIds(config, { apt, rpm, registries, mirrors }) {
    const all = Object.entries({ apt, rpm, registries, mirrors }).flatMap(([key, list = []]) => list.map(({ id }, at) => ({ id, path: ["channels", key, at] })));
    for (const { id, path } of all.filter((each, at) => all.findIndex((other) => other.id === each.id) !== at)) {
        throw (0,build_problem/* mistake */.RT)("channel-clash", `two registries have the id "${id}"`, 'give each an "id" of its own: credentials are found by it', config.placeOf(path));
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/news.js

const PORTS = { starttls: 587, tls: 465, none: 25 };
/** @throws {Problem} `messenger-clash`, `mail-in-the-clear` */
function planNews(config) {
    const { notify } = config.settings;
    if (notify === undefined)
        return undefined;
    const messengers = notify.to.map((entry, index) => {
        const settings = typeof entry === "string" ? { messenger: entry, id: entry, on: [...words/* MESSAGE_TYPES */.Ol] } : entry;
        const shared = { id: settings.id ?? settings.messenger, on: [...new Set(settings.on)] };
        if (settings.messenger !== "email") {
            const mention = "mention" in settings && settings.mention !== undefined ? { mention: settings.mention } : {};
            return { messenger: settings.messenger, ...shared, ...mention };
        }
        const { messenger, host, tls, port = PORTS[tls], from, to } = settings;
        if (tls === "none" && !/^(?:localhost|127\.|\[?::1)/.test(host)) {
            throw (0,build_problem/* mistake */.RT)("mail-in-the-clear", `mail to ${host} would travel without TLS`, "write `tls: starttls` or `tls: tls`; `none` is for a server on the runner itself", config.placeOf(["notify", "to", index, "tls"]));
        }
        return { messenger, ...shared, host, port, tls, from, to };
    });
    const ids = messengers.map(({ id }) => id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice !== -1) {
        throw (0,build_problem/* mistake */.RT)("messenger-clash", `two messengers are called "${ids[twice]}"`, 'give each an "id" of its own', config.placeOf(["notify", "to", twice]));
    }
    return { messengers, urgent: [...new Set(notify.urgent)], texts: textsOf(notify.texts) };
}
function textsOf(texts) {
    const written = {};
    for (const type of words/* MESSAGE_TYPES */.Ol) {
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

;// CONCATENATED MODULE: ./packages/planning/build/plan/signing.js




/**
 * Who signs which of the assets. Checksum files of single packages are never signed: whoever signs those signs the package or
 * the combined file.
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-too-long`
 */
function planSigning(config, assets, checksums) {
    const { signing: settings } = config.settings;
    const wanted = words/* SIGNER_KINDS */.pf.filter((kind) => settings[kind] !== false);
    if (wanted.length === 0 && !settings.provenance)
        return { assets: [...assets] };
    const all = [...assets];
    const taken = new Set(all.map((name) => name.toLowerCase()));
    const add = (name, by) => {
        const place = config.placeOf(["signing", by]);
        placed(place, () => requireAssetName(name));
        if (taken.has(name.toLowerCase())) {
            throw (0,build_problem/* mistake */.RT)("asset-clash", `a signature or its key and another asset would have one name, "${name}"`, "give the other one another name", place);
        }
        taken.add(name.toLowerCase());
        all.push(name);
    };
    const single = singleChecksums(assets, checksums.perFile);
    const summed = new Set([words/* MANIFEST_NAME */.ir, ...checksums.combined.map(({ name }) => name)]);
    const signatures = [];
    for (const by of wanted) {
        const setting = settings[by];
        const over = typeof setting === "object" ? setting.over : "checksums";
        for (const of of assets) {
            if (over === "checksums" ? !summed.has(of) : single.has(of))
                continue;
            const name = `${of}${words/* SIGNATURE_SUFFIX */.VV[by]}`;
            add(name, by);
            signatures.push({ by, of, name });
        }
        if (by !== "sigstore")
            add(words/* KEY_ASSET */.Fz[by], by);
    }
    if (all.length > assets_MOST_ASSETS) {
        throw (0,build_problem/* mistake */.RT)("too-many-assets", `the release would have ${all.length} assets, ${signatures.length} of them signatures; GitHub takes ${assets_MOST_ASSETS}`, "sign the checksum files only: over: checksums", config.placeOf(["signing"]));
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

;// CONCATENATED MODULE: ./packages/planning/build/plan/carried.js







/** The one leg of a rollback release: it hands over `slipway-packages-carried`. */
const CARRIED_LEG = "carried";
/** What builds are called of which the manifest no longer says so. */
const CARRIED_BUILD = "carried";
/**
 * The plan of a rollback release: nothing is built and nothing packed; what follows is signed, published and advertised as ever.
 * Bills of materials and the search for known vulnerabilities are those of the carried release, whose bytes they describe.
 * @throws {Problem} `asset-clash`, `too-many-assets`, and what planning channels throws
 */
function planCarried(input) {
    const { config, manifest, carries, tag, repository, records, timestamp, backPort } = input;
    const { settings } = config;
    const { project } = manifest;
    const checksums = planChecksums(config);
    const packages = records.map((record) => plannedPackage(record, manifest));
    const notes = carriedNotes(input);
    const channels = planChannels(config, project.name);
    const news = planNews(config);
    const { latest } = settings.release;
    return {
        kind: "slipway-plan",
        schemaVersion: 1,
        project,
        repository,
        version: tag.version.text,
        tag: tag.text,
        prerelease: (0,build_version/* isPrerelease */.V1)(tag.version),
        commit: manifest.commit,
        timestamp,
        carries,
        release: {
            title: expandName(settings.release.title, { tag: tag.text, name: project.name, version: tag.version.text }, config.placeOf(["release", "title"])),
            draft: settings.release.draft,
            latest: typeof latest === "boolean" ? (latest ? "yes" : "no") : latest,
            // No discussion of its own: whoever calls a rollback need not be allowed to open one.
        },
        ...(backPort && { backPort: true }),
        previousTag: carries.from,
        notes,
        targets: manifest.builds.map(({ target, triple }) => ({
            target,
            triple,
            leg: CARRIED_LEG,
            reason: `carried from ${carries.tag}`,
        })),
        variants: [...new Set(records.flatMap(({ variant }) => variant ?? []))],
        legs: [
            {
                id: CARRIED_LEG,
                runsOn: "ubuntu-24.04",
                portable: true,
                requires: [],
                targets: manifest.builds.map(({ target }) => target),
                reason: `its packages are those of ${carries.tag}`,
            },
        ],
        builds: [],
        fileSets: { carried: [] },
        packages,
        checksums,
        ...(channels && { channels }),
        ...(news && { news }),
        ...planSigning(config, planAssets(config, packages, checksums), checksums),
        filtered: false,
    };
}
function plannedPackage(record, { builds }) {
    const { name, kind, format, target, variant, entries } = record;
    if (format === undefined || kind === "file")
        return { kind: "file", name, leg: CARRIED_LEG };
    const packed = { name, format, leg: CARRIED_LEG, root: rootOf(entries) };
    if (kind === "source")
        return { kind, ...packed };
    if (kind === "documentation" || target === undefined)
        return { kind: "documentation", ...packed, files: "carried" };
    const { binaries = [] } = builds.find((build) => build.target === target) ?? {};
    return {
        kind,
        ...packed,
        target,
        variant: variant ?? "",
        binaries: binaries.flatMap((binary, at) => {
            const inside = entries.find((entry) => entry.type === "file" && entry.sha256 === binary.sha256);
            if (inside === undefined)
                return [];
            const path = packed.root === "" ? inside.path : inside.path.slice(packed.root.length + 1);
            return [{ build: `${CARRIED_BUILD}-${at}`, name: binary.name, path }];
        }),
        files: "carried",
    };
}
/** Single top directory of an archive; "" where it has none. */
function rootOf(entries) {
    const [root = "", ...others] = new Set(entries.map(({ path }) => path.split("/")[0] ?? ""));
    const single = others.length === 0 && entries.every(({ path, type }) => path.includes("/") || type === "directory");
    return single ? root : "";
}
/** What is known of the builds, as receipts: the digests that were taken where the programs were built. */
function carriedBuilds({ builds, version, commit }, plan) {
    return builds.map(({ target, triple, builder, toolchains, binaries }) => ({
        kind: "slipway-build-receipt",
        schemaVersion: 1,
        plan,
        target,
        triple,
        version,
        commit,
        builder,
        toolchains,
        binaries: binaries.map(({ name, sha256, size, signed }, at) => ({
            build: `${CARRIED_BUILD}-${at}`,
            name,
            file: name,
            sha256,
            size,
            mode: "755",
            // Nobody asks any more.
            stripped: false,
            ...(signed && { signed }),
        })),
    }));
}
/** What stands at the top of the release's page. */
function carriedNotes({ carries, manifest, repositoryUrl }) {
    const { version, from, reason, packages } = carries;
    const link = (name) => `[${name}](${repositoryUrl}/releases/tag/${name.split("/").map(encodeURIComponent).join("/")})`;
    const again = packages.filter(({ how }) => how === "repackaged").map(({ name }) => `\`${name}\``);
    const lines = [
        "## A rollback release",
        `This release carries ${link(carries.tag)} again, under a version that everybody moves up to. It takes the place of ${link(from)}, which was taken back: ${plain(reason)}`,
        `Nothing was built for it: the files are those of ${carries.tag}, byte for byte, under new names${again.length === 0 ? "" : `; only the version inside of ${again.sort(compareBytes).join(", ")} was replaced`}. Programs that are asked for their version say ${version}.`,
        `Commit \`${manifest.commit}\` is that of ${carries.tag}. Bills of materials are at ${link(carries.tag)}; \`release.json\` names its digest, \`${carries.manifest}\`.`,
    ];
    return { from: "commits", body: `${lines.join("\n\n")}\n` };
}
/** One line of Markdown in which nothing is an element or a mention of its own. */
const plain = (text) => text.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

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

// EXTERNAL MODULE: ./packages/model/build/tag.js
var build_tag = __webpack_require__(9088);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./packages/model/build/target.js
var target = __webpack_require__(6343);
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
    const entries = ["default", ...OSES, ...target/* TARGET_IDS */.vr].map((key) => [key, value.optional()]);
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
const Format = schemas/* enum */.k5n(words/* ARCHIVE_FORMATS */.Oz);
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
    const findings = issues.flatMap((issue) => issues_describe(issue, [], input));
    // A mistyped key that is needed would be told twice: as unknown, and as missing.
    return findings.filter(({ missing, path }) => missing === undefined ||
        !findings.some(({ meant, path: other }) => meant === missing && issues_name(other.slice(0, -1)) === issues_name(path)));
}
function issues_describe(issue, base, input) {
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
    return meant.flatMap((issue) => issues_describe(issue, path, input));
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
        ? ((0,target/* findTarget */.FB)(value)?.id ?? (0,build_nearest/* nearest */.p)(value, choices))
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
    const guess = (0,build_nearest/* nearest */.p)(key, known);
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
const Address = schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" }).refine((url) => {
    const parsed = URL.parse(url);
    return parsed?.username === "" && parsed.password === "";
}, "an address without a user or password: those come by the input `credentials`");
const Concurrency = schemas/* int */.Whr().min(1, "at least one").max(32, "at most 32").default(4).describe("Files at a time.");
const Verify = schemas/* boolean */.zMY().default(true).describe("Read each file back, and compare its digest.");
const Http = section({
    url: Address.describe("Address under which files are put."),
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
    endpoint: Address.default("https://s3.amazonaws.com").describe("Address of the service, without the bucket."),
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
    repository: fields/* RepositoryName */.Ae.describe("Repository, for example `acme/packages`."),
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
        repository: fields/* RepositoryName */.Ae.describe("Repository, for example `acme/app-backup`; it has the same tags."),
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
const packageRepository = {
    id: Id,
    to: Storage.describe("Where its files are kept."),
    url: Address.optional().describe("Address that people's machines read from; with it their configuration is written too."),
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
    ...packageRepository,
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
    url: Address.describe("Address that clients read from."),
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


const Rpm = section(packageRepository).meta({ id: "rpm", title: "rpm repository" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/scoop.js



const scoop_Text = schemas/* string */.YjP().min(1, "text");
const Scoop = section({
    bucket: fields/* RepositoryName */.Ae.describe("Repository of the bucket, for example `acme/scoop-bucket`."),
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

// EXTERNAL MODULE: ./packages/model/build/messenger.js
var messenger = __webpack_require__(3379);
;// CONCATENATED MODULE: ./packages/planning/build/config/notify.js



/** `notify`: where news of a release go, and in which words. */
const kind = (name) => schemas/* literal */.euz(name).describe("Which messenger it is.");
const addressed = {
    id: Word.optional().describe("Names it among the credentials and in the journal; the messenger's name where there is one of its kind."),
    on: schemas/* array */.YOg(messenger/* MessageType */.Go)
        .min(1, "at least one type")
        .default([...words/* MESSAGE_TYPES */.Ol])
        .describe("Types of messages that it gets; otherwise all."),
};
const Mailbox = schemas/* string */.YjP()
    .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "an address: `someone@example.org` or `Name <someone@example.org>`");
const Messenger = schemas/* union */.KCZ([
    schemas/* enum */.k5n(["slack", "discord", "teams", "webhook"]),
    section({
        messenger: kind("slack"),
        ...addressed,
        mention: schemas/* enum */.k5n(["here", "channel"]).optional().describe("Whom an urgent message calls."),
    }).meta({ title: "Slack" }),
    section({
        messenger: kind("discord"),
        ...addressed,
        mention: schemas/* enum */.k5n(["here", "everyone"]).optional().describe("Whom an urgent message calls."),
    }).meta({ title: "Discord" }),
    section({ messenger: kind("teams"), ...addressed }).meta({ title: "Microsoft Teams" }),
    section({ messenger: kind("webhook"), ...addressed }).meta({ title: "webhook" }),
    section({
        messenger: kind("email"),
        ...addressed,
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
    urgent: schemas/* array */.YOg(messenger/* MessageType */.Go)
        .default(["security", "rollback"])
        .describe("Types of messages that ask for attention at once."),
    texts: section(Object.fromEntries(words/* MESSAGE_TYPES */.Ol.map((type) => [type, Texts.optional().describe(`Of a message of type \`${type}\`.`)])))
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
    repository: fields/* RepositoryName */.Ae.describe("Repository whose releases are taken back instead; never this one."),
    config: Below.default("slipway.staging.yml").describe("Path of the configuration that names the staging channels, in that repository at the release's tag."),
}).meta({ title: "staging" });
const Advisory = section({
    severity: schemas/* enum */.k5n(words/* SEVERITIES */.oC)
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

// EXTERNAL MODULE: ./packages/model/build/bills.js
var bills = __webpack_require__(5862);
;// CONCATENATED MODULE: ./packages/planning/build/config/sbom.js



const Section = section({
    formats: schemas/* array */.YOg(schemas/* enum */.k5n(bills/* SBOM_FORMATS */.zu))
        .min(1, "at least one format")
        .default([...bills/* SBOM_FORMATS */.zu])
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
    fail: schemas/* enum */.k5n(words/* THRESHOLDS */.Rm)
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
    toolchain: schemas/* enum */.k5n(words/* TOOLCHAINS */.z9)
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
    targets: schemas/* array */.YOg(fields/* TargetName */.VR)
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
    combined: schemas/* array */.YOg(schemas/* enum */.k5n(words/* DIGEST_ALGORITHMS */.MF))
        .default(["sha256", "sha512", "md5"])
        .describe("Algorithms for which one file covers all packages: SHA256SUMS, SHA512SUMS, MD5SUMS."),
    perFile: schemas/* array */.YOg(schemas/* enum */.k5n(words/* DIGEST_ALGORITHMS */.MF))
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
    targets: schemas/* array */.YOg(fields/* TargetName */.VR)
        .min(1, "at least one target")
        .optional()
        .describe(`Platforms to release for. Without it: those of the builds where each names its own, otherwise ${target/* DEFAULT_TARGET_IDS */.nG.join(", ")}.`),
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
        return parseConfig(await readFile(join(directory, name), "utf8"), name);
    }
    catch (error) {
        if (error.code !== "ENOENT")
            throw error;
        if (file === undefined)
            return NO_CONFIG;
        throw mistake("missing-config", `there is no configuration file "${name}" in ${directory}`, "check the input `config`, and that the repository is checked out before (actions/checkout)", { file: name });
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
        throw (0,build_problem/* mistake */.RT)("invalid-yaml", `${file}: ${why}`, "correct the YAML", { file });
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
        return (0,build_problem/* mistake */.RT)(code, first.message, first.remedy, first.place);
    const list = sorted.map((one) => `  ${(0,build_problem/* formatPlace */.dE)(one.place)}: ${one.message}; ${one.remedy}`);
    return (0,build_problem/* mistake */.RT)(code, `${file} has ${sorted.length} mistakes:\n${list.join("\n")}`, "correct each; docs/configuration.md explains every key", first.place);
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

;// CONCATENATED MODULE: ./packages/rollback/build/checks/check.js

/** One thing that must hold before anything is changed: each failure says what to do. */
/**
 * Checks that an emergency skips where they do not pass, and why it may. All others stop it too. docs/rollback.md has the
 * same table.
 */
const SKIPPABLE = {
    addresses: "a server that answers slowly or to few is no reason to leave the bad release on top",
    compatibility: "people who can still be kept from the bad release are helped at once; the rule is shown",
    rehearsal: "there is no time for one",
    "channel:": "a channel that cannot be changed must not keep the others from it",
};
const isSkippable = (id) => Object.keys(SKIPPABLE).some((known) => (known.endsWith(":") ? id.startsWith(known) : id === known));
const passed = (id, title, found) => ({
    id,
    title,
    passed: true,
    found,
    mandatory: !isSkippable(id),
});
const failed = (id, title, found, remedy) => ({
    id,
    title,
    passed: false,
    found,
    remedy,
    mandatory: !isSkippable(id),
});
/** The first of a list that may be long, for `found`. */
function fewOf(found) {
    const more = found.length > 5 ? ` and ${found.length - 5} more` : "";
    return found.slice(0, 5).join("; ") + more;
}
/** In an emergency what did not pass and may be skipped stops nothing. */
function check_judge(check, mode) {
    const skipped = mode === "emergency" && !check.passed && !check.mandatory;
    return skipped ? { ...check, skipped } : check;
}
/** What stops the rollback. */
const stops = ({ passed: holds, skipped }) => !holds && skipped !== true;
/** @param checks that do not hold */
function checkFailed(checks, remedy) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "rollback-check-failed",
        message: `${checks.map(({ title, found }) => `not so: "${title}" (${found})`).join("; ")}. Nothing was changed`,
        remedy,
    });
}

;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function names_compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/compare.js

/** Differences between what a release must hold and what the server lists, by name; none: the sets are equal (invariant 1). */
function compareAssets(expected, remote) {
    const unclaimed = [...remote];
    const differences = [];
    for (const { name, size, sha256 } of expected) {
        const place = unclaimed.findIndex((asset) => asset.name === name);
        const [asset] = place === -1 ? [] : unclaimed.splice(place, 1);
        if (asset === undefined)
            differences.push({ type: "missing", name });
        else if (asset.state !== "uploaded")
            differences.push({ type: "state", name, state: asset.state });
        else if (asset.size !== size)
            differences.push({ type: "size", name, expected: size, found: asset.size });
        else if (asset.sha256 === undefined)
            differences.push({ type: "digest-missing", name });
        else if (asset.sha256 !== sha256)
            differences.push({ type: "digest", name, expected: sha256, found: asset.sha256 });
    }
    for (const { name } of unclaimed)
        differences.push({ type: "extra", name });
    return differences.sort((a, b) => names_compareNames(a.name, b.name));
}
function describeDifference(difference) {
    const { name } = difference;
    switch (difference.type) {
        case "missing":
            return `${name} is missing`;
        case "extra":
            return `${name} is not in the manifest`;
        case "state":
            return `${name} is not fully uploaded (state "${difference.state}")`;
        case "size":
            return `${name} has ${difference.found} bytes instead of ${difference.expected}`;
        case "digest":
            return `${name} has the SHA-256 ${difference.found} instead of ${difference.expected}`;
        case "digest-missing":
            return `${name} has no digest`;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/complete.js



/** Invariants 1 and 6, of the release that people are sent to: its assets equal its release.json, its tag is where it was. */
async function checkComplete(forge, release, { manifest }) {
    const title = `${release.tag} is complete: its assets equal its release.json`;
    const expected = manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 }));
    const remote = release.assets.filter(({ name }) => !isOwn(manifest, name));
    const known = [];
    for (const asset of remote) {
        // Servers leave digests out at times.
        const sha256 = asset.sha256 ?? (await sha256OfStream(await forge.downloadAsset(asset.id)));
        known.push({ ...asset, sha256 });
    }
    const differences = compareAssets(expected, known).map(describeDifference);
    const commit = await forge.resolveTag(release.tag);
    if (commit === undefined)
        differences.unshift(`its tag ${release.tag} is gone`);
    else if (commit !== manifest.commit) {
        differences.unshift(`its tag is on ${commit.slice(0, 10)}, and it was built from ${manifest.commit.slice(0, 10)}`);
    }
    if (manifest.tag !== release.tag)
        differences.unshift(`its release.json is that of ${manifest.tag}`);
    if (differences.length === 0)
        return passed("complete", title, `${expected.length} assets`);
    return failed("complete", title, fewOf(differences), "nobody should be sent to it: name another release in `to-version`, or release a higher version");
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/content.js





function streamOf(content) {
    return "path" in content
        ? (0,external_node_fs_.createReadStream)(content.path, { highWaterMark: 1 << 20 })
        : external_node_stream_.Readable.from([content.bytes], { objectMode: false });
}
async function bytesOf(content) {
    return "path" in content ? await (0,promises_.readFile)(content.path) : Buffer.from(content.bytes);
}
async function hashOf(content, algorithm) {
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    await (0,external_node_stream_promises_.pipeline)(streamOf(content), hash);
    return hash.digest();
}

;// CONCATENATED MODULE: ./packages/model/build/minisign.js

/**
 * minisign's formats (https://jedisct1.github.io/minisign/, "Signature format", "Public key format"): Ed25519 over the
 * BLAKE2b-512 digest of the file, and a second signature that covers the first one and the trusted comment.
 */
const MINISIGN_KEY_ID = 8;
const PUBLIC_KEY = 32;
const SIGNATURE = 64;
/** DER of SubjectPublicKeyInfo up to the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
/** As `minisign` prints it: a little-endian number in upper-case hexadecimal. */
function minisignKeyId(keyId) {
    return keyId.readBigUInt64LE().toString(16).toUpperCase().padStart(16, "0");
}
/**
 * @param text the line of base64 that the maker publishes, or a whole `.pub` file
 * @returns what is wrong with it, as text
 */
function readMinisignKey(text) {
    const line = text
        .split(/\r?\n/)
        .map((each) => each.trim())
        .find((each) => each !== "" && !each.startsWith("untrusted comment:"));
    const key = Buffer.from(line ?? "", "base64");
    if (key.length !== 2 + MINISIGN_KEY_ID + PUBLIC_KEY || key.toString("latin1", 0, 2) !== "Ed") {
        return "the public key is malformed";
    }
    return {
        keyId: key.subarray(2, 2 + MINISIGN_KEY_ID),
        ed25519: (0,external_node_crypto_.createPublicKey)({
            key: Buffer.concat([SPKI, key.subarray(2 + MINISIGN_KEY_ID)]),
            format: "der",
            type: "spki",
        }),
    };
}
/** @returns what is wrong with the text of a `.minisig` file, as text */
function readMinisignature(text) {
    const [untrusted, line, trusted, globalLine] = text.split(/\r?\n/);
    if (!untrusted?.startsWith("untrusted comment:") || !trusted?.startsWith("trusted comment: ")) {
        return "the signature file is malformed";
    }
    const packet = Buffer.from(line ?? "", "base64");
    const global = Buffer.from(globalLine ?? "", "base64");
    if (packet.length !== 2 + MINISIGN_KEY_ID + SIGNATURE || global.length !== SIGNATURE)
        return "the signature file is malformed";
    // "Ed" would be the old form without a digest, which would need the whole file in memory; makers have not used it for years.
    if (packet.toString("latin1", 0, 2) !== "ED")
        return "the signature is not of the prehashed form";
    return {
        keyId: packet.subarray(2, 2 + MINISIGN_KEY_ID),
        signature: packet.subarray(2 + MINISIGN_KEY_ID),
        trustedComment: trusted.slice("trusted comment: ".length),
        global,
    };
}
/**
 * @param digest BLAKE2b-512 of the file; asked for only when everything else is right
 * @param signature text of the `.minisig` file
 */
async function judgeMinisignature(digest, signature, publicKey) {
    const invalid = (why) => ({ valid: false, why });
    const key = readMinisignKey(publicKey);
    if (typeof key === "string")
        return invalid(key);
    const read = readMinisignature(signature);
    if (typeof read === "string")
        return invalid(read);
    if (!read.keyId.equals(key.keyId))
        return invalid("the signature is by another key");
    const { trustedComment, global } = read;
    if (!(0,external_node_crypto_.verify)(null, Buffer.concat([read.signature, Buffer.from(trustedComment)]), key.ed25519, global)) {
        return invalid("the trusted comment does not belong to the signature");
    }
    if (!(0,external_node_crypto_.verify)(null, await digest(), key.ed25519, read.signature))
        return invalid("the file is not the one that was signed");
    return { valid: true, trustedComment };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/signer.js
const notValid = (why) => ({ valid: false, why });
/** An error's first line: libraries put stacks and inputs into the rest. */
function signer_reasonOf(error) {
    return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/minisign/verify.js



/**
 * @param signature text of the `.minisig` file
 * @param publicKey the line of base64, or the `.pub` file; whoever calls says why it is to be trusted
 * @param name what the asset is called: a signature that names another file is refused
 */
async function verifyMinisign(content, signature, publicKey, name) {
    const verdict = await judgeMinisignature(() => hashOf(content, "blake2b512"), signature, publicKey);
    if (!verdict.valid)
        return verdict;
    const { trustedComment } = verdict;
    const named = /(?:^|\t)file:([^\t]*)/.exec(trustedComment)?.[1];
    if (name !== undefined && named !== undefined && named !== name)
        return notValid(`the signature is that of ${named}`);
    const key = readMinisignKey(publicKey);
    if (typeof key === "string")
        return notValid(key);
    return {
        valid: true,
        by: { keyId: minisignKeyId(key.keyId), trustedComment, ...(named !== undefined && { name: named }) },
    };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/library.js
async function loadOpenpgp() {
    return await import(/* webpackIgnore: true */ "openpgp");
}
/**
 * What keeps a key from being computed with, as text; undefined where nothing does. GnuPG knows more curves for ECDSA
 * (RFC 9580, section 9.2) than the runtime's cryptography, on which the library relies.
 */
function foreignCurve(key) {
    const { algorithm, curve } = key.getAlgorithmInfo();
    if (algorithm !== "ecdsa" || curve === undefined || curve.startsWith("nist"))
        return undefined;
    return `is on the curve ${curve}, which only other programs know; Ed25519, RSA and NIST's P-256, P-384 and P-521 are known here`;
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/verify.js



/** Signatures carry the time of a commit, whose author's clock may be ahead; gpg takes those as well. */
const CLOCKS_DIFFER = 24 * 3_600_000;
/**
 * @param signature text of the `.asc` file
 * @param publicKey armoured; whoever calls says why it is to be trusted
 */
async function verifyOpenpgp(content, signature, publicKey) {
    const openpgp = await loadOpenpgp();
    try {
        const key = await openpgp.readKey({ armoredKey: publicKey });
        const read = await openpgp.readSignature({ armoredSignature: signature });
        const needed = [key, ...read.getSigningKeyIDs().flatMap((id) => key.getKeys(id))];
        const foreign = needed.map(foreignCurve).find((each) => each !== undefined);
        if (foreign !== undefined)
            return notValid(`the key ${foreign}`);
        const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
        const date = new Date(Date.now() + CLOCKS_DIFFER);
        const result = await openpgp.verify({ message, signature: read, verificationKeys: key, format: "binary", date });
        const [made] = result.signatures;
        if (made === undefined)
            return notValid("the file holds no signature");
        await made.verified;
        const [by] = key.getKeys(made.keyID);
        const packet = (await made.signature).packets[0];
        if (by === undefined || packet?.created == null)
            return notValid("the signature is by another key");
        return {
            valid: true,
            by: {
                fingerprint: key.getFingerprint().toUpperCase(),
                signedBy: by.getFingerprint().toUpperCase(),
                created: packet.created,
            },
        };
    }
    catch (error) {
        const why = signer_reasonOf(error);
        if (/could not find signing key/i.test(why))
            return notValid("the signature is by another key");
        if (/signed digest did not match|signature verification failed/i.test(why)) {
            return notValid("the file is not the one that was signed");
        }
        return notValid(why);
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/inspect.js


/**
 * What can be said of a bundle without anybody's roots: it signs these bytes with the key of its certificate, and whose that
 * certificate says to be. That the certificate is genuine is for `verifySigstoreBundle`, which knows the roots.
 */
function inspectBundle(text, bytes) {
    try {
        const { verificationMaterial, messageSignature } = JSON.parse(text);
        const der = verificationMaterial?.certificate?.rawBytes ??
            verificationMaterial?.x509CertificateChain?.certificates?.[0]?.rawBytes;
        if (der === undefined || messageSignature?.signature === undefined)
            return notValid("the bundle is malformed");
        const certificate = new external_node_crypto_.X509Certificate(Buffer.from(der, "base64"));
        if (!(0,external_node_crypto_.verify)("sha256", bytes, certificate.publicKey, Buffer.from(messageSignature.signature, "base64"))) {
            return notValid("the file is not the one that was signed");
        }
        const identity = /^(?:URI|email):(.+)$/.exec(certificate.subjectAltName ?? "")?.[1];
        return identity === undefined ? notValid("the certificate names nobody") : { valid: true, by: { identity } };
    }
    catch (error) {
        return notValid(`the bundle is malformed: ${signer_reasonOf(error)}`);
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/verify.js


/** Fulcio's "Source Repository URI" (github.com/sigstore/fulcio, docs/oid-info.md). */
const SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12";
/**
 * Certificate, transparency log, timestamps, signature and identity, offline by the roots that are given.
 * @param bundle text of the `.sigstore.json` file
 */
async function verifySigstoreBundle(content, bundle, policy) {
    return await verifyBundle(bundle, policy, await bytesOf(content));
}
/** @param bytes what a message signature covers; an envelope holds what it signs */
async function verifyBundle(text, { trustedRoot, identity, issuer }, bytes) {
    // No action verifies so: the command does, from its own dependencies.
    const [{ default: bundles }, { default: verification }, { default: specs }] = await Promise.all([
        import(/* webpackIgnore: true */ "@sigstore/bundle"),
        import(/* webpackIgnore: true */ "@sigstore/verify"),
        import(/* webpackIgnore: true */ "@sigstore/protobuf-specs"),
    ]);
    const { toSignedEntity, toTrustMaterial, Verifier } = verification;
    try {
        const bundle = bundles.bundleFromJSON(JSON.parse(text));
        // An envelope holds what it signs, and would be found good beside any file.
        if (bytes !== undefined && bundle.content.$case !== "messageSignature")
            return notValid("the bundle signs no file");
        const root = specs.TrustedRoot.fromJSON(trustedRoot);
        // GitHub's own instance keeps neither log; a root without logs says so, and then timestamps have to do.
        const verifier = new Verifier(toTrustMaterial(root), {
            tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
            ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
            timestampThreshold: 1,
        });
        const entity = toSignedEntity(bundle, bytes);
        const { identity: found } = verifier.verify(entity);
        const name = found?.subjectAlternativeName ?? "";
        const by = found?.extensions?.issuer ?? "";
        if (identity !== undefined && !(typeof identity === "string" ? identity === name : identity.test(name))) {
            return notValid(`the signature is by ${name}`);
        }
        if (issuer !== undefined && issuer !== by)
            return notValid(`the identity is vouched for by ${by}`);
        // Of the certificate that was verified: a bundle may hold others.
        const certificate = entity.key.$case === "certificate" ? entity.key.certificate : undefined;
        const sourceRepository = certificate?.extension(SOURCE_REPOSITORY)?.valueObj.subs[0]?.value.toString("utf8");
        return { valid: true, by: { identity: name, issuer: by, sourceRepository } };
    }
    catch (error) {
        return notValid(signer_reasonOf(error));
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/verify-signature.js







/** By the name of the signature's file; undefined for other names. */
function signerKindOf(name) {
    return Object.keys(words/* SIGNATURE_SUFFIX */.VV).find((kind) => name.endsWith(words/* SIGNATURE_SUFFIX */.VV[kind]));
}
/**
 * One signature against the signers that `release.json` names. Without Sigstore's roots a bundle is held against its own
 * certificate and the named identity only.
 * @returns the signer whose it is
 */
async function verifySignature({ of, name, content, signature }, signers, trustedRoot) {
    const kind = signerKindOf(name);
    const candidates = signers.filter((signer) => signer.kind === kind);
    let last = notValid(kind === undefined ? "its kind is unknown" : `no ${kind} signer is named`);
    for (const signer of candidates) {
        const verdict = await verifyBy(signer, { of, name, content, signature }, trustedRoot);
        if (verdict.valid)
            return { valid: true, by: signer };
        last = verdict;
    }
    return last;
}
async function verifyBy(signer, { of, content, signature }, trustedRoot) {
    switch (signer.kind) {
        case "openpgp": {
            const verdict = await verifyOpenpgp(content, signature, signer.publicKey);
            if (verdict.valid && verdict.by.fingerprint !== signer.fingerprint) {
                return notValid(`the key is ${verdict.by.fingerprint}, not ${signer.fingerprint}`);
            }
            return verdict;
        }
        case "minisign":
            return await verifyMinisign(content, signature, signer.publicKey, of);
        case "sigstore": {
            const { identity, issuer } = signer;
            if (trustedRoot !== undefined) {
                return await verifySigstoreBundle(content, signature, { trustedRoot, identity, issuer });
            }
            const found = inspectBundle(signature, await bytesOf(content));
            if (found.valid && found.by.identity !== identity)
                return notValid(`the signature is by ${found.by.identity}`);
            return found;
        }
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/minisign/key.js


/** DER of PKCS #8 up to the 32 bytes of an Ed25519 seed (RFC 8410, section 7). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
/**
 * Layout of a secret key (https://jedisct1.github.io/minisign/, "Secret key format"): algorithms, salt, limits, and then key id,
 * seed, public key and checksum, under a stream made from the password.
 */
const LENGTH = 158;
const SALT = 6;
const LIMITS = 38;
const SECRET = 54;
const SEED = SECRET + MINISIGN_KEY_ID;
const PUBLIC = SEED + 32;
const CHECKSUM = PUBLIC + 32;
const HIDDEN = LENGTH - SECRET;
/** More than minisign itself ever asks for, and less than what a hostile file could. */
const MOST_MEMORY = 2 ** 31;
/**
 * @throws {Problem} `minisign-key-missing`, `minisign-key-malformed`, `minisign-key-public`, `minisign-key-locked`,
 *   `minisign-password-wrong`
 */
async function readMinisignSecret({ key: text, password }) {
    if (text === undefined) {
        throw (0,build_problem/* mistake */.RT)("minisign-key-missing", 'the release is to be signed with minisign, and the input "minisign-key" is empty', 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the secret key's file (minisign -G writes it) in a secret, and pass it on: minisign-key: ${{ secrets.MINISIGN_KEY }}");
    }
    const bytes = Buffer.from(lineOf(text), "base64");
    const algorithm = bytes.toString("latin1", 0, 2);
    if (bytes.length === 2 + MINISIGN_KEY_ID + 32 && algorithm === "Ed") {
        throw (0,build_problem/* mistake */.RT)("minisign-key-public", 'the input "minisign-key" holds a public key, which cannot sign', "store the secret key's file in the secret: minisign -G writes it to ~/.minisign/minisign.key");
    }
    if (bytes.length !== LENGTH || algorithm !== "Ed") {
        throw (0,build_problem/* mistake */.RT)("minisign-key-malformed", 'the input "minisign-key" holds no minisign secret key', "store the whole file that minisign -G wrote (two lines) in the secret, or base64 of it");
    }
    const locked = bytes.toString("latin1", 2, 4) === "Sc";
    if (locked && password === undefined) {
        throw (0,build_problem/* mistake */.RT)("minisign-key-locked", 'the minisign key has a password, and the input "minisign-password" is empty', 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the password in a secret, and pass it on: minisign-password: ${{ secrets.MINISIGN_PASSWORD }}");
    }
    const open = locked ? await unlocked(bytes, password ?? "") : bytes;
    const ed25519 = (0,external_node_crypto_.createPrivateKey)({
        key: Buffer.concat([PKCS8, open.subarray(SEED, PUBLIC)]),
        format: "der",
        type: "pkcs8",
    });
    const publicBytes = (0,external_node_crypto_.createPublicKey)(ed25519).export({ format: "der", type: "spki" }).subarray(-32);
    // The seed makes its public key: a stronger proof of the password than the checksum that follows.
    if (!publicBytes.equals(open.subarray(PUBLIC, CHECKSUM))) {
        throw (0,build_problem/* mistake */.RT)(locked ? "minisign-password-wrong" : "minisign-key-malformed", locked ? "the password does not open the minisign key" : "the minisign key is damaged", locked
            ? 'correct the secret behind the input "minisign-password"; look for a line break at its end'
            : "store the key's file anew");
    }
    const keyId = Buffer.from(open.subarray(SECRET, SEED));
    const publicKey = Buffer.concat([Buffer.from("Ed"), keyId, publicBytes]).toString("base64");
    return { keyId, ed25519, signer: { kind: "minisign", keyId: minisignKeyId(keyId), publicKey } };
}
/** The line of base64, whatever of the file was stored. */
function lineOf(text) {
    const given = text.trim();
    const whole = given.includes("untrusted comment:")
        ? given
        : tryBase64(given)?.includes("untrusted comment:")
            ? (tryBase64(given) ?? "")
            : given;
    return (whole
        .split(/\r?\n/)
        .map((line) => line.trim())
        .find((line) => line !== "" && !line.startsWith("untrusted comment:")) ?? "");
}
function tryBase64(text) {
    return /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : undefined;
}
async function unlocked(bytes, password) {
    const salt = bytes.subarray(SALT, LIMITS);
    const parameters = scryptParameters(bytes.readBigUInt64LE(LIMITS), bytes.readBigUInt64LE(LIMITS + 8));
    const stream = await new Promise((resolve, reject) => {
        const options = { ...parameters, maxmem: MOST_MEMORY };
        (0,external_node_crypto_.scrypt)(password, salt, HIDDEN, options, (error, derived) => (error ? reject(error) : resolve(derived)));
    }).catch(() => {
        throw (0,build_problem/* mistake */.RT)("minisign-key-malformed", "the minisign key asks for more memory than a password needs", "make a new key: minisign -G");
    });
    const open = Buffer.from(bytes);
    for (let at = 0; at < HIDDEN; at++)
        open[SECRET + at] = (bytes[SECRET + at] ?? 0) ^ (stream[at] ?? 0);
    return open;
}
/** How libsodium chooses scrypt's parameters from its limits (crypto_pwhash_scryptsalsa208sha256, `pickparams`). */
function scryptParameters(operations, memory) {
    const r = 8;
    const most = operations < 32768n ? 32768n : operations;
    const power = (limit) => {
        let exponent = 1;
        while (exponent < 63 && 2n ** BigInt(exponent) <= limit / 2n)
            exponent++;
        return exponent;
    };
    if (most < memory / 32n)
        return { N: 2 ** power(most / (BigInt(r) * 4n)), r, p: 1 };
    const exponent = power(memory / (BigInt(r) * 128n));
    const rounds = most / 4n / 2n ** BigInt(exponent);
    return { N: 2 ** exponent, r, p: Math.max(1, Number(rounds > 0x3fffffffn ? 0x3fffffffn : rounds) / r) | 0 };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/minisign/signer.js




/** Signatures of the prehashed form (https://jedisct1.github.io/minisign/, "Signature format"). */
function minisignSigner(options) {
    let opened;
    const open = () => {
        opened ??= readMinisignSecret(options);
        return opened;
    };
    return {
        kind: "minisign",
        check: async () => (await open()).signer,
        sign: async (name, content) => await signatureText(await open(), name, content, options.timestamp),
    };
}
async function signatureText({ keyId, ed25519 }, name, content, timestamp) {
    const signature = (0,external_node_crypto_.sign)(null, await hashOf(content, "blake2b512"), ed25519);
    const comment = `timestamp:${timestamp}\tfile:${name}\thashed`;
    const global = (0,external_node_crypto_.sign)(null, Buffer.concat([signature, Buffer.from(comment)]), ed25519);
    return [
        `untrusted comment: signature from minisign secret key ${minisignKeyId(keyId)}`,
        Buffer.concat([Buffer.from("ED"), keyId, signature]).toString("base64"),
        `trusted comment: ${comment}`,
        global.toString("base64"),
        "",
    ].join("\n");
}
/** Text of the file `minisign.pub`, as `minisign -G` writes it. */
function signer_minisignPublicFile({ keyId, publicKey }) {
    return `untrusted comment: minisign public key ${keyId}\n${publicKey}\n`;
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/key.js



const EXPORT = "gpg --armor --export-secret-subkeys <fingerprint>, or --export-secret-keys where the primary key signs";
function unfit(code, message, remedy) {
    return (0,build_problem/* mistake */.RT)(code, message, remedy);
}
/**
 * The key of the secret, with the part that signs unlocked. Nothing is written anywhere, and no key ring is looked at.
 * @throws {Problem} `openpgp-key-missing`, `openpgp-key-malformed`, `openpgp-key-public`, `openpgp-key-revoked`,
 *   `openpgp-key-expired`, `openpgp-key-cannot-sign`, `openpgp-key-locked`, `openpgp-passphrase-wrong`
 */
async function readSigningKey({ key: text, passphrase }, now = new Date()) {
    if (text === undefined) {
        throw unfit("openpgp-key-missing", 'the release is to be signed with OpenPGP, and the input "openpgp-key" is empty', `store the private key in a secret (${EXPORT}), and pass it on: openpgp-key: \${{ secrets.OPENPGP_KEY }}`);
    }
    const openpgp = await loadOpenpgp();
    const key = await parseKey(openpgp, text);
    const fingerprint = key.getFingerprint().toUpperCase();
    await requireValid(key, fingerprint, now);
    const signing = await chooseSigning(key, fingerprint, now);
    await unlock(signing, fingerprint, passphrase);
    const { since, userId } = await validSince(key, signing, now);
    return {
        openpgp,
        key,
        signing,
        signer: {
            kind: "openpgp",
            fingerprint,
            signedBy: signing.getFingerprint().toUpperCase(),
            ...(userId !== undefined && { userId }),
            publicKey: `${key.toPublic().armor().replaceAll("\r\n", "\n").trimEnd()}\n`,
        },
        since,
    };
}
async function parseKey(openpgp, text) {
    const given = text.trim();
    const decoded = given.includes("-----BEGIN PGP") ? undefined : Buffer.from(given.replaceAll(/\s+/g, ""), "base64");
    const armoured = decoded === undefined ? given : decoded.toString("latin1");
    const blocks = [...armoured.matchAll(/-----BEGIN PGP PRIVATE KEY/g)].map(({ index }) => index);
    if (blocks.length === 0 && armoured.includes("-----BEGIN PGP PUBLIC KEY"))
        throw publicKey();
    try {
        // The library reads the first block only; a public key may stand beside.
        if (blocks.length > 1)
            throw new Error(`it holds ${blocks.length} keys, and it is not said which one signs`);
        const begin = blocks[0] ?? armoured.indexOf("-----BEGIN PGP");
        const keys = decoded === undefined || begin !== -1
            ? await openpgp.readKeys({ armoredKeys: armoured.slice(begin) })
            : await openpgp.readKeys({ binaryKeys: new Uint8Array(decoded) });
        const [key] = keys;
        if (key === undefined)
            throw new Error("it holds no key");
        if (keys.length > 1)
            throw new Error(`it holds ${keys.length} keys, and it is not said which one signs`);
        if (!key.isPrivate())
            throw publicKey();
        return key;
    }
    catch (error) {
        if (error instanceof Error && error.name === "Problem")
            throw error;
        throw unfit("openpgp-key-malformed", `the input "openpgp-key" holds no OpenPGP private key that can be read: ${signer_reasonOf(error)}`, `store the output of ${EXPORT}, or base64 of it, in the secret; a key on a card cannot sign here`);
    }
}
const publicKey = () => unfit("openpgp-key-public", 'the input "openpgp-key" holds a public key, which cannot sign', `store the private key in the secret: ${EXPORT}`);
async function requireValid(key, fingerprint, now) {
    const foreign = foreignCurve(key);
    if (foreign !== undefined) {
        throw unfit("openpgp-key-cannot-sign", `the OpenPGP key ${fingerprint} ${foreign}`, "make a new key (gpg --quick-generate-key NAME ed25519), tell your users its fingerprint, and store its export in the secret");
    }
    if (await key.isRevoked(undefined, undefined, now)) {
        throw unfit("openpgp-key-revoked", `the OpenPGP key ${fingerprint} is revoked`, "make a new key, tell your users its fingerprint, and store it in the secret");
    }
    const expires = await key.getExpirationTime();
    if (expires instanceof Date && expires <= now)
        throw expired(`the OpenPGP key ${fingerprint}`, expires);
    try {
        await key.verifyPrimaryKey(now);
    }
    catch (error) {
        throw unfit("openpgp-key-cannot-sign", `the OpenPGP key ${fingerprint} is not valid: ${signer_reasonOf(error)}`, "look at it with gpg --check-signatures, or make a new one");
    }
}
const expired = (what, when) => unfit("openpgp-key-expired", `${what} expired on ${when.toISOString().slice(0, 10)}`, "extend it (gpg --quick-set-expire), publish it again, and store the new export in the secret");
/** The newest subkey that may sign, else the primary key; one whose secret is not in the export does not count. */
async function chooseSigning(key, fingerprint, now) {
    const candidates = [...key.subkeys, key].sort((a, b) => Number(a === key) - Number(b === key) || b.getCreationTime().getTime() - a.getCreationTime().getTime());
    const why = [];
    for (const candidate of candidates) {
        const name = candidate.getFingerprint().toUpperCase();
        const may = await key.getSigningKey(candidate.getKeyID(), now).then(() => undefined, (error) => signer_reasonOf(error));
        if (may !== undefined) {
            const told = candidate === key ? undefined : await wrongWithSubkey(candidate, name, now);
            const because = /^Could not (?:verify primary key|find valid signing key packet in key \w+): (.+)$/.exec(may)?.[1];
            if (told !== undefined)
                why.push(told);
            else if (because !== undefined)
                why.push(because.replace(/\.$/, ""));
            continue;
        }
        const { keyPacket } = candidate;
        if (!("isDummy" in keyPacket))
            why.push(`the secret of ${name} is not in the export`);
        else if (keyPacket.isDummy())
            why.push(`the secret of ${name} is not in the export`);
        else
            return candidate;
    }
    const told = why.find((each) => typeof each !== "string");
    // A subkey that could sign if it were renewed says more than the primary key that never could.
    if (typeof told === "object" && why.every((each) => typeof each !== "string"))
        throw told;
    const reasons = [...new Set(why.map((each) => (typeof each === "string" ? each : each.message)))];
    throw unfit("openpgp-key-cannot-sign", `no part of the OpenPGP key ${fingerprint} can sign${reasons.length === 0 ? ": none has the capability [S]" : `: ${reasons.join("; ")}`}`, `add a signing subkey (gpg --quick-add-key ${fingerprint} ed25519 sign 2y), and store the new export in the secret: ${EXPORT}`);
}
/** @returns undefined for a subkey that is not made for signing at all */
async function wrongWithSubkey(subkey, name, now) {
    // Its key flags (RFC 9580, section 5.2.3.29): 0x02 may sign data.
    const signs = subkey.bindingSignatures.some(({ keyFlags }) => ((keyFlags?.[0] ?? 0) & 0x02) !== 0);
    if (!signs)
        return undefined;
    const foreign = foreignCurve(subkey);
    if (foreign !== undefined) {
        return unfit("openpgp-key-cannot-sign", `the OpenPGP subkey ${name} ${foreign}`, "add a signing subkey (gpg --quick-add-key FINGERPRINT ed25519 sign 2y), publish the key again, and store the new export in the secret");
    }
    const told = await subkey.verify(now).then(() => undefined, (error) => signer_reasonOf(error));
    if (told === undefined)
        return undefined;
    if (/revoked/i.test(told)) {
        return unfit("openpgp-key-revoked", `the OpenPGP subkey ${name} is revoked`, "add a new signing subkey (gpg --quick-add-key), publish the key again, and store the new export in the secret");
    }
    if (/expired/i.test(told)) {
        const expires = await subkey.getExpirationTime(subkey.getCreationTime());
        return expired(`the OpenPGP subkey ${name}`, expires instanceof Date ? expires : now);
    }
    return unfit("openpgp-key-cannot-sign", `the OpenPGP subkey ${name} is not valid: ${told}`, "add a new signing subkey (gpg --quick-add-key), publish the key again, and store the new export in the secret");
}
async function unlock(signing, fingerprint, passphrase) {
    const { keyPacket } = signing;
    if (!("decrypt" in keyPacket))
        throw new Error("a key was chosen that has no secret");
    if (keyPacket.isDecrypted())
        return;
    if (passphrase === undefined) {
        throw unfit("openpgp-key-locked", `the OpenPGP key ${fingerprint} has a passphrase, and the input "openpgp-passphrase" is empty`, 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the passphrase in a secret, and pass it on: openpgp-passphrase: ${{ secrets.OPENPGP_PASSPHRASE }}");
    }
    try {
        await keyPacket.decrypt(passphrase);
    }
    catch {
        // The library's message may tell of what was decrypted.
        throw unfit("openpgp-passphrase-wrong", `the passphrase does not open the OpenPGP key ${fingerprint}`, 'correct the secret behind the input "openpgp-passphrase"; look for a line break at its end');
    }
}
async function validSince(key, signing, now) {
    const { selfCertification, user } = await key.getPrimaryUser(now);
    const moments = [key.getCreationTime(), signing.getCreationTime(), selfCertification.created];
    if (signing !== key)
        moments.push((await signing.verify(now)).created);
    const since = new Date(Math.max(...moments.map((each) => each?.getTime() ?? 0)));
    return { since, userId: user.userID?.userID };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/signer.js



/** Detached, armoured signatures (RFC 9580, section 10.4) of binary documents. */
function openpgpSigner(options) {
    let opened;
    const open = () => {
        opened ??= readSigningKey(options, options.now?.());
        return opened;
    };
    return {
        kind: "openpgp",
        check: async () => (await open()).signer,
        sign: async (_name, content) => await signContent(await open(), content, options.timestamp),
        reuse: async (_name, content, earlier) => {
            const { signing, signer } = await open();
            // The others make the same signature again.
            const signature = signing.getAlgorithmInfo().algorithm === "ecdsa" ? await earlier() : undefined;
            if (signature === undefined)
                return undefined;
            const verdict = await verifyOpenpgp(content, signature, signer.publicKey);
            return verdict.valid && verdict.by.signedBy === signer.signedBy ? signature : undefined;
        },
    };
}
async function signContent({ openpgp, key, signing, since }, content, timestamp) {
    const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
    const signature = await openpgp.sign({
        message,
        signingKeys: key,
        signingKeyIDs: signing.getKeyID(),
        detached: true,
        format: "armored",
        date: new Date(Math.max(timestamp * 1000, since.getTime())),
        // A random notation would make every signature of the same bytes another one.
        config: { nonDeterministicSignaturesViaNotation: false },
    });
    return `${signature.replaceAll("\r\n", "\n").trimEnd()}\n`;
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/endpoints.js
/** Everybody's (https://docs.sigstore.dev): what it is asked for is public for good. */
const PUBLIC_GOOD = {
    fulcio: "https://fulcio.sigstore.dev",
    rekor: "https://rekor.sigstore.dev",
};
/**
 * An instance given by variables, else the public one for public repositories, and for others GitHub's own, which keeps no
 * public log (github.com/actions/toolkit, packages/attest, README, "Sigstore Instance").
 */
function sigstoreEndpoints(env, { repository_visibility }, serverUrl) {
    const { SLIPWAY_FULCIO_URL: fulcio, SLIPWAY_REKOR_URL: rekor, SLIPWAY_TSA_URL: timestamps } = env;
    if (fulcio)
        return { fulcio, ...(rekor && { rekor }), ...(timestamps && { timestamps }) };
    if (repository_visibility === "public")
        return PUBLIC_GOOD;
    const { hostname } = new URL(serverUrl);
    const host = hostname === "github.com" ? "githubapp.com" : hostname;
    return { fulcio: `https://fulcio.${host}`, timestamps: `https://timestamp.${host}` };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/identity.js



const NEEDED = [
    ...[
        "iss",
        "repository",
        "repository_id",
        "repository_owner_id",
        "ref",
        "sha",
        "event_name",
        "workflow_ref",
    ],
    ...["job_workflow_ref", "runner_environment", "run_id", "run_attempt"],
];
const AUDIENCE = "sigstore";
const DEADLINE_MS = 20_000;
const ATTEMPTS = 3;
/** @param pause milliseconds before a question is asked again */
function jobIdentity(env, pause = 1000) {
    let read;
    const token = () => askToken(env, pause);
    return {
        token,
        claims: () => {
            read ??= token().then(claimsOf);
            return read;
        },
    };
}
/** Name of the workflow in certificates: what Fulcio makes of a token by GitHub's issuer. */
function identityOf({ job_workflow_ref }, serverUrl) {
    return `${serverUrl}/${job_workflow_ref}`;
}
const identityMissing = () => new build_problem/* Problem */.AF({
    kind: "refusal",
    code: "identity-token-missing",
    message: "the job may not ask for an identity token, without which nothing is signed by Sigstore",
    remedy: 'give the job "permissions: id-token: write"; the workflow that calls Slipway\'s must have it too. Runs for pull requests from forks never get it',
});
async function askToken(env, pause) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
    if (!address || !bearer)
        throw identityMissing();
    const url = new URL(address);
    url.searchParams.set("audience", AUDIENCE);
    let why = "";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (attempt > 1)
            await (0,external_node_timers_promises_.setTimeout)(pause * attempt);
        try {
            const answer = await fetch(url, {
                headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
                signal: AbortSignal.timeout(DEADLINE_MS),
            });
            if (answer.ok) {
                const { value } = (await answer.json());
                if (typeof value === "string")
                    return value;
            }
            why = `status ${answer.status}`;
            if (answer.status < 500 && answer.status !== 429)
                break;
        }
        catch (error) {
            why = signer_reasonOf(error.cause ?? error);
        }
    }
    throw new build_problem/* Problem */.AF({
        kind: "failure",
        code: "identity-token-refused",
        message: `GitHub gave no identity token (${why})`,
        remedy: "look at githubstatus.com, and run the job again",
    });
}
function claimsOf(token) {
    const [, payload = ""] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const missing = NEEDED.filter((name) => typeof claims[name] !== "string");
    if (missing.length === 0)
        return claims;
    throw new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "identity-token-incomplete",
        message: `the identity token does not say: ${missing.join(", ")}`,
        remedy: "sign in a job of GitHub Actions itself; a runner or server that is not GitHub's gives tokens without these claims",
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/sign.js


const IN_TOTO = "application/vnd.in-toto+json";
const TIMEOUT = 30_000;
const RETRIES = 3;
/**
 * A keyless bundle (github.com/sigstore/protobuf-specs, `sigstore_bundle.proto`, version 0.3): a key that lives for one
 * signature, its certificate by the job's identity, and a witness of the time.
 * @returns the bundle as JSON in one line
 * @throws {Problem} `sigstore-refused`
 */
async function signBundle(what, { fulcio, rekor, timestamps }, getToken) {
    // Half a megabyte with its HTTP client: only releases that are signed so load it.
    const { default: library } = await import(/* webpackIgnore: true */ "@sigstore/sign");
    const common = { timeout: TIMEOUT, retry: RETRIES };
    const signer = new library.FulcioSigner({ identityProvider: { getToken }, fulcioBaseURL: fulcio, ...common });
    const witnesses = [
        ...(rekor === undefined
            ? []
            : [new library.RekorWitness({ rekorBaseURL: rekor, fetchOnConflict: true, ...common })]),
        ...(timestamps === undefined ? [] : [new library.TSAWitness({ tsaBaseURL: timestamps, ...common })]),
    ];
    let bundle;
    try {
        bundle =
            what.type === "message"
                ? await new library.MessageSignatureBundleBuilder({ signer, witnesses }).create({ data: what.bytes })
                : await new library.DSSEBundleBuilder({ signer, witnesses }).create({
                    data: Buffer.from(JSON.stringify(what.statement)),
                    type: IN_TOTO,
                });
    }
    catch (error) {
        throw refused(error);
    }
    return JSON.stringify(await toJson(bundle));
}
/** The library's own messages may hold the identity token; its codes and causes' messages do not. */
function refused(error) {
    if (!(error instanceof Error))
        return error;
    const { code, cause } = error;
    if (cause instanceof build_problem/* Problem */.AF)
        return cause;
    if (code === undefined || !(code in WHO))
        return error;
    const who = WHO[code];
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "sigstore-refused",
        message: `Sigstore's ${who} gave no answer that can be used${cause === undefined ? "" : `: ${signer_reasonOf(cause)}`}. Nothing is published`,
        remedy: "look at status.sigstore.dev, and run the job again",
    });
}
const WHO = {
    CA_CREATE_SIGNING_CERTIFICATE_ERROR: "certificate authority",
    TLOG_CREATE_ENTRY_ERROR: "transparency log",
    TLOG_FETCH_ENTRY_ERROR: "transparency log",
    TSA_CREATE_TIMESTAMP_ERROR: "timestamp authority",
    IDENTITY_TOKEN_READ_ERROR: "client",
    IDENTITY_TOKEN_PARSE_ERROR: "client",
};
/**
 * The builder of message signatures writes version 0.2; 0.3 is the same with one certificate in place of a chain of one.
 * The library for it is small, and so part of the actions' own bundles.
 */
async function toJson(bundle) {
    const { default: library } = await __webpack_require__.e(/* import() */ 40).then(__webpack_require__.t.bind(__webpack_require__, 1040, 19));
    const { verificationMaterial: material } = bundle;
    const { content } = material;
    const [certificate] = content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates : [undefined];
    if (certificate === undefined)
        return library.bundleToJSON(bundle);
    return library.bundleToJSON({
        ...bundle,
        mediaType: library.BUNDLE_V03_MEDIA_TYPE,
        verificationMaterial: { ...material, content: { $case: "certificate", certificate } },
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/signer.js






/** Keyless signatures by the identity of the job. */
function sigstoreSigner({ env, serverUrl }) {
    const identity = jobIdentity(env);
    const ready = async () => {
        const claims = await identity.claims();
        return {
            signer: { kind: "sigstore", issuer: claims.iss, identity: identityOf(claims, serverUrl) },
            endpoints: sigstoreEndpoints(env, claims, serverUrl),
        };
    };
    return {
        kind: "sigstore",
        check: async () => (await ready()).signer,
        sign: async (name, content) => {
            const { signer, endpoints } = await ready();
            const bytes = await bytesOf(content);
            const bundle = await signBundle({ type: "message", bytes }, endpoints, identity.token);
            const found = inspectBundle(bundle, bytes);
            if (found.valid && found.by.identity === signer.identity)
                return `${bundle}\n`;
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "sigstore-other-identity",
                message: found.valid
                    ? `the certificate over ${name} is ${found.by.identity}'s; this job is ${signer.identity}`
                    : `the bundle over ${name} does not hold: ${found.why}`,
                remedy: "run the job again; if it happens again, report it with this log",
            });
        },
        reuse: async (_name, content, earlier) => {
            const signature = await earlier();
            const found = signature === undefined ? undefined : inspectBundle(signature, await bytesOf(content));
            return found?.valid && found.by.identity === (await ready()).signer.identity ? signature : undefined;
        },
    };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/signers.js



const SIGNERS = {
    openpgp: ({ openpgpKey, openpgpPassphrase, timestamp }) => openpgpSigner({ key: openpgpKey, passphrase: openpgpPassphrase, timestamp }),
    minisign: ({ minisignKey, minisignPassword, timestamp }) => minisignSigner({ key: minisignKey, password: minisignPassword, timestamp }),
    sigstore: ({ env, serverUrl }) => sigstoreSigner({ env, serverUrl }),
};
/** Signers of the kinds that are wanted, in their fixed order. */
function createSigners(kinds, means) {
    const wanted = new Set(kinds);
    return Object.keys(SIGNERS).filter((kind) => wanted.has(kind)).map((kind) => SIGNERS[kind](means));
}
/** Text of the asset with which users check a signer's signatures; Sigstore's need none. */
function keyFileOf(signer) {
    if (signer.kind === "openpgp")
        return signer.publicKey;
    return signer.kind === "minisign" ? minisignPublicFile(signer) : undefined;
}
/** Who a signer is, in a few words for logs and tables. */
function describeSigner(signer) {
    switch (signer.kind) {
        case "openpgp":
            return `OpenPGP key ${signer.fingerprint}${signer.userId === undefined ? "" : ` (${signer.userId})`}`;
        case "minisign":
            return `minisign key ${signer.keyId}`;
        case "sigstore":
            return `Sigstore identity ${signer.identity}`;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/signatures.js



/** Bytes. Checksum files of a thousand assets have some 100 kB; larger things are covered by release.json's own signature. */
const MOST_CONTENT = 4 << 20;
const MOST_TOGETHER = 64 << 20;
const MOST_SIGNATURE = 1 << 20;
const MOST_MANIFEST = 64 << 20;
/**
 * Signatures of release.json and of what is small beside it, the checksum files first of all. Together with the comparison of
 * assets and release.json they vouch for every byte without downloading it.
 */
async function checkSignatures(question) {
    const { release, target } = question;
    const { manifest } = target;
    const title = `The signatures of ${release.tag} hold`;
    const remedy = `do not send people to it before you know why (\`slipway verify ${release.tag}\` says more): name another release in \`to-version\`, or release a higher version`;
    const promised = promisedBy(target).filter(({ of }) => of === words/* MANIFEST_NAME */.ir || !question.ownAlone);
    const wrong = [];
    const by = new Map();
    const { looked, left } = chosen(promised, release);
    const files = new Files(question.forge, release);
    for (const signature of looked) {
        const verdict = await verifyOne(signature, question, files);
        if (typeof verdict === "string")
            wrong.push(verdict);
        else if (signature.of === words/* MANIFEST_NAME */.ir)
            by.set(verdict.kind, verdict);
    }
    const unkept = (manifest.signers ?? []).filter(({ kind }) => !promised.some(({ name }) => signerKindOf(name) === kind));
    for (const signer of unkept)
        wrong.push(`${words/* MANIFEST_NAME */.ir} names the ${describeSigner(signer)}, and no signature of theirs`);
    wrong.push(...untrusted(by, question));
    if (wrong.length > 0)
        return failed("signatures", title, fewOf(wrong), remedy);
    if (promised.length === 0) {
        return passed("signatures", title, "it was never signed: nobody vouches for what its release.json says");
    }
    return passed("signatures", title, signatures_told(looked, left, [...by.values()], question));
}
function promisedBy({ manifest }) {
    return [
        ...(manifest.signatures ?? []).map((name) => ({ of: words/* MANIFEST_NAME */.ir, name })),
        ...manifest.artifacts.flatMap(({ name: of, signatures }) => signatures.map((name) => ({ of, name }))),
    ];
}
/** What is small, release.json whatever its size, until enough is downloaded. */
function chosen(promised, { assets }) {
    const sizes = new Map(assets.map(({ name, size }) => [name, size]));
    const looked = [];
    const left = [];
    const counted = new Set();
    let together = 0;
    for (const signature of promised) {
        const { of } = signature;
        const size = sizes.get(of) ?? 0;
        const more = counted.has(of) ? 0 : size;
        if (of !== words/* MANIFEST_NAME */.ir && (size > MOST_CONTENT || together + more > MOST_TOGETHER)) {
            left.push(signature);
            continue;
        }
        counted.add(of);
        together += more;
        looked.push(signature);
    }
    return { looked, left };
}
/** @returns who signed, or what is wrong */
async function verifyOne({ of, name }, { target, roots = [] }, files) {
    const { manifest } = target;
    const bytes = await files.read(of, of === words/* MANIFEST_NAME */.ir ? MOST_MANIFEST : MOST_CONTENT);
    if (typeof bytes === "string")
        return bytes;
    const signature = await files.read(name, MOST_SIGNATURE);
    if (typeof signature === "string")
        return `${signature} (${words/* MANIFEST_NAME */.ir} says that it signs ${of})`;
    if (of === words/* MANIFEST_NAME */.ir && !isSame(bytes, target))
        return `${words/* MANIFEST_NAME */.ir} was changed while this looked at it`;
    const facts = { of, name, content: { bytes }, signature: signature.toString("utf8") };
    const signers = manifest.signers ?? [];
    const held = signerKindOf(name) === "sigstore" && roots.length > 0 ? roots : [undefined];
    let why = "";
    for (const root of held) {
        const verdict = await verifySignature(facts, signers, root);
        if (verdict.valid)
            return verdict.by;
        why = verdict.why;
    }
    return `${name} does not sign ${of}: ${why}`;
}
function isSame(bytes, { manifest }) {
    try {
        const read = readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), words/* MANIFEST_NAME */.ir);
        return JSON.stringify(read) === JSON.stringify(manifest);
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF)
            return false;
        throw error;
    }
}
/** Whom the configuration names and who did not sign: leaving a signature out must not be a way around it. */
function untrusted(by, { trusted, target }) {
    if (trusted === undefined)
        return [];
    const { since } = trusted;
    if (since !== undefined && (0,build_version/* compareVersions */.Zy)(target.version, (0,build_version/* requireVersion */.eU)(since, "since")) < 0)
        return [];
    return words/* SIGNER_KINDS */.pf.flatMap((kind) => {
        const names = trusted[kind];
        if (names.length === 0)
            return [];
        const signer = by.get(kind);
        if (signer !== undefined && names.some((name) => isNamed(signer, name)))
            return [];
        const found = signer === undefined ? `nobody's ${kind} signature` : `the ${describeSigner(signer)}`;
        return [`${words/* MANIFEST_NAME */.ir} bears ${found}, and \`rollback.signers.${kind}\` names ${names.join(", ")}`];
    });
}
function isNamed(signer, name) {
    switch (signer.kind) {
        case "openpgp":
            return signer.fingerprint === name.toUpperCase();
        case "minisign":
            return signer.publicKey === name;
        case "sigstore":
            // A ref may follow, which a configuration leaves open.
            return signer.identity === name || signer.identity.replace(/@[^@]*$/, "") === name;
    }
}
function signatures_told(looked, left, by, { trusted, roots = [] }) {
    const own = looked.some(({ of }) => of === words/* MANIFEST_NAME */.ir);
    return [
        `${looked.length} signatures hold${by.length === 0 ? "" : `; ${words/* MANIFEST_NAME */.ir} is signed by ${by.map((one) => `the ${describeSigner(one)}`).join(" and ")}`}`,
        trusted === undefined ? `whom only release.json itself names (\`rollback.signers\` holds releases to signers)` : "",
        left.length === 0
            ? ""
            : `${left.length} of large assets were not looked at: ${own ? `${words/* MANIFEST_NAME */.ir}, which is signed, has their digests` : "`slipway verify` downloads them"}`,
        by.some(({ kind }) => kind === "sigstore") && roots.length === 0
            ? "whether Sigstore's certificates are genuine is said by `slipway verify`"
            : "",
    ]
        .filter((part) => part !== "")
        .join("; ");
}
/** Assets of a release, each downloaded once. */
class Files {
    forge;
    assets;
    known = new Map();
    constructor(forge, { assets }) {
        this.forge = forge;
        this.assets = new Map(assets.map((asset) => [asset.name, asset]));
    }
    /** @returns why not, as text */
    async read(name, most) {
        const known = this.known.get(name);
        if (known !== undefined)
            return known;
        const asset = this.assets.get(name);
        const found = asset === undefined ? `${name} is missing` : await this.download(asset, most);
        this.known.set(name, found);
        return found;
    }
    async download({ id, name, size }, most) {
        if (size > most)
            return `${name} has ${size} bytes, which is too much for what it is`;
        return await collect(await this.forge.downloadAsset(id), name, most);
    }
}
/** A server may send more than it announced. */
async function collect(stream, name, most) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        // Leaving the loop destroys the stream.
        if (size > most)
            return `${name} has more than ${most} bytes`;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./packages/rollback/build/notice.js

/** The notice at the top of a release's notes. It lies between marks, so that the notes below stay whatever people make of them. */
/** What people edit on GitHub's page comes back with carriage returns; theirs stay as they are. */
const MARKED = /<!-- slipway:rollback to=(\S+)(?: security=(\S+))? -->\r?\n[\s\S]*?<!-- \/slipway:rollback -->(?:\r?\n){0,2}/;
/**
 * @param advisory that is drafted, in mode `security`
 * @param date `2026-11-22`
 */
function noticeOf({ good, reason, mode }, date, advisory) {
    const { tag, release } = good;
    const notice = { to: tag.text, version: tag.version.text, url: release.url, reason, date };
    return mode === "security" ? { ...notice, security: { advisory } } : notice;
}
/** Whether the notes say what they have to. A notice that says more, of an earlier run, says enough. */
function isToldIn(body, { good, mode, advisory }) {
    if (noticeIn(body) !== good.tag.text)
        return false;
    if (mode !== "security")
        return true;
    const named = warningIn(body);
    const { found, refused } = advisory ?? {};
    return named !== undefined && (found === undefined ? named !== "none" || refused !== undefined : named === found.id);
}
/** Tag of the replacement that the notes name; undefined without a notice. */
function noticeIn(body) {
    return MARKED.exec(body)?.[1];
}
/** Id of the security advisory that the notes name, `none` where they warn without one; undefined: they do not warn. */
function warningIn(body) {
    return MARKED.exec(body)?.[2];
}
/** Undefined when the notes would be longer than GitHub takes. */
function withNotice(body, notice) {
    const { to, version, url, reason, date, security } = notice;
    const { advisory } = security ?? {};
    const text = [
        `<!-- slipway:rollback to=${to}${security ? ` security=${advisory?.id ?? "none"}` : ""} -->`,
        security ? "> [!CAUTION]" : "> [!WARNING]",
        `> **This release ${security ? "has a security problem and " : ""}was taken back on ${date}.** Use [${version}](${url}) instead.`,
        `> Reason: ${notice_plain(reason)}`,
        ...(advisory ? [`> Security advisory: [${advisory.id}](${advisory.url}), once it is published.`] : []),
        "<!-- /slipway:rollback -->",
        "",
        withoutNotice(body),
    ].join("\n");
    return [...text].length > LONGEST_NOTES ? undefined : text;
}
function withoutNotice(body) {
    return body.replace(MARKED, "");
}
/** One line, without anything that would end the comment or begin an element. */
const notice_plain = (reason) => reason.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

;// CONCATENATED MODULE: ./packages/rollback/build/choose.js


/** Which release is taken back, and what people get instead. Pure. */
/**
 * An input as a tag: `2.1.0`, `v2.1.0` or `name/v2.1.0`.
 * @param prefix of the project, where the text names none
 * @throws {Problem} `invalid-version`
 */
function tagFrom(text, input, prefix) {
    const tag = (0,build_tag/* parseTag */.ED)(text);
    if (tag !== undefined)
        return tag.prefix === undefined && prefix !== undefined ? (0,build_tag/* tagOf */.cO)(tag.version, prefix) : tag;
    const version = (0,build_version/* parseVersion */.ot)(text);
    if (version !== undefined)
        return (0,build_tag/* tagOf */.cO)(version, prefix);
    throw (0,build_problem/* mistake */.RT)("invalid-version", `the input "${input}" is "${text}", which is neither a version nor a release's tag`, "write for example 2.1.0, v2.1.0 or, in a repository of several projects, name/v2.1.0");
}
/**
 * Releases below it to go back to, the highest first: of the same project, published, not taken back themselves by their
 * notes; final ones for a final one.
 */
function earlierReleases(bad, releases) {
    return releases
        .flatMap((release) => {
        const tag = parseTag(release.tag);
        return tag !== undefined && whyNot(bad, tag, release) === undefined ? [{ release, tag }] : [];
    })
        .toSorted((a, b) => compareVersions(b.tag.version, a.tag.version))
        .map(({ release }) => release);
}
/** Why a release is none to go back to; undefined: it is one. */
function whyNot(bad, tag, release) {
    if (tag.prefix !== bad.prefix)
        return `${tag.text} belongs to another project`;
    if (release.draft)
        return `${tag.text} is a draft`;
    if ((0,build_version/* compareVersions */.Zy)(tag.version, bad.version) >= 0)
        return `${tag.text} is not below ${bad.text}`;
    if (noticeIn(release.body) !== undefined)
        return `${tag.text} was taken back itself`;
    if ((0,build_version/* isPrerelease */.V1)(bad.version))
        return undefined;
    return release.prerelease || (0,build_version/* isPrerelease */.V1)(tag.version) ? `${tag.text} is a pre-release` : undefined;
}
function noTarget(bad, cut) {
    return new Problem({
        kind: "refusal",
        code: "rollback-no-target",
        message: `there is no earlier good release that people of ${bad} could go back to${cut ? " among the newest 1000" : ""}. Nothing was changed`,
        remedy: `release a higher version that is right (people get it everywhere); until then mark ${bad} as a pre-release on its page and say so at the top of its notes${cut ? "; or name an older release in `to-version`" : ""}`,
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/configuration.js


/**
 * The configuration of a commit, which need not be checked out.
 * @param ref commit or branch; undefined: there is none
 * @param path in the repository; undefined: slipway.yml, which a project may do without
 * @param called of the commit, for people: its tag
 * @throws {Problem} `missing-config`, and what parsing it throws
 */
async function configurationAt(forge, ref, path, called) {
    const name = path ?? CONFIG_NAME;
    const file = ref === undefined ? undefined : await forge.readFile(ref, name);
    if (file !== undefined)
        return parseConfig(file.text, `${name} at ${called}`);
    if (path === undefined)
        return NO_CONFIG;
    throw (0,build_problem/* mistake */.RT)("missing-config", `there is no "${name}" in ${forge.repository} at ${called}`, "correct the input `config`; it is a path in the repository");
}

;// CONCATENATED MODULE: ./packages/rollback/build/published.js

/** A release and its journal, as the server has them now. */
async function findPublished(tag, list, forge) {
    const isIt = (release) => release.tag === tag && !release.draft;
    const found = list.find(isIt) ?? (await forge.findReleases(tag)).find(isIt);
    // Lists lag: what the plan says of it has to be what is there.
    const fresh = found && (await forge.release(found.id));
    return fresh?.draft ? undefined : fresh;
}
/** A release that somebody deleted: of which nothing but its tag, and what was written down, is known. */
const gone = (tag, { id, url } = { id: 0, url: "" }) => ({
    id,
    url,
    tag: tag.text,
    title: "",
    body: "",
    draft: false,
    prerelease: false,
    immutable: false,
    target: "",
    discussion: undefined,
    uploadUrl: "",
    assets: [],
});
async function published(tag, list, forge) {
    const found = await findPublished(tag, list, forge);
    if (found === undefined)
        throw published_notPublished(tag, forge);
    return found;
}
const OTHERWISE = "name a published release; a draft is deleted where it is named in `version` without `to-version`; where somebody deleted the release, release a higher version, to which every channel goes up";
function published_notPublished(tag, { repository }, remedy = OTHERWISE) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "release-not-published",
        message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
        remedy,
    });
}
async function journalOf(tag, { forge, journal }) {
    if (journal === undefined)
        return undefined;
    const path = journalPath(tag);
    const file = await forge.readFile(journal, path);
    if (file === undefined)
        return undefined;
    const entries = entriesOf(readJournal(file.text, path));
    const stranger = entries.find((entry) => entry.tag !== tag);
    if (stranger === undefined)
        return entries;
    throw new Problem({
        kind: "failure",
        code: "journal-damaged",
        message: `${path} of the branch ${journal} has an entry about ${stranger.tag}. Nothing was changed`,
        remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./packages/model/build/rollback-rehearsal.js



/**
 * `.slipway/rollback-rehearsal.json`: that a rollback was rehearsed, with which configuration, and what came of it.
 * `slipway rehearse --rollback --record` writes it, people commit it, and a rollback looks whether it is there and recent.
 */
const RollbackRehearsal = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-rollback-rehearsal"),
    schemaVersion: schemas/* literal */.euz(1),
    time: iso/* datetime */.w$(),
    /** Version of Slipway that rehearsed it. */
    tool: schemas/* string */.YjP().min(1),
    /** What was taken back, as released in the rehearsal. */
    from: fields/* VersionText */.YL,
    /** What people got instead. */
    to: fields/* VersionText */.YL,
    /** Ids of the channels that were taken back, for example `homebrew:acme/homebrew-tap/app`. */
    channels: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Of slipway.yml, see `configurationDigest`; null: the project has none. */
    config: build_digest/* Sha256 */.IA.nullable(),
    result: schemas/* enum */.k5n(["passed", "failed"]),
    /** What was looked at afterwards, for example what a user of a channel got. */
    checks: schemas/* array */.YOg(schemas/* strictObject */.rej({ title: schemas/* string */.YjP(), passed: schemas/* boolean */.zMY(), found: schemas/* string */.YjP() })),
});
const ROLLBACK_REHEARSAL = {
    kind: "slipway-rollback-rehearsal",
    schemaVersion: 1,
    schema: RollbackRehearsal,
};
/** Where the record lies in a repository. */
const REHEARSAL_PATH = ".slipway/rollback-rehearsal.json";
/** Of slipway.yml's text, whatever line endings a checkout gave it. */
const configurationDigest = (text) => sha256(text.replaceAll("\r\n", "\n"));

;// CONCATENATED MODULE: ./packages/rollback/build/rules.js


/**
 * Channels are those of the bad release's tag; rules of compatibility, signers and rehearsals are those of the default branch,
 * where it has any: what may follow what is often found out after the release. Only without a section there that of the
 * tag counts, so that lines with branches of their own keep theirs.
 */
async function readRules({ forge, tag, config: path, rehearsal }) {
    const name = path ?? CONFIG_NAME;
    // By its commit: a branch may have the tag's name.
    const commit = await forge.resolveTag(tag);
    const tagged = commit === undefined ? undefined : (await forge.readFile(commit, name))?.text;
    const current = (await forge.readFile(undefined, name))?.text;
    const record = rehearsal ?? (await recorded(forge));
    let unreadable;
    const rules = (settings, place) => ({
        settings,
        place,
        ...(unreadable && { unreadable }),
        config: tagged,
        rehearsal: record,
    });
    for (const [text, place] of [
        [current, `${name} of the default branch`],
        [tagged, `${name} at ${tag}`],
    ]) {
        if (text === undefined)
            continue;
        try {
            const settings = parseConfig(text, place).settings.rollback;
            if (settings !== undefined)
                return rules(settings, place);
        }
        catch (error) {
            if (!(error instanceof build_problem/* Problem */.AF))
                throw error;
            unreadable ??= error;
        }
    }
    return rules(NO_ROLLBACK_RULES, `${name} has no section \`rollback\``);
}
async function recorded(forge) {
    const file = await forge.readFile(undefined, REHEARSAL_PATH);
    return file && { text: file.text, place: `${REHEARSAL_PATH} of the default branch` };
}

;// CONCATENATED MODULE: ./packages/planning/build/versions/bump.js

const LEVELS = (/* unused pure expression or super */ null && (["major", "minor", "patch"]));
/**
 * The final version that follows. A pre-release is followed by its own final version where that is a step of the level:
 * `patch` and `minor` after 1.3.0-rc.1 are 1.3.0, `major` is 2.0.0.
 */
function bumpVersion(last, level) {
    const { major, minor, patch } = last;
    const pending = isPrerelease(last);
    switch (level) {
        case "major":
            return pending && minor === 0 && patch === 0 ? coreOf(last) : finalVersion(major + 1, 0, 0);
        case "minor":
            return pending && patch === 0 ? coreOf(last) : finalVersion(major, minor + 1, 0);
        case "patch":
            return pending ? coreOf(last) : finalVersion(major, minor, patch + 1);
    }
}
/**
 * The next pre-release of a final version: `1.3.0-rc.1`, then `1.3.0-rc.2`.
 * @param known versions that exist
 * @throws {Problem} `prerelease-lower` when one exists that would come after it
 */
function prereleaseOf(core, id, known) {
    const siblings = known.filter((one) => isPrerelease(one) && compareVersions(coreOf(one), core) === 0);
    const numbers = siblings.map(({ prerelease: [first, number, ...rest] }) => String(first) === id && typeof number === "number" && rest.length === 0 ? number : 0);
    const version = requireVersion(`${core.text}-${id}.${Math.max(0, ...numbers) + 1}`, "next pre-release");
    const above = siblings.find((one) => compareVersions(one, version) >= 0);
    if (above !== undefined) {
        throw mistake("prerelease-lower", `${version.text} would come before ${above.text}, which exists`, "choose an identifier that sorts after the earlier ones (alpha, beta, rc), or give the whole version");
    }
    return version;
}
/** The final version that a pre-release announces, without build metadata. */
function coreOf({ major, minor, patch }) {
    return finalVersion(major, minor, patch);
}
function finalVersion(major, minor, patch) {
    return (0,build_version/* requireVersion */.eU)(`${major}.${minor}.${patch}`, "next version");
}

;// CONCATENATED MODULE: ./packages/planning/build/versions/tags.js

/** The last by precedence; of equals the first. */
function highest(tags) {
    return tags.reduce((best, tag) => (best === undefined || (0,build_version/* compareVersions */.Zy)(tag.version, best.version) > 0 ? tag : best), undefined);
}
function isFinal({ version }) {
    return !(0,build_version/* isPrerelease */.V1)(version);
}
/** 1.3.0 and 1.3.0-rc.1 are of one core. */
function isSameCore(a, b) {
    return a.major === b.major && a.minor === b.minor && a.patch === b.patch;
}

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
        throw (0,build_problem/* mistake */.RT)("version-exists", `${tag.text} has the same precedence as ${equal.text}, which is tagged: build metadata does not count`, "raise the version; SemVer 2.0.0, section 10");
    }
    const finals = against.filter(isFinal);
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
        ? highest(lower.filter((other) => !isFinal(other) && isSameCore(other.version, version)))
        : undefined;
    return sibling ?? highest(lower.filter(isFinal));
}
function judgePrerelease(tag, against, finals, allowGap) {
    const { version } = tag;
    const final = finals.find((other) => isSameCore(other.version, version));
    if (final !== undefined) {
        throw (0,build_problem/* mistake */.RT)("already-final", `${tag.text} is a pre-release of ${coreOf(version).text}, which is released as ${final.text}`, `begin the pre-releases of the next version, for example ${bumped(version).text}-${String(version.prerelease[0])}.1`);
    }
    const siblings = against.filter((other) => !isFinal(other) && isSameCore(other.version, version));
    const last = highest(siblings);
    if (last === undefined) {
        judgeFinal(coreOf(version), tag, finals, allowGap);
        return;
    }
    if ((0,build_version/* compareVersions */.Zy)(last.version, version) > 0)
        throw lower(tag, last, "the pre-releases of one version only rise");
    const [next, expected] = [counted(version), counted(last.version)];
    if (next.number === undefined || expected.number === undefined || next.head !== expected.head)
        return;
    if (next.number > expected.number + 1 && !allowGap) {
        throw gap(tag, last, `${coreOf(version).text}-${next.head}${expected.number + 1}`);
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
    const last = line && highest(line);
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
            ? finalVersion(major, last.version.minor + 1, 0)
            : finalVersion(last.version.major + 1, 0, 0);
    if ((0,build_version/* compareVersions */.Zy)(version, expected) > 0 && !allowGap)
        throw gap(tag, last, expected.text);
}
function bumped({ major, minor, patch }) {
    return finalVersion(major, minor, patch + 1);
}
function lower(tag, last, why) {
    return (0,build_problem/* mistake */.RT)("version-lower", `${tag.text} is lower than ${last.text}, which is tagged: ${why}`, `choose a version above ${last.version.text}; a tag that was pushed by mistake is removed with git push --delete origin ${tag.text}`);
}
function gap(tag, last, expected) {
    return (0,build_problem/* mistake */.RT)("version-gap", `${tag.text} skips versions: after ${last.text} comes ${expected} in this line`, `release ${expected}, or set "allow-gap: true" for build-matrix if the versions between are left out on purpose`);
}
function exists(tag, itself, commit) {
    return (0,build_problem/* mistake */.RT)("tag-exists", `the tag ${tag.text} exists on commit ${itself.commit}; commit ${commit} would be released as the same version`, "choose a higher version: what is published under a tag never changes");
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/version.js


/** @throws {Problem} `carry-not-below`, `carry-version-low`, `carry-version-prerelease`, and what `judgeVersion` throws */
function carryingVersion({ bad, good, wanted, known }) {
    if (good.prefix !== bad.prefix || (0,build_version/* compareVersions */.Zy)(good.version, bad.version) >= 0) {
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "carry-not-below",
            message: `${good.text} is not an earlier release of the same project than ${bad.text}`,
            remedy: "name in `carry` the good release whose bytes come back, and in `from` the bad one that they replace",
        });
    }
    const own = known.filter(({ prefix }) => prefix === bad.prefix);
    const tag = (0,build_tag/* tagOf */.cO)(wanted ?? nextAbove(bad, own), bad.prefix);
    if ((0,build_version/* compareVersions */.Zy)(tag.version, bad.version) <= 0) {
        throw (0,build_problem/* mistake */.RT)("carry-version-low", `${tag.text} is not above ${bad.text}: clients that have ${bad.version.text} would never move to it`, `choose a version above ${bad.version.text}, or leave \`version\` out`);
    }
    if ((0,build_version/* isPrerelease */.V1)(tag.version) && !(0,build_version/* isPrerelease */.V1)(bad.version)) {
        throw (0,build_problem/* mistake */.RT)("carry-version-prerelease", `${tag.text} is a pre-release: who has ${bad.version.text} does not get it`, "choose a final version, or leave `version` out");
    }
    // Only versions count here: the commit is that of the carried release, wherever the others are.
    const tags = own.map((each) => ({ ...each, commit: each.text, merged: true, ahead: false }));
    const { backPort } = judgeVersion({ tag, commit: tag.text, known: tags });
    if (own.some(({ text }) => text === tag.text)) {
        throw (0,build_problem/* mistake */.RT)("version-exists", `${tag.text} is released already`, "choose a higher version, or leave `version` out: the next free one is taken");
    }
    return { tag, backPort };
}
function nextAbove({ version: bad }, known) {
    const versions = known.map(({ version }) => version);
    if (!(0,build_version/* isPrerelease */.V1)(bad)) {
        const line = versions.filter((each) => each.major === bad.major && each.minor === bad.minor && !(0,build_version/* isPrerelease */.V1)(each));
        const patch = Math.max(bad.patch, ...line.map((each) => each.patch)) + 1;
        return (0,build_version/* requireVersion */.eU)(`${bad.major}.${bad.minor}.${patch}`, "next version");
    }
    const last = [bad, ...versions.filter((each) => (0,build_version/* isPrerelease */.V1)(each) && sameCore(each, bad))].reduce((best, each) => (0,build_version/* compareVersions */.Zy)(each, best) > 0 ? each : best);
    const parts = [...last.prerelease];
    const number = parts.at(-1);
    if (typeof number === "number")
        parts[parts.length - 1] = number + 1;
    else
        parts.push(1);
    return (0,build_version/* requireVersion */.eU)(`${bad.major}.${bad.minor}.${bad.patch}-${parts.join(".")}`, "next version");
}
const sameCore = (a, b) => a.major === b.major && a.minor === b.minor && a.patch === b.patch;

;// CONCATENATED MODULE: ./packages/rollback/build/carry/prepare.js











/**
 * Looks at both releases, verifies the good one, and chooses version and moment. Where a run before this one has begun the same
 * rollback release, those are taken that it chose: it comes to its end, and no second one is made.
 * @throws {Problem} `release-not-published`, `rollback-bad-target`, `rollback-check-failed`, `carry-…`
 */
async function prepareCarry(request, deps) {
    const { forge, log } = deps;
    const { releases } = await deps.list();
    const bad = prepare_requirePublished(tagFrom(request.from, "from"), releases, forge);
    const good = prepare_requirePublished(tagFrom(request.carry, "carry", bad.tag.prefix), releases, forge);
    const why = whyNot(bad.tag, good.tag, good.release);
    if (why !== undefined) {
        throw (0,build_problem/* mistake */.RT)("rollback-bad-target", `${good.tag.text} cannot take the place of ${bad.tag.text}: ${why}. Nothing was changed`, "name in `carry` an earlier good release of the same project, and in `from` the bad one that it replaces");
    }
    const target = await deps.releaseOf(good.tag.text);
    const { text, digest } = await manifestOf(good.release, forge);
    if (JSON.stringify(readDocument(RELEASE_MANIFEST, text, words/* MANIFEST_NAME */.ir)) !== JSON.stringify(target.manifest)) {
        throw changedMeanwhile(good.tag.text);
    }
    await requireGood(good.release, target, bad.tag.text, request, deps);
    const reason = request.reason.replace(/\s+/g, " ").trim();
    const wanted = request.version === undefined ? undefined : wantedVersion(request.version);
    const begun = await begunBefore(bad.tag, good.tag, wanted, releases, forge);
    const { configAt = good.tag.text } = request;
    // By its commit: a branch may have the tag's name.
    const commit = request.configAt === undefined ? target.manifest.commit : await forge.resolveTag(configAt);
    const config = await configurationAt(forge, commit ?? configAt, request.config, configAt);
    const common = { good: target, digest, from: bad.tag, config };
    if (begun !== undefined) {
        const { tag, carries, timestamp } = begun;
        log.info(`${tag.text} was begun by an earlier run, and is gone on with`);
        if (carries.reason !== reason)
            log.warning(`the reason that it gives stays: ${carries.reason}`);
        const backPort = releases.some(({ tag: other }) => isHigherFinal((0,build_tag/* parseTag */.ED)(other), tag));
        return { ...common, tag, backPort, reason: carries.reason, timestamp };
    }
    const known = takenVersions(releases);
    const { tag, backPort } = carryingVersion({ bad: bad.tag, good: good.tag, wanted, known });
    const taken = await forge.resolveTag(tag.text);
    if (taken !== undefined && taken !== target.manifest.commit) {
        throw (0,build_problem/* mistake */.RT)("tag-exists", `the tag ${tag.text} exists on commit ${taken}; the bytes of ${good.tag.text} were made from ${target.manifest.commit}`, "choose a higher version: what is published under a tag never changes");
    }
    return { ...common, tag, backPort, reason, timestamp: Math.floor(deps.now() / 1000) };
}
function prepare_requirePublished(tag, releases, forge) {
    const release = releases.find((each) => each.tag === tag.text && !each.draft);
    if (release !== undefined)
        return { tag, release };
    throw published_notPublished(tag.text, forge, "name published releases in `carry` and `from`");
}
/** Nobody is sent to bytes that are not those of their release.json, or that another key signed. */
async function requireGood(release, target, bad, { config }, { forge, log }) {
    const { settings } = await readRules({ forge, tag: bad, config });
    const checks = [
        await checkComplete(forge, release, target),
        await checkSignatures({ forge, release, target, trusted: settings.signers }),
    ];
    for (const { title, found } of checks)
        log.info(`${title}: ${found}`);
    const failed = checks.filter(({ passed }) => !passed);
    if (failed.length === 0)
        return;
    throw checkFailed(failed, "name another release in `carry`, or release a higher version that is built anew");
}
async function manifestOf({ assets, tag }, forge) {
    const asset = assets.find(({ name }) => name === words/* MANIFEST_NAME */.ir);
    if (asset === undefined || asset.size > words/* LARGEST_MANIFEST */.$D)
        throw changedMeanwhile(tag);
    const bytes = await (0,consumers_.buffer)(await forge.downloadAsset(asset.id));
    const digest = (0,build_digest/* sha256 */.sc)(bytes);
    if (asset.sha256 !== undefined && asset.sha256 !== digest)
        throw changedMeanwhile(tag);
    return { text: bytes.toString("utf8"), digest };
}
function changedMeanwhile(tag) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "carry-manifest-changed",
        message: `the ${words/* MANIFEST_NAME */.ir} of ${tag} is not what the server said a moment ago. Nothing was changed`,
        remedy: "run this again; if it stays so, compare the release's page with its release.json before anybody is sent to it",
    });
}
function wantedVersion(text) {
    return (0,build_version/* requireVersion */.eU)(text.replace(/^v(?=\d)/, ""), 'the input "version"');
}
/** Published, or a whole draft: one that a run left before it had its release.json takes no version away. */
const takenVersions = (releases) => releases.filter(({ draft, assets }) => !draft || assets.some(isManifest)).flatMap(({ tag }) => (0,build_tag/* parseTag */.ED)(tag) ?? []);
const isManifest = ({ name, state }) => name === words/* MANIFEST_NAME */.ir && state === "uploaded";
/** The same rollback release, published or a draft with its release.json: the highest, where there are several. */
async function begunBefore(bad, good, wanted, releases, forge) {
    const { major, minor } = wanted ?? bad.version;
    const candidates = releases
        .flatMap((release) => {
        const tag = (0,build_tag/* parseTag */.ED)(release.tag);
        return tag === undefined ? [] : [{ tag, release }];
    })
        .filter(({ tag: { prefix, version } }) => prefix === bad.prefix &&
        version.major === major &&
        version.minor === minor &&
        (0,build_version/* compareVersions */.Zy)(version, bad.version) > 0 &&
        (wanted === undefined || (0,build_version/* compareVersions */.Zy)(version, wanted) === 0))
        .toSorted((a, b) => (0,build_version/* compareVersions */.Zy)(b.tag.version, a.tag.version));
    for (const { tag, release } of candidates) {
        const manifest = await readCarrying(release, forge);
        if (manifest?.carries?.tag !== good.text || manifest.carries.from !== bad.text)
            continue;
        if (manifest.tag !== tag.text || manifest.timestamp === undefined)
            continue;
        return { tag, carries: manifest.carries, timestamp: manifest.timestamp };
    }
    return undefined;
}
async function readCarrying({ assets }, forge) {
    const asset = assets.find(isManifest);
    if (asset === undefined || asset.size > words/* LARGEST_MANIFEST */.$D)
        return undefined;
    const text = (await (0,consumers_.buffer)(await forge.downloadAsset(asset.id))).toString("utf8");
    try {
        return readDocument(RELEASE_MANIFEST, text, words/* MANIFEST_NAME */.ir);
    }
    catch (error) {
        // Whatever it is, this does not go on with it.
        if (error instanceof build_problem/* Problem */.AF)
            return undefined;
        throw error;
    }
}
const isHigherFinal = (other, { prefix, version }) => other !== undefined &&
    other.prefix === prefix &&
    other.version.prerelease.length === 0 &&
    (0,build_version/* compareVersions */.Zy)(other.version, version) > 0;
/** Where the bad release was advertised, and the carrying one would not be. */
async function forgottenChannels(used, { from, config }, forge, idsOf) {
    const commit = await forge.resolveTag(from.text);
    const file = commit === undefined ? undefined : await forge.readFile(commit, config ?? CONFIG_NAME);
    if (file === undefined)
        return [];
    try {
        return idsOf(parseConfig(file.text, `${config ?? CONFIG_NAME} at ${from.text}`)).filter((id) => !used.includes(id));
    }
    catch (error) {
        // It may be just that which was bad.
        if (error instanceof build_problem/* Problem */.AF)
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./node_modules/xz-decompress/dist/package/xz-decompress.js
var xz_decompress = __webpack_require__(6642);
;// CONCATENATED MODULE: ./packages/channels/build/apt/stanza.js

const FIELD = /^(?<name>[!-9;-~]+):[ \t]*(?<value>.*)$/;
/** @param origin for messages @throws {Problem} `damaged-control` */
function readStanzas(text, origin) {
    const stanzas = [];
    let current;
    let field;
    for (const [at, line] of text.split("\n").entries()) {
        if (line.trim() === "") {
            current = undefined;
            field = undefined;
            continue;
        }
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (current === undefined || field === undefined)
                throw damaged(origin, at, "continues no field");
            current.set(field, `${current.get(field)}\n${line}`);
            continue;
        }
        const groups = FIELD.exec(line)?.groups;
        if (groups?.name === undefined || groups.name.startsWith("#") || groups.name.startsWith("-")) {
            throw damaged(origin, at, "is no field");
        }
        if (current === undefined) {
            current = new Map();
            stanzas.push(current);
        }
        if (current.has(groups.name))
            throw damaged(origin, at, `repeats the field ${groups.name}`);
        field = groups.name;
        current.set(field, groups.value?.trimEnd() ?? "");
    }
    return stanzas;
}
function damaged(origin, line, what) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "damaged-control",
        message: `line ${line + 1} of ${origin} ${what}`,
        remedy: "it is no Debian control data, or was cut off: release a version with a sound package, or restore the repository's index",
        place: { file: origin, line: line + 1 },
    });
}
function writeStanza(stanza) {
    return [...stanza]
        .map(([name, value]) => `${name}:${value === "" || value.startsWith("\n") ? "" : " "}${value}\n`)
        .join("");
}
/** A blank line after each. */
function writeStanzas(stanzas) {
    return stanzas.map((stanza) => `${writeStanza(stanza)}\n`).join("");
}

;// CONCATENATED MODULE: ./packages/channels/build/apt/deb.js






/** Control data is a few kilobytes; what claims to be more is refused before it is read or unpacked. */
const MOST_PACKED = 8 << 20;
const MOST_UNPACKED = 32 << 20;
const MOST_CONTROL = 1 << 20;
/** @throws {Problem} `damaged-package` */
async function readDeb(path) {
    const control = await readControl(path);
    const field = (name, shape) => {
        const value = control.get(name);
        if (value === undefined || !shape.test(value)) {
            throw deb_damaged(path, value === undefined ? `it has no field ${name}` : `its ${name} is ${JSON.stringify(value)}`);
        }
        return value;
    };
    // These become paths (Debian Policy, sections 5.6.1, 5.6.8, 5.6.12).
    const identity = {
        name: field("Package", /^[a-z0-9][a-z0-9+.-]*$/),
        version: field("Version", /^(?:\d{1,9}:)?[0-9][A-Za-z0-9.+~-]*$/),
        architecture: field("Architecture", /^[a-z0-9][a-z0-9-]*$/),
    };
    const { size, sha256, sha512 } = await (0,build_digest/* fingerprintFile */.Ro)(path);
    return { path, ...identity, control, size, sha256, sha512 };
}
async function readControl(path) {
    const file = await (0,promises_.open)(path);
    try {
        const member = await findControl(file, path);
        const tar = await unpackControl(member, path);
        const text = findInTar(tar, path).content.toString("utf8");
        const [stanza, ...others] = readStanzas(text, `${path}: control`);
        if (stanza === undefined || others.length > 0)
            throw deb_damaged(path, "its control file is not one paragraph");
        return stanza;
    }
    finally {
        await file.close();
    }
}
/** The member `control.tar*` of the ar archive (ar(5), the common format). @throws {Problem} `damaged-package` */
async function findControl(file, path) {
    const read = async (position, length) => {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
        if (bytesRead < length)
            throw deb_damaged(path, "it ends before its control data");
        return buffer;
    };
    if ((await read(0, 8)).toString("latin1") !== "!<arch>\n")
        throw deb_damaged(path, "it is no ar archive");
    let position = 8;
    // debian-binary, perhaps a signature or two, control.tar: never far behind.
    for (let members = 0; members < 10; members++) {
        const header = (await read(position, 60)).toString("latin1");
        const name = header.slice(0, 16).trimEnd().replace(/\/$/, "");
        const digits = header.slice(48, 58).trimEnd();
        if (header.slice(58) !== "`\n" || !/^\d{1,10}$/.test(digits))
            throw deb_damaged(path, "an ar header is not well-formed");
        const size = Number(digits);
        if (members === 0) {
            if (name !== "debian-binary" || size > 64)
                throw deb_damaged(path, "its first member is not debian-binary");
            const format = (await read(position + 60, size)).toString("latin1");
            if (!/^2\.\d+\n/.test(format))
                throw deb_damaged(path, `its format is ${JSON.stringify(format.trim())}`);
        }
        else if (/^control\.tar(?:\.\w+)?$/.test(name)) {
            if (size > MOST_PACKED)
                throw deb_damaged(path, `its control data claims ${size} bytes`);
            const bytes = await read(position + 60, size);
            return { name, bytes, start: position, end: position + 60 + size + (size % 2) };
        }
        position += 60 + size + (size % 2);
    }
    throw deb_damaged(path, "it has no control data");
}
/** Its tar archive. @throws {Problem} `damaged-package` */
async function unpackControl({ name, bytes }, path) {
    const options = { maxOutputLength: MOST_UNPACKED };
    try {
        if (name.endsWith(".tar"))
            return bytes;
        if (name.endsWith(".gz"))
            return await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(bytes, options);
        if (name.endsWith(".zst"))
            return await (0,external_node_util_.promisify)(external_node_zlib_.zstdDecompress)(bytes, options);
        if (name.endsWith(".xz"))
            return await unxz(bytes);
    }
    catch (cause) {
        throw deb_damaged(path, `${name} cannot be unpacked: ${cause instanceof Error ? cause.message : cause}`, cause);
    }
    throw deb_damaged(path, `nothing here unpacks ${name}`);
}
async function unxz(bytes) {
    const chunks = [];
    let size = 0;
    const stream = new xz_decompress.XzReadableStream(new Blob([new Uint8Array(bytes)]).stream());
    for await (const chunk of stream) {
        size += chunk.byteLength;
        if (size > MOST_UNPACKED)
            throw new Error("it is too large");
        chunks.push(Uint8Array.from(chunk));
    }
    return Buffer.concat(chunks);
}
/**
 * The file `./control` of a tar archive (POSIX pax, "ustar Interchange Format").
 * @returns its content, and the offset of its header
 * @throws {Problem} `damaged-package`
 */
function findInTar(tar, path) {
    for (let at = 0; at + 512 <= tar.length;) {
        const header = tar.subarray(at, at + 512);
        if (header[0] === 0)
            break;
        const name = header.subarray(0, 100).toString("latin1").replace(/\0.*$/s, "");
        const octal = header
            .subarray(124, 136)
            .toString("latin1")
            .replace(/[\0 ]+$/, "")
            .trimStart();
        if (!/^[0-7]{1,11}$/.test(octal))
            throw deb_damaged(path, "a tar header of its control data is not well-formed");
        const size = Number.parseInt(octal, 8);
        const type = String.fromCharCode(header[156] ?? 0);
        if ((type === "0" || type === "\0") && /^(?:\.\/)?control$/.test(name)) {
            if (size > MOST_CONTROL || at + 512 + size > tar.length)
                throw deb_damaged(path, "its control file is cut off or too large");
            return { content: tar.subarray(at + 512, at + 512 + size), at };
        }
        at += 512 + Math.ceil(size / 512) * 512;
    }
    throw deb_damaged(path, "its control data has no file named control");
}
function deb_damaged(path, why, cause) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "damaged-package",
        message: `${path} is not a Debian package: ${why}`,
        remedy: "what is published stays: release a version with a sound package (`dpkg-deb --info` shows what is wrong with this one)",
        place: { file: path },
        ...(cause !== undefined && { cause }),
    });
}

// EXTERNAL MODULE: ./packages/channels/build/rpm/header.js
var rpm_header = __webpack_require__(7762);
;// CONCATENATED MODULE: ./packages/channels/build/rpm/package.js



/** Tags of the main header (rpm's `rpmtag.h`). */
const TAG = {
    name: 1000,
    version: 1001,
    release: 1002,
    epoch: 1003,
    summary: 1004,
    description: 1005,
    buildTime: 1006,
    buildHost: 1007,
    size: 1009,
    vendor: 1011,
    licence: 1014,
    packager: 1015,
    group: 1016,
    url: 1020,
    architecture: 1022,
    fileModes: 1030,
    fileFlags: 1037,
    sourceRpm: 1044,
    archiveSize: 1046,
    changelogTime: 1080,
    changelogName: 1081,
    changelogText: 1082,
    sourcePackage: 1106,
    dirIndexes: 1116,
    baseNames: 1117,
    dirNames: 1118,
    longSize: 5009,
};
/** Tags of the signature header. */
const package_SIGNATURE = {
    payloadSize: 1007,
    longPayloadSize: 271,
    rsa: 268,
    dsa: 267,
    openpgp: 278,
    pgp: 1002,
    gpg: 1005,
};
/** @throws {Problem} `damaged-package` */
async function readRpm(path) {
    const file = await (0,promises_.open)(path);
    try {
        // The lead (96 bytes) says nothing that the header does not say better.
        if ((await (0,rpm_header/* readExactly */.L)(file, 0, 4)).readUInt32BE(0) !== 0xedabeedb)
            throw new Error("it does not begin as one");
        const signature = await (0,rpm_header/* readHeader */.a)(file, 96);
        const start = Math.ceil(signature.end / 8) * 8;
        const header = await (0,rpm_header/* readHeader */.a)(file, start);
        const text = (tag, shape) => {
            const [value] = header.texts(tag);
            if (value === undefined || !shape.test(value))
                throw new Error(`its tag ${tag} is ${JSON.stringify(value)}`);
            return value;
        };
        const word = /^[A-Za-z0-9_][A-Za-z0-9_.+~^-]*$/;
        const identity = {
            name: text(TAG.name, word),
            epoch: String(header.numbers(TAG.epoch)[0] ?? 0),
            version: text(TAG.version, /^[A-Za-z0-9_.+~^]+$/),
            release: text(TAG.release, /^[A-Za-z0-9_.+~^]+$/),
            architecture: header.has(TAG.sourcePackage) ? "src" : text(TAG.architecture, word),
        };
        const [archiveSize] = [
            header.numbers(TAG.archiveSize),
            signature.numbers(package_SIGNATURE.longPayloadSize),
            signature.numbers(package_SIGNATURE.payloadSize),
        ].flat();
        const { size, sha256 } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        return {
            path,
            ...identity,
            size,
            sha256,
            signed: [package_SIGNATURE.rsa, package_SIGNATURE.dsa, package_SIGNATURE.openpgp, package_SIGNATURE.pgp, package_SIGNATURE.gpg].some((tag) => signature.has(tag)),
            headerRange: [start, header.end],
            header,
            archiveSize: archiveSize ?? 0,
        };
    }
    catch (cause) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "damaged-package",
            message: `${path} is not an rpm package: ${cause instanceof Error ? cause.message : cause}`,
            remedy: "what is published stays: release a version with a sound package (`rpm -qip` shows what is wrong with this one)",
            place: { file: path },
            cause,
        });
    }
    finally {
        await file.close();
    }
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(4006);
;// CONCATENATED MODULE: ./packages/rollback/build/carry/deb.js




/** Fields in which a package names others (Debian Policy, section 7). */
const RELATIONS = /^(?:Pre-Depends|Depends|Recommends|Suggests|Enhances|Breaks|Conflicts|Replaces|Provides|Built-Using):/i;
/**
 * A deb with another version: what `control` says of it changes, and where it names exact versions of packages of the same
 * release. All that is installed, scripts and digests of files are taken as they are, `data.tar` byte for byte. Its format is
 * deb(5); signatures inside (`_gpg…`) go, since they would not hold.
 */
async function repackageDeb(path, to, version, siblings) {
    const file = await (0,promises_.open)(path);
    try {
        const control = await findControl(file, path);
        const tar = withControl(await unpackControl(control, path), path, (text) => editControl(text, version, siblings));
        const packed = (0,external_node_zlib_.gzipSync)(tar, { level: 9 });
        // The system on which it was packed (RFC 1952, section 2.3.1): the same on all of them.
        packed[9] = 3;
        const { size } = await file.stat();
        const before = Buffer.alloc(control.start);
        await file.read(before, 0, control.start, 0);
        await (0,promises_.writeFile)(to, Buffer.concat([before, member("control.tar.gz", packed)]));
        let at = control.end;
        while (at + 60 <= size) {
            const header = Buffer.alloc(60);
            await file.read(header, 0, 60, at);
            const length = 60 + Number(header.toString("latin1", 48, 58));
            const end = Math.min(at + length + (length % 2), size);
            if (!header.toString("latin1", 0, 4).startsWith("_gpg")) {
                await (0,promises_.writeFile)(to, (0,external_node_fs_.createReadStream)(path, { start: at, end: end - 1, highWaterMark: 1 << 20 }), { flag: "a" });
            }
            at = end;
        }
    }
    finally {
        await file.close();
    }
}
/** ar(5), the common format: no times and owners that nobody reads. */
function member(name, content) {
    const header = `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(content.length).padEnd(10)}\`\n`;
    return Buffer.concat([Buffer.from(header, "latin1"), content, Buffer.from(content.length % 2 === 0 ? "" : "\n")]);
}
function withControl(tar, path, edit) {
    const { content, at } = findInTar(tar, path);
    // All that is edited is ASCII; other bytes stay, in whatever encoding.
    const next = Buffer.from(edit(content.toString("latin1")), "latin1");
    const header = Buffer.from(tar.subarray(at, at + 512));
    header.write(`${next.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    header.write(" ".repeat(8), 148, "latin1");
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    const padding = Buffer.alloc((512 - (next.length % 512)) % 512);
    const rest = tar.subarray(at + 512 + Math.ceil(content.length / 512) * 512);
    return Buffer.concat([tar.subarray(0, at), header, next, padding, rest]);
}
/** The control paragraph with another version; everything else stays as it is written. */
function editControl(text, version, siblings) {
    let related = false;
    return text
        .split("\n")
        .map((line) => {
        if (/^\S/.test(line))
            related = RELATIONS.test(line);
        if (/^Version:/i.test(line))
            return `Version: ${version}`;
        return related ? withSiblings(line, siblings) : line;
    })
        .join("\n");
}
/** `app-common (= 2.0.5-1)`: only equality would no longer hold. */
function withSiblings(line, siblings) {
    const relation = /(?<name>[a-z0-9][a-z0-9+.-]+)(?<between>(?::[a-z0-9-]+)?\s*\(\s*=\s*)(?<version>[^\s)]+)/g;
    return line.replaceAll(relation, (whole, name, between, version) => {
        const sibling = siblings.get(name);
        return sibling?.old === version ? `${name}${between}${sibling.next}` : whole;
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/names.js

/** Versions as they stand in file names and inside of packages. Pure. */
/** Invariant 12: `~` sorts a pre-release below its release, in deb and rpm alike. */
function systemVersion({ text, prerelease, build, major, minor, patch }) {
    if (prerelease.length === 0)
        return text;
    const plus = build.length === 0 ? "" : `+${build.join(".")}`;
    return `${major}.${minor}.${patch}~${prerelease.join(".")}${plus}`;
}
/**
 * A file's name with another version in it, wherever the whole version stands: `2.0.5` is no part of `12.0.5`, `2.0.50` and
 * `2.0.5.1`. A name without it stays: a release is a name space of its own.
 */
function renamed(name, from, to) {
    // As the system's packages have it, and as GitHub then calls the asset.
    const forms = [
        [from.text, to.text],
        [systemVersion(from), systemVersion(to)],
        [systemVersion(from).replace("~", "."), systemVersion(to).replace("~", ".")],
    ];
    for (const [old, next] of forms) {
        const pattern = new RegExp(String.raw `(?<!\d)(?<!\d\.)${escaped(old)}(?!\d)(?!\.\d)`, "g");
        if (pattern.test(name))
            return name.replaceAll(pattern, () => next);
    }
    return name;
}
/**
 * New names of all packages of a release, by their old ones.
 * @throws {Problem} `carry-name-clash`
 */
function renameAll(names, from, to) {
    const result = new Map();
    const owners = new Map();
    for (const name of names) {
        const next = renamed(name, from, to);
        const other = owners.get(next.toLowerCase());
        if (other !== undefined) {
            throw new build_problem/* Problem */.AF({
                kind: "refusal",
                code: "carry-name-clash",
                message: `${other} and ${name} would both be called ${next} in ${to.text}. Nothing was changed`,
                remedy: "leave one of them out with `leave-out`, or choose another `version`",
            });
        }
        owners.set(next.toLowerCase(), name);
        result.set(name, next);
    }
    return result;
}
/**
 * A package's own version with the release's in it replaced: an epoch before it and a revision behind it stay.
 * @param path of the package, for messages
 * @throws {Problem} `carry-foreign-version`
 */
function packageVersion(text, from, to, path) {
    const [, epoch = "", rest = ""] = /^(\d+:)?(.*)$/.exec(text) ?? [];
    const old = systemVersion(from);
    if (rest.startsWith(old) && /^(?:$|[-+~^_])/.test(rest.slice(old.length))) {
        return `${epoch}${systemVersion(to)}${rest.slice(old.length)}`;
    }
    throw new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "carry-foreign-version",
        message: `${path} has the version ${text} inside, which is not made of the release's, ${old}: which one would be higher than what people have cannot be told. Nothing was changed`,
        remedy: "leave it out with `leave-out`, or build a higher version anew",
    });
}
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

;// CONCATENATED MODULE: ./packages/rollback/build/carry/rpm-header.js
const TYPE = { string: 6, binary: 7, strings: 8, localised: 9 };
const MAGIC = Buffer.from([0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0]);
const WIDTHS = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };
const ALIGNMENT = { 3: 2, 4: 4, 5: 8 };
/**
 * @param bytes from its magic to the end of its store
 * @throws {Error} which says what is wrong
 */
function parseHeader(bytes) {
    if (bytes.length < 16 || !bytes.subarray(0, 4).equals(MAGIC.subarray(0, 4)))
        throw new Error("a header has no magic");
    const total = bytes.readUInt32BE(8);
    const store = bytes.subarray(16 + total * 16);
    if (store.length !== bytes.readUInt32BE(12))
        throw new Error("a header has another size than it says");
    const entries = [];
    let region;
    for (let index = 0; index < total; index++) {
        const [tag = 0, type = 0, at = 0, count = 0] = [0, 4, 8, 12].map((field) => bytes.readUInt32BE(16 + index * 16 + field));
        if (index === 0 && (tag === 62 || tag === 63)) {
            if (type !== TYPE.binary || count !== 16 || at + 16 > store.length)
                throw new Error("a header has a broken region");
            const entriesOf = -store.readInt32BE(at + 8) / 16;
            if (!Number.isInteger(entriesOf) || entriesOf < 1 || entriesOf > total)
                throw new Error("a header has a broken region");
            region = { tag, entries: entriesOf };
            continue;
        }
        entries.push({ tag, type, count, bytes: valueIn(store, tag, type, at, count) });
    }
    const inside = region === undefined ? 0 : region.entries - 1;
    return { region: region?.tag, inside: entries.slice(0, inside), after: entries.slice(inside) };
}
function valueIn(store, tag, type, at, count) {
    const width = WIDTHS[type];
    let end = at;
    if (width !== undefined)
        end += width * count;
    else if (type === TYPE.string || type === TYPE.strings || type === TYPE.localised) {
        for (let left = count; left > 0; left--) {
            const next = store.indexOf(0, end);
            if (next < 0)
                throw new Error(`the text of tag ${tag} has no end`);
            end = next + 1;
        }
    }
    else
        throw new Error(`tag ${tag} has the unknown type ${type}`);
    if (end > store.length)
        throw new Error(`the value of tag ${tag} lies outside its header`);
    return store.subarray(at, end);
}
function writeHeader({ region, inside, after }) {
    const index = [];
    const parts = [];
    let size = 0;
    const put = (bytes, alignment) => {
        const padding = (alignment - (size % alignment)) % alignment;
        parts.push(Buffer.alloc(padding), bytes);
        size += padding + bytes.length;
        return size - bytes.length;
    };
    const add = ({ tag, type, count, bytes }) => index.push(rpm_header_words(tag, type, put(bytes, ALIGNMENT[type] ?? 1), count));
    for (const entry of inside)
        add(entry);
    if (region !== undefined) {
        const trailer = rpm_header_words(region, TYPE.binary, 0, 16);
        trailer.writeInt32BE(-(inside.length + 1) * 16, 8);
        index.unshift(rpm_header_words(region, TYPE.binary, put(trailer, 1), 16));
    }
    for (const entry of after)
        add(entry);
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32BE(index.length, 0);
    sizes.writeUInt32BE(size, 4);
    return Buffer.concat([MAGIC, sizes, ...index, ...parts]);
}
function rpm_header_words(...values) {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, at) => {
        bytes.writeUInt32BE(value, at * 4);
    });
    return bytes;
}
const entryOf = ({ inside, after }, tag) => [...inside, ...after].find((entry) => entry.tag === tag);
/** Texts of a tag; empty where it has none. */
function rpm_header_textsOf(header, tag) {
    const entry = entryOf(header, tag);
    if (entry === undefined || ![TYPE.string, TYPE.strings, TYPE.localised].includes(entry.type))
        return [];
    return entry.bytes.toString("utf8").split("\0").slice(0, entry.count);
}
/** Whole numbers of 32 bits. */
function numbersOf(header, tag) {
    const entry = entryOf(header, tag);
    if (entry?.type !== 4)
        return [];
    return Array.from({ length: entry.count }, (_, at) => entry.bytes.readUInt32BE(at * 4));
}
/** With the value of a tag replaced, where it has one. */
function withValue(header, tag, bytes) {
    const replaced = (entry) => (entry.tag === tag ? { ...entry, bytes } : entry);
    return { ...header, inside: header.inside.map(replaced), after: header.after.map(replaced) };
}
const textBytes = (texts) => Buffer.from(texts.map((text) => `${text}\0`).join(""));
function without(header, tags) {
    const stays = ({ tag }) => !tags.has(tag);
    return { ...header, inside: header.inside.filter(stays), after: header.after.filter(stays) };
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/rpm.js






const LEAD = 96;
const LEAD_NAME = { at: 10, length: 66 };
/** Tags of the main header (rpm's `rpmtag.h`). */
const rpm_TAG = { name: 1000, version: 1001, release: 1002, epoch: 1003 };
/** Names, flags and versions of what a package provides and of what it names otherwise. */
const PROVIDES = [1047, 1112, 1113];
const rpm_RELATIONS = [
    [1049, 1048, 1050], // requires
    [1054, 1053, 1055], // conflicts
    [1090, 1114, 1115], // obsoletes
    [5046, 5048, 5047], // recommends
    [5049, 5051, 5050], // suggests
    [5052, 5054, 5053], // supplements
    [5055, 5057, 5056], // enhances
];
/** Bits of the flags that compare: less, greater, equal (rpm's `rpmds.h`). */
const SENSE = { mask: 0x0e, equal: 0x08 };
/** Tags of the signature header: OpenPGP signatures, which would not hold any more … */
const SIGNATURES = new Set([267, 268, 278, 1002, 1005]);
/** … and digests over the header, which are made anew. */
const DIGEST = { sha1: 269, longSize: 270, sha256: 273, sha3: 279, size: 1000, md5: 1004 };
/**
 * An rpm with another version: the main header says it, in its name, in what it provides and where it names exact versions of
 * packages of the same release; digests and sizes are made anew, OpenPGP signatures go. The payload is taken as it is.
 * @param edit from a version, without epoch and release, to the one that is written in its place
 * @returns whether it was signed
 * @throws {Problem} `damaged-package`
 */
async function repackageRpm(path, to, edit, siblings) {
    try {
        return await repackage(path, to, edit, siblings);
    }
    catch (cause) {
        if (cause instanceof build_problem/* Problem */.AF)
            throw cause;
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "damaged-package",
            message: `${path} is not an rpm package: ${cause instanceof Error ? cause.message : cause}`,
            remedy: "leave it out with `leave-out` (`rpm -qip` shows what is wrong with it)",
            place: { file: path },
            cause,
        });
    }
}
async function repackage(path, to, edit, siblings) {
    const file = await (0,promises_.open)(path);
    try {
        const lead = await (0,rpm_header/* readExactly */.L)(file, 0, LEAD);
        if (lead.readUInt32BE(0) !== 0xedabeedb)
            throw new Error("it does not begin as one");
        const headerAt = async (offset) => {
            const intro = await (0,rpm_header/* readExactly */.L)(file, offset, 16);
            const [entries, size] = [intro.readUInt32BE(8), intro.readUInt32BE(12)];
            if (entries > 0x10000 || size > 64 << 20)
                throw new Error(`a header claims ${entries} entries, ${size} bytes`);
            const bytes = await (0,rpm_header/* readExactly */.L)(file, offset, 16 + entries * 16 + size);
            return { header: parseHeader(bytes), end: offset + bytes.length };
        };
        const signature = await headerAt(LEAD);
        const main = await headerAt(Math.ceil(signature.end / 8) * 8);
        const header = withVersion(main.header, edit, siblings);
        const bytes = writeHeader(header);
        const payload = () => (0,external_node_fs_.createReadStream)(path, { start: main.end, highWaterMark: 1 << 20 });
        const md5 = (0,external_node_crypto_.createHash)("md5").update(bytes);
        let size = bytes.length;
        for await (const chunk of payload()) {
            md5.update(chunk);
            size += chunk.length;
        }
        const signed = [...SIGNATURES].some((tag) => entryOf(signature.header, tag) !== undefined);
        const front = writeHeader(withDigests(without(signature.header, SIGNATURES), bytes, size, md5.digest()));
        const padding = Buffer.alloc((8 - (front.length % 8)) % 8);
        await (0,promises_.writeFile)(to, Buffer.concat([withName(lead, header), front, padding, bytes]));
        await (0,promises_.writeFile)(to, payload(), { flag: "a" });
        return { signed };
    }
    finally {
        await file.close();
    }
}
function withVersion(header, edit, siblings) {
    const [version, release] = [rpm_TAG.version, rpm_TAG.release].map((tag) => rpm_header_textsOf(header, tag)[0]);
    if (version === undefined || release === undefined)
        throw new Error("it has no version or no release");
    const next = edit(version);
    const [epoch] = numbersOf(header, rpm_TAG.epoch);
    const own = ownVersions(version, release, epoch);
    let edited = withValue(header, rpm_TAG.version, textBytes([next]));
    // What it provides in its own version, under whatever name.
    edited = withVersions(edited, PROVIDES, (_, text) => (own.includes(text) ? text.replace(version, () => next) : text));
    for (const relation of rpm_RELATIONS) {
        edited = withVersions(edited, relation, (name, text, flags) => {
            const sibling = siblings.get(name) ?? siblings.get(name.replace(/\(.*\)$/, ""));
            if (sibling === undefined || (flags & SENSE.mask) !== SENSE.equal)
                return text;
            const [, head = "", rest = ""] = /^(\d+:)?(.*)$/.exec(text) ?? [];
            const tail = rest.slice(sibling.old.length);
            const same = rest.startsWith(sibling.old) && /^(?:-.*)?$/.test(tail);
            return same ? `${head}${sibling.next}${tail}` : text;
        });
    }
    return edited;
}
/** A package's version as relations write it. */
const ownVersions = (version, release, epoch) => [`${version}-${release}`, version].flatMap((text) => (epoch === undefined ? [text] : [`${epoch}:${text}`, text]));
/**
 * What a package provides in its own version: its name, and others by which the packages of a release need it, `config(app)` of
 * rpmbuild among them.
 */
function ownNames({ name, epoch, version, release, header }) {
    const own = ownVersions(version, release, epoch);
    const [names, , versions] = PROVIDES;
    const texts = header.texts(versions);
    return [name, ...header.texts(names).filter((_, at) => own.includes(texts[at] ?? ""))];
}
function withVersions(header, [names, flags, versions], edit) {
    const texts = rpm_header_textsOf(header, versions);
    if (texts.length === 0)
        return header;
    const [called, sense] = [rpm_header_textsOf(header, names), numbersOf(header, flags)];
    const edited = texts.map((text, at) => edit(called[at] ?? "", text, sense[at] ?? 0));
    return withValue(header, versions, textBytes(edited));
}
function withDigests(signature, header, size, md5) {
    const hex = (algorithm) => textBytes([(0,external_node_crypto_.createHash)(algorithm).update(header).digest("hex")]);
    const number = (bytes) => {
        const buffer = Buffer.alloc(bytes);
        if (bytes === 4)
            buffer.writeUInt32BE(size);
        else
            buffer.writeBigUInt64BE(BigInt(size));
        return buffer;
    };
    const values = [
        [DIGEST.sha1, () => hex("sha1")],
        [DIGEST.sha256, () => hex("sha256")],
        [DIGEST.sha3, () => hex("sha3-256")],
        [DIGEST.size, () => number(4)],
        [DIGEST.longSize, () => number(8)],
        [DIGEST.md5, () => md5],
    ];
    return values.reduce((edited, [tag, value]) => (entryOf(edited, tag) === undefined ? edited : withValue(edited, tag, value())), signature);
}
/** Only old tools read it. */
function withName(lead, header) {
    const { at, length } = LEAD_NAME;
    const text = [rpm_TAG.name, rpm_TAG.version, rpm_TAG.release].map((tag) => rpm_header_textsOf(header, tag)[0]).join("-");
    const copy = Buffer.from(lead);
    copy.fill(0, at, at + length);
    copy.write(text.slice(0, length - 1), at, "latin1");
    return copy;
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/packages.js








/** What is packed, and not made from it: checksums, signatures and bills of materials are made anew, or stay where they are. */
const PACKED = new Set(["archive", "source", "documentation", "file"]);
/** Formats that carry the version inside, and cannot be packed again here: what clients compare would stay the old one. */
const FIXED = [".msix", ".appx", ".pkg", ".apk", ".pkg.tar.zst", ".pkg.tar.xz", ".nupkg", ".whl", ".gem", ".snap"];
/** The packages of a release that another one can carry. @param leaveOut names or globs of assets */
function carriedArtifacts({ artifacts, tag }, leaveOut) {
    const packages = artifacts.filter(({ kind }) => PACKED.has(kind));
    for (const pattern of leaveOut) {
        if (packages.some(({ name }) => picomatch.isMatch(name, pattern)))
            continue;
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "carry-leave-out",
            message: `"${pattern}" of the input "leave-out" matches no package of ${tag}`,
            remedy: `its packages: ${packages.map(({ name }) => name).join(", ")}`,
        });
    }
    const carried = packages.filter(({ name }) => !leaveOut.some((pattern) => picomatch.isMatch(name, pattern)));
    const fixed = carried.filter(({ name }) => FIXED.some((suffix) => name.toLowerCase().endsWith(suffix)));
    if (fixed.length > 0) {
        const names = fixed.map(({ name }) => name);
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "carry-not-repackable",
            message: `${names.join(", ")} of ${tag}: the version is inside of the package, where only the tool that made it can change it; under another name clients would still see the old one. Nothing was changed`,
            remedy: `leave it out with \`leave-out: ${names.join(", ")}\` (in rollback.yml \`roll-forward-leave-out\`), or release a higher version that is built anew`,
        });
    }
    if (carried.length === 0) {
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "carry-nothing",
            message: `${tag} has no packages that could be carried. Nothing was changed`,
            remedy: "name another release in `carry`, or release a higher version that is built anew",
        });
    }
    return carried;
}
/**
 * Every package of the release under a new name: the same bytes, but where the format carries the version inside.
 * @throws {Problem} `carry-name-clash`, `carry-foreign-version`, `carry-not-repackable`, `damaged-package`
 */
async function carryPackages(request) {
    const { artifacts, from, to, fileOf, directory } = request;
    const names = renameAll(artifacts.map(({ name }) => name), from, to);
    await (0,promises_.rm)(directory, { recursive: true, force: true });
    await (0,promises_.mkdir)(directory, { recursive: true });
    const siblings = { deb: await siblingsOf(request, ".deb"), rpm: await siblingsOf(request, ".rpm") };
    const made = [];
    const notes = [];
    for (const artifact of artifacts) {
        const name = names.get(artifact.name) ?? artifact.name;
        const path = (0,external_node_path_.join)(directory, name);
        const how = await carry(artifact.name, name, path);
        const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        made.push({
            record: recordOf(artifact, name, size, digests),
            origin: { name, was: artifact.name, sha256: artifact.digests.sha256, how },
        });
    }
    made.sort((a, b) => names_compareNames(a.record.name, b.record.name));
    return { records: made.map(({ record }) => record), origins: made.map(({ origin }) => origin), notes };
    async function carry(was, name, path) {
        const source = fileOf(was);
        if (source.endsWith(".deb")) {
            const { version } = await readDeb(source);
            await repackageDeb(source, path, packageVersion(version, from, to, source), siblings.deb);
            await readDeb(path);
            return "repackaged";
        }
        if (source.endsWith(".rpm")) {
            const edit = (version) => packageVersion(version, from, to, source);
            const { signed } = await repackageRpm(source, path, edit, siblings.rpm);
            await readRpm(path);
            if (signed) {
                notes.push(`${was} was signed inside by a key, and ${name} is not: sign it, or let clients rely on the repository's signature`);
            }
            return "repackaged";
        }
        if (source.toLowerCase().endsWith(".msi")) {
            const { repackageMsi } = await __webpack_require__.e(/* import() */ 406).then(__webpack_require__.bind(__webpack_require__, 6406));
            const { signed, replaces } = await repackageMsi(source, path, from, to);
            if (signed) {
                notes.push(`${was} was signed (Authenticode), and ${name} is not: Windows says that its publisher is unknown, until it is signed`);
            }
            if (!replaces) {
                notes.push(`${name} has no row in its Upgrade table that takes lower versions away: it is installed beside the bad one, which stays`);
            }
            return "repackaged";
        }
        // Where the file system can, without another copy of the bytes.
        await (0,promises_.link)(source, path).catch(() => (0,promises_.copyFile)(source, path));
        return "unchanged";
    }
}
/** Versions of all packages of a format, by the names that they have in it. */
async function siblingsOf({ artifacts, from, to, fileOf }, suffix) {
    const siblings = new Map();
    for (const { name } of artifacts.filter((each) => each.name.endsWith(suffix))) {
        const path = fileOf(name);
        const found = suffix === ".deb" ? await readDeb(path) : await readRpm(path);
        const versions = { old: found.version, next: packageVersion(found.version, from, to, path) };
        for (const each of "header" in found ? ownNames(found) : [found.name])
            siblings.set(each, versions);
    }
    return siblings;
}
function recordOf({ kind, format, target, variant, entries = [] }, name, size, digests) {
    const packed = format !== undefined && (kind === "archive" || kind === "source" || kind === "documentation");
    return {
        name,
        kind: packed ? kind : "file",
        ...(packed && { format }),
        ...(target && { target }),
        ...(variant && { variant }),
        size,
        digests,
        entries: packed ? entries : [],
    };
}

;// CONCATENATED MODULE: ./actions/build/carry-release/run.js








/** Takes the good release, verifies it, and hands over what build-matrix and the legs of a build would have. */
async function run(inputs, kit, { time = realTime } = {}) {
    return await explaining("Nothing was changed.", () => carry(inputs, kit, time));
}
async function carry(inputs, kit, time) {
    const { log, runtime } = kit;
    if (!honourProxy())
        log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
    const { repository, token, dryRun } = inputs;
    const patience = new Patience({ time, tell: log.info });
    const options = { repository, apiUrl: runtime.apiUrl, token, patience };
    const forge = githubForge(options);
    const prepared = await log.group("The releases", () => prepareCarry(inputs, {
        forge,
        log,
        now: time.now,
        list: () => listGithubReleases(options),
        releaseOf: async (tag) => (await takeChannelRelease({ from: "tag", tag }, kit, forge, { dryRun: false })).release,
    }));
    const { config, from, good } = prepared;
    const project = good.manifest.project.name;
    const ids = (each) => channelIds(each, project);
    for (const id of await forgottenChannels(ids(config), { from, config: inputs.config }, forge, ids)) {
        log.warning(`${from.text} was told of at ${id}, which the configuration does not name: whoever has it from there is not reached, without \`config-at: ${from.text}\``);
    }
    const directory = (0,external_node_path_.join)(runtime.temp, DIRECTORY.packages, CARRIED_LEG);
    const made = await log.group("Packages", () => makePackages(inputs, prepared, directory, kit));
    const plan = planOf(inputs, prepared, made, runtime.serverUrl);
    await kit.summarise(...run_summary(plan, made, dryRun));
    if (dryRun) {
        log.notice("dry run: nothing is handed over");
        return { ...outputsOf(plan), plan: "", "plan-digest": "", directory };
    }
    const digest = await handOver(plan, prepared, made, directory, kit);
    return {
        ...outputsOf(plan),
        plan: (0,external_node_path_.join)(runtime.temp, DIRECTORY.plan, "plan.json"),
        "plan-digest": digest,
        directory,
    };
}
async function makePackages({ leaveOut }, { good, tag }, directory, { log }) {
    const artifacts = carriedArtifacts(good.manifest, leaveOut);
    const files = new Map();
    // Each is held against its digest in release.json when it is there.
    for (const { name } of artifacts)
        files.set(name, await good.file(name));
    const made = await carryPackages({
        artifacts,
        from: good.version,
        to: tag.version,
        fileOf: (name) => files.get(name) ?? "",
        directory,
    });
    for (const { name, was, how } of made.origins)
        log.info(`${name}: ${was}, ${how}`);
    for (const note of made.notes)
        log.warning(note);
    return made;
}
function planOf({ repository }, prepared, made, serverUrl) {
    const { good, digest, tag, from, reason, timestamp, backPort, config } = prepared;
    const { manifest } = good;
    // A rollback release may be carried in its turn: its bytes were packed when those were that it carries.
    const packed = manifest.carries === undefined ? manifest.timestamp : manifest.carries.timestamp;
    const carries = {
        tag: manifest.tag,
        version: manifest.version,
        from: from.text,
        reason,
        manifest: digest,
        ...(packed !== undefined && { timestamp: packed }),
        packages: [...made.origins],
    };
    return planCarried({
        config,
        manifest,
        carries,
        tag,
        repository,
        records: made.records,
        timestamp,
        backPort,
        repositoryUrl: `${serverUrl}/${repository}`,
    });
}
async function handOver(plan, { good }, { records }, directory, { runtime, handOver, log }) {
    const text = writeDocument(build_plan/* PLAN */.Ac, plan);
    const digest = (0,build_digest/* sha256 */.sc)(text);
    const receipt = writeDocument(PACKAGE_RECEIPT, {
        kind: "slipway-package-receipt",
        schemaVersion: 1,
        plan: digest,
        leg: CARRIED_LEG,
        builds: carriedBuilds(good.manifest, digest),
        packages: [...records],
    });
    const root = (0,external_node_path_.join)(runtime.temp, DIRECTORY.plan);
    await (0,promises_.mkdir)(root, { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(root, "plan.json"), text);
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, "packages.json"), receipt);
    const files = ["packages.json", ...records.map(({ name }) => name)].map((name) => (0,external_node_path_.join)(directory, name));
    await handOver.give(ARTIFACT.packages(CARRIED_LEG), directory, files);
    await handOver.give(ARTIFACT.plan, root, [(0,external_node_path_.join)(root, "plan.json")]);
    log.info(`the plan (SHA-256 ${digest}) and ${records.length} packages are handed over`);
    return digest;
}
/** Of every place that is told of a release, for people. */
function channelIds(config, project) {
    const { homebrew = [], scoop = [], ...others } = planChannels(config, project) ?? {};
    return [
        ...homebrew.map(({ tap, name }) => `${tap}/${name}`),
        ...scoop.map(({ bucket, name }) => `${bucket}/${name}`),
        ...Object.values(others).flatMap((list = []) => list.map(({ id }) => id)),
        ...(planNews(config)?.messengers ?? []).map(({ id }) => id),
    ];
}
function outputsOf(plan) {
    return {
        version: plan.version,
        tag: plan.tag,
        carries: plan.carries?.tag ?? "",
        prerelease: plan.prerelease,
        commit: plan.commit,
        name: plan.project.name,
        channels: afterPublication(plan),
    };
}
function run_summary({ project, version, tag, carries }, { origins, records, notes }, dryRun) {
    const digests = new Map(records.map(({ name, digests: { sha256 } }) => [name, sha256]));
    const back = carries === undefined ? "" : `carries ${carries.tag} in place of ${carries.from}`;
    const reason = carries?.reason.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") ?? "";
    return [
        `### ${project.name} ${version} ${back}`,
        ...(dryRun ? ["**Dry run:** nothing was handed over."] : []),
        `Tag <code>${tag}</code>. Reason: ${reason}`,
        ...notes.map((note) => `> ${note}`),
        (0,summary/* markdownTable */.Qj)({
            head: ["Package", "Carried", "How", "SHA-256"],
            rows: origins.map(({ name, was, how }) => [name, was, how, digests.get(name) ?? ""]),
        }),
    ];
}


/***/ }),

/***/ 7762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ readExactly),
/* harmony export */   a: () => (/* binding */ readHeader)
/* harmony export */ });
const MAGIC = Buffer.from([0x8e, 0xad, 0xe8, 0x01]);
const MOST_ENTRIES = 0x10000;
const MOST_STORE = 64 << 20;
/** @throws {Error} which says what is wrong */
async function readHeader(file, offset) {
    const intro = await readExactly(file, offset, 16);
    if (!intro.subarray(0, 4).equals(MAGIC))
        throw new Error(`there is no header at ${offset}`);
    const entries = intro.readUInt32BE(8);
    const size = intro.readUInt32BE(12);
    if (entries > MOST_ENTRIES || size > MOST_STORE)
        throw new Error(`a header claims ${entries} entries, ${size} bytes`);
    const body = await readExactly(file, offset + 16, entries * 16 + size);
    const store = body.subarray(entries * 16);
    const index = new Map();
    for (let entry = 0; entry < entries; entry++) {
        const [tag, type, at, count] = [0, 4, 8, 12].map((field) => body.readUInt32BE(entry * 16 + field));
        if (at > size || count > size)
            throw new Error(`tag ${tag} lies outside its header`);
        if (!index.has(tag))
            index.set(tag, { type, at, count });
    }
    return {
        end: offset + 16 + body.length,
        has: (tag) => index.has(tag),
        texts: (tag) => {
            const entry = index.get(tag);
            if (entry === undefined || ![6, 8, 9].includes(entry.type))
                return [];
            const texts = [];
            let at = entry.at;
            for (let left = entry.type === 6 ? 1 : entry.count; left > 0; left--) {
                const end = store.indexOf(0, at);
                if (end < 0)
                    throw new Error(`the text of tag ${tag} has no end`);
                texts.push(store.subarray(at, end).toString("utf8"));
                at = end + 1;
            }
            return texts;
        },
        numbers: (tag) => {
            const entry = index.get(tag);
            const width = entry === undefined ? undefined : { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 }[entry.type];
            if (entry === undefined || width === undefined)
                return [];
            if (entry.at + entry.count * width > size)
                throw new Error(`the numbers of tag ${tag} lie outside its header`);
            return Array.from({ length: entry.count }, (_, each) => {
                const at = entry.at + each * width;
                return width === 8 ? Number(store.readBigUInt64BE(at)) : store.readUIntBE(at, width);
            });
        },
    };
}
async function readExactly(file, offset, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, offset);
    if (bytesRead < length)
        throw new Error("it is cut off");
    return buffer;
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
/* harmony export */   Ro: () => (/* binding */ fingerprintFile),
/* harmony export */   oG: () => (/* binding */ Digests),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony export Fingerprinter */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3597);





/** Lower-case hexadecimal. */
const hex = (digits) => zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Sha256 = hex(64);
/** Every digest that Slipway publishes for a file; lower-case hexadecimal. */
const Digests = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({ sha256: Sha256, sha512: hex(128), md5: hex(32) });
/** Computes all digests of what passes through, in one pass. */
class Fingerprinter {
    size = 0;
    hashes = _words_js__WEBPACK_IMPORTED_MODULE_4__/* .DIGEST_ALGORITHMS */ .MF.map((name) => [name, (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(name)]);
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
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: 1 << 20 }), async (chunks) => {
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

/***/ 9088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   cO: () => (/* binding */ tagOf)
/* harmony export */ });
/* unused harmony export requireTag */
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);


const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;
function parseTag(text) {
    const groups = SHAPE.exec(text)?.groups;
    const version = groups?.version === undefined ? undefined : (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .ot)(groups.version);
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


/***/ }),

/***/ 1580:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V1: () => (/* binding */ isPrerelease),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   eU: () => (/* binding */ requireVersion),
/* harmony export */   ot: () => (/* binding */ parseVersion)
/* harmony export */ });
/* harmony import */ var semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8469);
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6353);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9899);
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
        throw (0,_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .mistake */ .RT)("invalid-version", `${origin}: "${text}" is not a semantic version`, "write MAJOR.MINOR.PATCH with an optional pre-release, for example 2.1.0 or 2.1.0-rc.1");
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


/***/ }),

/***/ 3597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $D: () => (/* binding */ LARGEST_MANIFEST),
/* harmony export */   Fz: () => (/* binding */ KEY_ASSET),
/* harmony export */   MF: () => (/* binding */ DIGEST_ALGORITHMS),
/* harmony export */   Ol: () => (/* binding */ MESSAGE_TYPES),
/* harmony export */   Oz: () => (/* binding */ ARCHIVE_FORMATS),
/* harmony export */   Rm: () => (/* binding */ THRESHOLDS),
/* harmony export */   VV: () => (/* binding */ SIGNATURE_SUFFIX),
/* harmony export */   ir: () => (/* binding */ MANIFEST_NAME),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   pf: () => (/* binding */ SIGNER_KINDS),
/* harmony export */   z9: () => (/* binding */ TOOLCHAINS)
/* harmony export */ });
/* unused harmony exports JOURNAL_BRANCH, ROLLBACK_MODES */
/**
 * Words that inputs and documents share. They stand apart from the documents' schemas, so that an action can check its inputs
 * before it loads those.
 */
const DIGEST_ALGORITHMS = ["sha256", "sha512", "md5"];
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


/***/ })

};
