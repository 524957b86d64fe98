import { z } from "zod";
import { section } from "../fields.ts";
import { Id, Storage } from "./storage.ts";

export const Registry = section({
  id: Id,
  to: Storage.describe("Where files are put."),
  path: z
    .string()
    .regex(/\{file\}/, "a path with {file} in it")
    .default("{name}/{version}/{file}")
    .describe("Path of each file; `{name}`, `{version}`, `{tag}` and `{file}` are replaced."),
  files: z
    .array(z.string().min(1, "a glob"))
    .min(1, "at least one glob")
    .default(["*"])
    .describe("Globs of the assets that it gets."),
  prereleases: z.boolean().default(true).describe("It gets pre-releases too."),
}).meta({ id: "registry", title: "registry" });
export type RegistrySettings = z.output<typeof Registry>;
