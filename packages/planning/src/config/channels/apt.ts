import { z } from "zod";
import { section, Word } from "../fields.ts";
import { packageRepository } from "./storage.ts";

export const Apt = section({
  ...packageRepository,
  component: Word.default("main").describe("Component."),
  architectures: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "Debian's name of an architecture"))
    .default([])
    .describe("Architectures that have an index even without a package of their own, in Debian's names."),
  validDays: z
    .int()
    .min(1, "at least one")
    .optional()
    .describe("Days after a release until machines refuse the indices, unless they are renewed."),
}).meta({ id: "apt", title: "apt repository" });
export type AptRepositorySettings = z.output<typeof Apt>;
