import { existsSync, rmSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { honourProxy, Patience, RETRY_POLICY, RequestFailure } from "@slipway/forge";
import {
  type AttestationSource,
  type ExpectedSource,
  type VerifyReport,
  verifyFile,
  verifyRelease,
} from "@slipway/integrity/verify";
import { MANIFEST_NAME, Problem } from "@slipway/model";
import type { Output, TerminalTraits } from "@slipway/rehearsal";
import { UsageError, type VerifyArguments } from "../../arguments.ts";
import { tell } from "../../tell.ts";
import { attestationsOf, fetchAssets, fetchRelease, type Remote, unanswered } from "./fetch.ts";
import { originRepository } from "./origin.ts";
import { Meter } from "./progress.ts";
import { builtInRoots, currentRoots } from "./roots.ts";
import { showReport } from "./show.ts";
import { apiOf, readTarget, type Target } from "./target.ts";
import { GITHUB_ISSUER, readBundles, readTrust } from "./trust.ts";

interface VerifyOutputs {
  /** The table, or the report with --json. */
  readonly out: Output;
  readonly traits: TerminalTraits;
  /** Progress and what went wrong. */
  readonly errors: Output;
  readonly errorTraits: TerminalTraits;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** 2, for a wrong command line, is given by whoever reads it. */
const EXIT: Readonly<Record<VerifyReport["result"], number>> = { verified: 0, failed: 1, incomplete: 3 };
/** Findings of their own, though nothing more can be looked at. */
const WRONG = new Set(["verify-unsafe-name", "verify-too-large"]);

/** @returns the exit code; @throws {UsageError} */
export async function verify(args: VerifyArguments, outputs: VerifyOutputs): Promise<number> {
  const { out, traits, errors, errorTraits, environment } = outputs;
  honourProxy(environment as NodeJS.ProcessEnv);
  const meter = new Meter(errors, errorTraits, args.verbose);
  const scratch = new Scratch();
  try {
    const report = await look(args, environment, scratch, meter);
    meter.finish();
    if (args.json) out.write(`${JSON.stringify(report, null, 2)}\n`);
    else showReport(report, { output: out, traits, verbose: args.verbose });
    return EXIT[report.result];
  } catch (error) {
    meter.finish();
    const problem = error instanceof RequestFailure ? unanswered(error, "the release cannot be fetched") : error;
    if (!(problem instanceof Problem)) throw error;
    errors.write(tell(problem));
    return WRONG.has(problem.code) ? 1 : 3;
  } finally {
    scratch.remove();
  }
}

async function look(
  args: VerifyArguments,
  environment: VerifyOutputs["environment"],
  scratch: Scratch,
  meter: Meter,
): Promise<VerifyReport> {
  const target = readTarget(args.target, existsSync);
  if (typeof target === "string")
    throw new UsageError(
      target,
      "give a directory, a file with --manifest, a tag or the address of a release; see: slipway help verify",
    );
  const isFile = target.type === "path" && statSync(target.path).isFile();
  if (args.manifest !== undefined && target.type === "tag")
    throw new UsageError(`there is no file ${args.target}`, "name the file that was downloaded");
  if (args.manifest !== undefined && !isFile)
    throw new UsageError(
      "--manifest goes with a file, and with nothing else",
      "a directory, a tag and an address have their own release.json",
    );
  if (isFile) return await lookAtFile(args, target.path, meter);
  if (args.keep !== undefined && target.type === "path")
    throw new UsageError("--keep goes with a tag or an address", "nothing is downloaded to verify a directory");

  const remote = remoteOf(args, target, environment, meter);
  const local = target.type === "path";
  const directory = local ? target.path : await placeFor(args, scratch);
  const trust = await readTrust(args, directory, async () =>
    local && args.repo === undefined ? builtInRoots() : await currentRoots(await scratch.make("roots")),
  );
  const common = {
    ...(await source(args, remote)),
    trust,
    ignoreMissing: args.ignoreMissing,
    tell: (line: string) => meter.line(line),
  };
  const rebuildIn = args.rebuild ? { rebuildIn: await scratch.make("rebuild") } : {};
  const tell = (name: string, bytes: number) => meter.bytes(name, bytes);
  if (target.type === "assets") {
    const patience = patienceOf(meter);
    await fetchAssets(target.base, directory, patience, tell);
    return await verifyRelease({
      ...common,
      ...rebuildIn,
      target: args.target,
      directory,
      called: target.base.href,
      unlistable: true,
    });
  }
  if (local)
    return await verifyRelease({
      ...common,
      ...rebuildIn,
      target: args.target,
      directory,
      called: args.target,
      unlistable: false,
    });
  if (remote === undefined) throw new Error("a release lies on a server");
  const { tag, assets, called } = await fetchRelease(remote, target.tag, directory, tell);
  return await verifyRelease({
    ...common,
    ...rebuildIn,
    target: `${remote.repository} ${tag}`,
    tag,
    directory,
    called,
    unlistable: true,
    server: { assets, called },
  });
}

async function lookAtFile(args: VerifyArguments, file: string, meter: Meter): Promise<VerifyReport> {
  const { manifest } = args;
  if (manifest === undefined)
    throw new UsageError(
      `${file} is one file, and nothing says what it should be`,
      `give the release's manifest: slipway verify ${file} --manifest ${MANIFEST_NAME}`,
    );
  if (!existsSync(manifest))
    throw new UsageError(`there is no file ${manifest}`, `download ${MANIFEST_NAME} of the same release`);
  const extra = (["rebuild", "keep", "bundle", "repo"] as const).find(
    (name) => args[name] !== undefined && args[name] !== false,
  );
  if (extra !== undefined)
    throw new UsageError(
      `--${extra} does not go with a single file`,
      "give the directory of all files, the tag or the address of the release",
    );
  const trust = await readTrust(args, dirname(manifest), async () => builtInRoots());
  return await verifyFile({ file, manifest, trust, tell: (line) => meter.line(line) });
}

/** Where attestations come from, and whose they must be. */
async function source(
  args: VerifyArguments,
  remote: Remote | undefined,
): Promise<{ attestations?: AttestationSource; expected?: ExpectedSource }> {
  const expected: ExpectedSource | undefined = remote && {
    repository: remote.repository,
    from: args.repo === undefined ? "the address" : "--repo",
    issuer: remote.apiUrl === "https://api.github.com" ? GITHUB_ISSUER : undefined,
  };
  if (args.bundle !== undefined) {
    const bundles = await readBundles(args.bundle);
    return {
      attestations: { from: `--bundle ${args.bundle}`, find: async () => bundles },
      ...(expected && { expected }),
    };
  }
  return remote === undefined ? {} : { attestations: attestationsOf(remote), ...(expected && { expected }) };
}

function remoteOf(
  args: VerifyArguments,
  target: Target,
  environment: VerifyOutputs["environment"],
  meter: Meter,
): Remote | undefined {
  const token = environment.GH_TOKEN || environment.GITHUB_TOKEN || undefined;
  const patience = patienceOf(meter);
  if (target.type === "release") {
    if (args.repo !== undefined)
      throw new UsageError(
        "--repo does not go with the address of a release",
        "the address names the repository already",
      );
    // A token is for the server that the environment names, and must not go to another one.
    const own = target.origin === (environment.GITHUB_SERVER_URL || "https://github.com");
    return {
      apiUrl: own ? environment.GITHUB_API_URL || apiOf(target.origin) : apiOf(target.origin),
      repository: target.repository,
      token: own ? token : undefined,
      patience,
    };
  }
  const server = environment.GITHUB_SERVER_URL || "https://github.com";
  const repository = args.repo ?? (target.type === "tag" ? originRepository(server) : undefined);
  if (repository === undefined) {
    if (target.type !== "tag") return undefined;
    throw new UsageError(
      `"${target.tag}" is no file or folder here, and for a tag the repository is not known`,
      `say whose tag it is: slipway verify ${target.tag} --repo OWNER/NAME`,
    );
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(repository))
    throw new UsageError(`--repo ${repository} is no repository`, "write OWNER/NAME");
  return {
    apiUrl: environment.GITHUB_API_URL || apiOf(server),
    repository,
    token,
    patience,
  };
}

const patienceOf = (meter: Meter) =>
  new Patience({ policy: { ...RETRY_POLICY, attempts: 4 }, tell: (line) => meter.line(line) });

async function placeFor({ keep }: VerifyArguments, scratch: Scratch): Promise<string> {
  if (keep === undefined) return await scratch.make("download");
  await mkdir(keep, { recursive: true });
  if ((await readdir(keep)).length > 0)
    throw new UsageError(
      `--keep ${keep} is not empty`,
      "name a new folder: what is in it afterwards is the release, and nothing else",
    );
  return resolve(keep);
}

/** Room that is gone when the command ends, however it ends. */
class Scratch {
  private readonly directories: string[] = [];
  private readonly onExit = () => this.remove();
  private readonly onInterrupt = () => process.exit(130);

  async make(name: string): Promise<string> {
    if (this.directories.length === 0) {
      process.once("exit", this.onExit);
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, this.onInterrupt);
    }
    const directory = await mkdtemp(join(tmpdir(), `slipway-verify-${name}-`));
    this.directories.push(directory);
    return directory;
  }

  remove(): void {
    for (const directory of this.directories.splice(0)) rmSync(directory, { recursive: true, force: true });
    process.off("exit", this.onExit);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, this.onInterrupt);
  }
}
