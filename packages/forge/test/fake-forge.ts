import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { RequestFailure } from "../src/failure.ts";
import type { Access, Asset, Forge, Release, ReleaseChanges, ReleaseEdit, StoredFile, Survey } from "../src/forge.ts";

export type StoredRelease = { -readonly [Field in Exclude<keyof Release, "assets">]: Release[Field] } & {
  assets: (Asset & { bytes: Buffer })[];
};

/** What a call does instead of, before or after its effect. */
export type Fault =
  | { readonly when: "before" | "after"; readonly status?: number; readonly code?: string }
  | { readonly when: "debris" }
  | { readonly when: "corrupt" };

/** A forge in memory, for the order and decisions of a publication. Calls are recorded; `faults` are spent by call name. */
export class FakeForge implements Forge {
  readonly repository = "acme/app";
  access: Access = { writable: true };
  readonly tags = new Map<string, string>();
  readonly releases: StoredRelease[] = [];
  latestId: number | undefined;
  readonly calls: string[] = [];
  readonly faults: Record<string, Fault[]> = {};
  digests: "sha256" | "absent" = "sha256";
  /** Runs before each call; may change the world as somebody else would. */
  onCall: (name: string) => void = () => {};
  /** Ignores what `updateRelease` says of "latest". */
  stubbornLatest = false;
  private next = 1;

  private async call<Result>(name: string, effect: () => Result): Promise<Result> {
    this.calls.push(name);
    this.onCall(name);
    const fault = this.faults[name]?.shift();
    const failure = (status?: number, code?: string) =>
      new RequestFailure({
        operation: name,
        reason: "injected",
        ...(status !== undefined && { status }),
        ...(code !== undefined && { errors: [{ code }] }),
      });
    if (fault?.when === "before") throw failure(fault.status, fault.code);
    const result = effect();
    if (fault?.when === "after") throw failure(fault.status, fault.code);
    return result;
  }

  add(release: Partial<StoredRelease> & { tag: string }): StoredRelease {
    const id = this.next++;
    const stored: StoredRelease = {
      id,
      title: release.tag,
      body: "",
      draft: false,
      prerelease: false,
      immutable: false,
      target: "main",
      discussion: undefined,
      url: `https://forge.test/releases/${id}`,
      uploadUrl: "https://uploads.test/{?name,label}",
      assets: [],
      ...release,
    };
    this.releases.push(stored);
    return stored;
  }

  put(release: StoredRelease, name: string, bytes: Buffer, state: Asset["state"] = "uploaded"): Asset {
    const asset = {
      id: this.next++,
      name,
      size: bytes.length,
      state,
      sha256:
        this.digests === "absent" || state !== "uploaded"
          ? undefined
          : createHash("sha256").update(bytes).digest("hex"),
      url: `https://forge.test/download/${name}`,
      bytes,
    };
    release.assets.push(asset);
    return asset;
  }

  private get(id: number): StoredRelease {
    const found = this.releases.find((release) => release.id === id);
    if (found === undefined) throw new RequestFailure({ operation: "get", status: 404, reason: "Not Found" });
    return found;
  }

  probeAccess = (_: string) => this.call("probeAccess", () => this.access);
  resolveTag = (tag: string) => this.call("resolveTag", () => this.tags.get(tag));
  discussionCategories: Forge["discussionCategories"] = async () => undefined;

  createTag: Forge["createTag"] = ({ tag, commit }, guard) =>
    Promise.resolve(guard?.()).then(() =>
      this.call("createTag", () => {
        if (this.tags.has(tag)) return false;
        this.tags.set(tag, commit);
        return true;
      }),
    );
  findReleases = (tag: string) =>
    this.call("findReleases", () =>
      this.releases.filter((release) => release.tag === tag).map((each) => ({ ...each })),
    );
  release = (id: number) => this.call("release", () => ({ ...this.get(id) }));
  readonly files = new Map<string, StoredFile>();
  branchExists = false;
  survey: Forge["survey"] = (tag, journal) =>
    this.call("survey", (): Survey => {
      const ours = this.releases.filter((release) => release.tag === tag);
      const found = ours.find(({ draft }) => !draft) ?? ours[0];
      const latest = this.releases.find((release) => release.id === this.latestId);
      const paths = journal?.paths ?? [];
      return {
        commit: this.tags.get(tag),
        release: found && { ...found, assets: found.assets.length },
        latest: latest && { id: latest.id, tag: latest.tag },
        files: new Map(
          paths.flatMap((path) => (this.files.has(path) ? [[path, this.files.get(path) as StoredFile]] : [])),
        ),
        branchExists: this.branchExists,
      };
    });
  readFile: Forge["readFile"] = (_, path) => this.call("readFile", () => this.files.get(path));
  writeFile: Forge["writeFile"] = (_, path, { text, version, newBranch }) =>
    this.call("writeFile", () => {
      if (this.files.get(path)?.version !== version || (newBranch && this.branchExists)) {
        throw new RequestFailure({ operation: "writeFile", status: 409, reason: "it is another by now" });
      }
      this.branchExists = true;
      const stored = { text, version: createHash("sha1").update(text).digest("hex") };
      this.files.set(path, stored);
      return stored;
    });
  latestRelease = () => this.call("latestRelease", () => this.releases.find((release) => release.id === this.latestId));

