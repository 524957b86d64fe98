import type { PlannedScoop } from "@slipway/model";

/** `scoop:acme/scoop-bucket/app` */
export function scoopId({ bucket, name }: PlannedScoop): string {
  return `scoop:${bucket}/${name}`;
}
