import type { z } from "zod";
import { section } from "../fields.ts";
import { packageRepository } from "./storage.ts";

export const Rpm = section(packageRepository).meta({ id: "rpm", title: "rpm repository" });
export type RpmRepositorySettings = z.output<typeof Rpm>;
