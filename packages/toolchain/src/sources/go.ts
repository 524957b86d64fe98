import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goPlatform } from "../host.ts";
import type { Source } from "../pins/index.ts";
import { findProgram, lastLines, run } from "../run.ts";
import { Unavailable, type Workshop, wrongBytes } from "./workshop.ts";

interface Downloaded {
  readonly Dir?: string;
  readonly Sum?: string;
  readonly Error?: string;
}

/**
 * A Go toolchain as the module that Go itself would switch to (https://go.dev/doc/toolchain, "Downloading toolchains"). It stays
 * in Go's module cache. @returns the toolchain's directory
 */
export async function fromGo(
  source: Extract<Source, { kind: "go" }>,
  version: string,
  workshop: Workshop,
): Promise<string> {
  const go = findProgram("go", workshop.env);
  if (go === undefined) throw new Unavailable("this machine has no go that could fetch another version");
  const module = `v0.0.1-go${version}.${goPlatform(workshop.host)}`;
  const directory = join(workshop.temp, "go-toolchain");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "go.mod"), "module slipway.invalid/toolchain\n");
  const { code, stdout, tail } = await run(
    {
      program: go,
      args: ["mod", "download", "-json", `golang.org/toolchain@${module}`],
      cwd: directory,
      env: {
        ...workshop.env,
        GOFLAGS: "-mod=mod",
        GOTOOLCHAIN: "local",
        GOWORK: "off",
        GO111MODULE: "on",
        GOOS: undefined,
        GOARCH: undefined,
      },
    },
    { deadline: workshop.deadline },
  );
  let answer: Downloaded = {};
  try {
    answer = JSON.parse(stdout) as Downloaded;
  } catch {
    // Without an answer the exit code and the last lines say what happened.
  }
  if (code !== 0 || answer.Dir === undefined) {
    throw new Unavailable(`go mod download failed${answer.Error ? `: ${answer.Error}` : lastLines(tail, 4)}`);
  }
  const pinned = source.sums[module];
  if (pinned !== undefined && answer.Sum !== pinned) {
    throw wrongBytes(`golang.org/toolchain ${module}`, "the go client", pinned, answer.Sum ?? "no sum");
  }
  return answer.Dir;
}
