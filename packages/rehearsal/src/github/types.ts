import type { IncomingMessage, ServerResponse } from "node:http";
import type { JobCredentials, JobIdentity, Permissions, RunnerServices } from "../services.ts";

/** What a fault does to one request. Faults are the awkward half of GitHub; the server never invents one by itself. */
export type Fault =
  /** Answers at once, without the effect. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** Waits, then goes on as usual or with another fault. */
  | { readonly kind: "delay"; readonly ms: number; readonly next?: Fault }
  /** Closes the connection before anything was done, or after it was done and before the answer. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** An upload breaks off and leaves an asset in state `starter`; answered 502 if `status` is given, else the connection closes. */
  | { readonly kind: "debris"; readonly afterBytes?: number; readonly status?: number }
  /** The write succeeds, but the next `lists` lists of this repository's releases still show the state before it. */
  | { readonly kind: "lag"; readonly lists: number }
  /** `primary` also sets `x-ratelimit-remaining: 0`; `retryAfter` in seconds, absent means no such header. */
  | {
      readonly kind: "rate-limit";
      readonly limit: "primary" | "secondary";
      readonly status?: 403 | 429;
      readonly retryAfter?: number;
    }
  /** The uploaded asset has no digest: null, or with `absent` no such key. */
  | { readonly kind: "null-digest"; readonly absent?: boolean }
  /** One byte of the stored asset is flipped; the digest is of what is stored, unless `digest` says `sent`. */
  | { readonly kind: "corrupt"; readonly offset?: number; readonly digest?: "stored" | "sent" };

export interface FaultRequest {
  /** GitHub's OpenAPI operation id; other services use ids of their own: `git-http/fetch`, `git-http/push`, `graphql`, `artifact/CreateArtifact`, `blob/put`, `oidc`, `web`. */
  readonly operationId: string;
  readonly method: string;
  /** Path without query, as the OpenAPI description counts it (without `/api/v3`). */
  readonly path: string;
  /** Counts from 1 per operation and path, and for uploads per name. */
  readonly attempt: number;
  /** Counts from 0 over the server's life. */
  readonly index: number;
  /** Query parameters, for example the `name` of an upload. */
  readonly query: Readonly<Record<string, string>>;
  readonly actor: string;
}

export type FaultHook = (request: FaultRequest) => Fault | undefined;

/** One departure from GitHub's description, of the client's request or of this server's answer. */
export interface Violation {
  readonly operationId: string;
  readonly side: "request" | "response";
  readonly status?: number;
  readonly message: string;
}

export interface Exchange {
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  /** Login, or `anonymous`. */
  readonly actor: string;
  readonly jobId?: string;
  readonly ms: number;
  readonly fault?: Fault["kind"];
  readonly violations: readonly Violation[];
}

export interface PushEvent {
  readonly repository: string;
  readonly ref: string;
  /** Forty zeros when the ref was created or deleted. */
  readonly before: string;
  readonly after: string;
  readonly actor: string;
  /** Pushes with a job's token trigger no workflow. */
  readonly byJob: boolean;
}

export interface GitHubOptions {
  /** Holds bare repositories, asset bytes and artifact bytes; created if missing. */
  readonly directory: string;
  /** 0 means any free port. */
  readonly port?: number;
  readonly now?: () => Date;
  readonly faults?: FaultHook;
  /** Called when the client has its answer; it must not throw. */
  readonly onRequest?: (exchange: Exchange) => void;
  /** A ref changed, by git or by REST. Called before the client has its answer; it must not throw. */
  readonly onPush?: (event: PushEvent) => void;
  /** Digest of assets: as GitHub today (`sha256`), `null`, or no such key. */
  readonly digests?: "sha256" | "null" | "absent";
  /** Requests an hour for a job's token in one repository; beyond it 403. Absent: counted, never refused. */
  readonly rateLimit?: number;
}

