import { chmod, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { exeSuffix, hostId } from "../host.ts";
import type { Source } from "../pins/index.ts";
import { findProgram, lastLines, run } from "../run.ts";
import { keptArchive } from "./archives.ts";
import { requireSha256 } from "./bytes.ts";
import { Unavailable, type Workshop } from "./workshop.ts";

/** A wheel whose scripts are the program (PyPA, "Binary distribution format": `*.data/scripts`). */
export async function fromPip(
  source: Extract<Source, { kind: "pip" }>,
  version: string,
  into: string,
  workshop: Workshop,
): Promise<void> {
  const wheel = source.wheels[hostId(workshop.host)];
  if (wheel === undefined) throw new Unavailable(`no wheel is pinned for ${hostId(workshop.host)}`);
  if (version !== source.version)
    throw new Unavailable(`no wheel is pinned for version ${version}, only for ${source.version}`);
  const pip = findProgram("pip3", workshop.env) ?? findProgram("pip", workshop.env);
  if (pip === undefined) throw new Unavailable("this machine has no pip");
  const name = `${source.project}-${version}-${hostId(workshop.host)}.whl`;
  await keptArchive(
    name,
    workshop,
    async (directory) => {
      const args = ["download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--dest", directory];
      const { code, tail } = await run(
        { program: pip, args: [...args, `${source.project}==${version}`], cwd: directory, env: workshop.env },
        { deadline: workshop.deadline },
      );
      if (code !== 0) throw new Unavailable(`pip download failed${lastLines(tail, 3)}`);
    },
    async (directory) => {
      const [file] = await readdir(directory);
      if (file === undefined) throw new Unavailable("pip left no file");
      await requireSha256(join(directory, file), wheel.sha256, `${source.project} ${version}`, "the pip client");
      const unpacked = join(directory, "wheel");
      const { extractZip } = await import(/* webpackIgnore: true */ "@actions/tool-cache");
      await extractZip(join(directory, file), unpacked);
      const data = (await readdir(unpacked)).find((entry) => entry.endsWith(".data"));
      if (data === undefined) throw new Unavailable("the wheel carries no program");
      await mkdir(join(into, "bin"), { recursive: true });
      const program = `${source.project}${exeSuffix(workshop.host)}`;
      await rename(join(unpacked, data, "scripts", program), join(into, "bin", program));
      await chmod(join(into, "bin", program), 0o755);
      await rm(unpacked, { recursive: true, force: true });
    },
  );
}
