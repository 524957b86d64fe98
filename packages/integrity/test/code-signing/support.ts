import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type SigningContext, signingContext } from "../../src/code-signing/index.ts";

export function temporary(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `slipway-${name}-`));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A context that keeps what is logged, and does not wait. */
export function testContext(changes: Partial<SigningContext> = {}): SigningContext & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string) => void lines.push(line);
  const log = { info: add, notice: add, warning: add, debug: add };
  return { ...signingContext(log, { pause: async () => undefined, ...changes }), lines };
}

/** Real programs by Go's compiler and linker, once for each system in a file's tests. */
export function goProgram(directory: string, goos: string, goarch: string, name: string, flags: string[] = []): string {
  const source = join(directory, "source");
  if (!existsSync(source)) {
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, "go.mod"), "module example.org/hi\n");
    writeFileSync(join(source, "main.go"), 'package main\n\nfunc main() { println("hi") }\n');
  }
  const path = join(directory, name);
  const args = ["build", "-trimpath", "-ldflags=-s -w", ...flags, "-o", path, "."];
  const env = { ...process.env, GOOS: goos, GOARCH: goarch, CGO_ENABLED: "0", GOFLAGS: "", GOTOOLCHAIN: "local" };
  execFileSync("go", args, { cwd: source, env });
  return path;
}

export function copyOf(path: string, name: string): string {
  const copy = `${path}-${name}`;
  copyFileSync(path, copy);
  return copy;
}
