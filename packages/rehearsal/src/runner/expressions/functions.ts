import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readdirSync, readSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { data } from "@actions/expressions";
import type { ExpressionFunction } from "./evaluate.ts";

export interface Status {
  success(names: readonly string[]): boolean;
  failure(names: readonly string[]): boolean;
  cancelled(): boolean;
}

/** `success()`, `failure()`, `cancelled()` and `always()`. Job names may be given to the first two in a job's condition. */
export function statusFunctions(status: Status): ExpressionFunction[] {
  const one = (name: string, maxArgs: number, answer: (names: string[]) => boolean): ExpressionFunction => ({
    name,
    minArgs: 0,
    maxArgs,
    call: (...args) => new data.BooleanData(answer(args.map((arg) => arg.coerceString()))),
  });
  return [
    one("success", Number.MAX_SAFE_INTEGER, (names) => status.success(names)),
    one("failure", Number.MAX_SAFE_INTEGER, (names) => status.failure(names)),
    one("cancelled", 0, () => status.cancelled()),
    one("always", 0, () => true),
  ];
}

/**
 * `hashFiles(pattern, …)`: SHA-256 over the SHA-256 of each matching file below the workspace, in the order of their paths;
 * empty when nothing matches. GitHub's evaluator is synchronous, so this is too.
 */
export function hashFilesFunction(workspace: string): ExpressionFunction {
  return {
    name: "hashFiles",
    minArgs: 1,
    maxArgs: 255,
    call(...args) {
      const files = matchingFiles(
        workspace,
        args.map((arg) => arg.coerceString()),
      );
      const total = createHash("sha256");
      for (const file of files) total.update(hashFile(file));
      return new data.StringData(files.length === 0 ? "" : total.digest("hex"));
    },
  };
}

function hashFile(path: string): Buffer {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(1 << 20);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest();
}

/** Files below the workspace that the patterns select; a pattern with `!` takes away what came before. Links to folders are not followed. */
export function matchingFiles(workspace: string, patterns: readonly string[]): string[] {
  const rules = patterns
    .flatMap((pattern) => pattern.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const negated = line.startsWith("!");
      const path = negated ? line.slice(1) : line;
      const inside = isAbsolute(path) ? relative(workspace, path) : relative(workspace, resolve(workspace, path));
      return { negated, regexp: globExpression(inside.split(sep).join("/")) };
    });
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const name of readdirSync(directory).sort()) {
      const path = join(directory, name);
      const stat = lstatSync(path);
      if (stat.isDirectory() && name !== ".git") walk(path);
      else if (stat.isFile()) {
        const inside = relative(workspace, path).split(sep).join("/");
        let selected = false;
        for (const rule of rules) if (rule.regexp.test(inside)) selected = !rule.negated;
        if (selected) found.push(path);
      }
    }
  };
  walk(workspace);
  return found;
}

/** `*` and `?` stay within a folder, `**` crosses folders; a pattern that names a folder selects all below it. */
function globExpression(glob: string): RegExp {
  let source = "";
  for (let index = 0; index < glob.length; index++) {
    const char = glob[index] as string;
    if (glob.startsWith("**/", index)) {
      source += "(?:.*/)?";
      index += 2;
    } else if (glob.startsWith("**", index)) {
      source += ".*";
      index += 1;
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "[" && glob.indexOf("]", index + 2) > 0) {
      const end = glob.indexOf("]", index + 2);
      source += `[${glob
        .slice(index + 1, end)
        .replace(/^!/, "^")
        .replaceAll("\\", "\\\\")}]`;
      index = end;
    } else source += char.replace(/[\\^$.|+()[\]{}]/, "\\$&");
  }
  return new RegExp(`^${source}(?:/.*)?$`, "s");
}
