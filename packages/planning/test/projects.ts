import type { Entry } from "./repository.ts";

/** Content of a project by path. */
export type Files = Readonly<Record<string, Entry>>;

/** The least that can be planned without a configuration. */
export const ZIG_PROJECT: Files = {
  "build.zig.zon": '.{ .name = .app, .version = "1.0.0" }',
  "build.zig": 'b.installArtifact(b.addExecutable(.{ .name = "app" }));',
};
