import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./bundles.ts";

interface Described {
  readonly description?: string;
  readonly default?: string;
  readonly required?: boolean;
}

/** Each action's README with its tables of inputs and outputs filled from action.yml. */
export function actionDocuments(): { path: string; text: string }[] {
  return globSync("actions/*/action.yml", { cwd: ROOT })
    .sort()
    .map((path) => {
      const action = parse(readFileSync(join(ROOT, path), "utf8")) as Record<
        "inputs" | "outputs",
        Record<string, Described> | undefined
      >;
      const readme = join(dirname(path), "README.md");
      const filled = ["inputs", "outputs"] as const;
      const text = filled.reduce(
        (old, part) => fill(old, part, table(part, action[part] ?? {}), readme),
        readFileSync(join(ROOT, readme), "utf8"),
      );
      return { path: readme, text };
    });
}

function table(part: "inputs" | "outputs", entries: Readonly<Record<string, Described>>): string {
  if (Object.keys(entries).length === 0) return "None.";
  const plain = (text: string) => text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
  const rows = Object.entries(entries).map(([name, { description, default: fallback, required }]) => {
    const given =
      fallback === undefined || fallback === "" ? (required ? "required" : "") : `\`${plain(String(fallback))}\``;
    return part === "inputs"
      ? `| \`${name}\` | ${plain(description ?? "")} | ${given} |`
      : `| \`${name}\` | ${plain(description ?? "")} |`;
  });
  const head =
    part === "inputs"
      ? ["| Input | Meaning | Default |", "| --- | --- | --- |"]
      : ["| Output | Meaning |", "| --- | --- |"];
  return [...head, ...rows].join("\n");
}

function fill(text: string, part: string, table: string, file: string): string {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} lacks the markers ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`;
}
