import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "@slipway/model";

/**
 * Files from one job to the next, through the runner's artifact service. Artifact names are derived from the plan's legs, so
 * that two jobs of a matrix never meet in one name. The service checks its own digest in transit; the receiving action still
 * verifies every file by the receipt that came with it. File modes are lost on the way and must come from receipts.
 */
export interface HandOver {
  /**
   * @param files absolute paths below `root`
   * @param days for which it is kept, where the repository allows that
   * @returns the artifact's SHA-256
   * @throws {Problem} `artifact-service`
   */
  give(name: string, root: string, files: readonly string[], days?: number): Promise<string | undefined>;
  /** Fetches the named artifact of this run into `into` (created). @throws {Problem} `artifact-missing`, `artifact-damaged`, `artifact-service` */
  take(name: string, into: string): Promise<void>;
  /** Names of this run's artifacts. @throws {Problem} `artifact-service` */
  list(): Promise<readonly string[]>;
}

/** Artifacts live long enough for a re-run of failed jobs on the next working day. */
const RETENTION_DAYS = 5;

/**
 * Loaded when first needed, and kept out of the actions' own bundles: at 5 MB it would be most of each. All of them find the
 * one copy in `dist/node_modules` by Node's ordinary resolution.
 */
async function client() {
  const { DefaultArtifactClient } = await import(/* webpackIgnore: true */ "@actions/artifact");
  return new DefaultArtifactClient();
}

async function answered<Result>(what: string, call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (cause) {
    throw new Problem({
      kind: "failure",
      code: "artifact-service",
      message: `${what}: ${(cause as Error).message}`,
      remedy:
        "look at githubstatus.com, and re-run the failed jobs; if the storage quota is used up, delete old artifacts first and give GitHub some hours to count again",
      cause,
    });
  }
}

export const artifactService: HandOver = {
  give: async (name, root, files, days = RETENTION_DAYS) => {
    const service = await client();
    const what = `the artifact "${name}" could not be stored`;
    // A re-run of a job replaces what its earlier attempt left: the service refuses a second artifact of one name.
    const { artifacts } = await answered(what, service.listArtifacts({ latest: true }));
    if (artifacts.some((artifact) => artifact.name === name)) await answered(what, service.deleteArtifact(name));
    const { digest } = await answered(
      what,
      service.uploadArtifact(name, [...files], root, {
        retentionDays: days,
        // What is handed over is compressed already, or small.
        compressionLevel: 0,
      }),
    );
    return digest;
  },

  take: async (name, into) => {
    const service = await client();
    const what = `the artifact "${name}" could not be fetched`;
    const { artifacts } = await answered(what, service.listArtifacts({ latest: true }));
    const found = artifacts.find((artifact) => artifact.name === name);
    if (found === undefined) {
      throw missing(
        name,
        artifacts.map((artifact) => artifact.name),
      );
    }
    await mkdir(into, { recursive: true });
    const { digestMismatch } = await answered(
      what,
      service.downloadArtifact(found.id, {
        path: into,
        ...(found.digest !== undefined && { expectedHash: found.digest }),
      }),
    );
    if (digestMismatch) {
      throw new Problem({
        kind: "failure",
        code: "artifact-damaged",
        message: `the artifact "${name}" arrived with another digest than it was stored with (${found.digest})`,
        remedy: "re-run the failed jobs; if it happens again, re-run the whole workflow",
      });
    }
  },

  list: async () => {
    const service = await client();
    const { artifacts } = await answered("artifacts cannot be listed", service.listArtifacts({ latest: true }));
    return artifacts.map((artifact) => artifact.name);
  },
};

function missing(name: string, names: readonly string[]): Problem {
  return new Problem({
    kind: "failure",
    code: "artifact-missing",
    message: `this run has no artifact "${name}"; it has: ${names.join(", ") || "none"}`,
    remedy: "the job that hands it over must have run before this one and succeeded: look for it under `needs:`",
  });
}

/** A directory in place of the service, for systems without one and for tests: one sub-directory an artifact. */
export function directoryHandOver(directory: string): HandOver {
  return {
    give: async (name, root, files) => {
      const { cp, rm } = await import("node:fs/promises");
      const { relative } = await import("node:path");
      await rm(join(directory, name), { recursive: true, force: true });
      for (const file of files) await cp(file, join(directory, name, relative(root, file)), { recursive: true });
      return undefined;
    },
    take: async (name, into) => {
      const { cp } = await import("node:fs/promises");
      const names: string[] = await readdir(directory).catch(() => []);
      if (!names.includes(name)) throw missing(name, names);
      await mkdir(into, { recursive: true });
      await cp(join(directory, name), into, { recursive: true });
    },
    list: async () => readdir(directory).catch(() => []),
  };
}
