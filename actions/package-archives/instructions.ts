import type { Plan, PlannedBuild } from "@slipway/model";

/** Added to source archives unless the project has a file of this name itself. */
export const INSTRUCTIONS_NAME = "BUILDING-FROM-SOURCE.md";

/** How the release's binaries are made from the archive, in Markdown; pure, so that the archive stays reproducible. */
export function buildInstructions({ project, version, commit, timestamp, builds }: Plan): string {
  return [
    `# Building ${project.name} ${version} from source`,
    "",
    `This archive holds what git tracks at commit ${commit}. The release was built with these variables set:`,
    "",
    "```sh",
    `export SLIPWAY_VERSION=${version}`,
    `export SLIPWAY_COMMIT=${commit}`,
    `export SOURCE_DATE_EPOCH=${timestamp}`,
    "```",
    "",
    ...builds.flatMap(oneBuild),
  ].join("\n");
}

function oneBuild(build: PlannedBuild): string[] {
  const { id, directory, toolchain, toolchainVersion, env, binaries, targets } = build;
  const variables = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [
    `## ${id}`,
    "",
    `Makes ${binaries.map(({ name }) => `\`${name}\``).join(", ")} for ${targets.join(", ")}.`,
    ...(toolchain === "command"
      ? []
      : [`Toolchain: ${toolchain}${toolchainVersion === undefined ? "" : ` ${toolchainVersion}`}.`]),
    "",
    "```sh",
    ...(directory === "." ? [] : [`cd ${quoted(directory)}`]),
    ...variables,
    commandOf(build).map(quoted).join(" "),
    "```",
    "",
  ];
}

function commandOf({ command, toolchain, args, features, binaries }: PlannedBuild): readonly string[] {
  if (command !== undefined) return command;
  switch (toolchain) {
    case "zig":
      return ["zig", "build", "-Doptimize=ReleaseSafe", ...args];
    case "go":
      return ["go", "build", "-trimpath", ...args, ...binaries.map((binary) => binary.package ?? ".")];
    default:
      return [
        "cargo",
        "build",
        "--release",
        "--locked",
        ...(features.length > 0 ? ["--features", features.join(",")] : []),
        ...args,
      ];
  }
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