  createDraft: Forge["createDraft"] = async (content, guard) => {
    await guard?.();
    return await this.call("createDraft", () => {
      const { commit = "main", ...rest } = content;
      return { ...this.add({ ...rest, target: commit, draft: true }) };
    });
  };

  updateRelease = async (id: number, given: ReleaseChanges | ReleaseEdit, guard?: () => Promise<void>) => {
    await guard?.();
    const wanted = typeof given === "function" ? await given({ ...this.get(id) }) : given;
    if (wanted === undefined) return { ...this.get(id) };
    const { makeLatest, commit, discussion, ...changes } = wanted;
    return await this.call("updateRelease", () => {
      const found = this.get(id);
      const rival = this.releases.find((other) => other.tag === found.tag && !other.draft && other.id !== id);
      if (changes.draft === false && rival !== undefined) {
        throw new RequestFailure({
          operation: "updateRelease",
          status: 422,
          reason: "Validation Failed",
          errors: [{ code: "already_exists", field: "tag_name" }],
        });
      }
      Object.assign(found, changes);
      if (commit !== undefined) found.target = commit;
      if (discussion !== undefined && !found.draft) found.discussion ??= `https://forge.test/discussions/${discussion}`;
      if (makeLatest === true && !this.stubbornLatest) this.latestId = id;
      return { ...found };
    });
  };

  generateNotes = () => this.call("generateNotes", () => ({ title: "", body: "" }));
  listAssets = (id: number) => this.call("listAssets", () => this.get(id).assets.map((asset) => ({ ...asset })));

  uploadAsset: Forge["uploadAsset"] = async (release, { name, path }, _, guard) => {
    await guard?.();
    const [fault] = this.faults[`upload ${name}`] ?? [];
    if (fault !== undefined) {
      this.faults[`upload ${name}`]?.shift();
      this.calls.push(`upload ${name}`);
      const bytes = readFileSync(path);
      if (fault.when === "debris") this.put(this.get(release.id), name, Buffer.alloc(0), "starter");
      if (fault.when === "after") this.put(this.get(release.id), name, bytes);
      if (fault.when === "corrupt") {
        bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
        return Promise.resolve(this.put(this.get(release.id), name, bytes));
      }
      const status = "status" in fault ? fault.status : 502;
      return Promise.reject(
        new RequestFailure({ operation: "upload", reason: "injected", ...(status !== undefined && { status }) }),
      );
    }
    return this.call(`upload ${name}`, () => {
      const stored = this.get(release.id);
      if (stored.assets.length >= 1000) {
        throw new RequestFailure({ operation: "upload", status: 422, reason: "file_count limited to 1000 assets" });
      }
      if (stored.assets.some((asset) => asset.name === name)) {
        throw new RequestFailure({
          operation: "upload",
          status: 422,
          reason: "Validation Failed",
          errors: [{ code: "already_exists", field: "name" }],
        });
      }
      return { ...this.put(stored, name, readFileSync(path)) };
    });
  };

  private asset(id: number): { release: StoredRelease; index: number } {
    for (const release of this.releases) {
      const index = release.assets.findIndex((asset) => asset.id === id);
      if (index !== -1) return { release, index };
    }
    throw new RequestFailure({ operation: "asset", status: 404, reason: "Not Found" });
  }

  renameAsset = (id: number, name: string) =>
    this.call("renameAsset", () => {
      const { release, index } = this.asset(id);
      return Object.assign(release.assets[index] as Asset & { bytes: Buffer }, { name });
    });
  deleteAsset = async (id: number, guard?: () => Promise<void>) => {
    await guard?.();
    await this.call("deleteAsset", () => {
      const { release, index } = this.asset(id);
      release.assets.splice(index, 1);
    });
  };
  deleteDraft: Forge["deleteDraft"] = (id, guard) =>
    Promise.resolve(guard?.()).then(() =>
      this.call("deleteDraft", () => {
        const at = this.releases.findIndex((release) => release.id === id);
        if (this.releases[at]?.draft === false) return false;
        if (at >= 0) this.releases.splice(at, 1);
        return true;
      }),
    );
  downloadAsset = (id: number) =>
    this.call("downloadAsset", () => {
      const { release, index } = this.asset(id);
      return Readable.from([release.assets[index]?.bytes]);
    });
}