export interface RepositoryOptions {
  /** `owner/name`. */
  readonly fullName: string;
  /** Git directory or work tree whose branches and tags are copied. */
  readonly from?: string;
  readonly defaultBranch: string;
  readonly private?: boolean;
  readonly immutableReleases?: boolean;
  /** Pull requests may merge themselves, which supposes that a required check is never done yet. */
  readonly allowAutoMerge?: boolean;
  /** Categories of its discussions; without any, discussions are turned off. */
  readonly discussionCategories?: readonly string[];
}

export interface UserTokenOptions {
  readonly login: string;
  /** `owner/name`s, or every repository. */
  readonly repositories: readonly string[] | "all";
  readonly permissions: Permissions;
}

export interface AssetSnapshot {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** `sha256:…` as the API shows it. */
  readonly digest: string | null | undefined;
  readonly state: "starter" | "uploaded";
  readonly contentType: string;
  readonly downloads: number;
  /** File that holds the bytes. */
  readonly path: string;
}

export interface ReleaseSnapshot {
  readonly id: number;
  readonly tag: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable: boolean;
  /** Whether `GET /releases/latest` answers this one. */
  readonly latest: boolean;
  readonly targetCommitish: string;
  readonly publishedAt: string | null;
  readonly assets: readonly AssetSnapshot[];
}

export interface RepositorySnapshot {
  readonly fullName: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** Bare git directory; read it with git. */
  readonly gitDirectory: string;
  readonly releases: readonly ReleaseSnapshot[];
  readonly pulls: readonly {
    readonly number: number;
    readonly title: string;
    readonly head: string;
    readonly base: string;
    readonly state: "open" | "closed";
    readonly merged: boolean;
    readonly body: string | null;
    readonly labels: readonly string[];
    /** Set where it merges by itself. */
    readonly autoMerge: string | undefined;
  }[];
}

export interface ArtifactSnapshot {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly size: number;
  readonly digest: string | null;
  readonly path: string;
}

export interface AdvisorySnapshot {
  readonly ghsaId: string;
  readonly state: "draft" | "published" | "closed";
  readonly summary: string;
  readonly description: string;
  readonly severity: string | null;
  readonly vulnerabilities: readonly {
    readonly package: { readonly ecosystem: string; readonly name: string | null };
    readonly vulnerable_version_range: string | null;
    readonly patched_versions: string | null;
  }[];
}

export interface StateView {
  repositories(): readonly RepositorySnapshot[];
  repository(fullName: string): RepositorySnapshot | undefined;
  releases(fullName: string): readonly ReleaseSnapshot[];
  artifacts(runId?: number): readonly ArtifactSnapshot[];
  /** Security advisories of a repository, oldest first. */
  advisories(fullName: string): readonly AdvisorySnapshot[];
}

/** Claims of a job's OIDC token beyond those that `JobIdentity` gives (`ref`, `sha`, `job_workflow_ref`, …). */
export type JobClaims = Readonly<Record<string, string>>;

export interface EmbeddedGitHub extends RunnerServices {
  readonly port: number;
  /** OIDC issuer of job tokens; serves discovery and JWKS. */
  readonly issuer: string;
  /** Environment with which Debian's `gh` talks to this server (it reaches `*.github.localhost` through the proxy). */
  ghEnvironment(token: string): Readonly<Record<string, string>>;
  startJob(job: JobIdentity & { readonly claims?: JobClaims }): JobCredentials;
  createRepository(options: RepositoryOptions): Promise<RepositorySnapshot>;
  /** A personal access token. */
  issueToken(options: UserTokenOptions): string;
  readonly state: StateView;
  readonly requests: { readonly total: number; readonly byOperation: Readonly<Record<string, number>> };
  readonly violations: readonly Violation[];
  /** Serves an exchange that came another way than through the port, for example without a network. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Replaces the fault hook; undefined removes it. */
  setFaults(hook: FaultHook | undefined): void;
  /** Copies the finished assets of a published release (else of the newest draft) of a tag; returns their names. */
  copyReleaseAssets(fullName: string, tag: string, directory: string): Promise<string[]>;
  close(): Promise<void>;
}
