import type { z } from "zod";
import { section } from "../fields.ts";
import { Address, Id, MirrorStorage } from "./storage.ts";

export const Mirror = section({
  id: Id,
  to: MirrorStorage.describe("Where releases are kept."),
  url: Address.describe("Address that clients read from."),
}).meta({ id: "mirror", title: "mirror" });
export type MirrorSettings = z.output<typeof Mirror>;
