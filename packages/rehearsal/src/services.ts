/** A permission's level as workflows write it. */
export type PermissionLevel = "none" | "read" | "write";

/** Permissions of one job's token, by the names that workflows use (`contents`, `id-token`, …); absent means `none`. */
export type Permissions = Readonly<Record<string, PermissionLevel>>;

export interface JobIdentity {
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string;
  readonly runId: number;
  /** Unique within the run; also the artifact service's job back-end id. */
  readonly jobId: string;
  readonly permissions: Permissions;
  /** Claims of the job's OIDC tokens (`sub`, `ref`, `job_workflow_ref`, …); docs.github.com, "OpenID Connect reference". */
  readonly claims?: Readonly<Record<string, string>>;
}

/** What a job receives from GitHub when it starts. */
export interface JobCredentials {
  /** `GITHUB_TOKEN`: carries just the permissions of the job. */
  readonly token: string;
  /** `ACTIONS_RUNTIME_TOKEN`: a JWT with `scp: "Actions.Results:<run>:<job>"`. */
  readonly runtimeToken: string;
  /** Present only with `id-token: write`. */
  readonly idToken?: { readonly requestUrl: string; readonly requestToken: string };
}

/** The part of GitHub that the workflow runner talks to; the embedded GitHub implements it. */
export interface RunnerServices {
  /** `GITHUB_SERVER_URL`, for example `http://github.localhost:41234`; git over HTTP is served below it. */
  readonly serverUrl: string;
  /** `GITHUB_API_URL`, resolvable by every client on this machine. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `ACTIONS_RESULTS_URL`, with a trailing slash. */
  readonly resultsUrl: string;
  /** URL from which this machine's git can clone `owner/name`, whatever the resolver makes of `*.localhost`. */
  gitUrl(repository: string): string;
  startJob(job: JobIdentity): JobCredentials;
  /** Revokes the job's token, as GitHub does when a job ends. */
  endJob(credentials: JobCredentials): void;
}
